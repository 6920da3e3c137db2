"""Papers: number, 定稿, 签名, 盖章, 送达. Sealing has three parts so that no long work runs inside a transaction.

(1) one transaction takes the number and reads the dossier; (2) render and write the file durably, outside any
transaction; (3) one transaction checks that the dossier's subjects are still what they were, then freezes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspections import dossier as ports
from inspections.choosing import issuing_agency
from inspections.document import DEMANDS, PAPERS, Document, NumberBlock, PaperKind, may_issue
from inspections.dossier import Dossier, Ink, Rendered
from inspections.needs import paper_gaps
from inspections.people import Agency, require_officer
from inspections.read_from import check_unchanged
from inspections.reading import joint_inspection
from inspections.records import Change, Changes, Files, Progress, Records, UnavailableError
from inspections.refusal import MissingError, NotCompetentError, RefusedError
from inspections.terms import AGENCY_CODE
from inspections.workflow.drafting import draft_paper


def take_number(
    records: Records, *, paper: str, subject: str, on: date, by: str, agency: str = "", findings: Sequence[str] = ()
) -> Changes:
    """Give a paper its number from this laptop's block; a number taken for the same paper before is used again."""
    with records.change(by=by) as change:
        require_officer(records.people.get(by), "制作文书")
        kind = PAPERS[paper]
        inspection, organ = _about(records, paper, subject, agency)
        waiting = [one for one in _same(records, paper, inspection, organ, subject) if one.state == "numbered"]
        if waiting:
            return Changes(frozenset({waiting[0].subject}))
        values = {
            "paper": paper,
            "agency": organ.id,
            "inspection": inspection,
            "institution": records.inspections.get(inspection).institution,
            "findings": list(findings),
            "order": subject if kind.of != "inspection" else "",
        }
        _number(records, change, values, on)
    return change.touched


def correct_paper(records: Records, *, document: str, reason: str, on: date, by: str) -> Changes:
    """Begin a corrected version of a frozen paper: a new number; the old one stands until the new one is frozen."""
    with records.change(by=by) as change:
        require_officer(records.people.get(by), "更正文书")
        before = records.documents.get(document)
        before.require_correctable()
        if not reason.strip():
            raise MissingError("更正须写明原因。", "请写明原文书哪里有误、怎样更正。")
        begun = [
            one
            for one in records.documents.where(inspection=before.fields.text("inspection"), paper=before.paper)
            if one.state == "numbered" and one.fields.text("supersedes") == document
        ]
        if begun:
            raise RefusedError(f"更正已经开始，新文号为 {begun[0].number}。", "请将其定稿，或先作废。")
        kept = {name: before.fields.value(name) for name in _KEPT_IN_CORRECTIONS}
        _number(records, change, {**kept, "supersedes": document, "correction_reason": reason}, on)
    return change.touched


_KEPT_IN_CORRECTIONS: Final = ("paper", "agency", "inspection", "institution", "findings", "order")


def _number(records: Records, change: Change, values: Mapping[str, object], on: date) -> None:
    """Take the next number of the block and give it to a new document."""
    organ = records.agencies.get(str(values["agency"]))
    block = _block(records, organ, str(values["paper"]), on.year)
    serial = block.next
    change.append(block.take())
    given = {"number": block.written(serial), "serial": serial, "year": on.year, "made_on": on, "block": block.id}
    change.append(records.documents.new(change.new_id()).take_number({**values, **given}))


