"""record.json: what a paper says, as canonical JSON that travels inside the PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from inspections.document import DEMANDS, Document
from inspections.dossier import Dossier, FindingLine, PhotoLine
from inspections.entry import Json, JsonObject, canonical
from inspections.material import SAID, Material
from inspections.paper_code import code_of
from reports.papers.sheet import Sheet

FORM: Final = "yian-paper/1"
TOLD_OF_A_FINDING: Final = (
    "number", "category", "description", "grade", "grade_state", "regime", "criterion", "measure", "action", "deadline",
    "responsible", "found_on", "fixed_on", "fixed_how", "ordered_on", "advised_on", "round", "referred_on",
    "referred_to", "referral_kind", "referral_number", "report_measure", "report_person", "done_on",
    "reinspected_on", "reinspection_result", "reinspection_note", "proposal",
)  # fmt: skip
"""What papers to the institution say of a finding; internal papers carry every field."""
_REFERRED: Final = ("referral_reason", "criterion")
_DETERMINED: Final = ("determining_organ", "determination_number", "determined_on", "participants")
TOLD_BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "case_transfer": _REFERRED,
    "handover": _REFERRED,
    "fire_notice": _DETERMINED,
    "supervision": (*_DETERMINED, "mark.supervised"),
    "supervision_lifted": (*_DETERMINED, "lifting"),
}
"""What some papers say of a finding beyond that."""
NEUTRAL: Final = ("scope", "matter", "target")
"""What an agency writes of a matter; it never tells the institution of a complaint."""
TOLD_OF_A_VISIT: Final = (
    "on", "kind", "arrived_at", "departed_at", "notice", "notice_on", "visit_count", "entry_code",
    "certificates_shown", "rights_told", "discipline_told", "recusal_asked", "recusal_answer", "companion_name",
    "companion_post", "companion_authority", "recorder_number", "statement", "assistants",
)  # fmt: skip
_TOLD_OF_AN_INSTITUTION: Final = ("name", "credit_code", "area", "address", "legal_representative", "person_in_charge")
_TOLD_OF_A_RESPONSE: Final = (
    "item",
    "agency",
    "result",
    "reason",
    "note",
    "sample",
    "measured",
    "proven",
    "place",
    "batch",
)


def record_json(sheet: Sheet) -> bytes:
    """Return the canonical record of a paper."""
    return canonical(_record(sheet))


def code_content(sheet: Sheet, record: bytes) -> str:
    """Return what the QR code says: number, digest of the record, ends of the journal's chains."""
    number, heads = sheet.dossier.document.number, sheet.dossier.as_of.heads
    return code_of(number, hashlib.sha256(record).hexdigest(), heads).text


def _record(sheet: Sheet) -> JsonObject:
    dossier = sheet.dossier
    return {
        "form": FORM,
        "paper": dossier.paper.code,
        "title": dossier.title,
        "number": dossier.document.number,
        "made_on": dossier.made_on.isoformat(),
        "agency": _agency(dossier, dossier.agency.id),
        "agencies": [_agency(dossier, agency.id) for agency in dossier.agencies],
        "institution": _chosen(dossier.institution, _TOLD_OF_AN_INSTITUTION),
        "inspection": _visit(sheet),
        "team": [
            {
                "name": one.person.name,
                "agency": one.agency.name,
                "role": one.role,
                "certificate_number": one.person.certificate_number,
            }
            for one in dossier.team
        ],
        "responses": _responses(dossier),
        "findings": [_finding(sheet, line) for line in dossier.findings],
        "referenced": _referenced(dossier),
        "result": dossier.result,
        **_typed(sheet),
        **_joint(dossier),
        **_beside(dossier),
        "wording": sheet.wording.digest,
        "as_of": {
            "instant": dossier.as_of.instant,
            "heads": [[head.origin, head.number, head.hash] for head in dossier.as_of.heads],
        },
    }


