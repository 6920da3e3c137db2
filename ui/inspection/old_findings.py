"""Findings of earlier visits that are still open; those this visit re-inspects are decided in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspections.terms import FINDING_STATE
from ui.actions import ButtonKind, push_button
from ui.icons import Icon
from ui.inspection.finding_photos import FindingPhotos
from ui.inspection.saving import SaveState, Saving
from ui.labels import Chip, plain_label, plain_tooltip, restyle
from ui.theme import Tone
from ui.widgets.badges import FINDING_TONES, finding_badge
from ui.widgets.cards import Card, SectionHeader
from ui.widgets.page import scrolling_column
from ui.widgets.photo_pairs import PhotoPairs
from ui.widgets.photo_strip import PhotoTile

PASS, FAIL = "pass", "fail"
BUTTONS: Final[tuple[tuple[str, str, ButtonKind], ...]] = (
    (PASS, "复查合格", "primary"),
    (FAIL, "复查不合格", "danger"),
)


@dataclass(frozen=True, kw_only=True)
class OldFinding:
    """One finding of an earlier visit as its card shows it."""

    id: str
    number: str
    state: str
    description: str
    facts: str
    overdue: str
    reinspected: bool
    """Whether this visit names it."""
    decides: tuple[str, ...] = ()
    """What may be decided about it here and now."""
    verdict: str = ""
    """What this visit decided about it."""
    photos: tuple[PhotoTile, ...] = ()
    """What this visit photographed of it."""
    photo_words: str = ""


class OldFindingCard(Card):
    """One open finding; a named one takes photographs and a decision."""

    ledger_requested = Signal(str)
    decision_requested = Signal(str, str)
    """Finding, and pass or fail."""

    def __init__(self, finding: OldFinding, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.finding = finding
        self._state, self._late, self._named = finding_badge(finding.state), Chip(), Chip()
        self.saving = plain_label("", "small")
        self.ledger = push_button("到台账办理", Icon.GO)
        self.ledger.setAccessibleName(f"{finding.number} 到台账办理")
        self.ledger.clicked.connect(self._go_to_ledger)
        self._description, self._facts = plain_label("", wrap=True), plain_label("", "small", wrap=True)
        self.photos = FindingPhotos(finding.number)
        self.photos.stage.fill("after")
        self.pairs = PhotoPairs(before_alone=True)
        self.decisions = {decision: self._button(decision, words, kind) for decision, words, kind in BUTTONS}
        self._lay_out()
        self.show_finding(finding)

    def show_finding(self, finding: OldFinding) -> None:
        """Show the finding as it is recorded now."""
        self.finding = finding
        self.setAccessibleName(f"{finding.number} {finding.description}")
        self._state.show_chip(FINDING_STATE[finding.state], FINDING_TONES[finding.state])
        self._late.show_chip(finding.overdue, Tone.BAD)
        self._named.show_chip(finding.verdict or ("本次复查" if finding.reinspected else ""), Tone.INFO)
        self._description.setText(finding.description)
        self._facts.setText(finding.facts)
        self.photos.setVisible(finding.reinspected)
        self.photos.show_tiles(finding.photos, finding.photo_words)
        for decision, button in self.decisions.items():
            button.setVisible(decision in finding.decides)

    def show_saving(self, state: SaveState) -> None:
        """Say where the last decision is."""
        self.saving.setText(state.words())
        self.saving.setToolTip(plain_tooltip(state.why))
        restyle(self.saving, role="problem" if state.stage is Saving.FAILED else "small")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(self.finding.number, "code"))
        for chip in (self._state, self._late, self._named):
            head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self.saving)
        for widget in (*self.decisions.values(), self.ledger):
            head.addWidget(widget)
        self.column.setSpacing(6)
        self.column.addLayout(head)
        for part in (self._description, self._facts, self.photos, self.pairs):
            self.column.addWidget(part)

    def _button(self, decision: str, words: str, kind: ButtonKind) -> QPushButton:
        button = push_button(words, kind=kind)
        button.setAccessibleName(f"{self.finding.number} {words}")
        button.setProperty("decision", decision)
        button.clicked.connect(self._decide)
        return button

    def _decide(self) -> None:
        self.decision_requested.emit(self.finding.id, str(self.sender().property("decision")))

    def _go_to_ledger(self) -> None:
        self.ledger_requested.emit(self.finding.id)


class OldFindingsView(QWidget):
    """The cards of the open findings of earlier visits, those to be re-inspected first."""

    card_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, OldFindingCard] = {}
        self._area, column = scrolling_column()
        self._header = SectionHeader("未销号旧问题")
        self._empty = plain_label("本机构没有未销号的旧问题。", "muted")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        for part in (self._header, self._empty):
            column.addWidget(part)
        column.addLayout(self._cards)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def show_findings(self, findings: Sequence[OldFinding]) -> None:
        """Show these findings; cards already there are patched."""
        wanted = {one.id: one for one in findings}
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (key, finding) in enumerate(wanted.items()):
            if key in self.cards:
                self.cards[key].show_finding(finding)
            else:
                self._add(place, finding)
        self._header.show_title("未销号旧问题", _note(findings))
        self._empty.setVisible(not wanted)

    def take_thumbnail(self, photo: str, picture: QImage) -> None:
        """Show the picture of one photograph where it belongs."""
        for card in self.cards.values():
            card.photos.strip.take_thumbnail(photo, picture)
            card.pairs.take_thumbnail(photo, picture)

    def _add(self, place: int, finding: OldFinding) -> None:
        card = OldFindingCard(finding)
        self.cards[finding.id] = card
        self._cards.insertWidget(place, card)
        self.card_made.emit(card)


def _note(findings: Sequence[OldFinding]) -> str:
    named = [one for one in findings if one.reinspected]
    if not named:
        return f"{len(findings)} 条，现场逐条核对整改情况"
    decided = sum(bool(one.verdict) for one in named)
    return f"{len(findings)} 条，本次复查 {len(named)} 条，已有结论 {decided} 条"
