"""Places of the service list as pictures, each before and after it was put right; and the page with a stamp."""

from __future__ import annotations

import math

from reports.scenery_canvas import Canvas, shade
from reports.scenery_props import bed, notice
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
    YELLOW,
    Shell,
    build,
    chamber,
    close_wall,
    tiled,
)


def bedroom(canvas: Canvas, *, after: bool) -> None:
    """Draw a bedroom whose near bed rail hangs loose, or is up."""
    canvas.aim(eye=1.6, down=0.08)
    chamber(canvas)
    bed(canvas, (0.75, 0, 2.9), quilt=(196, 172, 150))
    canvas.box((0.2, 0, 4.2), (0.42, 0.6, 0.4), WOOD)
    canvas.tube((0.38, 0.6, 4.3), 0.05, 0.16, (220, 90, 80))
    bed(canvas, (-0.9, 0, 2.1), rail="up" if after else "loose")


def bedroom_heater(canvas: Canvas, *, after: bool) -> None:
    """Draw a bedroom with a glowing heater before the bed, or without."""
    canvas.aim(eye=1.5, down=0.16)
    chamber(canvas)
    bed(canvas, (-0.2, 0, 2.9), rail="down", quilt=(176, 150, 170))
    canvas.box((-1.4, 0, 4.1), (0.5, 0.6, 0.45), WOOD)
    if after:
        return
    canvas.cast((-0.75, 0, 2.1), (0.5, 0.3), 180)
    canvas.front((-0.72, 0.04, 2.2), (0.5, 0.62), (70, 70, 74), DARK)
    for row in range(3):
        y = 0.18 + row * 0.16
        canvas.line([(-0.67, y, 2.19), (-0.27, y, 2.19)], (255, 132, 46), 0.045)
        canvas.line([(-0.67, y, 2.18), (-0.27, y, 2.18)], (255, 214, 140), 0.016)
    for number in range(9):
        x = -0.7 + number * 0.058
        canvas.line([(x, 0.08, 2.17), (x, 0.64, 2.17)], (188, 190, 194), 0.007)
    canvas.lamp((-0.47, 0.3, 2.2), 0.25, 80)
    canvas.line([(-0.24, 0.1, 2.2), (0.1, 0.02, 2.0), (0.9, 0.02, 2.3), (1.6, 0.3, 3.0)], (24, 24, 26), 0.02)


def bedside_table(canvas: Canvas, *, after: bool) -> None:
    """Draw a bedside table with old cakes and loose pills, or cleared."""
    canvas.aim(eye=1.35, down=0.3)
    shell = Shell(half=1.8, deep=1.9, wall=CREAM, dado=None, floor=(168, 128, 92), tile=0.9)
    build(canvas, shell)
    canvas.box((-1.6, 0.3, 1.25), (0.75, 0.3, 0.6), (200, 210, 222))
    canvas.box((-0.5, 0, 1.25), (1.0, 0.72, 0.55), WOOD)
    for y in (0.1, 0.42):
        canvas.face_edge(
            [(-0.44, y, 1.245), (0.44, y, 1.245), (0.44, y + 0.26, 1.245), (-0.44, y + 0.26, 1.245)], shade(WOOD, 0.55)
        )
        canvas.oval((0, y + 0.13, 1.24), 0.03, 0.02, STEEL)
    canvas.tube((0.34, 0.72, 1.55), 0.05, 0.14, (240, 240, 236))
    if after:
        canvas.tube((-0.25, 0.72, 1.55), 0.06, 0.2, (110, 160, 196))
        return
    canvas.oval((-0.2, 0.74, 1.4), 0.2, 0.07, (236, 236, 230))
    for x, z in ((-0.3, 1.42), (-0.2, 1.36), (-0.1, 1.43), (-0.2, 1.46)):
        canvas.oval((x, 0.77, z), 0.065, 0.035, (186, 138, 76))
        canvas.oval((x - 0.01, 0.785, z), 0.03, 0.014, (112, 128, 96))
    for _ in range(16):
        x, z = canvas.chance.uniform(0.05, 0.28), canvas.chance.uniform(1.3, 1.42)
        canvas.oval(
            (x, 0.725, z), 0.013, 0.009, canvas.chance.choice(((246, 246, 242), (226, 120, 110), (240, 214, 120)))
        )
    canvas.face(
        [(0.02, 0.724, 1.46), (0.22, 0.724, 1.46), (0.24, 0.724, 1.58), (0.04, 0.724, 1.58)],
        (196, 202, 208),
        (150, 156, 160),
    )


