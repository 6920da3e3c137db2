"""What is typed for papers: kept by the steps of the work, checked, shared, taken back."""

import pytest

from inspections.refusal import BadValueError, MissingError
from inspections.workflow import writing
from inspections.workflow.sealing import draft_paper
from tests.reports import typed
from tests.ui.workplace import TODAY, office  # noqa: F401  # the furnished office is what steps are taken in


def record(office, visit, form, values=None, **more):
    given = {
        "inspection": visit,
        "form": form,
        "values": typed.VALUES[form] if values is None else values,
        "by": office.by,
        **more,
    }
    return writing.record_material(office.records, **given).one("material")


def test_a_plan_typed_once_stands_in_every_agencys_paper(office):
    visit = office.start_visit()
    record(office, visit, "preparation")
    for agency in office.agencies.values():
        made = draft_paper(office.records, office.files, paper="notice", subject=visit, on=TODAY, agency=agency).dossier
        assert made.agency.id == agency
        assert made.said("preparation").text("scope") == typed.VALUES["preparation"]["scope"]


def test_an_opinion_belongs_to_one_agency(office):
    visit = office.start_visit()
    civil, fire = office.agencies["civil_affairs"], office.agencies["fire"]
    with pytest.raises(MissingError, match="请指明机关"):
        record(office, visit, "clearance")
    record(office, visit, "clearance", agency=civil)
    read = {
        agency: draft_paper(
            office.records, office.files, paper="approval", subject=visit, on=TODAY, agency=agency
        ).dossier
        for agency in (civil, fire)
    }
    assert read[civil].said("clearance").text("handler_opinion")
    assert not read[fire].said("clearance").exists


def test_two_people_are_questioned_in_two_records_and_one_is_completed_later(office):
    visit, civil = office.start_visit(), office.agencies["civil_affairs"]
    first = record(office, visit, "questioning", agency=civil)
    second = record(office, visit, "questioning", {"name": "李某"}, agency=civil)
    assert first != second
    assert record(office, visit, "questioning", {"place": "值班室"}, agency=civil, material=second) == second
    held = office.records.materials.get(second)
    assert (held.text("name"), held.text("place")) == ("李某", "值班室")
    made = draft_paper(office.records, office.files, paper="questioning", subject=second, on=TODAY).dossier
    assert [one.id for one in made.materials] == [second]
    assert made.agency.id == civil


def test_the_same_form_of_a_visit_is_one_record_on_any_laptop(office):
    visit = office.start_visit()
    assert record(office, visit, "preparation") == record(office, visit, "preparation", {"scope": "用电"})
    assert record(office, visit, "preparation") == writing.material_id(visit, "preparation", "")


@pytest.mark.parametrize(
    ("form", "values", "words"),
    [
        ("preparation", {"nonsense": 1}, "没有这些项：nonsense"),
        ("preparation", {"method": "by_phone"}, "检查方式"),
        ("preparation", {"planned_from": "明天"}, "2026-12-07T09:30"),
        ("address", {"confirmed_on": "12月"}, "2026-12-07"),
        ("nothing", {}, "没有“nothing”这种文书内容"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_title(office, form, values, words):
    with pytest.raises(BadValueError, match=words):
        record(office, office.start_visit(), form, values)


def test_an_extension_form_names_its_finding(office):
    visit = office.start_visit()
    with pytest.raises(MissingError, match="须指明问题"):
        record(office, visit, "postponement", agency=office.agencies["fire"])
    finding = office.record_finding(visit)
    kept = record(office, visit, "postponement", agency=office.agencies["fire"], about=finding)
    assert office.records.materials.get(kept).about == finding


def test_what_was_typed_by_mistake_is_taken_back_with_a_reason_and_typed_anew(office):
    visit = office.start_visit()
    kept = record(office, visit, "address")
    with pytest.raises(MissingError, match="须写明理由"):
        writing.withdraw_material(office.records, material=kept, reason=" ", by=office.by)
    writing.withdraw_material(office.records, material=kept, reason="填错机构", by=office.by)
    assert office.records.materials.get(kept).withdrawn
    civil = office.agencies["civil_affairs"]
    made = draft_paper(office.records, office.files, paper="address", subject=visit, on=TODAY, agency=civil).dossier
    assert made.materials == ()
    assert record(office, visit, "address") == kept
    assert not office.records.materials.get(kept).withdrawn


def test_lines_of_samples_are_read_by_their_columns_whatever_parts_them():
    rows = typed.material("sampling").rows("samples")
    assert rows[0] == ("红烧肉", "500 g/份", "20261012-1", "2 份", "60 份", "密封留样盒")
    assert rows[1] == ("消毒记录本", "A4", "2026-10", "1 本", "1 本", "复印件")
    assert typed.material("sampling", samples="米饭").rows("samples") == (("米饭", "", "", "", "", ""),)
