"""Dialogs of the papers screen: one asks a table of rows, with a file where needed; one shows lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.dossier import Verdict, VerdictLine
from ui.actions import push_button
from ui.forms import Form, FormRow
from ui.icons import Icon
from ui.labels import Chip, ElidedLabel, IconLabel, plain_label
from ui.theme import Tone

SCANS: Final = "扫描件 (*.pdf *.jpg *.jpeg *.png)"
WIDTH: Final = 560


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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        make_dialog(self, title)
        self.setMinimumWidth(WIDTH)
        self._file_label, self._file_needed = file_label, file_needed
        self._warn: Callable[[dict[str, Any]], str] | None = None
        self.form = Form(rows)
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
        column.addWidget(self.form)
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


_MARKS: Final = {True: ("成立", Tone.OK), False: ("不成立", Tone.BAD), None: ("未判断", Tone.NA)}


class VerdictDialog(QDialog):
    """What verifying a paper found: each thing that was checked, and whether it holds."""

    def __init__(self, title: str, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_dialog(self, "验证")
        self.setMinimumWidth(640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(plain_label(f"验证 {title}", "h2"))
        head.addStretch(1)
        head.addWidget(Chip("通过", Tone.OK) if verdict.valid else Chip("未通过", Tone.BAD))
        column.addLayout(head)
        for line in verdict.lines:
            column.addLayout(_verdict_line(line))
        signers = "、".join(verdict.signers) or "无"
        column.addWidget(plain_label(f"签名人：{signers}", "muted", wrap=True))
        close = push_button("关闭", kind="primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addSpacing(6)
        column.addLayout(buttons)


def _verdict_line(line: VerdictLine) -> QHBoxLayout:
    word, tone = _MARKS[line.holds]
    chip = Chip(word, tone)
    chip.setMinimumWidth(60)
    chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
    drawn = QHBoxLayout()
    drawn.setSpacing(10)
    drawn.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    drawn.addWidget(plain_label(line.text, wrap=True), 1)
    return drawn
