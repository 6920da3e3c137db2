"""The detail pane: one finding with its clauses, order, photographs, marks and history, and the steps it may take."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspections.citing import as_clause
from inspections.proposals import clause_text
from inspections.terms import FINDING_STATE, GRADE, GRADE_STATE, REGIME
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import Chip, ElidedLabel, joined, plain_label, plain_tooltip, restyle
from ui.ledger import detail_facts
from ui.ledger.detail import FindingDetail
from ui.ledger.photo_column import PhotoColumn
from ui.ledger.step_forms import BY_NAME, FORMS
from ui.ledger.step_rules import blocked
from ui.theme import Tone
from ui.widgets.badges import FINDING_TONES, CertaintyBadge, DeadlineBadge, finding_badge
from ui.widgets.cards import Card, fact_line
from ui.widgets.empty_state import EmptyState
from ui.widgets.judgement_card import JudgementCard
from ui.widgets.page import scrolling_column
from ui.widgets.photo_pairs import PhotoPairs

BUTTONS_IN_A_ROW: Final = 3
MARGIN: Final = 16
GRADE_TONES: Final = {"suspected": Tone.WARN, "declined": Tone.NA}
_TOP: Final = Qt.AlignmentFlag.AlignTop


class DetailPane(QFrame):
    """Shows one finding at a time; every wish goes out as a signal."""

    step_requested = Signal(str)
    """The name of a step form."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setProperty("listing", "true")
        self.setAccessibleName("问题详情")
        self.detail: FindingDetail | None = None
        self.before = PhotoColumn("before", "整改前照片")
        self.after = PhotoColumn("after", "整改后照片")
        self.pairs = PhotoPairs(is_narrow=True)
        self._steps = {form.name: self._step_button(form.name) for form in FORMS}
        self._head = _Head()
        self._head.close_button.clicked.connect(self.closed)
        self._description = plain_label("", "title", wrap=True)
        self._able, self._unable = QGridLayout(), QGridLayout()
        self._facts = QVBoxLayout()
        self._history = QVBoxLayout()
        self.judgement = JudgementCard("问题")
        self._judged = Card()
        self._empty = EmptyState(
            Icon.HAZARD, "选择一条问题", "在左侧表格中选择一条，查看事实、照片和经过，并办理下一步。"
        )
        self._area, column = scrolling_column(margin=MARGIN)
        self._fill_column(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self._head, self._empty, self._area):
            outer.addWidget(widget)
        self.show_nothing()

    def step_button(self, name: str) -> QPushButton:
        """Return the button of one step form."""
        return self._steps[name]

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self.detail = None
        self._head.hide()
        self._area.hide()
        self._empty.show()

    def show_detail(self, detail: FindingDetail) -> None:
        """Show one finding; another one starts at its top."""
        other = self.detail is None or self.detail.finding.id != detail.finding.id
        self.detail = detail
        self._head.show_detail(detail)
        self._description.setText(detail.finding.description)
        self._show_steps(detail)
        self._show_facts(detail)
        self._show_history(detail)
        self.before.show_photos(detail.photos_before)
        self.after.show_photos(detail.photos_after)
        self._empty.hide()
        self._head.show()
        self._area.show()
        if other:
            self._area.verticalScrollBar().setValue(0)

    def take_thumbnail(self, photo: str, image: QImage) -> None:
        """Show a picture that was read."""
        for column in (self.before, self.after):
            column.strip.take_thumbnail(photo, image)
        self.pairs.take_thumbnail(photo, image)

    def _fill_column(self, column: QVBoxLayout) -> None:
        column.setSpacing(12)
        column.addWidget(self._description)
        for grid in (self._able, self._unable):
            grid.setSpacing(8)
            for place in range(BUTTONS_IN_A_ROW):
                grid.setColumnStretch(place, 1)
        column.addLayout(self._able)
        self._facts.setSpacing(10)
        column.addLayout(self._facts)
        self._judged.column.addWidget(self.judgement)
        column.addWidget(self._judged)
        photos = Card("照片")
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.before, 1)
        line.addWidget(self.after, 1)
        photos.column.addLayout(line)
        photos.column.addWidget(self.pairs)
        column.addWidget(photos)
        history = Card("经过")
        self._history.setSpacing(6)
        history.column.addLayout(self._history)
        column.addWidget(history)
        column.addWidget(plain_label("当前不能办理（指向按钮查看原因）", "small"))
        column.addLayout(self._unable)

    def _show_steps(self, detail: FindingDetail) -> None:
        reasons = {form.name: blocked(form, detail) for form in FORMS}
        focused = self._focused_step()
        able = [name for name, why in reasons.items() if not why]
        unable = [name for name, why in reasons.items() if why]
        for grid, names in ((self._able, able), (self._unable, unable)):
            for place, name in enumerate(names):
                grid.addWidget(self._steps[name], place // BUTTONS_IN_A_ROW, place % BUTTONS_IN_A_ROW)
        leading = next((name for name in able if BY_NAME[name].kind == "primary"), "")
        for form in FORMS:
            button, why = self._steps[form.name], reasons[form.name]
            button.setEnabled(not why)
            plain = why or (form.kind == "primary" and form.name != leading)
            restyle(button, kind="" if plain else form.kind)
            button.setToolTip(plain_tooltip(why or form.hint))
            button.setAccessibleDescription(why or form.hint)
        if focused and reasons[focused] and able:
            self._steps[able[0]].setFocus()

    def _focused_step(self) -> str:
        return next((name for name, button in self._steps.items() if button.hasFocus()), "")

    def _show_facts(self, detail: FindingDetail) -> None:
        _empty(self._facts)
        for code, words in detail_facts.marks(detail).items():
            card = Card()
            card.mark(Tone.BAD if code == "supervised" else Tone.WARN)
            card.column.addWidget(plain_label(words, wrap=True))
            self._facts.addWidget(card)
        for section in detail_facts.SECTIONS:
            told = [(caption, value(detail)) for caption, value in section.facts]
            told = [(caption, value) for caption, value in told if value]
            if told:
                self._facts.addWidget(_facts_card(section.title, told))
            if section is detail_facts.SECTIONS[0] and detail.finding.clauses:
                self._facts.addWidget(_clauses_card(detail))
        self.judgement.show_judgement(detail.judgement)
        self._judged.setVisible(not self.judgement.isHidden())

    def _show_history(self, detail: FindingDetail) -> None:
        _empty(self._history)
        for line in reversed(detail.history):
            row = QWidget()
            words = QHBoxLayout(row)
            words.setContentsMargins(0, 0, 0, 0)
            words.setSpacing(10)
            words.addWidget(plain_label(line.at[:16].replace("T", " "), "small"), 0, _TOP)
            words.addWidget(plain_label(joined([line.title, line.by, line.details]), wrap=True), 1)
            self._history.addWidget(row)

    def _step_button(self, name: str) -> QPushButton:
        form = BY_NAME[name]
        button = push_button(form.text, kind=form.kind)
        button.setProperty("step", name)
        button.clicked.connect(self._step_clicked)
        return button

    def _step_clicked(self) -> None:
        self.step_requested.emit(str(self.sender().property("step")))


class _Head(QWidget):
    """What stands above the scrolled part: state, number, where."""

    def __init__(self) -> None:
        super().__init__()
        self._where = ElidedLabel("", "muted")
        self._state = finding_badge("")
        self._grade = Chip()
        self._deadline = DeadlineBadge()
        self.close_button = push_button("收起", kind="ghost")
        self.close_button.setToolTip("收起详情，表格占满宽度")
        first = QHBoxLayout()
        first.setSpacing(8)
        for chip in (self._state, self._deadline, self._grade):
            first.addWidget(chip)
        first.addStretch(1)
        first.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self._where)

    def show_detail(self, detail: FindingDetail) -> None:
        finding = detail.finding
        self._where.show_text(joined([finding.number, detail.institution.name, detail.place]))
        self._state.show_chip(FINDING_STATE[finding.state], FINDING_TONES[finding.state])
        self._grade.show_chip(*_grade(detail))
        due = finding.deadline if finding.state == "ordered" else None
        self._deadline.show_deadline(due, today=detail.today, warn_days=7)


