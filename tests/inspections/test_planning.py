"""Planning: what is asked by facts, depth and 一表通查, and what another fact changes."""

from itertools import product

import pytest

from checklists.loader import bundled
from checklists.model import GRAVE, Depth
from inspections.planning import Arrangement, compare, plan, with_facts

LISTS = bundled()
PAIR = LISTS[:2]
FACTS = {"institution_kind": "urban_home", "gas": True, "canteen": True, "beds": 100, "lift": True}


def arranged(**changes):
    return Arrangement(**{"facts": FACTS, **changes})


def every(sections):
    return {one.item.id: one for section in sections for one in section.items}


def asked(sections):
    return {code for code, one in every(sections).items() if one.is_asked}


@pytest.mark.parametrize(("joint", "is_basic"), list(product((False, True), repeat=2)))
def test_every_item_of_every_list_is_asked_or_says_why_not(joint, is_basic):
    planned = every(plan(LISTS, arranged(joint=joint, is_basic=is_basic)))
    assert len(planned) == sum(len(one.items) for one in LISTS)
    for one in planned.values():
        assert one.is_asked + bool(one.excluded) + bool(one.merged_into) + one.beyond == 1


def test_a_joint_visit_asks_less_and_leaves_no_requirement_out():
    apart, together = plan(LISTS, arranged()), plan(LISTS, arranged(joint=True))
    assert asked(together) < asked(apart)
    wanted = {one.item.requirement for one in every(apart).values() if one.is_asked}
    covered = {item.requirement for one in every(together).values() if one.is_asked for item in one.own}
    assert covered == wanted
    assert len(asked(together)) == len(wanted)


def test_a_merged_item_names_where_it_is_asked():
    planned = every(plan(PAIR, arranged(joint=True)))
    assert planned["SS-B09"].merged_into == "FS-H11"
    assert [one.id for one in planned["FS-H11"].others] == ["SS-B09"]
    assert len(planned["FS-H11"].item.clauses) == 2


def test_where_the_named_item_does_not_apply_the_other_list_still_asks():
    planned = every(plan(LISTS, arranged(facts={**FACTS, "canteen": False}, joint=True)))
    assert planned["SS-O01"].excluded
    assert not planned["SS-O01"].merged_into
    assert all(not one.merged_into or planned[one.merged_into].is_asked for one in planned.values())


def test_a_basic_visit_never_leaves_out_a_trigger_or_a_grave_item():
    planned = every(plan(LISTS, arranged(is_basic=True)))
    left = [one for one in planned.values() if one.beyond]
    assert left
    assert not [one.item.id for one in left if one.item.major or one.item.severity in GRAVE]


def test_a_basic_visit_asks_what_is_written_as_basic():
    written = {item.id for one in LISTS for item in one.items if item.depth is Depth.BASIC}
    planned = every(plan(LISTS, arranged(is_basic=True)))
    assert not [code for code in written if planned[code].beyond]


def test_depth_alone_adds_and_drops_nothing_else():
    full, basic = plan(LISTS, arranged()), plan(LISTS, arranged(is_basic=True))
    change = compare(full, basic, answered=())
    assert {one.item.id for one in change.dropped} == {code for code, one in every(basic).items() if one.beyond}
    assert change.added == ()
    assert {one.item.id for one in compare(basic, full, answered=()).added} == {one.item.id for one in change.dropped}


def test_another_fact_names_what_it_adds_and_drops_and_what_keeps_its_answer():
    before = plan(PAIR, arranged(answered={"FS-H13"}))
    change = with_facts(before, arranged(facts={**FACTS, "gas": False}, answered={"FS-H13"}))
    assert "FS-H13" in {one.item.id for one in change.dropped}
    assert [one.item.id for one in change.kept] == ["FS-H13"]
    assert all(one.excluded for one in change.dropped)
    assert f"{len(change.dropped)} 项不再适用" in change.words()
    assert "其中 1 项已有结论，予以保留" in change.words()
    back = compare(plan(PAIR, arranged(facts={**FACTS, "gas": False})), before, answered=())
    assert {one.item.id for one in back.added} == {one.item.id for one in change.dropped}
    assert f"{len(back.added)} 项新增（" in back.words()


def test_the_same_facts_change_nothing():
    change = with_facts(plan(PAIR, arranged()), arranged())
    assert change.is_nothing
    assert change.words() == "检查项没有变化。"
