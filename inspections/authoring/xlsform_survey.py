"""The sheets of an XLSForm as rows by column name: survey, choices, settings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from inspections.authoring.book import Book, Sheet
from inspections.authoring.grid import At, Noting

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"
CARRIED: Final = frozenset(
    {"type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message", "list_name"}
)
"""The columns that mean something here; `list name` is an old spelling of `list_name`."""

_CHINESE: Final = re.compile(r"中文|chinese|zh", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRow:
    """One row of a sheet: its number and its filled cells by the plain name of their column."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    places: Mapping[str, int]

    def text(self, name: str) -> str:
        """The text of a cell, empty where there is none."""
        return self.cells.get(name, "")

    def tell(self, noting: Noting, name: str, message: str, what_to_do: str, *, is_warning: bool = True) -> None:
        """Say something about the cell of a column."""
        at = At(self.places.get(name, 0), name)
        noting.note(self.sheet, self.number, message, what_to_do, at=at, is_warning=is_warning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The rows of an XLSForm."""

    rows: tuple[SurveyRow, ...]
    settings: Mapping[str, str]
    lists: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The choices of each list: name and label."""


def read_survey(book: Book, noting: Noting) -> Survey:
    """Read the three sheets; what is missing or cannot be carried over is noted."""
    sheet = _sheet(book, SURVEY)
    if sheet is None:
        found = "、".join(one.name for one in book.sheets) or "无"
        noting.note(SURVEY, 0, f"没有 survey 工作表（现有：{found}）", "请确认这是 XLSForm；普通检查表不要选 XLSForm。")
        return Survey(rows=(), settings={})
    rows = tuple(_rows(sheet, SURVEY))
    if not rows:
        noting.note(SURVEY, 0, "没有题目", "请在 survey 工作表填写题目。")
    elif not {"type", "name"} <= set(rows[0].places):
        noting.note(SURVEY, 1, "第一行缺少 type 或 name 列", "请确认第一行是 XLSForm 的列名。")
        return Survey(rows=(), settings={})
    _tell_unknown_columns(sheet, rows, noting)
    lists: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(_sheet(book, CHOICES), CHOICES):
        lists.setdefault(row.text("list_name"), []).append((row.text("name"), row.text("label") or row.text("name")))
    settings = next((row.cells for row in _rows(_sheet(book, SETTINGS), SETTINGS)), {})
    return Survey(rows=rows, settings=settings, lists={name: tuple(pairs) for name, pairs in lists.items()})


def _sheet(book: Book, name: str) -> Sheet | None:
    return next((one for one in book.sheets if one.name.strip().lower() == name), None)


def _rows(sheet: Sheet | None, name: str) -> Iterator[SurveyRow]:
    if sheet is None or not sheet.rows:
        return
    places = _columns(sheet.rows[0])
    for number, cells in enumerate(sheet.rows[1:], start=2):
        texts = {
            column: _SPACE.sub(" ", cells[place - 1]).strip()
            for column, place in places.items()
            if place <= len(cells) and cells[place - 1].strip()
        }
        if texts:
            yield SurveyRow(sheet=name, number=number, cells=texts, places=places)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """The place of each column; of several languages the Chinese one, else the first."""
    places: dict[str, int] = {}
    chinese: set[str] = set()
    for place, text in enumerate(headings, start=1):
        name, _mark, language = text.strip().partition("::")
        name = {"list name": "list_name", "read_only": "readonly"}.get(name.strip().lower(), name.strip().lower())
        if not name:
            continue
        is_chinese = bool(_CHINESE.search(language))
        if name not in places or (is_chinese and name not in chinese):
            places[name] = place
        if is_chinese:
            chinese.add(name)
    return places


def _tell_unknown_columns(sheet: Sheet, rows: Sequence[SurveyRow], noting: Noting) -> None:
    for name, place in rows[0].places.items() if rows else ():
        used = sum(1 for row in rows if row.text(name))
        if name not in CARRIED and used:
            at = At(place, name)
            noting.note(
                SURVEY,
                1,
                f"“{name}”列没有转入（{used} 处有内容）",
                "如有需要，请写进检查方法。",
                at=at,
                is_warning=True,
            )
    for place, text in enumerate(sheet.rows[0], start=1):
        name, mark, language = text.strip().partition("::")
        if mark and rows and rows[0].places.get(name.strip().lower()) not in {None, place}:
            at = At(place, text.strip())
            noting.note(
                SURVEY, 1, f"语言“{language}”没有转入", "只转入中文，没有中文时转入第一种。", at=at, is_warning=True
            )


def is_xlsform(book: Book) -> bool:
    """Tell whether a workbook is an XLSForm by its survey sheet."""
    return _sheet(book, SURVEY) is not None
