"""The ledger page: pills, search, table, detail pane. It shows what it is given and emits wishes."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from inspections.terms import CATEGORY
from ui.actions import ActionSpec, build_actions, button_for, push_button
from ui.fields import CalmComboBox
from ui.icons import Icon
from ui.labels import joined, plain_button_text
from ui.ledger.detail_pane import DetailPane
from ui.ledger.export import EXPORTS
from ui.ledger.filters import SCOPES, View
from ui.ledger.model import COLUMNS, shown_columns
from ui.theme import PAGE_MARGIN
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageFrame
from ui.widgets.pills import PillBar
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.search_box import SearchBox
from ui.widgets.table import PagedModel, Table

PANE_WIDTH: Final = 470
WIDE_PANE: Final = 560
WIDE_FROM: Final = 1700
SCROLL_BAR: Final = 14
BETWEEN: Final = 12

ACTIONS: Final = (
    ActionSpec(id="reinspect", text="安排复查", icon=Icon.INSPECTION, tip="为选中的问题安排一次复查"),
    ActionSpec(id="photos", text="照片", icon=Icon.PHOTO, shortcut="F10", tip="看这些问题的照片"),
    ActionSpec(id="search", text="查找", icon=Icon.SEARCH, shortcut="/", tip="到搜索框"),
    ActionSpec(id="refresh", text="刷新", icon=Icon.REFRESH, shortcut="F5"),
)

_NONE_MATCHES: Final = ("没有符合条件的问题", "换一个筛选，或清除搜索文字。")
_NONE_AT_ALL: Final = ("还没有登记问题", "现场检查中登记的问题会自动列入台账，从责令、整改、复查到销号都在这里办理。")


class LedgerPage(PageFrame):
    """Widgets of the ledger; a presenter fills them."""

    scope_chosen = Signal(str)
    searched = Signal(str)
    category_chosen = Signal(str)
    agency_chosen = Signal(str)
    narrowing_cleared = Signal()
    reinspect_requested = Signal()
    refresh_requested = Signal()
    export_requested = Signal(str)
    photos_requested = Signal()
    pane_closed = Signal()
    target_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("隐患台账", parent=parent)
        self.presenter: object = None
        self.model = PagedModel(COLUMNS, key=lambda line: line.key, parent=self)
        self.table = Table(self.model, name="隐患台账")
        self.pane = DetailPane()
        self.pills = PillBar("筛选")
        self.search = SearchBox("搜索问题、机构、部位、编号、责任人", name="搜索台账")
        self.category = _combo("类别")
        self.agency = _combo("责令机关")
        self.narrowed = push_button("", Icon.CLOSE, kind="ghost")
        self.narrowed.hide()
        self.progress = ProgressPanel()
        self.empty = EmptyState(Icon.HAZARD, "没有符合条件的问题")
        self.export_button = push_button("导出台账", Icon.EXPORT)
        self.actions_by_id = build_actions(
            ACTIONS,
            self,
            {
                "reinspect": self.reinspect_requested.emit,
                "photos": self.photos_requested.emit,
                "search": self.search.setFocus,
                "refresh": self.refresh_requested.emit,
            },
        )
        self._fill_head()
        self._fill_body()
        self._connect()
        self.show_reinspect("请先在表格中选择已责令或已报整改的问题")

    def show_target(self, target: object) -> None:
        """Show what another screen asks for: a finding's id, or a filter by names."""
        self.target_wanted.emit(target)

    def show_counts(self, counts: Mapping[str, int], *, institution: str = "") -> None:
        """Show what each pill would show."""
        self.pills.offer([(scope.id, _pill(scope.title, counts.get(scope.id))) for scope in SCOPES])
        self.narrowed.setVisible(bool(institution))
        if institution:
            self.narrowed.setText(plain_button_text(institution))
            self.narrowed.setAccessibleName(f"取消只看{institution}")
            self.narrowed.setToolTip("取消这项筛选")

    def show_view(self, view: View) -> None:
        """Set every filter to a view without announcing it."""
        blockers = [QSignalBlocker(one) for one in (self.search, self.category, self.agency)]
        if self.search.text().strip() != view.text:
            self.search.setText(view.text)
        self.category.setCurrentIndex(max(self.category.findData(view.category), 0))
        self.agency.setCurrentIndex(max(self.agency.findData(view.agency), 0))
        self.pills.fill(view.scope)
        del blockers
        self.table.show_order(view.order.partition("_")[0], descending=view.order.endswith("_desc"))

    def show_agencies(self, agencies: Sequence[tuple[str, str]]) -> None:
        """Offer the agencies that can have ordered."""
        chosen = self.agency.currentData()
        _offer(self.agency, [("", "全部机关"), *agencies])
        self.agency.setCurrentIndex(max(self.agency.findData(chosen), 0))

    def show_total(self, shown: int, *, any_at_all: bool) -> None:
        """Say how many lines there are, or why there are none."""
        self.show_title("隐患台账", joined([f"共 {shown} 条", "选中一条查看详情并办理"]) if shown else "")
        self.empty.show_text(*(_NONE_MATCHES if any_at_all else _NONE_AT_ALL))
        self._stack.setCurrentWidget(self.table if shown else self.empty)

    def show_reinspect(self, why_not: str) -> None:
        """Offer 安排复查, or say why it cannot be done."""
        action = self.actions_by_id["reinspect"]
        action.setEnabled(not why_not)
        action.setToolTip(why_not or "为选中的问题安排一次复查")

    def show_pane(self, *, shown: bool) -> None:
        """Show or fold the detail pane."""
        self.pane.setVisible(shown)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.isVisible():
            self.pane_closed.emit()
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= WIDE_FROM
        pane = WIDE_PANE if wide else PANE_WIDTH
        room = self.width() - 2 * PAGE_MARGIN
        self.pane.setFixedWidth(pane)
        taken = 0 if self.pane.isHidden() else pane + BETWEEN
        shown = shown_columns(room - taken - SCROLL_BAR)
        self.table.show_columns(shown)

    def _fill_head(self) -> None:
        menu = QMenu(self.export_button)
        for export in EXPORTS:
            action = QAction(export.text, menu)
            action.setObjectName(export.id)
            action.triggered.connect(self._export_chosen)
            menu.addAction(action)
        self.export_button.setMenu(menu)
        self.add_button(button_for(self.actions_by_id["reinspect"]))
        self.add_button(button_for(self.actions_by_id["photos"]))
        self.add_button(self.export_button)

    def _fill_body(self) -> None:
        _offer(self.category, [("", "全部类别"), *CATEGORY.items()])
        _offer(self.agency, [("", "全部机关")])
        self.search.setMinimumWidth(280)
        self.search.setMaximumWidth(420)
        self.narrowed.setMaximumWidth(320)
        filters = QHBoxLayout()
        filters.setSpacing(10)
        filters.addWidget(self.search, 2)
        filters.addWidget(self.category)
        filters.addWidget(self.agency)
        filters.addWidget(self.narrowed)
        filters.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        halves = QHBoxLayout()
        halves.setSpacing(BETWEEN)
        halves.addWidget(self._stack, 1)
        halves.addWidget(self.pane)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 16)
        column.setSpacing(10)
        column.addWidget(self.pills)
        column.addLayout(filters)
        column.addWidget(self.progress)
        column.addLayout(halves, 1)
        self.set_body(body)
        self.show_counts({})
        self.pane.hide()

    def _connect(self) -> None:
        self.pills.chosen.connect(self.scope_chosen)
        self.search.searched.connect(self.searched)
        self.category.activated.connect(self._category_activated)
        self.agency.activated.connect(self._agency_activated)
        self.narrowed.clicked.connect(self.narrowing_cleared)
        self.pane.closed.connect(self.pane_closed)

    def _category_activated(self) -> None:
        self.category_chosen.emit(self.category.currentData())

    def _agency_activated(self) -> None:
        self.agency_chosen.emit(self.agency.currentData())

    def _export_chosen(self) -> None:
        self.export_requested.emit(self.sender().objectName())


def _combo(name: str) -> CalmComboBox:
    combo = CalmComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumWidth(150)
    return combo


def _offer(combo: CalmComboBox, choices: Sequence[tuple[str, str]]) -> None:
    combo.clear()
    for value, text in choices:
        combo.addItem(text, value)


def _pill(title: str, count: int | None) -> str:
    return title if count is None else f"{title} {count}"
