"""Who issues a paper and which findings it names."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from inspections.document import LETTERS, ORDERS, Document, PaperKind, may_issue
from inspections.dossier import SectionLines
from inspections.finding import Finding
from inspections.people import Agency
from inspections.records import Records
from inspections.refusal import MissingError


def issuing_agency(
    records: Records, kind: PaperKind, *, asked: str, about: Document | Finding | None, agencies: Sequence[Agency]
) -> Agency:
    """Return the agency that issues a paper: that of what it is about, else the one asked for, else the only one."""
    if kind.issuers:
        return _only(records, kind, asked, about, agencies)
    if about is not None and about.agency:
        return records.agencies.get(about.agency)
    if asked:
        return records.agencies.get(asked)
    if kind.per_agency and kind.of == "inspection" and len(agencies) > 1:
        raise MissingError("这种文书由各机关分别制作。", "请指明机关。")
    return agencies[0]


def _only(
    records: Records, kind: PaperKind, asked: str, about: Document | Finding | None, agencies: Sequence[Agency]
) -> Agency:
    """Return the agency of the visit that may issue a kind only some may; without one what was asked for stands."""
    named = [asked, about.agency if about is not None else ""]
    known = [*(records.agencies.get(one) for one in named if one), *agencies]
    return next((one for one in known if may_issue(kind.code, one.code)), known[0])


def related_papers(records: Records, finding: Finding | None, paper: str) -> tuple[Document, ...]:
    """Return the frozen papers that go with a letter about a finding: the record of the visit, those that name it."""
    if finding is None or paper not in LETTERS:
        return ()
    sealed = records.documents.where(inspection=finding.inspection, state="sealed")
    return tuple(one for one in sealed if not one.is_superseded and _goes_with(one, finding.id))


def _goes_with(document: Document, finding: str) -> bool:
    named = finding in document.fields.texts("findings") and document.paper in (*ORDERS, "reinspection", "fire_notice")
    return document.paper in ("record", "fire_record") or named


LISTED_IN: Final = ("record", "report", "fire_record", "summary")
"""Papers that say item by item what was checked."""


def own_sections(sections: Iterable[SectionLines], paper: str, agency: Agency) -> tuple[SectionLines, ...]:
    """Return what a paper says was checked: 消防监督检查记录 only the items of its agency, the others all."""
    if paper != "fire_record":
        return tuple(sections)
    kept = (
        replace(one, items=tuple(line for line in one.items if agency.code in line.item.agencies)) for one in sections
    )
    return tuple(one for one in kept if one.items)
