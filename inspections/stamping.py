"""What a picture's stamp says: time, place, agency and finding, by the rule its agency set; none unless it set one."""

from inspections.dossier import Dossier, FindingLine
from inspections.marks import Layer, Stamp
from inspections.photo import Photo
from inspections.terms import STAMP_CORNER


def stamped(dossier: Dossier, line: FindingLine, photo: Photo) -> Layer:
    """Return what is drawn over one photograph of a paper: its marks and the stamp of the paper's agency."""
    return Layer(shapes=photo.marks, stamp=_stamp(dossier, line, photo))


def _stamp(dossier: Dossier, line: FindingLine, photo: Photo) -> Stamp | None:
    rule = dossier.agency.fields
    corner = rule.text("photo_stamp")
    if not corner or corner not in STAMP_CORNER:
        return None
    said = (
        ("stamp_time", _time(photo)),
        ("stamp_place", f"{dossier.institution.name}　{line.place}".rstrip("　")),
        ("stamp_agency", dossier.agency.name),
        ("stamp_finding", f"问题 {line.finding.number}" if line.finding.number else ""),
    )
    lines = tuple(words for name, words in said if words and rule.flag(name))
    return Stamp(corner=corner, lines=lines) if lines else None


def _time(photo: Photo) -> str:
    """Return the time the camera claims; without one the time of the import, and says so."""
    taken, added = photo.fields.text("taken_at"), photo.fields.text("added_at")
    named = ("拍摄", taken) if taken else ("导入", added)
    return f"{named[0]} {named[1][:16].replace('T', ' ')}" if named[1] else ""
