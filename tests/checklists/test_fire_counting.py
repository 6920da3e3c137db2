"""Comprehensive elements of GB 35181-2017 are counted for the fire agency; nothing unverified reaches the number."""

from dataclasses import replace
from datetime import date

import pytest

from checklists.fire_counting import count_elements, counting, load_counting
from checklists.loader import bundled
from checklists.model import MajorTrigger, Relation
from checklists.problems import ChecklistError

FIRE = bundled()[0]
BEFORE, AFTER = date(2025, 10, 31), date(2025, 11, 1)


def failing(*articles, relation=Relation.COMPREHENSIVE):
    """Failed items, each pointing to one element of chapter 7."""
    return [
        replace(FIRE.item("FS-A12"), major=(MajorTrigger(criterion=f"GB35181-2017:{one}", relation=relation),))
        for one in articles
    ]


def counted(*articles, on=BEFORE, **more):
    """The counts by the end of their rule's code."""
    return {one.rule.code.rpartition(":")[2]: one for one in count_elements(failing(*articles), on=on, **more)}


def test_three_verified_elements_reach_the_verified_number():
    count = counted("7.3.1", "7.3.2", "7.3.3")["evacuation"]
    assert (count.is_reached, count.lacking, count.verified) == (True, 0, 3)
    assert "建议提请消防救援机构综合判定" in count.text


def test_two_elements_lack_one():
    count = counted("7.3.1", "7.3.2")["evacuation"]
    assert not count.is_reached
    assert "还差 1 条" in count.text


def test_unverified_elements_only_prompt_until_they_are_confirmed():
    count = counted("7.3.1", "7.3.8", "7.5")["evacuation"]
    assert (count.is_reached, count.lacking, count.verified) == (False, 0, 1)
    assert "待核，只作提示" in count.text
    confirmed = {"GB35181-2017:7.3.8", "GB35181-2017:7.5"}
    assert counted("7.3.1", "7.3.8", "7.5", confirmed=confirmed)["evacuation"].is_reached


def test_four_of_any_kind_is_a_number_from_memory_and_never_reached():
    count = counted("7.1.1", "7.1.2", "7.2.1", "7.2.2")["any"]
    assert (count.verified, count.lacking, count.is_reached) == (4, 0, False)


def test_an_element_named_by_two_items_counts_once():
    assert counted("7.3.1", "7.3.1")["evacuation"].met == ("GB35181-2017:7.3.1",)


def test_what_is_not_an_element_is_not_counted():
    assert counted("6.9") == {}
    assert count_elements(failing("7.3.1", relation=Relation.CANDIDATE), on=BEFORE) == ()


def test_nothing_is_counted_once_the_2025_edition_rules():
    assert counted("7.3.1", "7.3.2", "7.3.3", on=AFTER) == {}


def test_the_exceptions_of_the_standard_are_kept():
    assert len(counting().exceptions) == 3
    assert all(one.certainty.is_verified for one in counting().exceptions)


@pytest.mark.parametrize("data", [b"", b"[[rule]]\nat_least = 0", b"\xff"])
def test_a_broken_file_of_rules_is_refused(data):
    with pytest.raises(ChecklistError):
        load_counting(data, name="fire_counting.toml")
