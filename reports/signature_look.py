"""What a signature looks like on the page: the strokes of the pen, name, role and time. Heavy: imports reportlab."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from reports import typefaces
from reports.style import Face

Stroke = Sequence[tuple[float, float, float]]
"""One movement of the pen: points (x, y, pressure 0..1); y grows downwards as on a screen."""

_INK: Final = "#10307A"
_TEXT: Final = "#333333"
_SIZE: Final = 7.5
_MARGIN: Final = 2.0
_LEADING: Final = 1.25


def draw_look(strokes: Sequence[Stroke], *, name: str, note: str, at: datetime, width: float, height: float) -> bytes:
    """A one-page PDF of exactly the size of the signature's box."""
    buffer = io.BytesIO()
    with typefaces.DRAWING:
        canvas = Canvas(
            buffer, pagesize=(width, height), initialFontName=typefaces.font(Face.SERIF).fontName, initialFontSize=_SIZE
        )
        drawn = any(len(stroke) for stroke in strokes)
        first = f"{name if drawn else '数字证书签名'}　{at:%Y-%m-%d %H:%M}"
        lines = [first, note] if note else [first]
        foot = _MARGIN + _SIZE * _LEADING * len(lines)
        if drawn:
            _draw_strokes(canvas, strokes, width=width, bottom=foot, top=height - _MARGIN)
        else:
            _draw_name(canvas, name, width=width, middle=(foot + height) / 2)
        y = _MARGIN
        for line in reversed(lines):
            _draw_centred(canvas, line, middle=width / 2, y=y, size=_fitting(line, _SIZE, width), color=_TEXT)
            y += _SIZE * _LEADING
        canvas.showPage()
        canvas.save()
    return buffer.getvalue()


def _draw_strokes(canvas: Any, strokes: Sequence[Stroke], *, width: float, bottom: float, top: float) -> None:
    """Scale the drawing into its room, as it was: thicker where the pen was pressed."""
    points = [point for stroke in strokes for point in stroke]
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    upper, lower = min(p[1] for p in points), max(p[1] for p in points)
    room_x, room_y = width - 2 * _MARGIN, top - bottom
    scale = min(room_x / max(right - left, 1e-6), room_y / max(lower - upper, 1e-6), room_y)
    shift_x = (width - (right - left) * scale) / 2
    shift_y = bottom + (room_y - (lower - upper) * scale) / 2
    canvas.setStrokeColor(_INK)
    canvas.setLineCap(1)
    for stroke in strokes:
        placed = [(shift_x + (x - left) * scale, shift_y + (lower - y) * scale, p) for x, y, p in stroke]
        for before, after in zip(placed, placed[1:] or placed, strict=False):
            canvas.setLineWidth(0.5 + 1.3 * min(1.0, max(0.0, (before[2] + after[2]) / 2)))
            canvas.line(before[0], before[1], after[0], after[1])


def _draw_name(canvas: Any, name: str, *, width: float, middle: float) -> None:
    size = _fitting(name, 16, width)
    _draw_centred(canvas, name, middle=width / 2, y=middle - size * 0.38, size=size, color=_INK)


def _draw_centred(canvas: Any, line: str, *, middle: float, y: float, size: float, color: str) -> None:
    canvas.setFillColor(color)
    x = middle - typefaces.line_width(line, size) / 2
    typefaces.draw_line(canvas, line, x=x, y=y + size * 0.2, size=size)


def _fitting(line: str, size: float, width: float) -> float:
    return min(size, (width - 2 * _MARGIN) / max(typefaces.line_width(line, 1), 1e-6))
