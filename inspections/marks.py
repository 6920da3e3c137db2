"""Marks on a photograph: arrows, boxes, words, numbers and mosaics, kept apart from the original as plain data.

Places are whole ten-thousandths of the upright picture's width and height, so that one layer fits every size of it.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from inspections.entry import Json, JsonObject, canonical
from inspections.refusal import BadValueError

UNIT: Final = 10_000
MOST_SHAPES: Final = 60
LONGEST_TEXT: Final = 30
HIGHEST_NUMBER: Final = 99
SMALLEST: Final = 50
"""The least length of what is drawn from one corner to another: half a hundredth of a side."""

COLORS: Final[Mapping[str, str]] = {
    "red": "#C62828",
    "yellow": "#E3D45C",
    "blue": "#1557B0",
    "green": "#107040",
    "white": "#FFFFFF",
}
"""The closed list of colours; each is one of the window's own, the same in both schemes as pixels know none."""


class ShapeKind(StrEnum):
    """What can be put on a photograph; a mosaic destroys what lies below it in every picture that is made."""

    ARROW = "arrow"
    BOX = "box"
    CIRCLE = "circle"
    TEXT = "text"
    NUMBER = "number"
    MOSAIC = "mosaic"


SPOTS: Final = (ShapeKind.TEXT, ShapeKind.NUMBER)
"""What stands at one place; everything else reaches from one place to another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One mark: from (x1, y1), an arrow's tail, to (x2, y2), its point; spots have both in one place."""

    kind: ShapeKind
    x1: int
    y1: int
    x2: int
    y2: int
    color: str = "red"
    text: str = ""
    number: int = 0

    def as_data(self) -> JsonObject:
        """Return the one form that entries keep: every field, always."""
        return {**asdict(self), "kind": self.kind.value}

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom."""
        return min(self.x1, self.x2), min(self.y1, self.y2), max(self.x1, self.x2), max(self.y1, self.y2)

    @property
    def is_private(self) -> bool:
        """Tell whether it hides what lies below it."""
        return self.kind is ShapeKind.MOSAIC


EVERYTHING: Final = Shape(kind=ShapeKind.MOSAIC, x1=0, y1=0, x2=UNIT, y2=UNIT)
"""Stands for a mark that cannot be read here: it may have been a mosaic, so nothing below is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Lines of words in a corner of a picture: top_left, top_right, bottom_left or bottom_right."""

    corner: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """All that is drawn over an upright picture; the original never changes."""

    shapes: tuple[Shape, ...] = ()
    stamp: Stamp | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not self.shapes and self.stamp is None

    @property
    def digest(self) -> str:
        """Return what names this layer among the pictures made of one original; empty without marks."""
        if self.is_empty:
            return ""
        stamp = {"corner": self.stamp.corner, "lines": list(self.stamp.lines)} if self.stamp else None
        said: Json = {"shapes": [shape.as_data() for shape in self.shapes], "stamp": stamp}
        return hashlib.sha256(canonical(said)).hexdigest()


PLAIN: Final = Layer()


def read_shapes(kept: Iterable[Json]) -> tuple[Shape, ...]:
    """Read shapes as entries keep them; one that cannot be read hides the whole picture."""
    return tuple(_read(one) for one in kept)


def checked_shapes(given: Sequence[Mapping[str, object]]) -> tuple[Shape, ...]:
    """Return the shapes a person gave, or refuse the first fault by its number."""
    if len(given) > MOST_SHAPES:
        raise BadValueError(f"标注有 {len(given)} 处，超过 {MOST_SHAPES} 处的上限。", "请删去一些，或另拍一张。")
    shapes = []
    for place, one in enumerate(given, start=1):
        shape, fault = _checked(one)
        if shape is None or fault:
            raise BadValueError(f"第 {place} 处标注{fault}。", "请改正后再保存。")
        shapes.append(shape)
    numbers = [shape.number for shape in shapes if shape.kind is ShapeKind.NUMBER]
    if len(set(numbers)) != len(numbers):
        raise BadValueError("标注中有两处编号相同。", "请删去一处重新编号。")
    return tuple(shapes)


def next_number(shapes: Iterable[Shape]) -> int:
    """Return the smallest number that is free; zero when none is left."""
    taken = {shape.number for shape in shapes if shape.kind is ShapeKind.NUMBER}
    return next((number for number in range(1, HIGHEST_NUMBER + 1) if number not in taken), 0)


def moved(shape: Shape, by_x: int, by_y: int) -> Shape:
    """Return a shape moved as far as it stays on the picture."""
    left, top, right, bottom = shape.box
    x = max(-left, min(by_x, UNIT - right))
    y = max(-top, min(by_y, UNIT - bottom))
    values = {**asdict(shape), "x1": shape.x1 + x, "x2": shape.x2 + x, "y1": shape.y1 + y, "y2": shape.y2 + y}
    return Shape(**values)


def _read(kept: Json) -> Shape:
    shape, _fault = _shape_of(kept) if isinstance(kept, dict) else (None, "")
    return shape or EVERYTHING


def _shape_of(given: Mapping[str, object]) -> tuple[Shape | None, str]:
    kind = given.get("kind")
    if kind not in set(ShapeKind):
        return None, f"的种类“{kind}”不认识"
    unknown = sorted(set(given) - set(Shape.__slots__))
    if unknown:
        return None, f"有不认识的“{'、'.join(unknown)}”"
    x1, y1 = given.get("x1"), given.get("y1")
    x2, y2 = given.get("x2", x1), given.get("y2", y1)
    color, text, number = given.get("color", "red"), given.get("text", ""), given.get("number", 0)
    # Tested one by one: a bool is an int too.
    if not (_is_place(x1) and _is_place(y1) and _is_place(x2) and _is_place(y2)):
        return None, f"的坐标须是 0 至 {UNIT} 的整数"
    if color not in COLORS:
        return None, f"的颜色“{color}”不在可选之列"
    if not isinstance(text, str) or type(number) is not int:
        return None, "的文字或编号写法无效"
    values = {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "color": color, "text": text, "number": number}
    return Shape(kind=ShapeKind(str(kind)), **values), ""  # type: ignore[arg-type]  # each was tested above


def _checked(given: Mapping[str, object]) -> tuple[Shape | None, str]:
    shape, fault = _shape_of(given)
    return shape, fault or (_fault(shape) if shape else "")


def _fault(shape: Shape) -> str:
    left, top, right, bottom = shape.box
    size = (right - left, bottom - top)
    if shape.kind is ShapeKind.TEXT:
        return _fault_of_text(shape.text)
    if shape.text:
        return "不是文字，不能带文字"
    if shape.kind is ShapeKind.NUMBER:
        return "" if 0 < shape.number <= HIGHEST_NUMBER else f"的编号须在 1 至 {HIGHEST_NUMBER} 之间"
    if shape.number:
        return "不是编号，不能带编号"
    small = max(size) < SMALLEST if shape.kind is ShapeKind.ARROW else min(size) < SMALLEST
    return "太小" if small else ""


def _fault_of_text(text: str) -> str:
    if not text.strip():
        return "没有文字"
    if len(text) > LONGEST_TEXT:
        return f"的文字超过 {LONGEST_TEXT} 个字"
    return "" if text.isprintable() else "的文字含有不能显示的字符"


def _is_place(value: object) -> bool:
    return type(value) is int and 0 <= value <= UNIT
