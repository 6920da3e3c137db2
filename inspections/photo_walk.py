"""Photo walk: the photos of a visit follow the inspector; times and order tell what each of them shows.

Pure. The photos of one camera are laid along the answers in the order they were given (`walk_alignment`), its clock put
right; what a person has placed already holds the rest in place. Everything is a proposal: a person confirms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from inspections.walk_alignment import Laying, Route, Run, clock_offset

BREAK: Final = 240.0
"""Seconds of pause after which photos of one thing stand in groups of their own."""
SURE: Final = 2.5
"""How much worse the next item must fit for a proposal to be called sure."""
OFFERED: Final = 5
"""How many other items are offered beside the proposed one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What photos can be laid to: an item, or a finding, with the place it was recorded in."""

    item: str = ""
    finding: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """Return what tells this target from others: the finding where there is one."""
        return self.finding or self.item


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One moment at which the inspector was at a target: an answer or the recording of a finding."""

    target: Target
    at: float
    """Seconds on the laptop's clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photo on its camera's clock; `placed` is the key of the target a person already gave it."""

    id: str
    at: float
    clock: str = ""
    """Photos of one clock share one offset."""
    placed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Photos proposed to one target; `others` are the next best, nearest first."""

    photos: tuple[str, ...]
    first: float
    last: float
    """On the laptop's clock, the offset taken out."""
    offset: float
    stop: Stop
    others: tuple[Target, ...]
    sure: bool
    pause: float
    """Seconds since the photo before; infinite for the first."""


def propose(shots: Sequence[Shot], stops: Sequence[Stop]) -> tuple[Group, ...]:
    """Return the groups of the photos not placed yet, in order of time; none where nothing was visited."""
    if not stops:
        return ()
    ordered = sorted(stops, key=lambda one: one.at)
    known = {stop.target.key for stop in ordered}
    by_clock: dict[str, list[Shot]] = {}
    for shot in sorted(shots, key=lambda one: (one.at, one.id)):
        if not shot.placed or shot.placed in known:
            by_clock.setdefault(shot.clock, []).append(shot)
    groups = [group for own in by_clock.values() for group in _of_one_clock(own, ordered)]
    return tuple(sorted(groups, key=lambda one: one.first))


def _of_one_clock(shots: Sequence[Shot], stops: Sequence[Stop]) -> list[Group]:
    if all(shot.placed for shot in shots):
        return []
    route = Route(
        times=tuple(stop.at for stop in stops),
        keys=tuple(stop.target.key for stop in stops),
        shots=tuple(shot.at for shot in shots),
        placed=tuple(shot.placed for shot in shots),
    )
    offset = clock_offset(route)
    laying = Laying(route, offset)
    _cost, runs = laying.best()
    return [
        _group(part, laying, shots, stops, offset)
        for run in _joined(runs, route)
        if not shots[run.first].placed
        for part in _parts(run, route.shots)
    ]


def _joined(runs: Sequence[Run], route: Route) -> list[Run]:
    """Put runs in succession together that lie at one thing: it was answered, then recorded as a finding."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        same = last is not None and route.keys[last.stop] == route.keys[run.stop]
        if last is not None and same and route.placed[last.first] == route.placed[run.first]:
            made[-1] = Run(first=last.first, end=run.end, stop=last.stop)
        else:
            made.append(run)
    return made


def _parts(run: Run, times: Sequence[float]) -> list[Run]:
    """Cut a run at long pauses: what was photographed on coming back is confirmed on its own."""
    cuts = [place for place in range(run.first + 1, run.end) if times[place] - times[place - 1] > BREAK]
    bounds = [run.first, *cuts, run.end]
    return [Run(first=first, end=end, stop=run.stop) for first, end in pairwise(bounds)]


def _group(run: Run, laying: Laying, shots: Sequence[Shot], stops: Sequence[Stop], offset: float) -> Group:
    chosen, last = stops[run.stop], run.end - 1
    prices: dict[str, tuple[float, int]] = {}
    for place, stop in enumerate(stops):
        price = laying.price(run.first, last, place)
        prices[stop.target.key] = min((price, place), prices.get(stop.target.key, (inf, place)))
    own = prices.pop(chosen.target.key)[0]
    others = sorted(prices.values())[:OFFERED]
    pause = shots[run.first].at - shots[run.first - 1].at if run.first else inf
    return Group(
        photos=tuple(shot.id for shot in shots[run.first : run.end]),
        first=shots[run.first].at - offset,
        last=shots[last].at - offset,
        offset=offset,
        stop=chosen,
        others=tuple(stops[place].target for _price, place in others),
        sure=not others or others[0][0] - own > SURE,
        pause=pause,
    )


def why(group: Group, *, words: Mapping[str, str] | None = None) -> str:
    """Say in Chinese why a group is proposed to its target; `words` names targets by key."""
    target = group.stop.target
    name = (words or {}).get(target.key, target.item or "自由登记的问题")
    parts = [f"{len(group.photos)} 张，{_relation(group)}{name}的记录时间"]
    parts.append("是第一组" if group.pause == inf else f"与前一张相隔 {span(group.pause)}")
    if abs(group.offset) >= 1:
        parts.append(f"相机时钟按{'快' if group.offset > 0 else '慢'} {span(abs(group.offset))}校正")
    if not group.sure:
        parts.append("前后相邻项也接近，请看清再确认")
    return "；".join(parts) + "。"


def _relation(group: Group) -> str:
    at = group.stop.at
    if group.first <= at <= group.last:
        return "拍摄期间正是"
    if group.last < at:
        return f"拍完 {span(at - group.last)}后是"
    return f"开拍前 {span(group.first - at)}是"


def span(seconds: float) -> str:
    """Return a length of time in words: 45 秒, 3 分 20 秒, 8 小时 2 分, 3 天."""
    whole = round(seconds)
    for size, unit, next_size, next_unit in (
        (86400, "天", 3600, "小时"),
        (3600, "小时", 60, "分"),
        (60, "分", 1, "秒"),
    ):
        if whole >= size:
            rest = whole % size // next_size
            return f"{whole // size} {unit}" + (f" {rest} {next_unit}" if rest else "")
    return f"{whole} 秒"
