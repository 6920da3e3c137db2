"""Ledgers as .xlsx: every cell is text, the last row says how many rows there are and their digest.

xlsxwriter is imported at first use. Text is written as text, so `=cmd|...` stays what a person typed.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

CELL_LIMIT: Final = 32_767
"""Characters an .xlsx cell can hold, counted in UTF-16 units."""

_TOO_LONG: Final = -2
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SHEET_NAME_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_SHEET_NAME_LIMIT: Final = 31
_A4: Final = 9
_MIN_WIDTH: Final = 6.0
_MAX_WIDTH: Final = 60.0


class WorkbookError(ValueError):
    """The table does not fit an .xlsx file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: its heading and its width in characters of the sheet."""

    heading: str
    width: float = 14.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A titled table of texts; `notes` stand below the title, such as the filters of a ledger."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    as_of: datetime | None = None


def table_digest(table: Table) -> str:
    """SHA-256 over the headings and the rows as they are written: canonical JSON in UTF-8."""
    content = {
        "columns": [cleaned(column.heading) for column in table.columns],
        "rows": [[cleaned(cell) for cell in row] for row in table.rows],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def write_workbook(table: Table) -> bytes:
    """The table as an .xlsx file; the same table gives the same bytes."""
    import xlsxwriter

    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(table.columns):
            raise WorkbookError(f"{table.title}：第 {number} 行有 {len(row)} 格，应为 {len(table.columns)} 格。")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": cleaned(table.title), "created": _created(table)})
        sheet = workbook.add_worksheet(sheet_name(table.title))
        _lay_out(sheet, table)
        _fill(sheet, table, _formats(workbook))
    return buffer.getvalue()


def cleaned(text: str) -> str:
    """Text an .xlsx can hold: no control characters or halves of characters, one kind of line feed."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def sheet_name(title: str) -> str:
    """A name Excel accepts, made of the title."""
    return _SHEET_NAME_FORBIDDEN.sub(" ", cleaned(title)).strip()[:_SHEET_NAME_LIMIT] or "台账"


def _created(table: Table) -> datetime:
    moment = table.as_of or datetime(2000, 1, 1)  # noqa: DTZ001 - xlsx dates carry no offset; no clock here
    return moment.replace(tzinfo=None, microsecond=0)


def _formats(workbook: Any) -> dict[str, Any]:
    face = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
    return {
        "title": workbook.add_format({"font_name": "黑体", "font_size": 16, "bold": True}),
        "note": workbook.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#444444"}),
        "head": workbook.add_format(
            {**face, "font_name": "黑体", "border": 1, "bg_color": "#E9ECEF", "align": "center"}
        ),
        "cell": workbook.add_format({**face, "border": 1, "num_format": "@", "valign": "top"}),
    }


def _lay_out(sheet: Any, table: Table) -> None:
    head = _head_row(table)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, min(_MAX_WIDTH, max(_MIN_WIDTH, column.width)))
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页　共 &N 页")


def _fill(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    _write(sheet, 0, 0, table.title, formats["title"])
    for number, note in enumerate(table.notes, start=1):
        _write(sheet, number, 0, note, formats["note"])
    at = _head_row(table)
    for index, column in enumerate(table.columns):
        _write(sheet, at, index, column.heading, formats["head"])
    for row in table.rows:
        at += 1
        for index, cell in enumerate(row):
            _write(sheet, at, index, cell, formats["cell"])
    _write(sheet, at + 1, 0, f"共 {len(table.rows)} 行；内容摘要 SHA-256：{table_digest(table)}", formats["note"])


def _head_row(table: Table) -> int:
    return 1 + len(table.notes)


def _write(sheet: Any, row: int, column: int, text: str, form: Any) -> None:
    """Write a text as text; what Excel would silently lose is refused by name."""
    content = cleaned(text)
    units = len(content.encode("utf-16-le")) // 2
    if units > CELL_LIMIT or (content and sheet.write_string(row, column, content, form) == _TOO_LONG):
        raise WorkbookError(
            f"第 {row + 1} 行第 {column + 1} 列有 {units} 字，超过表格单元格上限 {CELL_LIMIT}。请改用 PDF 台账。"
        )
    if not content:
        sheet.write_blank(row, column, None, form)
