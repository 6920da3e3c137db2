"""The risk colours of an institution: what was assessed, the worst of it, and the colour of a finding's place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checklists.risk import Colour, Risk, highest
from inspections.assessment import RiskAssessment
from inspections.institution import Place, place_path
from inspections.reading import read_places
from inspections.records import Records
from inspections.terms import RISK_COLOR, RISK_METHOD

WHOLE: Final = "全机构"
_RANKS: Final = tuple(Colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLine:
    """One assessed place or activity with its colour and the calculation behind it."""

    id: str
    institution: str
    place: str
    place_name: str
    activity: str
    item: str
    method: str
    risk: Risk
    measure: str
    responsible: str
    assessed_on: str

    @property
    def about(self) -> str:
        """Return the place and the activity in one line."""
        return "　".join(part for part in (self.place_name, self.activity) if part) or WHOLE

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "id": self.id,
            "institution": self.institution,
            "place": self.place,
            "place_name": self.place_name,
            "activity": self.activity,
            "item": self.item,
            "method": self.method,
            "method_text": RISK_METHOD[self.method],
            "score": f"{self.risk.score.normalize():f}",
            "colour": self.risk.colour.value,
            "colour_text": self.risk.colour.caption,
            "reason": self.risk.reason,
            "measure": self.measure,
            "responsible": self.responsible,
            "assessed_on": self.assessed_on,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """The colour of an institution: the worst of its assessments, else what the register says; and why."""

    colour: str = ""
    reason: str = ""
    is_assessed: bool = False


def read_risks(records: Records, institution: str) -> tuple[RiskLine, ...]:
    """Read the assessments of an institution that count, the worst first."""
    found = records.risk_assessments.where(institution=institution, withdrawn=False)
    return risk_lines(found, read_places(records, institution))


def risk_lines(found: Iterable[RiskAssessment], places: Mapping[str, Place]) -> tuple[RiskLine, ...]:
    """Return assessments as lines, the worst first, of equal ones the newest."""
    lines = [line for one in found if (line := _line(one, places)) is not None]
    lines.sort(key=lambda line: line.assessed_on, reverse=True)
    return tuple(sorted(lines, key=lambda line: (_RANKS.index(line.risk.colour), -line.risk.score)))


def overall(lines: Sequence[RiskLine], registered: str) -> Overall:
    """Return the worst current colour with its reason; without assessments, the colour the register states."""
    worst = highest(line.risk.colour for line in lines)
    if worst is None:
        known = registered if RISK_COLOR.get(registered) and registered else ""
        return Overall(colour=known, reason="机构基本信息登记，尚无风险评估" if known else "尚无风险评估")
    first = next(line for line in lines if line.risk.colour is worst)
    same = sum(line.risk.colour is worst for line in lines)
    more = f"，同色共 {same} 处" if same > 1 else ""
    reason = f"{first.about}：{first.risk.reason}（{first.assessed_on} 评估{more}）"
    return Overall(colour=worst.value, reason=reason, is_assessed=True)


def worst_colours(found: Iterable[RiskAssessment]) -> dict[str, str]:
    """Return the worst assessed colour per institution."""
    colours: dict[str, list[Colour]] = {}
    for one in found:
        risk = one.risk
        if risk is not None:
            colours.setdefault(one.institution, []).append(risk.colour)
    return {institution: worst.value for institution, found in colours.items() if (worst := highest(found))}


def colour_of_finding(lines: Sequence[RiskLine], *, places: Sequence[str], item: str) -> Colour | None:
    """Return the worst colour assessed for a finding's places or its item; an assessment of both must fit both."""
    return highest(line.risk.colour for line in lines if _concerns(line, places, item))


def _concerns(line: RiskLine, places: Sequence[str], item: str) -> bool:
    if line.item and line.place:
        return line.item == item and line.place in places
    return bool(line.place and line.place in places) or bool(line.item and line.item == item)


def _line(one: RiskAssessment, places: Mapping[str, Place]) -> RiskLine | None:
    risk = one.risk
    if risk is None:
        return None
    return RiskLine(
        id=one.id,
        institution=one.institution,
        place=one.place,
        place_name=place_path(one.place, places),
        activity=one.activity,
        item=one.item,
        method=one.fields.text("method"),
        risk=risk,
        measure=one.fields.text("measure"),
        responsible=one.fields.text("responsible"),
        assessed_on=one.assessed_on,
    )
