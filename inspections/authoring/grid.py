"""The rows of one sheet under the headings of its form: which column means what, what is missing, what is unknown."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from inspections.authoring.book import Book, Sheet, SheetProblem
from inspections.authoring.cells import CellError, read_cell
from inspections.authoring.columns import CHOICES_SHEET, EXAMPLE, FORMS, GUIDE_SHEET, Column, Form

OWN_SHEETS: Final = frozenset({GUIDE_SHEET, CHOICES_SHEET, *(form.name for form in FORMS)})


class At(NamedTuple):
    """A column of a sheet, counted from 1, with its heading."""

    column: int = 0
    heading: str = ""


WHOLE_ROW: Final = At()


@dataclass(slots=True)
class Noting:
    """The problems found so far in a workbook."""

    problems: list[SheetProblem] = field(default_factory=list)
    cells: set[tuple[str, int, int]] = field(default_factory=set)
    """Where errors were noted."""

    def note(
        self, sheet: str, row: int, message: str, what_to_do: str, *, at: At = WHOLE_ROW, is_warning: bool = False
    ) -> None:
        """Note one problem and go on."""
        problem = SheetProblem(
            sheet=sheet,
            row=row,
            column=at.column,
            heading=at.heading,
            message=message,
            what_to_do=what_to_do,
            is_warning=is_warning,
        )
        self.problems.append(problem)
        if not is_warning:
            self.cells.add((sheet, row, at.column))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One filled row: its number in the sheet and the values of its filled cells by key."""

    form: Form
    number: int
    values: dict[str, Any]
    places: dict[str, int]

    def text(self, key: str) -> str:
        """The text of a cell, empty where there is none."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def note(self, noting: Noting, key: str, message: str, what_to_do: str) -> None:
        """Note a problem at the cell of a key."""
        at = At(self.places.get(key, 0), self.form.heading(key)) if key else WHOLE_ROW
        noting.note(self.form.name, self.number, message, what_to_do, at=at)


def read_rows(book: Book, form: Form, noting: Noting) -> list[Row]:
    """The rows of a form's sheet; problems of headings and cells are noted."""
    sheet = book.sheet(form.name)
    if sheet is None or not any(any(row) for row in sheet.rows):
        if form.is_required:
            found = "、".join(one.name for one in book.sheets) or "无"
            state = "没有这张工作表" if sheet is None else "是空的"
            noting.note(form.name, 0, f"{state}（现有：{found}）", "请下载模板，把内容填到同名工作表里。")
        return []
    columns = _columns(sheet, form, noting)
    places = {column.key: place + 1 for place, column in columns.items()}
    rows = []
    for number, cells in enumerate(sheet.rows[1:], start=2):
        texts = {place: cells[place].strip() for place in columns if place < len(cells)}
        if any(texts.values()) and not next(filter(None, texts.values())).startswith(EXAMPLE):
            values = {column.key: value for column, value in _values(columns, texts, form, number, noting)}
            rows.append(Row(form=form, number=number, values=values, places=places))
    return rows


def note_strangers(book: Book, noting: Noting) -> None:
    """Note what stands in the workbook and is not taken over as it stands."""
    for sheet in book.sheets:
        if sheet.name.strip() not in OWN_SHEETS and any(any(row) for row in sheet.rows):
            noting.note(sheet.name, 0, "没有读取这张工作表", "内容请填到模板的工作表里。", is_warning=True)
    for cell in book.formulas:
        advice = "已按现在的结果当作文字读入；请核对，或复制后“粘贴为数值”。"
        noting.note(cell.sheet, cell.row, "这里是公式", advice, at=At(cell.column), is_warning=True)
    for cell in book.errors:
        noting.note(cell.sheet, cell.row, "公式出错", "请改成文字或数值。", at=At(cell.column))
    if book.has_macros:
        noting.note("", 0, "文件带有宏，宏没有运行也不会导入", "请另存为不带宏的 .xlsx。", is_warning=True)


def _columns(sheet: Sheet, form: Form, noting: Noting) -> dict[int, Column]:
    known = {_heading_key(column.heading): column for column in form.columns}
    columns: dict[int, Column] = {}
    for place, text in enumerate(sheet.rows[0]):
        column = known.get(_heading_key(text))
        at = At(place + 1, text.strip())
        if column is None:
            if text.strip():
                noting.note(form.name, 1, "不认识这一列，没有读取", "请使用模板的列名。", at=at, is_warning=True)
        elif column in columns.values():
            noting.note(form.name, 1, "列名重复", "请只保留一列。", at=at)
        else:
            columns[place] = column
    for column in form.columns:
        if column.is_required and column not in columns.values():
            noting.note(form.name, 1, f"缺少“{column.heading}”列", "请从模板复制这一列的列名到第一行。")
    return columns


def _values(
    columns: dict[int, Column], texts: dict[int, str], form: Form, number: int, noting: Noting
) -> Iterator[tuple[Column, Any]]:
    for place, column in columns.items():
        text = texts.get(place, "")
        at = At(place + 1, column.heading)
        if not text:
            if column.is_required:
                noting.note(form.name, number, "没有填写", f"请填写：{column.guide}。", at=at)
            continue
        try:
            yield column, read_cell(column, text)
        except CellError as error:
            noting.note(form.name, number, error.message, error.what_to_do, at=at)


def _heading_key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:")
