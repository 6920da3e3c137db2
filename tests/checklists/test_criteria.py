"""The criteria are those of the standard, each with how far it was verified."""

import pytest

from checklists.criteria import Regime, Status, criteria, load_criteria
from checklists.facts import FACTS, FactType
from checklists.problems import ChecklistError, ProblemCode
from tests.checklists.test_judgement import ACCIDENT, ENABLED, EXPERT, FIRE_CRITERIA, OFF, OFFICIAL

BLOCK = """
[[criterion]]
code = "X-1"
regime = "major_accident"
document = "判定标准"
article = ""
text = "情形"
proof = ""
certainty = "page"
status = "enabled"
in_force_from = "2023-11-27"
in_force_to = ""
"""


def test_the_criteria_are_those_of_the_standard_with_the_status_of_their_verification():
    assert set(ACCIDENT) == OFFICIAL | {EXPERT}
    assert {code for code, one in ACCIDENT.items() if one.status is Status.ENABLED} == ENABLED | {EXPERT}
    assert {code for code, one in ACCIDENT.items() if one.status is Status.OFF} == OFF
    assert {code for code, one in ACCIDENT.items() if one.is_verified} == ENABLED | {EXPERT}
    assert all(one.attachments for code, one in ACCIDENT.items() if code in {*ENABLED, EXPERT, "MH-E1"})


def test_only_what_was_seen_names_an_article_of_the_ministry_standard():
    assert {code for code, one in ACCIDENT.items() if one.article} == ENABLED


def test_every_criterion_has_circumstances_with_both_words():
    for criterion in criteria().values():
        assert criterion.circumstances
        assert len({criterion.key(one) for one in criterion.circumstances}) == len(criterion.circumstances)
        assert all(one.text and one.otherwise for one in criterion.circumstances)
        assert any(one.from_item for one in criterion.circumstances)
        assert all(FACTS[name].type is FactType.FLAG for name in criterion.facts)


def test_every_number_of_2017_has_a_chapter_of_2025():
    for code, one in FIRE_CRITERIA.items():
        if code.startswith("GB35181-2017"):
            assert criteria()[one.successor].is_in_force(one.in_force_to.replace(year=2026))
        assert not one.is_verified
        assert one.regime is Regime.MAJOR_FIRE


def test_the_two_editions_meet_without_a_gap():
    old, new = criteria()["GB35181-2017:6.9"], criteria()["GB35181-2025:5"]
    assert (new.in_force_from - old.in_force_to).days == 1


@pytest.mark.parametrize("data", [b"", b"[[criterion]]\ncode = 3", b"criterion = 1", b"\xff"])
def test_a_broken_file_of_criteria_is_refused_with_its_problems(data):
    with pytest.raises(ChecklistError) as caught:
        load_criteria(data, name="major_hazards.toml")
    assert caught.value.problems


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('facts = ["beds"]', ProblemCode.UNKNOWN_FACT),
        ('facts = ["no_such"]', ProblemCode.UNKNOWN_FACT),
        ('successor = "X-2"', ProblemCode.UNKNOWN_CRITERION),
        ("[[criterion.circumstance]]\nname = 'a'\ntext = 'b'", ProblemCode.MISSING_KEY),
        (2 * "[[criterion.circumstance]]\nname = 'a'\ntext = 'b'\notherwise = 'c'\n", ProblemCode.DUPLICATE_ID),
        (BLOCK, ProblemCode.DUPLICATE_ID),
    ],
)
def test_what_a_criterion_may_not_say_is_named(more, code):
    with pytest.raises(ChecklistError) as caught:
        load_criteria(f"{BLOCK}{more}".encode(), name="x.toml")
    assert code in {problem.code for problem in caught.value.problems}
