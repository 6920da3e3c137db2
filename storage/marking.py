"""Marks and stamp drawn on an upright picture: the same picture and layer give the same pixels.

A mosaic destroys: each cell becomes one coarse mean of what lay in it. Nothing is blurred or can be reckoned back.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspections.mark_geometry import Frame, cell_level, lines_of
from inspections.marks import COLORS, Layer, Shape, ShapeKind, Stamp

if TYPE_CHECKING:
    from PIL import Image, ImageFont
    from PIL.ImageDraw import ImageDraw

_FINE: Final = 2
"""Lines are drawn so many times larger and made small again: smooth edges."""

_DARK, _LIGHT = "#16202E", "#FFFFFF"
_LIGHT_COLORS: Final = ("yellow", "white")
_PLATE: Final = (16, 24, 36, 190)
"""Behind the stamp's white letters: dark enough on snow, and the picture still shows through."""

_ABSENT: Final = "〓"
_STAMP_SIZE: Final = 0.62
_SPACING: Final = 1.3


Drawing = Callable[["Image.Image"], "Image.Image"]
"""Puts marks on an upright picture."""


def drawing(layer: Layer, typeface: Path | None) -> Drawing:
    """Return what draws a layer on a picture."""
    if typeface is None:
        raise TypeError("marks need a typeface: DataFiles was made without one")
    return partial(_drawn, layer=layer, typeface=typeface)


def _drawn(image: "Image.Image", *, layer: Layer, typeface: Path) -> "Image.Image":
    from PIL import Image, ImageDraw

    frame = Frame(image.width, image.height)
    destroy(image, frame, (shape for shape in layer.shapes if shape.is_private))
    shown = [shape for shape in layer.shapes if not shape.is_private]
    if not shown and layer.stamp is None:
        return image
    fine = Frame(image.width * _FINE, image.height * _FINE)
    over = Image.new("RGBA", (fine.width, fine.height), (0, 0, 0, 0))
    pen = ImageDraw.Draw(over)
    letters = _font(typeface, round(fine.letter))
    for shape in shown:
        _DRAW[shape.kind](pen, fine, shape, letters)
    if layer.stamp is not None:
        _stamp(pen, fine, layer.stamp, _font(typeface, round(fine.letter * _STAMP_SIZE)))
    smooth = over.resize(image.size, Image.Resampling.BOX)
    return Image.alpha_composite(image.convert("RGBA"), smooth).convert("RGB")


def destroy(image: "Image.Image", frame: Frame, private: Iterable[Shape]) -> None:
    """Replace what lies below mosaics by the coarse means of large cells; marks go over it afterwards."""
    from PIL import ImageStat

    cells = [cell for shape in private for cell in frame.cells(shape)]
    means = [ImageStat.Stat(image.crop(cell)).mean for cell in cells]
    for cell, mean in zip(cells, means, strict=True):
        image.paste(tuple(cell_level(level) for level in mean), cell)


def _arrow(pen: "ImageDraw", frame: Frame, shape: Shape, _font: "ImageFont.FreeTypeFont") -> None:
    outline = list(frame.arrow(shape))
    halo = max(1, round(frame.stroke / 2))
    pen.line([*outline, outline[0], outline[1]], fill=_halo(shape), width=halo * 2, joint="curve")
    pen.polygon(outline, fill=COLORS[shape.color])


def _box(pen: "ImageDraw", frame: Frame, shape: Shape, _font: "ImageFont.FreeTypeFont") -> None:
    box, wide, halo = _around(frame, shape)
    pen.rectangle(_grown(box, halo), outline=_halo(shape), width=wide + 2 * halo)
    pen.rectangle(box, outline=COLORS[shape.color], width=wide)


def _circle(pen: "ImageDraw", frame: Frame, shape: Shape, _font: "ImageFont.FreeTypeFont") -> None:
    box, wide, halo = _around(frame, shape)
    pen.ellipse(_grown(box, halo), outline=_halo(shape), width=wide + 2 * halo)
    pen.ellipse(box, outline=COLORS[shape.color], width=wide)


