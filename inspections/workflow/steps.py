"""Every step of the work by its name, with its fields: what `do` runs and what a test walks for completeness."""

import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, get_args, get_origin, get_type_hints

from inspections.dossier import Papers
from inspections.records import Changes, Files, Records
from inspections.refusal import BadValueError, MissingError
from inspections.workflow import (
    approvals,
    assessing,
    confirming,
    discarding,
    editions,
    grading,
    institutions,
    marking,
    photo_linking,
    phrasing,
    recording,
    rectifying,
    replanning,
    sealing,
    setting_up,
    visiting,
    writing,
)

HANDED: Final = ("records", "files", "papers", "by", "progress", "key", "passphrase", "ink")
NONE: Final = "-"
"""What stands for no id on the command line: the step makes a new record."""
LARGEST_FILE: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a step: its name, the form its text takes, and whether it may be left out."""

    name: str
    form: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStep:
    """One step: its function, the field that names its subject, and its Chinese title."""

    name: str
    title: str
    subject: str
    run: Callable[..., Any]

    @property
    def wants_files(self) -> bool:
        """Tell whether the step is handed the kept files."""
        return "files" in inspect.signature(self.run).parameters

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields beside the subject, read off the function's signature."""
        hints = get_type_hints(self.run)
        return tuple(
            Field(name=name, form=_form(hints[name]), required=parameter.default is inspect.Parameter.empty)
            for name, parameter in inspect.signature(self.run).parameters.items()
            if name not in HANDED and name != self.subject
        )

    def as_data(self) -> dict[str, object]:
        """Return the step and its fields as plain data."""
        fields = [{"name": one.name, "form": one.form, "required": one.required} for one in self.fields]
        return {"step": self.name, "title": self.title, "id": self.subject, "fields": fields}

    def line(self) -> str:
        """Return the step and its fields as one line for people."""
        fields = "，".join(f"{one.name}{'' if one.required else '（可省）'}" for one in self.fields)
        return f"{self.name}　{self.title}　{self.subject or '无'}　{fields}"


