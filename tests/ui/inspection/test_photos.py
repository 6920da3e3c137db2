"""Photographs of a visit: an import that can be broken off, and the viewer that changes and takes back."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.storage.images import jpeg
from tests.ui import accessible
from tests.ui.inspection.test_findings import register
from tests.ui.typing import type_text


@pytest.fixture
def card(office, screen, visit, qtbot):
    """The card of a registered finding with two photographs."""
    made = register(office, screen, qtbot, "FS-A05")
    for width, stage in ((300, "scene"), (310, "before")):
        office.workplace.records.changed.emit(office.add_photo(made.view.id, jpeg(width, 200), stage=stage).changes)
    qtbot.waitUntil(lambda: len(made.view.photos) == 2)
    office.settle(qtbot)
    return made


@pytest.fixture
def viewer(screen, card, qtbot):
    """The large viewer, opened by a click on the first thumbnail."""
    qtbot.mouseClick(card.photos.strip.tile(card.view.photos[0].id), Qt.MouseButton.LeftButton)
    shown = screen.presenter.viewing.viewer
    qtbot.waitUntil(lambda: not shown.picture.image.isNull())
    yield shown
    if screen.presenter.viewing.viewer is not None:
        shown.reject()


def photos(office, card):
    return office.records.photos.where(finding=card.view.id)


def test_a_thumbnail_opens_the_large_picture_with_the_others_of_its_finding(office, viewer, card, qtbot):
    assert viewer.picture.image.width() == 300
    assert viewer.words.isVisible()
    assert accessible.nameless(viewer) == []
    assert accessible.cut_labels(viewer) == []
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.current.id == card.view.photos[1].id
    assert viewer.words.stage.value() == "before"
    office.settle(qtbot)


def test_stage_and_caption_are_changed_where_the_picture_is_seen(office, viewer, card, qtbot):
    qtbot.mouseClick(viewer.words.stage.button("after"), Qt.MouseButton.LeftButton)
    viewer.words.caption.setFocus()
    type_text(viewer.words.caption, "东侧出口")
    QTest.keyClick(viewer.words.caption, Qt.Key.Key_Return)
    office.settle(qtbot)
    first = photos(office, card)[0]
    assert (first.stage, first.caption) == ("after", "东侧出口")
    assert viewer.isVisible()
    qtbot.waitUntil(lambda: "东侧出口" in viewer.caption.text() and "整改后" in viewer.caption.text())
    qtbot.waitUntil(lambda: card.photos.label.text() == "照片 2（整改前 1，整改后 1）")


def test_a_caption_being_typed_is_kept_when_the_viewer_is_closed(office, viewer, card, qtbot):
    type_text(viewer.words.caption, "门锁")
    viewer.reject()
    office.settle(qtbot)
    assert photos(office, card)[0].caption == "门锁"


def test_a_photograph_is_taken_back_only_with_a_reason_and_its_original_stays(office, viewer, screen, card, qtbot):
    first, second = (tile.id for tile in card.view.photos)
    qtbot.mouseClick(viewer.words.withdraw, Qt.MouseButton.LeftButton)
    assert not viewer.words.confirm.isEnabled()
    type_text(viewer.words.reason, "拍错部位")
    qtbot.mouseClick(viewer.words.confirm, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    gone = office.records.photos.get(first)
    assert gone.withdrawn
    assert gone.fields.text("withdrawn_reason") == "拍错部位"
    assert office.files.photo_path(gone.sha256, gone.extension).exists()
    qtbot.waitUntil(lambda: viewer.current.id == second)
    qtbot.waitUntil(lambda: [tile.id for tile in card.view.photos] == [second])
    office.settle(qtbot)


def test_after_the_visit_photographs_are_only_looked_at(office, screen, visit, card, qtbot):
    from inspections.workflow.visiting import finish_inspection
    from tests.ui.workplace import TODAY

    finish_inspection(office.records, inspection=visit, on=TODAY, by=office.by)
    screen.presenter._reload()
    qtbot.waitUntil(lambda: not screen.presenter.visit.inspection.is_running)
    qtbot.mouseClick(card.photos.strip.tile(card.view.photos[0].id), Qt.MouseButton.LeftButton)
    viewer = screen.presenter.viewing.viewer
    assert viewer.words.isHidden()
    office.settle(qtbot)
    viewer.reject()


@pytest.fixture
def slow_files(office, monkeypatch):
    """Keeping an original waits until the test lets it; returns the gate."""
    gate, keep = threading.Semaphore(0), office.files.store_photo

    def store(data, **more):
        gate.acquire()
        return keep(data, **more)

    monkeypatch.setattr(type(office.files), "store_photo", lambda _files, data, **more: store(data, **more))
    return gate


def import_pictures(screen, card, folder, count):
    paths = [folder / f"现场{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(jpeg(200 + number, 150))
    card.photos.strip.files_offered.emit(paths)


def test_a_long_import_shows_how_far_it_is_and_keeps_what_is_in_when_cancelled(
    office, screen, visit, qtbot, tmp_path, slow_files
):
    made = register(office, screen, qtbot, "FS-A05")
    panel = screen.visit_page.progress
    import_pictures(screen, made, tmp_path, 6)
    assert panel.isVisible()
    slow_files.release(2)
    qtbot.waitUntil(lambda: office.records.photos.count(finding=made.view.id) == 2)
    qtbot.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)
    slow_files.release(6)
    office.settle(qtbot)
    held = office.records.photos.count(finding=made.view.id)
    assert 2 <= held <= 3
    assert f"其余 {6 - held} 张未添加" in office.workplace.messages.line.text
    qtbot.waitUntil(lambda: len(made.view.photos) == held)
    assert panel.isHidden()
    office.settle(qtbot)


def test_a_few_pictures_come_in_without_a_panel(office, screen, visit, qtbot, tmp_path):
    made = register(office, screen, qtbot, "FS-A05")
    import_pictures(screen, made, tmp_path, 3)
    assert screen.visit_page.progress.isHidden()
    office.settle(qtbot)
    assert office.records.photos.count(finding=made.view.id) == 3