def _text(pen: "ImageDraw", frame: Frame, shape: Shape, font: "ImageFont.FreeTypeFont") -> None:
    lines = [_printable(font, line) for line in lines_of(shape.text)]
    pad, step = frame.letter * 0.3, frame.letter * _SPACING
    width = max(font.getlength(line) for line in lines) + 2 * pad
    height = step * len(lines) + pad
    left, top = frame.words(shape, width, height)
    pen.rounded_rectangle((left, top, left + width, top + height), radius=pad, fill=COLORS[shape.color])
    for number, line in enumerate(lines):
        middle = top + pad / 2 + step * (number + 0.5)
        pen.text((left + pad, middle), line, fill=_ink(shape), font=font, anchor="lm")


def _number(pen: "ImageDraw", frame: Frame, shape: Shape, font: "ImageFont.FreeTypeFont") -> None:
    (x, y), radius, halo = frame.badge(shape), frame.radius, max(1.0, frame.stroke / 2)
    pen.ellipse((x - radius - halo, y - radius - halo, x + radius + halo, y + radius + halo), fill=_halo(shape))
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=COLORS[shape.color])
    pen.text((x, y), str(shape.number), fill=_ink(shape), font=font, anchor="mm")


_DRAW: Final = {
    ShapeKind.ARROW: _arrow,
    ShapeKind.BOX: _box,
    ShapeKind.CIRCLE: _circle,
    ShapeKind.TEXT: _text,
    ShapeKind.NUMBER: _number,
}


def _stamp(pen: "ImageDraw", frame: Frame, stamp: Stamp, font: "ImageFont.FreeTypeFont") -> None:
    size = frame.letter * _STAMP_SIZE
    pad, step = size * 0.5, size * _SPACING
    room = frame.width - 4 * pad
    lines = [_shortened(font, _printable(font, line), room) for line in stamp.lines]
    width, height = max(font.getlength(line) for line in lines) + 2 * pad, step * len(lines) + pad
    left = pad if stamp.corner.endswith("left") else frame.width - pad - width
    top = pad if stamp.corner.startswith("top") else frame.height - pad - height
    pen.rounded_rectangle((left, top, left + width, top + height), radius=pad / 2, fill=_PLATE)
    for number, line in enumerate(lines):
        pen.text((left + pad, top + pad / 2 + step * (number + 0.5)), line, fill=_LIGHT, font=font, anchor="lm")


def _shortened(font: "ImageFont.FreeTypeFont", line: str, room: float) -> str:
    if font.getlength(line) <= room:
        return line
    kept = line
    while kept and font.getlength(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept}…"


def _around(frame: Frame, shape: Shape) -> tuple[tuple[float, float, float, float], int, int]:
    """Return the outer edge of a line in the middle of which lies the shape's edge, its width and that of its halo."""
    wide = round(frame.stroke)
    return _grown(frame.box(shape), wide / 2), wide, max(1, round(frame.stroke / 3))


def _grown(box: tuple[float, float, float, float], by: float) -> tuple[float, float, float, float]:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _halo(shape: Shape) -> str:
    return _DARK if shape.color in _LIGHT_COLORS else _LIGHT


def _ink(shape: Shape) -> str:
    return _DARK if shape.color in _LIGHT_COLORS else _LIGHT


@lru_cache(maxsize=32)
def _font(typeface: Path, size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    # The plain layout: the same letters in the same places wherever Pillow was built.
    return ImageFont.truetype(typeface, size, layout_engine=ImageFont.Layout.BASIC)


def _printable(font: "ImageFont.FreeTypeFont", line: str) -> str:
    """Put 〓 for what the typeface cannot show, as papers do."""
    return "".join(letter if _is_known(str(font.path), letter) else _ABSENT for letter in line)


@lru_cache(maxsize=4096)
def _is_known(typeface: str, letter: str) -> bool:
    font = _font(Path(typeface), 32)
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))
