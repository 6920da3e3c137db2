"""机构事实 during a visit: what turned out otherwise, with its date and source, and at once what that would change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.institution import FactValue
from inspections.planning import PlannedItem, Replanned
from ui.actions import push_button
from ui.fact_rows import STATING_ROWS
from ui.forms import Form
from ui.labels import plain_label
from ui.theme import PAGE_MARGIN
from ui.widgets.fact_forms import FactForms
from ui.widgets.page import scrolling_column

SIZE: Final = (1040, 680)
PREVIEW_HEIGHT: Final = 132
MOST_LINES: Final = 40
UNCHANGED: Final = "还没有改动。改动后这里列出新增和不再适用的检查项。"


class FactsDialog(QDialog):
    """Every fact as this visit holds it; ``edited`` asks for a preview, ``given`` for the change itself."""

    edited = Signal()
    given = Signal()

    def __init__(self, held: Mapping[str, FactValue], on: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("机构事实")
        self.facts = FactForms()
        self.facts.show_facts(held, keep_edits=False)
        self.facts.edited.connect(self._edited)
        self.stating = Form(STATING_ROWS, columns=2)
        self.stating.fill({"on": on, "source": "现场核对"})
        self.summary = plain_label(UNCHANGED, wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.accept_button = push_button("变更并重新编排", kind="primary")
        self.accept_button.setEnabled(False)
        self.accept_button.clicked.connect(self._give)
        self._lay_out()

    def show_preview(self, told: Replanned) -> None:
        """Say what the facts as they stand here would change."""
        self.summary.setText(_summary(told))
        self._show_lines(_lines(told))

    def show_refusal(self, error: Exception) -> None:
        """Say what the rules refuse; what was entered stays."""
        self.problem.setText(str(error))
        self.problem.show()
        self.accept_button.setEnabled(True)

    def _show_lines(self, lines: Sequence[str]) -> None:
        while (taken := self._lines.takeAt(0)) is not None:
            label = taken.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        for line in lines:
            self._lines.addWidget(plain_label(line, "small", wrap=True))

    def _edited(self) -> None:
        self.problem.hide()
        changed = bool(self.facts.changes())
        self.accept_button.setEnabled(changed)
        if changed:
            self.edited.emit()
        else:
            self.summary.setText(UNCHANGED)
            self._show_lines(())

    def _give(self) -> None:
        is_sound = self.facts.validate()
        if self.stating.validate() and is_sound:
            self.accept_button.setEnabled(False)
            self.given.emit()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        head.setSpacing(6)
        head.addWidget(plain_label("机构事实", "h2"))
        note = "改为现场核实的情况；已作出的结论和登记的问题全部保留，机构档案同时更新。"
        head.addWidget(plain_label(note, "muted", wrap=True))
        head.addWidget(self.stating)
        area, lines = scrolling_column()
        lines.addWidget(self.summary)
        lines.addLayout(self._lines)
        area.setFixedHeight(PREVIEW_HEIGHT)
        cancel = push_button("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.problem, 1)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.facts, 1)
        column.addWidget(area)
        column.addLayout(foot)
        self.resize(*SIZE)


def _summary(told: Replanned) -> str:
    if told.is_nothing:
        return "检查项没有变化，只更新机构事实。"
    kept = f"（其中 {len(told.kept)} 项已有结论，结论保留）" if told.kept else ""
    return f"{len(told.added)} 项新增，{len(told.dropped)} 项不再适用{kept}"


def _lines(told: Replanned) -> list[str]:
    kept = {one.item.id for one in told.kept}
    lines = [f"新增　{_named(one)}" for one in told.added]
    lines += [f"不再适用{'（结论保留）' if one.item.id in kept else ''}　{_named(one)}" for one in told.dropped]
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], f"……另有 {more} 项"] if more > 0 else lines


def _named(one: PlannedItem) -> str:
    return f"{one.item.id} {one.item.text}"
