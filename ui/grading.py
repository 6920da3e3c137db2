"""The form of a determination: the same rows wherever a grade is determined, entered or corrected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from checklists.criteria import Regime, criteria
from inspections.finding import Finding
from inspections.grading import COMPETENT, DETERMINED
from inspections.people import Agency
from ui.forms import FormRow, Kind

Values = Mapping[str, Any]
PREFIX: Final = "values."
GRADES: Final = (("major", "认定为重大"), ("ordinary", "不认定为重大"))
HINT: Final = (
    "重大事故隐患由民政部门的授权人员认定；重大火灾隐患只由消防救援机构判定，这里录入其文书的内容。"
    "附件在判定卡上附好，更正已有的认定须由第二人确认。"
)
ROWS: Final = (
    FormRow(key="on", label="认定日期", kind=Kind.DATE, required=True),
    FormRow(key="values.grade", label="结论", kind=Kind.CHOICE, required=True, choices=GRADES),
    FormRow(key="values.criterion", label="依据情形", kind=Kind.CHOICE, required=True),
    FormRow(key="values.cited", label="依据条款", required=True, placeholder="按判定文书填写标准和条号"),
    FormRow(key="values.grade_organ", label="认定机关", kind=Kind.CHOICE, required=True),
    FormRow(key="values.participants", label="参加人员", required=True, placeholder="专家、部门和人员姓名"),
    FormRow(key="values.determination_number", label="文书编号", required=True),
    FormRow(key="values.grade_reason", label="理由", kind=Kind.MULTILINE, required=True),
    FormRow(key="grade_second", label="第二确认人", kind=Kind.PICK, required=True),
)


def is_correction(finding: Finding) -> bool:
    """Tell whether a determination stands that this one would change."""
    return finding.fields.text("grade_state") in DETERMINED


def is_entered(finding: Finding) -> bool:
    """Tell whether the determination is made by another organ and only entered here."""
    competence = COMPETENT.get(finding.fields.text("regime"))
    return competence is not None and competence.is_entered


VISIBLE: Final[Mapping[str, Callable[[Finding, Values], bool]]] = {
    "values.criterion": lambda finding, _values: not is_entered(finding),
    "values.cited": lambda finding, _values: is_entered(finding),
    "values.grade_reason": lambda finding, values: is_correction(finding) or values.get("values.grade") == "ordinary",
    "grade_second": lambda finding, _values: is_correction(finding),
}
"""When a row is asked at all."""


def rows_asked(finding: Finding) -> tuple[FormRow, ...]:
    """Return the rows of a dialog whose rows stay put; a reason is then demanded by the rules where it is needed."""
    hidden = {key for key, rule in VISIBLE.items() if key != "values.grade_reason" and not rule(finding, {})}
    return tuple(
        replace(row, required=is_correction(finding)) if row.key == "values.grade_reason" else row
        for row in ROWS
        if row.key not in hidden
    )


def criterion_choices(finding: Finding) -> list[tuple[str, str]]:
    """Return the situations of the standard that 民政 may choose among; what is unverified says so."""
    found = finding.fields.day("found_on")
    return [
        (one.code, f"{one.document}{one.article}　{one.text}{'' if one.is_verified else '（待核）'}")
        for one in criteria().values()
        if one.regime is Regime.MAJOR_ACCIDENT and (found is None or one.is_in_force(found))
    ]


def organ_choices(finding: Finding, agencies: Sequence[Agency]) -> list[tuple[str, str]]:
    """Return the agencies that may be the organ under the regime that was asked for."""
    competence = COMPETENT.get(finding.fields.text("regime"))
    return [(one.id, one.name) for one in agencies if competence is not None and one.code == competence.code]


FILLED: Final = ("values.criterion", "values.cited", "values.grade_organ")


def filled(finding: Finding, agencies: Sequence[Agency]) -> dict[str, Any]:
    """Return what the form shows at first; the conclusion is never filled in."""
    known = dict(criterion_choices(finding))
    criterion = finding.fields.text("criterion")
    organs = organ_choices(finding, agencies)
    return {
        "values.criterion": criterion if criterion in known else None,
        "values.cited": None if criterion in criteria() else criterion or None,
        "values.grade_organ": organs[0][0] if len(organs) == 1 else None,
    }


def arguments(given: Values) -> dict[str, Any]:
    """Return the fields of the step; what was cited from the other organ's paper is its criterion."""
    values = {key.removeprefix(PREFIX): value for key, value in given.items() if key.startswith(PREFIX)}
    cited = values.pop("cited", None)
    if cited:
        values["criterion"] = cited
    values["organ"] = values.pop("grade_organ", None)
    told = {key: value for key, value in values.items() if value is not None}
    return {"on": given["on"], "values": told, "second": given.get("grade_second") or ""}
