"""A checklist as .xlsx to be written in Excel or WPS: drop-down lists, an explanation, every cell as text.

xlsxwriter is imported at first use. Cells are formatted as text, so `=cmd|...` stays what a person typed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from inspections.authoring.book import Sheet, letters
from inspections.authoring.columns import CHOICES_SHEET, EXAMPLE, FORMS, GUIDE_SHEET, ID_KEYS, Column, Form, Kind
from inspections.authoring.layout import choice_tables, choices, guide_rows
from reports.workbook import cleaned

FILLED_ROWS: Final = 2000
"""How many rows below the headings offer drop-down lists."""

_CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001  a fixed stamp: the same list gives the same bytes
_INLINE: Final = 255
_PROMPT: Final = 250
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "must": {"bold": True, "bg_color": "#B8CCE4", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "cell": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "example": {"num_format": "@", "text_wrap": True, "valign": "top", "italic": True, "font_color": "#7F7F7F"},
    "title": {"bold": True, "font_size": 14},
    "form": {"bold": True, "bg_color": "#EEF3FA"},
}
_GUIDE_NOTES: Final = (
    "深色列名为必填。第一行列名不要改；以“示例”开头的行不会导入，可以删去。每格写成一行，不要换行，不要写公式。",
    "填好后在“标准库”页点“从 Excel 导入”，或用命令 check 校验；所有问题会按工作表、行、列一次列出。",
    "适用条件写法：机构事实 比较 值，用“且”或“或”连接，混用时加括号；否定写“非（…）”。",
    "适用条件举例：设食堂 = 是 且 （床位数 >= 10 或 设电梯 = 是）",
)
_GUIDE_WIDTHS: Final = (14, 16, 8, 100)
_CHOICE_WIDTH: Final = 24


def checklist_workbook(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """The sheets of a checklist with explanation and choices; the same sheets give the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": cleaned(title), "created": _CREATED})
        formats = {name: workbook.add_format({"font_size": 11, **form}) for name, form in _FORMATS.items()}
        _guide(workbook.add_worksheet(GUIDE_SHEET), title, formats)
        pages = {form.name: workbook.add_worksheet(form.name) for form in FORMS}
        ranges = _choices(workbook.add_worksheet(CHOICES_SHEET), formats)
        by_name = {sheet.name: sheet for sheet in sheets}
        for form in FORMS:
            _form(pages[form.name], form, by_name[form.name], formats)
            _offer(pages[form.name], form, ranges)
    return buffer.getvalue()


def _form(page: Any, form: Form, sheet: Sheet, formats: dict[str, Any]) -> None:
    for place, column in enumerate(form.columns):
        page.set_column(place, place, column.width, formats["cell"])
        _write(page, 0, place, column.heading, formats["must" if column.is_required else "head"])
    for number, row in enumerate(sheet.rows[1:], start=1):
        is_example = bool(row) and row[0].startswith(EXAMPLE)
        for place, text in enumerate(row):
            _write(page, number, place, text, formats["example" if is_example else "cell"])
    page.set_row(0, 22)
    page.freeze_panes(1, min(2, len(form.columns) - 1))
    page.autofilter(0, 0, max(1, len(sheet.rows) - 1), len(form.columns) - 1)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _offer(page: Any, form: Form, ranges: dict[Kind, str]) -> None:
    """Add a drop-down list and a hint to every column that has a closed choice."""
    for place, column in enumerate(form.columns):
        hint = {"input_title": column.heading[:30], "input_message": column.guide[:_PROMPT]}
        source = _source(column, ranges)
        if source:
            page.data_validation(
                1,
                place,
                FILLED_ROWS,
                place,
                {
                    **hint,
                    "validate": "list",
                    "source": source,
                    "ignore_blank": True,
                    "error_title": column.heading[:30],
                    "error_message": "请从下拉列表中选择。",
                    "error_type": "stop",
                },
            )
        else:
            page.data_validation(1, place, FILLED_ROWS, place, {**hint, "validate": "any"})


def _source(column: Column, ranges: dict[Kind, str]) -> list[str] | str:
    if column.kind in ranges:
        return ranges[column.kind]
    if column.refers_to:
        form = next(one for one in FORMS if one.name == column.refers_to)
        letter = letters(form.place(ID_KEYS[form.name]))
        return f"={form.name}!${letter}$2:${letter}${FILLED_ROWS + 1}"
    offered = list(choices(column))
    return offered if len(",".join(offered)) <= _INLINE else []


def _guide(page: Any, title: str, formats: dict[str, Any]) -> None:
    for place, width in enumerate(_GUIDE_WIDTHS):
        page.set_column(place, place, width, formats["cell"])
    _write(page, 0, 0, title, formats["title"])
    for number, note in enumerate(_GUIDE_NOTES, start=1):
        page.merge_range(number, 0, number, len(_GUIDE_WIDTHS) - 1, cleaned(note), formats["cell"])
        page.set_row(number, 32)
    start = len(_GUIDE_NOTES) + 2
    for place, heading in enumerate(("工作表", "列", "必填", "怎样填")):
        _write(page, start, place, heading, formats["head"])
    for number, row in enumerate(guide_rows(), start=start + 1):
        for place, text in enumerate(row):
            _write(page, number, place, text, formats["form" if row[0] else "cell"])
    page.freeze_panes(start + 1, 0)


def _choices(page: Any, formats: dict[str, Any]) -> dict[Kind, str]:
    """Write the lists side by side and return the ranges that cells choose from."""
    ranges: dict[Kind, str] = {}
    left = 0
    kinds = {"文件": Kind.DOCUMENT, "判定情形": Kind.CRITERION}
    for title, headings, rows in choice_tables():
        _write(page, 0, left, title, formats["title"])
        for place, heading in enumerate(headings):
            page.set_column(left + place, left + place, _CHOICE_WIDTH if place == 0 else 2 * _CHOICE_WIDTH)
            _write(page, 1, left + place, heading, formats["head"])
        for number, row in enumerate(rows, start=2):
            for place, text in enumerate(row):
                _write(page, number, left + place, text, formats["cell"])
        if headings[0] in kinds:
            letter = letters(left + 1)
            ranges[kinds[headings[0]]] = f"={CHOICES_SHEET}!${letter}$3:${letter}${len(rows) + 2}"
        left += len(headings) + 1
    page.freeze_panes(2, 0)
    return ranges


def _write(page: Any, row: int, place: int, text: str, form: Any) -> None:
    if text:
        page.write_string(row, place, cleaned(text), form)
    else:
        page.write_blank(row, place, None, form)
