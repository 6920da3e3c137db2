"""One choice of a few, as joined buttons that say their words; above all the result of one checklist item."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from inspections.terms import RESULT, result_words
from ui.labels import plain_button_text
from ui.theme import Tone


@dataclass(frozen=True, kw_only=True)
class Segment:
    """One of the joined buttons."""

    value: str
    text: str
    tone: Tone = Tone.INFO


RESULT_TONES: Final = {
    "compliant": Tone.OK,
    "non_compliant": Tone.BAD,
    "not_applicable": Tone.NA,
    "not_checked": Tone.WARN,
    "gap": Tone.WARN,
}
RESULTS: Final = tuple(
    Segment(value=value, text=RESULT[value], tone=RESULT_TONES[value])
    for value in ("compliant", "non_compliant", "not_applicable", "not_checked")
)
"""The four results of an item in the order of their keys 1 to 4."""
TARGET_RESULTS: Final = tuple(
    Segment(value=value, text=result_words(value, is_target=True), tone=RESULT_TONES[value])
    for value in ("compliant", "gap", "not_applicable", "not_checked")
)
"""The four results of a 政策目标, on the same keys."""


class Segmented(QWidget):
    """Joined exclusive buttons; each carries ``name`` in its accessible name, so that no two rows sound alike."""

    chosen = Signal(str)
    """A person chose this value; ``fill`` does not emit it."""

    def __init__(self, segments: Sequence[Segment], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._buttons: dict[str, QPushButton] = {}
        for number, segment in enumerate(segments):
            button = self._button(segment, _place(number, len(segments)))
            self._group.addButton(button)
            line.addWidget(button)
            self._buttons[segment.value] = button
        self._group.buttonClicked.connect(self._clicked)

    def value(self) -> str:
        """Return the chosen value, empty when none is."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def fill(self, value: str) -> None:
        """Show a value as chosen; an empty or unknown one shows none."""
        self._group.setExclusive(False)
        for key, button in self._buttons.items():
            button.setChecked(key == value)
        self._group.setExclusive(True)

    def button(self, value: str) -> QPushButton:
        """Return the button of one value."""
        return self._buttons[value]

    def rename(self, name: str) -> None:
        """Name the buttons anew, when a row is shown for another item."""
        self._name = name
        self.setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name} {button.property('word')}")

    def _button(self, segment: Segment, place: str) -> QPushButton:
        button = QPushButton(plain_button_text(segment.text))
        button.setCheckable(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setProperty("seg", place)
        button.setProperty("tone", segment.tone.value)
        button.setProperty("word", segment.text)
        button.setProperty("value", segment.value)
        button.setAccessibleName(f"{self._name} {segment.text}")
        return button

    def _clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("value")))


result_buttons: Final = partial(Segmented, RESULTS)
"""``result_buttons(name="1.3")``: 符合 / 不符合 / 不适用 / 未检查 of one item."""
target_buttons: Final = partial(Segmented, TARGET_RESULTS)
"""The same for a 政策目标: 达标 / 差距 / 不适用 / 未检查."""


def _place(number: int, count: int) -> str:
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last"}.get(number, "mid")
