"""What the tab 消防手续 shows: the approval, the next look, the joint task with its parts, the facilities wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.facilities import Requirement, Standing, requirements
from checklists.facts import FIRE_ACCEPTANCES
from inspections.document import Document
from inspections.institution import Institution
from inspections.joint_task import JointTask, Part
from inspections.people import Agency
from inspections.proposals import clause_text
from inspections.rechecking import RecheckProposal, propose_recheck
from inspections.records import Records
from inspections.terms import FIRE_ACCEPTANCE_UNKNOWN, JOINT_TASK_STATE
from ui.theme import Tone

PAPER: Final = "joint_opinion"
TASK_TONES: Final[Mapping[str, Tone]] = {
    "": Tone.NA,
    "checking": Tone.WARN,
    "rectifying": Tone.WARN,
    "completed": Tone.OK,
    "submitted": Tone.BAD,
    "decided": Tone.NA,
    "voided": Tone.NA,
}
STANDING_TONES: Final[Mapping[Standing, Tone]] = {
    Standing.ALWAYS: Tone.INFO,
    Standing.FULL: Tone.INFO,
    Standing.SUBSTITUTE: Tone.OK,
    Standing.ASK: Tone.CAUTION,
    Standing.NOT_REQUIRED: Tone.NA,
    Standing.MISSING: Tone.WARN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalView:
    """The fire approval of one institution and everything that follows from it, read once."""

    institution: Institution
    today: date
    task: JointTask | None
    agencies: Mapping[str, Agency]
    visits: tuple[tuple[str, str], ...]
    """Visits of this institution to choose the joint inspection from: id and words."""
    opinion: Document | None
    proposal: RecheckProposal | None
    facilities: tuple[Requirement, ...]

    @property
    def approval(self) -> str:
        """Return the code of the fact, empty where nothing was stated."""
        return str(self.institution.facts().get("fire_acceptance") or "")

    @property
    def approval_words(self) -> str:
        """Return the approval as people read it."""
        return FIRE_ACCEPTANCES.get(self.approval, FIRE_ACCEPTANCE_UNKNOWN)

    @property
    def is_without(self) -> bool:
        """Tell whether it is known to have no approval."""
        return self.approval == "none"

    @property
    def mark(self) -> str:
        """Return the word behind the name of the tab: what waits for somebody."""
        if self.task is not None and self.task.is_open:
            return JOINT_TASK_STATE[self.task.state]
        return "无" if self.is_without else ""

    def agency_name(self, agency: str) -> str:
        """Return the short name of an agency."""
        return self.agencies[agency].short_name if agency in self.agencies else ""


def read_approval(records: Records, institution: Institution, *, today: date) -> ApprovalView:
    """Read what the tab shows; of several joint tasks the newest that was not voided."""
    tasks = [one for one in records.joint_tasks.where(institution=institution.id) if one.state != "voided"]
    task = tasks[-1] if tasks else None
    agencies = {one.id: one for one in records.agencies.where()}
    visits = [one for one in records.inspections.where(institution=institution.id) if one.state != "voided"]
    days = [one.on for one in visits if one.on != date.min]
    paper = institution.fire_approval
    facts = institution.facts()
    return ApprovalView(
        institution=institution,
        today=today,
        task=task,
        agencies=agencies,
        visits=tuple((one.id, _visit_words(one.on, one.agencies, agencies)) for one in reversed(visits)),
        opinion=_opinion(records, task),
        proposal=propose_recheck(
            str(facts.get("fire_acceptance") or ""),
            today=today,
            last_inspected=max(days, default=None),
            approved_on=date.fromisoformat(paper.on) if paper and paper.on else None,
        ),
        facilities=requirements(facts),
    )


def _visit_words(on: date, named: Sequence[str], agencies: Mapping[str, Agency]) -> str:
    return f"{on.isoformat()}  {'、'.join(agencies[one].short_name for one in named if one in agencies)}"


def _opinion(records: Records, task: JointTask | None) -> Document | None:
    if task is None or not task.inspection:
        return None
    made = records.documents.where(inspection=task.inspection, paper=PAPER)
    own = [one for one in made if one.fields.text("order") == task.id and one.state != "voided"]
    return own[-1] if own else None


def part_state(part: Part, today: date) -> tuple[str, Tone]:
    """Return how far one agency is."""
    if part.done_on:
        return f"{part.done_on} 完成", Tone.OK
    if part.is_late(today):
        return "已超时", Tone.BAD
    return ("已出意见", Tone.INFO) if part.opinion else ("待出意见", Tone.WARN)


def part_lines(part: Part) -> tuple[tuple[str, str], ...]:
    """Return what is said of one agency's part, caption and words."""
    said = f"（{part.opinion_by} {part.opinion_on}）" if part.opinion else ""
    until = f"（{part.rectify_until} 前）" if part.rectify_until else ""
    lines = (
        ("分工", f"{part.what}（{_who(part)}）"),
        ("检查情况", f"{part.opinion}{said}" if part.opinion else ""),
        ("整改意见", f"{part.measures}{until}" if part.measures else ""),
        ("完成情况", part.done_note),
    )
    return tuple((caption, words) for caption, words in lines if words)


def _who(part: Part) -> str:
    return "，".join(one for one in (part.who, f"{part.until} 前" if part.until else "不限时") if one)


def outcome_lines(task: JointTask) -> tuple[tuple[str, str], ...]:
    """Return how far the whole task is, caption and words."""
    fields = task.fields
    moved = fields.object("resettlement")
    approval = FIRE_ACCEPTANCES.get(fields.text("approval"), "")
    rectify = " ".join(one for one in (f"{fields.text('rectify_until')} 前完成", fields.text("rectify_note")) if one)
    lines = (
        ("整改期限", rectify if fields.text("rectify_until") else ""),
        ("完善手续", f"{approval} {fields.text('approval_number')} {fields.text('approval_on')}" if approval else ""),
        ("提请", f"{fields.text('submitted_on')} 提请{fields.text('submitted_to')}：{fields.text('submission_reason')}"
         if fields.text("submitted_on") else ""),
        ("安置方案", f"在住 {moved['residents']} 人（失能 {moved['disabled']} 人），{moved['destination']}；"
         f"责任人 {moved['responsible']}。{moved['plan']}" if moved else ""),
        ("政府决定", f"{fields.text('decided_on')} {fields.text('decision_organ')} {fields.text('decision_number')}："
         f"{fields.text('decision')}" if fields.text("decided_on") else ""),
    )  # fmt: skip
    return tuple((caption, words) for caption, words in lines if words)


def cited(requirement: Requirement) -> str:
    """Return the clauses of a requirement; those not seen are marked."""
    return " · ".join(
        clause_text({"document": one.document, "article": one.article}) + ("" if one.is_verified else "（待核）")
        for one in requirement.clauses
        if one.certainty.value != "ours"
    )
