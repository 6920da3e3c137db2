"""One cell of a workbook read as its column means it; a fault says what is wrong and what to do."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from checklists.condition_text import ConditionError, parse_condition
from checklists.reading import TEXT_LIMIT
from checklists.writing import condition_values
from inspections.authoring.columns import LIST_MARK, NO, YES, Column, Kind

MOST_DAYS: Final = 365

_MARKS: Final = re.compile(r"[、,，;；/\s]+")
_DATE: Final = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_WHOLE: Final = re.compile(r"[0-9]{1,4}")
_FLAGS: Final = MappingProxyType({YES: True, "√": True, "有": True, NO: False, "×": False, "无": False})
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


class CellError(ValueError):
    """A cell that cannot be read: what is wrong and what to do."""

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.message, self.what_to_do = message, what_to_do


def read_cell(column: Column, text: str) -> Any:
    """The value of a checklist file that a filled cell stands for; CellError when it stands for none."""
    if any(unicodedata.category(character) in _UNSEEN for character in text):
        raise CellError("含有换行、制表或不可见字符", "请删去换行和不可见字符，写成一行。")
    if len(text) > TEXT_LIMIT:
        raise CellError(f"有 {len(text)} 字，太长", f"请缩短到 {TEXT_LIMIT} 字以内。")
    return _READERS[column.kind](column, text)


def _text(_column: Column, text: str) -> str:
    return text


def _choice(column: Column, text: str) -> str:
    for word, shown in column.words.items():
        if text in {word, shown}:
            return word
    raise CellError(f"“{_shown(text)}”不在可选范围内", f"请从下拉列表选：{LIST_MARK.join(column.words.values())}。")


def _choices(column: Column, text: str) -> list[str]:
    words = [_choice(column, part) for part in _MARKS.split(text) if part]
    if not words:
        raise CellError("没有内容", f"请填写：{LIST_MARK.join(column.words.values())}，可写几个，用顿号隔开。")
    for word in words:
        if words.count(word) > 1:
            raise CellError(f"“{column.words[word]}”重复列出", "请删去重复的一项。")
    return words


def _day(_column: Column, text: str) -> str:
    found = _DATE.fullmatch(_narrow(text))
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        pass
    raise CellError(f"“{_shown(text)}”不是有效日期", "请写成 2026-02-04 这样。")


def _whole(_column: Column, text: str) -> int:
    digits = _narrow(text).removesuffix("天").strip()
    if not _WHOLE.fullmatch(digits) or not 1 <= int(digits) <= MOST_DAYS:
        raise CellError(f"“{_shown(text)}”不是 1 到 {MOST_DAYS} 的整数", "请只写天数，如 15。")
    return int(digits)


def _decimal(_column: Column, text: str) -> str:
    digits = _narrow(text)
    if not _DECIMAL.fullmatch(digits):
        raise CellError(f"“{_shown(text)}”不是数字", "请只写数字，单位写在“单位”列。")
    return digits


def _flag(_column: Column, text: str) -> bool:
    if text not in _FLAGS:
        raise CellError(f"“{_shown(text)}”不是“是”或“否”", "请从下拉列表选“是”或“否”，留空为否。")
    return _FLAGS[text]


def _condition(_column: Column, text: str) -> dict[str, Any]:
    try:
        return condition_values(parse_condition(text))
    except ConditionError as error:
        raise CellError(error.message, error.what_to_do) from error


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


_READERS: Final[Mapping[Kind, Callable[[Column, str], Any]]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.CHOICE: _choice,
        Kind.CHOICES: _choices,
        Kind.DATE: _day,
        Kind.WHOLE: _whole,
        Kind.DECIMAL: _decimal,
        Kind.FLAG: _flag,
        Kind.CONDITION: _condition,
        Kind.DOCUMENT: _text,
        Kind.CRITERION: _text,
    }
)
