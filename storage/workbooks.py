"""Read the register of institutions from a workbook: the file in a child process, its meaning here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspections.refusal import BadValueError
from inspections.register import CellProblem, Register, RegisterRow
from inspections.register_columns import (
    IGNORED,
    CellError,
    Column,
    column_for,
    heading_key,
    read_day,
    read_fact,
    read_text,
)
from storage.reader_process import read_in_process

MAX_FILE: Final = 30 << 20
SECONDS: Final = 60
HEADING_ROWS: Final = 20
FEWEST_COLUMNS: Final = 2
_NO_ROWS: Final = ("合计", "总计", "小计", "填表人", "填报人", "制表人", "注:", "注：", "说明:", "说明：", "审核人")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading row of a sheet: which column of the sheet means what."""

    row: int
    texts: Mapping[int, str]
    columns: Mapping[int, Column]


def read_register(path: Path) -> Register:
    """Read the register from an .xlsx, .xls or .et file; refused where it is none, with every bad cell named."""
    book = read_in_process(path, module="storage.workbook_reader", largest=MAX_FILE, kind="机构清单", seconds=SECONDS)
    sheets = [_spread(sheet) for sheet in book["sheets"]]
    for place, sheet in enumerate(sheets):
        heading = _heading(sheet)
        if heading:
            register = _register(sheet, heading)
            others = [_unread(other) for other in sheets[place + 1 :] if _heading(other)]
            errors = [_error_cell(cell) for cell in book["errors"]]
            return _with(register, [*others, *errors])
    raise BadValueError(
        f"“{path.name}”前 {HEADING_ROWS} 行中没有找到表头。", "请确认有一行写着“机构名称”“统一社会信用代码”等列名。"
    )


def _spread(sheet: Mapping[str, Any]) -> _Sheet:
    """Write the text of merged cells into all cells they cover."""
    rows: list[list[str]] = sheet["rows"]
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    for top, left, bottom, right in sheet["merged"]:
        if top < len(rows) and left < width:
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return _Sheet(sheet["name"], rows)


def _heading(sheet: _Sheet) -> _Heading | None:
    """Return the row that names most columns; of two heading rows the lower one."""
    best: _Heading | None = None
    for number in range(min(HEADING_ROWS, len(sheet.rows))):
        found = _read_heading(sheet, number)
        has_name = any(column.target == "name" for column in found.columns.values())
        if has_name and len(found.columns) >= FEWEST_COLUMNS and (best is None or _continues(best, found)):
            best = found
    return best


def _continues(best: _Heading, found: _Heading) -> bool:
    more = len(found.columns) - len(best.columns)
    return more > 0 or (more == 0 and found.row == best.row + 1)


def _read_heading(sheet: _Sheet, number: int) -> _Heading:
    texts: dict[int, str] = {}
    columns: dict[int, Column] = {}
    above = sheet.rows[number - 1] if number else ()
    for place, text in enumerate(sheet.rows[number]):
        group = above[place] if place < len(above) else ""
        column = (column_for(group + text) if group and group != text else None) or column_for(text)
        if text.strip():
            texts[place] = " ".join(text.split())
        # A heading merged over several columns names the first of them.
        is_rest_of_merge = place > 0 and text == sheet.rows[number][place - 1]
        if column and not is_rest_of_merge:
            columns[place] = column
    return _Heading(number, texts, columns)


def _register(sheet: _Sheet, heading: _Heading) -> Register:
    rows: list[RegisterRow] = []
    problems = list(_double_columns(heading))
    for number, cells in _data_rows(sheet, heading):
        row, wrong = _row(number, cells, heading)
        problems.extend(wrong)
        if not wrong:
            rows.append(row)
    if not rows and not problems:
        problems.append(CellProblem(row=heading.row + 1, column="A", heading="", message="表头下面没有机构"))
    unrecognised = tuple(
        text
        for place, text in heading.texts.items()
        if place not in heading.columns and heading_key(text) not in IGNORED
    )
    return Register(
        sheet=sheet.name,
        rows=tuple(rows),
        problems=tuple(problems),
        columns={heading.texts[place]: column.target for place, column in heading.columns.items()},
        unrecognised=unrecognised,
    )


def _data_rows(sheet: _Sheet, heading: _Heading) -> Iterator[tuple[int, Sequence[str]]]:
    names = [heading_key(text) for text in sheet.rows[heading.row]]
    for place in range(heading.row + 1, len(sheet.rows)):
        cells = sheet.rows[place]
        first = next((cell.strip() for cell in cells if cell.strip()), "")
        repeated = [heading_key(cell) for cell in cells] == names
        known = any(cells[column].strip() for column in heading.columns)
        if first and known and not repeated and not first.replace(" ", "").startswith(_NO_ROWS):
            yield place + 1, cells


def _row(number: int, cells: Sequence[str], heading: _Heading) -> tuple[RegisterRow, list[CellProblem]]:
    values: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    problems: list[CellProblem] = []
    for place, column in heading.columns.items():
        try:
            if column.target == "on":
                values["on"] = read_day(cells[place])
            elif column.is_fact:
                facts[column.target] = read_fact(column, cells[place])
            else:
                values[column.target] = read_text(column, cells[place])
        except CellError as error:
            problems.append(_problem(number, place, heading, str(error)))
    if "name" in values and not values["name"]:
        place = next(place for place, column in heading.columns.items() if column.target == "name")
        problems.append(_problem(number, place, heading, "缺少机构名称"))
    on = values.pop("on", None)
    row = RegisterRow(
        number=number,
        values={name: value for name, value in values.items() if value is not None},
        facts={name: value for name, value in facts.items() if value is not None},
        on=on,
    )
    return row, problems


def _double_columns(heading: _Heading) -> Iterator[CellProblem]:
    seen: dict[str, int] = {}
    for place, column in heading.columns.items():
        if column.target in seen:
            first = heading.texts[seen[column.target]]
            yield _problem(heading.row + 1, place, heading, f"与“{first}”列表示同一内容，请只保留一列")
        seen.setdefault(column.target, place)


def _problem(row: int, place: int, heading: _Heading, message: str) -> CellProblem:
    return CellProblem(row=row, column=letters(place), heading=heading.texts.get(place, ""), message=message)


def letters(place: int) -> str:
    """Return the letters of a column counted from 0: A, B … Z, AA."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _unread(sheet: _Sheet) -> CellProblem:
    message = f"工作表“{sheet.name}”也像机构清单，本次只读第一张"
    return CellProblem(row=1, column="A", heading="", message=message, is_warning=True)


def _error_cell(cell: str) -> CellProblem:
    column = cell.rstrip("0123456789")
    message = "公式出错，按空白处理"
    return CellProblem(row=int(cell[len(column) :]), column=column, heading="", message=message, is_warning=True)


def _with(register: Register, more: Sequence[CellProblem]) -> Register:
    return Register(
        sheet=register.sheet,
        rows=register.rows,
        problems=(*register.problems, *more),
        columns=register.columns,
        unrecognised=register.unrecognised,
    )
