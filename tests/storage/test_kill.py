"""kill -9 at any moment: every change that was acknowledged is there, none is half."""

import random
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.store import Store

WRITER = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from storage.store import Store

store = Store.open(Path(sys.argv[1]), clock=lambda: datetime(2026, 3, 2, 9, tzinfo=timezone.utc))
round_ = sys.argv[2]
print("open", flush=True)
for number in range(100_000):
    name = f"{round_}-{number}"
    with store.change(by="张三") as change:
        change.append(store.institutions.new(f"i-{name}").record_as({"name": name, "initials": "x"}))
        change.append(store.institutions.new(f"twin-{name}").record_as({"name": name, "initials": "x"}))
    print(name, flush=True)
"""


def killed(path: Path, number: int, after: int) -> list[str]:
    """Let a writer work and kill it once it has acknowledged so many changes; returns all it acknowledged."""
    arguments = [sys.executable, "-c", WRITER, str(path), str(number)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "open\n"
        said = [writer.stdout.readline() for _ in range(after)]
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.readlines()
    return [line.strip() for line in said if line.endswith("\n")]


def kill_rounds(path: Path, rounds: int) -> None:
    chance = random.Random(20260302)
    promised: list[str] = []
    Store.open(path, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)).close()
    for number in range(rounds):
        promised += killed(path, number, chance.randrange(0, 12))
    store = Store.open(path, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC))
    assert [name for name in promised if store.institutions.find(f"i-{name}") is None] == []
    there = [one.id for one in store.institutions.where()]
    assert {one.removeprefix("i-") for one in there if one.startswith("i-")} == {
        one.removeprefix("twin-") for one in there if one.startswith("twin-")
    }
    assert len(promised) >= rounds
    assert store.audit(store.heads()).problems == ()
    store.close()


def test_kills_lose_nothing_that_was_acknowledged(tmp_path):
    kill_rounds(tmp_path / "records.db", 4)


@pytest.mark.heavy
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path):
    kill_rounds(tmp_path / "records.db", 200)
