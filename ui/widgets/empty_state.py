"""What a page says when it has nothing to show: why, and what to do next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.icons import Icon
from ui.labels import IconLabel, plain_label


class EmptyState(QWidget):
    """A quiet picture, one sentence, one hint and at most one button."""

    def __init__(
        self,
        meaning: Icon,
        title: str,
        hint: str = "",
        *,
        button: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = plain_label(title, "title")
        self.hint = plain_label(hint, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(IconLabel(meaning, ink="line2", size=56), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        column.addWidget(self.hint)  # a centred wrapping label would be cut: it takes the whole width
        if button is not None:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setVisible(bool(hint))
        column.addStretch(3)

    def show_text(self, title: str, hint: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
