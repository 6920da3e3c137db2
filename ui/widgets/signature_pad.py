"""Signing by hand with pen, finger or mouse: strokes with pressure and time, kept as drawn."""

import time
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from ui import theme

Point = tuple[float, float, float, int]
"""x and y in pixels of the pad, pressure 0..1, milliseconds since the first touch."""

INK: Final = "#10161F"
"""A signature is ink on white paper in either scheme."""
THINNEST: Final = 1.2
THICKEST: Final = 4.2
MOUSE_PRESSURE: Final = 0.5
FEWEST_POINTS: Final = 8
EXPORT_SCALE: Final = 3
_BASE_LINE: Final = 0.76


class SignaturePad(QFrame):
    """A white field that takes one signature."""

    changed = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pad")
        self.setAccessibleName(name)
        self.setMinimumSize(320, 140)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._strokes: list[list[Point]] = []
        self._started = 0.0
        self._drawing = False

    def sizeHint(self) -> QSize:
        return QSize(560, 200)

    def is_signed(self) -> bool:
        """Tell whether there is more than a slip of the pen."""
        return sum(len(stroke) for stroke in self._strokes) >= FEWEST_POINTS

    def clear(self) -> None:
        """Take everything off the pad."""
        self._strokes = []
        self._drawing = False
        self.update()
        self.changed.emit()

    def strokes(self) -> dict[str, Any]:
        """Return what was drawn and the size it was drawn in, ready for JSON."""
        return {
            "width": self.width(),
            "height": self.height(),
            "strokes": [[list(point) for point in stroke] for stroke in self._strokes],
        }

    def fill(self, strokes: dict[str, Any]) -> None:
        """Show a signature drawn before, as it was, scaled to this pad."""
        across = self.width() / max(float(strokes["width"]), 1.0)
        down = self.height() / max(float(strokes["height"]), 1.0)
        self._strokes = [
            [(x * across, y * down, pressure, int(ms)) for x, y, pressure, ms in stroke]
            for stroke in strokes["strokes"]
        ]
        self.update()
        self.changed.emit()

    def png(self) -> bytes:
        """Return the drawing as a PNG with a transparent ground, finer than the screen."""
        image = QImage(self.size() * EXPORT_SCALE, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(EXPORT_SCALE, EXPORT_SCALE)
        self._draw(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        return bytes(buffer.data().data())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position(), MOUSE_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._go_on(event.position(), MOUSE_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove and self._drawing:
            self._go_on(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if not self._strokes:
            self._draw_hint(painter)
        self._draw(painter)

    def _touch(self, event: QTouchEvent) -> bool:
        points = event.points()
        if len(points) != 1:
            return True  # a resting palm beside the finger is no stroke
        position, pressure = points[0].position(), points[0].pressure() or MOUSE_PRESSURE
        if event.type() == QEvent.Type.TouchBegin:
            self._begin(position, pressure)
        elif event.type() == QEvent.Type.TouchUpdate and self._drawing:
            self._go_on(position, pressure)
        else:
            self._end()
        event.accept()
        return True

    def _begin(self, position: QPointF, pressure: float) -> None:
        if not self._strokes:
            self._started = time.monotonic()
        self._drawing = True
        self._strokes.append([])
        self._go_on(position, pressure)

    def _go_on(self, position: QPointF, pressure: float) -> None:
        elapsed = round((time.monotonic() - self._started) * 1000)
        point = (round(position.x(), 1), round(position.y(), 1), round(pressure, 3), elapsed)
        self._strokes[-1].append(point)
        self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def _draw_hint(self, painter: QPainter) -> None:
        base = round(self.height() * _BASE_LINE)
        painter.setPen(QPen(QColor(theme.LIGHT.line2), 1))
        painter.drawLine(24, base, self.width() - 24, base)
        painter.setPen(QColor(theme.LIGHT.text3))
        painter.setFont(theme.font("muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "请在此处手写签名")

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self._strokes:
            _draw_stroke(painter, stroke)


def _draw_stroke(painter: QPainter, stroke: list[Point]) -> None:
    pen = QPen(QColor(INK))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if len(stroke) == 1:
        pen.setWidthF(_width(stroke[0][2]) * 1.3)
        painter.setPen(pen)
        painter.drawPoint(QPointF(*stroke[0][:2]))
    for before, after in pairwise(stroke):
        pen.setWidthF((_width(before[2]) + _width(after[2])) / 2)
        painter.setPen(pen)
        painter.drawLine(QPointF(*before[:2]), QPointF(*after[:2]))


def _width(pressure: float) -> float:
    return THINNEST + (THICKEST - THINNEST) * min(max(pressure, 0.0), 1.0)
