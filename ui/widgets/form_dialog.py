"""A dialog that asks a table of rows, with a file where one is needed; it stays open until the step was taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.records import UnavailableError
from ui.actions import push_button
from ui.forms import Form, FormRow
from ui.icons import Icon
from ui.labels import ElidedLabel, IconLabel, plain_label
from ui.widgets.page import scrolling_column

SCANS: Final = "扫描件 (*.pdf *.jpg *.jpeg *.png)"
WIDTH: Final = 560
WIDE: Final = 760
TALLEST_FORM: Final = 400
_ALL_ROOM: Final = 100
"""The stretch of a form that scrolls, beside that of the room left below a short one."""
_AROUND: Final = 240
"""A longer form scrolls: the buttons stay on the smallest screen."""


def make_dialog(dialog: QDialog, title: str) -> None:
    """Give a dialog the ways of the house: it deletes itself and stops only its own window."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setWindowTitle(title)


class FilePicker(QWidget):
    """One file of the disk: its name, and the button that chooses it."""

    chosen = Signal()

    def __init__(self, label: str, *, folder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._folder = label, folder
        self.path: Path | None = None
        self.name = ElidedLabel("未选择文件", "muted")
        self.button = push_button(f"选择{label}…", Icon.ATTACH)
        self.button.clicked.connect(self._ask)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.button)
        line.addWidget(self.name, 1)

    def choose(self, path: str) -> None:
        """Take a file."""
        self.path = Path(path)
        self.name.show_text(self.path.name)
        self.chosen.emit()

    def _ask(self) -> None:
        asked = QFileDialog(self, f"选择{self._label}", self._folder, SCANS)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.fileSelected.connect(self.choose)
        asked.open()


class FormDialog(QDialog):
    """Asks the rows of a form; it stays open with what was typed until the step was taken."""

    submitted = Signal(dict, object)
    """The values, and the chosen file or None."""

    def __init__(
        self,
        title: str,
        rows: Sequence[FormRow],
        *,
        accept: str,
        note: str = "",
        file_label: str = "",
        file_needed: bool = False,
        danger: bool = False,
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        make_dialog(self, title)
        self.setMinimumWidth(WIDTH if columns == 1 else WIDE)
        self._file_label, self._file_needed = file_label, file_needed
        self._warn: Callable[[dict[str, Any]], str] | None = None
        self.form = Form(rows, columns=columns)
        self.form.edited.connect(self._edited)
        self.picker = FilePicker(file_label or "文件")
        self.picker.setVisible(bool(file_label))
        self.warning = plain_label("", wrap=True)
        self.problem = plain_label("", "problem", wrap=True)
        self.accept_button = push_button(accept, kind="danger" if danger else "primary")
        self.accept_button.clicked.connect(self._submit)
        self.cancel_button = push_button("取消")
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out(title, note)

    def warn_with(self, warn: Callable[[dict[str, Any]], str]) -> None:
        """Show beside the form what a rule says about its values; a warning never stops the step."""
        self._warn = warn
        self._show_warning()

    def fail(self, error: Exception) -> None:
        """Show why the step was refused and let the person go on."""
        self.problem.setText(str(error))
        self.problem.show()
        self.accept_button.setEnabled(True)

    def done_with(self, _changes: object = None) -> None:
        """Close after the step was taken."""
        self.accept()

    def _lay_out(self, title: str, note: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(title, "h2"))
        if note:
            column.addWidget(plain_label(note, wrap=True))
        is_tall = self.form.sizeHint().height() > TALLEST_FORM
        column.addWidget(self._scrolled() if is_tall else self.form, _ALL_ROOM if is_tall else 0)
        column.addWidget(self.picker)
        self._warning_line = QWidget()
        line = QHBoxLayout(self._warning_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(IconLabel(Icon.HAZARD, ink="warn"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.warning, 1)
        self._warning_line.hide()
        column.addWidget(self._warning_line)
        column.addWidget(self.problem)
        self.problem.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        column.addStretch(1)
        column.addLayout(buttons)

    def _scrolled(self) -> QWidget:
        area, rows = scrolling_column(margin=0)
        rows.addWidget(self.form)
        area.setMinimumHeight(TALLEST_FORM // 2)
        self.resize(self.width(), TALLEST_FORM + _AROUND)
        return area

    def _edited(self, _key: str) -> None:
        self._show_warning()

    def _show_warning(self) -> None:
        text = self._warn(self.form.values()) if self._warn else ""
        self.warning.setText(text)
        self._warning_line.setVisible(bool(text))

    def _submit(self) -> None:
        self.problem.hide()
        if not self.form.validate():
            return
        if self._file_needed and self.picker.path is None:
            self.problem.setText(f"请选择{self._file_label}")
            self.problem.show()
            self.picker.button.setFocus()
            return
        self.accept_button.setEnabled(False)
        self.submitted.emit(self.form.values(), self.picker.path)


def read_file(path: Path) -> bytes:
    """Read a file a person chose or the records name."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnavailableError(
            f"无法读取文件 {path.name}：{error.strerror}。", "请确认文件仍在原处并可读取。"
        ) from error
