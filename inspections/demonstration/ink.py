"""Drawn signatures of the demonstration: strokes as a pad gives them, the same for the same name."""

import math
import random
from typing import Final

from inspections.dossier import Ink, Stroke

WIDTH: Final = 900
HEIGHT: Final = 300
_PER_CHARACTER: Final = 4
_POINTS: Final = 18


def signature(name: str) -> Ink:
    """Return a scribble that reads as a hurried signature: a few strokes for each character, pressure and time."""
    chance = random.Random(name)  # noqa: S311 - a picture, no secret
    strokes: list[Stroke] = []
    clock = 0
    step = (WIDTH - 120) / max(1, len(name))
    for turn in range(len(name)):
        for _ in range(_PER_CHARACTER):
            stroke, clock = _stroke(chance, left=60 + turn * step, width=step * 0.92, begins=clock + 90)
            strokes.append(stroke)
    return Ink(width=WIDTH, height=HEIGHT, strokes=tuple(strokes))


def _stroke(chance: random.Random, *, left: float, width: float, begins: int) -> tuple[Stroke, int]:
    """Draw one bent line with a swell in the middle."""
    x1, x2 = left + chance.random() * width * 0.5, left + width * (0.4 + chance.random() * 0.6)
    y1, y2 = 60 + chance.random() * 160, 60 + chance.random() * 180
    bend, wave = chance.uniform(-60, 60), chance.uniform(4, 14)
    points = []
    for number in range(_POINTS):
        t = number / (_POINTS - 1)
        x = x1 + (x2 - x1) * t + math.sin(t * 9) * wave * 0.4
        y = y1 + (y2 - y1) * t + math.sin(t * math.pi) * bend + math.sin(t * 7) * wave
        pressure = int(380 + 520 * math.sin(math.pi * (0.1 + 0.8 * t)))
        points.append((round(x), round(min(HEIGHT - 12, max(12, y))), pressure, begins + number * 12))
    return Stroke(points=tuple(points)), begins + _POINTS * 12
