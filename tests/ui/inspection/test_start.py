"""The start page and the 到场卡: a visit begins here, and what is not known on arrival follows later."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspections.workflow import visiting
from tests.ui.inspection.conftest import open_visit
from ui.inspection.arrival import ROWS


def only_visit(office):
    (visit,) = office.records.inspections.where(state="running")
    return visit


def test_every_field_of_the_arrival_card_has_a_chinese_row():
    from inspections.facts import ARRIVAL

    assert {row.key for row in ROWS} == set(ARRIVAL)


def test_a_visit_starts_with_the_chosen_team_and_opens(office, screen, qtbot):
    page = screen.start_page
    QTest.keyClicks(page.search, "apxxyh")
    qtbot.waitUntil(lambda: page._institution == office.institution)
    page.form.field("agencies")._boxes[1][1].click()
    civil, fire = (page._teams[office.agencies[code]] for code in ("civil_affairs", "fire"))
    assert civil.gap.text() == "缺 1 名"
    civil.choice._boxes[1][1].click()
    assert civil.gap.isHidden()
    assert fire.gap.text() == "缺 2 名"
    fire.choice._boxes[0][1].click()
    assert page.form.field("checklists").value() == ("fire_safety", "service_safety")
    page.form.fill({"checklists": ("fire_safety",)})
    qtbot.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.visit is not None)
    office.settle(qtbot)
    visit = only_visit(office)
    assert {one.person for one in visit.team} == {office.people[name] for name in ("li", "wang", "zhao")}
    assert len(visit.editions) == 1
    assert visit.fields.text("depth") == "full"
    assert screen.currentWidget() is screen.visit_page
    assert "消防缺 1 名" in [chip.text() for chip in screen.visit_page._chips]


def test_nothing_starts_without_an_institution(office, screen, qtbot):
    screen.start_page._institution = ""
    qtbot.mouseClick(screen.start_page.start_button, Qt.MouseButton.LeftButton)
    assert screen.start_page.problem.text() == "请先在左侧选择机构。"
    assert not office.records.inspections.where(state="running")


def test_a_running_visit_is_resumed_with_one_click(office, screen, qtbot):
    visit = office.start_visit()
    screen.start_presenter.refresh()
    qtbot.waitUntil(lambda: screen.start_page._running.count() == 1)
    card = screen.start_page._running.itemAt(0).widget()
    button = next(one for one in card.findChildren(type(screen.start_page.start_button)))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.visit is not None and screen.presenter.visit.inspection.id == visit)


def test_a_reinspection_names_open_findings_and_opens_on_them(office, screen, qtbot):
    first = office.start_visit()
    finding = office.record_finding(first)
    office.order(finding)
    page = screen.start_page
    screen.start_presenter.refresh()
    office.settle(qtbot)
    page.choose_institution(office.institution)
    page.form.fill({"task_source": "reinspection"})
    page.form.edited.emit("task_source")
    qtbot.waitUntil(lambda: len(page.form.field("reinspects")._boxes) == 1)
    page.form.field("reinspects")._boxes[0][1].click()
    page.form.fill({"checklists": ()})
    qtbot.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.visit is not None)
    assert screen.presenter.visit.inspection.reinspects == (finding,)
    qtbot.waitUntil(lambda: screen.visit_page.views.currentWidget() is screen.visit_page.old)


def test_the_arrival_card_saves_itself_and_counts_the_visits_of_the_year(office, screen, visit, qtbot):
    screen.visit_page.actions_["arrival"].trigger()
    dialog = screen.presenter.arrival.dialog
    QTest.keyClicks(dialog.form.field("arrived_at").line, "2026-11-23 09:30")
    dialog.form.field("certificates_shown").box.click()
    qtbot.mouseClick(_button(dialog, "完成"), Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    fields = office.records.inspections.get(visit).fields
    assert fields.text("arrived_at") == "2026-11-23T09:30"
    assert fields.flag("certificates_shown")
    assert fields.whole("visit_count") == 1
    qtbot.waitUntil(lambda: screen.visit_page.actions_["arrival"].text() == "到场卡 2/9")


def test_a_complaint_does_not_count_and_says_why(office, screen, qtbot):
    office.start_visit()
    visit = office.start_visit(task_source="complaint")
    open_visit(screen, office, qtbot, visit, "arrival")
    dialog = screen.presenter.arrival.dialog
    QTest.keyClicks(dialog.form.field("basis").line, "law")
    dialog.accept()
    office.settle(qtbot)
    fields = office.records.inspections.get(visit).fields
    assert fields.value("visit_count") is None
    assert "举报" in fields.text("uncounted_reason")


def test_the_last_visits_companion_is_proposed_and_recorded_only_when_taken_over(office, screen, qtbot):
    first = office.start_visit()
    visiting.record_arrival(
        office.records, inspection=first, values={"companion_name": "张建国", "companion_post": "院长"}, by=office.by
    )
    visit = office.start_visit()
    open_visit(screen, office, qtbot, visit, "arrival")
    dialog = screen.presenter.arrival.dialog
    qtbot.waitUntil(lambda: dialog.form.field("companion_name").line.placeholderText() == "上次：张建国")
    assert office.records.inspections.get(visit).fields.text("companion_name") == ""
    qtbot.mouseClick(dialog.take_over, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert office.records.inspections.get(visit).fields.text("companion_post") == "院长"
    dialog.accept()


def _button(dialog, text):
    from PySide6.QtWidgets import QPushButton

    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
