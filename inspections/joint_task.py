"""The joint task about an institution without fire approval: 民政, 住建 and 消防, each with its part, and how it ends.

湘乡政办发〔2021〕23号 二(八)4: 对未取得消防验收意见书的机构，由民政部门联合住建、消防部门全方位检查，提出整改意见，
符合或经整改后符合的完善消防手续. Closing is the government's to decide: it is submitted, and its decision entered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from inspections.entry import JsonObject
from inspections.record import Fact, Record
from inspections.refusal import BadValueError, MissingError
from inspections.transitions import JointTaskState

APPROVALS: Final = ("accepted", "filed")
"""The two papers that end a task well: 消防验收合格意见书, 消防验收备案凭证."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTemplate:
    """What one kind of agency does in every joint task."""

    code: str
    duty: str
    days: int


TEMPLATE: Final = (
    PartTemplate(
        code="civil_affairs",
        duty="牵头组织联合检查；核对备案、收住人数和失能老年人安置楼层；汇总联合整改意见，督促机构整改",
        days=30,
    ),
    PartTemplate(
        code="housing",
        duty="核查房屋安全和建设手续；查明应办消防验收还是备案，说明补办条件、材料和程序",
        days=30,
    ),
    PartTemplate(
        code="fire",
        duty="检查防火分隔、安全疏散和消防设施；提出达到消防安全条件的技术要求；整改后现场核查",
        days=30,
    ),
)
"""Days are ours: a proposal, the source sets none."""
TEMPLATE_CODES: Final = tuple(part.code for part in TEMPLATE)
OPEN_STATES: Final = (JointTaskState.CHECKING, JointTaskState.RECTIFYING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One agency's part: what it was given, what it said, and whether it is done."""

    agency: str
    who: str
    what: str
    until: str
    opinion: str
    measures: str
    opinion_on: str
    opinion_by: str
    rectify_until: str
    done_on: str
    done_note: str

    def is_late(self, today: date) -> bool:
        """Tell whether the day given to the agency is over and its part not done."""
        return bool(self.until) and not self.done_on and self.until < today.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resettlement:
    """老年人安置方案: who has to move, where to, who sees to it; the paper itself is kept by its digest."""

    residents: int
    disabled: int
    destination: str
    responsible: str
    plan: str
    document: str

    def as_values(self) -> JsonObject:
        """Return the plan as the journal keeps it; what is missing is refused by name."""
        wanted = {"安置去向": self.destination, "安置责任人": self.responsible, "安置方案": self.plan}
        missing = [title for title, text in wanted.items() if not text.strip()]
        if not self.document:
            missing.append("安置方案文件")
        if missing:
            raise MissingError(f"提请前须有老年人安置方案，缺少：{'、'.join(missing)}。", "请补齐后再提请。")
        if self.residents < 0 or not 0 <= self.disabled <= self.residents:
            raise BadValueError("安置人数不对：失能人数不能多于在住人数。", "请核对在住和失能人数。")
        return {
            "residents": self.residents,
            "disabled": self.disabled,
            "destination": self.destination.strip(),
            "responsible": self.responsible.strip(),
            "plan": self.plan.strip(),
            "document": self.document,
        }


class JointTask(Record):
    """One joint task; plan, opinion and result of each agency are fields of their own, so laptops do not collide."""

    KIND: ClassVar[str] = "joint_task"
    __slots__ = ()

    @property
    def institution(self) -> str:
        """Return the id of the institution."""
        return self.fields.text("institution")

    @property
    def inspection(self) -> str:
        """Return the id of the joint inspection, empty until it is known."""
        return self.fields.text("inspection")

    @property
    def lead(self) -> str:
        """Return the id of the agency that leads and issues the opinion."""
        return self.fields.text("lead")

    @property
    def agencies(self) -> tuple[str, ...]:
        """Return the ids of the agencies, the lead first."""
        return self.fields.texts("agencies")

    @property
    def is_open(self) -> bool:
        """Tell whether there is still something to do here."""
        return self.state in OPEN_STATES

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return each agency's part, in the order of the agencies."""
        return tuple(self.part(agency) for agency in self.agencies)

    def part(self, agency: str) -> Part:
        """Return one agency's part."""
        plan = self.fields.object(f"plan.{agency}")
        said = self.fields.object(f"opinion.{agency}")
        done = self.fields.object(f"done.{agency}")
        return Part(
            agency=agency,
            who=str(plan.get("who") or ""),
            what=str(plan.get("what") or ""),
            until=str(plan.get("until") or ""),
            opinion=str(said.get("opinion") or ""),
            measures=str(said.get("measures") or ""),
            opinion_on=str(said.get("on") or ""),
            opinion_by=str(said.get("said_by") or ""),
            rectify_until=str(said.get("until") or ""),
            done_on=str(done.get("on") or ""),
            done_note=str(done.get("note") or ""),
        )

    def start(self, values: Mapping[str, object], plans: Mapping[str, JsonObject]) -> Fact:
        """Open the task with the part of every agency."""
        planned = {f"plan.{agency}": plan for agency, plan in plans.items()}
        return self.fact("joint_task_opened", {**values, **planned})

    def plan(self, agency: str, plan: JsonObject) -> Fact:
        """Say who of an agency does what, until when."""
        self._require_open(agency, "调整分工")
        if not str(plan.get("what") or "").strip():
            raise MissingError("没有写明该部门做什么。")
        return self.fact("joint_task_planned", {f"plan.{agency}": plan})

    def name_inspection(self, inspection: str) -> Fact:
        """Say which visit was the joint inspection."""
        self._require_open("", "指明联合检查")
        return self.fact("joint_task_planned", {"inspection": inspection})

    def give_opinion(
        self, agency: str, *, on: date, opinion: str, measures: str, until: date | None, said_by: str
    ) -> Fact:
        """Keep what an agency found and asks for; the joint paper prints it as that agency's part."""
        self._require_open(agency, "登记部门意见")
        for words, title in ((opinion, "检查情况"), (measures, "整改意见"), (said_by, "意见出具人")):
            if not words.strip():
                raise MissingError(f"部门意见缺少{title}。")
        said = {"on": on, "opinion": opinion.strip(), "measures": measures.strip(), "until": until, "said_by": said_by}
        return self.fact("joint_opinion_given", {f"opinion.{agency}": said})

    def finish_part(self, agency: str, *, on: date, note: str) -> Fact:
        """Note that an agency did its part."""
        self._require_open(agency, "登记完成")
        return self.fact("joint_part_done", {f"done.{agency}": {"on": on, "note": note.strip()}})

    def rectify(self, *, on: date, until: date, note: str) -> Fact:
        """Go on to 整改中: every agency has said its part, the institution has until a day."""
        if self.silent:
            raise MissingError("还有部门没有登记意见。", "三个部门的意见齐全后才进入整改。")
        if until < on:
            raise BadValueError("整改期限早于登记日期。", "请填写登记日期当天或以后的日期。")
        return self.fact("joint_rectification_set", {"rectify_from": on, "rectify_until": until, "rectify_note": note})

    def complete(self, *, on: date, approval: str, number: str, approved_on: date) -> Fact:
        """End well: the fire approval with its kind, number and date."""
        if approval not in APPROVALS:
            raise BadValueError("消防手续只有消防验收合格意见书和消防验收备案凭证两种。")
        if not number.strip():
            raise MissingError("没有填写消防手续的文号。", "请按原件填写文号。")
        if approved_on > on:
            raise BadValueError("消防手续日期晚于登记日期。", "请按原件填写日期。")
        values = {
            "completed_on": on,
            "approval": approval,
            "approval_number": number.strip(),
            "approval_on": approved_on,
        }
        return self.fact("joint_task_completed", values)

    def submit(self, *, on: date, organ: str, reason: str, number: str, resettlement: Resettlement) -> Fact:
        """Submit to the government, which alone decides; the residents' resettlement is planned first."""
        if not organ.strip() or not reason.strip():
            raise MissingError("提请须写明政府名称和事由。")
        values = {
            "submitted_on": on,
            "submitted_to": organ.strip(),
            "submission_reason": reason.strip(),
            "submission_number": number.strip(),
            "resettlement": resettlement.as_values(),
        }
        return self.fact("joint_task_submitted", values)

    def enter_decision(self, *, on: date, organ: str, number: str, decision: str, scan: str) -> Fact:
        """Enter what the government decided: organ, number, date and scan; nothing is decided or printed here."""
        wanted = {"决定机关": organ, "文号": number, "决定内容": decision, "决定书扫描件": scan}
        missing = [title for title, words in wanted.items() if not words.strip()]
        if missing:
            raise MissingError(f"政府决定缺少{'、'.join(missing)}。", "请按政府的决定书填写。")
        values = {
            "decided_on": on, "decision_organ": organ.strip(), "decision_number": number.strip(),
            "decision": decision.strip(), "decision_scan": scan,
        }  # fmt: skip
        return self.fact("government_decided", values)

    def void(self, *, on: date, reason: str) -> Fact:
        """Void a task opened by mistake."""
        if not reason.strip():
            raise MissingError("作废须写明理由。")
        return self.fact("joint_task_voided", {"voided_on": on, "void_reason": reason.strip()})

    @property
    def silent(self) -> tuple[str, ...]:
        """Return the ids of the agencies that have not given their opinion."""
        return tuple(part.agency for part in self.parts if not part.opinion)

    def _require_open(self, agency: str, doing: str) -> None:
        if not self.is_open:
            raise BadValueError(f"联合整改任务已办结，不能{doing}。")
        if agency and agency not in self.agencies:
            raise BadValueError(f"该部门不在联合整改任务中，不能{doing}。", "请选择任务中的部门。")


def missing_codes(codes: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of agency a joint task still wants."""
    return tuple(code for code in TEMPLATE_CODES if code not in codes)