def bathroom(canvas: Canvas, *, after: bool) -> None:
    """Draw a bathroom: loose rail and wet floor, or firm rails and mats."""
    canvas.aim(eye=1.55, down=0.2)
    shell = tiled(canvas, deep=3.1, wall=(206, 222, 226))
    z = shell.deep
    canvas.line([(0.75, 1.0, z - 0.05), (0.75, 2.15, z - 0.05)], STEEL, 0.03)
    canvas.oval((0.75, 2.12, z - 0.12), 0.09, 0.05, (214, 216, 220))
    canvas.box((-1.3, 0, 2.55), (0.5, 0.4, 0.5), (240, 240, 238))
    canvas.box((-1.3, 0.4, 2.9), (0.5, 0.42, 0.16), (240, 240, 238))
    canvas.oval((-1.05, 0.42, 2.7), 0.24, 0.08, (250, 250, 248))
    rail = (226, 228, 230)
    if after:
        canvas.line([(-0.6, 0.85, z - 0.08), (0.5, 0.85, z - 0.08)], rail, 0.05)
        canvas.line([(-1.62, 0.8, 1.6), (-1.62, 0.8, 2.8)], rail, 0.05)
        canvas.face([(-0.4, 0.01, 1.7), (0.6, 0.01, 1.7), (0.6, 0.01, 2.5), (-0.4, 0.01, 2.5)], (70, 120, 150))
        for number in range(7):
            x = -0.35 + number * 0.15
            canvas.line([(x, 0.012, 1.72), (x, 0.012, 2.48)], (96, 148, 176), 0.03)
        _shower_seat(canvas, (236, 238, 240))
        canvas.line([(-1.6, 0.01, 1.45), (1.6, 0.01, 1.45)], YELLOW, 0.06)
        return
    canvas.line([(-0.6, 0.98, z - 0.08), (0.45, 0.66, z - 0.2)], rail, 0.05)
    canvas.oval((-0.6, 0.98, z - 0.04), 0.05, 0.05, (150, 152, 156))
    canvas.oval((0.5, 0.85, z - 0.02), 0.05, 0.05, (96, 86, 76))
    _shower_seat(canvas, (150, 112, 84))
    for _ in range(9):
        x, deep = canvas.chance.uniform(-0.9, 0.9), canvas.chance.uniform(1.3, 2.5)
        canvas.oval((x, 0.005, deep), canvas.chance.uniform(0.12, 0.34), 0.045, (190, 204, 210))
        canvas.oval((x - 0.03, 0.006, deep), 0.07, 0.012, (236, 244, 248))


def _shower_seat(canvas: Canvas, colour: tuple[int, int, int]) -> None:
    canvas.cast((0.55, 0, 2.2), (0.5, 0.4))
    for x in (0.6, 0.98):
        for z in (2.25, 2.55):
            canvas.line([(x, 0, z), (x, 0.42, z)], STEEL, 0.03)
    canvas.box((0.55, 0.42, 2.2), (0.48, 0.05, 0.42), colour)


