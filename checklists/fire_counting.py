"""How many comprehensive elements of a major fire hazard were met: counted for the fire agency, never decided here.

GB 35181-2017 chapter 7, for facts before 2025-11-01; the number the 2025 edition asks for was not seen.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from checklists.criteria import Criterion, Regime, criteria
from checklists.model import Certainty, Item, Relation
from checklists.reading import Table, open_toml

_FILE: Final = Path(__file__).parent / "criteria" / "fire_counting.toml"
_RULE_KEYS: Final = (
    "code", "document", "text", "elements", "at_least", "certainty", "in_force_from", "in_force_to",
)  # fmt: skip
_MOST: Final = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRule:
    """How many of which elements amount to a comprehensive determination."""

    code: str
    document: str
    text: str
    elements: tuple[str, ...]
    at_least: int
    certainty: Certainty
    in_force_from: date
    in_force_to: date | None

    def counts(self, criterion: Criterion) -> bool:
        """Tell whether an element of the same document is among those counted."""
        named = criterion.article in self.elements
        whole = any(one.endswith(".") and criterion.article.startswith(one) for one in self.elements)
        return criterion.document == self.document and (named or whole)

    def is_in_force(self, day: date) -> bool:
        """Tell whether it ruled on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlessSo:
    """A case in which the document says that no major fire hazard is determined."""

    text: str
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The counting rules and their exceptions."""

    rules: tuple[CountingRule, ...]
    exceptions: tuple[UnlessSo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One rule counted: the elements met, and how many of them were verified."""

    rule: CountingRule
    met: tuple[str, ...]
    verified: int

    @property
    def is_reached(self) -> bool:
        """Tell whether verified elements alone reach a verified rule; only this speaks of a comprehensive case."""
        return self.rule.certainty.is_verified and self.verified >= self.rule.at_least

    @property
    def lacking(self) -> int:
        """How many more elements would reach the number, verified or not."""
        return max(0, self.rule.at_least - len(self.met))

    @property
    def text(self) -> str:
        """What the card says of it."""
        told = f"{self.rule.text}：已有 {len(self.met)} 条（其中原文已核 {self.verified} 条）"
        if self.is_reached:
            return f"{told}，建议提请消防救援机构综合判定"
        if self.lacking:
            return f"{told}，还差 {self.lacking} 条"
        return f"{told}，条数或要素待核，只作提示"


def count_elements(items: Iterable[Item], *, on: date, confirmed: Collection[str] = ()) -> tuple[Count, ...]:
    """Count the comprehensive elements that failed items point to; each element once, however many items name it."""
    found = {
        trigger.criterion: criteria()[trigger.criterion]
        for item in items
        for trigger in item.major
        if trigger.relation is Relation.COMPREHENSIVE
    }
    elements = [one for one in found.values() if one.regime is Regime.MAJOR_FIRE and one.is_in_force(on)]
    return tuple(
        Count(rule=rule, met=tuple(one.code for one in met), verified=_verified(met, confirmed))
        for rule in counting().rules
        if rule.is_in_force(on) and (met := [one for one in elements if rule.counts(one)])
    )


def _verified(met: Collection[Criterion], confirmed: Collection[str]) -> int:
    return sum(one.certainty.is_verified or one.code in confirmed for one in met)


@cache
def counting() -> Counting:
    """The bundled counting rules."""
    return load_counting(_FILE.read_bytes(), name=_FILE.name)


def load_counting(data: bytes, *, name: str) -> Counting:
    """Read a file of counting rules; ChecklistError carries every problem in it."""
    reading, root = open_toml(data, name=name)
    root.allow(("rule", "exception"))
    rules = tuple(_rule(table) for table in root.tables("rule"))
    exceptions = tuple(
        UnlessSo(text=table.text("text"), certainty=table.chosen("certainty", Certainty))
        for table in root.tables("exception")
    )
    reading.finish()
    return Counting(rules=rules, exceptions=exceptions)


def _rule(table: Table) -> CountingRule:
    table.allow(_RULE_KEYS)
    first, last = table.period()
    return CountingRule(
        code=table.text("code"),
        document=table.text("document"),
        text=table.text("text"),
        elements=table.texts("elements"),
        at_least=table.whole("at_least", low=1, high=_MOST) or _MOST,
        certainty=table.chosen("certainty", Certainty),
        in_force_from=first,
        in_force_to=last,
    )
