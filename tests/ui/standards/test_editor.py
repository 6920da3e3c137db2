"""The editor by real keys and mouse: from a draft, over a test run, to an edition that a new visit uses."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from checklists.loader import bundled
from inspections.authoring.draft import HEAD
from inspections.editions import lists_in_use
from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.typing import retype, type_text
from tests.ui.workplace import TODAY
from ui.standards.editor_keeping import REST_MILLISECONDS, read_draft
from ui.standards.screen import build

FIRE = bundled()[0]
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(office, qtbot):
    """Return the screen with the first list open in the editor."""
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitUntil(lambda: len(made.shown_codes()) > 0, timeout=20000)
    qtbot.mouseClick(made.edit, LEFT)
    qtbot.waitUntil(lambda: desk(made) is not None and desk(made).examined is not None, timeout=20000)
    return made


@pytest.fixture
def screen(office, qtbot):
    return opened(office, qtbot)


def desk(screen):
    return screen.presenter.editor


def press(screen, qtbot, name):
    """Press the visible button of an action."""
    page = desk(screen).page
    text = page.actions_by_id[name].text()
    (found,) = (one for one in page.findChildren(QPushButton) if one.isVisible() and one.text() == text)
    qtbot.mouseClick(found, LEFT)


def choose(screen, qtbot, number):
    """Press an item in the tree."""
    tree = desk(screen).page.tree
    key = next(item.key for item in desk(screen).draft.items if item.id == number)
    node = tree._nodes[key]
    tree.scrollToItem(node)
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualItemRect(node).topLeft() + QPoint(60, 8))
    assert tree.current_key == key
    return key


def field(screen, row):
    return desk(screen).page.item.forms[row].field(row)


def problems(screen, row):
    return desk(screen).page.item.forms[row].problems()


def pick(box, text):
    """Choose by typing in a box that finds what is typed."""
    box.setFocus()
    box.lineEdit().selectAll()
    type_text(box.lineEdit(), text)
    QTest.keyClick(box.lineEdit(), Qt.Key.Key_Return)


def write_item(screen):
    """Fill the new item that is shown, by typing."""
    for row, text in (("text", "充电处远离出口"), ("check", "走到充电处看"), ("proof", "照片"), ("measure", "移走")):
        retype_long(field(screen, row), text)
    pick(desk(screen).page.item.clauses.forms[0].field("document").box, "消防法　中华人民共和国消防法")
    retype(desk(screen).page.item.clauses.forms[0].field("article"), "28")


def retype_long(multiline, text):
    multiline.text.setFocus()
    multiline.text.selectAll()
    type_text(multiline.text, text)


def test_from_a_draft_over_a_test_run_to_an_edition_that_a_new_visit_uses(screen, office, qtbot):
    choose(screen, qtbot, "FS-A02")
    retype_long(field(screen, "text"), "改建后重新办理消防手续")
    press(screen, qtbot, "add_item")
    qtbot.waitUntil(lambda: "没有填写" in problems(screen, "check").get("check", ""))
    write_item(screen)
    qtbot.waitUntil(lambda: desk(screen).examined.is_sound)
    new = desk(screen).draft.item(desk(screen).page.tree.current_key).id
    page = desk(screen).page
    qtbot.mouseClick(page.frame.tabs.button("trial"), LEFT)
    assert {line.id: line.verdict for line in page.trial.lines}[new] == "asked"
    qtbot.mouseClick(page.frame.tabs.button("difference"), LEFT)
    assert page.differences.note.text() == "新增 1 项，修改 1 项"
    QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    dialog = desk(screen).dialog
    assert (cut_labels(dialog), nameless(dialog)) == ([], [])
    retype(dialog.form.field("edition"), FIRE.edition)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert "已用于另一内容" in dialog.form.problems()["edition"]
    retype(dialog.form.field("edition"), "2026.7")
    shown = desk(screen).examined.checklist
    qtbot.mouseClick(dialog.accept_button, LEFT)
    asking = screen.presenter.editions
    qtbot.waitUntil(lambda: asking.dialog is not None and asking.dialog.isVisible(), timeout=20000)
    assert not page.isVisible()
    qtbot.mouseClick(asking.dialog.accept_button, LEFT)
    qtbot.waitUntil(lambda: new in screen.shown_codes(), timeout=20000)
    (used,) = (one for one in lists_in_use(office.records, office.files, TODAY) if one.code == FIRE.code)
    assert (used.edition, used.sections) == ("2026.7", shown.sections)
    visit = office.start_visit(checklists=[office.files.checklist_bytes(used.digest)])
    assert office.records.inspections.get(visit).editions == (used.digest,)
    office.settle(qtbot)
    assert read_draft(office.records, code=FIRE.code) is None


def test_what_is_typed_is_on_the_disk_within_a_second_and_goes_on_after_a_kill(screen, office, qtbot):
    assert REST_MILLISECONDS <= 1000
    key = choose(screen, qtbot, "FS-A02")
    retype_long(field(screen, "check"), "half a sentence")
    qtbot.waitUntil(lambda: kept_check(office, key) == "half a sentence", timeout=20000)
    screen.hide()
    again = opened(office, qtbot)
    assert desk(again).draft == desk(screen).draft
    assert again.edit.text() == "继续编辑草稿"


def test_leaving_a_field_hands_the_words_over_at_once(screen, office, qtbot):
    key = choose(screen, qtbot, "FS-A02")
    retype_long(field(screen, "check"), "half")
    desk(screen).page.tree.setFocus()
    assert not desk(screen).keeping.is_waiting
    office.settle(qtbot)
    assert kept_check(office, key) == "half"


def kept_check(office, key):
    draft = read_draft(office.records, code=FIRE.code)
    return draft.item(key).values["check"] if draft else ""


def test_ctrl_z_takes_back_a_step_of_the_draft_even_while_typing(screen, qtbot):
    choose(screen, qtbot, "FS-A02")
    before = field(screen, "text").value()
    retype_long(field(screen, "text"), "另一句")
    QTest.keyClick(field(screen, "text").text, Qt.Key.Key_Z, CTRL)
    assert field(screen, "text").value() == before
    QTest.keyClick(field(screen, "text").text, Qt.Key.Key_Y, CTRL)
    assert field(screen, "text").value() == "另一句"
    press(screen, qtbot, "remove")
    assert "FS-A02" not in {item.id for item in desk(screen).draft.items}
    qtbot.mouseClick(desk(screen).page.frame.toasts._button, LEFT)
    assert "FS-A02" in {item.id for item in desk(screen).draft.items}


def test_what_a_published_item_may_not_change_is_grey_and_says_why(screen, qtbot):
    choose(screen, qtbot, "FS-A02")
    for row in ("id", "sampled", "measured", "nature"):
        assert not field(screen, row).isEnabled()
        assert "已发布" in field(screen, row).toolTip()
    press(screen, qtbot, "copy")
    assert all(field(screen, row).isEnabled() for row in ("id", "sampled", "measured", "nature"))
    qtbot.mouseClick(field(screen, "measured").box, LEFT, pos=QPoint(8, 12))
    assert field(screen, "measured.unit").isVisible()
    assert problems(screen, "measured.unit")["measured.unit"] == "没有填写"


def test_a_condition_is_built_from_facts_comparisons_and_groups(screen, qtbot):
    choose(screen, qtbot, "FS-A01")
    condition = desk(screen).page.item.condition
    qtbot.mouseClick(foot(condition, "加条件"), LEFT)
    pick(condition.fields[(), "fact"].box, "床位数")
    retype(condition.fields[(), "value"], "十")
    qtbot.waitUntil(lambda: condition.problem.text() != "")
    retype(condition.fields[(), "value"], "10")
    qtbot.mouseClick(foot(condition, "加条件"), LEFT)
    pick(condition.fields[(1,), "fact"].box, "设食堂")
    kind = condition.fields[(), "kind"].box
    kind.setFocus()
    QTest.keyClick(kind, Qt.Key.Key_Down)
    retype(field(screen, "applies_reason"), "规模小")
    qtbot.waitUntil(lambda: condition.sentence.text() == "床位数不少于 10 张 或 设食堂：是" or condition.problem.text())
    held = desk(screen).draft.items[0].values["applies"]
    assert held == {"any": [{"fact": "beds", "at_least": 10}, {"fact": "canteen", "is": True}]}
    qtbot.waitUntil(lambda: desk(screen).examined.is_sound)


def foot(condition, text):
    return next(one for one in condition.findChildren(QPushButton) if one.isVisible() and one.text() == text)


def test_f8_goes_to_every_problem_in_turn(screen, qtbot):
    for number, row in (("FS-A02", "check"), ("FS-A05", "proof")):
        choose(screen, qtbot, number)
        retype_long(field(screen, row), " ")
    qtbot.waitUntil(lambda: len(desk(screen).examined.faults) == 2)
    for row in ("check", "proof"):
        QTest.keyClick(desk(screen).page, Qt.Key.Key_F8)
        assert field(screen, row).text.hasFocus()


def test_a_test_run_follows_the_facts_at_every_key(screen, qtbot):
    page = desk(screen).page
    qtbot.mouseClick(page.frame.tabs.button("trial"), LEFT)
    before = {line.id: line.verdict for line in page.trial.lines}
    assert before["FS-A02"] == "missing"
    box = page.trial.form.field("new_or_rebuilt").box
    box.setFocus()
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert {line.id: line.verdict for line in page.trial.lines}["FS-A02"] == "excluded"
    qtbot.mouseClick(page.trial.pills.button("excluded"), LEFT)
    assert page.trial.model.rowCount() == sum(line.verdict == "excluded" for line in page.trial.lines)


def test_a_draft_is_given_up_only_after_a_question(screen, office, qtbot):
    choose(screen, qtbot, "FS-A02")
    retype_long(field(screen, "text"), "另一句")
    desk(screen).keeping.flush()
    press(screen, qtbot, "discard")
    qtbot.mouseClick(desk(screen).dialog.accept_button, LEFT)
    office.settle(qtbot)
    assert read_draft(office.records, code=FIRE.code) is None
    assert screen.frame.isVisible()
    qtbot.waitUntil(lambda: screen.edit.text() == "编辑")


@pytest.mark.parametrize("size", [(1302, 768), (1856, 1080)])
def test_everything_has_a_name_and_nothing_is_cut(screen, size, qtbot):
    screen.resize(*size)
    choose(screen, qtbot, "FS-A02")
    page = desk(screen).page
    for tab in ("part", "trial", "difference"):
        page.show_tab(tab)
        qtbot.waitUntil(lambda: cut_labels(screen) == [])
        assert (nameless(screen), doubled_buttons(screen), marked_up_labels(screen)) == ([], [], [])
    page.tree.select(HEAD)
    qtbot.waitUntil(lambda: cut_labels(screen) == [])
    assert nameless(screen) == []
