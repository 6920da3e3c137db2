"""Indicators of one institution or area: a table, everything about the chosen one, and a form for what it needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from checklists.indicators import NamedInput
from inspections.indicating import Evaluation, inputs_asked
from inspections.stated import Stated
from ui.actions import push_button
from ui.fact_rows import changed_facts
from ui.forms import Form
from ui.icons import Icon
from ui.institutions.assessed_model import (
    INDICATOR_COLUMNS,
    NARROW_COLUMNS,
    STATING_ROWS,
    details_of,
    input_form_values,
    input_row,
    summary,
)
from ui.institutions.history_tab import RowsCard
from ui.labels import plain_label
from ui.widgets.cards import Card, fact_line
from ui.widgets.page import scrolling_column

LABEL_WIDTH: Final = 196
MOST_ROWS: Final = 9
TARGETS_HINT: Final = "政策目标只提示达标或差距，不作为单项结论、问题或责令的依据；缺少的数据不按 0 计算。"


class IndicatorPanel(QWidget):
    """Shows evaluations; ``stated`` hands over the inputs a person changed, their day and their source."""

    stated = Signal(object, object, str)
    edited = Signal()

    def __init__(self, *, today: date, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._subject, self._before = "", dict[str, object]()
        self._asked: tuple[NamedInput, ...] = ()
        self.form: Form | None = None
        self.counts = plain_label("", "muted")
        self.rows = RowsCard(
            "指标",
            INDICATOR_COLUMNS if columns > 1 else NARROW_COLUMNS,
            key=lambda one: one.indicator.id,
            nothing="没有适用的指标",
            most_rows=MOST_ROWS,
        )
        self.rows.buttons.addWidget(self.counts)
        self.rows.column.addWidget(plain_label(TARGETS_HINT, "small", wrap=True))
        self.rows.table.row_selected.connect(self._show_one)
        self.about = Card("所选指标")
        self._lines = QWidget()
        self.about.column.addWidget(self._lines)
        self.inputs = Card("指标数据")
        self.stating = Form(STATING_ROWS, columns=columns, label_width=72 if columns > 1 else LABEL_WIDTH)
        self.stating.fill({"on": today, "source": ""})
        self.save_button = push_button("保存指标数据", Icon.DONE, kind="primary")
        self.save_button.clicked.connect(self.save)
        self._lay_out()

    def show_evaluations(
        self, subject: str, evaluations: Sequence[Evaluation], held: Mapping[str, Stated], *, keep_edits: bool = True
    ) -> None:
        """Show the indicators of a subject; shown again, what is typed and not saved stays."""
        is_again = self._subject == subject and keep_edits
        edits = self.changes() if is_again else {}
        self._subject = subject
        self._fill_table(evaluations, is_again=is_again)
        asked = inputs_asked(evaluations)
        if asked != self._asked or self.form is None:
            self._ask(asked)
        self._before = input_form_values(asked, held)
        if self.form is not None:
            kept = {name: value for name, value in edits.items() if name in self._before}
            self.form.fill({**self._before, **kept})
            for one in asked:
                said = held.get(one.name)
                self.form.show_note(one.name, f"{said.on}　{said.source}" if said else "")
        self._follow()

    def changes(self) -> dict[str, object]:
        """Return the inputs a person changed; None takes one back."""
        return changed_facts(self._before, self.form.values()) if self.form and self._before else {}

    def save(self) -> bool:
        """Hand over what is typed; false where it cannot stand."""
        changes = self.changes()
        if not changes or self.form is None:
            return True
        problems = [form for form in (self.form, self.stating) if not form.validate()]
        if problems:
            return False
        stating = self.stating.values()
        self._before = {**self._before, **changes}
        self.stated.emit(changes, stating["on"], stating["source"])
        self._follow()
        return True

    def _fill_table(self, evaluations: Sequence[Evaluation], *, is_again: bool) -> None:
        current = self.rows.table.current_row() if is_again else None
        self.rows.show_rows(evaluations)
        self.counts.setText(summary(evaluations))
        chosen = current.indicator.id if current else evaluations[0].indicator.id if evaluations else ""
        if not self.rows.table.select_id(chosen) and evaluations:
            self.rows.table.select_id(evaluations[0].indicator.id)
        self._show_one(self.rows.table.current_row())

    def _ask(self, asked: tuple[NamedInput, ...]) -> None:
        self._asked = asked
        form = Form([input_row(one) for one in asked], columns=self._columns, label_width=LABEL_WIDTH)
        form.edited.connect(self._follow)
        if self.form is None:
            self._form_place.addWidget(form)
        else:
            self._form_place.replaceWidget(self.form, form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        self.inputs.setVisible(bool(asked))

    def _show_one(self, one: Evaluation | None) -> None:
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (caption, words) in enumerate(details_of(one) if one else ()):
            label, value = fact_line(caption, words)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
        self.about.column.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines
        self.about.title.setText(f"所选指标　{one.indicator.name}" if one else "所选指标")

    def _follow(self) -> None:
        self.save_button.setEnabled(bool(self.changes()))
        self.edited.emit()

    def _lay_out(self) -> None:
        self._form_place = QVBoxLayout()
        self.inputs.column.addLayout(self._form_place)
        line = QHBoxLayout()
        line.addWidget(self.stating, 1)
        line.addWidget(self.save_button)
        self.inputs.column.addLayout(line)
        area, column = scrolling_column()
        for card in (self.rows, self.about, self.inputs):
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