def kitchen(canvas: Canvas, *, after: bool) -> None:
    """Draw the washing-up corner: dishes in the open beside a dead cabinet, or the cabinet shut and lit."""
    canvas.aim(eye=1.5, down=0.1)
    shell = tiled(canvas, deep=3.1)
    z = shell.deep
    canvas.box((-1.4, 0, z - 0.65), (1.6, 0.82, 0.6), (176, 180, 184))
    canvas.front((-1.1, 0.5, z - 0.66), (0.5, 0.24), shade(STEEL, 0.7))
    canvas.line([(-0.9, 0.84, z - 0.2), (-0.9, 1.15, z - 0.2), (-0.78, 1.15, z - 0.35)], (214, 216, 220), 0.03)
    canvas.box((0.45, 0, z - 0.7), (0.95, 1.75, 0.65), (206, 208, 210))
    door = (60, 74, 86) if not after else (120, 168, 196)
    canvas.front((0.53, 0.2, z - 0.71), (0.79, 1.3), door, (90, 94, 98))
    for shelf in range(4):
        y = 0.32 + shelf * 0.3
        canvas.line([(0.55, y, z - 0.72), (1.3, y, z - 0.72)], shade(door, 1.5), 0.012)
        for number in range(5 if after else 0):
            canvas.oval((0.64 + number * 0.14, y + 0.09, z - 0.72), 0.055, 0.085, (236, 240, 242))
    if after:
        canvas.lamp((0.92, 0.9, z - 0.72), 0.45, 70)
        canvas.oval((1.2, 1.62, z - 0.72), 0.02, 0.02, (60, 230, 90))
        return
    canvas.front((0.7, 0.75, z - 0.73), (0.44, 0.28), (250, 248, 236), (160, 60, 50))
    canvas.words((0.92, 0.89, z - 0.74), "故障停用", 0.09, RED)
    for stack, x in enumerate((-0.5, -0.2, 0.08)):
        for number in range(7 - stack):
            canvas.oval(
                (x, 0.84 + number * 0.025, z - 0.45), 0.14, 0.045, shade((240, 240, 234), 0.86 + 0.1 * (number % 2))
            )
    for x in (-1.25, -1.1):
        canvas.oval((x, 0.87, z - 0.5), 0.09, 0.06, (236, 220, 190))


def food_fridge(canvas: Canvas, *, after: bool) -> None:
    """Draw the open fridge for food samples: half empty without labels, or full with dated boxes."""
    canvas.aim(eye=1.3, down=0.06)
    shell = close_wall(canvas, deep=1.9, dado=None, wall=(222, 226, 224))
    z = shell.deep
    canvas.box((-0.55, 0, z - 0.5), (1.1, 1.9, 0.5), (226, 228, 230))
    canvas.front((-0.47, 0.15, z - 0.51), (0.94, 1.6), (206, 220, 226))
    canvas.face(
        [(0.55, 0.1, z - 0.5), (0.55, 1.85, z - 0.5), (1.0, 1.85, z - 0.95), (1.0, 0.1, z - 0.95)],
        (236, 238, 240),
        (170, 174, 178),
    )
    canvas.front((-0.4, 1.78, z - 0.52), (0.8, 0.1), GREEN)
    canvas.words((0, 1.83, z - 0.53), "留样专柜", 0.075, WHITE)
    canvas.lamp((0, 1.6, z - 0.5), 0.35, 110)
    for shelf in range(4):
        y = 0.25 + shelf * 0.38
        canvas.line([(-0.46, y, z - 0.53), (0.46, y, z - 0.53)], (150, 160, 166), 0.016)
        count = 5 if after else (2, 1, 0, 2)[shelf]
        for number in range(count):
            x = -0.42 + number * 0.18
            canvas.box(
                (x, y + 0.01, z - 0.62),
                (0.15, 0.14, 0.1),
                ((196, 150, 84), (140, 160, 96), (206, 110, 84))[(shelf + number) % 3],
            )
            canvas.front((x, y + 0.12, z - 0.625), (0.15, 0.035), (186, 214, 230))
            if after:
                canvas.front((x + 0.03, y + 0.035, z - 0.63), (0.09, 0.065), (250, 250, 246))
                canvas.line([(x + 0.04, y + 0.07, z - 0.635), (x + 0.11, y + 0.07, z - 0.635)], DARK, 0.006)


