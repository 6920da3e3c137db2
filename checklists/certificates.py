"""The certificates an institution should hold: one table, each with its clause, whom it concerns, and if it expires."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from checklists.applicability import evaluate
from checklists.model import AnyOf, Certainty, Clause, Comparison, Condition, FactValue, Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One certificate or yearly proof; `applies` is read over the facts, none means every institution."""

    id: str
    name: str
    source: Clause
    applies: Condition | None = None
    expires: bool = False


def _has(fact: str) -> Condition:
    return Comparison(fact=fact, operator=Operator.IS, value=True)


def _any(*facts: str) -> Condition:
    return AnyOf(parts=tuple(_has(fact) for fact in facts))


def _text(document: str, article: str) -> Clause:
    return Clause(document=document, article=article, certainty=Certainty.TEXT)


def _page(document: str, article: str = "") -> Clause:
    return Clause(document=document, article=article, certainty=Certainty.PAGE)


_TABLE: Final = (
    Certificate(
        id="filing",
        name="养老机构备案回执",
        source=_page("66号令", "10"),
        applies=Comparison(fact="beds", operator=Operator.AT_LEAST, value=10),
    ),
    Certificate(
        id="food_licence",
        name="食品经营许可证",
        source=_text("食品安全法", "122"),
        applies=_any("canteen", "meal_point", "central_kitchen"),
        expires=True,
    ),
    Certificate(
        id="medical_licence",
        name="医疗机构执业许可证或备案凭证",
        source=_page("判定标准", "五(一)"),
        applies=_any("medical_unit"),
        expires=True,
    ),
    Certificate(
        id="fire_test",
        name="建筑消防设施年度检测报告",
        source=_text("消防法", "16"),
        applies=_any("sprinkler", "indoor_hydrant", "auto_alarm", "smoke_control"),
        expires=True,
    ),
    Certificate(
        id="equipment_inspection",
        name="特种设备定期检验报告",
        source=_text("特种设备安全法", "40"),
        applies=_any("lift", "boiler"),
        expires=True,
    ),
)
"""消防验收手续 is a fact of its own (fire_acceptance); staff certificates are counted by the indicators."""

CERTIFICATES: Final[Mapping[str, Certificate]] = MappingProxyType({one.id: one for one in _TABLE})


def certificates_asked(facts: Mapping[str, FactValue]) -> tuple[Certificate, ...]:
    """Return the certificates an institution of these facts must show; where a fact is missing, none is demanded."""
    return tuple(one for one in _TABLE if one.applies is None or evaluate(one.applies, facts) is True)
