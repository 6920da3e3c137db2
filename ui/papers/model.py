"""What the papers screen shows: visits to choose from, the papers of one visit, and where each paper stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspections.document import ORDERS, PAPERS, Document, may_issue
from inspections.finding import Finding
from inspections.inspection import Inspection
from inspections.joint_task import JointTask
from inspections.material import Material
from inspections.people import Agency
from inspections.records import Records
from inspections.stages import place_of
from inspections.terms import INSPECTION_KIND
from ui.papers.places import typed_places

NEWEST_VISITS: Final = 200


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """One visit to choose."""

    id: str
    on: str
    institution: str
    kind: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Officer:
    """A certificated officer of the team."""

    id: str
    name: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """One paper that was or can be made; ``document`` is None while it has no number."""

    paper: str
    title: str
    agency: str
    agency_name: str
    subject: str
    deadline: str
    document: Document | None = None
    about: str = ""
    is_beside: bool = False
    """Tell whether it stands beside the papers of the visit: it has no place of its own among them."""

    @property
    def key(self) -> str:
        """Return what names the row: the place of a paper on the shelf, or a paper that stands beside it."""
        if self.document is not None and (self.is_voided or self.is_external or self.is_beside):
            return self.document.id
        return f"{self.paper}:{self.agency}:{self.subject}"

    @property
    def number(self) -> str:
        """Return the number as printed, empty without one."""
        return self.document.number if self.document else ""

    @property
    def is_sealed(self) -> bool:
        """Tell whether the content is frozen."""
        return self.document is not None and self.document.is_sealed

    @property
    def is_voided(self) -> bool:
        """Tell whether the paper was voided."""
        return self.document is not None and self.document.state == "voided"

    @property
    def is_superseded(self) -> bool:
        """Tell whether a corrected paper took its place."""
        return self.document is not None and self.document.is_superseded

    @property
    def is_external(self) -> bool:
        """Tell whether an agency wrote it in a system of its own."""
        return self.document is not None and self.document.fields.flag("external")

    @property
    def needs_stamp(self) -> bool:
        """Tell whether it counts as issued only with the agency's stamp."""
        return self.paper in PAPERS and PAPERS[self.paper].needs_stamp

    @property
    def is_internal(self) -> bool:
        """Tell whether it stays in the agencies' own hands."""
        return self.paper in PAPERS and bool(PAPERS[self.paper].note)

    @property
    def signers(self) -> tuple[tuple[str, str], ...]:
        """Return the places for signatures of the frozen paper: field and title."""
        if self.document is None:
            return ()
        return tuple((str(one["field"]), str(one["title"])) for one in self.document.fields.objects("signers"))

    @property
    def unsigned(self) -> tuple[tuple[str, str], ...]:
        """Return the places still empty; a refused signature is not waited for."""
        if self.document is None:
            return ()
        refused = bool(self.document.fields.text("refused_on"))
        return tuple(
            (field, title)
            for field, title in self.signers
            if field not in self.document.signatures and not (refused and field == COMPANION_FIELD)
        )


