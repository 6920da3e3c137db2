"""Types any text into a widget as an input method does: Qt's own key clicks know only Latin letters."""

from PySide6.QtGui import QInputMethodEvent
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
    type_text(field.input, text)
