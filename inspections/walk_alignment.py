"""Laying the photos of a walk along the moments of its answers, and finding how wrong the camera's clock is. Pure.

A run is photos in succession that show one thing. A run lies well beside an answer when the answer was given within
it or seconds after it and no other answer lies between. Of all ways to cut the photos into runs and lay the runs in
order along the answers, the cheapest is found exactly (dynamic programming over cuts and answers).
"""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from math import exp, inf, log, log1p
from typing import Final

NEAR: Final = 33.0
"""Seconds between a run and its answer that hardly matter."""
AFTERWARDS: Final = 0.9
"""What a run costs that begins after its answer: most things are photographed before."""
CROSSED: Final = 2.4
"""What each other answer between a run and its own costs, when pressed well apart."""
WITHIN: Final = 2.7
"""What each other answer within a run costs."""
TOGETHER: Final = 30.0
"""Seconds within which answers are pressed in one go: crossing such a one costs in proportion."""
REACH: Final = 5
"""How many answers away from a run its own is looked for."""
LEFT_OUT: Final = 4.0
"""What an answer without photos costs: rather two runs beside two answers than one beside one."""
PULL: Final = 5.0
"""How strongly the pause before a photo speaks for staying or going on."""
PHOTOGRAPHED: Final = 0.7
"""The share of answers that commonly have photos: tells which pauses lie between two of them."""
MISPLACED: Final = 12.0
"""What laying a photo already placed by a person anywhere else costs."""
MOST_STAYED: Final = 12.0
"""Beyond this price of pauses within it a run is not made longer."""
BIN: Final = 10.0
"""Seconds of one step of the search for the clock's offset."""
CANDIDATES: Final = 8
EXACT: Final = 5.0
"""Seconds by which a clock set by the network may differ."""
DISTRUST: Final = 1.0
"""What it costs to take a clock for wrong, and again for each e-fold beyond a minute."""


@dataclass(frozen=True, slots=True)
class Run:
    """Photos from `first` to before `end`, laid to the answer `stop`."""

    first: int
    end: int
    stop: int


@dataclass(frozen=True, slots=True)
class Route:
    """The answers in order of time, whose they are, and the photos with what a person said of them."""

    times: tuple[float, ...]
    keys: tuple[str, ...]
    shots: tuple[float, ...]
    placed: tuple[str, ...]

    @property
    def pause(self) -> float:
        """Return the pause that commonly lies between the photos of two things."""
        pauses = sorted(after - before for before, after in pairwise(self.shots))
        moves = min(len(pauses), round(PHOTOGRAPHED * len(set(self.keys))))
        return max(pauses[len(pauses) - moves] if 0 < moves < len(pauses) else NEAR, 1.0)

    def bursts(self, pause: float) -> list[int]:
        """Return where bursts begin: within one nobody goes on to another thing."""
        starts = [
            place
            for place in range(1, len(self.shots))
            if self.shots[place] - self.shots[place - 1] >= pause / 5 or self.placed[place] != self.placed[place - 1]
        ]
        return [0, *starts]


def clock_offset(route: Route) -> float:
    """Return by how many seconds the camera's clock is ahead of the laptop's, as the photos fit best."""
    best = min(_tried(route, one) for one in _candidates(route))
    for step in (12.0, 6.0):
        best = min(best, *(_tried(route, best[2] + step * turn) for turn in (-1, 1)))
    return best[2]


def _tried(route: Route, offset: float) -> tuple[float, float, float]:
    cost, _runs = lay(route, offset)
    wrong = DISTRUST * (1 + log1p(abs(offset) / 60)) if abs(offset) > EXACT else 0.0
    return cost + wrong, abs(offset), offset


def _candidates(route: Route) -> list[float]:
    """Return offsets worth trying: none, and those at which most bursts begin or end beside an answer."""
    votes: dict[int, float] = {}
    for edge in _edges(route):
        for time in route.times:
            nearest = round((edge - time) / BIN)
            votes[nearest] = votes.get(nearest, 0.0) + 1
    smooth = {one: sum(votes.get(one + step, 0.0) for step in (-2, -1, 0, 1, 2)) for one in votes}
    best: list[int] = []
    for one in sorted(smooth, key=lambda each: (-smooth[each], abs(each))):
        if all(abs(one - other) > 3 for other in best):
            best.append(one)
        if len(best) == CANDIDATES:
            break
    return [0.0, *(one * BIN for one in best)]


def _edges(route: Route) -> list[float]:
    """Return the times at which bursts begin and end."""
    pause = route.pause
    long = [after - before >= pause for before, after in pairwise(route.shots)]
    return [
        at
        for at, before, after in zip(route.shots, [True, *long], [*long, True], strict=True)
        if before or after
    ]  # fmt: skip


