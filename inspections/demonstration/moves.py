"""Play what becomes of a finding: each move of the script is one step of the work."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from checklists.criteria import criteria
from inspections.demonstration.plan import Move, PlannedFinding
from inspections.demonstration.stage import Stage
from inspections.proposals import propose
from inspections.workflow import grading, recording, rectifying

AGREED: Final = "按整改难易与机构商定（法律未规定天数）"
_ONE_DAY: Final = timedelta(days=1)

Player = Callable[[Stage, PlannedFinding, Move, date], object]


def play(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    """Take one step of one finding on a day."""
    PLAYERS[move.step](stage, finding, move, on)
    stage.clock.wait(90)


def add_pictures(stage: Stage, finding: PlannedFinding, when: str) -> None:
    """Add the pictures taken before or after; before a fix on the spot they say so."""
    fixed = any(move.step == "fix" for move in finding.moves)
    recording.add_photos(
        stage.records, stage.scene.files, sources=stage.pictures(finding, when), by=_by(stage, finding),
        inspection=stage.visits[finding.visit], finding=stage.findings[finding.key],
        stage=when if fixed or when == "after" else "scene",
    )  # fmt: skip


def _by(stage: Stage, finding: PlannedFinding) -> str:
    """Return who enters for a finding: its agency, or the lead of the visit where that agency was not there."""
    visit = stage.records.inspections.get(stage.visits[finding.visit])
    present = stage.agencies[finding.office] in visit.agencies
    return stage.lead(finding.office) if present else visit.team[0].person


def _order(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    item = next(item for edition in stage.editions.values() for item in edition.items if item.id == finding.item)
    proposal = propose(item, on=on)
    if move.due is None and proposal.deadline is not None:
        deadline, reason = proposal.deadline, proposal.deadline_reason
    else:
        deadline, reason = max(stage.clock.day(move.due or 30), on), AGREED
    rectifying.order_rectification(
        stage.records, finding=stage.findings[finding.key], agency=stage.agencies[finding.office], on=on,
        action="order", measure=proposal.measure, by=stage.lead(finding.office), deadline=deadline, reason=reason,
    )  # fmt: skip


def _immediate(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    record = stage.records.findings.get(stage.findings[finding.key])
    rectifying.order_rectification(
        stage.records, finding=record.id, agency=stage.agencies[finding.office], on=on, action="immediate",
        measure=record.fields.text("measure"), by=stage.lead(finding.office), reason=move.text,
    )  # fmt: skip


def _fix(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    add_pictures(stage, finding, "after")
    recording.fix_on_the_spot(
        stage.records, finding=stage.findings[finding.key], on=on, officers=stage.officers(finding.office),
        how=move.text, by=stage.lead(finding.office),
    )  # fmt: skip


def _advise(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    measure = stage.records.findings.get(stage.findings[finding.key]).fields.text("measure")
    rectifying.advise(
        stage.records, finding=stage.findings[finding.key], on=on, measure=move.text or measure,
        by=stage.lead(finding.office),
    )  # fmt: skip


def _void(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    recording.void_finding(
        stage.records, finding=stage.findings[finding.key], on=on, reason=move.text, by=stage.lead(finding.office)
    )


def _refer(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    rectifying.refer_finding(
        stage.records,
        finding=stage.findings[finding.key],
        on=on,
        reason=move.text,
        by=_by(stage, finding),
        **move.words,
    )


def _receipt(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    rectifying.receive_receipt(
        stage.records, finding=stage.findings[finding.key], on=on, number=move.words["number"],
        outcome=move.words["outcome"], by=_by(stage, finding), agency=stage.agencies[finding.office],
        deadline=None if move.due is None else max(stage.clock.day(move.due), on),
    )  # fmt: skip


def _suspect(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    grading.suspect_major(
        stage.records, stage.scene.files, finding=stage.findings[finding.key], on=on, reason=move.text,
        by=stage.lead(finding.office), **move.words,
    )  # fmt: skip


def _determine(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    for name in criteria()[move.words["criterion"]].attachments:
        at = stage.records.now()
        grading.attach_evidence(
            stage.records, stage.scene.files, finding=stage.findings[finding.key], name=name, extension="jpg", on=on,
            file=stage.scene.photograph(finding.scene, seed=int(f"{at:%j%H%M}") + len(name), taken_at=at),
            file_name=f"{name}.jpg", by=stage.lead(finding.office),
        )  # fmt: skip
    grading.determine_grade(
        stage.records,
        finding=stage.findings[finding.key],
        on=on,
        values=dict(move.words),
        by=stage.head(finding.office),
    )


def _supervise(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    rectifying.mark_finding(
        stage.records, finding=stage.findings[finding.key], name="supervised", by=stage.lead(finding.office),
        values={**move.words, "on": on},
    )  # fmt: skip


def _report(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    add_pictures(stage, finding, "after")
    rectifying.report_rectification(
        stage.records, finding=stage.findings[finding.key], on=on, measure=move.text, person=move.words["person"],
        done_on=on, by=stage.lead(finding.office), money=move.words.get("money", ""),
    )  # fmt: skip


def _ask(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    due = stage.records.findings.get(stage.findings[finding.key]).deadline or on
    rectifying.ask_extension(
        stage.records, finding=stage.findings[finding.key], on=on, reason=move.text, by=stage.lead(finding.office),
        until=max(stage.clock.day(move.due or 30), due + _ONE_DAY),
    )  # fmt: skip


def _grant(stage: Stage, finding: PlannedFinding, _: Move, on: date) -> None:
    asked = stage.records.findings.get(stage.findings[finding.key]).fields.day("extension_until") or on
    rectifying.grant_extension(
        stage.records, finding=stage.findings[finding.key], on=on, until=asked, by=stage.head(finding.office)
    )


def _pass(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    rectifying.pass_reinspection(
        stage.records, finding=stage.findings[finding.key], on=on, officers=stage.officers(finding.office),
        by=stage.lead(finding.office), note=move.text, inspection=stage.visits[move.visit],
    )  # fmt: skip


def _fail(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    rectifying.fail_reinspection(
        stage.records, finding=stage.findings[finding.key], on=on, officers=stage.officers(finding.office),
        note=move.text, by=stage.lead(finding.office), inspection=stage.visits[move.visit],
        deadline=max(stage.clock.day(move.due or 14), on),
    )  # fmt: skip


def _close(stage: Stage, finding: PlannedFinding, move: Move, on: date) -> None:
    rectifying.close_finding(
        stage.records, finding=stage.findings[finding.key], on=on, by=stage.head(finding.office),
        basis=move.text or "复查合格",
    )  # fmt: skip


PLAYERS: Final[Mapping[str, Player]] = {
    "order": _order, "immediate": _immediate, "fix": _fix, "advise": _advise, "void": _void, "refer": _refer,
    "receipt": _receipt, "suspect": _suspect, "determine": _determine, "supervise": _supervise, "report": _report,
    "ask": _ask, "grant": _grant, "pass": _pass, "fail": _fail, "close": _close,
}  # fmt: skip
