"""A list of ready phrases under a text field: filtered while typing, chosen without the mouse, rows for cold hands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.labels import plain_label

HEIGHT: Final = 340
ROW_HEIGHT: Final = 46
_GAP: Final = 12
_TAG: Final = int(Qt.ItemDataRole.UserRole) + 1
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}
_WRAP: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class PhraseLine:
    """One phrase as it is listed; ``tag`` says at its right whose it is."""

    text: str
    tag: str = ""


class PhrasePicker(QFrame):
    """Lies over the page under the field it serves; goes away when it is answered or left."""

    chosen = Signal(str)

    def __init__(self, name: str, search: Callable[[str], Sequence[PhraseLine]], parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._search = parent, search
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", "true")
        self.setProperty("tone", "info")
        self.setAutoFillBackground(True)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("打拼音首字母或词，如 mhq、灭火器")
        self.typed.setAccessibleName(f"查找{name}")
        self.typed.textChanged.connect(self._filter)
        self.typed.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.none = plain_label("没有合适的常用语，换个词试试；写好的话可以存为常用语", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        for widget in (self.typed, self.none, self.list):
            column.addWidget(widget)
        column.addWidget(plain_label("↑ ↓ 选择　Enter 填入　Esc 关闭　填入后 Tab 逐个填空", "small"))
        self._filter("")

    def open_under(self, field: QWidget) -> None:
        """Show under a field, or over it where there is no room below."""
        window = self._window
        below = field.mapTo(window, QPoint(0, field.height() + 4))
        height = min(HEIGHT, window.height() - 16)
        top = below.y()
        if top + height > window.height() - 8:
            above = below.y() - field.height() - 8 - height
            top = above if above >= 8 else window.height() - 8 - height
        self.setGeometry(QRect(QPoint(below.x(), top), QSize(max(field.width(), 420), height)))
        self.show()
        self.raise_()
        self.typed.setFocus(Qt.FocusReason.PopupFocusReason)

    def texts(self) -> list[str]:
        """Return what is listed now."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys of the search line move and choose in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        if event.type() == QEvent.Type.FocusOut and not self.list.underMouse():
            self.close()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            row = self.list.currentRow() + _STEPS[key]
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _filter(self, typed: str) -> None:
        self.list.clear()
        for line in self._search(typed.strip()):
            item = QListWidgetItem(line.text)
            item.setData(_TAG, line.tag)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setVisible(self.list.count() == 0 and self.isVisible())

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            text = item.text()
            self.close()
            self.chosen.emit(text)


class _Rows(QStyledItemDelegate):
    """Draws a phrase on one or two lines with its tag at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = self._words_box(option, index, QRect(0, 0, self._width(), 0)).height()
        return QSize(0, max(ROW_HEIGHT, lines + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("surface2"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        words = rect.adjusted(_GAP, 0, -_GAP - self._tag_width(index), 0)
        painter.drawText(words, _WRAP, str(index.data()))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(rect.adjusted(_GAP, 0, -_GAP, 0), right, str(index.data(_TAG) or ""))
        painter.restore()

    def _words_box(self, option: QStyleOptionViewItem, index: Index, rect: QRect) -> QRect:
        del option
        width = max(120, rect.width() - 2 * _GAP - self._tag_width(index))
        return QFontMetrics(theme.font("body")).boundingRect(QRect(0, 0, width, 1000), _WRAP, str(index.data()))

    def _tag_width(self, index: Index) -> int:
        tag = str(index.data(_TAG) or "")
        return QFontMetrics(theme.font("small")).horizontalAdvance(tag) + _GAP if tag else 0

    def _width(self) -> int:
        view = self.parent()
        return view.viewport().width() if isinstance(view, QListWidget) else 400