def water_boiler(canvas: Canvas, *, after: bool) -> None:
    """Draw a water boiler: bare tap and no sign, or guarded with a warning."""
    canvas.aim(eye=1.35, down=0.02)
    tiled(canvas, deep=2.0, half=1.6)
    z = 1.98
    canvas.box((-0.35, 0.62, z - 0.4), (0.7, 1.15, 0.4), (150, 156, 162))
    canvas.face_edge(
        [(-0.35, 0.62, z - 0.41), (0.35, 0.62, z - 0.41), (0.35, 1.77, z - 0.41), (-0.35, 1.77, z - 0.41)],
        (96, 100, 106),
    )
    canvas.front((-0.3, 1.1, z - 0.41), (0.6, 0.04), (110, 116, 122))
    canvas.line([(0.2, 1.77, z - 0.2), (0.2, 2.6, z - 0.2)], (200, 204, 206), 0.035)
    canvas.front((-0.2, 1.45, z - 0.41), (0.4, 0.16), (30, 34, 40))
    canvas.words((0, 1.53, z - 0.42), "98℃", 0.1, (255, 90, 60))
    for x in (-0.15, 0.15):
        canvas.line([(x, 0.86, z - 0.42), (x, 0.86, z - 0.55), (x, 0.76, z - 0.55)], (160, 130, 70), 0.04)
        canvas.oval((x, 0.92, z - 0.5), 0.05, 0.025, RED if x < 0 else (40, 80, 150))
    canvas.box((-0.45, 0.3, z - 0.55), (0.9, 0.06, 0.55), STEEL)
    canvas.line([(-0.4, 0, z - 0.3), (-0.4, 0.3, z - 0.3)], STEEL, 0.05)
    canvas.line([(0.4, 0, z - 0.3), (0.4, 0.3, z - 0.3)], STEEL, 0.05)
    if not after:
        canvas.line([(-0.15, 0.72, z - 0.55), (-0.15, 0.4, z - 0.52)], (222, 230, 236), 0.012)
        canvas.oval((-0.15, 0.38, z - 0.52), 0.07, 0.02, (210, 220, 228))
        return
    canvas.front((-0.62, 1.85, z - 0.02), (1.24, 0.3), YELLOW, DARK)
    canvas.words((0, 2.0, z - 0.03), "高温  小心烫伤", 0.14, (34, 28, 20))
    for x in (-0.3, -0.1, 0.1, 0.3):
        canvas.line([(x, 0.66, z - 0.62), (x, 1.0, z - 0.62)], (226, 228, 232), 0.02)
    for y in (0.66, 1.0):
        canvas.line([(-0.32, y, z - 0.62), (0.32, y, z - 0.62)], (226, 228, 232), 0.02)


