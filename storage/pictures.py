"""Small upright pictures for lists, viewer and papers: JPEG without EXIF, made from originals that never change."""

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inspections.refusal import BadValueError
from storage.photos import FAULTS, MAX_PIXELS, readable_formats

if TYPE_CHECKING:
    from PIL import Image

THUMBNAIL: Final = 320
DERIVATIVE: Final = 1600
QUALITY: Final = 80
RECIPE: Final = 2
"""Part of the cache's path: a changed recipe never meets old pictures."""

_WHITE: Final = (255, 255, 255)
_salvaging: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The two small pictures of an original, each a JPEG."""

    thumbnail: bytes
    derivative: bytes


def both(data: bytes) -> Pictures:
    """Return thumbnail and derivative from one decoding; of a damaged picture what can be read."""
    from PIL import Image

    large = upright(data, longest=DERIVATIVE)
    size = _fitted(large.size, THUMBNAIL)
    # A whole divisor is averaged first: five times quicker than the filter over every pixel.
    small = large.resize(size, Image.Resampling.BILINEAR, reducing_gap=1.0)
    return Pictures(thumbnail=_jpeg(small), derivative=_jpeg(large))


def upright_jpeg(data: bytes, *, longest: int, draw: "Callable[[Image.Image], Image.Image] | None" = None) -> bytes:
    """Return an upright JPEG, the longer side at most `longest`; of a damaged picture what can be read.

    `draw` puts marks on the upright picture before it is coded, so that nothing hidden is ever written.
    """
    image = upright(data, longest=longest)
    return _jpeg(image if draw is None else draw(image))


def upright(data: bytes, *, longest: int) -> "Image.Image":
    """Decode a picture upright, the longer side at most `longest`; of a damaged one what can be read."""
    try:
        return _small(data, longest)
    except FAULTS:
        return _salvaged(data, longest)


def _jpeg(image: "Image.Image") -> bytes:
    out = io.BytesIO()
    image.info = {}
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _salvaged(data: bytes, longest: int) -> "Image.Image":
    """Decode what is there of a truncated picture, the rest stays grey or black."""
    from PIL import ImageFile

    # The switch is global; another thread that meets it gets the same salvage a moment earlier.
    with _salvaging:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            return _small(data, longest)
        except FAULTS as error:
            raise BadValueError("照片原件已损坏，无法显示。", "原件仍按原样保存；请重拍或从手机重新导入。") from error
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False


def _small(data: bytes, longest: int) -> "Image.Image":
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(io.BytesIO(data), formats=readable_formats(data, "照片")) as image:
        orientation = _orientation(image)
        size = _fitted(image.size, longest)
        # The exact size: asked for a square, Pillow would decode in full.
        image.draft("RGB", size)
        small = _plain(image).resize(size, Image.Resampling.BILINEAR)
    return _turned(_on_white(_eight_bits(small)), orientation)


def _orientation(image: "Image.Image") -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except FAULTS:
        return 1


def _plain(image: "Image.Image") -> "Image.Image":
    """Return the picture in a mode that can be resized without false colours."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    if image.mode == "RGB" and "transparency" in image.info:
        return image.convert("RGBA")
    image.load()
    return image


def _eight_bits(image: "Image.Image") -> "Image.Image":
    """Bring 16-bit and floating grey into 0-255; a plain conversion would clip it to white."""
    if not image.mode.startswith(("I", "F")):
        return image
    wide = image.convert("F")
    low, high = (float(bound) for bound in wide.getextrema() if not isinstance(bound, tuple))
    if image.mode != "F" and low >= 0 and high <= 65535:
        factor, shift = 255 / 65535, 0.0
    else:
        factor = 255 / ((high - low) or 1.0)
        shift = -low * factor
    return wide.point(lambda value: value * factor + shift).convert("L")


def _on_white(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    if image.mode in ("RGBA", "LA", "RGBa", "La"):
        picture = image.convert("RGBA")
        paper = Image.new("RGB", image.size, _WHITE)
        paper.paste(picture, mask=picture.getchannel("A"))
        return paper
    return image if image.mode == "RGB" else image.convert("RGB")


def _turned(image: "Image.Image", orientation: int) -> "Image.Image":
    from PIL import Image

    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(orientation)
    return image.transpose(turn) if turn is not None else image
