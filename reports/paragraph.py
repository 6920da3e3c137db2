"""Text as a flowable, set by our own line breaker. Heavy: imports reportlab.

There is no mark-up: a text is a list of spans whose characters are printed as they are, so nothing a person
typed can be read as a tag, a colour or a picture's address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from reports import typefaces
from reports.linebreak import break_lines, visible
from reports.style import BODY, Align, Face, TextStyle

_ASCENT: Final = 0.88
_MAX_STRETCH: Final = 0.18
"""A line is justified only while each gap grows by less than this part of the size."""

_STROKES: Final[dict[str, tuple[tuple[tuple[float, float], ...], ...]]] = {
    "☐": (),
    "☑": (((0.27, 0.32), (0.44, 0.08), (0.76, 0.56)),),
    "☒": (((0.28, 0.08), (0.72, 0.52)), ((0.28, 0.52), (0.72, 0.08))),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text; bold pieces are set in the bold face."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """Characters with the face and the width (at the size of the style) of each."""

    text: str
    faces: tuple[Face, ...]
    advances: tuple[float, ...]

    def part(self, start: int, stop: int | None = None) -> _Glyphs:
        return _Glyphs(self.text[start:stop], self.faces[start:stop], self.advances[start:stop])


def _glyphs(spans: Iterable[Span], style: TextStyle) -> _Glyphs:
    text: list[str] = []
    faces: list[Face] = []
    advances: list[float] = []
    for span in spans:
        piece = typefaces.printable(span.text)
        face = Face.BOLD if span.bold else style.face
        text.append(piece)
        faces.extend([face] * len(piece))
        advances.extend(typefaces.advance(face, char) * style.size for char in piece)
    return _Glyphs("".join(text), tuple(faces), tuple(advances))


class Text(Flowable):  # type: ignore[misc]
    """A text in one style: wraps, splits over pages, aligns, marks what no typeface has."""

    def __init__(self, glyphs: _Glyphs, style: TextStyle, *, continues: bool = False) -> None:
        super().__init__()
        self.style = style
        self.spaceBefore, self.spaceAfter = style.space_before, style.space_after
        self.keepWithNext = style.keep_with_next
        self._glyphs = glyphs
        self._continues = continues
        self._broken: tuple[float, list[tuple[int, int]]] = (-1.0, [])

    @property
    def characters(self) -> str:
        """What is printed, line feeds included."""
        return self._glyphs.text

    @property
    def pieces(self) -> list[tuple[str, Face]]:
        """What is printed, cut where the face changes."""
        pairs = groupby(zip(self._glyphs.text, self._glyphs.faces, strict=True), key=lambda pair: pair[1])
        return [("".join(char for char, _ in same), face) for face, same in pairs]

    def lines(self, width: float) -> list[tuple[int, int]]:
        """Slices of the text, one a line."""
        if self._broken[0] != width:
            room = width - self.style.left_indent * self.style.size
            first = room - self.style.first_indent * self.style.size
            self._broken = (width, break_lines(self._glyphs.text, self._glyphs.advances, (first, room)))
        return self._broken[1]

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Size at this width; an empty text is one line high."""
        self.width = available_width
        self.height = max(1, len(self.lines(available_width))) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Text]:
        """What fits and the rest; never one line alone where two fit."""
        lines = self.lines(available_width)
        fits = int((available_height + 1e-6) / self.style.leading)
        if fits >= len(lines):
            return [self]
        if len(lines) - fits == 1 and fits >= 3:
            fits -= 1
        if fits == 0 or (fits == 1 and len(lines) > 2):
            return []
        return self._cut(lines[fits][0])

    def cut(self, available_width: float, available_height: float) -> list[Text]:
        """Like split, but at any line and at least one: for the cells of a table."""
        lines = self.lines(available_width)
        fits = max(1, int((available_height + 1e-6) / self.style.leading))
        return [self] if fits >= len(lines) else self._cut(lines[fits][0])

    def _cut(self, at: int) -> list[Text]:
        follows = replace(self.style, first_indent=0, space_before=0)
        return [
            Text(self._glyphs.part(0, at), self.style, continues=True),
            Text(self._glyphs.part(at), follows, continues=self._continues),
        ]

    def draw(self) -> None:
        """Draw all lines on the canvas."""
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(self.style.color)
        canvas.setStrokeColor(self.style.color)
        lines = self.lines(self.width)
        base = self.height - (self.style.leading - self.style.size) / 2 - _ASCENT * self.style.size
        for number, (start, stop) in enumerate(lines):
            self._draw_line(start, stop, number=number, last=number == len(lines) - 1, y=base)
            base -= self.style.leading
        canvas.restoreState()

    def _draw_line(self, start: int, stop: int, *, number: int, last: bool, y: float) -> None:
        ends_here = self._glyphs.text[stop - 1] == "\n" or (last and not self._continues)
        stop = visible(self._glyphs.text, start, stop)
        style = self.style
        x = (style.left_indent + (style.first_indent if number == 0 else 0)) * style.size
        slack = max(0.0, self.width - x - sum(self._glyphs.advances[start:stop]))
        gap = 0.0
        if style.align is Align.CENTER:
            x += slack / 2
        elif style.align is Align.RIGHT:
            x += slack
        elif style.align is Align.JUSTIFY and not ends_here and stop - start > 1:
            gap = slack / (stop - start - 1)
            gap = gap if gap <= _MAX_STRETCH * style.size else 0.0
        self._draw_pieces(self._pieces(start, stop), x=x, y=y, gap=gap)

    def _pieces(self, start: int, stop: int) -> Iterator[tuple[str, str, float]]:
        """Pieces of one face each: (name of the typeface or check box, text, width)."""
        self._note_missing(self._glyphs.text[start:stop])
        at = start
        for face, same in groupby(self._glyphs.faces[start:stop]):
            length = sum(1 for _ in same)
            for name, piece in typefaces.runs(face, self._glyphs.text[at : at + length]):
                yield name, piece, sum(self._glyphs.advances[at : at + len(piece)])
                at += len(piece)

    def _note_missing(self, piece: str) -> None:
        lacking = getattr(self.canv, "missing_on_page", None)
        if lacking is not None:
            lacking.update(dict.fromkeys(typefaces.missing(piece)))

    def _draw_pieces(self, pieces: Iterable[tuple[str, str, float]], *, x: float, y: float, gap: float) -> None:
        for name, piece, width in pieces:
            if name in typefaces.BOXES:
                draw_check_box(self.canv, name, x=x, y=y, size=self.style.size)
            else:
                self.canv.setFont(name, self.style.size)
                self.canv.drawString(x, y, piece, charSpace=gap)
            x += width + gap * len(piece)


