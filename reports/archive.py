"""The archival form of a paper: PDF/A-3b with the record attached. pikepdf is imported at first use.

The bytes depend on the arguments only: the file's id is computed from its content, and both dates are those
of the record, never those of the making.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pikepdf import Pdf

RECORD_NAME: Final = "record.json"
FLAVOUR: Final = "3b"
_PRODUCER: Final = "颐安检查"


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """What the archival file says of itself."""

    title: str
    author: str
    as_of: datetime
    """The instant of the record, with its offset; both dates of the file."""


def archive(pdf: bytes, *, record: bytes, catalogue: Catalogue) -> bytes:
    """Turn an unsigned PDF into validated PDF/A-3b that carries its record as JSON."""
    import pikepdf
    from pikepdf import pdfa

    if catalogue.as_of.tzinfo is None:
        raise ValueError("the record's instant needs its offset")
    archived = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            if "/Trans" in page:
                del page["/Trans"]  # reportlab leaves an empty transition in every page
        _attach(document, record, catalogue.as_of)
        _describe(document, catalogue)
        pdfa.prepare(document, FLAVOUR)
        _describe(document, catalogue)  # preparing enters pikepdf as producer and the present time
        pdfa.save(document, archived, FLAVOUR, repair=False, deterministic_id=True)
    return archived.getvalue()


def attached_record(pdf: bytes) -> bytes | None:
    """The record attached to a paper, None when it carries none."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        if RECORD_NAME not in document.attachments:
            return None
        return document.attachments[RECORD_NAME].get_file().read_bytes()


def violations(pdf: bytes) -> tuple[str, ...]:
    """What breaks PDF/A-3b in an unsigned file; empty when it is valid."""
    from pikepdf import pdfa

    report = pdfa.validate_written(io.BytesIO(pdf), FLAVOUR)
    return tuple(str(finding) for finding in report.findings)


def _attach(document: Pdf, record: bytes, as_of: datetime) -> None:
    import pikepdf

    attachment = pikepdf.AttachedFileSpec(
        document,
        record,
        filename=RECORD_NAME,
        description="本文书所依据的检查记录",
        mime_type="application/json",
        creation_date=_pdf_date(as_of),
        mod_date=_pdf_date(as_of),
    )
    attachment.relationship = pikepdf.Name.Data
    document.attachments[RECORD_NAME] = attachment


def _describe(document: Pdf, catalogue: Catalogue) -> None:
    import pikepdf

    document.Root.Lang = pikepdf.String("zh-CN")
    document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    moment = catalogue.as_of.isoformat(timespec="seconds")
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:title"] = catalogue.title
        xmp["dc:creator"] = [catalogue.author]
        xmp["dc:language"] = {"zh-CN"}
        xmp["xmp:CreatorTool"] = _PRODUCER
        xmp["pdf:Producer"] = _PRODUCER
        xmp["xmp:CreateDate"] = moment
        xmp["xmp:ModifyDate"] = moment
        xmp["xmp:MetadataDate"] = moment
    information = document.docinfo
    information["/Title"] = catalogue.title
    information["/Author"] = catalogue.author
    information["/Creator"] = _PRODUCER
    information["/Producer"] = _PRODUCER
    information["/CreationDate"] = _pdf_date(catalogue.as_of)
    information["/ModDate"] = _pdf_date(catalogue.as_of)


def _pdf_date(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return f"{moment:D:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
