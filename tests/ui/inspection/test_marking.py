"""From the strip through viewer and editor to the records, and back to viewer and strip."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.storage.images import jpeg
from tests.ui.inspection.test_findings import register


@pytest.fixture
def card(office, screen, visit, qtbot):
    made = register(office, screen, qtbot, "FS-A05")
    office.workplace.records.changed.emit(office.add_photo(made.view.id, jpeg(800, 600)).changes)
    qtbot.waitUntil(lambda: len(made.view.photos) == 1)
    office.settle(qtbot)
    return made


@pytest.fixture
def viewer(screen, card, qtbot):
    qtbot.mouseClick(card.photos.strip.tile(card.view.photos[0].id), Qt.MouseButton.LeftButton)
    shown = screen.presenter.viewing.viewer
    qtbot.waitUntil(lambda: not shown.picture.image.isNull())
    yield shown
    if screen.presenter.viewing.viewer is not None:
        shown.reject()


@pytest.fixture
def editor(screen, viewer, qtbot):
    qtbot.mouseClick(viewer.mark_button, Qt.MouseButton.LeftButton)
    shown = screen.presenter.viewing.marking.editor
    qtbot.waitUntil(lambda: not shown.canvas.image.isNull())
    return shown


def save(editor):
    QTest.keyClick(editor.canvas, Qt.Key.Key_M)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Return)
    QTest.keyClick(editor.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def middle(image):
    return image.pixelColor(image.width() // 2 - 3, image.height() // 2 - 3).name()


def test_marks_are_saved_by_one_step_and_seen_in_viewer_and_strip(office, screen, card, viewer, editor, qtbot):
    photo = card.view.photos[0].id
    before = viewer.picture.image.copy()
    tile = card.photos.strip.tile(photo).icon().cacheKey()
    save(editor)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: screen.presenter.viewing.marking.editor is None)
    assert [shape.kind for shape in office.records.photos.get(photo).marks] == ["mosaic"]
    qtbot.waitUntil(lambda: viewer.picture.image != before)
    assert "遮挡 1 处" in viewer.origin.text()
    qtbot.waitUntil(lambda: card.photos.strip.tile(photo).icon().cacheKey() != tile)
    office.settle(qtbot)


def test_a_refused_layer_stays_in_the_editor_with_the_reason(office, visit, screen, card, editor, qtbot):
    photo = card.view.photos[0].id
    office.records.photos.get(photo)
    with office.records.change(by=office.by) as change:
        gone = office.records.photos.get(photo)
        change.append(gone.fact("photo_withdrawn", {"withdrawn": True, "withdrawn_reason": "拍错"}))
    save(editor)
    office.settle(qtbot)
    qtbot.waitUntil(editor.problem.isVisible)
    assert "已撤下" in editor.problem.text()
    assert len(editor.canvas.sheet.shapes) == 1
    assert editor.actions_by_id["save"].isEnabled()
    editor.reject()
    editor.reject()
