"""Equipment, gas and rooms of the fire list as pictures, each before and after it was put right."""

from __future__ import annotations

from reports.scenery_canvas import Canvas, shade
from reports.scenery_props import (
    bottle,
    carton,
    extinguisher,
    notice,
    sack,
)
from reports.scenery_rooms import (
    BLUE,
    CREAM,
    DARK,
    GREEN,
    MINT,
    RED,
    STEEL,
    WOOD,
    YELLOW,
    Shell,
    build,
    chamber,
    close_wall,
    tiled,
    window,
    yard,
)


def extinguishers(canvas: Canvas, *, after: bool) -> None:
    """Draw two extinguishers in their place, the gauge in red or in green."""
    canvas.aim(eye=0.75, down=0.08)
    shell = close_wall(canvas, deep=1.25, dado=canvas.chance.choice((MINT, BLUE)))
    z = shell.deep
    canvas.front((-0.3, 0.74, z - 0.01), (0.6, 0.26), RED)
    canvas.words((0, 0.87, z - 0.02), "灭火器", 0.13, (250, 246, 236))
    canvas.box((-0.34, 0, z - 0.3), (0.68, 0.08, 0.28), (150, 40, 36))
    for x, pressure in ((-0.16, "green" if after else "red"), (0.16, "green" if after else "red")):
        extinguisher(canvas, (x, 0.09, z - 0.18), pressure=pressure, size=0.98)
    if after:
        notice(canvas, (0.36, 0.42, z - 0.01), 0.16, 0.22)
    else:
        canvas.darken(
            [canvas.at(one) for one in ((-0.4, 0, 1.1), (0.5, 0, 1.1), (0.6, 0.03, 0.9), (-0.5, 0.03, 0.9))], 60
        )


def hydrant_cabinet(canvas: Canvas, *, after: bool) -> None:
    """Draw an open hydrant cabinet: without nozzle and blocked by boxes, or complete."""
    canvas.aim(eye=1.15, down=0.12)
    shell = close_wall(canvas, deep=1.75, dado=canvas.chance.choice((MINT, CREAM)))
    z = shell.deep
    canvas.front((-0.42, 0.55, z - 0.02), (0.84, 1.1), shade(RED, 0.85))
    canvas.front((-0.36, 0.6, z - 0.01), (0.72, 1.0), (56, 20, 20))
    canvas.face(
        [(0.36, 0.6, z), (0.36, 1.6, z), (0.92, 1.6, z - 0.42), (0.92, 0.6, z - 0.42)],
        shade(RED, 0.95),
        shade(RED, 0.5),
    )
    canvas.words((0.66, 1.36, z - 0.24), "消火栓", 0.11, (250, 246, 236))
    canvas.ball((-0.2, 0.86, z - 0.05), 0.085, (150, 30, 28))
    canvas.oval((-0.2, 0.86, z - 0.1), 0.06, 0.06, (190, 160, 80), hollow=0.02)
    for ring in range(7):
        canvas.oval(
            (0.08, 1.28, z - 0.04),
            0.2 - ring * 0.025,
            0.2 - ring * 0.025,
            shade((222, 214, 196), 0.84 + 0.05 * (ring % 2)),
            hollow=0.02,
        )
    if after:
        canvas.line([(-0.05, 1.02, z - 0.05), (-0.18, 0.9, z - 0.08)], (214, 206, 188), 0.05)
        canvas.line([(0.2, 0.68, z - 0.06), (0.2, 1.0, z - 0.06)], (196, 160, 64), 0.05)
        canvas.line([(0.2, 0.98, z - 0.06), (0.2, 1.06, z - 0.06)], (120, 120, 124), 0.08)
        return
    canvas.line([(-0.02, 1.04, z - 0.05), (0.1, 0.72, z - 0.06), (0.02, 0.64, z - 0.07)], (206, 198, 180), 0.05)
    for corner, size in (
        ((-0.62, 0, 1.3), (0.5, 0.42, 0.36)),
        ((-0.1, 0, 1.32), (0.46, 0.56, 0.34)),
        ((-0.56, 0.42, 1.34), (0.4, 0.3, 0.3)),
    ):
        carton(canvas, corner, size)


