"""Valid records for tests of the rules: entries applied by hand, no store."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from inspections.entry import Entry
from inspections.finding import Finding
from inspections.people import Person
from inspections.record import Fact, Record

ORIGIN = "00000000-0000-7000-8000-000000000001"
OTHER = "00000000-0000-7000-8000-000000000002"
DAY = date(2026, 10, 9)
DEADLINE = date(2026, 10, 20)
FIRE_CLAUSE = {"document": "消防法", "article": "28、60(三)", "certainty": "text"}
CIVIL_CLAUSE = {"document": "66号令", "article": "28", "certainty": "repo"}


def as_entry(fact: Fact, number: int = 1, *, origin: str = ORIGIN, clock: int | None = None) -> Entry:
    """Return a fact as an entry of some origin."""
    return Entry(
        origin=origin,
        number=number,
        clock=number * 65536 if clock is None else clock,
        at="2026-10-09T10:00:00+08:00",
        by="p",
        subject=fact.subject,
        kind=fact.kind,
        body=fact.body,
        follows=fact.follows,
        salt=bytes(16),
    )


def after(record, *facts: Fact):
    """Apply facts in order."""
    number = record.last.number if record.last else 0
    for fact in facts:
        number += 1
        record = record.after(as_entry(fact, number))
    return record


def an_officer(person_id: str = "p1", agency: str = "civil", *, authorised: bool = False) -> Person:
    """Return a certificated officer."""
    values = {
        "name": f"人员{person_id}",
        "certificate_number": f"C-{person_id}",
        "agency": agency,
        "role": "officer",
        "authorised": authorised,
    }
    person = Person(id=person_id)
    return after(person, person.fact("person_recorded", values))


def words(**more: object) -> Mapping[str, object]:
    """Return what a finding needs to be recorded."""
    return {
        "category": "hazard",
        "description": "三楼东侧安全出口上锁",
        "place_text": "三楼东侧",
        "clauses": [FIRE_CLAUSE, CIVIL_CLAUSE],
        **more,
    }


def a_finding(state: str = "recorded", **fields: object) -> Finding:
    """Return a finding in a state, ordered by the agency `fire` where that state needs an order."""
    new = Finding(id="f1")
    finding = after(new, new.record(words(**fields)))
    given = {"agency": "fire", "deadline": DEADLINE.isoformat(), "action": "order", "round": 1}
    held = after(finding, finding.fact("finding_changed", given)) if state != "recorded" else finding
    return replace(held, state="" if state == "" else state)


def a_record(kind: type[Record], **values: object):
    """Return a record of a kind whose fields hold some values."""
    record = kind(id="x")
    fact = replace(record.settle(values), kind="conflict_settled/1")
    return after(record, fact)
