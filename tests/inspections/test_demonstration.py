"""The demonstration: everything in it is made by the steps of the work, in time, complete, and about nobody real."""

import dataclasses
import re
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from checklists.applicability import evaluate
from checklists.facts import FACTS, FactType
from checklists.loader import bundled
from checklists.model import AllOf, AnyOf, Comparison, Not
from inspections import deadline
from inspections.calendars import CALENDARS, YearCalendar
from inspections.demonstration import answering, findings, institutions, offices, visits
from inspections.demonstration.clock import FUTURE, LENGTH, ScriptedClock
from inspections.demonstration.findings import FINDINGS
from inspections.demonstration.institutions import HOMES
from inspections.document import PAPERS
from inspections.institution import typed_fact, valid_credit_code
from inspections.leaving import leaving
from inspections.reading import read_visit
from inspections.refusal import RefusedError
from inspections.transitions import FindingState
from tests.inspections.demonstrated import BEIJING, LATER, NOW, Played

REAL_PLACES = [
    "北京",
    "上海",
    "天津",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "会同",
    "怀化",
    "湘西",
    "长沙",
    "武汉",
    "广州",
    "深圳",
    "成都",
    "杭州",
    "南京",
]
MADE_UP_REGION = "000000"
HOMES_BY_KEY = {home.key: home for home in HOMES}
DATES = {
    "年末": datetime(2026, 12, 31, 23, 30, tzinfo=BEIJING),
    "未覆盖年度的第一天": datetime(2027, 1, 1, 0, 5, tzinfo=BEIJING),
    "日历年初": datetime(2026, 3, 6, 8, 0, tzinfo=BEIJING),
}
LEAP_DAY = datetime(2028, 2, 29, 12, 0, tzinfo=BEIJING)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The demonstration as played on an ordinary day."""
    demo = Played(tmp_path_factory.mktemp("demo"))
    yield demo
    demo.records.close()


@pytest.fixture
def two_more_years(monkeypatch):
    """Calendars without holidays for the two years that follow."""
    for year in (2027, 2028):
        plain = YearCalendar(year=year, holidays={}, workdays=frozenset(), source="测试", certainty="page")
        monkeypatch.setitem(CALENDARS, year, plain)
    deadline.calendar.cache_clear()
    yield
    deadline.calendar.cache_clear()


def facts_of(home):
    return {name: typed_fact(name, value) for name, value in home.facts.items()}


def test_forty_findings_end_in_the_states_the_script_says(played):
    found = {one.description: one.state for one in played.records.findings.where()}
    assert len(found) == 40
    assert found == {one.text: one.ends for one in FINDINGS}


def test_every_state_of_a_finding_is_shown():
    assert set(findings.ends()) == set(FindingState)


def test_the_findings_show_what_an_inspector_meets(played):
    everything = played.records.findings.where()
    by_text = {one.description: one for one in everything}
    keyed = {plan.key: by_text[plan.text] for plan in FINDINGS}
    assert keyed["emergency_light"].round == 2
    assert keyed["no_acceptance"].fields.whole("extension_count") == 1
    assert keyed["response_plan"].fields.text("extension_asked_on")
    assert not keyed["response_plan"].fields.text("extension_decided_on")
    assert keyed["soft_lining"].is_major
    assert keyed["soft_lining"].fields.object("mark.supervised")["number"]
    assert keyed["e_bikes"].fields.text("grade_state") == "suspected"
    assert keyed["dishes"].fields.text("receipt_number")
    assert keyed["wheelchairs"].fields.text("fixed_on")
    assert {one.fields.text("action") for one in everything} >= {"order", "immediate", "advise"}
    assert {one.category for one in everything} == {"hazard", "violation", "advice"}
    assert keyed["loose_wiring"].round == 2
    assert keyed["loose_wiring"].state == "closed"


def test_overdue_findings_have_run_out_by_the_days_the_script_says(played):
    overdue = [one for one in played.records.findings.where() if one.is_overdue(NOW.date())]
    assert sorted((NOW.date() - one.deadline).days for one in overdue) == [3, 12]


def test_two_joint_inspections_are_over_and_one_runs(played):
    joint = [one for one in played.records.inspections.where() if len(one.agencies) > 1 and one.editions]
    assert Counter(one.state for one in joint) == {"finished": 2, "running": 1}


def test_every_agency_of_every_visit_has_two_officers_of_its_own(played):
    for visit in played.records.inspections.where():
        assert read_visit(played.records, played.files, visit.id).gaps == ()


def test_a_finished_joint_inspection_answered_all_but_the_items_it_gives_reasons_for(played):
    for visit in played.records.inspections.where(state="finished"):
        read = read_visit(played.records, played.files, visit.id)
        if len(read.agencies) > 1 and read.sections:
            answered = {item for item, _ in read.responses}
            missing = {one.item.id for one in read.items} - answered
            assert missing <= set(answering.NOT_CHECKED)
            assert leaving(read).batch > 50
            assert {one.result for one in read.responses.values()} == {"compliant", "non_compliant", "not_applicable"}


def test_every_measured_item_has_a_value_that_keeps_its_bounds():
    played = [checklist for checklist in bundled() if checklist.code in ("fire_safety", "service_safety")]
    measured = [item for checklist in played for item in checklist.items if item.measured]
    assert measured
    for item in measured:
        value = answering.measured_value(item.id, item.measured)
        assert item.measured.accepts(Decimal(value)), item.id


def test_each_finding_has_one_to_three_photos_before_and_one_after_where_it_was_put_right(played):
    for finding in played.records.findings.where():
        stages = Counter(photo.fields.text("stage") for photo in played.records.photos.where(finding=finding.id))
        assert 1 <= stages["scene"] + stages["before"] <= 3
        if finding.fields.text("fixed_on") or finding.fields.text("reported_on"):
            assert stages["after"] >= 1


NOT_PLAYED = {
    "fire_notice", "extension", "case_transfer", "supervision", "supervision_lifted",
    "approval", "notice", "questioning", "survey", "sampling", "pleading", "address", "reply", "postponement", "summary",
    "photos", "filing",
}  # fmt: skip
"""Papers whose occasion the script does not have, or that it leaves for a person to try."""


def test_every_paper_the_script_names_is_frozen_and_lies_outside(played):
    sealed = played.records.documents.where(state="sealed")
    ours = [one for one in sealed if one.file]
    receipts = sum(plan.receipt for plan in visits.PAPERS_MADE)
    assert len(ours) == len(visits.PAPERS_MADE) + receipts
    assert {one.paper for one in ours} == set(PAPERS) - NOT_PLAYED
    assert len(sealed) - len(ours) == len(visits.EXTERNAL)
    names = sorted(path.name for path in (played.out / "文书").iterdir())
    assert len(names) == len(ours)
    assert all(re.fullmatch(r"\d\d [^\s/]+-[^\s/]+-[^\s/]+〔\d{4}〕\d+号\.pdf", name) for name in names)
    assert {path.name for path in (played.out / "台账").iterdir()} == {
        f"{title}.{extension}" for title in ("隐患排查治理台账", "隐患销号台账") for extension in ("xlsx", "pdf")
    }


def test_the_record_and_one_order_are_signed_by_everyone_and_one_record_is_refused(played):
    papers = {(one.paper, one.agency): one for one in played.records.documents.where() if one.signatures}
    assert {paper for paper, _ in papers} == {"record", "order"}
    for document in papers.values():
        assert len(document.signatures) == len(document.fields.objects("signers"))
        assert all(one["drawn"] for one in document.signatures.values())
    refused = [one for one in played.records.documents.where(paper="record") if one.fields.text("refused_on")]
    assert len(refused) == 1
    assert len(refused[0].fields.texts("refusal_officers")) == 2


def test_the_certificate_says_demonstration_and_is_older_than_everything(played):
    ((name, valid_from),) = played.papers.keys
    assert "演示" in name
    assert valid_from < datetime.fromisoformat(played.entries()[0].at).date()


def test_every_entry_is_later_than_the_one_before_and_earlier_than_the_end(played):
    entries = played.entries()
    assert [one.number for one in entries] == list(range(1, len(entries) + 1))
    assert all(one.clock < other.clock for one, other in pairwise(entries))
    assert all(datetime.fromisoformat(one.at) <= datetime.fromisoformat(other.at) for one, other in pairwise(entries))
    assert datetime.fromisoformat(entries[-1].at) < NOW


def test_no_visit_lies_on_a_day_off(played):
    assert [visit.on for visit in played.records.inspections.where() if deadline.day_off(visit.on)] == []


def plays(folder, ends):
    demo = Played(folder, ends=ends)
    try:
        found = demo.records.findings.where()
        assert {one.description: one.state for one in found} == {plan.text: plan.ends for plan in FINDINGS}
        assert datetime.fromisoformat(demo.entries()[-1].at) < ends
        assert {one.deadline.year for one in found if one.deadline} <= set(deadline.covered_years())
    finally:
        demo.records.close()


@pytest.mark.heavy
@pytest.mark.parametrize("ends", DATES.values(), ids=DATES)
def test_it_plays_on_any_day(ends, tmp_path):
    plays(tmp_path / "demo", ends)


@pytest.mark.heavy
def test_it_plays_on_a_leap_day(two_more_years, tmp_path):
    plays(tmp_path / "demo", LEAP_DAY)


@pytest.mark.parametrize("ends", DATES.values(), ids=DATES)
def test_the_clock_keeps_to_covered_working_days_before_its_end(ends):
    clock = ScriptedClock(ends=ends)
    past = [clock.day(offset) for offset in range(-LENGTH, 0)]
    ahead = [clock.day(offset) for offset in range(1, FUTURE + 1)]
    assert all(not deadline.day_off(day) for day in (*past, *ahead))
    assert all(one <= other for days in (past, ahead) for one, other in pairwise(days))
    assert (past[-1] - past[0]).days <= 400
    assert past[-1] < ends.date()


def test_the_clock_reaches_a_leap_day(two_more_years):
    clock = ScriptedClock(ends=LEAP_DAY)
    assert clock.zero == date(2028, 2, 29)
    assert clock.day(-1) == date(2028, 2, 28)


def test_after_the_covered_years_the_script_ends_on_their_last_days():
    clock = ScriptedClock(ends=LATER)
    assert clock.day(-1) == date(2026, 12, 31)
    assert clock.day(30) <= date(2026, 12, 31)


def test_every_reading_of_the_clock_is_later_and_before_the_end():
    clock = ScriptedClock(ends=NOW)
    clock.go(NOW.date() + timedelta(days=3), NOW.time())
    readings = [clock.now() for _ in range(200)]
    assert all(one < other for one, other in pairwise(readings))
    assert readings[-1] < NOW


def test_a_clock_never_goes_back():
    clock = ScriptedClock(ends=NOW)
    first = clock.now()
    clock.go(first.date() - timedelta(days=9), first.time())
    assert clock.now() > first


@pytest.mark.parametrize("ends", [datetime(2025, 7, 1, tzinfo=BEIJING), datetime(2026, 1, 20, tzinfo=BEIJING)])
def test_a_day_without_calendar_behind_it_is_refused_by_name(ends):
    with pytest.raises(RefusedError, match="放假安排"):
        ScriptedClock(ends=ends)


def conditions():
    """Every condition of the checklists and every part of one, with its item."""

    def parts(condition):
        yield condition
        if isinstance(condition, AllOf | AnyOf):
            for part in condition.parts:
                yield from parts(part)
        elif isinstance(condition, Not):
            yield from parts(condition.part)

    return [
        (item.id, part)
        for checklist in bundled()
        for item in checklist.items
        if item.applies is not None
        for part in parts(item.applies)
    ]


def test_every_condition_is_true_for_one_institution_and_false_for_another():
    one_sided = [
        (item, condition)
        for item, condition in conditions()
        if {evaluate(condition, facts_of(home)) for home in HOMES} != {True, False}
    ]
    assert one_sided == []


def test_conditions_compare_facts():
    assert sum(isinstance(one, Comparison) for _, one in conditions()) > 100


def test_every_fact_is_stated_for_every_institution_with_a_source(played):
    for institution in played.records.institutions.where():
        stated = institution.fact_values()
        assert set(stated) == set(FACTS)
        assert all(one.source and one.on for one in stated.values())


def test_every_fact_of_yes_or_no_is_both_among_the_institutions():
    flags = [fact.id for fact in FACTS.values() if fact.type is FactType.FLAG]
    assert [name for name in flags if {home.facts[name] for home in HOMES} != {True, False}] == []


def test_twelve_institutions_of_all_kinds():
    assert len(HOMES) == 12
    assert {home.facts["institution_kind"] for home in HOMES} == set(FACTS["institution_kind"].choices)
    assert any(float(str(home.facts["floor_area_m2"])) < 500 and home.facts["overnight_stay"] for home in HOMES)
    assert {home.facts["fire_acceptance"] for home in HOMES} == set(FACTS["fire_acceptance"].choices)


def written():
    """Every text of the script's data."""

    def texts(value):
        if isinstance(value, str):
            yield value
        elif dataclasses.is_dataclass(value):
            for one in dataclasses.fields(value):
                yield from texts(getattr(value, one.name))
        elif isinstance(value, dict):
            for key, one in value.items():
                yield from texts(key)
                yield from texts(one)
        elif isinstance(value, tuple):
            for one in value:
                yield from texts(one)

    sources = (institutions.HOMES, offices.OFFICES, offices.PEOPLE, visits.VISITS, visits.PAPERS_MADE, FINDINGS)
    return [text for source in sources for text in texts(source)]


def test_nothing_names_a_real_place():
    assert [(text, place) for text in written() for place in REAL_PLACES if place in text] == []


def test_codes_and_telephones_belong_to_nobody():
    codes = [home.credit_code for home in HOMES]
    assert len(set(codes)) == 12
    assert all(valid_credit_code(code) and code[2:8] == MADE_UP_REGION for code in codes)
    phones = [home.phone for home in HOMES] + [office.phone for office in offices.OFFICES]
    assert all(phone.startswith("0000-555") for phone in phones)
    assert all(person.certificate.startswith("演") for person in offices.PEOPLE if person.certificate)


def test_a_finding_lies_at_a_place_of_its_institution():
    homes = {visit.key: HOMES_BY_KEY[visit.home] for visit in visits.VISITS}
    for finding in FINDINGS:
        floor, room = finding.place
        assert room in homes[finding.visit].places[floor], finding.key


def test_it_says_where_the_papers_lie(played):
    assert len(played.told) == 3
    assert str(played.out) in played.told[1]