def draw_check_box(canvas: Any, box: str, *, x: float, y: float, size: float) -> None:
    """Draw ☐, ☑ or ☒ as shapes, with invisible text of the same meaning so that it can be searched and copied."""
    canvas.saveState()
    canvas.setLineWidth(0.06 * size)
    canvas.rect(x + 0.13 * size, y - 0.07 * size, 0.74 * size, 0.74 * size, stroke=1, fill=0)
    canvas.setLineWidth(0.1 * size)
    for stroke in _STROKES[box]:
        path = canvas.beginPath()
        path.moveTo(x + stroke[0][0] * size, y + stroke[0][1] * size)
        for across, up in stroke[1:]:
            path.lineTo(x + across * size, y + up * size)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.setFont(typefaces.font(Face.SERIF).fontName, size)
    canvas.drawCentredString(x + 0.5 * size, y, typefaces.BOXES[box], mode=3)
    canvas.restoreState()


def text(content: str | Sequence[Span], style: TextStyle = BODY) -> Text:
    """The flowable of a text; whatever a person typed is printed character by character."""
    spans = [Span(content)] if isinstance(content, str) else content
    return Text(_glyphs(spans, style), style)


def check_boxes(options: Sequence[tuple[str, bool]], style: TextStyle = BODY) -> Text:
    """Options side by side, each with its check box."""
    return text("　".join(f"{'☑' if chosen else '☐'} {label}" for label, chosen in options), style)
