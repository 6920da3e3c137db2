"""A level needs its total and its share of every part; nothing is decided from a missing score."""

from decimal import Decimal

import pytest

from checklists.problems import ChecklistError
from checklists.rating import ScoreError, load_scheme, scheme, standing

PARTS = ("environment", "facilities", "management", "service")


def scores(*points):
    return dict(zip(PARTS, map(Decimal, points), strict=True))


def test_the_four_parts_make_a_thousand_points():
    assert [part.points for part in scheme().parts] == [120, 130, 150, 600]
    assert sum(part.points for part in scheme().parts) == 1000
    assert scheme().source.is_verified


def test_the_thresholds_rise_from_level_to_level():
    assert [(level.name, level.total, level.percent) for level in scheme().levels] == [
        ("一级", 360, 40), ("二级", 450, 50), ("三级", 570, 60), ("四级", 780, 80), ("五级", 900, 90),
    ]  # fmt: skip
    assert scheme().valid_years == 3


@pytest.mark.parametrize(
    ("points", "level"),
    [
        ((48, 52, 60, 240), "一级"),
        ((47, 52, 60, 600), ""),
        (("47.9", 52, 60, 240), ""),
        ((60, 65, 75, 300), "二级"),
        ((60, 65, 75, "299.9"), "一级"),
        ((72, 78, 90, 360), "三级"),
        ((96, 104, 120, 480), "四级"),
        ((108, 117, 135, 540), "五级"),
        ((108, 117, 134, 600), "四级"),
        ((120, 130, 150, 600), "五级"),
        ((0, 0, 0, 0), ""),
    ],
)
def test_a_level_needs_the_total_and_every_part(points, level):
    assert standing(scores(*points)).level == level


def test_what_is_missing_to_the_next_level_is_named():
    assert standing(scores(96, 104, 120, 480)).text == (
        "自评 800 分，相当于四级；距上一等级：总分差 100 分，环境差 12 分，设施设备差 13 分，运营管理差 15 分，服务差 60 分"
    )
    assert standing(scores(120, 130, 150, 600)).text == "自评 1000 分，相当于五级"
    assert standing(scores(40, 52, 60, 240)).text == "自评 392 分，未达到一级；距上一等级：环境差 8 分"


def test_a_part_without_a_score_is_named():
    known = scores(96, 104, 120, 480)
    del known["service"]
    assert (standing(known).text, standing(known).total) == ("缺少：服务得分", None)


@pytest.mark.parametrize("score", ["-1", "120.1", "NaN"])
def test_a_score_outside_its_part_is_refused(score):
    with pytest.raises(ScoreError, match=r"环境得分“.*”不在 0 到 120 分之间"):
        standing(scores(score, 52, 60, 240))


@pytest.mark.parametrize("data", [b"", b"part = 3", b"[rating]\ntitle = 1", b"[[part]]\nid = 'a'\n"])
def test_a_broken_structure_is_refused_with_its_problems(data):
    with pytest.raises(ChecklistError):
        load_scheme(data, name="rating.toml")
