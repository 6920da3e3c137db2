"""The places of an institution as a small tree: building, floor, room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from ui import icons
from ui.icons import Icon
from ui.labels import plain_tooltip

_ID: Final = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, kw_only=True)
class PlaceNode:
    """One place with those in it; ``note`` stands at the right, such as how many items are answered there."""

    id: str
    name: str
    note: str = ""
    children: Sequence["PlaceNode"] = ()


class PlaceTree(QTreeWidget):
    """Shows places and says which one a person went to."""

    chosen = Signal(str)

    def __init__(self, *, name: str = "位置", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemClicked.connect(self._item_chosen)
        self.itemActivated.connect(self._item_chosen)

    def show_places(self, places: Sequence[PlaceNode]) -> None:
        """Show these places; what was folded and what was current stays so."""
        folded = {str(item.data(0, _ID)) for item in self._items() if item.childCount() and not item.isExpanded()}
        current = self.current_id()
        self.blockSignals(True)
        self.clear()
        for place in places:
            self.addTopLevelItem(_item(place))
        for item in self._items():
            item.setExpanded(str(item.data(0, _ID)) not in folded)
        self.fill(current)
        self.blockSignals(False)

    def current_id(self) -> str:
        """Return the id of the current place, empty when there is none."""
        item = self.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def fill(self, place_id: str) -> None:
        """Make a place current without announcing it."""
        blocked = self.blockSignals(True)
        for item in self._items():
            if item.data(0, _ID) == place_id:
                self.setCurrentItem(item)
        self.blockSignals(blocked)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    def _item_chosen(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(str(item.data(0, _ID)))


def _item(place: PlaceNode) -> QTreeWidgetItem:
    item = QTreeWidgetItem([place.name, place.note])
    item.setData(0, _ID, place.id)
    item.setIcon(0, icons.icon(Icon.PLACE, ink="text3"))
    item.setToolTip(0, plain_tooltip(place.name))
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.addChildren([_item(child) for child in place.children])
    return item
