"""Verify a paper with what is at hand: the file alone, or the file and the journal that froze it."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from inspections.document import Document
from inspections.dossier import Papers, Verdict, VerdictLine
from inspections.entry import canonical
from inspections.paper_code import PaperCode, ends_of, read_code
from inspections.records import Files, Head, Records
from inspections.refusal import BadValueError

PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff")
"""How files of photographs and scans begin; anything else is judged as a PDF."""


def verify_paper(papers: Papers, pdf: bytes, *, records: Records | None) -> Mapping[str, Any]:
    """Say what holds and what does not; without the journal the file is judged alone and the words say so."""
    verdict, document = judge_paper(papers, pdf, records=records)
    return as_data(verdict, document)


def as_data(verdict: Verdict, document: Document | None) -> Mapping[str, Any]:
    """Return a verdict as plain data."""
    return {
        "valid": verdict.valid,
        "digest": verdict.digest,
        "document": document.id if document else None,
        "number": document.number if document else None,
        "signers": list(verdict.signers),
        "lines": [{"holds": line.holds, "text": line.text} for line in verdict.lines],
        "record": verdict.record,
    }


def judge_paper(papers: Papers, pdf: bytes, *, records: Records | None) -> tuple[Verdict, Document | None]:
    """Return the verdict and the paper this laptop holds under the file's digest or its number."""
    digest = hashlib.sha256(pdf).hexdigest()
    document = find_paper(records, digest) if records else None
    expected = document.file if document else None
    fields = sorted(document.signatures) if document else None
    verdict = papers.verify(pdf, expected_digest=expected, expected_fields=fields)
    if records is None or document is not None:
        return verdict, document
    known = _by_number(records, verdict)
    if known is None:
        return verdict, None
    told = VerdictLine(
        holds=False, text=f"与本机记录的{known.title}{known.number}不一致：文件内容已被改动或不是定稿原件"
    )
    return Verdict(
        valid=False,
        lines=(*verdict.lines, told),
        signers=verdict.signers,
        digest=verdict.digest,
        record=verdict.record,
    ), known


def find_paper(records: Records, digest: str) -> Document | None:
    """Return the frozen paper whose file, or whose file before signing, has this digest."""
    for document in records.documents.where(state="sealed"):
        if digest in (document.file, document.fields.text("content")):
            return document
    return None


def _by_number(records: Records, verdict: Verdict) -> Document | None:
    number = (verdict.record or {}).get("number")
    if not number:
        return None
    return next((one for one in records.documents.where(state="sealed") if one.number == number), None)


def codes_of(papers: Papers, data: bytes) -> tuple[str, ...]:
    """Return the codes on a photograph, a scan or a PDF; a picture without one is refused with what to do."""
    codes = papers.read_codes(data)
    if not codes:
        raise BadValueError("没有找到文书的二维码。", "请对准首页右上角重拍或重新扫描，也可以粘贴二维码的内容。")
    return codes


def judge_code(
    papers: Papers, said: str, *, records: Records | None, files: Files | None
) -> tuple[Verdict, Document | None]:
    """Say from the code of a print alone which record it belongs to, and whether this laptop holds that record."""
    code = read_code(said)
    ends = "、".join(f"第 {number} 条（{letters}）" for number, letters in code.ends) or "未写明"
    about = VerdictLine(holds=None, text=f"二维码：{code.number}，记录摘要 {code.record}，台账末端 {ends}")
    if code.is_draft:
        return _told(code, about, VerdictLine(holds=False, text="这是草稿的打印件，不是定稿文书")), None
    if records is None or files is None:
        return _told(code, about, VerdictLine(holds=None, text="本机没有台账，只能读出二维码的内容，未作核对")), None
    named = [one for one in records.documents.where() if one.number == code.number and one.file]
    if not named:
        text = f"本机没有编号为 {code.number} 的定稿文书，不能核对"
        return _told(code, about, VerdictLine(holds=None, text=text)), None
    held = next((one for one in named if _record_digest(papers, files, one) == code.record), None)
    if held is None:
        text = f"本机的{named[0].title}{code.number}所附记录与打印件上的不同"
        return _told(code, about, VerdictLine(holds=False, text=text)), named[0]
    return _told(code, about, *_held_lines(held, code)), held


def _held_lines(held: Document, code: PaperCode) -> tuple[VerdictLine, ...]:
    """Say what is known of the paper whose record the print names; the words on the print itself nobody has read."""
    heads = held.fields.value("as_of")
    known = heads.get("heads", ()) if isinstance(heads, dict) else ()
    sealed = [Head(origin=str(one[0]), number=int(one[1]), hash=str(one[2])) for one in known]
    return (
        VerdictLine(holds=True, text=f"本机存有{held.title}{code.number}，所附记录的摘要与打印件上的相同"),
        VerdictLine(holds=ends_of(sealed) == code.ends, text="打印件上的台账末端与定稿时登记的" + _same(sealed, code)),
        VerdictLine(holds=None if held.is_sealed else False, text=_standing(held)),
    )


def _same(sealed: list[Head], code: PaperCode) -> str:
    return "相同" if ends_of(sealed) == code.ends else "不同"


def _standing(held: Document) -> str:
    if held.is_sealed:
        return "二维码只说明属于哪份记录；打印件上的文字请与本机所存原件对照"
    return f"这份文书已作废或被替代：{held.fields.text('void_reason') or '未写明原因'}"


def _record_digest(papers: Papers, files: Files, document: Document) -> str:
    """Return the digest of the record attached to the stored file; empty where it cannot be read."""
    path = files.document_path(document.file, "pdf")
    record = papers.attached_record(path.read_bytes()) if path.exists() else None
    return hashlib.sha256(canonical(record)).hexdigest() if record is not None else ""


def _told(code: PaperCode, *lines: VerdictLine) -> Verdict:
    valid = any(line.holds for line in lines) and not any(line.holds is False for line in lines)
    return Verdict(valid=valid, lines=lines, signers=(), digest=code.record)
