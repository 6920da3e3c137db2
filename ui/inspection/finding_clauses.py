"""The clauses a finding cites: ticked one by one, each with what every agency present may do under it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from inspections.entry import JsonObject
from ui.fields import PickField
from ui.forms import LABEL_WIDTH
from ui.inspection.finding_model import ClauseChoice
from ui.labels import ElidedLabel, plain_button_text, plain_label
from ui.widgets.badges import CertaintyBadge


class ClauseList(QWidget):
    """Checkable clauses; for a finding without an item also a field to find one among all lists."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._boxes: list[tuple[ClauseChoice, QCheckBox]] = []
        self._offered: dict[str, ClauseChoice] = {}
        self._shown: tuple[object, ...] = ()
        label = plain_label("违反条款", "muted")
        label.setMinimumWidth(LABEL_WIDTH)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.finder = PickField((), placeholder="输入法规或标准名称查找条款")
        self.finder.name(f"{name} 查找条款")
        self.finder.box.activated.connect(self._picked)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(self._lines)
        right.addWidget(self.finder)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(right, 1)

    def show_choices(
        self, choices: Sequence[ClauseChoice], *, chosen: Sequence[JsonObject], offered: Sequence[ClauseChoice]
    ) -> None:
        """Show these clauses with some ticked; ``offered`` fills the finder, which hides without any."""
        now = (tuple(choices), tuple(map(str, chosen)), tuple(offered))
        if now == self._shown:
            return
        self._shown = now
        if {choice.words for choice in offered} != set(self._offered):
            self._offered = {choice.words: choice for choice in offered}
            self.finder.set_choices([(words, words) for words in self._offered])
            self.finder.fill(None)
        self.finder.setVisible(bool(offered))
        while self._lines.count():
            taken = self._lines.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes = []
        for choice in choices:
            self._add(choice, ticked=choice.clause in chosen)

    def value(self) -> tuple[JsonObject, ...]:
        """Return the ticked clauses."""
        return tuple(choice.clause for choice, box in self._boxes if box.isChecked())

    def _add(self, choice: ClauseChoice, *, ticked: bool) -> None:
        box = QCheckBox(plain_button_text(choice.words))
        box.setAccessibleName(f"{self._name} {choice.words}")
        box.setChecked(ticked)
        box.clicked.connect(self.edited)
        doubt = CertaintyBadge()
        doubt.show_certainty(is_verified=choice.is_verified)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(box)
        line.addWidget(doubt)
        line.addWidget(ElidedLabel(choice.powers, "small"), 1)
        self._lines.addWidget(row)
        self._boxes.append((choice, box))

    def _picked(self) -> None:
        choice = self._offered.get(str(self.finder.value() or ""))
        self.finder.fill(None)
        if choice is not None and all(choice.words != known.words for known, _box in self._boxes):
            self._add(choice, ticked=True)
            self.edited.emit()
