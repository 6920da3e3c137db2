"""The tab 历史: visits, findings, and every change of the record."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.institutions.model import FINDING_COLUMNS, HISTORY_COLUMNS, VISIT_COLUMNS, Details
from ui.labels import plain_label
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column
from ui.widgets.table import Column, PagedModel, Table, fit_height

MOST_ROWS: Final = 8


class RowsCard(Card):
    """A table as high as its rows, up to a limit; says so when it has none."""

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        *,
        key: Callable[[Any], Any],
        nothing: str,
        hint: str = "",
        most_rows: int = MOST_ROWS,
    ) -> None:
        super().__init__(title)
        self._title, self._most = title, most_rows
        self.model = PagedModel(columns, key=key, parent=self)
        self.table = Table(self.model, name=title)
        self._nothing = plain_label(nothing, "muted")
        self._hint = plain_label(hint, "small")
        for widget in (self.table, self._nothing, self._hint):
            self.column.addWidget(widget)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self.model.show_rows(rows)
        self.title.setText(f"{self._title}　{len(rows)}" if rows else self._title)
        fit_height(self.table, rows=min(len(rows), self._most))
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._hint.setVisible(bool(rows) and bool(self._hint.text()))


class HistoryTab(QWidget):
    """What happened at one institution; Enter or a double click opens a visit or a finding."""

    visit_opened = Signal(str)
    finding_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.visits = RowsCard(
            "检查", VISIT_COLUMNS, key=_id, nothing="还没有检查过", hint="双击或按回车打开检查"
        )  # fmt: skip
        self.findings = RowsCard(
            "问题", FINDING_COLUMNS, key=_id, nothing="没有登记过问题", hint="双击或按回车在隐患台账中打开"
        )  # fmt: skip
        self.changes = RowsCard("变更记录", HISTORY_COLUMNS, key=id, nothing="没有变更")
        self.visits.table.opened.connect(self._open_visit)
        self.findings.table.opened.connect(self._open_finding)
        area, column = scrolling_column()
        for card in (self.visits, self.findings, self.changes):
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_details(self, details: Details) -> None:
        """Show the history of an institution."""
        self.visits.show_rows(details.visits)
        self.findings.show_rows(details.findings)
        self.changes.show_rows(details.history)

    def _open_visit(self, line: Any) -> None:
        self.visit_opened.emit(line.id)

    def _open_finding(self, line: Any) -> None:
        self.finding_opened.emit(line.id)


def _id(line: Any) -> str:
    return str(line.id)
