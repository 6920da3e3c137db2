"""A broken file gives every problem with file, item and what to do, never a traceback."""

import hashlib
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checklists.loader import bundled, bundled_files, load, problems_between
from checklists.model import AllOf, AnyOf, Not
from checklists.problems import CATALOGUE, ChecklistError, Problem, ProblemCode
from checklists.reading import FILE_LIMIT, LIST_LIMIT

SOUND = """
[checklist]
code = "trial"
title = "试用表"
edition = "1"
in_force_from = "2026-01-01"
in_force_to = ""
source = "自拟"
[[section]]
code = "T-A"
title = "部分"
[[section.item]]
id = "T-A01"
text = "出口没有上锁"
check = "推门"
proof = "照片"
how = ["看", "测"]
measure = "开锁"
action = "order"
days = 7
days_reason = "需要采购"
defaults = "ours"
severity = "ordinary"
agencies = ["fire"]
clauses = [{ document = "消防法", article = "28", certainty = "text" }]
major = [{ criterion = "MH-E2", relation = "candidate" }]
applies = { fact = "gas", is = true }
applies_reason = "不使用燃气"
measured = { name = "净宽", unit = "m", at_least = "1.10" }
"""
APPLIES = 'applies = { fact = "gas", is = true }'
LONG_LIST = ", ".join(['"看"'] * (LIST_LIMIT + 1))


def changed(old, new):
    """The sound file with one thing changed."""
    assert SOUND.count(old) >= 1
    return SOUND.replace(old, new, 1).encode()


BROKEN = {
    ProblemCode.TOO_LARGE: b"#" * (FILE_LIMIT + 1),
    ProblemCode.NOT_UTF8: "[checklist]\ntitle = '检查'".encode("gb18030"),
    ProblemCode.NOT_TOML: b"[checklist\n",
    ProblemCode.MISSING_KEY: changed('measure = "开锁"\n', ""),
    ProblemCode.UNKNOWN_KEY: changed("measure =", "mesure ="),
    ProblemCode.WRONG_TYPE: changed('"推门"', "5"),
    ProblemCode.EMPTY_TEXT: changed('"推门"', '"  "'),
    ProblemCode.TEXT_TOO_LONG: changed("推门", "推" * 601),
    ProblemCode.CONTROL_CHARACTER: changed("推门", r"推\u202e门"),
    ProblemCode.EMPTY_LIST: changed('["fire"]', "[]"),
    ProblemCode.REPEATED_VALUE: changed('["fire"]', '["fire", "fire"]'),
    ProblemCode.UNKNOWN_CHOICE: changed('"order"', '"close_down"'),
    ProblemCode.BAD_NUMBER: changed("days = 7", "days = 0"),
    ProblemCode.BAD_DATE: changed("2026-01-01", "2026-02-30"),
    ProblemCode.DATES_REVERSED: changed('in_force_to = ""', 'in_force_to = "2025-12-31"'),
    ProblemCode.NAME_DIFFERS: changed('"trial"', '"trail"'),
    ProblemCode.DUPLICATE_ID: (SOUND + SOUND[SOUND.index("[[section.item]]") :]).encode(),
    ProblemCode.ID_OUTSIDE_SECTION: changed("T-A01", "X-A01"),
    ProblemCode.NO_ITEMS: (SOUND + '[[section]]\ncode = "T-B"\ntitle = "空"\n').encode(),
    ProblemCode.TOO_MANY: changed('"看", "测"', LONG_LIST),
    ProblemCode.UNKNOWN_FACT: changed('"gas"', '"gaz"'),
    ProblemCode.WRONG_OPERATOR: changed("is = true", "at_least = 1"),
    ProblemCode.BAD_CONDITION: changed(APPLIES, "applies = { fact = 'gas', all = [{ fact = 'gas', is = true }] }"),
    ProblemCode.TOO_DEEP: changed(APPLIES, f"applies = {'{ not = ' * 7}{{ fact = 'gas', is = true }}{'}' * 7}"),
    ProblemCode.REASON_MISMATCH: changed('applies_reason = "不使用燃气"\n', ""),
    ProblemCode.UNKNOWN_DOCUMENT: changed("消防法", "消防条例"),
    ProblemCode.UNKNOWN_CRITERION: changed("MH-E2", "MH-E9"),
    ProblemCode.DAYS_MISMATCH: changed('"order"', '"immediate"'),
    ProblemCode.TARGET_ORDERED: changed('severity = "ordinary"', 'severity = "ordinary"\nnature = "policy_target"'),
    ProblemCode.BAD_REFERENCE: changed('defaults = "ours"', 'defaults = "ours"\nsame_as = "T-A01"'),
    ProblemCode.BOUNDS_REVERSED: changed('at_least = "1.10"', 'at_least = "1.10", at_most = "1"'),
}


