"""A workbook as its visible sheets of texts, and what can be said about one cell of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from checklists.model import Checklist
from inspections.authoring.columns import FORMS

SHOWN_PROBLEMS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: rows of cells as a person would write them; blank cells are empty texts."""

    name: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNote:
    """A cell whose value stands in the sheet in another way than as text."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook that was read."""

    sheets: tuple[Sheet, ...]
    formulas: tuple[CellNote, ...] = ()
    errors: tuple[CellNote, ...] = ()
    has_macros: bool = False

    def sheet(self, name: str) -> Sheet | None:
        """The sheet with this name."""
        return next((one for one in self.sheets if one.name.strip() == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetProblem:
    """What is wrong at one cell and what to do; a warning does not stop the import."""

    sheet: str
    row: int
    column: int
    """Counted from 1; 0 when the whole row or sheet is meant."""
    heading: str
    message: str
    what_to_do: str
    is_warning: bool = False

    @property
    def cell(self) -> str:
        """The cell as sheets name it: B7."""
        return f"{letters(self.column)}{self.row}" if self.column and self.row else ""

    @property
    def place(self) -> str:
        """Sheet, row, column and heading in words."""
        row = f"第 {self.row} 行" if self.row else ""
        column = f" {letters(self.column)} 列" if self.column else ""
        heading = f"“{self.heading}”" if self.heading else ""
        return f"工作表“{self.sheet}”{row}{column}{heading}" if self.sheet else "工作簿"

    def as_data(self) -> dict[str, Any]:
        """The problem as JSON."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": letters(self.column),
            "heading": self.heading,
            "message": self.message,
            "what_to_do": self.what_to_do,
            "is_warning": self.is_warning,
        }

    def __str__(self) -> str:
        return f"{self.place}：{self.message}。{self.what_to_do}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """What came of a workbook: a checklist when nothing is wrong, and everything that is to be said about it."""

    checklist: Checklist | None
    problems: tuple[SheetProblem, ...]

    @property
    def errors(self) -> tuple[SheetProblem, ...]:
        """What stops the import."""
        return tuple(one for one in self.problems if not one.is_warning)

    @property
    def warnings(self) -> tuple[SheetProblem, ...]:
        """What is told and stops nothing."""
        return tuple(one for one in self.problems if one.is_warning)


def letters(column: int) -> str:
    """The letters of a column counted from 1: A, B … Z, AA; empty for 0."""
    if column <= 0:
        return ""
    return letters((column - 1) // 26) + chr(ord("A") + (column - 1) % 26)


def ordered(problems: Sequence[SheetProblem]) -> tuple[SheetProblem, ...]:
    """Errors before warnings, each in the order of the workbook; a great many are cut and counted."""
    found = sorted(dict.fromkeys(problems), key=lambda one: (one.is_warning, _sheet_number(one), one.row, one.column))
    if len(found) <= SHOWN_PROBLEMS:
        return tuple(found)
    rest = SheetProblem(
        sheet="",
        row=0,
        column=0,
        heading="",
        message=f"另有 {len(found) - SHOWN_PROBLEMS} 处问题没有列出",
        what_to_do="请先改正已列出的问题，再导入一次。",
        is_warning=all(one.is_warning for one in found),
    )
    return (*found[:SHOWN_PROBLEMS], rest)


def _sheet_number(problem: SheetProblem) -> int:
    names = [form.name for form in FORMS]
    return names.index(problem.sheet) if problem.sheet in names else len(names)
