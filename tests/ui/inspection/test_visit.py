"""A visit on the screen: keys and clicks become commits, and nothing is called saved before it is."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspections.inspection import response_id
from inspections.records import Changes
from inspections.refusal import RefusedError
from tests.ui.inspection.conftest import open_visit
from ui.inspection import answering
from ui.inspection.model import rest_of
from ui.inspection.rest_dialog import RestDialog
from ui.inspection.saving import Saving
from ui.labels import Chip


def response(office, visit, item, agency="civil_affairs"):
    return office.records.responses.find(response_id(visit, item, office.agencies[agency]))


def card(screen, code):
    return screen.visit_page.items.card(code)


def press(screen, key):
    QTest.keyClick(screen.window().focusWidget(), key)


def test_keys_1_2_4_answer_the_focused_item_in_the_name_of_the_operators_agency(office, screen, visit, qtbot):
    card(screen, "FS-A01").setFocus()
    press(screen, Qt.Key.Key_1)
    office.settle(qtbot)
    assert response(office, visit, "FS-A01").result == "compliant"
    assert response(office, visit, "FS-A01", "fire") is None
    press(screen, Qt.Key.Key_4)
    office.settle(qtbot)
    assert response(office, visit, "FS-A01").result == "not_checked"
    press(screen, Qt.Key.Key_2)
    office.settle(qtbot)
    assert response(office, visit, "FS-A01").result == "non_compliant"
    assert screen.window().focusWidget() is card(screen, "FS-A01").finding_cards()[0].form.field("description").input


def test_an_item_is_called_saved_only_after_its_commit_and_keys_queue_meanwhile(office, screen, visit, qtbot):
    gate = threading.Event()
    office.workplace.records.change(lambda _records: gate.wait(10) and Changes())
    for code in ("FS-A01", "FS-A02"):
        card(screen, code).setFocus()
        press(screen, Qt.Key.Key_1)
    assert card(screen, "FS-A01").saving.text() == "保存中…"
    assert card(screen, "FS-A02").results.value() == "compliant"
    assert response(office, visit, "FS-A01") is None
    assert screen.visit_page._saving.text() == "保存中 3"
    gate.set()
    qtbot.waitUntil(lambda: card(screen, "FS-A02").saving.text().startswith("已保存"))
    assert response(office, visit, "FS-A01").result == "compliant"
    assert len(office.records.history(response(office, visit, "FS-A01").subject)) == 1


def test_a_refused_answer_says_so_keeps_the_old_result_and_can_be_tried_again(
    office, screen, visit, qtbot, monkeypatch
):
    kept = answering.respond

    def refuse(*_args, **_more):
        raise RefusedError("磁盘已满，未保存。", "请腾出空间。")

    monkeypatch.setattr(answering, "respond", refuse)
    card(screen, "FS-A01").setFocus()
    press(screen, Qt.Key.Key_1)
    office.settle(qtbot)
    assert card(screen, "FS-A01").saving.text() == "未保存"
    assert card(screen, "FS-A01").results.value() == ""
    assert "磁盘已满" in office.workplace.messages.line.text
    monkeypatch.setattr(answering, "respond", kept)
    qtbot.mouseClick(card(screen, "FS-A01").retry, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert response(office, visit, "FS-A01").result == "compliant"
    assert screen.presenter.responding.answering.state("FS-A01").stage is Saving.SAVED


def test_not_applicable_is_recorded_only_with_its_reason(office, screen, visit, qtbot):
    card(screen, "FS-A05").setFocus()
    press(screen, Qt.Key.Key_3)
    office.settle(qtbot)
    assert response(office, visit, "FS-A05") is None
    qtbot.mouseClick(card(screen, "FS-A05").reasons.quick[0], Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert response(office, visit, "FS-A05").result == "not_applicable"
    assert response(office, visit, "FS-A05").fields.text("reason") == "机构无此设施设备"
    qtbot.waitUntil(lambda: "理由：机构无此设施设备" in card(screen, "FS-A05")._facts.text())


def test_undo_withdraws_the_answer_and_the_history_keeps_both(office, screen, visit, qtbot):
    card(screen, "FS-A01").setFocus()
    press(screen, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: screen.visit_page.toasts.text == "FS-A01 符合")
    office.settle(qtbot)
    qtbot.mouseClick(screen.visit_page.toasts._button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    given = response(office, visit, "FS-A01")
    assert given.result == "not_checked"
    assert [entry.kind for entry in office.records.history(given.subject)] == [
        "response_given/1",
        "response_withdrawn/1",
    ]
    qtbot.waitUntil(lambda: card(screen, "FS-A01").results.value() == "")


def test_n_goes_to_the_next_item_without_a_result_and_arrows_go_on(office, screen, visit, qtbot):
    office.answer(visit, "FS-A02")
    screen.presenter._reload()
    office.settle(qtbot)
    qtbot.waitUntil(lambda: bool(screen.presenter.visit.responses))
    card(screen, "FS-A01").setFocus()
    press(screen, Qt.Key.Key_N)
    assert screen.presenter.walker.current == "FS-A03"
    press(screen, Qt.Key.Key_Down)
    assert screen.presenter.walker.current == "FS-A04"
    press(screen, Qt.Key.Key_B)
    assert screen.presenter.walker.current == "FS-A03"


def test_slash_searches_items_and_digits_typed_there_answer_nothing(office, screen, visit, qtbot):
    card(screen, "FS-A01").setFocus()
    press(screen, Qt.Key.Key_Slash)
    assert screen.window().focusWidget() is screen.visit_page.navigator.search
    QTest.keyClicks(screen.visit_page.navigator.search, "FS-C01")
    qtbot.waitUntil(lambda: screen.visit_page.items.codes() == ["FS-C01"])
    office.settle(qtbot)
    assert not office.records.responses.where(inspection=visit)
    qtbot.keyClick(screen.visit_page.navigator.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(screen.visit_page.items.codes()) == 18)


def test_the_rest_of_a_section_is_looked_through_marked_in_one_act_and_taken_back(office, screen, visit, qtbot):
    screen.presenter.walker.open_section("FS-F")
    screen.presenter.responding.offer_rest()
    dialog = screen.visit_page.findChild(RestDialog)
    never = {item.id for item, _why in _rest(screen).left}
    codes = list(dialog.boxes)
    assert codes
    assert never
    assert not never & set(codes)
    dialog.boxes[codes[0]].click()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    given = office.records.responses.where(inspection=visit)
    assert {one.item for one in given} == set(codes[1:])
    assert len({one.fields.text("batch") for one in given}) == 1
    qtbot.waitUntil(lambda: f"{len(codes) - 1} 项批量记为符合" in screen.visit_page.toasts.text)
    qtbot.mouseClick(screen.visit_page.toasts._button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert {one.result for one in office.records.responses.where(inspection=visit)} == {"not_checked"}


def _rest(screen):
    responding = screen.presenter.responding
    return rest_of(responding.visit, responding._section(), responding.agency)


def test_a_measured_value_out_of_bounds_is_said_at_once_and_saved_with_its_unit(office, screen, visit, qtbot):
    card(screen, "FS-A06").show_details(True)
    details = card(screen, "FS-A06").details
    QTest.keyClicks(details.measured.line, "60")
    QTest.keyClick(details.measured.line, Qt.Key.Key_Return)
    office.settle(qtbot)
    assert "超出限值" in details.problem.text()
    assert response(office, visit, "FS-A06").fields.object("measured") == {"value": "60", "unit": "m"}
    assert response(office, visit, "FS-A06").result == "not_checked"


def test_sample_proof_and_note_are_kept_beside_the_result(office, screen, visit, qtbot):
    card(screen, "FS-A05").setFocus()
    press(screen, Qt.Key.Key_1)
    card(screen, "FS-A05").show_details(True)
    details = card(screen, "FS-A05").details
    for name, digits in (("checked", "5"), ("total", "20"), ("failed", "0")):
        QTest.keyClicks(details.sample[name].line, digits)
        QTest.keyClick(details.sample[name].line, Qt.Key.Key_Return)
    qtbot.mouseClick(details.methods["查"], Qt.MouseButton.LeftButton)
    QTest.keyClicks(details.note.line, "checked")
    QTest.keyClick(details.note.line, Qt.Key.Key_Return)
    office.settle(qtbot)
    fields = response(office, visit, "FS-A05").fields
    assert response(office, visit, "FS-A05").result == "compliant"
    assert fields.object("sample") == {"checked": 5, "total": 20, "failed": 0}
    assert fields.texts("proven") == ("查",)
    assert fields.text("note") == "checked"


def test_the_current_place_is_inherited_and_a_new_place_takes_one_key_and_enter(office, screen, visit, qtbot):
    screen.presenter.walker.go_to_place(office.places["floor"])
    card(screen, screen.visit_page.items.codes()[0]).setFocus()
    press(screen, Qt.Key.Key_P)
    new = screen.visit_page.navigator.new_place
    assert new.name.text() == "302室"
    QTest.keyClick(new.name, Qt.Key.Key_Return)
    office.settle(qtbot)
    added = [one for one in office.records.places.where() if one.name == "302室"]
    assert [one.parent for one in added] == [office.places["floor"]]
    assert screen.presenter.walker.wish.place == added[0].id
    screen.presenter.walker.open_section("FS-A")
    card(screen, "FS-A01").setFocus()
    press(screen, Qt.Key.Key_1)
    office.settle(qtbot)
    assert response(office, visit, "FS-A01").fields.text("place") == added[0].id


def test_f6_and_ctrl_b_change_between_sections_and_places(office, screen, visit, qtbot):
    card(screen, "FS-A01").setFocus()
    press(screen, Qt.Key.Key_F6)
    assert screen.presenter.walker.wish.by_place
    QTest.keyClick(screen.window().focusWidget() or screen, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not screen.presenter.walker.wish.by_place


def test_two_agencies_answer_for_themselves_and_see_each_other(office, screen, visit, qtbot):
    office.answer(visit, "FS-A01", "non_compliant", agency="fire")
    screen.presenter._reload()
    qtbot.waitUntil(lambda: "消防 不符合" in [chip.text() for chip in card(screen, "FS-A01").findChildren(Chip)])
    assert card(screen, "FS-A01").results.value() == ""


def test_an_operator_of_an_absent_agency_chooses_in_whose_name_to_answer(office, screen, qtbot):
    visit = office.start_visit(agencies=("fire",), team=("zhao", "sun"))
    open_visit(screen, office, qtbot, visit)
    assert screen.presenter.responding.agency == office.agencies["fire"]
    both = office.start_visit()
    office.workplace.operator.become(person=office.people["chen"], name="陈网格", agency="")
    open_visit(screen, office, qtbot, both)
    page = screen.visit_page
    assert page._agency_box.isVisible()
    page._agency_box.setCurrentIndex(1)
    page._agency_box.activated.emit(1)
    card(screen, "FS-A01").setFocus()
    press(screen, Qt.Key.Key_1)
    office.settle(qtbot)
    assert response(office, both, "FS-A01", "fire").result == "compliant"


def test_wishes_for_leaving_and_papers_name_the_visit(office, screen, visit, qtbot):
    asked = []
    office.workplace.navigator.requested.connect(lambda name, target: asked.append((name, target)))
    with qtbot.waitSignal(screen.leaving_requested) as leaving:
        screen.visit_page.actions_["leave"].trigger()
    with qtbot.waitSignal(screen.papers_requested) as papers:
        screen.visit_page.actions_["papers"].trigger()
    assert leaving.args == papers.args == [visit]
    assert asked == [("papers", ("leaving", visit)), ("papers", ("inspection", visit))]


def test_a_line_of_the_leaving_page_jumps_to_its_item(office, screen, visit, qtbot):
    screen.show_target((visit, "item:FS-C05"))
    qtbot.waitUntil(lambda: screen.presenter.walker.current == "FS-C05")
    assert screen.presenter.walker.wish.section == "FS-C"
