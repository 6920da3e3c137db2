"""Indicators as they now stand: for one institution or one area, each with its inputs, source and what is missing.

Reading only. A 政策目标 shows 达标 or 差距; nothing here ever makes a response, a finding or an order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checklists.facts import FACTS
from checklists.formula_words import bound_words, formula_words, rounding_words
from checklists.formulas import Value
from checklists.indicators import (
    Indicator,
    NamedInput,
    Result,
    Scope,
    State,
    compute,
    indicators,
)
from checklists.model import FactValue, Nature
from inspections.area import Area
from inspections.institution import Institution
from inspections.proposals import clause_text
from inspections.stated import Stated, read_input, shown_input
from inspections.terms import NATURE, RATING, SCOPE

RATING_INPUT: Final = "rating_level"
REGISTER: Final = "机构基本信息"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputLine:
    """One input of an indicator: its value in words (empty where missing), and where it comes from."""

    name: str
    label: str
    value: str
    on: str = ""
    source: str = ""
    is_fact: bool = False

    @property
    def is_missing(self) -> bool:
        """Tell whether nothing was stated."""
        return not self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One indicator of one institution or area."""

    indicator: Indicator
    result: Result
    inputs: tuple[InputLine, ...]

    @property
    def source(self) -> str:
        """Return the documents it rests on, with what is not verified marked."""
        return "；".join(
            f"{clause_text({'document': one.document, 'article': one.article})}{'' if one.is_verified else '（待核）'}"
            for one in self.indicator.sources
        )

    @property
    def is_target(self) -> bool:
        """Tell whether it is the target of a plan, which never makes a finding."""
        return self.indicator.nature is Nature.POLICY_TARGET

    def as_data(self) -> dict[str, object]:
        """Return everything that is stated about it as plain data."""
        one, result = self.indicator, self.result
        return {
            "id": one.id,
            "name": one.name,
            "scope": SCOPE[one.scope],
            "whom": one.whom,
            "nature": one.nature.value,
            "nature_text": NATURE[one.nature],
            "region": one.region,
            "formula": formula_words(one),
            "threshold": bound_words(one),
            "rounding": rounding_words(one),
            "unit": one.unit,
            "source": self.source,
            "note": _notes(one),
            "due": one.due.isoformat() if one.due else "",
            "state": result.state.value,
            "text": result.text,
            "value": _plain(result.value),
            "bound": _plain(result.bound),
            "gap": _plain(result.gap),
            "missing": list(result.missing),
            "inputs": [
                {"name": line.name, "label": line.label, "value": line.value, "on": line.on, "source": line.source}
                for line in self.inputs
            ],
        }


def institution_indicators(institution: Institution) -> tuple[Evaluation, ...]:
    """Evaluate every indicator of the scope 机构; what does not apply says why."""
    held = institution.stated_inputs()
    inputs = institution.inputs()
    rating = RATING.get(institution.fields.text("rating"), "") if institution.fields.text("rating") else ""
    if rating and RATING_INPUT not in inputs:
        inputs[RATING_INPUT] = rating
        held = {**held, RATING_INPUT: Stated(value=rating, on="", source=REGISTER)}
    return _evaluated(_of_scope(Scope.INSTITUTION), inputs, institution.facts(), {**held, **institution.fact_values()})


def area_indicators(area: Area) -> tuple[Evaluation, ...]:
    """Evaluate the indicators of an area's kind, of the plan it follows and of those without a region."""
    chosen = [
        one
        for one in indicators().values()
        if area.level in one.areas and (not area.region or one.region in ("", area.region))
    ]
    return _evaluated(chosen, area.inputs(), {}, area.stated_inputs())


def inputs_asked(evaluations: Iterable[Evaluation]) -> tuple[NamedInput, ...]:
    """Return the inputs beside facts that some evaluations ask for, each once; what does not apply asks for none."""
    asked = (
        one
        for evaluation in evaluations
        if evaluation.result.state is not State.EXEMPT
        for one in evaluation.indicator.inputs
    )
    return tuple({one.name: one for one in asked if not one.is_fact}.values())


def regions() -> tuple[str, ...]:
    """Return the counties whose plans the indicators come from."""
    return tuple(dict.fromkeys(one.region for one in indicators().values() if one.region))


def counted(evaluations: Iterable[Evaluation]) -> dict[State, int]:
    """Count the evaluations by state."""
    counts: dict[State, int] = {}
    for one in evaluations:
        counts[one.result.state] = counts.get(one.result.state, 0) + 1
    return counts


def _of_scope(scope: Scope) -> list[Indicator]:
    return [one for one in indicators().values() if one.scope is scope]


def _evaluated(
    chosen: Iterable[Indicator],
    inputs: Mapping[str, Value],
    facts: Mapping[str, FactValue],
    held: Mapping[str, Stated],
) -> tuple[Evaluation, ...]:
    return tuple(
        Evaluation(
            indicator=one,
            result=compute(one, inputs, facts),
            inputs=tuple(_line(asked, held.get(asked.name)) for asked in one.inputs),
        )
        for one in chosen
    )


def _line(one: NamedInput, held: Stated | None) -> InputLine:
    label = FACTS[one.name].name if one.is_fact else one.label
    value = read_input(one, held.value) if held else None
    if held is None or value is None:
        return InputLine(name=one.name, label=label, value="", is_fact=one.is_fact)
    shown = shown_input(one, value)
    return InputLine(name=one.name, label=label, value=shown, on=held.on, source=held.source, is_fact=one.is_fact)


def _notes(one: Indicator) -> str:
    return "；".join(part for part in (*(source.note for source in one.sources), one.note) if part)


def _plain(value: object) -> str | None:
    return None if value is None else f"{value:f}"
