"""Indicators: what is computed from facts and named inputs, held to a threshold, and said in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, unique
from fractions import Fraction
from functools import cache
from math import ceil, floor
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checklists import loader
from checklists.applicability import evaluate, facts_asked
from checklists.facts import FACTS, FactType
from checklists.formulas import DividedByNothingError, Formula, Use, Value, read_formula, uses, work_out
from checklists.model import Clause, Condition, FactValue, Nature
from checklists.problems import ProblemCode
from checklists.reading import Table, open_toml

MOST_PLACES: Final = 4

_DIRECTORY: Final = Path(__file__).parent / "indicators"
_KEYS: Final = (
    "id", "name", "scope", "whom", "areas", "nature", "region", "unit",
    "inputs", "parts_of", "formula", "at_least", "at_most",
    "rounding", "places", "sources", "applies", "applies_reason", "due", "note",
)  # fmt: skip
_INPUT_KEYS: Final = ("name", "label", "unit", "type", "choices")


@unique
class Scope(StrEnum):
    """Whose number it is."""

    INSTITUTION = "institution"
    COMMUNITY = "community"
    COUNTY = "county"


@unique
class AreaLevel(StrEnum):
    """What kind of area a number of an area belongs to."""

    COUNTY = "county"
    COMMUNITY = "community"
    VILLAGE = "village"
    ESTATE = "estate"


_AREAS: Final = MappingProxyType({Scope.INSTITUTION: (), Scope.COUNTY: (AreaLevel.COUNTY,)})


@unique
class InputType(StrEnum):
    """What kind of value a named input holds."""

    COUNT = "count"
    DECIMAL = "decimal"
    CHOICE = "choice"
    DATE = "date"


@unique
class Rounding(StrEnum):
    """How the value shown is rounded; the comparison always uses the exact value."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


@unique
class State(StrEnum):
    """What can be said: a target is met or not, a rule kept or broken, or why there is nothing to compare."""

    MET = "met"
    GAP = "gap"
    KEPT = "kept"
    BROKEN = "broken"
    VALUE = "value"
    MISSING = "missing"
    UNDEFINED = "undefined"
    DOUBTFUL = "doubtful"
    EXEMPT = "exempt"


