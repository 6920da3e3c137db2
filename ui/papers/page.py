"""The papers page: visits and their papers at the left, the chosen paper with its facts and pages at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import build_actions, button_for
from ui.icons import Icon
from ui.labels import joined, plain_label
from ui.papers.abilities import PAGE_ACTIONS
from ui.papers.making import Gap
from ui.papers.model import PaperRow, Shelf, VisitRow
from ui.papers.page_images import OpenPages
from ui.papers.paper_head import GapCard, PaperHead
from ui.papers.preview_pane import PreviewPane
from ui.papers.standing import PAPER_COLUMNS, VISIT_COLUMNS
from ui.tasks import Task, TaskPool
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageFrame
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.table import PagedModel, Table

VISITS_HEIGHT: Final = 216
LEFT_WIDTH: Final = 600
RIGHT_WIDTH: Final = 700
NO_PAPER: Final = ("请选择一份文书", "左侧列出本次检查可以制作和已经制作的文书")


class PapersPage(PageFrame):
    """Shows what it is given and emits what a person wants."""

    visit_chosen = Signal(str)
    paper_chosen = Signal(object)
    action_requested = Signal(str)
    """An id of the tables of actions."""
    gap_requested = Signal(object)
    shown = Signal()

    def __init__(self, tasks: TaskPool, parent: QWidget | None = None) -> None:
        super().__init__("文书", parent=parent)
        self._filling = False
        self.visit_model = PagedModel(VISIT_COLUMNS, key=lambda row: row.id)
        self.visits = Table(self.visit_model, name="检查")
        self.visit_model.setParent(self.visits)
        self.paper_model = PagedModel(PAPER_COLUMNS, key=lambda row: row.key)
        self.papers = Table(self.paper_model, name="文书")
        self.paper_model.setParent(self.papers)
        self.head = PaperHead(self._wished, self)
        self.gaps = GapCard()
        self.progress = ProgressPanel()
        self.preview = PreviewPane(tasks)
        self.empty = EmptyState(Icon.PAPER, *NO_PAPER)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.preview)
        self._add_head_buttons()
        self.set_body(self._body_widget())
        self.visits.row_selected.connect(self._visit_selected)
        self.papers.row_selected.connect(self._paper_selected)
        self.papers.opened.connect(self._paper_opened)
        self.gaps.gap_requested.connect(self.gap_requested)

    def show_visits(self, rows: Sequence[VisitRow], chosen: str) -> None:
        """Show the visits with one of them chosen; showing is not choosing."""
        self._filling = True
        self.visit_model.show_rows(rows)
        self.visits.select_id(chosen)
        self._filling = False

    def show_shelf(self, shelf: Shelf | None, chosen: str) -> None:
        """Show the papers of a visit with one of them chosen."""
        if shelf is None:
            self.show_title("文书")
            self.paper_model.show_rows([])
            return
        self.show_title("文书", joined([shelf.institution, shelf.inspection.fields.text("on"), _agencies(shelf)]))
        self._filling = True
        self.paper_model.show_rows(shelf.rows)
        self.papers.select_id(chosen)
        self._filling = False

    def show_paper(self, row: PaperRow | None) -> None:
        """Show what one paper is and what can be done with it."""
        self.head.show_paper(row)

    def show_gaps(self, gaps: Sequence[Gap], characters: Sequence[str]) -> None:
        """Show what stands in the way of 定稿."""
        self.gaps.show_gaps(gaps, characters)

    def show_pages(self, pages: OpenPages, *, mark: str, tone: Tone) -> None:
        """Show the pages of a file."""
        self.preview.show_pages(pages, mark=mark, tone=tone)
        self._stack.setCurrentWidget(self.preview)

    def show_no_pages(self, title: str, hint: str = "") -> None:
        """Say why there are no pages."""
        self.preview.clear()
        self.empty.show_text(title, hint)
        self._stack.setCurrentWidget(self.empty)

    def follow(self, task: Task) -> None:
        """Show how far a task is."""
        self.progress.follow(task)

    def button(self, action: str) -> QWidget:
        """Return the button of one of the main actions."""
        return self.head.buttons[action]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _add_head_buttons(self) -> None:
        actions = build_actions(PAGE_ACTIONS, self, dict.fromkeys((spec.id for spec in PAGE_ACTIONS), self._wished))
        self.page_actions = actions
        for action in actions.values():
            self.add_button(button_for(action))

    def _body_widget(self) -> QSplitter:
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setChildrenCollapsible(False)
        body.setHandleWidth(1)
        body.addWidget(self._left())
        body.addWidget(self._right())
        body.setStretchFactor(0, 0)
        body.setStretchFactor(1, 1)
        body.setSizes([LEFT_WIDTH, RIGHT_WIDTH])
        return body

    def _left(self) -> QFrame:
        left = QFrame()
        left.setObjectName("side")
        left.setMinimumWidth(560)
        self.visits.setFixedHeight(VISITS_HEIGHT)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(plain_label("选择检查", "title"))
        column.addWidget(self.visits)
        column.addSpacing(4)
        column.addWidget(plain_label("本次检查的文书", "title"))
        column.addWidget(self.papers, 1)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 12, 24, 12)
        column.setSpacing(8)
        for widget in (self.head, self.gaps, self.progress):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        return right

    def _wished(self) -> None:
        self.action_requested.emit(self.sender().objectName())

    def _visit_selected(self, row: VisitRow | None) -> None:
        if row is not None and not self._filling:
            self.visit_chosen.emit(row.id)

    def _paper_selected(self, row: PaperRow | None) -> None:
        if row is not None and not self._filling:
            self.paper_chosen.emit(row)

    def _paper_opened(self, row: PaperRow) -> None:
        if not row.is_sealed:
            self.action_requested.emit("preview")


def _agencies(shelf: Shelf) -> str:
    return "、".join(one.short_name for one in shelf.agencies)
