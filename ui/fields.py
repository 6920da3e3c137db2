"""The fields of a form, one class per way of asking: each shows, reads and announces one value."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from ui import icons
from ui.icons import Icon
from ui.labels import plain_button_text, plain_label, plain_tooltip
from ui.month_sheet import month_sheet
from ui.typed_text import half_width, parse_date, parse_time

MULTILINE_HEIGHT: Final = 72
_CENTER: Final = Qt.AlignmentFlag.AlignVCenter
_TOP: Final = Qt.AlignmentFlag.AlignTop


class Field(QWidget):
    """One value a person can enter; ``input`` is the widget that takes the keyboard."""

    edited = Signal()
    unreadable = "无法识别，请重新填写"
    input: QWidget

    def value(self) -> Any:
        """Return the entered value, None when there is none or it cannot be read."""
        raise NotImplementedError

    def fill(self, value: Any) -> None:
        """Show a value; None empties the field."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Tell whether nothing was entered."""
        return self.value() is None

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices; only choosing fields can."""
        msg = f"{type(self).__name__} offers no choices: {choices!r}"
        raise TypeError(msg)

    def name(self, name: str, *, description: str = "") -> None:
        """Give the field the name a screen reader says."""
        self.input.setAccessibleName(name)
        self.input.setAccessibleDescription(description)
        for number, button in enumerate(self.findChildren(QToolButton)):
            button.setAccessibleName(f"{name} {button.toolTip() or f'按钮 {number + 1}'}")

    def label_alignment(self) -> Qt.AlignmentFlag:
        """Return how the row's label stands beside the field."""
        return _CENTER

    def _hold(self, *widgets: QWidget) -> None:
        self.input = widgets[0]
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for number, widget in enumerate(widgets):
            line.addWidget(widget, 0 if number else 1)
        self.setFocusProxy(self.input)

    def _emit_edited(self) -> None:
        self.edited.emit()


class _LineField(Field):
    """A field typed on one line and understood by ``_parse``."""

    def __init__(self, *, placeholder: str = "", unit: str = "", longest: int = 200) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setMaxLength(longest)
        self.line.textEdited.connect(self._emit_edited)
        self._hold(self.line, *([plain_label(unit, "muted")] if unit else []))

    def value(self) -> Any:
        text = self.line.text().strip()
        return self._parse(text) if text else None

    def fill(self, value: Any) -> None:
        self.line.setText("" if value is None else self._format(value))
        self.line.setCursorPosition(0)

    def is_empty(self) -> bool:
        return not self.line.text().strip()

    def _parse(self, text: str) -> Any:
        return text

    def _format(self, value: Any) -> str:
        return str(value)


class TextField(_LineField):
    """Any words on one line."""


class IntegerField(_LineField):
    """A whole number; may be empty, which is not zero."""

    unreadable = "请填写整数"

    def _parse(self, text: str) -> int | None:
        return int(text) if re.fullmatch(r"[+-]?[0-9]{1,12}", half_width(text)) else None


class DecimalField(_LineField):
    """A number with decimals, kept exactly as entered."""

    unreadable = "请填写数字，例如 1.25"

    def _parse(self, text: str) -> Decimal | None:
        try:
            number = Decimal(half_width(text))
        except InvalidOperation:
            return None
        return number if number.is_finite() else None


class TimeField(_LineField):
    """A time of day."""

    unreadable = "请按 09:30 的格式填写时间"

    def __init__(self, *, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder or "09:30", longest=8)

    def _parse(self, text: str) -> time | None:
        return parse_time(text)

    def _format(self, value: time) -> str:
        return value.strftime("%H:%M")


class DateField(_LineField):
    """A date: typed as a person writes it, or taken from a calendar; may be empty."""

    unreadable = "请按 2026-12-07 的格式填写日期"

    def __init__(self, *, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder or "年-月-日", longest=20)
        opener = QAction(icons.icon(Icon.DATE, ink="text3"), "打开日历", self.line)
        self.line.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)
        opener.triggered.connect(self.open_calendar)
        self.line.editingFinished.connect(self._tidy)
        self._calendar = month_sheet()
        self._calendar.clicked.connect(self._picked)
        self._calendar.activated.connect(self._picked)
        self._menu = QMenu(self)
        holder = QWidgetAction(self._menu)
        holder.setDefaultWidget(self._calendar)
        self._menu.addAction(holder)

    def open_calendar(self) -> None:
        """Show the calendar under the field, at the entered date if there is one."""
        current: date | None = self.value()
        if current is not None:
            self._calendar.setSelectedDate(QDate(current.year, current.month, current.day))
        self._menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))
        self._calendar.setFocus()

    def _picked(self, day: QDate) -> None:
        self.line.setText(date(day.year(), day.month(), day.day()).isoformat())
        self._menu.close()
        self.line.setFocus()
        self.edited.emit()

    def _tidy(self) -> None:
        value = self.value()
        if value is not None:
            self.line.setText(self._format(value))

    def _parse(self, text: str) -> date | None:
        return parse_date(text)

    def _format(self, value: date) -> str:
        return value.isoformat()


