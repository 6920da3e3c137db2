"""Generated photographs for the demonstration: places of a home as a telephone sees them, never of a real one."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from PIL import Image

from reports import scenery_care as care
from reports import scenery_exits as exits
from reports import scenery_fire as fire
from reports.scenery_canvas import Canvas
from reports.scenery_rooms import new_canvas

QUALITY: Final = 84
_ORIENTATION: Final = 0x0112
_MAKE, _MODEL, _SOFTWARE, _TIME = 0x010F, 0x0110, 0x0131, 0x0132
_EXIF: Final = 0x8769
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011
_AFTER: Final = "after"

_TURNED: Final[Mapping[int, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How the sensor held what EXIF turns upright again."""

_SIDEWAYS: Final = (5, 6, 7, 8)

Painter = Callable[..., None]

SCENES: Final[Mapping[str, Painter]] = {
    "bathroom": care.bathroom,
    "bedroom": care.bedroom,
    "bedroom_heater": care.bedroom_heater,
    "bedside_table": care.bedside_table,
    "corridor_boxes": exits.corridor_boxes,
    "corridor_wheelchairs": exits.corridor_wheelchairs,
    "ebike_hall": exits.ebike_hall,
    "emergency_light": exits.emergency_light,
    "evacuation_map": exits.evacuation_map,
    "exit_door": exits.exit_door,
    "exit_sign": exits.exit_sign_dark,
    "extinguishers": fire.extinguishers,
    "facade": fire.facade,
    "fire_door": exits.fire_door,
    "food_fridge": care.food_fridge,
    "hydrant_cabinet": fire.hydrant_cabinet,
    "kitchen": care.kitchen,
    "kitchen_gas": fire.kitchen_gas,
    "laundry": care.laundry,
    "notice_board": care.notice_board,
    "oxygen_bottles": fire.oxygen_bottles,
    "power_strip": care.power_strip,
    "smoke_detector": fire.smoke_detector,
    "soft_lining": fire.soft_lining,
    "stamped_page": care.stamped_page,
    "storage_room": fire.storage_room,
    "water_boiler": care.water_boiler,
    "window_bars": fire.window_bars,
}


def photograph(scene: str, *, seed: int, taken_at: datetime, orientation: int = 1) -> bytes:
    """Take a picture of a scene such as `exit_door.before` or `exit_door.after`: the same seed, the same bytes.

    An orientation that EXIF turns by a quarter gives a portrait.
    """
    name, _, when = scene.partition(".")
    image = paint(name, seed=seed, after=when == _AFTER, portrait=orientation in _SIDEWAYS or name == "stamped_page")
    if orientation in _TURNED:
        image = image.transpose(_TURNED[orientation])
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, exif=_exif(taken_at, orientation))
    return out.getvalue()


def paint(name: str, *, seed: int, after: bool, portrait: bool) -> Image.Image:
    """Paint a scene upright."""
    canvas: Canvas = new_canvas(seed, portrait=portrait)
    SCENES[name](canvas, after=after)
    return canvas.finished()


def _exif(taken_at: datetime, orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[_MAKE], exif[_MODEL], exif[_SOFTWARE] = "YIAN DEMO", "DEMO-1", "generated picture"
    exif[_TIME] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    offset = f"{taken_at:%z}"
    taken = exif.get_ifd(_EXIF)
    taken[_TAKEN] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    if offset:
        taken[_TAKEN_OFFSET] = f"{offset[:3]}:{offset[3:5]}"
    return exif
