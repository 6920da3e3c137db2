from dataclasses import replace
from datetime import timedelta

import pytest

from inspections.records import LedgerFilter
from storage import ledger
from tests.storage.laptops import TODAY, Laptop

ALL = LedgerFilter(today=TODAY)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    """Findings in several states: due yesterday, today, in a week, later and without a date."""
    one = Laptop(tmp_path_factory.mktemp("台账"), "甲")
    one.institution("i-1")
    one.institution("i-2", name="松鹤楼养老中心", area="东关街道")
    one.do(one.store.agencies.new("a-1").fact("agency_recorded", {"name": "县民政局", "code": "civil_affairs"}))
    for number, days in enumerate((-1, 0, 7, 8), start=1):
        one.finding(f"f-{number}", found_on=f"2026-02-0{number}", item=f"FS-{number}")
        one.ordered(f"f-{number}", deadline=(TODAY + timedelta(days=days)).isoformat())
    one.finding("f-5", institution="i-2", description="灭火器压力不足", grade="major", number="隐患-2026-005")
    one.finding("f-6", category="violation", description="台账记录不全")
    one.finding("f-7", description="ＡＢＣ型干粉")
    one.finding_fact("finding_voided", "f-7", void_reason="误登", voided_on="2026-03-02")
    one.finding_fact("rectification_reported", "f-4", reported_on="2026-03-02")
    one.do(one.store.photos.new("p-1").add({"sha256": "0" * 64, "finding": "f-1"}))
    one.do(one.store.photos.new("p-2").add({"sha256": "1" * 64, "finding": "f-1"}))
    one.do(one.store.photos.get("p-2").withdraw(reason="重复", on=TODAY))
    one.do(one.store.inspections.new("v-1").fact("inspection_started", {"institution": "i-1", "on": TODAY}))
    yield one
    one.store.close()


def found(laptop, **filters):
    return [row.id for row in laptop.store.ledger(replace(ALL, **filters))]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["f-1", "f-2", "f-3", "f-4", "f-5", "f-6", "f-7"]),
        ({"open_only": True}, ["f-1", "f-2", "f-3", "f-4", "f-5"]),
        ({"open_only": True, "category": "violation"}, ["f-6"]),
        ({"overdue_only": True}, ["f-1"]),
        ({"due_until": TODAY}, ["f-1", "f-2"]),
        ({"states": ("reported", "voided")}, ["f-4", "f-7"]),
        ({"grade": "major"}, ["f-5"]),
        ({"agency": "a-1", "states": ("ordered",)}, ["f-1", "f-2", "f-3"]),
        ({"institution": "i-2"}, ["f-5"]),
        ({"inspection": "v-1", "item": "FS-3"}, ["f-3"]),
        ({"found_from": TODAY - timedelta(days=27), "found_until": TODAY - timedelta(days=26)}, ["f-3", "f-4"]),
        ({"newest_first": True, "open_only": True}, ["f-5", "f-4", "f-3", "f-2", "f-1"]),
        ({"text": "灭火器"}, ["f-5"]),
        ({"text": "压力 灭火"}, ["f-5"]),
        ({"text": "器灭"}, []),
        ({"text": "abc"}, ["f-7"]),
        ({"text": "005"}, ["f-5"]),
        ({"text": "松鹤楼"}, ["f-5"]),
        ({"text": "物", "open_only": True}, ["f-1", "f-2", "f-3", "f-4"]),
        ({"text": "' OR 1=1 -- \" * NEAR("}, []),
    ],
)
def test_a_filter_finds_what_it_says_in_order(laptop, filters, expected):
    assert found(laptop, **filters) == expected


def test_open_means_the_same_in_the_table_and_in_the_record(laptop):
    kept = dict(laptop.store.connection.rows("SELECT id, is_open FROM finding"))
    assert {one.id: int(one.is_open) for one in laptop.store.findings.where()} == kept
    assert set(kept.values()) == {0, 1}


