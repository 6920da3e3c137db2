"""The bundled library as a whole: what the special lists add, what they share, and what they may demand."""

import re
import time
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from checklists import clauses, loader
from checklists.applicability import evaluate, facts_asked
from checklists.criteria import criteria
from checklists.facts import FACTS, FactType
from checklists.model import Action, Agency, Certainty, Defaults, Nature, Relation, Severity

LISTS = {checklist.code: checklist for checklist in loader.bundled()}
GENERAL = ("fire_safety", "service_safety")
SIZES = {
    "age_friendly": 24, "dementia_and_medical_zones": 18, "food_canteen": 27, "home_visit": 18,
    "infection_control": 20, "meal_points": 18, "medical_unit": 19, "rating": 13, "service_list_2026": 27,
    "special_equipment_gas": 22, "video_network": 12, "village_point_day_care": 25,
}  # fmt: skip
SPECIAL = [item for code in SIZES for item in LISTS[code].items]
EVERY = [item for checklist in LISTS.values() for item in checklist.items]
ITEMS = {item.id: item for item in EVERY}
TODAY = date(2026, 6, 1)
NEVER_ORDERING = ("rating", "service_list_2026")


def test_the_library_holds_these_lists():
    assert {code: len(checklist.items) for code, checklist in LISTS.items() if code not in GENERAL} == SIZES


@pytest.mark.parametrize("field", ["check", "proof", "measure", "text"])
def test_no_two_items_of_the_whole_library_share_a_text(field):
    bare = Counter(re.sub(r"\W", "", getattr(item, field)) for item in EVERY)
    assert [text for text, times in bare.items() if times > 1] == []


@pytest.mark.parametrize("item", SPECIAL, ids=lambda item: item.id)
def test_texts_are_long_enough_to_act_on_and_differ(item):
    assert len(item.check) >= 20
    assert len(item.measure) >= 18
    assert len(item.proof) >= 8
    assert len({item.text, item.check, item.proof, item.measure}) == 4
    assert item.defaults is Defaults.OURS


@pytest.mark.parametrize("item", SPECIAL, ids=lambda item: item.id)
def test_an_item_is_ordered_only_where_one_of_its_agencies_may_order(item):
    if item.action is not Action.ADVISE:
        assert any(clauses.enforceable(item, agency, on=TODAY) for agency in item.agencies)


@pytest.mark.parametrize("code", NEVER_ORDERING)
def test_lists_without_a_ground_for_enforcement_only_advise(code):
    assert {item.action for item in LISTS[code].items} == {Action.ADVISE}


def test_targets_and_encouraged_items_are_only_advised():
    soft = [item for item in SPECIAL if item.nature is Nature.POLICY_TARGET or item.severity is Severity.ADVICE]
    assert {item.action for item in soft} == {Action.ADVISE}


def test_what_rests_only_on_local_plans_is_a_target():
    local = {code for code, document in clauses.documents().items() if document.kind is clauses.Kind.LOCAL}
    plans = local & {"会同方案", "湘乡方案"}
    wrong = [
        item.id
        for item in SPECIAL
        if {one.document for one in item.clauses} <= plans and item.nature is not Nature.POLICY_TARGET
    ]
    assert wrong == []


@pytest.mark.parametrize("item", [item for item in SPECIAL if item.same_as], ids=lambda item: item.id)
def test_a_shared_requirement_keeps_the_certainty_of_its_clauses(item):
    target = ITEMS[item.same_as]
    assert not target.same_as
    written = {(one.document, one.article): one.certainty for one in target.clauses}
    for clause in item.clauses:
        assert written.get((clause.document, clause.article), clause.certainty) is clause.certainty


@pytest.mark.parametrize("code", [code for code in LISTS if code not in GENERAL])
def test_one_list_never_asks_a_requirement_twice(code):
    asked = Counter(item.requirement for item in LISTS[code].items)
    assert [name for name, times in asked.items() if times > 1] == []


