"""The left side of the institution screen: search, filters, and the list as the pictures draw it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspections.records import InstitutionRow
from ui import theme
from ui.institutions.model import FILTERS, filtered, pill_texts, row_chips, row_facts, row_rating, spoken
from ui.labels import plain_label
from ui.widgets.pills import PillBar
from ui.widgets.search_box import SearchBox
from ui.widgets.table import Column, PagedModel, Role, paint_chip

WIDTH: Final = 336
EDGE: Final = 14
_LINES: Final = (("title", 24), ("muted", 22), ("small", 28))
"""Font and height of the three lines of a row, at font scale 1."""
_PADDING: Final = 9
Index = QModelIndex | QPersistentModelIndex


class InstitutionDelegate(QStyledItemDelegate):
    """Draws one institution: name, facts with the rating, badges with what is still open."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDTH - 2 * EDGE, sum(self._heights()) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(int(Role.ROW))
        if not isinstance(row, InstitutionRow):
            return
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, option, is_selected=is_selected)
        room = option.rect.adjusted(EDGE, _PADDING, -EDGE, -_PADDING)
        name, facts, badges = self._rooms(room)
        self._text(painter, name, row.name, "title", "text")
        rating = row_rating(row)
        self._text(painter, facts, rating, "muted", "text2", right=True)
        used = QFontMetrics(theme.font("muted")).horizontalAdvance(rating)
        self._text(painter, facts.adjusted(0, 0, -used - 8, 0), row_facts(row), "muted", "text2")
        self._badges(painter, badges, row, is_selected=is_selected)
        painter.restore()

    def _badges(self, painter: QPainter, room: QRect, row: InstitutionRow, *, is_selected: bool) -> None:
        still_open = f"未销号 {row.open_findings}" if row.open_findings else ""
        ink = "bad" if row.overdue_findings or row.major_findings else "text2"
        self._text(painter, room, still_open, "small", ink, right=True, bold=True)
        left = room.left()
        end = room.right() - QFontMetrics(theme.font("small", bold=True)).horizontalAdvance(still_open) - 8
        for text, tone in row_chips(row):
            if left >= end:
                break
            chip = QRect(left, room.top(), end - left, room.height())
            left += paint_chip(painter, chip, text, tone, is_selected=is_selected) + 6

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, *, is_selected: bool) -> None:
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "accent_soft" if is_selected else "surface2" if is_hovered else "surface"
        painter.fillRect(option.rect, theme.color(ground))
        if is_selected:
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), theme.color("accent"))
        line = QRect(option.rect.left() + EDGE, option.rect.bottom(), option.rect.width() - 2 * EDGE, 1)
        painter.fillRect(line, theme.color("line"))

    def _text(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        size: str,
        ink: str,
        *,
        right: bool = False,
        bold: bool = False,
    ) -> None:
        font = theme.font(size, bold=bold or size == "title")
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _rooms(self, room: QRect) -> tuple[QRect, QRect, QRect]:
        first, second, third = self._heights()
        name = QRect(room.left(), room.top(), room.width(), first)
        facts = QRect(room.left(), name.bottom() + 1, room.width(), second)
        return name, facts, QRect(room.left(), facts.bottom() + 1, room.width(), third)

    def _heights(self) -> tuple[int, int, int]:
        first, second, third = (round(height * theme.font_scale()) for _size, height in _LINES)
        return first, second, third


class ListPanel(QFrame):
    """Search, filters and list; tells which institution a person went to."""

    searched = Signal(str)
    chosen = Signal(str)

    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setFixedWidth(WIDTH)
        self._rows: tuple[InstitutionRow, ...] = ()
        self._quiet = False
        self.count = plain_label("", "small")
        self.search = SearchBox("搜索名称、乡镇、负责人、拼音", name="搜索机构")
        self.search.searched.connect(self.searched)
        self.pills = PillBar("筛选机构")
        self.pills.offer([(one.id, one.title) for one in FILTERS])
        self.pills.chosen.connect(self._filter_chosen)
        self.model = PagedModel((Column(title="机构", text=spoken),), key=lambda row: row.id, parent=self)
        self.view = _list_view(self.model)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.nothing = plain_label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self._lay_out(buttons)

    def show_rows(self, rows: Sequence[InstitutionRow], *, current: str) -> None:
        """Show what was found; the current institution stays current without being announced again."""
        self._rows = tuple(rows)
        self.pills.offer(pill_texts(self._rows))
        self._show(current)

    def select(self, institution: str) -> bool:
        """Make an institution current without announcing it; return whether it is in the list."""
        place = self.model.place_of(institution) if institution else -1
        self._quiet = True
        index = self.model.index(place, 0) if place >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if place >= 0:
            self.view.scrollTo(index)
        self._quiet = False
        return place >= 0

    def choose_filter(self, filter_id: str) -> None:
        """Filter the list as if its pill were pressed."""
        self.pills.fill(filter_id)
        self._filter_chosen()

    def shown_ids(self) -> list[str]:
        """Return the ids of the institutions now in the list."""
        return [row.id for row in filtered(self._rows, self.pills.value())]

    def _show(self, current: str) -> None:
        rows = filtered(self._rows, self.pills.value())
        self._quiet = True
        self.model.show_rows(rows)
        self._quiet = False
        self.count.setText(f"共 {len(rows)} 家")
        self.nothing.setVisible(not rows)
        self.nothing.setText("没有符合条件的机构" if self._rows or self.search.text() else "还没有登记机构")
        self.select(current)

    def _filter_chosen(self) -> None:
        self._show(self._current_id())

    def _current_id(self) -> str:
        index = self.view.currentIndex()
        return str(index.data(int(Role.ID))) if index.isValid() else ""

    def _current_changed(self, current: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(str(current.data(int(Role.ID))))

    def _lay_out(self, buttons: Sequence[QPushButton]) -> None:
        head = QHBoxLayout()
        head.addWidget(plain_label("机构", "h2"))
        head.addStretch(1)
        head.addWidget(self.count)
        top = QVBoxLayout()
        top.setContentsMargins(EDGE, 14, EDGE, 10)
        top.setSpacing(10)
        top.addLayout(head)
        top.addWidget(self.search)
        top.addWidget(self.pills)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 10, EDGE, 12)
        foot.setSpacing(8)
        for button in buttons:
            foot.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.nothing)
        column.addWidget(self.view, 1)
        column.addLayout(foot)


def _list_view(model: PagedModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(InstitutionDelegate(view))
    view.setAccessibleName("机构列表")
    view.setMouseTracking(True)
    view.setUniformItemSizes(True)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view
