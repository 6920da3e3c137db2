"""How alike two pictures look: difference hashes of the upright picture, of the whole and of slight cuts of it."""

import io
from typing import TYPE_CHECKING, Final

from inspections.photo_pair import Likeness

if TYPE_CHECKING:
    from PIL import Image

RECIPE: Final = 1
"""Part of the cache's path: a changed recipe never meets old hashes."""
_SIDE: Final = 8
_CUTS: Final = (0.96, 0.92, 0.88)
"""Shares of each side that slight cuts leave; each is taken from the middle and from the corners."""
_CORNERS: Final = ((0.5, 0.5), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
_SMALL: Final = (128, 128)
HASHES: Final = 1 + len(_CUTS) * len(_CORNERS)


def likeness(jpeg: bytes) -> Likeness:
    """Return the hashes of an upright JPEG, the whole picture's first."""
    from PIL import Image

    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
        grey = image.convert("L").resize(_SMALL, Image.Resampling.BOX)
    whole = (0.0, 0.0, float(_SMALL[0]), float(_SMALL[1]))
    return tuple(_hash(grey, box) for box in (whole, *_boxes()))


def as_text(found: Likeness) -> str:
    """Return hashes as they are kept in the cache."""
    return " ".join(f"{one:032x}" for one in found)


def from_text(kept: str) -> Likeness:
    """Read kept hashes back; of a half or strange file nothing."""
    try:
        found = tuple(int(one, 16) for one in kept.split())
    except ValueError:
        return ()
    return found if len(found) == HASHES else ()


def _boxes() -> list[tuple[float, float, float, float]]:
    width, height = _SMALL
    return [
        (x * (1 - cut) * width, y * (1 - cut) * height, (x + (1 - x) * cut) * width, (y + (1 - y) * cut) * height)
        for cut in _CUTS
        for x, y in _CORNERS
    ]


def _hash(grey: "Image.Image", box: tuple[float, float, float, float]) -> int:
    """Return 128 bits: for 8 x 8 points whether it grows brighter to the right, then whether downwards."""
    from PIL import Image

    across = grey.resize((_SIDE + 1, _SIDE), Image.Resampling.BOX, box=box).tobytes()
    down = grey.resize((_SIDE, _SIDE + 1), Image.Resampling.BOX, box=box).tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            here = row * (_SIDE + 1) + column
            bits = bits << 1 | (across[here + 1] > across[here])
    for place in range(_SIDE * _SIDE):
        bits = bits << 1 | (down[place + _SIDE] > down[place])
    return bits
