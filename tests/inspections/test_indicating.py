"""Indicators of institutions and areas as they stand: what is missing is named, a target never becomes a breach."""

from datetime import date

import pytest

from checklists.indicators import AreaLevel, Scope, State, indicators
from checklists.model import Nature
from inspections.area import Area
from inspections.indicating import area_indicators, inputs_asked, institution_indicators, regions
from inspections.institution import Institution
from inspections.refusal import BadValueError, MissingError
from inspections.stated import area_inputs, named_inputs, require_inputs, stating
from tests.inspections.builders import after

ON = date(2026, 11, 20)


def a_home(facts=None, inputs=None, **fields):
    home = after(Institution(id="i"), Institution(id="i").record_as({"name": "松鹤园", **fields}))
    if facts:
        home = after(home, home.state_facts(facts, on=ON, source="现场核对"))
    if inputs:
        home = after(home, home.fact("inputs_stated", stating("input", inputs, on=ON, source="月报")))
    return home


def an_area(level, inputs=None, **fields):
    area = after(Area(id="a"), Area(id="a").record_as({"name": "某地", "level": level, **fields}))
    return (
        after(area, area.fact("area_inputs_stated", stating("input", inputs, on=ON, source="年报"))) if inputs else area
    )


def of(evaluations, name):
    return next(one for one in evaluations if one.indicator.id == name)


def test_facts_and_inputs_meet_in_one_value_with_date_and_source():
    home = a_home({"beds": 100, "overnight_stay": True}, {"social_workers": 1})
    found = of(institution_indicators(home), "social_workers_per_100_beds")
    assert found.result.state is State.MET
    assert [(line.value, line.on, line.source) for line in found.inputs] == [
        ("1 人", "2026-11-20", "月报"), ("100 张", "2026-11-20", "现场核对"),
    ]  # fmt: skip


def test_what_is_missing_is_named_and_never_zero():
    found = of(institution_indicators(a_home({"overnight_stay": True})), "social_workers_per_100_beds")
    assert found.result.text == "缺少：社会工作者人数、床位数"
    assert found.result.value is None
    assert all(line.is_missing for line in found.inputs)


def test_with_nothing_stated_no_indicator_has_a_value():
    everything = [
        *institution_indicators(a_home()),
        *(one for level in AreaLevel for one in area_indicators(an_area(level))),
    ]
    assert {one.result.state for one in everything} == {State.MISSING}
    assert {one.indicator.id for one in everything} == set(indicators())


def test_a_target_shows_a_gap_and_never_a_breach():
    zeros = {
        name: one.choices[0] if one.choices else ("2020-01-01" if one.type == "date" else 0)
        for name, one in area_inputs().items()
    }
    states = {
        one.result.state for level in AreaLevel for one in area_indicators(an_area(level, zeros))
        if one.indicator.nature is Nature.POLICY_TARGET
    }  # fmt: skip
    assert State.GAP in states
    assert not states & {State.BROKEN, State.KEPT}
    assert (
        "不符合" not in of(area_indicators(an_area("village", {"mutual_aid_points": 1})), "village_points").result.text
    )


def test_the_subsidy_takes_the_rating_of_the_register_and_says_so():
    inputs = {"fostered_residents": 30, "filed": "是", "bed_subsidy_paid": "否"}
    found = of(institution_indicators(a_home(inputs=inputs, rating="4")), "operating_subsidy")
    assert found.result.value == 3600
    assert (found.inputs[1].value, found.inputs[1].source) == ("四级", "机构基本信息")
    unrated = of(institution_indicators(a_home(inputs=inputs)), "operating_subsidy")
    assert unrated.result.text == "缺少：评定等级"


def test_a_stated_rating_goes_before_the_register():
    inputs = {"fostered_residents": 1, "filed": "是", "bed_subsidy_paid": "否", "rating_level": "五级"}
    assert of(institution_indicators(a_home(inputs=inputs, rating="1")), "operating_subsidy").result.value == 140


def test_an_area_that_follows_one_plan_is_not_held_to_another():
    found = {one.indicator.id for one in area_indicators(an_area("county", region="会同县"))}
    assert "lottery_share_huitong" in found
    assert "lottery_share_xiangxiang" not in found
    assert "joint_inspection_coverage" in found
    assert set(regions()) == {"会同县", "湘乡市"}


def test_only_what_applies_asks_for_inputs():
    asked = {
        one.name for one in inputs_asked(institution_indicators(a_home({"destitute_home": False, "canteen": False})))
    }
    assert not asked & {"self_care", "running_funds", "handlers"}
    assert "drills_first_half" in asked


def test_every_statement_about_an_indicator_is_given_as_data():
    for one in institution_indicators(a_home({"beds": 10})):
        data = one.as_data()
        assert all(data[name] for name in ("formula", "rounding", "source", "scope", "whom", "nature_text", "text"))
        assert data["threshold"] or one.indicator.at_least is one.indicator.at_most is None


def test_one_name_asks_for_the_same_in_every_indicator():
    for one in indicators().values():
        named = named_inputs(Scope.INSTITUTION) if one.scope is Scope.INSTITUTION else area_inputs()
        assert all(named[asked.name] == asked for asked in one.inputs if not asked.is_fact)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [({"self_care": "-1"}, "自理老年人数"), ({"self_care": "1.5"}, "自理老年人数"), ({"rating_level": "六级"}, "评定等级"),
     ({"running_funds": "NaN"}, "运转经费"), ({"self_care": True}, "自理老年人数")],
)  # fmt: skip
def test_an_input_of_the_wrong_form_is_refused_by_its_label(values, wrong):
    with pytest.raises(BadValueError, match=wrong):
        require_inputs(named_inputs(Scope.INSTITUTION), values)


def test_an_unknown_input_is_refused():
    with pytest.raises(BadValueError, match="没有这项指标数据"):
        require_inputs(named_inputs(Scope.INSTITUTION), {"nonsense": 1})


def test_a_value_without_source_is_refused():
    with pytest.raises(MissingError, match="来源"):
        stating("input", {"self_care": 1}, on=ON, source=" ")
