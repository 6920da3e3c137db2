"""The questions before a step on a finding, as tables of rows, and the workflow call each answer becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

from inspections.finding import Finding
from inspections.reading import Visit
from inspections.records import Changes, Files, Records
from inspections.terms import ACTION, REFERRAL, REGIME
from inspections.workflow import grading, recording, rectifying
from ui import grading as grading_form
from ui.actions import ButtonKind
from ui.forms import FormRow, Kind
from ui.inspection.finding_model import FindingView

WorkStep = Callable[[Records], Changes]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked on about which finding: everything a question or its step needs."""

    visit: Visit
    view: FindingView
    agency: str
    on: date
    by: str
    files: Files


@dataclass(frozen=True, kw_only=True)
class Question:
    """One dialog: title, rows, what it is filled with, and the step made of the answers."""

    title: Callable[[Asked], str]
    accept: str
    rows: Callable[[Asked], Sequence[FormRow]]
    step: Callable[[Asked, Mapping[str, Any]], WorkStep]
    filled: Callable[[Asked], Mapping[str, Any]] = lambda _asked: {}
    note: Callable[[Asked], str] = lambda _asked: ""
    kind: ButtonKind = "primary"


def _agency_name(asked: Asked) -> str:
    return next((one.short_name for one in asked.visit.agencies if one.id == asked.agency), "")


def _is_immediate(asked: Asked) -> bool:
    return str(asked.view.values["action"]) == "immediate"


def _order_rows(asked: Asked) -> tuple[FormRow, ...]:
    measure = FormRow(key="measure", label="整改要求", kind=Kind.MULTILINE, required=True)
    if _is_immediate(asked):
        return (measure,)
    return (
        measure,
        FormRow(
            key="deadline", label="整改期限", kind=Kind.DATE, required=True, help="法律未规定天数，由执法人员按难易确定"
        ),
        FormRow(key="deadline_reason", label="期限理由", longest=300),
    )


def _order_filled(asked: Asked) -> dict[str, Any]:
    return {row.key: asked.view.values[row.key] or None for row in _order_rows(asked)}


def _order(asked: Asked, given: Mapping[str, Any]) -> WorkStep:
    return partial(
        rectifying.order_rectification,
        finding=asked.view.id,
        agency=asked.agency,
        on=asked.on,
        action="immediate" if _is_immediate(asked) else "order",
        measure=given["measure"],
        deadline=given.get("deadline"),
        reason=given.get("deadline_reason") or "",
        by=asked.by,
    )


def officer_choices(visit: Visit) -> tuple[tuple[str, str], ...]:
    """Return the certificated officers of the team as choices."""
    return tuple(
        (member.person.id, f"{member.person.name}（{member.agency.short_name} {member.person.certificate_number}）")
        for member in visit.team
        if member.role == "officer" and member.person.is_officer
    )


def _fix_rows(asked: Asked) -> tuple[FormRow, ...]:
    return (
        FormRow(
            key="officers", label="执法人员", kind=Kind.SEVERAL, required=True, choices=officer_choices(asked.visit)
        ),
        FormRow(key="how", label="改正情况", kind=Kind.MULTILINE, required=True),
    )


def _fix(asked: Asked, given: Mapping[str, Any]) -> WorkStep:
    return partial(
        recording.fix_on_the_spot,
        finding=asked.view.id,
        on=asked.on,
        officers=given["officers"],
        how=given["how"],
        by=asked.by,
    )


def _suspect_rows(asked: Asked) -> tuple[FormRow, ...]:
    criteria = tuple({hint.criterion: hint.text for hint in reversed(asked.view.hints)}.items())
    regimes = tuple((code, words) for code, words in REGIME.items() if code)
    return (
        FormRow(key="criterion", label="判定情形", kind=Kind.CHOICE, required=True, choices=criteria),
        FormRow(key="regime", label="认定程序", kind=Kind.CHOICE, required=True, choices=regimes),
        FormRow(key="reason", label="理由", kind=Kind.MULTILINE, required=True),
    )


def _suspect_filled(asked: Asked) -> dict[str, Any]:
    first = next((hint for hint in asked.view.hints if hint.regime), asked.view.hints[0])
    return {"criterion": first.criterion, "regime": first.regime or None, "reason": asked.view.values["description"]}


def _suspect_note(asked: Asked) -> str:
    return "只是提请，不作认定；重大隐患由有权机关认定。\n" + "\n".join(hint.text for hint in asked.view.hints)


