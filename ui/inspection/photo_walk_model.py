"""A walk being sorted: groups with what a person decided so far, and the way back; no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from inspections.photo import Photo
from inspections.walk_reading import Choice, WalkGroup


class Standing(StrEnum):
    """What a person has decided about a group."""

    OPEN = "待确认"
    PLACED = "已归位"
    SKIPPED = "已跳过"


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedGroup:
    """One group with its standing; a placed one says where."""

    group: WalkGroup
    standing: Standing = Standing.OPEN
    chosen: Choice | None = None

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Return the photos of the group."""
        return self.group.photos

    @property
    def title(self) -> str:
        """Return where the photos go, as proposed or decided."""
        choice = self.chosen or self.group.choice
        return choice.title if choice else "请选择"


@dataclass(slots=True)
class Sorting:
    """The groups in order, the current one, and what was decided last."""

    groups: list[SortedGroup]
    choices: tuple[Choice, ...]
    placed_before: int = 0
    current: int = 0
    _decided: list[int] = field(default_factory=list)

    @property
    def now(self) -> SortedGroup:
        """Return the current group."""
        return self.groups[self.current]

    @property
    def photos(self) -> int:
        """Return how many photos wait or were placed here."""
        return sum(len(one.photos) for one in self.groups)

    @property
    def placed(self) -> int:
        """Return how many photos were placed here."""
        return sum(len(one.photos) for one in self.groups if one.standing is Standing.PLACED)

    @property
    def last_decided(self) -> int:
        """Return the group decided last, -1 where there is nothing to take back."""
        return self._decided[-1] if self._decided else -1

    def offered(self, search: str) -> list[Choice]:
        """Return what the current group can be laid to: the proposal, its neighbours, then everything; or what fits."""
        group = self.now.group
        first = [one for one in (self.now.chosen, group.choice, *group.others) if one is not None]
        rest = [*first, *self.choices]
        words = search.strip().casefold()
        if words:
            rest = [one for one in rest if words in f"{one.title} {one.details}".casefold()]
        offered: dict[str, Choice] = {}
        for one in rest:
            offered.setdefault(one.target.key, one)
        return list(offered.values())

    def go(self, step: int) -> None:
        """Go to another group; stays at either end."""
        self.current = max(0, min(len(self.groups) - 1, self.current + step))

    def place(self, photos: Sequence[str], choice: Choice) -> None:
        """Note that some photos of the current group were placed; those left out stand in a group of their own."""
        number, held = self.current, self.now
        taken = tuple(one for one in held.photos if one.id in photos)
        left = tuple(one for one in held.photos if one.id not in photos)
        self.groups[number] = SortedGroup(
            group=replace(held.group, photos=taken), standing=Standing.PLACED, chosen=choice
        )
        if left:
            rest = replace(held.group, photos=left, sure=False, why="上一组中没有选的照片，请另行选择。")
            self.groups.insert(number + 1, SortedGroup(group=rest))
            self._decided = [one + (one > number) for one in self._decided]
        self._decide(number)

    def skip(self) -> None:
        """Leave the current group unsorted for now."""
        self.groups[self.current] = replace(self.now, standing=Standing.SKIPPED, chosen=None)
        self._decide(self.current)

    def take_back(self) -> None:
        """Open the group decided last again, and go there."""
        number = self._decided.pop()
        self.groups[number] = replace(self.groups[number], standing=Standing.OPEN, chosen=None)
        self.current = number

    def _decide(self, number: int) -> None:
        self._decided.append(number)
        following = [*range(number + 1, len(self.groups)), *range(number)]
        self.current = next((one for one in following if self.groups[one].standing is Standing.OPEN), number)
