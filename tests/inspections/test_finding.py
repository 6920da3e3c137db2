"""The life of a finding: every state with every step, and what each step needs."""

from datetime import date, timedelta
from itertools import product

import pytest

from inspections.finding import Finding
from inspections.refusal import BadValueError, MissingError, NotCompetentError, RefusedError, StepRefusedError
from inspections.transitions import FINDING_STEPS, NEW, FindingState, Step
from tests.inspections.builders import (
    CIVIL_CLAUSE,
    DAY,
    DEADLINE,
    FIRE_CLAUSE,
    a_finding,
    after,
    an_officer,
    words,
)

LATER = DEADLINE + timedelta(days=10)
TWO = [an_officer("p1", "fire"), an_officer("p2", "fire")]
HEAD = an_officer("p9", "fire", authorised=True)

TAKE = {
    Step.RECORD: lambda f: f.record(words()),
    Step.FIX_ON_THE_SPOT: lambda f: f.fix_on_the_spot(on=DAY, officers=TWO, how="当场开锁", before=1, after=1),
    Step.ORDER: lambda f: f.order(
        agency="fire", agency_code="fire", on=DAY, action="order", deadline=DEADLINE, measure="打开"
    ),
    Step.ADVISE: lambda f: f.advise(on=DAY, measure="建议"),
    Step.EXTEND: lambda f: _asked(f).grant_extension(on=DAY, until=LATER, by=HEAD),
    Step.REPORT: lambda f: f.report(on=DAY, measure="已开", person="院长", done_on=DAY, money="", photos_after=1),
    Step.PASS: lambda f: f.reinspect_pass(on=DAY, officers=TWO, note="", inspection=""),
    Step.FAIL: lambda f: f.reinspect_fail(
        on=DAY, officers=TWO, note="仍锁", inspection="", deadline=LATER, proposal=""
    ),
    Step.CLOSE: lambda f: f.close(on=DAY, by=HEAD, basis="复查合格", second=None, lifted=""),
    Step.REOPEN: lambda f: f.reopen(on=DAY, by=HEAD, reason="复发", deadline=LATER),
    Step.REFER: lambda f: f.refer(on=DAY, to="消防", how="handover", number="1", reason="无权"),
    Step.RETURN_ORDERED: lambda f: f.receive(on=DAY, number="回1", outcome="ordered", deadline=LATER, agency=""),
    Step.RETURN_CLOSED: lambda f: f.receive(on=DAY, number="回1", outcome="closed", deadline=None, agency=""),
    Step.VOID: lambda f: f.void(on=DAY, reason="重复"),
}


def _asked(finding: Finding) -> Finding:
    return after(finding, finding.fact("extension_asked", {"extension_asked_on": DAY, "extension_until": LATER}))


@pytest.mark.parametrize(("state", "step"), list(product([NEW, *FindingState], Step)))
def test_a_step_leads_where_the_table_says_or_is_refused(state, step):
    finding = (
        Finding(id="f1") if state == NEW else a_finding(state, category="advice" if step is Step.ADVISE else "hazard")
    )
    if (state, step) in FINDING_STEPS:
        assert after(finding, TAKE[step](finding)).state == FINDING_STEPS[state, step]
    else:
        with pytest.raises(RefusedError):
            TAKE[step](finding)


def test_every_step_of_the_table_is_tried():
    assert set(TAKE) == set(Step)


@pytest.mark.parametrize(("days", "overdue"), [(-1, False), (0, False), (1, True)])
def test_a_finding_is_overdue_from_the_day_after_its_deadline(days, overdue):
    assert a_finding("ordered").is_overdue(DEADLINE + timedelta(days=days)) is overdue


@pytest.mark.parametrize("state", [one for one in FindingState if one != "ordered"])
def test_only_what_is_ordered_can_be_overdue(state):
    assert not a_finding(state).is_overdue(date(2030, 1, 1))


def test_civil_affairs_never_orders_under_the_fire_articles():
    finding = a_finding(clauses=[FIRE_CLAUSE])
    assert finding.enforceable("civil_affairs") == ()
    with pytest.raises(NotCompetentError):
        finding.order(
            agency="c", agency_code="civil_affairs", on=DAY, action="order", deadline=DEADLINE, measure="打开"
        )


