"""A checklist being edited: the values of its file as far as they were typed, with a key for every part of it.

A draft may be wrong in any way a file can; every edit returns another draft and changes nothing in place.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from checklists.model import Action, Certainty, Checklist, Defaults, Method, Severity
from checklists.writing import values_of
from inspections.entry import Json

Values: TypeAlias = Mapping[str, Any]

HEAD: Final = 0
"""The key of the head of the list."""
DIGITS: Final = 2
NEW_ITEM: Final[Values] = MappingProxyType(
    {
        "text": "",
        "check": "",
        "proof": "",
        "how": [Method.LOOK.value],
        "measure": "",
        "action": Action.ADVISE.value,
        "defaults": Defaults.OURS.value,
        "severity": Severity.ORDINARY.value,
        "agencies": ["civil_affairs"],
        "clauses": [{"document": "", "article": "", "certainty": Certainty.MEM_M.value}],
    }
)
"""What an item begins with; its texts are still to be written, its clause is 待核 until somebody saw it."""

_NUMBER: Final = re.compile(r"(\d+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """One item as far as it was typed."""

    key: int
    values: Values

    @property
    def id(self) -> str:
        """Return its number, empty while there is none."""
        return str(self.values.get("id", ""))

    @property
    def text(self) -> str:
        """Return what it demands."""
        return str(self.values.get("text", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """One section as far as it was typed."""

    key: int
    values: Values
    items: tuple[DraftItem, ...] = ()

    @property
    def code(self) -> str:
        """Return its code, empty while there is none."""
        return str(self.values.get("code", ""))

    @property
    def title(self) -> str:
        """Return what it is called."""
        return str(self.values.get("title", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A whole list; `base` is the digest of the edition it began with, keys from `first_new` on were added since."""

    base: str
    head: Values
    sections: tuple[DraftSection, ...]
    first_new: int
    next_key: int

    @property
    def code(self) -> str:
        """Return the code of the list."""
        return str(self.head.get("code", ""))

    @property
    def items(self) -> tuple[DraftItem, ...]:
        """Return every item in the order of the list."""
        return tuple(item for section in self.sections for item in section.items)

    def is_new(self, key: int) -> bool:
        """Tell whether a part was added here: what came with the edition keeps its number and its kind of answer."""
        return key >= self.first_new

    def item(self, key: int) -> DraftItem | None:
        """Return an item."""
        return next((item for item in self.items if item.key == key), None)

    def section(self, key: int) -> DraftSection | None:
        """Return a section."""
        return next((section for section in self.sections if section.key == key), None)

    def section_of(self, key: int) -> DraftSection | None:
        """Return the section that is, or holds, a part."""
        return next((one for one in self.sections if one.key == key or any(i.key == key for i in one.items)), None)

    def values(self) -> dict[str, Any]:
        """Return the values of the file, to be examined or written."""
        return {
            "checklist": dict(self.head),
            "section": [
                {**section.values, "item": [dict(item.values) for item in section.items]} for section in self.sections
            ],
        }

    # What is said of a part

    def say(self, key: int, field: str, value: Any) -> "Draft":
        """Say one thing of a part; None takes it back. `measured.unit` names a thing inside another."""
        if key == HEAD:
            return replace(self, head=_said(self.head, field, value))
        sections = tuple(_section_said(section, key, field, value) for section in self.sections)
        return replace(self, sections=sections)

    # What stands where

    def add_section(self, *, after: int) -> tuple["Draft", int]:
        """Add an empty section behind the one that is, or holds, a part; return its key too."""
        made = DraftSection(key=self.next_key, values={"code": self._free_code(), "title": ""})
        return self._with_section(made, after=after), made.key

    def add_item(self, *, after: int, taken: Collection[str] = ()) -> tuple["Draft", int]:
        """Add an item behind a part, numbered on; `taken` are numbers that may not come again."""
        section = self.section_of(after)
        if section is None:
            return self, after
        values = {"id": self._free_id(section.code, taken), **NEW_ITEM}
        return self._with_item(section, values, after=after)

    def copy(self, key: int, *, taken: Collection[str] = ()) -> tuple["Draft", int]:
        """Copy an item, or a section with all its items, under numbers of their own."""
        item, section = self.item(key), self.section_of(key)
        if section is None:
            return self, key
        if item is not None:
            values = {**item.values, "id": self._free_id(section.code, taken)}
            return self._with_item(section, values, after=key)
        draft, made = self.add_section(after=key)
        code = next(one.code for one in draft.sections if one.key == made)
        items = tuple(
            DraftItem(key=draft.next_key + number, values={**one.values, "id": f"{code}{number + 1:0{DIGITS}d}"})
            for number, one in enumerate(section.items)
        )
        sections = (replace(one, items=items) if one.key == made else one for one in draft.sections)
        draft = replace(draft, sections=tuple(sections), next_key=draft.next_key + len(items))
        return draft.say(made, "title", section.title), made

    def remove(self, key: int) -> "Draft":
        """Take out an item, or a section with its items."""
        sections = (one for one in self.sections if one.key != key)
        return replace(
            self,
            sections=tuple(replace(one, items=tuple(i for i in one.items if i.key != key)) for one in sections),
        )

    def move(self, key: int, by: int) -> "Draft":
        """Move a part by one place among its like; an item stays in its section, whose code begins its number."""
        if self.section(key) is not None:
            return replace(self, sections=_moved(self.sections, key, by))
        sections = (replace(one, items=_moved(one.items, key, by)) for one in self.sections)
        return replace(self, sections=tuple(sections))

    def can_move(self, key: int, by: int) -> bool:
        """Tell whether there is a place to move a part to."""
        return self.move(key, by) != self

    def _with_section(self, made: DraftSection, *, after: int) -> "Draft":
        before = self.section_of(after)
        place = self.sections.index(before) + 1 if before else len(self.sections)
        sections = (*self.sections[:place], made, *self.sections[place:])
        return replace(self, sections=sections, next_key=self.next_key + 1)

    def _with_item(self, section: DraftSection, values: Values, *, after: int) -> tuple["Draft", int]:
        made = DraftItem(key=self.next_key, values=values)
        place = next((n for n, item in enumerate(section.items, start=1) if item.key == after), len(section.items))
        items = (*section.items[:place], made, *section.items[place:])
        sections = tuple(replace(one, items=items) if one.key == section.key else one for one in self.sections)
        return replace(self, sections=sections, next_key=self.next_key + 1), made.key

    def _free_id(self, code: str, taken: Collection[str]) -> str:
        known = {*taken, *(item.id for item in self.items)}
        numbers = [int(found[1]) for one in known if one.startswith(code) and (found := _NUMBER.search(one))]
        return f"{code}{max(numbers, default=0) + 1:0{DIGITS}d}"

    def _free_code(self) -> str:
        codes = {section.code for section in self.sections}
        stem = self.sections[0].code[:-1] if self.sections else "X-"
        letters = (chr(letter) for letter in range(ord("A"), ord("Z") + 1))
        return next((stem + letter for letter in letters if stem + letter not in codes), f"{stem}{len(codes) + 1}")


