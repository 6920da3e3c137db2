"""The gallery's page: pills, filters, the grid, and one photo at full size. It shows what it is given."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import ActionSpec, build_actions, push_button
from ui.fields import CalmComboBox
from ui.icons import Icon
from ui.labels import joined, plain_button_text
from ui.photos.grid import PhotoGrid
from ui.photos.model import PERIODS, SCOPES, GalleryModel, Listing, View, trash_words, within
from ui.photos.thumbnails import Thumbnails
from ui.photos.viewer import PhotoView
from ui.theme import PAGE_MARGIN
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageFrame
from ui.widgets.pills import PillBar

ACTIONS: Final = (ActionSpec(id="refresh", text="刷新", icon=Icon.REFRESH, shortcut="F5"),)
_NONE: Final = {
    "all": ("还没有照片", "在现场检查的问题中添加照片，或从相机、手机导入，都会列在这里。"),
    "trash": ("回收站是空的", "撤下的照片会先放在这里，至少保留 30 天，随时可以恢复。"),
}
_NO_MATCH: Final = ("没有符合条件的照片", "换一个筛选，或取消机构、人员和时间条件。")


class GalleryPage(PageFrame):
    """Widgets of the gallery; a presenter fills them."""

    view_chosen = Signal(object)
    refresh_requested = Signal()
    back_requested = Signal()
    empty_requested = Signal()
    target_wanted = Signal(object)

    def __init__(self, thumbnails: Thumbnails, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__("照片", parent=parent)
        self.presenter: object = None
        self._view, self._today = View(), today
        self.model = GalleryModel()
        self.model.setParent(self)
        self.grid = PhotoGrid(self.model, thumbnails)
        self.viewer = PhotoView()
        self.pills = PillBar("筛选")
        self.institution, self.person, self.period = _combo("机构"), _combo("添加人"), _combo("时间")
        self.narrowed = push_button("", Icon.CLOSE, kind="ghost")
        self.empty = EmptyState(Icon.PHOTO, *_NONE["all"])
        self.back = push_button("返回", Icon.PREVIOUS)
        self.empty_trash = push_button("清空回收站…", Icon.DELETE, kind="danger")
        self.actions_by_id = build_actions(ACTIONS, self, {"refresh": self.refresh_requested.emit})
        self._lay_out()
        self._connect()
        self.show_counts({})

    @property
    def view(self) -> View:
        """The view now shown."""
        return self._view

    @property
    def shows_photo(self) -> bool:
        """Tell whether one photo fills the page."""
        return self._stack.currentWidget() is self.viewer

    def show_target(self, target: object) -> None:
        """Show what another screen asks for: a view by names."""
        self.target_wanted.emit(target)

    def show_view(self, view: View) -> None:
        """Set every filter to a view without announcing it."""
        self._view = view
        self.pills.fill(view.scope)
        for combo, value in ((self.institution, view.institution), (self.person, view.person)):
            blocker = QSignalBlocker(combo)
            combo.setCurrentIndex(max(combo.findData(value), 0))
            del blocker
        if view.day_from is None and view.day_until is None:
            self.period.setCurrentIndex(0)

    def show_listing(self, listing: Listing) -> None:
        """Show the answer to a view."""
        _offer(self.institution, [("", "全部机构"), *listing.institutions])
        _offer(self.person, [("", "全部人员"), *listing.people])
        self.show_view(self._view)
        self.show_counts(listing.counts)
        self.narrowed.setVisible(bool(listing.narrowed))
        self.narrowed.setText(plain_button_text(listing.narrowed))
        self.narrowed.setAccessibleName(f"取消只看{listing.narrowed}")
        self._today = listing.today
        self._show_head(listing)
        self.empty.show_text(*_no_photos(self._view))
        if not self.shows_photo:
            self.show_grid()

    def show_counts(self, counts: dict[str, int] | object) -> None:
        """Show what each pill would show."""
        known = counts if isinstance(counts, dict) else {}
        self.pills.offer([(scope, f"{title} {known[scope]}" if scope in known else title) for scope, title in SCOPES])

    def show_grid(self) -> None:
        """Show the grid, or why it is empty."""
        self._bars.show()
        self._stack.setCurrentWidget(self.grid if self.model.rowCount() else self.empty)

    def show_viewer(self) -> None:
        """Let one photo fill the page."""
        self._bars.hide()
        self._stack.setCurrentWidget(self.viewer)
        self.viewer.setFocus()

    def _show_head(self, listing: Listing) -> None:
        shown = f"共 {len(listing.keys)} 张"
        ripe, words = trash_words(listing.trash, self._today)
        self.show_title("照片", joined([shown, words if self._view.is_trash else "双击或按回车看大图"]))
        self.empty_trash.setVisible(self._view.is_trash)
        self.empty_trash.setEnabled(bool(ripe))
        self.empty_trash.setToolTip("" if ripe else "没有满 30 天、可以清空的照片")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for widget in (self.grid, self.empty, self.viewer):
            self._stack.addWidget(widget)
        filters = QHBoxLayout()
        filters.setSpacing(10)
        for combo in (self.institution, self.person, self.period):
            filters.addWidget(combo)
        filters.addWidget(self.narrowed)
        filters.addStretch(1)
        self._bars = QWidget()
        bars = QVBoxLayout(self._bars)
        bars.setContentsMargins(PAGE_MARGIN, 12, PAGE_MARGIN, 10)
        bars.setSpacing(10)
        bars.addWidget(self.pills)
        bars.addLayout(filters)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bars)
        column.addWidget(self._stack, 1)
        self.set_body(body)
        self.add_button(self.empty_trash)
        self.add_button(self.back)
        _offer(self.period, list(PERIODS))
        self.institution.setMinimumWidth(240)
        self.narrowed.hide()
        self.empty_trash.hide()

    def _connect(self) -> None:
        self.pills.chosen.connect(self._scope_chosen)
        self.institution.activated.connect(self._narrow)
        self.person.activated.connect(self._narrow)
        self.period.activated.connect(self._narrow)
        self.narrowed.clicked.connect(self._widen)
        self.back.clicked.connect(self.back_requested)
        self.empty_trash.clicked.connect(self.empty_requested)
        self.viewer.closed.connect(self.show_grid)

    def _scope_chosen(self, scope: str) -> None:
        self.view_chosen.emit(replace(self._view, scope=scope))

    def _narrow(self) -> None:
        chosen = replace(
            self._view, institution=self.institution.currentData() or "", person=self.person.currentData() or ""
        )
        self.view_chosen.emit(within(chosen, self.period.currentData() or "", self._today))

    def _widen(self) -> None:
        self.view_chosen.emit(replace(self._view, finding="", inspection=""))


def _no_photos(view: View) -> tuple[str, str]:
    return _NO_MATCH if view.is_narrowed else _NONE.get(view.scope, _NO_MATCH)


def _combo(name: str) -> CalmComboBox:
    combo = CalmComboBox()
    combo.setAccessibleName(name)
    combo.setMinimumWidth(140)
    return combo


def _offer(combo: CalmComboBox, choices: Sequence[tuple[str, str]]) -> None:
    blocker = QSignalBlocker(combo)
    chosen = combo.currentData()
    combo.clear()
    for value, text in choices:
        combo.addItem(text, value)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    del blocker