WORDS: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.MET: "达标",
        State.GAP: "差距",
        State.KEPT: "符合",
        State.BROKEN: "不符合",
        State.VALUE: "结果",
        State.MISSING: "缺少",
        State.UNDEFINED: "无法计算",
        State.DOUBTFUL: "请核对",
        State.EXEMPT: "不适用",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedInput:
    """A value that is asked for: a fact of the institution, or a named number, word or date."""

    name: str
    label: str
    unit: str
    type: InputType
    choices: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Tell whether it is taken from the facts of the institution."""
        return self.name in FACTS

    def accepts(self, value: object) -> bool:
        """Tell whether a value is one of this input; a number is never negative, a truth value never a number."""
        match self.type:
            case InputType.COUNT:
                return isinstance(value, int) and not isinstance(value, bool) and value >= 0
            case InputType.DECIMAL:
                whole = isinstance(value, int) and not isinstance(value, bool)
                return (whole or (isinstance(value, Decimal) and value.is_finite())) and value >= 0  # type: ignore[operator]
            case InputType.CHOICE:
                return isinstance(value, str) and value in self.choices
            case InputType.DATE:
                return isinstance(value, date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One computed demand: its inputs, formula, bound, source and whether it is law or the target of a plan."""

    id: str
    name: str
    scope: Scope
    whom: str
    areas: tuple[AreaLevel, ...]
    """The kinds of areas it is asked of; none for a number of an institution."""
    nature: Nature
    region: str
    unit: str
    inputs: tuple[NamedInput, ...]
    parts_of: tuple[tuple[str, str], ...]
    formula: Formula
    at_least: Formula | None
    at_most: Formula | None
    rounding: Rounding
    places: int
    sources: tuple[Clause, ...]
    applies: Condition | None
    applies_reason: str
    due: date | None
    note: str

    @property
    def is_verified(self) -> bool:
        """Tell whether the wording of at least one source was seen; else the indicator shows 待核."""
        return any(source.is_verified for source in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an indicator comes to; `value` is rounded as stated, `gap` is what is missing to the bound."""

    indicator: str
    state: State
    text: str
    value: Decimal | None = None
    bound: Decimal | None = None
    gap: Decimal | None = None
    missing: tuple[str, ...] = ()


def compute(indicator: Indicator, values: Mapping[str, Value], facts: Mapping[str, FactValue]) -> Result:
    """Work out an indicator; a missing input is named and never taken for zero."""
    if indicator.applies is not None:
        verdict = evaluate(indicator.applies, facts)
        if verdict is None:
            return _missing(
                indicator, [FACTS[name].name for name in facts_asked(indicator.applies) if name not in facts]
            )
        if not verdict:
            return _said(indicator, State.EXEMPT, indicator.applies_reason)
    given = _given(indicator, values, facts)
    absent = [one.label for one in indicator.inputs if one.name not in given]
    if absent:
        return _missing(indicator, absent)
    doubts = _doubts(indicator, given)
    if doubts:
        return _said(indicator, State.DOUBTFUL, "；".join(doubts))
    try:
        return _compared(indicator, given)
    except DividedByNothingError as error:
        labels = "、".join(_labels(indicator)[name] for name in error.inputs)
        return _said(indicator, State.UNDEFINED, f"{labels}为 0")


@cache
def indicators() -> Mapping[str, Indicator]:
    """The bundled indicators, by id."""
    found: dict[str, Indicator] = {}
    for path in sorted(_DIRECTORY.glob("*.toml")):
        found.update(load_indicators(path.read_bytes(), name=path.name))
    return MappingProxyType(found)


def load_indicators(data: bytes, *, name: str) -> Mapping[str, Indicator]:
    """Read a file of indicators; ChecklistError carries every problem in it."""
    reading, root = open_toml(data, name=name)
    root.allow(("indicator",))
    found: dict[str, Indicator] = {}
    for table in root.tables("indicator"):
        indicator = _indicator(table)
        if indicator is None:
            continue
        if indicator.id in found:
            table.report(ProblemCode.DUPLICATE_ID, indicator.id)
        found[indicator.id] = indicator
    reading.finish()
    return MappingProxyType(found)


def rounded(value: Fraction, rounding: Rounding, places: int) -> Decimal:
    """An exact value as a decimal of so many places."""
    scaled = value * 10**places
    match rounding:
        case Rounding.UP:
            whole = ceil(scaled)
        case Rounding.DOWN:
            whole = floor(scaled)
        case Rounding.HALF_UP:
            whole = floor(scaled + Fraction(1, 2))
    return Decimal(whole).scaleb(-places)


def _given(indicator: Indicator, values: Mapping[str, Value], facts: Mapping[str, FactValue]) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for one in indicator.inputs:
        source: Mapping[str, Value] = facts if one.is_fact else values
        if one.name in source:
            given[one.name] = source[one.name]
    return given


def _doubts(indicator: Indicator, given: Mapping[str, Value]) -> list[str]:
    wrong = [
        f"{one.label}“{given[one.name]}”不是可用的值" for one in indicator.inputs if not one.accepts(given[one.name])
    ]
    if wrong:
        return wrong
    labels = _labels(indicator)
    numbers = {name: value for name, value in given.items() if isinstance(value, int | Decimal)}
    return [
        f"{labels[part]}大于{labels[whole]}" for part, whole in indicator.parts_of if numbers[part] > numbers[whole]
    ]


def _compared(indicator: Indicator, given: Mapping[str, Value]) -> Result:
    exact = work_out(indicator.formula, given)
    value = rounded(exact, indicator.rounding, indicator.places)
    shown = f"{indicator.name} {_with_unit(value, indicator.unit)}"
    formula, word = (indicator.at_least, "不低于") if indicator.at_least else (indicator.at_most, "不高于")
    if formula is None:
        return Result(indicator=indicator.id, state=State.VALUE, value=value, text=f"{WORDS[State.VALUE]}：{shown}")
    bound = work_out(formula, given)
    short = bound - exact if indicator.at_least else exact - bound
    target = indicator.nature is Nature.POLICY_TARGET
    met, missed = (State.MET, State.GAP) if target else (State.KEPT, State.BROKEN)
    state = missed if short > 0 else met
    limit = rounded(bound, Rounding.UP if indicator.at_least else Rounding.DOWN, indicator.places)
    wanted = f"{'目标' if target else '要求'}{word} {_with_unit(limit, indicator.unit)}"
    gap = rounded(short, Rounding.UP, indicator.places) if short > 0 else None
    tail = f"，相差 {_with_unit(gap, indicator.unit)}" if gap is not None else ""
    text = f"{WORDS[state]}：{shown}（{wanted}）{tail}"
    return Result(indicator=indicator.id, state=state, value=value, bound=limit, gap=gap, text=text)


def _missing(indicator: Indicator, labels: list[str]) -> Result:
    text = f"{WORDS[State.MISSING]}：{'、'.join(labels)}"
    return Result(indicator=indicator.id, state=State.MISSING, text=text, missing=tuple(labels))


def _said(indicator: Indicator, state: State, text: str) -> Result:
    return Result(indicator=indicator.id, state=state, text=f"{WORDS[state]}：{text}")


def _labels(indicator: Indicator) -> dict[str, str]:
    return {one.name: one.label for one in indicator.inputs}


def _with_unit(value: Decimal, unit: str) -> str:
    return f"{value:f} {unit}".rstrip()


def _indicator(table: Table) -> Indicator | None:
    indicator_id = table.text("id")
    table = table.at(indicator_id or table.place)
    table.allow(_KEYS)
    formula = read_formula(table, "formula")
    bounds = {key: read_formula(table, key) for key in ("at_least", "at_most") if table.has(key)}
    if len(bounds) > 1:
        table.report(ProblemCode.BAD_FORMULA, "at_least、at_most")
    loader.check_pair(table, "applies", "applies_reason")
    if formula is None or None in bounds.values():
        return None
    scope = table.chosen("scope", Scope)
    indicator = Indicator(
        id=indicator_id,
        name=table.text("name"),
        scope=scope,
        whom=table.text("whom"),
        areas=table.all_chosen("areas", AreaLevel) if scope is Scope.COMMUNITY else _AREAS[scope],
        nature=table.chosen("nature", Nature),
        region=table.text("region", required=False),
        unit=table.text("unit", may_be_empty=True),
        inputs=tuple(_input(one) for one in table.tables("inputs")),
        parts_of=_parts_of(table),
        formula=formula,
        at_least=bounds.get("at_least"),
        at_most=bounds.get("at_most"),
        rounding=table.chosen("rounding", Rounding),
        places=table.whole("places", low=0, high=MOST_PLACES) or 0,
        sources=tuple(loader.read_clause(one) for one in table.tables("sources")),
        applies=loader.read_applies(table),
        applies_reason=table.text("applies_reason", required=False),
        due=table.day("due") if table.has("due") else None,
        note=table.text("note", required=False),
    )
    _check_inputs(table, indicator)
    return indicator


_TYPES_OF_FACTS: Final = MappingProxyType({FactType.COUNT: InputType.COUNT, FactType.DECIMAL: InputType.DECIMAL})


def _input(table: Table) -> NamedInput:
    if table.has("fact"):
        return _fact_input(table)
    table.allow(_INPUT_KEYS)
    kind = table.chosen("type", InputType)
    return NamedInput(
        name=table.text("name"),
        label=table.text("label"),
        unit=table.text("unit", required=False, may_be_empty=True),
        type=kind,
        choices=table.texts("choices", required=kind is InputType.CHOICE),
    )


def _fact_input(table: Table) -> NamedInput:
    table.allow(("fact",))
    fact = FACTS.get(table.text("fact"))
    if fact is None or fact.type not in _TYPES_OF_FACTS:
        table.report(ProblemCode.UNKNOWN_FACT, table.text("fact"))
        return NamedInput(name="", label="", unit="", type=InputType.COUNT)
    return NamedInput(name=fact.id, label=fact.name, unit=fact.unit, type=_TYPES_OF_FACTS[fact.type])


def _parts_of(table: Table) -> tuple[tuple[str, str], ...]:
    pairs = []
    for one in table.tables("parts_of", required=False):
        one.allow(("part", "whole"))
        pairs.append((one.text("part"), one.text("whole")))
    return tuple(pairs)


def _check_inputs(table: Table, indicator: Indicator) -> None:
    formulas = [one for one in (indicator.formula, indicator.at_least, indicator.at_most) if one is not None]
    used = [use for formula in formulas for use in uses(formula)]
    named = {one.name: one for one in indicator.inputs}
    for name in sorted(
        ({use.name for use in used} | {name for pair in indicator.parts_of for name in pair}) - set(named)
    ):
        table.report(ProblemCode.UNKNOWN_INPUT, name)
    for name in sorted(set(named) - {use.name for use in used}):
        table.report(ProblemCode.UNUSED_INPUT, name)
    for use in used:
        if use.name in named and not _fits(named[use.name], use):
            table.report(ProblemCode.BAD_FORMULA, use.name)


def _fits(one: NamedInput, use: Use) -> bool:
    if use.kind is str:
        return one.type is InputType.CHOICE and use.words == set(one.choices)
    if use.kind is date:
        return one.type is InputType.DATE
    return one.type in {InputType.COUNT, InputType.DECIMAL}
