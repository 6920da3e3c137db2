"""Chinese line breaking: nothing lost, nothing forbidden, nothing wider than the frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.linebreak import NO_END, NO_START, break_lines, forbidden, visible

CHARACTERS = "检查人员第三条，。：；！？、》”’…—%（《“‘【￥AB GT/93.5:\n  𬭎〓°"
WIDE = 10.0


def advances(text):
    return [5.0 if char.isascii() else (0.0 if char == "\n" else WIDE) for char in text]


def set_in(text, width):
    return [text[start:stop] for start, stop in break_lines(text, advances(text), [width])]


texts = st.text(st.sampled_from(CHARACTERS), max_size=120)
widths = st.floats(min_value=12, max_value=200)


@given(texts, widths)
def test_the_lines_together_are_the_text(text, width):
    assert "".join(set_in(text, width)) == text


@given(texts, widths)
def test_no_line_is_wider_than_the_frame(text, width):
    for start, stop in break_lines(text, advances(text), [width]):
        end = visible(text, start, stop)
        assert sum(advances(text)[start:end]) <= width + 1e-3 or end - start == 1


@given(texts, widths)
def test_a_forbidden_break_stands_only_where_the_line_offers_no_other(text, width):
    for start, stop in break_lines(text, advances(text), [width])[:-1]:
        if text[stop - 1] == "\n" or not forbidden(text, stop):
            continue
        others = [at for at in range(start + 1, stop) if text[at] not in " \n" and not forbidden(text, at)]
        assert not others


@given(texts, widths)
def test_a_line_feed_ends_its_line(text, width):
    for line in set_in(text, width):
        assert "\n" not in line[:-1]


@pytest.mark.parametrize("char", "，：；！？》”’…—%、。）】")
def test_these_never_start_a_line(char):
    assert char in NO_START
    lines = set_in("一二三四五六七八" + char + "九十", 8 * WIDE)
    assert lines == ["一二三四五六七", "八" + char + "九十"]


@pytest.mark.parametrize("char", "（《“‘【￥")
def test_these_never_end_a_line(char):
    assert char in NO_END
    assert set_in("一二三四五六七" + char + "八九", 8 * WIDE) == ["一二三四五六七", char + "八九"]


@pytest.mark.parametrize(
    "whole",
    [
        "1:10",
        "GB 38600",
        "GB/T 9704-2012",
        "JGJ 450-2018",
        "Noto",
        "12:30-13:00",
        "3.5%",
        "……",
        "——",
        "1.5 m",
        "2026-11-23",
    ],
)
@pytest.mark.parametrize("before", range(1, 11))
def test_words_and_numbers_stay_whole(whole, before):
    lines = set_in("字" * before + whole + "之后", 11 * WIDE)
    assert any(whole in line for line in lines)


def test_a_word_longer_than_the_line_is_cut_rather_than_lost():
    word = "https://example.cn/" + "a" * 60
    lines = set_in("见" + word, 10 * WIDE)
    assert "".join(lines) == "见" + word
    assert lines[0] == "见"


def test_the_first_line_may_be_narrower():
    text = "字" * 10
    assert break_lines(text, advances(text), [3 * WIDE, 5 * WIDE]) == [(0, 3), (3, 8), (8, 10)]


def test_spaces_at_a_break_belong_to_the_line_before():
    assert set_in("一二三四 五六", 4 * WIDE) == ["一二三四 ", "五六"]
