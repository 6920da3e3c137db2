"""A canvas that sees in metres: one camera, lit surfaces, soft shadows, lamps, and the faults of a telephone's lens."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from reports.fonts import SANS_BOLD

WIDTH: Final = 1600
HEIGHT: Final = 1200
_COARSE: Final = 8
_GRAIN: Final = 18
_GAIN: Final = [min(255, round(255 * (value / 255) ** 0.84)) for value in range(256)] * 3
"""Shadows opened up as a telephone does."""

Colour = tuple[int, int, int]
Point = tuple[float, float, float]
"""Metres: to the right, up from the floor, away from the camera."""

Spot = tuple[float, float]


def shade(colour: Colour, factor: float) -> Colour:
    """Return a colour lighter or darker."""
    red, green, blue = (min(255, max(0, round(one * factor))) for one in colour)
    return red, green, blue


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour between two."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(slots=True, kw_only=True)
class Canvas:
    """One picture in the making; things are drawn from far to near."""

    chance: random.Random
    portrait: bool = False
    eye: float = 1.5
    image: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)
    shadows: Image.Image = field(init=False)
    lights: Image.Image = field(init=False)
    size: tuple[int, int] = field(init=False)
    _lens: float = field(init=False)
    _aside: float = field(init=False)
    _middle: Spot = field(init=False)
    _turn: tuple[float, float] = field(init=False)

    def __post_init__(self) -> None:
        self.size = (HEIGHT, WIDTH) if self.portrait else (WIDTH, HEIGHT)
        self.image = Image.new("RGB", self.size, (40, 40, 42))
        self.draw = ImageDraw.Draw(self.image)
        coarse = (self.size[0] // _COARSE, self.size[1] // _COARSE)
        self.shadows, self.lights = Image.new("L", coarse, 0), Image.new("L", coarse, 0)
        self._lens = 1150 * self.chance.uniform(0.93, 1.14)
        self._aside = self.chance.uniform(-0.22, 0.22)
        self._middle = (
            self.size[0] / 2 + self.chance.uniform(-70, 70) + self._aside * 260,
            self.size[1] * 0.46 + self.chance.uniform(-25, 25),
        )
        angle = math.radians(self.chance.uniform(-1.6, 1.6))
        self._turn = (math.cos(angle), math.sin(angle))
        self.eye += self.chance.uniform(-0.06, 0.06)

    def aim(self, *, eye: float, down: float = 0.0) -> None:
        """Hold the camera at a height and tilt it down, or up below zero, by a share of the picture."""
        self.eye = eye + self.chance.uniform(-0.04, 0.04)
        self._middle = (self._middle[0], self._middle[1] - self.size[1] * down)

    def at(self, point: Point) -> Spot:
        """Return where a point of the room falls on the picture."""
        x, y, z = point
        depth = max(0.25, z)
        across, down = self._lens * (x - self._aside) / depth, -self._lens * (y - self.eye) / depth
        cosine, sine = self._turn
        return self._middle[0] + across * cosine - down * sine, self._middle[1] + across * sine + down * cosine

    def scale(self, z: float) -> float:
        """Return how many pixels a metre takes at a distance."""
        return self._lens / max(0.25, z)

    def face(self, points: Sequence[Point], colour: Colour, edge: Colour | None = None) -> None:
        """Fill a flat face; its edge a little darker where asked."""
        spots = [self.at(point) for point in points]
        self.patch(spots, colour)
        if edge:
            self.draw.line([*spots, spots[0]], fill=edge, width=3)

    def patch(self, spots: Sequence[Spot], colour: Colour) -> None:
        """Fill a part of the picture; it hides the shadows behind it."""
        self.draw.polygon(spots, fill=colour)
        self.darken(spots, 0)

    def line(self, points: Sequence[Point], colour: Colour, metres: float) -> None:
        """Draw a line as thick as it is at its nearest point."""
        width = max(1, round(self.scale(min(point[2] for point in points)) * metres))
        self.draw.line([self.at(point) for point in points], fill=colour, width=width, joint="curve")

    def box(self, corner: Point, size: Point, colour: Colour) -> None:
        """Draw a box by its near lower left corner and width, height, depth: top, side and front, each lit its way."""
        (x, y, z), (w, h, d) = corner, size
        self.cast((x, y, z), (w, d))
        if y + h < self.eye:
            top = [(x, y + h, z), (x + w, y + h, z), (x + w, y + h, z + d), (x, y + h, z + d)]
            self.face(top, shade(colour, 1.16))
        elif y > self.eye:
            self.face([(x, y, z), (x + w, y, z), (x + w, y, z + d), (x, y, z + d)], shade(colour, 0.55))
        side = x if x > self._aside else x + w
        if x > self._aside or x + w < self._aside:
            self.face([(side, y, z), (side, y + h, z), (side, y + h, z + d), (side, y, z + d)], shade(colour, 0.72))
        self.front((x, y, z), (w, h), colour)

    def front(self, corner: Point, size: Spot, colour: Colour, edge: Colour | None = None) -> None:
        """Fill an upright face that looks at the camera, a little darker towards the floor."""
        (x, y, z), (w, h) = corner, size
        steps = max(2, min(40, round(h * self.scale(z) / 24)))
        for step in range(steps):
            low, high = y + h * step / steps, y + h * (step + 1) / steps
            lit = shade(colour, 0.9 + 0.12 * step / steps)
            self.face([(x, low, z), (x + w, low, z), (x + w, high, z), (x, high, z)], lit)
        if edge:
            self.face_edge([(x, y, z), (x + w, y, z), (x + w, y + h, z), (x, y + h, z)], edge)

    def face_edge(self, points: Sequence[Point], colour: Colour, metres: float = 0.008) -> None:
        """Draw the edge of a face."""
        self.line([*points, points[0]], colour, metres)

    def tube(self, foot: Point, radius: float, height: float, colour: Colour) -> None:
        """Draw an upright cylinder, lit from the left."""
        x, y, z = foot
        self.cast((x - radius, y, z - radius), (radius * 2, radius * 2))
        strips = 14
        for strip in range(strips):
            left, right = (math.cos(math.pi * (1 - (strip + one) / strips)) * radius for one in (0, 1))
            lit = 0.55 + 0.65 * math.sin(math.pi * (strip + 2.5) / (strips + 6))
            points = [(x + left, y, z), (x + right, y, z), (x + right, y + height, z), (x + left, y + height, z)]
            self.face(points, shade(colour, lit))
        rim = 0.25 * (self.eye - y) / max(1.0, z)
        self.oval((x, y, z), radius, radius * rim * 0.6, shade(colour, 0.62), half=True)
        self.oval((x, y + height, z), radius, radius * 0.22, shade(colour, 1.15))

    def oval(
        self, centre: Point, wide: float, high: float, colour: Colour, *, half: bool = False, hollow: float = 0.0
    ) -> None:
        """Draw an ellipse that looks at the camera, or its lower half, or only its rim."""
        x, y = self.at(centre)
        a, b = abs(wide) * self.scale(centre[2]), abs(high) * self.scale(centre[2])
        frame = (x - a, y - b, x + a, y + b)
        if hollow:
            self.draw.ellipse(frame, outline=colour, width=max(2, round(hollow * self.scale(centre[2]))))
        elif half:
            self.draw.pieslice(frame, 0, 180, fill=colour)
        else:
            self.draw.ellipse(frame, fill=colour)
            ImageDraw.Draw(self.shadows).ellipse(tuple(one / _COARSE for one in frame), fill=0)

    def ball(self, centre: Point, radius: float, colour: Colour) -> None:
        """Draw a round thing with a light side."""
        for step in range(8):
            share = step / 8
            x, y, z = centre
            inner = (x - radius * 0.25 * share, y + radius * 0.3 * share, z)
            self.oval(inner, radius * (1 - share), radius * (1 - share), shade(colour, 0.7 + 0.6 * share))

    def words(self, centre: Point, text: str, metres: float, colour: Colour) -> None:
        """Write a sign."""
        size = max(8, round(metres * self.scale(centre[2])))
        self.draw.text(self.at(centre), text, font=_font(size), fill=colour, anchor="mm")

    def stamp_words(self, centre: Spot, radius: float, text: str) -> None:
        """Write below the star of a stamp."""
        spot = (centre[0], centre[1] + radius * 0.58)
        self.draw.text(spot, text, font=_font(round(radius * 0.26)), fill=(206, 52, 48), anchor="mm")

    def cast(self, corner: Point, size: Spot, strength: int = 150) -> None:
        """Lay a soft shadow on the floor around a thing that stands there."""
        (x, y, z), (w, d) = corner, size
        if y > 0.4:
            return
        grow = 0.09
        points = [(x - grow, y, z - grow), (x + w + grow, y, z - grow), (x + w + grow * 2, y, z + d), (x, y, z + d)]
        self.darken([self.at(point) for point in points], strength)

    def darken(self, spots: Sequence[Spot], strength: int) -> None:
        """Keep a shadow for the end; all are laid at once, softly."""
        pen = ImageDraw.Draw(self.shadows)
        pen.polygon([(x / _COARSE, y / _COARSE) for x, y in spots], fill=strength)

    def lamp(self, centre: Point, metres: float, strength: int = 130) -> None:
        """Let a lamp or a window glow."""
        x, y = (one / _COARSE for one in self.at(centre))
        a = metres * self.scale(centre[2]) / _COARSE
        ImageDraw.Draw(self.lights).ellipse((x - a, y - a, x + a, y + a), fill=strength)

    def finished(self) -> Image.Image:
        """Return the picture as a telephone takes it: shadows, glow, uneven light, soft lens, grain."""
        image = self.image
        shadows = self.shadows.filter(ImageFilter.GaussianBlur(2.2)).resize(self.size, Image.Resampling.BILINEAR)
        image.paste(Image.new("RGB", self.size, (12, 11, 10)), mask=shadows)
        lights = self.lights.filter(ImageFilter.GaussianBlur(9)).resize(self.size, Image.Resampling.BILINEAR)
        image.paste(Image.new("RGB", self.size, (255, 250, 236)), mask=lights)
        image = ImageChops.multiply(image.point(_GAIN), self._exposure())
        image = image.filter(ImageFilter.GaussianBlur(1.1))
        return ImageChops.add(image, self._grain(), scale=1, offset=-_GRAIN)

    def _exposure(self) -> Image.Image:
        """Return the light of the room: brighter around one side, darker in the corners, blotchy like old paint."""
        small = Image.new("L", (32, 24))
        side, gain = self.chance.uniform(-0.35, 0.35), self.chance.uniform(0.93, 1.03)
        for y in range(24):
            for x in range(32):
                away = math.hypot((x - 15.5) / 16 - side, ((y - 10) / 13))
                value = 255 * gain * (1.04 - 0.2 * away**1.8) + self.chance.uniform(-1.5, 1.5)
                small.putpixel((x, y), max(0, min(255, round(value))))
        grey = small.resize(self.size, Image.Resampling.BICUBIC)
        warm = self.chance.uniform(-0.04, 0.05)
        bands = (grey.point([min(255, round(v * (1 + k * warm))) for v in range(256)]) for k in (1, 0, -1))
        return Image.merge("RGB", tuple(bands))

    def _grain(self) -> Image.Image:
        left, top = self.chance.randrange(400), self.chance.randrange(400)
        noise = _noise().crop((left, top, left + self.size[0], top + self.size[1]))
        return Image.merge("RGB", (noise, ImageChops.offset(noise, 3, 1), ImageChops.offset(noise, 1, 5)))


@cache
def _noise() -> Image.Image:
    """Return grain around the middle of its range, the same on every machine."""
    side = 2020
    raw = Image.frombytes("L", (side, side), random.Random(7).randbytes(side * side))  # noqa: S311 - grain, no secret
    soft = raw.filter(ImageFilter.GaussianBlur(0.7))
    return soft.point([max(0, min(255, round(_GRAIN + (value - 128) * 0.22))) for value in range(256)])


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(SANS_BOLD), size)
