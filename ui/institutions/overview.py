"""The overview of the institution screen: the early warning of all institutions, and the indicators of areas."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspections.watching import Watch
from ui.actions import push_button
from ui.forms import Form
from ui.icons import Icon
from ui.institutions.assessed_model import (
    AREA_COLUMNS,
    AREA_ROWS,
    WATCH_COLUMNS,
    AreaView,
    Overview,
    sorted_watches,
)
from ui.institutions.indicator_panel import IndicatorPanel
from ui.labels import plain_label
from ui.widgets.cards import Card
from ui.widgets.page import PageFrame
from ui.widgets.table import PagedModel, Table

TABS: Final = ("warnings", "areas")
SIDE: Final = 252
HINT: Final = "双击或按回车打开机构的预警；点列标题排序。"


class OverviewPage(PageFrame):
    """Two tabs over everything; tells which institution a person went to and what was entered of an area."""

    institution_opened = Signal(str)
    area_recorded = Signal(object)
    inputs_stated = Signal(str, object, object, str)
    """Area, values, day and source."""

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__("预警与区域指标", parent=parent)
        self._watches: Sequence[Watch] = ()
        self._areas: dict[str, AreaView] = {}
        self._order = "level", False
        self.watch_model = PagedModel(WATCH_COLUMNS, key=lambda one: one.institution.id, parent=self)
        self.watches = Table(self.watch_model, name="各机构预警")
        self.watches.show_order(*self._order[:1], descending=False)
        self.watches.sort_requested.connect(self._sort)
        self.watches.opened.connect(self._open)
        self.area_model = PagedModel(AREA_COLUMNS, key=lambda one: one.area.id, parent=self)
        self.areas = Table(self.area_model, name="区域")
        self.areas.row_selected.connect(self._area_chosen)
        self.form = Form(AREA_ROWS)
        self.add_area_button = push_button("登记区域", Icon.ADD, kind="primary")
        self.add_area_button.clicked.connect(self._add)
        self.panel = IndicatorPanel(today=today, columns=1)
        self.panel.stated.connect(self._stated)
        self._stack = QStackedWidget()
        self._pages = {"warnings": self._warnings_page(), "areas": self._areas_page()}
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.set_body(self._stack)
        self.tabs.chosen.connect(self.show_tab)
        self.tabs.show()
        self.show_overview(Overview(watches=(), areas=()))

    def show_overview(self, shown: Overview) -> None:
        """Show all institutions and areas; the chosen area stays chosen."""
        self._watches = shown.watches
        warned = sum(one.level is not None for one in shown.watches)
        self.show_title("预警与区域指标", f"{len(shown.watches)} 家机构，{warned} 家有预警；{len(shown.areas)} 个区域")
        self.tabs.offer([("warnings", f"预警  {warned}"), ("areas", f"区域指标  {len(shown.areas)}")])
        self._show_watches()
        current = self.areas.current_row()
        self._areas = {one.area.id: one for one in shown.areas}
        self.area_model.show_rows(shown.areas)
        chosen = current.area.id if current and current.area.id in self._areas else next(iter(self._areas), "")
        self.areas.select_id(chosen)
        self.show_tab(self.tabs.value())

    def show_tab(self, tab: str) -> None:
        """Show one tab."""
        self.tabs.fill(tab)
        self._stack.setCurrentWidget(self._pages[tab])

    def select_area(self, area: str) -> None:
        """Choose one area."""
        self.areas.select_id(area)

    def leave(self) -> bool:
        """Save what is typed; false where a person must look at it first."""
        saved = self.panel.save()
        if not saved:
            self.show_tab("areas")
        return saved

    def _show_watches(self) -> None:
        key, descending = self._order
        self.watch_model.show_rows(sorted_watches(self._watches, key, descending=descending))

    def _sort(self, key: str, descending: bool) -> None:
        self._order = key, descending
        self._show_watches()

    def _open(self, watch: Any) -> None:
        self.institution_opened.emit(watch.institution.id)

    def _area_chosen(self, view: AreaView | None) -> None:
        self.panel.setVisible(view is not None)
        if view is not None:
            fresh = self._areas[view.area.id]
            self.panel.show_evaluations(fresh.area.id, fresh.indicators, fresh.area.stated_inputs())

    def _stated(self, values: object, on: date, source: str) -> None:
        current = self.areas.current_row()
        if current is not None:
            self.inputs_stated.emit(current.area.id, values, on, source)

    def _add(self) -> None:
        if self.form.validate():
            self.area_recorded.emit({key: value or "" for key, value in self.form.values().items()})

    def _warnings_page(self) -> QWidget:
        page = QWidget()
        card = Card()
        card.column.addWidget(self.watches, 1)
        card.column.addWidget(plain_label(HINT, "small"))
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 14, 24, 16)
        column.addWidget(card)
        return page

    def _areas_page(self) -> QWidget:
        page = QWidget()
        listed = Card("区域")
        listed.column.addWidget(self.areas, 1)
        new = Card("登记区域")
        new.column.addWidget(self.form)
        new.column.addWidget(self.add_area_button)
        side = QWidget()
        side.setFixedWidth(SIDE)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 14, 0, 16)
        left.setSpacing(10)
        left.addWidget(listed, 1)
        left.addWidget(new)
        line = QHBoxLayout(page)
        line.setContentsMargins(24, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(side)
        line.addWidget(self.panel, 1)
        return page
