"""Which items apply to an institution, and why the others do not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from checklists.facts import FACTS
from checklists.model import AllOf, AnyOf, Comparison, Condition, FactValue, Item, Not, Operator

_COMPARE: Final[Mapping[Operator, Callable[[Any, Any], bool]]] = MappingProxyType(
    {
        Operator.IS: lambda actual, wanted: actual == wanted,
        Operator.AT_LEAST: lambda actual, wanted: actual >= wanted,
        Operator.AT_MOST: lambda actual, wanted: actual <= wanted,
        Operator.ABOVE: lambda actual, wanted: actual > wanted,
        Operator.BELOW: lambda actual, wanted: actual < wanted,
        Operator.ONE_OF: lambda actual, wanted: actual in wanted,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """Whether an item applies; `applies` is None while a fact that decides is missing."""

    applies: bool | None
    reason: str = ""

    @property
    def is_included(self) -> bool:
        """Tell whether the item is asked: what is not known to be out stays in."""
        return self.applies is not False


def applies(item: Item, facts: Mapping[str, FactValue]) -> Applies:
    """Decide by the facts whether an item applies; a missing fact never takes an item out."""
    if item.applies is None:
        return Applies(applies=True)
    verdict = evaluate(item.applies, facts)
    if verdict is None:
        missing = [FACTS[name].name for name in facts_asked(item.applies) if name not in facts]
        return Applies(applies=None, reason=f"缺少事实：{'、'.join(missing)}")
    return Applies(applies=True) if verdict else Applies(applies=False, reason=item.applies_reason)


def evaluate(condition: Condition, facts: Mapping[str, FactValue]) -> bool | None:
    """The truth of a condition, None when the facts at hand do not settle it."""
    match condition:
        case Comparison():
            if condition.fact not in facts:
                return None
            return _COMPARE[condition.operator](facts[condition.fact], condition.value)
        case AllOf():
            return _settled(condition.parts, facts, decisive=False)
        case AnyOf():
            return _settled(condition.parts, facts, decisive=True)
        case Not():
            inner = evaluate(condition.part, facts)
            return None if inner is None else not inner


def facts_asked(condition: Condition) -> tuple[str, ...]:
    """The facts a condition asks for, in the order of the table."""
    asked = _facts(condition)
    return tuple(name for name in FACTS if name in asked)


def _settled(parts: tuple[Condition, ...], facts: Mapping[str, FactValue], *, decisive: bool) -> bool | None:
    verdicts = [evaluate(part, facts) for part in parts]
    if decisive in verdicts:
        return decisive
    return None if None in verdicts else not decisive


def _facts(condition: Condition) -> frozenset[str]:
    match condition:
        case Comparison():
            return frozenset({condition.fact})
        case AllOf() | AnyOf():
            return frozenset().union(*(_facts(part) for part in condition.parts))
        case Not():
            return _facts(condition.part)
