"""The gallery as a person uses it: filters, one photo at full size, the trash."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.ui import accessible
from tests.ui.photos.conftest import WAIT, picture
from tests.ui.typing import type_text
from ui.photos.reason_dialog import ReasonDialog


def rows(page):
    return [page.model.row_at(place).photo.fields.text("name") for place in range(page.model.rowCount())]


def shows(qtbot, page, count):
    qtbot.waitUntil(lambda: page.model.rowCount() == count, timeout=WAIT)


def press_pill(qtbot, page, scope):
    qtbot.mouseClick(page.pills.button(scope), Qt.MouseButton.LeftButton)


def opened(qtbot, page, place=0):
    """Open a photo from the grid by Enter and wait for its picture."""
    page.grid.select_place(place)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.shows_photo and page.viewer.picture.has_picture, timeout=WAIT)
    return page.viewer


def said(viewer):
    labels = [viewer._facts.itemAt(place).widget() for place in range(viewer._facts.count())]
    return "\n".join(label.text().replace("\u200b", "") for label in labels if label)


def test_pills_and_targets_narrow_the_photos(qtbot, office, page, finding, visit):
    assert page.pills.button("all").text() == "全部 3"
    press_pill(qtbot, page, "after")
    shows(qtbot, page, 1)
    assert rows(page) == ["2.jpg"]
    page.show_target({"institution": office.small})
    shows(qtbot, page, 0)
    assert page.empty.isVisible()
    page.show_target({"finding": finding})
    shows(qtbot, page, 3)
    assert page.narrowed.isVisible()
    qtbot.mouseClick(page.narrowed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.narrowed.isVisible(), timeout=WAIT)


def test_a_photo_added_elsewhere_appears(qtbot, office, page, finding):
    outcome = office.add_photo(finding, picture(77), name="新.jpg")
    office.workplace.records.changed.emit(outcome.changes)
    shows(qtbot, page, 4)


def test_one_photo_is_told_with_digest_times_history_and_its_finding(qtbot, office, page, finding):
    viewer = opened(qtbot, page)
    told = said(viewer)
    photo = page.model.row_at(0).photo
    assert photo.sha256 in told
    for words in ("2.jpg", "400 × 300", "添加照片", "李明", "安平县夕阳红养老服务中心"):
        assert words in told, (words, told)
    gone = []
    office.workplace.navigator.requested.connect(lambda screen, target: gone.append((screen, target)))
    qtbot.mouseClick(viewer.open_finding, Qt.MouseButton.LeftButton)
    assert gone == [("ledger", {"finding": finding})]


def test_arrows_go_to_the_others_and_escape_back_to_the_grid(qtbot, page):
    viewer = opened(qtbot, page)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: viewer.title.text().startswith("2 / 3"), timeout=WAIT)
    qtbot.keyClick(viewer, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: viewer.title.text().startswith("1 / 3"), timeout=WAIT)
    assert not viewer.previous.isEnabled()
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not page.shows_photo
    assert page.grid.currentIndex().row() == 0


def test_looking_closer_brings_the_whole_original_and_keeps_the_place(qtbot, office, page, finding):
    outcome = office.add_photo(finding, picture(9, (4000, 3000)), name="大.jpg")
    office.workplace.records.changed.emit(outcome.changes)
    shows(qtbot, page, 4)
    viewer = opened(qtbot, page, rows(page).index("大.jpg"))
    shown = viewer.picture
    assert shown.is_fitted
    assert not shown.has_detail
    at = QPointF(shown.width() / 4, shown.height() / 4)
    before = shown._original_at(at)
    wheel = QWheelEvent(
        at, shown.mapToGlobal(at), QPoint(), QPoint(0, 1200), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(shown, wheel)
    qtbot.waitUntil(lambda: shown.has_detail, timeout=WAIT)
    after = shown._original_at(at)
    assert (abs(before.x() - after.x()), abs(before.y() - after.y())) < (2, 2)
    qtbot.keyClick(viewer, Qt.Key.Key_1)
    assert shown.zoom == pytest.approx(1.0)
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert shown.is_fitted


def test_a_lost_original_is_said_and_stops_nothing(qtbot, office, page):
    row = page.model.row_at(0)
    path = office.files.photo_path(row.photo.sha256, "jpg")
    path.chmod(0o644)
    path.unlink()
    for cached in (office.directory.cache).rglob(f"{row.photo.sha256}*"):
        cached.unlink()
    page.grid.select_place(0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "缺失" in page.viewer.picture._words, timeout=WAIT)
    qtbot.keyClick(page.viewer, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.viewer.picture.has_picture, timeout=WAIT)


def test_a_photo_goes_into_the_trash_with_a_reason_and_comes_back(qtbot, office, page):
    viewer = opened(qtbot, page)
    qtbot.mouseClick(viewer.withdraw, Qt.MouseButton.LeftButton)
    dialog = page.window().findChild(ReasonDialog)
    assert not dialog.accept_button.isEnabled()
    type_text(dialog.reason, "拍错部位")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    shows(qtbot, page, 2)
    press_pill(qtbot, page, "trash")
    shows(qtbot, page, 1)
    assert page.empty_trash.isVisible()
    assert not page.empty_trash.isEnabled()
    viewer = opened(qtbot, page)
    qtbot.waitUntil(lambda: "拍错部位" in said(viewer), timeout=WAIT)
    qtbot.mouseClick(viewer.restore, Qt.MouseButton.LeftButton)
    shows(qtbot, page, 0)
    office.settle(qtbot)
    assert office.records.photos.count(withdrawn=False) == 3


def test_the_trash_is_emptied_after_thirty_days_with_reason_and_consent(qtbot, office, page, monkeypatch):
    from datetime import timedelta

    from inspections.workflow.recording import withdraw_photo

    photo = page.model.row_at(0).photo
    withdraw_photo(office.records, photo=photo.id, reason="拍错部位", by=office.by)
    office.workplace.clock._now += timedelta(days=31)
    office.workplace.operator.become(person=office.people["wang"], name="王芳", agency="")
    press_pill(qtbot, page, "trash")
    qtbot.waitUntil(page.empty_trash.isEnabled, timeout=WAIT)
    monkeypatch.setattr("ui.photos.presenter.confirm", lambda *_args, **_named: True)
    qtbot.mouseClick(page.empty_trash, Qt.MouseButton.LeftButton)
    dialog = page.window().findChild(ReasonDialog)
    type_text(dialog.reason, "到期清理")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    shows(qtbot, page, 0)
    assert not office.files.photo_path(photo.sha256, "jpg").exists()
    assert office.records.photos.get(photo.id).destroyed


def test_everything_has_a_name_and_nothing_is_cut(qtbot, page):
    assert accessible.nameless(page) == []
    viewer = opened(qtbot, page)
    qtbot.waitUntil(lambda: "添加照片" in said(viewer), timeout=WAIT)
    assert accessible.nameless(page) == []
    assert accessible.marked_up_labels(page) == []
    assert accessible.cut_labels(page) == []
