"""Carries between the view of editions and the records: reads them, publishes, puts to use, takes out of use."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from inspections.editions import CatalogueEntry, catalogue, find_edition
from inspections.records import Changes, Files, Records, UnavailableError
from inspections.upgrading import Impact, read_impact
from inspections.workflow.editions import activate_edition, publish_edition, withdraw_edition
from ui.background import Latest
from ui.standards.edition_dialogs import EditionQuestion
from ui.standards.editions_model import compared, edition_lines, impact_lines, impact_words
from ui.standards.editions_view import EditionsView
from ui.workplace import Workplace

LARGEST: Final = 8 * 1024 * 1024


class EditionsPresenter(QObject):
    """One per view; ``show_list`` says of which checklist."""

    read_again = Signal(object)
    """Every edition at hand, whenever they were read."""
    told = Signal(str)

    def __init__(self, view: EditionsView, workplace: Workplace) -> None:
        super().__init__(view)
        self._view, self._workplace = view, workplace
        self._entries: tuple[CatalogueEntry, ...] = ()
        self._reading, self._asking = Latest(), Latest()
        self.dialog: EditionQuestion | None = None
        self._wanted: _Wanted | None = None
        view.publish_requested.connect(self._choose_file)
        view.activate_requested.connect(self.ask_activation)
        view.withdraw_requested.connect(self._ask_withdrawal)
        view.compare_requested.connect(self._compare)
        workplace.records.changed.connect(self._records_changed)
        self.read()

    @property
    def entries(self) -> tuple[CatalogueEntry, ...]:
        """Every edition at hand, as last read."""
        return self._entries

    def read(self) -> None:
        """Read every edition at hand."""
        query = partial(catalogue, files=self._workplace.files)
        self._workplace.records.read(query, then=self._take, slot=self._reading)

    def show_list(self, code: str) -> None:
        """Show the editions of one checklist."""
        self._view.show_editions(edition_lines(self._entries, code, self._workplace.today()))

    def publish_data(self, data: bytes) -> None:
        """Publish the edition in the bytes of a file."""
        files, on, by = self._workplace.files, self._workplace.today(), self._person
        step = partial(publish_edition, files=files, data=data, on=on, by=by)
        self._workplace.records.change(step, done=self._published)

    def publish_file(self, path: Path) -> None:
        """Publish the edition in a file."""
        step = partial(_publish, files=self._workplace.files, path=path, on=self._workplace.today(), by=self._person)
        self._workplace.records.change(step, done=self._published)

    def _records_changed(self, changes: Changes) -> None:
        if "edition" in changes.kinds():
            self.read()

    def _take(self, entries: tuple[CatalogueEntry, ...]) -> None:
        self._entries = entries
        self.read_again.emit(entries)

    def _compare(self, old: str, new: str) -> None:
        self._view.show_difference(compared(self._entries, old, new))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self._view.window(), "选择检查表文件", "", "检查表文件（*.toml）")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._file_chosen)
        dialog.open()

    def _file_chosen(self, path: str) -> None:
        self.publish_file(Path(path))

    def _published(self, changes: Changes) -> None:
        self.told.emit("已发布；启用后用于新的检查" if changes.subjects else "这个版本已经发布过")

    def ask_activation(self, digest: str) -> None:
        """Ask whether an edition shall be put to use, after telling what that touches."""
        query = partial(read_impact, files=self._workplace.files, edition=digest, today=self._workplace.today())
        self._workplace.records.read(query, then=self._show_impact, slot=self._asking)

    def _show_impact(self, impact: Impact) -> None:
        lines = impact_lines(impact) or ["没有进行中的检查和未销号的问题受影响。"]
        title = f"启用《{impact.new.title}》{impact.new.edition}"
        self._wanted = _Wanted(self._workplace, impact.new.digest)
        self._ask(EditionQuestion(title, impact_words(impact), lines, accept="启用", parent=self._view.window()))

    def _ask_withdrawal(self, digest: str) -> None:
        checklist = find_edition(self._entries, digest).checklist
        title = f"停用《{checklist.title}》{checklist.edition}"
        note = "新的检查不再使用这个版本；已经使用它的检查和文书不变。"
        self._wanted = _Wanted(self._workplace, digest, is_withdrawal=True)
        self._ask(EditionQuestion(title, note, (), accept="停用", asks_reason=True, parent=self._view.window()))

    def _ask(self, dialog: EditionQuestion) -> None:
        self.dialog = dialog
        dialog.given.connect(self._decided)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _decided(self, reason: str) -> None:
        if self._wanted is not None:
            step = partial(self._wanted.take, reason=reason)
            self._workplace.records.change(step, done=self._done, failed=self._refused)

    def _done(self, _changes: Changes) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.told.emit("版本已调整，进行中的检查保持原版本")

    def _refused(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_refusal(error)

    def _closed(self) -> None:
        self.dialog = None

    @property
    def _person(self) -> str:
        return self._workplace.operator.person


class _Wanted:
    """What a person was asked about: an edition to put to use, or to take out of it."""

    def __init__(self, workplace: Workplace, edition: str, *, is_withdrawal: bool = False) -> None:
        self._files, self._edition, self._is_withdrawal = workplace.files, edition, is_withdrawal
        self._on, self._by = workplace.today(), workplace.operator.person

    def take(self, records: Records, *, reason: str) -> Changes:
        """Take the step."""
        files, edition, on, by = self._files, self._edition, self._on, self._by
        if self._is_withdrawal:
            return withdraw_edition(records, files, edition=edition, on=on, reason=reason, by=by)
        return activate_edition(records, files, edition=edition, on=on, by=by)


def _publish(records: Records, *, files: Files, path: Path, on: date, by: str) -> Changes:
    try:
        if path.stat().st_size > LARGEST:
            raise UnavailableError(f"文件“{path.name}”过大（上限 {LARGEST >> 20} MB）。", "请确认选择的是检查表文件。")
        data = path.read_bytes()
    except OSError as error:
        raise UnavailableError(f"无法读取“{path}”（{error.strerror}）。", "请检查文件是否存在。") from error
    return publish_edition(records, files, data=data, on=on, by=by)
