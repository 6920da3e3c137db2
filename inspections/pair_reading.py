"""The pairs of one finding's photos as the records tell them, then with what the pictures themselves tell."""

from dataclasses import dataclass, replace

from inspections.finding import Finding
from inspections.photo import Photo
from inspections.photo_pair import Likeness, Pair, compared, pairs_of
from inspections.records import Files, Records, UnavailableError
from inspections.refusal import RefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPairs:
    """The photos of one finding, put together."""

    finding: Finding
    photos: tuple[Photo, ...]
    pairs: tuple[Pair, ...]

    @property
    def before(self) -> tuple[Photo, ...]:
        """Return the photos one after rectification can stand beside."""
        return tuple(photo for photo in self.photos if photo.stage != "after")


def read_pairs(records: Records, finding: str) -> FindingPairs:
    """Read the pairs of a finding, of whatever visits its photos are."""
    record = records.findings.get(finding)
    photos = tuple(records.photos.where(finding=finding, withdrawn=False))
    return FindingPairs(finding=record, photos=photos, pairs=pairs_of(record, photos))


def look_closer(files: Files, found: FindingPairs) -> FindingPairs:
    """Compare the pictures. Slow, for a task; a picture that cannot be read is like no other."""

    def likeness_of(photo: Photo) -> Likeness:
        try:
            return files.likeness(photo.sha256, photo.extension)
        except (RefusedError, UnavailableError, OSError, ValueError):
            return ()

    return replace(found, pairs=compared(found.pairs, found.photos, likeness_of))
