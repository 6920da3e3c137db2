"""Cards and the headings between them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.labels import plain_label, restyle
from ui.theme import Tone


class Card(QFrame):
    """A white frame with round corners; ``column`` takes what stands in it."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(10)
        self.title = plain_label(title, "title")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        if title:
            head = QHBoxLayout()
            head.addWidget(self.title)
            head.addStretch(1)
            head.addLayout(self.buttons)
            self.column.addLayout(head)
        else:
            self.title.hide()

    def mark(self, tone: Tone | None) -> None:
        """Draw the frame in a tone, or plain again."""
        restyle(self, tone=tone.value if tone else "")


class FigureCard(Card):
    """One number with what it counts; pressing it is the page's matter."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.figure = plain_label("—", "figure")
        self.caption = plain_label(caption, "muted")
        self.note = plain_label("", "small")
        self.note.hide()
        self.column.setSpacing(2)
        for label in (self.figure, self.caption, self.note):
            self.column.addWidget(label)

    def show_figure(self, figure: str, *, tone: Tone | None = None, note: str = "") -> None:
        """Show a number, coloured where it asks for attention."""
        self.figure.setText(figure)
        restyle(self.figure, tone=tone.value if tone else "")
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(f"{self.caption.text()} {figure} {note}".strip())


class SectionHeader(QWidget):
    """A heading between cards, with a count behind it and room for buttons at its end."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = plain_label(title, "h2")
        self.note = plain_label(note, "small")
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 6, 0, 2)
        self.line.setSpacing(10)
        self.line.addWidget(self.title)
        self.line.addWidget(self.note)
        self.line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_title(self, title: str, note: str = "") -> None:
        """Show another heading."""
        self.title.setText(title)
        self.note.setText(note)


def fact_line(caption: str, value: str) -> tuple[QLabel, QLabel]:
    """Make the two labels of one fact: what it is, and its value, which can be marked and copied."""
    shown = plain_label(value or "—", wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setAccessibleName(f"{caption} {value}")
    return plain_label(caption, "muted"), shown
