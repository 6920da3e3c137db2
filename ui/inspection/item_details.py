"""What unfolds under an item: how to check it, and the sample, measured value, proof and note that go with a result."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from checklists.model import Item, Method
from ui.actions import push_button
from ui.fields import DecimalField, IntegerField, TextField
from ui.inspection.model import ItemView, Sample, bound_problem, bound_words, default_words
from ui.labels import plain_label

LEAD_WIDTH: Final = 64
SAMPLE_FIELDS: Final = (("checked", "抽查"), ("total", "总数"), ("failed", "不符合"))
GUIDE: Final[tuple[tuple[str, Callable[[Item], str]], ...]] = (
    ("怎么查", lambda item: item.check),
    ("凭证", lambda item: item.proof),
    ("默认措施", default_words),
)


class ItemDetails(QWidget):
    """Shows the guide of one item and reads what was found out; every entry is announced when it is finished."""

    edited = Signal(object)
    """The details that changed: sample, measured, proven or note."""

    def __init__(self, view: ItemView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        code = view.code
        self.measured = self._named(DecimalField(unit=_unit(view.item)), f"{code} 实测值")
        self.sample = {name: self._named(IntegerField(), f"{code} {word}数") for name, word in SAMPLE_FIELDS}
        self.note = self._named(TextField(placeholder="补充说明"), f"{code} 备注")
        self.methods = {method.value: self._method(method.value) for method in Method}
        self.problem = plain_label("", "problem", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        column.addLayout(_guide(view))
        column.addLayout(self._entries())
        column.addWidget(self.problem)
        self.show_view(view)

    def show_view(self, view: ItemView) -> None:
        """Show what is recorded now; a field being typed in keeps its text."""
        self._view = view
        values = {"checked": view.sample.checked, "total": view.sample.total, "failed": view.sample.failed}
        for name, field in self.sample.items():
            if not field.line.hasFocus():
                field.fill(values[name])
        if not self.measured.line.hasFocus():
            self.measured.fill(view.measured or None)
        if not self.note.line.hasFocus():
            self.note.fill(view.note or None)
        for method, button in self.methods.items():
            button.setChecked(method in view.proven)
        self._show_problem()

    def finish(self) -> None:
        """Announce what is still being typed; called before the card goes away."""
        for finished in (self._measured_finished, self._sample_finished, self._note_finished):
            finished()

    def _entries(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(_lead("怎样证明"))
        for button in self.methods.values():
            line.addWidget(button)
        line.addSpacing(8)
        if self._view.item.measured is not None:
            line.addWidget(
                plain_label(f"{self._view.item.measured.name}（{bound_words(self._view.item.measured)}）", "muted")
            )
            self.measured.setFixedWidth(96)
            line.addWidget(self.measured)
        self.measured.setVisible(self._view.item.measured is not None)
        self.measured.line.editingFinished.connect(self._measured_finished)
        for name, word in SAMPLE_FIELDS:
            field = self.sample[name]
            field.setFixedWidth(58)
            line.addWidget(plain_label(word, "muted"))
            line.addWidget(field)
            field.line.editingFinished.connect(self._sample_finished)
        line.addWidget(self.note, 1)
        self.note.line.editingFinished.connect(self._note_finished)
        return line

    def _named(self, field: Any, name: str) -> Any:
        field.setParent(self)
        field.name(name)
        return field

    def _method(self, method: str) -> QPushButton:
        button = push_button(method)
        button.setCheckable(True)
        button.setProperty("pill", "true")
        button.setAccessibleName(f"{self._view.code} 方式 {method}")
        if method in self._view.item.how:
            button.setToolTip("检查表建议的方式")
        button.clicked.connect(self._methods_clicked)
        return button

    def _methods_clicked(self) -> None:
        self.edited.emit({"proven": [method for method, button in self.methods.items() if button.isChecked()]})

    def _measured_finished(self) -> None:
        value = self.measured.value()
        self._show_problem()
        if value is None and not self.measured.is_empty():
            return
        shown = "" if value is None else str(value)
        if shown != self._view.measured and self._view.item.measured is not None:
            self.edited.emit({"measured": {"value": shown, "unit": _unit(self._view.item)} if shown else {}})

    def _sample_finished(self) -> None:
        entered = {name: field.value() for name, field in self.sample.items()}
        readable = all(entered[name] is not None or field.is_empty() for name, field in self.sample.items())
        given: Mapping[str, int] = {name: value for name, value in entered.items() if value is not None}
        if readable and Sample(**entered) != self._view.sample and (not given or "checked" in given):
            self.edited.emit({"sample": dict(given)})

    def _note_finished(self) -> None:
        note = self.note.value() or ""
        if note != self._view.note:
            self.edited.emit({"note": note})

    def _show_problem(self) -> None:
        measured = self._view.item.measured
        text = bound_problem(measured, str(self.measured.value() or "")) if measured else ""
        if not self.measured.is_empty() and self.measured.value() is None:
            text = self.measured.unreadable
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def _guide(view: ItemView) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    lines = [(title, words(view.item)) for title, words in GUIDE]
    if view.facility:
        lines.append(("设施要求", view.facility))
    for row, (title, words) in enumerate(lines):
        grid.addWidget(_lead(title), row, 0)
        grid.addWidget(plain_label(words, "muted", wrap=True), row, 1)
    return grid


def _lead(text: str) -> QLabel:
    label = plain_label(text, "small")
    label.setMinimumWidth(LEAD_WIDTH)
    return label


def _unit(item: Item) -> str:
    return item.measured.unit if item.measured else ""
