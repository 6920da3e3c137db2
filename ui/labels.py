"""Labels that show text as it is: what people typed is never read as markup, cut only with a visible mark."""

from collections.abc import Sequence
from html import escape
from typing import Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from ui import icons
from ui.icons import Icon
from ui.theme import Tone

Role = Literal["", "h1", "h2", "title", "muted", "small", "code", "problem", "figure"]
SHORTEST: Final = 40


def plain_label(text: str = "", role: Role = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Make a label that shows any text literally; ``role`` picks its size and colour from the style sheet."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setText(text)
    if role:
        label.setProperty("role", role)
    return label


def plain_tooltip(text: str) -> str:
    """Return text so that a tool tip shows it literally, whatever signs are in it."""
    return f"<span>{escape(text)}</span>" if "<" in text else text


def plain_button_text(text: str) -> str:
    """Return text so that a button or action shows its ampersands instead of reading them as access keys."""
    return text.replace("&", "&&")


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet selects by, and have the widget dressed anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def rule(parent: QWidget | None = None) -> QFrame:
    """Make a hairline between two parts of a card."""
    line = QFrame(parent)
    line.setProperty("rule", "true")
    return line


class ElidedLabel(QLabel):
    """One line that gives way: shows as much as fits, the whole in its tool tip, and never widens the window."""

    def __init__(self, text: str = "", role: Role = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self._tell_the_rest()

    def minimumSizeHint(self) -> QSize:
        return QSize(SHORTEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_the_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.shown_text())

    def shown_text(self) -> str:
        """Return what can be read at the present width."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def _tell_the_rest(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain_tooltip(self.text()) if cut else "")


class Chip(QLabel):
    """A short word on a coloured ground; the word says it, the colour only repeats it."""

    def __init__(self, text: str = "", tone: Tone = Tone.INFO, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_chip(text, tone)

    def show_chip(self, text: str, tone: Tone) -> None:
        """Show another word in another tone; without a word the chip hides."""
        self.setText(text)
        if text and self.parentWidget() is None:  # shown now it would be a window of its own for a moment
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        else:
            self.setHidden(not text)
        restyle(self, chip=tone.value)


class ChipButton(QPushButton):
    """A chip that leads somewhere; by key and mouse like any button."""

    def __init__(self, text: str, tone: Tone, *, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(plain_button_text(text), parent)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setToolTip(plain_tooltip(tip))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setProperty("chip", tone.value)


class IconLabel(QWidget):
    """A picture without a button; drawn in the worn scheme each time."""

    def __init__(self, meaning: Icon, *, ink: str = "text2", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meaning, self._ink, self._size = meaning, ink, size
        self.setFixedSize(size, size)

    def show_icon(self, meaning: Icon, *, ink: str) -> None:
        """Show another picture or colour."""
        self._meaning, self._ink = meaning, ink
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        picture = icons.pixmap(self._meaning, ink=self._ink, size=self._size, ratio=self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)


def joined(parts: Sequence[str]) -> str:
    """Put short facts on one line, as the head of a page shows them."""
    return "  ·  ".join(part for part in parts if part)