def _grade(detail: FindingDetail) -> tuple[str, Tone]:
    fields = detail.finding.fields
    if detail.finding.is_major:
        return REGIME.get(fields.text("regime"), "") or GRADE["major"], Tone.BAD
    state = fields.text("grade_state")
    if state in GRADE_TONES:
        return GRADE_STATE[state], GRADE_TONES[state]
    return "", Tone.NA


def _facts_card(title: str, told: list[tuple[str, str]]) -> Card:
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, (caption, value) in enumerate(told):
        left, right = fact_line(caption, value)
        grid.addWidget(left, row, 0, _TOP)
        grid.addWidget(right, row, 1)
    card.column.addLayout(grid)
    return card


def _clauses_card(detail: FindingDetail) -> Card:
    card = Card("条款")
    ordered_under = detail.finding.fields.objects("order_clauses")
    found_on = detail.finding.fields.day("found_on")
    for clause in detail.finding.clauses:
        now = detail.confirmed.cited(clause, on=found_on)
        line = QHBoxLayout()
        line.setSpacing(8)
        badge = CertaintyBadge()
        badge.show_certainty(is_verified=as_clause(now).is_verified)
        line.addWidget(plain_label(clause_text(now), wrap=True), 1)
        if clause in ordered_under:
            line.addWidget(Chip("责令依据", Tone.INFO), 0, _TOP)
        line.addWidget(badge, 0, _TOP)
        card.column.addLayout(line)
    return card


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
