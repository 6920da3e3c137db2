"""版本: the editions of one checklist, what can be done with each, and two of them side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checklists.difference import Difference
from inspections.editions import difference_words
from ui.actions import push_button
from ui.fields import ChoiceField
from ui.icons import Icon
from ui.labels import Chip, plain_label, rule
from ui.standards.difference_cards import clear, show_differences
from ui.standards.editions_model import EditionLine
from ui.widgets.cards import Card, SectionHeader
from ui.widgets.page import scrolling_column


class EditionsView(QWidget):
    """Shows the editions of one list and announces what a person wants with them."""

    publish_requested = Signal()
    activate_requested = Signal(str)
    withdraw_requested = Signal(str)
    compare_requested = Signal(str, str)
    edit_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("检查表版本")
        self._lines: tuple[EditionLine, ...] = ()
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        area, column = scrolling_column()
        self._card = Card("版本")
        self.publish = push_button("从文件发布…", Icon.IMPORT)
        self.publish.setToolTip("从检查表文件（.toml）发布；发布后还要启用才会用于新的检查")
        self.publish.clicked.connect(self.publish_requested)
        self._card.buttons.addWidget(self.publish)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._card.column.addLayout(self._rows)
        self.old, self.new = ChoiceField([]), ChoiceField([])
        self.old.name("旧版本")
        self.new.name("新版本")
        for field in (self.old, self.new):
            field.edited.connect(self._compare)
        self._choice = QWidget()
        self._head = SectionHeader("版本比较")
        self._differences = QVBoxLayout()
        self._differences.setSpacing(8)
        column.addWidget(self._card)
        column.addWidget(self._head)
        column.addWidget(self._choices())
        column.addLayout(self._differences)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_editions(self, lines: Sequence[EditionLine]) -> None:
        """Show the editions, the newest first, and compare the newest two."""
        self._lines = tuple(lines)
        self.buttons.clear()
        clear(self._rows)
        for number, line in enumerate(lines):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line))
        choices = [(line.digest, line.edition) for line in lines]
        several = len(lines) > 1
        self._head.setVisible(several)
        self._choice.setVisible(several)
        clear(self._differences)
        if several:
            self.old.set_choices(choices)
            self.new.set_choices(choices)
            self.old.fill(lines[1].digest)
            self.new.fill(lines[0].digest)
            self._compare()

    def show_difference(self, found: Difference) -> None:
        """Show what the new edition changes against the old one."""
        self._head.show_title("版本比较", difference_words(found))
        show_differences(self._differences, found)

    def _choices(self) -> QWidget:
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for word, field in (("旧", self.old), ("新", self.new)):
            row.addWidget(plain_label(word, "muted"))
            field.setMinimumWidth(150)
            row.addWidget(field)
        row.addStretch(1)
        return self._choice

    def _row(self, line: EditionLine) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(plain_label(line.edition, "title"))
        first.addWidget(Chip(line.standing, line.tone))
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(plain_label(line.facts, "small", wrap=True))
        across.addLayout(words, 1)
        offered = (
            ("edit", "编辑…", True), ("activate", "启用…", line.can_activate), ("withdraw", "停用…", line.can_withdraw)
        )  # fmt: skip
        for act, text, can in offered:
            if can:
                across.addWidget(self._button(act, text, line))
        return row

    def _button(self, act: str, text: str, line: EditionLine) -> QPushButton:
        button = push_button(text)
        button.setAccessibleName(f"{text.removesuffix('…')} {line.edition}")
        button.setProperty("edition", line.digest)
        button.clicked.connect({"edit": self._edit, "activate": self._activate, "withdraw": self._withdraw}[act])
        self.buttons[act, line.edition] = button
        return button

    def _edit(self) -> None:
        self.edit_requested.emit(str(self.sender().property("edition")))

    def _activate(self) -> None:
        self.activate_requested.emit(str(self.sender().property("edition")))

    def _withdraw(self) -> None:
        self.withdraw_requested.emit(str(self.sender().property("edition")))

    def _compare(self) -> None:
        old, new = self.old.value(), self.new.value()
        if old and new:
            self.compare_requested.emit(old, new)
