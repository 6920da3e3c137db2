"""Risk colours of a place or an activity: LEC and LS, with boundaries fixed once (never a grade of a finding)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final


@unique
class Colour(StrEnum):
    """The four colours of a risk, highest first."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"

    @property
    def caption(self) -> str:
        """The word on the window and the papers."""
        return TITLES[self]


TITLES: Final[Mapping[Colour, str]] = MappingProxyType(
    {
        Colour.RED: "重大风险（红）",
        Colour.ORANGE: "较大风险（橙）",
        Colour.YELLOW: "一般风险（黄）",
        Colour.BLUE: "低风险（蓝）",
    }
)

# Each lower bound belongs to its colour; the mapping is usual practice (LEC mem-m, LS mem-h), not a rule of law.
LEC_BOUNDS: Final = ((Decimal(320), Colour.RED), (Decimal(160), Colour.ORANGE), (Decimal(70), Colour.YELLOW))
LS_BOUNDS: Final = ((Decimal(20), Colour.RED), (Decimal(15), Colour.ORANGE), (Decimal(9), Colour.YELLOW))

LIKELIHOOD: Final[Mapping[Decimal, str]] = MappingProxyType(
    {
        Decimal(10): "完全会被预料到",
        Decimal(6): "相当可能",
        Decimal(3): "不经常但可能",
        Decimal(1): "完全意外，极少可能",
        Decimal("0.5"): "可设想但高度不可能",
        Decimal("0.2"): "极不可能",
        Decimal("0.1"): "实际不可能",
    }
)
EXPOSURE: Final[Mapping[Decimal, str]] = MappingProxyType(
    {
        Decimal(10): "连续暴露",
        Decimal(6): "每天工作时间内暴露",
        Decimal(3): "每周一次或偶然暴露",
        Decimal(2): "每月 1–2 次",
        Decimal(1): "每年几次",
        Decimal("0.5"): "非常罕见",
    }
)
CONSEQUENCE: Final[Mapping[Decimal, str]] = MappingProxyType(
    {
        Decimal(100): "大灾难，许多人死亡",
        Decimal(40): "灾难，数人死亡",
        Decimal(15): "非常严重，1 人死亡",
        Decimal(7): "严重伤害",
        Decimal(3): "重大，致残",
        Decimal(1): "引人注目，需救护",
    }
)
LS_DEGREES: Final = range(1, 6)


class RiskError(ValueError):
    """A score that the scale does not have; the message says in Chinese which ones it has."""

    def __init__(self, name: str, score: object, allowed: str) -> None:
        super().__init__(f"{name}没有“{score}”这一档，请选择：{allowed}。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A score with its colour and the calculation that led to it."""

    method: str
    score: Decimal
    colour: Colour
    reason: str


def lec(*, likelihood: Decimal, exposure: Decimal, consequence: Decimal) -> Risk:
    """Colour a place or an activity by D = L × E × C."""
    factors = (
        _degree("可能性 L", likelihood, LIKELIHOOD),
        _degree("暴露频度 E", exposure, EXPOSURE),
        _degree("后果 C", consequence, CONSEQUENCE),
    )
    score = factors[0] * factors[1] * factors[2]
    return _risk("LEC", "D = " + " × ".join(map(_plain, factors)), score, LEC_BOUNDS)


def ls(*, likelihood: int, severity: int) -> Risk:
    """Colour a place or an activity by the matrix R = L × S, both from 1 to 5."""
    for name, degree in (("可能性 L", likelihood), ("严重性 S", severity)):
        if isinstance(degree, bool) or degree not in LS_DEGREES:
            raise RiskError(name, degree, "1、2、3、4、5")
    return _risk("LS", f"R = {likelihood} × {severity}", Decimal(likelihood * severity), LS_BOUNDS)


def highest(colours: Iterable[Colour]) -> Colour | None:
    """The highest of several colours, none when there is nothing to compare."""
    ranks = list(Colour)
    return min(colours, key=ranks.index, default=None)


def _risk(method: str, product: str, score: Decimal, bounds: tuple[tuple[Decimal, Colour], ...]) -> Risk:
    colour = next((colour for bound, colour in bounds if score >= bound), Colour.BLUE)
    return Risk(method=method, score=score, colour=colour, reason=f"{product} = {_plain(score)}，{colour.caption}")


def _degree(name: str, score: Decimal, scale: Mapping[Decimal, str]) -> Decimal:
    if score not in scale:
        raise RiskError(name, score, "、".join(map(_plain, scale)))
    return score


def _plain(score: Decimal) -> str:
    return f"{score.normalize():f}"
