"""Rules propose and people determine; nothing unverified decides."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from checklists import judgement
from checklists.judgement import Outcome, Regime, Status, criteria, load_criteria, propose
from checklists.loader import bundled
from checklists.model import Certainty, MajorTrigger, Relation
from checklists.problems import ChecklistError

FIRE = bundled()[0]
BEFORE, AFTER = date(2025, 10, 31), date(2025, 11, 1)
ENABLED = {"MH-A1", "MH-A2", "MH-A3", "MH-A4", "MH-B1", "MH-B2", "MH-B3"}
OFF = {"MH-C1", "MH-C3", "MH-D4", "MH-E4", "MH-E5"}
OFFICIAL = {
    "MH-A1", "MH-A2", "MH-A3", "MH-A4", "MH-B1", "MH-B2", "MH-B3", "MH-B4", "MH-C1", "MH-C2", "MH-C3", "MH-C4",
    "MH-C5", "MH-C6", "MH-D1", "MH-D2", "MH-D3", "MH-D4", "MH-E1", "MH-E2", "MH-E3", "MH-E4", "MH-E5",
}  # fmt: skip
ACCIDENT = {code: one for code, one in criteria().items() if one.regime is Regime.MAJOR_ACCIDENT}
FIRE_CRITERIA = {code: one for code, one in criteria().items() if one.regime is Regime.MAJOR_FIRE}


def failing(code, relation=Relation.DIRECT):
    """A failed item with this one trigger."""
    return replace(FIRE.item("FS-A12"), major=(MajorTrigger(criterion=code, relation=relation),))


def test_the_criteria_are_those_of_the_standard_with_the_status_of_their_verification():
    assert set(ACCIDENT) == OFFICIAL
    assert {code for code, one in ACCIDENT.items() if one.status is Status.ENABLED} == ENABLED
    assert {code for code, one in ACCIDENT.items() if one.status is Status.OFF} == OFF
    assert {code for code, one in ACCIDENT.items() if one.certainty.is_verified} == ENABLED
    assert all(one.attachments for code, one in ACCIDENT.items() if code in {*ENABLED, "MH-E1"})


@pytest.mark.parametrize("code", sorted(OFFICIAL))
@pytest.mark.parametrize("complete", [True, False])
def test_each_criterion_says_no_more_than_it_may(code, complete):
    attachments = criteria()[code].attachments if complete else ()
    proposal = propose(failing(code), on=AFTER, attachments=attachments)
    if code in OFF:
        assert (proposal.outcome, proposal.hints) == (Outcome.ORDINARY, ())
    elif code in ENABLED:
        assert proposal.outcome is (Outcome.CONFIRM if complete else Outcome.INCOMPLETE)
        assert proposal.hints[0].missing == (() if complete else criteria()[code].attachments)
    else:
        assert proposal.outcome is Outcome.CHECK_SOURCE
        assert proposal.hints[0].text.startswith("可能属于重大，请核对原文后人工判定")


def test_a_verified_criterion_with_its_attachments_asks_for_confirmation():
    proposal = propose(failing("MH-A1"), on=AFTER, attachments=criteria()["MH-A1"].attachments)
    assert proposal.hints[0].text == f"符合判定标准第四条（一）（{criteria()['MH-A1'].text}），请确认"


@pytest.mark.parametrize("code", sorted(criteria()))
@pytest.mark.parametrize("relation", Relation)
def test_only_verified_enabled_criteria_ever_reach_confirmation(code, relation):
    proposal = propose(failing(code, relation), on=AFTER, attachments=criteria()[code].attachments)
    assert (proposal.outcome is Outcome.CONFIRM) is (code in ENABLED)


@pytest.mark.parametrize(("status", "certainty"), list(product(Status, Certainty)))
def test_neither_status_nor_certainty_alone_decides(monkeypatch, status, certainty):
    made = replace(criteria()["MH-A1"], status=status, certainty=certainty)
    monkeypatch.setattr(judgement, "criteria", lambda: {"MH-A1": made})
    outcome = propose(failing("MH-A1"), on=AFTER, attachments=made.attachments).outcome
    decides = status is Status.ENABLED and certainty.is_verified
    assert (outcome is Outcome.CONFIRM) is decides


def test_one_missing_attachment_is_named():
    first, second = criteria()["MH-A3"].attachments
    hint = propose(failing("MH-A3"), on=AFTER, attachments=[first]).hints[0]
    assert hint.missing == (second,)
    assert f"缺少附件：{second}" in hint.text


@pytest.mark.parametrize("code", sorted(FIRE_CRITERIA))
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_a_major_fire_hazard_is_only_ever_put_before_the_fire_agency(code, day):
    proposal = propose(failing(code, Relation.COMPREHENSIVE), on=day)
    assert proposal.outcome is Outcome.REFER_TO_FIRE
    assert "疑似重大火灾隐患，建议提请消防救援机构判定" in proposal.hints[0].text


@pytest.mark.parametrize("code", [code for code in FIRE_CRITERIA if code.startswith("GB35181-2017")])
def test_the_numbers_of_2017_are_not_cited_from_november_2025_on(code):
    number = f"GB 35181-2017 {criteria()[code].article}"
    assert number in propose(failing(code), on=BEFORE).hints[0].text
    after = propose(failing(code), on=AFTER).hints[0].text
    assert number not in after
    assert "2025-11-01起不得引用" in after


def test_the_strongest_hint_leads_and_all_are_kept():
    item = FIRE.item("FS-C02")
    proposal = propose(item, on=AFTER, attachments=criteria()["MH-A2"].attachments)
    assert proposal.outcome is Outcome.CONFIRM
    assert [hint.criterion for hint in proposal.hints] == ["GB35181-2017:7.3.3", "MH-A2"]


def test_an_item_without_triggers_is_ordinary():
    assert propose(FIRE.item("FS-A05"), on=AFTER).outcome is Outcome.ORDINARY


@pytest.mark.parametrize("item_id", ["FS-G07", "FS-G08"])
def test_what_follows_from_earlier_findings_is_a_notice_and_no_grade(item_id):
    assert propose(FIRE.item(item_id), on=AFTER).outcome is Outcome.NOTICE


@pytest.mark.parametrize("data", [b"", b"[[criterion]]\ncode = 3", b"criterion = 1", b"\xff"])
def test_a_broken_file_of_criteria_is_refused_with_its_problems(data):
    with pytest.raises(ChecklistError) as caught:
        load_criteria(data, name="major_hazards.toml")
    assert caught.value.problems