# What only a file of indicators can have wrong is shown in test_indicators.
FORMULA_CODES = {ProblemCode.BAD_FORMULA, ProblemCode.UNKNOWN_INPUT, ProblemCode.UNUSED_INPUT}
# What only two lists together can have wrong is shown with `problems_between`.
# What only a file of phrases can have wrong is shown in test_phrases.
PHRASE_CODES = {ProblemCode.UNKNOWN_BLANK, ProblemCode.BAD_LENGTH, ProblemCode.CLAUSE_IN_PHRASE}
LIST_CODES = [code for code in ProblemCode if code not in FORMULA_CODES | PHRASE_CODES | {ProblemCode.SAME_DIFFERS}]


def problems_of(data, name="trial.toml"):
    with pytest.raises(ChecklistError) as caught:
        load(data, name=name)
    return caught.value.problems


def loaded_or_refused(data):
    try:
        return load(data, name="trial.toml").code, ()
    except ChecklistError as error:
        return None, error.problems


def test_the_sound_file_is_read():
    checklist = load(SOUND.encode(), name="trial.toml")
    assert checklist.item("T-A01").days == 7
    assert checklist.digest == hashlib.sha256(SOUND.encode()).hexdigest()


@pytest.mark.parametrize("code", LIST_CODES)
def test_every_kind_of_fault_is_found_where_it_stands(code):
    found = [problem for problem in problems_of(BROKEN[code]) if problem.code is code]
    assert found
    assert all(problem.file == "trial.toml" for problem in found)
    assert all("trial.toml" in problem.message for problem in found)


@pytest.mark.parametrize("code", LIST_CODES)
def test_a_fault_does_not_drag_others_along(code):
    allowed = {
        ProblemCode.UNKNOWN_KEY: {ProblemCode.UNKNOWN_KEY, ProblemCode.MISSING_KEY},
        ProblemCode.NO_ITEMS: {ProblemCode.NO_ITEMS, ProblemCode.MISSING_KEY},
    }
    assert {problem.code for problem in problems_of(BROKEN[code])} <= allowed.get(code, {code})


@pytest.mark.parametrize("code", ProblemCode)
def test_the_catalogue_says_in_chinese_what_is_wrong_and_what_to_do(code):
    problem = Problem(code, "甲.toml", "T-A01", "某项")
    assert re.search(r"[\u4e00-\u9fff]", CATALOGUE[code].message)
    assert re.search(r"[\u4e00-\u9fff]", problem.what_to_do)
    assert problem.message.startswith("甲.toml T-A01：")
    assert "{detail}" not in str(problem)


def test_faults_are_named_with_their_item():
    found = problems_of(BROKEN[ProblemCode.UNKNOWN_FACT])
    assert [str(problem) for problem in found] == [
        "trial.toml T-A01：没有名为“gaz”的机构事实。请改用机构事实表中的名称。"
    ]


def test_all_faults_are_told_at_once():
    text = SOUND.replace("推门", "").replace("消防法", "消防条例").replace('"fire"', '"fireman"')
    codes = {problem.code for problem in problems_of(text.encode())}
    assert codes >= {ProblemCode.EMPTY_TEXT, ProblemCode.UNKNOWN_DOCUMENT, ProblemCode.UNKNOWN_CHOICE}


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        ("{ all = [{ fact = 'gas', is = true }, { fact = 'lift', is = false }] }", AllOf),
        ("{ any = [{ fact = 'beds', above = 10 }, { fact = 'floor_area_m2', below = '500' }] }", AnyOf),
        ("{ not = { fact = 'building_class', one_of = ['一级', '二级'] } }", Not),
    ],
)
def test_conditions_are_read_in_every_form(written, shape):
    checklist = load(changed(APPLIES, f"applies = {written}"), name="trial.toml")
    assert isinstance(checklist.item("T-A01").applies, shape)


