"""A test run of a list that nobody uses yet: what an institution would be asked, what not, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from checklists.applicability import facts_asked
from checklists.facts import FACTS
from checklists.model import Checklist, FactValue
from inspections.demonstration.institutions import HOMES
from inspections.institution import typed_fact
from inspections.planning import Arrangement, PlannedItem, plan

Verdict = Literal["asked", "missing", "excluded", "beyond"]
UNWRITTEN: Final = "适用条件没有写完"
BEYOND: Final = "基本检查不查，全面检查才查"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialLine:
    """One item and what becomes of it."""

    id: str
    text: str
    verdict: Verdict
    """`missing`: asked, because a fact that could take it out is not known."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Facts to try a list with, of an institution or of the demonstration."""

    id: str
    name: str
    facts: Mapping[str, FactValue]


def trial(checklist: Checklist, facts: Mapping[str, FactValue], *, is_basic: bool) -> tuple[TrialLine, ...]:
    """Return every item of a list as a visit with these facts would have it."""
    sections = plan((checklist,), Arrangement(facts=facts, is_basic=is_basic))
    return tuple(_line(one, facts) for section in sections for one in section.items)


def deciding_facts(checklist: Checklist) -> tuple[str, ...]:
    """Return the facts that decide about any item of a list, in the order of the table."""
    asked = {name for item in checklist.items if item.applies is not None for name in facts_asked(item.applies)}
    return tuple(name for name in FACTS if name in asked)


def demonstration_profiles() -> tuple[Profile, ...]:
    """Return the made-up institutions of the demonstration."""
    return tuple(
        Profile(
            id=f"demo:{home.key}",
            name=f"演示：{home.name}",
            facts={name: typed_fact(name, value) for name, value in home.facts.items()},
        )
        for home in HOMES
    )


def _line(planned: PlannedItem, facts: Mapping[str, FactValue]) -> TrialLine:
    verdict: Verdict = "asked"
    reason = ""
    if planned.excluded:
        verdict, reason = "excluded", planned.excluded
    elif planned.beyond:
        verdict, reason = "beyond", BEYOND
    elif planned.missing:
        is_unknown = planned.item.applies is not None and not facts.keys() >= set(facts_asked(planned.item.applies))
        verdict, reason = "missing", planned.missing if is_unknown else UNWRITTEN
    return TrialLine(id=planned.item.id, text=planned.item.text, verdict=verdict, reason=reason)
