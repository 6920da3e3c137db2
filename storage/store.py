"""The records of this laptop: one file, one writer, any number of readers."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Self

from inspections.area import Area
from inspections.assessment import RiskAssessment
from inspections.confirmation import Confirmation
from inspections.document import Document, NumberBlock
from inspections.entry import DAY_AHEAD, Entry, Json, Subject, time_id
from inspections.finding import Finding
from inspections.gallery import PhotoFilter, PhotoRow
from inspections.inspection import Edition, Inspection, Response
from inspections.institution import Institution, Place
from inspections.joint_task import JointTask
from inspections.material import Material
from inspections.people import Agency, Installation, Person
from inspections.photo import Photo
from inspections.phrase import OwnPhrases
from inspections.records import (
    Head,
    InstitutionFilter,
    InstitutionRow,
    LedgerFilter,
    LedgerRow,
    Progress,
    Repository,
    UnavailableError,
)
from storage import audit, backup, gallery, institutions, journal, ledger, local, migrations, remake, union
from storage.audit import Audit
from storage.change import OpenChange
from storage.driver import Connection, Error, connect
from storage.journal import Link
from storage.repositories import StateRepository
from storage.union import Arrivals

Clock = Callable[[], datetime]


class Store:
    """Implements the port `Records` over one SQLite file; a reader's store refuses to change."""

    def __init__(self, connection: Connection, *, clock: Clock, readonly: bool) -> None:
        self.connection, self._clock, self._readonly = connection, clock, readonly
        self._origin = str(local.get(connection, local.ORIGIN))
        self.installations: Repository[Installation] = StateRepository(connection, Installation)
        self.agencies: Repository[Agency] = StateRepository(connection, Agency)
        self.people: Repository[Person] = StateRepository(connection, Person)
        self.editions: Repository[Edition] = StateRepository(connection, Edition)
        self.institutions: Repository[Institution] = StateRepository(connection, Institution)
        self.places: Repository[Place] = StateRepository(connection, Place)
        self.inspections: Repository[Inspection] = StateRepository(connection, Inspection)
        self.responses: Repository[Response] = StateRepository(connection, Response)
        self.findings: Repository[Finding] = StateRepository(connection, Finding)
        self.photos: Repository[Photo] = StateRepository(connection, Photo)
        self.number_blocks: Repository[NumberBlock] = StateRepository(connection, NumberBlock)
        self.documents: Repository[Document] = StateRepository(connection, Document)
        self.areas: Repository[Area] = StateRepository(connection, Area)
        self.risk_assessments: Repository[RiskAssessment] = StateRepository(connection, RiskAssessment)
        self.phrases: Repository[OwnPhrases] = StateRepository(connection, OwnPhrases)
        self.joint_tasks: Repository[JointTask] = StateRepository(connection, JointTask)
        self.confirmations: Repository[Confirmation] = StateRepository(connection, Confirmation)
        self.materials: Repository[Material] = StateRepository(connection, Material)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        origin_hint: str | None = None,
        readonly: bool = False,
        progress: Progress | None = None,
    ) -> Self:
        """Open the records, making or bringing up the file where this store may write.

        `origin_hint` names a new installation; `progress` is told when all rows have to be made again.
        """
        connection = connect(path, readonly=readonly, create=not readonly and not path.exists())
        try:
            if readonly:
                _check_form(connection)
            else:
                _bring_up(connection, path, clock(), origin_hint, progress)
            return cls(connection, clock=clock, readonly=readonly)
        except BaseException:
            connection.close()
            raise

    @property
    def origin(self) -> str:
        """Return this installation's id."""
        return self._origin

    def now(self) -> datetime:
        """Return the local time with offset, from the clock `main.py` handed in."""
        return self._clock()

    @contextmanager
    def change(self, *, by: str) -> Iterator[OpenChange]:
        """Open one transaction in the name of a person; leaving it commits, an exception rolls back."""
        self._require_writable()
        with self.connection.transaction():
            yield OpenChange(self.connection, origin=self._origin, now=self.now(), by=by)

    def history(self, subject: Subject) -> Sequence[Entry]:
        """Return the entries of one subject in order."""
        key = journal.find_subject(self.connection, subject)
        return [] if key is None else journal.history(self.connection, key)

    def heads(self) -> Sequence[Head]:
        """Return the end of every origin's chain, sorted by origin."""
        return journal.heads(self.connection)

    def search_institutions(self, query: InstitutionFilter, *, today: date) -> Sequence[InstitutionRow]:
        """Return the institutions that match, by name."""
        return institutions.search(self.connection, query, today=today)

    def rechecks_due(self, *, until: date, limit: int) -> Sequence[Institution]:
        """Return the institutions whose next look under 动态监管 is due by a day, the longest due first."""
        return institutions.rechecks_due(self.connection, until=until, limit=limit)

    def ledger_ids(self, query: LedgerFilter) -> Sequence[int]:
        """Return the row keys of the findings that match, by deadline."""
        return ledger.ids(self.connection, query)

    def ledger_rows(self, keys: Sequence[int]) -> Sequence[LedgerRow]:
        """Return the lines for some row keys, in the order asked."""
        return ledger.lines(self.connection, keys)

    def ledger(self, query: LedgerFilter) -> Sequence[LedgerRow]:
        """Return all lines that match."""
        with self.connection.snapshot():
            return ledger.lines(self.connection, ledger.ids(self.connection, query))

    def photo_ids(self, query: PhotoFilter) -> Sequence[int]:
        """Return the row keys of the photos that match, the newest first."""
        return gallery.ids(self.connection, query)

    def photo_rows(self, keys: Sequence[int]) -> Sequence[PhotoRow]:
        """Return the photos for some row keys, in the order asked."""
        return gallery.lines(self.connection, keys)

    def photo_people(self) -> Sequence[tuple[str, str]]:
        """Return who ever added a photo, id and name, by name."""
        return gallery.people(self.connection)

    def tallies(self, *, today: date) -> Mapping[str, int]:
        """Return the counts of the workbench."""
        with self.connection.snapshot():
            return ledger.tallies(self.connection, today=today)

    def response_counts(self, inspection: str) -> Mapping[str, int]:
        """Return how many responses of a visit have which result."""
        return ledger.response_counts(self.connection, inspection)

    def links(self, origin: str, first: int = 1) -> Iterator[Link]:
        """Yield the places of an origin's chain from a number on: what a package carries."""
        return journal.links(self.connection, origin, first)

    def unite(self, arriving: Iterable[Link], *, accept_ahead: bool = False) -> Arrivals:
        """Add arriving entries and fold what they touch, all or nothing; harmless when repeated.

        `accept_ahead` is a person's decision to follow clocks more than a day ahead of this laptop.
        """
        self._require_writable()
        with self.connection.transaction():
            latest = None if accept_ahead else journal.day_ahead(self.now(), DAY_AHEAD)
            return union.unite(self.connection, arriving, latest=latest)

    def audit(self, heads: Iterable[Head] = (), progress: Progress | None = None) -> Audit:
        """Check everything: file, chains, heads kept outside, every row, tallies and search terms."""
        return audit.audit(self.connection, heads=heads, progress=progress)

    def state_digest(self) -> str:
        """Return the digest of all states: equal on every laptop that holds the same entries."""
        return audit.state_digest(self.connection)

    def local_value(self, name: str) -> Json:
        """Return a value of this laptop alone (setting, draft, window state), None where nothing was kept."""
        return local.get(self.connection, f"own.{name}")

    def keep_local(self, name: str, value: Json) -> None:
        """Keep a value of this laptop alone; None forgets it."""
        local.put(self.connection, f"own.{name}", value)

    def back_up(self, target: Path) -> Path:
        """Write a checked copy of the records to a new file."""
        return backup.back_up(self.connection, target)

    def _require_writable(self) -> None:
        if self._readonly:
            raise UnavailableError("记录以只读方式打开，不能保存。", "请在可写的窗口中操作。")

    def interrupt(self) -> None:
        """Stop the query that is running on this connection."""
        self.connection.interrupt()

    def close(self) -> None:
        """Bring everything into the one file and close it."""
        if not self._readonly:
            with suppress(UnavailableError, Error):  # what is committed lies safe in the log; the next start takes it
                self.connection.run("PRAGMA optimize")
                self.connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()


def _check_form(connection: Connection) -> None:
    if migrations.pending(connection) or local.get(connection, local.ROWS) != local.row_form():
        raise UnavailableError("记录须先由本版本整理一次。", "请先打开窗口，或运行一条会写入的命令。")


def _bring_up(
    connection: Connection, path: Path, now: datetime, origin_hint: str | None, progress: Progress | None
) -> None:
    """Migrate the journal, name the installation, and make the rows of a form this version writes."""

    def keep_copy(step: str) -> None:
        backup.back_up(connection, path.parent / "backups" / f"{path.stem}-{now:%Y%m%d%H%M%S}-before-{step}.db")

    migrations.migrate(connection, keep_copy=keep_copy)
    if local.get(connection, local.ORIGIN) is None:
        made = time_id(int(now.timestamp() * 1000), secrets.token_bytes(10))
        local.put(connection, local.ORIGIN, origin_hint or made)
    form = local.get(connection, local.ROWS)
    if form is None:
        remake.create_all(connection)
    elif form != local.row_form():
        remake.remake(connection, progress)
