"""The fire-safety checklist against a second transcription of the table it was written from."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from checklists.clauses import enforceable
from checklists.loader import bundled
from checklists.model import Action, Agency, Defaults, Method, Nature, Relation, Severity

FIRE = next(checklist for checklist in bundled() if checklist.code == "fire_safety")
ITEMS = tuple(FIRE.items)
DATA = Path(__file__).parent / "data"
GROUPS = {
    "FS-A": 18, "FS-B": 7, "FS-C": 22, "FS-D": 21, "FS-E": 7, "FS-F": 13, "FS-G": 9, "FS-H": 24, "FS-I": 10,
}  # fmt: skip
AT_ONCE = {
    "FS-A08", "FS-A15", "FS-B01", "FS-B04", "FS-C01", "FS-C09", "FS-C10", "FS-C11", "FS-C19", "FS-C22", "FS-D14",
    "FS-E01", "FS-G08", "FS-G09", "FS-H02", "FS-H07", "FS-H08", "FS-H09", "FS-H10", "FS-H11", "FS-H12", "FS-H14",
    "FS-H19", "FS-H20", "FS-H21",
}  # fmt: skip
# Since GB 35181-2017 ended, these rest only on policy, reference, local or unverified text: an order needs another clause.
NOBODY_ORDERS = {
    "FS-A16", "FS-A17", "FS-A18", "FS-C05", "FS-C12", "FS-C18", "FS-C21", "FS-C22", "FS-D03", "FS-D10", "FS-D12",
    "FS-D13", "FS-D20", "FS-D21", "FS-F07", "FS-F08", "FS-F12", "FS-F13", "FS-H03", "FS-H05", "FS-H06", "FS-H08",
    "FS-H17", "FS-H20", "FS-H22", "FS-I02", "FS-I04", "FS-I05", "FS-I06", "FS-I08",
}  # fmt: skip
# Triggers that the table names in words, not by a code.
NAMED = {
    "FS-A03": ("MH-E1", "GB35181-2025:5"),
    "FS-C01": ("MH-E2", "SEAL:22"),
    "FS-G07": ("FOLLOW:OVERDUE",),
    "FS-G08": ("FOLLOW:DETERMINED",),
}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def second_reading():
    found = defaultdict(list)
    for row in rows("fire_clauses.tsv"):
        found[row["item"]].append((row["document"], row["article"], row["certainty"]))
    return dict(found)


CLAUSES = second_reading()
COLUMNS = {row["item"]: row for row in rows("fire_columns.tsv")}


def test_the_list_holds_the_nine_groups_whole_and_in_order():
    assert {section.code: len(section.items) for section in FIRE.sections} == GROUPS
    assert [item.id for item in ITEMS] == [
        f"{code}{number:02}" for code, count in GROUPS.items() for number in range(1, count + 1)
    ]
    assert list(CLAUSES) == [item.id for item in ITEMS]
    assert list(COLUMNS) == [item.id for item in ITEMS]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_clauses_and_certainty_equal_the_second_reading(item):
    assert [(one.document, one.article, one.certainty.value) for one in item.clauses] == CLAUSES[item.id]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_agencies_and_severity_equal_the_second_reading(item):
    assert ",".join(item.agencies) == COLUMNS[item.id]["agencies"]
    assert item.severity == COLUMNS[item.id]["severity"]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_triggers_equal_the_second_reading(item):
    written = COLUMNS[item.id]["triggers"]
    named = re.findall(r"MH-[A-E]\d", written) + [
        f"GB35181-2017:{n}" for n in re.findall(r"\b[67]\.\d+(?:\.\d+)?", written)
    ]
    assert sorted(one.criterion for one in item.major) == sorted(NAMED.get(item.id, named))
    direct = {one.criterion for one in item.major if one.relation is Relation.DIRECT}
    assert direct == (set(re.findall(r"MH-[A-E]\d", written)) if "直接 MH" in written else set())
    for one in item.major:
        assert (one.relation is Relation.COMPREHENSIVE) is one.criterion.startswith("GB35181-2017:7")


@pytest.mark.parametrize("field", ["text", "check", "proof", "measure"])
def test_no_two_items_share_a_text(field):
    counts = Counter(re.sub(r"\W", "", getattr(item, field)) for item in ITEMS)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_each_text_says_enough_and_is_no_copy_of_another_field(item):
    texts = [item.text, item.check, item.proof, item.measure]
    assert len(set(texts)) == 4
    assert all(len(text) >= least for text, least in zip(texts, (9, 15, 5, 10), strict=True)), texts
    assert not any("TODO" in text or "待补" in text for text in texts)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_defaults_the_source_does_not_give_are_marked_as_ours(item):
    assert item.defaults is Defaults.OURS
    assert (item.days is not None) is (item.action is Action.ORDER)
    assert item.days in {None, 7, 15, 30, 60}


def test_people_in_danger_is_put_right_at_once():
    assert {item.id for item in ITEMS if item.action is Action.IMMEDIATE} == AT_ONCE


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_encouraged_items_and_targets_are_only_advised(item):
    advised = item.severity is Severity.ADVICE or item.nature is Nature.POLICY_TARGET
    assert (item.action is Action.ADVISE) is advised


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_what_has_a_bound_is_proven_by_measuring(item):
    if item.measured is not None:
        assert Method.MEASURE in item.how
        assert not item.sampled


def test_the_items_that_give_no_agency_a_clause_to_order_under_are_known():
    day = date(2026, 6, 1)
    assert {
        item.id for item in ITEMS if not any(enforceable(item, agency, on=day) for agency in Agency)
    } == NOBODY_ORDERS


def test_excluded_items_have_a_reason_each_of_its_own_kind():
    conditional = [item for item in ITEMS if item.applies is not None]
    assert len(conditional) > 40
    assert all(len(item.applies_reason) >= 5 for item in conditional)


def test_the_edition_comes_into_force_with_the_newest_document_it_rests_on():
    assert FIRE.in_force_from == date(2026, 2, 4)
    assert FIRE.in_force_to is None
