"""Editions of a list on one laptop: published, in use by date, taken up by a running visit and left again."""

from dataclasses import replace
from datetime import date
from itertools import count
from random import Random
from types import SimpleNamespace

import pytest

from checklists.loader import bundled
from checklists.model import Nature
from inspections.editions import catalogue, editions_in_use, lists_in_use
from inspections.reading import read_dossier, read_visit
from inspections.refusal import NotFoundError, RefusedError
from inspections.upgrading import preview_upgrade, read_impact, read_offers
from inspections.workflow import institutions, recording, setting_up, visiting
from inspections.workflow.editions import activate_edition, publish_edition, upgrade_inspection, withdraw_edition
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store
from tests.inspections.rewriting import Rewriter, as_file, cut
from tests.laptop import RisingClock

DAY = date(2026, 11, 20)
FIRE = bundled()[0]
SHORT = cut(FIRE)
CLAUSE = {"document": "消防法", "article": "28", "certainty": "text"}


@pytest.fixture
def office(tmp_path):
    """One laptop with two agencies and an institution."""
    directory = open_datadir(tmp_path / "资料")
    records = Store.open(directory.records, clock=RisingClock())
    setting_up.make_installation(records, name="测试")
    by = records.installations.get(records.origin).set_up_for
    agencies = [
        setting_up.record_agency(records, values={"name": name, "short_name": name, "code": code}, by=by).one("agency")
        for name, code in (("民政", "civil_affairs"), ("消防", "fire"))
    ]
    home = institutions.record_institution(records, values={"name": "安康园", "area": "城关"}, by=by).one("institution")
    made = SimpleNamespace(records=records, files=DataFiles(directory), by=by, agencies=agencies, home=home)
    yield made
    records.close()


def start(office, *, on=DAY, **lists):
    started = visiting.start_inspection(
        office.records, office.files, institution=office.home, kind="daily", on=on, agencies=office.agencies, team=[],
        by=office.by, **(lists or {"lists": ["fire_safety"]}),
    )  # fmt: skip
    return started.one("inspection")


def answer(office, visit, item, *, agency=0, result="compliant", **details):
    visiting.respond(
        office.records, office.files, inspection=visit, item=item, agency=office.agencies[agency], result=result,
        by=office.by, details=details,
    )  # fmt: skip


def publish(office, checklist, *, activate=True, on=DAY):
    digest = publish_edition(office.records, office.files, data=as_file(checklist), on=on, by=office.by).one("edition")
    if activate:
        activate_edition(office.records, office.files, edition=digest, on=on, by=office.by)
    return digest


def upgrade(office, visit, digest):
    return upgrade_inspection(office.records, office.files, inspection=visit, edition=digest, by=office.by)


def edition(number=2, *, drop="", **head):
    """Another edition of the fire list, much shorter, without one item."""
    sections = tuple(replace(one, items=tuple(item for item in one.items if item.id != drop)) for one in SHORT.sections)
    return replace(SHORT, **{"edition": f"2026.{number}", "sections": sections, **head})


def in_use(office, day=DAY):
    return editions_in_use(catalogue(office.records, office.files), day)["fire_safety"]


def read(office, visit):
    return read_visit(office.records, office.files, visit)


def test_without_any_decision_the_bundled_editions_are_in_use(office):
    assert [one.digest for one in lists_in_use(office.records, office.files, DAY)] == [one.digest for one in bundled()]
    visit = start(office)
    assert read(office, visit).inspection.editions == (FIRE.digest,)
    assert office.files.checklist(FIRE.digest) == FIRE


def test_a_published_edition_is_used_once_activated_and_from_its_day_on(office):
    digest = publish(office, edition(in_force_from=date(2026, 12, 1)), activate=False)
    assert in_use(office, date(2026, 12, 1)).digest == FIRE.digest
    activate_edition(office.records, office.files, edition=digest, on=DAY, by=office.by)
    assert in_use(office, date(2026, 11, 30)).digest == FIRE.digest
    assert in_use(office, date(2026, 12, 1)).digest == digest
    assert office.records.editions.get(digest).fields.text("replaces") == FIRE.digest
    withdraw_edition(office.records, office.files, edition=digest, on=DAY, reason="有误", by=office.by)
    assert in_use(office, date(2026, 12, 1)).digest == FIRE.digest


def test_of_two_editions_of_one_day_the_one_activated_last_is_used(office):
    first, second = publish(office, edition(2)), publish(office, edition(3))
    assert in_use(office).digest == second
    withdraw_edition(office.records, office.files, edition=first, on=DAY, reason="停用", by=office.by)
    activate_edition(office.records, office.files, edition=first, on=DAY, by=office.by)
    assert in_use(office).digest == first