def _suspect(asked: Asked, given: Mapping[str, Any]) -> WorkStep:
    return partial(
        grading.suspect_major,
        files=asked.files,
        finding=asked.view.id,
        on=asked.on,
        regime=given["regime"],
        criterion=given["criterion"],
        reason=given["reason"],
        by=asked.by,
    )


def _finding(asked: Asked) -> Finding:
    if asked.view.finding is None:
        msg = "a draft has no grade"
        raise RuntimeError(msg)
    return asked.view.finding


def _determine_rows(asked: Asked) -> tuple[FormRow, ...]:
    finding = _finding(asked)
    choices = {
        "values.criterion": grading_form.criterion_choices(finding),
        "values.grade_organ": grading_form.organ_choices(finding, asked.visit.agencies),
        "grade_second": _colleagues(asked),
    }
    return tuple(replace(row, choices=choices.get(row.key, row.choices)) for row in grading_form.rows_asked(finding))


def _colleagues(asked: Asked) -> list[tuple[str, str]]:
    able = [one.person for one in asked.visit.team if one.person.is_authorised and one.person.id != asked.by]
    return [(one.id, one.name) for one in able]


def _determine_filled(asked: Asked) -> dict[str, Any]:
    return {"on": asked.on, **grading_form.filled(_finding(asked), asked.visit.agencies)}


def _determine(asked: Asked, given: Mapping[str, Any]) -> WorkStep:
    return partial(grading.determine_grade, finding=asked.view.id, by=asked.by, **grading_form.arguments(given))


_REFER_ROWS: Final = (
    FormRow(key="to", label="接收机关", required=True),
    FormRow(key="how", label="方式", kind=Kind.CHOICE, required=True, choices=tuple(REFERRAL.items())),
    FormRow(key="number", label="文号"),
    FormRow(key="reason", label="理由", kind=Kind.MULTILINE, required=True),
)


def _refer(asked: Asked, given: Mapping[str, Any]) -> WorkStep:
    return partial(
        rectifying.refer_finding,
        finding=asked.view.id,
        on=asked.on,
        to=given["to"],
        how=given["how"],
        reason=given["reason"],
        number=given["number"] or "",
        by=asked.by,
    )


def _advise(asked: Asked, given: Mapping[str, Any]) -> WorkStep:
    return partial(rectifying.advise, finding=asked.view.id, on=asked.on, measure=given["measure"], by=asked.by)


def _void(asked: Asked, given: Mapping[str, Any]) -> WorkStep:
    return partial(recording.void_finding, finding=asked.view.id, on=asked.on, reason=given["reason"], by=asked.by)


def _named(words: str) -> Callable[[Asked], str]:
    return lambda asked: f"{asked.view.title}：{words}"


def _order_title(asked: Asked) -> str:
    return f"{asked.view.title}：{_agency_name(asked)}{ACTION['immediate' if _is_immediate(asked) else 'order']}"


QUESTIONS: Final[Mapping[str, Question]] = {
    "order": Question(
        title=_order_title, accept="责令", rows=_order_rows, step=_order, filled=_order_filled,
        note=lambda _asked: "责令后问题的文字不能再改，请核对。",
    ),
    "advise": Question(
        title=_named("提出建议"), accept="提出建议", step=_advise,
        rows=lambda _asked: (FormRow(key="measure", label="建议内容", kind=Kind.MULTILINE, required=True),),
        filled=lambda asked: {"measure": asked.view.values["measure"] or None},
    ),
    "fix": Question(
        title=_named("当场改正"), accept="认定当场改正", rows=_fix_rows, step=_fix,
        filled=lambda asked: {"officers": tuple(person for person, _name in officer_choices(asked.visit)[:2])},
        note=lambda _asked: "须有整改前、整改后照片，并由两名执法人员确认。",
    ),
    "suspect": Question(
        title=_named("提请认定重大"), accept="提请认定", rows=_suspect_rows, step=_suspect, filled=_suspect_filled,
        note=_suspect_note,
    ),
    "determine": Question(
        title=_named("登记认定"), accept="登记认定", rows=_determine_rows, step=_determine, filled=_determine_filled,
        note=lambda _asked: grading_form.HINT,
    ),
    "refer": Question(
        title=_named("移交"), accept="移交", rows=lambda _asked: _REFER_ROWS, step=_refer,
        filled=lambda _asked: {"how": "handover"},
        note=lambda _asked: "移交后仍在台账中，收到回执前不销号。",
    ),
    "void": Question(
        title=_named("误登作废"), accept="作废", kind="danger", step=_void,
        rows=lambda _asked: (FormRow(key="reason", label="理由", required=True),),
        note=lambda _asked: "作废的问题保留在记录中，不再计入台账。",
    ),
}  # fmt: skip
