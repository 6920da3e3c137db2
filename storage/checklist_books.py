"""Read a checklist's workbook into texts; what the sheets mean is said elsewhere."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from inspections.authoring.book import Book, CellNote, Sheet
from storage.reader_process import read_in_process

MAX_FILE: Final = 8 << 20
SECONDS: Final = 20


def read_book(path: Path) -> Book:
    """The visible sheets of an .xlsx; refused where it is none or is larger than any checklist."""
    answer = read_in_process(
        path, module="storage.checklist_book_reader", largest=MAX_FILE, kind="检查表", seconds=SECONDS
    )
    return Book(
        sheets=tuple(Sheet(name=sheet["name"], rows=_spread(sheet)) for sheet in answer["sheets"]),
        formulas=_notes(answer["formulas"]),
        errors=_notes(answer["errors"]),
        has_macros=answer["has_macros"],
    )


def _spread(sheet: Mapping[str, Any]) -> Sequence[Sequence[str]]:
    """Write the text of merged cells into all cells they cover."""
    rows: list[list[str]] = sheet["rows"]
    for top, left, bottom, right in sheet["merged"]:
        text = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top : bottom + 1] if text else ():
            row[left : right + 1] = [text] * len(row[left : right + 1])
    return rows


def _notes(places: Sequence[Sequence[Any]]) -> tuple[CellNote, ...]:
    return tuple(CellNote(sheet=sheet, row=row, column=column) for sheet, row, column in places)
