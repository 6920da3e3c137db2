"""Read what a screen or a paper needs in one go: the plan of a visit and the dossier of a paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from inspections.choosing import LISTED_IN, issuing_agency, own_sections, related_papers
from inspections.confirmation import Confirmation
from inspections.confirmations import NOTHING_CONFIRMED, Confirmed
from inspections.document import ABOUT_AN_ORDER, DEMANDS, PAPERS, Document
from inspections.dossier import (
    AsOf,
    Dossier,
    FindingLine,
    HistoryLine,
    ItemLine,
    Member,
    PhotoLine,
    SectionLines,
)
from inspections.entry import JsonObject, Subject
from inspections.facts import KINDS
from inspections.finding import Finding
from inspections.inspection import Inspection, OfficerGap, Response, officer_gaps
from inspections.institution import Institution, Place, place_path
from inspections.joint_task import JointTask
from inspections.material import Material
from inspections.paper_findings import WITHOUT_PHOTOS, findings_on
from inspections.people import Agency, Person
from inspections.photo import Photo
from inspections.planning import PlannedItem, PlannedSection, plan_sections, recorded_items
from inspections.reading_materials import read_case_file, read_loose_photos, read_materials, with_origin
from inspections.records import Files, Records
from inspections.refusal import MissingError
from inspections.standing import read_confirmed
from inspections.upgrading import FormerItem, former_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Everything the inspection screen shows, read once."""

    inspection: Inspection
    institution: Institution
    agencies: tuple[Agency, ...]
    team: tuple[Member, ...]
    gaps: tuple[OfficerGap, ...]
    sections: tuple[PlannedSection, ...]
    responses: Mapping[tuple[str, str], Response]
    """(item, agency) -> response."""
    findings: tuple[Finding, ...]
    photos: tuple[Photo, ...]
    places: Mapping[str, Place]
    documents: tuple[Document, ...]
    old_findings: tuple[Finding, ...]
    """Findings of earlier visits that are still open at this institution."""
    former: tuple[FormerItem, ...] = ()
    """历史项: answered under an edition this visit no longer uses."""
    confirmed: Confirmed = NOTHING_CONFIRMED
    """What counts as verified here beyond the library."""

    @property
    def items(self) -> tuple[PlannedItem, ...]:
        """Return the items that are asked."""
        return tuple(one for section in self.sections for one in section.items if one.is_asked)

    @property
    def triggers(self) -> tuple[PlannedItem, ...]:
        """Return the items that are triggers of 重大."""
        return tuple(one for one in self.items if one.item.major)

    def findings_of(self, item: str) -> tuple[Finding, ...]:
        """Return this visit's findings of one item that were not voided."""
        return tuple(one for one in self.findings if one.item == item and one.state != "voided")

    def photos_of(self, finding: str) -> tuple[Photo, ...]:
        """Return the photos of one finding."""
        return tuple(photo for photo in self.photos if photo.finding == finding and not photo.withdrawn)


def read_visit(records: Records, files: Files, inspection_id: str) -> Visit:
    """Read one visit."""
    inspection = records.inspections.get(inspection_id)
    agencies = tuple(records.agencies.get(agency) for agency in inspection.agencies)
    team = read_team(records, inspection)
    findings = tuple(records.findings.where(inspection=inspection_id))
    reinspected = tuple(records.findings.get(one) for one in inspection.reinspects)
    responses = records.responses.where(inspection=inspection_id)
    old = {one.id: one for one in reinspected}
    old |= {one.id: one for one in records.findings.where(institution=inspection.institution) if one.is_open}
    return Visit(
        inspection=inspection,
        institution=records.institutions.get(inspection.institution),
        agencies=agencies,
        team=team,
        gaps=gaps(agencies, team, inspection),
        sections=plan_sections(files, inspection, answered=recorded_items(records, inspection_id)),
        responses={(one.item, one.agency): one for one in responses},
        findings=findings,
        photos=tuple(records.photos.where(inspection=inspection_id)),
        places=read_places(records, inspection.institution),
        documents=tuple(records.documents.where(inspection=inspection_id)),
        old_findings=tuple(one for one in old.values() if one.inspection != inspection_id),
        former=former_items(files, inspection, responses),
        confirmed=read_confirmed(records),
    )


def read_places(records: Records, institution: str) -> dict[str, Place]:
    """Read the places of an institution by id."""
    return {place.id: place for place in records.places.where(institution=institution)}


def read_team(records: Records, inspection: Inspection) -> tuple[Member, ...]:
    """Read the people of a visit with the agencies they act for."""
    return tuple(
        Member(person=records.people.get(one.person), agency=records.agencies.get(one.agency), role=one.role)
        for one in inspection.team
    )


def gaps(agencies: Sequence[Agency], team: Sequence[Member], inspection: Inspection) -> tuple[OfficerGap, ...]:
    """Return the agencies short of two certificated officers of their own."""
    officers = {member.person.id: member.person.agency for member in team if member.person.is_officer}
    return officer_gaps([(agency.id, agency.issues_papers) for agency in agencies], inspection.team, officers)


