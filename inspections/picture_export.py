"""The photographs of one visit as files to hand out: marked pictures, the originals only where somebody chose them."""

from collections.abc import Iterator
from typing import Final

from inspections.people import Agency
from inspections.photo import Photo
from inspections.reading import place_of, read_places
from inspections.records import Files, Records, UnavailableError
from inspections.refusal import BadValueError
from inspections.stamping import handed_out

ORIGINALS: Final = "原件"
"""The folder of the originals beside the pictures."""


def picture_files(
    records: Records, files: Files, *, inspection: str, agency: str = "", originals: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each picture of a visit, findings in their order, then what belongs to none."""
    visit = records.inspections.get(inspection)
    if agency and agency not in visit.agencies:
        raise BadValueError("该机关没有参加这次检查。", "请从参加检查的机关中选择。")
    organ = records.agencies.get(agency or visit.agencies[0])
    home = records.institutions.get(visit.institution)
    places = read_places(records, visit.institution)
    photos = records.photos.where(inspection=inspection, withdrawn=False)
    for finding in records.findings.where(inspection=inspection):
        words = f"{home.name}　{place_of(finding, places)}".rstrip("　")
        own = [photo for photo in photos if photo.finding == finding.id]
        yield from _files(files, own, organ, place=words, finding=finding.number, originals=originals)
    loose = [photo for photo in photos if not photo.finding]
    yield from _files(files, loose, organ, place=home.name, finding="", originals=originals)


def _files(
    files: Files, photos: list[Photo], agency: Agency, *, place: str, finding: str, originals: bool
) -> Iterator[tuple[str, bytes]]:
    for number, photo in enumerate(photos, start=1):
        name = f"{finding or '未归入问题'}-{number:02d}"
        layer = handed_out(photo, agency=agency, place=place, finding=finding)
        yield f"{name}.jpg", files.derivative(photo.sha256, photo.extension, layer)
        if originals:
            yield f"{ORIGINALS}/{name}.{photo.extension}", _original(files, photo)


def _original(files: Files, photo: Photo) -> bytes:
    try:
        return files.photo_path(photo.sha256, photo.extension).read_bytes()
    except FileNotFoundError as error:
        raise UnavailableError(f"照片原件 {photo.sha256[:12]} 缺失。", "请从备份中恢复该文件后再试。") from error
