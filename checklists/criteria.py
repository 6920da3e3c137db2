"""The criteria of major hazards as data: situation, clause, certainty, what proves it, and when it is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checklists.facts import FACTS, FactType
from checklists.model import Certainty
from checklists.problems import ProblemCode
from checklists.reading import Table, open_toml

_FILE: Final = Path(__file__).parent / "criteria" / "major_hazards.toml"
_KEYS: Final = (
    "code",
    "regime",
    "document",
    "article",
    "text",
    "proof",
    "certainty",
    "note",
    "status",
    "attachments",
    "facts",
    "circumstance",
    "successor",
    "in_force_from",
    "in_force_to",
)
_CIRCUMSTANCE_KEYS: Final = ("name", "text", "otherwise", "from_item")


@unique
class Regime(StrEnum):
    """Under whose rules a criterion stands."""

    MAJOR_ACCIDENT = "major_accident"
    MAJOR_FIRE = "major_fire"
    TEMPORARY_SEAL = "temporary_seal"
    FOLLOW_UP = "follow_up"


@unique
class Status(StrEnum):
    """How far a criterion may speak: propose, only prompt, or stay silent."""

    ENABLED = "enabled"
    PROMPT = "prompt"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One thing that must be so for a criterion to be met; `otherwise` says what stands where it is not."""

    name: str
    text: str
    otherwise: str
    from_item: bool
    """Whether the failure of an item that names the criterion directly already says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One situation that a document names as a major hazard, or points towards it."""

    code: str
    regime: Regime
    document: str
    article: str
    text: str
    proof: str
    certainty: Certainty
    note: str
    status: Status
    attachments: tuple[str, ...]
    facts: tuple[str, ...] = ()
    """Facts of the institution of which one must be so, such as a canteen of its own; none where any will do."""
    circumstances: tuple[Circumstance, ...] = ()
    successor: str = ""
    """The chapter of the next edition that now rules what this one ruled."""
    in_force_from: date
    in_force_to: date | None

    def is_in_force(self, day: date) -> bool:
        """Tell whether its numbering may be cited on a day."""
        return self.has_begun(day) and not self.has_ended(day)

    def has_begun(self, day: date) -> bool:
        """Tell whether it was in force on a day or before it."""
        return self.in_force_from <= day

    def has_ended(self, day: date) -> bool:
        """Tell whether it was no longer in force on a day."""
        return self.in_force_to is not None and day > self.in_force_to

    @property
    def is_verified(self) -> bool:
        """Tell whether the bundled wording was seen and the criterion may propose by itself."""
        return self.status is Status.ENABLED and self.certainty.is_verified

    def key(self, circumstance: Circumstance) -> str:
        """The name under which a person's answer to one of its circumstances is kept."""
        return f"{self.code}:{circumstance.name}"


@cache
def criteria() -> Mapping[str, Criterion]:
    """The bundled criteria, by code."""
    return load_criteria(_FILE.read_bytes(), name=_FILE.name)


def load_criteria(data: bytes, *, name: str) -> Mapping[str, Criterion]:
    """Read a file of criteria; ChecklistError carries every problem in it."""
    reading, root = open_toml(data, name=name)
    root.allow(("criterion",))
    found: dict[str, Criterion] = {}
    for table in root.tables("criterion"):
        criterion = _criterion(table)
        if criterion.code in found:
            table.report(ProblemCode.DUPLICATE_ID, criterion.code)
        found[criterion.code] = criterion
    for criterion in found.values():
        if criterion.successor and criterion.successor not in found:
            root.report(ProblemCode.UNKNOWN_CRITERION, criterion.successor)
    reading.finish()
    return MappingProxyType(found)


def _criterion(table: Table) -> Criterion:
    code = table.text("code")
    table = table.at(code or table.place)
    table.allow(_KEYS)
    first, last = table.period()
    text = table.text("text")
    return Criterion(
        code=code,
        regime=table.chosen("regime", Regime),
        document=table.text("document"),
        article=table.text("article", may_be_empty=True),
        text=text,
        proof=table.text("proof", may_be_empty=True),
        certainty=table.chosen("certainty", Certainty),
        note=table.text("note", required=False),
        status=table.chosen("status", Status),
        attachments=table.texts("attachments", required=False),
        facts=_facts(table),
        circumstances=_circumstances(table) or (_whole(text),),
        successor=table.text("successor", required=False),
        in_force_from=first,
        in_force_to=last,
    )


def _facts(table: Table) -> tuple[str, ...]:
    names = table.texts("facts", required=False)
    for name in names:
        if name not in FACTS or FACTS[name].type is not FactType.FLAG:
            table.report(ProblemCode.UNKNOWN_FACT, name)
    return tuple(name for name in names if name in FACTS)


def _circumstances(table: Table) -> tuple[Circumstance, ...]:
    found: list[Circumstance] = []
    if not table.has("circumstance"):
        return ()
    for inner in table.tables("circumstance"):
        inner.allow(_CIRCUMSTANCE_KEYS)
        one = Circumstance(
            name=inner.text("name"),
            text=inner.text("text"),
            otherwise=inner.text("otherwise"),
            from_item=inner.flag("from_item"),
        )
        if any(one.name == other.name for other in found):
            inner.report(ProblemCode.DUPLICATE_ID, one.name)
        found.append(one)
    return tuple(found)


def _whole(text: str) -> Circumstance:
    return Circumstance(name="situation", text=text, otherwise="经核实不存在该情形", from_item=True)
