"""Every step about a fire approval as data: its button, its form, when it can be taken, how entries become fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from checklists.facts import FIRE_ACCEPTANCES
from inspections.joint_task import APPROVALS
from inspections.workflow import approvals
from ui.actions import ButtonKind
from ui.forms import FormRow, Kind
from ui.institutions.approval_model import ApprovalView

Rows = Sequence[FormRow]


@dataclass(frozen=True, kw_only=True)
class ApprovalForm:
    """One button and the form it opens; ``subject`` says whose id the step takes."""

    id: str
    text: str
    run: Callable[..., Any]
    subject: str
    rows: Rows
    done: str
    note: str = ""
    shown: Callable[[ApprovalView], bool]
    prefill: Callable[[ApprovalView, str], Mapping[str, Any]] = field(default=lambda view, _agency: {"on": view.today})
    file_key: str = ""
    file_label: str = ""
    kind: ButtonKind = ""
    of_part: bool = False
    """One button in each agency's part instead of one for the task."""


def _on(label: str = "日期") -> FormRow:
    return FormRow(key="on", label=label, kind=Kind.DATE, required=True)


def _long(key: str, label: str, placeholder: str = "") -> FormRow:
    return FormRow(key=key, label=label, kind=Kind.MULTILINE, required=True, wide=True, placeholder=placeholder)


def _approval_rows(*codes: str) -> FormRow:
    choices = tuple((code, FIRE_ACCEPTANCES[code]) for code in codes or FIRE_ACCEPTANCES)
    return FormRow(key="approval", label="手续", kind=Kind.CHOICE, required=True, choices=choices)


def _is_open(view: ApprovalView) -> bool:
    return view.task is not None and view.task.is_open


def _in(*states: str) -> Callable[[ApprovalView], bool]:
    return lambda view: view.task is not None and view.task.state in states


def _held(view: ApprovalView, _agency: str) -> Mapping[str, Any]:
    paper = view.institution.fire_approval
    held = {"number": paper.number, "approved_on": _day(paper.on)} if paper else {}
    return {"approval": view.approval or None, "on": view.today, **held}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _next_look(view: ApprovalView, _agency: str) -> Mapping[str, Any]:
    held = view.institution.recheck_on
    if held is not None and held >= view.today:
        return {"on": held, "reason": view.institution.fields.text("recheck_reason")}
    return {"on": view.proposal.on, "reason": view.proposal.reason} if view.proposal else {}


def _planned(view: ApprovalView, agency: str) -> Mapping[str, Any]:
    part = view.task.part(agency) if view.task else None
    return {"who": part.who, "what": part.what, "until": _day(part.until)} if part else {}


def _said(view: ApprovalView, agency: str) -> Mapping[str, Any]:
    part = view.task.part(agency) if view.task else None
    if part is None:
        return {}
    held = {"opinion": part.opinion, "measures": part.measures, "until": _day(part.rectify_until)}
    return {"on": view.today, "said_by": part.opinion_by or part.who, **held}


def _residents(view: ApprovalView, _agency: str) -> Mapping[str, Any]:
    facts = view.institution.facts()
    return {"on": view.today, "residents": facts.get("residents"), "disabled": facts.get("disabled_residents")}


def _visit_chosen(view: ApprovalView, _agency: str) -> Mapping[str, Any]:
    return {"inspection": view.task.inspection or None} if view.task else {}