class MomentField(_LineField):
    """A date with a time of day, as written on a paper."""

    unreadable = "请按 2026-12-07 09:30 的格式填写"

    def __init__(self, *, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder or "2026-12-07 09:30", longest=24)

    def _parse(self, text: str) -> datetime | None:
        day, _, clock = half_width(text).replace("T", " ").rpartition(" ")
        parsed_day, parsed_time = parse_date(day), parse_time(clock)
        if parsed_day is None or parsed_time is None:
            return None
        return datetime.combine(parsed_day, parsed_time)

    def _format(self, value: datetime) -> str:
        return value.strftime("%Y-%m-%d %H:%M")


class MultilineField(Field):
    """Words on several lines; Tab goes on to the next field."""

    def __init__(self, *, placeholder: str = "") -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(placeholder)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(MULTILINE_HEIGHT)
        self.text.textChanged.connect(self._emit_edited)
        self._hold(self.text)

    def value(self) -> str | None:
        return self.text.toPlainText().strip() or None

    def fill(self, value: str | None) -> None:
        self.text.setPlainText(value or "")

    def label_alignment(self) -> Qt.AlignmentFlag:
        return _TOP


class CalmComboBox(QComboBox):
    """A choice that the mouse wheel does not change while a page is scrolled over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceField(Field):
    """One of a few values."""

    def __init__(self, choices: Sequence[tuple[Any, str]], *, placeholder: str = "") -> None:
        super().__init__()
        self.box = CalmComboBox()
        self.box.setPlaceholderText(placeholder or "请选择")
        self._values: list[Any] = []
        self._hold(self.box)
        self.set_choices(choices)
        self.box.activated.connect(self._emit_edited)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        chosen = self.value()
        self.box.clear()
        self._values = [value for value, _text in choices]
        self.box.addItems([text for _value, text in choices])
        self.fill(chosen)

    def value(self) -> Any:
        index = self.box.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def fill(self, value: Any) -> None:
        self.box.setCurrentIndex(self._values.index(value) if value is not None and value in self._values else -1)


class PickField(ChoiceField):
    """One of many values, found by typing any part of its text: a person, an institution, a place."""

    unreadable = "请从列表中选择"

    def __init__(self, choices: Sequence[tuple[Any, str]], *, placeholder: str = "") -> None:
        super().__init__(choices, placeholder=placeholder)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(placeholder or "输入姓名或名称查找")
            line.textEdited.connect(self._emit_edited)
        completer = QCompleter(self.box.model(), self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.box.setCompleter(completer)
        self.box.setCurrentIndex(-1)

    def value(self) -> Any:
        text = self.box.currentText().strip()
        index = self.box.findText(text, Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchCaseSensitive)
        return self._values[index] if text and 0 <= index < len(self._values) else None

    def fill(self, value: Any) -> None:
        super().fill(value)
        if self.box.currentIndex() < 0:
            self.box.setEditText("")

    def is_empty(self) -> bool:
        return not self.box.currentText().strip()

    def name(self, name: str, *, description: str = "") -> None:
        super().name(name, description=description)
        line = self.box.lineEdit()
        if line is not None:
            line.setAccessibleName(name)


class CheckField(Field):
    """Yes or no."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox(plain_button_text(text))
        self.box.clicked.connect(self._emit_edited)
        self._hold(self.box)

    def value(self) -> bool:
        return self.box.isChecked()

    def fill(self, value: bool | None) -> None:
        self.box.setChecked(bool(value))

    def is_empty(self) -> bool:
        return False


ONE_COLUMN: Final = 6
"""More choices than these stand in two columns."""


class SeveralField(Field):
    """Any number of a few values; the value is a tuple in the order offered."""

    def __init__(self, choices: Sequence[tuple[Any, str]], *, columns: int = 0) -> None:
        super().__init__()
        self._columns = columns
        self._boxes: list[tuple[Any, QCheckBox]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self.input = self
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        chosen = self.value()
        for _value, box in self._boxes:
            self._grid.removeWidget(box)
            box.deleteLater()
        self.input = self
        columns = self._columns or (1 if len(choices) <= ONE_COLUMN else 2)
        self._boxes = [
            (value, self._box(text, place=divmod(number, columns))) for number, (value, text) in enumerate(choices)
        ]
        self.fill(chosen)

    def value(self) -> tuple[Any, ...]:
        return tuple(value for value, box in self._boxes if box.isChecked())

    def fill(self, value: Sequence[Any] | None) -> None:
        for offered, box in self._boxes:
            box.setChecked(offered in (value or ()))

    def is_empty(self) -> bool:
        return not self.value()

    def name(self, name: str, *, description: str = "") -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def label_alignment(self) -> Qt.AlignmentFlag:
        return _TOP

    def _box(self, text: str, *, place: tuple[int, int]) -> QCheckBox:
        box = QCheckBox(plain_button_text(text))
        box.setAccessibleName(text)
        box.setToolTip(plain_tooltip(text))
        box.clicked.connect(self._emit_edited)
        self._grid.addWidget(box, *place)
        if self.input is self:
            self.input = box
            self.setFocusProxy(box)
        return box
