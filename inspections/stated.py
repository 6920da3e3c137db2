"""What is stated of an institution or an area: a value with the day it holds as of, and its source."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from checklists.formulas import Value
from checklists.indicators import InputType, NamedInput, Scope, indicators
from inspections.record import Record
from inspections.refusal import BadValueError, MissingError

_COUNT: Final = re.compile(r"[0-9]{1,12}")
_DECIMAL: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
_WANTED: Final[Mapping[InputType, str]] = MappingProxyType(
    {InputType.COUNT: "不带小数的数字", InputType.DECIMAL: "数字（最多四位小数）", InputType.DATE: "日期（年-月-日）"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One value as the journal keeps it: numbers with decimals and dates as text."""

    value: object
    on: str
    source: str


@cache
def named_inputs(scope: Scope) -> Mapping[str, NamedInput]:
    """Return what the indicators of a scope ask for beside facts, by name, in their order."""
    asked = (one for indicator in indicators().values() if indicator.scope is scope for one in indicator.inputs)
    return MappingProxyType({one.name: one for one in asked if not one.is_fact})


def area_inputs() -> Mapping[str, NamedInput]:
    """Return what the indicators of areas ask for."""
    return {**named_inputs(Scope.COUNTY), **named_inputs(Scope.COMMUNITY)}


def stated(record: Record, prefix: str) -> dict[str, Stated]:
    """Return what a record's fields of one prefix state; what was taken back is not there."""
    start = f"{prefix}."
    return {
        name.removeprefix(start): Stated(value=held["value"], on=held["on"], source=held["source"])
        for name, held in record.fields.values().items()
        if name.startswith(start) and held is not None and held["value"] is not None
    }


def input_values(held: Mapping[str, Stated], named: Mapping[str, NamedInput]) -> dict[str, Value]:
    """Return the stated inputs as values to compute with; one that cannot be read counts as not stated."""
    read = {name: read_input(named[name], one.value) for name, one in held.items() if name in named}
    return {name: value for name, value in read.items() if value is not None}


def read_input(one: NamedInput, value: object) -> Value | None:
    """Return a value, typed or as text, in the form the formulas take; None where it is none of this input."""
    typed = _from_text(one, value) if isinstance(value, str) else value
    return typed if one.accepts(typed) else None  # type: ignore[return-value]


def stating(prefix: str, values: Mapping[str, object], *, on: date, source: str) -> dict[str, object]:
    """Return fields that state values as of a day; None takes a value back."""
    if not source.strip():
        raise MissingError("没有写明数据的来源。", "例如：统计月报、机构填报、现场核对。")
    return {f"{prefix}.{name}": {"value": value, "on": on, "source": source.strip()} for name, value in values.items()}


def require_inputs(named: Mapping[str, NamedInput], values: Mapping[str, object]) -> dict[str, Value | None]:
    """Return values that can stand, by name; every other one is refused by its label."""
    unknown = [name for name in values if name not in named]
    if unknown:
        raise BadValueError(f"没有这项指标数据：{'、'.join(unknown)}。", "用 list indicators 查看各指标所需的数据。")
    read = {name: None if value is None else read_input(named[name], value) for name, value in values.items()}
    wrong = [
        f"{named[name].label}“{values[name]}”（请填{wanted_words(named[name])}）"
        for name, value in read.items()
        if value is None and values[name] is not None
    ]
    if wrong:
        raise BadValueError(f"指标数据无法识别：{'、'.join(wrong)}。")
    return read


def wanted_words(one: NamedInput) -> str:
    """Say what a value of an input looks like."""
    return _WANTED.get(one.type) or "、".join(one.choices)


def shown_input(one: NamedInput, value: object) -> str:
    """Return a value as the window shows it, with its unit."""
    return f"{value} {one.unit}".rstrip()


def _from_text(one: NamedInput, text: str) -> Value | None:
    written = unicodedata.normalize("NFKC", text).strip()
    match one.type:
        case InputType.COUNT:
            return int(written) if _COUNT.fullmatch(written) else None
        case InputType.DECIMAL:
            return Decimal(written) if _DECIMAL.fullmatch(written) else None
        case InputType.DATE:
            return _day(written)
        case InputType.CHOICE:
            return written


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