_STEPS: Final = (
    ("record_agency", "登记检查机关", "agency", setting_up.record_agency),
    ("record_person", "登记人员", "person", setting_up.record_person),
    ("set_up_for", "指定本机使用人", "person", setting_up.set_up_for),
    ("grant_block", "分配号段", "agency", setting_up.grant_block),
    ("record_institution", "登记机构", "institution", institutions.record_institution),
    ("state_facts", "登记机构事实", "institution", institutions.state_facts),
    ("record_place", "登记部位", "institution", institutions.record_place),
    ("withdraw_place", "撤下部位", "place", institutions.withdraw_place),
    ("state_inputs", "登记指标数据", "institution", assessing.state_inputs),
    ("state_certificates", "登记证照", "institution", assessing.state_certificates),
    ("record_area", "登记区域", "area", assessing.record_area),
    ("state_area_inputs", "登记区域指标数据", "area", assessing.state_area_inputs),
    ("assess_risk", "风险评估", "institution", assessing.assess_risk),
    ("withdraw_assessment", "撤下风险评估", "assessment", assessing.withdraw_assessment),
    ("publish_edition", "发布检查表版本", "", editions.publish_edition),
    ("activate_edition", "启用检查表版本", "edition", editions.activate_edition),
    ("withdraw_edition", "停用检查表版本", "edition", editions.withdraw_edition),
    ("state_fire_approval", "登记消防手续", "institution", approvals.state_fire_approval),
    ("set_recheck", "确定复核日期", "institution", approvals.set_recheck),
    ("open_joint_task", "建立联合整改任务", "institution", approvals.open_joint_task),
    ("plan_joint_part", "调整联合整改分工", "task", approvals.plan_joint_part),
    ("name_joint_inspection", "指明联合检查", "task", approvals.name_joint_inspection),
    ("give_joint_opinion", "登记部门意见", "task", approvals.give_joint_opinion),
    ("finish_joint_part", "部门分工完成", "task", approvals.finish_joint_part),
    ("begin_joint_rectification", "进入整改", "task", approvals.begin_joint_rectification),
    ("complete_joint_task", "完善消防手续", "task", approvals.complete_joint_task),
    ("submit_to_government", "提请政府依法关停", "task", approvals.submit_to_government),
    ("enter_government_decision", "登记政府决定", "task", approvals.enter_government_decision),
    ("void_joint_task", "作废联合整改任务", "task", approvals.void_joint_task),
    ("start_inspection", "开始检查", "institution", visiting.start_inspection),
    ("change_inspection", "调整检查安排", "inspection", visiting.change_inspection),
    ("upgrade_inspection", "更换检查表版本", "inspection", editions.upgrade_inspection),
    ("replan_inspection", "变更机构事实并重新编排", "inspection", replanning.replan_inspection),
    ("record_arrival", "填写到场卡", "inspection", visiting.record_arrival),
    ("make_statement", "登记陈述意见", "inspection", visiting.make_statement),
    ("respond", "单项结论", "inspection", visiting.respond),
    ("respond_rest", "本部分其余符合", "inspection", visiting.respond_rest),
    ("withdraw_response", "撤回单项结论", "inspection", visiting.withdraw_response),
    ("finish_inspection", "结束检查", "inspection", visiting.finish_inspection),
    ("resume_inspection", "恢复检查", "inspection", visiting.resume_inspection),
    ("void_inspection", "作废检查", "inspection", visiting.void_inspection),
    ("record_finding", "登记问题", "inspection", recording.record_finding),
    ("change_finding", "修改问题", "finding", recording.change_finding),
    ("fix_on_the_spot", "当场改正", "finding", recording.fix_on_the_spot),
    ("void_finding", "误登作废", "finding", recording.void_finding),
    ("change_photo", "修改照片说明", "photo", recording.change_photo),
    ("mark_photo", "标注照片", "photo", marking.mark_photo),
    ("link_photos", "照片归位", "inspection", photo_linking.link_photos),
    ("pair_photos", "整改前后照片配对", "photo", photo_linking.pair_photos),
    ("withdraw_photo", "撤下照片", "photo", recording.withdraw_photo),
    ("restore_photo", "恢复照片", "photo", discarding.restore_photo),
    ("empty_trash", "清空照片回收站", "", discarding.empty_trash),
    ("order_rectification", "责令改正", "finding", rectifying.order_rectification),
    ("advise", "提出建议", "finding", rectifying.advise),
    ("ask_extension", "登记延期申请", "finding", rectifying.ask_extension),
    ("grant_extension", "同意延期", "finding", rectifying.grant_extension),
    ("deny_extension", "不同意延期", "finding", rectifying.deny_extension),
    ("report_rectification", "登记整改情况", "finding", rectifying.report_rectification),
    ("pass_reinspection", "复查合格", "finding", rectifying.pass_reinspection),
    ("fail_reinspection", "复查不合格", "finding", rectifying.fail_reinspection),
    ("close_finding", "销号", "finding", rectifying.close_finding),
    ("reopen_finding", "重新打开", "finding", rectifying.reopen_finding),
    ("refer_finding", "移送", "finding", rectifying.refer_finding),
    ("receive_receipt", "登记移送回执", "finding", rectifying.receive_receipt),
    ("state_circumstances", "确认判定事实", "finding", grading.state_circumstances),
    ("attach_evidence", "附认定依据", "finding", grading.attach_evidence),
    ("withdraw_evidence", "撤下认定依据", "finding", grading.withdraw_evidence),
    ("suspect_major", "提请认定重大", "finding", grading.suspect_major),
    ("determine_grade", "登记等级认定", "finding", grading.determine_grade),
    ("mark_finding", "标记", "finding", rectifying.mark_finding),
    ("lift_supervision", "解除挂牌督办", "finding", rectifying.lift_supervision),
    ("keep_phrase", "存为常用语", "", phrasing.keep_phrase),
    ("withdraw_phrase", "删除常用语", "phrase", phrasing.withdraw_phrase),
    ("record_material", "填写文书内容", "inspection", writing.record_material),
    ("withdraw_material", "撤下文书内容", "material", writing.withdraw_material),
    ("take_number", "取号", "subject", sealing.take_number),
    ("seal_paper", "定稿", "subject", sealing.seal_paper),
    ("correct_paper", "更正文书", "document", sealing.correct_paper),
    ("sign_paper", "签名", "document", sealing.sign_paper),
    ("refuse_signature", "登记拒签", "document", sealing.refuse_signature),
    ("stamp_paper", "登记盖章", "document", sealing.stamp_paper),
    ("serve_paper", "登记送达", "document", sealing.serve_paper),
    ("attach_scan", "归档扫描件", "document", sealing.attach_scan),
    ("void_paper", "作废文书", "document", sealing.void_paper),
    ("record_external", "登记外部文书", "", sealing.record_external),
    ("confirm_wording", "确认条款或判定情形", "target", confirming.confirm_wording),
    ("correct_wording", "更正条款或判定情形", "target", confirming.correct_wording),
    ("withdraw_confirmation", "撤回确认", "confirmation", confirming.withdraw_confirmation),
)

