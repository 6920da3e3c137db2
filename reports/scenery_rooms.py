"""Rooms for the generated pictures: corridor, bedroom, tiled room, a wall close by, outdoors."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from reports.scenery_canvas import Canvas, Colour, Point, blend, shade

WHITE: Final = (226, 224, 216)
CREAM: Final = (222, 210, 184)
MINT: Final = (150, 190, 172)
BLUE: Final = (140, 168, 196)
WOOD: Final = (150, 104, 66)
STEEL: Final = (176, 180, 184)
DARK: Final = (46, 46, 50)
RED: Final = (186, 34, 32)
GREEN: Final = (24, 140, 82)
YELLOW: Final = (226, 180, 40)
CARDBOARD: Final = (176, 136, 90)

NEAR: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A room by its half width, height and depth, and its colours; `dado` is the painted lower part of the walls."""

    half: float = 1.15
    high: float = 2.7
    deep: float = 11.0
    wall: Colour = WHITE
    dado: Colour | None = MINT
    floor: Colour = (188, 176, 156)
    tile: float = 0.6
    wall_tile: float = 0.0
    ceiling: Colour = (214, 214, 210)


def build(canvas: Canvas, shell: Shell) -> None:
    """Draw the empty room: surfaces that lose light with the distance, tiles, skirting."""
    half, high, deep = shell.half, shell.high, shell.deep
    steps = 14
    edges = [NEAR + (deep - NEAR) * (step / steps) ** 1.8 for step in range(steps + 1)]
    for step in reversed(range(steps)):
        near, far = edges[step], edges[step + 1]
        lit = 1.06 - 0.32 * (step / steps)
        canvas.face(
            [(-half, 0, near), (half, 0, near), (half, 0, far), (-half, 0, far)], shade(shell.floor, lit * 0.92)
        )
        canvas.face(
            [(-half, high, near), (half, high, near), (half, high, far), (-half, high, far)],
            shade(shell.ceiling, lit * 0.9),
        )
        for side, dim in ((-half, 0.96), (half, 0.84)):
            _wall(canvas, shell, (side, near, far), lit * dim)
    _back(canvas, shell)
    _tiles(canvas, shell)
    if shell.wall_tile:
        _wall_tiles(canvas, shell)
    for side in (-half, half):
        canvas.line([(side, 0.05, NEAR + 0.3), (side, 0.05, deep)], shade(shell.floor, 0.55), 0.03)
        canvas.line([(side, high, NEAR + 0.3), (side, high, deep)], shade(shell.ceiling, 0.7), 0.02)
    for y, strength in ((0.0, 90), (high, 60)):
        points = [(-half, y, deep), (half, y, deep), (half, y + (0.25 if not y else -0.15), deep), (-half, y, deep)]
        canvas.darken([canvas.at(point) for point in points], strength)


def _wall(canvas: Canvas, shell: Shell, run: tuple[float, float, float], lit: float) -> None:
    side, near, far = run
    middle = 1.15 if shell.dado else 0.0
    upper = [(side, middle, near), (side, middle, far), (side, shell.high, far), (side, shell.high, near)]
    canvas.face(upper, shade(shell.wall, lit))
    if shell.dado:
        canvas.face(
            [(side, 0, near), (side, 0, far), (side, middle, far), (side, middle, near)], shade(shell.dado, lit)
        )


def _back(canvas: Canvas, shell: Shell) -> None:
    half, deep = shell.half, shell.deep
    canvas.front((-half, 0, deep), (half * 2, shell.high), shade(shell.wall, 0.88))
    if shell.dado:
        canvas.front((-half, 0, deep), (half * 2, 1.15), shade(shell.dado, 0.86))


def _tiles(canvas: Canvas, shell: Shell) -> None:
    joint = shade(shell.floor, 0.76)
    z = NEAR + 0.3
    while z < min(shell.deep, 14):
        canvas.line([(-shell.half, 0, z), (shell.half, 0, z)], joint, 0.006)
        z += shell.tile
    x = -shell.half
    while x <= shell.half:
        canvas.line([(x, 0, NEAR + 0.3), (x, 0, shell.deep)], joint, 0.004)
        x += shell.tile