def power_strip(canvas: Canvas, *, after: bool) -> None:
    """Draw chained power strips on the floor, or the wires in a duct along the wall."""
    canvas.aim(eye=1.2, down=0.5)
    shell = Shell(half=1.6, deep=2.0, wall=WHITE, dado=None, floor=(172, 132, 94), tile=0.45)
    build(canvas, shell)
    z = shell.deep - 0.01
    canvas.front((-0.2, 0.32, z), (0.16, 0.16), (246, 246, 244), (150, 150, 150))
    for x in (-0.15, -0.09):
        canvas.oval((x, 0.4, z - 0.01), 0.01, 0.018, DARK)
    if after:
        canvas.box((-1.6, 0.2, z - 0.03), (3.2, 0.06, 0.03), (240, 240, 236))
        canvas.box((-0.16, 0.24, z - 0.03), (0.05, 0.1, 0.03), (240, 240, 236))
        canvas.front((0.5, 0.32, z), (0.16, 0.16), (246, 246, 244), (150, 150, 150))
        return
    canvas.face(
        [(-1.1, 0.005, 0.95), (0.2, 0.005, 0.95), (0.4, 0.005, 1.5), (-1.0, 0.005, 1.5)], (150, 70, 66), (110, 50, 48)
    )
    strips = (((-0.55, 0.0, 1.35), 0.5), ((0.3, 0.0, 1.15), 0.55))
    canvas.line([(-0.12, 0.4, z), (-0.2, 0.05, 1.8), (-0.5, 0.02, 1.5), (-0.55, 0.03, 1.4)], (236, 236, 232), 0.022)
    canvas.line([(-0.1, 0.05, 1.38), (0.1, 0.02, 1.25), (0.3, 0.03, 1.2)], (30, 30, 32), 0.022)
    for (x, y, deep), long in strips:
        canvas.box((x, y, deep), (long, 0.05, 0.09), (238, 238, 234))
        for number in range(4):
            canvas.box((x + 0.03 + number * long / 4, y + 0.05, deep + 0.01), (0.07, 0.06, 0.06), (40, 40, 44))
            end = canvas.chance.uniform(-1.2, 1.4)
            canvas.line(
                [(x + 0.06 + number * long / 4, 0.11, deep), (end * 0.6, 0.02, 1.05), (end, 0.02, 0.85)],
                canvas.chance.choice(((30, 30, 32), (226, 226, 222), (60, 64, 90))),
                0.016,
            )
    canvas.line([(0.02, 0.03, 1.29), (0.1, 0.025, 1.25)], (196, 120, 60), 0.02)


def notice_board(canvas: Canvas, *, after: bool) -> None:
    """Draw the wall with notices over a desk with registers: outdated and untidy, or renewed."""
    canvas.aim(eye=1.45, down=0.06)
    shell = close_wall(canvas, deep=1.9, dado=MINT)
    z = shell.deep
    canvas.front((-0.95, 1.15, z - 0.01), (1.9, 1.05), (122, 84, 54))
    canvas.front((-0.9, 1.2, z - 0.015), (1.8, 0.95), (176, 60, 50) if after else (150, 138, 116))
    sheets = (
        ((-0.82, 1.3), (-0.38, 1.32), (0.06, 1.3), (0.48, 1.32)) if after else ((-0.8, 1.34), (-0.2, 1.28), (0.42, 1.4))
    )
    for x, y in sheets:
        notice(canvas, (x, y, z - 0.02), 0.36, 0.7 if after else 0.58, WHITE if after else (222, 208, 168))
    if not after:
        canvas.face([(0.6, 1.4, z - 0.03), (0.78, 1.4, z - 0.03), (0.74, 1.52, z - 0.06)], (196, 182, 146))
    canvas.box((-0.9, 0.0, 1.25), (1.8, 0.76, 0.5), WOOD)
    canvas.face([(-0.35, 0.765, 1.3), (0.2, 0.765, 1.3), (0.24, 0.765, 1.62), (-0.3, 0.765, 1.62)], (246, 244, 236))
    canvas.line([(-0.06, 0.77, 1.3), (-0.03, 0.77, 1.62)], (170, 168, 160), 0.01)
    for row in range(6):
        at = 1.34 + row * 0.045
        for left, right in ((-0.32, -0.1), (-0.02, 0.2)):
            reach = right if after else left + (right - left) * canvas.chance.choice((0.0, 0.4, 1.0))
            canvas.line([(left, 0.77, at), (reach, 0.77, at)], (70, 80, 130), 0.007)
    canvas.line([(0.34, 0.78, 1.36), (0.5, 0.78, 1.5)], (30, 40, 90), 0.016)
    canvas.box((0.55, 0.76, 1.45), (0.25, 0.06, 0.2), BLUE)


