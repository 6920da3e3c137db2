"""Tables of papers: heads repeat, giant cells run on over pages, no cell is left in a foreign face. Heavy.

reportlab either repeats the head in the middle of a page (splitInRow=1) or fails on a row taller than a page
(splitInRow=0). So rows taller than a fraction of the page are cut beforehand into continuation rows with no
line between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final

from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tables import LongTable

from reports import typefaces
from reports.paragraph import Text, text
from reports.style import (
    CELL,
    CELL_HEAD,
    CELL_LABEL,
    CELL_PADDING,
    HEAD_SHADE,
    LABEL_SHADE,
    MM,
    RULE_COLOR,
    RULE_WIDTH,
    Face,
    TextStyle,
)


class PaperTable(LongTable):  # type: ignore[misc]
    """A table that knows its whole rows, as they were before tall ones were cut for the page."""

    said: Sequence[_Cells] = ()
    is_ruled = True


class Merged(Enum):
    """The cell belongs to the one on its left."""

    LEFT = "left"


Cell = Any
"""A text, a flowable, a list of flowables, or Merged.LEFT."""
_Cells = list[list[Flowable] | Merged]

_PIECE_HEIGHT: Final = 24 * MM
"""A row taller than this is cut, so that no page ends in a large hole and none is overrun."""
_TOP_PADDING: Final = 3
_BOTTOM_PADDING: Final = 4
_AROUND: Final = 5

_PADDING: Final = 2 * CELL_PADDING


def table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    head_rows: int = 0,
    label_columns: Sequence[int] = (),
    style: TextStyle = CELL,
    column_styles: Mapping[int, TextStyle] | None = None,
) -> Any:
    """A ruled table; the first `head_rows` repeat on every page, label columns are shaded."""
    if not rows:
        raise ValueError("a table needs at least one row")
    prepared = [_prepare(row, [CELL_HEAD] * len(row)) for row in rows[:head_rows]]
    prepared.extend(
        _prepare(row, _styles(len(row), label_columns, style, column_styles or {})) for row in rows[head_rows:]
    )
    body: list[tuple[_Cells, bool]] = [(row, True) for row in prepared[:head_rows]]
    for row in prepared[head_rows:]:
        body.extend((piece, number == 0) for number, piece in enumerate(_pieces(row, widths)))
    made = PaperTable(
        [["" if isinstance(cell, Merged) or not cell else cell for cell in row] for row, _ in body],
        colWidths=list(widths),
        repeatRows=head_rows,
        splitInRow=0,
        hAlign="LEFT",
        style=_commands(body, head_rows, label_columns),
        spaceBefore=_AROUND,
        spaceAfter=_AROUND,
    )
    made.said = prepared
    return made


def plain_grid(rows: Sequence[Sequence[Cell]], widths: Sequence[float], *, style: TextStyle = CELL) -> Any:
    """Cells side by side without rules or shades, such as photographs two by two."""
    prepared = [_prepare(row, [style] * len(row)) for row in rows]
    made = PaperTable(
        [[cell or "" for cell in row] for row in prepared],
        colWidths=list(widths),
        splitInRow=0,
        hAlign="LEFT",
        style=[*_base_commands(), ("ALIGN", (0, 0), (-1, -1), "CENTER"), ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    made.said, made.is_ruled = prepared, False
    return made


def plain_frame(content: str, width: float) -> Any:
    """Return one ruled box with words in it that is never cut, such as room for a drawing."""
    box = ("BOX", (0, 0), (-1, -1), RULE_WIDTH, RULE_COLOR)
    return LongTable([[[text(content, CELL)]]], colWidths=[width], splitInRow=0, style=[*_base_commands(), box])


def _styles(count: int, labels: Sequence[int], style: TextStyle, columns: Mapping[int, TextStyle]) -> list[TextStyle]:
    return [CELL_LABEL if column in labels else columns.get(column, style) for column in range(count)]


def _prepare(row: Sequence[Cell], styles: Sequence[TextStyle]) -> _Cells:
    prepared: _Cells = []
    for cell, style in zip(row, styles, strict=True):
        if isinstance(cell, Merged):
            prepared.append(cell)
        elif isinstance(cell, str):
            prepared.append([text(cell, style)] if cell else [])
        else:
            prepared.append([cell] if isinstance(cell, Flowable) else list(cell))
    return prepared


def _cell_widths(row: _Cells, widths: Sequence[float]) -> list[float]:
    """Room inside each cell; a cell has the width of the merged ones on its right as well."""
    room = list(widths)
    for column in range(len(row) - 1, 0, -1):
        if isinstance(row[column], Merged):
            room[column - 1] += room[column]
    return [width - _PADDING for width in room]


def _pieces(row: _Cells, widths: Sequence[float]) -> list[_Cells]:
    """The row, or its continuation rows when it is too tall."""
    room = _cell_widths(row, widths)
    pieces: list[_Cells] = []
    rest = row
    while any(
        not isinstance(cell, Merged) and _height(cell, width) > _PIECE_HEIGHT
        for cell, width in zip(rest, room, strict=True)
    ):
        cut = [
            (cell, cell) if isinstance(cell, Merged) else _cut(cell, width)
            for cell, width in zip(rest, room, strict=True)
        ]
        following: _Cells = [after for _, after in cut]
        if not any(after for after in following if not isinstance(after, Merged)):
            break
        pieces.append([first for first, _ in cut])
        rest = following
    return [*pieces, rest]


def _height(cell: Sequence[Flowable], width: float) -> float:
    return sum(float(part.wrap(width, _PIECE_HEIGHT)[1]) for part in cell)


def _cut(cell: Sequence[Flowable], width: float) -> tuple[list[Flowable], list[Flowable]]:
    """What fits into one piece (always something) and the rest."""
    first: list[Flowable] = []
    room = _PIECE_HEIGHT
    for index, part in enumerate(cell):
        height = float(part.wrap(width, room)[1])
        if height <= room:
            first.append(part)
            room -= height
            continue
        if isinstance(part, Text) and (not first or room >= part.style.leading):
            parts = part.cut(width, room)
            return [*first, parts[0]], [*parts[1:], *cell[index + 1 :]]
        if not first:
            return [part], list(cell[index + 1 :])
        return first, list(cell[index:])
    return first, []


def _base_commands() -> list[tuple[Any, ...]]:
    everywhere = ((0, 0), (-1, -1))
    return [
        ("FONT", *everywhere, typefaces.font(Face.SERIF).fontName, CELL.size),
        ("LEFTPADDING", *everywhere, CELL_PADDING),
        ("RIGHTPADDING", *everywhere, CELL_PADDING),
        ("TOPPADDING", *everywhere, _TOP_PADDING),
        ("BOTTOMPADDING", *everywhere, _BOTTOM_PADDING),
    ]


def _commands(body: Sequence[tuple[_Cells, bool]], head_rows: int, labels: Sequence[int]) -> list[tuple[Any, ...]]:
    rule = (RULE_WIDTH, RULE_COLOR)
    commands: list[tuple[Any, ...]] = [
        *_base_commands(),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BOX", (0, 0), (-1, -1), *rule),
        ("LINEBEFORE", (1, 0), (-1, -1), *rule),
        ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), *rule),
        ("LINEABOVE", (0, "splitfirst"), (-1, "splitfirst"), *rule),
    ]
    if head_rows:
        commands.append(("BACKGROUND", (0, 0), (-1, head_rows - 1), HEAD_SHADE))
    commands.extend(
        ("BACKGROUND", (column, head_rows), (column, -1), LABEL_SHADE) for column in labels if len(body) > head_rows
    )
    for number, (row, starts) in enumerate(body):
        line = ((0, number), (-1, number))
        runs_on = number + 1 < len(body) and not body[number + 1][1]
        if starts and number:
            commands.append(("LINEABOVE", *line, *rule))
        if runs_on or not starts:
            commands.append(("VALIGN", *line, "TOP"))
        if runs_on:
            commands.append(("BOTTOMPADDING", *line, 0))
        if not starts:
            commands.append(("TOPPADDING", *line, 0))
        commands.extend(_spans(row, number))
    return commands


def _spans(row: _Cells, number: int) -> list[tuple[Any, ...]]:
    spans: list[tuple[Any, ...]] = []
    column = 0
    while column < len(row):
        last = column
        while last + 1 < len(row) and isinstance(row[last + 1], Merged):
            last += 1
        if last > column:
            spans.append(("SPAN", (column, number), (last, number)))
            spans.append(("BACKGROUND", (column + 1, number), (last, number), "#FFFFFF"))
        column = last + 1
    return spans
