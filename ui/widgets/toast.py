"""What was just done, with 撤销: a strip of its own in the layout, so that it covers nothing."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.labels import ElidedLabel, IconLabel

SECONDS: Final = 6


class ToastStrip(QWidget):
    """Stands above the bottom bar and takes no room while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seconds = SECONDS
        self._undo: Callable[[], object] | None = None
        self._text = ElidedLabel()
        self._button = push_button("撤销", kind="ghost")
        self._button.clicked.connect(self._undo_pressed)
        close = push_button("关闭", kind="ghost")
        close.clicked.connect(self.dismiss)
        frame = QFrame()
        frame.setObjectName("toast")
        line = QHBoxLayout(frame)
        line.setContentsMargins(14, 4, 6, 4)
        line.setSpacing(10)
        line.addWidget(IconLabel(Icon.DONE, ink="toast_accent"))
        line.addWidget(self._text, 1)
        line.addWidget(self._button)
        line.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 4, 24, 8)
        column.addWidget(frame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now, empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def offer(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """Say what was done; ``undo``, a bound method, takes it back if 撤销 is pressed in time."""
        self._undo = undo
        self._text.show_text(text)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()
        self._timer.start(self.seconds * 1000)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Say nothing any more; what was done stays done."""
        self._timer.stop()
        self._undo = None
        self.hide()

    def _undo_pressed(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()