def smoke_detector(canvas: Canvas, *, after: bool) -> None:
    """Draw a detector on the ceiling seen from below: in a plastic bag, or free with its light on."""
    canvas.aim(eye=1.2, down=-0.62)
    shell = Shell(deep=5, half=1.4, high=2.5, ceiling=(216, 214, 208))
    build(canvas, shell)
    for z in (1.2, 1.8, 2.4, 3.0, 3.6, 4.2):
        canvas.line([(-1.4, 2.5, z), (1.4, 2.5, z)], (176, 176, 172), 0.012)
    for x in (-0.9, -0.3, 0.3, 0.9):
        canvas.line([(x, 2.5, 0.9), (x, 2.5, 5)], (176, 176, 172), 0.008)
    canvas.face([(0.35, 2.49, 2.5), (0.85, 2.49, 2.5), (0.85, 2.49, 3.5), (0.35, 2.49, 3.5)], (252, 252, 246))
    canvas.lamp((0.6, 2.5, 3.0), 0.4, 150)
    centre = (-0.18, 2.44, 1.75)
    canvas.oval((-0.15, 2.46, 1.75), 0.2, 0.1, (150, 150, 148))
    canvas.oval(centre, 0.17, 0.09, (232, 232, 228))
    canvas.oval((-0.18, 2.4, 1.72), 0.11, 0.06, (206, 206, 202))
    for slot in range(9):
        x = -0.26 + slot * 0.02
        canvas.line([(x, 2.415, 1.72), (x, 2.385, 1.72)], (110, 110, 110), 0.006)
    if after:
        canvas.oval((-0.1, 2.37, 1.72), 0.013, 0.013, (240, 40, 30))
        canvas.lamp((-0.1, 2.37, 1.72), 0.03, 90)
        return
    bag = [
        (-0.38, 2.47, 1.75),
        (0.03, 2.47, 1.75),
        (0.0, 2.32, 1.72),
        (-0.1, 2.24, 1.72),
        (-0.26, 2.25, 1.72),
        (-0.37, 2.33, 1.72),
    ]
    canvas.face(bag, (196, 204, 214), (150, 160, 172))
    for start, end in (
        ((-0.3, 2.44), (-0.24, 2.28)),
        ((-0.2, 2.45), (-0.17, 2.27)),
        ((-0.07, 2.44), (-0.11, 2.28)),
        ((-0.34, 2.38), (-0.2, 2.34)),
    ):
        canvas.line([(*start, 1.71), (*end, 1.71)], (236, 240, 246), 0.008)
    canvas.line([(-0.4, 2.47, 1.73), (0.05, 2.46, 1.73)], (206, 170, 96), 0.03)


def oxygen_bottles(canvas: Canvas, *, after: bool) -> None:
    """Draw the oxygen store: loose and mixed, or strapped and sorted."""
    canvas.aim(eye=1.5, down=0.1)
    shell = tiled(canvas, deep=3.2)
    z = shell.deep - 0.02
    notice(canvas, (-1.3, 1.7, z), 0.4, 0.5)
    canvas.front((0.6, 1.75, z), (0.62, 0.4), YELLOW, DARK)
    canvas.words((0.91, 1.95, z - 0.02), "禁止烟火", 0.13, (30, 26, 20))
    blue = (62, 110, 170)
    if after:
        for x in (-1.4, -1.08, -0.76, 0.2, 0.52, 0.84):
            bottle(canvas, (x, 0, 2.85), blue, strap=True)
        for x, label in ((-1.08, "满瓶"), (0.52, "空瓶")):
            canvas.front((x - 0.2, 1.36, 2.9), (0.4, 0.18), (246, 246, 240), GREEN)
            canvas.words((x, 1.45, 2.88), label, 0.12, (20, 90, 60))
        return
    for x, deep, colour in (
        (-1.1, 2.9, blue),
        (-0.7, 2.8, shade(blue, 0.85)),
        (-0.25, 2.9, blue),
        (0.3, 2.75, shade(blue, 0.9)),
        (0.75, 2.85, blue),
    ):
        bottle(canvas, (x, 0, deep), colour)
    canvas.cast((-0.6, 0, 2.0), (1.3, 0.3), 170)
    for strip in range(8):
        y = 0.02 + 0.03 * strip
        canvas.line([(-0.6, y, 2.15), (0.45, y, 2.05)], shade(blue, 0.55 + 0.1 * strip), 0.035)
    canvas.ball((0.5, 0.13, 2.04), 0.11, blue)
    canvas.front((0.58, 0.1, 2.02), (0.12, 0.06), (168, 148, 84))
    carton(canvas, (0.9, 0, 2.2), (0.45, 0.4, 0.4))


