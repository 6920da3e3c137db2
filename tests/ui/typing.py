"""Types any text into a widget as an input method does: Qt's own key clicks know only Latin letters."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


def type_text(widget, text):
    """Commit a text at the cursor."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def retype(field, text):
    """Replace what a field holds."""
    field.input.setFocus()
    field.input.selectAll()
    if text:
        type_text(field.input, text)
    else:
        QTest.keyClick(field.input, Qt.Key.Key_Delete)
