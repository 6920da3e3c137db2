"""What belongs to this laptop alone: never in the journal, never in a digest, never in a package."""

import json
from importlib.metadata import version
from typing import Final

from inspections.entry import Json
from storage.driver import Connection
from storage.tables import STAMP

ORIGIN: Final = "origin"
ROWS: Final = "rows"
REMAKE: Final = "remake"


def get(connection: Connection, name: str) -> Json:
    """Return a local value, None where nothing was kept."""
    stored = connection.value("SELECT value FROM local_value WHERE name = ?", name)
    return None if stored is None else json.loads(stored)


def put(connection: Connection, name: str, value: Json) -> None:
    """Keep a local value; None forgets it."""
    if value is None:
        connection.run("DELETE FROM local_value WHERE name = ?", name)
        return
    sql = "INSERT INTO local_value VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    connection.run(sql, name, json.dumps(value, ensure_ascii=False))


def row_form() -> str:
    """Name the form of all state rows: their declarations and the table of pinyin initials."""
    return f"{STAMP}:{version('pypinyin')}"
