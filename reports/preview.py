"""Pages of a PDF as pictures, for the window and for printing. pypdfium2 is imported at first use.

QtPdf leaves signatures out; PDFium draws them once the forms are initialised. PDFium is not made for threads,
so every call holds one lock.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

_PDFIUM: Final = threading.RLock()
_POINTS_PER_INCH: Final = 72
SCREEN_DPI: Final = 110
PRINT_DPI: Final = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class PageImage:
    """One page as packed RGB, three bytes a pixel, rows from the top without gaps."""

    width: int
    height: int
    rgb: bytes


class Pages:
    """An open PDF whose pages are drawn one by one; close it or use it in a `with`."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        with _PDFIUM:
            try:
                self._document: Any = pypdfium2.PdfDocument(pdf)
            except pypdfium2.PdfiumError as error:
                raise ValueError("无法打开这份 PDF：文件已损坏或已加密。") from error
            self._document.init_forms()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many pages there are."""
        with _PDFIUM:
            return len(self._document)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        with _PDFIUM:
            width, height = self._document.get_page_size(index)
        return float(width), float(height)

    def image(self, index: int, *, dpi: float = SCREEN_DPI) -> PageImage:
        """Draw one page, signatures included; the first is 0."""
        with _PDFIUM:
            page = self._document[index]
            bitmap = page.render(scale=dpi / _POINTS_PER_INCH, may_draw_forms=True, rev_byteorder=True)
            image = PageImage(width=bitmap.width, height=bitmap.height, rgb=_packed(bitmap))
            bitmap.close()
            page.close()
        return image

    def text(self, index: int) -> str:
        """Return the text of one page as it can be copied from it."""
        with _PDFIUM:
            page = self._document[index]
            layer = page.get_textpage()
            said = str(layer.get_text_range())
            layer.close()
            page.close()
        return said

    def close(self) -> None:
        """Give the document back; safe to call twice."""
        with _PDFIUM:
            self._document.close()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with Pages(pdf) as pages:
        return len(pages)


def text_of(pdf: bytes) -> str:
    """Return the text of all pages."""
    with Pages(pdf) as pages:
        return "\n".join(pages.text(number) for number in range(len(pages)))


def _packed(bitmap: Any) -> bytes:
    """The pixels without the padding at the end of each row."""
    used = bitmap.width * bitmap.n_channels
    raw = bytes(bitmap.buffer)
    if bitmap.n_channels != 3:
        raise ValueError(f"PDFium drew {bitmap.n_channels} channels instead of RGB")
    if bitmap.stride == used:
        return raw[: used * bitmap.height]
    return b"".join(raw[row * bitmap.stride : row * bitmap.stride + used] for row in range(bitmap.height))
