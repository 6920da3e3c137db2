"""Rows of the state tables. Here alone they are written, and only what `after` returned."""

# ruff: noqa: S608 - names come from the tables of this package, values are always bound
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from inspections.entry import Entry, Subject
from inspections.record import Record
from storage import fold, journal, words
from storage.driver import Connection
from storage.projection import Value, pack_id
from storage.tables import TABLES, StateTable

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
        connection.run(f"DELETE FROM {table.kind}_search WHERE rowid = ?", key)
        if record.exists:
            text = str(table.column("words").project(record))
            connection.run(f"INSERT INTO {table.kind}_search (rowid, pairs) VALUES (?, ?)", key, words.pairs(text))
    connection.run("INSERT OR IGNORE INTO local_stale SELECT ? FROM local_value WHERE name = 'remake'", key)


def projected(table: StateTable, key: int, record: Record) -> tuple[Value, ...]:
    """Return the row of a record, in the order of `table.stored`."""
    columns = (column.project(record) for column in table.columns)
    return (key, pack_id(record.id), fold.written(record), *columns)
