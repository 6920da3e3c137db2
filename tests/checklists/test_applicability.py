"""The facts decide which items apply; what is unknown stays in."""

from decimal import Decimal
from itertools import product

import pytest

from checklists.applicability import applies, evaluate, facts_asked
from checklists.facts import FACTS, is_value
from checklists.loader import bundled
from checklists.model import AllOf, AnyOf, Comparison, Not, Operator
from tests.checklists.profiles import PROFILES, SMALL_HOME, URBAN_HOME

FIRE = bundled()[0]
CONDITIONAL = [item for item in FIRE.items if item.applies is not None]
GAS = Comparison(fact="gas", operator=Operator.IS, value=True)
LIFT = Comparison(fact="lift", operator=Operator.IS, value=True)
THREE = (True, False, None)


def facts_of(gas, lift):
    return {name: value for name, value in {"gas": gas, "lift": lift}.items() if value is not None}


@pytest.mark.parametrize(("gas", "lift"), list(product(THREE, THREE)))
def test_conditions_follow_three_valued_logic(gas, lift):
    facts = facts_of(gas, lift)
    both = False if False in (gas, lift) else None if None in (gas, lift) else True
    either = True if True in (gas, lift) else None if None in (gas, lift) else False
    assert evaluate(AllOf(parts=(GAS, LIFT)), facts) is both
    assert evaluate(AnyOf(parts=(GAS, LIFT)), facts) is either
    assert evaluate(Not(part=GAS), facts) is (None if gas is None else not gas)


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        (Operator.IS, False, True, False),
        (Operator.AT_LEAST, False, True, True),
        (Operator.AT_MOST, True, True, False),
        (Operator.ABOVE, False, False, True),
        (Operator.BELOW, True, False, False),
    ],
)
def test_a_number_is_compared_as_written(operator, below, at, above):
    comparison = Comparison(fact="beds", operator=operator, value=20)
    assert [evaluate(comparison, {"beds": beds}) for beds in (19, 20, 21)] == [below, at, above]


def test_a_choice_may_be_one_of_several():
    comparison = Comparison(fact="building_class", operator=Operator.ONE_OF, value=("三级", "四级"))
    assert evaluate(comparison, {"building_class": "四级"}) is True
    assert evaluate(comparison, {"building_class": "一级"}) is False


@pytest.mark.parametrize("item", CONDITIONAL, ids=lambda item: item.id)
def test_every_condition_is_true_for_one_institution_and_false_for_another(item):
    verdicts = {applies(item, facts).applies for facts in PROFILES.values()}
    assert verdicts == {True, False}


@pytest.mark.parametrize("item", CONDITIONAL, ids=lambda item: item.id)
def test_an_excluded_item_says_why_and_an_undecided_one_stays_and_names_the_fact(item):
    verdicts = [applies(item, facts) for facts in PROFILES.values()]
    assert {verdict.reason for verdict in verdicts if verdict.applies is False} == {item.applies_reason}
    undecided = applies(item, {})
    assert undecided.applies is None
    assert undecided.is_included
    names = "、".join(FACTS[fact].name for fact in facts_asked(item.applies))
    assert undecided.reason == f"缺少事实：{names}"


def test_an_item_without_a_condition_always_applies():
    assert applies(FIRE.item("FS-C01"), {}).applies is True


def test_only_the_missing_facts_are_named():
    item = FIRE.item("FS-C15")
    assert applies(item, {"storeys": 4}).reason == "缺少事实：建筑面积"
    assert applies(item, {"storeys": 2}).applies is False


@pytest.mark.parametrize(
    ("item_id", "changed", "applied"),
    [
        ("FS-C15", {"storeys": 3, "floor_area_m2": Decimal("3000.01")}, True),
        ("FS-C15", {"storeys": 3, "floor_area_m2": Decimal(3000)}, False),
        ("FS-C15", {"storeys": 2, "floor_area_m2": Decimal(9000)}, False),
        ("FS-D02", {"floor_area_m2": Decimal("499.99")}, True),
        ("FS-D02", {"floor_area_m2": Decimal(500)}, False),
        ("FS-D06", {"building_volume_m3": Decimal(5000)}, False),
        ("FS-D06", {"building_volume_m3": Decimal(5001)}, True),
        ("FS-E02", {"control_room": False}, False),
        ("FS-H13", {"gas": False}, False),
        ("FS-C17", {"disabled_residents": 1, "storeys": 3}, True),
        ("FS-C17", {"disabled_residents": 1, "storeys": 2}, False),
        ("FS-C17", {"disabled_residents": 0, "storeys": 3}, False),
        ("FS-A06", {"building_class": "三级"}, False),
        ("FS-A07", {"building_class": "三级"}, True),
        ("FS-E01", {"overnight_stay": False}, False),
    ],
)
def test_the_thresholds_are_those_of_the_clause(item_id, changed, applied):
    assert applies(FIRE.item(item_id), {**URBAN_HOME, **changed}).applies is applied


def test_a_building_is_asked_for_standalone_alarms_or_for_a_system_never_for_neither():
    for facts in (URBAN_HOME, SMALL_HOME):
        asked = [applies(FIRE.item(item_id), facts).applies for item_id in ("FS-D01", "FS-D02")]
        assert True in asked


@pytest.mark.parametrize("facts", PROFILES.values(), ids=PROFILES)
def test_the_example_institutions_hold_values_of_their_facts(facts):
    assert all(is_value(FACTS[name], value) for name, value in facts.items())


def test_there_are_twelve_different_example_institutions():
    assert len(PROFILES) == 12
    assert len({tuple(sorted((key, str(value)) for key, value in facts.items())) for facts in PROFILES.values()}) == 12
