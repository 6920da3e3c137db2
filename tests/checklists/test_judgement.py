"""Rules propose and people determine; nothing unverified decides. The whole truth table of every criterion is walked."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from checklists import judgement
from checklists.criteria import Regime, Status, criteria
from checklists.judgement import OUTCOME_WORDS, Case, FactKind, Outcome, hint_of, propose
from checklists.loader import bundled
from checklists.model import Certainty, MajorTrigger, Relation

FIRE = bundled()[0]
BEFORE, AFTER = date(2025, 10, 31), date(2025, 11, 1)
ENABLED = {"MH-A1", "MH-A2", "MH-A3", "MH-A4", "MH-B1", "MH-B2", "MH-B3"}
EXPERT = "MH-EXPERT"
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


def answers(criterion, held=True):
    """A person's answer to every circumstance of a criterion."""
    return {criterion.key(one): held for one in criterion.circumstances}


def whole(criterion, **more):
    """Everything that a criterion can ask for."""
    return {
        "attachments": criterion.attachments,
        "facts": dict.fromkeys(criterion.facts, True),
        "circumstances": answers(criterion),
        **more,
    }


def expected(criterion, *, on, attached, stated, premise, confirmed):
    """What the rule says in plain words, written a second time."""
    verified = criterion.code in ENABLED | {EXPERT} or confirmed
    silent = criterion.status is Status.OFF and not confirmed
    if silent or on < criterion.in_force_from:
        return Outcome.ORDINARY
    if criterion.regime in {Regime.TEMPORARY_SEAL, Regime.FOLLOW_UP}:
        return Outcome.NOTICE
    if stated is False or (criterion.facts and premise is False):
        return Outcome.ORDINARY
    if criterion.regime is Regime.MAJOR_FIRE:
        return Outcome.REFER_TO_FIRE
    if not verified:
        return Outcome.CHECK_SOURCE
    incomplete = stated is None or (criterion.attachments and not attached) or (criterion.facts and premise is None)
    return Outcome.INCOMPLETE if incomplete else Outcome.CONFIRM


@pytest.mark.parametrize("code", sorted(criteria()))
def test_the_whole_truth_table_of_a_criterion(code):
    criterion = criteria()[code]
    days = (criterion.in_force_from - timedelta(days=1), criterion.in_force_from, AFTER)
    seen = set()
    for on, attached, stated, premise, confirmed in product(
        days, (True, False), (True, False, None), (True, False, None), (True, False)
    ):
        outcome = propose(
            failing(code, Relation.CANDIDATE),
            on=on,
            attachments=criterion.attachments if attached else (),
            circumstances={} if stated is None else answers(criterion, stated),
            facts={} if premise is None else dict.fromkeys(criterion.facts, premise),
            confirmed={code} if confirmed else (),
        ).outcome
        wanted = expected(criterion, on=on, attached=attached, stated=stated, premise=premise, confirmed=confirmed)
        assert outcome is wanted, (on, attached, stated, premise, confirmed)
        seen.add(outcome)
    assert (Outcome.CONFIRM in seen) is (criterion.regime is Regime.MAJOR_ACCIDENT)


@pytest.mark.parametrize(("status", "certainty", "confirmed"), list(product(Status, Certainty, (True, False))))
def test_neither_status_nor_certainty_alone_decides(monkeypatch, status, certainty, confirmed):
    made = replace(criteria()["MH-A1"], status=status, certainty=certainty)
    monkeypatch.setattr(judgement, "criteria", lambda: {"MH-A1": made})
    given = whole(made, confirmed={"MH-A1"} if confirmed else ())
    outcome = propose(failing("MH-A1"), on=AFTER, **given).outcome
    decides = confirmed or (status is Status.ENABLED and certainty.is_verified)
    assert (outcome is Outcome.CONFIRM) is decides


@pytest.mark.parametrize("checklist", bundled(), ids=lambda one: one.code)
def test_no_unverified_criterion_of_the_library_is_able_to_decide(checklist):
    for item in checklist.items:
        for trigger in item.major:
            criterion = criteria()[trigger.criterion]
            hint = hint_of(Case(item=item, on=AFTER, **frozen(whole(criterion))), trigger)
            confirms = hint is not None and hint.outcome is Outcome.CONFIRM
            assert confirms is (criterion.code in ENABLED)
            assert not confirms or (criterion.certainty.is_verified and criterion.regime is Regime.MAJOR_ACCIDENT)


def frozen(given):
    """Values of a case from those of a call."""
    return {**given, "attachments": frozenset(given["attachments"])}


