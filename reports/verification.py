"""What can be said of a signed PDF, in Chinese and never more than was checked. Heavy: imports pyHanko.

No outside program asks all four questions: is every signature good, does the last one cover the whole file,
are all expected signers there, and is this the very file whose digest stands in the journal.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from reports import certificate_names
from reports.agreement import agreement
from reports.alterations import Covered, alterations
from reports.archive import RECORD_NAME, attached_record

certificate_names.compare_by_present_unicode()
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they find becomes a line of ours, not a traceback

MAX_BYTES: Final = 1 << 30


class Question(Enum):
    """What a verdict asks."""

    READABLE = "文件可读"
    SIGNATURES = "签名完好"
    ISSUERS = "签发者可信"
    COVERAGE = "覆盖全文"
    SIGNERS = "签名齐全"
    DIGEST = "与台账一致"
    TEXT = "正文与附带记录一致"


class Outcome(Enum):
    """The sum of a verdict."""

    HOLDS = "各项核对均通过"
    INCOMPLETE = "已核对的各项通过，另有项目未能核对"
    BROKEN = "核对不通过"


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One question and its answer; None means it could not be asked."""

    question: Question
    passed: bool | None
    line: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatureFacts:
    """One signature as found; the time is claimed by the signing computer."""

    field: str
    signer: str
    issuer: str
    signed_at: datetime | None
    intact: bool
    trusted: bool | None
    covers_file: bool
    line: str
    covered: Covered


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """All answers about one file."""

    digest: str
    checks: tuple[Check, ...]
    signatures: tuple[SignatureFacts, ...] = ()
    record: bytes | None = None
    changes: tuple[str, ...] = ()
    """What was changed after signing, as far as the file shows it."""

    @property
    def outcome(self) -> Outcome:
        """Broken by one failed answer, whole only when all questions could be asked."""
        answers = [check.passed for check in self.checks]
        if False in answers:
            return Outcome.BROKEN
        return Outcome.INCOMPLETE if None in answers else Outcome.HOLDS

    @property
    def lines(self) -> tuple[str, ...]:
        """The verdict as text: sum, answers, who signed when, what is attached."""
        marks = {True: "通过", False: "不通过", None: "未核对"}
        answers = (f"{marks[check.passed]}　{check.question.value}：{check.line}" for check in self.checks)
        attached = "附有检查记录" if self.record is not None else "没有附带检查记录"
        return (
            f"结论：{self.outcome.value}。",
            *answers,
            *(f"改动：{change}。" for change in self.changes),
            *(signature.line for signature in self.signatures),
            f"附件：{attached}（{RECORD_NAME}）。",
            f"文件 SHA-256：{self.digest}",
        )


