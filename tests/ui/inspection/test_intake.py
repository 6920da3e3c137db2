"""Photographs come in by folder, drop and watched folder; damaged ones are asked about; a camera may be missing."""

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from inspections.records import UnavailableError
from tests.storage.images import jpeg
from tests.ui import accessible
from tests.ui.inspection.test_findings import register
from ui.inspection.photo_desk import PhotoTarget
from ui.widgets import camera


@pytest.fixture
def card(office, screen, visit, qtbot):
    """The card of a registered finding."""
    return register(office, screen, qtbot, "FS-A05")


def held(office, card):
    return office.records.photos.count(finding=card.view.id)


def fill(folder, count=5):
    (folder / "DCIM").mkdir(parents=True)
    for number in range(count):
        (folder / "DCIM" / f"IMG_{number}.JPG").write_bytes(jpeg(200 + number, 150))
    return folder


def test_a_dropped_folder_comes_in_whole_and_a_second_time_changes_nothing(office, screen, card, qtbot, tmp_path):
    folder = fill(tmp_path / "card")
    (folder / "说明.txt").write_text("不是照片")
    card.photos.strip.files_offered.emit([folder])
    office.settle(qtbot)
    text = office.workplace.messages.line.text
    assert "已添加照片 5 张" in text
    assert "“说明.txt”不是能读取的照片" in text
    qtbot.waitUntil(lambda: len(card.view.photos) == 5)
    card.photos.strip.files_offered.emit([folder])
    office.settle(qtbot)
    assert held(office, card) == 5
    assert "5 张已在此处，未重复添加" in office.workplace.messages.line.text


def test_a_damaged_picture_is_kept_only_when_a_person_says_so(office, screen, card, qtbot, tmp_path):
    whole = jpeg(800, 600)
    (tmp_path / "残缺.jpg").write_bytes(whole[: len(whole) // 2])
    intake = screen.presenter.photos.intake
    for choice, count in (("leave", 0), ("keep", 1)):
        card.photos.strip.files_offered.emit([tmp_path / "残缺.jpg"])
        office.settle(qtbot)
        qtbot.waitUntil(lambda: intake.question is not None)
        assert held(office, card) == 0
        assert "残缺.jpg" in intake.question.text()
        qtbot.mouseClick(intake.answers[choice], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: intake.question is None)
        office.settle(qtbot)
        assert held(office, card) == count
    (photo,) = office.records.photos.where(finding=card.view.id)
    assert photo.fields.flag("damaged")
    qtbot.waitUntil(lambda: len(card.view.photos) == 1)
    office.settle(qtbot)


def test_many_dropped_files_show_their_progress(office, screen, card, qtbot, tmp_path):
    folder = fill(tmp_path / "card", 30)
    card.photos.strip.files_offered.emit(sorted((folder / "DCIM").iterdir()))
    assert screen.visit_page.progress.isVisible()
    office.settle(qtbot)
    assert screen.visit_page.progress.isHidden()
    assert held(office, card) == 30


@pytest.fixture
def watching(office, screen, card):
    """The watch of the visit with its clock stopped: tests look themselves."""
    made = screen.presenter.watching
    yield made
    made.watch.stop()


def look(office, watching, qtbot):
    watching.watch.timer.stop()
    watching.watch.look()
    qtbot.waitUntil(lambda: not watching.watch._is_looking)


def test_new_photos_of_a_watched_folder_wait_until_a_person_says_where_they_belong(
    office, screen, card, watching, qtbot, tmp_path
):
    bar = screen.visit_page.watched
    assert bar.isHidden()
    folder = fill(tmp_path / "手机", 2)
    watching._begin(str(folder))
    look(office, watching, qtbot)
    assert bar.isVisible()
    assert "正在监视" in bar.words.text()
    assert watching.waiting == []
    new = folder / "DCIM" / "IMG_9.JPG"
    new.write_bytes(jpeg(300, 200)[:400])
    look(office, watching, qtbot)
    new.write_bytes(jpeg(300, 200))
    look(office, watching, qtbot)
    assert watching.waiting == []
    look(office, watching, qtbot)
    assert watching.waiting == [new]
    assert "新到 1 个文件" in bar.words.text()
    assert accessible.nameless(bar) == []
    qtbot.mouseClick(bar.ways["item"], Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert held(office, card) == 1
    assert bar.ways["item"].isHidden()
    look(office, watching, qtbot)
    assert watching.waiting == []
    office.settle(qtbot)


def test_a_watched_folder_that_is_gone_is_said_and_the_watch_can_be_stopped(
    office, screen, card, watching, qtbot, tmp_path
):
    bar, folder = screen.visit_page.watched, fill(tmp_path / "手机", 1)
    watching._begin(str(folder))
    look(office, watching, qtbot)
    folder.rename(tmp_path / "拔下")
    look(office, watching, qtbot)
    assert "找不到" in bar.words.text()
    (tmp_path / "拔下").rename(folder)
    look(office, watching, qtbot)
    assert "正在监视" in bar.words.text()
    qtbot.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    assert office.workplace.settings.now.watch_folder == ""


def test_without_the_camera_module_it_is_said_what_to_do(office, screen, card, qtbot, monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    card.photos.strip.way_requested.emit("camera")
    assert "没有安装摄像头组件" in office.workplace.messages.line.text
    assert "请用手机拍照后导入" in office.workplace.messages.line.text


class FakeCamera(QObject):
    errorOccurred = Signal(object, str)  # noqa: N815  Qt's name

    def __init__(self, _device):
        super().__init__()
        self.is_on = False

    def start(self):
        self.is_on = True

    def stop(self):
        self.is_on = False


class FakeSink(QObject):
    videoFrameChanged = Signal(object)  # noqa: N815  Qt's name


class FakeSession(QObject):
    def setCamera(self, made):
        self.camera = made

    def setVideoSink(self, sink):
        self.sink = sink


def fake_media(inputs):
    devices = SimpleNamespace(videoInputs=lambda: inputs, defaultVideoInput=lambda: inputs[0])
    return SimpleNamespace(
        QMediaDevices=devices, QCamera=FakeCamera, QMediaCaptureSession=FakeSession, QVideoSink=FakeSink
    )


def test_without_a_camera_it_is_said(qtbot, screen, monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", fake_media([]))
    with pytest.raises(UnavailableError, match="没有找到摄像头"):
        camera.take_picture(screen)


def test_what_the_camera_sees_is_taken_in_and_it_is_switched_off_at_the_end(office, screen, card, qtbot, monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", fake_media(["built in"]))
    desk = screen.presenter.photos
    dialogs = []
    monkeypatch.setattr(camera.CameraDialog, "open", lambda made: dialogs.append(made))  # noqa: PLW0108  a bare method would not be bound
    desk.go("camera", card, PhotoTarget(inspection="", finding=card.view.id))
    (dialog,) = dialogs
    dialog.show()
    assert not dialog.shoot.isEnabled()
    seen = QImage(320, 240, QImage.Format.Format_RGB32)
    seen.fill(Qt.GlobalColor.darkGreen)
    dialog._sink.videoFrameChanged.emit(SimpleNamespace(toImage=lambda: seen))
    qtbot.mouseClick(dialog.shoot, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    (photo,) = office.records.photos.where(finding=card.view.id)
    assert photo.fields.text("name").startswith("本机拍照-")
    dialog._camera.errorOccurred.emit(1, "占用")
    assert "占用" in dialog.words.text()
    dialog.accept()
    assert not dialog._camera.is_on
    office.settle(qtbot)
