import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from inspections.entry import Subject
from inspections.institution import Institution
from inspections.records import UnavailableError
from inspections.refusal import ConflictingError, NotFoundError, StepRefusedError
from storage.driver import InterruptedReadError, connect
from storage.store import Store
from tests.storage.laptops import TODAY, Laptop, seeded


@pytest.fixture
def laptop(tmp_path):
    one = Laptop(tmp_path / "甲", "甲")
    yield one
    one.store.close()


def test_an_entry_is_there_after_the_change_and_after_a_restart(laptop):
    entry = laptop.institution()
    assert laptop.store.institutions.get("i-1").name == "银龄养老院"
    store = laptop.open_again()
    assert store.institutions.get("i-1").name == "银龄养老院"
    assert store.history(Subject("institution", "i-1")) == [entry]
    assert store.origin == "甲"


def test_a_change_tells_what_it_touched_and_its_reads_see_what_it_wrote(laptop):
    store = laptop.store
    with store.change(by="张三") as change:
        change.append(store.institutions.new("i-1").record_as({"name": "甲院"}))
        change.append(store.institutions.get("i-1").state_facts({"beds": 12}, on=TODAY, source="登记"))
    assert change.touched.subjects == {Subject("institution", "i-1")}
    assert store.institutions.get("i-1").facts() == {"beds": 12}
    assert (change.by, change.now) == ("张三", laptop.time)


def test_an_exception_undoes_the_whole_change(laptop):
    before = laptop.store.state_digest(), laptop.store.heads()
    with pytest.raises(ZeroDivisionError), laptop.store.change(by="张三") as change:
        change.append(laptop.store.institutions.new("i-1").record_as({"name": "甲院"}))
        raise ZeroDivisionError
    assert (laptop.store.state_digest(), laptop.store.heads()) == before
    with pytest.raises(RuntimeError, match="over"):
        change.append(laptop.store.institutions.new("i-1").record_as({"name": "甲院"}))


def test_a_fact_made_from_an_outdated_record_is_refused(laptop):
    laptop.institution()
    outdated = laptop.store.institutions.get("i-1")
    laptop.institution(name="新名")
    with pytest.raises(ConflictingError, match="刚刚被别的操作更改"):
        laptop.do(outdated.record_as({"name": "旧窗口里的名字"}))
    assert laptop.store.institutions.get("i-1").name == "新名"
    assert not laptop.store.institutions.get("i-1").in_conflict


@pytest.mark.parametrize(
    ("kind", "values"), [("no_such_kind/1", {}), ("institution_recorded/2", {}), ("finding_recorded/1", {"item": "1"})]
)
def test_a_fact_outside_the_registry_is_a_programming_error(laptop, kind, values):
    fact = Institution(id="i-1").record_as({"name": "甲"})
    broken = type(fact)(subject=fact.subject, kind=kind, body={"set": values}, follows=())
    with pytest.raises(ValueError, match=r"kind|about"):
        laptop.do(broken)


def test_a_field_outside_the_registry_is_a_programming_error(laptop):
    with pytest.raises(ValueError, match="does not set nonsense"):
        laptop.do(Institution(id="i-1").record_as({"name": "甲", "nonsense": 1}))


def test_a_refused_step_leaves_nothing(laptop):
    laptop.finding()
    with pytest.raises(StepRefusedError):
        laptop.finding_fact("finding_closed")
    assert laptop.store.findings.get("f-1").state == "recorded"


def test_clocks_rise_also_within_a_millisecond_and_when_the_time_is_set_back(laptop):
    first = laptop.institution("i-1")
    second = laptop.institution("i-2")
    laptop.time -= timedelta(days=400)
    third = laptop.institution("i-3")
    laptop.time += timedelta(days=800)
    fourth = laptop.institution("i-4")
    assert (
        first.clock == int(first.clock / 65536) * 65536 == 65536 * int((laptop.time.timestamp() - 400 * 86400) * 1000)
    )
    assert second.clock == first.clock + 1
    assert third.clock == second.clock + 1
    assert third.at.startswith("2025-01-26T09:00:00")
    assert fourth.clock == int(laptop.time.timestamp() * 1000) * 65536


def test_the_claimed_time_carries_its_offset(laptop):
    assert laptop.institution().at == "2026-03-02T09:00:00.000+08:00"


def test_a_clock_without_offset_is_a_programming_error(laptop):
    laptop.time = laptop.time.replace(tzinfo=None)
    with pytest.raises(ValueError, match="offset"):
        laptop.institution()


def test_fresh_ids_are_time_ordered_uuids_kept_as_sixteen_bytes(laptop):
    with laptop.store.change(by="张三") as change:
        ids = [change.new_id() for _ in range(3)]
    assert len(set(ids)) == 3
    laptop.institution(ids[0])
    stored = laptop.store.connection.value("SELECT typeof(id) || length(id) FROM institution")
    assert stored == "blob16"
    assert laptop.store.institutions.get(ids[0]).id == ids[0]