def verify(
    pdf: bytes,
    *,
    trust: Sequence[bytes] = (),
    expected_signers: Sequence[str] | None = None,
    expected_fields: Sequence[str] | None = None,
    expected_digest: str | None = None,
) -> Verdict:
    """Check a signed PDF; any bytes give a verdict, none an exception.

    `expected_fields` are the signature fields the journal knows as signed: they must be signed here, and no others;
    a field that a person refused to sign stays empty, and a paper signed by hand only has none at all.

    `trust` holds the certificates (PEM or DER) of issuers this installation trusts, `expected_signers` names as
    in the certificates with or without the number, `expected_digest` the SHA-256 in the journal.
    """
    digest = hashlib.sha256(pdf).hexdigest()
    known = _digest_check(digest, expected_digest)
    roots = [_certificate(data) for data in trust]  # ours, not the file's: a broken one is a bug
    try:
        expected = _Expected(signers=expected_signers, fields=expected_fields)
        checks, signatures = _examine(pdf, roots=roots, expected=expected)
    except Exception as error:  # the bytes come from anywhere; whatever a parser raises is an answer, not a bug
        return Verdict(digest=digest, checks=(_unreadable(pdf, error), known))
    record = _record(pdf)
    doubtful = any(check.passed is False for check in checks)
    return Verdict(
        digest=digest,
        checks=(*checks, known, _text_check(pdf, record)),
        signatures=signatures,
        record=record,
        changes=alterations(pdf, [one.covered for one in signatures]) if doubtful else (),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Expected:
    """Who should have signed: names in certificates, or fields the journal knows as signed."""

    signers: Sequence[str] | None
    fields: Sequence[str] | None


def _examine(
    pdf: bytes, *, roots: Sequence[x509.Certificate], expected: _Expected
) -> tuple[tuple[Check, ...], tuple[SignatureFacts, ...]]:
    refused = _refusal(pdf)
    if refused:
        return (Check(question=Question.READABLE, passed=False, line=refused),), ()
    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted:
        line = "文件已加密，无法核对。请用未加密的原件。"
        return (Check(question=Question.READABLE, passed=False, line=line),), ()
    pages = int(reader.root["/Pages"]["/Count"])
    readable = Check(question=Question.READABLE, passed=True, line=f"PDF 文件，共 {pages} 页。")
    embedded = reader.embedded_regular_signatures
    if not embedded:
        return (readable, _unsigned_check(expected)), ()
    signatures = tuple(_signature(signature, roots) for signature in embedded)
    unsigned = [name for name, _, _ in enumerate_sig_fields(reader, filled_status=False)]
    checks = (
        readable,
        _intact_check(signatures),
        _issuer_check(signatures),
        _coverage_check(signatures),
        _signers_check(signatures, unsigned, expected),
    )
    return checks, signatures


def _refusal(pdf: bytes) -> str | None:
    if len(pdf) > MAX_BYTES:
        return "文件超过 1 GB，不予核对。"
    if not pdf.startswith(b"%PDF-"):
        return "不是 PDF 文件，或文件开头已损坏。"
    return None


def _unreadable(pdf: bytes, error: Exception) -> Check:
    ends = b"%%EOF" in pdf[-1024:]
    likely = "文件结构已损坏" if ends else "文件不完整，可能未传完"
    line = f"{likely}，无法核对（{type(error).__name__}）。请重新取得原件。"
    return Check(question=Question.READABLE, passed=False, line=line)


def _text_check(pdf: bytes, record: bytes | None) -> Check:
    try:
        found = agreement(pdf, record)
    except Exception as error:  # pages that cannot be drawn or read say so
        line = f"页面无法读取（{type(error).__name__}），正文未核对。"
        return Check(question=Question.TEXT, passed=None, line=line)
    return Check(question=Question.TEXT, passed=found.holds, line=found.line)


def _record(pdf: bytes) -> bytes | None:
    try:
        return attached_record(pdf)
    except Exception:  # what cannot be read is not there
        return None


def _certificate(data: bytes) -> x509.Certificate:
    der = pem.unarmor(data)[2] if pem.detect(data) else data
    return x509.Certificate.load(der)


def _signature(embedded: Any, roots: Sequence[x509.Certificate]) -> SignatureFacts:
    """Check one signature at the time it claims; revocation is not asked, a local authority publishes none."""
    signed_at = embedded.self_reported_timestamp
    context = ValidationContext(trust_roots=list(roots), moment=signed_at, allow_fetching=False)
    status = validate_pdf_signature(embedded, context)
    intact = bool(status.intact and status.valid and status.seed_value_ok and status.docmdp_ok)
    trusted = bool(status.bottom_line) if roots and intact else (bool(status.trusted) if roots else None)
    signer = _common_name(status.signing_cert.subject)
    start, length, after, rest = (int(number) for number in embedded.byte_range)
    when = f"{signed_at:%Y-%m-%d %H:%M:%S %z}" if signed_at else "未写明时间"
    return SignatureFacts(
        field=str(embedded.field_name),
        signer=signer,
        issuer=_common_name(status.signing_cert.issuer),
        signed_at=signed_at,
        intact=intact,
        trusted=trusted,
        covers_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        line=f"签名：{signer}，所称时间 {when}，{'签后未被改动' if intact else '签后被改动或签名损坏'}。",
        covered=Covered(
            field=str(embedded.field_name),
            signer=signer,
            ranges=(start, length, after, rest),
            bytes_hold=bool(status.intact and status.valid),
        ),
    )


def _common_name(name: x509.Name) -> str:
    common = name.native.get("common_name", "")
    return common if isinstance(common, str) and common else name.human_friendly


def _intact_check(signatures: Sequence[SignatureFacts]) -> Check:
    broken = [signature.signer for signature in signatures if not signature.intact]
    line = (
        f"{'、'.join(broken)} 的签名之后文件被改动，或签名本身损坏。"
        if broken
        else f"{len(signatures)} 个签名均完好，签名范围内的内容未被改动。"
    )
    return Check(question=Question.SIGNATURES, passed=not broken, line=line)


def _issuer_check(signatures: Sequence[SignatureFacts]) -> Check:
    issuers = "、".join(dict.fromkeys(signature.issuer for signature in signatures))
    if any(signature.trusted is None for signature in signatures):
        line = f"证书由 {issuers} 签发；未提供信任的签发者，签名人身份未核对。"
        return Check(question=Question.ISSUERS, passed=None, line=line)
    doubtful = [signature.signer for signature in signatures if not signature.trusted]
    line = (
        f"{'、'.join(doubtful)} 的证书不是由信任的签发者签发，或在所称签名时间无效。"
        if doubtful
        else f"证书由 {issuers} 签发，在所称签名时间有效；未查询吊销。"
    )
    return Check(question=Question.ISSUERS, passed=not doubtful, line=line)


def _coverage_check(signatures: Sequence[SignatureFacts]) -> Check:
    whole = signatures[-1].covers_file
    line = "最后一个签名覆盖整个文件。" if whole else "最后一个签名之后，文件又被追加或改动。"
    return Check(question=Question.COVERAGE, passed=whole, line=line)


def _unsigned_check(expected: _Expected) -> Check:
    if expected.fields is not None and not expected.fields:
        line = "文件中没有电子签名，台账也没有登记电子签名；以纸质签名、盖章为准。"
        return Check(question=Question.SIGNATURES, passed=None, line=line)
    return Check(question=Question.SIGNATURES, passed=False, line="文件中没有电子签名。")


def _signers_check(signatures: Sequence[SignatureFacts], unsigned: Sequence[str], expected: _Expected) -> Check:
    if expected.fields is not None:
        return _fields_check([signature.field for signature in signatures], unsigned, expected.fields)
    if unsigned:
        line = f"有 {len(unsigned)} 个签名位置没有签名（{'、'.join(unsigned)}），可能签名被删去或文件取自签完之前。"
        return Check(question=Question.SIGNERS, passed=False, line=line)
    if expected.signers is None:
        line = f"文件内 {len(signatures)} 个签名位置都已签名；应签名人名单不在手，未与之核对。"
        return Check(question=Question.SIGNERS, passed=None, line=line)
    lacking = _lacking([signature.signer for signature in signatures], expected.signers)
    surplus = len(signatures) - len(expected.signers) + len(lacking)
    problems = [f"缺 {'、'.join(lacking)} 的签名"] if lacking else []
    problems += [f"多出 {surplus} 个名单以外的签名"] if surplus else []
    line = "；".join(problems) + "。" if problems else f"应签名的 {len(expected.signers)} 人都已签名。"
    return Check(question=Question.SIGNERS, passed=not problems, line=line)


def _fields_check(signed: Sequence[str], unsigned: Sequence[str], expected: Sequence[str]) -> Check:
    lacking, surplus = sorted(set(expected) - set(signed)), sorted(set(signed) - set(expected))
    problems = [f"台账登记的 {len(lacking)} 处签名不在文件中"] if lacking else []
    problems += [f"文件中有 {len(surplus)} 处签名未在台账登记"] if surplus else []
    line = "；".join(problems) or f"台账登记的 {len(expected)} 处签名都在文件中"
    rest = f"；另有 {len(unsigned)} 处未签（拒签或手写）" if unsigned else ""
    return Check(question=Question.SIGNERS, passed=not problems, line=f"{line}{rest}。")


def _lacking(found: Sequence[str], expected: Sequence[str]) -> list[str]:
    """Expected names without a signature; a certificate reads 姓名 编号."""
    left = Counter(found)
    lacking = []
    for name in expected:
        match = next((common for common in left if name in (common, common.rsplit(" ", 1)[0]) and left[common]), None)
        if match is None:
            lacking.append(name)
        else:
            left[match] -= 1
    return lacking


def _digest_check(digest: str, expected: str | None) -> Check:
    if expected is None:
        return Check(question=Question.DIGEST, passed=None, line="台账不在手，未与台账中的摘要核对。")
    same = digest == expected.strip().lower()
    line = "文件摘要与台账所存相同。" if same else "文件摘要与台账所存不同，这不是当时定稿的文件。"
    return Check(question=Question.DIGEST, passed=same, line=line)