def kitchen_gas(canvas: Canvas, *, after: bool) -> None:
    """Draw a kitchen stove with gas bottles beside it, or with the bottles gone and a detector."""
    canvas.aim(eye=1.5, down=0.16)
    shell = tiled(canvas, deep=3.3)
    z = shell.deep
    canvas.front((-1.3, 1.85, z - 0.3), (2.0, 0.42), STEEL, (120, 124, 128))
    canvas.box((-1.3, 0, z - 0.75), (2.0, 0.82, 0.7), (168, 172, 176))
    for x in (-0.9, 0.1):
        canvas.oval((x, 0.86, z - 0.5), 0.3, 0.08, (40, 40, 42))
        canvas.oval((x, 0.93, z - 0.5), 0.27, 0.1, (74, 74, 78))
        canvas.oval((x, 0.955, z - 0.5), 0.24, 0.06, (34, 34, 36))
        for knob in (-0.12, 0.12):
            canvas.oval((x + knob, 0.68, z - 0.76), 0.04, 0.04, DARK)
    if after:
        canvas.box((0.95, 1.9, z - 0.12), (0.18, 0.24, 0.1), (236, 236, 232))
        canvas.oval((1.0, 2.06, z - 0.13), 0.014, 0.014, (60, 220, 90))
        canvas.line([(0.75, 0.5, z - 0.02), (1.5, 0.5, z - 0.02), (1.5, 2.4, z - 0.02)], YELLOW, 0.04)
        return
    for x, deep, colour in ((0.62, 2.2, (150, 154, 158)), (1.02, 2.3, (128, 134, 140)), (0.98, 1.85, (168, 110, 60))):
        bottle(canvas, (x, 0, deep), colour, high=0.7)
    hose = [(0.62, 0.62, 2.18), (0.4, 0.4, 2.1), (0.1, 0.5, 2.5), (0.0, 0.66, 2.55)]
    canvas.line(hose, (196, 96, 40), 0.03)


def window_bars(canvas: Canvas, *, after: bool) -> None:
    """Draw a room window behind fixed bars, or with an opening hatch."""
    shell = Shell(half=2.0, deep=2.9, wall=CREAM, dado=None, floor=(168, 150, 124), tile=0.6)
    build(canvas, shell)
    window(canvas, (-0.85, 0.95, shell.deep - 0.02), 1.7, 1.3)
    z = shell.deep - 0.12
    hatch = (-0.1, 0.55)
    for number in range(15):
        x = -0.88 + number * 0.125
        if not (after and hatch[0] < x < hatch[1]):
            canvas.line([(x, 0.92, z), (x, 2.28, z)], (88, 90, 96), 0.022)
    for y in (1.05, 1.6, 2.15):
        canvas.line([(-0.88, y, z), (0.88 if not after else hatch[0], y, z)], (88, 90, 96), 0.02)
    if after:
        for y in (1.05, 2.15):
            canvas.line([(hatch[0], y, z), (hatch[1] - 0.25, y, z - 0.6)], GREEN, 0.03)
        for share in range(5):
            x = hatch[0] + (hatch[1] - 0.25 - hatch[0]) * share / 4
            canvas.line([(x, 1.05, z - 0.15 * share), (x, 2.15, z - 0.15 * share)], GREEN, 0.025)
        canvas.words((-0.5, 0.78, z), "逃生口 向内开启", 0.1, (24, 110, 66))
    canvas.box((-1.6, 0, 2.1), (1.2, 0.5, 0.7), (150, 172, 196))
    canvas.box((0.75, 0, 2.3), (0.5, 0.6, 0.45), WOOD)


def storage_room(canvas: Canvas, *, after: bool) -> None:
    """Draw the former stairs used as a store, or cleared again."""
    canvas.aim(eye=1.5, down=0.12)
    shell = Shell(half=1.4, deep=3.8, dado=(176, 178, 176), floor=(140, 138, 134), high=2.6)
    build(canvas, shell)
    canvas.lamp((0, 2.5, 2.4), 0.3, 120)
    for step in reversed(range(6)):
        canvas.box((-0.2, step * 0.17, 2.5 + step * 0.2), (1.5, 0.17, 0.2), (150, 148, 142))
    canvas.line([(-0.2, 0.9, 2.5), (-0.2, 1.9, 3.7)], WOOD, 0.05)
    if after:
        return
    for level in (0.35, 0.95, 1.55):
        canvas.box((-1.38, level, 2.0), (0.5, 0.04, 1.6), (120, 124, 130))
        for number in range(3):
            carton(canvas, (-1.34, level + 0.04, 3.2 - number * 0.5), (0.4, 0.34, 0.36))
    for corner, size in (
        ((0.1, 0, 2.15), (0.55, 0.5, 0.4)),
        ((0.7, 0, 2.2), (0.5, 0.62, 0.4)),
        ((0.2, 0.5, 2.2), (0.5, 0.4, 0.36)),
        ((-0.5, 0, 1.75), (0.5, 0.34, 0.36)),
    ):
        carton(canvas, corner, size)
    for number in range(5):
        canvas.box(
            (0.75, 0.62 + number * 0.08, 2.2), (0.46, 0.07, 0.36), ((150, 172, 196), (206, 196, 180))[number % 2]
        )