@pytest.mark.parametrize(
    "written",
    [
        "{ fact = 'gas', is = 1 }",
        "{ fact = 'beds', at_least = '5' }",
        "{ fact = 'beds', at_least = true }",
        "{ fact = 'floor_area_m2', above = 500 }",
        "{ fact = 'floor_area_m2', above = 'viel' }",
        "{ fact = 'building_class', is = '五级' }",
        "{ fact = 'building_class', one_of = [] }",
        "{ fact = 'gas', is = true, above = 1 }",
        "{ is = true }",
        "{ all = [] }",
        "{ all = [true] }",
        "{ not = 3 }",
        "{}",
        "7",
    ],
)
def test_a_condition_that_cannot_be_meant_is_refused(written):
    assert problems_of(changed(APPLIES, f"applies = {written}"))


@given(data=st.binary(max_size=400))
@example(b"\xef\xbb\xbf")
@example(b"a = " + b"[" * 5000)
@example(b"a = " + b"9" * 5000)
@example(b"a." * 900_000 + b"b = 1")
@example(b"x = { " + b"a . " * 400_000 + b"b = 1 }")
@example(b"a = 2024-13-45")
@example(b"section = 3\nchecklist = []")
@example(b'[[section]]\ncode = "\\u0000"\n')
def test_no_bytes_get_past_the_loader_or_break_it(data):
    assert problems_of(data)


VALUES = st.sampled_from(
    ["0", "-1", "true", "1.5", "nan", '""', '"\\u0007"', '"x"', "[]", "[1]", "[[]]", "{}", "{ a = 1 }", "2026-01-01"]
)
LINES = [line for line in SOUND.splitlines() if " = " in line]


@given(line=st.sampled_from(LINES), value=VALUES)
def test_any_value_in_any_place_is_taken_or_named(line, value):
    key = line.split(" = ")[0]
    data = SOUND.replace(line, f"{key} = {value}", 1).encode()
    code, problems = loaded_or_refused(data)
    assert (code == "trial") is not bool(problems)
    assert all(problem.file == "trial.toml" for problem in problems)


@given(dropped=st.sets(st.sampled_from(SOUND.splitlines())))
def test_any_lines_may_be_missing(dropped):
    text = "\n".join(line for line in SOUND.splitlines() if line not in dropped)
    code, problems = loaded_or_refused(text.encode())
    assert (code == "trial") is not bool(problems)


@given(name=st.text(max_size=60))
def test_any_file_name_is_named_in_one_clean_line(name):
    assert all("\n" not in problem.message for problem in problems_of(b"[", name=name))


@pytest.mark.parametrize("name", bundled_files())
def test_the_bundled_files_are_sound_and_known_by_their_digest(name):
    checklist = load(bundled_files()[name], name=name)
    assert checklist in bundled()
    assert checklist.digest == hashlib.sha256(bundled_files()[name]).hexdigest()


def second(item_id, same_as=""):
    text = SOUND.replace('"trial"', '"other"').replace("T-A", "O-A").replace("O-A01", item_id)
    return load((text + (f'same_as = "{same_as}"\n' if same_as else "")).encode(), name="other.toml")


def test_two_lists_may_ask_the_same_requirement_once():
    first, other = load(SOUND.encode(), name="trial.toml"), second("O-A01", "T-A01")
    assert problems_between([first, other]) == ()
    assert {item.requirement for item in (*first.items, *other.items)} == {"T-A01"}


@pytest.mark.parametrize("target", ["T-A02", "FS-A01"])
def test_a_requirement_that_no_list_holds_is_reported(target):
    found = problems_between([load(SOUND.encode(), name="trial.toml"), second("O-A01", target)])
    assert [(problem.code, problem.place, problem.detail) for problem in found] == [
        (ProblemCode.BAD_REFERENCE, "O-A01", target)
    ]


def test_a_requirement_is_never_reached_over_another_one():
    first, other = load(SOUND.encode(), name="trial.toml"), second("O-A01", "T-A01")
    third = load(
        (SOUND.replace('"trial"', '"third"').replace("T-A", "D-A") + 'same_as = "O-A01"\n').encode(), name="third.toml"
    )
    assert [problem.place for problem in problems_between([first, other, third])] == ["D-A01"]


def test_an_id_in_two_lists_is_reported_in_both():
    found = problems_between([load(SOUND.encode(), name="trial.toml"), load(SOUND.encode(), name="trial.toml")])
    assert [problem.code for problem in found] == [ProblemCode.DUPLICATE_ID] * 2


def test_the_bundled_lists_may_be_joined():
    assert problems_between(bundled()) == ()


def test_the_general_lists_stand_first():
    assert [checklist.code for checklist in bundled()][:2] == ["fire_safety", "service_safety"]
