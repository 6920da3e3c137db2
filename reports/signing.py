"""Signatures on an archived paper: PAdES, RSA, one after the other in one act. Heavy: imports pyHanko.

All fields are made before the first signature; the first certifies and allows only further signatures, the
last locks everything. So a missing signature, an added page or a second version can be told from the file.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp.static import StaticStampStyle

from reports import certificate_names
from reports.marks import SignatureBox
from reports.signature_look import Stroke, draw_look

certificate_names.compare_by_present_unicode()

_DIGEST: Final = "sha256"


class WrongPassphraseError(ValueError):
    """The certificate's file does not open with this passphrase."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """Who signs in which field, with which key, and how it looks."""

    field: str
    name: str
    key: Any = dataclasses.field(repr=False)
    reason: str
    location: str = ""
    note: str = ""
    strokes: Sequence[Stroke] = ()


def open_key(pkcs12: bytes, passphrase: bytes) -> Any:
    """Open a person's PKCS#12; checking an RSA key takes time, so keep the result while signing."""
    try:
        return signers.SimpleSigner.load_pkcs12_data(pkcs12, other_certs=(), passphrase=passphrase)
    except ValueError as error:
        raise WrongPassphraseError("证书口令不正确，或证书文件已损坏。") from error


def sign(pdf: bytes, signers_in_order: Sequence[Signer], *, boxes: Sequence[SignatureBox], at: datetime) -> bytes:
    """Sign an archived paper; every box must have its signer, `at` is the claimed time with its offset."""
    if at.tzinfo is None:
        raise ValueError("the time of signing needs its offset")
    places = {box.field: box for box in boxes}
    if not signers_in_order or sorted(places) != sorted(signer.field for signer in signers_in_order):
        raise ValueError("every signature field needs exactly one signer")
    file = io.BytesIO(pdf)
    _make_fields(file, boxes, last=signers_in_order[-1].field)
    for number, signer in enumerate(signers_in_order):
        _sign_one(file, signer, places[signer.field], at=at, first=number == 0)
    return file.getvalue()


def _make_fields(file: io.BytesIO, boxes: Sequence[SignatureBox], *, last: str) -> None:
    """Create all fields in one update; signing the last one locks the document."""
    writer = IncrementalPdfFileWriter(file)
    for box in boxes:
        locks = box.field == last
        specification = fields.SigFieldSpec(
            box.field,
            on_page=box.page,
            box=box.box,
            readable_field_name=box.label,
            field_mdp_spec=fields.FieldMDPSpec(fields.FieldMDPAction.ALL) if locks else None,
            doc_mdp_update_value=fields.MDPPerm.NO_CHANGES if locks else None,
        )
        fields.append_signature_field(writer, specification)
    writer.write_in_place()  # type: ignore[no-untyped-call]


def _sign_one(file: io.BytesIO, signer: Signer, place: SignatureBox, *, at: datetime, first: bool) -> None:
    left, bottom, right, top = place.box
    look = draw_look(signer.strokes, name=signer.name, note=signer.note, at=at, width=right - left, height=top - bottom)
    metadata = signers.PdfSignatureMetadata(
        field_name=signer.field,
        md_algorithm=_DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        name=signer.name,
        reason=signer.reason,
        location=signer.location or None,
    )
    style = StaticStampStyle(background=Look(look), border_width=0)
    writer = IncrementalPdfFileWriter(file)
    PdfSignerAt(metadata, signer.key, stamp_style=style, at=at).sign_pdf(
        writer, existing_fields_only=True, in_place=True
    )


class PdfSignerAt(signers.PdfSigner):
    """A signer whose claimed time is handed in: only the composition root reads the clock."""

    def __init__(self, *args: Any, at: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._at = at

    def init_signing_session(self, *args: Any, **options: Any) -> Any:
        """Start the session at the time handed in."""
        session = super().init_signing_session(*args, **options)
        session.system_time = self._at
        return session


class Look(PdfContent):
    """A one-page PDF in memory as the face of a signature."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        """Import the page and show it."""
        writer = self._ensure_writer
        form = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Look"] = form
        left, bottom, right, top = form.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Look Do"
