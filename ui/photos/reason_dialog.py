"""Asks for a reason before a photo is put away or destroyed; nothing happens without one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.labels import plain_label

LONGEST = 100


class ReasonDialog(QDialog):
    """One line of text and two buttons; the button that acts is off while the line is empty."""

    given = Signal(str)

    def __init__(
        self, title: str, text: str, *, accept: str, danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("理由，如：拍错部位")
        self.reason.setMaxLength(LONGEST)
        self.reason.textChanged.connect(self._follow)
        self.accept_button = push_button(accept, kind="danger" if danger else "primary")
        self.accept_button.clicked.connect(self._give)
        cancel = push_button("取消")
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(plain_label(title, "h2"))
        column.addWidget(plain_label(text, wrap=True))
        column.addWidget(self.reason)
        column.addLayout(buttons)
        self._follow()

    def _follow(self) -> None:
        self.accept_button.setEnabled(bool(self.reason.text().strip()))

    def _give(self) -> None:
        self.given.emit(self.reason.text().strip())
        self.accept()