@pytest.mark.parametrize("code", sorted(criteria()))
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_an_article_number_that_was_not_verified_is_never_cited(code, day):
    criterion = criteria()[code]
    for hint in propose(failing(code), on=day, confirmed=()).hints:
        if not criterion.certainty.is_verified and criterion.article:
            assert criterion.article not in hint.clause
            assert criterion.article not in hint.text.replace(criterion.text, "")


def test_a_verified_criterion_with_everything_at_hand_asks_for_confirmation():
    criterion = criteria()["MH-A1"]
    proposal = propose(failing("MH-A1"), on=AFTER, **whole(criterion))
    assert proposal.hints[0].text == f"符合判定标准第四条（一）（{criterion.text}），请确认"
    assert proposal.hints[0].clause == "判定标准第四条（一）"


def test_one_missing_attachment_is_named():
    criterion = criteria()["MH-A3"]
    first, second = criterion.attachments
    hint = propose(failing("MH-A3"), on=AFTER, **whole(criterion, attachments=[first])).hints[0]
    assert hint.missing == (second,)
    assert f"缺少附件：{second}" in hint.text


def test_a_direct_item_says_what_it_says_and_no_more():
    facts = {fact.key: fact.held for fact in propose(failing("MH-B1"), on=AFTER).hints[0].facts}
    assert facts["MH-B1:unlicensed"] is True
    assert facts["MH-B1:practising"] is None
    assert facts["medical_unit"] is None
    candidate = propose(failing("MH-B1", Relation.CANDIDATE), on=AFTER).hints[0]
    assert all(fact.held is None for fact in candidate.facts if fact.kind is FactKind.CIRCUMSTANCE)


def test_an_answer_of_a_person_stands_over_what_the_item_says():
    criterion = criteria()["MH-B2"]
    given = whole(criterion, circumstances={"MH-B2:unlicensed": False})
    hint = propose(failing("MH-B2"), on=AFTER, **given).hints[0]
    assert hint.outcome is Outcome.ORDINARY
    assert "已取得食品经营许可" in hint.text


def test_a_fact_of_the_institution_that_is_not_so_takes_the_criterion_out():
    criterion = criteria()["MH-B1"]
    hint = propose(failing("MH-B1"), on=AFTER, **whole(criterion, facts={"medical_unit": False})).hints[0]
    assert hint.outcome is Outcome.ORDINARY
    assert "机构事实“内设医疗机构”为否" in hint.text


@pytest.mark.parametrize("code", sorted(FIRE_CRITERIA))
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_a_major_fire_hazard_is_only_ever_put_before_the_fire_agency(code, day):
    given = whole(criteria()[code], confirmed={code})
    proposal = propose(failing(code, Relation.COMPREHENSIVE), on=day, **given)
    if day < criteria()[code].in_force_from:
        assert proposal.hints == ()
        return
    assert proposal.outcome is Outcome.REFER_TO_FIRE
    assert "疑似重大火灾隐患，建议提请消防救援机构判定" in proposal.hints[0].text


@pytest.mark.parametrize("code", [code for code in FIRE_CRITERIA if code.startswith("GB35181-2017")])
def test_the_numbers_of_2017_are_not_cited_from_november_2025_on(code):
    criterion = criteria()[code]
    number = f"GB 35181-2017 {criterion.article}"
    before = propose(failing(code), on=BEFORE).hints[0]
    assert (number in before.text) is criterion.certainty.is_verified
    assert before.cites == code
    after = propose(failing(code), on=AFTER).hints[0]
    assert number not in after.text
    assert "2025-11-01起不得引用，现行GB 35181-2025 第" in after.text
    assert after.cites == ("GB35181-2025:5" if criterion.article.startswith("6.") else "GB35181-2025:6")
    assert not after.is_verified


def test_the_strongest_hint_leads_and_all_are_kept():
    given = whole(criteria()["MH-A2"])
    proposal = propose(FIRE.item("FS-C02"), on=AFTER, **given)
    assert proposal.outcome is Outcome.CONFIRM
    assert [hint.criterion for hint in proposal.hints] == ["GB35181-2017:7.3.3", "MH-A2"]


def test_an_item_without_triggers_is_ordinary():
    assert propose(FIRE.item("FS-A05"), on=AFTER).outcome is Outcome.ORDINARY


@pytest.mark.parametrize("item_id", ["FS-G07", "FS-G08"])
def test_what_follows_from_earlier_findings_is_a_notice_and_no_grade(item_id):
    assert propose(FIRE.item(item_id), on=AFTER).outcome is Outcome.NOTICE


def test_every_outcome_has_words():
    assert set(OUTCOME_WORDS) == set(Outcome)
