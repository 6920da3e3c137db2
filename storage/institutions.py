"""The list of institutions: found by name, area, person in charge, code or pinyin initials."""

# ruff: noqa: S608 - names come from the tables of this package, values are always bound
import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

from inspections.institution import Institution
from inspections.records import InstitutionFilter, InstitutionRow
from storage import fold, words
from storage.driver import Connection, Row
from storage.projection import as_text, as_whole, pack_id, unpack_id

_SELECT: Final = """
SELECT i.id, i.record,
  (SELECT count(*) FROM finding f WHERE f.institution = i.id AND f.is_open = 1),
  (SELECT count(*) FROM finding f WHERE f.institution = i.id AND f.is_open = 1 AND f.grade = 'major'),
  (SELECT count(*) FROM finding f
   WHERE f.institution = i.id AND f.is_open = 1 AND f.due < ? AND f.state = 'ordered'),
  (SELECT max(v.on_date) FROM inspection v WHERE v.institution = i.id AND v.state IN ('running', 'finished')),
  (SELECT count(*) FROM inspection v
   WHERE v.institution = i.id AND v.state IN ('running', 'finished') AND v.on_date BETWEEN ? AND ?)
FROM institution i"""


def search(connection: Connection, query: InstitutionFilter, *, today: date) -> Sequence[InstitutionRow]:
    """Return the institutions that match, by name; `after` is the name and id of the line before."""
    sql, values = statement(query)
    year = f"{today.year}-01-01", f"{today.year}-12-31"
    return [_line(row) for row in connection.rows(sql, today.isoformat(), *year, *values)]


def statement(query: InstitutionFilter) -> tuple[str, list[object]]:
    """Return the SQL of a list and what it binds after the three dates."""
    conditions: list[str] = ["1"]
    values: list[object] = []
    if query.area:
        conditions.append("i.area = ?")
        values.append(query.area)
    condition, bound = text_condition("institution", "i", query.text, han_only=True)
    conditions += condition
    values += bound
    if query.after:
        conditions.append("(i.name, i.id) > (?, ?)")
        values += [query.after[0], pack_id(query.after[1])]
    sql = f"{_SELECT} WHERE {' AND '.join(conditions)} ORDER BY i.name, i.id LIMIT ?"
    return sql, [*values, query.limit]


RECHECKS: Final = """
SELECT record FROM institution WHERE recheck_on > '' AND recheck_on <= ? ORDER BY recheck_on, id LIMIT ?"""


def rechecks_due(connection: Connection, *, until: date, limit: int) -> Sequence[Institution]:
    """Return the institutions whose next look is due by a day, the longest due first."""
    found = connection.rows(RECHECKS, until.isoformat(), limit)
    return [cast(Institution, fold.read_record("institution", stored)) for (stored,) in found]


def text_condition(kind: str, alias: str, text: str, *, han_only: bool = False) -> tuple[list[str], list[Any]]:
    """Return the conditions under which a row holds every piece of a text: pairs narrow down, instr confirms."""
    conditions, values = [], []
    match = words.match(text, han_only=han_only)
    if match:
        conditions.append(f"{alias}.key IN (SELECT rowid FROM {kind}_search WHERE {kind}_search MATCH ?)")
        values.append(match)
    for part in words.parts(text):
        conditions.append(f"instr({alias}.words, ?) > 0")
        values.append(part)
    return conditions, values


def _line(row: Row) -> InstitutionRow:
    stored, state, open_findings, major, overdue, last, this_year = row
    fields = {name: held[-1][0] for name, held in json.loads(state)["fields"].items()}

    def fact(name: str) -> Any:
        held = fields.get(f"fact.{name}")
        return held.get("value") if isinstance(held, dict) else None

    texts = {name: as_text(fields.get(name)) for name in ("name", "area", "person_in_charge", "phone", "credit_code")}
    return InstitutionRow(
        id=unpack_id(stored),
        **texts,
        kind=as_text(fact("institution_kind")),
        beds=as_whole(fact("beds")),
        residents=as_whole(fact("residents")),
        risk_color=as_text(fields.get("risk_color")),
        rating=as_text(fields.get("rating")),
        open_findings=open_findings,
        major_findings=major,
        overdue_findings=overdue,
        last_inspected=last or "",
        inspections_this_year=this_year,
    )
