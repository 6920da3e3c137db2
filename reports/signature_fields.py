"""Empty signature fields in an unsigned paper, and one signature at a time into them. Heavy: pikepdf, pyHanko.

The fields are part of the bytes that are frozen at 定稿; people then sign in any order, each in an update of its own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from reports.marks import SignatureBox
from reports.signing import Signer

_PRINT_AND_LOCKED: Final = 132


def with_fields(pdf: bytes, boxes: Sequence[SignatureBox]) -> bytes:
    """Return an archived paper with one empty signature field per box; the same input gives the same bytes.

    It comes after PDF/A was checked, because the checker does not know forms; PDF/A-3 allows fields that have a look.
    """
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fields = [_field(document, box) for box in boxes]
        document.Root.AcroForm = document.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(fields), SigFlags=0))
        document.save(made, deterministic_id=True)
    return made.getvalue()


def _field(document: Any, box: SignatureBox) -> Any:
    """Make one field with its widget; the empty look is what PDF/A asks of every widget."""
    import pikepdf

    left, bottom, right, top = box.box
    look = document.make_stream(b"")
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox = pikepdf.Array([0, 0, right - left, top - bottom])
    look.Resources = pikepdf.Dictionary()
    page = document.pages[box.page]
    field = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=pikepdf.String(box.field),
            TU=pikepdf.String(box.label),
            F=_PRINT_AND_LOCKED,
            Rect=pikepdf.Array([left, bottom, right, top]),
            P=page.obj,
            AP=pikepdf.Dictionary(N=look),
        )
    )
    if "/Annots" not in page:
        page.Annots = pikepdf.Array()
    page.Annots.append(field)
    return field


def sign_field(pdf: bytes, signer: Signer, *, at: datetime, last: bool) -> bytes:
    """Sign one field: the first signature certifies and allows only further ones, the last locks everything."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    if at.tzinfo is None:
        raise ValueError("the time of signing needs its offset")
    reader = PdfFileReader(io.BytesIO(pdf))
    places = {name: reference.get_object()["/Rect"] for name, _, reference in enumerate_sig_fields(reader)}
    if signer.field not in places:
        raise ValueError(f"文书上没有签名栏“{signer.field}”。")
    left, bottom, right, top = (float(number) for number in places[signer.field])
    file = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(file)
    act = _act(
        signer, size=(right - left, top - bottom), at=at, first=not reader.embedded_regular_signatures, last=last
    )
    act.sign_pdf(writer, existing_fields_only=True, in_place=True)
    return file.getvalue()


def _act(signer: Signer, *, size: tuple[float, float], at: datetime, first: bool, last: bool) -> Any:
    from pyhanko.sign import fields, signers
    from pyhanko.stamp.static import StaticStampStyle

    from reports.signature_look import draw_look
    from reports.signing import Look, PdfSignerAt

    class _Locking(PdfSignerAt):
        """Locks the document by the last signature itself, whichever field that stands in."""

        def init_signing_session(self, *args: Any, **options: Any) -> Any:
            session = super().init_signing_session(*args, **options)
            rules = session._apply_locking_rules  # noqa: SLF001 - pyHanko knows locks of fields, not of signatures
            if last:
                locked = fields.MDPPerm.NO_CHANGES
                lock = fields.FieldMDPSpec(fields.FieldMDPAction.ALL)
                session._apply_locking_rules = lambda: replace(rules(), field_lock=lock, docmdp_perms=locked)  # noqa: SLF001
            return session

    metadata = signers.PdfSignatureMetadata(
        field_name=signer.field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=first,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES if first and last else fields.MDPPerm.FILL_FORMS,
        name=signer.name,
        reason=signer.reason,
        location=signer.location or None,
    )
    look = draw_look(signer.strokes, name=signer.name, note=signer.note, at=at, width=size[0], height=size[1])
    style = StaticStampStyle(background=Look(look), border_width=0)
    return _Locking(metadata, signer.key, stamp_style=style, at=at)
