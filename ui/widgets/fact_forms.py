"""Every fact of an institution in groups, each with its date, its source and the items it decides."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checklists.facts import FACTS
from inspections.institution import FactValue
from ui.fact_rows import FACT_GROUPS, changed_facts, fact_form_values, fact_note, fact_row
from ui.forms import Form
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column

LABEL_WIDTH: Final = 184
"""Pixels: the longest name, so that the groups stand under each other."""


class FactForms(QWidget):
    """One form per group; knows what a person changed and not yet saved."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: dict[str, object] = {}
        self._held: Mapping[str, FactValue] = {}
        self._items: Mapping[str, Sequence[tuple[str, str]]] = {}
        self._forms: dict[str, Form] = {}
        area, column = scrolling_column()
        for title, names in FACT_GROUPS:
            card = Card(title)
            form = Form([fact_row(FACTS[name]) for name in names], columns=2, label_width=LABEL_WIDTH)
            form.edited.connect(self._edited)
            card.column.addWidget(form)
            column.addWidget(card)
            self._forms.update(dict.fromkeys(names, form))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_facts(self, held: Mapping[str, FactValue], *, keep_edits: bool) -> None:
        """Show stated facts; ``keep_edits`` shows what was changed and not saved over them."""
        edits = self.changes() if keep_edits else {}
        self._before = fact_form_values(held)
        self._held = held
        for name, form in self._forms.items():
            form.fill({name: edits.get(name, self._before[name])})
        self._show_notes()

    def show_items(self, items: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Show which items each fact decides."""
        self._items = items
        self._show_notes()

    def changes(self) -> dict[str, object]:
        """Return the facts a person changed, as they are to be stated."""
        return changed_facts(self._before, self._values()) if self._before else {}

    def validate(self) -> bool:
        """Tell whether every changed value can stand."""
        problems = [form for form in self.forms() if not form.validate()]  # each shows its own
        return not problems

    def forms(self) -> list[Form]:
        """Return the form of each group once."""
        return list(dict.fromkeys(self._forms.values()))

    def form_of(self, name: str) -> Form:
        """Return the form that asks one fact."""
        return self._forms[name]

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for form in self.forms():
            values.update(form.values())
        return values

    def _show_notes(self) -> None:
        for name, form in self._forms.items():
            items = self._items.get(name, ())
            tip = "\n".join(f"{code}　{text}" for code, text in items)
            form.show_note(name, fact_note(self._held.get(name), [code for code, _text in items]), tip=tip)

    def _edited(self, _key: str) -> None:
        self.edited.emit()
