"""An XLSForm taken over: what has a place here, and a word about all that has none."""

from datetime import date
from decimal import Decimal

import pytest

from checklists.loader import load
from checklists.model import Action, AllOf, AnyOf, Certainty, Comparison, Method, Not, Operator
from inspections.authoring.book import Book, Sheet
from inspections.authoring.reading import checklist_file
from inspections.authoring.xlsform import read_xlsform
from inspections.authoring.xlsform_logic import Bounds, LogicError, read_constraint, read_relevant
from inspections.authoring.xlsform_survey import is_xlsform

HEADINGS = (
    "type",
    "name",
    "label::English",
    "label::中文 (zh)",
    "hint::中文 (zh)",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "appearance",
)
SURVEY = (
    ("start", "start"),
    ("integer", "beds", "Beds", "床位数"),
    ("begin_group", "kitchen", "Kitchen", "厨房", "", "", "${canteen} = 'yes'"),
    ("note", "n1", "Look closely", "先看燃气表"),
    ("select_one yn", "hose", "Hose ok", "软管没有老化", "看有没有裂纹", "yes"),
    ("image", "hose_photo", "Photo", "软管全貌"),
    ("decimal", "hose_m", "Length", "软管长度", "", "yes", "${beds} >= 10", ". >= 0.2 and . <= 2", "一般不超过 2 米"),
    ("select_multiple fuel or_other", "fuel", "Fuel", "燃料种类", "", "yes", "selected(${fuel_type}, 'gas')"),
    ("end_group",),
    ("text", "head", "Head", "负责人知道职责", "", "", "", "regex(., '[a-z]+')", "", "multiline"),
    ("date", "when", "When", "最近一次演练在半年内", "", "yes"),
    ("geopoint", "gps", "GPS", "位置"),
    ("calculate", "sum"),
)
CHOICES = (
    ("list_name", "name", "label::中文 (zh)"),
    ("yn", "yes", "是"),
    ("yn", "no", "否"),
    ("fuel", "gas", "燃气"),
    ("fuel", "electric", "电"),
)
SETTINGS = (("form_title", "form_id", "version"), ("厨房检查", "Kitchen Check", "2026-3"))


def form(survey=SURVEY, choices=CHOICES, settings=SETTINGS):
    sheets = {"survey": (HEADINGS, *survey), "choices": choices, "settings": settings}
    return Book(sheets=tuple(Sheet(name=name, rows=rows) for name, rows in sheets.items() if rows))


def taken(**more):
    return read_xlsform(form(**more), name="表", today=date(2026, 11, 23))


@pytest.fixture(scope="module")
def outcome():
    return taken()


@pytest.fixture(scope="module")
def items(outcome):
    return {item.text: item for item in outcome.checklist.items}


def test_settings_name_the_list_and_groups_are_its_sections(outcome):
    checklist = outcome.checklist
    assert (checklist.code, checklist.title, checklist.edition) == ("kitchen_check", "厨房检查", "2026-3")
    assert [(one.title, len(one.items)) for one in checklist.sections] == [("厨房", 3), ("其他", 2)]
    assert load(checklist_file(checklist), name="kitchen_check.toml").items == checklist.items


def test_questions_become_items_of_advice_that_decide_nothing(items):
    assert list(items) == ["软管没有老化", "软管长度", "燃料种类", "负责人知道职责", "最近一次演练在半年内"]
    assert {item.action for item in items.values()} == {Action.ADVISE}
    assert {clause.certainty for item in items.values() for clause in item.clauses} == {Certainty.OURS}
    assert [item.how for item in items.values()] == [
        (Method.LOOK,),
        (Method.MEASURE,),
        (Method.LOOK,),
        (Method.ASK,),
        (Method.READ,),
    ]


def test_notes_hints_photos_bounds_and_choices_are_kept_in_words(items):
    hose = items["软管没有老化"]
    assert hose.check == "先看燃气表；看有没有裂纹"
    assert hose.proof.endswith("拍照：软管全貌")
    length = items["软管长度"]
    assert (length.measured.at_least, length.measured.at_most) == (Decimal("0.2"), Decimal(2))
    assert "一般不超过 2 米" in length.check
    assert "可多选：燃气、电" in items["燃料种类"].check


