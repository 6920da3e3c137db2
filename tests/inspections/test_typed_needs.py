"""The matrix of required fields: each left out is named by a gap, and the draft still prints 草稿."""

from dataclasses import replace

import pytest

from inspections.document import PAPERS
from inspections.dossier import Dossier
from inspections.material import MATERIAL_FORMS, SAID
from inspections.needs import paper_gaps
from inspections.stages import STAGES
from inspections.terms import PAPER
from inspections.typed_needs import TYPED_NEEDS, missing_fields
from tests.reports import builders as b
from tests.reports import typed

TYPED = [(paper, form, one.name, one.title) for paper, needs in TYPED_NEEDS.items() for form in needs.materials
         for one in MATERIAL_FORMS[form].required]  # fmt: skip
HELD = [(paper, need) for paper, needs in TYPED_NEEDS.items() for need in needs.fields]


def without(record, name):
    """The record as if one field had never been set."""
    fields = type(record.fields)({key: held for key, held in record.fields.held.items() if key != name})
    return replace(record, fields=fields)


def lacking(made, need):
    if need.of == "finding":
        lines = tuple(replace(one, finding=without(one.finding, need.name)) for one in made.findings)
        return replace(made, findings=lines)
    return replace(made, **{need.of: without(getattr(made, need.of), need.name)})


@pytest.mark.parametrize("paper", sorted(TYPED_NEEDS))
def test_a_paper_with_everything_lacks_nothing(paper):
    assert paper_gaps(b.full_dossier(paper)) == []


@pytest.mark.parametrize(("paper", "form", "name", "title"), TYPED)
def test_each_blank_left_empty_is_named(paper, form, name, title):
    made = b.full_dossier(paper)
    others = [one if one.form != form else typed.material(form, without=(name,)) for one in made.materials]
    gaps = missing_fields(replace(made, materials=tuple(others)))
    assert [(gap.text, gap.place) for gap in gaps] == [
        (f"“{MATERIAL_FORMS[form].title}”缺少“{title}”", f"material:{form}")
    ]


@pytest.mark.parametrize(("paper", "need"), HELD, ids=lambda one: getattr(one, "name", one))
def test_each_field_of_a_record_left_empty_is_named(paper, need):
    gaps = missing_fields(lacking(b.full_dossier(paper), need))
    assert gaps
    assert all(need.title in gap.text for gap in gaps)
    assert paper_gaps(lacking(b.full_dossier(paper), need)) != []


def test_a_case_without_photographs_or_findings_says_so():
    for paper in ("photos", "reply"):
        gaps = missing_fields(b.dossier(paper, findings=()))
        assert [gap.text for gap in gaps] == [TYPED_NEEDS[paper].findings]


def test_consent_to_electronic_service_needs_its_address():
    said = typed.material("address", without=("electronic",))
    (gap,) = missing_fields(replace(b.full_dossier("address"), materials=(said,)))
    assert "电子送达地址" in gap.text
    refused = typed.material("address", consent="no", without=("electronic",))
    assert missing_fields(replace(b.full_dossier("address"), materials=(refused,))) == ()


def a_complaint(paper, **typed_changes):
    made: Dossier = b.full_dossier(paper)
    said = typed.material("questioning", **typed_changes)
    return replace(made, inspection=b.inspection(task_source="complaint"), materials=(said,))


def test_a_question_that_reveals_a_complaint_is_put_right_before_freezing_and_an_answer_stays():
    revealing = a_complaint("questioning", answers="问：有人举报你院夜间无人值班，是否属实？\n答：不属实。")
    assert [gap.text for gap in missing_fields(revealing)] == ["“询问内容”的“问答”写有会暴露举报来源的字样，请改写"]
    assert missing_fields(a_complaint("questioning", answers="问：夜间几人值班？\n答：是谁投诉的？")) == ()
    planned = replace(revealing, inspection=b.inspection())
    assert missing_fields(planned) == ()


def test_every_kind_of_paper_has_one_stage_and_one_word():
    assert sorted(one for papers in STAGES.values() for one in papers) == sorted(PAPERS)
    assert all(PAPER[code] == kind.title for code, kind in PAPERS.items())


def test_every_form_is_used_by_a_paper_and_names_no_blank_twice():
    used = {form for needs in TYPED_NEEDS.values() for form in needs.materials}
    assert used == set(MATERIAL_FORMS)
    for form in MATERIAL_FORMS.values():
        names = [one.name for one in form.blanks]
        assert len(names) == len(set(names))
        assert form.required
    assert SAID == "said."
