"""Who determines a grade, on what basis, and how a determination is corrected."""

from datetime import timedelta

import pytest

from checklists.criteria import Regime, criteria
from inspections import grading
from inspections.grading import FIRE_PAPER
from inspections.people import Agency
from inspections.refusal import BadValueError, MissingError, NotCompetentError, NotFoundError, RefusedError
from tests.inspections.builders import DAY, a_finding, after, an_officer

HEAD = an_officer("p9", "civil", authorised=True)
OTHER_HEAD = an_officer("p10", "civil", authorised=True)
FIRE_HEAD = an_officer("p11", "fire", authorised=True)
ACCIDENT = {code: one for code, one in criteria().items() if one.regime is Regime.MAJOR_ACCIDENT}


def an_agency(agency, code):
    """An agency of a kind."""
    record = Agency(id=agency)
    return after(record, record.fact("agency_recorded", {"name": f"某县{code}", "code": code}))


CIVIL, FIRE = an_agency("civil", "civil_affairs"), an_agency("fire", "fire")


def suspected(regime="major_accident", criterion="MH-A1", *, attached=None):
    """A finding put before the organ, with these attachments at hand."""
    names = ACCIDENT[criterion].attachments if attached is None and criterion in ACCIDENT else attached or ()
    finding = a_finding("ordered", found_on=DAY.isoformat())
    for name in names:
        finding = attach(finding, name)
    return after(finding, grading.suspect(finding, on=DAY, regime=regime, criterion=criterion, reason="疑似"))


def attach(finding, name, digest="ab" * 32):
    """The finding with one more file."""
    return after(finding, grading.attach(finding, name=name, digest=digest, extension="pdf", file="a.pdf", on=DAY))


def values(**more):
    """What a determination needs."""
    return {"criterion": "MH-A1", "participants": "三人集体讨论", "determination_number": "重认〔2026〕1号", **more}


def determine(finding, *, by=HEAD, organ=CIVIL, second=None, confirmed=(), on=DAY, **more):
    """The finding after a determination."""
    fact = grading.determine(
        finding, on=on, by=by, organ=organ, values=values(**more), second=second, confirmed=confirmed
    )
    return after(finding, fact)


def test_civil_affairs_determines_a_major_accident_hazard_on_a_verified_criterion_with_its_papers():
    finding = determine(suspected())
    assert finding.is_major
    held = finding.fields
    assert (held.text("determining_organ"), held.text("grade_organ")) == ("某县civil_affairs", "civil")
    assert [one["digest"] for one in held.objects("attachments")] == ["ab" * 32]


@pytest.mark.parametrize("code", sorted(ACCIDENT))
@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("attached", [True, False])
def test_only_what_is_verified_or_confirmed_and_attached_decides(code, confirmed, attached):
    criterion = ACCIDENT[code]
    finding = suspected(criterion=code, attached=criterion.attachments if attached else ())
    able = (criterion.is_verified or confirmed) and (attached or not criterion.attachments)
    given = {"criterion": code, "confirmed": {code} if confirmed else ()}
    if able:
        assert determine(finding, **given).is_major
    else:
        with pytest.raises(RefusedError):
            determine(finding, **given)


def test_not_major_is_a_determination_too_and_needs_its_reason():
    with pytest.raises(MissingError, match="不认定为重大须写明理由"):
        determine(suspected(attached=()), grade="ordinary")
    finding = determine(suspected(attached=()), grade="ordinary", grade_reason="经鉴定为 B 级")
    assert not finding.is_major
    assert finding.fields.text("grade_state") == "declined"


@pytest.mark.parametrize("missing", ["criterion", "participants", "determination_number"])
def test_what_a_determination_lacks_is_named(missing):
    with pytest.raises(MissingError, match="认定缺少"):
        determine(suspected(), **{missing: " "})


def test_a_fire_determination_is_entered_with_the_scan_and_only_the_fire_agency_is_its_organ():
    finding = suspected("major_fire", "GB35181-2025:5")
    with pytest.raises(NotCompetentError, match="消防救援机构"):
        determine(finding, criterion="GB 35181-2025 第5章")
    with pytest.raises(MissingError, match=FIRE_PAPER):
        determine(finding, organ=FIRE, criterion="GB 35181-2025 第5章")
    entered = determine(attach(finding, FIRE_PAPER), organ=FIRE, criterion="GB 35181-2025 第5章")
    assert entered.is_major
    assert entered.fields.text("grade_organ") == "fire"


def test_the_fire_agency_does_not_determine_for_civil_affairs():
    with pytest.raises(NotCompetentError):
        determine(suspected(), by=FIRE_HEAD, organ=FIRE)
    with pytest.raises(NotCompetentError, match="不是某县civil_affairs的人员"):
        determine(suspected(), by=FIRE_HEAD)


def test_who_is_not_authorised_determines_nothing():
    with pytest.raises(NotCompetentError, match="未获授权"):
        determine(suspected(), by=an_officer("p3", "civil"))


def test_nothing_is_determined_that_was_not_asked_for():
    with pytest.raises(MissingError, match="尚未提请认定"):
        determine(a_finding("ordered"))


def test_a_correction_needs_a_reason_and_a_second_person_of_the_same_agency():
    finding = determine(suspected())
    change = {"grade": "ordinary", "grade_reason": "复核鉴定为 B 级"}
    with pytest.raises(MissingError, match="更正已有的认定须写明理由"):
        determine(finding, second=OTHER_HEAD)
    with pytest.raises(MissingError, match="第二人"):
        determine(finding, **change)
    with pytest.raises(MissingError, match="第二人"):
        determine(finding, second=HEAD, **change)
    with pytest.raises(NotCompetentError, match="同一机关"):
        determine(finding, second=FIRE_HEAD, **change)
    corrected = determine(finding, second=OTHER_HEAD, **change)
    assert not corrected.is_major
    assert corrected.fields.text("grade_second") == "p10"
    assert not corrected.in_conflict


def test_a_determination_is_not_older_than_the_fact():
    with pytest.raises(BadValueError, match="早于发现日期"):
        determine(suspected(), on=DAY - timedelta(days=1))


def test_what_is_determined_is_not_suspected_again():
    with pytest.raises(RefusedError, match="已认定为重大"):
        grading.suspect(determine(suspected()), on=DAY, regime="major_fire", criterion="x", reason="y")


def test_circumstances_are_those_of_the_criteria_and_can_be_taken_back():
    finding = a_finding()
    with pytest.raises(NotFoundError):
        grading.state_circumstances(finding, {"MH-A1:no_such": True})
    finding = after(finding, grading.state_circumstances(finding, {"MH-B2:unlicensed": False}))
    assert grading.circumstances_of(finding) == {"MH-B2:unlicensed": False}
    finding = after(finding, grading.state_circumstances(finding, {"MH-B2:unlicensed": None}))
    assert grading.circumstances_of(finding) == {}


def test_a_file_can_be_taken_away_with_a_reason():
    finding = attach(a_finding(), "现场照片")
    (evidence,) = grading.evidence_of(finding)
    with pytest.raises(MissingError):
        grading.withdraw(finding, evidence=evidence.id, reason=" ")
    finding = after(finding, grading.withdraw(finding, evidence=evidence.id, reason="附错"))
    assert grading.attachments_of(finding) == frozenset()
    with pytest.raises(NotFoundError):
        grading.withdraw(finding, evidence=evidence.id, reason="附错")
