"""What one edition of a checklist changes against another: items added, removed, changed and moved."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from checklists.model import (
    AllOf,
    AnyOf,
    Checklist,
    Clause,
    Comparison,
    Item,
    MajorTrigger,
    Measured,
    Nature,
    Not,
    Section,
)
from checklists.writing import condition_values

ITEM_FIELDS: Final = tuple(name for name in Item.__dataclass_fields__ if name != "id")
HEAD_FIELDS: Final = ("title", "edition", "in_force_from", "in_force_to", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """What kind of answer an item asks for; a published item keeps it for ever, so that old answers stay readable."""

    unit: str | None
    """The unit that is measured in, None for an item answered by yes or no alone."""
    sampled: bool
    nature: Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedItem:
    """An item with the section it stands in."""

    section: str
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedItem:
    """An item that both editions have, with the names of the fields that differ."""

    section: str
    old: Item
    new: Item
    fields: tuple[str, ...]

    @property
    def is_retyped(self) -> bool:
        """Tell whether answers given to the old item would no longer fit the new one."""
        return answer_form(self.old) != answer_form(self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedItem:
    """An item that stands in another section, or at another place among the items of its section."""

    item: Item
    old_section: str
    new_section: str

    @property
    def is_reordered(self) -> bool:
        """Tell whether it stays in its section."""
        return self.old_section == self.new_section


@dataclass(frozen=True, slots=True, kw_only=True)
class RetitledSection:
    """A section that is called otherwise."""

    code: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that differs between two editions of one list, in the order of the list it stands in."""

    head: tuple[str, ...]
    sections: tuple[RetitledSection, ...]
    added: tuple[PlacedItem, ...]
    removed: tuple[PlacedItem, ...]
    changed: tuple[ChangedItem, ...]
    moved: tuple[MovedItem, ...]

    @property
    def retyped(self) -> tuple[ChangedItem, ...]:
        """Return the items whose answers would no longer fit."""
        return tuple(one for one in self.changed if one.is_retyped)

    @property
    def touched(self) -> frozenset[str]:
        """Return the ids of the items that say something else or are gone; new and moved ones touch no answer."""
        return frozenset(one.new.id for one in self.changed) | frozenset(one.item.id for one in self.removed)

    @property
    def is_empty(self) -> bool:
        """Tell whether not one item differs."""
        return not (self.added or self.removed or self.changed or self.moved or self.sections)


def answer_form(item: Item) -> AnswerForm:
    """Return what kind of answer an item asks for."""
    return AnswerForm(unit=item.measured.unit if item.measured else None, sampled=item.sampled, nature=item.nature)


def difference(old: Checklist, new: Checklist) -> Difference:
    """Compare two editions; items are the same when their ids are."""
    before, after = _placed(old), _placed(new)
    return Difference(
        head=tuple(name for name in HEAD_FIELDS if getattr(old, name) != getattr(new, name)),
        sections=_retitled(old.sections, new.sections),
        added=tuple(one for item_id, one in after.items() if item_id not in before),
        removed=tuple(one for item_id, one in before.items() if item_id not in after),
        changed=tuple(_changes(before, after)),
        moved=tuple(_moves(before, after)),
    )


def retyped_items(new: Checklist, published: Iterable[Checklist]) -> tuple[tuple[Checklist, ChangedItem], ...]:
    """Return the items of a new edition that ask for another kind of answer than in an edition already published."""
    return tuple((edition, one) for edition in published for one in difference(edition, new).retyped)


def _placed(checklist: Checklist) -> dict[str, PlacedItem]:
    return {
        item.id: PlacedItem(section=section.code, item=item) for section in checklist.sections for item in section.items
    }


def _retitled(old: Sequence[Section], new: Sequence[Section]) -> tuple[RetitledSection, ...]:
    titles = {section.code: section.title for section in old}
    return tuple(
        RetitledSection(code=section.code, old=titles[section.code], new=section.title)
        for section in new
        if titles.get(section.code, section.title) != section.title
    )


def _changes(before: Mapping[str, PlacedItem], after: Mapping[str, PlacedItem]) -> Iterable[ChangedItem]:
    for item_id, placed in after.items():
        if item_id in before:
            old, new = before[item_id].item, placed.item
            differing = tuple(name for name in ITEM_FIELDS if getattr(old, name) != getattr(new, name))
            if differing:
                yield ChangedItem(section=placed.section, old=old, new=new, fields=differing)


def _moves(before: Mapping[str, PlacedItem], after: Mapping[str, PlacedItem]) -> Iterable[MovedItem]:
    """Yield what changed its section, then as few items as explain another order inside a section."""
    places = {item_id: place for place, item_id in enumerate(before)}
    staying: dict[str, list[str]] = {}
    for item_id, placed in after.items():
        if item_id in before and before[item_id].section == placed.section:
            staying.setdefault(placed.section, []).append(item_id)
    kept = {item_id for ids in staying.values() for item_id in _longest_run(ids, [places[item_id] for item_id in ids])}
    for item_id, placed in after.items():
        if item_id in before and item_id not in kept:
            yield MovedItem(item=placed.item, old_section=before[item_id].section, new_section=placed.section)


def _longest_run(ids: Sequence[str], places: Sequence[int]) -> list[str]:
    """Return the largest part of `ids` whose old places rise: what did not move when the order changed."""
    ends: list[int] = []
    tails: list[int] = []
    previous: list[int] = []
    for number, place in enumerate(places):
        length = bisect_left(ends, place)
        previous.append(tails[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            tails.append(number)
        else:
            ends[length], tails[length] = place, number
    run = []
    number = tails[-1] if tails else -1
    while number >= 0:
        run.append(ids[number])
        number = previous[number]
    return run


def as_data(found: Difference) -> dict[str, Any]:
    """Return a difference as plain data, what changed with its old and new values."""
    return {
        "head": list(found.head),
        "sections": [{"code": one.code, "old": one.old, "new": one.new} for one in found.sections],
        "added": [_told(one) for one in found.added],
        "removed": [_told(one) for one in found.removed],
        "changed": [
            {"id": one.new.id, "section": one.section, "retyped": one.is_retyped, "fields": _both(one)}
            for one in found.changed
        ],
        "moved": [{"id": one.item.id, "from": one.old_section, "to": one.new_section} for one in found.moved],
    }


def _told(placed: PlacedItem) -> dict[str, str]:
    return {"id": placed.item.id, "section": placed.section, "text": placed.item.text}


def _both(change: ChangedItem) -> dict[str, dict[str, Any]]:
    return {
        name: {"old": _plain(getattr(change.old, name)), "new": _plain(getattr(change.new, name))}
        for name in change.fields
    }


def _plain(value: object) -> Any:
    if isinstance(value, Comparison | AllOf | AnyOf | Not):
        return _plain(condition_values(value))
    if isinstance(value, Clause | MajorTrigger | Measured):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return str(value) if isinstance(value, Enum) else value
