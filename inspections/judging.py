"""The judgement card of a finding: facts -> clause -> proposal, what would turn it, which fire elements are met."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checklists.criteria import Criterion, Regime
from checklists.fire_counting import Count, count_elements
from checklists.judgement import Case, Hint, Outcome, hint_of, strongest
from checklists.model import FactValue, Item
from checklists.turning import Turn, turns
from inspections.confirmations import NOTHING_CONFIRMED, Confirmed
from inspections.entry import JsonObject
from inspections.finding import Finding
from inspections.grading import COMPETENT, FIRE_PAPER, Evidence, attachments_of, circumstances_of, evidence_of
from inspections.inspection import Response
from inspections.reading import Visit
from inspections.records import Files, Records
from inspections.standing import read_confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCriterion:
    """One criterion on the card: what it says, and the smallest changes that would turn it."""

    criterion: Criterion
    ruling: Criterion
    """The criterion whose clause rules on the day of the fact."""
    hint: Hint
    turns: tuple[Turn, ...]

    @property
    def regime(self) -> str:
        """Return the regime under which it can be put before an organ, empty where it cannot."""
        able = self.hint.outcome not in (Outcome.ORDINARY, Outcome.NOTICE)
        return self.criterion.regime.value if able and self.criterion.regime.value in COMPETENT else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the rules say of one finding on the day it was found; a proposal, never a determination."""

    on: date
    outcome: Outcome
    criteria: tuple[JudgedCriterion, ...]
    counts: tuple[Count, ...]
    evidence: tuple[Evidence, ...]

    @property
    def attachments(self) -> tuple[str, ...]:
        """Return what may be attached: what the criteria ask for, and the fire agency's paper where it determines."""
        named = [name for one in self.criteria for name in one.criterion.attachments]
        if any(one.criterion.regime is Regime.MAJOR_FIRE for one in self.criteria):
            named.append(FIRE_PAPER)
        return tuple(dict.fromkeys([*named, *(one.name for one in self.evidence)]))

    def as_data(self) -> JsonObject:
        """Return the card as plain data, for the journal and the command line."""
        return {
            "on": self.on.isoformat(),
            "outcome": self.outcome.value,
            "criteria": [_criterion_data(one) for one in self.criteria],
            "counts": [{"rule": one.rule.code, "met": list(one.met), "text": one.text} for one in self.counts],
            "evidence": [{"name": one.name, "digest": one.digest} for one in self.evidence],
        }


def judge_finding(
    finding: Finding,
    item: Item,
    *,
    facts: Mapping[str, FactValue],
    failed: Iterable[Item] = (),
    confirmed: Confirmed = NOTHING_CONFIRMED,
    today: date,
) -> Judgement:
    """Judge one finding under its item; a pure function of what stands on the card."""
    on = finding.fields.day("found_on") or today
    known = confirmed.all_criteria(on=on)
    case = Case(
        item=item,
        on=on,
        attachments=attachments_of(finding),
        facts=facts,
        circumstances=circumstances_of(finding),
        known=known,
    )
    judged = tuple(
        JudgedCriterion(
            criterion=known[trigger.criterion],
            ruling=known[hint.cites],
            hint=hint,
            turns=turns(case, trigger),
        )
        for trigger in item.major
        if (hint := hint_of(case, trigger)) is not None
    )
    return Judgement(
        on=on,
        outcome=strongest(one.hint.outcome for one in judged),
        criteria=judged,
        counts=count_elements([item, *failed], on=on, confirmed=confirmed.criteria(on=on)),
        evidence=evidence_of(finding),
    )


def judge_in_visit(visit: Visit, finding: Finding, *, today: date) -> Judgement | None:
    """Judge a finding of a visit that is open on the screen; None for one without an item of the visit's lists."""
    items = {one.item.id: one.item for section in visit.sections for one in section.items}
    if finding.item not in items:
        return None
    failed = failed_items(items, [*visit.findings, *visit.old_findings], visit.responses.values())
    facts = visit.inspection.facts()
    counting, item = visit.confirmed, items[finding.item]
    return judge_finding(finding, item, facts=facts, failed=failed, confirmed=counting, today=today)


def read_judgement(records: Records, files: Files, finding_id: str) -> Judgement | None:
    """Judge a finding from the records: its visit's edition, facts and other findings."""
    finding = records.findings.get(finding_id)
    inspection = records.inspections.find(finding.inspection)
    if inspection is None:
        return None
    lists = [files.checklist(digest) for digest in inspection.editions]
    items = {item.id: item for checklist in lists for item in checklist.items}
    if finding.item not in items:
        return None
    found = records.findings.where(institution=finding.institution)
    failed = failed_items(items, found, records.responses.where(inspection=inspection.id))
    return judge_finding(
        finding,
        items[finding.item],
        facts=inspection.facts(),
        failed=failed,
        confirmed=read_confirmed(records),
        today=records.now().date(),
    )


def failed_items(items: Mapping[str, Item], findings: Iterable[Finding], responses: Iterable[Response]) -> list[Item]:
    """Return the items that are not met now: those of open findings and those answered 不符合."""
    failed = {one.item for one in findings if one.is_open}
    failed |= {one.item for one in responses if one.result == "non_compliant"}
    return [items[one] for one in sorted(failed) if one in items]


def _criterion_data(one: JudgedCriterion) -> JsonObject:
    hint = one.hint
    return {
        "criterion": hint.criterion,
        "cites": hint.cites,
        "clause": hint.clause,
        "outcome": hint.outcome.value,
        "verified": hint.is_verified,
        "text": hint.text,
        "facts": [
            {"kind": fact.kind.value, "key": fact.key, "text": fact.text, "held": fact.held} for fact in hint.facts
        ],
        "turns": [{"outcome": turn.outcome.value, "text": turn.text} for turn in one.turns],
    }
