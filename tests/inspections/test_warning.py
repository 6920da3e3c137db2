"""The early warning: every reason by itself, and nothing where there is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inspections.institution import Institution
from inspections.stated import stating
from inspections.warning import Level, level_of, warnings_of
from tests.inspections.builders import DEADLINE, a_finding, after

TODAY = date(2026, 10, 15)


def a_home(certificates=None, **facts):
    home = after(Institution(id="i"), Institution(id="i").record_as({"name": "松鹤园"}))
    home = after(home, home.state_facts({"fire_acceptance": "accepted", **facts}, on=TODAY, source="核对"))
    if certificates:
        held = stating("certificate", certificates, on=TODAY, source="查证")
        home = after(home, home.fact("certificates_stated", held))
    return home


def told(home, *findings, today=TODAY):
    return [(one.level.value, one.topic) for one in warnings_of(home, findings, today=today)]


def test_nothing_to_say_is_said_with_nothing():
    assert warnings_of(a_home(), [], today=TODAY) == ()
    assert level_of(()) is None


def test_an_open_finding_in_time_counts_low():
    assert told(a_home(), a_finding("recorded")) == [("low", "未销号")]


def test_a_deadline_near_and_passed():
    finding = a_finding("ordered")
    assert told(a_home(), finding) == [("low", "临期")]
    assert told(a_home(), finding, today=DEADLINE) == [("low", "临期")]
    assert told(a_home(), finding, today=DEADLINE + timedelta(days=1)) == [("middle", "逾期")]
    assert told(a_home(), finding, today=DEADLINE + timedelta(days=30)) == [("middle", "逾期")]
    assert told(a_home(), finding, today=DEADLINE + timedelta(days=31)) == [("high", "逾期")]


@pytest.mark.parametrize("state", ["closed", "voided"])
def test_what_is_done_or_void_warns_of_nothing(state):
    assert told(a_home(), a_finding(state)) == []


def test_a_major_or_suspected_one_comes_first():
    major = replace(a_finding("recorded", grade="major"), id="f2")
    assert told(a_home(), a_finding("recorded"), major) == [("high", "重大"), ("low", "未销号")]


def test_the_same_item_twice_within_a_year_is_a_repeat():
    def found(on, number):
        return replace(a_finding("closed", item="1.3", found_on=on), id=number)

    old, new = found("2025-12-01", "f1"), found("2026-10-01", "f2")
    (warned,) = warnings_of(a_home(), [old, new], today=TODAY)
    assert (warned.topic, warned.subject) == ("重复", "f2")
    assert "2025-12-01、2026-10-01" in warned.reason
    assert told(a_home(), old, new, today=date(2026, 12, 10)) == []
    assert told(a_home(), found("2026-10-01", "a"), found("2026-10-01", "b")) == []


def test_a_missing_fire_acceptance_and_an_unknown_one():
    assert told(a_home(fire_acceptance="none")) == [("high", "证照手续")]
    unknown = warnings_of(Institution(id="i"), [], today=TODAY)
    assert [one.level for one in unknown] == [Level.LOW]


@pytest.mark.parametrize(
    ("said", "level"),
    [({"held": False, "until": ""}, ["high"]), ({"held": True, "until": "2026-10-14"}, ["high"]),
     ({"held": True, "until": "2026-10-15"}, ["low"]), ({"held": True, "until": "2026-11-14"}, ["low"]),
     ({"held": True, "until": "2026-11-15"}, []), ({"held": True, "until": ""}, ["low"]), (None, ["low"])],
)  # fmt: skip
def test_a_certificate_missing_expired_or_near_its_end(said, level):
    home = a_home({"food_licence": said} if said else None, canteen=True)
    assert [one.level.value for one in warnings_of(home, [], today=TODAY)] == level


def test_a_certificate_nobody_needs_is_not_asked_for():
    assert told(a_home({"food_licence": {"held": False, "until": ""}}, canteen=False)) == []


def test_every_reason_names_its_record():
    home = a_home(fire_acceptance="none")
    warned = warnings_of(home, [a_finding("ordered")], today=DEADLINE + timedelta(days=1))
    assert {(one.kind, one.subject) for one in warned} == {("institution", "i"), ("finding", "f1")}
    assert all(one.reason and one.as_data()["level_text"] in "高中低" for one in warned)
