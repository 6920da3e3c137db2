"""The ledgers as data: 隐患排查治理台账 and 销号台账 with everything their columns need."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from inspections.confirmations import Confirmed
from inspections.dossier import Ledger
from inspections.entry import JsonObject
from inspections.photo_pair import pair_words, pairs_of
from inspections.reading import named_places, read_places
from inspections.records import LedgerFilter, LedgerRow, Records
from inspections.risks import colour_of_finding, read_risks
from inspections.standing import read_confirmed
from inspections.terms import FINDING_STATE, GRADE

TITLES: Final[Mapping[str, str]] = {"hazards": "隐患排查治理台账", "closures": "隐患销号台账"}
_PEOPLE: Final = ("recorded_by", "closed_by", "closure_second", "extension_decided_by", "determined_by")


def read_ledger(records: Records, query: LedgerFilter, *, kind: str) -> Ledger:
    """Read a ledger; 销号台账 holds what is closed only."""
    chosen = replace(query, states=("closed",)) if kind == "closures" and not query.states else query
    rows = _as_confirmed(records, tuple(records.ledger(chosen)))
    return Ledger(
        title=TITLES[kind],
        rows=rows,
        people=_people(records, rows),
        photos={row.id: _photos(records, row.id) for row in rows if row.photos},
        documents=_documents(records, rows),
        places=_places(records, rows),
        risks=_risks(records, rows),
        pairs={row.id: told for row in rows if row.photos and (told := _pairs(records, row.id))},
        made_on=query.today,
        filters=describe(query),
    )


def _as_confirmed(records: Records, rows: Sequence[LedgerRow]) -> tuple[LedgerRow, ...]:
    """Return the lines with their clauses as they now stand on this laptop."""
    confirmed = read_confirmed(records)
    if not confirmed.by_key:
        return tuple(rows)
    return tuple(replace(row, fields={**row.fields, "clauses": _clauses(row, confirmed)}) for row in rows)


def _clauses(row: LedgerRow, confirmed: Confirmed) -> list[JsonObject]:
    found_on = date.fromisoformat(row.found_on) if row.found_on else None
    return [confirmed.cited(clause, on=found_on) for clause in row.fields.get("clauses") or ()]


def describe(query: LedgerFilter) -> str:
    """Say in Chinese what a filter lets through."""
    words = []
    if query.states:
        words.append("状态：" + "、".join(FINDING_STATE[state] for state in query.states))
    if query.open_only:
        words.append("未销号")
    if query.overdue_only:
        words.append("已逾期")
    if query.grade:
        words.append(f"等级：{GRADE[query.grade]}")
    if query.text:
        words.append(f"包含“{query.text}”")
    if query.found_from or query.found_until:
        words.append(f"发现日期：{query.found_from or ''} 至 {query.found_until or ''}")
    return "；".join(words) or "全部"


def _people(records: Records, rows: Sequence[LedgerRow]) -> dict[str, str]:
    ids = {str(row.fields.get(name) or "") for row in rows for name in _PEOPLE}
    for row in rows:
        ids.update(row.fields.get("reinspection_officers") or ())
    found = (records.people.find(one) for one in sorted(ids) if one)
    return {person.id: person.name for person in found if person}


def _places(records: Records, rows: Sequence[LedgerRow]) -> dict[str, str]:
    known = {one: read_places(records, one) for one in sorted({row.institution for row in rows})}
    return {row.id: named_places(row.fields, known[row.institution]) for row in rows}


def _risks(records: Records, rows: Sequence[LedgerRow]) -> dict[str, str]:
    """Return the colour assessed for a finding's place or item; a finding without one has none."""
    known = {one: read_risks(records, one) for one in sorted({row.institution for row in rows})}
    colours = {
        row.id: colour_of_finding(known[row.institution], places=row.fields.get("places") or (), item=row.item)
        for row in rows
    }
    return {finding: colour.caption for finding, colour in colours.items() if colour is not None}


def _photos(records: Records, finding: str) -> str:
    photos = records.photos.where(finding=finding, withdrawn=False)
    after = sum(photo.stage == "after" for photo in photos)
    return f"{len(photos)} 张（整改后 {after} 张）" if after else f"{len(photos)} 张"


def _pairs(records: Records, finding: str) -> str:
    photos = records.photos.where(finding=finding, withdrawn=False)
    if not any(photo.pair for photo in photos):
        return ""
    pairs = pairs_of(records.findings.get(finding), photos)
    return "；".join(pair_words(pair) for pair in pairs if pair.is_whole)


def _documents(records: Records, rows: Sequence[LedgerRow]) -> dict[str, str]:
    numbers: dict[str, list[str]] = {}
    for inspection in sorted({row.inspection for row in rows}):
        for document in records.documents.where(inspection=inspection):
            if document.state == "sealed":
                for finding in document.fields.texts("findings"):
                    numbers.setdefault(finding, []).append(f"{document.title}{document.number}")
    return {row.id: "；".join(numbers.get(row.id, ())) for row in rows if row.id in numbers}
