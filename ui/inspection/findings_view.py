"""The findings of this visit without their items, with free registration."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.inspection.finding_card import FindingCard
from ui.inspection.finding_model import FREE, FindingView
from ui.labels import plain_label
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
