"""Numbers, values and the first run of the settings screen."""

from inspections.document import PAPERS
from inspections.people import LOCAL_USER
from inspections.workflow import setting_up
from tests.ui.workplace import TODAY, Clock
from ui.forms import FormRow, Kind
from ui.office.about_tab import version
from ui.office.looks_tab import setting_row
from ui.office.model import (
    block_lines,
    grant_usual_blocks,
    news,
    person_problems,
    read_office,
    set_up,
    usual_blocks,
)
from ui.settings import SETTINGS, Preferences


def test_usual_blocks_fill_only_what_has_no_numbers_left(office):
    have = read_office(office.records)
    assert usual_blocks(have.agencies, have.blocks, year=2026, first=1, count=100) == []
    lacking = usual_blocks(have.agencies, have.blocks, year=2027, first=11, count=100)
    assert {(one["agency"], one["paper"]) for one in lacking} == {
        (agency, paper)
        for code, agency in office.agencies.items()
        for paper, kind in PAPERS.items()
        if code in (kind.issuers or (code,))
    }
    assert {(one["first"], one["last"]) for one in lacking} == {(11, 110)}
    assert "某民检笔" in {one["prefix"] for one in lacking}


def test_a_used_up_block_is_followed_by_the_next_numbers(office):
    agency = office.agencies["fire"]
    setting_up.grant_block(
        office.records, agency=agency, paper="order", year=2028, first=1, last=1, prefix="某消", by=office.by
    )
    block = office.records.number_blocks.where(agency=agency, paper="order", year=2028)[0]
    with office.records.change(by=office.by) as change:
        change.append(block.take())
    have = read_office(office.records)
    wanted = usual_blocks(have.agencies, have.blocks, year=2028, first=1, count=5)
    assert next(one["first"] for one in wanted if (one["agency"], one["paper"]) == (agency, "order")) == 2
    grant_usual_blocks(office.records, year=2028, first=1, count=5, by=office.by)
    again = read_office(office.records)
    assert usual_blocks(again.agencies, again.blocks, year=2028, first=1, count=5) == []
    assert "已用完" in {line.next for line in block_lines(again)}


def test_an_officer_needs_certificate_and_agency_an_assistant_neither():
    blank = {"certificate_number": None, "agency": None}
    assert set(person_problems({"role": "officer", **blank})) == {"certificate_number", "agency"}
    assert person_problems({"role": "assistant", **blank}) == {}


def test_only_what_differs_is_recorded_and_an_emptied_text_is_empty():
    rows = [FormRow(key="a", label="甲"), FormRow(key="n", label="数", kind=Kind.INTEGER), FormRow(key="b", label="乙")]
    assert news(rows, {"a": None, "n": None, "b": "x"}, {"a": "old", "n": 3, "b": "x"}) == {"a": "", "n": None}
    assert news(rows, {"a": None, "n": 3, "b": "x"}, {"a": "", "n": 3, "b": "x"}) == {}


def test_the_first_run_makes_a_laptop_that_can_take_numbers(tmp_path):
    from storage.datadir import open_datadir
    from storage.store import Store

    records = Store.open(open_datadir(tmp_path / "新").records, clock=Clock())
    setting_up.make_installation(records, name="新电脑")
    assert read_office(records).needs_set_up
    set_up(
        records,
        agency={"code": "civil_affairs", "name": "某县民政局", "number_prefix": "某民", "issues_papers": True},
        person={"name": "李明", "role": "officer", "certificate_number": "31010001"},
        numbers={"first": 1, "count": 20},
        today=TODAY,
        by=LOCAL_USER,
    )
    have = read_office(records)
    records.close()
    assert not have.needs_set_up
    assert have.person(have.user).name == "李明"
    assert have.person(have.user).is_officer
    assert {line.left for line in block_lines(have)} == {20}
    assert len(have.blocks) == sum(not kind.issuers for kind in PAPERS.values())


def test_every_setting_can_be_asked_and_shows_its_default():
    defaults = Preferences()
    for setting in SETTINGS:
        row = setting_row(setting)
        value = getattr(defaults, setting.key)
        assert (row.kind is Kind.CHOICE and value in dict(row.choices)) or isinstance(value, bool)


def test_the_version_is_the_project_s():
    assert version().count(".") == 2
