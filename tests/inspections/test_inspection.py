"""A visit: who counts as an officer, what a response needs."""

import pytest

from inspections.inspection import Inspection, Response, officer_gaps, response_id
from inspections.people import TeamMember
from inspections.refusal import BadValueError, MissingError, RefusedError
from tests.inspections.builders import after


def member(person, agency, role="officer"):
    """Return one member of a team."""
    return TeamMember(person=person, agency=agency, role=role)


OFFICERS = {"a1": "A", "a2": "A", "b1": "B", "b2": "B"}


@pytest.mark.parametrize(
    ("team", "present"),
    [
        ([member("a1", "A"), member("a2", "A")], None),
        ([member("a1", "A")], 1),
        ([member("a1", "A"), member("a1", "A")], 1),
        ([member("a1", "A"), member("b1", "A")], 1),
        ([member("a1", "A"), member("x", "A", "assistant")], 1),
        ([member("a1", "A"), member("x", "A")], 1),
        ([], 0),
    ],
)
def test_only_two_certificated_officers_of_its_own_count(team, present):
    gaps = officer_gaps([("A", True)], team, OFFICERS)
    assert [gap.present for gap in gaps] == ([] if present is None else [present])


def test_an_agency_that_issues_no_paper_needs_no_officers():
    assert officer_gaps([("A", False)], [], OFFICERS) == ()


@pytest.mark.parametrize(
    "values",
    [
        {"result": "fine"},
        {"result": "not_applicable"},
        {"result": "not_applicable", "reason": "  "},
        {"result": "compliant", "sample": {"checked": 6, "total": 5, "failed": 0}},
        {"result": "compliant", "sample": {"checked": 2, "total": 5, "failed": 3}},
        {"result": "compliant", "proven": ["闻"]},
    ],
)
def test_a_response_that_cannot_be_true_is_refused(values):
    with pytest.raises(RefusedError):
        Response(id="r").give(values)


def test_a_response_holds_sample_measure_and_proof():
    response = Response(id="r")
    values = {
        "result": "non_compliant",
        "sample": {"checked": 5, "total": 20, "failed": 2},
        "measured": {"value": "0.95", "unit": "m"},
        "proven": ["看", "量"],
        "item": "FS-C04",
    }
    given = after(response, response.give(values))
    assert given.result == "non_compliant"
    assert given.fields.object("measured")["value"] == "0.95"


def test_two_laptops_name_the_same_response_alike():
    assert response_id("i", "FS-A01", "A") == response_id("i", "FS-A01", "A")
    assert response_id("i", "FS-A01", "A") != response_id("i", "FS-A01", "B")


@pytest.mark.parametrize("missing", ["institution", "on", "kind", "agencies", "editions"])
def test_a_visit_needs_institution_day_kind_agencies_and_lists(missing):
    values = {"institution": "i", "on": "2026-10-09", "kind": "daily", "agencies": ["A"], "editions": ["e"]}
    with pytest.raises(MissingError):
        Inspection(id="v").start({**values, missing: ""})


def test_nothing_is_recorded_into_a_finished_visit():
    visit = Inspection(id="v")
    values = {"institution": "i", "on": "2026-10-09", "kind": "daily", "agencies": ["A"], "editions": ["e"]}
    running = after(visit, visit.start(values))
    finished = after(running, running.finish({"finished_on": "2026-10-09"}))
    with pytest.raises(BadValueError):
        finished.arrive({"arrived_at": "09:00"})
