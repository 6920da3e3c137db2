"""What the camera wrote into an original: a few facts as plain texts, whatever hostile bytes stand there."""

import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Any, Final

from inspections.refusal import BadValueError
from storage.photos import FAULTS, MAX_PIXELS, readable_formats

_EXIF: Final = 0x8769
_GPS: Final = 0x8825
LONGEST: Final = 120
"""Characters of one fact that are worth reading."""


def facts(data: bytes) -> Mapping[str, str]:
    """Return what can be read, by name; empty where nothing was written or nothing can be read."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=readable_formats(data, "照片")) as image:
            tags = image.getexif()
            main, exif, gps = dict(tags), dict(tags.get_ifd(_EXIF)), dict(tags.get_ifd(_GPS))
    except (*FAULTS, BadValueError):
        return {}
    found: dict[str, str] = {}
    for name, tag, say in _FACTS:
        value = exif.get(tag, main.get(tag))
        if value is not None:
            with suppress(*FAULTS):
                found[name] = say(value)[:LONGEST]
    found["place"] = _place(gps)
    return {name: text for name, text in found.items() if text}


def _text(value: Any) -> str:
    raw = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return " ".join("".join(one for one in raw if one.isprintable()).split())


def _exposure(value: Any) -> str:
    seconds = Fraction(float(value)).limit_denominator(10_000)
    if seconds <= 0:
        return ""
    return f"1/{round(1 / seconds)} 秒" if seconds < 1 else f"{float(seconds):g} 秒"


def _aperture(value: Any) -> str:
    return f"f/{float(value):.1f}"


def _length(value: Any) -> str:
    return f"{float(value):g} mm"


def _sensitivity(value: Any) -> str:
    return f"ISO {int(value[0] if isinstance(value, tuple) else value)}"


def _flash(value: Any) -> str:
    return "闪光" if int(value) & 1 else "未闪光"


def _time(value: Any) -> str:
    day, _, clock = _text(value).partition(" ")
    return f"{day.replace(':', '-')} {clock}".strip()


def _place(gps: Mapping[int, Any]) -> str:
    """Return latitude and longitude in degrees; empty where either is missing or makes no sense."""
    with suppress(*FAULTS):
        latitude, longitude = _degrees(gps[2], gps[1], "S"), _degrees(gps[4], gps[3], "W")
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return f"{latitude:.6f}, {longitude:.6f}"
    return ""


def _degrees(parts: Any, letter: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(one) for one in parts)
    size = degrees + minutes / 60 + seconds / 3600
    return -size if _text(letter).upper().startswith(negative) else size


_FACTS: Final[tuple[tuple[str, int, Callable[[Any], str]], ...]] = (
    ("maker", 0x010F, _text),
    ("camera", 0x0110, _text),
    ("lens", 0xA434, _text),
    ("taken", 0x9003, _time),
    ("zone", 0x9011, _text),
    ("exposure", 0x829A, _exposure),
    ("aperture", 0x829D, _aperture),
    ("sensitivity", 0x8827, _sensitivity),
    ("focal_length", 0x920A, _length),
    ("flash", 0x9209, _flash),
    ("software", 0x0131, _text),
)
"""Name, EXIF tag and how its value reads, in the order they are told."""
