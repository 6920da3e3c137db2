"""The places of an institution as the navigator needs them: a tree, and where a new one belongs."""

from collections.abc import Mapping
from typing import Final

from inspections.institution import Place
from ui.widgets.place_tree import PlaceNode

WHOLE: Final = ""
"""Stands for the whole institution: no place is inherited."""
ABOVE: Final[Mapping[str, str]] = {"building": "", "floor": "building", "room": "floor"}
_NAMES: Final[Mapping[str, str]] = {"building": "{number}号楼", "floor": "{number}层", "room": "{above}{number:02}室"}


def place_nodes(places: Mapping[str, Place], notes: Mapping[str, str]) -> tuple[PlaceNode, ...]:
    """Return the tree under one node for the whole institution."""
    live = [one for one in places.values() if not one.withdrawn]
    return (PlaceNode(id=WHOLE, name="全机构", children=_children(live, WHOLE, notes)),)


def _children(live: list[Place], parent: str, notes: Mapping[str, str]) -> tuple[PlaceNode, ...]:
    known = {one.id for one in live}
    inside = [one for one in live if (one.parent if one.parent in known else WHOLE) == parent]
    return tuple(
        PlaceNode(id=one.id, name=one.name, note=notes.get(one.id, ""), children=_children(live, one.id, notes))
        for one in inside
    )


def next_level(places: Mapping[str, Place], current: str) -> str:
    """Return the level one would add next: a floor in a building, a room on a floor, beside a room another room."""
    if current not in places:
        return "building"
    return {"building": "floor", "floor": "room", "room": "room"}[places[current].fields.text("level")]


def parent_for(places: Mapping[str, Place], current: str, level: str) -> str:
    """Return the place around a new one of a level: the nearest of the level above on the way up from the current."""
    above = ABOVE[level]
    while current in places and places[current].fields.text("level") != above:
        current = places[current].parent
    return current if above and current in places else WHOLE


def proposed_name(places: Mapping[str, Place], parent: str, level: str) -> str:
    """Return the next free name in line: 2号楼 after 1号楼, 302室 after 301室 on 3层."""
    taken = {one.name for one in places.values() if one.parent == parent and not one.withdrawn}
    above = "".join(sign for sign in places[parent].name if sign.isdigit()) if parent in places else ""
    names = (_NAMES[level].format(number=number, above=above or "1") for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def rank_for(places: Mapping[str, Place], parent: str) -> int:
    """Return the rank behind all places beside a new one."""
    return sum(one.parent == parent for one in places.values())
