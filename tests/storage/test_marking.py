"""Marks in pixels: hidden parts are gone, everything lies upright, the same layer gives the same bytes."""

import io
import random
from functools import cache

import pytest
from PIL import Image

from inspections.mark_geometry import Frame
from inspections.marks import COLORS, Layer, Stamp, checked_shapes
from reports.fonts import SANS_BOLD
from storage import marking
from storage.files import DataFiles
from tests.storage import images

HIDDEN = {"kind": "mosaic", "x1": 2000, "y1": 3000, "x2": 5000, "y2": 6000}
EVERY_KIND = [
    HIDDEN,
    {"kind": "arrow", "x1": 6000, "y1": 9000, "x2": 8000, "y2": 7000, "color": "yellow"},
    {"kind": "box", "x1": 6000, "y1": 1000, "x2": 9000, "y2": 3000},
    {"kind": "circle", "x1": 500, "y1": 7000, "x2": 2500, "y2": 9000, "color": "blue"},
    {"kind": "text", "x1": 100, "y1": 100, "text": "防火门常开", "color": "green"},
    {"kind": "number", "x1": 9500, "y1": 5000, "number": 12, "color": "white"},
]
STAMP = Stamp(corner="bottom_right", lines=("拍摄 2026-03-12 09:41", "某县民政局"))


def layer(*shapes, stamp=None):
    return Layer(shapes=checked_shapes(shapes), stamp=stamp)


@cache
def _noise(width, height):
    return Image.frombytes("RGB", (width, height), random.Random(4).randbytes(width * height * 3))


def noisy(width=1600, height=1200):
    """A picture no two of whose pixels are alike for long: what stays of it is noticed."""
    return _noise(width, height).copy()


def drawn(image, what):
    return marking.drawing(what, SANS_BOLD)(image.copy())


def stored(files, data):
    return files.store_photo(data, name="照.jpg")


