"""Pictures for the screen: decoded away from the window, upright, and never larger than memory can bear."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from inspections.gallery import Pixels
from inspections.refusal import BadValueError
from storage import pictures
from storage.photos import FAULTS, MAX_PIXELS, readable_formats

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS: Final = 26_000_000
"""What one picture may take in the window: about 100 MB; a larger original is shown at half, a quarter or an eighth."""
_SCALES: Final = (1, 2, 4, 8)
"""The reductions at which a JPEG decodes without ever being whole in memory."""


def of_jpeg(data: bytes, *, longest: int) -> Pixels:
    """Decode one of our own small pictures, made smaller where it is larger than asked."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        size = fitted(image.size, longest)
        image.draft("RGB", size)
        shown = image.convert("RGB")
    return _pixels(shown if shown.size == size else shown.resize(size, Image.Resampling.BILINEAR))


def of_original(data: bytes, *, longest: int, draw: "Callable[[Image.Image], Image.Image] | None" = None) -> Pixels:
    """Decode an original upright, as large as asked but never beyond what memory can bear; `draw` puts marks on it."""
    image = pictures.upright(data, longest=bounded(size_of(data), longest))
    return _pixels(draw(image) if draw is not None else image)


def fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """Return the size with the longer side at most `longest`; nothing is made larger."""
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def bounded(size: tuple[int, int], longest: int) -> int:
    """Return how long the longer side may be: as asked, or the largest plain reduction of the original that fits."""
    width, height = size
    scale = next((one for one in _SCALES if width * height // (one * one) <= MOST_PIXELS), _SCALES[-1])
    return min(longest, -(-max(size) // scale))


def size_of(data: bytes) -> tuple[int, int]:
    """Read the size of a picture from its head; a square of nothing where the head is broken."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=readable_formats(data, "照片")) as image:
            return image.size
    except (*FAULTS, BadValueError):
        return 1, 1


def _pixels(image: "Image.Image") -> Pixels:
    return Pixels(width=image.width, height=image.height, data=image.tobytes("raw", "BGRX"))
