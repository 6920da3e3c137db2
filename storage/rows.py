"""Rows of the state tables. Here alone they are written, and only what `after` returned."""

# ruff: noqa: S608 - names come from the tables of this package, values are always bound
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from inspections.entry import Entry, Subject
from inspections.record import Record
from storage import fold, journal
from storage.driver import Connection
from storage.projection import Value, pack_id
from storage.tables import TABLES, TALLY, StateTable, create_search
from storage.words import pairs

BUILT: Final = "{}__new"
"""What a table is called while all rows are re-made."""


class Step(NamedTuple):
    """A record as it was and the entries that lead on from it, in order."""

    key: int
    before: Record
    entries: Sequence[Entry]


def load(connection: Connection, subject: Subject) -> Record | None:
    """Return a record as its row holds it."""
    stored = connection.value(f"SELECT record FROM {subject.kind} WHERE id = ?", pack_id(subject.id))
    return None if stored is None else fold.read_record(subject.kind, stored)


def go_on(connection: Connection, key: int, before: Record, entries: Sequence[Entry]) -> Record:
    """Apply entries that sort after everything the record knows."""
    (record,) = _write(connection, before.KIND, [Step(key, before, entries)])
    _follow(connection, key, record)
    return record


def refold(connection: Connection, key: int, subject: Subject) -> Record | None:
    """Fold a subject from its first entry; one without any content left loses its row."""
    entries = journal.history(connection, key)
    if entries:
        return go_on(connection, key, fold.empty(subject), entries)
    connection.run(f"DELETE FROM {subject.kind} WHERE key = ?", key)
    _follow(connection, key, fold.empty(subject))
    return None


def build(connection: Connection, histories: Iterable[tuple[int, Sequence[Entry]]]) -> None:
    """Fold subjects from their first entries into the tables that are being built."""
    steps: dict[str, list[Step]] = {}
    for key, entries in histories:
        if entries and fold.is_known(entries[0].subject.kind):
            before = fold.empty(entries[0].subject)
            steps.setdefault(before.KIND, []).append(Step(key, before, entries))
    for kind, batch in steps.items():
        _write(connection, kind, batch, name=BUILT.format(kind))


def build_search(connection: Connection, table: StateTable) -> None:
    """Make the search of a table that is being built, in one pass."""
    name = BUILT.format(f"{table.kind}_search")
    connection.run(f"DROP TABLE IF EXISTS {name}")
    connection.run(create_search(name))
    found = connection.each(f"SELECT key, words FROM {BUILT.format(table.kind)}")
    connection.many(f"INSERT INTO {name} (rowid, pairs) VALUES (?, ?)", ((key, pairs(text)) for key, text in found))


def build_tally(connection: Connection) -> None:
    """Make the counts of the findings that are being built, in one pass."""
    name = BUILT.format("finding_tally")
    connection.run(TALLY.format(name=name))
    counts = f"SELECT state, category, grade, count(*) FROM {BUILT.format('finding')} GROUP BY 1, 2, 3"
    connection.run(f"INSERT INTO {name} {counts}")


def build_again(connection: Connection, kind: str, key: int, entries: Sequence[Entry]) -> None:
    """Make one subject again that changed after it was built."""
    connection.run(f"DELETE FROM {BUILT.format(kind)} WHERE key = ?", key)
    build(connection, [(key, entries)])
    if TABLES[kind].is_searched:
        text = connection.value(f"SELECT words FROM {BUILT.format(kind)} WHERE key = ?", key)
        _find_by(connection, BUILT.format(f"{kind}_search"), key, text)


def _find_by(connection: Connection, name: str, key: int, text: str | None) -> None:
    connection.run(f"DELETE FROM {name} WHERE rowid = ?", key)
    if text is not None:
        connection.run(f"INSERT INTO {name} (rowid, pairs) VALUES (?, ?)", key, pairs(text))


def _write(connection: Connection, kind: str, steps: Sequence[Step], *, name: str = "") -> list[Record]:
    """Write state rows: the one place in the program, and what it writes is what `after` returned here."""
    table = TABLES[kind]
    records = [fold.fold(step.before, step.entries) for step in steps]
    columns, marks = ", ".join(table.stored), ", ".join("?" * len(table.stored))
    updates = ", ".join(f"{column} = excluded.{column}" for column in table.stored[2:])
    sql = f"INSERT INTO {name or kind} ({columns}) VALUES ({marks}) ON CONFLICT (key) DO UPDATE SET {updates}"
    connection.many(sql, (projected(table, step.key, record) for step, record in zip(steps, records, strict=True)))
    return records


def _follow(connection: Connection, key: int, record: Record) -> None:
    """Bring up what depends on a row: its search terms, and the note that a re-make under way must see it again."""
    table = TABLES[record.KIND]
    if table.is_searched:
        text = str(table.column("words").project(record)) if record.exists else None
        _find_by(connection, f"{table.kind}_search", key, text)
    connection.run("INSERT OR IGNORE INTO local_stale SELECT ? FROM local_value WHERE name = 'remake'", key)


def projected(table: StateTable, key: int, record: Record) -> tuple[Value, ...]:
    """Return the row of a record, in the order of `table.stored`."""
    columns = (column.project(record) for column in table.columns)
    return (key, pack_id(record.id), fold.written(record), *columns)
