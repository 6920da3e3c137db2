"""签阅模式: a full screen with nothing but the paper, for the person on site; only the PIN leads out of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.labels import ElidedLabel, plain_label
from ui.papers.page_images import OpenPages
from ui.papers.pin import AskPinDialog, PinGuard
from ui.papers.preview_pane import PreviewPane
from ui.papers.signing_panel import DonePanel, SigningPanel, StatementPanel, Turn
from ui.tasks import Task, TaskPool
from ui.theme import Tone
from ui.widgets.progress_panel import ProgressPanel

PANEL_WIDTH: Final = 440
WIDE_SCREEN: Final = 1600
SETTLED: Final = 120
"""Milliseconds after which the pages have their places and it can be told whether the end is in sight."""


class ReadingWindow(QWidget):
    """Shows the paper at the left and one thing to do at the right; the window behind is hidden meanwhile."""

    statement_given = Signal(str)
    signed = Signal(object)
    refusal_requested = Signal()
    left = Signal()

    def __init__(self, tasks: TaskPool, *, title: str, kept_pin: str, behind: QWidget) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setObjectName("page")
        self.setWindowTitle("签阅")
        self.setAccessibleName("签阅模式")
        self._behind = behind
        self._may_leave = False
        self._is_read = False
        self._place = 0
        self._guard = PinGuard(kept_pin, self)
        self._asking: AskPinDialog | None = None
        self.title = ElidedLabel(title, "h1")
        self.preview = PreviewPane(tasks, large=True)
        self.statement, self.signing, self.done = StatementPanel(), SigningPanel(), DonePanel()
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.progress = ProgressPanel()
        self.leave_button = push_button("退出签阅", Icon.LOCK)
        self.leave_button.setProperty("touch", "true")
        self.leave_button.clicked.connect(self.ask_to_leave)
        self._panels = QStackedWidget()
        for panel in (self.statement, self.signing, self.done):
            self._panels.addWidget(panel)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED)
        self._settled.timeout.connect(self._pages_settled)
        self._lay_out()
        self.statement.given.connect(self.statement_given)
        self.signing.signed.connect(self.signed)
        self.signing.refused.connect(self.refusal_requested)
        self.preview.page_changed.connect(self._page_changed)

    @property
    def is_read(self) -> bool:
        """Tell whether the last page was seen."""
        return self._is_read

    def enter(self) -> None:
        """Take the whole screen and hide what lies behind."""
        self._behind.hide()
        self.showFullScreen()
        self.preview.view.setFocus()

    def show_draft(self, pages: OpenPages, *, statement: str, with_words: bool) -> None:
        """Let the draft be read and something be said about it."""
        self._show_pages(pages, mark="草稿", tone=Tone.WARN)
        self.statement.start(statement=statement, with_words=with_words)
        self._panels.setCurrentWidget(self.statement)

    def show_sealed(self, pages: OpenPages) -> None:
        """Show the frozen paper; it is to be seen to its end before anybody signs."""
        self._show_pages(pages, mark="已定稿", tone=Tone.OK)

    def let_sign(self, turn: Turn) -> None:
        """Let the next person sign."""
        self.signing.start(turn)
        self.signing.set_read(is_read=self._is_read)
        self._panels.setCurrentWidget(self.signing)

    def update_sealed(self, pages: OpenPages) -> None:
        """Show the same paper with one more signature, at the place where it was read."""
        self._place = self.preview.view.verticalScrollBar().value()
        self.preview.show_pages(pages, mark="已定稿", tone=Tone.OK)
        self._settled.start()

    def show_done(self, said: str) -> None:
        """Say that the laptop goes back."""
        self.done.show_end(said)
        self._panels.setCurrentWidget(self.done)
        self.leave_button.setFocus()

    def show_problem(self, text: str) -> None:
        """Say what went wrong; nothing clears it."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._panels.setEnabled(True)

    def wait_for(self, task: Task) -> None:
        """Take no other act until a task has ended."""
        self.show_problem("")
        self._panels.setEnabled(False)
        self.progress.follow(task)

    def go_on(self) -> None:
        """Take acts again."""
        self._panels.setEnabled(True)

    def ask_to_leave(self) -> None:
        """Ask for the PIN."""
        if self._asking is None:
            self._asking = AskPinDialog(self._guard, self)
            self._asking.accepted.connect(self._leave)
            self._asking.finished.connect(self._asked)
            self._asking.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ask_to_leave()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self.preview.next_page()
        elif event.key() == Qt.Key.Key_PageUp:
            self.preview.previous_page()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_leave:
            self.preview.clear()
            super().closeEvent(event)
            return
        event.ignore()
        self.ask_to_leave()

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("head")
        line = QHBoxLayout(head)
        line.setContentsMargins(24, 8, 24, 8)
        line.addWidget(self.title, 1)
        line.addWidget(self.leave_button)
        side = QWidget()
        side.setFixedWidth(PANEL_WIDTH)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self._panels, 1)
        right.addWidget(self.problem)
        right.addWidget(self.progress)
        body = QHBoxLayout()
        body.setContentsMargins(24, 16, 24, 20)
        body.setSpacing(24)
        body.addWidget(self.preview, 1)
        body.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body, 1)

    def _show_pages(self, pages: OpenPages, *, mark: str, tone: Tone) -> None:
        self._set_read(is_read=False)
        self.preview.show_pages(pages, mark=mark, tone=tone)
        if self.width() >= WIDE_SCREEN:
            self.preview.view.zoom_in()
        self._settled.start()

    def _page_changed(self, _page: int, _count: int) -> None:
        if not self._settled.isActive():
            self._look_for_end()

    def _pages_settled(self) -> None:
        if self._place:
            self.preview.view.verticalScrollBar().setValue(self._place)
            self._place = 0
        self._look_for_end()

    def _look_for_end(self) -> None:
        if not self._is_read and self.isVisible() and self.preview.view.is_at_end():
            self._set_read(is_read=True)

    def _set_read(self, *, is_read: bool) -> None:
        self._is_read = is_read
        self.statement.let_go_on(allowed=is_read)
        self.signing.set_read(is_read=is_read)

    def _asked(self) -> None:
        self._asking = None

    def _leave(self) -> None:
        self._may_leave = True
        self._behind.show()
        self.left.emit()
        self.close()
