"""Which facility is wanted in full and which substitute is permitted: the truth table of the facts."""

from decimal import Decimal

import pytest

from checklists.clauses import documents
from checklists.facilities import FACILITIES, Standing, requirement, requirement_of, requirements
from checklists.loader import bundled

BY_ID = {facility.id: facility for facility in FACILITIES}
SMALL = {"floor_area_m2": Decimal("420"), "storeys": 2, "beds": 16, "building_volume_m3": Decimal(1500)}
LARGE = {"floor_area_m2": Decimal("3600"), "storeys": 4, "beds": 120, "building_volume_m3": Decimal(12000)}


def standings(facts):
    return {one.facility.id: one.standing.value for one in requirements(facts)}


def test_a_small_building_may_use_detectors_asks_about_sprinklers_and_has_no_refuge():
    assert standings(SMALL) == {
        "detection": "substitute",
        "extinguishing": "ask",
        "hydrant": "substitute",
        "refuge": "not_required",
        "lighting": "always",
        "extinguishers": "always",
    }


def test_a_large_building_needs_everything_in_full():
    full = dict.fromkeys(("detection", "extinguishing", "hydrant", "refuge"), "full")
    assert standings(LARGE) == {**full, "lighting": "always", "extinguishers": "always"}


@pytest.mark.parametrize(
    ("facility", "facts", "standing"),
    [
        ("detection", {"floor_area_m2": Decimal("499.9")}, Standing.SUBSTITUTE),
        ("detection", {"floor_area_m2": Decimal(500)}, Standing.FULL),
        ("detection", {"floor_area_m2": Decimal(300), "auto_alarm": True}, Standing.FULL),
        ("detection", {"floor_area_m2": Decimal(300), "auto_alarm": False}, Standing.SUBSTITUTE),
        ("extinguishing", {"floor_area_m2": Decimal(300), "sprinkler": True}, Standing.FULL),
        ("hydrant", {"building_volume_m3": Decimal(5000)}, Standing.SUBSTITUTE),
        ("hydrant", {"building_volume_m3": Decimal("5000.1")}, Standing.FULL),
        ("refuge", {"storeys": 3, "floor_area_m2": Decimal(3000)}, Standing.NOT_REQUIRED),
        ("refuge", {"storeys": 3, "floor_area_m2": Decimal(3001)}, Standing.FULL),
        ("refuge", {"storeys": 2}, Standing.NOT_REQUIRED),
        ("refuge", {"storeys": 3}, Standing.MISSING),
    ],
)
def test_the_bounds_themselves(facility, facts, standing):
    assert requirement(BY_ID[facility], facts).standing is standing


def test_missing_facts_are_named_and_nothing_is_permitted_without_them():
    found = {one.facility.id: one for one in requirements({})}
    assert found["detection"].grounds == "缺少：建筑面积"
    assert found["detection"].measure == BY_ID["detection"].full
    assert not found["detection"].is_decided
    assert found["lighting"].is_decided


def test_a_substitute_is_decided_only_by_a_bound_that_was_seen():
    for facility in FACILITIES:
        found = requirement(facility, SMALL)
        if found.standing is Standing.SUBSTITUTE:
            assert facility.bound.is_verified
            assert facility.bound in found.clauses
    asked = requirement(BY_ID["extinguishing"], SMALL)
    assert not asked.facility.bound.is_verified
    assert "由消防救援机构" in asked.grounds


def test_every_clause_and_item_is_known_and_no_item_is_looked_at_twice():
    items = [item for facility in FACILITIES for item in facility.items]
    assert len(items) == len(set(items))
    assert set(items) <= {item.id for checklist in bundled() for item in checklist.items}
    cited = [clause for one in FACILITIES for clause in (*one.clauses, *one.substitute_clauses)]
    assert {clause.document for clause in cited} <= set(documents())


def test_an_item_finds_its_requirement():
    assert requirement_of("FS-D02", SMALL).standing is Standing.SUBSTITUTE
    assert requirement_of("FS-D01", LARGE).measure == BY_ID["detection"].full
    assert requirement_of("SS-A01", SMALL) is None
