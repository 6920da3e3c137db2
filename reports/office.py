"""The office that makes papers: `Papers` as the workflow asks for it. Light; each heavy library is imported at use."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from inspections.authoring.book import Sheet
from inspections.dossier import Dossier, Ink, Ledger, Rendered, Verdict, VerdictLine
from inspections.entry import JsonObject
from inspections.parcel import DataSignature

DRAWN_NOTE: Final = "现场确认，非可靠电子签名"
"""What stands in the look of a signature drawn on this laptop (电子签名法13: it lacks sole control by the signer)."""
ISSUER_MARK: Final = "（本机签发）"
"""What the name of this laptop's own issuer says: no third party vouches for it."""
_ROOM_FOR_ISSUER: Final = 46
_YEARS_VALID: Final = 10
_BEIJING: Final = timezone(timedelta(hours=8))
_FULL_PRESSURE: Final = 1000


class PaperOffice:
    """Renders, signs and verifies papers and writes ledgers; `trust` are certificates of issuers that are trusted."""

    def __init__(self, trust: Sequence[bytes] = ()) -> None:
        self._trust = tuple(trust)

    def render(self, dossier: Dossier, pictures: Mapping[str, bytes]) -> Rendered:
        """Render a paper; `pictures`: photo id -> upright JPEG derivative."""
        from reports.papers.making import make_paper

        return make_paper(dossier, pictures)

    def word(self, dossier: Dossier, pictures: Mapping[str, bytes]) -> bytes:
        """Return a paper as .docx, with the content the PDF of this dossier has."""
        from reports.papers.making import make_word

        return make_word(dossier, pictures)

    def sign(
        self, pdf: bytes, *, field: str, name: str, ink: Ink | None, key: bytes, passphrase: bytes, at: str, last: bool
    ) -> bytes:
        """Add one PAdES signature to a pre-created field; the first certifies, the last locks."""
        from reports.signature_fields import sign_field
        from reports.signing import Signer, open_key

        signer = Signer(
            field=field,
            name=name,
            key=open_key(key, passphrase),
            reason="确认文书内容",
            note=DRAWN_NOTE if ink else "",
            strokes=_strokes(ink),
        )
        return sign_field(pdf, signer, at=datetime.fromisoformat(at), last=last)

    def make_key(self, *, name: str, organization: str, number: str, valid_from: date, passphrase: bytes) -> bytes:
        """Make a key and a certificate of an authority of this laptop; that authority issues this one and is gone."""
        from reports.certificates import Holder, Validity, fitting, found_authority, issue

        begins = datetime.combine(valid_from, time(), tzinfo=_BEIJING)
        validity = Validity(begins=begins, ends=begins.replace(year=begins.year + _YEARS_VALID, day=1))
        once = secrets.token_hex(32).encode()
        issuer = f"{fitting(organization, room=_ROOM_FOR_ISSUER)}{ISSUER_MARK}"
        authority = found_authority(issuer, validity=validity, passphrase=once)
        holder = Holder(name=name, number=number, agency=organization)
        return issue(authority, holder, validity=validity, authority_passphrase=once, passphrase=passphrase)

    def verify(self, pdf: bytes, *, expected_digest: str | None, expected_fields: Sequence[str] | None) -> Verdict:
        """Say what holds and what does not; valid means that nothing which could be asked failed."""
        from reports.verification import Outcome, verify

        found = verify(pdf, trust=self._trust, expected_fields=expected_fields, expected_digest=expected_digest)
        checks = [VerdictLine(holds=one.passed, text=f"{one.question.value}：{one.line}") for one in found.checks]
        changes = [VerdictLine(holds=False, text=f"改动：{one}") for one in found.changes]
        signatures = [VerdictLine(holds=one.intact, text=one.line) for one in found.signatures]
        return Verdict(
            valid=found.outcome is not Outcome.BROKEN,
            lines=(*checks, *changes, *signatures),
            signers=tuple(one.signer for one in found.signatures),
            digest=found.digest,
            record=_json(found.record),
        )

    def attached_record(self, pdf: bytes) -> JsonObject | None:
        """Return the record attached to a paper, None where there is none or it cannot be read."""
        import json

        from pikepdf import PdfError

        from reports.archive import attached_record

        try:
            data = attached_record(pdf)
            read = json.loads(data) if data else None
        except (PdfError, ValueError):
            return None
        return read if isinstance(read, dict) else None

    def read_codes(self, data: bytes) -> tuple[str, ...]:
        """Return the codes of papers found in a photograph, a scan or a PDF."""
        from reports.printed_code import read_codes

        return read_codes(data)

    def sign_data(self, data: bytes, *, key: bytes, passphrase: bytes, at: str) -> bytes:
        """Sign data that is no paper: a detached signature that carries the certificate."""
        from reports.detached import sign_data

        return sign_data(data, key=key, passphrase=passphrase, at=datetime.fromisoformat(at))

    def check_data(self, data: bytes, signature: bytes) -> DataSignature | None:
        """Say who signed data and whether it is what was signed."""
        from reports.detached import check_data

        return check_data(data, signature, trust=self._trust)

    def ledger_workbook(self, ledger: Ledger, *, kind: str) -> bytes:
        """Return the .xlsx of a ledger."""
        from reports.ledgers import ledger_workbook

        return ledger_workbook(ledger, kind)

    def ledger_pdf(self, ledger: Ledger, *, kind: str) -> bytes:
        """Return the PDF of a ledger."""
        from reports.ledgers import ledger_pdf

        return ledger_pdf(ledger, kind)

    def checklist_workbook(self, sheets: Sequence[Sheet], *, title: str) -> bytes:
        """Return the .xlsx of a checklist or of the template."""
        from reports.checklist_workbook import checklist_workbook

        return checklist_workbook(sheets, title=title)


def _strokes(ink: Ink | None) -> list[list[tuple[float, float, float]]]:
    """Return drawn lines as the look of a signature takes them: pressure from 0 to 1."""
    if ink is None:
        return []
    return [
        [(float(x), float(y), pressure / _FULL_PRESSURE) for x, y, pressure, _ in one.points] for one in ink.strokes
    ]


def _json(record: bytes | None) -> JsonObject | None:
    """Return an attached record; a file from anywhere may carry what is none."""
    if record is None:
        return None
    try:
        read = json.loads(record)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None
