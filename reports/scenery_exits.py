"""The ways out as pictures, each before and after it was put right: doors, corridors, stairs, signs, halls."""

from __future__ import annotations

import math

from reports.scenery_canvas import Canvas, shade
from reports.scenery_props import (
    carton,
    e_bike,
    exit_sign,
    extinguisher,
    sack,
    wheelchair,
)
from reports.scenery_rooms import (
    BLUE,
    CREAM,
    DARK,
    GREEN,
    MINT,
    RED,
    STEEL,
    WHITE,
    WOOD,
    Shell,
    build,
    ceiling_lamps,
    close_wall,
    corridor,
    handrail,
)


def exit_door(canvas: Canvas, *, after: bool) -> None:
    """Draw a double door at the end of a corridor: chained and padlocked, or with a panic bar."""
    shell = Shell(deep=3.4, half=1.25, dado=MINT)
    build(canvas, shell)
    ceiling_lamps(canvas, shell, first=1.4)
    for side in (-shell.half, shell.half):
        handrail(canvas, side, 3.3)
    z = shell.deep - 0.02
    exit_sign(canvas, (-0.3, 2.26, z - 0.02), 0.6)
    leaf = (138, 62, 48)
    canvas.front((-0.92, 0, z), (1.84, 2.18), shade(leaf, 0.5))
    for x in (-0.86, 0.02):
        canvas.front((x, 0.02, z - 0.02), (0.84, 2.1), leaf, shade(leaf, 0.55))
        canvas.front((x + 0.3, 1.25, z - 0.03), (0.24, 0.6), (154, 174, 178), shade(leaf, 0.5))
        canvas.front((x + 0.05, 0.04, z - 0.03), (0.74, 0.22), STEEL)
    if after:
        for x in (-0.8, 0.08):
            canvas.box((x, 0.98, z - 0.14), (0.72, 0.05, 0.06), (206, 208, 210))
            canvas.front((x, 0.94, z - 0.15), (0.09, 0.13), (70, 72, 76))
        return
    for x in (-0.12, 0.08):
        canvas.line([(x, 0.86, z - 0.08), (x, 1.22, z - 0.08)], (196, 198, 200), 0.035)
    _chain(canvas, z - 0.1)


def _chain(canvas: Canvas, z: float) -> None:
    for number in range(26):
        angle = math.pi * 2 * number / 26
        link = (-0.02 + math.cos(angle) * 0.17, 1.05 + math.sin(angle) * 0.07 - 0.03 * math.cos(angle * 2), z)
        canvas.oval(link, 0.022, 0.016, (172, 172, 170), hollow=0.009)
    canvas.oval((0.0, 0.94, z - 0.01), 0.045, 0.06, (190, 192, 194), hollow=0.016)
    canvas.box((-0.06, 0.79, z - 0.03), (0.12, 0.12, 0.03), (196, 156, 60))
    canvas.oval((0, 0.845, z - 0.04), 0.014, 0.014, (60, 48, 30))


def corridor_wheelchairs(canvas: Canvas, *, after: bool) -> None:
    """Draw a corridor that wheelchairs narrow, or a free one."""
    canvas.aim(eye=1.5, down=0.08)
    corridor(canvas)
    exit_sign(canvas, (-0.24, 2.2, 10.9), 0.48)
    if after:
        return
    for number, z in enumerate((6.4, 5.0, 3.8, 2.75)):
        wheelchair(canvas, (0.72 - 0.04 * number, 0, z), ((40, 70, 130), (120, 36, 40))[number % 2])
    for x in (0.35, 0.55):
        canvas.line([(x, 0, 2.1), (x + 0.02, 0.85, 2.2), (x + 0.02, 0.85, 2.5), (x, 0, 2.6)], STEEL, 0.025)


def corridor_boxes(canvas: Canvas, *, after: bool) -> None:
    """Draw a back door behind boxes and rice sacks, or free."""
    canvas.aim(eye=1.5, down=0.08)
    shell = Shell(deep=3.8, half=1.3, dado=BLUE)
    build(canvas, shell)
    ceiling_lamps(canvas, shell, first=1.6)
    z = shell.deep - 0.02
    canvas.front((-0.56, 0, z), (1.12, 2.12), (92, 100, 110))
    canvas.front((-0.5, 0.02, z - 0.02), (1.0, 2.04), (150, 158, 166), (90, 96, 104))
    canvas.front((-0.3, 1.3, z - 0.03), (0.6, 0.5), (190, 206, 210))
    canvas.line([(0.34, 1.0, z - 0.05), (0.34, 1.14, z - 0.05)], DARK, 0.04)
    exit_sign(canvas, (-0.25, 2.2, z - 0.03), 0.5)
    if after:
        return
    for corner, size in (
        ((-0.9, 0, 3.0), (0.6, 0.42, 0.45)), ((-0.86, 0.42, 3.05), (0.5, 0.36, 0.4)),
        ((-0.28, 0, 3.05), (0.52, 0.5, 0.45)), ((-0.24, 0.5, 3.1), (0.42, 0.34, 0.36)),
        ((0.28, 0, 3.0), (0.6, 0.38, 0.45)), ((-0.62, 0, 2.4), (0.5, 0.34, 0.4)),
    ):  # fmt: skip
        carton(canvas, corner, size)
    for x, zz in ((0.5, 2.75), (0.86, 2.6), (0.62, 2.35)):
        sack(canvas, (x, 0, zz))


