"""A paper before it is frozen: what it would say now, and the pictures it prints, each from its examined original."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspections.document import PAPERS
from inspections.dossier import Dossier
from inspections.marks import Layer
from inspections.photo import Photo
from inspections.reading import read_dossier
from inspections.records import Files, Records, UnavailableError
from inspections.refusal import BadValueError, RefusedError
from inspections.stamping import stamped

LOST_ORIGINAL: Final = "请从备份中恢复照片原件，或撤下这张照片并写明理由，再重新定稿；已取的文号保留。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper that is about to be made: its dossier and the pictures it prints."""

    dossier: Dossier
    pictures: Mapping[str, bytes]


def draft_paper(
    records: Records,
    files: Files,
    *,
    paper: str,
    subject: str,
    on: date,
    agency: str = "",
    document: str = "",
    final: bool = False,
) -> Draft:
    """Read what a paper would say now; it prints 草稿 until it has a number. A `final` one trusts no cached picture."""
    if paper not in PAPERS:
        raise RefusedError(f"没有“{paper}”这种文书。", f"可用的有：{'、'.join(PAPERS)}。")
    made = records.documents.get(document) if document else records.documents.new("draft")
    read = read_dossier(records, files, paper=paper, subject_id=subject, agency=agency, on=on, document=made)
    return Draft(dossier=read, pictures=read_pictures(files, read, anew=final))


def read_pictures(files: Files, dossier: Dossier, *, anew: bool = False) -> dict[str, bytes]:
    """Read the derivatives of every photo a paper prints, with their marks and the agency's stamp.

    Made `anew`, each comes from its examined original.
    """
    shown = [
        (f"问题 {line.finding.number} 的照片", one.photo, stamped(dossier, line, one.photo))
        for line in dossier.findings
        for one in line.photos
    ]
    shown += [("照片", one.photo, one.photo.layer) for one in dossier.loose_photos]
    return {photo.id: _picture(files, about, photo, layer, anew=anew) for about, photo, layer in shown}


def _picture(files: Files, about: str, photo: Photo, layer: Layer, *, anew: bool) -> bytes:
    """Read one derivative; a missing or altered original is named with its finding."""
    if anew:
        files.forget_derivative(photo.sha256)
    try:
        return files.derivative(photo.sha256, photo.extension, layer)
    except (UnavailableError, BadValueError) as error:
        raise UnavailableError(f"{about}{photo.title}不能写入文书：{error.message}", LOST_ORIGINAL) from error
