import pytest

from storage import local, remake, rows
from storage.driver import connect
from storage.tables import DERIVED, TABLES
from tests.storage.laptops import Laptop, seeded


@pytest.fixture
def laptop(tmp_path):
    one = seeded(Laptop(tmp_path / "甲", "甲"))
    yield one
    one.store.close()


def everything(laptop):
    """Every byte of every state table, tally and search index, and what guards them."""
    connection = laptop.store.connection
    tables = {name: connection.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in (*TABLES, "finding_tally")}
    schema = connection.rows(
        "SELECT type, replace(name, '_b', ''), replace(tbl_name, '_b', '') FROM sqlite_schema ORDER BY 1, 2, 3"
    )
    assert laptop.store.audit().problems == ()  # compares the search terms too
    return tables, schema


def test_dropped_and_made_again_all_rows_are_the_same_byte_by_byte(laptop):
    before = everything(laptop)
    with laptop.store.connection.transaction():
        for name in (*TABLES, *DERIVED):
            laptop.store.connection.run(f"DROP TABLE {name}")
    remake.remake(laptop.store.connection)
    assert everything(laptop) == before


def test_made_again_twice_and_then_changed_everything_still_fits(laptop):
    for _ in range(2):
        remake.remake(laptop.store.connection)
    laptop.finding("f-3", description="消火栓被遮挡")
    assert laptop.problems() == ()


def test_a_damaged_row_is_healed(laptop):
    laptop.second_client("UPDATE agency SET code = 'fire'")
    remake.remake(laptop.store.connection)
    assert laptop.problems() == ()
    assert laptop.store.agencies.get("a-1").code == "civil_affairs"


def test_cancelled_it_goes_on_where_it_stopped_and_keeps_what_was_recorded_meanwhile(laptop, monkeypatch):
    monkeypatch.setattr(remake, "BATCH", 2)
    seen = []

    def cancel_later(done, total, text):
        seen.append((done, total))
        assert laptop.store.findings.get("f-1").state == "ordered"  # the old rows serve until the swap
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        remake.remake(laptop.store.connection, cancel_later)
    laptop.finding_fact("rectification_reported", reported_on="2026-03-10")
    laptop.institution(name="期间改名的院")
    laptop.finding("f-9", description="期间新登记")
    laptop.open_again()
    done = []
    remake.remake(laptop.store.connection, lambda number, total, text: done.append(number))
    assert done[0] > 4  # not from the beginning
    assert laptop.store.findings.get("f-1").state == "reported"
    assert laptop.store.institutions.get("i-1").name == "期间改名的院"
    assert laptop.problems() == ()
    assert laptop.store.connection.value("SELECT count(*) FROM local_stale") == 0


def test_a_cut_while_indexes_are_built_is_made_good(laptop, monkeypatch):
    monkeypatch.setattr(remake, "_swap", lambda connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        remake.remake(laptop.store.connection)
    monkeypatch.undo()
    assert laptop.problems() == ()
    remake.remake(laptop.store.connection)
    assert laptop.problems() == ()


def test_rows_of_another_form_are_made_again_at_opening(laptop):
    digest = laptop.store.state_digest()
    local.put(laptop.store.connection, local.ROWS, "an older form")
    laptop.store.connection.run("ALTER TABLE finding RENAME COLUMN due TO obsolete")
    told = []
    laptop.open_again(progress=lambda *one: told.append(one))
    assert told
    assert laptop.store.state_digest() == digest
    assert laptop.problems() == ()


def test_no_table_of_the_making_stays_behind(laptop):
    remake.remake(laptop.store.connection)
    assert (
        laptop.store.connection.rows("SELECT name FROM sqlite_schema WHERE name GLOB ?", rows.BUILT.format("*") + "*")
        == []
    )


def test_a_file_from_before_joint_tasks_opens_and_brings_itself_up(laptop):
    digest = laptop.store.state_digest()
    laptop.store.close()
    older = connect(laptop.path)
    older.run("DROP TABLE joint_task")
    older.run("DROP INDEX institution_by_recheck_on_id")
    older.run("ALTER TABLE institution DROP COLUMN recheck_on")
    older.run("UPDATE local_value SET value = ? WHERE name = ?", '"an older form"', local.ROWS)
    older.close()
    store = laptop.open_again()
    assert store.joint_tasks.where() == []
    assert store.state_digest() == digest
    assert laptop.problems() == ()
