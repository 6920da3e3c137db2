"""The furnished office and an opened visit for every test of the on-site screen."""

import pytest

from tests.ui.workplace import office  # noqa: F401
from ui.inspection.screen import build


@pytest.fixture
def screen(office, qtbot):
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    office.settle(qtbot)
    return made


@pytest.fixture
def visit(office, screen, qtbot):
    """The id of a running visit with both lists, open on the screen at its first section."""
    visit_id = office.start_visit(lists=("fire_safety", "service_safety"))
    open_visit(screen, office, qtbot, visit_id)
    return visit_id


def open_visit(screen, office, qtbot, visit_id, jump=""):
    screen.open_visit(visit_id, jump)
    qtbot.waitUntil(lambda: screen.presenter.visit is not None and screen.presenter.visit.inspection.id == visit_id)
    qtbot.waitUntil(lambda: not screen.visit_page.items._waiting)
    office.settle(qtbot)
