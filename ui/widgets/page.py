"""The frame every screen stands in: head with title and buttons, tabs, body, toast strip, bottom bar."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.labels import Chip, ElidedLabel
from ui.theme import CARD_GAP, PAGE_MARGIN
from ui.widgets.pills import TabBar
from ui.widgets.toast import ToastStrip

BAR_HEIGHT: Final = 56


class PageFrame(QWidget):
    """One screen. Parts a page does not use take no room."""

    def __init__(self, title: str, meta: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title = ElidedLabel(title, "h1")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.meta = ElidedLabel(meta, "muted")
        self.meta.setVisible(bool(meta))
        self.tabs = TabBar("分部")
        self.tabs.hide()
        self.toasts = ToastStrip()
        self.chips = _line(8)
        self.buttons = _line(10)
        self.bar, self.bar_line = _bar()
        self._body = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head())
        self._column.addWidget(self._body, 1)
        self._column.addWidget(self.toasts)
        self._column.addWidget(self.bar)

    def show_title(self, title: str, meta: str = "") -> None:
        """Show another title and the facts under it."""
        self.title.show_text(title)
        self.title.updateGeometry()
        self.meta.show_text(meta)
        self.meta.setVisible(bool(meta))
        self.setAccessibleName(title)

    def add_chip(self, chip: Chip) -> None:
        """Put a badge behind the title."""
        self.chips.addWidget(chip)

    def add_button(self, button: QWidget) -> None:
        """Put a button at the right of the head."""
        self.buttons.addWidget(button)

    def set_body(self, body: QWidget) -> None:
        """Fill the page with a widget that scrolls by itself."""
        self._column.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body

    def scrolling_column(self) -> QVBoxLayout:
        """Fill the page with one scrolling column of cards and return it; it ends with a stretch of its own."""
        area, column = scrolling_column()
        self.set_body(area)
        return column

    def show_bar(self) -> QHBoxLayout:
        """Show the bottom bar and return the line to put things in."""
        self.bar.show()
        return self.bar_line

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("head")
        first = _line(10)
        first.addWidget(self.title)
        first.addLayout(self.chips)
        first.addStretch(1)
        first.addLayout(self.buttons)
        column = QVBoxLayout(head)
        column.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self.meta)
        column.addWidget(self.tabs)
        column.addSpacing(4)
        head.setMinimumHeight(64)
        return head


def scrolling_column(*, margin: int = PAGE_MARGIN) -> tuple[QScrollArea, QVBoxLayout]:
    """Make a scrolling column of cards with the margins of a page, or narrower ones for a part of it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    inner.setProperty("scrolled", "true")
    outer = QVBoxLayout(inner)
    outer.setContentsMargins(margin, 14, margin, 16)
    outer.setSpacing(0)
    column = QVBoxLayout()
    column.setSpacing(CARD_GAP)
    outer.addLayout(column)
    outer.addStretch(1)
    area.setWidget(inner)
    return area, column


def _line(spacing: int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    return line


def _bar() -> tuple[QFrame, QHBoxLayout]:
    bar = QFrame()
    bar.setObjectName("bar")
    bar.setMinimumHeight(BAR_HEIGHT)
    line = QHBoxLayout(bar)
    line.setContentsMargins(PAGE_MARGIN, 9, PAGE_MARGIN, 9)
    line.setSpacing(12)
    bar.hide()
    return bar, line
