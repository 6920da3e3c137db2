"""Marks as the window paints them over a photograph, by the same geometry as in the pictures that are kept."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from inspections.mark_geometry import Box, Frame, cell_level, lines_of
from inspections.marks import COLORS, Shape, ShapeKind
from ui import theme

_DARK, _LIGHT = QColor(theme.LIGHT.text), QColor(theme.LIGHT.surface)
"""A photograph knows no scheme."""

_LIGHT_COLORS: Final = ("yellow", "white")
_NO_WORDS: Final = "输入文字"
_SPACING: Final = 1.3


def paint_shapes(painter: QPainter, image: QImage, shapes: Sequence[Shape]) -> None:
    """Paint shapes in the picture's own pixels; mosaics lie below everything else."""
    frame = Frame(image.width(), image.height())
    for shape in shapes:
        if shape.is_private:
            _mosaic(painter, frame, shape, image)
    for shape in shapes:
        if not shape.is_private:
            _PAINT[shape.kind](painter, frame, shape)


def outline(frame: Frame, shape: Shape) -> QRectF:
    """Return the rectangle that a shape takes, for choosing it."""
    if shape.kind is ShapeKind.NUMBER:
        (x, y), radius = frame.badge(shape), frame.radius
        return QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    if shape.kind is ShapeKind.TEXT:
        return _plate(frame, shape)
    left, top, right, bottom = frame.box(shape)
    return QRectF(left, top, right - left, bottom - top)


def ink_of(color: str) -> QColor:
    """Return what is read on a colour."""
    return _DARK if color in _LIGHT_COLORS else _LIGHT


def _mosaic(painter: QPainter, frame: Frame, shape: Shape, image: QImage) -> None:
    for cell in frame.cells(shape):
        left, top, right, bottom = cell
        painter.fillRect(QRectF(left, top, right - left, bottom - top), _level(image.cacheKey(), cell, _Held(image)))


class _Held:
    """A picture that takes no part in what is remembered of it."""

    def __init__(self, image: QImage) -> None:
        self.image = image

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=4096)
def _level(_key: int, cell: Box, held: _Held) -> QColor:
    left, top, right, bottom = cell
    part = held.image.copy(left, top, right - left, bottom - top)
    mean = part.scaled(1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    seen = mean.pixelColor(0, 0)
    return QColor(cell_level(seen.red()), cell_level(seen.green()), cell_level(seen.blue()))


def _halo(shape: Shape) -> QColor:
    return ink_of(shape.color)


def _arrow(painter: QPainter, frame: Frame, shape: Shape) -> None:
    polygon = QPolygonF([QPointF(x, y) for x, y in frame.arrow(shape)])
    painter.setPen(_pen(_halo(shape), frame.stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(polygon)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLORS[shape.color]))
    painter.drawPolygon(polygon)


def _box(painter: QPainter, frame: Frame, shape: Shape) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(frame, shape):
        painter.setPen(pen)
        painter.drawRect(outline(frame, shape))


def _circle(painter: QPainter, frame: Frame, shape: Shape) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(frame, shape):
        painter.setPen(pen)
        painter.drawEllipse(outline(frame, shape))


def _text(painter: QPainter, frame: Frame, shape: Shape) -> None:
    plate, pad = _plate(frame, shape), frame.letter * 0.3
    color = QColor(COLORS[shape.color])
    color.setAlphaF(1.0 if shape.text else 0.6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(plate, pad, pad)
    painter.setPen(ink_of(shape.color))
    _letter(painter, frame)
    step = frame.letter * _SPACING
    for number, line in enumerate(lines_of(shape.text or _NO_WORDS)):
        row = QRectF(plate.left() + pad, plate.top() + pad / 2 + step * number, plate.width(), step)
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


def _number(painter: QPainter, frame: Frame, shape: Shape) -> None:
    badge, halo = outline(frame, shape), frame.stroke / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_halo(shape))
    painter.drawEllipse(badge.adjusted(-halo, -halo, halo, halo))
    painter.setBrush(QColor(COLORS[shape.color]))
    painter.drawEllipse(badge)
    painter.setPen(ink_of(shape.color))
    _letter(painter, frame)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(shape.number))


_PAINT: Final = {
    ShapeKind.ARROW: _arrow,
    ShapeKind.BOX: _box,
    ShapeKind.CIRCLE: _circle,
    ShapeKind.TEXT: _text,
    ShapeKind.NUMBER: _number,
}


def _plate(frame: Frame, shape: Shape) -> QRectF:
    font = theme.font(bold=True)
    font.setPixelSize(round(frame.letter))
    metrics, pad = QFontMetricsF(font), frame.letter * 0.3
    lines = lines_of(shape.text or _NO_WORDS)
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * pad
    height = frame.letter * _SPACING * len(lines) + pad
    left, top = frame.words(shape, width, height)
    return QRectF(left, top, width, height)


def _letter(painter: QPainter, frame: Frame) -> None:
    font = theme.font(bold=True)
    font.setPixelSize(round(frame.letter))
    painter.setFont(font)


def _pens(frame: Frame, shape: Shape) -> tuple[QPen, QPen]:
    halo = max(1.0, frame.stroke / 3)
    return _pen(_halo(shape), frame.stroke + 2 * halo), _pen(QColor(COLORS[shape.color]), frame.stroke)


def _pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
