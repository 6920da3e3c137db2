"""What the detail pane says, as a table: sections, captions and where each value comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from inspections.finding import PROPOSALS
from inspections.terms import ACTION, CATEGORY, GRADE_STATE, MARK, OUTCOME, REFERRAL, REGIME
from ui.ledger.detail import FindingDetail

Value = Callable[[FindingDetail], str]


@dataclass(frozen=True, kw_only=True)
class FactSection:
    """One card: it is left out while none of its facts has a value."""

    title: str
    facts: tuple[tuple[str, Value], ...]


def _text(name: str) -> Value:
    return lambda detail: detail.finding.fields.text(name)


def _term(name: str, terms: Mapping[str, str]) -> Value:
    return lambda detail: terms.get(detail.finding.fields.text(name), "")


def _person(name: str) -> Value:
    return lambda detail: detail.name_of(detail.finding.fields.text(name))


def _officers(detail: FindingDetail) -> str:
    named = detail.finding.fields.texts("reinspection_officers") or detail.finding.fields.texts("fixed_by_officers")
    return "、".join(name for name in (detail.name_of(one) for one in named) if name)


def _ordering(detail: FindingDetail) -> str:
    return detail.ordering.name if detail.ordering else ""


def _deadline(detail: FindingDetail) -> str:
    if detail.finding.deadline:
        return detail.finding.deadline.isoformat()
    immediate = detail.finding.fields.text("action") == "immediate" and bool(detail.finding.agency)
    return "立即改正" if immediate else ""


def _round(detail: FindingDetail) -> str:
    return f"第 {detail.finding.round} 轮" if detail.finding.round > 1 else ""


def _result(detail: FindingDetail) -> str:
    return {"passed": "合格", "failed": "不合格"}.get(detail.finding.fields.text("reinspection_result"), "")


def _attachments(detail: FindingDetail) -> str:
    held = detail.finding.fields.objects("attachments")
    return "；".join(f"{one['name']}（摘要 {str(one['digest'])[:12]}）" for one in held)


def _papers(detail: FindingDetail) -> str:
    return "；".join(detail.papers)


SECTIONS: Final = (
    FactSection(
        title="事实",
        facts=(
            ("部位", lambda detail: detail.place),
            ("类别", _term("category", CATEGORY)),
            ("发现日期", _text("found_on")),
            ("登记人", _person("recorded_by")),
            ("责任人", _text("responsible")),
            ("误登原因", _text("void_reason")),
        ),
    ),
    FactSection(
        title="责令与期限",
        facts=(
            ("责令机关", _ordering),
            ("责令日期", _text("ordered_on")),
            ("处理方式", _term("action", ACTION)),
            ("整改要求", _text("measure")),
            ("整改期限", _deadline),
            ("期限说明", _text("deadline_reason")),
            ("轮次", _round),
            ("文书", _papers),
        ),
    ),
    FactSection(
        title="延期",
        facts=(
            ("申请日期", _text("extension_asked_on")),
            ("拟延至", _text("extension_until")),
            ("申请原因", _text("extension_reason")),
            ("决定日期", _text("extension_decided_on")),
            ("决定人", _person("extension_decided_by")),
            ("不同意原因", _text("extension_denied_reason")),
        ),
    ),
    FactSection(
        title="整改与复查",
        facts=(
            ("当场改正", _text("fixed_how")),
            ("报送日期", _text("reported_on")),
            ("整改措施", _text("report_measure")),
            ("整改责任人", _text("report_person")),
            ("投入资金", _text("report_money")),
            ("完成日期", _text("done_on")),
            ("复查日期", _text("reinspected_on")),
            ("复查结果", _result),
            ("复查人员", _officers),
            ("复查意见", _text("reinspection_note")),
            ("处理建议", _term("proposal", PROPOSALS)),
        ),
    ),
    FactSection(
        title="移送",
        facts=(
            ("移送日期", _text("referred_on")),
            ("接收机关", _text("referred_to")),
            ("方式", _term("referral_kind", REFERRAL)),
            ("文号", _text("referral_number")),
            ("理由", _text("referral_reason")),
            ("回执日期", _text("receipt_on")),
            ("回执", _text("receipt_number")),
            ("结果", _term("receipt_outcome", OUTCOME)),
        ),
    ),
    FactSection(
        title="重大隐患认定",
        facts=(
            ("类型", _term("regime", REGIME)),
            ("依据条款", _text("criterion")),
            ("提请日期", _text("suspected_on")),
            ("提请理由", _text("suspected_reason")),
            ("认定机关", _text("determining_organ")),
            ("参加人员", _text("participants")),
            ("结论", _term("grade_state", GRADE_STATE)),
            ("文书编号", _text("determination_number")),
            ("理由", _text("grade_reason")),
            ("第二确认人", _person("grade_second")),
            ("附件", _attachments),
            ("认定日期", _text("determined_on")),
        ),
    ),
    FactSection(
        title="销号",
        facts=(
            ("销号日期", _text("closed_on")),
            ("销号人", _person("closed_by")),
            ("依据", _text("closure_basis")),
            ("第二确认人", _person("closure_second")),
            ("解除挂牌文号", _text("supervision_lifted")),
            ("重新打开日期", _text("reopened_on")),
            ("重新打开理由", _text("reopened_reason")),
        ),
    ),
)


def marks(detail: FindingDetail) -> dict[str, str]:
    """Return the marks that are set, by code, each in words."""
    found = {code: detail.finding.fields.object(f"mark.{code}") for code in MARK}
    return {code: _mark_words(code, held) for code, held in found.items() if held}


MARK_VALUES: Final = (
    ("organ", "决定机关"),
    ("number", "文号"),
    ("on", "日期"),
    ("note", "说明"),
    ("residents", "在住老年人"),
    ("disabled_residents", "其中失能"),
    ("moved_to", "安置去向"),
    ("responsible", "安置责任人"),
    ("settled_on", "安置完成"),
)
"""What a mark keeps, and how it is called."""


def _mark_words(code: str, held: Mapping[str, object]) -> str:
    told = [f"{title} {held[name]}" for name, title in MARK_VALUES if held.get(name)]
    return f"{MARK[code]}：{'，'.join(told)}" if told else MARK[code]
