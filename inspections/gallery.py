"""What a gallery of photos asks of the records and the files: a filter, its lines, and pictures for the screen."""

from dataclasses import dataclass
from datetime import date

from inspections.photo import Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFilter:
    """Which photos a gallery shows, the newest first; empty values do not filter."""

    institution: str = ""
    inspection: str = ""
    finding: str = ""
    stage: str = ""
    person: str = ""
    """Who added it."""
    day_from: date | None = None
    day_until: date | None = None
    unlinked: bool = False
    """Only what shows neither a finding nor an item."""
    flagged: bool = False
    """Only what asks for a look."""
    discarded: bool = False
    """What lies in the trash, instead of what stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """One photo of the gallery with the names around it."""

    key: int
    photo: Photo
    institution_name: str
    inspected_on: str
    finding_number: str
    finding_text: str
    finding_state: str
    added_by: str
    """The id of the person whose entry added it."""
    added_by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """A decoded picture: rows of blue, green, red and an unused byte, without gaps between them."""

    width: int
    height: int
    data: bytes