def _typed(sheet: Sheet) -> JsonObject:
    """Return what was typed for the paper, its photographs without a finding, and the papers of its file."""
    dossier = sheet.dossier
    told: dict[str, Json] = {}
    if dossier.materials:
        told["materials"] = [{"id": one.id, "form": one.form, "said": _said(sheet, one)} for one in dossier.materials]
    if dossier.loose_photos:
        told["photos"] = [{"label": one.label, "sha256": one.photo.sha256} for one in dossier.loose_photos]
    if dossier.file:
        told["file"] = [{"id": one.id, "paper": one.paper, "number": one.number} for one in dossier.file]
    return told


def _said(sheet: Sheet, material: Material) -> JsonObject:
    values = material.fields.values()
    said = {name.removeprefix(SAID): value for name, value in values.items() if name.startswith(SAID)}
    return {name: sheet.neutral(value) if name in NEUTRAL else value for name, value in said.items()}


def _joint(dossier: Dossier) -> JsonObject:
    """Return the parts of a joint task; other papers say nothing of it."""
    task = dossier.task
    if task is None:
        return {}
    parts = [{**asdict(part), "agency": _agency(dossier, part.agency)} for part in task.parts]
    return {"joint_task": {"id": task.id, "basis": task.fields.text("basis"), "parts": parts}}


def _agency(dossier: Dossier, agency_id: str) -> JsonObject:
    known = {agency.id: agency for agency in (*dossier.agencies, dossier.agency)}[agency_id]
    return {"id": known.id, "name": known.name, "code": known.code}


def _chosen(record: Any, names: tuple[str, ...]) -> dict[str, Json]:
    values = record.fields.values()
    return {"id": record.id, **{name: values[name] for name in names if values.get(name) not in (None, "")}}


def _visit(sheet: Sheet) -> JsonObject:
    """Return what the paper says of the visit; a complaint never stands in what the institution receives."""
    inspection = sheet.dossier.inspection
    if sheet.is_internal:
        return {"id": inspection.id, **inspection.fields.values()}
    return {**_chosen(inspection, TOLD_OF_A_VISIT), "source": sheet.source, "basis": sheet.basis}


def _responses(dossier: Dossier) -> list[JsonObject]:
    lines = (line for section in dossier.sections for line in section.items if not line.merged_into)
    given = (response for line in lines for response in line.responses)
    return [_chosen(response, _TOLD_OF_A_RESPONSE) for response in given]


def _finding(sheet: Sheet, line: FindingLine) -> JsonObject:
    finding = line.finding
    orders = sheet.dossier.paper.code in (*DEMANDS, "result", "fire_record")
    told = (*TOLD_OF_A_FINDING, *TOLD_BESIDE.get(sheet.dossier.paper.code, ()))
    said = {"id": finding.id, **finding.fields.values()} if sheet.is_internal else _chosen(finding, told)
    return {
        **said,
        "state": finding.state,
        "place": line.place,
        "clauses": list(sheet.enforceable(line) if orders else line.clauses),
        "photos": [_photo(photo, line) for photo in line.photos],
    }


def _photo(photo: PhotoLine, line: FindingLine) -> JsonObject:
    """Return what a paper says of one photo; one after names the photo before it stands beside by its label."""
    labels = {one.photo.id: one.label for one in line.photos}
    beside = labels.get(photo.photo.pair, "")
    return {
        "label": photo.label,
        "sha256": photo.photo.sha256,
        "stage": photo.photo.stage,
        "caption": photo.photo.caption,
        **({"pair": beside} if beside else {}),
    }


def _referenced(dossier: Dossier) -> JsonObject | None:
    return _paper(dossier.referenced) if dossier.referenced else None


def _paper(paper: Document) -> JsonObject:
    return {"id": paper.id, "paper": paper.paper, "number": paper.number, "file": paper.file}


def _beside(dossier: Dossier) -> JsonObject:
    """Return the papers that go with a letter and the one a correction replaces; most papers have neither."""
    told: dict[str, Json] = {}
    if dossier.related:
        told["related"] = [_paper(one) for one in dossier.related]
    if dossier.supersedes:
        reason = dossier.document.fields.text("correction_reason")
        told["supersedes"] = {**_paper(dossier.supersedes), "reason": reason}
    return told
