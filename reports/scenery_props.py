"""Things that stand in the generated pictures: doors, extinguishers, beds, wheelchairs, bottles, boxes, bikes."""

from __future__ import annotations

import math

from reports.scenery_canvas import Canvas, Colour, Point, shade
from reports.scenery_rooms import CARDBOARD, DARK, GREEN, RED, STEEL, WHITE, YELLOW


def carton(canvas: Canvas, corner: Point, size: Point, colour: Colour = CARDBOARD) -> None:
    """Draw a cardboard box with tape and a fold."""
    canvas.box(corner, size, shade(colour, canvas.chance.uniform(0.9, 1.1)))
    (x, y, z), (w, h, _) = corner, size
    canvas.line([(x + w / 2, y, z), (x + w / 2, y + h, z)], (202, 178, 132), 0.05)
    canvas.line([(x, y + h * 0.86, z), (x + w, y + h * 0.86, z)], shade(colour, 0.8), 0.006)
    canvas.front((x + w * 0.12, y + h * 0.2, z - 0.001), (w * 0.22, h * 0.2), (214, 206, 190))


def sack(canvas: Canvas, foot: Point, colour: Colour = (208, 202, 188)) -> None:
    """Draw a slumped sack."""
    x, y, z = foot
    canvas.cast((x - 0.25, y, z - 0.1), (0.5, 0.3))
    canvas.oval((x, y + 0.22, z), 0.27, 0.24, shade(colour, 0.86))
    canvas.oval((x - 0.03, y + 0.27, z), 0.22, 0.18, colour)
    canvas.oval((x, y + 0.46, z), 0.08, 0.06, shade(colour, 0.8))


def wheel(canvas: Canvas, centre: Point, radius: float, *, flat: float = 1.0, spokes: int = 8) -> None:
    """Draw a wheel seen more or less from its side."""
    x, y, z = centre
    canvas.oval(centre, radius * flat, radius, (38, 38, 40), hollow=0.035)
    canvas.oval(centre, radius * flat * 0.86, radius * 0.86, STEEL, hollow=0.012)
    for number in range(spokes):
        angle = math.pi * 2 * number / spokes
        rim = (x + math.cos(angle) * radius * flat * 0.85, y + math.sin(angle) * radius * 0.85, z)
        canvas.line([centre, rim], (150, 152, 156), 0.006)


def wheelchair(canvas: Canvas, foot: Point, colour: Colour = (40, 70, 130)) -> None:
    """Draw a folded-open wheelchair from its front left."""
    x, y, z = foot
    canvas.cast((x - 0.3, y, z - 0.1), (0.62, 0.6), 170)
    wheel(canvas, (x + 0.27, y + 0.3, z + 0.25), 0.3, flat=0.5)
    canvas.front((x - 0.22, y + 0.5, z + 0.25), (0.46, 0.46), shade(colour, 0.8))
    canvas.box((x - 0.22, y + 0.45, z - 0.1), (0.46, 0.06, 0.38), colour)
    for side in (-0.24, 0.25):
        canvas.line([(x + side, y + 0.98, z + 0.25), (x + side, y + 0.1, z + 0.2)], STEEL, 0.028)
        canvas.line([(x + side, y + 0.68, z - 0.1), (x + side, y + 0.68, z + 0.25)], DARK, 0.05)
        canvas.line([(x + side, y + 0.68, z - 0.1), (x + side, y + 0.12, z - 0.28)], STEEL, 0.025)
        canvas.line([(x + side, y + 0.98, z + 0.25), (x + side, y + 1.0, z + 0.4)], DARK, 0.04)
        canvas.oval((x + side, y + 0.09, z - 0.2), 0.05, 0.09, (40, 40, 42), hollow=0.03)
    wheel(canvas, (x - 0.29, y + 0.3, z + 0.15), 0.3, flat=0.5)
    canvas.front((x - 0.2, y + 0.1, z - 0.32), (0.18, 0.03), DARK)
    canvas.front((x + 0.03, y + 0.1, z - 0.32), (0.18, 0.03), DARK)


def extinguisher(canvas: Canvas, foot: Point, *, pressure: str = "green", size: float = 1.0) -> None:
    """Draw a powder extinguisher with hose, label and gauge; the hand stands in green or red."""
    x, y, z = foot
    radius, high = 0.085 * size, 0.44 * size
    canvas.tube(foot, radius, high, RED)
    canvas.oval((x, y + high, z), radius, radius * 0.7, shade(RED, 0.95))
    canvas.front((x - 0.03 * size, y + high, z), (0.06 * size, 0.1 * size), (60, 60, 62))
    canvas.line(
        [(x - 0.02, y + high + 0.12 * size, z), (x + 0.14 * size, y + high + 0.16 * size, z)], DARK, 0.022 * size
    )
    canvas.line(
        [(x - 0.02, y + high + 0.08 * size, z), (x + 0.13 * size, y + high + 0.07 * size, z)], DARK, 0.018 * size
    )
    hose = [
        (x - 0.04 * size, y + high + 0.06 * size, z),
        (x - 0.13 * size, y + high * 0.9, z),
        (x - 0.12 * size, y + high * 0.35, z),
    ]
    canvas.line(hose, (28, 28, 30), 0.026 * size)
    canvas.front((x - radius * 0.7, y + high * 0.3, z - 0.01), (radius * 1.4, high * 0.42), (238, 234, 220))
    canvas.front((x - radius * 0.6, y + high * 0.58, z - 0.012), (radius * 1.2, high * 0.1), shade(RED, 0.9))
    for row in range(4):
        at = y + high * (0.36 + 0.05 * row)
        canvas.line(
            [(x - radius * 0.55, at, z - 0.012), (x + radius * 0.5, at, z - 0.012)], (150, 146, 140), 0.006 * size
        )
    gauge(canvas, (x + 0.015 * size, y + high + 0.045 * size, z - 0.03), 0.042 * size, pressure)


