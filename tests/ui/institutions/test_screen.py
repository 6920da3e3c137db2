"""The institution screen by keys and mouse on real records."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.typing import retype, type_text
from tests.ui.workplace import TODAY
from ui.institutions.screen import build


@pytest.fixture
def page(office, qtbot):
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: len(made.list.shown_ids()) == 2)
    office.settle(qtbot)
    return made


@pytest.fixture
def opened(page, office, qtbot):
    page.list.view.setFocus()
    page.list.view.setCurrentIndex(page.list.model.index(page.list.model.place_of(office.institution), 0))
    qtbot.waitUntil(lambda: page.current == office.institution)
    return page


def save(page, office, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    office.settle(qtbot)


def test_search_finds_by_pinyin_initials_and_by_person(page, office, qtbot):
    for text, found in (("apxlsc", office.small), ("张建国", office.institution)):
        page.list.search.setText(text)
        qtbot.keyClick(page.list.search, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda found=found: page.list.shown_ids() == [found])


def test_choosing_a_row_shows_the_institution(opened):
    assert opened.details.title.text() == "安平县夕阳红养老服务中心"
    assert opened.details.risk.text() == "重大风险"
    assert opened.details.basics.values()["phone"] == "0000-7654321"


def test_ctrl_s_saves_what_was_typed_and_nothing_else(opened, office, qtbot):
    before = len(office.records.history(office.records.institutions.get(office.institution).subject))
    retype(opened.details.basics.field("phone"), "13800000000")
    assert opened.details.state.text()
    save(opened, office, qtbot)
    one = office.records.institutions.get(office.institution)
    assert one.fields.text("phone") == "13800000000"
    last = office.records.history(one.subject)
    assert len(last) == before + 1
    assert list(last[-1].body["set"]) == ["phone"]
    qtbot.waitUntil(lambda: not opened.details.is_changed())


def test_a_wrong_credit_code_is_told_under_its_row_and_not_saved(opened, office, qtbot):
    retype(opened.details.basics.field("credit_code"), "123")
    save(opened, office, qtbot)
    assert "校验" in opened.details.basics.problems()["credit_code"]
    assert not office.records.institutions.get(office.institution).credit_code


def test_going_on_saves_first_and_stays_where_something_is_wrong(opened, office, qtbot):
    retype(opened.details.basics.field("phone"), "1")
    opened.list.view.setFocus()
    qtbot.keyClick(opened.list.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: opened.current == office.small)
    office.settle(qtbot)
    assert office.records.institutions.get(office.institution).fields.text("phone") == "1"
    retype(opened.details.basics.field("credit_code"), "bad")
    opened.list.view.setFocus()
    qtbot.keyClick(opened.list.view, Qt.Key.Key_Up)
    assert opened.current == office.small
    assert opened.details.basics.problems()


def test_ctrl_n_registers_a_new_institution_and_opens_it(page, office, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    retype(page.details.basics.field("name"), "新桥敬老院")
    save(page, office, qtbot)
    qtbot.waitUntil(lambda: page.current != "")
    assert office.records.institutions.get(page.current).name == "新桥敬老院"
    qtbot.waitUntil(lambda: len(page.list.shown_ids()) == 3)


def test_changed_facts_are_stated_with_date_and_source(opened, office, qtbot):
    opened.details.show_tab("facts")
    retype(opened.details.facts.form_of("beds").field("beds"), "130")
    save(opened, office, qtbot)
    assert "请填写来源" in opened.details.stating.problems()["source"]
    opened.details.stating.fill({"on": date(2026, 11, 20)})
    retype(opened.details.stating.field("source"), "备案回执")
    save(opened, office, qtbot)
    held = office.records.institutions.get(office.institution).fact_values()["beds"]
    assert (held.value, held.on, held.source) == (130, "2026-11-20", "备案回执")
    qtbot.waitUntil(lambda: not opened.details.facts.changes())


def test_places_are_added_under_the_chosen_one_and_withdrawn_after_a_question(opened, office, qtbot, monkeypatch):
    opened.details.show_tab("places")
    places = opened.details.places
    go_to(places, "1号楼")
    type_text(places.name, "4层")
    qtbot.keyClick(places.name, Qt.Key.Key_Return)
    office.settle(qtbot)
    added = next(one for one in office.records.places.where(institution=office.institution) if one.name == "4层")
    assert (added.parent, added.fields.text("level")) == (office.places["building"], "floor")
    assert not places.withdraw.isEnabled(), "a building with floors stays"
    qtbot.waitUntil(lambda: "4层" in [item.text(0) for item in places.tree._items()])
    go_to(places, "4层")
    answer_yes(monkeypatch)
    qtbot.mouseClick(places.withdraw, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert office.records.places.get(added.id).withdrawn


def go_to(places, name):
    places.tree.setCurrentItem(next(item for item in places.tree._items() if item.text(0) == name))


def answer_yes(monkeypatch):
    accepted = {}

    def run(box):
        accepted["button"] = next(one for one in box.buttons() if one.text() == "撤下")

    monkeypatch.setattr(QMessageBox, "exec", run)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: accepted["button"])


def test_history_shows_visits_findings_and_changes_and_leads_to_them(opened, office, qtbot):
    visit = office.start_visit()
    finding = office.record_finding(visit)
    office.order(finding, days=15)
    opened.presenter.open(office.institution)
    history = opened.details.history
    qtbot.waitUntil(lambda: history.visits.model.rowCount() == 1)
    assert history.findings.model.row_at(0).due == "还剩 15 天"
    gone = []
    office.workplace.navigator.requested.connect(lambda screen, target: gone.append((screen, target)))
    opened.details.show_tab("history")
    history.visits.table.selectRow(0)
    qtbot.keyClick(history.visits.table, Qt.Key.Key_Return)
    history.findings.table.selectRow(0)
    qtbot.keyClick(history.findings.table, Qt.Key.Key_Return)
    assert gone == [("inspection", visit), ("ledger", finding)]


def test_the_start_button_leads_to_a_new_visit_of_this_institution(opened, office, qtbot):
    with qtbot.waitSignal(office.workplace.navigator.requested) as heard:
        opened.actions_by_id["start"].trigger()
    assert heard.args == ["inspection", ("start", office.institution)]


def test_a_change_made_elsewhere_shows_when_the_screen_is_seen_again(opened, office, qtbot):
    from functools import partial

    from inspections.workflow.institutions import record_institution

    opened.hide()
    step = partial(record_institution, institution=office.institution, values={"area": "新城镇"}, by=office.by)
    office.workplace.records.change(step)
    office.settle(qtbot)
    assert "新城镇" not in opened.details.meta.text()
    opened.show()
    qtbot.waitUntil(lambda: "新城镇" in opened.details.meta.text())


@pytest.mark.parametrize("size", [(1302, 768), (1744, 1080), (960, 640)])
@pytest.mark.parametrize("tab", ["basics", "facts", "places", "history"])
def test_everything_has_a_name_and_nothing_is_cut(opened, size, tab):
    opened.resize(*size)
    opened.details.show_tab(tab)
    QApplication.processEvents()
    assert nameless(opened) == []
    assert doubled_buttons(opened) == []
    assert marked_up_labels(opened) == []
    assert cut_labels(opened) == []


def test_a_target_opens_an_institution_or_the_blank_form(page, office, qtbot):
    page.show_target(office.small)
    qtbot.waitUntil(lambda: page.current == office.small)
    office.start_visit()
    page.presenter._read_list()
    page.show_target({"uninspected": True})
    qtbot.waitUntil(lambda: page.list.shown_ids() == [office.small])
    page.show_target("new")
    assert page.current == ""
    assert page.details.title.text() == "新建机构"
    assert page.details.stating.values()["on"] == TODAY
