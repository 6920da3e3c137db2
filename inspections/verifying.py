"""Verify a paper with what is at hand: the file alone, or the file and the journal that froze it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from inspections.document import Document
from inspections.dossier import Papers, Verdict, VerdictLine
from inspections.records import Records


def verify_paper(papers: Papers, pdf: bytes, *, records: Records | None) -> Mapping[str, Any]:
    """Say what holds and what does not; without the journal the file is judged alone and the words say so."""
    verdict, document = judge_paper(papers, pdf, records=records)
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
