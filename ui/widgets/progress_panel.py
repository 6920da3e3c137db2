"""How far a long task is, and the button that breaks it off."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.labels import ElidedLabel
from ui.tasks import Task
from ui.widgets.cards import Card


class ProgressPanel(Card):
    """Follows one task at a time and hides when it has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._task: Task | None = None
        self._title = ElidedLabel("", "title")
        self._step = ElidedLabel("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.cancel = push_button("取消", Icon.CLOSE)
        self.cancel.clicked.connect(self._cancel)
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self._title, self.bar, self._step):
            words.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(words, 1)
        line.addWidget(self.cancel)
        self.column.addLayout(line)
        self.hide()

    def follow(self, task: Task) -> None:
        """Show the progress of a task until its end."""
        self._task = task
        self._title.show_text(task.title)
        self._step.show_text("正在准备…")
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        task.progressed.connect(self._progressed)
        for ended in (task.finished, task.failed, task.cancelled):
            ended.connect(self._ended)
        self.show()

    def _progressed(self, done: int, total: int, text: str) -> None:
        if self.sender() is not self._task:
            return
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self._step.show_text(f"{done} / {total}  {text}".rstrip())

    def _ended(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel.setEnabled(False)
            self._step.show_text("正在停止…")
