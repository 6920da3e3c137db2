"""Calculations as data: a small tree of fixed forms over named inputs, worked out exactly, never run as code."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, prod
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from checklists.problems import ProblemCode
from checklists.reading import Table

FORMULA_DEPTH: Final = 6

Value: TypeAlias = Decimal | int | str | date


@dataclass(frozen=True, slots=True)
class Use:
    """One use of an input: as a number, a date, or a word that must be one of these."""

    name: str
    kind: type
    words: frozenset[str] = frozenset()


class DividedByNothingError(ArithmeticError):
    """The part to divide by is zero; `inputs` are the names it is made of."""

    def __init__(self, inputs: tuple[str, ...]) -> None:
        self.inputs = inputs
        super().__init__("、".join(inputs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A named number."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A number that the source names."""

    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """Several numbers made into one: `sum`, `product`, `largest` or `smallest`."""

    form: str
    parts: tuple["Formula", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One number divided by another, times a factor (100 for per cent, 1000 for per thousand)."""

    of: "Formula"
    to: "Formula"
    times: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundedUp:
    """The next whole number."""

    part: "Formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A number by the word that an input holds."""

    by: str
    rows: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A number by the highest step reached; a lower bound belongs to its own step."""

    of: "Formula"
    rows: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysLate:
    """Days from `months` after the start to the end, zero when in time (民法典 201、202: 对应日，无对应日取月末)."""

    start: str
    end: str
    months: int


Formula: TypeAlias = Input | Constant | Combined | Ratio | RoundedUp | Lookup | Steps | DaysLate

_COMBINE: Final[Mapping[str, Callable[[list[Fraction]], Fraction]]] = MappingProxyType(
    {
        "sum": lambda parts: sum(parts, Fraction()),
        "product": lambda parts: prod(parts, start=Fraction(1)),
        "largest": max,
        "smallest": min,
    }
)


def work_out(formula: Formula, values: Mapping[str, Value]) -> Fraction:
    """The exact result; every input named in the formula has a value."""
    match formula:
        case Input() | Constant():
            result = _number(formula, values)
        case Combined():
            result = _COMBINE[formula.form]([work_out(part, values) for part in formula.parts])
        case Ratio():
            result = _divided(formula, values)
        case RoundedUp():
            result = Fraction(ceil(work_out(formula.part, values)))
        case Lookup():
            result = Fraction(formula.rows[str(values[formula.by])])
        case Steps():
            reached = work_out(formula.of, values)
            result = Fraction(next((value for bound, value in reversed(formula.rows) if reached >= bound), Decimal(0)))
        case DaysLate():
            result = Fraction(_days_late(formula, values))
    return result


def uses(formula: Formula) -> tuple[Use, ...]:
    """Every place where a formula uses an input, in order."""
    match formula:
        case Input():
            found: tuple[Use, ...] = (Use(formula.name, Decimal),)
        case Constant():
            found = ()
        case Combined():
            found = tuple(use for part in formula.parts for use in uses(part))
        case Ratio():
            found = (*uses(formula.of), *uses(formula.to))
        case RoundedUp():
            found = uses(formula.part)
        case Lookup():
            found = (Use(formula.by, str, frozenset(formula.rows)),)
        case Steps():
            found = uses(formula.of)
        case DaysLate():
            found = (Use(formula.start, date), Use(formula.end, date))
    return found


def inputs_of(formula: Formula) -> tuple[str, ...]:
    """The inputs a formula names, each once, in order."""
    return tuple(dict.fromkeys(use.name for use in uses(formula)))


def months_after(day: date, months: int) -> date:
    """The day with the same number so many months on, or the last day of that month (民法典 202)."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def read_formula(holder: Table, key: str, *, depth: int = 1) -> Formula | None:
    """The formula under a key: the name of an input, a number as text, or a table of one form."""
    value = holder.values.get(key)
    if isinstance(value, str):
        return _leaf(holder, value)
    if not isinstance(value, dict) or depth > FORMULA_DEPTH:
        holder.report(ProblemCode.BAD_FORMULA, key)
        return None
    table = Table(holder.reading, holder.place, value)
    form = next((form for form in _FORMS if form in value), "")
    if not form or set(value) != _FORMS[form][0]:
        table.report(ProblemCode.BAD_FORMULA, "、".join(value) or key)
        return None
    return _FORMS[form][1](table, depth)


def _number(formula: Input | Constant, values: Mapping[str, Value]) -> Fraction:
    if isinstance(formula, Constant):
        return Fraction(formula.value)
    value = values[formula.name]
    if isinstance(value, str | date):
        raise TypeError(f"“{formula.name}”不是数")
    return Fraction(value)


def _divided(formula: Ratio, values: Mapping[str, Value]) -> Fraction:
    below = work_out(formula.to, values)
    if below == 0:
        raise DividedByNothingError(inputs_of(formula.to))
    return work_out(formula.of, values) / below * Fraction(formula.times)


def _days_late(formula: DaysLate, values: Mapping[str, Value]) -> int:
    start, end = values[formula.start], values[formula.end]
    if not isinstance(start, date) or not isinstance(end, date):
        raise TypeError(f"“{formula.start}”“{formula.end}”应为日期")
    return max(0, (end - months_after(start, formula.months)).days)


def _leaf(holder: Table, text: str) -> Formula:
    if text[:1].isdigit():
        number = Table(holder.reading, holder.place, {"number": text}).decimal("number")
        return Constant(value=number or Decimal(0))
    return Input(name=text)


def _combined(form: str) -> Callable[[Table, int], Formula | None]:
    def read(table: Table, depth: int) -> Formula | None:
        rows = table.values[form]
        if not isinstance(rows, list) or not 2 <= len(rows) <= 20:
            table.report(ProblemCode.BAD_FORMULA, form)
            return None
        parts = [read_formula(_holding(table, "part", row), "part", depth=depth + 1) for row in rows]
        good = tuple(part for part in parts if part is not None)
        return Combined(form=form, parts=good) if len(good) == len(parts) else None

    return read


def _ratio(table: Table, depth: int) -> Formula | None:
    of, to = (read_formula(table, key, depth=depth + 1) for key in ("of", "to"))
    times = table.decimal("times")
    return None if of is None or to is None or times is None else Ratio(of=of, to=to, times=times)


def _rounded_up(table: Table, depth: int) -> Formula | None:
    part = read_formula(table, "rounded_up", depth=depth + 1)
    return None if part is None else RoundedUp(part=part)


def _lookup(table: Table, _depth: int) -> Formula | None:
    rows = table.table("rows")
    if rows is None:
        return None
    read = {word: number for word in rows.values if (number := rows.decimal(word)) is not None}
    return Lookup(by=table.text("lookup"), rows=MappingProxyType(read)) if read else None


def _steps(table: Table, depth: int) -> Formula | None:
    of = read_formula(table, "steps", depth=depth + 1)
    rows = []
    for row in table.tables("rows"):
        row.allow(("from", "is"))
        bound, value = row.decimal("from"), row.decimal("is")
        if bound is not None and value is not None:
            rows.append((bound, value))
    if of is None or not rows or sorted({bound for bound, _ in rows}) != [bound for bound, _ in rows]:
        table.report(ProblemCode.BAD_FORMULA, "rows")
        return None
    return Steps(of=of, rows=tuple(rows))


def _read_days_late(table: Table, _depth: int) -> Formula | None:
    months = table.whole("months", low=1, high=120)
    return None if months is None else DaysLate(start=table.text("start"), end=table.text("end"), months=months)


def _holding(table: Table, key: str, value: Any) -> Table:
    return Table(table.reading, table.place, {key: value})


_FORMS: Final[Mapping[str, tuple[frozenset[str], Callable[[Table, int], Formula | None]]]] = MappingProxyType(
    {
        **{form: (frozenset({form}), _combined(form)) for form in _COMBINE},
        "rounded_up": (frozenset({"rounded_up"}), _rounded_up),
        "lookup": (frozenset({"lookup", "rows"}), _lookup),
        "steps": (frozenset({"steps", "rows"}), _steps),
        "months": (frozenset({"start", "end", "months"}), _read_days_late),
        "of": (frozenset({"of", "to", "times"}), _ratio),
    }
)
