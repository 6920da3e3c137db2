"""The page of the library: lists, search and tree at the left, one item at the right."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from checklists.model import Checklist, Item
from inspections.confirmations import NOTHING_CONFIRMED, Confirmed
from inspections.standing import Point
from ui.actions import ActionSpec, build_actions, push_button
from ui.fields import ChoiceField
from ui.icons import Icon
from ui.labels import plain_label, plain_tooltip
from ui.standards.editions_view import EditionsView
from ui.standards.item_card import Doubts, item_page
from ui.standards.model import edition_words, found_sections, has_unverified, pill_texts
from ui.standards.points_model import open_count
from ui.standards.points_page import TITLE as POINTS_TITLE
from ui.standards.points_page import PointsPage
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageFrame, scrolling_column
from ui.widgets.pills import PillBar
from ui.widgets.search_box import SearchBox

WIDTH: Final = 380
EDGE: Final = 14
TITLE: Final = "标准库"
ACTIONS: Final = (
    ActionSpec(id="search", text="搜索", shortcut="Ctrl+F"),
    ActionSpec(id="next", text="下一项", icon=Icon.NEXT, shortcut="Alt+Down"),
    ActionSpec(id="previous", text="上一项", icon=Icon.PREVIOUS, shortcut="Alt+Up"),
)
TABS: Final = (("items", "检查项"), ("editions", "版本"))
_CODE: Final = int(Qt.ItemDataRole.UserRole) + 1


class StandardsPage(QWidget):
    """Everything is read once; what is shown is chosen here."""

    presenter: QObject
    authoring: QObject
    """Kept alive with the page."""
    list_shown = Signal(str)
    """The code of the checklist now shown."""
    edit_requested = Signal(str)
    """The digest of the edition to begin a draft with."""

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(TITLE)
        self._today = today
        self._checklists: dict[str, Checklist] = {}
        self._bundled: dict[str, Checklist] = {}
        self._confirmed = NOTHING_CONFIRMED
        self._waiting_for = ""
        self.lists = ChoiceField([])
        self.lists.name("检查表")
        self.search = SearchBox("搜索检查项、方法、条款", name="搜索标准库")
        self.pills = PillBar("筛选检查项")
        self.count = plain_label("", "small")
        self.tree = _tree()
        self.frame = PageFrame(TITLE)
        self._area, self._column = scrolling_column()
        self.editions = EditionsView()
        self.views = QStackedWidget()
        self.views.addWidget(self._area)
        self.views.addWidget(self.editions)
        self.frame.set_body(self.views)
        self.frame.tabs.offer(TABS)
        self.frame.tabs.show()
        self.frame.tabs.chosen.connect(self._tab_chosen)
        self._shown: QWidget = EmptyState(Icon.LIBRARY, "正在读取检查表…")
        self._column.addWidget(self._shown)
        self._library_side = self._side()
        self.points = PointsPage()
        self._whole: QWidget | None = None
        self.to_points = push_button(POINTS_TITLE, Icon.CLAUSE)
        self.edit = push_button("编辑", Icon.EDIT)
        self.edit.setToolTip("从这个版本起草新版：改好、试运行、比较，再发布")
        self._lay_out()
        slots = {"search": self._to_search, "next": self._next, "previous": self._previous}
        self.actions_by_id = build_actions(ACTIONS, self, slots)
        self.lists.edited.connect(self._list_chosen)
        self.pills.chosen.connect(self._fill_tree)
        self.search.searched.connect(self._fill_tree)
        self.tree.currentItemChanged.connect(self._current_changed)
        self.tree.itemClicked.connect(self._item_clicked)
        self.setFocusProxy(self.tree)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._library_side)
        line.addWidget(self.frame, 1)
        self.frame.add_button(self.to_points)
        self.to_points.clicked.connect(self.open_points)
        self.points.left.connect(self.close_whole)
        self.edit.clicked.connect(self._edit_requested)
        self.frame.add_button(self.edit)

    def open_whole(self, whole: QWidget) -> None:
        """Show a widget in the place of the library."""
        self.close_whole()
        line = self.layout()
        if line is not None and line.indexOf(whole) < 0:
            line.addWidget(whole)
        self._whole = whole
        self._library_side.hide()
        self.frame.hide()
        whole.show()

    def close_whole(self) -> None:
        """Show the library again."""
        if self._whole is not None:
            self._whole.hide()
            self._whole = None
            self._library_side.show()
            self.frame.show()
            self.tree.setFocus()

    def _edit_requested(self) -> None:
        if self.current_list is not None:
            self.edit_requested.emit(self.current_list.digest)

    def open_points(self, point: object = "") -> None:
        """Show the list of what is still 待核, and one point of it where one is named."""
        self.open_whole(self.points)
        if isinstance(point, str) and point:
            self.points.show_point(point)
        self.points.setFocus()

    def show_standing(self, confirmed: Confirmed, points: Sequence[Point]) -> None:
        """Lay over the library what legal officers confirmed; say how much is still open."""
        is_other = confirmed.by_key != self._confirmed.by_key
        self._confirmed = confirmed
        self.to_points.setText(f"{POINTS_TITLE} {open_count(points)}")
        standing = {code: confirmed.checklist(one, on=self._today) for code, one in self._bundled.items()}
        if is_other or standing != self._checklists:
            self._checklists = standing
            self._show_list(standing[self.lists.value()])

    def show_library(self, checklists: Sequence[Checklist]) -> None:
        """Show the checklists."""
        chosen = self.lists.value()
        self._checklists = {checklist.code: checklist for checklist in checklists}
        self._bundled = dict(self._checklists)
        self.lists.set_choices([(one.code, _short_title(one)) for one in checklists])
        self.lists.fill(chosen if chosen in self._checklists else next(iter(self._checklists), None))
        self._list_chosen()
        if self._waiting_for:
            self.show_target(self._waiting_for)

    def show_target(self, target: object) -> None:
        """Show one item by its id, once the lists are read; `points` shows the list of 待核, `points:ID` one of it."""
        code = str(target)
        if code.partition(":")[0] == "points":
            self.open_points(code.partition(":")[2])
            return
        self.close_whole()
        if not self._checklists:
            self._waiting_for = code
            return
        for checklist in self._checklists.values():
            if any(item.id == code for item in checklist.items):
                self.search.clear()
                self.lists.fill(checklist.code)
                self.pills.fill("all")
                self._list_chosen()
                self.show_tab("items")
                self._select(code)

    def shown_codes(self) -> list[str]:
        """Return the codes of the items now in the tree."""
        return [str(leaf.data(0, _CODE)) for leaf in self._leaves()]

    @property
    def current_list(self) -> Checklist | None:
        """The checklist now shown."""
        return self._checklists.get(self.lists.value())

    @property
    def current_code(self) -> str:
        """The id of the item now shown, empty when none is."""
        item = self.tree.currentItem()
        return str(item.data(0, _CODE) or "") if item is not None else ""

    def _list_chosen(self) -> None:
        checklist = self._checklists[self.lists.value()]
        self._show_list(checklist)
        self.list_shown.emit(checklist.code)

    def _show_list(self, checklist: Checklist) -> None:
        self.frame.show_title(checklist.title, edition_words(checklist, self._today))
        self.frame.meta.setToolTip(plain_tooltip(checklist.source))
        self.pills.offer(pill_texts(checklist))
        self._fill_tree()

    def show_tab(self, tab: str) -> None:
        """Show the items or the editions."""
        self.frame.tabs.fill(tab)
        self._tab_chosen(tab)

    def _tab_chosen(self, tab: str) -> None:
        self.views.setCurrentWidget(self.editions if tab == "editions" else self._area)

    def _fill_tree(self) -> None:
        checklist = self._checklists.get(self.lists.value())
        if checklist is None:
            return
        current = self.current_code
        found = found_sections(checklist, filter_id=self.pills.value(), text=self.search.text().strip())
        self.tree.blockSignals(True)
        self.tree.clear()
        for section, items in found:
            node = QTreeWidgetItem([section.title, str(len(items))])
            node.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            node.setToolTip(0, plain_tooltip(section.title))
            node.addChildren([_leaf(item) for item in items])
            self.tree.addTopLevelItem(node)
        self.tree.expandAll()
        self.tree.blockSignals(False)
        total = sum(len(items) for _section, items in found)
        self.count.setText(f"{total} 项")
        if not self._select(current):
            self._select(next(iter(self.shown_codes()), ""))
        if not total:
            self._show(EmptyState(Icon.SEARCH, "没有符合条件的检查项", "请换一个词，或改为“全部”。"))

    def _select(self, code: str) -> bool:
        for leaf in self._leaves():
            if code and leaf.data(0, _CODE) == code:
                self.tree.setCurrentItem(leaf)
                self.tree.scrollToItem(leaf, QAbstractItemView.ScrollHint.PositionAtCenter)
                return True
        return False

    def _leaves(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount())]
        leaves = (top.child(number) for top in tops if top is not None for number in range(top.childCount()))
        return [leaf for leaf in leaves if leaf is not None]

    def _current_changed(self, current: QTreeWidgetItem | None) -> None:
        code = str(current.data(0, _CODE) or "") if current is not None else ""
        if code:
            self._show(self._item_page(code))
            self._area.verticalScrollBar().setValue(0)

    def _item_clicked(self) -> None:
        self.show_tab("items")

    def _item_page(self, code: str) -> QWidget:
        item = self._checklists[self.lists.value()].item(code)
        known = self._confirmed.all_criteria(on=self._today)
        doubts = Doubts(bundled=self._bundled[self.lists.value()].item(code), known=known, look_up=self.open_points)
        return item_page(item, self._today, doubts)

    def _show(self, widget: QWidget) -> None:
        self._column.replaceWidget(self._shown, widget)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = widget

    def _step(self, by: int) -> None:
        codes = self.shown_codes()
        place = codes.index(self.current_code) + by if self.current_code in codes else 0
        if 0 <= place < len(codes):
            self._select(codes[place])

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(WIDTH)
        head = QHBoxLayout()
        head.addWidget(plain_label(TITLE, "h2"))
        head.addStretch(1)
        head.addWidget(self.count)
        top = QVBoxLayout()
        top.setContentsMargins(EDGE, 14, EDGE, 8)
        top.setSpacing(10)
        top.addLayout(head)
        for widget in (self.lists, self.search, self.pills):
            top.addWidget(widget)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        return side


def _short_title(checklist: Checklist) -> str:
    title = checklist.title.partition("（")[0]
    return title.removeprefix("养老机构").removesuffix("检查表") or title


def _leaf(item: Item) -> QTreeWidgetItem:
    marks = [word for word, holds in (("重大", bool(item.major)), ("待核", has_unverified(item))) if holds]
    leaf = QTreeWidgetItem([f"{item.id}　{item.text}", " ".join(marks)])
    leaf.setData(0, _CODE, item.id)
    leaf.setToolTip(0, plain_tooltip(item.text))
    leaf.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return leaf


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("检查项")
    tree.setColumnCount(2)
    tree.setHeaderHidden(True)
    tree.setUniformRowHeights(True)
    tree.setIndentation(14)
    head = tree.header()
    head.setStretchLastSection(False)
    head.setSectionResizeMode(0, head.ResizeMode.Stretch)
    head.setSectionResizeMode(1, head.ResizeMode.ResizeToContents)
    return tree
