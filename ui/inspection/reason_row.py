"""Why an item does not apply: quick choices and a line of one's own words, in place under the item."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.actions import push_button
from ui.labels import plain_label

QUICK_REASONS: Final = ("机构无此设施设备", "未开展此项服务", "本部位不涉及", "无此类老年人入住")


class ReasonRow(QWidget):
    """Asks for the reason of 不适用; nothing is recorded before it is given."""

    given = Signal(str)
    cancelled = Signal()

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit()
        self.text.setPlaceholderText("其他理由，回车确定")
        self.text.setAccessibleName(f"{code} 不适用的理由")
        self.text.setMaxLength(200)
        self.text.returnPressed.connect(self._typed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 0)
        line.setSpacing(6)
        line.addWidget(plain_label("不适用的理由", "muted"))
        self.quick = [push_button(reason) for reason in QUICK_REASONS]
        for button, reason in zip(self.quick, QUICK_REASONS, strict=True):
            button.setProperty("pill", "true")
            button.setProperty("reason", reason)
            button.setAccessibleName(f"{code} {reason}")
            button.clicked.connect(self._picked)
            line.addWidget(button)
        line.addWidget(self.text, 1)
        cancel = push_button("取消", kind="ghost")
        cancel.setAccessibleName(f"{code} 取消不适用")
        cancel.clicked.connect(self.cancelled)
        line.addWidget(cancel)
        self.hide()

    def ask(self, reason: str = "") -> None:
        """Show the row and take the keyboard."""
        self.text.setText(reason)
        self.show()
        self.quick[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _picked(self) -> None:
        self.given.emit(str(self.sender().property("reason")))

    def _typed(self) -> None:
        if self.text.text().strip():
            self.given.emit(self.text.text().strip())
