"""Long tables: a model over an array of ids that asks for the rows on screen, and a view that knows the keyboard."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.labels import plain_tooltip
from ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
PAGE: Final = 128
KEPT_PAGES: Final = 64
ROW_HEIGHT: Final = 40
WAITING: Final = "…"

# Qt hands roles over as plain ints and compares seven times a cell; enum members would double every frame.
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)


class Role(IntEnum):
    """What views, delegates and presenters ask a table for beyond its text."""

    TEXT = int(Qt.ItemDataRole.DisplayRole)
    ROW = int(Qt.ItemDataRole.UserRole) + 1
    ID = int(Qt.ItemDataRole.UserRole) + 2
    TONE = int(Qt.ItemDataRole.UserRole) + 3


_ROW, _ID, _TONE = int(Role.ROW), int(Role.ID), int(Role.TONE)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: heading, text of a row, and optionally the tone in which the text stands as a badge."""

    title: str
    text: Callable[[Any], str]
    key: str = ""
    width: int = 120
    stretch: bool = False
    right: bool = False
    tone: Callable[[Any], Tone | None] | None = None


class PagedModel(QAbstractTableModel):
    """As many rows as ids; the rows themselves are asked for page by page and forgotten when far away."""

    page_wanted = Signal(int, object)
    """Page number and the ids on it; the answer comes back through ``take_page``."""

    def __init__(
        self, columns: Sequence[Column], *, key: Callable[[Any], Hashable], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._ids: Sequence[Any] = ()
        self._pages: dict[int, dict[Hashable, Any]] = {}
        self._wanted: dict[int, None] = {}
        self._asker = QTimer(self)
        self._asker.setSingleShot(True)
        self._asker.setInterval(0)
        self._asker.timeout.connect(self._ask)

    def show_ids(self, ids: Sequence[Any]) -> None:
        """Show these records in this order; an ``array('q')`` or any sequence of keys."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._wanted.clear()
        self.endResetModel()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show a short list whose rows are already read."""
        self.beginResetModel()
        self._ids = [self._key(row) for row in rows]
        self._wanted.clear()
        self._pages = {
            number: {self._key(row): row for row in rows[number * PAGE : (number + 1) * PAGE]}
            for number in range((len(rows) + PAGE - 1) // PAGE)
        }
        self.endResetModel()

    def take_page(self, number: int, rows: Sequence[Any]) -> None:
        """Take the rows of a page that was asked for; an answer for ids no longer there changes nothing."""
        ids = set(self._page_ids(number))
        taken = {self._key(row): row for row in rows if self._key(row) in ids}
        self._wanted.pop(number, None)
        if not taken:
            return
        self._pages[number] = taken
        while len(self._pages) > KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))
        self._rows_changed(number * PAGE, min((number + 1) * PAGE, len(self._ids)) - 1)

    def refresh(self) -> None:
        """Ask again for every page that is held; its rows stay until the answer comes."""
        for number in list(self._pages):
            self.page_wanted.emit(number, self._page_ids(number))

    def patch(self, row: Any) -> bool:
        """Replace one row that is held now; return whether it is on a held page."""
        for number, page in self._pages.items():
            if self._key(row) in page:
                page[self._key(row)] = row
                place = number * PAGE + list(self._page_ids(number)).index(self._key(row))
                self._rows_changed(place, place)
                return True
        return False

    def row_at(self, place: int) -> Any:
        """Return the row at a place, None while it is still being read."""
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        return page.get(self._ids[place])

    def place_of(self, key: Hashable) -> int:
        """Return where a record stands, -1 when it is not shown."""
        try:
            return self._ids.index(key)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ALIGNMENT:
            return _alignment(self.columns[section])
        return self.columns[section].title if role == _DISPLAY else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == _ID:
            return self._ids[index.row()]
        if role == _ALIGNMENT:
            return _alignment(self.columns[index.column()])
        if role not in _ROW_ROLES:
            return None
        row = self.row_at(index.row())
        if row is None:
            return WAITING if role == _DISPLAY else None
        return _ROW_ROLES[role](self.columns[index.column()], row)

    def _page_ids(self, number: int) -> Sequence[Any]:
        return self._ids[number * PAGE : (number + 1) * PAGE]

    def _want(self, number: int) -> None:
        if number not in self._wanted:
            self._wanted[number] = None
            self._asker.start()

    def _ask(self) -> None:
        for number in list(self._wanted):
            if number not in self._pages:
                self.page_wanted.emit(number, self._page_ids(number))

    def _rows_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def _tone(column: Column, row: Any) -> Tone | None:
    return column.tone(row) if column.tone else None


