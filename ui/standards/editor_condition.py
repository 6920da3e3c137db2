"""The condition under which an item applies: read as a sentence, built from facts, comparisons and groups."""

from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from checklists.facts import FACTS, Fact, FactType
from checklists.model import Operator
from ui import icons
from ui.actions import push_button
from ui.fields import ChoiceField, DecimalField, Field, IntegerField, PickField, SeveralField
from ui.icons import Icon
from ui.labels import plain_label
from ui.standards import editor_condition_tree as trees
from ui.standards.editor_condition_tree import Path, Tree
from ui.standards.editor_model import typed

INDENT: Final = 22
FACT_WIDTH: Final = 250
OPERATOR_WIDTH: Final = 124
KIND_WIDTH: Final = 160
VALUE_WIDTH: Final = 170


class ConditionEditor(QWidget):
    """Shows one condition and announces it whole whenever a person changed it."""

    changed = Signal(object, str)
    """The condition, None where there is none, and where a value was typed, empty for another shape."""
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree: Tree | None = None
        self.fields: dict[tuple[Path, str], Field] = {}
        self.sentence = plain_label("", wrap=True)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.sentence)
        outer.addLayout(self._column)
        outer.addWidget(self.problem)
        self.rebuild()

    @property
    def has_condition(self) -> bool:
        """Tell whether there is any condition."""
        return self._tree is not None

    def show_condition(self, tree: Tree | None) -> None:
        """Show a condition; nothing is rebuilt while it is the one shown."""
        if tree != self._tree:
            self._tree = tree
            self.rebuild()

    def show_words(self, sentence: str, problem: str) -> None:
        """Show how the condition reads, or what is still wrong in it."""
        self.sentence.setText(sentence)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def rebuild(self) -> None:
        """Lay the condition out anew."""
        while (taken := self._column.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        if self._tree is not None:
            self._add_part(self._tree, ())
        self._column.addWidget(self._foot(()))
        self.rebuilt.emit()

    def _add_part(self, tree: Tree, path: Path) -> None:
        if not trees.kind_of(tree):
            self._column.addWidget(self._comparison(tree, path))
            return
        self._column.addWidget(self._group_head(tree, path))
        for number, part in enumerate(trees.parts_of(tree)):
            self._add_part(part, (*path, number))
        if path:
            self._column.addWidget(self._foot(path))

    def _group_head(self, tree: Tree, path: Path) -> QWidget:
        kind = ChoiceField(trees.GROUPS)
        kind.fill(trees.kind_of(tree))
        kind.name(f"{_place_words(path)} 组合方式")
        kind.setFixedWidth(KIND_WIDTH)
        kind.edited.connect(self._kind_chosen)
        return self._line(path, {"kind": kind})

    def _comparison(self, tree: Tree, path: Path) -> QWidget:
        fact = FACTS.get(str(tree.get("fact", "")))
        name = PickField([(one.id, one.name.partition("（")[0]) for one in FACTS.values()], placeholder="机构事实")
        name.fill(fact.id if fact else None)
        name.name(f"{_place_words(path)} 机构事实")
        name.setFixedWidth(FACT_WIDTH)
        name.edited.connect(self._fact_chosen)
        fields: dict[str, Field] = {"fact": name}
        if fact is not None:
            operator = trees.operator_of(tree)
            how = ChoiceField(trees.operators_of(fact))
            how.fill(operator.value)
            how.name(f"{_place_words(path)} 比较")
            how.setFixedWidth(OPERATOR_WIDTH)
            how.edited.connect(self._operator_chosen)
            value = _value_field(fact, operator, tree.get(operator.value))
            value.name(f"{_place_words(path)} 值")
            value.edited.connect(self._value_typed)
            fields.update(operator=how, value=value)
        return self._line(path, fields)

    def _line(self, path: Path, fields: dict[str, Field]) -> QWidget:
        row = QFrame()
        line = QHBoxLayout(row)
        line.setContentsMargins(INDENT * len(path), 0, 0, 0)
        line.setSpacing(8)
        for word, field in fields.items():
            field.setProperty("path", list(path))
            self.fields[path, word] = field
            line.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        drop = QToolButton()
        drop.setIcon(icons.icon(Icon.DELETE))
        drop.setProperty("flat", "true")
        drop.setProperty("path", list(path))
        drop.setAccessibleName(f"删去{_place_words(path)}")
        drop.setToolTip(f"删去{_place_words(path)}")
        drop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        drop.clicked.connect(self._dropped)
        line.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self, path: Path) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(INDENT * len(path) + (INDENT if path else 0), 0, 0, 0)
        line.setSpacing(8)
        where = f"（{_place_words(path)}内）" if path else ""
        buttons = [(f"加条件{where}", self._add_comparison)]
        if trees.can_deepen(path):
            buttons.append((f"加一组{where}", self._add_group))
        for text, slot in buttons:
            button = push_button(text, Icon.ADD, kind="ghost")
            button.setProperty("path", list(path))
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addStretch(1)
        return row

    def _path(self) -> Path:
        return tuple(self.sender().property("path"))

    def _kind_chosen(self) -> None:
        path = self._path()
        if self._tree is not None:
            self._reshape(trees.with_kind(self._tree, path, self.fields[path, "kind"].value()), (path, "kind"))

    def _fact_chosen(self) -> None:
        path = self._path()
        fact = self.fields[path, "fact"].value()
        if self._tree is None or fact is None or trees.at(self._tree, path).get("fact") == fact:
            return
        self._reshape(trees.put(self._tree, path, trees.comparison(fact)), (path, "value"))

    def _operator_chosen(self) -> None:
        path = self._path()
        if self._tree is None:
            return
        held = trees.at(self._tree, path)
        fact, before = FACTS[held["fact"]], trees.operator_of(held)
        operator = Operator(self.fields[path, "operator"].value())
        value = held[before.value]
        if Operator.ONE_OF in {operator, before}:
            value = trees.first_value(fact, operator)
        part = {"fact": fact.id, operator.value: value}
        self._reshape(trees.put(self._tree, path, part), (path, "operator"))

    def _value_typed(self) -> None:
        path = self._path()
        if self._tree is None:
            return
        held = trees.at(self._tree, path)
        value = typed(self.fields[path, "value"])
        part = {"fact": held["fact"], trees.operator_of(held).value: "" if value is None else value}
        self._tree = trees.put(self._tree, path, part)
        self.changed.emit(self._tree, ".".join(map(str, path)) or "whole")

    def _add_comparison(self) -> None:
        self._added(self._path(), trees.comparison())

    def _add_group(self) -> None:
        self._added(self._path(), {"all": [trees.comparison()]})

    def _added(self, path: Path, part: Tree) -> None:
        before = set(self.fields)
        self._reshape(trees.with_part(self._tree, path, part), None)
        new = [key for key in self.fields if key not in before and key[1] == "fact"]
        if new:
            self._focus(max(new))

    def _dropped(self) -> None:
        if self._tree is not None:
            self._reshape(trees.without(self._tree, self._path()), None)

    def _reshape(self, tree: Tree | None, focus: tuple[Path, str] | None) -> None:
        """Rebuild once the field that asked for it has come to rest."""
        self._tree = tree
        self.rebuild()
        if focus is not None:
            self._focus(focus)
        self.changed.emit(tree, "")

    def _focus(self, key: tuple[Path, str]) -> None:
        field = self.fields.get(key)
        if field is not None:
            QTimer.singleShot(0, field.input, _Focus(field))


class _Focus:
    """Takes the keyboard to a field after the one that had it is gone."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def __call__(self) -> None:
        self._field.input.setFocus()


def _value_field(fact: Fact, operator: Operator, value: Any) -> Field:
    field: Field
    if operator is Operator.ONE_OF:
        field = SeveralField(tuple(fact.choices.items()))
    elif fact.type is FactType.FLAG:
        field = ChoiceField([(True, "是"), (False, "否")])
    elif fact.type is FactType.CHOICE:
        field = ChoiceField(tuple(fact.choices.items()))
    elif fact.type is FactType.COUNT:
        field = IntegerField(unit=fact.unit)
    else:
        field = DecimalField(unit=fact.unit)
    field.fill(value)
    if operator is not Operator.ONE_OF:
        field.setFixedWidth(VALUE_WIDTH)
    return field


def _place_words(path: Path) -> str:
    return "条件 " + ".".join(str(number + 1) for number in path) if path else "条件"
