"""Pills, constraints and orders of the ledger on real records."""

from dataclasses import replace

import pytest

from tests.ui.ledger.findings import furnish_ledger
from tests.ui.workplace import TODAY
from ui.ledger.filters import ORDERS, SCOPES, View, read_counts, read_keys, view_of

EXPECTED = {
    "open": {"overdue", "today", "week", "later", "recorded", "reported", "passed", "referred"},
    "overdue": {"overdue"},
    "due_today": {"today"},
    "due_week": {"today", "week"},
    "major": set(),
    "recorded": {"recorded", "advice"},
    "ordered": {"overdue", "today", "week", "later"},
    "reported": {"reported"},
    "passed": {"passed"},
    "handed_over": {"referred"},
    "closed": {"closed"},
}


def shown(office, made, view):
    names = {finding: name for name, finding in made.items()}
    rows = office.records.ledger_rows(read_keys(office.records, view, TODAY))
    return [names[row.id] for row in rows]


def test_every_pill_shows_what_it_says_and_counts_what_it_shows(office):
    made = furnish_ledger(office)
    counts = read_counts(office.records, View(), TODAY)
    for scope in SCOPES:
        names = shown(office, made, View(scope=scope.id))
        assert counts[scope.id] == len(names)
        assert set(names) == EXPECTED.get(scope.id, set(made) - {"visit"}), scope.title


def test_pills_count_as_the_workbench_does(office):
    furnish_ledger(office)
    counts, tallies = read_counts(office.records, View(), TODAY), office.records.tallies(today=TODAY)
    same = ("open", "overdue", "due_today", "due_week", "major", "reported", "handed_over")
    assert {name: counts[name] for name in same} == {name: tallies[name] for name in same}


def test_constraints_narrow_every_pill_alike(office):
    made = furnish_ledger(office)
    view = View(scope="all", text="防火")
    assert shown(office, made, view) == ["recorded"]
    assert read_counts(office.records, view, TODAY)["open"] == 1
    assert shown(office, made, View(scope="all", category="advice")) == ["advice"]
    assert shown(office, made, View(scope="all", agency=office.agencies["civil_affairs"])) == []
    assert shown(office, made, View(scope="all", institution=office.small)) == []


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_turned_round_shows_the_same_lines_backwards(office, order):
    furnish_ledger(office)
    other = {"due": "due_desc", "due_desc": "due", "found": "found_desc", "found_desc": "found"}[order]
    keys = list(read_keys(office.records, View(scope="all", order=order), TODAY))
    assert keys == list(read_keys(office.records, View(scope="all", order=other), TODAY))[::-1]
    assert len(keys) == 11


def test_another_screen_names_what_it_wants(office):
    view = view_of({"scope": "overdue", "institution": office.small, "finding": "x"}, order="found")
    assert view == View(scope="overdue", institution=office.small, order="found")
    assert view_of({"scope": "no such pill"}, order="due").scope == "all"
    assert view.describe(institution="某院") == "逾期；机构：某院"
    assert not replace(view, institution="").is_narrowed
