"""Findings without their items: those of this visit with free registration, and those still open from earlier."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.inspection.finding_card import FindingCard
from ui.inspection.finding_model import FREE, FindingView
from ui.labels import plain_label
from ui.theme import Tone
from ui.widgets.badges import finding_badge
from ui.widgets.cards import Card, SectionHeader
from ui.widgets.page import scrolling_column


class FindingsView(QWidget):
    """All findings of this visit as cards, and the button for one without an item."""

    free_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, FindingCard] = {}
        self._frames: dict[str, Card] = {}
        self._area, column = scrolling_column()
        header = SectionHeader("本次问题")
        self.header = header
        free = push_button("自由登记", Icon.ADD)
        free.setToolTip("登记检查表以外的问题（F）")
        free.clicked.connect(self.free_requested)
        header.line.addWidget(free)
        self._empty = plain_label(
            "还没有登记问题。不符合的检查项在其下方登记，其他问题用“自由登记”。", "muted", wrap=True
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        for part in (header, self._empty):
            column.addWidget(part)
        column.addLayout(self._cards)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def show_findings(self, views: Sequence[FindingView], make: Callable[[FindingView], FindingCard]) -> None:
        """Show these findings; cards already there are patched, so that nothing being typed is lost."""
        wanted = {view.id or FREE: view for view in views}
        for key in [key for key in self.cards if key not in wanted]:
            frame = self._frames.pop(key)
            self.cards.pop(key)
            self._cards.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        for key, view in wanted.items():
            if key in self.cards:
                self.cards[key].show_view(view)
            else:
                self._add(key, make(view), view)
        self._empty.setVisible(not wanted)
        self.header.show_title("本次问题", f"{sum(not view.is_draft for view in views)} 条")

    def reveal(self, key: str) -> None:
        """Scroll to one finding."""
        frame = self._frames.get(key)
        if frame is not None:
            self._area.ensureWidgetVisible(frame, 0, 24)

    def finish(self) -> None:
        """Let every card hand over what is still being typed."""
        for card in self.cards.values():
            card.finish()

    def _add(self, key: str, card: FindingCard, view: FindingView) -> None:
        frame = Card()
        if view.item != FREE:
            frame.column.addWidget(plain_label(f"检查项 {view.item}", "small"))
        card.line.hide()
        frame.column.addWidget(card)
        self.cards[key], self._frames[key] = card, frame
        if key == FREE:
            self._cards.insertWidget(0, frame)
        else:
            self._cards.addWidget(frame)


@dataclass(frozen=True, kw_only=True)
class OldFinding:
    """One line about a finding of an earlier visit that is still open."""

    id: str
    number: str
    state: str
    description: str
    facts: str
    overdue: str
    reinspected: bool


class OldFindingsView(QWidget):
    """Open findings of earlier visits; what is decided about them is done in the ledger."""

    ledger_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area, self._column = scrolling_column()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._parts: list[QWidget] = []

    def show_findings(self, findings: Sequence[OldFinding]) -> None:
        """Show these findings."""
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [SectionHeader("未销号旧问题", f"{len(findings)} 条，现场逐条核对整改情况")]
        self._parts += [self._card(one) for one in findings]
        if not findings:
            self._parts.append(plain_label("本机构没有未销号的旧问题。", "muted"))
        for part in self._parts:
            self._column.addWidget(part)

    def _card(self, finding: OldFinding) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(finding.number, "code"))
        head.addWidget(finding_badge(finding.state))
        late = finding_badge(finding.state)
        late.show_chip(finding.overdue, Tone.BAD)
        again = finding_badge(finding.state)
        again.show_chip("本次复查" if finding.reinspected else "", Tone.INFO)
        for chip in (late, again):
            head.addWidget(chip)
        head.addStretch(1)
        button = push_button("到台账办理", Icon.GO)
        button.setAccessibleName(f"{finding.number} 到台账办理")
        button.setProperty("finding", finding.id)
        button.clicked.connect(self._clicked)
        head.addWidget(button)
        card.column.setSpacing(4)
        card.column.addLayout(head)
        card.column.addWidget(plain_label(finding.description, wrap=True))
        card.column.addWidget(plain_label(finding.facts, "small", wrap=True))
        return card

    def _clicked(self) -> None:
        self.ledger_requested.emit(str(self.sender().property("finding")))
