"""The tab 部位: the small tree of buildings, floors and rooms, kept between visits."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspections.institution import Place, place_path
from inspections.terms import PLACE_LEVEL
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import ElidedLabel, plain_label
from ui.messages import confirm
from ui.widgets.cards import Card
from ui.widgets.place_tree import PlaceNode, PlaceTree

BELOW: Final[Mapping[str, str]] = {"": "building", "building": "floor", "floor": "room"}
_EXAMPLES: Final[Mapping[str, str]] = {"building": "例如：1号楼", "floor": "例如：3层", "room": "例如：301室"}
_MARGINS: Final = (24, 14, 24, 16)


class PlacesTab(QWidget):
    """Adds under what is chosen in the tree, withdraws what is no longer there."""

    added = Signal(str, str, str)
    """Name, level and parent of a new place."""
    withdrawn = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, Place] = {}
        self.tree = PlaceTree(name="部位")
        self.tree.currentItemChanged.connect(self._follow)
        self.words = ElidedLabel("", "muted")
        self.name = QLineEdit()
        self.name.setMaxLength(40)
        self.name.setAccessibleName("新部位名称")
        self.name.returnPressed.connect(self._add)
        self.name.textChanged.connect(self._follow)
        self.add = push_button("添加", Icon.ADD, kind="primary")
        self.add.clicked.connect(self._add)
        self.top = push_button("改为添加楼栋")
        self.top.clicked.connect(self._to_top)
        self.withdraw = push_button("撤下所选部位", Icon.REMOVE, kind="danger")
        self.withdraw.clicked.connect(self._withdraw)
        self._lay_out()

    def show_places(self, places: Sequence[Place]) -> None:
        """Show the places that are offered now."""
        self._places = {place.id: place for place in places}
        self.tree.show_places(_nodes(places, ""))
        self._follow()

    def _follow(self) -> None:
        current = self._places.get(self.tree.current_id())
        level = self._level(current)
        around = place_path(current.id, self._places) if current else "全机构"
        self.words.show_text(f"在“{around}”下添加{PLACE_LEVEL[level]}" if level else "房间下不再分")
        self.name.setPlaceholderText(_EXAMPLES.get(level, ""))
        self.name.setEnabled(bool(level))
        self.add.setEnabled(bool(level) and bool(self.name.text().strip()))
        self.top.setEnabled(current is not None)
        has_children = current is not None and any(one.parent == current.id for one in self._places.values())
        self.withdraw.setEnabled(current is not None and not has_children)
        self.withdraw.setToolTip("请先撤下其中的部位" if has_children else "不再提供选择；已有记录保留原名称")

    def _level(self, current: Place | None) -> str:
        return BELOW.get(current.fields.text("level") if current else "", "")

    def _add(self) -> None:
        name, current = self.name.text().strip(), self._places.get(self.tree.current_id())
        level = self._level(current)
        if name and level:
            self.name.clear()
            self.added.emit(name, level, current.id if current else "")

    def _to_top(self) -> None:
        self.tree.clearSelection()
        self.tree.setCurrentIndex(QModelIndex())
        self._follow()
        self.name.setFocus()

    def _withdraw(self) -> None:
        place = self._places.get(self.tree.current_id())
        if place is None:
            return
        text = f"撤下“{place_path(place.id, self._places)}”后不能再选用，已有记录保留原名称。"
        if confirm(self, title="撤下部位", text=text, accept="撤下", danger=True):
            self.withdrawn.emit(place.id)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        for button in (self.add, self.top, self.withdraw):
            line.addWidget(button)
        card = Card("部位")
        card.column.addWidget(plain_label("按 楼栋 / 楼层 / 房间 登记，检查时可按部位进行，各次检查沿用。", "muted"))
        card.column.addWidget(self.tree, 1)
        card.column.addWidget(self.words)
        card.column.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.addWidget(card)


def _nodes(places: Sequence[Place], parent: str) -> list[PlaceNode]:
    """Return the places under one; a place whose surrounding was withdrawn stands at the top."""
    known = {place.id for place in places}
    inside = [one for one in places if (one.parent if one.parent in known else "") == parent]
    return [
        PlaceNode(
            id=one.id,
            name=one.name,
            note=PLACE_LEVEL.get(one.fields.text("level"), ""),
            children=_nodes(places, one.id),
        )
        for one in inside
    ]
