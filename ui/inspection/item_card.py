"""One item of a list as a card: what is asked, the four results, what was entered, and its findings under it."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from inspections.terms import SEVERITY, result_words
from ui import theme
from ui.inspection.finding_card import FindingCard
from ui.inspection.item_details import ItemDetails
from ui.inspection.model import ItemView, bound_words
from ui.inspection.reason_row import ReasonRow
from ui.inspection.saving import SaveState, Saving
from ui.labels import Chip, ElidedLabel, plain_label, plain_tooltip, restyle
from ui.theme import Tone
from ui.widgets.badges import CertaintyBadge
from ui.widgets.cards import Card
from ui.widgets.segmented import RESULT_TONES, result_buttons, target_buttons

CODE_WIDTH: Final = 58


class ItemCard(Card):
    """Shows one item and announces what a person does with it; it records nothing itself."""

    result_chosen = Signal(str, str)
    reason_given = Signal(str, str)
    details_edited = Signal(str, object)
    entered = Signal(str)
    """The keyboard or the mouse came to this card."""
    grown = Signal(str)
    """Something unfolded under the item that should be seen."""
    moved = Signal(str, int)
    """The arrow keys ask for the card before (-1) or behind (+1)."""
    retry_requested = Signal(str)
    finding_wanted = Signal(str)

    def __init__(self, view: ItemView, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.view = view
        self.code = view.code
        self.details: ItemDetails | None = None
        self._is_current = False
        self._is_shown = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.setContentsMargins(14, 6, 12, 6)
        self.column.setSpacing(6)
        self.results = (target_buttons if view.item.is_target else result_buttons)(name=self.code)
        self.results.chosen.connect(self._result_chosen)
        self.saving = plain_label("", "small")
        self.saving.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        self.retry = _tool("重试", f"{self.code} 重试保存")
        self.retry.clicked.connect(self._retry)
        self.retry.hide()
        self.unfold = _tool("展开", f"{self.code} 展开怎么查")
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self.show_details)
        self.another = _tool("再登记一处", f"{self.code} 再登记一处问题")
        self.another.clicked.connect(self._another)
        self._facts = ElidedLabel("", "small")
        self._others = QHBoxLayout()
        self._others.setSpacing(6)
        self._shown_others: tuple[tuple[str, str], ...] = ()
        self.reasons = ReasonRow(self.code)
        self.reasons.given.connect(self._reason_given)
        self.reasons.cancelled.connect(self._reason_cancelled)
        self.column.addLayout(self._head())
        self.column.addWidget(self.reasons)
        self.findings = QVBoxLayout()
        self.findings.setSpacing(8)
        self.column.addLayout(self.findings)
        for button in self.results.findChildren(QWidget):
            button.installEventFilter(self)
        self.show_view(view)

    def show_view(self, view: ItemView) -> None:
        """Show the item as it is recorded now."""
        is_same, self.view = view == self.view, view
        if self.reasons.isHidden():
            self.results.fill(view.shown_result)
        if is_same and self._is_shown:
            return
        self._is_shown = True
        facts = "　".join(view.facts())
        self._facts.show_text(facts)
        self._facts.setVisible(bool(facts))
        self._show_others(view.others)
        self._batch.setVisible(view.is_batch)
        self.another.setVisible(view.result == "non_compliant" and bool(view.findings))
        self.setAccessibleName(f"{self.code} {view.item.text}")
        if self.details is not None:
            self.details.show_view(view)
        self._mark()

    def show_chosen(self, result: str) -> None:
        """Show a result that is on its way to the disk."""
        self.results.fill(result)

    def show_saving(self, state: SaveState) -> None:
        """Say where the answer is."""
        self.saving.setText(state.words())
        self.saving.setToolTip(plain_tooltip(state.why))
        self.saving.setAccessibleName(f"{self.code} {state.words()} {state.why}".strip())
        self.retry.setVisible(state.stage is Saving.FAILED)
        restyle(self.saving, role="problem" if state.stage is Saving.FAILED else "small")

    def set_current(self, *, current: bool) -> None:
        """Show whether the keys 1 to 4 go to this item."""
        if current != self._is_current:
            self._is_current = current
            self._mark()

    def show_details(self, shown: bool) -> None:
        """Unfold or fold the guide; it is made at the first unfolding."""
        if shown and self.details is None:
            self.details = ItemDetails(self.view)
            self.details.edited.connect(self._details_edited)
            self.column.insertWidget(1, self.details)
        if self.details is not None:
            if not shown:
                self.details.finish()
            self.details.setVisible(shown)
        self.unfold.setText("收起" if shown else "展开")
        self.unfold.setChecked(shown)
        if shown:
            self.grown.emit(self.code)

    def ask_reason(self) -> None:
        """Ask why the item does not apply."""
        self.results.fill("not_applicable")
        self.reasons.ask(self.view.reason)
        self.grown.emit(self.code)

    def place_findings(self, cards: Sequence[QWidget]) -> None:
        """Put the cards of this item's findings under it; cards no longer named go."""
        while self.findings.count():
            taken = self.findings.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None and widget not in cards:
                widget.hide()
                widget.deleteLater()
        for card in cards:
            self.findings.addWidget(card)
            card.show()

    def finish(self) -> None:
        """Hand over what is still being typed, in the guide and on the findings."""
        if self.details is not None:
            self.details.finish()
        for card in self.finding_cards():
            card.finish()

    def finding_cards(self) -> list[FindingCard]:
        """Return the cards of the findings under this item, in order."""
        held = [self.findings.itemAt(number) for number in range(self.findings.count())]
        return [card for one in held if one is not None and isinstance(card := one.widget(), FindingCard)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.code)
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.code)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key(), 0)
        if step:
            self.moved.emit(self.code, step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.unfold.toggle()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        code = plain_label(self.code, "code")
        code.setFixedWidth(CODE_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(plain_label(self.view.item.text, wrap=True))
        if self.view.also:
            words.addWidget(ElidedLabel(f"同时对应：{self.view.also}", "small"))
        words.addLayout(self._badges())
        words.addWidget(self._facts)
        words.addStretch(1)
        side = QHBoxLayout()
        side.setSpacing(4)
        self._batch = Chip("批量", Tone.NA)
        side.addStretch(1)
        for widget in (self._batch, self.saving, self.retry, self.another, self.unfold):
            side.addWidget(widget)
        right = QVBoxLayout()
        right.setSpacing(1)
        right.addWidget(self.results)
        right.addLayout(side)
        right.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addLayout(right)
        return head

    def _badges(self) -> QHBoxLayout:
        item = self.view.item
        line = QHBoxLayout()
        line.setSpacing(6)
        clauses = ElidedLabel(self.view.clauses, "small")
        clauses.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line.addWidget(clauses)
        doubt = CertaintyBadge()
        doubt.show_certainty(is_verified=not self.view.doubtful)
        if self.view.doubtful:
            doubt.setToolTip(plain_tooltip(f"原文尚未核实，不据此定性：{'、'.join(self.view.doubtful)}"))
        major = Chip("重大触发项" if item.major else "", Tone.BAD)
        major.setToolTip(f"本项分级：{SEVERITY[item.severity.value]}；是否重大由有权机关认定")
        measured = Chip(f"测 {bound_words(item.measured)}" if item.measured else "", Tone.INFO)
        sampled = Chip("抽查" if item.sampled else "", Tone.INFO)
        missing = Chip("事实不全" if self.view.missing else "", Tone.CAUTION)
        missing.setToolTip(plain_tooltip(self.view.missing))
        for chip in (doubt, major, measured, sampled, missing):
            line.addWidget(chip)
        line.addLayout(self._others)
        line.addStretch(1)
        return line

    def _show_others(self, others: tuple[tuple[str, str], ...]) -> None:
        """Show beside the clauses what the other agencies found."""
        if others == self._shown_others:
            return
        self._shown_others = others
        while (taken := self._others.takeAt(0)) is not None:
            chip = taken.widget()
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for name, result in others:
            said = result_words(result, is_target=self.view.item.is_target)
            chip = Chip(f"{name} {said}", RESULT_TONES[result])
            chip.setToolTip(f"{name}的结论：{said}")
            self._others.addWidget(chip)

    def _mark(self) -> None:
        bad = self.view.result == "non_compliant"
        self.mark(Tone.INFO if self._is_current else Tone.BAD if bad else None)

    def _result_chosen(self, result: str) -> None:
        self.entered.emit(self.code)
        self.result_chosen.emit(self.code, result)

    def _reason_given(self, reason: str) -> None:
        self.reasons.hide()
        self.setFocus()
        self.reason_given.emit(self.code, reason)

    def _reason_cancelled(self) -> None:
        self.reasons.hide()
        self.results.fill(self.view.shown_result)
        self.setFocus()

    def _details_edited(self, details: Any) -> None:
        self.details_edited.emit(self.code, details)

    def _retry(self) -> None:
        self.retry_requested.emit(self.code)

    def _another(self) -> None:
        self.finding_wanted.emit(self.code)


def _tool(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setProperty("flat", "true")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFont(theme.font("small"))
    button.setFixedHeight(button.fontMetrics().height() + 6)
    return button