def history_lines(records: Records, subject: Subject) -> tuple[HistoryLine, ...]:
    """Return the history of one subject as lines a person reads, imported lines first."""
    lines: list[HistoryLine] = []
    names: dict[str, str] = {}
    for entry in records.history(subject):
        told = entry.body.get("history")
        if told:
            lines.extend(HistoryLine(at=one["at"], by=one["by"], title=one["title"]) for one in told)
            continue
        person = names.setdefault(entry.by, _name(records.people.find(entry.by)))
        kind = KINDS.get(entry.kind.partition("/")[0])
        lines.append(HistoryLine(at=entry.at, by=person, title=kind.title if kind else entry.kind))
    return tuple(lines)


def _name(person: Person | None) -> str:
    return person.name if person else "未知人员"


def read_dossier(
    records: Records, files: Files, *, paper: str, subject_id: str, agency: str = "", on: date, document: Document
) -> Dossier:
    """Read everything one paper needs. `subject_id` is of the kind the paper's `of` names."""
    kind = PAPERS[paper]
    referenced = records.documents.get(subject_id) if kind.of == "document" else None
    one = records.findings.get(subject_id) if kind.of == "finding" else None
    task = records.joint_tasks.get(subject_id) if kind.of == "joint_task" else None
    named = records.materials.get(subject_id) if kind.of == "material" else None
    inspection = records.inspections.get(_inspection_of(subject_id, referenced, one, task, named))
    agencies = tuple(records.agencies.get(each) for each in (task or inspection).agencies)
    issuing = issuing_agency(
        records, kind, asked=named.agency if named else agency, about=referenced or one, agencies=agencies
    )
    team = read_team(records, inspection)
    findings = [one] if one else findings_on(records, inspection, paper, issuing)
    confirmed = read_confirmed(records, agency=issuing.id)
    lines = _finding_lines(records, inspection, findings, paper, issuing, confirmed)
    about = one.id if one else ""
    return Dossier(
        paper=kind,
        agency=issuing,
        agencies=agencies,
        institution=records.institutions.get(inspection.institution),
        inspection=inspection,
        team=team,
        recorder=next((each.person.name for each in team if each.role in ("recorder", "officer")), ""),
        sections=own_sections(_sections(records, files, inspection), paper, issuing) if paper in LISTED_IN else (),
        findings=lines,
        document=document,
        made_on=on,
        as_of=AsOf(instant=records.now().isoformat(timespec="seconds"), heads=tuple(records.heads())),
        referenced=referenced or _order_of(records, findings, paper),
        history=history_lines(records, one.subject) if one else (),
        task=task,
        confirmations=_confirmations(findings, confirmed),
        result=result_of(findings),
        related=related_papers(records, one, paper),
        supersedes=_superseded(records, document),
        materials=read_materials(records, paper=paper, visit=inspection.id, agency=issuing, named=named, about=about),
        loose_photos=_loose_photos(records, inspection, lines) if paper == "photos" else (),
        file=read_case_file(records, inspection.id, issuing, document) if paper == "filing" else (),
    )


def _superseded(records: Records, document: Document) -> Document | None:
    before = document.fields.text("supersedes")
    return records.documents.get(before) if before else None


def _loose_photos(records: Records, inspection: Inspection, lines: Sequence[FindingLine]) -> tuple[PhotoLine, ...]:
    places = read_places(records, inspection.institution)
    return read_loose_photos(records, inspection, places, after=sum(len(line.photos) for line in lines))


def _inspection_of(
    subject_id: str,
    referenced: Document | None,
    one: Finding | None,
    task: JointTask | None,
    named: Material | None,
) -> str:
    if named:
        return named.inspection
    if task:
        return joint_inspection(task)
    if referenced:
        return referenced.fields.text("inspection")
    return one.inspection if one else subject_id


def joint_inspection(task: JointTask) -> str:
    """Return the visit a joint opinion rests on; without one there is no paper (湘乡方案二(八)4: 先检查，后提意见)."""
    if not task.inspection:
        raise MissingError(
            "联合整改意见须以联合检查为基础，本任务还没有指明检查。", "请先在联合整改任务中指明联合检查。"
        )
    return task.inspection


def _finding_lines(
    records: Records,
    inspection: Inspection,
    findings: Sequence[Finding],
    paper: str,
    agency: Agency,
    confirmed: Confirmed,
) -> tuple[FindingLine, ...]:
    places = read_places(records, inspection.institution)
    agencies = [records.agencies.get(one) for one in inspection.agencies] if inspection.is_joint else []
    lines: list[FindingLine] = []
    count = 0
    for finding in findings:
        photos: list[PhotoLine] = []
        shown = () if paper in WITHOUT_PHOTOS else records.photos.where(finding=finding.id, withdrawn=False)
        for photo in shown:
            count += 1
            line = PhotoLine(photo=photo, label=f"照{count}")
            place = place_of(finding, places)
            photos.append(with_origin(records, line, places, place=place) if paper == "photos" else line)
        organ = records.agencies.find(finding.agency) if finding.agency else None
        lines.append(
            FindingLine(
                finding=finding,
                place=place_of(finding, places),
                clauses=cited(finding, paper, agency, confirmed),
                photos=tuple(photos),
                agency_name=organ.name if organ else "",
                by_agency=_by_agency(finding, agencies, confirmed),
                people=_people(records, finding),
            )
        )
    return tuple(lines)