def shown(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def near(image, place, color, by=40):
    seen = image.getpixel((round(place[0] * image.width), round(place[1] * image.height)))
    wanted = tuple(int(COLORS[color][start : start + 2], 16) for start in (1, 3, 5))
    return images.close(seen, wanted, by=by)


def test_below_a_mosaic_every_cell_is_one_level_and_all_else_is_as_it_was():
    before = noisy()
    what = layer(HIDDEN)
    after = drawn(before, what)
    cells = Frame(1600, 1200).cells(what.shapes[0])
    for cell in cells:
        assert len(after.crop(cell).getcolors(2) or []) == 1
    covered = Image.new("1", before.size)
    for cell in cells:
        covered.paste(1, cell)
    blank = Image.new("RGB", before.size)
    assert Image.composite(blank, before, covered).tobytes() == Image.composite(blank, after, covered).tobytes()


def test_two_pictures_that_differ_only_below_a_mosaic_hardly_differ_in_it():
    what = layer(HIDDEN)
    one, other = noisy(), noisy()
    box = Frame(1600, 1200).cells(what.shapes[0])
    region = (box[0][0], box[0][1], box[-1][2], box[-1][3])
    other.paste(other.crop(region).transpose(Image.Transpose.ROTATE_180), region[:2])
    assert drawn(one, what).tobytes() == drawn(other, what).tobytes()


def test_the_coded_picture_keeps_cells_flat_and_holds_no_second_picture(files):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret words"
    noisy(2400, 1800).save(out, "JPEG", quality=92, exif=exif, comment=b"secret")
    kept = stored(files, out.getvalue())
    what = layer(HIDDEN)
    made = files.derivative(kept.sha256, "jpg", what)
    image = shown(made)
    for left, top, right, bottom in Frame(*image.size).cells(what.shapes[0]):
        inner = image.crop((left + 2, top + 2, right - 2, bottom - 2))
        assert all(high - low <= 4 for low, high in inner.getextrema())
    assert made.count(b"\xff\xd8\xff") == 1
    assert b"secret" not in made
    assert b"Exif" not in made


def test_a_thumbnail_is_hidden_where_the_large_picture_is(files):
    kept = stored(files, images.encoded(noisy(), quality=92))
    small = shown(files.thumbnail(kept.sha256, "jpg", layer(HIDDEN)))
    plain = shown(files.thumbnail(kept.sha256, "jpg"))
    region = tuple(
        round(part * side / 10_000) for part, side in zip((2300, 3400, 2900, 4200), small.size * 2, strict=True)
    )

    def detail(image):
        pixels = list(image.crop(region).convert("L").tobytes())
        return len(set(pixels))

    assert detail(small) * 4 < detail(plain)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_marks_lie_upright_in_every_orientation(files, orientation):
    kept = stored(files, images.oriented(orientation, 1600, 1200))
    what = layer({"kind": "number", "x1": 2000, "y1": 1000, "number": 1, "color": "blue"})
    for made in (files.derivative(kept.sha256, "jpg", what), files.thumbnail(kept.sha256, "jpg", what)):
        image = shown(made)
        seen = images.corners(made)
        assert images.close(seen[1], images.GREEN)
        assert images.close(seen[3], images.YELLOW)
        assert image.width > image.height
        assert near(image, (0.183, 0.1), "blue", by=60)
        assert near(image, (0.217, 0.1), "blue", by=60)


def test_every_kind_is_drawn_in_its_colour_at_its_place():
    grey = Image.new("RGB", (1600, 1200), (128, 128, 128))
    image = drawn(grey, layer(*EVERY_KIND))
    assert near(image, (0.79, 0.71), "yellow")
    assert near(image, (0.75, 0.1), "red")
    assert near(image, (0.15, 0.7), "blue")
    assert near(image, (0.02, 0.025), "green")
    assert near(image, (0.95, 0.478), "white")
    assert images.close(image.getpixel((1200, 240)), (128, 128, 128))


def test_the_same_photo_and_layer_give_the_same_bytes(files, directory, tmp_path):
    kept = stored(files, images.oriented(6, 2000, 1500))
    what = layer(*EVERY_KIND, stamp=STAMP)
    first = files.derivative(kept.sha256, "jpg", what)
    for path in list(directory.cache.rglob("*.jpg")):
        path.unlink()
    again = DataFiles(directory, typeface=SANS_BOLD)
    assert again.derivative(kept.sha256, "jpg", what) == first
    assert files.derivative(kept.sha256, "jpg") != first


def test_changed_marks_give_another_picture_and_none_the_plain_one(files):
    kept = stored(files, images.jpeg(800, 600))
    plain = files.derivative(kept.sha256, "jpg")
    made = {files.derivative(kept.sha256, "jpg", layer(shape)) for shape in EVERY_KIND}
    assert len({plain, *made}) == len(EVERY_KIND) + 1
    assert files.derivative(kept.sha256, "jpg", Layer()) == plain
    assert files.photo_path(kept.sha256, "jpg").read_bytes() == images.jpeg(800, 600)


@pytest.mark.parametrize("ground", [(255, 255, 255), (0, 0, 0), (200, 190, 120)])
@pytest.mark.parametrize("corner", ["top_left", "top_right", "bottom_left", "bottom_right"])
def test_the_stamp_is_read_on_light_and_dark_in_each_corner(ground, corner):
    image = drawn(Image.new("RGB", (1600, 1200), ground), Layer(stamp=Stamp(corner=corner, lines=STAMP.lines)))
    left = 0 if corner.endswith("left") else 1300
    top = 0 if corner.startswith("top") else 1060
    colors = image.crop((left, top, left + 300, top + 140)).convert("L").getcolors(256)
    levels = {level for count, level in colors if count > 200}
    plates = [level for level in levels if level != sum(ground) // 3 and level < 120]
    assert max(levels) > 245
    if ground != (0, 0, 0):
        assert plates
    assert images.close(image.getpixel((800, 600)), ground, by=0)


def test_what_the_typeface_lacks_stands_as_a_bar_and_a_long_line_is_cut_short():
    lines = ("\U00020bb7",), ("〓",)
    ground = Image.new("RGB", (1600, 1200))
    one, other = (drawn(ground, Layer(stamp=Stamp(corner="top_left", lines=line))) for line in lines)
    assert one.tobytes() == other.tobytes()
    long = drawn(ground, Layer(stamp=Stamp(corner="top_left", lines=("某县民政局" * 40,))))
    assert long.getpixel((1599, 40)) == (0, 0, 0)


def test_marks_without_a_typeface_are_a_mistake_of_ours(directory):
    bare = DataFiles(directory)
    kept = stored(bare, images.jpeg())
    with pytest.raises(TypeError, match="typeface"):
        bare.derivative(kept.sha256, "jpg", layer(HIDDEN))
