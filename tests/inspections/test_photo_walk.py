from itertools import pairwise

from inspections.photo_walk import Shot, Stop, Target, propose, span, why
from tests.inspections import walks

SEEDS = range(8)
"""The heavy figure in docs/measurements.md is over 200 seeds."""


def stop(item, at, **more):
    return Stop(target=Target(item=item, **more), at=at)


def burst(name, *times, clock="local", placed=""):
    return [Shot(id=f"{name}{number}", at=at, clock=clock, placed=placed) for number, at in enumerate(times)]


STOPS = (stop("A", 100), stop("B", 400), stop("C", 800), stop("D", 1200))
TRUE = (*burst("a", 80, 84, 90), *burst("b", 360, 370, 380), *burst("c", 770, 775), *burst("d", 1170, 1180, 1185))


def proposed(groups):
    return {photo: group.stop.target.item for group in groups for photo in group.photos}


def moved(shots, seconds):
    return [Shot(id=one.id, at=one.at + seconds, clock=one.clock, placed=one.placed) for one in shots]


def test_simulated_walks_are_proposed_right_for_most_photos():
    """Noise: 25 % of the items without photos, 5 items returned to, answers held back, keys before and after, clocks
    off by nothing, minutes, hours or years; `tests/inspections/walks.py` has the numbers."""
    shares = []
    for seed in SEEDS:
        walk = walks.simulate(seed)
        assert len(walk.shots) == walks.PHOTOS
        shares.append(walk.share_right(propose(walk.shots, walk.stops)))
    assert sum(shares) / len(shares) >= 0.85, sorted(shares)
    assert sorted(shares)[1] >= 0.75, sorted(shares)


def test_every_photo_stands_in_exactly_one_group_in_order_of_time():
    walk = walks.simulate(99)
    groups = propose(walk.shots, walk.stops)
    assert sorted(photo for group in groups for photo in group.photos) == sorted(one.id for one in walk.shots)
    assert all(one.last <= other.first for one, other in pairwise(groups))


def test_a_clock_of_any_error_is_found_and_taken_out():
    for wrong in (0, 95, -3600, 8 * 3600 + 41, -9 * 365 * 86400):
        groups = propose(moved(TRUE, wrong), STOPS)
        assert proposed(groups) == {one.id: one.id[0].upper() for one in TRUE}
        assert abs(groups[0].offset - wrong) <= 40


def test_each_camera_has_a_clock_of_its_own():
    other = moved([Shot(id=f"{one.id}-2", at=one.at, clock="file") for one in TRUE], 7200)
    groups = propose([*TRUE, *other], STOPS)
    assert proposed(groups) == {one.id: one.id[0].upper() for one in (*TRUE, *other)}
    assert {round(one.offset / 7200) for one in groups} == {0, 1}


def test_what_a_person_placed_is_not_proposed_again_and_holds_the_rest_in_place():
    placed = burst("x", 300, 304, placed="B")
    groups = propose([*placed, *burst("y", 310, 315), *TRUE[6:]], STOPS)
    told = proposed(groups)
    assert not {one.id for one in placed} & set(told)
    assert told["y0"] == told["y1"] == "B"


def test_nothing_is_proposed_where_nothing_was_visited_or_nothing_waits():
    assert propose(TRUE, ()) == ()
    assert propose((), STOPS) == ()
    assert propose(burst("p", 90, 95, placed="A"), STOPS) == ()


def test_the_reason_says_when_and_how_the_clock_was_put_right():
    group = propose(moved(TRUE, 8 * 3600), STOPS)[1]
    said = why(group, words={"B": "FS-B01"})
    assert said.startswith("3 张，拍完 ")
    assert "后是FS-B01的记录时间" in said
    assert "与前一张相隔 4 分 30 秒" in said
    assert "相机时钟按快 " in said
    assert propose(TRUE, STOPS)[0].others


def test_lengths_of_time_read_as_a_person_says_them():
    assert [span(one) for one in (0, 59, 60, 200, 7320, 86400 * 3)] == [
        "0 秒", "59 秒", "1 分", "3 分 20 秒", "2 小时 2 分", "3 天",
    ]  # fmt: skip