def emergency_light(canvas: Canvas, *, after: bool) -> None:
    """Draw the stairs with an emergency lamp: dark in the test, or shining."""
    canvas.aim(eye=1.65)
    wall = WHITE if after else (92, 92, 96)
    dado = MINT if after else shade(MINT, 0.42)
    shell = Shell(deep=3.6, half=1.5, wall=wall, dado=dado, floor=(150, 146, 138) if after else (70, 70, 72), high=3.0)
    build(canvas, shell)
    for step in reversed(range(9)):
        canvas.box((-0.9, step * 0.17, 1.9 + step * 0.2), (1.9, 0.17, 0.2), (168, 164, 156) if after else (84, 84, 86))
    rail = (120, 84, 56) if after else (60, 46, 36)
    canvas.line([(1.08, 0.9, 1.9), (1.08, 2.4, 3.6)], rail, 0.06)
    for step in range(0, 9, 2):
        canvas.line(
            [(1.08, step * 0.17, 1.9 + step * 0.2), (1.08, 0.9 + step * 0.17, 1.9 + step * 0.2)],
            STEEL if after else DARK,
            0.02,
        )
    z = 3.55
    canvas.box((-0.35, 2.36, z - 0.12), (0.5, 0.24, 0.1), (226, 226, 222) if after else (128, 128, 128))
    for x in (-0.24, 0.04):
        canvas.ball((x, 2.52, z - 0.2), 0.1, (255, 252, 226) if after else (84, 84, 88))
        if after:
            canvas.lamp((x, 2.52, z - 0.2), 0.22, 210)
    canvas.oval((-0.1, 2.4, z - 0.14), 0.012, 0.012, (60, 220, 90) if after else (70, 30, 30))
    if after:
        canvas.lamp((-0.1, 1.2, 2.6), 0.8, 60)


def exit_sign_dark(canvas: Canvas, *, after: bool) -> None:
    """Draw the sign over the door to the stairs: out, or lit."""
    canvas.aim(eye=1.5, down=-0.16)
    shell = close_wall(canvas, deep=2.3, dado=MINT)
    z = shell.deep
    canvas.front((-0.55, 0, z - 0.01), (1.1, 2.1), shade(WOOD, 0.7))
    canvas.front((-0.48, 0, z - 0.02), (0.96, 2.03), WOOD, shade(WOOD, 0.5))
    canvas.front((0.1, 1.2, z - 0.03), (0.26, 0.62), (160, 178, 184), shade(WOOD, 0.5))
    canvas.front((-0.42, 1.0, z - 0.04), (0.1, 0.2), STEEL)
    exit_sign(canvas, (-0.34, 2.2, z - 0.04), 0.68, lit=after)
    if not after:
        canvas.line([(0.3, 2.22, z - 0.05), (0.36, 2.02, z - 0.06), (0.31, 1.9, z - 0.06)], (30, 30, 30), 0.012)


def evacuation_map(canvas: Canvas, *, after: bool) -> None:
    """Draw the wall by a room door: bare with old glue, or with the floor plan."""
    canvas.aim(eye=1.4)
    shell = close_wall(canvas, deep=1.6, dado=CREAM)
    z = shell.deep
    canvas.front((0.45, 0, z - 0.01), (0.95, 2.1), shade(WOOD, 0.65))
    canvas.front((0.52, 0, z - 0.02), (0.9, 2.04), WOOD, shade(WOOD, 0.5))
    canvas.front((0.6, 0.98, z - 0.04), (0.05, 0.18), STEEL)
    if not after:
        for x, y in ((-0.55, 1.78), (0.15, 1.78), (-0.55, 1.25), (0.15, 1.25)):
            canvas.oval((x, y, z - 0.01), 0.03, 0.018, (196, 176, 120))
        canvas.front((-0.56, 1.24, z - 0.005), (0.72, 0.55), (236, 234, 226))
        return
    canvas.front((-0.6, 1.2, z - 0.02), (0.84, 0.62), (190, 194, 198))
    canvas.front((-0.57, 1.23, z - 0.025), (0.78, 0.56), (250, 250, 246))
    canvas.words((-0.18, 1.735, z - 0.03), "疏散示意图", 0.07, (24, 110, 66))
    for x in range(5):
        for y in (1.3, 1.53):
            corner = (-0.53 + x * 0.14, y, z - 0.03)
            canvas.face_edge(
                [
                    corner,
                    (corner[0] + 0.13, y, z - 0.03),
                    (corner[0] + 0.13, y + 0.13, z - 0.03),
                    (corner[0], y + 0.13, z - 0.03),
                ],
                (70, 74, 80),
                0.006,
            )
    canvas.line([(-0.3, 1.48, z - 0.03), (0.12, 1.48, z - 0.03)], GREEN, 0.018)
    canvas.line([(0.07, 1.505, z - 0.03), (0.13, 1.48, z - 0.03), (0.07, 1.455, z - 0.03)], GREEN, 0.016)
    canvas.oval((-0.3, 1.48, z - 0.03), 0.018, 0.018, RED)


