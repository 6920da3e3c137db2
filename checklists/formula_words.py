"""Formulas in words: what an indicator is computed from and held to, as the window and the papers say it."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from checklists.formulas import Combined, Constant, DaysLate, Formula, Input, Lookup, Ratio, RoundedUp, Steps
from checklists.indicators import Indicator, Rounding

_SIGNS: Final[Mapping[str, str]] = MappingProxyType({"sum": " + ", "product": " × "})
_PICKS: Final[Mapping[str, str]] = MappingProxyType({"largest": "较大者", "smallest": "较小者"})
_ROUNDING: Final[Mapping[Rounding, str]] = MappingProxyType(
    {Rounding.HALF_UP: "四舍五入", Rounding.DOWN: "向下取", Rounding.UP: "向上取"}
)


def formula_words(indicator: Indicator) -> str:
    """Return the formula with the labels of its inputs."""
    return _words(indicator.formula, _labels(indicator))


def bound_words(indicator: Indicator) -> str:
    """Return the threshold, empty where the source sets none."""
    if indicator.at_least is not None:
        return f"不低于 {_words(indicator.at_least, _labels(indicator))} {indicator.unit}".rstrip()
    if indicator.at_most is not None:
        return f"不高于 {_words(indicator.at_most, _labels(indicator))} {indicator.unit}".rstrip()
    return ""


def rounding_words(indicator: Indicator) -> str:
    """Say how the shown value is rounded; the comparison always uses the exact one."""
    digits = f" {indicator.places} 位小数" if indicator.places else "整数"
    return f"显示值{_ROUNDING[indicator.rounding]}{digits}，比较用精确值"


def _words(formula: Formula, labels: Mapping[str, str], *, inner: bool = False) -> str:
    match formula:
        case Input():
            said = labels[formula.name]
        case Constant():
            said = _plain(formula.value)
        case Combined():
            said = _combined(formula, labels, inner=inner)
        case Ratio():
            times = f" × {_plain(formula.times)}" if formula.times != 1 else ""
            said = f"{_words(formula.of, labels, inner=True)} ÷ {_words(formula.to, labels, inner=True)}{times}"
        case RoundedUp():
            said = f"（{_words(formula.part, labels)}）向上取整"
        case Lookup():
            said = f"按{labels[formula.by]}（{_rows(formula)}）"
        case Steps():
            rows = "，".join(f"{_plain(bound)} 起 {_plain(value)}" for bound, value in formula.rows)
            said = f"按{_words(formula.of, labels)}（{rows}）"
        case DaysLate():
            said = f"{labels[formula.end]}晚于{labels[formula.start]}满 {formula.months} 个月之日的天数"
    return said


def _combined(formula: Combined, labels: Mapping[str, str], *, inner: bool) -> str:
    if formula.form in _PICKS:
        parts = "、".join(_words(part, labels) for part in formula.parts)
        return f"{parts} 中的{_PICKS[formula.form]}"
    said = _SIGNS[formula.form].join(_words(part, labels) for part in formula.parts)
    return f"（{said}）" if inner else said


def _rows(formula: Lookup) -> str:
    return "，".join(f"{word} {_plain(value)}" for word, value in formula.rows.items())


def _labels(indicator: Indicator) -> dict[str, str]:
    return {one.name: one.label for one in indicator.inputs}


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
