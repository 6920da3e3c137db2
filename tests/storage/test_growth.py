"""A long history costs nothing: subjects are small and a row needs no history to go on."""

import statistics
import time

import pytest

from tests.storage.laptops import Laptop

FULL = 5_000


@pytest.fixture
def laptop(tmp_path):
    one = Laptop(tmp_path / "甲", "甲")
    one.finding("old")
    yield one
    one.store.close()


def fill(laptop, finding_id, entries):
    with laptop.store.change(by="张三") as change:
        for number in range(entries):
            fact = laptop.store.findings.get(finding_id).fact("finding_changed", {"description": f"第{number}次更正"})
            change.append(fact)


def paired_ratio(laptop, rounds):
    """How much longer a change of the old finding takes than the second entry of a fresh one, measured in turn."""
    ratios = []
    for number in range(rounds):
        laptop.finding(f"new-{number}")
        took = []
        for finding_id in ("old", f"new-{number}"):
            began = time.perf_counter()
            laptop.finding_fact("finding_changed", finding_id, description=f"更正{number}")
            took.append(time.perf_counter() - began)
        ratios.append(took[0] / took[1])
    return statistics.median(ratios)


def test_a_row_does_not_grow_with_its_history(laptop):
    sql = "SELECT length(record) FROM finding WHERE id = 'old'"
    fill(laptop, "old", 20)
    before = laptop.store.connection.value(sql)
    fill(laptop, "old", 200)
    assert laptop.store.connection.value(sql) <= before + 20


def test_a_change_reads_no_history(laptop, monkeypatch):
    from storage import journal

    monkeypatch.setattr(journal, "history", lambda *_: 1 / 0)
    laptop.finding_fact("finding_changed", "old", description="更正")
    assert laptop.store.findings.get("old").description == "更正"


@pytest.mark.heavy
def test_a_finding_with_5000_entries_takes_the_next_within_one_and_a_half_of_its_first(laptop):
    fill(laptop, "old", FULL)
    assert paired_ratio(laptop, 200) <= 1.5
