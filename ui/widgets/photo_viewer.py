"""One photograph at full size, with the others of its finding a key away, and its words to change."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspections.photo import Photo
from inspections.photo_times import time_words
from inspections.terms import PHOTO_STAGE
from ui import theme
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import ElidedLabel, joined, plain_label
from ui.widgets.photo_words import PhotoWords

SIZE: Final = QSize(980, 680)


class _Picture(QWidget):
    """A picture fitted into its room."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self._words = "正在读取照片…"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)

    def show_image(self, image: QImage, words: str) -> None:
        """Show a picture, or words while there is none."""
        self.image, self._words = image, words
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface2"))
        if self.image.isNull():
            painter.setPen(theme.color("text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
            return
        ratio = self.devicePixelRatioF()
        fitted = self.image.scaled(
            self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(ratio)
        size = fitted.deviceIndependentSize()
        painter.drawImage(int((self.width() - size.width()) / 2), int((self.height() - size.height()) / 2), fitted)


class PhotoViewer(QDialog):
    """Shows one of some photographs; left and right go to the others. ``editable`` offers its words to change."""

    wanted = Signal(str)
    """The id of the photograph whose large picture is to be handed to ``take_picture``."""
    mark_requested = Signal(str)
    """The id of the photograph that is to be marked."""

    def __init__(
        self,
        photos: Sequence[Photo],
        first: str,
        parent: QWidget | None = None,
        *,
        editable: bool = False,
        remarks: Callable[[Photo], Sequence[str]] = lambda _photo: (),
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("照片")
        self._photos = tuple(photos)
        self._place = next((place for place, one in enumerate(self._photos) if one.id == first), 0)
        self.picture = _Picture()
        self.caption = ElidedLabel("", "title")
        self.origin = ElidedLabel("", "small")
        self.mark_button = push_button("标注…", Icon.EDIT)
        self.mark_button.setToolTip("加箭头、方框、文字、编号，遮挡人脸和证件号（M）")
        self.remarks = plain_label("", "problem", wrap=True)
        self._remarks = remarks
        self._previous = push_button("上一张", Icon.PREVIOUS)
        self._next = push_button("下一张", Icon.NEXT)
        self.words = PhotoWords()
        self.words.setVisible(editable)
        self._lay_out()
        self.resize(SIZE)

    @property
    def current(self) -> Photo:
        """The photograph now shown."""
        return self._photos[self._place]

    def begin(self) -> None:
        """Ask for the first picture."""
        self._show()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Follow the photographs while they are shown; closes when none is left."""
        current, look = self.current.id, self.current.layer
        self._photos = tuple(photos)
        if not self._photos:
            self.accept()
            return
        place = next((place for place, one in enumerate(self._photos) if one.id == current), -1)
        if place >= 0:
            self._place = place
            self._tell()
            if self.current.layer != look:
                self.wanted.emit(current)
        else:
            self._place = min(self._place, len(self._photos) - 1)
            self._show()

    def done(self, result: int) -> None:
        self.words.finish()
        super().done(result)

    def take_picture(self, photo: str, image: QImage) -> None:
        """Show a picture if it is still the one wanted."""
        if photo == self.current.id:
            self.picture.show_image(image, "照片原件缺失或无法读取，请从备份恢复。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            self._go_back()
        elif event.key() == Qt.Key.Key_Right:
            self._go_on()
        elif event.key() == Qt.Key.Key_M:
            self._mark()
        else:
            super().keyPressEvent(event)

    def _mark(self) -> None:
        self.mark_requested.emit(self.current.id)

    def _go_back(self) -> None:
        self._go(-1)

    def _go_on(self) -> None:
        self._go(+1)

    def _go(self, step: int) -> None:
        place = self._place + step
        if 0 <= place < len(self._photos):
            self._place = place
            self._show()

    def _show(self) -> None:
        self.picture.show_image(QImage(), "正在读取照片…")
        self._tell()
        self.wanted.emit(self.current.id)

    def _tell(self) -> None:
        photo = self.current
        words = f"{PHOTO_STAGE[photo.stage]}照片 {self._place + 1} / {len(self._photos)}"
        self.caption.show_text(joined([words, photo.caption]))
        facts = [_marks_of(photo), photo.fields.text("name"), time_words(photo), f"摘要 {photo.sha256[:16]}"]
        facts += ["不完整，作为损坏的证据保留"] if photo.fields.flag("damaged") else []
        self.origin.show_text(joined(facts))
        self.picture.setAccessibleName(words)
        self._previous.setEnabled(self._place > 0)
        self._next.setEnabled(self._place + 1 < len(self._photos))
        self.remarks.setText("；".join(self._remarks(photo)))
        self.remarks.setVisible(bool(self.remarks.text()))
        self.words.show_photo(photo)

    def _lay_out(self) -> None:
        close = push_button("关闭", kind="primary")
        close.clicked.connect(self.accept)
        self.mark_button.clicked.connect(self._mark)
        self._previous.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        buttons = (self.mark_button, self._previous, self._next, close)
        for button in buttons:
            button.setAutoDefault(False)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.caption)
        words.addWidget(self.origin)
        words.addWidget(self.remarks)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addLayout(words, 1)
        for button in buttons:
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.picture, 1)
        column.addWidget(self.words)
        column.addLayout(foot)


def _marks_of(photo: Photo) -> str:
    """Say that marks lie over the picture, and that parts of it are hidden."""
    hidden = sum(shape.is_private for shape in photo.marks)
    shown = len(photo.marks) - hidden
    return joined([f"标注 {shown} 处" if shown else "", f"遮挡 {hidden} 处" if hidden else ""])