def gauge(canvas: Canvas, centre: Point, radius: float, pressure: str) -> None:
    """Draw a pressure gauge with its three fields."""
    x, y, z = centre
    canvas.oval(centre, radius * 1.15, radius * 1.15, (196, 176, 110))
    canvas.oval(centre, radius, radius, (244, 244, 240))
    left, top = canvas.at((x - radius * 0.8, y + radius * 0.8, z))
    right, bottom = canvas.at((x + radius * 0.8, y - radius * 0.8, z))
    frame = (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
    width = max(2, round(radius * 0.3 * canvas.scale(z)))
    for start, end, colour in ((150, 240, RED), (240, 300, GREEN), (300, 390, YELLOW)):
        canvas.draw.arc(frame, start, end, fill=colour, width=width)
    angle = math.radians(200 if pressure == "red" else 88)
    hand = (
        x + math.cos(angle) * radius * 0.7,
        y + abs(math.sin(angle)) * radius * (0.2 if pressure == "red" else 0.75),
        z,
    )
    canvas.line([centre, hand], (20, 20, 20), radius * 0.12)


def bed(canvas: Canvas, foot: Point, *, rail: str = "up", quilt: Colour = (150, 172, 196)) -> None:
    """Draw a care bed seen from its foot; the near rail is up, down or hangs loose."""
    x, y, z = foot
    long, wide = 1.9, 0.9
    canvas.cast((x, y, z), (wide, long), 165)
    canvas.front((x + 0.02, y + 0.3, z + long), (wide - 0.04, 0.75), (168, 124, 84))
    for leg in (x + 0.05, x + wide - 0.08):
        canvas.line([(leg, y, z + 0.1), (leg, y + 0.36, z + 0.1)], STEEL, 0.05)
        canvas.oval((leg, y + 0.05, z + 0.08), 0.05, 0.05, (50, 50, 52))
    canvas.box((x, y + 0.36, z), (wide, 0.16, long), (226, 224, 218))
    canvas.box((x - 0.01, y + 0.5, z), (wide + 0.02, 0.07, long * 0.66), quilt)
    for fold in range(3):
        at = z + 0.3 + fold * 0.3
        canvas.line([(x + 0.08, y + 0.575, at), (x + wide - 0.1, y + 0.575, at + 0.12)], shade(quilt, 0.86), 0.02)
    canvas.box((x + 0.15, y + 0.52, z + long - 0.5), (wide - 0.3, 0.12, 0.38), (240, 238, 232))
    canvas.front((x + 0.02, y + 0.28, z - 0.01), (wide - 0.04, 0.5), (172, 128, 86), shade((172, 128, 86), 0.6))
    _rail(canvas, (x, y, z), rail, long)


def _rail(canvas: Canvas, foot: Point, rail: str, long: float) -> None:
    x, y, z = foot
    drop = {"up": 0.0, "down": -0.42, "loose": -0.1}[rail]
    lean = -0.22 if rail == "loose" else 0.0
    first, last = z + 0.35, z + long - 0.35
    top, low = y + 0.95 + drop, y + 0.55 + drop
    for height in (low, (low + top) / 2, top):
        tilt = (height - low) * lean
        canvas.line(
            [(x - 0.03 + tilt, height + (0.1 if lean else 0), first), (x - 0.03 + tilt, height, last)],
            (214, 216, 220),
            0.03,
        )
    for number in range(5):
        at = first + (last - first) * number / 4
        canvas.line([(x - 0.03, low, at), (x - 0.03 + lean * 0.4, top, at)], STEEL, 0.022)


def bottle(canvas: Canvas, foot: Point, colour: Colour, *, high: float = 1.25, strap: bool = False) -> None:
    """Draw a gas cylinder with shoulder and valve."""
    x, y, z = foot
    radius = 0.12 if high > 0.8 else 0.17
    canvas.tube(foot, radius, high * 0.82, colour)
    canvas.oval((x, y + high * 0.82, z), radius, radius * 0.75, shade(colour, 0.98))
    canvas.oval((x - radius * 0.3, y + high * 0.86, z), radius * 0.4, radius * 0.3, shade(colour, 1.2))
    canvas.front((x - 0.03, y + high * 0.88, z), (0.06, 0.12), (168, 148, 84))
    canvas.line([(x - 0.07, y + high * 0.98, z), (x + 0.07, y + high * 0.98, z)], (90, 90, 92), 0.03)
    canvas.front((x - radius * 0.55, y + high * 0.45, z - 0.01), (radius * 1.1, 0.14), (236, 236, 230))
    if strap:
        canvas.line(
            [(x - radius - 0.1, y + high * 0.68, z - 0.02), (x + radius + 0.1, y + high * 0.68, z - 0.02)],
            (60, 60, 64),
            0.02,
        )


def e_bike(canvas: Canvas, foot: Point, colour: Colour, *, charging: bool = False) -> None:
    """Draw an electric bicycle from its side."""
    x, y, z = foot
    canvas.cast((x - 0.1, y, z - 0.15), (1.5, 0.35), 170)
    for hub in (x + 0.2, x + 1.2):
        wheel(canvas, (hub, y + 0.26, z), 0.26, spokes=10)
    canvas.line(
        [(x + 0.2, y + 0.26, z), (x + 0.5, y + 0.34, z), (x + 0.98, y + 0.34, z), (x + 1.12, y + 0.8, z)], colour, 0.09
    )
    canvas.front((x + 0.42, y + 0.3, z - 0.02), (0.36, 0.26), shade(colour, 0.8))
    canvas.line([(x + 1.2, y + 0.26, z), (x + 1.08, y + 1.02, z)], (60, 60, 64), 0.06)
    canvas.line([(x + 0.98, y + 1.06, z), (x + 1.16, y + 1.0, z)], DARK, 0.05)
    canvas.line([(x + 0.3, y + 0.68, z), (x + 0.78, y + 0.7, z)], (30, 30, 32), 0.13)
    canvas.line([(x + 0.1, y + 0.58, z), (x + 0.4, y + 0.58, z)], STEEL, 0.03)
    canvas.line([(x - 0.02, y + 0.42, z), (x + 0.2, y + 0.54, z), (x + 0.42, y + 0.4, z)], colour, 0.05)
    canvas.ball((x + 1.14, y + 0.86, z - 0.03), 0.06, (240, 236, 210))
    canvas.line([(x + 1.1, y + 0.6, z - 0.02), (x + 1.3, y + 0.5, z - 0.02)], shade(colour, 1.2), 0.05)
    if charging:
        cable = [
            (x + 0.55, y + 0.34, z - 0.05),
            (x + 0.4, y + 0.04, z - 0.2),
            (x - 0.2, y + 0.02, z - 0.1),
            (x - 0.5, y + 0.5, z + 0.4),
            (x - 0.55, y + 1.3, z + 0.5),
        ]
        canvas.line(cable, (20, 20, 22), 0.022)
        canvas.front((x + 0.22, y + 0.02, z - 0.24), (0.2, 0.1), (34, 34, 38))
        canvas.oval((x + 0.38, y + 0.09, z - 0.26), 0.012, 0.012, (255, 60, 50))


def exit_sign(canvas: Canvas, corner: Point, wide: float = 0.5, *, lit: bool = True) -> None:
    """Draw the green sign over an exit."""
    x, y, z = corner
    green = (30, 168, 96) if lit else (52, 74, 62)
    pale = (236, 255, 240) if lit else (120, 130, 124)
    canvas.front((x - 0.015, y - 0.015, z), (wide + 0.03, wide * 0.4 + 0.03), (90, 92, 92))
    canvas.front((x, y, z - 0.005), (wide, wide * 0.4), green)
    canvas.words((x + wide * 0.62, y + wide * 0.2, z - 0.01), "安全出口", wide * 0.155, pale)
    runner = [
        (x + wide * 0.1, y + wide * 0.06, z - 0.01),
        (x + wide * 0.17, y + wide * 0.18, z - 0.01),
        (x + wide * 0.22, y + wide * 0.08, z - 0.01),
    ]
    canvas.line(runner, pale, wide * 0.035)
    canvas.line(
        [(x + wide * 0.17, y + wide * 0.17, z - 0.01), (x + wide * 0.19, y + wide * 0.28, z - 0.01)], pale, wide * 0.045
    )
    canvas.oval((x + wide * 0.2, y + wide * 0.32, z - 0.01), wide * 0.025, wide * 0.025, pale)
    if lit:
        canvas.lamp((x + wide / 2, y + wide * 0.2, z), wide * 0.45, 34)


def notice(canvas: Canvas, corner: Point, wide: float, high: float, tint: Colour = WHITE) -> None:
    """Draw a sheet with lines that read as writing from afar."""
    x, y, z = corner
    canvas.front(corner, (wide, high), tint, shade(tint, 0.7))
    canvas.front((x + wide * 0.1, y + high * 0.86, z - 0.002), (wide * 0.8, high * 0.07), shade(RED, 0.9))
    rows = 9
    for row in range(rows):
        at = y + high * (0.1 + 0.7 * row / rows)
        reach = wide * canvas.chance.uniform(0.55, 0.9)
        canvas.line(
            [(x + wide * 0.08, at, z - 0.002), (x + reach, at, z - 0.002)], (118, 118, 122), max(0.004, high * 0.018)
        )
