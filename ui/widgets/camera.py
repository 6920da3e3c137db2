"""The laptop's own camera: looked for at first use, with plain words where there is none."""

import importlib
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspections.records import UnavailableError
from ui import theme
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import plain_label
from ui.widgets.form_dialog import make_dialog

_INSTEAD: Final = "请用手机拍照后导入，或把照片拖到这里。"
_SIZE: Final = QSize(720, 520)


class CameraView(QWidget):
    """The last picture of the camera, fitted into its room."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setAccessibleName("摄像头画面")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        """Show one picture."""
        self.image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface2"))
        if not self.image.isNull():
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(
                (self.width() - size.width()) // 2,
                (self.height() - size.height()) // 2,
                self.image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio),
            )


class CameraDialog(QDialog):
    """Shows what the camera sees; each press takes one picture and the dialog stays for the next."""

    taken = Signal(QImage)

    def __init__(self, media: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_dialog(self, "用本机摄像头拍照")
        self._camera = media.QCamera(media.QMediaDevices.defaultVideoInput())
        self._session = media.QMediaCaptureSession()
        self._sink = media.QVideoSink()
        self.view = CameraView()
        self.shoot = push_button("拍照", Icon.CAMERA, kind="primary")
        self.words = plain_label("本机摄像头的照片没有拍摄时间，以导入时间为准。", "small", wrap=True)
        self._count = 0
        self._lay_out()
        self._sink.videoFrameChanged.connect(self._seen)
        self._camera.errorOccurred.connect(self._failed)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._camera.start()
        self.resize(_SIZE)

    def done(self, result: int) -> None:
        self._camera.stop()
        super().done(result)

    def _seen(self, frame: Any) -> None:
        image = frame.toImage()
        if not image.isNull():
            self.view.show_image(image)
            self.shoot.setEnabled(True)

    def _failed(self, _error: Any, words: str) -> None:
        self.shoot.setEnabled(False)
        self.words.setText(f"摄像头不能使用（{words}）。请检查是否被其他程序占用或被系统禁止，或{_INSTEAD[1:]}")

    def _take(self) -> None:
        self._count += 1
        self.taken.emit(self.view.image.copy())
        self.words.setText(f"已拍 {self._count} 张，可继续拍照。")

    def _lay_out(self) -> None:
        self.shoot.setEnabled(False)
        self.shoot.clicked.connect(self._take)
        close = push_button("关闭")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.shoot)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.view, 1)
        column.addLayout(foot)


def take_picture(parent: QWidget) -> CameraDialog:
    """Return the camera's dialog; UnavailableError says what is lacking and what to do instead."""
    media = _media()
    if not media.QMediaDevices.videoInputs():
        raise UnavailableError("本机没有找到摄像头。", f"请检查是否被开关或系统设置关闭；{_INSTEAD}")
    return CameraDialog(media, parent.window())


def _media() -> Any:
    try:
        return importlib.import_module("PySide6.QtMultimedia")
    except ImportError as error:
        raise UnavailableError(
            "本机没有安装摄像头组件。", f"{_INSTEAD}需要用摄像头时，请技术人员安装与 PySide6 同版本的 PySide6-Addons。"
        ) from error
