"""The parts of a draft as a tree, with what is new and how many faults each part has."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from inspections.authoring.draft import HEAD, Draft, DraftItem, DraftSection
from inspections.authoring.examining import Fault
from ui.labels import plain_tooltip

HEAD_TITLE: Final = "检查表信息"
_KEY: Final = int(Qt.ItemDataRole.UserRole) + 1
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DraftTree(QTreeWidget):
    """Shows every part; the chosen one is announced by its key."""

    part_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("草稿的各部分")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, head.ResizeMode.Stretch)
        head.setSectionResizeMode(1, head.ResizeMode.ResizeToContents)
        self._shape: tuple[tuple[int, ...], ...] = ()
        self._nodes: dict[int, QTreeWidgetItem] = {}
        self.currentItemChanged.connect(self._current_changed)

    @property
    def current_key(self) -> int:
        """The key of the chosen part."""
        node = self.currentItem()
        return int(node.data(0, _KEY)) if node is not None else HEAD

    def show_draft(self, draft: Draft, faults: Sequence[Fault]) -> None:
        """Show the parts; rows are only made anew when there are others or they stand elsewhere."""
        shape = tuple((one.key, *(item.key for item in one.items)) for one in draft.sections)
        is_other = shape != self._shape or not self._nodes
        current = self.current_key
        if is_other:
            self._shape = shape
            self.clear()
            self._nodes = {HEAD: _node(HEAD)}
            self._nodes.update({key: _node(key) for keys in shape for key in keys})
        self._show_texts(draft, faults)
        if is_other:  # texts first: every change of a node that is already shown measures all of them
            self._attach(current)

    def _show_texts(self, draft: Draft, faults: Sequence[Fault]) -> None:
        counts = Counter(fault.key for fault in faults)
        self._show(HEAD, HEAD_TITLE, _mark(counts[HEAD]))
        for section in draft.sections:
            count = counts[section.key] + sum(counts[item.key] for item in section.items)
            self._show(section.key, _section_text(section), _mark(count) or str(len(section.items)))
            for item in section.items:
                new = "新" if draft.is_new(item.key) else ""
                self._show(item.key, _item_text(item), _mark(counts[item.key]) or new)

    def select(self, key: int) -> None:
        """Choose a part."""
        node = self._nodes.get(key)
        if node is not None:
            self.setCurrentItem(node)
            self.scrollToItem(node, QAbstractItemView.ScrollHint.EnsureVisible)

    def texts(self) -> list[str]:
        """Return what the tree says, row by row."""
        return [node.text(0) for node in self._nodes.values()]

    def _attach(self, current: int) -> None:
        self.addTopLevelItem(self._nodes[HEAD])
        for section, *items in self._shape:
            self._nodes[section].addChildren([self._nodes[key] for key in items])
            self.addTopLevelItem(self._nodes[section])
        self.expandAll()
        self.select(current)

    def _show(self, key: int, text: str, mark: str) -> None:
        node = self._nodes[key]
        if (node.text(0), node.text(1)) != (text, mark):
            node.setText(0, text)
            node.setText(1, mark)
            node.setToolTip(0, plain_tooltip(text))

    def _current_changed(self, node: QTreeWidgetItem | None) -> None:
        if node is not None:
            self.part_chosen.emit(int(node.data(0, _KEY)))


def _node(key: int) -> QTreeWidgetItem:
    node = QTreeWidgetItem()
    node.setData(0, _KEY, key)
    node.setTextAlignment(1, _RIGHT)
    return node


def _section_text(section: DraftSection) -> str:
    return f"{section.code}　{section.title or '未命名'}"


def _item_text(item: DraftItem) -> str:
    return f"{item.id or '未编号'}　{item.text or '未写内容'}"


def _mark(count: int) -> str:
    return f"{count} 处问题" if count else ""
