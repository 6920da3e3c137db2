"""Play a visit: arrival, lists, findings with what is done about them on the spot, statement, departure."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from inspections.deadline import CalendarMissingError, working_days_before
from inspections.demonstration.answering import NOT_CHECKED, answer
from inspections.demonstration.findings import BY_KEY, of_visit
from inspections.demonstration.moves import add_pictures, play
from inspections.demonstration.offices import OFFICES, PEOPLE
from inspections.demonstration.plan import PlannedFinding, PlannedVisit
from inspections.demonstration.stage import LEADS, VISIT, Stage, taken_at
from inspections.proposals import propose
from inspections.terms import UNCOUNTED_SOURCES
from inspections.workflow import recording, visiting

RECORDERS: Final[Mapping[str, str]] = {"civil_affairs": "MZ-07", "fire": "XF-12", "market": "SJ-03"}
STAY: Final = timedelta(minutes=25)
_EMPLOYEE: Final = {one.key: one for one in PEOPLE}


def open_visit(stage: Stage, visit: PlannedVisit) -> None:
    """Play a visit up to the point where its papers are made."""
    on = stage.clock.day(visit.day)
    stage.clock.go(on, time(visit.hour))
    by = stage.people[visit.team[0]]
    stage.visits[visit.key] = visiting.start_inspection(
        stage.records, stage.scene.files, institution=stage.homes[visit.home], kind=visit.kind, on=on,
        agencies=[stage.agencies[office] for office in visit.offices], team=_team(stage, visit),
        checklists=[stage.lists[name] for name in visit.lists], by=by,
        reinspects=[stage.findings[key] for key in visit.reinspects], task_source=visit.source,
    ).one("inspection")  # fmt: skip
    visiting.record_arrival(stage.records, inspection=stage.visits[visit.key], values=_arrival(stage, visit, on), by=by)
    if visit.lists:
        answer(stage, visit)
    for finding in of_visit(visit.key):
        _find(stage, finding, on)
    for key in visit.reinspects:
        for move in BY_KEY[key].moves:
            if move.visit == visit.key:
                play(stage, BY_KEY[key], move, on)
    _hear(stage, visit, by)


def close_visit(stage: Stage, visit: PlannedVisit) -> None:
    """End a visit with what was left open."""
    answered = {one.item for one in stage.records.responses.where(inspection=stage.visits[visit.key])}
    open_items = [f"{code}：{why}" for code, why in NOT_CHECKED.items() if visit.lists and code not in answered]
    visiting.finish_inspection(
        stage.records, inspection=stage.visits[visit.key], on=stage.clock.day(visit.day),
        by=stage.people[visit.team[0]], conclusion=visit.conclusion,
        left_open="；".join(open_items) if not visit.sections else "其余部分不在本次检查范围",
    )  # fmt: skip


def _team(stage: Stage, visit: PlannedVisit) -> list[dict[str, str]]:
    return [
        {
            "person": stage.people[key],
            "agency": stage.agencies[_EMPLOYEE[key].office],
            "role": "officer" if _EMPLOYEE[key].certificate else "assistant",
        }
        for key in visit.team
    ]


def _arrival(stage: Stage, visit: PlannedVisit, on: date) -> dict[str, object]:
    name, post = visit.companion
    lead = visit.offices[0]
    counted = visit.source not in UNCOUNTED_SOURCES
    serial = stage.records.inspections.count(institution=stage.homes[visit.home])
    values: dict[str, object] = {
        "arrived_at": _minute(stage.clock.at(on, time(visit.hour))),
        "basis": "；".join(office.basis for office in OFFICES if office.key in visit.offices),
        "approval": "已审批", "approval_number": f"演检批〔{on.year}〕{visit.day + 300}号", "notice": visit.notice,
        "visit_count": str(serial) if counted else "",
        "uncounted_reason": "" if counted else "复查、投诉核查不计入年度检查次数",
        "entry_code": f"演{on:%m%d}{visit.hour:02d}", "certificates_shown": True, "rights_told": True,
        "discipline_told": True, "recusal_asked": True, "recusal_answer": "不申请回避", "companion_name": name,
        "companion_post": post, "companion_phone": "0000-5550000", "companion_authority": "受主要负责人委托陪同",
        "recorder_number": "、".join(RECORDERS[one] for one in visit.offices),
    }  # fmt: skip
    if visit.notice == "sent":
        values["notice_on"] = _noticed(on)
    else:
        values["notice_reason"] = "须查看日常真实状况" if lead != "fire" else "消防监督抽查不提前通知"
    return values


def _noticed(on: date) -> date:
    """Return the last day for the notice; at the very start of the calendar the day itself."""
    try:
        return working_days_before(on, 3)
    except CalendarMissingError:
        return on


def _find(stage: Stage, finding: PlannedFinding, on: date) -> None:
    """Record a finding with its pictures, then do what is done about it on the spot."""
    at = taken_at(stage.clock, finding, "before")
    stage.clock.go(at.date(), at.time())
    item = next(item for edition in stage.editions.values() for item in edition.items if item.id == finding.item)
    proposal = propose(item, on=on)
    visit = stage.records.inspections.get(stage.visits[finding.visit])
    present = stage.agencies[finding.office] in visit.agencies
    values = {
        **proposal.values(),
        "item": finding.item,
        "description": finding.text,
        "places": [stage.places[VISIT[finding.visit].home, *finding.place]],
        "responsible": finding.responsible,
    }
    if finding.category:
        values["category"] = finding.category
    stage.findings[finding.key] = recording.record_finding(
        stage.records, stage.scene.files, inspection=visit.id, values=values, on=on,
        by=stage.people[LEADS[finding.office]] if present else visit.team[0].person,
    ).one("finding")  # fmt: skip
    add_pictures(stage, finding, "before")
    for move in finding.moves:
        if move.day is None and not move.visit:
            play(stage, finding, move, on)


def _hear(stage: Stage, visit: PlannedVisit, by: str) -> None:
    """Keep the statement and the time of leaving, which the record prints."""
    inspection = stage.visits[visit.key]
    if visit.statement:
        visiting.make_statement(
            stage.records, inspection=inspection, statement=visit.statement, said_by=visit.companion[0], by=by
        )
    if not visit.running:
        leaves = _minute(stage.records.now() + STAY)
        visiting.record_arrival(stage.records, inspection=inspection, values={"departed_at": leaves}, by=by)


def _minute(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="minutes")
