"""A ready phrase in a text field: put in with the place filled, then Tab or Enter goes from blank to blank."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from checklists.phrases import BLANK, PLACE

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS: Final = "。；，！？：、\n"


class BlankWalk(QObject):
    """Takes the keyboard through the blanks of one field; from the last one Tab goes on to the next field."""

    def __init__(self, text: QPlainTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self._is_walking = False
        text.installEventFilter(self)

    def put_in(self, phrase: str, *, place: str = "", instead_of: str = "") -> None:
        """Put a phrase in at the cursor and select its first blank; a text that equals ``instead_of`` is replaced."""
        words = phrase.replace(f"{{{PLACE}}}", place) if place else phrase
        cursor = self._text.textCursor()
        held = self._text.toPlainText()
        if instead_of and held.strip() == instead_of.strip():
            cursor.select(QTextCursor.SelectionType.Document)
        start = cursor.selectionStart()
        joint = "；" if start and not cursor.hasSelection() and held[start - 1] not in _ENDS else ""
        cursor.insertText(joint + words)
        self._text.setTextCursor(cursor)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._is_walking = self._select_after(start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Tab, and Enter while a phrase is being filled, go to the next blank."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Tab:
                return self._go_on()
            if key in _ENTER and self._is_walking:
                if not self._go_on():
                    self._text.moveCursor(QTextCursor.MoveOperation.End)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> bool:
        self._is_walking = self._select_after(self._text.textCursor().selectionEnd())
        return self._is_walking

    def _select_after(self, position: int) -> bool:
        found = BLANK.search(self._text.toPlainText(), position)
        if found is None:
            return False
        cursor = self._text.textCursor()
        cursor.setPosition(found.start())
        cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)
        return True