def fire_door(canvas: Canvas, *, after: bool) -> None:
    """Draw a fire door across a corridor: propped open by an extinguisher, or shut."""
    canvas.aim(eye=1.5, down=0.06)
    shell = corridor(canvas, Shell(deep=7.5, dado=BLUE))
    z = 3.1
    leaf = (150, 152, 150)
    for x, wide in ((-shell.half, 0.2), (shell.half - 0.2, 0.2)):
        canvas.front((x, 0, z), (wide, shell.high), shade(WHITE, 0.92))
    canvas.front((-shell.half, 2.15, z), (shell.half * 2, shell.high - 2.15), shade(WHITE, 0.95))
    canvas.words((0, 2.36, z - 0.02), "常闭式防火门", 0.13, RED)
    if after:
        for x in (-0.95, 0.0):
            canvas.front((x, 0.0, z - 0.02), (0.94, 2.14), leaf, shade(leaf, 0.5))
            canvas.front((x + 0.34, 1.2, z - 0.03), (0.26, 0.62), (150, 172, 180), (70, 72, 74))
            canvas.line([(x + 0.1, 2.06, z - 0.06), (x + 0.45, 2.06, z - 0.12)], STEEL, 0.03)
        canvas.front((-0.08, 1.0, z - 0.05), (0.16, 0.16), STEEL)
        return
    for hinge, tip in ((-0.95, -0.86), (0.95, 0.8)):
        points = [(hinge, 0, z), (hinge, 2.14, z), (tip, 2.14, z - 0.95), (tip, 0, z - 0.95)]
        canvas.face(points, shade(leaf, 0.9), shade(leaf, 0.5))
        middle = (hinge + tip) / 2
        canvas.face(
            [(middle, 1.2, z - 0.4), (middle, 1.82, z - 0.4), (middle, 1.82, z - 0.62), (middle, 1.2, z - 0.62)],
            (160, 182, 190),
        )
    extinguisher(canvas, (0.62, 0, z - 0.9), size=1.0)


def ebike_hall(canvas: Canvas, *, after: bool) -> None:
    """Draw the entrance hall: e-bikes inside and charging, or empty with a sign."""
    canvas.aim(eye=1.5, down=0.06)
    shell = Shell(half=2.4, deep=5.2, wall=CREAM, dado=None, floor=(196, 192, 184), tile=0.8, high=2.9)
    build(canvas, shell)
    ceiling_lamps(canvas, shell, first=2.0, every=1.8)
    z = shell.deep - 0.02
    canvas.front((-0.95, 0, z), (1.9, 2.2), (90, 96, 100))
    for x in (-0.88, 0.03):
        canvas.front((x, 0.05, z - 0.02), (0.85, 2.08), (186, 206, 214), (90, 96, 100))
    canvas.lamp((0, 1.1, z), 0.9, 90)
    exit_sign(canvas, (-0.3, 2.3, z - 0.02), 0.6)
    canvas.box((1.5, 0, 4.3), (0.8, 0.78, 0.5), WOOD)
    if after:
        canvas.front((-1.9, 1.3, z - 0.02), (0.6, 0.6), (248, 246, 240))
        canvas.oval((-1.6, 1.6, z - 0.03), 0.22, 0.22, RED, hollow=0.035)
        canvas.line([(-1.72, 1.54, z - 0.03), (-1.6, 1.62, z - 0.03), (-1.48, 1.54, z - 0.03)], DARK, 0.03)
        canvas.line([(-1.75, 1.75, z - 0.04), (-1.45, 1.45, z - 0.04)], RED, 0.03)
        return
    e_bike(canvas, (0.15, 0, 3.5), (36, 92, 150))
    e_bike(canvas, (-1.25, 0, 2.55), (168, 44, 40), charging=True)
