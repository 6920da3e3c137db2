"""Re-making all rows: state tables, indexes, tallies and search anew from the journal.

In batches with their own commits, so that it can be cancelled and resumed; the old tables serve reading until the swap.
"""

from typing import Final

from inspections.records import Progress
from storage import journal, local, rows
from storage.driver import Connection
from storage.tables import (
    DERIVED,
    TABLES,
    TALLY,
    TRIGGERS,
    create_indexes,
    create_search,
    create_table,
    index_name,
)

BATCH: Final = 5000
_OTHER_MARK: Final = "_b"


def create_all(connection: Connection) -> None:
    """Create the state tables of a file without entries."""
    with connection.transaction():
        for table in TABLES.values():
            connection.run(create_table(table, table.kind))
            for index in create_indexes(table, table.kind, ""):
                connection.run(index)
            if table.is_searched:
                connection.run(create_search(f"{table.kind}_search"))
        connection.run(TALLY.format(name="finding_tally"))
        for trigger in TRIGGERS:
            connection.run(trigger)
        local.put(connection, local.ROWS, local.row_form())


def remake(connection: Connection, progress: Progress | None = None) -> None:
    """Make all rows again from the journal; goes on where a cancelled run stopped."""
    total = int(connection.value("SELECT count(*) FROM subject"))
    done = _begin(connection)
    while True:
        made = _batch(connection, done)
        if made == done:
            break
        done = made
        if progress:
            progress(min(done, total), total, "正在由日志重建记录")
    if progress:
        progress(total, total, "正在建立索引和检索")
    _finish(connection)
    _swap(connection)


def _begin(connection: Connection) -> int:
    """Return the last subject already done, after making the empty tables of a run that begins."""
    state = local.get(connection, local.REMAKE)
    if state and state["form"] == local.row_form():
        return int(state["done"])
    with connection.transaction():
        for name in (*TABLES, *DERIVED):
            connection.run(f"DROP TABLE IF EXISTS {rows.BUILT.format(name)}")
        connection.run("DELETE FROM local_stale")
        for table in TABLES.values():
            connection.run(create_table(table, rows.BUILT.format(table.kind)))
        local.put(connection, local.REMAKE, {"form": local.row_form(), "done": 0})
    return 0


def _batch(connection: Connection, done: int) -> int:
    with connection.transaction():
        histories = list(journal.histories(connection, done, BATCH))
        if not histories:
            return done
        rows.build(connection, ((key, journal.sorted_entries(found)) for key, found in histories))
        done = histories[-1][0]
        local.put(connection, local.REMAKE, {"form": local.row_form(), "done": done})
    return done


def _finish(connection: Connection) -> None:
    """Build indexes and search in one pass each; a run that was cut here starts them again."""
    mark = _free_mark(connection)
    for table in TABLES.values():
        with connection.transaction():
            for number, index in enumerate(create_indexes(table, rows.BUILT.format(table.kind), mark)):
                connection.run(f"DROP INDEX IF EXISTS {index_name(table, number)}{mark}")
                connection.run(index)
            if table.is_searched:
                rows.build_search(connection, table)


def _free_mark(connection: Connection) -> str:
    """Return the mark of index names that the living tables do not use."""
    living = index_name(TABLES["agency"], 0) + _OTHER_MARK
    sql = "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ? AND tbl_name = 'agency'"
    return "" if connection.value(sql, living) else _OTHER_MARK


def _swap(connection: Connection) -> None:
    """Put the new tables in the place of the old in one short transaction, after making late changes again."""
    with connection.transaction():
        _catch_up(connection)
        rows.build_tally(connection)
        for name in (*TABLES, *DERIVED):
            connection.run(f"DROP TABLE IF EXISTS {name}")
            connection.run(f"ALTER TABLE {rows.BUILT.format(name)} RENAME TO {name}")
        for trigger in TRIGGERS:
            connection.run(trigger)
        local.put(connection, local.ROWS, local.row_form())
        local.put(connection, local.REMAKE, None)


def _catch_up(connection: Connection) -> None:
    """Make the subjects again that were changed since their batch."""
    for key, kind in connection.rows("SELECT s.key, s.kind FROM local_stale l JOIN subject s ON s.key = l.subject"):
        rows.build_again(connection, kind, key, journal.history(connection, key))
    connection.run("DELETE FROM local_stale")
