"""离场前: what must be done here today, what may follow by a date; every line leads to its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspections.leaving import Leaving, LeavingLine
from inspections.reading import Visit
from ui.actions import ActionSpec, build_actions, button_for
from ui.icons import Icon
from ui.labels import joined, plain_label
from ui.theme import PAGE_MARGIN, Tone
from ui.widgets.badges import inspection_badge
from ui.widgets.cards import Card, FigureCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageFrame
from ui.widgets.table import Column, PagedModel, Table

ACTIONS: Final = (
    ActionSpec(id="inspection", text="返回检查", icon=Icon.INSPECTION),
    ActionSpec(id="papers", text="全部文书", icon=Icon.PAPER),
    ActionSpec(id="finish", text="结束检查", icon=Icon.LEAVE, shortcut="Ctrl+Return"),
)
PLACES: Final[Mapping[str, tuple[str, Tone]]] = {
    "arrival": ("到场卡", Tone.INFO),
    "team": ("人员", Tone.BAD),
    "item": ("检查项", Tone.WARN),
    "finding": ("问题", Tone.WARN),
    "paper": ("文书", Tone.INFO),
}
"""Where a line leads, by the first word of its jump."""


def _place(line: LeavingLine) -> tuple[str, Tone]:
    return PLACES[line.jump.partition(":")[0]]


_PLACE_COLUMN: Final = Column(
    title="位置", text=lambda line: _place(line)[0], width=92, tone=lambda line: _place(line)[1]
)
HERE_COLUMNS: Final = (_PLACE_COLUMN, Column(title="事项", text=lambda line: line.text, stretch=True))
LATER_COLUMNS: Final = (
    *HERE_COLUMNS,
    Column(title="期限", text=lambda line: line.by.isoformat() if line.by else "", width=112),
)


class LeavingPage(PageFrame):
    """Shows both lists of one visit and emits which line a person follows."""

    line_chosen = Signal(str)
    """The jump of a line."""
    action_requested = Signal(str)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("离场前", parent=parent)
        self.here = _LineCard("今天必须在现场完成", HERE_COLUMNS, "现场事项已全部完成")
        self.later = _LineCard("可以随后完成", LATER_COLUMNS, "没有随后要办的事项")
        self.answered, self.unanswered = FigureCard("已检查项"), FigureCard("未检查项")
        self.batch = FigureCard("其中批量标记")
        self._state = inspection_badge("")
        self.add_chip(self._state)
        self.actions_by_id = build_actions(ACTIONS, self, dict.fromkeys((one.id for one in ACTIONS), self._wished))
        for card in (self.here, self.later):
            card.chosen.connect(self.line_chosen)
        self.set_body(self._body_widget())
        self._fill_bar()

    def show_visit(self, visit: Visit, left: Leaving) -> None:
        """Show what is left to do at a visit."""
        names = "、".join(one.short_name for one in visit.agencies)
        self.show_title(
            "离场前", joined([visit.institution.fields.text("name"), visit.inspection.on.isoformat(), names])
        )
        state = inspection_badge(visit.inspection.state)
        self._state.show_chip(state.text(), Tone(str(state.property("chip"))))
        self.here.show_lines(left.here)
        self.later.show_lines(left.later)
        self.answered.show_figure(str(left.answered))
        self.unanswered.show_figure(str(left.unanswered), tone=Tone.WARN if left.unanswered else None)
        self.batch.show_figure(str(left.batch))
        running = visit.inspection.is_running
        self.actions_by_id["finish"].setEnabled(running and left.may_finish)
        self.hint.setText("" if running else "检查已结束，文书仍可继续制作、送达")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _body_widget(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 14)
        column.setSpacing(12)
        figures = QHBoxLayout()
        figures.setSpacing(12)
        for card in (self.answered, self.unanswered, self.batch):
            figures.addWidget(card, 1)
        column.addLayout(figures)
        lists = QHBoxLayout()
        lists.setSpacing(12)
        lists.addWidget(self.here, 1)
        lists.addWidget(self.later, 1)
        column.addLayout(lists, 1)
        return body

    def _fill_bar(self) -> None:
        line = self.show_bar()
        self.hint = plain_label("", "muted")
        line.addWidget(self.hint)
        line.addStretch(1)
        for spec in ACTIONS:
            line.addWidget(button_for(self.actions_by_id[spec.id], kind="primary" if spec.id == "finish" else ""))

    def _wished(self) -> None:
        self.action_requested.emit(self.sender().objectName())


class _LineCard(Card):
    """One of the two lists; Enter or a double click follows a line."""

    chosen = Signal(str)

    def __init__(self, title: str, columns: Sequence[Column], empty: str) -> None:
        super().__init__(title)
        self._title = title
        self.model = PagedModel(columns, key=lambda line: (line.jump, line.text))
        self.table = Table(self.model, name=title)
        self.model.setParent(self.table)
        self.table.opened.connect(self._opened)
        self.table.setCursor(Qt.CursorShape.PointingHandCursor)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(Icon.DONE, empty))
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(plain_label("双击或按回车键前往", "small"))

    def show_lines(self, lines: Sequence[LeavingLine]) -> None:
        """Show the lines; the cursor stays where it was."""
        place = max(self.table.currentIndex().row(), 0)
        self.title.setText(f"{self._title}（{len(lines)}）" if lines else self._title)
        self.model.show_rows(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        if lines:
            self.table.selectRow(min(place, len(lines) - 1))

    def _opened(self, line: LeavingLine) -> None:
        self.chosen.emit(line.jump)
