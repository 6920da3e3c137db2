"""Records as plain data: what `list --json` prints and a second process judges the window by."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from checklists.judgement import OUTCOME_WORDS
from inspections.document import PAPERS, Document
from inspections.editions import catalogue, editions_in_use
from inspections.gallery import PhotoFilter, PhotoRow
from inspections.indicating import area_indicators, institution_indicators
from inspections.judging import read_judgement
from inspections.material import MATERIAL_FORMS
from inspections.photo import remarks
from inspections.phrase_book import bundled
from inspections.record import Record
from inspections.records import Files, Records, Repository
from inspections.refusal import BadValueError, MissingError
from inspections.risks import overall, read_risks
from inspections.terms import DOCUMENT_STATE, FINDING_STATE, INSPECTION_STATE, JOINT_TASK_STATE
from inspections.trash import Discarded, read_trash
from inspections.walk_reading import read_walk
from inspections.watching import read_watch, read_watches

Row = dict[str, Any]
Lister = Callable[[Records, Files, Mapping[str, str], date], list[Row]]


def as_row(record: Record) -> Row:
    """Return a record as data: id, state by its English name, every field's current value, conflicts by name."""
    row: Row = {**record.fields.values(), "id": record.id}
    if record.state:
        row["state"] = record.state
    if record.in_conflict:
        row["conflicts"] = list(record.fields.conflicts())
    return row


def _plain(records: Repository[Any], filters: Mapping[str, str]) -> list[Row]:
    return [as_row(record) for record in records.where(**filters)]


def _institutions(records: Records, _files: Files, _filters: Mapping[str, str], _today: date) -> list[Row]:
    return [as_row(record) for record in records.institutions.where()]


def _inspections(records: Records, files: Files, filters: Mapping[str, str], _today: date) -> list[Row]:
    del files
    rows = []
    for inspection in records.inspections.where(**filters):
        responses = records.responses.where(inspection=inspection.id)
        told = [
            {"item": one.item, "agency": one.agency, "result": one.result, "batch": one.fields.text("batch")}
            for one in responses
        ]
        photos = records.photos.count(inspection=inspection.id, withdrawn=False)
        rows.append({**as_row(inspection), "responses": told, "photos": photos})
    return rows


def _findings(records: Records, _files: Files, filters: Mapping[str, str], today: date) -> list[Row]:
    return [
        {
            **as_row(finding),
            "overdue": finding.is_overdue(today),
            "photos": [photo.sha256 for photo in records.photos.where(finding=finding.id, withdrawn=False)],
        }
        for finding in records.findings.where(**filters)
    ]


def _judgement(records: Records, files: Files, filters: Mapping[str, str], _today: date) -> list[Row]:
    rows = []
    for finding in records.findings.where(**filters):
        judgement = read_judgement(records, files, finding.id)
        if judgement is not None and judgement.criteria:
            told = {"id": finding.id, "number": finding.number, "item": finding.item, "state": finding.state}
            words = "、".join(dict.fromkeys(one.hint.clause for one in judgement.criteria))
            rows.append({**told, **judgement.as_data(), "words": f"{OUTCOME_WORDS[judgement.outcome]}（{words}）"})
    return rows


def _documents(records: Records, files: Files, filters: Mapping[str, str], _today: date) -> list[Row]:
    return [
        {
            **as_row(document),
            "title": document.title,
            "path": str(files.document_path(document.file, "pdf")) if document.file else "",
            "signatures": [dict(one) for one in document.signatures.values()],
        }
        for document in records.documents.where(**filters)
    ]


def _agencies(records: Records, _files: Files, _filters: Mapping[str, str], _today: date) -> list[Row]:
    return _plain(records.agencies, {})


def _joint_tasks(records: Records, _files: Files, filters: Mapping[str, str], today: date) -> list[Row]:
    return [
        {
            **as_row(task),
            "parts": [
                {"agency": part.agency, "done": bool(part.done_on), "late": part.is_late(today)} for part in task.parts
            ],
            "waits_for": list(task.silent) if task.is_open else [],
        }
        for task in records.joint_tasks.where(**filters)
    ]


def _people(records: Records, _files: Files, _filters: Mapping[str, str], _today: date) -> list[Row]:
    return _plain(records.people, {})


def _areas(records: Records, _files: Files, _filters: Mapping[str, str], _today: date) -> list[Row]:
    return _plain(records.areas, {})


