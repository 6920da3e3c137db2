"""Agencies or people: the list at the left, the form of one at the right."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspections.record import Record
from ui.actions import push_button
from ui.forms import Form, FormRow
from ui.icons import Icon
from ui.office.model import news, shown_values
from ui.theme import PAGE_MARGIN
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column
from ui.widgets.table import Column, PagedModel, Table


def nothing_wrong(_values: Mapping[str, Any]) -> dict[str, str]:
    """Find no problem beyond those of the rows themselves."""
    return {}


class RecordsTab(QWidget):
    """Chooses, adds and changes records of one kind; saving is the presenter's."""

    save_requested = Signal(str, object)
    """The id of the record, empty for a new one, and the values that differ."""

    def __init__(
        self,
        noun: str,
        *,
        columns: Sequence[Column],
        rows: Sequence[FormRow],
        blank: Mapping[str, Any],
        columns_of_form: int = 1,
        problems: Callable[[Mapping[str, Any]], dict[str, str]] = nothing_wrong,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._noun, self._rows, self._blank, self._problems = noun, rows, blank, problems
        self._records: dict[str, Record] = {}
        self._current = ""
        self._before: dict[str, Any] = {}
        self._making: dict[str, Any] | None = None
        self.model = PagedModel(columns, key=lambda one: one.id, parent=self)
        self.table = Table(self.model, name=f"{noun}列表")
        self.table.row_selected.connect(self._selected)
        self.form = Form(rows, columns=columns_of_form)
        self.form.edited.connect(self._follow)
        self.card = Card(f"新增{noun}")
        self.save = push_button(f"保存{noun}", Icon.DONE, kind="primary")
        self.save.clicked.connect(self.save_now)
        self.add = push_button(f"新增{noun}", Icon.ADD)
        self.add.clicked.connect(self.start_new)
        self._lay_out()
        self._show_form(None)

    @property
    def current(self) -> str:
        """The id of the record in the form, empty for a new one."""
        return self._current

    def show_records(self, records: Sequence[Record]) -> None:
        """Show these records; the one in the form stays, with what is typed and not saved."""
        self._records = {one.id: one for one in records}
        edits = self.changes()
        self.table.blockSignals(True)
        self.model.show_rows(list(records))
        if self._current:
            self.table.select_id(self._current)
        self.table.blockSignals(False)
        one = self._records.get(self._current)
        if one is not None or not edits:
            self._show_form(one or next(iter(records), None))
            self.form.fill(edits)
            self._follow()

    def saved(self, record_id: str) -> None:
        """Stay on the record that was just made, unless a person went on meanwhile."""
        if self._making is not None:
            self._current, self._before = record_id, self._making
        self._making = None

    def start_new(self) -> None:
        """Show the blank form, once what was typed before is handed over."""
        if not self.leave():
            return
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self._show_form(None)
        self.form.field(self._rows[0].key).input.setFocus()

    def changes(self) -> dict[str, Any]:
        """Return the values that differ from the record."""
        return news(self._rows, self.form.values(), self._before)

    def leave(self) -> bool:
        """Hand over what is typed before something else is shown; false where a person must look at it first."""
        return not self.changes() or self.save_now()

    def save_now(self) -> bool:
        """Hand over what is typed; false where it cannot stand."""
        if not self.form.validate() or not self.form.show_problems(self._problems(self.form.values())):
            return False
        values = self.changes() if self._current else news(self._rows, self.form.values(), dict.fromkeys(self._keys()))
        self._making = None if self._current else self.form.values()
        if values:
            self.save_requested.emit(self._current, values)
        return True

    def _selected(self, row: Any) -> None:
        if row is None or row.id == self._current:
            return
        if self.leave():
            self._show_form(row)
        else:
            self._back_to_current()

    def _back_to_current(self) -> None:
        self.table.blockSignals(True)
        if not self.table.select_id(self._current):
            self.table.setCurrentIndex(QModelIndex())
        self.table.blockSignals(False)

    def _show_form(self, record: Record | None) -> None:
        self._current, self._making = record.id if record else "", None
        self._before = shown_values(self._rows, record, self._blank)
        self.form.fill(self._before)
        self.card.title.setText(f"{self._noun}资料" if record else f"新增{self._noun}")
        self._follow()

    def _follow(self) -> None:
        self.save.setEnabled(bool(self.changes()) or not self._current)

    def _keys(self) -> list[str]:
        return [row.key for row in self._rows]

    def _lay_out(self) -> None:
        list_card = Card(f"{self._noun}列表")
        list_card.buttons.addWidget(self.add)
        list_card.column.addWidget(self.table, 1)
        area, column = scrolling_column()
        self.card.column.addWidget(self.form)
        self.card.buttons.addWidget(self.save)
        column.addWidget(self.card)
        outer = column.parent()
        if isinstance(outer, QVBoxLayout):
            outer.setContentsMargins(0, 0, 0, 0)
        self.above = QVBoxLayout()
        self.above.setSpacing(10)
        self.above.addWidget(list_card, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 16)
        line.setSpacing(12)
        line.addLayout(self.above, 5)
        line.addWidget(area, 6)
