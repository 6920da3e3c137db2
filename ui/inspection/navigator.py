"""Beside the items: sections or places, the current place, open findings of earlier visits and triggers of 重大."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspections.terms import PLACE_LEVEL
from ui.actions import push_button
from ui.icons import Icon
from ui.inspection.model import SectionCount
from ui.labels import ElidedLabel, IconLabel, plain_tooltip
from ui.widgets.place_tree import PlaceNode, PlaceTree
from ui.widgets.search_box import SearchBox
from ui.widgets.segmented import Segment, Segmented

WIDTH: Final = 252
SECTIONS, PLACES = "sections", "places"
MODES: Final = (Segment(value=SECTIONS, text="按部分"), Segment(value=PLACES, text="按部位"))
VIEWS: Final = (("old", "未销号旧问题"), ("triggers", "重大触发项"), ("findings", "本次问题"), ("former", "历史项"))
ONLY_WITH_SOMETHING: Final = frozenset({"former"})
"""Views that most visits never have: their button is there only while they hold something."""
_CODE: Final = int(Qt.ItemDataRole.UserRole) + 1


class SectionTree(QTreeWidget):
    """The sections of one checklist with how far each is."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("部分")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemClicked.connect(self._chosen)
        self.itemActivated.connect(self._chosen)

    def show_sections(self, counts: Sequence[SectionCount], current: str) -> None:
        """Show the sections with one current."""
        codes = [str(self._row(number).data(0, _CODE)) for number in range(self.topLevelItemCount())]
        if codes != [count.code for count in counts]:
            self.clear()
            self.addTopLevelItems([QTreeWidgetItem() for _ in counts])
        for number, count in enumerate(counts):
            row = self._row(number)
            row.setData(0, _CODE, count.code)
            row.setText(0, count.title)
            row.setText(1, f"{count.answered}/{count.total}")
            row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setToolTip(0, plain_tooltip(f"{count.code} {count.title}"))
            if count.code == current:
                self.setCurrentItem(row)
        if current not in {count.code for count in counts}:
            self.clearSelection()

    def _row(self, number: int) -> QTreeWidgetItem:
        row = self.topLevelItem(number)
        if row is None:
            raise IndexError(number)
        return row

    def _chosen(self, row: QTreeWidgetItem) -> None:
        self.chosen.emit(str(row.data(0, _CODE)))


class NewPlaceRow(QWidget):
    """Adds a building, floor or room: the level, a proposed name, Enter."""

    added = Signal(str, str)
    """Name and level."""
    level_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = Segmented([Segment(value=value, text=text) for value, text in PLACE_LEVEL.items()], name="新部位")
        self.level.chosen.connect(self.level_chosen)
        self.name = QLineEdit()
        self.name.setAccessibleName("新部位名称")
        self.name.setMaxLength(40)
        self.name.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        column.addWidget(self.level)
        column.addWidget(self.name)
        self.hide()

    def propose(self, level: str, name: str) -> None:
        """Show a level and a name to accept with Enter."""
        self.level.fill(level)
        self.name.setText(name)
        self.show()
        self.name.setFocus()
        self.name.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        if self.name.text().strip():
            self.hide()
            self.added.emit(self.name.text().strip(), self.level.value())


class VisitNavigator(QFrame):
    """The left side of a visit."""

    section_chosen = Signal(str)
    place_chosen = Signal(str)
    view_chosen = Signal(str)
    mode_chosen = Signal(str)
    searched = Signal(str)
    new_place_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setFixedWidth(WIDTH)
        self.search = SearchBox("搜索检查项（/）", name="搜索检查项")
        self.search.searched.connect(self.searched)
        self.mode = Segmented(MODES, name="清单排列")
        self.mode.fill(SECTIONS)
        self.mode.setToolTip("切换按部分或按部位（F6）")
        self.mode.chosen.connect(self.mode_chosen)
        self.place = ElidedLabel("全机构")
        self.add_place = push_button("新部位", Icon.ADD, kind="ghost")
        self.add_place.setToolTip("添加楼栋、楼层或房间（P）")
        self.add_place.clicked.connect(self.new_place_wanted)
        self.sections = SectionTree()
        self.sections.chosen.connect(self.section_chosen)
        self.places = PlaceTree(name="部位")
        self.places.chosen.connect(self.place_chosen)
        self.new_place = NewPlaceRow()
        self._trees = QStackedWidget()
        self._trees.addWidget(self.sections)
        self._trees.addWidget(self.places)
        self._views = {view: self._view_button(view) for view, _title in VIEWS}
        self._lay_out()

    def show_sections(self, counts: Sequence[SectionCount], current: str) -> None:
        """Show the sections of the checklist now open."""
        self.sections.show_sections(counts, current)

    def show_places(self, nodes: Sequence[PlaceNode], current: str, path: str) -> None:
        """Show the tree of places with the current one."""
        self.places.show_places(nodes)
        self.places.fill(current)
        self.place.show_text(path or "全机构")
        self.place.setAccessibleName(f"当前部位 {path or '全机构'}")

    def show_mode(self, mode: str) -> None:
        """Show sections or places."""
        self.mode.fill(mode)
        self._trees.setCurrentWidget(self.sections if mode == SECTIONS else self.places)

    def show_views(self, counts: Mapping[str, int], current: str) -> None:
        """Show how much the standing views hold and which one is open."""
        for view, title in VIEWS:
            button = self._views[view]
            button.setText(f"{title}（{counts[view]}）")
            button.setAccessibleName(f"{title} {counts[view]} 项")
            button.setChecked(view == current)
            button.setVisible(view not in ONLY_WITH_SOMETHING or counts[view] > 0 or view == current)

    def view_button(self, view: str) -> QPushButton:
        """Return the button of one standing view."""
        return self._views[view]

    def _lay_out(self) -> None:
        here = QHBoxLayout()
        here.setSpacing(6)
        from_icon = IconLabel(Icon.PLACE, ink="accent")
        here.addWidget(from_icon)
        here.addWidget(self.place, 1)
        here.addWidget(self.add_place)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.mode)
        column.addLayout(here)
        column.addWidget(self.new_place)
        column.addWidget(self._trees, 1)
        for button in self._views.values():
            column.addWidget(button)

    def _view_button(self, view: str) -> QPushButton:
        button = push_button(dict(VIEWS)[view])
        button.setCheckable(True)
        button.setProperty("pill", "true")
        button.setProperty("view", view)
        button.clicked.connect(self._view_clicked)
        return button

    def _view_clicked(self) -> None:
        self.view_chosen.emit(str(self.sender().property("view")))
