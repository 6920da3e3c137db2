"""The photos of the gallery: row keys for a filter, lines for row keys. Pages go by key, never by counting rows."""

# ruff: noqa: S608 - names come from the tables of this package, values are always bound
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from inspections.entry import JsonObject
from inspections.gallery import PhotoFilter, PhotoRow
from inspections.photo import Photo
from storage.driver import Connection, Row
from storage.projection import as_text, pack_id, unpack_id

CHUNK: Final = 500
_ADDED_BY: Final = """
SELECT e."by" FROM entry e WHERE e.subject = p.key AND e.clock IS NOT NULL
ORDER BY e.clock, e.origin, e.number LIMIT 1"""
_LINES: Final = f"""
SELECT p.key, p.record,
  (SELECT i.name FROM institution i WHERE i.id = p.institution),
  (SELECT v.on_date FROM inspection v WHERE v.id = p.inspection),
  (SELECT f.record FROM finding f WHERE f.id = p.finding),
  ({_ADDED_BY})
FROM photo p WHERE p.key IN ({{marks}})"""
_PEOPLE: Final = "SELECT n.id, n.record ->> '$.fields.name[#-1][0]' FROM person n WHERE n.id IN ({marks})"
_REFERENCES: Final = ("institution", "inspection", "finding")


def ids(connection: Connection, query: PhotoFilter) -> list[int]:
    """Return the row keys of the photos that match, the newest first."""
    sql, values = statement(query)
    return [key for (key,) in connection.rows(sql, *values)]


def statement(query: PhotoFilter) -> tuple[str, list[Any]]:
    """Return the SQL of a filter and what it binds."""
    conditions, values = ["p.withdrawn = ?"], [int(query.discarded)]
    for condition, bound in _conditions(query):
        conditions.append(condition)
        values += bound
    return f"SELECT p.key FROM photo p WHERE {' AND '.join(conditions)} ORDER BY p.day DESC, p.key DESC", values


def _conditions(query: PhotoFilter) -> list[tuple[str, list[Any]]]:
    found: list[tuple[str, list[Any]]] = [
        (f"p.{name} = ?", [pack_id(getattr(query, name))]) for name in _REFERENCES if getattr(query, name)
    ]
    found += [("p.stage = ?", [query.stage])] if query.stage else []
    found += [("p.linked = 0", [])] if query.unlinked else []
    found += [("p.flagged = 1", [])] if query.flagged else []
    found += [("p.destroyed = 0", [])] if query.discarded else []
    found += [("p.day >= ?", [query.day_from.isoformat()])] if query.day_from else []
    found += [("p.day <= ?", [query.day_until.isoformat()])] if query.day_until else []
    found += [(f"({_ADDED_BY}) = ?", [query.person])] if query.person else []
    return found


def lines(connection: Connection, keys: Sequence[int]) -> list[PhotoRow]:
    """Return the lines for some row keys, in the order asked; a key without a row is left out."""
    found: dict[int, PhotoRow] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        rows = connection.rows(_LINES.format(marks=", ".join("?" * len(chunk))), *chunk)
        names = _names(connection, {row[5] for row in rows if row[5]})
        found |= {row[0]: _line(row, names) for row in rows}
    return [found[key] for key in keys if key in found]


def people(connection: Connection) -> list[tuple[str, str]]:
    """Return who ever added a photo, id and name, by name."""
    adders = {one for (one,) in connection.rows(f"SELECT DISTINCT ({_ADDED_BY}) FROM photo p") if one}
    return sorted(_names(connection, adders).items(), key=lambda one: (one[1], one[0]))


def _names(connection: Connection, adders: Collection[str]) -> dict[str, str]:
    """Return the names of people by id; who is not recorded here has none."""
    if not adders:
        return {}
    rows = connection.rows(_PEOPLE.format(marks=", ".join("?" * len(adders))), *map(pack_id, sorted(adders)))
    return {unpack_id(stored): as_text(name) for stored, name in rows}


def _line(row: Row, names: Mapping[str, str]) -> PhotoRow:
    key, state, home, day, finding, adder = row
    found: JsonObject = json.loads(finding) if finding else {"fields": {}, "state": ""}
    fields = {field: held[-1][0] for field, held in found["fields"].items()}
    return PhotoRow(
        key=key,
        photo=Photo.from_json(json.loads(state)),
        institution_name=home or "",
        inspected_on=day or "",
        finding_number=as_text(fields.get("number")),
        finding_text=as_text(fields.get("description")),
        finding_state=found["state"],
        added_by=adder or "",
        added_by_name=names.get(adder or "", ""),
    )