def test_relevant_on_facts_of_the_institution_becomes_a_condition(items):
    canteen = Comparison(fact="canteen", operator=Operator.IS, value=True)
    assert items["软管没有老化"].applies == canteen
    beds = Comparison(fact="beds", operator=Operator.AT_LEAST, value=10)
    assert items["软管长度"].applies == AllOf(parts=(canteen, beds))
    assert items["负责人知道职责"].applies is None


def test_everything_not_carried_over_is_told_at_its_cell(outcome):
    told = {(one.row, one.message.partition("：")[0]) for one in outcome.warnings}
    assert {
        (2, "“start”是自动记录，没有转入"),
        (3, "“床位数”是机构事实，不作检查项"),
        (9, "显示条件没有转入"),
        (9, "选项已写进检查方法，回答时记在备注里"),
        (11, "约束没有转入"),
        (11, "文字和日期回答记在备注里"),
        (13, "题型“geopoint”没有转入"),
        (14, "计算“sum”没有转入"),
        (1, "“appearance”列没有转入（1 处有内容）"),
        (1, "语言“English”没有转入"),
        (0, "1 题不是必答题；这里每一项都要有结论"),
    } <= told
    assert all(one.what_to_do for one in outcome.problems)
    assert outcome.errors == ()


@pytest.mark.parametrize(
    ("survey", "row", "said"),
    [
        ((("select_one nowhere", "a", "", "甲"),), 2, "没有选项组“nowhere”"),
        ((("text", "a", "", "甲"), ("text", "a", "", "乙")), 3, "题目名“a”重复"),
        ((("begin_group", "g", "", "组"), ("text", "a", "", "甲")), 2, "组没有结束"),
        ((("text", "a", "", "甲"), ("end_group",)), 3, "多了一个组结束"),
        ((("text", "a"),), 2, "没有题目文字"),
        ((("text", "a", "", "长" * 700),), 2, "太长"),
        ((("geopoint", "a", "", "甲"),), 0, "没有能转成检查项的题目"),
    ],
)
def test_what_is_wrong_in_a_form_is_named(survey, row, said):
    outcome = taken(survey=survey)
    assert outcome.checklist is None
    assert any(said in one.message and one.row == row for one in outcome.errors), [str(one) for one in outcome.errors]


def test_a_workbook_without_survey_is_told_to_be_none():
    book = Book(sheets=(Sheet(name="检查表", rows=[["x"]]),))
    assert not is_xlsform(book)
    assert "没有 survey 工作表" in read_xlsform(book, name="x", today=date(2026, 1, 1)).errors[0].message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("${canteen} = 'yes'", Comparison),
        ("${canteen} = true()", Comparison),
        ("${beds} > 3 and ${lift} = '是'", AllOf),
        ("(${beds} > 3 or ${gas} = 1) and not(${lift} = 'no')", AllOf),
        ("${beds} > 3 or ${beds} < 1", AnyOf),
        ("${building_class} != '一级'", Not),
        ("${floor_area_m2} <= 500.5", Comparison),
    ],
)
def test_expressions_over_facts_are_read(text, kind):
    assert isinstance(read_relevant(text), kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "${q1} = 'yes'",
        "${canteen}",
        "${canteen} > 3",
        "${beds} = 'many'",
        "${floor_area_m2} = 5",
        "count(${beds})",
        "(${beds} > 3",
        "${beds} > 3 ${gas} = 1",
        "not ${gas}",
        "(" * 500,
        "今天",
        "__import__('os')",
    ],
)
def test_expressions_over_anything_else_are_said_to_be_none(text):
    with pytest.raises(LogicError, match=r"[\u4e00-\u9fff]"):
        read_relevant(text)


def test_constraints_become_bounds():
    assert read_constraint(". > 0 and . < 10", is_whole=True) == Bounds(at_least=Decimal(1), at_most=Decimal(9))
    assert read_constraint(".>=1.5", is_whole=False) == Bounds(at_least=Decimal("1.5"))
    for text in (". > 0.5", "regex(., 'x')", ". >= ${beds}", ". != 3"):
        with pytest.raises(LogicError):
            read_constraint(text, is_whole=False)
