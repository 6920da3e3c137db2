"""Everything about one item, to be changed: its texts, how it is handled, its clauses, condition and kind of answer."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checklists.clauses import documents
from checklists.criteria import criteria
from checklists.model import Action, Certainty, Relation
from inspections.authoring.draft import Values
from inspections.authoring.examining import Fault
from ui.forms import Form, FormRow
from ui.labels import plain_label
from ui.standards.editor_condition import ConditionEditor
from ui.standards.editor_model import (
    AGENCY_ROWS,
    ANSWER_ROWS,
    BASIC_ROWS,
    CLAUSE_ROWS,
    HANDLING_ROWS,
    MAJOR_ROWS,
    MEASURED_ROWS,
    ORDER_ROWS,
    REASON_ROWS,
    SAME_ROWS,
    fill,
    item_values,
    typed,
)
from ui.standards.editor_rows import RowsEditor
from ui.widgets.cards import Card

NO_CONDITION: Final = "适用于所有机构"
UNWRITTEN: Final = "条件还没有写完"
_CARDS: Final[tuple[tuple[str, tuple[FormRow, ...]], ...]] = (
    ("检查项", BASIC_ROWS),
    ("处理", HANDLING_ROWS),
    ("机关", AGENCY_ROWS),
    ("答法", ANSWER_ROWS),
    ("同一要求", SAME_ROWS),
)


class ItemEditor(QWidget):
    """Shows one item of a draft and announces what a person changed."""

    edited = Signal(str, object, str)
    """The row, its value, and what is being typed: the same words in a row are one step."""
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.forms: dict[str, Form] = {}
        self.clauses = RowsEditor(
            CLAUSE_ROWS, word="依据", new={"document": "", "article": "", "certainty": Certainty.MEM_M.value}
        )
        self.major = RowsEditor(
            MAJOR_ROWS, word="重大触发", new={"criterion": "", "relation": Relation.CANDIDATE.value}
        )
        self.condition = ConditionEditor()
        self.lock_note = plain_label("", "small", wrap=True)
        cards = {title: self._form_card(title, rows) for title, rows in _CARDS}
        cards["答法"].column.addWidget(self.lock_note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for card in (
            cards["检查项"], cards["处理"], cards["机关"], _card("依据", self.clauses), self._condition_card(),
            cards["答法"], _card("重大触发", self.major), cards["同一要求"],
        ):  # fmt: skip
            column.addWidget(card)
        papers = sorted((one.code, f"{one.code}　{one.title}") for one in documents().values())
        self.clauses.set_choices("document", papers)
        self.major.set_choices("criterion", [(code, f"{code}　{one.text}") for code, one in criteria().items()])
        self.clauses.changed.connect(self._clauses_changed)
        self.major.changed.connect(self._major_changed)
        self.condition.changed.connect(self._condition_changed)
        for part in (self.clauses, self.major, self.condition):
            part.rebuilt.connect(self.rebuilt)

    def show_item(self, values: Values, locks: Mapping[str, str]) -> None:
        """Show an item; what may not change any more is grey and says why."""
        shown = item_values(values)
        for form in dict.fromkeys(self.forms.values()):
            fill(form, {key: shown[key] for key, one in self.forms.items() if one is form})
        self.clauses.show_rows(values.get("clauses") or [])
        self.major.show_rows(values.get("major") or [])
        self.condition.show_condition(values.get("applies"))
        self._show_rows(shown)
        for key, form in self.forms.items():
            form.set_row_enabled(key, enabled=key not in locks)
            form.field(key).setToolTip(locks.get(key, ""))
        self.forms["id"].show_note("id", locks.get("id", ""))
        self.lock_note.setText(locks.get("measured", ""))
        self.lock_note.setVisible("measured" in locks)

    def show_faults(self, faults: Sequence[Fault], sentence: str) -> None:
        """Show what is wrong beside each field, and how the condition reads."""
        plain = {fault.field: fault.text for fault in reversed(faults) if not fault.rows}
        for form in dict.fromkeys(self.forms.values()):
            form.mark_problems({_row_of(key): text for key, text in plain.items() if self._has(form, key)})
        for rows, editor in (("clauses", self.clauses), ("major", self.major)):
            inside: dict[int, dict[str, str]] = {}
            for fault in faults:
                if fault.rows == rows:
                    inside.setdefault(fault.number, {})[fault.field] = fault.text
            editor.mark_problems(inside, plain.get(rows, ""))
        unread = UNWRITTEN if self.condition.has_condition else NO_CONDITION
        self.condition.show_words(sentence or unread, plain.get("applies", ""))

    def go_to(self, fault: Fault) -> None:
        """Take the keyboard to the field of a fault."""
        field = self._target(fault)
        field.setFocus()

    def _target(self, fault: Fault) -> QWidget:
        if fault.rows:
            editor = self.clauses if fault.rows == "clauses" else self.major
            if fault.number < len(editor.forms) and fault.field:
                return editor.forms[fault.number].field(fault.field).input
            return editor.add
        if fault.field in {"clauses", "major"}:
            return (self.clauses if fault.field == "clauses" else self.major).add
        if fault.field == "applies":
            return next((one.input for one in self.condition.fields.values()), self.condition)
        key = _row_of(fault.field)
        return self.forms[key].field(key).input if key in self.forms else self.forms["id"].field("id").input

    def _has(self, form: Form, key: str) -> bool:
        return self.forms.get(_row_of(key)) is form

    def _show_rows(self, shown: Mapping[str, Any]) -> None:
        for key in ORDER_ROWS:
            self.forms[key].set_row_visible(key, visible=shown["action"] == Action.ORDER or shown[key] is not None)
        for key in MEASURED_ROWS:
            self.forms[key].set_row_visible(key, visible=bool(shown["measured"]))
        has_condition = self.condition.has_condition or shown["applies_reason"] is not None
        self.forms["applies_reason"].setVisible(has_condition)

    def _form_card(self, title: str, rows: Sequence[FormRow]) -> Card:
        return _card(title, self._form(rows))

    def _condition_card(self) -> Card:
        card = _card("适用条件", self.condition)
        card.column.addWidget(self._form(REASON_ROWS))
        return card

    def _form(self, rows: Sequence[FormRow]) -> Form:
        form = Form(rows, columns=2 if len(rows) > 1 else 1, label_width=84, is_examined=True)
        form.edited.connect(self._edited)
        self.forms.update(dict.fromkeys((row.key for row in rows), form))
        return form

    def _edited(self, key: str) -> None:
        self.edited.emit(key, typed(self.forms[key].field(key)), key)

    def _clauses_changed(self, values: object, where: str) -> None:
        self.edited.emit("clauses", values, where and f"clauses.{where}")

    def _major_changed(self, values: object, where: str) -> None:
        self.edited.emit("major", values or None, where and f"major.{where}")

    def _condition_changed(self, tree: object, where: str) -> None:
        self.edited.emit("applies", tree, where and f"applies.{where}")


def _card(title: str, widget: QWidget) -> Card:
    card = Card(title)
    card.column.addWidget(widget)
    return card


def _row_of(key: str) -> str:
    return "lead" if key == "agencies" else key
