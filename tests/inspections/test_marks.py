"""The layer of marks as data: what is accepted, what is refused, where things lie in pixels."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.mark_geometry import GRID, MOST_CELLS, Frame, cell_level, lines_of
from inspections.marks import (
    COLORS,
    EVERYTHING,
    MOST_SHAPES,
    PLAIN,
    UNIT,
    Layer,
    Shape,
    ShapeKind,
    Stamp,
    checked_shapes,
    moved,
    next_number,
    read_shapes,
)
from inspections.photo import Photo
from inspections.refusal import BadValueError, RefusedError
from inspections.terms import SHAPE, SHAPE_COLOR
from tests.inspections.builders import OTHER, after, as_entry
from ui import theme

BOX = {"kind": "box", "x1": 100, "y1": 100, "x2": 900, "y2": 900}
SPOT = {"kind": "number", "x1": 100, "y1": 100, "number": 1}


def a_photo(**more):
    new = Photo(id="p1")
    return after(new, new.add({"sha256": "a" * 64, "extension": "jpg", **more}))


def test_every_kind_and_colour_has_its_word():
    assert set(SHAPE) == set(ShapeKind)
    assert set(SHAPE_COLOR) == set(COLORS)


def test_every_colour_is_one_of_the_windows_own():
    own = {getattr(tokens, name) for tokens in theme.SCHEMES.values() for name in tokens.__dataclass_fields__}
    assert set(COLORS.values()) <= own


def test_shapes_are_kept_and_read_back_as_given():
    shapes = checked_shapes([BOX, SPOT, {"kind": "text", "x1": 5, "y1": 5, "text": "门锁死", "color": "blue"}])
    assert read_shapes([shape.as_data() for shape in shapes]) == shapes
    assert shapes[2].text == "门锁死"
    assert shapes[1].x2 == shapes[1].x1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"kind": "cloud"}, "不认识"),
        ({"x1": -1}, "坐标"),
        ({"x2": UNIT + 1}, "坐标"),
        ({"y1": 1.5}, "坐标"),
        ({"y2": True}, "坐标"),
        ({"color": "pink"}, "颜色"),
        ({"x2": 110}, "太小"),
        ({"text": "字"}, "不能带文字"),
        ({"number": 3}, "不能带编号"),
        ({"width": 3}, "不认识"),
        ({"kind": "text", "text": "  "}, "没有文字"),
        ({"kind": "text", "text": "字" * 31}, "超过 30 个字"),
        ({"kind": "text", "text": "一\n二"}, "不能显示"),
        ({"kind": "number"}, "编号须在"),
        ({"kind": "number", "number": 100}, "编号须在"),
        ({"kind": "number", "number": True}, "写法无效"),
    ],
)
def test_a_fault_is_refused_and_its_shape_is_named(fault, said):
    with pytest.raises(BadValueError, match=f"第 2 处标注.*{said}"):
        checked_shapes([BOX, {**BOX, **fault}])


def test_too_many_shapes_and_one_number_twice_are_refused():
    assert len(checked_shapes([BOX] * MOST_SHAPES)) == MOST_SHAPES
    with pytest.raises(BadValueError, match="超过 60 处"):
        checked_shapes([BOX] * (MOST_SHAPES + 1))
    with pytest.raises(BadValueError, match="编号相同"):
        checked_shapes([SPOT, SPOT])


def test_the_next_number_is_the_smallest_that_is_free():
    one, three = checked_shapes([SPOT, {**SPOT, "number": 3}])
    assert next_number([]) == 1
    assert next_number([one, three]) == 2
    assert next_number([Shape(kind=ShapeKind.NUMBER, x1=0, y1=0, x2=0, y2=0, number=n) for n in range(1, 100)]) == 0


@given(st.integers(-20_000, 20_000), st.integers(-20_000, 20_000))
def test_a_moved_shape_stays_on_the_picture_and_keeps_its_size(x, y):
    shape = checked_shapes([BOX])[0]
    left, top, right, bottom = moved(shape, x, y).box
    assert 0 <= left <= right <= UNIT
    assert 0 <= top <= bottom <= UNIT
    assert (right - left, bottom - top) == (800, 800)


def test_what_cannot_be_read_hides_the_whole_picture():
    assert read_shapes([{"kind": "cloud", "x1": 1}, "?", {**BOX, "x1": None}]) == (EVERYTHING,) * 3


def test_a_layer_is_named_by_all_that_is_drawn():
    shapes = checked_shapes([BOX, SPOT])
    stamp = Stamp(corner="top_left", lines=("一",))
    layers = [PLAIN, Layer(shapes=shapes), Layer(shapes=shapes[::-1]), Layer(stamp=stamp), Layer(shapes=shapes[:1])]
    assert PLAIN.digest == ""
    assert len({layer.digest for layer in layers}) == len(layers)
    assert Layer(shapes=checked_shapes([BOX, SPOT])).digest == layers[1].digest


def test_marks_are_a_field_of_the_photo_and_its_original_stays():
    photo = a_photo()
    assert photo.marks == ()
    marked = after(photo, photo.mark([BOX]))
    assert marked.marks == checked_shapes([BOX])
    assert marked.sha256 == photo.sha256
    cleared = after(marked, marked.mark([]))
    assert cleared.layer == PLAIN


def test_a_photo_that_was_taken_back_is_not_marked():
    photo = a_photo()
    gone = after(photo, photo.withdraw(reason="拍错", on=date(2026, 11, 23)))
    with pytest.raises(RefusedError, match="已撤下"):
        gone.mark([BOX])


def test_what_one_of_two_laptops_hid_stays_hidden():
    photo = a_photo()
    hidden = {**BOX, "kind": "mosaic"}
    here, there = photo.mark([hidden]), photo.mark([SPOT])
    both = photo.after(as_entry(here, 2)).after(as_entry(there, 1, origin=OTHER, clock=3 * 65536))
    assert both.in_conflict
    assert {shape.kind for shape in both.marks} == {ShapeKind.MOSAIC, ShapeKind.NUMBER}


@given(st.integers(1, 4000), st.integers(1, 4000), *(st.integers(0, UNIT) for _ in range(4)))
def test_the_cells_of_a_mosaic_cover_it_without_gaps_and_are_few_and_large(width, height, x1, y1, x2, y2):
    frame = Frame(width, height)
    shape = Shape(kind=ShapeKind.MOSAIC, x1=x1, y1=y1, x2=x2, y2=y2)
    left, top, right, bottom = frame.box(shape)
    cells = frame.cells(shape)
    assert sum((c - a) * (d - b) for a, b, c, d in cells) >= int(right - left) * int(bottom - top)
    assert all(0 <= a < c <= width and 0 <= b < d <= height for a, b, c, d in cells)
    assert all(a % GRID == 0 and b % GRID == 0 for a, b, _c, _d in cells)
    assert len({a for a, *_ in cells}) <= MOST_CELLS + 1
    if cells:
        assert min(a for a, *_ in cells) <= left
        assert max(c for *_, c, _d in cells) >= min(right, width) - 1e-6


def test_a_cell_has_one_of_nine_levels():
    assert sorted({cell_level(mean) for mean in range(256)}) == [0, 32, 64, 96, 128, 160, 192, 224, 255]


def test_words_break_into_lines_of_fourteen_characters():
    assert lines_of("门") == ("门",)
    assert [len(line) for line in lines_of("安" * 30)] == [14, 14, 2]
    assert [len(line) for line in lines_of("a" * 30)] == [28, 2]


@given(*(st.integers(0, UNIT) for _ in range(4)))
def test_an_arrow_ends_in_its_point_and_a_badge_is_whole(x1, y1, x2, y2):
    frame = Frame(1600, 1200)
    outline = frame.arrow(Shape(kind=ShapeKind.ARROW, x1=x1, y1=y1, x2=x2, y2=y2))
    if (x1, y1) != (x2, y2):
        assert outline[3] == pytest.approx((frame.x(x2), frame.y(y2)))
    x, y = frame.badge(Shape(kind=ShapeKind.NUMBER, x1=x1, y1=y1, x2=x1, y2=y1))
    assert frame.radius <= x <= 1600 - frame.radius
    assert frame.radius <= y <= 1200 - frame.radius
