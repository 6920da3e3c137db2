"""一表通查: which items are asked once, under which code, and what never merges."""

from dataclasses import replace
from itertools import permutations

import pytest

from checklists.joint import compose, differences, joined
from checklists.loader import bundled, load, problems_between
from checklists.model import Action, Nature, Severity
from checklists.problems import ProblemCode

LISTS = bundled()
ITEMS = {item.id: item for checklist in LISTS for item in checklist.items}
SHARED = [item for item in ITEMS.values() if item.same_as]


def codes(shared):
    return {carrier: {one.id for one in others} for carrier, others in shared.items()}


@pytest.mark.parametrize("item", SHARED, ids=lambda item: item.id)
def test_bundled_items_of_one_requirement_can_be_answered_together(item):
    root = ITEMS[item.same_as]
    assert differences(item, root) == ()
    assert set(item.agencies) & set(root.agencies), "nobody in common may look at both"


def test_every_requirement_of_the_whole_library_is_asked_once():
    shared = codes(compose(ITEMS.values()))
    merged = {code for others in shared.values() for code in others}
    assert merged == {item.id for item in SHARED}
    assert all(not ITEMS[carrier].same_as for carrier in shared)


def test_electricians_are_asked_once_for_fire_and_for_work_safety():
    shared = compose(ITEMS.values())
    asked = joined(ITEMS["FS-H11"], shared["FS-H11"])
    assert [one.id for one in shared["FS-H11"]] == ["SS-B09"]
    assert {one.document for one in asked.clauses} == {"消防法", "安全生产法"}
    assert set(asked.agencies) == set(ITEMS["FS-H11"].agencies) | set(ITEMS["SS-B09"].agencies)
    assert len(asked.clauses) == len(set(asked.clauses))


def test_the_order_of_the_lists_changes_no_code():
    chosen = [one for one in LISTS if one.code in ("service_safety", "food_canteen", "meal_points")]
    seen = [codes(compose(item for one in order for item in one.items)) for order in permutations(chosen)]
    assert all(one == seen[0] for one in seen)
    assert "MP-B02" in seen[0]["SS-O02"]


def test_without_the_list_that_others_name_the_first_code_carries():
    chosen = [ITEMS["VD-D02"], ITEMS["MP-B02"]]
    assert codes(compose(chosen)) == {"MP-B02": {"VD-D02"}}


def test_an_answer_keeps_its_code_when_the_named_item_comes_to_apply():
    chosen = [ITEMS["SS-O02"], ITEMS["MP-B02"]]
    assert codes(compose(chosen, answered={"MP-B02"})) == {"MP-B02": {"SS-O02"}}


def test_two_answers_to_one_requirement_both_stay():
    chosen = [ITEMS["SS-O02"], ITEMS["MP-B02"], ITEMS["VD-D02"]]
    assert codes(compose(chosen, answered={"SS-O02", "MP-B02"})) == {"SS-O02": {"VD-D02"}}


@pytest.mark.parametrize(
    "change",
    [{"sampled": True}, {"measured": ITEMS["SS-O08"].measured}, {"nature": Nature.POLICY_TARGET}],
    ids=lambda change: next(iter(change)),
)
def test_what_is_proven_otherwise_is_never_merged(change):
    root, other = ITEMS["SS-O02"], replace(ITEMS["MP-B02"], **change)
    assert len(differences(root, other)) == 1
    assert codes(compose([root, other])) == {"SS-O02": set()}


def test_another_bound_of_the_same_measure_is_another_demand():
    root = ITEMS["SS-O08"]
    other = replace(ITEMS["FC-D02"], measured=replace(root.measured, at_least=root.measured.at_least + 1))
    assert codes(compose([root, other])) == {"SS-O08": set()}


def test_the_strictest_default_and_the_gravest_weight_stand_for_all():
    advised = replace(ITEMS["SS-O02"], action=Action.ADVISE, days=None, severity=Severity.ADVICE, measure="提醒")
    asked = joined(advised, (ITEMS["MP-B02"],))
    assert (asked.action, asked.days, asked.measure) == (
        ITEMS["MP-B02"].action,
        ITEMS["MP-B02"].days,
        ITEMS["MP-B02"].measure,
    )
    assert asked.severity is ITEMS["MP-B02"].severity
    assert asked.id == advised.id
    assert asked.text == advised.text


def test_a_mapping_of_unlike_items_is_reported_by_check():
    text = """
[checklist]
code = "{code}"
title = "试"
edition = "1"
in_force_from = "2026-01-01"
in_force_to = ""
source = "试"
[[section]]
code = "{letter}"
title = "试"
[[section.item]]
id = "{letter}1"
text = "推门"
check = "推一推"
proof = "照片"
how = ["看"]
measure = "修好"
action = "immediate"
defaults = "ours"
severity = "ordinary"
agencies = ["fire"]
clauses = [ {{ document = "消防法", article = "28", certainty = "text" }} ]
{more}
"""
    one = load(text.format(code="one", letter="A", more="").encode(), name="one.toml")
    other = load(text.format(code="two", letter="B", more='same_as = "A1"\nsampled = true').encode(), name="two.toml")
    assert [(one.code, one.place) for one in problems_between([one, other])] == [(ProblemCode.SAME_DIFFERS, "B1")]