def _by_agency(
    finding: Finding, agencies: Sequence[Agency], confirmed: Confirmed
) -> tuple[tuple[str, tuple[JsonObject, ...]], ...]:
    """Return for each agency of a joint visit the clauses it may enforce itself; its competence decides."""
    on = finding.fields.day("found_on")
    counting = [(agency, confirmed.at(agency)) for agency in agencies]
    found = (
        (agency.short_name, tuple(there.cited(one, on=on) for one in finding.enforceable(agency.code, there)))
        for agency, there in counting
    )
    return tuple((name, clauses) for name, clauses in found if clauses)


def cited(
    finding: Finding, paper: str, agency: Agency, confirmed: Confirmed = NOTHING_CONFIRMED
) -> tuple[JsonObject, ...]:
    """Return the clauses a paper cites: an order only what its agency may enforce, a record all; as confirmed here."""
    named = finding.clauses
    if paper in (*DEMANDS, "result", "fire_record"):
        named = finding.enforceable(agency.code, confirmed)
    if paper in ABOUT_AN_ORDER:
        named = finding.fields.objects("order_clauses") or finding.clauses
    found_on = finding.fields.day("found_on")
    return tuple(confirmed.cited(clause, on=found_on) for clause in named)


def _confirmations(findings: Sequence[Finding], confirmed: Confirmed) -> tuple[Confirmation, ...]:
    used = (one for each in findings for one in confirmed.used(each.clauses, on=each.fields.day("found_on")))
    return tuple({one.id: one for one in used}.values())


def place_of(finding: Finding, places: Mapping[str, Place]) -> str:
    """Return the places of a finding in words."""
    return named_places(finding.fields.values(), places)


def named_places(values: JsonObject, places: Mapping[str, Place]) -> str:
    """Return the places among a finding's values in words: those of the tree, then what was typed."""
    paths = [place_path(place, places) for place in values.get("places") or ()]
    words = [*paths, values.get("place_text") or ""]
    return "、".join(word for word in words if word)


def result_of(findings: Sequence[Finding]) -> str:
    """Return what 检查结果告知书 ticks: none, fixed, referred or ordered; open while nothing is decided."""
    hazards = [one for one in findings if one.category != "advice"]
    if not hazards:
        return "none"
    if all(one.fields.text("fixed_on") for one in hazards):
        return "fixed"
    if all(one.state == "handed_over" for one in hazards):
        return "referred"
    return "ordered" if any(one.agency for one in hazards) else "open"


def _people(records: Records, finding: Finding) -> dict[str, str]:
    names = ("recorded_by", "closed_by", "closure_second", "extension_decided_by", "determined_by")
    ids = {finding.fields.text(name) for name in names}
    ids.update(finding.fields.texts("reinspection_officers"), finding.fields.texts("fixed_by_officers"))
    return {one: _name(records.people.find(one)) for one in sorted(ids) if one}


def _sections(records: Records, files: Files, inspection: Inspection) -> tuple[SectionLines, ...]:
    given = records.responses.where(inspection=inspection.id)
    responses: dict[str, list[Response]] = {}
    for response in given:
        responses.setdefault(response.item, []).append(response)
    places = read_places(records, inspection.institution)
    paths = {place: place_path(place, places) for place in places}
    planned = tuple(
        SectionLines(
            checklist=section.checklist,
            code=section.code,
            title=section.title,
            items=tuple(
                ItemLine(
                    item=one.item,
                    responses=tuple(responses.get(one.merged_into or one.item.id, ())),
                    places=paths,
                    excluded=one.excluded,
                    own=one.own,
                    merged_into=one.merged_into,
                    beyond=one.beyond,
                )
                for one in section.items
            ),
        )
        for section in plan_sections(files, inspection, answered=recorded_items(records, inspection.id))
    )
    return (*planned, *_former_sections(former_items(files, inspection, given), paths))


def _former_sections(former: Sequence[FormerItem], paths: Mapping[str, str]) -> Iterator[SectionLines]:
    """Yield the 历史项 of each edition the visit no longer uses, after everything it uses."""
    for checklist, ones in groupby(former, key=lambda one: one.checklist):
        lines = tuple(ItemLine(item=one.item, responses=one.responses, places=paths) for one in ones)
        yield SectionLines(checklist=checklist, code="历史项", title="原版本已作出的结论", items=lines)


def _order_of(records: Records, findings: Sequence[Finding], paper: str) -> Document | None:
    if paper not in ABOUT_AN_ORDER or not findings:
        return None
    for document in records.documents.where(inspection=findings[0].inspection):
        named = document.paper in DEMANDS and findings[0].id in document.fields.texts("findings")
        if named and document.state == "sealed" and not document.is_superseded:
            return document
    return None
