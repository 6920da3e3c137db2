"""The trash of photos: what lies in it, since when, and what may be destroyed. Pure reading; nothing changes here.

Nothing else in the program removes an original. A photo lies here at least thirty days, and one that a sealed paper
printed stays for ever: the paper must stand up (行政处罚法 requires evidence to be kept with the case).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from inspections.document import Document
from inspections.paper_findings import WITHOUT_PHOTOS
from inspections.photo import Photo
from inspections.records import Records

KEPT_DAYS: Final = 30
"""Days an original stays in the trash at least; the program's own rule, no law fixes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """One photo in the trash."""

    photo: Photo
    since: date
    papers: tuple[str, ...] = ()
    """The sealed papers that print it."""

    @property
    def ripe_on(self) -> date:
        """Return the first day on which it may be destroyed."""
        return self.since + timedelta(days=KEPT_DAYS)

    def why_kept(self, today: date) -> str:
        """Say in Chinese why it may not be destroyed; empty where it may."""
        if self.papers:
            return f"已写入{'、'.join(self.papers)}，长期保留"
        if self.photo.in_conflict:
            return "记录有不一致，裁定后才能清空"
        return f"{self.ripe_on.isoformat()} 起可以清空" if today < self.ripe_on else ""


def read_trash(records: Records) -> tuple[Discarded, ...]:
    """Return every photo in the trash, the longest there first."""
    papers: dict[str, Sequence[Document]] = {}
    found = []
    for photo in records.photos.where(withdrawn=True, destroyed=False):
        home = photo.fields.text("institution")
        if home not in papers:
            papers[home] = [one for one in records.documents.where(institution=home) if one.file]
        naming = tuple(f"《{one.title}》{one.number}" for one in papers[home] if prints(one, photo))
        found.append(Discarded(photo=photo, since=_since(records, photo), papers=naming))
    return tuple(sorted(found, key=lambda one: (one.since, one.photo.id)))


def prints(paper: Document, photo: Photo) -> bool:
    """Tell whether a sealed paper prints a photo; one that does not list its photos, all that its findings then had."""
    if paper.fields.value("photos") is not None:
        return photo.id in paper.fields.texts("photos")
    if paper.paper in WITHOUT_PHOTOS or photo.finding not in paper.fields.texts("findings"):
        return False
    return photo.fields.text("added_at") <= paper.fields.text("sealed_at")


def _since(records: Records, photo: Photo) -> date:
    """Return the day it was withdrawn; an entry that does not state it was made on the day it claims."""
    stated = photo.fields.text("withdrawn_on")
    if not stated:
        stated = records.history(photo.subject)[-1].at[:10]
    return date.fromisoformat(stated)
