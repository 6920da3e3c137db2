"""Papers made from what was typed: every blank is printed or left out on purpose, nothing reveals a complaint."""

import json
from dataclasses import replace

import pytest

from inspections.document import PAPERS
from inspections.material import MATERIAL_FORMS
from inspections.typed_needs import TYPED_NEEDS, missing_fields
from reports.archive import attached_record
from reports.office import PaperOffice
from tests.reports import builders as b
from tests.reports import typed

LEFT_OUT = {
    "notice": {"visit_limit"},
    "approval": {"place", "bring"},
    "address": {"consent"},
    "questioning": {"told"},
}
"""Blanks a paper does not print as they were typed: told by a tick, or of no concern to its reader."""
PAIRS = [(paper, form) for paper, needs in TYPED_NEEDS.items() for form in needs.materials]


@pytest.fixture
def said(extracted):
    return lambda made: "".join(extracted(PaperOffice().render(made, b.pictures(made)).pdf, "-raw").split())


def marked(form):
    """A form whose every text says which blank it is."""
    given = {}
    for number, blank in enumerate(MATERIAL_FORMS[form].blanks, start=10):
        word = f"词𫖯{number}字"
        samples = "｜".join(f"{word}{column}" for column in range(len(blank.columns)))
        given[blank.name] = {"text": word, "long": f"答：{word}", "rows": samples}.get(blank.form)
    return {name: value for name, value in given.items() if value}


@pytest.mark.parametrize(("paper", "form"), PAIRS)
def test_every_blank_is_printed_or_left_out_on_purpose(paper, form, said):
    words = marked(form)
    made = b.full_dossier(paper)
    others = tuple(one for one in made.materials if one.form != form)
    told = said(replace(made, materials=(*others, typed.material(form, **words))))
    for name, value in words.items():
        if name not in LEFT_OUT.get(paper, ()):
            assert all(part in told for part in value.split("｜")), f"{paper}: {form}.{name}"


@pytest.mark.parametrize("paper", sorted(TYPED_NEEDS))
def test_a_paper_that_lacks_everything_still_prints_a_draft(paper, said):
    bare = b.inspection(basis="", task_source="")
    made = replace(b.dossier(paper, draft=True), materials=(), inspection=bare)
    required = sum(len(MATERIAL_FORMS[form].required) for form in TYPED_NEEDS[paper].materials)
    assert len(missing_fields(made)) >= required
    assert "草稿" in said(made)


@pytest.mark.parametrize(("paper", "form"), PAIRS)
def test_days_hours_and_choices_read_in_words(paper, form, said):
    told = said(b.full_dossier(paper))
    material = typed.material(form)
    for blank in MATERIAL_FORMS[form].blanks:
        if blank.name in LEFT_OUT.get(paper, ()) or blank.form not in ("day", "moment", "choice"):
            continue
        value = material.text(blank.name)
        if blank.form != "choice":
            year, month, day = value[:10].split("-")
            value = f"{year}年{int(month)}月{int(day)}日"
        assert value in told, f"{paper}: {blank.name}"


@pytest.mark.parametrize("paper", [paper for paper in TYPED_NEEDS if not PAPERS[paper].note])
def test_a_matter_that_names_a_complaint_reaches_no_paper_of_the_institution(paper, said):
    revealing = "12345热线举报人李某反映夜间无人值班"
    made = b.full_dossier(paper)
    changes = {
        "preparation": "scope",
        "questioning": "matter",
        "survey": "target",
        "sampling": "matter",
        "pleading": "matter",
    }
    materials = tuple(
        typed.material(one.form, **({changes[one.form]: revealing} if one.form in changes else {}))
        for one in made.materials
    )
    visit = b.inspection(task_source="complaint", basis=revealing, uncounted_reason="举报核查", kind="case")
    hidden = replace(made, materials=materials, inspection=visit)
    record = attached_record(PaperOffice().render(hidden, b.pictures(hidden)).pdf).decode()
    for words in (said(hidden), record):
        for one in ("举报", "李某", "12345", "complaint"):
            assert one not in words


def test_the_approval_tells_the_source_plainly_as_it_stays_inside(said):
    made = replace(b.full_dossier("approval"), inspection=b.inspection(task_source="complaint"))
    assert "举报" in said(made)


def test_the_notice_lists_the_officers_of_its_agency_alone(said):
    told = said(b.full_dossier("notice"))
    assert "赵瑞𬭎（执法证号川民执0101007）、钱一䶮" in told
    assert "孙立" not in told


def test_what_the_institution_hands_in_is_headed_and_signed_by_it(said):
    for paper in ("reply", "postponement"):
        told = said(b.full_dossier(paper))
        assert f"{b.INSTITUTION}{PAPERS[paper].title}" in told
        assert "机构负责人" in told
        assert "执法人员" not in told


def test_the_annex_tells_the_whole_digest_and_origin_of_every_photograph(said):
    made = b.full_dossier("photos")
    told = said(made)
    for one in made.photos:
        assert one.photo.sha256 in told
        assert one.label in told
    assert "采集人：赵瑞𬭎" in told
    assert "地点：1号楼2层东侧走廊" in told


def test_the_annex_says_where_a_picture_was_marked_or_hidden(said):
    made = b.full_dossier("photos")
    shapes = [
        {"kind": kind, "x1": 1000, "y1": 1000, "x2": 4000, "y2": 4000, "color": "red", "text": "", "number": 0}
        for kind in ("arrow", "mosaic")
    ]
    first, *others = made.findings[0].photos
    shown = replace(first, photo=b.stepped(first.photo, lambda one: one.mark(shapes)))
    line = replace(made.findings[0], photos=(shown, *others))
    assert "标注1处，遮盖1处" in said(replace(made, findings=(line, *made.findings[1:])))


def test_the_catalogue_counts_pages_on(said):
    told = said(b.full_dossier("filing"))
    for part in ("5份", "15页", "2—3", "4—6", "11—15", "2026年10月11日至2026年10月15日", "档号QY-2026-检-0031"):
        assert part in told


def test_the_summary_counts_by_agency(said):
    told = said(b.full_dossier("summary"))
    assert "合计40250.0%" in told
    assert "蓉城市青羊区消防救援大队1000.0%" in told


def test_the_attached_record_carries_what_was_typed():
    made = b.full_dossier("questioning")
    record = json.loads(attached_record(PaperOffice().render(made, {}).pdf))
    (one,) = record["materials"]
    assert one["said"]["answers"] == typed.ANSWERS
    assert "materials" not in json.loads(attached_record(PaperOffice().render(b.full_dossier("order"), {}).pdf))
