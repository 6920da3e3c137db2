"""Risk colours: by fixed boundaries, the worst counts, and no grade of a finding comes into it."""

from datetime import date

import pytest

from checklists.risk import Colour
from inspections.assessment import RiskAssessment, assessment_id, score
from inspections.institution import Place
from inspections.refusal import BadValueError
from inspections.risks import colour_of_finding, overall, risk_lines, worst_colours
from tests.inspections.builders import a_record, after

LEC = {"method": "lec", "likelihood": "6", "exposure": "6", "consequence": "15"}
LS = {"method": "ls", "likelihood": "2", "severity": "4"}


def assessed(about="p1", day="2026-11-01", *, item="", activity="", **values):
    one = RiskAssessment(id=assessment_id("i", about, activity, item))
    said = {"institution": "i", "place": about, "item": item, "activity": activity, "assessed_on": day, **values}
    return after(one, one.fact("risk_assessed", {**said, "withdrawn": False}))


PLACES = {"p1": a_record(Place, name="厨房"), "p2": a_record(Place, name="库房")}


def lines(*found):
    return risk_lines(found, PLACES)


def test_the_worst_assessment_colours_the_institution_and_says_why():
    found = lines(assessed("p2", **LS), assessed("p1", **LEC))
    whole = overall(found, "blue")
    assert (whole.colour, whole.is_assessed) == ("red", True)
    assert whole.reason == "厨房：D = 6 × 6 × 15 = 540，重大风险（红）（2026-11-01 评估）"


def test_without_assessments_the_register_speaks_and_says_so():
    assert overall((), "orange").reason == "机构基本信息登记，尚无风险评估"
    assert overall((), "").colour == ""


def test_a_later_assessment_of_the_same_place_takes_the_place_of_the_earlier():
    first = assessed("p1", **LEC)
    again = after(first, first.fact("risk_assessed", {**LS, "assessed_on": date(2026, 11, 9)}))
    assert again.risk.colour is Colour.BLUE
    assert assessment_id("i", "p1", " 动火 ", "") == assessment_id("i", "p1", "动火", "")


def test_a_finding_takes_the_colour_of_its_place_or_item():
    found = lines(assessed("p1", **LEC), assessed("", item="1.3", **LS), assessed("p2", item="2.1", **LEC))
    assert colour_of_finding(found, places=["p1"], item="") is Colour.RED
    assert colour_of_finding(found, places=[], item="1.3") is Colour.BLUE
    assert colour_of_finding(found, places=["p2"], item="9.9") is None
    assert colour_of_finding(found, places=["p2"], item="2.1") is Colour.RED
    assert colour_of_finding(found, places=[], item="") is None


def test_an_assessment_of_an_activity_colours_no_finding():
    assert colour_of_finding(lines(assessed("", activity="外出活动", **LEC)), places=[], item="1.1") is None


def test_worst_colours_name_each_institution_once():
    assert worst_colours([assessed("p1", **LEC), assessed("p2", **LS)]) == {"i": "red"}


@pytest.mark.parametrize(
    "values",
    [{}, {"method": "xyz"}, {**LEC, "exposure": ""}, {**LEC, "likelihood": "4"}, {**LS, "severity": "6"},
     {**LS, "severity": "2.5"}, {**LS, "likelihood": "viel"}],
)  # fmt: skip
def test_a_score_off_the_scale_is_refused(values):
    with pytest.raises(BadValueError):
        score(values)


def test_factors_of_a_newer_version_leave_no_colour():
    assert assessed("p1", method="fmea").risk is None
    assert lines(assessed("p1", method="fmea")) == ()
