"""What the command line asks of the composition root: a port, so that it never sees how records are kept."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from inspections.authoring.book import Book
from inspections.dossier import Papers
from inspections.parcel import Parcel
from inspections.records import Changes
from inspections.register import Register
from inspections.workflow.steps import Hands


class Program(Protocol):
    """The program on one data directory, opened for reading or for changes."""

    def today(self) -> date:
        """Return the local day."""

    def reading(self) -> AbstractContextManager[Hands]:
        """Open the records for reading; needs no lock, also beside a running window."""

    def changing(self) -> AbstractContextManager[Hands]:
        """Take the lock and open the records for changes."""

    def demo(self, *, window: bool, tell: Callable[[str], None]) -> int:
        """Fill an empty data directory with the demonstration."""

    def papers(self) -> Papers:
        """Return the maker of papers and sheets; needs no records."""

    def read_checklist_book(self, path: Path) -> Book:
        """Read the .xlsx of a checklist into texts, in a process of its own."""

    def read_register(self, path: Path) -> Register:
        """Read an .xlsx of institutions."""

    def import_register(self, hands: Hands, register: Register) -> Changes:
        """Import a register that was read, in one transaction."""

    def plan_register(self, hands: Hands, register: Register) -> Mapping[str, Any]:
        """Say what an import would do."""

    def export_inspection(self, hands: Hands, inspection: str, out: Path) -> None:
        """Write one inspection as a state document."""

    def import_inspection(self, hands: Hands, path: Path) -> Changes:
        """Import a state document."""

    def export_confirmations(self, hands: Hands, out: Path) -> int:
        """Write this county's confirmations as one signed file and return how many."""

    def read_confirmations(self, path: Path) -> Parcel:
        """Read a signed file of confirmations; what does not hold is refused by name."""

    def audit(self) -> Mapping[str, Any]:
        """Check the journal, the fold and every file."""

    def backup(self, out: Path, *, incomplete: bool = False) -> None:
        """Write a verified copy of the data directory; one that lacks a file is written only when asked for."""

    def restore(self, source: Path, target: Path) -> Mapping[str, Any]:
        """Restore a backup into a new folder."""

    def verify(self, pdf: bytes) -> Mapping[str, Any]:
        """Verify a paper; the journal is asked where it is at hand."""

    def verify_code(self, said: str) -> Mapping[str, Any]:
        """Say which record the code of a print names, and whether it is held here."""