def laundry(canvas: Canvas, *, after: bool) -> None:
    """Draw a laundry: soiled and clean linen in one heap, or sorted in marked bins."""
    canvas.aim(eye=1.55, down=0.24)
    shell = tiled(canvas, deep=3.0)
    z = shell.deep
    for x in (-1.3, -0.45):
        canvas.box((x, 0, z - 0.65), (0.75, 0.95, 0.6), (228, 230, 232))
        canvas.oval((x + 0.37, 0.48, z - 0.66), 0.25, 0.25, (150, 156, 162))
        canvas.oval((x + 0.37, 0.48, z - 0.67), 0.2, 0.2, (40, 52, 62))
        canvas.oval((x + 0.32, 0.53, z - 0.68), 0.1, 0.08, (86, 104, 118))
        canvas.front((x + 0.06, 0.8, z - 0.66), (0.63, 0.1), (190, 194, 198))
    if after:
        for x, colour, label in ((0.35, (200, 170, 40), "污染"), (0.95, (60, 130, 180), "普通")):
            canvas.box((x, 0, 2.1), (0.5, 0.7, 0.45), colour)
            canvas.words((x + 0.25, 0.42, 2.08), label, 0.16, WHITE)
        return
    canvas.cast((-0.2, 0, 1.7), (1.3, 0.6), 170)
    for _ in range(46):
        x, deep = canvas.chance.gauss(0.45, 0.32), canvas.chance.uniform(1.75, 2.2)
        high = max(0.04, 0.5 - abs(x - 0.45) * 0.8) * canvas.chance.uniform(0.2, 1.0)
        tint = canvas.chance.choice(((226, 222, 210), (150, 172, 196), (206, 190, 150), (186, 160, 130)))
        canvas.oval(
            (x, high, deep),
            canvas.chance.uniform(0.12, 0.22),
            canvas.chance.uniform(0.05, 0.1),
            shade(tint, canvas.chance.uniform(0.75, 1.05)),
        )


def stamped_page(canvas: Canvas, *, after: bool) -> None:  # noqa: ARG001 - a page has no defect to put right
    """Draw the last page of a paper on a desk, with the round stamp of the demonstration."""
    canvas.image.paste((128, 92, 62), (0, 0, *canvas.size))
    wide, high = canvas.size
    for row in range(0, high, 7):
        tone = shade((128, 92, 62), canvas.chance.uniform(0.9, 1.08))
        canvas.draw.line((0, row, wide, row + canvas.chance.randint(-6, 6)), fill=tone, width=5)
    left, top, right, bottom = wide * 0.13, high * 0.06, wide * 0.87, high * 0.95
    canvas.darken(
        [(left + 14, top + 20), (right + 26, top + 24), (right + 24, bottom + 26), (left + 16, bottom + 20)], 170
    )
    canvas.patch([(left, top), (right, top + 10), (right - 8, bottom), (left + 6, bottom - 6)], (246, 244, 238))
    for row in range(17):
        y = top + high * (0.09 + row * 0.031)
        reach = left + (right - left) * canvas.chance.uniform(0.7, 0.92)
        canvas.draw.line((left + wide * 0.08, y, reach, y + 3), fill=(112, 112, 116), width=7)
    x, y, radius = right - wide * 0.26, bottom - high * 0.2, wide * 0.115
    for ring, width in ((radius, 9), (radius * 0.93, 3)):
        canvas.draw.ellipse((x - ring, y - ring, x + ring, y + ring), outline=(206, 52, 48), width=width)
    star = [
        (
            x + math.sin(math.pi * step / 5) * radius * (0.34 if step % 2 == 0 else 0.14),
            y - math.cos(math.pi * step / 5) * radius * (0.34 if step % 2 == 0 else 0.14),
        )
        for step in range(10)
    ]
    canvas.draw.polygon(star, fill=(206, 52, 48))
    canvas.stamp_words((x, y), radius, "演示专用章")