FORMS: Final = (
    ApprovalForm(
        id="approval", text="登记消防手续", run=approvals.state_fire_approval, subject="institution",
        done="消防手续已登记", shown=lambda _view: True, prefill=_held,
        rows=(
            _approval_rows(),
            FormRow(key="number", label="文号", longest=60, placeholder="按原件填写；没有手续时留空"),
            FormRow(key="approved_on", label="手续日期", kind=Kind.DATE),
            _on("截至日期"),
            FormRow(key="source", label="来源", required=True, longest=60, placeholder="例如：查验原件"),
        ),
    ),
    ApprovalForm(
        id="recheck", text="确定复核日期", run=approvals.set_recheck, subject="institution", done="复核日期已确定",
        shown=lambda view: view.approval in APPROVALS, prefill=_next_look,
        note="复核日期由本工具按规则建议，来源没有规定，可以修改。",
        rows=(_on("复核日期"), _long("reason", "理由")),
    ),
    ApprovalForm(
        id="open", text="建立联合整改任务", run=approvals.open_joint_task, subject="institution", kind="primary",
        done="联合整改任务已建立", shown=lambda view: view.is_without and not (view.task and view.task.is_open),
        note="按模板给民政（牵头）、住建、消防各一份分工，期限为建议值，建立后可以调整。",
        rows=(
            _on("建立日期"),
            FormRow(key="inspection", label="联合检查", kind=Kind.CHOICE, placeholder="还没有检查时留空"),
        ),
    ),
    ApprovalForm(
        id="visit", text="指明联合检查", run=approvals.name_joint_inspection, subject="task", done="联合检查已指明",
        shown=_is_open, prefill=_visit_chosen, note="联合整改意见以这次检查的事实和问题为基础。",
        rows=(FormRow(key="inspection", label="联合检查", kind=Kind.CHOICE, required=True),),
    ),
    ApprovalForm(
        id="plan", text="调整分工", run=approvals.plan_joint_part, subject="task", of_part=True, done="分工已调整",
        shown=_is_open, prefill=_planned,
        rows=(
            _long("what", "做什么"),
            FormRow(key="who", label="谁负责", longest=60, placeholder="姓名、职务或电话"),
            FormRow(key="until", label="何时前", kind=Kind.DATE),
        ),
    ),
    ApprovalForm(
        id="opinion", text="登记意见", run=approvals.give_joint_opinion, subject="task", of_part=True,
        done="部门意见已登记", shown=_is_open, prefill=_said,
        rows=(
            _long("opinion", "检查情况", "查了什么、看到什么"),
            _long("measures", "整改意见", "要求机构做什么"),
            FormRow(key="until", label="整改期限", kind=Kind.DATE),
            FormRow(key="said_by", label="出具人", required=True, longest=40),
            _on("出具日期"),
        ),
    ),
    ApprovalForm(
        id="finish", text="完成", run=approvals.finish_joint_part, subject="task", of_part=True, done="已登记完成",
        shown=_is_open,
        rows=(_on("完成日期"), FormRow(key="note", label="完成情况", kind=Kind.MULTILINE)),
    ),
    ApprovalForm(
        id="rectify", text="进入整改", run=approvals.begin_joint_rectification, subject="task", done="已进入整改",
        shown=_is_open, prefill=lambda view, _agency: {"on": view.today, "until": view.today + timedelta(days=60)},
        note="三个部门的意见齐全后进入整改；期限为建议值，可以修改。",
        rows=(
            _on("登记日期"),
            FormRow(key="until", label="整改期限", kind=Kind.DATE, required=True),
            FormRow(key="note", label="说明", kind=Kind.MULTILINE),
        ),
    ),
    ApprovalForm(
        id="complete", text="完善消防手续", run=approvals.complete_joint_task, subject="task", kind="primary",
        done="消防手续已完善，机构事实已更新", shown=_is_open,
        rows=(
            _approval_rows(*APPROVALS),
            FormRow(key="number", label="文号", required=True, longest=60, placeholder="按原件填写"),
            FormRow(key="approved_on", label="手续日期", kind=Kind.DATE, required=True),
            _on("登记日期"),
        ),
    ),
    ApprovalForm(
        id="submit", text="提请政府依法关停", run=approvals.submit_to_government, subject="task", kind="danger",
        done="已登记提请", shown=_is_open, prefill=_residents, file_key="document", file_label="安置方案文件",
        note="只登记提请；是否关停由人民政府决定，本工具不制作关停文书。提请前须有老年人安置方案。",
        rows=(
            FormRow(key="organ", label="提请政府", required=True, longest=60),
            _on("提请日期"),
            FormRow(key="number", label="提请文号", longest=60),
            FormRow(key="responsible", label="安置责任人", required=True, longest=60),
            FormRow(key="residents", label="在住人数", kind=Kind.INTEGER, required=True, minimum=0, unit="人"),
            FormRow(key="disabled", label="其中失能", kind=Kind.INTEGER, required=True, minimum=0, unit="人"),
            FormRow(key="destination", label="安置去向", required=True, wide=True),
            _long("reason", "提请事由"),
            _long("plan", "安置方案", "分几批、怎么转、谁接收"),
        ),
    ),
    ApprovalForm(
        id="decide", text="登记政府决定", run=approvals.enter_government_decision, subject="task", kind="primary",
        done="政府决定已登记", shown=_in("submitted"), file_key="scan", file_label="决定书扫描件",
        rows=(
            FormRow(key="organ", label="决定机关", required=True, longest=60),
            FormRow(key="number", label="文号", required=True, longest=60),
            _on("决定日期"),
            _long("decision", "决定内容"),
        ),
    ),
    ApprovalForm(
        id="void", text="作废任务", run=approvals.void_joint_task, subject="task", kind="danger", done="任务已作废",
        shown=_in("checking"),
        rows=(_on(), _long("reason", "理由")),
    ),
)  # fmt: skip
BY_ID: Final = {form.id: form for form in FORMS}
