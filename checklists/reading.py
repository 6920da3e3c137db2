"""Read a TOML file by typed keys; every fault is noted and reading goes on to the end."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

import tomli

from checklists.problems import ChecklistError, Problem, ProblemCode

FILE_LIMIT: Final = 2 * 1024 * 1024
TEXT_LIMIT: Final = 600
LIST_LIMIT: Final = 2000
DOT_LIMIT: Final = 40

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
NO_DATE: Final = date.min

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class Reading:
    """The problems found so far in one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: ProblemCode, place: str, detail: object = "") -> None:
        """Note one fault and go on."""
        self.problems.append(Problem(code, self.file, place, shown(detail)))

    def finish(self) -> None:
        """Raise everything that was noted, if anything was."""
        if self.problems:
            raise ChecklistError(self.problems)


def open_toml(data: bytes, *, name: str) -> tuple[Reading, "Table"]:
    """Parse the bytes of a file; ChecklistError when there is no table to read."""
    reading = Reading(shown(name))
    if len(data) > FILE_LIMIT:
        reading.report(ProblemCode.TOO_LARGE, "", f"{FILE_LIMIT // 1024 // 1024} MB")
        reading.finish()
    values: dict[str, Any] = {}
    try:
        text = data.decode("utf-8-sig")
        _refuse_endless_keys(reading, text)
        values = tomli.loads(text)
    except UnicodeDecodeError:
        reading.report(ProblemCode.NOT_UTF8, "")
    except RecursionError:
        reading.report(ProblemCode.NOT_TOML, "", "括号嵌套过深")
    except ValueError as error:
        reading.report(ProblemCode.NOT_TOML, "", _place_of(error))
    reading.finish()
    return reading, Table(reading, "", values)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file at its place; a faulty value reads as an empty one."""

    reading: Reading
    place: str
    values: Mapping[str, Any]

    def at(self, place: str) -> "Table":
        """The same table under a better name for its place."""
        return Table(self.reading, place, self.values)

    def has(self, key: str) -> bool:
        """Tell whether the key is written."""
        return key in self.values

    def report(self, code: ProblemCode, detail: object = "") -> None:
        """Note a fault at this place."""
        self.reading.report(code, self.place, detail)

    def allow(self, keys: Iterable[str]) -> None:
        """Note every key that is not one of these."""
        for key in sorted(set(self.values) - set(keys)):
            self.report(ProblemCode.UNKNOWN_KEY, key)

    def text(self, key: str, *, required: bool = True, may_be_empty: bool = False) -> str:
        """A line of text."""
        if not self._is_there(key, required=required):
            return ""
        return self._line(key, self.values[key], may_be_empty=may_be_empty)

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of different lines of text."""
        lines = tuple(self._line(key, value) for value in self._list(key, required=required))
        for line in dict.fromkeys(line for line in lines if lines.count(line) > 1):
            self.report(ProblemCode.REPEATED_VALUE, line)
        return lines

    def chosen(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """One of the words of an enumeration."""
        fallback = default or next(iter(choices))
        if not self._is_there(key, required=default is None):
            return fallback
        return self._choice(self._line(key, self.values[key]), choices) or fallback

    def all_chosen(self, key: str, choices: type[Choice]) -> tuple[Choice, ...]:
        """A list of different words of an enumeration."""
        return tuple(word for text in self.texts(key) if (word := self._choice(text, choices)) is not None)

    def whole(self, key: str, *, low: int, high: int) -> int | None:
        """A whole number within bounds, or nothing."""
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, int) or isinstance(value, bool):
            self.report(ProblemCode.WRONG_TYPE, key)
        elif not low <= value <= high:
            self.report(ProblemCode.BAD_NUMBER, key)
        else:
            return value
        return None

    def decimal(self, key: str) -> Decimal | None:
        """A decimal number written as text, or nothing."""
        text = self.text(key, required=False)
        if not text:
            return None
        if not _DECIMAL.fullmatch(text):
            self.report(ProblemCode.BAD_NUMBER, key)
            return None
        return Decimal(text)

    def flag(self, key: str) -> bool:
        """True when the key is written as true."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.report(ProblemCode.WRONG_TYPE, key)
            return False
        return value

    def day(self, key: str, *, may_be_empty: bool = False) -> date | None:
        """A calendar date written as text; an empty text is an open end where allowed."""
        text = self.text(key, may_be_empty=may_be_empty)
        if not text:
            return None
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.report(ProblemCode.BAD_DATE, text)
        return None

    def period(self) -> tuple[date, date | None]:
        """The days `in_force_from` and `in_force_to`."""
        first, last = self.day("in_force_from"), self.day("in_force_to", may_be_empty=True)
        if first and last and last < first:
            self.report(ProblemCode.DATES_REVERSED, f"{first} > {last}")
        return first or NO_DATE, last

    def table(self, key: str, *, required: bool = True) -> "Table | None":
        """A table inside this one."""
        if not self._is_there(key, required=required):
            return None
        value = self.values[key]
        if not isinstance(value, dict):
            self.report(ProblemCode.WRONG_TYPE, key)
            return None
        return Table(self.reading, self.place or key, value)

    def tables(self, key: str, *, required: bool = True) -> list["Table"]:
        """The tables of a list, each placed by its position."""
        found = []
        for number, value in enumerate(self._list(key, required=required), start=1):
            place = f"{self.place} {key}[{number}]".lstrip()
            if isinstance(value, dict):
                found.append(Table(self.reading, place, value))
            else:
                self.reading.report(ProblemCode.WRONG_TYPE, place, key)
        return found

    def _is_there(self, key: str, *, required: bool) -> bool:
        if key not in self.values and required:
            self.report(ProblemCode.MISSING_KEY, key)
        return key in self.values

    def _list(self, key: str, *, required: bool) -> list[Any]:
        if not self._is_there(key, required=required):
            return []
        value = self.values[key]
        if not isinstance(value, list):
            self.report(ProblemCode.WRONG_TYPE, key)
        elif not value:
            self.report(ProblemCode.EMPTY_LIST, key)
        elif len(value) > LIST_LIMIT:
            self.report(ProblemCode.TOO_MANY, key)
        else:
            return value
        return []

    def _line(self, key: str, value: object, *, may_be_empty: bool = False) -> str:
        if not isinstance(value, str):
            self.report(ProblemCode.WRONG_TYPE, key)
        elif not value.isprintable() and any(unicodedata.category(character) in _UNSEEN for character in value):
            self.report(ProblemCode.CONTROL_CHARACTER, key)
        elif not value.strip() and not may_be_empty:
            self.report(ProblemCode.EMPTY_TEXT, key)
        elif len(value) > TEXT_LIMIT:
            self.report(ProblemCode.TEXT_TOO_LONG, key)
        else:
            return value.strip()
        return ""

    def _choice(self, text: str, choices: type[Choice]) -> Choice | None:
        try:
            return choices(text)
        except ValueError:
            if text:
                self.report(ProblemCode.UNKNOWN_CHOICE, f"“{shown(text)}”（{'、'.join(choices)}）")
            return None


def shown(value: object) -> str:
    """A value made fit for one line of a message."""
    text = value if isinstance(value, str) else str(value)
    plain = "".join("�" if unicodedata.category(character) in _UNSEEN else character for character in text[:400])
    return plain if len(text) <= 400 else plain + "…"


def _refuse_endless_keys(reading: Reading, text: str) -> None:
    """Refuse keys of a great many parts: the parser's time grows with the square of their number."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.count(".") > DOT_LIMIT and any(part.count(".") > DOT_LIMIT for part in line.split("=")):
            reading.report(ProblemCode.NOT_TOML, "", f"第 {number} 行的键名层级过多")
            reading.finish()


def _place_of(error: ValueError) -> str:
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    if found:
        return f"第 {found[1]} 行第 {found[2]} 列附近"
    return "文件提前结束" if "end of document" in str(error) else "含有无法识别的数或日期"
