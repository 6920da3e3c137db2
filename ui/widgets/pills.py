"""Filters as pills and sections as tabs: one row of exclusive buttons with counts, never wider than its room."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from ui.labels import plain_button_text

_HEIGHTS: Final = {"pill": 34, "tab": 46}


class _ChoiceBar(QScrollArea):
    """A row of exclusive buttons that scrolls sideways instead of widening the window."""

    chosen = Signal(str)
    look = "pill"
    spacing = 6

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHTS[self.look])
        row = QWidget()
        row.setProperty("scrolled", "true")
        self._line = QHBoxLayout(row)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(self.spacing)
        self._line.addStretch(1)
        self.setWidget(row)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._buttons: dict[str, QPushButton] = {}

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show these (value, text) choices; the chosen value stays when it is still offered, else the first is."""
        chosen = self.value()
        if list(self._buttons) != [value for value, _text in choices]:
            self._rebuild([value for value, _text in choices])
        for value, text in choices:
            self._buttons[value].setText(plain_button_text(text))
            self._buttons[value].setAccessibleName(text)
        self.fill(chosen if chosen in self._buttons else next(iter(self._buttons), ""))

    def value(self) -> str:
        """Return the chosen value."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def fill(self, value: str) -> None:
        """Show one value as chosen."""
        button = self._buttons.get(value)
        if button is not None:
            button.setChecked(True)
            self.ensureWidgetVisible(button)

    def button(self, value: str) -> QPushButton:
        """Return the button of one value."""
        return self._buttons[value]

    def _rebuild(self, values: Sequence[str]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._line.removeWidget(button)
            button.deleteLater()
        self._buttons = {}
        for number, value in enumerate(values):
            button = QPushButton()
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setProperty(self.look, "true")
            button.setProperty("value", value)
            self._group.addButton(button)
            self._line.insertWidget(number, button)
            self._buttons[value] = button

    def _clicked(self, button: QPushButton) -> None:
        self.ensureWidgetVisible(button)
        self.chosen.emit(str(button.property("value")))


class PillBar(_ChoiceBar):
    """Filters above a list."""


class TabBar(_ChoiceBar):
    """Sections of a page, underlined."""

    look = "tab"
    spacing = 14