def test_records_are_found_by_their_columns(laptop):
    store = seeded(laptop).store
    assert [one.id for one in store.findings.where(institution="i-1", state="ordered")] == ["f-1"]
    assert [one.id for one in store.responses.where(inspection="v-1", result="compliant")] == ["r-FS-2", "r-FS-3"]
    assert [one.id for one in store.inspections.where(institution="i-1", on=TODAY)] == ["v-1"]
    assert store.inspections.count(state="running") == 1
    assert store.photos.count(finding="f-1", withdrawn=False) == 1
    assert store.photos.count(finding="f-1", stage="scene") == 1  # as `Photo.stage` says where nothing was set
    assert store.findings.where(grade="major") == []
    assert store.response_counts("v-1") == {"non_compliant": 1, "compliant": 2}


def test_an_unknown_column_is_a_programming_error(laptop):
    with pytest.raises(TypeError, match="no column colour"):
        laptop.store.findings.where(colour="red")
    with pytest.raises(TypeError, match="cannot equal"):
        laptop.store.findings.where(state=None)


def test_what_is_not_there_is_said_so(laptop):
    assert laptop.store.findings.find("无") is None
    assert not laptop.store.findings.new("无").exists
    with pytest.raises(NotFoundError, match="没有找到"):
        laptop.store.findings.get("无")


def test_a_reader_beside_the_writer_sees_commits_and_cannot_change(laptop):
    reader = Store.open(laptop.path, clock=lambda: laptop.time, readonly=True)
    laptop.institution()
    assert reader.institutions.count() == 1
    with pytest.raises(UnavailableError, match="只读"), reader.change(by="张三"):
        pass
    with pytest.raises(UnavailableError, match="不可写"):
        reader.keep_local("draft", {})
    assert reader.audit().ok
    reader.close()


def test_closing_leaves_one_file(laptop):
    seeded(laptop)
    laptop.store.close()
    assert [one.name for one in laptop.path.parent.iterdir()] == ["records.db"]
    laptop.open_again()


def test_drafts_and_settings_stay_out_of_the_digest(laptop):
    before = laptop.store.state_digest()
    laptop.store.keep_local("draft", {"text": "未完"})
    assert laptop.store.local_value("draft") == {"text": "未完"}
    laptop.store.keep_local("draft", None)
    assert laptop.store.local_value("draft") is None
    assert laptop.store.state_digest() == before


def test_a_running_query_is_stopped_from_another_thread(laptop):
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    stopped = threading.Event()

    def stop_until_told():
        while not stopped.wait(0.01):
            laptop.store.interrupt()

    thread = threading.Thread(target=stop_until_told)
    thread.start()
    try:
        with pytest.raises(InterruptedReadError, match="查询已中止"):
            laptop.store.connection.value(endless)
    finally:
        stopped.set()
        thread.join()
    assert laptop.store.institutions.count() == 0


def test_the_file_is_kept_the_durable_way(laptop):
    asked = {name: laptop.store.connection.value(f"PRAGMA {name}") for name in
             ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "recursive_triggers")}  # fmt: skip
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
    }


@pytest.mark.parametrize(("content", "said"), [(b"", "空的"), (b"not a database at all" * 100, "不是本程序的记录文件")])
def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path, laptop, content, said):
    path = tmp_path / "records.db"
    path.write_bytes(content)
    with pytest.raises(UnavailableError, match=said):
        Store.open(path, clock=lambda: laptop.time)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path, laptop):
    path = tmp_path / "records.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(UnavailableError, match="不是本程序的记录文件"):
        Store.open(path, clock=lambda: laptop.time)
    other = sqlite3.connect(path)
    assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]
    other.close()


def test_a_file_of_a_newer_version_is_refused_and_left_alone(laptop):
    laptop.store.close()
    other = sqlite3.connect(laptop.path)
    with other:
        other.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('yian', '9999_future')")
    other.close()
    content = laptop.path.read_bytes()
    for readonly in (True, False):
        with pytest.raises(UnavailableError, match="更新版本"):
            Store.open(laptop.path, clock=lambda: laptop.time, readonly=readonly)
    assert laptop.path.read_bytes() == content
    other = sqlite3.connect(laptop.path)
    with other:
        other.execute("DELETE FROM _sqlite_migrations WHERE name = '9999_future'")
    other.close()
    laptop.open_again()


def test_a_full_disk_says_so_keeps_what_was_saved_and_goes_on_after(laptop):
    laptop.institution()
    pages = laptop.store.connection.value("PRAGMA page_count")
    laptop.store.connection.value(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UnavailableError, match="磁盘已满"):
        for number in range(2000):
            laptop.institution(f"x-{number}", note="长" * 900)
    saved = laptop.store.institutions.count()
    laptop.store.connection.value("PRAGMA max_page_count = 100000")
    laptop.institution("after")
    assert laptop.store.institutions.count() == saved + 1
    assert laptop.store.audit().ok


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(laptop):
    other = connect(laptop.path)
    other.run("BEGIN IMMEDIATE")
    laptop.store.connection.run("PRAGMA busy_timeout = 50")
    with pytest.raises(UnavailableError, match="被另一个程序占用"):
        laptop.institution()
    other.run("ROLLBACK")
    other.close()
    laptop.institution()


def test_opening_existing_records_imports_no_heavy_library(laptop):
    laptop.institution()
    laptop.store.close()
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, timezone\n"
        "from storage.store import Store\n"
        f"store = Store.open(Path({str(laptop.path)!r}), clock=lambda: datetime(2026, 3, 2, tzinfo=timezone.utc))\n"
        "assert store.institutions.count() == 1; store.close()\n"
        "print(sorted({'sqlite_utils', 'pypinyin', 'reportlab', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    laptop.open_again()