def _wall_tiles(canvas: Canvas, shell: Shell) -> None:
    joint = shade(shell.wall, 0.8)
    y = 0.0
    while y < shell.high:
        canvas.line([(-shell.half, y, shell.deep), (shell.half, y, shell.deep)], joint, 0.004)
        for side in (-shell.half, shell.half):
            canvas.line([(side, y, NEAR + 0.4), (side, y, shell.deep)], joint, 0.003)
        y += shell.wall_tile
    x = -shell.half
    while x < shell.half:
        canvas.line([(x, 0, shell.deep), (x, shell.high, shell.deep)], joint, 0.004)
        x += shell.wall_tile


def ceiling_lamps(canvas: Canvas, shell: Shell, every: float = 2.4, first: float = 2.2) -> None:
    """Hang panel lamps and lay their shine on the floor."""
    z = first
    while z < shell.deep - 0.4:
        high = shell.high - 0.01
        canvas.face([(-0.3, high, z), (0.3, high, z), (0.3, high, z + 0.6), (-0.3, high, z + 0.6)], (252, 252, 246))
        canvas.lamp((0, high, z + 0.3), 0.34, 150)
        canvas.lamp((0, 0.0, z + 0.3), 0.3, 26)
        z += every


def side_door(canvas: Canvas, side: float, z: float, colour: Colour = WOOD, wide: float = 0.95) -> None:
    """Draw a room door in a side wall, with frame, pane and handle."""
    frame, top = shade(colour, 0.6), 2.1
    canvas.face([(side, 0, z), (side, 0, z + wide), (side, top, z + wide), (side, top, z)], frame)
    inner = 0.06
    points = [
        (side, 0, z + inner),
        (side, 0, z + wide - inner),
        (side, top - inner, z + wide - inner),
        (side, top - inner, z + inner),
    ]
    canvas.face(points, shade(colour, 0.95))
    pane = [(side, 1.3, z + 0.38), (side, 1.3, z + 0.58), (side, 1.85, z + 0.58), (side, 1.85, z + 0.38)]
    canvas.face(pane, (150, 170, 178), shade(colour, 0.5))
    canvas.line([(side, 1.02, z + 0.14), (side, 1.02, z + 0.27)], STEEL, 0.03)


def handrail(canvas: Canvas, side: float, deep: float) -> None:
    """Draw the handrail along a corridor wall."""
    inside = side * 0.955
    canvas.line([(inside, 0.86, 1.0), (inside, 0.86, deep)], shade(WOOD, 0.8), 0.05)
    canvas.line([(inside, 0.88, 1.0), (inside, 0.88, deep)], shade(WOOD, 1.35), 0.018)


def corridor(canvas: Canvas, shell: Shell | None = None) -> Shell:
    """Draw a corridor with doors, handrails and lamps."""
    shell = shell or Shell(dado=canvas.chance.choice((MINT, BLUE, (198, 182, 150))))
    build(canvas, shell)
    wood = canvas.chance.choice((WOOD, (168, 126, 84), (122, 88, 62)))
    for z in (8.6, 5.6, 2.9):
        side_door(canvas, -shell.half, z, wood)
        side_door(canvas, shell.half, z + 0.9, wood)
    for side in (-shell.half, shell.half):
        handrail(canvas, side, shell.deep)
    ceiling_lamps(canvas, shell)
    return shell


def window(canvas: Canvas, corner: Point, wide: float, high: float) -> None:
    """Draw a bright window in the back wall, with curtains and a green view."""
    x, y, z = corner
    canvas.front((x - 0.06, y - 0.06, z), (wide + 0.12, high + 0.12), (236, 236, 232))
    for step in range(10):
        sky = blend((206, 224, 238), (168, 190, 150), max(0.0, (5 - step) / 5))
        canvas.front((x, y + high * step / 10, z), (wide, high / 10 + 0.005), sky)
    _trees(canvas, x, y, z, wide)
    for share in (0.0, 0.5, 1.0):
        canvas.line([(x + wide * share, y, z), (x + wide * share, y + high, z)], (240, 240, 238), 0.04)
    canvas.line([(x, y + high * 0.62, z), (x + wide, y + high * 0.62, z)], (240, 240, 238), 0.035)
    canvas.lamp((x + wide / 2, y + high / 2, z), wide * 0.42, 80)


