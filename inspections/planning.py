"""What a visit asks: its lists by facts and depth, one by one or as 一表通查; and what other facts would change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checklists.applicability import Applies, applies
from checklists.joint import compose, joined
from checklists.model import Checklist, Depth, FactValue, Item
from inspections.inspection import Inspection
from inspections.records import Files, Records

MOST_NAMED: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """One item as this visit's facts leave it; `excluded` says why it is not asked, `missing` which fact is unknown."""

    item: Item
    """As it is asked: of several lists' items that demand the same, with the clauses of all."""
    checklist: Checklist
    excluded: str
    missing: str
    own: tuple[Item, ...] = ()
    """The items as their lists have them: this one, then those its answer also stands for."""
    merged_into: str = ""
    """The code under which the same demand is asked; empty where this item is asked itself."""
    beyond: bool = False
    """Tell whether the depth of this visit leaves it out."""

    @property
    def is_asked(self) -> bool:
        """Tell whether this item is asked under its own code."""
        return not (self.excluded or self.merged_into or self.beyond)

    @property
    def others(self) -> tuple[Item, ...]:
        """Return the items of other lists that are answered with this one."""
        return self.own[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSection:
    """One section of a visit's lists."""

    checklist: Checklist
    code: str
    title: str
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How a visit asks its lists."""

    facts: Mapping[str, FactValue]
    joint: bool = False
    is_basic: bool = False
    answered: Collection[str] = ()
    """Codes with a result or a finding; what was answered keeps its code."""


def arrangement(inspection: Inspection, answered: Collection[str]) -> Arrangement:
    """Return how a visit asks its lists."""
    return Arrangement(
        facts=inspection.facts(),
        joint=inspection.is_joint,
        is_basic=inspection.depth is Depth.BASIC,
        answered=answered,
    )


def recorded_items(records: Records, inspection: str) -> frozenset[str]:
    """Return the codes of the items that have a result or a finding at a visit."""
    given = {one.item for one in records.responses.where(inspection=inspection) if one.result != "not_checked"}
    found = {one.item for one in records.findings.where(inspection=inspection) if one.state != "voided"}
    return frozenset(given | found - {""})


def lists_of(files: Files, inspection: Inspection) -> tuple[Checklist, ...]:
    """Return the editions a visit is pinned to."""
    return tuple(files.checklist(digest) for digest in inspection.editions)


def find_item(files: Files, inspection: Inspection, code: str) -> Item | None:
    """Return an item of the visit's lists, None where no list has it."""
    return next((item for one in lists_of(files, inspection) for item in one.items if item.id == code), None)


def plan_sections(
    files: Files, inspection: Inspection, *, answered: Collection[str] = ()
) -> tuple[PlannedSection, ...]:
    """Decide by the facts of the visit which items are asked; every excluded one says why."""
    return plan(lists_of(files, inspection), arrangement(inspection, answered))


def plan(lists: Sequence[Checklist], arranged: Arrangement) -> tuple[PlannedSection, ...]:
    """Decide which items are asked: pure, for every list of the visit at once."""
    every = [item for checklist in lists for item in checklist.items]
    verdicts = {item.id: applies(item, arranged.facts) for item in every}
    shared = compose(
        (item for item in every if verdicts[item.id].is_included), answered=arranged.answered
    ) if arranged.joint else {}  # fmt: skip
    carriers = {other.id: carrier for carrier, others in shared.items() for other in others}
    return tuple(
        PlannedSection(
            checklist=checklist,
            code=section.code,
            title=section.title,
            items=tuple(
                _planned(
                    item,
                    checklist,
                    verdicts[item.id],
                    others=shared.get(item.id, ()),
                    merged_into=carriers.get(item.id, ""),
                    is_basic=arranged.is_basic,
                )
                for item in section.items
            ),
        )
        for checklist in lists
        for section in checklist.sections
    )


def _planned(
    item: Item, checklist: Checklist, verdict: Applies, *, others: tuple[Item, ...], merged_into: str, is_basic: bool
) -> PlannedItem:
    own = (item, *others)
    is_in = verdict.is_included
    return PlannedItem(
        item=joined(item, others),
        checklist=checklist,
        excluded="" if is_in else verdict.reason or "按机构事实不适用",
        missing=verdict.reason if verdict.applies is None else "",
        own=own,
        merged_into=merged_into,
        beyond=is_basic and is_in and not merged_into and not any(one.is_basic for one in own),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """What another plan changes: items now asked and items no longer asked."""

    added: tuple[PlannedItem, ...]
    dropped: tuple[PlannedItem, ...]
    kept: tuple[PlannedItem, ...]
    """Items no longer asked whose answer or finding stays."""

    @property
    def is_nothing(self) -> bool:
        """Tell whether the visit asks what it asked."""
        return not (self.added or self.dropped)

    def words(self) -> str:
        """Say what changed, every item named as far as a line can hold them."""
        if self.is_nothing:
            return "检查项没有变化。"
        kept = f"，其中 {len(self.kept)} 项已有结论，予以保留" if self.kept else ""
        parts = (
            f"{len(self.added)} 项新增{_named(self.added)}" if self.added else "",
            f"{len(self.dropped)} 项不再适用{_named(self.dropped)}{kept}" if self.dropped else "",
        )
        return "；".join(part for part in parts if part) + "。"


def compare(
    before: Sequence[PlannedSection], after: Sequence[PlannedSection], *, answered: Collection[str]
) -> Replanned:
    """Say which items another plan adds and drops."""
    asked_before, asked_after = _asked(before), _asked(after)
    every_after = {one.item.id: one for section in after for one in section.items}
    dropped = tuple(
        every_after.get(code, one)
        for code, one in asked_before.items()
        if code not in asked_after and not (code in every_after and every_after[code].merged_into)
    )
    added = tuple(
        one
        for code, one in asked_after.items()
        if code not in asked_before and not any(item.id in asked_before for item in one.others)
    )
    return Replanned(added=added, dropped=dropped, kept=tuple(one for one in dropped if one.item.id in answered))


def with_facts(sections: Sequence[PlannedSection], arranged: Arrangement) -> Replanned:
    """Say what other facts would change in a plan."""
    lists = {section.checklist.digest: section.checklist for section in sections}
    return compare(sections, plan(tuple(lists.values()), arranged), answered=arranged.answered)


def _asked(sections: Sequence[PlannedSection]) -> dict[str, PlannedItem]:
    return {one.item.id: one for section in sections for one in section.items if one.is_asked}


def _named(items: Sequence[PlannedItem]) -> str:
    codes = "、".join(one.item.id for one in items[:MOST_NAMED])
    return f"（{codes}{'等' if len(items) > MOST_NAMED else ''}）"
