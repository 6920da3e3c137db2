"""Everything the detail pane says about one finding, read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.judgement import Outcome
from inspections.confirmations import Confirmed
from inspections.dossier import HistoryLine
from inspections.finding import Finding
from inspections.inspection import Inspection
from inspections.institution import Institution
from inspections.judging import Judgement, read_judgement
from inspections.people import Agency, Person
from inspections.photo import Photo
from inspections.reading import history_lines, place_of, read_places
from inspections.records import Files, Records
from inspections.standing import read_confirmed


@dataclass(frozen=True, kw_only=True)
class FindingDetail:
    """One finding with what stands around it, and who is looking at it."""

    finding: Finding
    institution: Institution
    inspection: Inspection
    place: str
    agencies: tuple[Agency, ...]
    """The agencies of the visit and the one that ordered, each once."""
    photos: tuple[Photo, ...]
    history: tuple[HistoryLine, ...]
    papers: tuple[str, ...]
    people: Mapping[str, Person]
    all_agencies: tuple[Agency, ...]
    judgement: Judgement | None
    """None where no item of the visit's lists stands behind the finding."""
    confirmed: Confirmed
    """What counts as verified here beyond the library."""
    operator: Person
    operator_agency: str
    """The kind of authority the operator belongs to, empty without one."""
    today: date

    @property
    def photos_before(self) -> tuple[Photo, ...]:
        """Return the photos of the scene and those before rectification."""
        return tuple(photo for photo in self.photos if photo.stage != "after")

    @property
    def photos_after(self) -> tuple[Photo, ...]:
        """Return the photos after rectification."""
        return tuple(photo for photo in self.photos if photo.stage == "after")

    @property
    def ordering(self) -> Agency | None:
        """Return the agency that ordered."""
        return next((agency for agency in self.agencies if agency.id == self.finding.agency), None)

    @property
    def competent(self) -> tuple[Agency, ...]:
        """Return the agencies that may order under the clauses of this finding, the operator's own first."""
        able = [one for one in self.agencies if one.issues_papers and self.may_order(one)]
        return tuple(sorted(able, key=lambda one: one.id != self.operator.agency))

    def may_order(self, agency: Agency) -> bool:
        """Tell whether an agency may order under the clauses of this finding, as they stand at that agency."""
        return bool(self.finding.enforceable(agency.code, self.confirmed.at(agency)))

    def officers(self) -> tuple[Person, ...]:
        """Return the certificated officers, those of the ordering agency first."""
        able = [one for one in self.people.values() if one.is_officer and _is_active(one)]
        return tuple(sorted(able, key=lambda one: (one.agency != self.finding.agency, one.name)))

    def authorised(self) -> tuple[Person, ...]:
        """Return the authorised people of the ordering agency other than the operator."""
        able = [one for one in self.people.values() if one.is_authorised and _is_active(one)]
        return tuple(one for one in able if one.agency == self.finding.agency and one.id != self.operator.id)

    def colleagues(self) -> tuple[Person, ...]:
        """Return the other authorised people of the operator's own agency."""
        able = [one for one in self.people.values() if one.is_authorised and _is_active(one)]
        return tuple(one for one in able if one.agency == self.operator.agency and one.id != self.operator.id)

    @property
    def pointed(self) -> Mapping[str, str]:
        """Return the regime and criterion that the strongest hint of the judgement points to."""
        found = [one for one in self.judgement.criteria if one.regime] if self.judgement else []
        ranks = list(Outcome)
        best = max(found, key=lambda one: ranks.index(one.hint.outcome), default=None)
        return {"regime": best.regime, "criterion": best.hint.cites} if best else {}

    def name_of(self, person: str) -> str:
        """Return the name of a person, empty for none."""
        return self.people[person].name if person in self.people else ""


def read_detail(records: Records, finding_id: str, *, files: Files, operator: str, today: date) -> FindingDetail:
    """Read one finding for one operator."""
    finding = records.findings.get(finding_id)
    inspection = records.inspections.get(finding.inspection)
    people = {person.id: person for person in records.people.where()}
    person = people.get(operator) or records.people.new(operator)
    own = records.agencies.find(person.agency) if person.agency else None
    return FindingDetail(
        finding=finding,
        institution=records.institutions.get(finding.institution),
        inspection=inspection,
        place=place_of(finding, read_places(records, finding.institution)),
        agencies=_agencies(records, [*inspection.agencies, finding.agency]),
        photos=tuple(records.photos.where(finding=finding_id, withdrawn=False)),
        history=history_lines(records, finding.subject),
        papers=_papers(records, finding),
        people=people,
        all_agencies=tuple(records.agencies.where()),
        judgement=read_judgement(records, files, finding_id),
        confirmed=read_confirmed(records),
        operator=person,
        operator_agency=own.code if own else "",
        today=today,
    )


def _agencies(records: Records, ids: Sequence[str]) -> tuple[Agency, ...]:
    return tuple(records.agencies.get(one) for one in dict.fromkeys(ids) if one)


def _papers(records: Records, finding: Finding) -> tuple[str, ...]:
    sealed = (one for one in records.documents.where(inspection=finding.inspection) if one.state == "sealed")
    return tuple(f"{one.title} {one.number}".strip() for one in sealed if finding.id in one.fields.texts("findings"))


def _is_active(person: Person) -> bool:
    return person.fields.value("active") is not False
