"""Files as pages for the preview: PDFs by reports.preview, scans that are pictures as one page."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from inspections.records import UnavailableError
from reports.preview import Pages
from ui.tasks import TaskCancelledError
from ui.widgets.pdf_view import PageImage

A4_WIDTH: Final = 595.0
POINTS_PER_INCH: Final = 72
PNG_MARK: Final = b"\x89PNG"


@dataclass(frozen=True, kw_only=True)
class _Picture:
    width: int
    height: int
    rgb: bytes


class PicturePages:
    """A scan that is one picture, shown as one page as wide as A4."""

    def __init__(self, data: bytes) -> None:
        kind = "PNG" if data.startswith(PNG_MARK) else "JPG"  # left to guess, Qt may take it for TGA
        self._image = QImage.fromData(data, kind)  # type: ignore[arg-type]  # the stub asks for bytes, the call for text
        if self._image.isNull():
            raise UnavailableError("无法打开这份扫描件。", "文件可能已损坏，请重新扫描。")

    def __len__(self) -> int:
        return 1

    def size(self, index: int) -> tuple[float, float]:
        """Return width and height in points."""
        del index
        return A4_WIDTH, A4_WIDTH * self._image.height() / max(self._image.width(), 1)

    def image(self, index: int, *, dpi: float) -> PageImage:
        """Draw the picture at a resolution."""
        width = max(1, round(self.size(index)[0] / POINTS_PER_INCH * dpi))
        scaled = self._image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        drawn = scaled.convertToFormat(QImage.Format.Format_RGB888)
        used, stride = drawn.width() * 3, drawn.bytesPerLine()
        raw = bytes(drawn.constBits())
        rows = (raw[row * stride : row * stride + used] for row in range(drawn.height()))
        return _Picture(width=drawn.width(), height=drawn.height(), rgb=b"".join(rows))

    def close(self) -> None:
        """Nothing is held open."""


class OpenPages:
    """An open file for the preview. Pages are drawn on worker threads: one asked for after closing is not drawn."""

    def __init__(self, data: bytes, *, is_picture: bool = False) -> None:
        self._source = _opened(data, is_picture=is_picture)
        self._lock = threading.Lock()
        self._is_open = True
        self._sizes = [self._source.size(index) for index in range(len(self._source))]

    def __len__(self) -> int:
        return len(self._sizes)

    def size(self, index: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        return self._sizes[index]

    def image(self, index: int, *, dpi: float) -> PageImage:
        """Draw one page; a task that comes too late ends as one that was broken off."""
        with self._lock:
            if not self._is_open:
                raise TaskCancelledError
            return self._source.image(index, dpi=dpi)

    def close(self) -> None:
        """Give the file back; safe to call twice."""
        with self._lock:
            if self._is_open:
                self._is_open = False
                self._source.close()


def _opened(data: bytes, *, is_picture: bool) -> Pages | PicturePages:
    if is_picture:
        return PicturePages(data)
    try:
        return Pages(data)
    except ValueError as error:
        raise UnavailableError(str(error), "请从备份恢复该文件。") from error
