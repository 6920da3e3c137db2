"""The service-safety checklist against a second transcription of its clauses, and the rules every item keeps."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from checklists import clauses
from checklists.applicability import applies, evaluate, facts_asked
from checklists.criteria import criteria
from checklists.facts import FACTS, is_value
from checklists.loader import load
from checklists.model import Action, Agency, Certainty, Checklist, Defaults, FactValue, Item, Nature, Relation, Severity

LIBRARY = Path(__file__).parents[2] / "checklists" / "library" / "service_safety.toml"
SECOND_READING = Path(__file__).parent / "data" / "service_clauses.tsv"
GROUP_SIZES = {
    "SS-A": 18, "SS-B": 15, "SS-C": 12, "SS-D": 5, "SS-E": 7, "SS-F": 5, "SS-G": 8, "SS-H": 5, "SS-I": 8, "SS-J": 6,
    "SS-K": 7, "SS-L": 4, "SS-M": 4, "SS-N": 8, "SS-O": 17, "SS-P": 11, "SS-Q": 10, "SS-R": 18, "SS-S": 8, "SS-T": 9,
    "SS-U": 11, "SS-V": 5, "SS-W": 5,
}  # fmt: skip
DIRECT_TRIGGERS = {"SS-B10": "MH-B3", "SS-O01": "MH-B2", "SS-P01": "MH-B1", "SS-R01": "MH-A4", "SS-R05": "MH-A4"}
LEADS_TO_PASS_ON = ("SS-A08", "SS-V01", "SS-V05")
POLICY_TARGETS = {"SS-A03", "SS-B02", "SS-S02"}
SUPERSEDED = {"SS-P02": Agency.HEALTH, "SS-P04": Agency.HEALTH, "SS-Q03": Agency.HEALTH}
TODAY = date(2026, 6, 1)

_FLAGS_OF_SERVICE = (
    "lift", "boiler", "oxygen", "canteen", "catering_outsourced", "medical_unit", "drug_custody", "dementia_unit",
    "overnight_stay", "prepaid_fees", "cctv", "volunteers", "rated", "heat_therapy", "group_outings",
    "rehab_equipment", "restraint_used", "central_aircon", "self_built_or_rented",
)  # fmt: skip

CARE_HOME: Mapping[str, FactValue] = {
    **dict.fromkeys(_FLAGS_OF_SERVICE, True),
    "institution_kind": "care_home",
    "meals_delivered": False,
    "beds": 120,
    "residents": 96,
    "disabled_residents": 40,
    "dementia_residents": 12,
    "highest_floor": 5,
}
DAY_CARE: Mapping[str, FactValue] = {
    **dict.fromkeys(_FLAGS_OF_SERVICE, False),
    "institution_kind": "day_care",
    "meals_delivered": True,
    "beds": 0,
    "residents": 18,
    "disabled_residents": 0,
    "dementia_residents": 0,
    "highest_floor": 1,
}
VILLAGE_POINT: Mapping[str, FactValue] = {
    **DAY_CARE,
    "institution_kind": "village_point",
    "meals_delivered": False,
    "residents": 9,
}
PROFILES = (CARE_HOME, DAY_CARE, VILLAGE_POINT)


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return load(LIBRARY.read_bytes(), name=LIBRARY.name)


@pytest.fixture(scope="module")
def items(checklist: Checklist) -> tuple[Item, ...]:
    return tuple(checklist.items)


def _second_reading() -> dict[str, list[tuple[str, str, str]]]:
    read: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    with SECOND_READING.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            read[row["id"]].append((row["document"], row["article"], row["certainty"]))
    return read


def test_every_group_holds_all_its_items_in_order(checklist: Checklist) -> None:
    written = {section.code: [item.id for item in section.items] for section in checklist.sections}
    assert written == {code: [f"{code}{n:02d}" for n in range(1, size + 1)] for code, size in GROUP_SIZES.items()}
    assert sum(GROUP_SIZES.values()) == 206


def test_clauses_equal_the_second_reading(items: tuple[Item, ...]) -> None:
    first = {item.id: [(one.document, one.article, one.certainty.value) for one in item.clauses] for item in items}
    assert first == _second_reading()


@pytest.mark.parametrize("field", ["text", "check", "proof", "measure"])
def test_no_two_items_share_a_text(items: tuple[Item, ...], field: str) -> None:
    bare = Counter(re.sub(r"\W", "", getattr(item, field)) for item in items)
    assert [text for text, times in bare.items() if times > 1] == []


def test_an_item_never_repeats_one_text_in_another_field(items: tuple[Item, ...]) -> None:
    assert [item.id for item in items if len({item.text, item.check, item.proof, item.measure}) < 4] == []


def test_texts_are_long_enough_to_act_on(items: tuple[Item, ...]) -> None:
    short = [item.id for item in items if len(item.check) < 20 or len(item.measure) < 18 or len(item.proof) < 8]
    assert short == []


def test_every_default_is_marked_as_ours(items: tuple[Item, ...]) -> None:
    assert {item.defaults for item in items} == {Defaults.OURS}


def test_a_dated_order_proposes_usual_days_and_says_why(items: tuple[Item, ...]) -> None:
    ordered = [item for item in items if item.action is Action.ORDER]
    assert {item.days for item in ordered} == {7, 15, 30, 60}
    assert all(item.days_reason for item in ordered)


def test_policy_targets_are_only_advised(items: tuple[Item, ...]) -> None:
    targets = {item.id: item.action for item in items if item.nature is Nature.POLICY_TARGET}
    assert targets == dict.fromkeys(POLICY_TARGETS, Action.ADVISE)


def test_encouraged_items_are_never_ordered(items: tuple[Item, ...]) -> None:
    assert {item.action for item in items if item.severity is Severity.ADVICE} == {Action.ADVISE}


def test_exactly_the_verified_situations_trigger_directly(items: tuple[Item, ...]) -> None:
    direct = {
        item.id: trigger.criterion for item in items for trigger in item.major if trigger.relation is Relation.DIRECT
    }
    assert direct == DIRECT_TRIGGERS
    assert all(criteria()[code].certainty.is_verified for code in direct.values())
    assert {item.id for item in items if item.severity is Severity.MAJOR} == set(DIRECT_TRIGGERS)


def test_danger_that_may_be_major_is_put_right_at_once(checklist: Checklist) -> None:
    assert {checklist.item(item_id).action for item_id in DIRECT_TRIGGERS} == {Action.IMMEDIATE}


@pytest.mark.parametrize("item_id", LEADS_TO_PASS_ON)
def test_leads_for_another_authority_are_passed_on(checklist: Checklist, item_id: str) -> None:
    assert "线索移送" in checklist.item(item_id).measure


def test_small_numbers_of_the_protections_stay_unverified(items: tuple[Item, ...]) -> None:
    remembered = [
        clause
        for item in items
        for clause in item.clauses
        if clause.document == "GB 38600-2019" and re.match(r"[67]\.\d", clause.article)
    ]
    assert len(remembered) == 56
    assert not any(clause.is_verified for clause in remembered)


@pytest.mark.parametrize("item_id", sorted(SUPERSEDED))
def test_numbers_of_a_replaced_edition_are_no_ground_for_an_order(checklist: Checklist, item_id: str) -> None:
    assert clauses.enforceable(checklist.item(item_id), SUPERSEDED[item_id], on=TODAY) == ()


def test_civil_affairs_orders_under_no_fire_or_food_law(items: tuple[Item, ...]) -> None:
    ordered = {
        clause.document for item in items for clause in clauses.enforceable(item, Agency.CIVIL_AFFAIRS, on=TODAY)
    }
    assert ordered == {"66号令", "GB 38600-2019", "判定标准", "老年人权益保障法"}


def test_every_condition_is_true_for_one_institution_and_false_for_another(items: tuple[Item, ...]) -> None:
    one_sided = {}
    for item in items:
        if item.applies is not None:
            verdicts = {evaluate(item.applies, profile) for profile in PROFILES}
            if verdicts != {True, False}:
                one_sided[item.id] = verdicts
    assert one_sided == {}


def test_profiles_hold_every_fact_a_condition_asks_for(items: tuple[Item, ...]) -> None:
    asked = {name for item in items if item.applies is not None for name in facts_asked(item.applies)}
    for profile in PROFILES:
        assert asked <= set(profile)
        assert [name for name in profile if not is_value(FACTS[name], profile[name])] == []


def test_a_village_point_is_spared_what_it_cannot_have_and_told_why(checklist: Checklist) -> None:
    for item_id in ("SS-A02", "SS-O01", "SS-P01", "SS-R01", "SS-K03", "SS-C01"):
        verdict = applies(checklist.item(item_id), VILLAGE_POINT)
        assert verdict.applies is False
        assert re.search(r"[未无不]", verdict.reason)


def test_a_home_without_a_medical_unit_is_asked_whether_it_treats(checklist: Checklist) -> None:
    assert applies(checklist.item("SS-P02"), DAY_CARE).applies is True
    assert applies(checklist.item("SS-P02"), CARE_HOME).applies is False


def test_day_care_is_assessed_though_nobody_stays_the_night(checklist: Checklist) -> None:
    assert applies(checklist.item("SS-C01"), DAY_CARE).applies is True
    assert applies(checklist.item("SS-H01"), DAY_CARE).applies is False


@pytest.mark.parametrize(
    ("item_id", "kept", "broken"),
    [
        ("SS-A03", "60", "59.9"),
        ("SS-C04", "12", "13"),
        ("SS-O08", "125", "124"),
        ("SS-P09", "2", "3"),
        ("SS-R09", "0.80", "0.79"),
        ("SS-R10", "6", "7"),
    ],
)
def test_a_measured_value_is_held_to_the_bound_of_the_clause(
    checklist: Checklist, item_id: str, kept: str, broken: str
) -> None:
    measured = checklist.item(item_id).measured
    assert measured is not None
    assert measured.accepts(Decimal(kept))
    assert not measured.accepts(Decimal(broken))


def test_a_bound_is_set_only_where_a_source_names_it(items: tuple[Item, ...]) -> None:
    vague = {Certainty.MEM_M, Certainty.MEM_L}
    bounded = [item for item in items if item.measured and (item.measured.at_least or item.measured.at_most)]
    assert [item.id for item in bounded if all(clause.certainty in vague for clause in item.clauses)] == []


def test_a_sampled_item_says_how_many_to_draw(items: tuple[Item, ...]) -> None:
    assert [item.id for item in items if item.sampled and not re.search(r"\d", item.check)] == []


def test_agencies_of_an_item_are_led_by_the_one_named_first(checklist: Checklist) -> None:
    assert checklist.item("SS-O01").lead is Agency.MARKET
    assert checklist.item("SS-P09").agencies == (Agency.HEALTH, Agency.ECOLOGY)
    assert checklist.item("SS-T08").agencies == (Agency.CIVIL_AFFAIRS, Agency.WATER, Agency.NATURAL_RESOURCES)
