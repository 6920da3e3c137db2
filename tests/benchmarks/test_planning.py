"""How long planning a visit on every list with every condition takes, beside one bare pass over the same items."""

import statistics
import time

import pytest

from checklists.loader import bundled
from inspections.planning import Arrangement, plan

pytestmark = pytest.mark.heavy
RUNS = 15
FACTS = {
    "institution_kind": "urban_home", "beds": 120, "residents": 86, "storeys": 5, "highest_floor": 4, "gas": True,
    "canteen": True, "medical_unit": True, "lift": True, "overnight_stay": True,
}  # fmt: skip
MOST_MS = 30
MOST_RATIO = 100


def bare(lists):
    """Touch every item once and build a row for it: what any plan must do at least."""
    return [(item.id, item.requirement, bool(item.applies)) for one in lists for item in one.items]


def milliseconds(step, *arguments):
    begun = time.process_time()
    step(*arguments)
    return (time.process_time() - begun) * 1000


def test_planning_every_list_takes_less_than_thirty_milliseconds(capsys):
    lists = bundled()
    arranged = Arrangement(facts=FACTS, joint=True, is_basic=True, answered=frozenset({"FS-H11"}))
    ours = [milliseconds(plan, lists, arranged) for _ in range(RUNS)]
    least = [milliseconds(bare, lists) for _ in range(RUNS)]
    ratio = statistics.median(ours) / statistics.median(least)
    with capsys.disabled():
        print(f"\nplan {statistics.median(ours):.1f} ms, bare {statistics.median(least):.2f} ms, x{ratio:.0f}")
    assert statistics.median(ours) < MOST_MS
    assert ratio < MOST_RATIO
