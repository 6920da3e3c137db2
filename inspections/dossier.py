"""A dossier: everything one paper or ledger needs, read once, with the heads and the instant it was read at.

Rendering is a pure function of it: the same dossier gives the same bytes of the unsigned PDF.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from checklists.model import Checklist, Item
from inspections.authoring.book import Sheet
from inspections.confirmation import Confirmation
from inspections.document import PAPERS, Document, PaperKind
from inspections.entry import JsonObject
from inspections.finding import Finding
from inspections.inspection import Inspection, Response
from inspections.institution import Institution
from inspections.joint_task import JointTask
from inspections.material import Material
from inspections.parcel import DataSignature
from inspections.people import Agency, Person
from inspections.photo import Photo
from inspections.records import Head, LedgerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """What the records were when a dossier was read: the end of every chain and the claimed instant."""

    instant: str
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of the team, with the agency the person acts for."""

    person: Person
    agency: Agency
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item of a list as this visit left it: asked with its responses, or excluded with the reason."""

    item: Item
    responses: tuple[Response, ...]
    places: Mapping[str, str]
    excluded: str = ""
    own: tuple[Item, ...] = ()
    """The items as their lists have them: this one, then those of other lists its answer also stands for."""
    merged_into: str = ""
    """The code under which the same demand was asked; its responses are these."""
    beyond: bool = False
    """Tell whether the depth of the visit left it out."""

    @property
    def is_asked(self) -> bool:
        """Tell whether the item is asked under its own code."""
        return not (self.excluded or self.merged_into or self.beyond)

    @property
    def is_answered(self) -> bool:
        """Tell whether any agency gave a result."""
        return any(response.result != "not_checked" for response in self.responses)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLines:
    """One section of a list."""

    checklist: Checklist
    code: str
    title: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLine:
    """A photo with its number on the paper, e.g. 照1; `derivative` is the digest of the picture that is printed."""

    photo: Photo
    label: str
    taken_by: str = ""
    """Who brought it into the records."""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding with what its paper needs. `clauses`: those its agency may cite, or all."""

    finding: Finding
    place: str
    clauses: tuple[JsonObject, ...]
    photos: tuple[PhotoLine, ...]
    agency_name: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    by_agency: tuple[tuple[str, tuple[JsonObject, ...]], ...] = ()
    """At a 一表通查: each agency with the clauses it may enforce."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of a finding's history in Chinese."""

    at: str
    by: str
    title: str
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What one paper says. `agency` issues it; for papers of a whole visit it is the lead."""

    paper: PaperKind
    agency: Agency
    agencies: tuple[Agency, ...]
    institution: Institution
    inspection: Inspection
    team: tuple[Member, ...]
    recorder: str
    sections: tuple[SectionLines, ...]
    findings: tuple[FindingLine, ...]
    document: Document
    made_on: date
    as_of: AsOf
    referenced: Document | None = None
    """The paper this one is about: the order that is re-inspected, the paper that is served."""
    history: tuple[HistoryLine, ...] = ()
    task: JointTask | None = None
    """The joint task a 联合整改意见 is about."""
    confirmations: tuple[Confirmation, ...] = ()
    """What legal officers confirmed or corrected of the clauses it cites."""
    result: str = ""
    """For 检查结果告知书: none, fixed, ordered or referred, as the findings stand."""
    related: tuple[Document, ...] = ()
    """For a letter to another agency: the frozen papers that go with it."""
    supersedes: Document | None = None
    """The frozen paper that this one corrects and takes the place of."""
    materials: tuple[Material, ...] = ()
    """What was typed for this paper."""
    loose_photos: tuple[PhotoLine, ...] = ()
    """Photographs of the visit that show no finding."""
    file: tuple[Document, ...] = ()
    """The papers a case file holds, in the order they were made."""

    @property
    def photos(self) -> tuple[PhotoLine, ...]:
        """Return every photograph the paper prints."""
        return (*(photo for line in self.findings for photo in line.photos), *self.loose_photos)

    def said(self, form: str) -> Material:
        """Return what was typed into a form, an empty one where nothing was."""
        return next((one for one in self.materials if one.form == form), Material(id=""))

    def officers(self, agency: str) -> tuple[Member, ...]:
        """Return the certificated officers of one agency present at the visit."""
        return tuple(
            member
            for member in self.team
            if member.role == "officer"
            and member.person.is_officer
            and member.agency.id == agency
            and member.person.agency == agency
        )

    @property
    def is_draft(self) -> bool:
        """Tell whether the paper has no number yet and prints 草稿."""
        return not self.document.number

    @property
    def title(self) -> str:
        """Return the name of the paper."""
        return PAPERS[self.paper.code].title


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Ledger lines with what their columns need beyond the row."""

    title: str
    rows: tuple[LedgerRow, ...]
    people: Mapping[str, str]
    photos: Mapping[str, str]
    """Finding id -> photo labels, e.g. 照 3 张."""
    documents: Mapping[str, str]
    """Finding id -> numbers of the papers that name it."""
    places: Mapping[str, str]
    """Finding id -> its places in words."""
    made_on: date
    filters: str
    risks: Mapping[str, str] = field(default_factory=dict)
    """Finding id -> the risk colour assessed for its place or item."""
    pairs: Mapping[str, str] = field(default_factory=dict)
    """Finding id -> its confirmed pairs of photos in words, with what is remarkable about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBox:
    """A place for one signature on a page, in PDF points from the lower left; `field` names it in the file."""

    field: str
    title: str
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An unsigned paper: PDF/A bytes with empty signature fields, and what a person must see before 定稿."""

    pdf: bytes
    pages: int
    boxes: tuple[SignatureBox, ...]
    missing_characters: tuple[str, ...]
    derivatives: tuple[str, ...]
    """SHA-256 of every picture, font and template that went in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One line of a drawn signature: points (x, y, pressure in thousandths, milliseconds)."""

    points: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A drawn signature on a pad of `width` x `height`; 现场确认，非可靠电子签名."""

    width: int
    height: int
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLine:
    """One thing that was checked, whether it holds, and the words that claim no more than that."""

    holds: bool | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `verify` can say about a file."""

    valid: bool
    lines: tuple[VerdictLine, ...]
    signers: tuple[str, ...]
    digest: str
    record: JsonObject | None = None