def test_the_bundled_edition_can_be_taken_back_into_use(office):
    publish(office, edition(2, in_force_from=FIRE.in_force_from))
    activate_edition(office.records, office.files, edition=FIRE.digest, on=DAY, by=office.by)
    assert in_use(office).digest == FIRE.digest


def test_a_list_without_an_edition_of_the_day_cannot_be_used(office):
    with pytest.raises(RefusedError, match="2020-01-01 没有可用的检查表"):
        start(office, on=date(2020, 1, 1))


def retyped():
    first, *rest = SHORT.sections[0].items
    other = replace(first, nature=Nature.POLICY_TARGET, action="advise", days=None, days_reason="")
    return replace(edition(), sections=(replace(SHORT.sections[0], items=(other, *rest)), *SHORT.sections[1:]))


@pytest.mark.parametrize(
    ("checklist", "said"),
    [
        (edition(1, drop="FS-A01"), "版本号“2026.1”已用于另一内容"),
        (retyped(), "FS-A01 在版本 2026.1 中的答法"),
        (replace(edition(), code="other_list"), "编号“FS-A01”重复"),
        (FIRE, "完全相同"),
    ],
)
def test_an_edition_that_would_change_what_was_published_is_refused(office, checklist, said):
    data = as_file(checklist) if checklist is not FIRE else office_file()
    with pytest.raises(RefusedError, match=said):
        publish_edition(office.records, office.files, data=data, on=DAY, by=office.by)
    assert office.records.editions.count() == 0


def office_file():
    from checklists.loader import bundled_files

    return bundled_files()["fire_safety.toml"]


@pytest.mark.parametrize("data", [b"", b"\xff", b"[checklist]\ncode = 3", b"checklist = 1", b"[" * 5000])
def test_a_file_that_is_no_checklist_is_refused_with_its_problems(office, data):
    with pytest.raises(RefusedError, match="检查表不能使用"):
        publish_edition(office.records, office.files, data=data, on=DAY, by=office.by)


def test_the_same_bytes_again_change_nothing(office):
    publish(office, edition())
    again = publish_edition(office.records, office.files, data=as_file(edition()), on=DAY, by=office.by)
    assert not again.subjects


def test_a_running_visit_keeps_its_edition_until_it_is_upgraded_and_can_go_back(office):
    visit = start(office)
    answer(office, visit, "FS-A01", note="看过")
    answer(office, visit, "FS-A02", agency=1, result="non_compliant")
    digest = publish(office, edition(drop="FS-A01"))
    before = read(office, visit)
    assert (before.inspection.editions, before.former) == ((FIRE.digest,), ())
    preview = preview_upgrade(office.records, office.files, inspection=visit, edition=digest)
    assert (preview.staying, preview.leaving, preview.returning) == (("FS-A02",), ("FS-A01",), ())
    upgrade(office, visit, digest)
    after = read(office, visit)
    assert after.inspection.editions == (digest,)
    assert after.responses == before.responses
    assert [(one.item.id, one.responses[0].fields.text("note")) for one in after.former] == [("FS-A01", "看过")]
    back = preview_upgrade(office.records, office.files, inspection=visit, edition=FIRE.digest)
    assert (back.leaving, back.returning) == ((), ("FS-A01",))
    upgrade(office, visit, FIRE.digest)
    again = read(office, visit)
    assert (again.sections, again.former, again.responses) == (before.sections, (), before.responses)


def test_the_offers_are_the_newer_edition_and_then_the_way_back(office):
    visit = start(office)
    assert read_offers(office.records, office.files, inspection=visit) == ()
    digest = publish(office, edition())
    (offer,) = read_offers(office.records, office.files, inspection=visit)
    assert (offer.new.digest, offer.is_return) == (digest, False)
    upgrade(office, visit, digest)
    (offer,) = read_offers(office.records, office.files, inspection=visit)
    assert (offer.new.digest, offer.is_return) == (FIRE.digest, True)


def test_the_record_lists_former_answers_under_the_edition_they_were_given_under(office):
    visit = start(office)
    answer(office, visit, "FS-A01")
    upgrade(office, visit, publish(office, edition(drop="FS-A01")))
    document = office.records.documents.new("x")
    dossier = read_dossier(office.records, office.files, paper="record", subject_id=visit, on=DAY, document=document)
    last = dossier.sections[-1]
    assert (last.code, last.checklist.edition, [one.item.id for one in last.items]) == ("历史项", "2026.1", ["FS-A01"])


def seal(office, visit, paper="record"):
    with office.records.change(by=office.by) as change:
        new = office.records.documents.new(change.new_id())
        change.append(new.fact("document_numbered", {"paper": paper, "inspection": visit, "number": "1"}))
        change.append(office.records.documents.get(new.id).fact("document_sealed", {"sealed_on": DAY}))


