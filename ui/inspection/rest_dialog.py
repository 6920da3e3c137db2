"""本部分其余符合: what would be marked, one by one to be looked through, and what must be answered for itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.inspection.model import Rest
from ui.labels import plain_label
from ui.widgets.page import scrolling_column


class RestDialog(QDialog):
    """The look-back list before a batch; ``chosen`` carries the codes left ticked."""

    chosen = Signal(object)

    def __init__(self, title: str, rest: Rest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("本部分其余符合")
        self.setMinimumSize(680, 480)
        area, lines = scrolling_column()
        lines.setSpacing(4)
        lines.addWidget(
            plain_label(f"以下 {len(rest.marked)} 项一次记为“符合”，请逐项看过，不确定的请取消勾选。", wrap=True)
        )
        self.boxes = {item.id: QCheckBox(item.id) for item in rest.marked}
        for item in rest.marked:
            box, words = self.boxes[item.id], plain_label(item.text, wrap=True)
            box.setAccessibleName(f"{item.id} {item.text}")
            box.setChecked(True)
            box.toggled.connect(self._count)
            line = QHBoxLayout()
            line.addWidget(box)
            line.addWidget(words, 1)
            lines.addLayout(line)
        if rest.left:
            lines.addWidget(plain_label("须逐项检查，不在其内：", "muted"))
        for item, why in rest.left:
            lines.addWidget(plain_label(f"{item.id}　{item.text}（{why}）", "small", wrap=True))
        self.accept_button = push_button("", Icon.DONE, kind="primary")
        self.accept_button.clicked.connect(self._choose)
        cancel = push_button("取消")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 0, 24, 0)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        head = plain_label(title, "h2")
        head.setContentsMargins(24, 0, 24, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 20)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(area, 1)
        column.addLayout(buttons)
        self._count()

    def _ticked(self) -> list[str]:
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def _count(self) -> None:
        count = len(self._ticked())
        self.accept_button.setText(f"{count} 项记为符合")
        self.accept_button.setAccessibleName(f"{count} 项记为符合")
        self.accept_button.setEnabled(bool(count))

    def _choose(self) -> None:
        self.chosen.emit(self._ticked())
        self.accept()
