"""What a picture's stamp says: time, place, agency and finding, by the rule its agency set; none unless it set one."""

from inspections.dossier import Dossier, FindingLine
from inspections.marks import Layer, Stamp
from inspections.people import Agency
from inspections.photo import Photo
from inspections.terms import STAMP_CORNER


def stamped(dossier: Dossier, line: FindingLine, photo: Photo) -> Layer:
    """Return what is drawn over one photograph of a paper: its marks and the stamp of the paper's agency."""
    place = f"{dossier.institution.name}　{line.place}".rstrip("　")
    return handed_out(photo, agency=dossier.agency, place=place, finding=line.finding.number)


def handed_out(photo: Photo, *, agency: Agency, place: str, finding: str) -> Layer:
    """Return what is drawn over a photograph that an agency hands out."""
    said = (
        ("stamp_time", _time(photo)),
        ("stamp_place", place),
        ("stamp_agency", agency.name),
        ("stamp_finding", f"问题 {finding}" if finding else ""),
    )
    corner = agency.fields.text("photo_stamp")
    lines = tuple(words for name, words in said if words and agency.fields.flag(name))
    is_stamped = bool(corner and corner in STAMP_CORNER and lines)
    return Layer(shapes=photo.marks, stamp=Stamp(corner=corner, lines=lines) if is_stamped else None)


def _time(photo: Photo) -> str:
    """Return the time the camera claims; without one the time of the import, and says so."""
    taken, added = photo.fields.text("taken_at"), photo.fields.text("added_at")
    named = ("拍摄", taken) if taken else ("导入", added)
    return f"{named[0]} {named[1][:16].replace('T', ' ')}" if named[1] else ""
