"""版本: the editions of one checklist, what can be done with each, and two of them side by side."""

from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from checklists.difference import Difference
from inspections.editions import difference_words
from ui.actions import push_button
from ui.fields import ChoiceField
from ui.icons import Icon
from ui.labels import Chip, plain_label, rule
from ui.standards.editions_model import MOST, DifferenceLine, EditionLine, difference_items
from ui.widgets.cards import Card, SectionHeader
from ui.widgets.page import scrolling_column

_TOP = Qt.AlignmentFlag.AlignTop
CAPTION_WIDTH = 84


class EditionsView(QWidget):
    """Shows the editions of one list and announces what a person wants with them."""

    publish_requested = Signal()
    activate_requested = Signal(str)
    withdraw_requested = Signal(str)
    compare_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("检查表版本")
        self._lines: tuple[EditionLine, ...] = ()
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        area, column = scrolling_column()
        self._card = Card("版本")
        self.publish = push_button("发布新版本…", Icon.IMPORT)
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
        _clear(self._rows)
        for number, line in enumerate(lines):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line))
        choices = [(line.digest, line.edition) for line in lines]
        several = len(lines) > 1
        self._head.setVisible(several)
        self._choice.setVisible(several)
        _clear(self._differences)
        if several:
            self.old.set_choices(choices)
            self.new.set_choices(choices)
            self.old.fill(lines[1].digest)
            self.new.fill(lines[0].digest)
            self._compare()

    def show_difference(self, found: Difference) -> None:
        """Show what the new edition changes against the old one."""
        _clear(self._differences)
        self._head.show_title("版本比较", difference_words(found))
        lines = list(islice(difference_items(found), MOST + 1))
        for line in lines[:MOST]:
            self._differences.addWidget(_difference_card(line))
        if len(lines) > MOST:
            self._differences.addWidget(plain_label(f"只列出前 {MOST} 处。", "muted"))

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
        for act, text, can in (("activate", "启用…", line.can_activate), ("withdraw", "停用…", line.can_withdraw)):
            if can:
                across.addWidget(self._button(act, text, line))
        return row

    def _button(self, act: str, text: str, line: EditionLine) -> QPushButton:
        button = push_button(text)
        button.setAccessibleName(f"{text.removesuffix('…')} {line.edition}")
        button.setProperty("edition", line.digest)
        button.clicked.connect(self._activate if act == "activate" else self._withdraw)
        self.buttons[act, line.edition] = button
        return button

    def _activate(self) -> None:
        self.activate_requested.emit(str(self.sender().property("edition")))

    def _withdraw(self) -> None:
        self.withdraw_requested.emit(str(self.sender().property("edition")))

    def _compare(self) -> None:
        old, new = self.old.value(), self.new.value()
        if old and new:
            self.compare_requested.emit(old, new)


def _difference_card(line: DifferenceLine) -> Card:
    card = Card()
    first = QHBoxLayout()
    first.setSpacing(10)
    first.addWidget(Chip(line.mark, line.tone), 0, _TOP)
    code, title = plain_label(line.code, "code"), plain_label(line.title, wrap=True)
    for label in (code, title):
        label.setContentsMargins(0, 2, 0, 0)  # their first line stands level with the word in the chip
    first.addWidget(code, 0, _TOP)
    first.addWidget(title, 1, _TOP)
    card.column.addLayout(first)
    if line.pairs:
        card.column.addLayout(_pairs(line))
    return card


def _pairs(line: DifferenceLine) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, CAPTION_WIDTH)
    for column, text in enumerate(("", "旧", "新")):
        grid.addWidget(plain_label(text, "small"), 0, column)
    for number, (caption, old, new) in enumerate(line.pairs, start=1):
        grid.addWidget(plain_label(caption, "muted"), number, 0, _TOP)
        grid.addWidget(_side(f"旧{caption}", old), number, 1, _TOP)
        grid.addWidget(_side(f"新{caption}", new), number, 2, _TOP)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    return grid


def _side(name: str, words: str) -> QLabel:
    label = plain_label(words or "无", wrap=True)
    label.setAccessibleName(f"{name} {words or '无'}")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _clear(column: QVBoxLayout) -> None:
    while column.count():
        taken = column.takeAt(0)
        widget = taken.widget() if taken is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
