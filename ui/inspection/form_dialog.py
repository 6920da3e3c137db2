"""A small dialog around one form: asks, checks, and hands over the values; it never blocks the window's loop."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import ButtonKind, push_button
from ui.forms import Form, FormRow
from ui.labels import plain_label

WIDTH: Final = 560


class FormDialog(QDialog):
    """One question with a few rows; ``given`` carries the values once they can stand.

    With ``stays`` the dialog waits for the outcome: ``accept`` when it is done, ``show_refusal`` when it is not.
    """

    given = Signal(object)

    def __init__(
        self,
        title: str,
        rows: Sequence[FormRow],
        *,
        accept: str,
        note: str = "",
        kind: ButtonKind = "primary",
        stays: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self._stays = stays
        self.form = Form(rows)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.accept_button = push_button(accept, kind=kind)
        self.accept_button.clicked.connect(self._give)
        self.accept_button.setDefault(True)
        cancel = push_button("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(title, "h2"))
        if note:
            column.addWidget(plain_label(note, "muted", wrap=True))
        column.addWidget(self.form)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def ask(self, values: Mapping[str, Any] | None = None) -> "FormDialog":
        """Show the dialog, filled with what is known."""
        self.form.fill(values or {})
        self.open()
        return self

    def show_refusal(self, error: Exception) -> None:
        """Say what the rules refuse; what was typed stays."""
        self.problem.setText(str(error))
        self.problem.show()
        self.accept_button.setEnabled(True)

    def _give(self) -> None:
        self.problem.hide()
        if not self.form.validate():
            return
        if self._stays:
            self.accept_button.setEnabled(False)
        self.given.emit(self.form.values())
        if not self._stays:
            self.accept()
