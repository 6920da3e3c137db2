"""What one edition changes against another, as cards: the mark, the item, old and new words side by side."""

from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from checklists.difference import Difference
from ui.labels import Chip, plain_label
from ui.standards.editions_model import MOST, DifferenceLine, difference_items
from ui.widgets.cards import Card

_TOP = Qt.AlignmentFlag.AlignTop
CAPTION_WIDTH = 84


def show_differences(column: QVBoxLayout, found: Difference) -> None:
    """Fill a column with a card for each difference."""
    clear(column)
    lines = list(islice(difference_items(found), MOST + 1))
    for line in lines[:MOST]:
        column.addWidget(_difference_card(line))
    if len(lines) > MOST:
        column.addWidget(plain_label(f"只列出前 {MOST} 处。", "muted"))


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


def clear(column: QVBoxLayout) -> None:
    """Empty a column."""
    while column.count():
        taken = column.takeAt(0)
        widget = taken.widget() if taken is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
