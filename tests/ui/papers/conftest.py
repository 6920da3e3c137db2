"""The furnished office, a visit ready for its papers, and the screen on it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from inspections.workflow import rectifying, visiting
from tests.ui.workplace import TODAY, office  # noqa: F401
from ui.papers import pin
from ui.papers.screen import build

ARRIVAL = {
    "arrived_at": "2026-11-23T09:10:00+08:00", "basis": "养老机构管理办法第三十五条", "companion_name": "张建国",
    "companion_post": "院长", "certificates_shown": True, "rights_told": True, "discipline_told": True,
    "recusal_asked": True, "recusal_answer": "不申请回避", "recorder_number": "记录仪 03",
}  # fmt: skip
PIN = "246810"


@pytest.fixture
def visit(office):
    """A running joint visit with its 到场卡, some results and one order of the fire agency."""
    started = office.start_visit()
    visiting.record_arrival(office.records, inspection=started, values=ARRIVAL, by=office.by)
    office.answer(started, "FS-C01", "non_compliant")
    order_at_once(office, office.record_finding(started))
    return started


def order_at_once(office, finding):
    rectifying.order_rectification(
        office.records, finding=finding, agency=office.agencies["fire"], on=TODAY, action="immediate",
        deadline=None, measure="立即开锁，保持畅通", by=office.by,
    )  # fmt: skip


@pytest.fixture
def screen(office, visit, qtbot):
    """The papers screen with the papers of the visit."""
    office.workplace.settings.change("reading_pin", pin.hashed(PIN))
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1300, 768)
    made.show()
    made.show_target(("inspection", visit))
    wait_for_shelf(qtbot, made)
    return made


def wait_for_shelf(qtbot, screen):
    qtbot.waitUntil(lambda: screen.papers.paper_model.rowCount() > 0, timeout=5000)


def choose(qtbot, screen, paper, agency=""):
    """Choose one paper of the shelf as a person does, with the mouse."""
    row = screen.presenter.shelf.row_of(paper, agency)
    table = screen.papers.papers
    place = table.model().place_of(row.key)
    index = table.model().index(place, 0)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    qtbot.waitUntil(lambda: screen.presenter.row is not None and screen.presenter.row.key == row.key)
    return row


def press(qtbot, screen, action):
    """Press one of the main buttons."""
    button = screen.papers.button(action)
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def draw(pad):
    """Sign on a pad with the mouse."""
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 120))
    for step in range(12):
        QTest.mouseMove(pad, QPoint(60 + step * 20, 120 + (step % 3) * 25))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(300, 130))
