"""Walks as inspectors make them: what was answered when, what was photographed when, and what each photo truly shows."""

import random
from dataclasses import dataclass

from inspections.photo_walk import Shot, Stop, Target

ITEMS = 60
PHOTOS = 300
WITHOUT = 0.25
"""Share of items nobody photographs."""
RETURNED = 5
TOGETHER = 0.1
"""Share of items whose answer waits and is pressed with the next one's."""
HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A recorded walk and its truth."""

    shots: tuple[Shot, ...]
    stops: tuple[Stop, ...]
    truth: dict[str, str]
    """Photo id -> key of what it shows."""
    offset: float

    def share_right(self, groups):
        """The share of photos proposed to what they truly show."""
        proposed = {photo: group.stop.target.key for group in groups for photo in group.photos}
        return sum(proposed.get(photo) == key for photo, key in self.truth.items()) / len(self.truth)


def simulate(seed, *, items=ITEMS, photos=PHOTOS):
    """One walk with the noise of the work: see the constants."""
    dice = random.Random(seed)
    route = list(range(items))
    counts = _counts(dice, items, photos)
    visits = [(item, counts[item], True) for item in route]
    for item in dice.sample([one for one in route if counts[one] > 2], RETURNED):
        own = dice.randint(1, counts[item] - 1)
        place = next(at for at, visit in enumerate(visits) if visit[0] == item)
        visits[place] = (item, counts[item] - own, True)
        later = dice.randint(place + 2, max(place + 2, len(visits)))
        visits.insert(later, (item, own, dice.random() < 0.5))  # only half of the returns are recorded again
    offset = _offset(dice)
    now, shots, stops, truth, waiting = 1_700_000_000.0, [], [], {}, []
    for item, count, is_answered in visits:
        now += dice.lognormvariate(4.3, 0.7)  # to the next thing and looking at it: median 74 s
        key = f"FS-{item:03d}"
        before = _share_before(dice, count)
        for number in range(count):
            if number == before:
                now = _press(dice, now, key, is_answered, stops, waiting)
            photo = f"p{len(shots):04d}"
            shots.append(Shot(id=photo, at=now + offset))
            truth[photo] = key
            now += dice.lognormvariate(1.7, 0.8)  # between two shots: median 5.5 s, at times a minute
        if before >= count:
            now = _press(dice, now, key, is_answered, stops, waiting)
    stops += [Stop(target=Target(item=held), at=now) for held in waiting]
    return Walk(shots=tuple(shots), stops=tuple(stops), truth=truth, offset=offset)


def _press(dice, now, key, is_answered, stops, waiting):
    """The key of the answer: at once or held back and pressed with the next one's."""
    now += dice.lognormvariate(2.3, 0.9)  # reading and thinking: median 10 s
    if not is_answered:
        return now
    if dice.random() < TOGETHER:
        waiting.append(key)
        return now
    for held in waiting:
        stops.append(Stop(target=Target(item=held), at=now))
        now += dice.uniform(1.5, 5)
    waiting.clear()
    stops.append(Stop(target=Target(item=key), at=now))
    return now + dice.lognormvariate(1.5, 0.7)


def _counts(dice, items, photos):
    counts = [0] * items
    taken = [item for item in range(items) if dice.random() >= WITHOUT] or [0]
    for item in taken:
        counts[item] = 1
    for _photo in range(photos - len(taken)):
        counts[dice.choice(taken)] += 1
    return counts


def _share_before(dice, count):
    """How many photos come before the key: mostly all, at times none, at times some."""
    kind = dice.random()
    if kind < 0.6:
        return count
    return 0 if kind < 0.8 else dice.randint(0, count)


def _offset(dice):
    kind = dice.random()
    if kind < 0.4:
        return dice.uniform(-3, 3)
    if kind < 0.7:
        return dice.uniform(-900, 900)
    if kind < 0.9:
        return dice.choice((-8, -1, 1, 8)) * HOUR + dice.uniform(-300, 300)
    return dice.uniform(-3000, 3000) * 24 * HOUR
