"""Inputs, certificates, areas and risk assessments, step by step in a real store."""

from datetime import date, datetime, timedelta, timezone

import pytest

from inspections.indicating import area_indicators
from inspections.ledger import read_ledger
from inspections.listing import LISTS, line, require_known
from inspections.records import LedgerFilter
from inspections.refusal import BadValueError, MissingError, NotFoundError, RefusedError
from inspections.risks import read_risks
from inspections.workflow import assessing, institutions
from inspections.workflow.steps import STEPS
from storage.store import Store

DAY = date(2026, 11, 20)


def at_nine():
    return datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def store(tmp_path):
    made = Store.open(tmp_path / "records.db", clock=at_nine)
    yield made
    made.close()


@pytest.fixture
def home(store):
    return institutions.record_institution(store, values={"name": "松鹤园"}, by="p").one("institution")


def risk(store, home, **more):
    given = {"method": "lec", "likelihood": "6", "exposure": "6", "consequence": "7", "activity": "厨房用火", **more}
    return assessing.assess_risk(store, institution=home, on=DAY, by="p", **given).one("risk_assessment")


def test_inputs_are_stated_with_date_and_source_and_can_be_taken_back(store, home):
    assessing.state_inputs(store, institution=home, values={"self_care": "20"}, on=DAY, source="月报", by="p")
    held = store.institutions.get(home)
    assert held.inputs() == {"self_care": 20}
    assert (held.stated_inputs()["self_care"].on, held.stated_inputs()["self_care"].source) == ("2026-11-20", "月报")
    assessing.state_inputs(store, institution=home, values={"self_care": None}, on=DAY, source="更正", by="p")
    assert store.institutions.get(home).inputs() == {}


def test_an_area_is_the_same_on_every_laptop_and_recorded_once(store):
    values = {"name": "石桥村", "level": "village", "parent": "禾坪镇"}
    area = assessing.record_area(store, values=values, by="p").one("area")
    with pytest.raises(RefusedError, match="已登记"):
        assessing.record_area(store, values=values, by="p")
    assessing.record_area(store, values={"region": "会同县"}, area=area, by="p")
    assert store.areas.get(area).region == "会同县"
    assessing.state_area_inputs(store, area=area, values={"mutual_aid_points": 2}, on=DAY, source="年报", by="p")
    found = {one.indicator.id: one.result.state for one in area_indicators(store.areas.get(area))}
    assert found["village_points"] == "met"


@pytest.mark.parametrize(
    "values", [{"name": "", "level": "village"}, {"name": "某村", "level": "galaxy"}, {"name": "某村"}]
)
def test_an_area_without_name_or_kind_is_refused(store, values):
    with pytest.raises(BadValueError):
        assessing.record_area(store, values=values, by="p")


def test_a_place_assessed_again_keeps_one_line_and_both_in_the_history(store, home):
    first = risk(store, home)
    assert risk(store, home, likelihood="1") == first
    (held,) = read_risks(store, home)
    assert held.risk.score == 42
    assert len(store.history(store.risk_assessments.get(first).subject)) == 2


def test_an_assessment_taken_back_counts_no_longer_until_assessed_again(store, home):
    first = risk(store, home)
    with pytest.raises(MissingError):
        assessing.withdraw_assessment(store, assessment=first, reason=" ", by="p")
    assessing.withdraw_assessment(store, assessment=first, reason="厨房停用", by="p")
    assert read_risks(store, home) == ()
    risk(store, home)
    assert len(read_risks(store, home)) == 1


def test_an_assessment_needs_a_place_of_the_institution_or_an_activity(store, home):
    with pytest.raises(MissingError):
        risk(store, home, activity=" ")
    other = institutions.record_institution(store, values={"name": "别处"}, by="p").one("institution")
    place = institutions.record_place(store, institution=other, name="1号楼", level="building", by="p").one("place")
    with pytest.raises(BadValueError, match="不属于"):
        risk(store, home, place=place)
    with pytest.raises(NotFoundError):
        risk(store, "nowhere")


@pytest.mark.parametrize("value", ["yes", {"held": "yes"}, {"held": True, "until": "明年"}])
def test_a_certificate_of_the_wrong_form_is_refused(store, home, value):
    with pytest.raises(BadValueError):
        assessing.state_certificates(
            store, institution=home, values={"food_licence": value}, on=DAY, source="查证", by="p"
        )


def test_lists_give_indicators_risks_and_warnings_as_data(store, home):
    risk(store, home)
    assessing.record_area(store, values={"name": "临江县", "level": "county"}, by="p")
    lists = {name: LISTS[name](store, None, {}, DAY) for name in ("indicators", "risks", "warnings", "areas")}
    assert {row["of"] for row in lists["indicators"]} == {"institution", "area"}
    assert {row["of"] for row in LISTS["indicators"](store, None, {"institution": home}, DAY)} == {"institution"}
    assert [(row["colour"], row["overall"]) for row in lists["risks"]] == [("orange", "orange")]
    assert [(row["name"], row["risk_color"]) for row in lists["warnings"]] == [("松鹤园", "orange")]
    assert all(line(name, row) for name, rows in lists.items() for row in rows)


def test_a_filter_that_a_list_does_not_know_is_refused():
    require_known("indicators", {"area": "x"})
    with pytest.raises(BadValueError, match="area"):
        require_known("findings", {"area": "x"})


def test_the_ledger_takes_the_colour_assessed_for_the_place(store, home):
    place = institutions.record_place(store, institution=home, name="厨房", level="room", by="p").one("place")
    with store.change(by="p") as change:
        values = {"institution": home, "places": [place], "description": "灶台旁堆放纸箱", "category": "hazard"}
        new = store.findings.new(change.new_id())
        change.append(new.fact("finding_recorded", values))
    finding = new.id
    query = LedgerFilter(today=DAY)
    assert read_ledger(store, query, kind="hazards").risks == {}
    risk(store, home, place=place, activity="")
    assert read_ledger(store, query, kind="hazards").risks == {finding: "较大风险（橙）"}


def test_no_step_of_this_kind_touches_findings_or_responses(store, home):
    assessing.state_inputs(store, institution=home, values={"drills_first_half": 0}, on=DAY, source="月报", by="p")
    risk(store, home)
    assert (store.findings.count(), store.responses.count(), store.documents.count()) == (0, 0, 0)
    assert {"state_inputs", "state_certificates", "record_area", "state_area_inputs", "assess_risk"} <= set(STEPS)
