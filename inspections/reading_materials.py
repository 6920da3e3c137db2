"""Read what a paper has beside the visit and its findings: typed materials, a case file's papers, other photographs."""

from collections.abc import Mapping
from dataclasses import replace

from inspections.document import Document
from inspections.dossier import PhotoLine
from inspections.inspection import Inspection
from inspections.institution import Place, place_path
from inspections.material import Material
from inspections.people import Agency
from inspections.photo import Photo
from inspections.records import Records
from inspections.typed_needs import needed_materials


def read_materials(
    records: Records, *, paper: str, visit: str, agency: Agency, named: Material | None, about: str
) -> tuple[Material, ...]:
    """Return the forms of a paper as they are filled in: the one it is of, else the agency's or the visit's."""
    if named is not None:
        return (named,)
    wanted = needed_materials(paper)
    found = [one for form in wanted for one in records.materials.where(inspection=visit, form=form, withdrawn=False)]
    return tuple(one for one in found if one.agency in ("", agency.id) and one.about in ("", about))


def read_case_file(records: Records, visit: str, agency: Agency, made: Document) -> tuple[Document, ...]:
    """Return the frozen papers of a visit that belong into one agency's file, the oldest first."""
    found = [one for one in records.documents.where(inspection=visit) if one.is_sealed and one.id != made.id]
    own = [one for one in found if one.agency == agency.id or one.paper in ("record", "joint_opinion", "photos")]
    return tuple(sorted(own, key=lambda one: (one.fields.text("made_on"), one.number)))


def read_loose_photos(
    records: Records, visit: Inspection, places: Mapping[str, Place], *, after: int
) -> tuple[PhotoLine, ...]:
    """Return the photographs of a visit that show no finding, numbered on after the others."""
    found = records.photos.where(inspection=visit.id, finding="", withdrawn=False)
    lines = (PhotoLine(photo=photo, label=f"照{number}") for number, photo in enumerate(found, start=after + 1))
    return tuple(with_origin(records, line, places) for line in lines)


def with_origin(records: Records, line: PhotoLine, places: Mapping[str, Place], *, place: str = "") -> PhotoLine:
    """Return a photograph with who brought it in and where it was taken."""
    where = line.photo.fields.text("place")
    return replace(line, taken_by=_added_by(records, line.photo), place=place_path(where, places) if where else place)


def _added_by(records: Records, photo: Photo) -> str:
    first = next(iter(records.history(photo.subject)), None)
    person = records.people.find(first.by) if first else None
    return person.name if person else ""
