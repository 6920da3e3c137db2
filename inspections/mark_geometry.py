"""Where marks lie in pixels and how large they are: one answer for the editor that shows and the pictures that stay."""

import math
import unicodedata
from dataclasses import dataclass
from typing import Final

from inspections.marks import UNIT, Shape

GRID: Final = 16
"""Mosaics keep to the blocks in which a JPEG is coded, so that none mixes hidden and shown pixels."""

MOST_CELLS: Final = 6
"""So many cells along the longer side of a mosaic: what is left says neither who nor which digit."""

LEVELS: Final = 32
"""Steps of brightness between two values a cell may have."""

_STROKE: Final = 160
_LETTER: Final = 28
_COLUMNS: Final = 28
"""The width of a line of words in halves of a Chinese character."""

Point = tuple[float, float]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of a size in pixels."""

    width: int
    height: int

    @property
    def stroke(self) -> float:
        """Return the width of a line."""
        return max(2.0, max(self.width, self.height) / _STROKE)

    @property
    def letter(self) -> float:
        """Return the height of a letter: 6 to 7 points on a paper that prints two pictures side by side."""
        return max(8.0, max(self.width, self.height) / _LETTER)

    @property
    def radius(self) -> float:
        """Return the radius of a number's badge."""
        return self.letter * 0.8

    def x(self, place: int) -> float:
        """Return a place from the left in pixels."""
        return place * self.width / UNIT

    def y(self, place: int) -> float:
        """Return a place from the top in pixels."""
        return place * self.height / UNIT

    def box(self, shape: Shape) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom in pixels."""
        left, top, right, bottom = shape.box
        return self.x(left), self.y(top), self.x(right), self.y(bottom)

    def arrow(self, shape: Shape) -> tuple[Point, ...]:
        """Return the outline of an arrow, shaft and head in one; a short one is all head."""
        tail, tip = (self.x(shape.x1), self.y(shape.y1)), (self.x(shape.x2), self.y(shape.y2))
        length = math.dist(tail, tip) or 1.0
        along = ((tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length)
        head = min(length * 0.8, self.stroke * 5)
        half, wing = self.stroke * 0.6, head * 0.55

        def at(distance: float, aside: float) -> Point:
            return tail[0] + along[0] * distance - along[1] * aside, tail[1] + along[1] * distance + along[0] * aside

        neck = length - head
        return (
            at(0, half * 0.5), at(neck, half), at(neck - head * 0.12, wing), at(length, 0),
            at(neck - head * 0.12, -wing), at(neck, -half), at(0, -half * 0.5),
        )  # fmt: skip

    def badge(self, shape: Shape) -> Point:
        """Return the middle of a number's badge, moved so far that all of it is on the picture."""
        radius = self.radius + self.stroke / 2
        return _within(self.x(shape.x1), radius, self.width), _within(self.y(shape.y1), radius, self.height)

    def words(self, shape: Shape, width: float, height: float) -> Point:
        """Return the left top of a box of words of a size, moved so far that all of it is on the picture."""
        left = max(0.0, min(self.x(shape.x1), self.width - width))
        return left, max(0.0, min(self.y(shape.y1), self.height - height))

    def cells(self, shape: Shape) -> tuple[Box, ...]:
        """Return the cells of a mosaic: it reaches outwards to whole blocks, so that no edge of the hidden stays."""
        left, top, right, bottom = self.box(shape)
        x1, y1 = _down(left), _down(top)
        x2, y2 = min(_up(right), self.width), min(_up(bottom), self.height)
        side = max(GRID, _up(max(x2 - x1, y2 - y1) / MOST_CELLS))
        return tuple(
            (x, y, min(x + side, x2), min(y + side, y2)) for y in range(y1, y2, side) for x in range(x1, x2, side)
        )


def cell_level(mean: float) -> int:
    """Return the brightness of a cell: a coarse step of the mean, so that it cannot be reckoned back."""
    return min(255, round(mean / LEVELS) * LEVELS)


def lines_of(text: str) -> tuple[str, ...]:
    """Break words into lines of fourteen Chinese characters."""
    lines: list[str] = []
    line, used = "", 0
    for letter in text:
        wide = 2 if unicodedata.east_asian_width(letter) in "WFA" else 1
        if used + wide > _COLUMNS:
            lines.append(line)
            line, used = "", 0
        line, used = line + letter, used + wide
    return (*lines, line)


def _within(middle: float, radius: float, side: int) -> float:
    return side / 2 if side < 2 * radius else max(radius, min(middle, side - radius))


def _down(value: float) -> int:
    return int(value // GRID) * GRID


def _up(value: float) -> int:
    return math.ceil(value / GRID) * GRID
