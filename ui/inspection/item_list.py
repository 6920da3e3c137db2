"""The items now shown, as real cards: a few at once, the rest while the window is idle, never more than a screenful."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.inspection.folds import Fold, FoldedItem
from ui.inspection.item_card import ItemCard
from ui.inspection.model import MOST_CARDS, ItemView
from ui.labels import plain_label
from ui.widgets.cards import Card, SectionHeader
from ui.widgets.page import scrolling_column

AT_ONCE: Final = 10
PER_TURN: Final = 5
TOP_GAP: Final = 12


@dataclass(frozen=True, kw_only=True)
class Group:
    """A run of items under one heading; ``rest`` offers to mark what is left of it."""

    title: str
    note: str = ""
    items: Sequence[ItemView] = ()
    rest: bool = False
    folds: Sequence[Fold] = ()
    former: Sequence[FoldedItem] = ()
    """Answered items no list asks any more, with the answers; only read."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What the list shows: groups of items, or one sentence when there are none."""

    key: str
    groups: Sequence[Group]
    empty: str = "这里没有检查项"


class ItemList(QWidget):
    """Shows a listing; cards that stay keep their widgets, so that nothing being typed is lost."""

    card_made = Signal(object)
    rest_requested = Signal()
    more_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[str, ItemCard] = {}
        self._key = ""
        self._folds: list[Fold] = []
        self._waiting: list[tuple[QVBoxLayout, ItemView]] = []
        self._headers: list[SectionHeader] = []
        self._wanted = ""
        self._built = QTimer(self)
        self._built.setInterval(0)
        self._built.timeout.connect(self._build_some)
        self._area, self._column = scrolling_column()
        self._column.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def show_listing(self, listing: Listing) -> None:
        """Show another listing, or the same one with new views of its items."""
        codes = [view.code for group in listing.groups for view in group.items[:MOST_CARDS]]
        folds = [fold for group in listing.groups for fold in group.folds]
        if listing.key == self._key and codes == self._codes() and folds == self._folds:
            self._patch(listing)
            return
        self._key, self._folds = listing.key, folds
        self._clear()
        shown = 0
        for group in listing.groups:
            room = MOST_CARDS - shown
            shown += self._add_group(group, room)
        if not codes and listing.empty:
            self._column.addWidget(plain_label(listing.empty, "muted"))
        self._build(AT_ONCE)
        self._built.start()
        self._area.verticalScrollBar().setValue(0)

    def codes(self) -> list[str]:
        """Return the codes of all items shown, in order."""
        return self._codes()

    def card(self, code: str) -> ItemCard | None:
        """Return a card, building up to it if its turn has not come."""
        while code not in self.cards and any(view.code == code for _column, view in self._waiting):
            self._build(PER_TURN)
        return self.cards.get(code)

    def reveal(self, code: str, *, focus: bool = True) -> bool:
        """Scroll to an item and give it the keyboard; return whether it is shown."""
        card = self.card(code)
        if card is None:
            return False
        if focus:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll_to(code)
        return True

    def scroll_to(self, code: str) -> None:
        """Bring a card into sight once the layout has settled, a tall one by its top."""
        self._wanted = code
        QTimer.singleShot(0, self, self._scroll_to_wanted)

    def finish(self) -> None:
        """Let every card hand over what is still being typed."""
        for card in self.cards.values():
            card.finish()

    def _codes(self) -> list[str]:
        return [*self.cards, *(view.code for _column, view in self._waiting)]

    def _patch(self, listing: Listing) -> None:
        views = {view.code: view for group in listing.groups for view in group.items}
        self._waiting = [(column, views[view.code]) for column, view in self._waiting]
        for code, card in self.cards.items():
            card.show_view(views[code])
            self.card_made.emit(card)
        for header, group in zip(self._headers, listing.groups, strict=True):
            header.show_title(group.title, group.note)

    def _add_group(self, group: Group, room: int) -> int:
        header = SectionHeader(group.title, group.note)
        self._headers.append(header)
        if group.rest:
            button = push_button("本部分其余符合", Icon.DONE)
            button.clicked.connect(self.rest_requested)
            header.line.addWidget(button)
        self._column.addWidget(header)
        cards = QVBoxLayout()
        cards.setSpacing(8)
        self._column.addLayout(cards)
        shown = list(group.items[:room])
        self._waiting += [(cards, view) for view in shown]
        if len(group.items) > len(shown):
            self._column.addWidget(
                plain_label(f"其余 {len(group.items) - len(shown)} 项未列出，请用部分或搜索缩小范围", "muted")
            )
        for fold in group.folds:
            self._column.addWidget(FoldedList(fold))
        for line in group.former:
            self._column.addWidget(FormerCard(line))
        return len(shown)

    def _clear(self) -> None:
        self._built.stop()
        self._waiting, self.cards = [], {}
        self._headers = []
        _empty(self._column)

    def _build_some(self) -> None:
        self._build(PER_TURN)
        if not self._waiting:
            self._built.stop()

    def _build(self, count: int) -> None:
        for column, view in self._waiting[:count]:
            card = ItemCard(view)
            self.cards[view.code] = card
            card.grown.connect(self.scroll_to)
            column.addWidget(card)
            card.show()
            self.card_made.emit(card)
        self._waiting = self._waiting[count:]

    def _scroll_to_wanted(self) -> None:
        card = self.cards.get(self._wanted)
        inner = self._area.widget()
        if card is None or inner is None:
            return
        if card.sizeHint().height() > self._area.viewport().height():
            self._area.verticalScrollBar().setValue(card.mapTo(inner, QPoint(0, 0)).y() - TOP_GAP)
        else:
            self._area.ensureWidgetVisible(card, 0, 2 * TOP_GAP)


class FoldedList(Card):
    """Items that are not asked here, folded; each says why."""

    def __init__(self, fold: Fold, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.column.setContentsMargins(14, 4, 14, 4)
        self.button = push_button(fold.words, Icon.EXPAND, kind="ghost")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._fold)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines = [plain_label(f"{one.code}　{one.text}\n{one.reason}", "small", wrap=True) for one in fold.items]
        for line in self._lines:
            self.column.addWidget(line)
            line.hide()

    def _fold(self, shown: bool) -> None:
        for line in self._lines:
            line.setVisible(shown)


class FormerCard(Card):
    """An answered item that no list of the visit asks any more, with what was answered."""

    def __init__(self, line: FoldedItem, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.column.setSpacing(4)
        self.column.addWidget(plain_label(line.code, "code"))
        self.column.addWidget(plain_label(line.text, wrap=True))
        self.column.addWidget(plain_label(line.reason, "muted", wrap=True))


def _empty(column: QVBoxLayout) -> None:
    """Take everything out of a layout for good."""
    while column.count():
        taken = column.takeAt(0)
        if taken is None:
            continue
        widget, inner = taken.widget(), taken.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout):
            _empty(inner)
            inner.deleteLater()
