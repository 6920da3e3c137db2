"""What every paper must say before it can be frozen: a table of needs per kind, and the gaps of one dossier."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from checklists.phrases import unfilled
from inspections.document import DEMANDS, ORDERS, may_issue
from inspections.dossier import Dossier
from inspections.joint_task import JointTask
from inspections.typed_needs import missing_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing a kind of paper cannot do without: where it is read, what it is called."""

    title: str
    said: Callable[[Dossier], object]
    at_arrival: bool = False
    """Tell whether it stands on the arrival card; else with the finding, in the ledger."""

    def gap(self, read: Dossier) -> str:
        """Say what is missing and where it is put right."""
        if self.at_arrival or not read.findings:
            return f"到场卡缺少“{self.title}”"
        return f"台账中问题 {read.findings[0].finding.number} 缺少“{self.title}”"


def _of_finding(name: str) -> Callable[[Dossier], object]:
    return lambda read: read.findings and read.findings[0].finding.fields.value(name)


def _inside(outer: str, name: str) -> Callable[[Dossier], object]:
    return lambda read: read.findings and read.findings[0].finding.fields.object(outer).get(name)


def _of_visit(name: str) -> Callable[[Dossier], object]:
    return lambda read: read.inspection.fields.value(name)


def _is_major(read: Dossier) -> object:
    return read.findings and read.findings[0].finding.is_major


def _is_major_fire(read: Dossier) -> object:
    return _is_major(read) and read.findings[0].finding.fields.text("regime") == "major_fire"


def _referred_as(how: str) -> Callable[[Dossier], object]:
    return lambda read: read.findings and read.findings[0].finding.fields.text("referral_kind") == how


def _evidence(read: Dossier) -> object:
    line = read.findings[0] if read.findings else None
    return line and (line.photos or line.finding.sets.get("evidence") or read.related)


_REFERRAL: Final = (
    Need(title="移送日期", said=_of_finding("referred_on")),
    Need(title="接收机关", said=_of_finding("referred_to")),
    Need(title="移送理由", said=_of_finding("referral_reason")),
    Need(title="涉及条款", said=lambda read: read.findings and read.findings[0].clauses),
)
NEEDS: Final[Mapping[str, tuple[Need, ...]]] = {
    "extension": (
        Need(title="原期限", said=_of_finding("extension_from")),
        Need(title="申请日期", said=_of_finding("extension_asked_on")),
        Need(title="拟延至", said=_of_finding("extension_until")),
        Need(title="申请原因", said=_of_finding("extension_reason")),
        Need(title="已采取的临时措施", said=_of_finding("extension_measures")),
        Need(title="审批决定", said=_of_finding("extension_decided_on")),
        Need(title="审批人", said=_of_finding("extension_decided_by")),
    ),
    "case_transfer": (
        Need(title="案件移送", said=_referred_as("case")),
        *_REFERRAL,
        Need(title="证据材料", said=_evidence),
    ),
    "handover": (Need(title="隐患移交（抄告）", said=_referred_as("handover")), *_REFERRAL),
    "fire_record": tuple(
        Need(title=title, said=_of_visit(name), at_arrival=True)
        for name, title in (
            ("arrived_at", "到场时间"),
            ("basis", "检查依据"),
            ("companion_name", "现场负责人（陪同人）"),
            ("certificates_shown", "出示执法证件"),
            ("rights_told", "权利告知"),
        )
    ),
    "fire_notice": (
        Need(title="重大火灾隐患的认定", said=_is_major_fire),
        Need(title="判定依据", said=_of_finding("criterion")),
        Need(title="认定机关", said=_of_finding("determining_organ")),
        Need(title="认定日期", said=_of_finding("determined_on")),
        Need(title="整改要求", said=_of_finding("measure")),
        Need(title="整改期限", said=_of_finding("deadline")),
    ),
    "supervision": (
        Need(title="重大隐患的认定", said=_is_major),
        Need(title="督办机关", said=_inside("mark.supervised", "organ")),
        Need(title="挂牌日期", said=_inside("mark.supervised", "on")),
        Need(title="督办期限", said=_inside("mark.supervised", "until")),
        Need(title="督办要求", said=_inside("mark.supervised", "demands")),
        Need(title="整改责任单位", said=_inside("mark.supervised", "responsible_unit")),
        Need(title="治理方案报送期限", said=_inside("mark.supervised", "plan_due")),
    ),
    "supervision_lifted": (
        Need(title="解除决定机关", said=_inside("lifting", "organ")),
        Need(title="解除日期", said=_inside("lifting", "on")),
        Need(title="解除依据", said=_inside("lifting", "basis")),
        Need(title="原挂牌督办", said=_inside("lifting", "listed")),
        Need(title="复查日期", said=_of_finding("reinspected_on")),
    ),
}
"""What each kind of paper must say beyond what all of them must."""