COMPANION_FIELD: Final = "companion"
JOINT: Final = "joint_opinion"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The papers of one visit with what their forms ask for."""

    inspection: Inspection
    institution: str
    agencies: tuple[Agency, ...]
    officers: tuple[Officer, ...]
    rows: tuple[PaperRow, ...]
    beside: tuple[Officer, ...] = ()
    """Officers of the agencies of a joint task; they need not have been at the visit to sign its opinion."""

    materials: tuple[Material, ...] = ()
    """What was typed for the papers of the visit."""

    @property
    def companion(self) -> str:
        """Return the name of the person on site."""
        return self.inspection.fields.text("companion_name")

    def service_days(self, agency: str) -> int:
        """Return how many days an agency wants between service and the deadline; an order served later warns."""
        return next((one.fields.whole("service_days") or 1 for one in self.agencies if one.id == agency), 1)

    def row(self, key: str) -> PaperRow | None:
        """Return the row of a key."""
        return next((one for one in self.rows if one.key == key), None)

    def row_of(self, paper: str, agency: str) -> PaperRow | None:
        """Return the paper of a kind and an agency that still counts."""
        found = (one for one in self.rows if one.paper == paper and not one.is_voided and not one.is_superseded)
        return next((one for one in found if not agency or one.agency == agency), None)

    def officers_for(self, row: PaperRow) -> tuple[Officer, ...]:
        """Return who may sign a paper as an officer: those of the agency that issues it, or all of a joint record."""
        if row.paper == JOINT:
            return self.beside
        per_agency = row.paper not in PAPERS or PAPERS[row.paper].per_agency
        return tuple(one for one in self.officers if not per_agency or one.agency == row.agency)


def read_visits(records: Records) -> tuple[VisitRow, ...]:
    """Read the newest visits."""
    visits = sorted(records.inspections.where(), key=lambda one: (one.fields.text("on"), one.last or (0, "", 0)))
    newest = [one for one in reversed(visits) if one.state != "voided"][:NEWEST_VISITS]
    names: dict[str, str] = {}
    for one in newest:
        if one.institution not in names:
            known = records.institutions.find(one.institution)
            names[one.institution] = known.fields.text("name") if known else "未知机构"
    return tuple(
        VisitRow(
            id=one.id,
            on=one.fields.text("on"),
            institution=names[one.institution],
            kind=INSPECTION_KIND.get(one.fields.text("kind"), ""),
            state=one.state,
        )
        for one in newest
    )


def read_shelf(records: Records, inspection_id: str) -> Shelf:
    """Read the papers of one visit, those that can be made and those that were."""
    visit = records.inspections.get(inspection_id)
    agencies = tuple(records.agencies.get(one) for one in visit.agencies)
    findings = [one for one in records.findings.where(inspection=inspection_id) if one.state != "voided"]
    findings += [records.findings.get(one) for one in visit.reinspects]
    documents = list(records.documents.where(inspection=inspection_id))
    tasks = [one for one in records.joint_tasks.where(inspection=inspection_id) if one.state != "voided"]
    joint = [_place(JOINT, records.agencies.get(one.lead), one.id) for one in tasks]
    materials = tuple(records.materials.where(inspection=inspection_id, withdrawn=False))
    photos = records.photos.count(inspection=inspection_id, withdrawn=False)
    typed = typed_places(visit, agencies, findings, materials, has_photos=photos > 0)
    more = [_place(paper, agency, subject, about=about) for paper, agency, subject, about in typed]
    return Shelf(
        inspection=visit,
        institution=records.institutions.get(visit.institution).fields.text("name"),
        agencies=agencies,
        officers=_officers(records, visit),
        rows=shelf_rows(visit, agencies, findings, documents, more=[*joint, *more]),
        materials=materials,
        beside=_joint_officers(records, tasks),
    )


def shelf_rows(
    visit: Inspection,
    agencies: Sequence[Agency],
    findings: Sequence[Finding],
    documents: Sequence[Document],
    *,
    more: Sequence[PaperRow] = (),
) -> tuple[PaperRow, ...]:
    """Put every paper made in its place; voided ones, external ones and any others follow."""
    left = {one.id: one for one in documents}
    rows: list[PaperRow] = []
    for place in (*_places(visit, agencies, findings, documents), *more):
        made = [one for one in left.values() if _fits(one, place)]
        for one in made:
            del left[one.id]
        rows.extend(_filled(place, one, documents) for one in made[-1:])
        rows.extend(_beside(one, place.agency_name, documents) for one in made[:-1])
        if not made and not any(_is_written_elsewhere(one, place) for one in documents):
            rows.append(place)
    rows.sort(key=lambda row: place_of(row.paper))
    names = {agency.id: agency.short_name for agency in agencies}
    rows.extend(_beside(one, names.get(one.agency, ""), documents) for one in left.values())
    return tuple(rows)


def _is_written_elsewhere(document: Document, place: PaperRow) -> bool:
    """Tell whether an agency wrote this paper in its own system."""
    if not document.fields.flag("external") or document.state == "voided":
        return False
    about = place.subject if PAPERS[place.paper].of != "inspection" else ""
    return (document.paper, document.agency, document.fields.text("order")) == (place.paper, place.agency, about)


def _places(
    visit: Inspection, agencies: Sequence[Agency], findings: Sequence[Finding], documents: Sequence[Document]
) -> Iterator[PaperRow]:
    issuing = [one for one in agencies if one.issues_papers]
    lead = agencies[0]
    yield _place("record", lead, visit.id)
    for agency in issuing:
        yield _place("result", agency, visit.id)
    for paper in ORDERS:
        yield from _order_places(visit, issuing, [one for one in findings if _is_ordered(one, visit.id, paper)], paper)
    again = [one for one in findings if one.id in visit.reinspects]
    yield from _order_places(visit, issuing, again, "reinspection")
    for agency in issuing:
        if may_issue("fire_record", agency.code):
            yield _place("fire_record", agency, visit.id)
    yield _place("report", lead, visit.id)
    yield from _places_about_others(visit, {agency.id: agency for agency in agencies}, findings, documents)


def _order_places(
    visit: Inspection, agencies: Sequence[Agency], findings: Sequence[Finding], paper: str
) -> Iterator[PaperRow]:
    """Yield one paper per agency that has findings for it."""
    for agency in agencies:
        own = [one for one in findings if one.agency == agency.id]
        if own:
            yield _place(paper, agency, visit.id, deadline=_latest(own))


def _places_about_others(
    visit: Inspection, known: Mapping[str, Agency], findings: Sequence[Finding], documents: Sequence[Document]
) -> Iterator[PaperRow]:
    """Yield the papers about one closed finding or one paper that is served."""
    for one in findings:
        if one.inspection == visit.id:
            yield from _places_about_finding(one, known)
    for document in documents:
        if _is_served_with_receipt(document) and document.agency in known:
            yield _place("receipt", known[document.agency], document.id, about=document.number)


def _places_about_finding(finding: Finding, known: Mapping[str, Agency]) -> Iterator[PaperRow]:
    """Yield the papers that what became of a finding calls for."""
    agency = known.get(finding.agency) or next(one for one in known.values())
    for paper, is_due in DUE.items():
        if not is_due(finding):
            continue
        issuing = next((one for one in (agency, *known.values()) if may_issue(paper, one.code)), None)
        if issuing is not None and issuing.issues_papers:
            deadline = finding.fields.text("deadline") if paper == "fire_notice" else ""
            yield _place(paper, issuing, finding.id, about=finding.number, deadline=deadline)


def _is_major_fire(finding: Finding) -> bool:
    return finding.is_major and finding.fields.text("regime") == "major_fire"


def _is_referred(how: str) -> Callable[[Finding], bool]:
    return lambda finding: finding.fields.text("referral_kind") == how


DUE: Final[Mapping[str, Callable[[Finding], bool]]] = {
    "fire_notice": _is_major_fire,
    "supervision": lambda finding: bool(finding.fields.object("mark.supervised")),
    "supervision_lifted": lambda finding: bool(finding.fields.object("lifting")),
    "extension": lambda finding: bool(finding.fields.text("extension_asked_on")),
    "case_transfer": _is_referred("case"),
    "handover": _is_referred("handover"),
    "closure": lambda finding: finding.state == "closed" and bool(finding.agency),
}
"""The papers about one finding and what calls for each."""


def _is_ordered(finding: Finding, visit: str, paper: str) -> bool:
    action = "immediate" if paper == "immediate" else "order"
    return finding.inspection == visit and finding.fields.text("action") == action


def _is_served_with_receipt(document: Document) -> bool:
    own = document.is_sealed and not document.fields.flag("external") and not document.is_superseded
    return own and document.paper in PAPERS and PAPERS[document.paper].needs_stamp


def _place(paper: str, agency: Agency, subject: str, *, deadline: str = "", about: str = "") -> PaperRow:
    return PaperRow(
        paper=paper,
        title=PAPERS[paper].title,
        agency=agency.id,
        agency_name=agency.short_name,
        subject=subject,
        deadline=deadline,
        about=about,
    )


def _latest(findings: Sequence[Finding]) -> str:
    return max((one.fields.text("deadline") for one in findings), default="")


def _fits(document: Document, place: PaperRow) -> bool:
    if document.state == "voided" or document.fields.flag("external") or document.is_superseded:
        return False
    about = place.subject if PAPERS[place.paper].of != "inspection" else ""
    return (document.paper, document.agency, document.fields.text("order")) == (place.paper, place.agency, about)


def _filled(place: PaperRow, document: Document, documents: Sequence[Document]) -> PaperRow:
    before = document.fields.text("supersedes")
    replaced = next((f"代替 {one.number}" for one in documents if one.id == before), "")
    return PaperRow(
        paper=place.paper,
        title=place.title,
        agency=place.agency,
        agency_name=place.agency_name,
        subject=place.subject,
        deadline=document.fields.text("deadline") or place.deadline,
        document=document,
        about="，".join(part for part in (place.about, replaced) if part),
    )


def _beside(document: Document, agency_name: str, documents: Sequence[Document]) -> PaperRow:
    fields = document.fields
    after = fields.text("superseded_by")
    replaced = next((f"被 {one.number} 代替" for one in documents if after and one.id == after), "")
    return PaperRow(
        paper=document.paper,
        title=document.title,
        agency=document.agency,
        agency_name=agency_name,
        subject=fields.text("order") or fields.text("inspection"),
        deadline=fields.text("deadline"),
        document=document,
        about="外部文书" if fields.flag("external") else replaced,
        is_beside=True,
    )


def _joint_officers(records: Records, tasks: Sequence[JointTask]) -> tuple[Officer, ...]:
    agencies = dict.fromkeys(agency for task in tasks for agency in task.agencies)
    people = [one for agency in agencies for one in records.people.where(agency=agency, active=True)]
    return tuple(Officer(id=one.id, name=one.name, agency=one.agency) for one in people if one.is_officer)


def _officers(records: Records, visit: Inspection) -> tuple[Officer, ...]:
    officers = []
    for member in visit.team:
        person = records.people.get(member.person)
        if member.role == "officer" and person.is_officer and person.agency == member.agency:
            officers.append(Officer(id=person.id, name=person.name, agency=member.agency))
    return tuple(officers)