class Papers(Protocol):
    """What the workflow asks of reports: bytes from a dossier, a signature, a verdict, a ledger file."""

    def render(self, dossier: Dossier, pictures: Mapping[str, bytes]) -> Rendered:
        """Render a paper; `pictures`: photo id -> upright JPEG derivative."""

    def word(self, dossier: Dossier, pictures: Mapping[str, bytes]) -> bytes:
        """Return a paper as .docx, with the content the PDF of this dossier has."""

    def sign(
        self, pdf: bytes, *, field: str, name: str, ink: Ink | None, key: bytes, passphrase: bytes, at: str, last: bool
    ) -> bytes:
        """Add one PAdES signature to its field with a PKCS#12 key; the first certifies, the last locks."""

    def make_key(self, *, name: str, organization: str, number: str, valid_from: date, passphrase: bytes) -> bytes:
        """Make an RSA key with a certificate of this laptop's own authority, as PKCS#12."""

    def verify(self, pdf: bytes, *, expected_digest: str | None, expected_fields: Sequence[str] | None) -> Verdict:
        """Say what holds and what does not."""

    def attached_record(self, pdf: bytes) -> JsonObject | None:
        """Return the record attached to a paper, None where there is none."""

    def read_codes(self, data: bytes) -> tuple[str, ...]:
        """Return the codes of papers found in a photograph, a scan or a PDF."""

    def sign_data(self, data: bytes, *, key: bytes, passphrase: bytes, at: str) -> bytes:
        """Sign data that is no paper with a PKCS#12 key: a detached signature that carries the certificate."""

    def check_data(self, data: bytes, signature: bytes) -> DataSignature | None:
        """Say who signed data and whether it is what was signed; None where the signature is none."""

    def ledger_workbook(self, ledger: Ledger, *, kind: str) -> bytes:
        """Return the .xlsx of a ledger (`hazards` 隐患排查治理台账, `closures` 销号台账)."""

    def ledger_pdf(self, ledger: Ledger, *, kind: str) -> bytes:
        """Return the PDF of a ledger."""

    def checklist_workbook(self, sheets: Sequence[Sheet], *, title: str) -> bytes:
        """Return the .xlsx of a checklist or of the template, with drop-down lists and an explanation."""
