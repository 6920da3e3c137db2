"""What stands folded under a section: items that facts, depth or 一表通查 took out, and the results they keep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from inspections.planning import PlannedItem, PlannedSection
from inspections.reading import Visit
from inspections.terms import RESULT
from ui.inspection.model import result_of

OTHER_DEPTH: Final = "基本检查不查此项，可改为全面检查"


@dataclass(frozen=True, kw_only=True)
class FoldedItem:
    """An item that is not asked here, with why."""

    code: str
    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Fold:
    """A folded run of items under one line."""

    words: str
    items: Sequence[FoldedItem]


@dataclass(frozen=True, kw_only=True)
class _Kind:
    words: str
    holds: Callable[[PlannedItem, bool], bool]
    reason: Callable[[PlannedItem], str]


_KINDS: Final = (
    _Kind(
        words="不再适用（结论保留）",
        holds=lambda one, kept: bool(one.excluded) and kept,
        reason=lambda one: one.excluded,
    ),
    _Kind(
        words="本次深度之外（已有结论保留）",
        holds=lambda one, kept: one.beyond and kept,
        reason=lambda _one: OTHER_DEPTH,
    ),
    _Kind(
        words="已并入其他检查项，只查一次",
        holds=lambda one, _kept: bool(one.merged_into),
        reason=lambda one: f"与 {one.merged_into} 为同一要求，结论对两项都有效",
    ),
    _Kind(
        words="按机构事实不检查",
        holds=lambda one, kept: bool(one.excluded) and not kept,
        reason=lambda one: one.excluded,
    ),
    _Kind(
        words="本次深度之外",
        holds=lambda one, kept: one.beyond and not kept,
        reason=lambda _one: OTHER_DEPTH,
    ),
)


def folds_of(visit: Visit, section: PlannedSection) -> tuple[Fold, ...]:
    """Return what a section does not ask, kept results first; every item of it says why."""
    left = [(one, _kept(visit, one)) for one in section.items if not one.is_asked]
    return tuple(
        Fold(words=f"{kind.words} {len(found)} 项", items=found)
        for kind in _KINDS
        if (found := [_folded(one, kept, kind) for one, kept in left if kind.holds(one, bool(kept))])
    )


def _folded(one: PlannedItem, kept: str, kind: _Kind) -> FoldedItem:
    reason = f"{kept}；{kind.reason(one)}" if kept else kind.reason(one)
    return FoldedItem(code=one.item.id, text=one.item.text, reason=reason)


def _kept(visit: Visit, one: PlannedItem) -> str:
    """Say what an item that is not asked was answered, empty where nothing was."""
    result = "" if one.merged_into else result_of(visit, one.item.id)
    said = [f"结论：{RESULT[result]}"] if result not in ("", "not_checked") else []
    if found := len(visit.findings_of(one.item.id)):
        said.append(f"问题 {found} 条")
    return "，".join(said)
