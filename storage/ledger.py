"""The ledger of findings: row keys for a filter, lines for row keys, and the counts of the workbench."""

# ruff: noqa: S608 - names come from the tables of this package, values are always bound
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from inspections.records import LedgerFilter, LedgerRow
from inspections.transitions import OPEN
from storage.driver import Connection, Row
from storage.institutions import text_condition
from storage.projection import as_text, as_whole, pack_id, unpack_id

CHUNK: Final = 500
_OPEN_STATES: Final = ", ".join(f"'{one}'" for one in OPEN)

_LINES: Final = """
SELECT f.key, f.id, f.record, f.institution, f.inspection, f.agency,
  (SELECT i.record ->> '$.fields.name[#-1][0]' FROM institution i WHERE i.id = f.institution),
  (SELECT i.area FROM institution i WHERE i.id = f.institution),
  (SELECT a.record ->> '$.fields.name[#-1][0]' FROM agency a WHERE a.id = f.agency),
  (SELECT count(*) FROM photo p WHERE p.finding = f.id AND p.withdrawn = 0)
FROM finding f WHERE f.key IN ({marks})"""

_EQUALS: Final = ("grade", "category", "item")
_REFERENCES: Final = ("institution", "inspection", "agency")
_TEXTS: Final = (
    "number", "item", "category", "grade", "grade_state", "description", "place_text", "measure", "action", "found_on",
    "deadline", "responsible", "closed_on",
)  # fmt: skip


def ids(connection: Connection, query: LedgerFilter) -> list[int]:
    """Return the row keys of the findings that match, by deadline or the newest first."""
    sql, values = statement(query)
    return [key for (key,) in connection.rows(sql, *values)]


def statement(query: LedgerFilter) -> tuple[str, list[Any]]:
    """Return the SQL of a filter and what it binds."""
    conditions: list[str] = []
    values: list[Any] = []
    for condition, bound in (*_equalities(query), *_states(query), *_days(query), *_text(query)):
        conditions.append(condition)
        values += bound
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "f.found_on DESC, f.key DESC" if query.newest_first else "f.due, f.key"
    return f"SELECT f.key FROM finding f{where} ORDER BY {order}", values


Condition = tuple[str, list[Any]]


def _equalities(query: LedgerFilter) -> list[Condition]:
    found: list[Condition] = [(f"f.{name} = ?", [getattr(query, name)]) for name in _EQUALS if getattr(query, name)]
    return found + [(f"f.{name} = ?", [pack_id(getattr(query, name))]) for name in _REFERENCES if getattr(query, name)]


def _states(query: LedgerFilter) -> list[Condition]:
    """Open means in the balance of hazards; asked for another category, it means the same states of that one."""
    found: list[Condition] = []
    if query.states:
        found.append((f"f.state IN ({', '.join('?' * len(query.states))})", [str(one) for one in query.states]))
    if query.open_only:
        hazards = query.category in ("", "hazard")
        found.append(("f.is_open = 1" if hazards else f"f.state IN ({_OPEN_STATES})", []))
    if query.overdue_only:
        found.append(("f.state = 'ordered' AND f.due < ?", [query.today.isoformat()]))
    return found


def _days(query: LedgerFilter) -> list[Condition]:
    limits = (
        ("f.due <= ?", query.due_until),
        ("f.found_on >= ?", query.found_from),
        ("f.found_on <= ?", query.found_until),
    )
    return [(condition, [day.isoformat()]) for condition, day in limits if day]


def _text(query: LedgerFilter) -> list[Condition]:
    """The text stands in the finding's own words, or all of it in those of its institution."""
    own, own_values = text_condition("finding", "w", query.text)
    if not own:
        return []
    home, home_values = text_condition("institution", "i", query.text)
    condition = (
        f"f.key IN (SELECT w.key FROM finding w WHERE {' AND '.join(own)} UNION ALL"
        f" SELECT h.key FROM institution i JOIN finding h ON h.institution = i.id WHERE {' AND '.join(home)})"
    )
    return [(condition, [*own_values, *home_values])]


def lines(connection: Connection, keys: Sequence[int]) -> list[LedgerRow]:
    """Return the lines for some row keys, in the order asked; a key without a row is left out."""
    found: dict[int, LedgerRow] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        for row in connection.rows(_LINES.format(marks=", ".join("?" * len(chunk))), *chunk):
            found[row[0]] = _line(row)
    return [found[key] for key in keys if key in found]


def _line(row: Row) -> LedgerRow:
    _, stored, state, institution, inspection, agency, name, area, agency_name, photos = row
    record = json.loads(state)
    fields = {field: held[-1][0] for field, held in record["fields"].items()}
    texts = {field: as_text(fields.get(field)) for field in _TEXTS}
    return LedgerRow(
        id=unpack_id(stored),
        institution=unpack_id(institution),
        institution_name=name or "",
        area=area or "",
        inspection=unpack_id(inspection),
        state=record["state"],
        agency=unpack_id(agency),
        agency_name=agency_name or "",
        round=as_whole(fields.get("round")) or 1,
        photos=photos,
        fields=fields,
        **texts,
    )


def tallies(connection: Connection, *, today: date) -> Mapping[str, int]:
    """Return the counts of the workbench; the balance knows 安全隐患 only, overdue any order whose date has passed."""
    kept = connection.rows("SELECT state, category, grade, count FROM finding_tally")

    def among(wanted: Callable[[str, str, str], bool]) -> int:
        return sum(count for state, category, grade, count in kept if wanted(state, category, grade))

    def due(first: str, last: str) -> int:
        sql = "SELECT count(*) FROM finding WHERE state = 'ordered' AND due BETWEEN ? AND ?"
        return int(connection.value(sql, first, last))

    def waiting(what: str) -> int:
        return int(connection.value("SELECT count(*) FROM document WHERE waits = ?", what))

    day, yesterday = today.isoformat(), (today - timedelta(days=1)).isoformat()
    return {
        "running": int(connection.value("SELECT count(*) FROM inspection WHERE state = 'running'")),
        "open": among(lambda state, category, _: state in OPEN and category == "hazard"),
        "overdue": due("", yesterday),
        "due_today": due(day, day),
        "due_week": due(day, (today + timedelta(days=7)).isoformat()),
        "major": among(lambda state, category, grade: state in OPEN and category == "hazard" and grade == "major"),
        "reported": among(lambda state, *_: state == "reported"),
        "passed": among(lambda state, *_: state == "passed"),
        "handed_over": among(lambda state, *_: state == "handed_over"),
        "unstamped": waiting("stamp"),
        "unserved": waiting("service"),
    }


def response_counts(connection: Connection, inspection: str) -> Mapping[str, int]:
    """Return how many responses of a visit have which result."""
    sql = "SELECT result, count(*) FROM response WHERE inspection = ? GROUP BY result"
    return dict(connection.rows(sql, pack_id(inspection)))
