"""一表通查: lists composed into one, so that the same demand is asked once and counts for every list that makes it.

Items that name one requirement (`Item.requirement`) are members of it. One member carries it: its code is the
code of the answer. Members that measure or sample otherwise are never merged; they stay apart and are asked.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from checklists.model import Action, Item, Severity

_COMPARED: Final[Mapping[str, Callable[[Item], object]]] = MappingProxyType(
    {
        "实测项目或限值": lambda item: (
            item.measured and (item.measured.unit, item.measured.at_least, item.measured.at_most)
        ),
        "是否抽查": lambda item: item.sampled,
        "法定要求或政策目标": lambda item: item.nature,
    }
)
"""What must be equal before one answer can stand for two items."""
_STRICTEST_FIRST: Final = (Action.IMMEDIATE, Action.ORDER, Action.ADVISE)
_GRAVEST_FIRST: Final = (
    Severity.MAJOR,
    Severity.MAJOR_CANDIDATE,
    Severity.SERIOUS,
    Severity.ORDINARY,
    Severity.ADVICE,
)


def differences(one: Item, other: Item) -> tuple[str, ...]:
    """Name what keeps two items of one requirement from being answered together, none where nothing does."""
    return tuple(name for name, seen in _COMPARED.items() if seen(one) != seen(other))


def compose(items: Iterable[Item], *, answered: Collection[str] = ()) -> Mapping[str, tuple[Item, ...]]:
    """Return carrier -> the other items its answer stands for, of all items that apply; the order of lists is nothing.

    A member that has an answer carries the requirement, so that nothing answered is asked again; else the item that
    others name, else the first by code. Further members with answers of their own stay apart: no answer hides another.
    """
    members: dict[str, list[Item]] = {}
    for item in items:
        members.setdefault(item.requirement, []).append(item)
    return {
        ordered[0].id: tuple(one for one in ordered[1:] if one.id not in answered and not differences(ordered[0], one))
        for ordered in (sorted(group, key=_turn(answered)) for group in members.values() if len(group) > 1)
    }


def joined(carrier: Item, others: Sequence[Item]) -> Item:
    """Return the carrier as it is asked for all: every clause, agency, method and trigger once, the strictest default.

    Which agency may cite which clause is decided at the finding (`Finding.enforceable`), never here.
    """
    if not others:
        return carrier
    every = (carrier, *others)
    strictest = min(every, key=lambda item: _STRICTEST_FIRST.index(item.action))
    return replace(
        carrier,
        clauses=_once(item.clauses for item in every),
        agencies=_once(item.agencies for item in every),
        how=_once(item.how for item in every),
        major=_once(item.major for item in every),
        severity=min((item.severity for item in every), key=_GRAVEST_FIRST.index),
        measure=strictest.measure,
        action=strictest.action,
        days=strictest.days,
        days_reason=strictest.days_reason,
        defaults=strictest.defaults,
    )


def _turn(answered: Collection[str]) -> Callable[[Item], tuple[bool, bool, str]]:
    return lambda item: (item.id not in answered, bool(item.same_as), item.id)


def _once(parts: Iterable[Sequence[Any]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part))
