"""What the workflow asks of the records and the files: the ports that `storage` implements.

Two verbs: `read` (repositories and queries) and `change` (one transaction, entries appended, touched subjects told).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from checklists.model import Checklist
from inspections.area import Area
from inspections.assessment import RiskAssessment
from inspections.confirmation import Confirmation
from inspections.document import Document, NumberBlock
from inspections.entry import Entry, Json, JsonObject, Subject
from inspections.finding import Finding
from inspections.gallery import PhotoFilter, PhotoRow, Pixels
from inspections.inspection import Edition, Inspection, Response
from inspections.institution import Institution, Place
from inspections.joint_task import JointTask
from inspections.marks import PLAIN, Layer
from inspections.material import Material
from inspections.people import Agency, Installation, Person
from inspections.photo import Photo
from inspections.photo_pair import Likeness
from inspections.phrase import OwnPhrases
from inspections.record import Fact, Record

R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


class UnavailableError(Exception):
    """Disk, lock or file is in the way: nobody's mistake here, and the message says what to do."""

    def __init__(self, message: str, what_to_do: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return f"{self.message}{self.what_to_do}"


@dataclass(frozen=True, slots=True)
class Changes:
    """The subjects a change touched, told to every screen after the commit."""

    subjects: frozenset[Subject] = frozenset()

    def kinds(self) -> frozenset[str]:
        """Return the kinds of records touched."""
        return frozenset(subject.kind for subject in self.subjects)

    def of(self, kind: str) -> frozenset[str]:
        """Return the ids touched of one kind."""
        return frozenset(subject.id for subject in self.subjects if subject.kind == kind)

    def one(self, kind: str) -> str:
        """Return the only id touched of a kind."""
        (found,) = self.of(kind)
        return found


class Repository(Protocol[R_co]):
    """The records of one kind as they now stand."""

    def get(self, record_id: str) -> R_co:
        """Return one record; NotFoundError where there is none."""

    def find(self, record_id: str) -> R_co | None:
        """Return one record or None."""

    def new(self, record_id: str) -> R_co:
        """Return the record with this id, an empty one where nothing was ever recorded."""

    def where(self, **columns: object) -> Sequence[R_co]:
        """Return the records whose state columns equal the values, in order of recording."""

    def count(self, **columns: object) -> int:
        """Count what `where` would return."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionFilter:
    """Which institutions a list shows; `text` searches name, area, person in charge and pinyin initials."""

    text: str = ""
    area: str = ""
    limit: int = 500
    after: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionRow:
    """One line of the institution list."""

    id: str
    name: str
    area: str
    person_in_charge: str
    phone: str
    credit_code: str
    kind: str
    beds: int | None
    residents: int | None
    risk_color: str
    rating: str
    open_findings: int
    major_findings: int
    overdue_findings: int
    last_inspected: str
    inspections_this_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """Which findings a ledger shows; empty values do not filter. `today` decides what is overdue."""

    today: date
    states: tuple[str, ...] = ()
    open_only: bool = False
    overdue_only: bool = False
    due_until: date | None = None
    grade: str = ""
    category: str = ""
    agency: str = ""
    institution: str = ""
    inspection: str = ""
    item: str = ""
    text: str = ""
    found_from: date | None = None
    found_until: date | None = None
    newest_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One line of the ledger: enough to show, sort and export; the record itself says the rest."""

    id: str
    number: str
    institution: str
    institution_name: str
    area: str
    inspection: str
    item: str
    category: str
    grade: str
    grade_state: str
    state: str
    description: str
    place_text: str
    measure: str
    action: str
    agency: str
    agency_name: str
    found_on: str
    deadline: str
    responsible: str
    round: int
    closed_on: str
    photos: int
    fields: JsonObject = field(default_factory=dict)

    def is_overdue(self, today: date) -> bool:
        """Tell whether the deadline lies before today with the work not done; the day itself is not overdue."""
        return self.state in ("ordered",) and bool(self.deadline) and self.deadline < today.isoformat()

    def days_left(self, today: date) -> int | None:
        """Return days to the deadline, negative when past, None without one."""
        return (date.fromisoformat(self.deadline) - today).days if self.deadline else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of one origin's chain."""

    origin: str
    number: int
    hash: str


class Change(Protocol):
    """One open transaction: entries are appended and their subjects folded at once."""

    @property
    def now(self) -> datetime:
        """Return the claimed local time with offset."""

    @property
    def by(self) -> str:
        """Return the id of the acting person."""

    @property
    def touched(self) -> Changes:
        """Return what was touched so far."""

    def append(self, fact: Fact) -> Entry:
        """Append one fact as an entry and fold it; the following reads in this transaction see it."""

    def new_id(self) -> str:
        """Return a fresh UUIDv7."""


class Records(Protocol):
    """The records of this laptop."""

    installations: Repository[Installation]
    agencies: Repository[Agency]
    people: Repository[Person]
    editions: Repository[Edition]
    institutions: Repository[Institution]
    places: Repository[Place]
    inspections: Repository[Inspection]
    responses: Repository[Response]
    findings: Repository[Finding]
    photos: Repository[Photo]
    number_blocks: Repository[NumberBlock]
    documents: Repository[Document]
    areas: Repository[Area]
    risk_assessments: Repository[RiskAssessment]
    phrases: Repository[OwnPhrases]
    joint_tasks: Repository[JointTask]
    confirmations: Repository[Confirmation]
    materials: Repository[Material]

    @property
    def origin(self) -> str:
        """Return this installation's id."""

    def now(self) -> datetime:
        """Return the local time with offset, from the clock `main.py` handed in."""

    def change(self, *, by: str) -> AbstractContextManager[Change]:
        """Open one transaction in the name of a person; leaving it commits, an exception rolls back."""

    def history(self, subject: Subject) -> Sequence[Entry]:
        """Return the entries of one subject in order."""

    def heads(self) -> Sequence[Head]:
        """Return the end of every origin's chain, sorted by origin."""

    def search_institutions(self, query: InstitutionFilter, *, today: date) -> Sequence[InstitutionRow]:
        """Return the institutions that match, by name."""

    def rechecks_due(self, *, until: date, limit: int) -> Sequence[Institution]:
        """Return the institutions whose next look under 动态监管 is due by a day, the longest due first."""

    def ledger_ids(self, query: LedgerFilter) -> Sequence[int]:
        """Return the row keys of the findings that match, by deadline."""

    def ledger_rows(self, keys: Sequence[int]) -> Sequence[LedgerRow]:
        """Return the lines for some row keys, in the order asked."""

    def ledger(self, query: LedgerFilter) -> Sequence[LedgerRow]:
        """Return all lines that match."""

    def photo_ids(self, query: PhotoFilter) -> Sequence[int]:
        """Return the row keys of the photos that match, the newest first."""

    def photo_rows(self, keys: Sequence[int]) -> Sequence[PhotoRow]:
        """Return the photos for some row keys, in the order asked."""

    def photo_people(self) -> Sequence[tuple[str, str]]:
        """Return who ever added a photo, id and name, by name."""

    def tallies(self, *, today: date) -> Mapping[str, int]:
        """Return the counts of the workbench.

        Keys: running, open, overdue, due_today, due_week, major, reported, passed, handed_over, unstamped, unserved.
        """

    def response_counts(self, inspection: str) -> Mapping[str, int]:
        """Return how many responses of a visit have which result."""

    def local_value(self, name: str) -> Json:
        """Return what this laptop alone keeps (a draft), None where nothing was kept; no journal holds it."""

    def keep_local(self, name: str, value: Json) -> None:
        """Keep a value on this laptop alone, outside the journal; None forgets it."""

    def interrupt(self) -> None:
        """Stop the query that is running on this connection."""

    def close(self) -> None:
        """Close the connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPhoto:
    """An original on disk: written, flushed and renamed before anything names it."""

    sha256: str
    extension: str
    bytes: int
    width: int
    height: int
    orientation: int
    taken_at: str
    file_time: str
    name: str
    damaged: bool = False


Presence = Literal["ok", "missing", "altered"]


class Files(Protocol):
    """Originals, derivatives, papers and checklist files beside the records."""

    @property
    def root(self) -> Path:
        """Return the data directory."""

    def store_photo(self, data: bytes, *, name: str, file_time: str = "", keep_damaged: bool = False) -> StoredPhoto:
        """Keep the original bytes durably; RefusedError names what is no usable picture.

        One that is cut off is a DamagedPictureError unless it is to be kept as it is.
        """

    def make_pictures(self, data: bytes, photo: StoredPhoto) -> None:
        """Make thumbnail and derivative of an original while its bytes are at hand; never refuses."""

    def photo_path(self, sha256: str, extension: str) -> Path:
        """Return where an original lies."""

    def thumbnail(self, sha256: str, extension: str, layer: Layer = PLAIN) -> bytes:
        """Return a small upright JPEG with its marks, from the cache or made now (320 px)."""

    def derivative(self, sha256: str, extension: str, layer: Layer = PLAIN) -> bytes:
        """Return the upright JPEG with its marks and without EXIF for papers and viewer (1600 px)."""

    def likeness(self, sha256: str, extension: str) -> Likeness:
        """Return the perceptual hashes of an original, from the cache or made now; slow at first."""

    def pixels(self, sha256: str, extension: str, layer: Layer = PLAIN, *, longest: int) -> Pixels:
        """Return an upright picture with its marks for the screen, the longer side at most `longest`."""

    def photo_facts(self, sha256: str, extension: str) -> Mapping[str, str]:
        """Return what the camera wrote into an original: camera, taken, exposure, aperture, iso, place ..."""

    def check_photo(self, sha256: str, extension: str) -> Presence:
        """Read an original again and tell whether it is still what its name says."""

    def forget_derivative(self, sha256: str) -> None:
        """Drop the cached derivatives of an original, so that the next is made from the examined original."""

    def discard_photo(self, sha256: str, extension: str) -> bool:
        """Remove an original and its cached pictures: the trash alone asks for it, after the entry says so."""

    def store_document(self, data: bytes, *, extension: str) -> str:
        """Keep a paper or scan durably; returns its SHA-256."""

    def document_path(self, sha256: str, extension: str) -> Path:
        """Return where a paper or scan lies."""

    def store_checklist(self, data: bytes) -> str:
        """Keep an edition's file durably; returns its SHA-256."""

    def checklist(self, digest: str) -> Checklist:
        """Return a loaded edition by its digest."""

    def checklist_bytes(self, digest: str) -> bytes:
        """Return the bytes of an edition's file."""

    def key_path(self, name: str) -> Path:
        """Return where a key or certificate lies."""


Progress = Callable[[int, int, str], None]
"""Called with done, total and a Chinese text; raises to cancel."""


def in_order(records: Iterable[R]) -> list[R]:
    """Sort records by their last entry."""
    return sorted(records, key=lambda record: record.last or (0, "", 0))
