"""One item of a checklist with everything that is known about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from checklists.criteria import Criterion, criteria
from checklists.model import Clause, Item, MajorTrigger
from inspections.confirmation import Reference
from ui.labels import Chip, ChipButton, plain_label, rule
from ui.standards.model import (
    Line,
    clause_words,
    document_words,
    item_lines,
    item_marks,
    trigger_words,
    who_may_order,
)
from ui.theme import Tone
from ui.widgets.badges import CertaintyBadge
from ui.widgets.cards import Card, fact_line

_TOP = Qt.AlignmentFlag.AlignTop
CAPTION_WIDTH = 84


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """What an item's badges lead to: the bundled item, the criteria as they now stand, and the list of 待核."""

    bundled: Item
    known: Mapping[str, Criterion]
    look_up: Callable[[str], None]
    """Called with the id of a point."""


def item_page(item: Item, today: date, doubts: Doubts) -> QWidget:
    """Make the cards of one item."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(_head_card(item, today))
    column.addWidget(_clauses_card(item, today, doubts))
    if item.major:
        column.addWidget(_major_card(item, doubts))
    return page


def _head_card(item: Item, today: date) -> Card:
    card = Card()
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(plain_label(item.id, "code"))
    line.addWidget(plain_label(item_marks(item), "small"))
    line.addStretch(1)
    card.column.addLayout(line)
    card.column.addWidget(plain_label(item.text, "title", wrap=True))
    card.column.addWidget(rule())
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    grid.setColumnMinimumWidth(0, CAPTION_WIDTH)
    grid.setColumnStretch(1, 1)
    for number, one in enumerate(item_lines(item, today)):
        _add_line(grid, number, one)
    card.column.addLayout(grid)
    return card


def _add_line(grid: QGridLayout, number: int, line: Line) -> None:
    caption, words = fact_line(line.caption, line.words)
    grid.addWidget(caption, number, 0, _TOP)
    grid.addWidget(words, number, 1)
    if line.is_ours:
        badge = CertaintyBadge()
        badge.show_certainty(is_verified=True, is_ours=True)
        grid.addWidget(badge, number, 2, _TOP)


def _clauses_card(item: Item, today: date, doubts: Doubts) -> Card:
    card = Card(f"依据　{len(item.clauses)} 条")
    for number, (clause, bundled) in enumerate(zip(item.clauses, doubts.bundled.clauses, strict=True)):
        if number:
            card.column.addWidget(rule())
        key = Reference(bundled.document, bundled.article).key
        badge = _badge(f"clause:{key}", is_verified=clause.is_verified, was_verified=bundled == clause, doubts=doubts)
        card.column.addLayout(_clause(clause, today, badge))
    return card


def _badge(point: str, *, is_verified: bool, was_verified: bool, doubts: Doubts) -> QWidget:
    """Make the badge of a clause or criterion: 待核 and 已确认 lead to the list, a verified one says nothing."""
    if is_verified and was_verified:
        return QWidget()
    word, tone = ("已确认", Tone.OK) if is_verified else ("待核", Tone.CAUTION)
    badge = ChipButton(word, tone, tip="在待核清单中查看")
    badge.clicked.connect(partial(_look_up, doubts.look_up, point))
    return badge


def _look_up(look_up: Callable[[str], None], point: str, _checked: object = None) -> None:
    look_up(point)


def _clause(clause: Clause, today: date, badge: QWidget) -> QVBoxLayout:
    first = QHBoxLayout()
    first.setSpacing(8)
    first.addWidget(plain_label(clause_words(clause)))
    first.addWidget(badge)
    first.addStretch(1)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addLayout(first)
    column.addWidget(plain_label(document_words(clause), "small", wrap=True))
    column.addWidget(plain_label(who_may_order(clause, today), "muted", wrap=True))
    return column


def _major_card(item: Item, doubts: Doubts) -> Card:
    card = Card(f"重大触发　{len(item.major)} 种情形")
    card.column.addWidget(plain_label("以下情形只作提示；是否构成重大隐患由有权机关按程序认定。", "muted", wrap=True))
    for trigger in item.major:
        card.column.addWidget(rule())
        card.column.addLayout(_trigger(trigger, doubts))
    return card


def _trigger(trigger: MajorTrigger, doubts: Doubts) -> QVBoxLayout:
    now = doubts.known[trigger.criterion]
    text, about = trigger_words(trigger, now)
    badge = _badge(
        f"criterion:{trigger.criterion}",
        is_verified=now.certainty.is_verified,
        was_verified=criteria()[trigger.criterion] == now,
        doubts=doubts,
    )
    first = QHBoxLayout()
    first.setSpacing(8)
    first.addWidget(Chip(trigger.criterion, Tone.BAD), 0, _TOP)
    first.addWidget(plain_label(text, wrap=True), 1)
    first.addWidget(badge, 0, _TOP)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addLayout(first)
    column.addWidget(plain_label(about, "small", wrap=True))
    return column
