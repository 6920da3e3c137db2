"""Reads the codes printed on papers from a photograph, a scan or a PDF. zxing-cpp is imported at first use."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from inspections.paper_code import is_code
from inspections.refusal import BadValueError
from reports.preview import Pages

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI: Final = 200
_MOST_PAGES: Final = 3
_MOST_PIXELS: Final = 100_000_000


def read_codes(data: bytes) -> tuple[str, ...]:
    """Return the codes of papers found in a picture, or on the first page of a PDF that has any."""
    import zxingcpp

    found: list[str] = []
    for image in _pages(data) if data.startswith(b"%PDF-") else _picture(data):
        codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        found.extend(code.text for code in codes if is_code(code.text))
        if found:
            break
    return tuple(dict.fromkeys(found))


def _pages(pdf: bytes) -> Iterator[Image]:
    from PIL.Image import frombytes

    with Pages(pdf) as pages:
        for number in range(min(len(pages), _MOST_PAGES)):
            drawn = pages.image(number, dpi=_DPI)
            yield frombytes("RGB", (drawn.width, drawn.height), drawn.rgb)


def _picture(data: bytes) -> Iterator[Image]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise BadValueError("图片过大，无法识别二维码。", "请缩小后再试。")
            yield image.convert("L")
    except (UnidentifiedImageError, OSError) as error:
        raise BadValueError("无法读取这张图片。", "请选择 PDF、JPG 或 PNG 文件。") from error