def soft_lining(canvas: Canvas, *, after: bool) -> None:
    """Draw an activity room lined with foam pads and plastic leaves, or plain again."""
    shell = chamber(canvas, Shell(half=2.3, deep=5.0, wall=CREAM, dado=None, floor=(176, 140, 100), tile=0.9))
    if not after:
        _pads(canvas, shell)
    for corner in ((-0.8, 0, 3.3), (0.5, 0, 3.6)):
        canvas.box((corner[0], 0.68, corner[2]), (0.9, 0.05, 0.6), WOOD)
        for x in (0.05, 0.8):
            canvas.line([(corner[0] + x, 0, corner[2]), (corner[0] + x, 0.68, corner[2])], shade(WOOD, 0.6), 0.05)
        canvas.box((corner[0] + 0.2, 0, corner[2] - 0.5), (0.42, 0.44, 0.4), (150, 60, 50))


def _pads(canvas: Canvas, shell: Shell) -> None:
    colours = ((206, 120, 110), (120, 160, 196), (222, 190, 120))
    for side in (-shell.half, shell.half):
        for row in range(3):
            for number in range(9):
                z, y = 1.0 + number * 0.44, 0.1 + row * 0.6
                points = [
                    (side * 0.995, y, z),
                    (side * 0.995, y + 0.57, z),
                    (side * 0.995, y + 0.57, z + 0.42),
                    (side * 0.995, y, z + 0.42),
                ]
                colour = colours[(row + number) % 3]
                canvas.face(points, shade(colour, 0.86), shade(colour, 0.6))
    for number in range(240):
        side = (-shell.half, shell.half)[number % 2] * 0.98
        z, y = canvas.chance.uniform(1.1, 4.9), canvas.chance.uniform(1.95, 2.6)
        canvas.oval((side, y, z), 0.07, 0.05, shade((60, 130, 60), canvas.chance.uniform(0.6, 1.25)))
    for _ in range(160):
        x, y = canvas.chance.uniform(-2.2, 2.2), canvas.chance.uniform(2.35, 2.66)
        canvas.oval((x, y, 4.9), 0.07, 0.05, shade((60, 130, 60), canvas.chance.uniform(0.6, 1.25)))


def facade(canvas: Canvas, *, after: bool) -> None:
    """Draw the building from outside: scaffold and bare walls, or finished."""
    canvas.aim(eye=1.7, down=-0.3)
    yard(canvas)
    z, wide, high = 14.0, 15.0, 12.4
    wall = (206, 188, 160) if after else (186, 178, 166)
    canvas.front((-wide / 2, 0, z), (wide, high), wall)
    canvas.face(
        [(wide / 2, 0, z), (wide / 2, high, z), (wide / 2, high, z + 7), (wide / 2, 0, z + 7)], shade(wall, 0.6)
    )
    for floor in range(4):
        for number in range(6):
            x, y = -wide / 2 + 0.9 + number * 2.4, 0.9 + floor * 3.1
            canvas.front(
                (x, y, z - 0.05), (1.3, 1.6), shade((110, 134, 156), canvas.chance.uniform(0.75, 1.2)), (226, 226, 222)
            )
        canvas.line([(-wide / 2, floor * 3.1 + 3.05, z), (wide / 2, floor * 3.1 + 3.05, z)], shade(wall, 0.8), 0.12)
    canvas.front((-1.3, 0, z - 0.1), (2.6, 2.5), (120, 140, 150), (70, 70, 74))
    canvas.box((-2.0, 2.6, z - 1.4), (4.0, 0.25, 1.4), shade(RED, 0.8))
    if after:
        return
    for x in range(6):
        at = -wide / 2 + 0.3 + x * 1.5
        canvas.line([(at, 0, z - 0.9), (at, 11, z - 0.9)], (150, 120, 60), 0.08)
    for y in (2.0, 4.0, 6.0, 8.0, 10.0):
        canvas.line([(-wide / 2 + 0.2, y, z - 0.9), (0.4, y, z - 0.9)], (150, 120, 60), 0.08)
        canvas.face(
            [(-wide / 2 + 0.3, y, z - 0.9), (0.3, y, z - 0.9), (0.3, y, z - 0.3), (-wide / 2 + 0.3, y, z - 0.3)],
            (126, 100, 62),
        )
    for number in range(5):
        sack(canvas, (2.0 + number * 0.5, 0, 8.0 - 0.3 * (number % 2)))
