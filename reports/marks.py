"""What stands in a paper beside text and tables: pictures, QR code, places for signatures. Heavy: imports reportlab."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reportlab.graphics.barcode.qr import QrCode
from reportlab.pdfbase.pdfutils import readJPEGInfo
from reportlab.platypus.flowables import Flowable

from reports.paragraph import Text, text
from reports.style import CAPTION, FURNITURE_COLOR, MM, TextStyle

_DEVICE_GRAY, _DEVICE_RGB = 1, 3
SIGNATURE_HEIGHT: Final = 17 * MM


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatureBox:
    """Where one signature goes: the field's name, its readable name, page (0 is the first), rectangle in points."""

    field: str
    label: str
    page: int
    box: tuple[int, int, int, int]


class SignaturePlace(Flowable):  # type: ignore[misc]
    """An empty place for ink or a drawn signature; its rectangle is reported by the finished document."""

    def __init__(self, field: str, label: str, *, height: float = SIGNATURE_HEIGHT) -> None:
        super().__init__()
        self.field, self.label, self.place_height = field, label, height

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """As wide as there is room."""
        self.width, self.height = available_width, self.place_height
        return self.width, self.height

    def draw(self) -> None:
        """Draw nothing but tell the canvas where this place is."""
        left, bottom = self.canv.absolutePosition(0, 0)
        self.canv.signature_boxes.append(
            SignatureBox(
                field=self.field,
                label=self.label,
                page=self.canv.getPageNumber() - 1,
                box=(round(left), round(bottom), round(left + self.width), round(bottom + self.height)),
            )
        )


class _JpegFile:
    """A JPEG as reportlab's canvas takes it: bytes copied through, named by content so that paths leave no trace."""

    def __init__(self, source: Path | bytes) -> None:
        self._data = source if isinstance(source, bytes) else source.read_bytes()

    def __str__(self) -> str:
        return hashlib.sha256(self._data).hexdigest()

    def jpeg_fh(self) -> io.BytesIO:
        """The bytes, never decoded."""
        return io.BytesIO(self._data)


class Picture(Flowable):  # type: ignore[misc]
    """An upright JPEG derivative, as large as fits its box; the bytes are read when its page is drawn."""

    def __init__(self, source: Path | bytes, *, max_width: float, max_height: float) -> None:
        super().__init__()
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
            pixel_width, pixel_height, components = readJPEGInfo(file)[:3]
        if components not in (_DEVICE_GRAY, _DEVICE_RGB):
            name = "照片" if isinstance(source, bytes) else source.name
            raise ValueError(f"{name}: 只接受灰度或 RGB 的 JPEG 图片，请先生成报告用图")
        scale = min(max_width / pixel_width, max_height / pixel_height)
        self._source = source
        self.width, self.height = pixel_width * scale, pixel_height * scale

    @property
    def data(self) -> bytes:
        """Return the bytes of the picture."""
        return self._source if isinstance(self._source, bytes) else self._source.read_bytes()

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """The size settled at the beginning."""
        return self.width, self.height

    def draw(self) -> None:
        """Copy the JPEG into the file, once however often it is shown."""
        self.canv.drawImage(_JpegFile(self._source), 0, 0, self.width, self.height)


class Rule(Flowable):  # type: ignore[misc]
    """A horizontal line over the whole width."""

    def __init__(self, *, thickness: float = 0.8, color: str = FURNITURE_COLOR, space: float = 4) -> None:
        super().__init__()
        self.thickness, self.color = thickness, color
        self.spaceBefore = self.spaceAfter = space

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """As wide as there is room."""
        self.width, self.height = available_width, self.thickness
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line."""
        self.canv.saveState()
        self.canv.setStrokeColor(self.color)
        self.canv.setLineWidth(self.thickness)
        self.canv.line(0, 0, self.width, 0)
        self.canv.restoreState()


def qr_code(content: str, *, size: float = 24 * MM) -> Any:
    """A QR code (level M) as vector shapes."""
    return QrCode(content, width=size, height=size, qrLevel="M", qrBorder=1)


def caption(content: str, style: TextStyle = CAPTION) -> Text:
    """The line below a picture or a QR code."""
    return text(content, style)
