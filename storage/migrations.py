"""The schema of journal and local tables, step by step; a file of a newer version is never written.

sqlite-utils runs the steps and is imported only when there is one to run.
"""

from collections.abc import Callable
from typing import Final

from inspections.records import UnavailableError
from storage.driver import APPLICATION_ID, Connection, check_ownership
from storage.sql import statements

SET: Final = "yian"
STEPS: Final = ("0001_journal",)
"""Applied in this order; each name is a file in `schema/`. Never renamed, never edited after a release."""


def applied(connection: Connection) -> tuple[str, ...]:
    """Return the names of the steps this file has taken."""
    if not connection.value("SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'"):
        return ()
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id"
    return tuple(name for (name,) in connection.rows(sql, SET))


def pending(connection: Connection) -> tuple[str, ...]:
    """Return the steps still to take; UnavailableError for a file of a newer or foreign version."""
    check_ownership(connection)
    done = applied(connection)
    if set(done) - set(STEPS):
        raise UnavailableError(
            f"记录文件由更新版本的程序写成，本版本不能打开：{connection.path}。", "请升级本程序后再打开；文件未被改动。"
        )
    return tuple(step for step in STEPS if step not in done)


def migrate(connection: Connection, *, keep_copy: Callable[[str], object]) -> bool:
    """Take all pending steps, after keeping a copy of a file that was already in use; tells whether any was taken."""
    steps = pending(connection)
    if not steps:
        return False
    if applied(connection):
        keep_copy(steps[0])
    connection.run(f"PRAGMA application_id = {APPLICATION_ID}")
    _apply(connection)
    return True


def _apply(connection: Connection) -> None:
    from sqlite_utils import Database, Migrations

    migrations = Migrations(SET)
    for step in STEPS:
        migrations(name=step)(lambda database, step=step: _run(database.conn, step))
    migrations.apply(Database(connection.raw, execute_plugins=False))


def _run(raw: object, step: str) -> None:
    for statement in statements(step):
        raw.execute(statement)  # type: ignore[attr-defined]