def seal_paper(
    records: Records,
    files: Files,
    papers: ports.Papers,
    *,
    paper: str,
    subject: str,
    on: date,
    by: str,
    agency: str = "",
    seen_characters: Sequence[str] = (),
    progress: Progress | None = None,
) -> Changes:
    """Freeze a paper: number, render, write, check, freeze; refused with what changed, the number is kept."""
    numbered = take_number(records, paper=paper, subject=subject, on=on, by=by, agency=agency)
    document = numbered.one("document")
    draft = draft_paper(
        records, files, paper=paper, subject=subject, on=on, agency=agency, document=document, final=True
    )
    gaps = paper_gaps(draft.dossier)
    if gaps:
        raise MissingError(f"{draft.dossier.title}还不能定稿：{'；'.join(gaps)}。", "请补齐后再定稿，已取的文号保留。")
    _tell(progress, 1, "正在排版")
    rendered = papers.render(draft.dossier, draft.pictures)
    unseen = [character for character in rendered.missing_characters if character not in seen_characters]
    if unseen:
        raise MissingError(f"以下字没有可用字形，将印为〓：{'、'.join(unseen)}。", "请核对后确认“已知悉”，再定稿。")
    _tell(progress, 2, "正在写入文件")
    digest = files.store_document(rendered.pdf, extension="pdf")
    pictures = {photo: files.store_document(picture, extension="jpg") for photo, picture in draft.pictures.items()}
    _tell(progress, 3, "正在登记定稿")
    kept = _Kept(file=digest, pictures=pictures, seen=tuple(seen_characters))
    sealed = _freeze(records, draft.dossier, rendered, kept, on=on, by=by)
    return Changes(numbered.subjects | sealed.subjects)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What was kept of a paper before it is frozen: its file, the picture of each photo, the characters seen."""

    file: str
    pictures: Mapping[str, str]
    seen: tuple[str, ...]


def _freeze(records: Records, read: Dossier, rendered: Rendered, kept: _Kept, *, on: date, by: str) -> Changes:
    with records.change(by=by) as change:
        check_unchanged(records, read)
        values = {
            "sealed_on": on,
            "sealed_at": change.now.isoformat(timespec="seconds"),
            "file": kept.file,
            "content": kept.file,
            "bytes": len(rendered.pdf),
            "pages": rendered.pages,
            "as_of": {
                "instant": read.as_of.instant,
                "heads": [[head.origin, head.number, head.hash] for head in read.as_of.heads],
            },
            "derivatives": list(rendered.derivatives),
            "findings": [line.finding.id for line in read.findings],
            "photos": sorted(kept.pictures),
            "pictures": sorted(set(kept.pictures.values())),
            "seen_characters": list(kept.seen),
            "signers": [{"field": box.field, "title": box.title} for box in rendered.boxes],
            "deadline": _due(read),
        }
        frozen = records.documents.get(read.document.id)
        change.append(frozen.seal({**values}))
        if read.supersedes:
            reason = frozen.fields.text("correction_reason")
            before = records.documents.get(read.supersedes.id)
            before.require_correctable()
            change.append(before.supersede(by=frozen.id, on=on, reason=reason))
    return change.touched


def _due(read: Dossier) -> str:
    """Return the last day an order prints; other papers have none."""
    if read.paper.code not in DEMANDS:
        return ""
    return max((line.finding.fields.text("deadline") for line in read.findings), default="")


def sign_paper(
    records: Records,
    files: Files,
    papers: ports.Papers,
    *,
    document: str,
    field: str,
    name: str,
    role: str,
    key: bytes,
    passphrase: bytes,
    by: str,
    ink: Ink | None = None,
    person: str = "",
) -> Changes:
    """Add one signature to a frozen paper: the drawn line is its look, the certificate keeps the file from changing.

    A drawn signature is 现场确认，非可靠电子签名 (电子签名法13); officers sign only as certificated officers.
    """
    paper = records.documents.get(document)
    signer = records.people.get(person) if person else None
    if role == "officer" and signer is not None:
        require_officer(signer, "签署文书")
    fields = [one["field"] for one in paper.fields.objects("signers")]
    if field not in fields:
        raise RefusedError("文书上没有这个签名栏。")
    before = _sealed_file(files, paper)
    at = records.now().isoformat(timespec="seconds")
    refused = {"companion"} if paper.fields.text("refused_on") else set()
    last = set(fields) - refused <= {*paper.signatures, field}
    signed = papers.sign(before, field=field, name=name, ink=ink, key=key, passphrase=passphrase, at=at, last=last)
    digest = files.store_document(signed, extension="pdf")
    signature = {"name": name, "role": role, "person": person, "at": at, "drawn": ink is not None}
    with records.change(by=by) as change:
        now = records.documents.get(document)
        if now.file != paper.file:
            raise RefusedError("文书刚被另一签名更新。", "请重新签名。")
        change.append(now.sign(field=field, file=digest, size=len(signed), signature=signature))
    return change.touched


def _sealed_file(files: Files, paper: Document) -> bytes:
    """Read a frozen paper as it was kept; nobody signs a missing or altered file."""
    path = files.document_path(paper.file, "pdf")
    data = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(data).hexdigest() != paper.file:
        word = "内容被改动" if data else "缺失"
        raise UnavailableError(
            f"《{paper.title}》{paper.number}的文件{word}，不能签名。", "请从备份中恢复该文件后再试。"
        )
    return data


def refuse_signature(
    records: Records,
    *,
    document: str,
    on: date,
    person: str,
    reason: str,
    officers: Sequence[str],
    by: str,
    witness: str = "",
) -> Changes:
    """Note that the person on site refuses to sign; the paper stands all the same."""
    with records.change(by=by) as change:
        for officer in officers:
            require_officer(records.people.get(officer), "注明拒签")
        paper = records.documents.get(document)
        fact = paper.refuse_signature(on=on, person=person, reason=reason, officers=officers, witness=witness)
        change.append(fact)
    return change.touched


def stamp_paper(
    records: Records, files: Files, *, document: str, on: date, scan: bytes, extension: str, by: str, how: str = "wet"
) -> Changes:
    """Note the agency's stamp with the scan of the stamped page; an inspector's certificate never stands for it."""
    digest = files.store_document(scan, extension=extension) if scan else ""
    with records.change(by=by) as change:
        reference = f"{digest}.{extension}" if digest else ""
        change.append(records.documents.get(document).stamp(on=on, how=how, scan=reference))
    return change.touched


def serve_paper(records: Records, *, document: str, values: Mapping[str, object], by: str) -> Changes:
    """Note the service of a paper: how, when, to whom, by whom, with what proof."""
    with records.change(by=by) as change:
        change.append(records.documents.get(document).serve({"served_by": by, **values}))
    return change.touched


def attach_scan(
    records: Records, files: Files, *, document: str, scan: bytes, extension: str, page: int, on: date, by: str
) -> Changes:
    """Keep the scan of a page signed by hand."""
    digest = files.store_document(scan, extension=extension)
    with records.change(by=by) as change:
        paper = records.documents.get(document)
        change.append(paper.attach_scan(digest=digest, extension=extension, page=page, on=on))
    return change.touched


def void_paper(records: Records, *, document: str, on: date, reason: str, by: str) -> Changes:
    """Void a paper; the number stays with the reason."""
    with records.change(by=by) as change:
        change.append(records.documents.get(document).void(on=on, reason=reason))
    return change.touched


def record_external(records: Records, *, values: Mapping[str, object], by: str) -> Changes:
    """Record a paper an agency wrote in its own system: number, date, scan, deadline only."""
    with records.change(by=by) as change:
        for name, title in (("paper", "文书种类"), ("agency", "机关"), ("number", "文号"), ("made_on", "日期")):
            if not values.get(name):
                raise MissingError(f"外部文书缺少{title}。")
        organ = records.agencies.get(str(values["agency"]))
        if not may_issue(str(values["paper"]), organ.code):
            raise NotCompetentError(
                f"{organ.short_name}不能出具{PAPERS[str(values['paper'])].title}。", "请核对制作机关。"
            )
        document = records.documents.new(change.new_id())
        change.append(document.fact("document_external", {**values, "external": True}))
    return change.touched


def _about(records: Records, paper: str, subject: str, agency: str) -> tuple[str, Agency]:
    kind = PAPERS[paper]
    if kind.of == "document":
        served = records.documents.get(subject)
        return served.fields.text("inspection"), records.agencies.get(served.agency)
    if kind.of == "material":
        material = records.materials.get(subject)
        return material.inspection, records.agencies.get(material.agency)
    if kind.of == "joint_task":
        task = records.joint_tasks.get(subject)
        return joint_inspection(task), records.agencies.get(task.lead)
    finding = records.findings.get(subject) if kind.of == "finding" else None
    visit = records.inspections.get(finding.inspection if finding else subject)
    agencies = [records.agencies.get(one) for one in visit.agencies]
    organ = issuing_agency(records, kind, asked=agency, about=finding, agencies=agencies)
    if not may_issue(paper, organ.code):
        raise NotCompetentError(
            f"{organ.short_name}不能出具{kind.title}。",
            f"这种文书由{_issuers(kind)}出具；由其系统制作的请登记外部文书。",
        )
    return visit.id, organ


def _issuers(kind: PaperKind) -> str:
    return "、".join(AGENCY_CODE[code] for code in kind.issuers)


def _same(records: Records, paper: str, inspection: str, agency: Agency, subject: str) -> list[Document]:
    order = subject if PAPERS[paper].of != "inspection" else ""
    found = records.documents.where(inspection=inspection, paper=paper, agency=agency.id)
    return [one for one in found if one.fields.text("order") == order and one.state != "voided"]


def _block(records: Records, agency: Agency, paper: str, year: int) -> NumberBlock:
    blocks = records.number_blocks.where(agency=agency.id, paper=paper, year=year)
    for block in blocks:
        if block.next <= (block.fields.whole("last") or 0):
            return block
    raise MissingError(
        f"{agency.short_name} {year} 年“{PAPERS[paper].title}”没有可用的号段。", "请在 设置 → 号段 中为本机分配。"
    )


def _tell(progress: Progress | None, done: int, text: str) -> None:
    if progress:
        progress(done, 3, text)


def already_sealed(records: Records, *, paper: str, inspection: str, agency: str) -> Document | None:
    """Return the frozen paper of a kind for one visit and agency, if there is one."""
    found = records.documents.where(inspection=inspection, paper=paper, agency=agency, state="sealed")
    return found[-1] if found else None
