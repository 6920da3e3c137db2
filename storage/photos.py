"""Original pictures: examined by their content, kept byte by byte under their digest, never altered."""

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspections.pictures import MAX_BYTES, damaged, is_heif, not_a_picture, too_big
from inspections.records import StoredPhoto
from inspections.refusal import BadValueError
from storage import durable, heif

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS: Final = 250_000_000
"""Of a JPEG, which is made small while it is decoded: phones take 200 million."""
MAX_WHOLE_PIXELS: Final = 100_000_000
"""Of every other format: its pixels lie in memory all at once."""
EXTENSIONS: Final[Mapping[str, str]] = {
    "JPEG": "jpg",
    "MPO": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "TIFF": "tif",
    "BMP": "bmp",
    "GIF": "gif",
    heif.FORMAT: "heic",
}
"""The formats that are read, and how their files end; PDF, EPS and others that Pillow also parses stay out."""

_BUILT_IN: Final = tuple(name for name in EXTENSIONS if name not in ("MPO", heif.FORMAT))
_SCALED: Final = ("JPEG", "MPO")
_ORIENTATION: Final = 0x0112
_EXIF: Final = 0x8769
_TAKEN: Final = ((0x9003, 0x9011), (0x9004, 0x9012))
"""Time and its offset: first when the picture was taken, else when it was made digital."""

_SIDEWAYS: Final = (5, 6, 7, 8)
FAULTS: Final = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, AttributeError,
                 OverflowError, ZeroDivisionError, struct.error, zlib.error)  # fmt: skip
"""What Pillow raises on hostile bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What the header of a picture says; width and height as it is seen upright."""

    extension: str
    width: int
    height: int
    orientation: int
    taken_at: str
    damaged: bool


def examine(data: bytes, *, name: str) -> Examined:
    """Read the header; BadValueError names the file and what is wrong with it."""
    if not data:
        raise BadValueError(f"“{name}”是空文件。", "请重新从手机或相机复制。")
    if len(data) > MAX_BYTES:
        raise too_big(name, len(data))
    image = _opened(data, name)
    width, height = image.size
    kind = str(image.format)
    limit = MAX_PIXELS if kind in _SCALED else MAX_WHOLE_PIXELS
    if width * height > limit:
        raise _too_many_pixels(name, limit)
    orientation, taken_at = _exif(image)
    if orientation in _SIDEWAYS:
        width, height = height, width
    ends = _ENDS.get(kind)
    whole = (ends is not None and ends(data)) or _decodes(data)
    return Examined(
        extension=EXTENSIONS[kind],
        width=width,
        height=height,
        orientation=orientation,
        taken_at=taken_at,
        damaged=not whole,
    )


def store(folder: Path, data: bytes, *, name: str, file_time: str = "", keep_damaged: bool = False) -> StoredPhoto:
    """Keep the original durably; the same picture twice is one file, a copy that rotted is put right.

    A picture that is cut off is refused unless a person chose to keep it as it is.
    """
    examined = examine(data, name=name)
    if examined.damaged and not keep_damaged:
        raise damaged(name)
    digest = hashlib.sha256(data).hexdigest()
    path = place(folder, digest, examined.extension)
    if digest_of(path) == digest:
        durable.sync_folder(path.parent)
    else:
        durable.make_folder(path.parent)
        durable.require_space(path.parent, len(data))
        durable.write(path, data)
    return StoredPhoto(
        sha256=digest,
        extension=examined.extension,
        bytes=len(data),
        width=examined.width,
        height=examined.height,
        orientation=examined.orientation,
        taken_at=examined.taken_at,
        file_time=file_time,
        name=name,
        damaged=examined.damaged,
    )


def place(folder: Path, digest: str, extension: str) -> Path:
    """Return where a file of this digest lies: `ab/abcdef….jpg`."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest) or not re.fullmatch(r"[a-z0-9]{1,8}", extension):
        raise BadValueError(f"文件摘要“{digest}.{extension}”无效。")
    return folder / digest[:2] / f"{digest}.{extension}"


def digest_of(path: Path) -> str:
    """Return the digest of a file's bytes, read in pieces; empty where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def readable_formats(data: bytes, name: str) -> tuple[str, ...]:
    """Return the formats a file may have; of HEIC none but itself, and only where it can be read."""
    if is_heif(data):
        heif.require(name)
        return (heif.FORMAT,)
    return _BUILT_IN


def _opened(data: bytes, name: str) -> "Image.Image":
    from PIL import Image

    # Above this Pillow warns, above twice this it raises; the limit itself is checked by who calls.
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    formats = readable_formats(data, name)
    try:
        return Image.open(io.BytesIO(data), formats=formats)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name, MAX_PIXELS) from error
    except FAULTS as error:
        raise not_a_picture(name) from error


def _too_many_pixels(name: str, limit: int) -> BadValueError:
    return BadValueError(f"“{name}”的像素超过 {limit // 1_000_000} 百万。", "请确认这是照片，或降低相机的像素设置。")


def _exif(image: "Image.Image") -> tuple[int, str]:
    try:
        tags = image.getexif()
        orientation = tags.get(_ORIENTATION, 1)
        taken_at = _taken_at(tags.get_ifd(_EXIF))
    except FAULTS:
        return 1, ""
    return orientation if orientation in range(1, 9) else 1, taken_at


def _taken_at(tags: Mapping[int, Any]) -> str:
    for time_tag, offset_tag in _TAKEN:
        with suppress(ValueError):
            instant = datetime.strptime(_text(tags.get(time_tag)), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (cameras tell local time)
            offset = _text(tags.get(offset_tag))
            valid = re.fullmatch(r"[+-](0\d|1[0-4]):[0-5]\d", offset)
            return instant.isoformat() + (offset if valid else "")
    return ""


def _text(value: object) -> str:
    raw = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value or "")
    return raw.strip("\0 ")


def _jpeg_ends(data: bytes) -> bool:
    """Tell whether an end marker follows the picture itself: the thumbnail inside EXIF has one of its own."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xDA:
            return data.rfind(b"\xff\xd9", place) >= 0  # from the end: a whole file has it there
        if marker == 0xFF:
            place += 1
        else:
            place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return False


def _webp_ends(data: bytes) -> bool:
    return int.from_bytes(data[4:8], "little") + 8 <= len(data)


_ENDS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "JPEG": _jpeg_ends,
    "MPO": _jpeg_ends,
    "PNG": lambda data: data.rfind(b"IEND\xaeB`\x82") >= 0,
    "WEBP": _webp_ends,
    heif.FORMAT: heif.is_whole,
}
"""How a whole file ends, told without decoding it; what is in doubt is decoded."""


def _decodes(data: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=_BUILT_IN) as image:
            image.draft("RGB", (1, 1))
            image.load()
    except (*FAULTS, MemoryError):
        return False
    return True
