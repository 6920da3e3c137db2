"""What every journey gets: a screen of its own worker, people at windows on it, a desk that arranges what came before."""

from datetime import datetime, timedelta

import pytest

from tests.journeys.person import Person, Screen
from tests.laptop import Desk, RisingClock


@pytest.fixture(scope="session")
def screen():
    """A virtual screen of 1366x768, the smallest the window is made for."""
    shown = Screen()
    yield shown
    shown.close()


@pytest.fixture
def person(screen, tmp_path):
    """Somebody before an empty data directory; the program is ended with the test."""
    somebody = Person(screen, tmp_path / "data")
    yield somebody
    somebody.end_program()


@pytest.fixture
def today():
    """The day the window shows: the machine's own, as a window reads no other clock."""
    return datetime.now().astimezone().date()


@pytest.fixture
def desk(tmp_path, capsys):
    """The command line on the person's data directory, some hours before now."""
    made = Desk(tmp_path / "data", capsys)
    made.laptop.clock = RisingClock(datetime.now().astimezone() - timedelta(hours=2))
    return made
