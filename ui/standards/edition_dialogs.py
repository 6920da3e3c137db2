"""Before an edition is put to use or taken out of it: what it touches, and why."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.forms import Form, FormRow, Kind
from ui.labels import plain_label
from ui.theme import PAGE_MARGIN
from ui.widgets.page import scrolling_column

WIDTH: Final = 620
HEIGHT: Final = 460
REASON: Final = (FormRow(key="reason", label="停用理由", kind=Kind.MULTILINE, required=True),)


class EditionQuestion(QDialog):
    """One question with lines to read first; ``given`` carries the reason, empty where none is asked."""

    given = Signal(str)

    def __init__(
        self,
        title: str,
        note: str,
        lines: Sequence[str],
        *,
        accept: str,
        asks_reason: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.form = Form(REASON) if asks_reason else None
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.accept_button = push_button(accept, kind="primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._give)
        cancel = push_button("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        head.addWidget(plain_label(title, "h2"))
        head.addWidget(plain_label(note, "muted", wrap=True))
        if self.form is not None:
            head.addWidget(self.form)
        column.addLayout(head)
        if lines:
            area, shown = scrolling_column()
            for line in lines:
                shown.addWidget(plain_label(line, wrap=True))
            column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        foot.addWidget(self.problem, 1)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.accept_button)
        column.addLayout(foot)
        self.resize(WIDTH, HEIGHT if lines else self.sizeHint().height())

    def show_refusal(self, error: Exception) -> None:
        """Say what the rules refuse."""
        self.problem.setText(str(error))
        self.problem.show()
        self.accept_button.setEnabled(True)

    def _give(self) -> None:
        if self.form is not None and not self.form.validate():
            return
        self.accept_button.setEnabled(False)
        self.given.emit(str(self.form.values()["reason"]) if self.form is not None else "")
