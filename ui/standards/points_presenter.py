"""Carries between the list of 待核 and the records, the files and the signed files of other laptops."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from checklists.model import Checklist
from inspections.confirmation import CONFIRMED
from inspections.parcel import EXTENSION, Parcel, Plan, plan_parcel
from inspections.records import Changes, Files, Records
from inspections.refusal import BadValueError
from inspections.standing import Point, points
from inspections.workflow import confirming
from inspections.workflow.carrying import import_confirmations
from ui.background import Latest
from ui.standards.confirm_dialog import ConfirmDialog, ImportDialog, WithdrawDialog
from ui.standards.page import StandardsPage
from ui.standards.points_model import Office, read_office, step_values
from ui.tasks import Task
from ui.theme import Tone
from ui.workplace import Workplace

KINDS: Final = frozenset({"confirmation", "agency", "person", "installation"})
PARCELS: Final = f"条款确认包 (*.{EXTENSION})"


class PointsPresenter(QObject):
    """Reads what stands confirmed, lays it over the library, and hands every step on."""

    def __init__(self, page: StandardsPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._library: Sequence[Checklist] = ()
        self._slot = Latest()
        self._is_stale = True
        self._parcel: Parcel | None = None
        shown = page.points
        shown.confirm_requested.connect(self.ask_verdict)
        shown.withdraw_requested.connect(self.ask_withdrawal)
        shown.file_requested.connect(self._open_file)
        shown.export_requested.connect(self._choose_export)
        shown.import_requested.connect(self._choose_import)
        shown.office_requested.connect(self._to_office)
        workplace.records.changed.connect(self._changed)
        workplace.operator.changed.connect(self._operator_changed)
        page.installEventFilter(self)

    def take_library(self, checklists: Sequence[Checklist]) -> None:
        """Take the checklists once they are read."""
        self._library, self._is_stale = checklists, True
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show:
            self._refresh()
        return super().eventFilter(watched, event)

    def ask_verdict(self, point: Point, verdict: str) -> ConfirmDialog:
        """Ask for the official text of one point."""
        dialog = ConfirmDialog(point, verdict, self._page)
        dialog.form.fill({"on": self._workplace.today()})
        dialog.given.connect(partial(self._give, dialog))
        dialog.open()
        return dialog

    def ask_withdrawal(self, point: Point) -> WithdrawDialog:
        """Ask why a confirmation is taken back."""
        dialog = WithdrawDialog(point.words, self._page)
        dialog.given.connect(partial(self._withdraw, dialog, point.confirmation.id if point.confirmation else ""))
        dialog.open()
        return dialog

    def export(self, path: str) -> None:
        """Write the signed file in a task."""
        work = self._workplace.export_confirmations
        if work is not None:
            task = Task("导出确认包", partial(_export, work, Path(path)))
            task.finished.connect(self._exported)
            self._workplace.tasks.start(task)

    def take_in(self, path: str) -> None:
        """Read a signed file in a task; what it would do is shown before anything is written."""
        work = self._workplace.read_confirmations
        if work is not None:
            task = Task("核对确认包", partial(_read, work, Path(path)))
            task.finished.connect(self._parcel_read)
            self._workplace.tasks.start(task)

    def _give(self, dialog: ConfirmDialog, key: str, verdict: str, values: Any, paths: Any) -> None:
        take = confirming.confirm_wording if verdict == CONFIRMED else confirming.correct_wording
        said = step_values(values, today=self._workplace.today())
        step = partial(_confirm, take, self._workplace.files, key, said, paths, by=self._by)
        self._workplace.records.change(step, done=dialog.done_with, failed=dialog.show_refusal)

    def _withdraw(self, dialog: WithdrawDialog, confirmation: str, reason: str) -> None:
        step = partial(
            confirming.withdraw_confirmation, confirmation=confirmation, reason=reason, on=self._workplace.today(),
            by=self._by,
        )  # fmt: skip
        self._workplace.records.change(step, done=dialog.done_with, failed=dialog.show_refusal)

    def _parcel_read(self, parcel: Parcel) -> None:
        self._parcel = parcel
        self._workplace.records.read(partial(plan_parcel, parcel=parcel), then=self._show_plan)

    def _show_plan(self, plan: Plan) -> None:
        if self._parcel is None:
            return
        dialog = ImportDialog(self._parcel, plan, self._page)
        dialog.given.connect(partial(self._import, dialog, self._parcel))
        dialog.open()

    def _import(self, dialog: ImportDialog, parcel: Parcel, accept: str) -> None:
        step = partial(_import, files=self._workplace.files, parcel=parcel, by=self._by, accept=accept)
        self._workplace.records.change(step, done=dialog.done_with, failed=dialog.show_refusal)

    def _exported(self, told: tuple[Path, int]) -> None:
        path, count = told
        self._workplace.messages.tell(f"已导出 {count} 条确认：{path}", Tone.OK)

    def _choose_export(self) -> None:
        folder = Path(self._workplace.settings.now.export_folder)
        name = f"条款确认{self._workplace.today().isoformat()}.{EXTENSION}"
        asked = QFileDialog(self._page, "导出确认包", str(folder / name), PARCELS)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix(EXTENSION)
        asked.fileSelected.connect(self.export)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _choose_import(self) -> None:
        asked = QFileDialog(self._page, "导入确认包", "", PARCELS)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(self.take_in)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _open_file(self, name: str) -> None:
        digest, _, extension = name.partition(".")
        path = self._workplace.files.document_path(digest, extension)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._workplace.messages.tell(f"没有能打开该文件的程序：{path}", Tone.WARN)

    def _to_office(self) -> None:
        self._workplace.navigator.go("settings", "agencies")

    @property
    def _by(self) -> str:
        return self._workplace.operator.person

    def _operator_changed(self) -> None:
        self._is_stale = True
        self._refresh()

    def _changed(self, changes: Any) -> None:
        if isinstance(changes, Changes) and changes.kinds() & KINDS:
            self._is_stale = True
            self._refresh()

    def _refresh(self) -> None:
        if self._is_stale and self._library and self._page.isVisible():
            self._is_stale = False
            query = partial(read_office, operator=self._by)
            self._workplace.records.read(query, then=self._show, slot=self._slot)

    def _show(self, office: Office) -> None:
        found = points(self._library, office.confirmed, office.agencies, on=self._workplace.today())
        self._page.show_standing(office.confirmed, found)
        self._page.points.show_points(found, may_confirm=office.may_confirm)


def _confirm(
    take: Callable[..., Changes],
    files: Files,
    key: str,
    values: Mapping[str, Any],
    paths: Sequence[Path],
    records: Records,
    *,
    by: str,
) -> Changes:
    """Read the official files on the records' thread and take the step; too large a file is not read."""
    for path in paths:
        if path.stat().st_size > confirming.LARGEST_FILE:
            raise BadValueError(f"“{path.name}”超过 {confirming.LARGEST_FILE >> 20} MB。", "请压缩后再附。")
    attachments = [path.read_bytes() for path in paths]
    return take(records, files, target=key, attachments=attachments, by=by, **values)


def _import(records: Records, *, files: Files, parcel: Parcel, by: str, accept: str) -> Changes:
    return import_confirmations(records, files, parcel=parcel, by=by, accept=accept).changes


def _export(work: Callable[[Path], int], path: Path, _task: Task) -> tuple[Path, int]:
    return path, work(path)


def _read(work: Callable[[Path], Parcel], path: Path, _task: Task) -> Parcel:
    return work(path)