@pytest.mark.parametrize(
    ("code", "clauses"), [("fire", [FIRE_CLAUSE]), ("civil_affairs", [CIVIL_CLAUSE]), ("market", []), ("nonsense", [])]
)
def test_an_order_carries_only_the_clauses_its_agency_may_enforce(code, clauses):
    assert list(a_finding().enforceable(code)) == clauses


def test_an_order_by_a_date_needs_the_date_and_at_once_has_none():
    finding = a_finding()
    with pytest.raises(MissingError):
        finding.order(agency="f", agency_code="fire", on=DAY, action="order", deadline=None, measure="打开")
    at_once = finding.order(
        agency="f", agency_code="fire", on=DAY, action="immediate", deadline=DEADLINE, measure="打开"
    )
    assert at_once.body["set"]["deadline"] is None


def test_a_date_before_the_order_is_refused():
    with pytest.raises(BadValueError):
        a_finding().order(
            agency="f", agency_code="fire", on=DAY, action="order", deadline=DAY - timedelta(days=1), measure="打开"
        )


def test_only_the_ordering_agency_closes():
    stranger = an_officer("p8", "civil", authorised=True)
    with pytest.raises(NotCompetentError):
        a_finding("passed").close(on=DAY, by=stranger, basis="", second=None, lifted="")


def test_closing_needs_an_authorised_person():
    with pytest.raises(NotCompetentError):
        a_finding("passed").close(on=DAY, by=an_officer("p1", "fire"), basis="", second=None, lifted="")


def test_a_major_hazard_needs_a_second_person_and_the_lifting_of_its_listing():
    major = a_finding("passed", grade="major")
    listed = after(major, major.mark("supervised", {"on": "2026-10-01", "number": "督1"}))
    second = an_officer("p7", "fire", authorised=True)
    with pytest.raises(MissingError, match="第二人"):
        listed.close(on=DAY, by=HEAD, basis="", second=None, lifted="督解1")
    with pytest.raises(MissingError, match="第二人"):
        listed.close(on=DAY, by=HEAD, basis="", second=HEAD, lifted="督解1")
    with pytest.raises(MissingError, match="解除"):
        listed.close(on=DAY, by=HEAD, basis="", second=second, lifted="")
    assert after(listed, listed.close(on=DAY, by=HEAD, basis="", second=second, lifted="督解1")).state == "closed"


def test_a_failed_reinspection_begins_a_new_round():
    finding = a_finding("reported")
    failed = after(finding, TAKE[Step.FAIL](finding))
    assert (failed.round, failed.deadline) == (2, LATER)


def test_a_failed_reinspection_needs_a_date_or_a_proposal():
    with pytest.raises(MissingError):
        a_finding("reported").reinspect_fail(
            on=DAY, officers=TWO, note="仍锁", inspection="", deadline=None, proposal=""
        )


@pytest.mark.parametrize("officers", [[], TWO[:1], [TWO[0], TWO[0]]])
def test_a_reinspection_needs_two_officers(officers):
    with pytest.raises(MissingError):
        a_finding("ordered").reinspect_pass(on=DAY, officers=officers, note="", inspection="")


def test_an_extension_is_asked_before_expiry():
    finding = a_finding("ordered")
    with pytest.raises(RefusedError, match="届满"):
        finding.ask_extension(on=DEADLINE + timedelta(days=1), until=LATER, reason="材料未到")
    assert finding.ask_extension(on=DEADLINE, until=LATER, reason="材料未到")


@pytest.mark.parametrize("missing", ["description", "category", "place_text", "clauses"])
def test_a_finding_needs_fact_kind_place_and_clause(missing):
    values = {name: value for name, value in words().items() if name != missing}
    with pytest.raises(RefusedError):
        Finding(id="f").record(values)


def test_a_refused_step_says_which_state_stands_in_the_way():
    with pytest.raises(StepRefusedError, match="已登记"):
        a_finding().reopen(on=DAY, by=an_officer("p1", "", authorised=True), reason="复发", deadline=None)


def test_a_proposal_into_a_year_without_calendar_leaves_the_date_to_a_person_and_keeps_its_reason():
    from checklists.loader import bundled
    from inspections.proposals import propose

    item = next(one for one in bundled()[0].items if one.action == "order" and one.days == 60)
    ahead = propose(item, on=date(2026, 12, 20))
    assert ahead.deadline is None
    assert item.days_reason in ahead.deadline_reason
    assert "日历未覆盖" not in ahead.deadline_reason
    assert propose(item, on=date(2026, 3, 2)).deadline is not None