@pytest.mark.parametrize("paper", ["record", "report"])
def test_a_frozen_record_keeps_its_edition(office, paper):
    visit = start(office)
    digest = publish(office, edition())
    seal(office, visit, paper)
    with pytest.raises(RefusedError, match="已定稿"):
        upgrade(office, visit, digest)
    assert read_offers(office.records, office.files, inspection=visit) == ()


def test_an_edition_that_does_not_fit_the_visit_is_refused(office):
    visit = start(office)
    later = publish(office, edition(2, in_force_from=date(2027, 1, 1)))
    with pytest.raises(RefusedError, match="不在施行期内"):
        upgrade(office, visit, later)
    with pytest.raises(RefusedError, match="已在使用"):
        upgrade(office, visit, FIRE.digest)
    with pytest.raises(RefusedError, match="没有使用"):
        upgrade(office, visit, bundled()[1].digest)
    with pytest.raises(NotFoundError):
        upgrade(office, visit, "0" * 64)
    visiting.finish_inspection(office.records, inspection=visit, on=DAY, by=office.by)
    with pytest.raises(RefusedError, match="已结束"):
        upgrade(office, visit, publish(office, edition(3)))


def test_a_finished_visit_can_still_go_back_but_a_voided_one_cannot(office):
    visit = start(office)
    upgrade(office, visit, publish(office, edition()))
    visiting.finish_inspection(office.records, inspection=visit, on=DAY, by=office.by)
    upgrade(office, visit, FIRE.digest)
    voided = start(office)
    upgrade(office, voided, FIRE.digest)
    visiting.void_inspection(office.records, inspection=voided, reason="误开", by=office.by)
    with pytest.raises(RefusedError, match="已结束"):
        upgrade(office, voided, publish(office, edition(3)))


def test_the_impact_names_running_visits_and_open_findings_from_changed_items(office):
    visit, other = start(office), start(office, lists=["service_safety"])
    answer(office, visit, "FS-A01")
    answer(office, visit, "FS-A02")
    for item in ("FS-A01", "FS-A02", ""):
        values = {"item": item, "category": "hazard", "description": "坏了", "place_text": "门口", "clauses": [CLAUSE]}
        recording.record_finding(office.records, office.files, inspection=visit, values=values, by=office.by, on=DAY)
    digest = publish(office, edition(drop="FS-A01"), activate=False)
    impact = read_impact(office.records, office.files, edition=digest, today=DAY)
    assert impact.replaced == FIRE
    assert [(one.inspection, one.institution, one.answered, one.leaving) for one in impact.visits] == [
        (visit, "安康园", 2, 1)
    ]
    assert other not in {one.inspection for one in impact.visits}
    (finding,) = impact.findings
    assert (finding.item, finding.fields, finding.institution) == ("FS-A01", (), "安康园")
    assert finding.number.endswith("-01")


def walk(office, *, edits, per_visit, seed):
    """Upgrade visit after visit through random editions, answering on the way; return how many edits were made."""
    chance = Random(seed)
    small = SHORT
    publish(office, replace(small, edition="2026.1b", in_force_from=date(2026, 2, 5)))
    rewriter = Rewriter(small, chance)
    for number in count():
        if rewriter.edits >= edits:
            break
        if number % per_visit == 0:
            visit = start(office)
        items = [one.item for one in read(office, visit).items]
        for item in chance.sample(items, 2):
            answer(office, visit, item.id, agency=chance.randint(0, 1), note=f"{number}")
        given = {key: (one.result, one.fields.text("note")) for key, one in read(office, visit).responses.items()}
        old = read(office, visit).inspection.editions[0]
        digest = publish(office, rewriter.next())
        preview = preview_upgrade(office.records, office.files, inspection=visit, edition=digest)
        upgrade(office, visit, digest)
        check(office, visit, given, preview)
        if chance.random() < 0.3:
            upgrade(office, visit, old)
            check(office, visit, given, None)
            upgrade(office, visit, digest)
    return rewriter.edits


def check(office, visit, given, preview):
    """Every answer is where it was or among the 历史项, and never in both."""
    now = read(office, visit)
    assert {key: (one.result, one.fields.text("note")) for key, one in now.responses.items()} == given
    asked = {one.item.id for section in now.sections for one in section.items}
    former = {(one.item.id, response.agency) for one in now.former for response in one.responses}
    assert former == {(item, agency) for item, agency in given if item not in asked}
    if preview:
        assert set(preview.staying) | set(preview.returning) == {item for item, _agency in given if item in asked}
        assert set(preview.leaving) <= {item for item, _agency in former}


def test_random_edits_across_upgrades_lose_no_answer(office):
    assert walk(office, edits=60, per_visit=10, seed=1) >= 60


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_thousand_random_edits_across_upgrades_lose_no_answer(office, seed):
    assert walk(office, edits=100, per_visit=10, seed=seed) >= 100
