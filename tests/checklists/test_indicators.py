"""Every indicator at its boundary, with what is missing named, and no target ever called a breach."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.indicators import (
    WORDS,
    InputType,
    Rounding,
    Scope,
    State,
    compute,
    indicators,
    load_indicators,
    rounded,
)
from checklists.model import Nature
from checklists.problems import ChecklistError, ProblemCode

HOME = {
    "destitute_home": True, "public_owned": True, "overnight_stay": True, "control_room": True, "canteen": True,
    "lift": True, "boiler": False, "beds": 100, "care_beds": 60, "residents": 80, "care_staff": 10,
}  # fmt: skip
LEVELS = {"self_care": 20, "partly_disabled": 12, "fully_disabled": 9}
SHIFT = {f"shift_{name}": count for name, count in LEVELS.items()}
SHARES = {
    "fire_operators_certified": ("operators_certified", "operators", "kept", "broken"),
    "staff_training_coverage": ("staff_trained", "staff", "met", "gap"),
    "food_handlers_certified": ("handlers_certified", "handlers", "kept", "broken"),
    "special_equipment_inspected": ("equipment_inspected", "equipment", "kept", "broken"),
    "villages_with_points": ("villages_reached", "villages", "met", "gap"),
    "fire_operators_certified_county": ("county_operators_certified", "county_operators", "met", "gap"),
    "joint_inspection_coverage": ("institutions_joint_inspected", "institutions", "met", "gap"),
    "video_network_coverage": ("institutions_networked", "institutions", "met", "gap"),
    "ability_assessment_coverage": ("elderly_assessed", "elderly_to_assess", "met", "gap"),
}
OPEN_SHARES = {
    "county_bed_occupancy": ("public_residents", "public_beds"),
    "concentrated_support_rate": ("destitute_in_homes", "destitute"),
    "institutions_fire_trained": ("institutions_trained", "institutions"),
    "regulators_fire_trained": ("regulators_trained", "regulators"),
}
NOT_PAID = {"bed_subsidy_paid": "否"}
RATED = {"fostered_residents": 7, "rating_level": "三级", "filed": "是", **NOT_PAID}
TOGETHER = {"planned_together": "是", "built_together": "是", "accepted_together": "是", "delivered_together": "是"}
MONEY = {"lottery": Decimal(1000000)}

# indicator, named inputs, facts that differ, state, value shown, gap
BOUNDARIES = [
    ("staffing_roster", LEVELS, {"care_staff": 7}, "met", "7", None),
    ("staffing_roster", LEVELS, {"care_staff": 6}, "gap", "6", "1"),
    ("staffing_roster", {**LEVELS, "self_care": 21}, {"care_staff": 7}, "gap", "7", "1"),
    ("staffing_roster", {"self_care": 5, "partly_disabled": 3, "fully_disabled": 0}, {"care_staff": 1}, "met", "1", None),
    ("staffing_roster", {"self_care": 0, "partly_disabled": 0, "fully_disabled": 0}, {"care_staff": 0}, "met", "0", None),
    ("staffing_shift", {**SHIFT, "shift_staff": 7}, {}, "met", "7", None),
    ("staffing_shift", {**SHIFT, "shift_staff": 3}, {}, "gap", "3", "4"),
    ("care_bed_share_public", {}, {"care_beds": 60}, "met", "60.00", None),
    ("care_bed_share_public", {}, {"beds": 30001, "care_beds": 18000}, "gap", "59.99", "0.01"),
    ("bed_occupancy", {}, {"beds": 3, "residents": 2}, "value", "66.67", None),
    ("social_workers_per_100_beds", {"social_workers": 1}, {}, "met", "1.00", None),
    ("social_workers_per_100_beds", {"social_workers": 1}, {"beds": 101}, "gap", "0.99", "0.01"),
    ("drills_each_half_year", {"drills_first_half": 1, "drills_second_half": 1}, {}, "met", "1", None),
    ("drills_each_half_year", {"drills_first_half": 4, "drills_second_half": 0}, {}, "gap", "0", "1"),
    ("room_area_per_bed", {"room_area_m2": Decimal("18.00"), "room_beds": 3}, {}, "kept", "6.00", None),
    ("room_area_per_bed", {"room_area_m2": Decimal("17.99"), "room_beds": 3}, {}, "broken", "5.99", "0.01"),
    ("operating_subsidy", RATED, {}, "value", "700.00", None),
    ("operating_subsidy", {**RATED, "rating_level": "一级"}, {}, "value", "420.00", None),
    ("operating_subsidy", {**RATED, "rating_level": "二级"}, {}, "value", "560.00", None),
    ("operating_subsidy", {**RATED, "rating_level": "四级"}, {}, "value", "840.00", None),
    ("operating_subsidy", {**RATED, "rating_level": "五级"}, {}, "value", "980.00", None),
    ("operating_subsidy", {**RATED, "filed": "否"}, {}, "value", "0.00", None),
    ("operating_subsidy", {**RATED, "bed_subsidy_paid": "是"}, {}, "value", "0.00", None),
    ("destitute_home_funds", {"running_funds": 20000}, {}, "met", "20000.00", None),
    ("destitute_home_funds", {"running_funds": Decimal("19999.99")}, {}, "gap", "19999.99", "0.01"),
    ("destitute_home_wages", {"wages_month": 25000}, {}, "met", "2500.00", None),
    ("destitute_home_wages", {"wages_month": 24999}, {}, "gap", "2499.90", "0.10"),
    ("community_area_per_person", {"facility_land_m2": Decimal("200.0"), "population": 2000}, {}, "met", "0.100", None),
    ("community_area_per_person", {"facility_land_m2": Decimal("199.9"), "population": 2000}, {}, "gap", "0.099", "0.001"),
    ("village_points", {"mutual_aid_points": 2}, {}, "met", "2", None),
    ("village_points", {"mutual_aid_points": 1}, {}, "gap", "1", "1"),
    ("village_point_subsidy", {"points_operating": 3, **NOT_PAID}, {}, "value", "3000.00", None),
    ("community_facility_subsidy", {"facility_floor_m2": Decimal("199.99"), **NOT_PAID}, {}, "value", "0.00", None),
    ("community_facility_subsidy", {"facility_floor_m2": 200, **NOT_PAID}, {}, "value", "20000.00", None),
    ("community_facility_subsidy", {"facility_floor_m2": Decimal("299.99"), **NOT_PAID}, {}, "value", "20000.00", None),
    ("community_facility_subsidy", {"facility_floor_m2": 300, **NOT_PAID}, {}, "value", "30000.00", None),
    ("community_facility_subsidy", {"facility_floor_m2": 300, "bed_subsidy_paid": "是"}, {}, "value", "0.00", None),
    ("new_estate_floor_area", {"estate_care_area_m2": 350, "estate_housing_area_m2": 100000}, {}, "met", "350.00", None),
    ("new_estate_floor_area", {"estate_care_area_m2": Decimal("349.99"), "estate_housing_area_m2": 1}, {}, "gap", "349.99", "0.01"),
    ("new_estate_floor_area", {"estate_care_area_m2": 600, "estate_housing_area_m2": 200000}, {}, "met", "600.00", None),
    ("new_estate_floor_area", {"estate_care_area_m2": 599, "estate_housing_area_m2": 200000}, {}, "gap", "599.00", "1.00"),
    ("new_estate_four_together", TOGETHER, {}, "met", "4", None),
    ("new_estate_four_together", {**TOGETHER, "accepted_together": "否"}, {}, "gap", "3", "1"),
    ("new_estate_handover", {"estate_accepted_on": date(2026, 1, 15), "handed_over_on": date(2026, 4, 15)}, {}, "met", "0", None),
    ("new_estate_handover", {"estate_accepted_on": date(2026, 1, 15), "handed_over_on": date(2026, 4, 16)}, {}, "gap", "1", "1"),
    ("new_estate_handover", {"estate_accepted_on": date(2025, 11, 30), "handed_over_on": date(2026, 2, 28)}, {}, "met", "0", None),
    ("new_estate_handover", {"estate_accepted_on": date(2025, 11, 30), "handed_over_on": date(2026, 3, 2)}, {}, "gap", "2", "2"),
    ("care_bed_share_county", {"county_care_beds": 600, "county_beds": 1000}, {}, "met", "60.00", None),
    ("care_bed_share_county", {"county_care_beds": 599, "county_beds": 1000}, {}, "gap", "59.90", "0.10"),
    ("social_workers_per_1000_elderly", {"county_social_workers": 60, "elderly": 60000}, {}, "met", "1.00", None),
    ("social_workers_per_1000_elderly", {"county_social_workers": 60, "elderly": 60001}, {}, "gap", "0.99", "0.01"),
    ("caregivers_trained", {"caregivers_trained_total": 500}, {}, "met", "500", None),
    ("caregivers_trained", {"caregivers_trained_total": 499}, {}, "gap", "499", "1"),
    ("lottery_share_huitong", {**MONEY, "lottery_for_elderly": 550000}, {}, "met", "55.00", None),
    ("lottery_share_huitong", {**MONEY, "lottery_for_elderly": Decimal("549999.99")}, {}, "gap", "54.99", "0.01"),
    ("lottery_share_xiangxiang", {**MONEY, "lottery_for_elderly": 600000}, {}, "met", "60.00", None),
    ("lottery_share_xiangxiang", {**MONEY, "lottery_for_elderly": 590000}, {}, "gap", "59.00", "1.00"),
    ("central_kitchen_deliveries", {"meals_a_day": 1000}, {}, "met", "1000", None),
    ("central_kitchen_deliveries", {"meals_a_day": Decimal("999.5")}, {}, "gap", "999", "1"),
    *[(key, {part: 7, whole: 7}, {}, good, "100.00", None) for key, (part, whole, good, _) in SHARES.items()],
    *[(key, {part: 2, whole: 3}, {}, bad, "66.66", "33.34") for key, (part, whole, _, bad) in SHARES.items()],
    *[(key, {part: 2, whole: 3}, {}, "value", "66.67", None) for key, (part, whole) in OPEN_SHARES.items()],
]  # fmt: skip

SOUND = """
[[indicator]]
id = "share"
name = "占比"
scope = "county"
whom = "全县"
nature = "policy_target"
unit = "%"
inputs = [
  { name = "part", label = "部分", unit = "张", type = "count" },
  { name = "whole", label = "全部", unit = "张", type = "count" },
]
parts_of = [{ part = "part", whole = "whole" }]
formula = { of = "part", to = "whole", times = "100" }
at_least = "60"
rounding = "down"
places = 2
sources = [{ document = "14号", article = "", certainty = "page" }]
"""
RATIO = '{ of = "part", to = "whole", times = "100" }'
BROKEN_FORMULAS = [
    "7",
    "[]",
    "{}",
    '{ of = "part" }',
    '{ of = "part", to = "whole" }',
    '{ of = "part", to = "whole", times = "100", plus = "1" }',
    '{ sum = "part" }',
    '{ sum = ["part"] }',
    '{ eval = "part / whole" }',
    '{ lookup = "part", rows = { "是" = "1" } }',
    '{ steps = "part", rows = [{ from = "2", is = "1" }, { from = "1", is = "2" }] }',
    '{ start = "part", end = "whole", months = 3 }',
    "{ rounded_up = " * 8 + '"part"' + " }" * 8,
]


def test_every_indicator_is_shown_at_a_boundary():
    assert {row[0] for row in BOUNDARIES} == set(indicators())
    bounded = {key for key, one in indicators().items() if one.at_least or one.at_most}
    for key in bounded:
        assert len({row[3] for row in BOUNDARIES if row[0] == key}) == 2


@pytest.mark.parametrize(("key", "values", "facts", "state", "value", "gap"), BOUNDARIES)
def test_an_indicator_at_its_boundary(key, values, facts, state, value, gap):
    result = compute(indicators()[key], values, {**HOME, **facts})
    assert (result.state, str(result.value)) == (state, value)
    assert result.gap == (gap and Decimal(gap))
    assert result.text.startswith(f"{WORDS[result.state]}：{indicators()[key].name} {value} ")


def test_the_sentence_says_value_target_and_gap():
    result = compute(indicators()["care_bed_share_public"], {}, {**HOME, "care_beds": 45})
    assert result.text == "差距：公办机构护理型床位占比 45.00 %（目标不低于 60.00 %），相差 15.00 %"
    result = compute(indicators()["room_area_per_bed"], {"room_area_m2": 12, "room_beds": 2}, HOME)
    assert result.text == "符合：居室每床使用面积 6.00 m²（要求不低于 6.00 m²）"


def test_the_required_staff_follow_the_ability_levels():
    result = compute(
        indicators()["staffing_roster"], {"self_care": 10, "partly_disabled": 6, "fully_disabled": 3}, HOME
    )
    assert result.bound == 3


@pytest.mark.parametrize("key", indicators())
def test_each_missing_input_is_named_and_never_taken_for_nothing(key):
    indicator = indicators()[key]
    values, facts = next((row[1], {**HOME, **row[2]}) for row in BOUNDARIES if row[0] == key)
    for one in indicator.inputs:
        result = compute(
            indicator,
            {name: value for name, value in values.items() if name != one.name},
            {name: value for name, value in facts.items() if name != one.name},
        )
        wanted = (
            one.label if indicator.applies is None or one.name != "beds" or key != "room_area_per_bed" else "床位数"
        )
        assert (result.state, result.value, result.text) == (State.MISSING, None, f"缺少：{wanted}")


@pytest.mark.parametrize("key", [key for key, one in indicators().items() if one.nature is Nature.POLICY_TARGET])
def test_a_policy_target_is_never_a_breach(key):
    for _, values, facts, _, _, _ in [row for row in BOUNDARIES if row[0] == key]:
        result = compute(indicators()[key], values, {**HOME, **facts})
        assert result.state not in {State.KEPT, State.BROKEN}
        assert "符合" not in result.text


@pytest.mark.parametrize("key", [key for key, one in indicators().items() if one.applies is not None])
def test_an_indicator_that_does_not_apply_says_why(key):
    out = {**dict.fromkeys(HOME, False), "beds": 19}
    result = compute(indicators()[key], {}, out)
    assert (result.state, result.text) == (State.EXEMPT, f"不适用：{indicators()[key].applies_reason}")
    undecided = compute(indicators()[key], {}, {})
    assert undecided.state is State.MISSING
    assert undecided.missing


@pytest.mark.parametrize(
    "key",
    [
        key
        for key, one in indicators().items()
        if isinstance(getattr(one.formula, "to", None), object) and hasattr(one.formula, "to")
    ],
)
def test_nothing_is_divided_by_zero(key):
    zeros = {one.name: 0 for one in indicators()[key].inputs}
    facts = {**HOME, **zeros} if key != "room_area_per_bed" else HOME
    result = compute(indicators()[key], zeros, facts)
    assert result.state is State.UNDEFINED
    assert result.text.endswith("为 0")
    assert result.value is None


@pytest.mark.parametrize(
    ("value", "good"),
    [(3, True), (0, True), (-1, False), (True, False), ("3", False), (Decimal("2.5"), False), (None, False)],
)
def test_a_count_is_a_whole_number_from_zero(value, good):
    result = compute(indicators()["village_points"], {"mutual_aid_points": value}, {})
    assert (result.state is not State.DOUBTFUL) is good


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("-0.01"), 1.5, False])
def test_a_decimal_is_finite_and_not_negative(value):
    assert compute(indicators()["central_kitchen_deliveries"], {"meals_a_day": value}, {}).state is State.DOUBTFUL


def test_a_part_larger_than_its_whole_is_put_back_to_the_person():
    result = compute(indicators()["care_bed_share_public"], {}, {**HOME, "care_beds": 101})
    assert (result.state, result.text) == (State.DOUBTFUL, "请核对：护理型床位数大于床位数")


def test_an_unknown_level_has_no_rate():
    assert compute(indicators()["operating_subsidy"], {**RATED, "rating_level": "六级"}, {}).state is State.DOUBTFUL


@given(part=st.integers(0, 10**6), whole=st.integers(1, 10**6))
def test_the_share_shown_is_never_on_the_other_side_of_the_target(part, whole):
    if part > whole:
        part, whole = whole, part
    result = compute(indicators()["care_bed_share_county"], {"county_care_beds": part, "county_beds": whole}, {})
    reached = Fraction(part * 100, whole) >= 60
    assert (result.state is State.MET) is reached
    assert (result.value >= 60) is reached
    assert (result.gap is None) is reached


@pytest.mark.parametrize(
    ("value", "half_up", "down", "up"),
    [("1/3", "0.33", "0.33", "0.34"), ("1/200", "0.01", "0.00", "0.01"), ("2", "2.00", "2.00", "2.00")],
)
def test_rounding_is_exact_and_as_stated(value, half_up, down, up):
    shown = [str(rounded(Fraction(value), rounding, 2)) for rounding in (Rounding.HALF_UP, Rounding.DOWN, Rounding.UP)]
    assert shown == [half_up, down, up]


def test_every_indicator_names_its_source_scope_and_nature():
    for one in indicators().values():
        assert one.sources
        assert one.is_verified
        assert one.rounding is not Rounding.UP or one.at_most is not None
    assert {one.scope for one in indicators().values()} == set(Scope)
    assert {one.id for one in indicators().values() if one.nature is Nature.STATUTORY} == {
        "fire_operators_certified", "room_area_per_bed", "food_handlers_certified", "special_equipment_inspected",
    }  # fmt: skip


def test_an_input_means_the_same_in_every_indicator():
    seen = {}
    for one in indicators().values():
        for named in one.inputs:
            assert seen.setdefault(named.name, named) == named


def test_labels_are_not_shared_by_two_inputs():
    named = {one.name: one.label for indicator in indicators().values() for one in indicator.inputs}
    assert len(set(named.values())) == len(named)


def test_a_choice_offers_words_and_nothing_else_does():
    for indicator in indicators().values():
        for one in indicator.inputs:
            assert bool(one.choices) is (one.type is InputType.CHOICE)


def problems_of(text):
    with pytest.raises(ChecklistError) as caught:
        load_indicators(text.encode(), name="trial.toml")
    return {problem.code for problem in caught.value.problems}


def test_the_sound_file_is_read():
    assert set(load_indicators(SOUND.encode(), name="trial.toml")) == {"share"}


@pytest.mark.parametrize("written", BROKEN_FORMULAS)
def test_a_formula_that_cannot_be_meant_is_refused(written):
    found = problems_of(SOUND.replace(RATIO, written))
    assert found & {ProblemCode.BAD_FORMULA, ProblemCode.MISSING_KEY, ProblemCode.UNUSED_INPUT}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('to = "whole"', 'to = "hole"', ProblemCode.UNKNOWN_INPUT),
        ('to = "whole"', 'to = "7"', ProblemCode.UNUSED_INPUT),
        ('whole = "whole"', 'whole = "hole"', ProblemCode.UNKNOWN_INPUT),
        ('at_least = "60"', 'at_least = "60"\nat_most = "70"', ProblemCode.BAD_FORMULA),
        ('at_least = "60"', 'at_least = "6 0"', ProblemCode.BAD_NUMBER),
        ("places = 2", "places = 9", ProblemCode.BAD_NUMBER),
        ('"14号"', '"41号"', ProblemCode.UNKNOWN_DOCUMENT),
        (
            '{ name = "part", label = "部分", unit = "张", type = "count" }',
            '{ fact = "gas" }',
            ProblemCode.UNKNOWN_FACT,
        ),
        ('rounding = "down"', 'rounding = "down"\napplies = { fact = "gas", is = true }', ProblemCode.REASON_MISMATCH),
        ("id =", "key = 1\nid =", ProblemCode.UNKNOWN_KEY),
    ],
)
def test_a_fault_of_an_indicator_is_named(old, new, code):
    assert code in problems_of(SOUND.replace(old, new, 1))


def test_the_same_id_twice_is_refused():
    assert problems_of(SOUND * 2) == {ProblemCode.DUPLICATE_ID}