def test_a_line_carries_names_counts_and_all_current_values(laptop):
    row = laptop.store.ledger(replace(ALL, overdue_only=True))[0]
    assert (row.institution_name, row.area, row.agency_name) == ("银龄养老院", "城关镇", "县民政局")
    assert (row.photos, row.state, row.deadline, row.round) == (1, "ordered", "2026-03-01", 1)
    assert row.fields["description"] == "疏散通道堆放杂物"
    assert row.is_overdue(TODAY)
    assert row.days_left(TODAY) == -1


def test_lines_come_in_the_order_asked(laptop):
    keys = laptop.store.ledger_ids(ALL)
    turned = list(reversed(keys))
    assert [row.id for row in laptop.store.ledger_rows(turned)] == list(reversed(found(laptop)))
    assert laptop.store.ledger_rows([*keys[:1], 987654]) == laptop.store.ledger_rows(keys[:1])


def test_the_counts_of_the_workbench(laptop):
    assert laptop.store.tallies(today=TODAY) == {
        "running": 1, "open": 5, "overdue": 1, "due_today": 1, "due_week": 2, "major": 1, "reported": 1,
        "passed": 0, "handed_over": 0, "unstamped": 0, "unserved": 0,
    }  # fmt: skip


def test_papers_wait_for_their_stamp_and_then_for_their_service(laptop):
    document = laptop.store.documents.new("d-1")
    laptop.do(document.take_number({"paper": "order", "agency": "a-1", "inspection": "v-1"}))
    assert laptop.store.tallies(today=TODAY)["unstamped"] == 0
    laptop.do(laptop.store.documents.get("d-1").seal({"sealed_on": TODAY, "file": "0" * 64}))
    assert laptop.store.tallies(today=TODAY)["unstamped"] == 1
    laptop.do(laptop.store.documents.get("d-1").stamp(on=TODAY, how="wet", scan="1" * 64))
    waiting = laptop.store.tallies(today=TODAY)
    assert (waiting["unstamped"], waiting["unserved"]) == (0, 1)
    laptop.do(
        laptop.store.documents.get("d-1").serve({"served_on": TODAY, "served_how": "direct", "served_to": "王五"})
    )
    assert laptop.store.tallies(today=TODAY)["unserved"] == 0
    assert laptop.store.documents.count(inspection="v-1", paper="order", state="sealed") == 1


@pytest.mark.parametrize(
    ("filters", "index", "sorts"),
    [
        ({"open_only": True}, "finding_by_is_open_due", False),
        ({"open_only": True, "grade": "major"}, "finding_by_", False),
        ({"institution": "i-1", "open_only": True}, "finding_by_institution_is_open", False),
        ({"inspection": "v-1"}, "finding_by_inspection_due", False),
        ({"overdue_only": True}, "finding_by_state_due", False),
        ({"item": "FS-1"}, "finding_by_item_due", False),
        ({"agency": "a-1", "open_only": True}, "finding_by_", False),
        ({}, "finding_by_due_key", False),
        ({"newest_first": True}, "finding_by_found_on_key", False),
    ],
)
def test_ledgers_walk_an_index_and_never_sort_the_table(laptop, filters, index, sorts):
    sql, values = ledger.statement(replace(ALL, **filters))
    plan = " | ".join(row[3] for row in laptop.store.connection.rows(f"EXPLAIN QUERY PLAN {sql}", *values))
    assert "OFFSET" not in sql
    assert index in plan, plan
    assert ("TEMP B-TREE" in plan) is sorts, plan


def test_text_is_found_through_the_search_index(laptop):
    sql, values = ledger.statement(replace(ALL, text="灭火器"))
    plan = " | ".join(row[3] for row in laptop.store.connection.rows(f"EXPLAIN QUERY PLAN {sql}", *values))
    assert plan.count("VIRTUAL TABLE INDEX") == 2, plan


def test_a_line_reads_every_neighbour_by_index(laptop):
    sql = ledger._LINES.format(marks="?")
    plan = [row[3] for row in laptop.store.connection.rows(f"EXPLAIN QUERY PLAN {sql}", 1)]
    assert [step for step in plan if step.startswith("SCAN ") and "CONSTANT" not in step] == []
