"""Several places of an institution, chosen from a menu of paths."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ui.actions import push_button
from ui.forms import LABEL_WIDTH
from ui.icons import Icon
from ui.labels import ElidedLabel, plain_button_text, plain_label

NONE_CHOSEN: Final = "未选部位，可填写具体位置"


class PlacePicker(QWidget):
    """Shows the chosen places in words; the button opens the list to tick."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: list[str] = []
        self._paths: dict[str, str] = {}
        label = plain_label("部位", "muted")
        label.setMinimumWidth(LABEL_WIDTH)
        self.words = ElidedLabel(NONE_CHOSEN)
        self.button: QPushButton = push_button("选择部位", Icon.PLACE)
        self.button.setAccessibleName(name)
        self._menu = QMenu(self)
        self.button.setMenu(self._menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(label)
        line.addWidget(self.button)
        line.addWidget(self.words, 1)

    def show_choices(self, choices: Sequence[tuple[str, str]], *, chosen: Sequence[str]) -> None:
        """Offer these (id, path) places with some chosen."""
        self._paths, self._chosen = dict(choices), list(chosen)
        self._menu.clear()
        for place, path in choices:
            action = QAction(plain_button_text(path), self._menu)
            action.setCheckable(True)
            action.setChecked(place in chosen)
            action.setData(place)
            action.triggered.connect(self._toggled)
            self._menu.addAction(action)
        self.button.setEnabled(bool(choices))
        self._show_words()

    def value(self) -> tuple[str, ...]:
        """Return the chosen places."""
        return tuple(self._chosen)

    def _toggled(self) -> None:
        self._chosen = [str(action.data()) for action in self._menu.actions() if action.isChecked()]
        self._show_words()
        self.edited.emit()

    def _show_words(self) -> None:
        paths = [self._paths.get(place, "") for place in self._chosen]
        self.words.show_text("；".join(path for path in paths if path) or NONE_CHOSEN)