def _indicators(records: Records, _files: Files, filters: Mapping[str, str], _today: date) -> list[Row]:
    """Evaluate for one institution or area, or for all of both."""
    homes = _chosen(records.institutions, filters, "institution", other="area")
    areas = _chosen(records.areas, filters, "area", other="institution")
    rows = [("institution", home, one) for home in homes for one in institution_indicators(home)]
    rows += [("area", area, one) for area in areas for one in area_indicators(area)]
    return [
        {**one.as_data(), "indicator": one.indicator.id, "of": kind, "id": about.id, "of_name": about.name}
        for kind, about, one in rows
    ]


def _risks(records: Records, _files: Files, filters: Mapping[str, str], _today: date) -> list[Row]:
    rows: list[Row] = []
    for home in _chosen(records.institutions, filters, "institution"):
        lines = read_risks(records, home.id)
        whole = overall(lines, home.fields.text("risk_color"))
        told = {"institution_name": home.name, "overall": whole.colour, "overall_reason": whole.reason}
        rows += [{**line.as_data(), **told, "about": line.about} for line in lines]
    return rows


def _warnings(records: Records, _files: Files, filters: Mapping[str, str], today: date) -> list[Row]:
    if "institution" in filters:
        home = records.institutions.get(filters["institution"])
        watches = [read_watch(records, home, today=today)]
    else:
        watches = list(read_watches(records, today=today))
    return [{**one.as_data(), "count": len(one.warned)} for one in watches]


def _chosen(records: Repository[Any], filters: Mapping[str, str], name: str, *, other: str = "") -> Sequence[Any]:
    if name in filters:
        return [records.get(filters[name])]
    return [] if other in filters else records.where()


def _editions(records: Records, files: Files, _filters: Mapping[str, str], today: date) -> list[Row]:
    entries = catalogue(records, files)
    in_use = {entry.digest for entry in editions_in_use(entries, today).values()}
    return [dict(entry.as_data(is_in_use=entry.digest in in_use)) for entry in entries]


def _phrases(records: Records, _files: Files, filters: Mapping[str, str], _today: date) -> list[Row]:
    """Every phrase there is: the checklists' in their order, then the books of people and agencies."""
    rows: list[Row] = [
        {"id": "", "owner": "", "item": one.item, "kind": one.kind, "text": one.text} for one in bundled()
    ]
    rows += [
        {"id": phrase, "owner": book.fields.text("owner"), **held}
        for book in records.phrases.where()
        for phrase, held in book.kept.items()
    ]
    wanted = filters.get("item")
    return [row for row in rows if not wanted or row["item"] == wanted]


def _walk(records: Records, files: Files, filters: Mapping[str, str], _today: date) -> list[Row]:
    """Propose for the photos of one visit that nobody has placed yet."""
    if "inspection" not in filters:
        raise MissingError("照片归位按一次检查提出建议。", "请用 --inspection 指明检查编号。")
    groups = read_walk(records, files, filters["inspection"]).groups
    return [
        {"id": str(number), "count": f"{len(group.photos)} 张", **group.as_data()}
        for number, group in enumerate(groups, start=1)
    ]


def _photos(records: Records, _files: Files, filters: Mapping[str, str], today: date) -> list[Row]:
    """List what the gallery shows, or the trash with the day from which each may be destroyed."""
    names = {name: value for name, value in filters.items() if name in ("institution", "inspection", "finding")}
    query = PhotoFilter(
        **names,
        stage=filters.get("stage", ""),
        person=filters.get("person", ""),
        day_from=_day(filters.get("from", "")),
        day_until=_day(filters.get("until", "")),
        unlinked="unlinked" in filters,
        flagged="flagged" in filters,
        discarded="trash" in filters,
    )
    kept = {one.photo.id: one for one in read_trash(records)} if query.discarded else {}
    return [_photo(row, kept.get(row.photo.id), today) for row in records.photo_rows(records.photo_ids(query))]


def _photo(row: PhotoRow, kept: Discarded | None, today: date) -> Row:
    told = {
        **as_row(row.photo),
        "day": row.photo.day,
        "institution_name": row.institution_name,
        "finding_number": row.finding_number,
        "added_by": row.added_by,
        "added_by_name": row.added_by_name,
        "remarks": list(remarks(row.photo)),
    }
    return {**told, "ripe_on": kept.ripe_on.isoformat(), "why_kept": kept.why_kept(today)} if kept else told


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadValueError(f"“{text}”不是日期。", "写成 2026-11-20。") from error


