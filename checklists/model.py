"""What a checklist is: sections of items, each with its clauses, defaults and conditions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, unique
from typing import Final, TypeAlias


@unique
class Certainty(StrEnum):
    """How well the wording behind a clause, criterion or default was verified."""

    TEXT = "text"
    PAGE = "page"
    REPO = "repo"
    MEM_H = "mem-h"
    MEM_M = "mem-m"
    MEM_L = "mem-l"
    OURS = "ours"

    @property
    def is_verified(self) -> bool:
        """Tell whether the wording itself was seen; nothing else may decide."""
        return self in {Certainty.TEXT, Certainty.PAGE}


@unique
class Agency(StrEnum):
    """An authority that takes part in the inspection of an institution."""

    CIVIL_AFFAIRS = "civil_affairs"
    FIRE = "fire"
    MARKET = "market"
    HEALTH = "health"
    HOUSING = "housing"
    EMERGENCY = "emergency"
    URBAN = "urban"
    PUBLIC_SECURITY = "public_security"
    CYBERSPACE = "cyberspace"
    NATURAL_RESOURCES = "natural_resources"
    WATER = "water"
    FINANCE = "finance"
    LABOR = "labor"
    ECOLOGY = "ecology"
    FINANCIAL_REGULATOR = "financial_regulator"
    GAS = "gas"


@unique
class Method(StrEnum):
    """How an item is proven on site."""

    LOOK = "看"
    MEASURE = "量"
    READ = "查"
    ASK = "问"
    TEST = "测"


@unique
class Action(StrEnum):
    """What the papers propose when an item is not met."""

    ORDER = "order"
    IMMEDIATE = "immediate"
    ADVISE = "advise"


@unique
class Severity(StrEnum):
    """Our own weight of an item; the law knows only ordinary and major hazards."""

    ORDINARY = "ordinary"
    SERIOUS = "serious"
    MAJOR_CANDIDATE = "major_candidate"
    MAJOR = "major"
    ADVICE = "advice"


@unique
class Relation(StrEnum):
    """How an item stands to a criterion of major hazards."""

    DIRECT = "direct"
    CANDIDATE = "candidate"
    COMPREHENSIVE = "comprehensive"
    DIRECTION = "direction"


@unique
class Nature(StrEnum):
    """Whether a demand is law or the target of a plan."""

    STATUTORY = "statutory"
    POLICY_TARGET = "policy_target"


@unique
class Defaults(StrEnum):
    """Who the default measure, action and days come from."""

    OURS = "ours"
    SOURCE = "source"


@unique
class Depth(StrEnum):
    """How far an inspection goes: the items that decide most, or all of them."""

    BASIC = "basic"
    FULL = "full"


@unique
class Operator(StrEnum):
    """How a fact is compared in a condition."""

    IS = "is"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    ONE_OF = "one_of"


GRAVE: Final = frozenset({Severity.SERIOUS, Severity.MAJOR_CANDIDATE, Severity.MAJOR})
"""What a basic inspection never leaves out."""

FactValue: TypeAlias = bool | int | Decimal | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One fact of the institution compared with a value."""

    fact: str
    operator: Operator
    value: FactValue | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """True when every part is true."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """True when at least one part is true."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """True when its part is false."""

    part: "Condition"


Condition: TypeAlias = Comparison | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A place in a document that an item rests on."""

    document: str
    article: str
    certainty: Certainty
    note: str = ""

    @property
    def is_verified(self) -> bool:
        """Tell whether the wording of the clause was seen."""
        return self.certainty.is_verified


@dataclass(frozen=True, slots=True, kw_only=True)
class MajorTrigger:
    """A criterion of major hazards that the failure of an item points to."""

    criterion: str
    relation: Relation
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A value read with an instrument, with the bounds that the clause sets."""

    name: str
    unit: str
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def accepts(self, value: Decimal) -> bool:
        """Tell whether a measured value keeps the bounds, both included."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One demand that can be seen, measured or proven."""

    id: str
    text: str
    check: str
    proof: str
    how: tuple[Method, ...]
    measure: str
    action: Action
    days: int | None = None
    days_reason: str = ""
    defaults: Defaults
    severity: Severity
    agencies: tuple[Agency, ...]
    clauses: tuple[Clause, ...]
    major: tuple[MajorTrigger, ...] = ()
    applies: Condition | None = None
    applies_reason: str = ""
    measured: Measured | None = None
    sampled: bool = False
    nature: Nature = Nature.STATUTORY
    same_as: str = ""
    depth: Depth | None = None
    """Written where the rule of `is_basic` does not fit: an item that fails often, a grave one that is rare."""

    @property
    def is_basic(self) -> bool:
        """Tell whether a basic inspection asks it: as written, else triggers of 重大 and grave items (our rule)."""
        if self.depth is not None:
            return self.depth is Depth.BASIC
        return bool(self.major) or self.severity in GRAVE

    @property
    def requirement(self) -> str:
        """The id under which the same demand is asked once when several lists are joined."""
        return self.same_as or self.id

    @property
    def is_verified(self) -> bool:
        """Tell whether the wording of at least one clause was seen."""
        return any(clause.is_verified for clause in self.clauses)

    @property
    def is_target(self) -> bool:
        """Tell whether the item is a 政策目标: met or short of, never 不符合, no hazard and no order."""
        return self.nature is Nature.POLICY_TARGET

    @property
    def lead(self) -> Agency:
        """The agency that leads on this item."""
        return self.agencies[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled run of items."""

    code: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One published edition of a checklist, known by the digest of its file."""

    code: str
    title: str
    edition: str
    in_force_from: date
    in_force_to: date | None
    source: str
    sections: tuple[Section, ...]
    digest: str

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in the order of the list."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, item_id: str) -> Item:
        """The item with this id."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def is_in_force(self, day: date) -> bool:
        """Tell whether this edition is in force on a day, both ends included."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)
