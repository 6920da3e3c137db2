"""Why a step cannot be taken now: said at its button before anybody fills in a form. The workflow still decides."""

from collections.abc import Callable, Mapping
from typing import Final

from inspections.finding import Finding
from inspections.grading import COMPETENT
from inspections.people import require_authorised
from inspections.refusal import RefusedError
from inspections.terms import FINDING_STATE
from inspections.transitions import FindingState, refusal_text
from ui.ledger import detail_facts
from ui.ledger.detail import FindingDetail
from ui.ledger.step_forms import StepForm

Rule = Callable[[FindingDetail], str]
"""Returns why not, or nothing."""

_ENDED: Final = (FindingState.CLOSED, FindingState.VOIDED)


def blocked(form: StepForm, detail: FindingDetail) -> str:
    """Return why a step cannot be taken by this operator with this finding, empty when it can."""
    if form.leads and not set(form.leads) & set(detail.finding.steps()):
        return f"{refusal_text(Finding.KIND, detail.finding.state, form.leads[0])}。"
    return next((why for rule in RULES.get(form.name, ()) if (why := rule(detail))), "")


def _authorised(doing: str, *, of_any_agency: bool = False) -> Rule:
    def rule(detail: FindingDetail) -> str:
        agency = "" if of_any_agency else detail.finding.agency
        try:
            require_authorised(detail.operator, agency=agency, doing=doing)
        except RefusedError as refused:
            return str(refused)
        return ""

    return rule


def _is_ordered(detail: FindingDetail) -> str:
    if detail.finding.state == FindingState.ORDERED and detail.finding.deadline:
        return ""
    return "只有已责令、有期限的问题可以延期。"


def _is_not_overdue(detail: FindingDetail) -> str:
    return "已经逾期，不能再申请延期。请安排复查。" if detail.finding.is_overdue(detail.today) else ""


def _is_asked(detail: FindingDetail) -> str:
    asked, decided = (detail.finding.fields.text(f"extension_{name}_on") for name in ("asked", "decided"))
    return "" if asked and asked >= decided else "没有待决定的延期申请。请先登记机构的延期申请。"


def _is_not_ended(detail: FindingDetail) -> str:
    state = detail.finding.state
    return f"“{FINDING_STATE[state]}”的问题不再办理。" if state in _ENDED else ""


def _is_advice(detail: FindingDetail) -> str:
    return "" if detail.finding.category == "advice" else "只有“建议”类问题可以提出建议。"


def _some_agency_is_competent(detail: FindingDetail) -> str:
    if detail.competent:
        return ""
    return "到场机关对所列条款都没有责令改正的职权。请移送有权机关。"


def _is_not_determined(detail: FindingDetail) -> str:
    return "已认定为重大隐患。" if detail.finding.is_major else ""


def _is_suspected(detail: FindingDetail) -> str:
    return "" if detail.finding.fields.text("regime") else "尚未提请认定。请先提请认定重大。"


def _organ_is_competent(detail: FindingDetail) -> str:
    competence = COMPETENT.get(detail.finding.fields.text("regime"))
    if competence is None or competence.is_entered or detail.operator_agency == competence.code:
        return ""
    return f"该类重大隐患只能由{competence.organ}认定。"


def _is_marked(detail: FindingDetail) -> str:
    return "" if detail_facts.marks(detail) else "没有可以解除的标记。"


def _is_listed(detail: FindingDetail) -> str:
    return "" if detail.finding.fields.object("mark.supervised") else "本问题没有挂牌督办。"


RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "order_rectification": (_some_agency_is_competent,),
    "advise": (_is_advice,),
    "ask_extension": (_is_ordered, _is_not_overdue),
    "grant_extension": (_is_ordered, _is_asked, _authorised("批准延期")),
    "deny_extension": (_is_ordered, _is_asked, _authorised("决定延期")),
    "close_finding": (_authorised("销号"),),
    "reopen_finding": (_authorised("重新打开"),),
    "suspect_major": (_is_not_ended, _is_not_determined),
    "determine_grade": (
        _is_not_ended,
        _is_suspected,
        _organ_is_competent,
        _authorised("认定隐患等级", of_any_agency=True),
    ),
    "mark_finding": (_is_not_ended,),
    "lift_mark": (_is_marked,),
    "lift_supervision": (_is_listed,),
}