@pytest.mark.parametrize(
    ("code", "group", "left_out"),
    [
        ("food_canteen", "SS-O", {"SS-O02"}),
        ("medical_unit", "SS-P", set()),
        ("infection_control", "SS-Q", set()),
        ("special_equipment_gas", "SS-R0", {"SS-R07", "SS-R08", "SS-R09"}),
    ],
)
def test_a_special_list_covers_the_group_it_deepens(code, group, left_out):
    wanted = {item_id for item_id in ITEMS if item_id.startswith(group)} - left_out
    assert {item.same_as for item in LISTS[code].items} >= wanted


def test_a_major_hazard_is_triggered_directly_only_through_a_shared_requirement():
    for item in SPECIAL:
        for trigger in item.major:
            if trigger.relation is Relation.DIRECT:
                assert trigger in ITEMS[item.same_as].major
                assert criteria()[trigger.criterion].certainty.is_verified


def test_numbers_recalled_without_confidence_stand_under_no_verified_clause():
    for item in SPECIAL:
        for clause in item.clauses:
            if clauses.documents()[clause.document].certainty in {Certainty.MEM_M, Certainty.MEM_L}:
                assert clause.certainty in {Certainty.MEM_M, Certainty.MEM_L}
                assert clause.article == ""


def worlds(names):
    """Every combination of low and high, yes and no, for a few facts."""
    found = [{}]
    for name in names:
        fact = FACTS[name]
        values = {
            FactType.FLAG: (True, False),
            FactType.COUNT: (0, 500),
            FactType.DECIMAL: (Decimal(0), Decimal(99999)),
            FactType.CHOICE: tuple(fact.choices),
        }[fact.type]
        found = [{**world, name: value} for world in found for value in values]
    return found


@pytest.mark.parametrize("item", [item for item in EVERY if item.applies is not None], ids=lambda item: item.id)
def test_every_condition_can_be_true_and_false(item):
    assert {evaluate(item.applies, world) for world in worlds(facts_asked(item.applies))} == {True, False}


def test_the_service_list_holds_the_27_services_in_11_groups():
    checklist = LISTS["service_list_2026"]
    assert [len(section.items) for section in checklist.sections] == [9, 2, 3, 4, 1, 2, 1, 1, 2, 1, 1]
    assert [item.clauses[0].article for item in checklist.items] == [f"附件 {number}" for number in range(1, 28)]
    assert all("牵头部门：" in item.clauses[0].note for item in checklist.items)


@pytest.mark.parametrize(("item_id", "least"), [("SL-C01", "20"), ("SL-C02", "60"), ("SL-C03", "300")])
def test_allowances_are_held_to_the_amount_of_the_list(item_id, least):
    measured = ITEMS[item_id].measured
    assert measured.accepts(Decimal(least))
    assert not measured.accepts(Decimal(least) - 1)


def test_a_bound_is_set_only_where_a_source_names_it():
    vague = {Certainty.MEM_M, Certainty.MEM_L}
    bounded = [item for item in SPECIAL if item.measured and (item.measured.at_least or item.measured.at_most)]
    assert [item.id for item in bounded if all(clause.certainty in vague for clause in item.clauses)] == []


def test_a_sampled_item_says_how_many_to_draw():
    assert [item.id for item in SPECIAL if item.sampled and not re.search(r"\d", item.check)] == []


def test_the_market_regulator_leads_on_the_canteen_and_health_on_the_medical_unit():
    led = Counter(item.lead for item in LISTS["food_canteen"].items)
    assert led.most_common(1)[0] == (Agency.MARKET, 25)
    assert Counter(item.lead for item in LISTS["medical_unit"].items).most_common(1)[0][0] is Agency.HEALTH


@pytest.mark.heavy
def test_the_whole_library_is_loaded_within_its_budget():
    took = []
    for _ in range(9):
        for cached in (loader.bundled, loader.bundled_files, clauses.documents, criteria):
            cached.cache_clear()
        begun = time.process_time()
        loader.bundled()
        took.append(time.process_time() - begun)
    assert min(took) < 0.150
