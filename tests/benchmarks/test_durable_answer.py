"""How long an answer takes until it is durable, beside a bare fsynced insert into the same kind of file."""

import statistics
import time
from datetime import date

import pytest
import sqlcipher3.dbapi2 as sqlite

from checklists.loader import bundled_files
from inspections.people import LOCAL_USER
from inspections.workflow import institutions, setting_up, visiting
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store
from tests.laptop import RisingClock

pytestmark = pytest.mark.heavy
ANSWERS = 400


def bare_inserts(path, count):
    """Seconds of single inserts, each committed and flushed."""
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE line(id INTEGER PRIMARY KEY, body TEXT)")
    times = []
    for number in range(count):
        begun = time.perf_counter()
        connection.execute("INSERT INTO line(body) VALUES (?)", (f"{number} " + "x" * 600,))
        times.append(time.perf_counter() - begun)
    connection.close()
    return times


def answers(root, count):
    """Seconds of answers given through the workflow, each committed and folded."""
    directory = open_datadir(root)
    store, files = Store.open(directory.records, clock=RisingClock()), DataFiles(directory)
    setting_up.make_installation(store, name="测试")
    values = {"name": "某县民政局", "code": "civil_affairs", "issues_papers": True}
    agency = setting_up.record_agency(store, values=values, by=LOCAL_USER).one("agency")
    institution = institutions.record_institution(store, values={"name": "夕阳红"}, by=LOCAL_USER).one("institution")
    visit = visiting.start_inspection(
        store,
        files,
        institution=institution,
        kind="daily",
        on=date(2026, 11, 20),
        agencies=[agency],
        team=[],
        checklists=list(bundled_files().values()),
        by=LOCAL_USER,
    ).one("inspection")
    items = [item.id for digest in store.inspections.get(visit).editions for item in files.checklist(digest).items]
    times = []
    for number in range(count):
        item = items[number % len(items)]
        begun = time.perf_counter()
        visiting.respond(store, files, inspection=visit, item=item, agency=agency, result="compliant", by=LOCAL_USER)
        times.append(time.perf_counter() - begun)
    store.close()
    return times


def told(times):
    """Median and p99 in milliseconds."""
    ordered = sorted(times)
    return statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.99)] * 1000


def test_a_durable_answer_costs_at_most_three_bare_inserts(tmp_path, capsys):
    ratios, lines = [], []
    for run in range(5):
        bare = told(bare_inserts(tmp_path / f"bare{run}.db", ANSWERS))
        ours = told(answers(tmp_path / f"data{run}", ANSWERS))
        ratios.append(ours[0] / bare[0])
        lines.append(f"bare {bare[0]:.2f}/{bare[1]:.2f} ms, answer {ours[0]:.2f}/{ours[1]:.2f} ms, x{ratios[-1]:.2f}")
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert statistics.median(ratios) <= 3.0
