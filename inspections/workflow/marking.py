"""Mark a photograph: the layer over its picture is replaced, until a frozen paper names the photograph."""

from collections.abc import Mapping, Sequence
from typing import Final

from inspections.document import Document
from inspections.photo import Photo
from inspections.records import Changes, Records
from inspections.refusal import RefusedError
from inspections.trash import prints

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
    return next((paper for paper in papers if prints(paper, photo)), None)
