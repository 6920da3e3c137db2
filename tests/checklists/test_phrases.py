"""Every item of every bundled list offers wording for what is usually wrong and what to do about it."""

import re
from collections import Counter

import pytest

from checklists import loader, phrases, spelling
from checklists.phrases import BLANKS, LONGEST, SHORTEST, blanks, unfilled
from checklists.problems import ChecklistError, ProblemCode

ITEMS = {item.id: item for checklist in loader.bundled() for item in checklist.items}
SHARED = frozenset()
"""Phrases that two items may share; none do."""

GOOD = """
[phrases]
checklist = "small"
[[item]]
id = "A-01"
defects = ["{部位}灭火器压力不足{数量}具", "{部位}灭火器前堆放杂物"]
measures = ["清走杂物并更换灭火器{数量}具"]
"""


def texts(item):
    return (*phrases.bundled()[item].defects, *phrases.bundled()[item].measures)


def read(text):
    return phrases.load(text.encode(), name="small.toml")


def codes(text):
    with pytest.raises(ChecklistError) as raised:
        read(text)
    return {problem.code for problem in raised.value.problems}


def test_every_item_of_every_bundled_list_has_phrases():
    assert set(phrases.bundled()) == set(ITEMS)


def test_an_item_has_enough_defects_and_a_measure_of_its_own():
    for item, offered in phrases.bundled().items():
        assert len(offered.defects) >= (3 if ITEMS[item].major else 2), item
        assert offered.measures, item
        assert ITEMS[item].measure not in offered.measures, item


def test_no_two_items_share_a_phrase():
    times = Counter(text for item in ITEMS for text in texts(item))
    assert {text for text, count in times.items() if count > 1} <= SHARED


def test_phrases_are_facts_and_not_the_sentence_of_the_item_turned_round():
    for item, checked in ITEMS.items():
        sentence = re.sub(r"\W", "", checked.text)
        for text in texts(item):
            plain = re.sub(r"\W|部位|数量|数值", "", text)
            assert plain not in sentence, item
            assert sentence not in plain, item
            assert "不符合规定" not in text, item


def test_blanks_lengths_and_citations_hold_in_every_phrase():
    for item in ITEMS:
        for text in texts(item):
            assert SHORTEST <= len(text) <= LONGEST
            named = re.findall(r"\{(.*?)\}", text)
            assert set(named) <= set(BLANKS)
            assert len(named) == len(set(named)), f"{item}: one blank twice cannot be told apart: {text}"


def test_nearly_every_item_asks_for_a_place_a_number_or_a_name():
    """A fact in a record has a place or a figure; an item whose defects have no blank at all would say nothing."""
    without = [item for item in ITEMS if not any(blanks(text) for text in phrases.bundled()[item].defects)]
    assert without == []


def test_the_kept_initials_are_those_of_the_phrases():
    kept = (phrases._FOLDER / "initials.txt").read_text(encoding="utf-8")
    assert kept == spelling.bundled_initials(), "run: python -m checklists.spelling"


def test_initials_follow_the_word_and_leave_blanks_and_signs_out():
    assert spelling.initials("{部位}重大隐患，更换3具") == "zdyhgh3j"
    assert spelling.initials("重新张贴") == "cxzt"


def test_a_text_says_which_blanks_were_left():
    assert unfilled("{部位}缺{数量}具", "更换{数量}具") == "{部位}、{数量} 未填"
    assert unfilled("三楼缺2具", "") == ""
    assert blanks("用 {别的} 括号") == ()


def test_a_good_file_is_read():
    assert read(GOOD)["A-01"].measures == ("清走杂物并更换灭火器{数量}具",)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('{数量}具"]', '{几}具"]', ProblemCode.UNKNOWN_BLANK),
        ('{数量}具"]', '{数量具"]', ProblemCode.UNKNOWN_BLANK),
        ("{部位}灭火器前堆放杂物", "堆放杂物", ProblemCode.BAD_LENGTH),
        ("{部位}灭火器前堆放杂物", "杂物" * 40, ProblemCode.BAD_LENGTH),
        ("{部位}灭火器前堆放杂物", "灭火器配置违反第十二条的要求", ProblemCode.CLAUSE_IN_PHRASE),
        ('"small"', '"large"', ProblemCode.NAME_DIFFERS),
        ("measures", "measure", ProblemCode.UNKNOWN_KEY),
        ('measures = ["清走杂物并更换灭火器{数量}具"]', "measures = []", ProblemCode.EMPTY_LIST),
        ("{部位}灭火器前堆放杂物", "{部位}灭火器压力不足{数量}具", ProblemCode.REPEATED_VALUE),
    ],
)
def test_a_bad_file_says_what_is_wrong(old, new, code):
    assert old in GOOD
    assert code in codes(GOOD.replace(old, new))


def test_an_item_twice_is_refused():
    assert codes(GOOD + GOOD[GOOD.index("[[item]]") :]) == {ProblemCode.DUPLICATE_ID}