def lay(route: Route, offset: float) -> tuple[float, list[Run]]:
    """Cut the photos into runs and lay them in order along the answers at least cost; return cost and runs."""
    return Laying(route, offset).best()


class Laying:
    """One search: `reached[cut]` holds the cheapest cost for each answer the last run before a cut can lie at."""

    def __init__(self, route: Route, offset: float) -> None:
        self._route = route
        self._shots = [one - offset for one in route.shots]
        pause = route.pause
        self._cuts = [*route.bursts(pause), len(route.shots)]
        pauses = [after - before for before, after in pairwise(self._shots)]
        prices = [_by_pause(pauses[cut - 1], pause) if cut else (0.0, 0.0) for cut in self._cuts[:-1]]
        self._moving, self._staying = [one[0] - LEFT_OUT for one in prices], [one[1] for one in prices]
        self._middles = [bisect_left(route.times, one) for one in self._shots]

    def best(self) -> tuple[float, list[Run]]:
        """Search from the first photo to the last, then walk back."""
        reached: list[dict[int, tuple[float, int, int]]] = [{-1: (0.0, 0, -1)}]
        for end in range(1, len(self._cuts)):
            here: dict[int, tuple[float, int, int]] = {}
            stayed = 0.0
            given = self._route.placed[self._cuts[end] - 1]
            for begin in range(end - 1, -1, -1):
                if stayed > MOST_STAYED or self._route.placed[self._cuts[begin]] != given:
                    break
                self._extend(reached[begin], here, begin, end, stayed)
                stayed += self._staying[begin]
            reached.append(here)
        end, stop = len(self._cuts) - 1, min(reached[-1], key=lambda one: reached[-1][one][0])
        total, runs = reached[-1][stop][0], []
        while end:
            _cost, begin, before = reached[end][stop]
            runs.append(Run(first=self._cuts[begin], end=self._cuts[end], stop=stop))
            end, stop = begin, before
        return total, runs[::-1]

    def _extend(
        self,
        before: dict[int, tuple[float, int, int]],
        here: dict[int, tuple[float, int, int]],
        begin: int,
        end: int,
        stayed: float,
    ) -> None:
        """Add the run between two cuts to every way that ends at the first."""
        first, last = self._cuts[begin], self._cuts[end] - 1
        earlier = sorted(before.items())
        cheapest, origin, passed = inf, -1, 0
        for stop in self._stops_near(first, last):
            while passed < len(earlier) and earlier[passed][0] < stop:
                if earlier[passed][1][0] < cheapest:
                    cheapest, origin = earlier[passed][1][0], earlier[passed][0]
                passed += 1
            going = cheapest + self._moving[begin]
            staying = before[stop][0] + self._staying[begin] if stop in before else inf
            so_far, came_from = (going, origin) if going <= staying else (staying, stop)
            cost = so_far + stayed + self.price(first, last, stop)
            if cost < here.get(stop, (inf, 0, 0))[0]:
                here[stop] = (cost, begin, came_from)

    def _stops_near(self, first: int, last: int) -> list[int]:
        count = len(self._route.times)
        low = max(0, min(self._middles[first], count) - REACH)
        near = range(low, min(count, self._middles[last] + REACH))
        given = self._route.placed[first]
        if not given:
            return list(near)
        return sorted({*near, *(place for place, key in enumerate(self._route.keys) if key == given)})

    def price(self, first: int, last: int, stop: int) -> float:
        """Return what laying a run to an answer costs."""
        given = self._route.placed[first]
        if given:
            return 0.0 if given == self._route.keys[stop] else MISPLACED * (last - first + 1)
        begins, ends, times = self._middles[first], self._middles[last], self._route.times
        answered = times[stop]
        if stop < begins:
            between, apart, within, late = range(stop + 1, begins), self._shots[first] - answered, 0, AFTERWARDS
        elif stop < ends:
            between, apart, within, late = range(0), 0.0, -1, 0.0
        else:
            between, apart, within, late = range(ends, stop), answered - self._shots[last], 0, 0.0
        crossed = 0.0
        for one in between:
            crossed += min(1.0, abs(answered - times[one]) / TOGETHER)
        return CROSSED * crossed + WITHIN * (ends - begins + within) + log1p((apart / NEAR) ** 2) + late


def _by_pause(pause: float, between: float) -> tuple[float, float]:
    """Return what going on and what staying costs after a pause: even at the pause common between two things."""
    lean = PULL * log(max(pause, 0.5) / between)
    return log1p(exp(-lean)), log1p(exp(lean))
