"""A QR code that every phone reads: black on white in both schemes, with its quiet border, as large as its room."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004 §5.3.8)."""


class QrCode(QWidget):
    """Shows one text; empty shows nothing."""

    def __init__(self, *, name: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._modules: tuple[bytes, ...] = ()
        self.setAccessibleName(name)
        self.setFixedSize(QSize(side, side))

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text, self._modules = text, _modules(text) if text else ()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._modules:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        step = self.width() / (len(self._modules) + 2 * QUIET)
        ratio = self.devicePixelRatioF()
        for y, line in enumerate(self._modules):
            for x, is_dark in enumerate(line):
                if is_dark:
                    painter.fillRect(_on_pixels(x + QUIET, y + QUIET, step, ratio), QColor(Qt.GlobalColor.black))


def _modules(text: str) -> tuple[bytes, ...]:
    import segno

    return tuple(bytes(line) for line in segno.make(text, error="m", micro=False).matrix)


def _on_pixels(x: int, y: int, step: float, ratio: float) -> QRectF:
    """Return the square of one module with its edges on whole pixels, so that no line shines through."""
    left, top, right, bottom = (round(edge * step * ratio) / ratio for edge in (x, y, x + 1, y + 1))
    return QRectF(left, top, right - left, bottom - top)
