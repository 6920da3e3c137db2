"""Forms as tables: a row says what is asked and how; one widget lays rows out, reads them, tells what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from ui import fields
from ui.fields import Field
from ui.labels import plain_label, plain_tooltip, restyle

LABEL_WIDTH: Final = 72


class Kind(StrEnum):
    """How a row is asked; its value is None (or False, or empty) while nothing was entered."""

    TEXT = "text"
    MULTILINE = "multiline"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CHOICE = "choice"
    PICK = "pick"
    CHECK = "check"
    SEVERAL = "several"


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """One question. ``choices`` are (value, text) pairs; ``wide`` rows take both columns of a two-column form."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    placeholder: str = ""
    help: str = ""
    unit: str = ""
    choices: Sequence[tuple[Any, str]] = ()
    minimum: float | None = None
    maximum: float | None = None
    longest: int = 200
    abreast: int = 0
    """How many of several choices stand side by side; 0 leaves it to their number."""
    wide: bool = False
    check: Callable[[Any], str] | None = None
    """Returns what is wrong with an entered value, or nothing."""


_FIELDS: Final[Mapping[Kind, Callable[[FormRow], Field]]] = {
    Kind.TEXT: lambda row: fields.TextField(placeholder=row.placeholder, longest=row.longest),
    Kind.MULTILINE: lambda row: fields.MultilineField(placeholder=row.placeholder),
    Kind.DATE: lambda row: fields.DateField(placeholder=row.placeholder),
    Kind.TIME: lambda row: fields.TimeField(placeholder=row.placeholder),
    Kind.MOMENT: lambda row: fields.MomentField(placeholder=row.placeholder),
    Kind.INTEGER: lambda row: fields.IntegerField(placeholder=row.placeholder, unit=row.unit),
    Kind.DECIMAL: lambda row: fields.DecimalField(placeholder=row.placeholder, unit=row.unit),
    Kind.CHOICE: lambda row: fields.ChoiceField(row.choices, placeholder=row.placeholder),
    Kind.PICK: lambda row: fields.PickField(row.choices, placeholder=row.placeholder),
    Kind.CHECK: lambda row: fields.CheckField(row.placeholder or "是"),
    Kind.SEVERAL: lambda row: fields.SeveralField(row.choices, columns=row.abreast),
}


@dataclass(frozen=True, kw_only=True)
class _Line:
    row: FormRow
    field: Field
    label: QLabel
    note: QLabel
    problem: QLabel


