"""The watched folder in sight: its name while it is watched, and the new photographs with where they may go."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.labels import ElidedLabel, IconLabel
from ui.theme import Tone
from ui.widgets.cards import Card

_WAYS: Final = (
    ("item", "添加到当前检查项", "primary"),
    ("visit", "添加到本次检查", ""),
    ("none", "忽略", "ghost"),
)


class WatchBar(Card):
    """Hidden while nothing is watched."""

    chosen = Signal(str)
    """Where the new photographs go: item, visit or none."""
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.words = ElidedLabel("", "muted")
        self.ways = {}
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(IconLabel(Icon.FOLDER, ink="accent"))
        line.addWidget(self.words, 1)
        for way, text, kind in _WAYS:
            button = push_button(text, kind=kind)  # type: ignore[arg-type]  # the table holds the kinds as text
            button.setProperty("way", way)
            button.clicked.connect(self._choose)
            self.ways[way] = button
            line.addWidget(button)
        self.stop = push_button("停止监视", Icon.CLOSE)
        self.stop.clicked.connect(self.stopped)
        line.addWidget(self.stop)
        self.column.addLayout(line)
        self.hide()

    def show_watch(self, folder: str, *, new: int, is_missing: bool) -> None:
        """Show what is watched and how many photographs are new."""
        self.setVisible(bool(folder))
        if is_missing:
            words = f"监视的文件夹“{folder}”找不到，请接好手机或存储卡，或停止监视。"
        elif new:
            words = f"“{folder}”新到 {new} 个文件"
        else:
            words = f"正在监视“{folder}”，新到的照片会在这里提示"
        self.words.show_text(words)
        self.mark(Tone.WARN if is_missing else Tone.INFO if new else None)
        for button in self.ways.values():
            button.setVisible(bool(new))

    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("way"))
