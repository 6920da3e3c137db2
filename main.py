"""Compose and run 颐安检查: the only module that knows every package and the only one that reads the clock."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspections.records import Changes, UnavailableError
from inspections.refusal import RefusedError

if TYPE_CHECKING:
    from inspections.authoring.book import Book
    from inspections.dossier import Papers
    from inspections.parcel import Parcel
    from inspections.register import Register
    from inspections.workflow.steps import Hands
    from storage.datadir import DataDir
    from storage.files import DataFiles
    from storage.store import Store

NAME: Final = "颐安检查"
REFUSED: Final = 1
UNAVAILABLE: Final = 3
BUG: Final = 4


def local_now() -> datetime:
    """Read the clock: the local time with its offset."""
    return datetime.now().astimezone()


@dataclass(slots=True)
class Laptop:
    """The program on one data directory: opens the records and the files, hands them to the window and the commands."""

    data: Path
    by: str = ""
    clock: Callable[[], datetime] = local_now
    directory: "DataDir | None" = field(default=None, init=False)

    def today(self) -> date:
        """Return the local day."""
        return self.clock().date()

    def open_directory(self) -> "DataDir":
        """Make the data directory where it is missing; refuse network drives and sync folders."""
        from storage.datadir import open_datadir

        if self.directory is None:
            self.directory = open_datadir(self.data)
        return self.directory

    def open_store(self, *, readonly: bool = False) -> "Store":
        """Open the records; the first opening for changes makes the installation."""
        from inspections.workflow.setting_up import make_installation
        from storage.store import Store

        store = Store.open(self.open_directory().records, clock=self.clock, readonly=readonly)
        if not readonly and store.installations.find(store.origin) is None:
            make_installation(store, name=os.environ.get("COMPUTERNAME") or os.uname().nodename)
        return store

    def files(self) -> "DataFiles":
        """Return the files beside the records; marks on pictures are lettered in the bundled typeface."""
        from reports.fonts import SANS_BOLD
        from storage.files import DataFiles

        return DataFiles(self.open_directory(), typeface=SANS_BOLD)

    def papers(self) -> "Papers":
        """Return the maker of papers; its libraries are imported at first use."""
        from reports.office import PaperOffice

        return PaperOffice()

    @contextmanager
    def reading(self) -> "Iterator[Hands]":
        """Open the records for reading; needs no lock once they exist."""
        if not self.open_directory().records.exists():
            with self.changing():
                pass
        with self._hands(readonly=True) as hands:
            yield hands

    @contextmanager
    def changing(self) -> "Iterator[Hands]":
        """Take the lock and open the records for changes."""
        from storage.lock import DataLock

        with DataLock(self.open_directory().lock, what="命令行"), self._hands(readonly=False) as hands:
            yield hands

    @contextmanager
    def _hands(self, *, readonly: bool) -> "Iterator[Hands]":
        from inspections.workflow.steps import Hands

        store = self.open_store(readonly=readonly)
        try:
            by, key = self._acting(store), self.signing_key
            yield Hands(records=store, files=self.files(), papers=self.papers(), by=by, signing_key=key)
        finally:
            store.close()

    def _acting(self, store: "Store") -> str:
        """Return the person who acts: named by certificate number or id, else whom this laptop was set up for."""
        if not self.by:
            installation = store.installations.find(store.origin)
            return installation.set_up_for if installation else ""
        for person in store.people.where():
            if self.by in (person.id, person.certificate_number):
                return person.id
        raise RefusedError(f"没有执法证号为“{self.by}”的人员。", "请先在设置中登记，或用 list people 查看。")

    def signing_key(self) -> tuple[bytes, bytes]:
        """Return this laptop's PKCS#12 and its passphrase, made at first use."""
        from storage.keys import laptop_key

        return laptop_key(self.open_directory(), self.papers(), today=self.today())

    def demo(self, *, window: bool, tell: Callable[[str], None]) -> int:
        """Fill an empty data directory with the demonstration, then open the window where there is a screen."""
        self._fill(tell)
        if not window:
            return 0
        if not has_screen():
            tell("没有可用的屏幕，未打开窗口；文书和台账已生成。")
            return 0
        return open_window(self)

    def _fill(self, tell: Callable[[str], None]) -> None:
        """Take the steps of the demonstration under a scripted clock that rises and ends before now."""
        from inspections.demonstration.script import Scene, ScriptedClock, fill
        from reports.scenery import photograph
        from storage.lock import DataLock

        if self.data.exists() and any(self.data.iterdir()):
            raise RefusedError(
                f"“{self.data}”不是空文件夹，演示数据只写入空的数据目录。", "请用 --data 另选一个文件夹。"
            )
        clock = ScriptedClock(ends=local_now())
        played = Laptop(data=self.data, clock=clock.now)
        with DataLock(played.open_directory().lock, what="生成演示数据"):
            store = played.open_store()
            try:
                files, out = played.files(), self.data / "out"
                scene = Scene(
                    records=store,
                    files=files,
                    papers=self.papers(),
                    clock=clock,
                    photograph=photograph,
                    out=out,
                    tell=tell,
                )
                fill(scene)
            finally:
                store.close()

    def read_checklist_book(self, path: Path) -> "Book":
        """Read the .xlsx of a checklist in a process of its own."""
        from storage.checklist_books import read_book

        return read_book(path)

    def read_register(self, path: Path) -> "Register":
        """Read an .xlsx of institutions in a process of its own."""
        from storage.workbooks import read_register

        return read_register(path)

    def plan_register(self, hands: "Hands", register: "Register") -> Mapping[str, Any]:
        """Say what an import would do."""
        from inspections.workflow.registering import preview_import

        return preview_import(hands.records, register=register).as_data()

    def import_register(self, hands: "Hands", register: "Register") -> Changes:
        """Import a register that was read."""
        from inspections.workflow.registering import import_institutions

        return import_institutions(hands.records, register=register, on=self.today(), by=hands.by)

    def export_inspection(self, hands: "Hands", inspection: str, out: Path) -> None:
        """Write one inspection as a state document."""
        from storage.exchange import export_inspection

        export_inspection(hands.records, self.files(), inspection, out)

    def import_inspection(self, hands: "Hands", path: Path) -> Changes:
        """Import a state document."""
        from storage.exchange import import_inspection

        return import_inspection(hands.records, self.files(), path, by=hands.by)

    def export_confirmations(self, hands: "Hands", out: Path) -> int:
        """Write this county's confirmations as one file, signed with this laptop's key, and return how many."""
        from inspections.parcel import parcel_document
        from storage.files import DataFiles
        from storage.parcels import write_parcel

        document = parcel_document(hands.records, by=hands.by)
        key, passphrase = hands.signing_key()
        files = DataFiles(self.open_directory())
        write_parcel(out, document, files, hands.papers, key=key, passphrase=passphrase)
        return len(document["confirmations"])

    def write_confirmations(self, out: Path) -> int:
        """Write the file beside a running window."""
        with self.reading() as hands:
            return self.export_confirmations(hands, out)

    def read_confirmations(self, path: Path) -> "Parcel":
        """Read a signed file of confirmations; what does not hold is refused by name."""
        from storage.parcels import read_parcel

        return read_parcel(path, self.papers())

    def audit(self) -> Mapping[str, Any]:
        """Check the journal, the fold and every file; the heads printed into frozen papers are heads from outside."""
        from inspections.auditing import as_data, heads_of

        with self.reading():
            store = self.open_store(readonly=True)
            try:
                papers = sorted(self.open_directory().documents.rglob("*.pdf"))
                found = store.audit(heads_of(self.papers(), papers))
                kept = self._file_problems(store)
                return as_data(found, kept, photos=store.photos.count(), documents=store.documents.count())
            finally:
                store.close()

    def _file_problems(self, store: "Store") -> list[str]:
        """Return in Chinese what is missing or altered of the files that the records name."""
        return self.files().audit_files(
            store.photos.where(), store.documents.where(), store.findings.where(), store.confirmations.where()
        )

    def tidy(self) -> None:
        """Keep the ballast against a full disk and move what no record names to the quarantine; nothing is deleted."""
        from storage.files import document_digests, evidence_digests

        directory = self.open_directory()
        directory.keep_ballast()
        store = self.open_store(readonly=True)
        try:
            papers = store.documents.where()
            named = {photo.sha256 for photo in store.photos.where()}
            named |= {digest for paper in papers for digest in document_digests(paper)}
            named |= {digest for paper in papers for digest in paper.fields.texts("derivatives")}
            named |= {digest for finding in store.findings.where() for digest in evidence_digests(finding)}
            named |= {edition.id for edition in store.editions.where()}
            named |= {digest for one in store.confirmations.where() for digest in one.file_digests}
        finally:
            store.close()
        self.files().sweep(named, now=self.clock().timestamp())

    def backup(self, out: Path, *, incomplete: bool = False) -> None:
        """Write a verified copy of the data directory; one that lacks a file is written only when asked for."""
        from inspections.auditing import require_whole
        from storage.archive import back_up

        with self.reading():
            store = self.open_store(readonly=True)
            try:
                problems = self._file_problems(store)
            finally:
                store.close()
        if not incomplete:
            require_whole(problems)
        back_up(self.open_directory(), out)

    def restore(self, source: Path, target: Path) -> Mapping[str, Any]:
        """Restore a backup into a new folder."""
        from storage.archive import restore

        return restore(source, target)

    def checklists(self) -> Mapping[str, bytes]:
        """Return the bundled checklist files by code."""
        from checklists.loader import bundled_files

        return {Path(name).stem: data for name, data in bundled_files().items()}

    def keep_crash_report(self, error: BaseException) -> Path:
        """Keep the report of a failure beside the records."""
        from storage.crash import keep_crash_report

        return keep_crash_report(self.data, error, at=self.clock())

    def verify(self, pdf: bytes) -> Mapping[str, Any]:
        """Verify a paper; the journal is asked where it is at hand."""
        from inspections.verifying import verify_paper

        if not (self.data / "records.db").exists():
            return verify_paper(self.papers(), pdf, records=None)
        with self.reading() as hands:
            return verify_paper(hands.papers, pdf, records=hands.records)

    def verify_code(self, said: str) -> Mapping[str, Any]:
        """Say which record the code of a print names, and whether it is held here."""
        from inspections.verifying import as_data, judge_code

        if not (self.data / "records.db").exists():
            return as_data(*judge_code(self.papers(), said, records=None, files=None))
        with self.reading() as hands:
            return as_data(*judge_code(hands.papers, said, records=hands.records, files=hands.files))


