"""What legal officers confirmed, laid over the library: what was 待核 counts as verified where it was confirmed.

The records keep clauses as the library states them; whoever shows or prints one asks here for its present standing.
So a confirmation works on old findings too, its withdrawal likewise, and sealed papers stay what they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from checklists.criteria import Criterion, Regime, Status, criteria
from checklists.model import Certainty, Checklist, Clause, Item
from inspections.confirmation import Confirmation, Reference
from inspections.entry import JsonObject
from inspections.people import Agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The confirmations that count at one agency, its own before those of the leading agency of the county."""

    by_key: Mapping[str, tuple[Confirmation, ...]] = field(default_factory=dict)
    everyone: tuple[Confirmation, ...] = ()
    """All that stand, whoever gave them: what another agency of a joint visit may rely on."""

    def at(self, agency: Agency) -> "Confirmed":
        """Return what counts at another agency."""
        return counting_for(self.everyone, agency)

    def find(self, reference: Reference, *, on: date | None) -> Confirmation | None:
        """Return the confirmation that speaks of a clause or criterion on a day."""
        return next((one for one in self.by_key.get(reference.key, ()) if one.is_in_force(on)), None)

    def of_clause(self, clause: Clause, *, on: date | None) -> Confirmation | None:
        """Return the confirmation of a clause on a day."""
        return self.find(Reference(clause.document, clause.article), on=on)

    def clause(self, clause: Clause, *, on: date | None) -> Clause:
        """Return a clause as it now stands: verified and in corrected numbering where a legal officer said so."""
        found = self.of_clause(clause, on=on)
        if found is None:
            return clause
        article = found.fields.text("corrected_article") or clause.article
        certainty = clause.certainty if clause.is_verified else Certainty.TEXT
        return replace(clause, article=article, certainty=certainty)

    def cited(self, clause: JsonObject, *, on: date | None) -> JsonObject:
        """Return a recorded clause as papers made now cite it: corrected article and words, who confirmed it when."""
        found = self.find(Reference(str(clause["document"]), str(clause.get("article") or "")), on=on)
        if found is None:
            return clause
        fields = found.fields
        verified = Certainty(clause.get("certainty") or Certainty.MEM_L).is_verified
        said = {
            "article": fields.text("corrected_article") or clause.get("article", ""),
            "certainty": clause["certainty"] if verified else Certainty.TEXT.value,
            "confirmed": f"{fields.text('agency_name')} {fields.text('officer_name')} {fields.text('confirmed_on')}",
        }
        wording = fields.text("corrected_text")
        return {**clause, **said, **({"wording": wording} if wording else {})}

    def item(self, item: Item, *, on: date | None) -> Item:
        """Return an item with its clauses as they now stand."""
        clauses = tuple(self.clause(clause, on=on) for clause in item.clauses)
        return item if clauses == item.clauses else replace(item, clauses=clauses)

    def checklist(self, checklist: Checklist, *, on: date | None) -> Checklist:
        """Return a checklist to be read, with all clauses as they now stand."""
        if not self.by_key:
            return checklist
        sections = tuple(
            replace(section, items=tuple(self.item(item, on=on) for item in section.items))
            for section in checklist.sections
        )
        return replace(checklist, sections=sections)

    def criteria(self, *, on: date | None) -> Mapping[str, Criterion]:
        """Return the criteria that were confirmed, by code, as they now stand: verified ones propose."""
        found = ((known, self.find(Reference(criterion=code), on=on)) for code, known in criteria().items())
        return {known.code: _raised(known, one) for known, one in found if one is not None}

    def all_criteria(self, *, on: date | None) -> Mapping[str, Criterion]:
        """Return every criterion as it now stands."""
        return {**criteria(), **self.criteria(on=on)}

    def used(self, clauses: tuple[JsonObject, ...], *, on: date | None) -> tuple[Confirmation, ...]:
        """Return the confirmations that recorded clauses rest on."""
        named = (Reference(str(one["document"]), str(one.get("article") or "")) for one in clauses)
        return tuple(one for one in (self.find(reference, on=on) for reference in named) if one is not None)


NOTHING_CONFIRMED: Final = Confirmed()


def counting_for(everyone: tuple[Confirmation, ...], agency: Agency) -> Confirmed:
    """Choose from all confirmations those that count at one agency."""
    counting = [one for one in everyone if one.holds and one.counts_for(agency)]
    by_key: dict[str, tuple[Confirmation, ...]] = {}
    for one in sorted(counting, key=lambda one: one.agency != agency.id):
        by_key[one.reference.key] = (*by_key.get(one.reference.key, ()), one)
    return Confirmed(by_key=by_key, everyone=everyone)


def _raised(criterion: Criterion, found: Confirmation) -> Criterion:
    """Return a criterion as a legal officer left it; one of 重大事故隐患 may now propose (民办发〔2023〕13号)."""
    fields = found.fields
    decides = criterion.regime is Regime.MAJOR_ACCIDENT
    return replace(
        criterion,
        article=fields.text("corrected_article") or criterion.article,
        text=fields.text("corrected_text") or criterion.text,
        certainty=criterion.certainty if criterion.certainty.is_verified else Certainty.TEXT,
        status=Status.ENABLED if decides else criterion.status,
        in_force_from=fields.day("in_force_from") or criterion.in_force_from,
        in_force_to=fields.day("in_force_to") or criterion.in_force_to,
    )
