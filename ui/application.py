"""Build the window from what the composition root hands over, run it, and leave nothing unsaved."""

import gc
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from inspections.authoring.book import Book
from inspections.dossier import Papers
from inspections.parcel import Parcel
from inspections.receiving import Receiver
from inspections.records import Changes, Files, Records
from ui.background import RecordsThread
from ui.main_window import MainWindow, screens
from ui.messages import MessageLine, Messages, install_hooks
from ui.phone_desk import PhoneDesk
from ui.settings import Settings
from ui.start import make_application
from ui.tasks import Task, TaskPool
from ui.workplace import Navigator, Operator, Workplace

SCREEN_MODULES: Final[Mapping[str, str]] = {
    "workbench": "ui.workbench.screen",
    "institutions": "ui.institutions.screen",
    "inspection": "ui.inspection.screen",
    "ledger": "ui.ledger.screen",
    "papers": "ui.papers.screen",
    "standards": "ui.standards.screen",
    "settings": "ui.office.screen",
    "photos": "ui.photos.screen",
}
"""Where each screen is built; imported when it is first shown, so that the window is there early."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the composition root hands to the window."""

    open_writer: Callable[[], Records]
    open_reader: Callable[[], Records]
    files: Files
    papers: Papers
    clock: Callable[[], datetime]
    checklists: Callable[[], Mapping[str, bytes]]
    signing_key: Callable[[], tuple[bytes, bytes]]
    read_register: Callable[[str], object]
    read_checklist_book: Callable[[Path], Book]
    back_up: Callable[[Path], object]
    audit: Callable[[], Mapping[str, object]]
    export_confirmations: Callable[[Path], int]
    read_confirmations: Callable[[Path], Parcel]
    tidy: Callable[[], None]
    settings_file: Path
    keep_crash_report: Callable[[BaseException], Path]
    receiver: Receiver


class Session(QWidget):
    """Knows who is working: read from the records once they are open, again whenever people change."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        workplace.records.changed.connect(self._reread)
        self._reread(None)

    def _reread(self, changes: object) -> None:
        touches = isinstance(changes, Changes) and changes.kinds() & {"person", "agency", "installation"}
        if changes is None or touches:
            self._workplace.records.read(_who_works, then=self._become)

    def _become(self, who: tuple[str, str, str, str]) -> None:
        person, name, agency, agency_name = who
        self._workplace.operator.become(person=person, name=name, agency=agency, agency_name=agency_name)


class Tidying(QObject):
    """Sweeps the folders once the records are open, away from the window."""

    def __init__(self, workplace: Workplace, tidy: Callable[[], None]) -> None:
        super().__init__()
        self._workplace, self._tidy = workplace, tidy

    def begin(self, _opened: object) -> None:
        """Start the sweep."""
        self._workplace.tasks.start(Task("整理资料文件夹", self._run, is_quiet=True))

    def _run(self, _task: Task) -> None:
        self._tidy()


def _opened(records: Records) -> str:
    return records.origin


def _who_works(records: Records) -> tuple[str, str, str, str]:
    installation = records.installations.find(records.origin)
    person = records.people.find(installation.set_up_for) if installation else None
    if person is None:
        return "", "", "", ""
    agency = records.agencies.find(person.agency) if person.agency else None
    return person.id, person.name, person.agency, agency.short_name if agency else ""


class FirstPaint(QObject):
    """Holds the opening of the records back until the window is painted: two threads share one interpreter."""

    PATIENCE: Final = 3.0
    """Seconds: a window that is never painted, minimised from the start, opens its records all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.happened = threading.Event()

    def before(self, parts: Parts) -> Parts:
        """Return the parts with a writer that waits for the first paint; readers wait for the writer."""
        return replace(parts, open_writer=partial(self._open, parts.open_writer))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.happened.is_set():
            QTimer.singleShot(0, self.happened.set)
        return super().eventFilter(watched, event)

    def _open(self, open_writer: Callable[[], Records]) -> Records:
        self.happened.wait(self.PATIENCE)
        return open_writer()


def run_window(parts: Parts) -> int:
    """Show the window and return the exit status once it is closed and everything is on disk."""
    app = make_application(["颐安检查"])
    QTimer.singleShot(0, _collect_garbage)
    painted = FirstPaint()
    workplace = make_workplace(painted.before(parts))
    uninstall = install_hooks(_reporting(parts, workplace.messages))
    try:
        window = MainWindow(workplace, screens({name: _builder(name) for name in SCREEN_MODULES}))
        session, tidying = Session(workplace), Tidying(workplace, parts.tidy)
        window.installEventFilter(painted)
        window.show()
        workplace.records.read(_opened, then=tidying.begin)
        status = int(app.exec())
        session.deleteLater()
        return status
    finally:  # also where building the window failed: threads that wait for work would keep the program alive
        painted.happened.set()
        uninstall()
        if workplace.phone is not None:
            workplace.phone.close()
        workplace.tasks.close()
        workplace.records.close()


def _collect_garbage() -> None:
    """Let Python look for garbage again; what the start made stays anyway."""
    gc.freeze()
    gc.enable()


def make_workplace(parts: Parts) -> Workplace:
    """Join the parts to the one value every screen is handed."""
    records: RecordsThread[Records] = RecordsThread(open_writer=parts.open_writer, open_reader=parts.open_reader)
    tasks, messages = TaskPool(), Messages(MessageLine())
    records.failed.connect(messages.report)
    tasks.failed.connect(messages.report)
    operator = Operator(person="", name="", agency="")
    phone = PhoneDesk(
        receiver=parts.receiver,
        tasks=tasks,
        files=parts.files,
        open_records=parts.open_writer,
        operator=operator,
        announce=records.changed.emit,
        report=messages.report,
        tell=messages.tell,
    )
    return Workplace(
        records=records,
        tasks=tasks,
        files=parts.files,
        papers=parts.papers,
        settings=Settings(parts.settings_file),
        messages=messages,
        operator=operator,
        navigator=Navigator(),
        clock=parts.clock,
        checklists=parts.checklists,
        open_records=parts.open_writer,
        signing_key=parts.signing_key,
        read_register=parts.read_register,
        read_checklist_book=parts.read_checklist_book,
        back_up=parts.back_up,
        audit=parts.audit,
        export_confirmations=parts.export_confirmations,
        read_confirmations=parts.read_confirmations,
        phone=phone,
    )


def _builder(screen_id: str) -> Callable[[Workplace], QWidget]:
    def build(workplace: Workplace) -> QWidget:
        page = import_module(SCREEN_MODULES[screen_id]).build(workplace)
        assert isinstance(page, QWidget)  # noqa: S101  the table names modules whose build returns a page
        return page

    return build


def _reporting(parts: Parts, messages: Messages) -> Callable[[BaseException], None]:
    def report(error: BaseException) -> None:
        parts.keep_crash_report(error)
        messages.report(error)

    return report