def has_screen() -> bool:
    """Tell whether a window can be shown."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(laptop: Laptop) -> int:
    """Open the window on a data directory and return its exit status."""
    if not has_screen():
        print("没有可用的屏幕（DISPLAY 未设置），无法打开窗口；命令行仍可使用：python3 run.py --help", file=sys.stderr)
        return UNAVAILABLE
    gc.disable()  # a start makes much and drops nothing: the search for garbage begins when the window is there
    from storage.lock import DataLock
    from storage.phone_receiver import PhoneReceiver
    from ui.application import Parts, run_window

    directory = laptop.open_directory()
    with DataLock(directory.lock, what="窗口"):
        return run_window(
            Parts(
                open_writer=laptop.open_store,
                open_reader=partial(laptop.open_store, readonly=True),
                files=laptop.files(),
                papers=laptop.papers(),
                clock=laptop.clock,
                checklists=laptop.checklists,
                signing_key=laptop.signing_key,
                read_register=lambda path: laptop.read_register(Path(path)),
                read_checklist_book=laptop.read_checklist_book,
                back_up=laptop.backup,
                audit=laptop.audit,
                export_confirmations=laptop.write_confirmations,
                read_confirmations=laptop.read_confirmations,
                tidy=laptop.tidy,
                settings_file=directory.root / "settings.json",
                keep_crash_report=laptop.keep_crash_report,
                receiver=PhoneReceiver(clock=laptop.clock),
            )
        )


def split(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Take the options before the command: --data DIR and --by CERT_NO."""
    rest, options = list(arguments), dict[str, str]()
    while rest and rest[0].partition("=")[0] in ("--data", "--by"):
        name, found, value = rest.pop(0).partition("=")
        if not found:
            value = rest.pop(0) if rest else ""
        options[name] = value
    return options, rest


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    options, rest = split(sys.argv[1:] if arguments is None else arguments)
    try:
        laptop = Laptop(data=_data(options), by=options.get("--by", ""))
        if not rest:
            return open_window(laptop)
        from commands.line import run

        return run(rest, laptop)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return UNAVAILABLE
    except Exception as error:
        report = Laptop(data=_data(options)).keep_crash_report(error)
        print(f"程序出错，记录未受影响。错误报告：{report}", file=sys.stderr)
        return BUG


def _data(options: Mapping[str, str]) -> Path:
    from storage.datadir import default_root

    return Path(options["--data"]) if options.get("--data") else default_root()


if __name__ == "__main__":
    sys.exit(main())
