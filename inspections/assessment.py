"""Risk assessments: one place or activity of an institution scored by LEC or LS; never a grade of a finding."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import ClassVar, Final

from checklists.risk import CONSEQUENCE, EXPOSURE, LIKELIHOOD, LS_DEGREES, Risk, RiskError, lec, ls
from inspections.entry import named_id
from inspections.record import Record
from inspections.refusal import BadValueError

FACTORS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"lec": ("likelihood", "exposure", "consequence"), "ls": ("likelihood", "severity")}
)
FACTOR_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"likelihood": "可能性 L", "exposure": "暴露频度 E", "consequence": "后果 C", "severity": "严重性 S"}
)
LEC_SCALES: Final[Mapping[str, Mapping[Decimal, str]]] = MappingProxyType(
    {"likelihood": LIKELIHOOD, "exposure": EXPOSURE, "consequence": CONSEQUENCE}
)


class RiskAssessment(Record):
    """One assessment; its colour is worked out from the factors, so that the boundaries stand in one place."""

    KIND: ClassVar[str] = "risk_assessment"
    __slots__ = ()

    @property
    def institution(self) -> str:
        """Return the institution's id."""
        return self.fields.text("institution")

    @property
    def place(self) -> str:
        """Return the place's id, empty for an activity of the whole institution."""
        return self.fields.text("place")

    @property
    def activity(self) -> str:
        """Return the activity or facility in words."""
        return self.fields.text("activity")

    @property
    def item(self) -> str:
        """Return the checklist item it belongs to, empty where none was named."""
        return self.fields.text("item")

    @property
    def assessed_on(self) -> str:
        """Return the day of the assessment."""
        return self.fields.text("assessed_on")

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it no longer counts."""
        return self.fields.flag("withdrawn")

    @property
    def risk(self) -> Risk | None:
        """Return score, colour and reason; None where the factors cannot be read (written by a newer version)."""
        try:
            return score({name: self.fields.text(name) for name in (*FACTOR_NAMES, "method")})
        except BadValueError:
            return None


def score(values: Mapping[str, str]) -> Risk:
    """Score factors given as text; what is missing or not on the scale is refused by its name."""
    method = values.get("method", "")
    if method not in FACTORS:
        raise BadValueError(f"没有“{method}”这种评估方法。", "请选择 LEC 法（lec）或 LS 矩阵法（ls）。")
    missing = [FACTOR_NAMES[name] for name in FACTORS[method] if not values.get(name)]
    if missing:
        raise BadValueError(f"风险评估缺少：{'、'.join(missing)}。", "请逐项选择分值。")
    numbers = {name: _number(name, values[name]) for name in FACTORS[method]}
    try:
        if method == "lec":
            return lec(**numbers)
        return ls(**{name: _degree(name, number) for name, number in numbers.items()})
    except RiskError as error:
        raise BadValueError(str(error)) from error


def assessment_id(institution: str, place: str, activity: str, item: str) -> str:
    """Return the same id for the same place or activity, so that a later assessment follows the earlier one."""
    return named_id("risk_assessment", "\n".join((institution, place, activity.strip(), item)))


def _number(name: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise BadValueError(f"{FACTOR_NAMES[name]}“{text}”不是数字。") from error


def _degree(name: str, number: Decimal) -> int:
    if number not in LS_DEGREES:
        raise RiskError(FACTOR_NAMES[name], number, "1、2、3、4、5")
    return int(number)
