"""Mark a photograph: the layer over its picture is replaced, until a frozen paper names the photograph."""

from collections.abc import Mapping, Sequence
from typing import Final

from inspections.document import Document
from inspections.photo import Photo
from inspections.reading import WITHOUT_PHOTOS
from inspections.records import Changes, Records
from inspections.refusal import RefusedError

_FROZEN: Final = "如须改动，请先作废该文书，标注后重新定稿。"


def mark_photo(records: Records, *, photo: str, marks: Sequence[Mapping[str, object]], by: str) -> Changes:
    """Replace the marks of a photograph; the original never changes, the same marks again change nothing."""
    with records.change(by=by) as change:
        record = records.photos.get(photo)
        fact = record.mark(marks)
        if fact.body["set"]["marks"] == [shape.as_data() for shape in record.marks]:
            return Changes()
        paper = frozen_paper(records, record)
        if paper is not None:
            raise RefusedError(f"照片已用于定稿的《{paper.title}》{paper.number}，标注不能再改。", _FROZEN)
        change.append(fact)
    return change.touched


def frozen_paper(records: Records, photo: Photo) -> Document | None:
    """Return a frozen paper that names a photograph, None where there is none; a voided one binds no longer."""
    papers = records.documents.where(institution=photo.fields.text("institution"), state="sealed")
    return next((paper for paper in papers if _names(paper, photo)), None)


def _names(paper: Document, photo: Photo) -> bool:
    if paper.fields.value("photos") is not None:
        return photo.id in paper.fields.texts("photos")
    # Frozen before papers listed their photographs: all that their findings then had.
    if paper.paper in WITHOUT_PHOTOS or photo.finding not in paper.fields.texts("findings"):
        return False
    return photo.fields.text("added_at") <= paper.fields.text("sealed_at")
