"""The editor of marks, worked by mouse and keys; nothing reaches the records until it is saved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from inspections.marks import MOST_SHAPES, Shape, ShapeKind, checked_shapes
from tests.ui import accessible
from tests.ui.typing import type_text
from ui.widgets.mark_editor import TOOL_KEYS, MarkEditor
from ui.widgets.mark_sheet import MarkSheet


def picture():
    """Light above, dark below."""
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#E8E4D8"))
    for y in range(300, 600):
        for x in range(0, 800, 4):
            image.setPixelColor(x, y, QColor("#202830"))
    return image


@pytest.fixture
def editor(qtbot):
    made = MarkEditor("p1", ())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.resize(1100, 720)
    qtbot.addWidget(made)
    made.show()
    made.take_picture(picture())
    return made


def drag(editor, begin, end):
    """Draw from one place of the picture to another, as a hand does."""
    canvas = editor.canvas
    start, stop = canvas.window_place(*begin), canvas.window_place(*end)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, (start + stop) / 2)
    QTest.mouseMove(canvas, stop)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=stop)


def click(editor, x, y):
    QTest.mouseClick(editor.canvas, Qt.MouseButton.LeftButton, pos=editor.canvas.window_place(x, y))


def shapes(editor):
    return editor.canvas.sheet.shapes


def near(one, other, by=40):
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("tool", [tool for tool in TOOL_KEYS if tool in set(ShapeKind)])
def test_each_tool_is_taken_by_its_key_and_draws_where_the_hand_goes(editor, tool):
    QTest.keyClick(editor.canvas, TOOL_KEYS[tool].lower())
    assert editor.tools.value() == tool
    drag(editor, (2000, 2000), (6000, 5000))
    (made,) = shapes(editor)
    assert made.kind == tool
    assert near((made.x2, made.y2), (6000, 5000))
    if tool not in ("text", "number"):
        assert near((made.x1, made.y1), (2000, 2000))


def test_numbers_count_up_and_fill_the_gap_that_was_left(editor):
    QTest.keyClick(editor.canvas, Qt.Key.Key_N)
    for x in (1000, 3000, 5000):
        click(editor, x, 2000)
    assert [shape.number for shape in shapes(editor)] == [1, 2, 3]
    QTest.keyClick(editor.canvas, Qt.Key.Key_V)
    click(editor, 3000, 2000)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Delete)
    QTest.keyClick(editor.canvas, Qt.Key.Key_N)
    click(editor, 7000, 2000)
    assert [shape.number for shape in shapes(editor)] == [1, 3, 2]


def test_words_are_typed_where_they_stand_and_letters_do_not_change_the_tool(editor, qtbot):
    QTest.keyClick(editor.canvas, Qt.Key.Key_T)
    click(editor, 2000, 2000)
    qtbot.waitUntil(editor.words.hasFocus)
    type_text(editor.words, "门 abc")
    assert shapes(editor)[0].text == "门 abc"
    assert editor.tools.value() == "text"
    QTest.keyClick(editor.words, Qt.Key.Key_Return)
    assert editor.canvas.hasFocus()
    QTest.keyClick(editor.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [shape.text for shape in shapes(editor)] == [""]
    assert not editor.canvas.sheet.is_changed


def test_everything_is_taken_back_and_made_again(editor):
    drag(editor, (1000, 1000), (3000, 3000))
    QTest.keyClick(editor.canvas, Qt.Key.Key_B)
    drag(editor, (5000, 5000), (9000, 9000))
    two = shapes(editor)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Delete)
    for left in (2, 1, 0):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert len(shapes(editor)) == left
    assert not editor.actions_by_id["undo"].isEnabled()
    for _again in range(2):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert shapes(editor) == two


def test_a_shape_is_chosen_moved_stretched_and_painted(editor, qtbot):
    QTest.keyClick(editor.canvas, Qt.Key.Key_B)
    drag(editor, (2000, 2000), (4000, 4000))
    QTest.keyClick(editor.canvas, Qt.Key.Key_V)
    drag(editor, (3000, 3000), (5000, 4000))
    assert near(shapes(editor)[0].box, (4000, 3000, 6000, 5000))
    drag(editor, shapes(editor)[0].box[2:], (8000, 8000))
    assert near(shapes(editor)[0].box, (4000, 3000, 8000, 8000))
    qtbot.mouseClick(editor.colors["blue"], Qt.MouseButton.LeftButton)
    assert shapes(editor)[0].color == "blue"
    assert editor.colors["blue"].isChecked()
    assert not editor.colors["red"].isChecked()


def test_all_of_it_is_done_by_keys_alone(editor):
    canvas = editor.canvas
    for key in (Qt.Key.Key_M, Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_Return):
        QTest.keyClick(canvas, key)
    assert [shape.kind for shape in shapes(editor)] == ["mosaic", "arrow"]
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    before = shapes(editor)[0]
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    after = shapes(editor)[0]
    assert (after.x1 - before.x1, after.y1 - before.y1) == (100, 0)
    assert (after.x2 - before.x2, after.y2 - before.y2) == (100, 100)
    assert "选中第 1 处：遮挡" in canvas.accessibleName()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.sheet.chosen == -1
    assert editor.isVisible()


def test_a_slip_of_the_hand_leaves_nothing(editor):
    click(editor, 5000, 5000)
    assert shapes(editor) == ()
    assert not editor.canvas.sheet.can_undo


def test_zooming_keeps_the_place_under_the_pointer_and_the_marks_on_their_places(editor):
    canvas = editor.canvas
    place = canvas.window_place(5500, 5500)
    canvas.zoom_by(2, place.toPointF())
    assert canvas.zoom == 2
    moved = canvas.window_place(5500, 5500) - place
    assert moved.manhattanLength() <= 2
    drag(editor, (5000, 5000), (6000, 6500))
    assert near(shapes(editor)[0].box, (5000, 5000, 6000, 6500))
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.zoom == 1


def test_a_mosaic_is_seen_while_it_is_drawn(editor):
    QTest.keyClick(editor.canvas, Qt.Key.Key_M)
    drag(editor, (2000, 6000), (6000, 9000))
    seen = editor.canvas.grab().toImage()
    colors = {
        seen.pixelColor(editor.canvas.window_place(x, y)).name() for x in range(2500, 5500, 37) for y in (7000, 8000)
    }
    assert len(colors) <= 8


def test_what_was_not_saved_is_given_up_only_at_the_second_press(editor, qtbot):
    drag(editor, (1000, 1000), (3000, 3000))
    qtbot.mouseClick(editor.cancel_button, Qt.MouseButton.LeftButton)
    assert editor.isVisible()
    assert "还没有保存" in editor.problem.text()
    with qtbot.waitSignal(editor.finished):
        qtbot.mouseClick(editor.cancel_button, Qt.MouseButton.LeftButton)


def test_saving_hands_over_what_was_drawn_and_no_empty_words(editor, qtbot):
    drag(editor, (1000, 1000), (3000, 3000))
    QTest.keyClick(editor.canvas, Qt.Key.Key_T)
    click(editor, 5000, 5000)
    QTest.keyClick(editor.words, Qt.Key.Key_Return)
    with qtbot.waitSignal(editor.saved) as saved:
        QTest.keyClick(editor.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    photo, marks = saved.args
    assert photo == "p1"
    assert [shape.kind for shape in checked_shapes(marks)] == ["arrow"]


def test_everything_has_its_name_and_nothing_is_cut(editor):
    assert accessible.nameless(editor) == []
    assert accessible.cut_labels(editor) == []
    assert accessible.doubled_buttons(editor) == []


def test_a_picture_that_cannot_be_read_is_said_so(editor):
    editor.take_picture(QImage())
    assert "缺失或无法读取" in editor.problem.text()


def test_a_full_layer_takes_no_more():
    many = [Shape(kind=ShapeKind.BOX, x1=0, y1=0, x2=500, y2=500)] * MOST_SHAPES
    sheet = MarkSheet(many)
    assert sheet.is_full
    assert not sheet.add(ShapeKind.ARROW, "red", 5, 5)
    assert sheet.shapes == tuple(many)
