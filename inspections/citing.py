"""Clauses as findings record them, and which of them an agency may order under."""

from collections.abc import Iterable
from datetime import date

from checklists.clauses import is_enforceable
from checklists.model import Agency, Certainty, Clause
from inspections.confirmations import NOTHING_CONFIRMED, Confirmed
from inspections.entry import JsonObject


def as_clause(clause: JsonObject) -> Clause:
    """Return a recorded clause in the form the catalogue of documents judges."""
    certainty = Certainty(clause.get("certainty") or Certainty.MEM_L)
    return Clause(document=clause["document"], article=clause.get("article", ""), certainty=certainty)


def enforceable_clauses(
    clauses: Iterable[JsonObject], agency_code: str, *, on: date | None, confirmed: Confirmed = NOTHING_CONFIRMED
) -> tuple[JsonObject, ...]:
    """Return the clauses under which an agency may order; `confirmed` is what counts at that agency."""
    if agency_code not in set(Agency):
        return ()
    return tuple(
        clause
        for clause in clauses
        if is_enforceable(confirmed.clause(as_clause(clause), on=on), Agency(agency_code), on=on)
    )
