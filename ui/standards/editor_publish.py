"""Before a draft is published: its label and first day, a word about it, and everything it changes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.forms import Form, FormRow, Kind
from ui.icons import Icon
from ui.labels import plain_label
from ui.theme import PAGE_MARGIN
from ui.widgets.page import scrolling_column

WIDTH: Final = 640
HEIGHT: Final = 560
TITLE: Final = "发布检查表"
NOTE: Final = "发布后内容不能再改，只能另发新版；启用以后才用于新的检查，下一步先列出启用的影响。"
ROWS: Final = (
    FormRow(key="edition", label="版本号", required=True, help="本检查表没有用过的版本号", longest=40),
    FormRow(key="in_force_from", label="施行日期", kind=Kind.DATE, required=True),
    FormRow(key="note", label="修订说明", kind=Kind.MULTILINE, placeholder="改了什么、为什么，可以留空"),
)


class PublishDialog(QDialog):
    """Asks for the label and the day; ``given`` carries them."""

    given = Signal(object)

    def __init__(
        self, *, edition: str, since: date | None, summary: str, lines: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.form = Form(ROWS)
        self.form.fill({"edition": edition, "in_force_from": since})
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.accept_button = push_button("发布", Icon.SERVE, kind="primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._give)
        self._lay_out(summary, lines)
        self.resize(WIDTH, HEIGHT)

    def show_refusal(self, text: str, *, field: str = "") -> None:
        """Say what is in the way, beside the field where it stands in one."""
        if field in {row.key for row in ROWS}:
            self.form.show_problems({field: text})
        else:
            self.problem.setText(text)
            self.problem.show()
        self.accept_button.setEnabled(True)

    def _give(self) -> None:
        self.problem.hide()
        if not self.form.validate():
            return
        self.accept_button.setEnabled(False)
        values: dict[str, Any] = self.form.values()
        self.given.emit(values)

    def _lay_out(self, summary: str, lines: Sequence[str]) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        head.setSpacing(8)
        head.addWidget(plain_label(TITLE, "h2"))
        head.addWidget(plain_label(NOTE, "muted", wrap=True))
        head.addWidget(self.form)
        head.addWidget(plain_label(summary, "title", wrap=True))
        area, shown = scrolling_column()
        for line in lines:
            shown.addWidget(plain_label(line, "muted", wrap=True))
        cancel = push_button("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, 0)
        foot.addWidget(self.problem, 1)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(foot)
