"""Each boundary belongs to one colour; no score outside the scales is taken."""

from decimal import Decimal
from itertools import product

import pytest

from checklists.risk import (
    CONSEQUENCE,
    EXPOSURE,
    LEC_BOUNDS,
    LIKELIHOOD,
    LS_BOUNDS,
    Colour,
    RiskError,
    highest,
    lec,
    ls,
)


def coloured(score, bounds):
    return next((colour for bound, colour in bounds if score >= bound), Colour.BLUE)


@pytest.mark.parametrize(
    ("score", "colour"),
    [
        ("320", "red"),
        ("319.99", "orange"),
        ("160", "orange"),
        ("159.99", "yellow"),
        ("70", "yellow"),
        ("69.99", "blue"),
    ],
)
def test_a_lower_bound_of_lec_belongs_to_its_own_colour(score, colour):
    assert coloured(Decimal(score), LEC_BOUNDS) == colour


@pytest.mark.parametrize(
    ("factors", "score", "colour"),
    [
        (("10", "10", "100"), "10000", Colour.RED),
        (("3", "3", "40"), "360", Colour.RED),
        (("1", "3", "100"), "300", Colour.ORANGE),
        (("6", "2", "15"), "180", Colour.ORANGE),
        (("6", "3", "7"), "126", Colour.YELLOW),
        (("10", "1", "7"), "70", Colour.YELLOW),
        (("10", "2", "3"), "60", Colour.BLUE),
        (("0.1", "0.5", "1"), "0.05", Colour.BLUE),
    ],
)
def test_lec_multiplies_exactly_and_shows_how(factors, score, colour):
    likelihood, exposure, consequence = map(Decimal, factors)
    risk = lec(likelihood=likelihood, exposure=exposure, consequence=consequence)
    assert (risk.score, risk.colour) == (Decimal(score), colour)
    assert risk.reason == f"D = {' × '.join(factors)} = {score}，{colour.caption}"


def test_every_lec_score_has_the_colour_of_its_range():
    for likelihood, exposure, consequence in product(LIKELIHOOD, EXPOSURE, CONSEQUENCE):
        risk = lec(likelihood=likelihood, exposure=exposure, consequence=consequence)
        assert (risk.colour is Colour.RED) is (risk.score >= 320)
        assert (risk.colour is Colour.ORANGE) is (160 <= risk.score < 320)
        assert (risk.colour is Colour.YELLOW) is (70 <= risk.score < 160)
        assert (risk.colour is Colour.BLUE) is (risk.score < 70)


@pytest.mark.parametrize(
    ("score", "colour"),
    [
        (8, "blue"),
        (9, "yellow"),
        (12, "yellow"),
        (14, "yellow"),
        (15, "orange"),
        (16, "orange"),
        (19, "orange"),
        (20, "red"),
    ],
)
def test_a_lower_bound_of_ls_belongs_to_its_own_colour(score, colour):
    assert coloured(Decimal(score), LS_BOUNDS) == colour


@pytest.mark.parametrize(
    ("likelihood", "severity", "colour"),
    [(2, 4, Colour.BLUE), (3, 3, Colour.YELLOW), (3, 4, Colour.YELLOW), (3, 5, Colour.ORANGE), (4, 4, Colour.ORANGE),
     (4, 5, Colour.RED), (5, 5, Colour.RED), (1, 1, Colour.BLUE), (1, 5, Colour.BLUE), (2, 5, Colour.YELLOW)],
)  # fmt: skip
def test_the_matrix_is_coloured_the_same_either_way_round(likelihood, severity, colour):
    assert ls(likelihood=likelihood, severity=severity).colour is colour
    assert ls(likelihood=severity, severity=likelihood).colour is colour
    assert ls(likelihood=likelihood, severity=severity).score == likelihood * severity


@pytest.mark.parametrize(("likelihood", "severity"), [(0, 3), (6, 3), (3, 0), (3, 6), (-1, 3), (True, 3)])
def test_the_matrix_takes_only_degrees_from_one_to_five(likelihood, severity):
    with pytest.raises(RiskError, match="请选择：1、2、3、4、5"):
        ls(likelihood=likelihood, severity=severity)


@pytest.mark.parametrize("place", ["likelihood", "exposure", "consequence"])
def test_lec_takes_only_the_degrees_of_its_tables(place):
    scores = {"likelihood": Decimal(1), "exposure": Decimal(1), "consequence": Decimal(1), place: Decimal(5)}
    with pytest.raises(RiskError, match="没有“5”这一档，请选择："):
        lec(**scores)


def test_the_highest_colour_leads():
    assert highest([Colour.BLUE, Colour.ORANGE, Colour.YELLOW]) is Colour.ORANGE
    assert highest([]) is None


def test_the_colours_stand_from_high_to_low_and_have_a_chinese_caption():
    assert [colour.caption for colour in Colour] == [
        "重大风险（红）",
        "较大风险（橙）",
        "一般风险（黄）",
        "低风险（蓝）",
    ]