def paper_gaps(read: Dossier) -> list[str]:
    """Return what a paper lacks before it can be frozen, in Chinese."""
    gaps = _blank_gaps(read)
    speaks = read.paper.author == "agency" and read.paper.per_agency and read.agency.issues_papers
    if speaks and len(read.officers(read.agency.id)) < 2:
        gaps.append(f"{read.agency.short_name}本机关执法人员不足两名")
    if read.paper.code == "record":
        gaps.extend(_record_gaps(read))
    gaps.extend(need.gap(read) for need in NEEDS.get(read.paper.code, ()) if not need.said(read))
    gaps.extend(one.text for one in missing_fields(read))
    if read.paper.code in DEMANDS:
        gaps.extend(_order_gaps(read))
    if read.paper.code == "result" and read.result == "open":
        gaps.append("有问题尚未确定处理方式（责令、当场改正或移送）")
    if read.paper.code in (*ORDERS, "reinspection") and not read.findings:
        gaps.append("没有要写入的问题")
    if read.task:
        gaps.extend(_opinion_gaps(read, read.task))
    if not may_issue(read.paper.code, read.agency.code):
        gaps.append(f"{read.agency.short_name}不能出具{read.title}")
    if not read.agency.issues_papers:
        gaps.append(f"{read.agency.name}是协同单位，不能出具文书")
    return gaps


def _blank_gaps(read: Dossier) -> list[str]:
    """Return the blanks of ready phrases that were left in words the paper prints."""
    left = [
        (line.finding.number, unfilled(line.finding.description, line.finding.fields.text("measure")))
        for line in read.findings
    ]
    return [f"问题 {number} 的{said}" for number, said in left if said]


RECORD_NEEDS: Final = (
    ("arrived_at", "到场时间"),
    ("companion_name", "现场负责人（陪同人）"),
    ("certificates_shown", "出示执法证件"),
    ("rights_told", "权利告知"),
    ("recusal_asked", "询问回避"),
)


def _record_gaps(read: Dossier) -> list[str]:
    short = [one for one in read.agencies if one.issues_papers and len(read.officers(one.id)) < 2]
    fields = read.inspection.fields
    return [
        *(f"{agency.short_name}本机关执法人员不足两名" for agency in short),
        *(f"到场卡缺少“{title}”" for name, title in RECORD_NEEDS if not fields.value(name)),
    ]


def _order_gaps(read: Dossier) -> list[str]:
    gaps = [f"问题 {line.finding.number} 没有该机关可以责令的条款" for line in read.findings if not line.clauses]
    fields = read.agency.fields
    for name, title in (("review_organ", "复议机关"), ("court", "受诉法院")):
        if not fields.text(name):
            gaps.append(f"{read.agency.short_name}未填写{title}（设置 → 机关）")
    if not fields.text("remedy_confirmed_by"):
        gaps.append(f"{read.agency.short_name}的复议、诉讼告知内容未经法制人员确认（设置 → 机关）")
    return gaps


def _opinion_gaps(read: Dossier, task: JointTask) -> list[str]:
    names = {agency.id: agency.short_name for agency in read.agencies}
    gaps = [f"{names[agency]}还没有登记意见" for agency in task.silent]
    return gaps if task.is_open else [*gaps, "联合整改任务已办结"]
