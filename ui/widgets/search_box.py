"""A search field that asks only when typing rests, and never while Chinese is being composed."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ui import icons
from ui.icons import Icon

REST_MILLISECONDS: Final = 200


class SearchBox(QLineEdit):
    """Emits what is searched for: after a rest, at once with Enter, empty with Escape."""

    searched = Signal(str)

    def __init__(self, placeholder: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self._composing = False
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MILLISECONDS)
        self._timer.timeout.connect(self._search)
        self.addAction(
            QAction(icons.icon(Icon.SEARCH, ink="text3"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self._clear = QAction(icons.icon(Icon.CLOSE, ink="text3"), "清除", self)
        self._clear.triggered.connect(self._emptied)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        for number, button in enumerate(self.findChildren(QToolButton)):
            button.setAccessibleName("清除搜索" if number else "搜索图标")
        self.textChanged.connect(self._text_changed)
        self.returnPressed.connect(self._search)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._emptied()
            return
        super().keyPressEvent(event)

    def _text_changed(self) -> None:
        self._clear.setVisible(bool(self.text()))
        self._timer.start()

    def _emptied(self) -> None:
        self.clear()
        self._search()

    def _search(self) -> None:
        if self._composing:
            return
        self._timer.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)