def _trees(canvas: Canvas, x: float, y: float, z: float, wide: float) -> None:
    for number in range(7):
        at = x + wide * (0.1 + 0.8 * number / 6)
        radius = min(0.12, wide * 0.09) * canvas.chance.uniform(0.7, 1.3)
        canvas.oval((at, y + radius, z), radius, radius, shade((96, 132, 84), canvas.chance.uniform(0.75, 1.15)))


def curtains(canvas: Canvas, corner: Point, wide: float, high: float, colour: Colour = (170, 150, 120)) -> None:
    """Hang pleated curtains on both sides of a window."""
    x, y, z = corner
    for left in (x - 0.35, x + wide - 0.05):
        for pleat in range(8):
            lit = 0.85 + 0.28 * (pleat % 2)
            canvas.front((left + pleat * 0.05, y - 0.3, z - 0.04), (0.052, high + 0.45), shade(colour, lit))


def chamber(canvas: Canvas, shell: Shell | None = None) -> Shell:
    """Draw a bedroom or day room with a window in the back wall."""
    shell = shell or Shell(half=2.2, deep=5.2, wall=CREAM, dado=None, floor=(168, 128, 92), tile=0.9)
    build(canvas, shell)
    corner = (-0.75, 1.0, shell.deep - 0.02)
    window(canvas, corner, 1.5, 1.25)
    curtains(canvas, corner, 1.5, 1.25, canvas.chance.choice(((170, 150, 120), (120, 146, 160), (176, 128, 112))))
    return shell


def tiled(canvas: Canvas, *, deep: float = 3.6, half: float = 1.7, wall: Colour = (222, 226, 224)) -> Shell:
    """Draw a kitchen or bathroom with tiles up to the ceiling."""
    shell = Shell(half=half, deep=deep, wall=wall, dado=None, floor=(150, 150, 148), tile=0.3, wall_tile=0.3, high=2.6)
    build(canvas, shell)
    ceiling_lamps(canvas, shell, every=1.6, first=1.5)
    return shell


def close_wall(canvas: Canvas, *, deep: float = 2.1, dado: Colour | None = MINT, wall: Colour = WHITE) -> Shell:
    """Draw a wall right before the camera, with its piece of floor."""
    shell = Shell(half=2.6, deep=deep, wall=wall, dado=dado, tile=0.6)
    build(canvas, shell)
    for _ in range(14):
        x, y = canvas.chance.uniform(-1.4, 1.4), canvas.chance.uniform(0.1, 2.4)
        tone = shade(dado if dado and y < 1.15 else wall, canvas.chance.uniform(0.78, 0.86))
        canvas.line([(x, y, deep), (x + canvas.chance.uniform(0.02, 0.12), y - 0.02, deep)], tone, 0.004)
    canvas.lamp((canvas.chance.uniform(-0.8, 0.8), 2.5, deep), 0.5, 60)
    return shell


def yard(canvas: Canvas) -> None:
    """Draw sky, ground and trees of a yard."""
    canvas.image.paste((0, 0, 0), (0, 0, *canvas.size))
    horizon = canvas.at((0, 0, 60))[1]
    for y in range(0, round(horizon), 8):
        sky = blend((132, 170, 212), (222, 232, 240), y / horizon)
        canvas.draw.rectangle((0, y, canvas.size[0], y + 8), fill=sky)
    for step in range(20, 0, -1):
        z = 1.2 + (step / 20) ** 2 * 60
        canvas.face(
            [(-60, 0, 1), (60, 0, 1), (60, 0, z), (-60, 0, z)], shade((150, 146, 138), 0.9 + 0.1 * (1 - step / 20))
        )
    for _ in range(16):
        x, radius = canvas.chance.uniform(-20, 20), canvas.chance.uniform(1.4, 2.6)
        canvas.oval((x, 1.5 + radius, 26), radius, radius, shade((84, 112, 70), canvas.chance.uniform(0.7, 1.1)))


def new_canvas(seed: int, *, portrait: bool) -> Canvas:
    """Return a canvas whose chance is the seed's."""
    return Canvas(chance=random.Random(seed), portrait=portrait)  # noqa: S311 - a picture, no secret
