"""The editor: the parts of a draft at the left; at the right the chosen part, a test run, or what the draft changes."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from checklists.difference import Difference
from inspections.authoring.draft import HEAD, Draft
from inspections.authoring.examining import Fault, locked
from inspections.editions import difference_words
from ui.actions import ActionSpec, button_for
from ui.forms import Form, FormRow
from ui.icons import Icon
from ui.labels import Chip, plain_label
from ui.standards.difference_cards import show_differences
from ui.standards.editor_item import ItemEditor
from ui.standards.editor_model import HEAD_ROWS, SECTION_ROWS, fill, typed
from ui.standards.editor_tree import DraftTree
from ui.standards.editor_trial import TrialView
from ui.theme import Tone
from ui.widgets.cards import Card, SectionHeader
from ui.widgets.page import PageFrame, scrolling_column

WIDTH: Final = 380
EDGE: Final = 14
TITLE: Final = "编辑检查表"
TABS: Final = (("part", "内容"), ("trial", "试运行"), ("difference", "差异"))
ACTIONS: Final = (
    ActionSpec(id="leave", text="返回标准库", icon=Icon.PREVIOUS, tip="草稿留在本机，随时可以继续编辑"),
    ActionSpec(id="undo", text="撤销", icon=Icon.UNDO, shortcut="Ctrl+Z"),
    ActionSpec(id="redo", text="重做", icon=Icon.REFRESH, shortcut="Ctrl+Y"),
    ActionSpec(id="discard", text="放弃草稿…", icon=Icon.DELETE),
    ActionSpec(id="publish", text="发布…", icon=Icon.SERVE, shortcut="Ctrl+Return", kind="primary"),
    ActionSpec(id="add_item", text="加检查项", icon=Icon.ADD, shortcut="Ctrl+N"),
    ActionSpec(id="add_section", text="加部分", icon=Icon.ADD),
    ActionSpec(id="copy", text="复制", icon=Icon.COPY, shortcut="Ctrl+D"),
    ActionSpec(id="remove", text="删去", icon=Icon.DELETE, shortcut="Ctrl+Del"),
    ActionSpec(id="up", text="上移", icon=Icon.FOLD, shortcut="Ctrl+Up"),
    ActionSpec(id="down", text="下移", icon=Icon.EXPAND, shortcut="Ctrl+Down"),
    ActionSpec(id="problem", text="下一处问题", icon=Icon.HAZARD, shortcut="F8"),
)
HEAD_BUTTONS: Final = ("leave", "undo", "redo", "discard", "publish")
SIDE_BUTTONS: Final = ("add_item", "add_section", "copy", "remove", "up", "down")


class EditorPage(QWidget):
    """Shows a draft and announces what a person does with it."""

    edited = Signal(int, str, object, str)
    """The part, the row, its value, and what is being typed."""
    part_chosen = Signal(int)
    tab_chosen = Signal(str)
    typing_paused = Signal()
    """The keyboard leaves a field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(TITLE)
        self.actions_by_id: dict[str, QAction] = {}
        self._draft: Draft | None = None
        self._key = HEAD
        self.tree = DraftTree()
        self.count = plain_label("", "small")
        self.frame = PageFrame(TITLE)
        self.chip = Chip()
        self.frame.add_chip(self.chip)
        self.head = Form(HEAD_ROWS, columns=2, label_width=84, is_examined=True)
        self.section = Form(SECTION_ROWS, label_width=84, is_examined=True)
        self.item = ItemEditor()
        self.parts = QStackedWidget()
        self._areas: dict[str, QScrollArea] = {}
        for name, title, widget in (("head", "检查表", self.head), ("section", "部分", self.section)):
            card = Card(title)
            card.column.addWidget(widget)
            self._add_part(name, card)
        self._add_part("item", self.item)
        self.trial = TrialView()
        self.differences = SectionHeader("")
        self._difference_area, column = scrolling_column()
        self._difference_cards = QVBoxLayout()
        self._difference_cards.setSpacing(8)
        column.addWidget(self.differences)
        column.addLayout(self._difference_cards)
        self.views = QStackedWidget()
        for view in (self.parts, self.trial, self._difference_area):
            self.views.addWidget(view)
        self.frame.set_body(self.views)
        self.frame.tabs.offer(TABS)
        self.frame.tabs.show()
        self._typing = TypingWatch(self)
        self._connect()

    def _connect(self) -> None:
        self.frame.tabs.chosen.connect(self.show_tab)
        self.tree.part_chosen.connect(self._part_chosen)
        self.head.edited.connect(self._head_edited)
        self.section.edited.connect(self._section_edited)
        self.item.edited.connect(self._item_edited)
        self.item.rebuilt.connect(self._watch)
        self._typing.paused.connect(self.typing_paused)
        self.setFocusProxy(self.tree)

    def furnish(self, actions: Mapping[str, QAction]) -> None:
        """Lay the page out with the buttons of its actions."""
        self.actions_by_id = dict(actions)
        kinds = {spec.id: spec.kind for spec in ACTIONS}
        for name in HEAD_BUTTONS:
            self.frame.add_button(button_for(actions[name], kind=kinds[name]))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._side(actions))
        line.addWidget(self.frame, 1)
        self._watch()

    def show_draft(self, draft: Draft, faults: Sequence[Fault], *, key: int, meta: str) -> None:
        """Show the draft and one part of it."""
        self._draft, self._key = draft, key
        self.tree.blockSignals(True)
        self.tree.show_draft(draft, faults)
        self.tree.select(key)
        self.tree.blockSignals(False)
        self.count.setText(f"{len(draft.items)} 项")
        self.frame.show_title(str(draft.head.get("title") or "未命名的检查表"), meta)
        self._show_part(draft, key)

    def show_faults(self, faults: Sequence[Fault], sentence: str) -> None:
        """Show every fault of the part now shown beside its field, and how many there are in all."""
        own = [fault for fault in faults if fault.key == self._key]
        plain = {fault.field: fault.text for fault in reversed(own)}
        self.head.mark_problems(plain if self._key == HEAD else {})
        self.section.mark_problems(plain)
        self.item.show_faults(own, sentence)
        self.chip.show_chip(f"{len(faults)} 处问题" if faults else "可以发布", Tone.BAD if faults else Tone.OK)
        self.tree.blockSignals(True)
        if self._draft is not None:
            self.tree.show_draft(self._draft, faults)
        self.tree.blockSignals(False)

    def show_difference(self, found: Difference | None, against: str) -> None:
        """Show what the draft changes; None while it cannot be read."""
        if found is None:
            self.differences.show_title("与使用中的版本比较", "草稿还有问题，改正后显示差异")
            return
        self.differences.show_title(f"与{against} 比较", difference_words(found))
        show_differences(self._difference_cards, found)

    def show_tab(self, tab: str) -> None:
        """Show the part, the test run or the difference."""
        self.frame.tabs.fill(tab)
        self.views.setCurrentIndex([name for name, _word in TABS].index(tab))
        self.tab_chosen.emit(tab)

    @property
    def tab(self) -> str:
        """The view now shown."""
        return TABS[self.views.currentIndex()][0]

    def go_to(self, fault: Fault) -> None:
        """Take the keyboard to the field of a fault."""
        self.show_tab("part")
        if self.parts.currentWidget() is self._areas["item"]:
            self.item.go_to(fault)
            return
        form = self.head if self._key == HEAD else self.section
        keys = [row.key for row in (HEAD_ROWS if self._key == HEAD else SECTION_ROWS)]
        form.field(fault.field if fault.field in keys else keys[0]).input.setFocus()

    def to_first_field(self) -> None:
        """Take the keyboard to where a new part is begun."""
        self.show_tab("part")
        is_item = self.parts.currentWidget() is self._areas["item"]
        (self.item.forms["text"].field("text") if is_item else self.section.field("title")).input.setFocus()

    def _show_part(self, draft: Draft, key: int) -> None:
        locks = locked(draft, key)
        item, section = draft.item(key), draft.section(key)
        name = "item" if item is not None else "section" if section is not None else "head"
        if item is not None:
            self.item.show_item(item.values, locks)
        elif section is not None:
            _show_form(self.section, SECTION_ROWS, section.values, locks)
        else:
            _show_form(self.head, HEAD_ROWS, draft.head, locks)
        self.parts.setCurrentWidget(self._areas[name])

    def _part_chosen(self, key: int) -> None:
        self.show_tab("part")
        for area in self._areas.values():
            area.verticalScrollBar().setValue(0)
        self.part_chosen.emit(key)

    def _head_edited(self, row: str) -> None:
        self.edited.emit(HEAD, row, typed(self.head.field(row)), row)

    def _section_edited(self, row: str) -> None:
        self.edited.emit(self._key, row, typed(self.section.field(row)), row)

    def _item_edited(self, row: str, value: object, run: str) -> None:
        self.edited.emit(self._key, row, value, run)

    def _watch(self) -> None:
        self._typing.watch(self)

    def _add_part(self, name: str, widget: QWidget) -> None:
        area, column = scrolling_column()
        column.addWidget(widget)
        self.parts.addWidget(area)
        self._areas[name] = area

    def _side(self, actions: Mapping[str, QAction]) -> QFrame:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(WIDTH)
        head = QHBoxLayout()
        head.addWidget(plain_label(TITLE, "h2"))
        head.addStretch(1)
        head.addWidget(self.count)
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, name in enumerate(SIDE_BUTTONS):
            grid.addWidget(button_for(actions[name]), number // 3, number % 3)
        top = QVBoxLayout()
        top.setContentsMargins(EDGE, 14, EDGE, 8)
        top.setSpacing(10)
        top.addLayout(head)
        top.addLayout(grid)
        top.addWidget(button_for(actions["problem"]))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        return side


_UNDO_KEYS: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_REDO: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class TypingWatch(QObject):
    """Tells when the keyboard leaves a field; leaves the keys of undo to the editor, whose steps are the draft's."""

    paused = Signal()

    def watch(self, page: QWidget) -> None:
        """Watch every field in which text is typed."""
        for kind in (QLineEdit, QPlainTextEdit):
            for field in page.findChildren(kind):
                field.removeEventFilter(self)
                field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let no field keep the keys of undo for itself."""
        if event.type() == QEvent.Type.FocusOut:
            self.paused.emit()
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if any(event.matches(one) for one in _UNDO_KEYS) or event.keyCombination() == _REDO:
            event.ignore()
            return True
        return False


def _show_form(form: Form, rows: Sequence[FormRow], values: Mapping[str, object], locks: Mapping[str, str]) -> None:
    fill(form, {row.key: values.get(row.key) or None for row in rows})
    for row in rows:
        form.set_row_enabled(row.key, enabled=row.key not in locks)
        form.show_note(row.key, locks.get(row.key, "") or row.help)
