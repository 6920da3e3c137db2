"""The workbench on real records, by real keys and clicks."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from inspections.records import Changes
from inspections.workflow import approvals, rectifying, sealing
from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.workplace import TODAY
from ui.ledger.filters import BY_ID
from ui.workbench.model import FIRST_STEPS, TILES, read_overview
from ui.workbench.screen import build

WAIT = 8000
SCREENS = {"workbench", "institutions", "inspection", "ledger", "papers", "standards", "settings"}


def show(qtbot, office):
    page = build(office.workplace)
    qtbot.addWidget(page)
    page.resize(1302, 768)
    page.show()
    qtbot.waitUntil(lambda: page.tiles["open"].figure.text() != "—", timeout=WAIT)
    return page


def order(office, finding, days):
    rectifying.order_rectification(
        office.records, finding=finding, agency=office.agencies["fire"], on=TODAY - timedelta(days=30), action="order",
        deadline=TODAY + timedelta(days=days), measure="恢复原状", by=office.by,
    )  # fmt: skip


@pytest.fixture
def findings(office):
    """Twelve ordered findings, due from three days ago on, and one only recorded."""
    visit = office.start_visit()
    made = [office.record_finding(visit, description=f"第 {number} 条问题") for number in range(13)]
    for number, finding in enumerate(made[:12]):
        order(office, finding, number - 3)
    return made


def figures(page):
    return {key: tile.figure.text() for key, tile in page.tiles.items()}


def test_every_tile_counts_and_opens_a_list_that_exists(office, findings):
    overview = read_overview(office.records, TODAY)
    assert set(overview.tallies) >= {tile.key for tile in TILES}
    assert {tile.screen for tile in TILES} | {step.screen for step in FIRST_STEPS} <= SCREENS
    assert all(tile.target["scope"] in BY_ID for tile in TILES if tile.screen == "ledger")
    assert overview.targets == {"running": office.records.findings.get(findings[0]).inspection}


def test_the_numbers_of_the_day(qtbot, office, findings):
    page = show(qtbot, office)
    shown = figures(page)
    assert {key: shown[key] for key in ("open", "overdue", "due_today", "due_week", "running", "never")} == {
        "open": "13", "overdue": "3", "due_today": "1", "due_week": "8", "running": "1", "never": "1",
    }  # fmt: skip
    assert page.tiles["overdue"].figure.property("tone") == "bad"
    assert page.tiles["major"].figure.property("tone") == ""


def test_a_tile_goes_to_its_list_by_mouse_and_by_key(qtbot, office, findings):
    page = show(qtbot, office)
    with qtbot.waitSignal(office.workplace.navigator.requested) as asked:
        qtbot.mouseClick(page.tiles["overdue"], Qt.MouseButton.LeftButton)
    assert asked.args == ["ledger", {"scope": "overdue"}]
    page.tiles["major"].setFocus()
    with qtbot.waitSignal(office.workplace.navigator.requested) as asked:
        qtbot.keyClick(page.tiles["major"], Qt.Key.Key_Space)
    assert asked.args == ["ledger", {"scope": "major"}]


def test_a_frozen_order_waits_for_its_stamp_and_leads_to_its_visit(qtbot, office, findings):
    visit = office.records.findings.get(findings[0]).inspection
    sealing.seal_paper(
        office.records, office.files, office.workplace.papers, paper="order", subject=visit,
        agency=office.agencies["fire"], on=TODAY, by=office.by,
    )  # fmt: skip
    page = show(qtbot, office)
    assert figures(page)["unstamped"] == "1"
    qtbot.waitUntil(lambda: "办理" in buttons_of(page), timeout=WAIT)
    for button in (page.tiles["unstamped"], buttons_of(page)["办理"]):
        with qtbot.waitSignal(office.workplace.navigator.requested) as asked:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == ["papers", ("inspection", visit)]


def test_the_next_ten_deadlines_stand_overdue_first_and_lead_to_their_finding(qtbot, office, findings):
    page = show(qtbot, office)
    words = [page.deadlines.index(row, 0).data() for row in range(page.deadlines.rowCount())]
    assert words[:5] == ["逾期 3 天", "逾期 2 天", "逾期 1 天", "今天到期", "还剩 1 天"]
    assert len(words) == 10
    page.deadline_table.setFocus()
    qtbot.keyClick(page.deadline_table, Qt.Key.Key_Down)
    with qtbot.waitSignal(office.workplace.navigator.requested) as asked:
        qtbot.keyClick(page.deadline_table, Qt.Key.Key_Return)
    assert asked.args == ["ledger", {"finding": findings[1]}]


def buttons_of(page):
    return {button.text(): button for button in page.findChildren(QPushButton) if button.isVisible()}


def test_a_running_visit_can_be_gone_on_with_and_the_unvisited_be_seen(qtbot, office, findings):
    page = show(qtbot, office)
    qtbot.waitUntil(lambda: {"继续", "查看"} <= set(buttons_of(page)), timeout=WAIT)
    buttons = buttons_of(page)
    with qtbot.waitSignal(office.workplace.navigator.requested) as asked:
        qtbot.mouseClick(buttons["继续"], Qt.MouseButton.LeftButton)
    assert asked.args == ["inspection", office.records.findings.get(findings[0]).inspection]
    with qtbot.waitSignal(office.workplace.navigator.requested) as asked:
        qtbot.mouseClick(buttons["查看"], Qt.MouseButton.LeftButton)
    assert asked.args == ["institutions", office.small]


def test_a_new_laptop_is_led_step_by_step(qtbot, office):
    page = show(qtbot, office)
    assert page.first_steps.isVisible()
    assert not page.start_button.isVisible()
    steps = page._steps
    assert [line._done.isVisible() for line in steps.values()] == [True, True, False]
    assert [line.button.property("kind") for line in steps.values()] == ["", "", "primary"]
    with qtbot.waitSignal(office.workplace.navigator.requested) as asked:
        qtbot.mouseClick(steps["inspections"].button, Qt.MouseButton.LeftButton)
    assert asked.args == ["inspection", None]
    office.start_visit()
    qtbot.keyClick(page.tiles["open"], Qt.Key.Key_F5)
    qtbot.waitUntil(page.start_button.isVisible, timeout=WAIT)
    assert not page.first_steps.isVisible()


def test_the_numbers_follow_a_change_at_once_when_shown_and_at_the_next_sight_when_not(qtbot, office, findings):
    page = show(qtbot, office)
    report(office, findings[12])
    qtbot.waitUntil(lambda: figures(page)["major"] == "0" and figures(page)["handed_over"] == "1", timeout=WAIT)
    page.hide()
    report(office, findings[11])
    office.settle(qtbot)
    assert figures(page)["handed_over"] == "1"
    page.show()
    qtbot.waitUntil(lambda: figures(page)["handed_over"] == "2", timeout=WAIT)


def report(office, finding):
    rectifying.refer_finding(
        office.records, finding=finding, on=TODAY, to="某县住建局", how="handover", reason="职权", by=office.by
    )
    office.workplace.records.changed.emit(Changes(frozenset({office.records.findings.get(finding).subject})))


def test_everything_speaks_and_nothing_is_cut_or_read_as_markup(qtbot, office, findings):
    page = show(qtbot, office)
    assert nameless(page) == []
    assert doubled_buttons(page) == []
    assert marked_up_labels(page) == []
    qtbot.waitUntil(lambda: cut_labels(page) == [], timeout=WAIT)


def test_a_recheck_that_comes_due_stands_on_the_workbench_and_leads_to_its_tab(qtbot, office):
    for home, days in ((office.institution, 5), (office.small, 60)):
        on = TODAY + timedelta(days=days)
        approvals.set_recheck(office.records, institution=home, on=on, reason="动态监管", by=office.by)
    (one,) = read_overview(office.records, TODAY).approvals
    assert (one.institution, one.told) == (office.institution, "动态监管复核 2026-11-28")
    page = show(qtbot, office)
    wished = []
    page.screen_requested.connect(lambda screen, target: wished.append((screen, target)))
    button = next(one for one in page.findChildren(QPushButton) if one.accessibleName().startswith("办理"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wished == [("institutions", ("approval", office.institution))]
