"""Which fire facilities a building must have in full, and which substitute its facts permit.

A substitute follows from facts only where the clause that sets its bound was seen; any other bound asks a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final

from checklists.applicability import evaluate, facts_asked
from checklists.facts import FACTS, format_value
from checklists.model import AllOf, Certainty, Clause, Comparison, Condition, FactValue, Not, Operator

SMALL_AREA: Final = Decimal(500)
"""Below this a standalone detector may stand for the alarm system (GB 50016 条文说明)."""


@unique
class Standing(StrEnum):
    """What the facts say about one facility."""

    ALWAYS = "always"
    FULL = "full"
    SUBSTITUTE = "substitute"
    ASK = "ask"
    NOT_REQUIRED = "not_required"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """One facility: what is wanted in full, what may stand for it, and the clause that sets the bound between them."""

    id: str
    title: str
    full: str
    clauses: tuple[Clause, ...]
    full_items: tuple[str, ...]
    substitute: str = ""
    substitute_clauses: tuple[Clause, ...] = ()
    substitute_items: tuple[str, ...] = ()
    small: Condition | None = None
    """True where the facility is not wanted in full; none for what every building must have."""
    bound: Clause | None = None
    present: str = ""
    """The fact that says the full system is there: then it is kept in order and nothing stands for it."""
    caution: str = ""
    """Said where the facility is wanted in full although other places permit a substitute."""

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items of the lists that look at this facility."""
        return (*self.full_items, *self.substitute_items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one building must do about one facility, by which clauses, and why."""

    facility: Facility
    standing: Standing
    measure: str
    clauses: tuple[Clause, ...]
    grounds: str

    @property
    def is_decided(self) -> bool:
        """Tell whether facts and a seen clause settle it; else a person or the fire agency does."""
        return self.standing not in (Standing.ASK, Standing.MISSING)


def requirements(facts: Mapping[str, FactValue]) -> tuple[Requirement, ...]:
    """Return what the facts of an institution ask for, facility by facility."""
    return tuple(requirement(facility, facts) for facility in FACILITIES)


def requirement(facility: Facility, facts: Mapping[str, FactValue]) -> Requirement:
    """Return what the facts ask for of one facility."""
    standing = _standing(facility, facts)
    takes_substitute = standing in (Standing.SUBSTITUTE, Standing.ASK)
    return Requirement(
        facility=facility,
        standing=standing,
        measure=facility.substitute if takes_substitute else facility.full,
        clauses=_cited(facility, with_substitute=takes_substitute),
        grounds=_grounds(facility, standing, facts),
    )


def requirement_of(item: str, facts: Mapping[str, FactValue]) -> Requirement | None:
    """Return the requirement that an item of a list looks at, None where it looks at no such facility."""
    facility = _BY_ITEM.get(item)
    return requirement(facility, facts) if facility else None


def is_of_facility(item: str) -> bool:
    """Tell whether an item of a list looks at one of these facilities."""
    return item in _BY_ITEM


def _standing(facility: Facility, facts: Mapping[str, FactValue]) -> Standing:
    if facility.small is None:
        return Standing.ALWAYS
    if facility.present and facts.get(facility.present) is True:
        return Standing.FULL
    is_small = evaluate(facility.small, facts)
    if is_small is None:
        return Standing.MISSING
    if not is_small:
        return Standing.FULL
    if not facility.substitute:
        return Standing.NOT_REQUIRED
    return Standing.SUBSTITUTE if facility.bound and facility.bound.is_verified else Standing.ASK


def _cited(facility: Facility, *, with_substitute: bool) -> tuple[Clause, ...]:
    bound = (facility.bound,) if facility.bound and with_substitute else ()
    own = facility.substitute_clauses if with_substitute else facility.clauses
    return tuple(dict.fromkeys((*bound, *own)))


def _grounds(facility: Facility, standing: Standing, facts: Mapping[str, FactValue]) -> str:
    if facility.small is None:
        return "与面积、层数、床位无关，一律配齐"
    if facility.present and facts.get(facility.present) is True:
        return f"{FACTS[facility.present].name}，保持完好有效"
    asked = facts_asked(facility.small)
    if standing is Standing.MISSING:
        return f"缺少：{'、'.join(FACTS[name].name for name in asked if name not in facts)}"
    told = "、".join(f"{FACTS[name].name} {format_value(FACTS[name], facts[name])}" for name in asked if name in facts)
    asks = "；面积门槛各地不同，由消防救援机构按当地方案确认" if standing is Standing.ASK else ""
    caution = f"；{facility.caution}" if facility.caution and standing is Standing.FULL else ""
    return f"{told}{asks}{caution}"


_PLAN: Final = Clause(
    document="湘乡方案",
    article="二(八)4",
    certainty=Certainty.PAGE,
    note="总建筑面积较小或条件限制难以设置自动消防系统的",
)
_FIRE_LAW: Final = Clause(document="消防法", article="16(二)", certainty=Certainty.TEXT)
_IS_SMALL: Final = Comparison(fact="floor_area_m2", operator=Operator.BELOW, value=SMALL_AREA)
_NEEDS_REFUGE: Final = AllOf(
    parts=(
        Comparison(fact="storeys", operator=Operator.AT_LEAST, value=3),
        Comparison(fact="floor_area_m2", operator=Operator.ABOVE, value=Decimal(3000)),
    )
)

FACILITIES: Final = (
    Facility(
        id="detection",
        title="火灾探测报警",
        full="老年人用房及公共走道设火灾自动报警系统，带声警报或消防应急广播",
        clauses=(Clause(document="GB 50016", article="8.4.1", certainty=Certainty.PAGE),),
        full_items=("FS-D01",),
        substitute="住宿、主要活动和康复医疗用房装独立式感烟火灾探测报警器，能联网的联网",
        substitute_clauses=(_PLAN, Clause(document="GB 20517", article="", certainty=Certainty.MEM_M)),
        substitute_items=("FS-D02",),
        small=_IS_SMALL,
        bound=Clause(document="GB 50016", article="条文说明", certainty=Certainty.PAGE),
        present="auto_alarm",
    ),
    Facility(
        id="extinguishing",
        title="自动灭火",
        full="设自动灭火系统（宜为自动喷水）",
        clauses=(
            Clause(document="GB 50016", article="8.3.4", certainty=Certainty.MEM_H),
            Clause(document="GB 55037-2022", article="8.1.9", certainty=Certainty.MEM_M),
        ),
        full_items=("FS-D04",),
        substitute="住宿、主要活动和康复医疗用房装局部应用自动喷水灭火系统",
        substitute_clauses=(
            _PLAN,
            Clause(document="GB 50084", article="第12章局部应用系统", certainty=Certainty.MEM_M),
        ),
        substitute_items=("FS-D03",),
        small=_IS_SMALL,
        bound=Clause(
            document="湘乡方案", article="二(八)4", certainty=Certainty.OURS, note="方案未写面积，500 m² 为本工具建议"
        ),
        present="sprinkler",
        caution="确因条件限制难以设置的，能否用局部应用系统由消防救援机构确认",
    ),
    Facility(
        id="hydrant",
        title="消火栓",
        full="设室内消火栓",
        clauses=(Clause(document="GB 50016", article="8.2.1", certainty=Certainty.PAGE),),
        full_items=("FS-D06",),
        substitute="设与供水直接连接的消防软管卷盘或轻便消防水龙",
        substitute_clauses=(Clause(document="GB 50016", article="8.2.4", certainty=Certainty.PAGE),),
        substitute_items=("FS-D07",),
        small=Comparison(fact="building_volume_m3", operator=Operator.AT_MOST, value=Decimal(5000)),
        bound=Clause(document="GB 50016", article="8.2.1", certainty=Certainty.PAGE),
        present="indoor_hydrant",
    ),
    Facility(
        id="refuge",
        title="避难间",
        full="二层及以上各层每座疏散楼梯相邻处设避难间，净面积不小于 12 m²",
        clauses=(Clause(document="GB 50016", article="5.5.24A", certainty=Certainty.PAGE),),
        full_items=("FS-C15",),
        small=Not(part=_NEEDS_REFUGE),
        bound=Clause(document="GB 50016", article="5.5.24A", certainty=Certainty.PAGE),
    ),
    Facility(
        id="lighting",
        title="应急照明",
        full="疏散走道、楼梯间和居室外配齐消防应急照明和疏散指示",
        clauses=(
            _FIRE_LAW,
            _PLAN,
            Clause(document="GB 50016", article="10.1.5、10.3.2", certainty=Certainty.MEM_H),
        ),
        full_items=("FS-C14",),
    ),
    Facility(
        id="extinguishers",
        title="灭火器",
        full="按场所配齐灭火器并保持有效",
        clauses=(_FIRE_LAW, _PLAN, Clause(document="GB 50140", article="", certainty=Certainty.MEM_H)),
        full_items=("FS-D09",),
    ),
)
"""The bounds of regulations for care buildings; small buildings by 湘乡政办发〔2021〕23号 二(八)4."""

_BY_ITEM: Final = MappingProxyType({item: facility for facility in FACILITIES for item in facility.items})
