"""离场前: what must be done here today and what may follow by a date; each line knows where to jump."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.phrases import unfilled
from inspections.deadline import CalendarMissingError, working_days
from inspections.document import ORDERS, PAPERS, Document
from inspections.finding import Finding
from inspections.people import Agency
from inspections.photo_times import leaving_remarks
from inspections.reading import Visit

ARRIVAL_NEEDED: Final = (
    ("arrived_at", "到场时间"),
    ("basis", "检查依据"),
    ("companion_name", "陪同人姓名"),
    ("companion_post", "陪同人职务"),
    ("certificates_shown", "出示执法证件"),
    ("rights_told", "告知权利义务"),
    ("discipline_told", "告知检查纪律"),
    ("recusal_asked", "询问是否申请回避"),
    ("recorder_number", "执法记录仪编号"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingLine:
    """One thing to do. `jump` names the place: arrival, team, item:ID, finding:ID, paper:KIND:AGENCY."""

    text: str
    jump: str
    by: date | None = None
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The two lists of the 离场前 page."""

    here: tuple[LeavingLine, ...]
    later: tuple[LeavingLine, ...]
    unanswered: int
    answered: int
    batch: int

    @property
    def may_finish(self) -> bool:
        """Tell whether nothing stands in the way of ending the visit."""
        return not any(line.blocks for line in self.here)


def leaving(visit: Visit) -> Leaving:
    """Work out what is still to do before the team leaves."""
    here: list[LeavingLine] = []
    later: list[LeavingLine] = []
    here.extend(_arrival_lines(visit))
    here.extend(_gap_lines(visit))
    here.extend(_finding_lines(visit))
    here.extend(_photo_lines(visit))
    for agency in visit.agencies:
        _paper_lines(visit, agency, here, later)
    _record_line(visit, here)
    responses = [one for one in visit.responses.values() if one.result != "not_checked"]
    answered = {one.item for one in responses}
    unanswered = [one for one in visit.items if one.item.id not in answered]
    if unanswered:
        first = unanswered[0].item.id
        here.append(LeavingLine(text=f"还有 {len(unanswered)} 项未检查，将如实记为“未检查”", jump=f"item:{first}"))
    return Leaving(
        here=tuple(here),
        later=tuple(later),
        unanswered=len(unanswered),
        answered=len(answered),
        batch=sum(one.is_batch for one in responses),
    )


def _arrival_lines(visit: Visit) -> list[LeavingLine]:
    fields = visit.inspection.fields
    return [
        LeavingLine(text=f"到场卡：{title}未填写", jump="arrival")
        for name, title in ARRIVAL_NEEDED
        if not fields.value(name)
    ]


def _gap_lines(visit: Visit) -> list[LeavingLine]:
    names = {agency.id: agency.short_name for agency in visit.agencies}
    return [
        LeavingLine(
            text=f"{names[gap.agency]}：本机关执法人员 {gap.present} 名，须至少 {gap.needed} 名，否则不能出具文书",
            jump="team",
        )
        for gap in visit.gaps
    ]


def _finding_lines(visit: Visit) -> list[LeavingLine]:
    lines = [
        LeavingLine(text=f"{response.item} 不符合，尚未登记问题", jump=f"item:{response.item}")
        for response in visit.responses.values()
        if response.result == "non_compliant" and not visit.findings_of(response.item)
    ]
    for finding in visit.findings:
        if finding.state == "recorded":
            lines.append(LeavingLine(text=f"{_short(finding)}：尚未确定处理方式", jump=f"finding:{finding.id}"))
        left = unfilled(finding.description, finding.fields.text("measure"))
        if left and finding.state != "voided":
            lines.append(LeavingLine(text=f"{_short(finding)}：{left}", jump=f"finding:{finding.id}"))
        if finding.state != "voided" and not visit.photos_of(finding.id):
            lines.append(LeavingLine(text=f"{_short(finding)}：没有照片", jump=f"finding:{finding.id}"))
    return lines


def _photo_lines(visit: Visit) -> list[LeavingLine]:
    return [
        LeavingLine(text=text, jump=f"finding:{photo.finding}" if photo.finding else "arrival")
        for photo, text in leaving_remarks(visit.photos, visit.inspection)
    ]


def _paper_lines(visit: Visit, agency: Agency, here: list[LeavingLine], later: list[LeavingLine]) -> None:
    if not agency.issues_papers:
        return
    for paper in ORDERS:
        action = "immediate" if paper == "immediate" else "order"
        ordered = [
            one
            for one in visit.findings
            if one.state == "ordered" and one.agency == agency.id and one.fields.text("action") == action
        ]
        if not ordered:
            continue
        target = here if PAPERS[paper].before_leaving else later
        jump, by = f"paper:{paper}:{agency.id}", None if target is here else _order_by(visit, agency)
        _paper_state(visit, paper, agency, target, jump, by)
    jump = f"paper:result:{agency.id}"
    if not _document(visit, "result", agency.id):
        later.append(LeavingLine(text=f"{agency.short_name}：制作并送达检查结果告知书", jump=jump))


def _paper_state(
    visit: Visit, paper: str, agency: Agency, target: list[LeavingLine], jump: str, by: date | None
) -> None:
    title = PAPERS[paper].title
    document = _document(visit, paper, agency.id)
    if document is None:
        target.append(LeavingLine(text=f"{agency.short_name}：制作{title}", jump=jump, by=by))
        return
    fields = document.fields
    for name, doing in (("stamped_on", "盖章"), ("served_on", "送达")):
        if not fields.text(name):
            target.append(
                LeavingLine(text=f"{agency.short_name}：{title}{document.number} 待{doing}", jump=jump, by=by)
            )


def _order_by(visit: Visit, agency: Agency) -> date | None:
    """Return the day by which a fire order must be made and served: 3 working days (监督检查规定20)."""
    if agency.code != "fire":
        return None
    try:
        return working_days(visit.inspection.on, 3).end
    except CalendarMissingError:
        return None


def _record_line(visit: Visit, here: list[LeavingLine]) -> None:
    record = _document(visit, "record", visit.agencies[0].id)
    jump = f"paper:record:{visit.agencies[0].id}"
    if record is None:
        here.append(LeavingLine(text="制作现场检查笔录，交陪同人阅读、签名", jump=jump))
    elif not record.signatures and not record.sets.get("scans") and not record.fields.text("refused_on"):
        here.append(LeavingLine(text=f"现场检查笔录{record.number}待签名（或登记拒签）", jump=jump))


def _document(visit: Visit, paper: str, agency: str) -> Document | None:
    found = [one for one in visit.documents if one.paper == paper and one.agency == agency and one.state == "sealed"]
    return found[-1] if found else None


def _short(finding: Finding) -> str:
    return f"问题 {finding.number.rpartition('-')[2]}（{finding.description[:16]}）"
