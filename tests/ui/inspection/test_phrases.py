"""Ready phrases on the card: one key, three letters, Enter, then blank by blank; one's own kept with a click."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspections.leaving import leaving
from inspections.phrase import book_id
from inspections.reading import read_visit
from tests.ui.inspection.test_findings import begin, findings, host
from tests.ui.typing import type_text

DEFECT, MEASURE = "description", "measure"


@pytest.fixture
def draft(office, screen, visit, qtbot):
    screen.presenter.walker.go_to_place(office.places["room"])
    made = begin(office, screen, qtbot, "FS-D09")
    qtbot.waitUntil(lambda: bool(screen.presenter.findings.shelf.book.phrases), timeout=20000)
    return made


def opened(card, key=DEFECT):
    card.form.field(key).text.setFocus()
    QTest.keyClick(card.form.field(key).text, Qt.Key.Key_F4)
    assert card.phrases.picker.isVisible()
    return card.phrases.picker


def choose(card, typed, key=DEFECT):
    picker = opened(card, key)
    QTest.keyClicks(picker.typed, typed)
    QTest.keyClick(picker.typed, Qt.Key.Key_Return)
    return card.form.field(key).text


def test_f4_lists_the_phrases_of_the_item_and_typing_filters_them(draft):
    picker = opened(draft)
    assert len(picker.texts()) == 2
    QTest.keyClicks(picker.typed, "qhx")
    assert picker.texts() == []
    picker.typed.clear()
    QTest.keyClicks(picker.typed, "hq")
    assert "红区" in picker.texts()[0]
    picker.typed.clear()
    type_text(picker.typed, "月检卡")
    assert "月检卡" in picker.texts()[0]
    QTest.keyClick(picker.typed, Qt.Key.Key_Escape)
    assert draft.form.field(DEFECT).value() is None


def test_other_items_are_found_from_two_letters_on_and_named(draft):
    picker = opened(draft)
    type_text(picker.typed, "链锁")
    assert any("链锁锁闭" in text for text in picker.texts())


def test_arrows_and_enter_put_a_phrase_in_with_the_place_and_tab_walks_the_blanks(draft):
    text = choose(draft, "yp")
    assert "{部位}" not in text.toPlainText()
    assert text.textCursor().selectedText() == "{总数}"
    QTest.keyClicks(text, "6")
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert text.textCursor().selectedText() == "{数量}"
    QTest.keyClicks(text, "4")
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert "应配灭火器6具，实有4具" in text.toPlainText()
    assert "\n" not in text.toPlainText()
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert not text.hasFocus()


def test_a_measure_replaces_the_untouched_proposal_and_only_that(draft):
    text = choose(draft, "", MEASURE)
    assert text.toPlainText().startswith("失效灭火器当日换下送修")
    QTest.keyClick(text, Qt.Key.Key_Escape)
    again = choose(draft, "", MEASURE)
    assert again.toPlainText().count("失效灭火器当日换下送修") == 2


def test_a_blank_left_is_said_on_the_card_and_before_leaving(office, screen, visit, qtbot, draft):
    text = choose(draft, "yp")
    (note,) = [one.note for one in (draft.form._lines[DEFECT],)]
    assert note.text() == "{总数}、{数量} 未填"
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: len(findings(office, visit)) == 1)
    lines = [line.text for line in leaving(read_visit(office.records, office.files, visit)).here]
    assert any(line.endswith("{总数}、{数量} 未填") for line in lines)


def test_ones_own_words_are_kept_with_one_click_and_offered_next_time(office, screen, visit, qtbot, draft):
    type_text(draft.form.field(DEFECT).text, "三楼灭火器箱用铁丝绑住")
    (keep,) = [
        one for one in draft.findChildren(type(draft.register)) if one.accessibleName().endswith("问题事实存为常用语")
    ]
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    person = office.workplace.operator.person
    assert [one["text"] for one in office.records.phrases.get(book_id(person)).kept.values()] == [
        "三楼灭火器箱用铁丝绑住"
    ]
    shelf = screen.presenter.findings.shelf
    qtbot.waitUntil(lambda: any(one.id for one in shelf.book.phrases))
    picker = opened(host(screen, "FS-D09").finding_cards()[0])
    QTest.keyClicks(picker.typed, "tsbz")
    assert picker.texts() == ["三楼灭火器箱用铁丝绑住"]


def test_a_used_phrase_stands_first_the_next_time(office, screen, qtbot, draft):
    picker = opened(draft)
    last = picker.texts()[-1]
    QTest.keyClick(picker.typed, Qt.Key.Key_Down)
    QTest.keyClick(picker.typed, Qt.Key.Key_Return)
    office.settle(qtbot)
    shelf = screen.presenter.findings.shelf
    qtbot.waitUntil(lambda: any(one.times for one in shelf.book.phrases))
    assert opened(draft).texts()[0] == last
