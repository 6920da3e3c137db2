"""What every screen is handed: the records, the files, the papers, the clock and who is working."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspections.authoring.book import Book
from inspections.dossier import Papers
from inspections.parcel import Parcel
from inspections.records import Files, Records
from ui.background import RecordsThread
from ui.messages import Messages
from ui.settings import Settings
from ui.tasks import TaskPool

if TYPE_CHECKING:
    from ui.phone_desk import PhoneDesk


class Operator(QObject):
    """Who works at this laptop now; every step is taken in this person's name."""

    changed = Signal()

    def __init__(self, *, person: str, name: str, agency: str, agency_name: str = "") -> None:
        super().__init__()
        self.person, self.name, self.agency, self.agency_name = person, name, agency, agency_name

    @property
    def title(self) -> str:
        """Return the name and agency for the rail."""
        return " · ".join(part for part in (self.name, self.agency_name) if part)

    def become(self, *, person: str, name: str, agency: str, agency_name: str = "") -> None:
        """Let another person take over."""
        self.person, self.name, self.agency, self.agency_name = person, name, agency, agency_name
        self.changed.emit()


class Navigator(QObject):
    """The way from one screen to another: a page asks, the window goes there."""

    requested = Signal(str, object)
    """The screen's id and what it shall show (an id, a filter, or None)."""

    returned = Signal()

    def back(self) -> None:
        """Ask for the screen from which the one beside the rail was reached."""
        self.returned.emit()

    def go(self, screen: str, target: object = None) -> None:
        """Ask for a screen: workbench, institutions, inspection, ledger, papers, standards, settings, photos."""
        self.requested.emit(screen, target)


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """One per window, handed to every presenter."""

    records: RecordsThread[Records]
    tasks: TaskPool
    files: Files
    papers: Papers
    settings: Settings
    messages: Messages
    operator: Operator
    navigator: Navigator
    clock: Callable[[], datetime]
    checklists: Callable[[], Mapping[str, bytes]]
    """The bundled checklist files by code."""
    open_records: Callable[[], Records]
    """A connection of one's own for long work in a task; the task closes it."""
    signing_key: Callable[[], tuple[bytes, bytes]]
    """This laptop's PKCS#12 and its passphrase, made at first use; slow: never on the window's thread."""
    read_register: Callable[[str], object]
    """Read an .xlsx of institutions from a path; slow, in a process of its own."""
    read_checklist_book: Callable[[Path], Book] | None = None
    """Read the .xlsx of a checklist into texts; slow, in a process of its own."""
    back_up: Callable[[Path], object] | None = None
    """Write a verified copy of everything into one file; slow."""
    audit: Callable[[], Mapping[str, object]] | None = None
    """Check the journal, the fold and every file; slow."""
    export_confirmations: Callable[[Path], int] | None = None
    """Write this county's confirmations as one signed file, return how many; slow."""
    read_confirmations: Callable[[Path], Parcel] | None = None
    """Read a signed file of confirmations and check its signature; slow."""
    phone: PhoneDesk | None = None
    """扫码传图; None where nothing can receive."""

    def today(self) -> date:
        """Return the local day."""
        return self.clock().date()