_ROW_ROLES: Final[dict[int, Callable[[Column, Any], Any]]] = {
    _DISPLAY: lambda column, row: column.text(row),
    _ACCESSIBLE: lambda column, row: f"{column.title} {column.text(row)}",
    _TOOL_TIP: lambda column, row: plain_tooltip(column.text(row)),
    _ROW: lambda _column, row: row,
    _TONE: _tone,
}


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class _BadgeDelegate(QStyledItemDelegate):
    """Draws cells that have a tone as badges, all others as Qt does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(_TONE)
        text = index.data(_DISPLAY)
        if tone is None or not text:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
        is_selected = bool(plain.state & QStyle.StateFlag.State_Selected)
        paint_chip(painter, option.rect.adjusted(8, 0, -8, 0), text, Tone(tone), is_selected=is_selected)


def paint_chip(painter: QPainter, room: QRect, text: str, tone: Tone, *, is_selected: bool = False) -> int:
    """Paint a badge at the left of ``room``, centred in its height; return its width, for delegates of lists."""
    ink, ground = theme.tone_colors(tone)
    if is_selected and tone is Tone.INFO:
        ground = theme.color("surface")  # the selection itself wears the ground of this tone
    font = theme.font("small", bold=True)
    metrics = QFontMetrics(font)
    height = metrics.height() + 4
    width = min(metrics.horizontalAdvance(text) + 16, room.width())
    chip = QRect(room.left(), room.center().y() - height // 2 + 1, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(chip, 4, 4)
    painter.setPen(ink)
    painter.setFont(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 8)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()
    return width


class Table(QTableView):
    """A table as every page shows it: whole rows, Enter opens, Ctrl+C copies text, headings ask for an order."""

    opened = Signal(object)
    """The row a person opened with Enter or a double click."""
    row_selected = Signal(object)
    """The row now current, None while there is none or it is still being read."""
    sort_requested = Signal(str, bool)
    """Key of the column, and whether descending."""

    def __init__(self, model: PagedModel, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paged = model
        self._order = "", False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_BadgeDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self._head()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def current_row(self) -> Any:
        """Return the row the cursor is on, None when there is none."""
        index = self.currentIndex()
        return self._paged.row_at(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[Any]:
        """Return the ids of the selected rows from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._paged.index(row, 0).data(_ID) for row in rows]

    def select_id(self, key: Hashable) -> bool:
        """Move the cursor to a record; return whether it is shown."""
        place = self._paged.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self._paged.index(place, self._first_shown()))
        return place >= 0

    def show_columns(self, titles: Collection[str]) -> None:
        """Show these columns and no others; the cursor stays in its row, for Qt does not move it in a hidden column."""
        for number, column in enumerate(self._paged.columns):
            self.setColumnHidden(number, column.title not in titles)
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            place = self._paged.index(current.row(), self._first_shown())
            self.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.NoUpdate)

    def show_order(self, key: str, *, descending: bool) -> None:
        """Show by which column the rows stand; a press on its heading turns them round."""
        self._order = key, descending
        section = next(number for number, column in enumerate(self._paged.columns) if column.key == key)
        head = self.horizontalHeader()
        head.setSortIndicatorShown(True)
        direction = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(section, direction)

    def copied_text(self) -> str:
        """Return the selected rows with their headings, as a spreadsheet takes them."""
        columns = self._paged.columns
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        lines = [[column.title for column in columns]]
        lines += [[str(self._paged.index(row, at).data(_DISPLAY)) for at in range(len(columns))] for row in rows]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied_text())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _head(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for number, column in enumerate(self._paged.columns):
            self.setColumnWidth(number, column.width)
            if column.stretch:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        head.sectionClicked.connect(self._sort)

    def _sort(self, section: int) -> None:
        key = self._paged.columns[section].key
        was, was_descending = self._order
        if not key:  # Qt has moved the mark already, also to a column that orders nothing
            if was:
                self.show_order(was, descending=was_descending)
            else:
                self.horizontalHeader().setSortIndicatorShown(False)
            return
        self.show_order(key, descending=key == was and not was_descending)
        self.sort_requested.emit(*self._order)

    def _first_shown(self) -> int:
        return next(number for number in range(len(self._paged.columns)) if not self.isColumnHidden(number))

    def _open(self, index: QModelIndex) -> None:
        row = self._paged.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)

    def _current_changed(self, current: QModelIndex) -> None:
        self.row_selected.emit(self._paged.row_at(current.row()) if current.isValid() else None)


def fit_height(table: Table, *, rows: int) -> None:
    """Make a table exactly as high as its heading and this many rows, for short tables on a scrolling page."""
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows * ROW_HEIGHT + 2 * table.frameWidth())