def _materials(records: Records, _files: Files, filters: Mapping[str, str], _today: date) -> list[Row]:
    return [
        {**as_row(one), "title": MATERIAL_FORMS[one.form].title if one.form in MATERIAL_FORMS else one.form}
        for one in records.materials.where(**filters)
    ]


LISTS: Final[Mapping[str, Lister]] = {
    "institutions": _institutions,
    "inspections": _inspections,
    "findings": _findings,
    "judgement": _judgement,
    "documents": _documents,
    "agencies": _agencies,
    "people": _people,
    "editions": _editions,
    "areas": _areas,
    "indicators": _indicators,
    "risks": _risks,
    "warnings": _warnings,
    "phrases": _phrases,
    "photos": _photos,
    "joint_tasks": _joint_tasks,
    "walk": _walk,
    "materials": _materials,
}
TAKES: Final[Mapping[str, tuple[str, ...]]] = {
    "inspections": ("state", "institution"),
    "findings": ("state", "institution", "inspection", "item"),
    "documents": ("state", "institution", "inspection"),
    "indicators": ("institution", "area"),
    "risks": ("institution",),
    "warnings": ("institution",),
    "phrases": ("item",),
    "photos": (
        "institution",
        "inspection",
        "finding",
        "stage",
        "person",
        "from",
        "until",
        "unlinked",
        "flagged",
        "trash",
    ),
    "joint_tasks": ("state", "institution", "inspection"),
    "walk": ("inspection",),
    "materials": ("inspection", "form"),
}
"""Which filters each list knows; the others know none."""
_LINES: Final[Mapping[str, tuple[Mapping[str, str], Sequence[str]]]] = {
    "institutions": ({}, ("name", "area", "person_in_charge")),
    "inspections": (INSPECTION_STATE, ("on", "kind")),
    "findings": (FINDING_STATE, ("number", "description", "deadline")),
    "judgement": (FINDING_STATE, ("number", "item", "words")),
    "documents": (DOCUMENT_STATE, ("title", "number", "path")),
    "agencies": ({}, ("name", "code")),
    "people": ({}, ("name", "certificate_number")),
    "editions": ({}, ("title", "edition", "in_force_from", "standing")),
    "areas": ({}, ("name", "level")),
    "indicators": ({}, ("of_name", "name", "nature_text", "text")),
    "risks": ({}, ("institution_name", "about", "reason", "assessed_on")),
    "warnings": ({}, ("name", "level_text", "count", "risk_reason")),
    "phrases": ({}, ("item", "text")),
    "photos": ({}, ("day", "institution_name", "finding_number", "name", "added_by_name", "why_kept")),
    "joint_tasks": (JOINT_TASK_STATE, ("opened_on", "institution", "rectify_until", "approval_number")),
    "walk": ({}, ("count", "title", "why")),
    "materials": ({}, ("title", "said.name", "said.matter")),
}


def require_known(what: str, filters: Mapping[str, str]) -> None:
    """Refuse a filter that a list does not know, instead of ignoring it."""
    unknown = [name for name in filters if name not in TAKES.get(what, ())]
    if unknown:
        known = "、".join(f"--{name}" for name in TAKES.get(what, ()))
        raise BadValueError(f"{what} 不能按 {'、'.join(unknown)} 筛选。", f"可用：{known or '无'}。")


def line(what: str, row: Row) -> str:
    """Return a row as one line for people."""
    states, names = _LINES[what]
    words = [row["id"], states.get(row.get("state", ""), ""), *(str(row.get(name) or "") for name in names)]
    return "　".join(word for word in words if word)


def sealed_paper(records: Records, *, kind: str, subject: str, agency: str) -> Document | None:
    """Return the frozen paper of a kind about one subject, the newest where there are several."""
    of = PAPERS[kind].of
    wanted: dict[str, object] = {"paper": kind, "state": "sealed"}
    if of == "inspection":
        wanted["inspection"] = subject
    if agency:
        wanted["agency"] = agency
    found = [
        one
        for one in records.documents.where(**wanted)
        if one.file and (of == "inspection" or one.fields.text("order") == subject)
    ]
    return found[-1] if found else None
