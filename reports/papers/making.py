"""From a dossier to the bytes of an unsigned paper: story, typesetting, fields, PDF/A with its record. Heavy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reportlab.platypus.flowables import Flowable

from inspections.dossier import Dossier, Rendered, SignatureBox
from reports.archive import Catalogue, archive
from reports.document import Meta, build
from reports.fonts import font_digests
from reports.papers import (
    closure,
    evidence,
    extension,
    filing,
    fire_notice,
    fire_record,
    handed_in,
    joint_opinion,
    order,
    preparing,
    receipt,
    record,
    reinspection,
    report,
    result,
    statements,
    supervision,
    transfer,
)
from reports.papers.attached import code_content, record_json
from reports.papers.sheet import Sheet
from reports.signature_fields import with_fields
from reports.style import OFFICIAL_PAGE, WORKING_PAGE, PageLayout
from reports.wording import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one kind of paper is laid out."""

    story: Callable[[Sheet, str], list[Flowable]]
    layout: PageLayout = WORKING_PAGE
    page_signatures: str = ""
    seam_stamp: bool = False


FORMS: Final[Mapping[str, Form]] = {
    "record": Form(story=record.story, page_signatures=record.PAGE_SIGNATURES),
    "result": Form(story=result.story, layout=OFFICIAL_PAGE),
    "immediate": Form(story=order.story, layout=OFFICIAL_PAGE, seam_stamp=True),
    "order": Form(story=order.story, layout=OFFICIAL_PAGE, seam_stamp=True),
    "reinspection": Form(story=reinspection.story, layout=OFFICIAL_PAGE),
    "receipt": Form(story=receipt.story),
    "report": Form(story=report.story),
    "closure": Form(story=closure.story),
    "joint_opinion": Form(story=joint_opinion.story),
    "fire_record": Form(story=fire_record.story, page_signatures=record.PAGE_SIGNATURES),
    "fire_notice": Form(story=fire_notice.story, layout=OFFICIAL_PAGE, seam_stamp=True),
    "extension": Form(story=extension.story),
    "case_transfer": Form(story=transfer.story, layout=OFFICIAL_PAGE),
    "handover": Form(story=transfer.story, layout=OFFICIAL_PAGE),
    "supervision": Form(story=supervision.listed, layout=OFFICIAL_PAGE),
    "supervision_lifted": Form(story=supervision.lifted, layout=OFFICIAL_PAGE),
    "approval": Form(story=preparing.approval),
    "notice": Form(story=preparing.notice, layout=OFFICIAL_PAGE, seam_stamp=True),
    "questioning": Form(story=statements.questioning, page_signatures=statements.ASKED_SIGNATURES),
    "survey": Form(story=evidence.survey, page_signatures=evidence.SURVEY_SIGNATURES),
    "sampling": Form(story=evidence.sampling),
    "pleading": Form(story=statements.pleading, page_signatures=statements.PLEADER_SIGNATURES),
    "address": Form(story=statements.address),
    "reply": Form(story=handed_in.reply),
    "postponement": Form(story=handed_in.postponement),
    "summary": Form(story=filing.summary),
    "photos": Form(story=evidence.photos),
    "filing": Form(story=filing.filing),
}


def make_paper(dossier: Dossier, pictures: Mapping[str, bytes]) -> Rendered:
    """Render a paper; the same dossier and pictures give the same bytes."""
    form = FORMS[dossier.paper.code]
    sheet = Sheet(dossier=dossier, pictures=_printed(dossier, pictures), wording=wording(), layout=form.layout)
    attached = record_json(sheet)
    typeset = build(form.story(sheet, code_content(sheet, attached)), meta=_meta(sheet, form))
    catalogue = Catalogue(
        title=f"{dossier.title}　{dossier.document.number}".strip("　"),
        author=dossier.agency.name,
        as_of=datetime.fromisoformat(dossier.as_of.instant),
    )
    archived = archive(typeset.pdf, record=attached, catalogue=catalogue)
    return Rendered(
        pdf=with_fields(archived, typeset.signature_boxes),
        pages=typeset.pages,
        boxes=tuple(
            SignatureBox(field=one.field, title=one.label, page=one.page, box=one.box)
            for one in typeset.signature_boxes
        ),
        missing_characters=typeset.missing,
        derivatives=_digests(sheet),
    )


def make_word(dossier: Dossier, pictures: Mapping[str, bytes]) -> bytes:
    """Return the same story as .docx."""
    from reports.word import word_document

    form = FORMS[dossier.paper.code]
    sheet = Sheet(dossier=dossier, pictures=_printed(dossier, pictures), wording=wording(), layout=form.layout)
    story = form.story(sheet, code_content(sheet, record_json(sheet)))
    return word_document(story, meta=_meta(sheet, form), as_of=datetime.fromisoformat(dossier.as_of.instant))


def _meta(sheet: Sheet, form: Form) -> Meta:
    dossier = sheet.dossier
    return Meta(
        title=dossier.title,
        author=dossier.agency.name,
        running_left="" if dossier.is_draft else f"{dossier.title}　{dossier.document.number}",
        running_right=dossier.institution.name,
        page_signatures=form.page_signatures,
        layout=form.layout,
        draft=dossier.is_draft,
        seam_stamp=form.seam_stamp and not dossier.is_draft,
    )


def _printed(dossier: Dossier, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pictures of this paper's photographs alone."""
    wanted = (photo.photo.id for photo in dossier.photos)
    return {photo: pictures[photo] for photo in wanted if photo in pictures}


def _digests(sheet: Sheet) -> tuple[str, ...]:
    """Return the SHA-256 of every picture, typeface and sentence file that went in."""
    pictures = (hashlib.sha256(data).hexdigest() for data in sheet.pictures.values())
    return tuple(dict.fromkeys((*pictures, *(digest for _, digest in font_digests()), sheet.wording.digest)))
