"""The pages of a paper with their buttons: larger, smaller, one page on or back, and which page it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.labels import Chip, plain_label
from ui.papers.page_images import OpenPages
from ui.tasks import TaskPool
from ui.theme import Tone
from ui.widgets.pdf_view import PdfView


class PreviewPane(QWidget):
    """Shows one open file at a time and closes the one before; ``large`` is for fingers."""

    page_changed = Signal(int, int)

    def __init__(self, tasks: TaskPool, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: OpenPages | None = None
        self.view = PdfView(tasks)
        self.view.page_changed.connect(self._page_changed)
        self.counter = plain_label("", "title" if large else "muted")
        self.mark = Chip()
        self.mark.hide()
        self.line = QHBoxLayout()
        self.line.setSpacing(10 if large else 6)
        self._buttons = [
            self._button("缩小", Icon.REMOVE, self.view.zoom_out, large=large),
            self._button("放大", Icon.ADD, self.view.zoom_in, large=large),
            self._button("适合宽度", None, self.view.fit_width, large=large),
            self._button("上一页", Icon.PREVIOUS, self.previous_page, large=large),
            self._button("下一页", Icon.NEXT, self.next_page, large=large),
        ]
        self.line.addWidget(self.counter)
        self.line.addWidget(self.mark)
        self.line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.line)
        column.addWidget(self.view, 1)

    def show_pages(self, pages: OpenPages, *, mark: str = "", tone: Tone = Tone.WARN) -> None:
        """Show a file from its first page; ``mark`` says beside the page number what it is."""
        before, self._pages = self._pages, pages
        self.view.show_document(pages)
        if before is not None and before is not pages:
            before.close()
        self.mark.show_chip(mark, tone)

    def clear(self) -> None:
        """Show nothing and give the file back."""
        self.view.close_document()
        if self._pages is not None:
            self._pages.close()
            self._pages = None
        self.counter.setText("")
        self.mark.show_chip("", Tone.NA)

    def next_page(self) -> None:
        """Go on by one page, on the last to its end."""
        if self.view.current_page() >= len(self._pages or ()):
            bar = self.view.verticalScrollBar()
            bar.setValue(bar.maximum())
        else:
            self.view.go_to_page(self.view.current_page() + 1)

    def previous_page(self) -> None:
        """Go back by one page."""
        self.view.go_to_page(max(1, self.view.current_page() - 1))

    def _button(self, text: str, meaning: Icon | None, slot: object, *, large: bool) -> QPushButton:
        button = push_button(text, meaning, kind="" if large else "ghost")
        if large:
            button.setProperty("touch", "true")
        elif meaning is not None:
            button.setText("")
            button.setToolTip(text)
        button.clicked.connect(slot)
        self.line.addWidget(button)
        return button

    def _page_changed(self, page: int, count: int) -> None:
        self.counter.setText(f"第 {page} / {count} 页")
        self.page_changed.emit(page, count)