def draft_of(checklist: Checklist) -> Draft:
    """Return an edition as a draft that says the same."""
    values = values_of(checklist)
    keys = iter(range(1, len(checklist.sections) + len(checklist.items) + 2))
    sections = tuple(
        DraftSection(
            key=next(keys),
            values={"code": one["code"], "title": one["title"]},
            items=tuple(DraftItem(key=next(keys), values=item) for item in one["item"]),
        )
        for one in values["section"]
    )
    first_new = next(keys)
    return Draft(
        base=checklist.digest, head=values["checklist"], sections=sections, first_new=first_new, next_key=first_new
    )


def draft_as_json(draft: Draft) -> Json:
    """Return a draft as it is kept on this laptop."""
    return {
        "base": draft.base,
        "head": dict(draft.head),
        "first_new": draft.first_new,
        "next_key": draft.next_key,
        "sections": [
            {
                "key": section.key,
                "values": dict(section.values),
                "items": [{"key": item.key, "values": dict(item.values)} for item in section.items],
            }
            for section in draft.sections
        ],
    }


def draft_from(stored: Json) -> Draft | None:
    """Return a kept draft, None where nothing was kept."""
    if not isinstance(stored, dict):
        return None
    return Draft(
        base=stored["base"],
        head=stored["head"],
        first_new=stored["first_new"],
        next_key=stored["next_key"],
        sections=tuple(
            DraftSection(key=one["key"], values=one["values"], items=tuple(DraftItem(**item) for item in one["items"]))
            for one in stored["sections"]
        ),
    )


def _section_said(section: DraftSection, key: int, field: str, value: Any) -> DraftSection:
    if section.key == key:
        return replace(section, values=_said(section.values, field, value))
    if all(item.key != key for item in section.items):
        return section
    items = tuple(
        replace(item, values=_said(item.values, field, value)) if item.key == key else item for item in section.items
    )
    return replace(section, items=items)


def _said(values: Values, field: str, value: Any) -> Values:
    outer, _dot, inner = field.partition(".")
    if inner:
        value = _said(values.get(outer) or {}, inner, value)
    kept = {name: held for name, held in values.items() if name != outer or value is not None}
    return kept if value is None else {**kept, outer: value}


def _moved(parts: tuple[Any, ...], key: int, by: int) -> tuple[Any, ...]:
    place = next((number for number, one in enumerate(parts) if one.key == key), None)
    if place is None or not 0 <= place + by < len(parts):
        return parts
    others = [one for one in parts if one.key != key]
    others.insert(place + by, parts[place])
    return tuple(others)


def keys_in_order(draft: Draft) -> Iterator[int]:
    """Yield the keys of all parts as they are read: the head, each section and its items."""
    yield HEAD
    for section in draft.sections:
        yield section.key
        yield from (item.key for item in section.items)
