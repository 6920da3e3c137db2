"""Who takes part is changed while the visit runs: from the gap that is shown, or from the line of the 离场前 page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspections.workflow.visiting import finish_inspection
from tests.ui import accessible
from tests.ui.inspection.conftest import open_visit
from tests.ui.inspection.test_findings import host
from tests.ui.workplace import TODAY


@pytest.fixture
def short(office, screen, qtbot):
    """A running visit at which the fire agency lacks an officer."""
    visit = office.start_visit(team=("li", "wang", "zhao"))
    office.answer(visit, "FS-A01")
    open_visit(screen, office, qtbot, visit)
    return visit


def chip(screen, words):
    return next((one for one in screen.visit_page._chips if one.text() == words), None)


def opened(screen, qtbot):
    qtbot.waitUntil(lambda: screen.presenter.team.dialog is not None)
    return screen.presenter.team.dialog


def people(office, visit):
    return {one.person for one in office.records.inspections.get(visit).team}


def tick(office, dialog, agency, name):
    boxes = dialog.teams[office.agencies[agency]].choice._boxes
    next(box for person, box in boxes if person == office.people[name]).click()


def test_the_gap_leads_to_the_people_and_goes_when_it_is_filled(office, screen, short, qtbot):
    gap = chip(screen, "消防缺 1 名")
    gap.setFocus()
    QTest.keyClick(gap, Qt.Key.Key_Space)
    dialog = opened(screen, qtbot)
    fire = dialog.teams[office.agencies["fire"]]
    assert fire.gap.text() == "缺 1 名"
    assert accessible.nameless(dialog) == []
    assert accessible.cut_labels(dialog) == []
    tick(office, dialog, "fire", "sun")
    assert fire.gap.isHidden()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert people(office, short) == {office.people[name] for name in ("li", "wang", "zhao", "sun")}
    roles = {one.person: one.role for one in office.records.inspections.get(short).team}
    assert roles[office.people["sun"]] == "officer"
    qtbot.waitUntil(lambda: chip(screen, "消防缺 1 名") is None)
    assert screen.presenter.team.dialog is None
    assert office.records.responses.count(inspection=short) == 1
    assert "孙磊" in screen.visit_page.meta.text()


def test_an_assistant_can_join_and_counts_for_nothing(office, screen, short, qtbot):
    qtbot.mouseClick(chip(screen, "消防缺 1 名"), Qt.MouseButton.LeftButton)
    dialog = opened(screen, qtbot)
    tick(office, dialog, "civil_affairs", "wang")
    tick(office, dialog, "civil_affairs", "chen")
    assert dialog.teams[office.agencies["civil_affairs"]].gap.text() == "缺 1 名"
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    team = {one.person: one.role for one in office.records.inspections.get(short).team}
    assert team[office.people["chen"]] == "assistant"
    assert office.people["wang"] not in team
    qtbot.waitUntil(lambda: chip(screen, "民政缺 1 名") is not None)


def test_the_line_of_the_leaving_page_and_the_key_lead_there_too(office, screen, short, qtbot):
    host(screen, "FS-A01").setFocus()
    QTest.keyClick(host(screen, "FS-A01"), Qt.Key.Key_T)
    opened(screen, qtbot).reject()
    office.settle(qtbot)
    screen.show_target((short, "team"))
    opened(screen, qtbot).reject()
    assert people(office, short) == {office.people[name] for name in ("li", "wang", "zhao")}


def test_a_refused_team_stays_in_the_dialog_with_the_reason(office, screen, short, qtbot):
    qtbot.mouseClick(chip(screen, "消防缺 1 名"), Qt.MouseButton.LeftButton)
    dialog = opened(screen, qtbot)
    finish_inspection(office.records, inspection=short, on=TODAY, by=office.by)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert "已结束" in dialog.problem.text()
    dialog.reject()
