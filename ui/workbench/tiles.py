"""Number tiles that open a list when pressed."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout

from ui.labels import plain_label, restyle
from ui.workbench.model import Tile

SMALLEST: Final = QSize(132, 74)


class FigureTile(QToolButton):
    """One number with what it counts; calm while it is nought."""

    def __init__(self, tile: Tile) -> None:
        super().__init__()
        self.tile = tile
        self.setProperty("tile", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.figure = plain_label("—", "figure")
        self.caption = plain_label(tile.caption, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(0)
        for label in (self.figure, self.caption):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        self.setAccessibleName(tile.caption)

    def show_count(self, count: int) -> None:
        """Show a number, coloured where it asks for attention."""
        self.figure.setText(str(count))
        restyle(self.figure, tone=self.tile.tone.value if self.tile.tone and count else "")
        self.setAccessibleName(f"{self.tile.caption} {count}")

    def sizeHint(self) -> QSize:
        return self._room()

    def minimumSizeHint(self) -> QSize:
        return self._room()

    def _room(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint().expandedTo(SMALLEST) if layout is not None else SMALLEST
