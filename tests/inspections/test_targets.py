"""政策目标 are met or short of: never 不符合, never a hazard, never part of 本部分其余符合."""

import pytest

from checklists.loader import bundled
from inspections.refusal import BadValueError
from inspections.terms import result_words
from inspections.workflow import recording, visiting
from inspections.workflow.visiting import is_never_batch
from tests.inspections.confirming import DAY, County

TARGETS = [item for checklist in bundled() for item in checklist.items if item.is_target]
LAW = next(
    item
    for checklist in bundled()
    for item in checklist.items
    if checklist.code == "video_network" and not item.is_target
)
TARGET = next(
    item for checklist in bundled() for item in checklist.items if checklist.code == "video_network" and item.is_target
)


@pytest.fixture
def county(tmp_path):
    made = County(tmp_path / "资料")
    made.home = recording_home(made)
    yield made
    made.records.close()


def recording_home(county):
    started = visiting.start_inspection(
        county.records, county.files, institution=a_home(county), kind="daily", on=DAY,
        agencies=[county.agencies["civil_affairs"]], team=[], lists=["video_network"], by=county.local,
    )  # fmt: skip
    return started.one("inspection")


def a_home(county):
    from inspections.workflow.institutions import record_institution

    return record_institution(county.records, values={"name": "夕阳红养老院", "area": "城关镇"}, by=county.local).one(
        "institution"
    )


def answer(county, item, result):
    visiting.respond(
        county.records, county.files, inspection=county.home, item=item.id, agency=county.agencies["civil_affairs"],
        result=result, by=county.local,
    )  # fmt: skip


def record(county, item, category):
    values = {"item": item.id, "category": category, "description": "尚未接入", "place_text": "值班室", "clauses": []}
    recording.record_finding(
        county.records, county.files, inspection=county.home, values=values, by=county.local, on=DAY
    )


def test_a_target_is_met_or_short_of(county):
    answer(county, TARGET, "gap")
    (held,) = county.records.responses.where(inspection=county.home)
    assert held.result == "gap"
    answer(county, TARGET, "compliant")
    (held,) = county.records.responses.where(inspection=county.home)
    assert held.result == "compliant"


def test_a_target_is_never_judged_as_law_and_law_never_as_a_target(county):
    with pytest.raises(BadValueError, match="政策目标，不作“不符合”"):
        answer(county, TARGET, "non_compliant")
    with pytest.raises(BadValueError, match="没有“差距”"):
        answer(county, LAW, "gap")
    assert county.records.responses.where(inspection=county.home) == []


@pytest.mark.parametrize("category", ["hazard", "violation"])
def test_no_hazard_is_recorded_of_a_target(county, category):
    with pytest.raises(BadValueError, match="不作隐患"):
        record(county, TARGET, category)
    assert county.records.findings.count() == 0


def test_advice_may_be_given_about_a_target(county):
    record(county, TARGET, "advice")
    assert [one.category for one in county.records.findings.where()] == ["advice"]


def test_no_target_is_marked_with_the_rest_of_its_section():
    assert TARGETS
    assert all(is_never_batch(item) for item in TARGETS)


def test_a_target_says_its_own_words():
    assert result_words("compliant", is_target=True) == "达标"
    assert result_words("compliant", is_target=False) == "符合"
    assert result_words("gap", is_target=True) == "差距"