STEPS: Final[Mapping[str, WorkStep]] = {
    name: WorkStep(name=name, title=title, subject=subject, run=run) for name, title, subject, run in _STEPS
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What a step may need beside its fields."""

    records: Records
    files: Files
    papers: Papers
    by: str
    signing_key: Callable[[], tuple[bytes, bytes]]


def take_step(hands: Hands, *, name: str, subject: str, given: Mapping[str, object]) -> Changes:
    """Run one step by its name with values as text or JSON; unknown and missing fields are refused by name."""
    step = STEPS.get(name)
    if step is None:
        raise BadValueError(f"没有“{name}”这个步骤。", "用 do --list 查看全部步骤。")
    fields = {field.name: field for field in step.fields}
    given = _gathered(given, fields)
    unknown = sorted(set(given) - set(fields))
    if unknown:
        raise BadValueError(f"{step.title}没有这些字段：{'、'.join(unknown)}。", f"可用：{'、'.join(fields)}。")
    missing = [name for name, field in fields.items() if field.required and name not in given]
    if missing:
        raise MissingError(f"{step.title}缺少字段：{'、'.join(missing)}。")
    values = {name: read_value(fields[name], value) for name, value in given.items()}
    if step.subject:
        values[step.subject] = "" if subject == NONE else subject
    outcome = step.run(**_handed(step, hands), **values)
    return outcome if isinstance(outcome, Changes) else Changes()


def _gathered(given: Mapping[str, object], fields: Mapping[str, Field]) -> Mapping[str, object]:
    """Put what is no field of the step into its `values`, where it has them, so that each can be set by its name."""
    if "values" not in fields:
        return given
    values = _json(given.get("values", {}), dict)
    inner = {name: value for name, value in given.items() if name not in fields}
    outer = {name: value for name, value in given.items() if name in fields}
    return {**outer, "values": {**values, **inner}}


def read_value(field: Field, value: object) -> object:
    """Read a field's value from text; JSON values pass through where they fit."""
    try:
        return _READ[field.form](value)
    except (ValueError, TypeError, KeyError) as error:
        raise BadValueError(f"字段“{field.name}”的值“{value}”无法读作{_NAMES[field.form]}。") from error


def _handed(step: WorkStep, hands: Hands) -> dict[str, object]:
    wanted = inspect.signature(step.run).parameters
    handed: dict[str, object] = {"records": hands.records, "by": hands.by}
    if "files" in wanted:
        handed["files"] = hands.files
    if "papers" in wanted:
        handed["papers"] = hands.papers
    if "key" in wanted:
        handed["key"], handed["passphrase"] = hands.signing_key()
    return handed


def _form(hint: Any) -> str:
    if hint in (str, int, date, bytes):
        return str(hint.__name__)
    arguments = [argument for argument in get_args(hint) if argument is not type(None)]
    if get_origin(hint) not in (None,) and type(None) in get_args(hint):
        return _form(arguments[0])
    if get_origin(hint) is Sequence:
        inner = arguments[0]
        return {str: "texts", bytes: "files"}.get(inner, "objects")
    return "object"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list):
        raise TypeError
    return [_text(one) for one in value]


def _json(value: object, wanted: type) -> Any:
    read = json.loads(value) if isinstance(value, str) else value
    if not isinstance(read, wanted):
        raise TypeError
    return read


def _bytes(value: object) -> bytes:
    path = Path(_text(value))
    if not path.is_file():
        raise BadValueError(f"找不到文件“{path}”。")
    if path.stat().st_size > LARGEST_FILE:
        raise BadValueError(f"文件“{path}”过大（上限 {LARGEST_FILE // 1024 // 1024} MB）。")
    return path.read_bytes()


_READ: Final[Mapping[str, Callable[[object], object]]] = {
    "str": _text,
    "int": lambda value: int(str(value)),
    "date": _day,
    "bytes": _bytes,
    "files": lambda value: [_bytes(one) for one in _texts(value)],
    "texts": _texts,
    "objects": lambda value: _json(value, list),
    "object": lambda value: _json(value, dict),
}
_NAMES: Final[Mapping[str, str]] = {
    "str": "文本",
    "int": "整数",
    "date": "日期（年-月-日）",
    "bytes": "文件路径",
    "files": "文件路径（逗号分隔）",
    "texts": "文本（逗号分隔）",
    "objects": "JSON 数组",
    "object": "JSON 对象",
}
