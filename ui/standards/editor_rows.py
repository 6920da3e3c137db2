"""Several things of one kind under an item, each a small form: its clauses, its triggers of 重大."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.actions import push_button
from ui.forms import Form, FormRow
from ui.icons import Icon
from ui.labels import plain_label, rule
from ui.standards.editor_model import OPTIONAL, fill, typed

LABEL_WIDTH: Final = 72


class RowsEditor(QWidget):
    """Shows the rows and announces them whole whenever a person changed one."""

    changed = Signal(object, str)
    """All rows as the draft is to say them, and which field of which row was typed in, empty for more or fewer."""
    rebuilt = Signal()

    def __init__(
        self, rows: Sequence[FormRow], *, word: str, new: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows, self._word, self._new = tuple(rows), word, dict(new)
        self._values: list[dict[str, Any]] = []
        self._choices: dict[str, Sequence[tuple[Any, str]]] = {}
        self.forms: list[Form] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.add = push_button(f"加一条{word}", Icon.ADD)
        self.add.clicked.connect(self._add)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addWidget(self.problem, 1)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(self._column)
        outer.addLayout(foot)

    def set_choices(self, key: str, choices: Sequence[tuple[Any, str]]) -> None:
        """Give one field of every row its choices."""
        self._choices[key] = choices
        for form in self.forms:
            form.set_choices(key, choices)

    def show_rows(self, values: Sequence[Mapping[str, Any]]) -> None:
        """Show these rows; forms that are there stay, so that typing is not disturbed."""
        self._values = [dict(one) for one in values]
        if len(values) != len(self.forms):
            self._rebuild(len(values))
        for form, one in zip(self.forms, self._values, strict=True):
            fill(form, {row.key: one.get(row.key) for row in self._rows})

    def mark_problems(self, of_rows: Mapping[int, Mapping[str, str]], whole: str) -> None:
        """Show what is wrong in each row, and with all of them."""
        for number, form in enumerate(self.forms):
            form.mark_problems(of_rows.get(number, {}))
        self.problem.setText(whole)
        self.problem.setVisible(bool(whole))

    def _rebuild(self, count: int) -> None:
        while (taken := self._column.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.forms = []
        for number in range(count):
            if number:
                self._column.addWidget(rule())
            self._column.addWidget(self._row(number))
        self.rebuilt.emit()

    def _row(self, number: int) -> QWidget:
        form = Form(self._rows, columns=2, label_width=LABEL_WIDTH, is_examined=True)
        for key, choices in self._choices.items():
            form.set_choices(key, choices)
        for row in self._rows:
            form.field(row.key).name(f"{self._word} {number + 1} {row.label}")
        form.setProperty("number", number)
        form.edited.connect(self._edited)
        self.forms.append(form)
        row_widget = QWidget()
        line = QHBoxLayout(row_widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(form, 1)
        up = _tool(Icon.FOLD, f"上移{self._word} {number + 1}", number)
        up.setEnabled(number > 0)
        up.clicked.connect(self._up)
        drop = _tool(Icon.DELETE, f"删去{self._word} {number + 1}", number)
        drop.clicked.connect(self._drop)
        for button in (up, drop):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row_widget

    def _edited(self, key: str) -> None:
        form = self.sender()
        number = int(form.property("number"))
        value = typed(self.forms[number].field(key))
        if value is None and key in OPTIONAL:
            self._values[number].pop(key, None)
        else:
            self._values[number][key] = "" if value is None else value
        self._tell(f"{number}.{key}")

    def _add(self) -> None:
        self._values.append(dict(self._new))
        self._tell("")
        if self.forms:
            self.forms[-1].field(self._rows[0].key).input.setFocus()

    def _up(self) -> None:
        number = int(self.sender().property("number"))
        self._values.insert(number - 1, self._values.pop(number))
        self._tell("")

    def _drop(self) -> None:
        self._values.pop(int(self.sender().property("number")))
        self._tell("")

    def _tell(self, where: str) -> None:
        self.changed.emit([dict(one) for one in self._values], where)


def _tool(meaning: Icon, name: str, number: int) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(meaning))
    button.setProperty("flat", "true")
    button.setProperty("number", number)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