class Form(QWidget):
    """The rows of a table, laid out in one or two columns, with what is wrong under each row.

    An examined form is held against its rules elsewhere at every key: problems stay until `mark_problems` takes them.
    """

    edited = Signal(str)
    """The key of the row a person changed."""

    def __init__(
        self,
        rows: Sequence[FormRow],
        *,
        columns: int = 1,
        label_width: int = LABEL_WIDTH,
        wraps: bool = False,
        is_examined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label_width, self._wraps = label_width, wraps
        self._is_examined = is_examined
        self._lines = {row.key: self._line(row) for row in rows}
        self._lay_out(columns)

    def values(self) -> dict[str, Any]:
        """Return what is entered now, by key; unreadable entries count as none (``validate`` names them)."""
        return {key: line.field.value() for key, line in self._lines.items()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values; rows that are not named keep theirs. Filling is not editing."""
        for key, value in values.items():
            line = self._lines[key]
            line.field.blockSignals(True)
            line.field.fill(value)
            line.field.blockSignals(False)
            if not self._is_examined:
                self._show_problem(line, "")

    def clear(self) -> None:
        """Empty every row."""
        self.fill(dict.fromkeys(self._lines))

    def validate(self) -> bool:
        """Tell whether every row can stand; show what is wrong under each and go to the first."""
        problems = {key: self._problem(line) for key, line in self._lines.items()}
        return self.show_problems({key: text for key, text in problems.items() if text})

    def show_problems(self, problems: Mapping[str, str]) -> bool:
        """Show these problems and no others; return whether there are none."""
        self.mark_problems(problems)
        first = next((line for key, line in self._lines.items() if key in problems), None)
        if first is not None:
            first.field.input.setFocus()
            self._reveal(first.field)
        return not problems

    def mark_problems(self, problems: Mapping[str, str]) -> None:
        """Show these problems and no others; the keyboard stays where it is."""
        for key, line in self._lines.items():
            self._show_problem(line, problems.get(key, ""))

    def problems(self) -> dict[str, str]:
        """Return the problems now shown, by key."""
        return {key: line.problem.text() for key, line in self._lines.items() if not line.problem.isHidden()}

    def set_choices(self, key: str, choices: Sequence[tuple[Any, str]]) -> None:
        """Give a choosing row other choices; what was chosen stays if it is still among them."""
        self._lines[key].field.set_choices(choices)

    def set_row_visible(self, key: str, *, visible: bool) -> None:
        """Show or hide one row; a hidden row is never wrong."""
        line = self._lines[key]
        for widget in (line.field, line.label):
            widget.setVisible(visible)
        line.note.setVisible(visible and bool(line.note.text()))
        line.problem.setVisible(visible and bool(line.problem.text()))

    def set_row_enabled(self, key: str, *, enabled: bool) -> None:
        """Let one row be edited or only be read."""
        self._lines[key].field.setEnabled(enabled)

    def show_note(self, key: str, text: str, *, tip: str = "") -> None:
        """Show another remark under one row, such as where its value comes from."""
        note = self._lines[key].note
        note.setText(text)
        note.setToolTip(plain_tooltip(tip))
        note.setVisible(bool(text))

    def field(self, key: str) -> Field:
        """Return the field of one row."""
        return self._lines[key].field

    def _line(self, row: FormRow) -> _Line:
        field = _FIELDS[row.kind](row)
        label = plain_label(f"{row.label} *" if row.required else row.label, "muted")
        label.setMinimumWidth(self._label_width)
        if self._wraps:  # a long label takes a second line instead of the room of its field
            label.setWordWrap(True)
            label.setMaximumWidth(self._label_width)
        label.setBuddy(field.input)
        field.name(row.label, description=row.help)
        note, problem = plain_label(row.help, "small", wrap=True), plain_label("", "problem", wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignTop)
        if not row.help:  # shown now, without a parent, it would be a window of its own and take the keyboard
            note.hide()
        problem.hide()
        line = _Line(row=row, field=field, label=label, note=note, problem=problem)
        field.setProperty("row", row.key)
        field.edited.connect(self._field_edited)
        return line

    def _lay_out(self, columns: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        place = 0
        for line in self._lines.values():
            if line.row.wide and place % columns:
                place += 1
            self._place(grid, line, row=place // columns * 3, column=place % columns * 2, columns=columns)
            place += columns - place % columns if line.row.wide else 1
        for column in range(columns):
            grid.setColumnStretch(column * 2 + 1, 1)

    def _place(self, grid: QGridLayout, line: _Line, *, row: int, column: int, columns: int) -> None:
        span = columns * 2 - 1 if line.row.wide else 1
        grid.addWidget(line.label, row, column, line.field.label_alignment())
        grid.addWidget(line.field, row, column + 1, 1, span)
        grid.addWidget(line.note, row + 1, column + 1, 1, span)
        grid.addWidget(line.problem, row + 2, column + 1, 1, span)
        grid.setRowMinimumHeight(row + 2, 4)

    def _field_edited(self) -> None:
        field = self.sender()
        key = str(field.property("row"))
        if not self._is_examined:
            self._show_problem(self._lines[key], "")
        self.edited.emit(key)

    def _problem(self, line: _Line) -> str:
        row, field = line.row, line.field
        if field.isHidden():
            return ""
        if field.is_empty():
            return f"请填写{row.label}" if row.required else ""
        value = field.value()
        if value is None:
            return field.unreadable
        return _range_problem(row, value) or (row.check(value) if row.check else "")

    def _show_problem(self, line: _Line, text: str) -> None:
        if line.problem.text() == text:
            return
        line.problem.setText(text)
        line.problem.setVisible(bool(text))
        restyle(line.field.input, problem="true" if text else "")

    def _reveal(self, field: Field) -> None:
        ancestor = self.parentWidget()
        while ancestor is not None and not isinstance(ancestor, QScrollArea):
            ancestor = ancestor.parentWidget()
        if isinstance(ancestor, QScrollArea):
            QTimer.singleShot(0, ancestor, _Reveal(ancestor, field))


class _Reveal:
    """Scrolls to a field once the problem texts have taken their room."""

    def __init__(self, area: QScrollArea, field: Field) -> None:
        self._area, self._field = area, field

    def __call__(self) -> None:
        self._area.ensureWidgetVisible(self._field)


def _range_problem(row: FormRow, value: Any) -> str:
    if row.minimum is not None and value < row.minimum:
        return f"{row.label}不能小于 {row.minimum:g} {row.unit}".rstrip()
    if row.maximum is not None and value > row.maximum:
        return f"{row.label}不能大于 {row.maximum:g} {row.unit}".rstrip()
    return ""
