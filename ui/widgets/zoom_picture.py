"""A picture that can be looked into: fitted, at one to one, or anywhere between, by wheel, key and hand."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspections.gallery import Pixels
from ui import theme

STEP: Final = 1.25
LARGEST: Final = 8.0
NOTCH: Final = 120
BYTES: Final = 4
ENOUGH: Final = 1.02
"""How far a picture may be stretched before a larger one is asked for."""


def image_of(pixels: Pixels) -> QImage:
    """Return decoded rows as an image of its own; nothing of Qt's decoders is used."""
    line = pixels.width * BYTES
    return QImage(pixels.data, pixels.width, pixels.height, line, QImage.Format.Format_RGB32).copy()


class ZoomPicture(QWidget):
    """Shows a reduced picture at once and asks for a larger one when a person looks closer than it reaches."""

    detail_wanted = Signal()
    zoomed = Signal(float)
    """Screen pixels per pixel of the original."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self._words = ""
        self._reduced, self._detail = QPixmap(), QPixmap()
        self._full = QSizeF()
        self._middle = QPointF()
        self._zoom = 0.0
        """0 while the picture is fitted into its room."""
        self._asked = False
        self._held: QPointF | None = None

    @property
    def zoom(self) -> float:
        """Screen pixels per pixel of the original."""
        return self._zoom or self._fit()

    @property
    def is_fitted(self) -> bool:
        """Tell whether the whole picture is shown."""
        return not self._zoom

    @property
    def has_detail(self) -> bool:
        """Tell whether the larger picture is here."""
        return not self._detail.isNull()

    @property
    def has_picture(self) -> bool:
        """Tell whether there is anything to look at."""
        return not self._reduced.isNull()

    def show_words(self, words: str) -> None:
        """Show words and no picture."""
        self._words = words
        self._reduced, self._detail, self._full = QPixmap(), QPixmap(), QSizeF()
        self._zoom, self._asked = 0.0, False
        self._changed()

    def show_picture(self, pixels: Pixels, *, full: tuple[int, int]) -> None:
        """Show a reduced picture of an original of a known size, fitted."""
        self.show_words("")
        self._reduced = QPixmap.fromImage(image_of(pixels))
        known = QSizeF(*full)
        across = (known.width() > known.height()) == (pixels.width > pixels.height)
        self._full = known if not known.isEmpty() and across else QSizeF(pixels.width, pixels.height)
        self._middle = QPointF(self._full.width() / 2, self._full.height() / 2)
        self._changed()

    def show_detail(self, pixels: Pixels) -> None:
        """Take the larger picture; what is looked at stays where it is."""
        if self.has_picture:
            self._detail = QPixmap.fromImage(image_of(pixels))
            self.update()

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom = 0.0
        self._changed()

    def show_one_to_one(self) -> None:
        """Show one pixel of the original on one pixel of the screen."""
        self._zoom_to(1.0, self.rect().center().toPointF())

    def zoom_in(self) -> None:
        """Look closer."""
        self._zoom_to(self.zoom * STEP, self.rect().center().toPointF())

    def zoom_out(self) -> None:
        """Step back; past the whole picture nothing is gained."""
        self._zoom_to(self.zoom / STEP, self.rect().center().toPointF())

    def pan(self, by: QPointF) -> None:
        """Move what is looked at by a way on the screen."""
        if self._zoom:
            self._middle -= by / self._per_pixel()
            self._hold_inside()
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / NOTCH
        if notches and self.has_picture:
            self._zoom_to(self.zoom * STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self.pan(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.is_fitted:
            self._zoom_to(1.0, event.position())
        else:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface2"))
        if not self.has_picture:
            painter.setPen(theme.color("text2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=self.zoom < 2)
        target, source = self._shown()
        picture = self._detail if self._needs_detail() and self.has_detail else self._reduced
        factor = picture.width() / self._full.width()
        part = QRectF(source.topLeft() * factor, source.size() * factor)
        painter.drawPixmap(target, picture, part)

    def _shown(self) -> tuple[QRectF, QRectF]:
        """Return where on the widget which part of the original stands."""
        scale = self._per_pixel()
        whole = QRectF(QPointF(), self._full * scale)
        whole.moveCenter(QRectF(self.rect()).center())
        if self._zoom:
            whole.translate((QPointF(self._full.width() / 2, self._full.height() / 2) - self._middle) * scale)
        target = whole.intersected(QRectF(self.rect()))
        return target, QRectF((target.topLeft() - whole.topLeft()) / scale, target.size() / scale)

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        if not self.has_picture:
            return
        smallest = min(self._fit(), 1.0)
        before = self._original_at(at)
        self._zoom = max(smallest, min(zoom, LARGEST))
        self._middle = before - (at - QRectF(self.rect()).center()) / self._per_pixel()
        if self._zoom <= smallest and self._fit() <= 1.0:
            self._zoom = 0.0
        self._hold_inside()
        self._changed()

    def _original_at(self, at: QPointF) -> QPointF:
        middle = self._middle if self._zoom else QPointF(self._full.width() / 2, self._full.height() / 2)
        return middle + (at - QRectF(self.rect()).center()) / self._per_pixel()

    def _hold_inside(self) -> None:
        """Keep the picture on the screen: no side is drawn in farther than the middle of a picture that fits."""
        scale = self._per_pixel()
        for size, room, read, write in (
            (self._full.width(), self.width(), self._middle.x, self._middle.setX),
            (self._full.height(), self.height(), self._middle.y, self._middle.setY),
        ):
            half = room / scale / 2
            write(size / 2 if half * 2 >= size else min(max(read(), half), size - half))

    def _fit(self) -> float:
        """Return the zoom at which the whole picture fits; a small one is not made larger."""
        if self._full.isEmpty():
            return 1.0
        room = QSizeF(self.size()) * self.devicePixelRatioF()
        return min(room.width() / self._full.width(), room.height() / self._full.height(), 1.0)

    def _per_pixel(self) -> float:
        """Return logical pixels of the screen per pixel of the original."""
        return self.zoom / self.devicePixelRatioF()

    def _needs_detail(self) -> bool:
        return self.zoom * self._full.width() > self._reduced.width() * ENOUGH

    def _changed(self) -> None:
        self.update()
        self.zoomed.emit(self.zoom)
        reaches = self._reduced.width() >= self._full.width()
        if self.has_picture and not self._asked and not reaches and self._needs_detail():
            self._asked = True
            self.detail_wanted.emit()
