"""The joint tasks of the demonstration, about institutions without fire approval, and the next looks at others."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from inspections.demonstration.stage import VISIT, Stage
from inspections.rechecking import propose_recheck
from inspections.workflow import approvals


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedOpinion:
    """What one agency found and asks for, on a day of the script."""

    office: str
    day: int
    said_by: str
    opinion: str
    measures: str
    until: int | None = None
    done: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTask:
    """One joint task: about which home, on which visit it rests, what the agencies say, and how far it is."""

    key: str
    home: str
    day: int
    visit: str = ""
    opinions: tuple[PlannedOpinion, ...] = ()
    rectify: int | None = None
    until: int | None = None
    note: str = ""


TASKS: Final = (
    PlannedTask(
        key="heping_approval", home="heping", day=-36, visit="heping", rectify=-24, until=40,
        note="分两批施工，施工期间二层停止收住",
        opinions=(
            PlannedOpinion(
                office="civil_affairs", day=-33, said_by="严查实", until=-5, done=-16, note="8 名失能老年人已调到一层",
                opinion="备案床位 60 张，在住 41 人，其中失能 8 人，有 3 名失能老年人住二层。",
                measures="失能老年人全部调整到一层；整改期间夜班增至 2 人，每 2 小时巡查一次并记录。",
            ),
            PlannedOpinion(
                office="housing", day=-30, said_by="祝安居", until=30,
                opinion="房屋由原村小学教学楼改建，三级耐火等级，改变用途时没有办理消防设计审查和验收。",
                measures="委托有资质单位补做结构检测和消防改造设计；改造完成后向我局申请消防验收。",
            ),
            PlannedOpinion(
                office="fire", day=-28, said_by="方未然", until=40,
                opinion="二层活动室可燃装饰未拆除，楼梯间未封闭，未设火灾自动报警系统和自动灭火系统。",
                measures="拆除可燃装饰；封闭楼梯间；按设计设置报警和自动喷水系统，完工后由我大队现场核查。",
            ),
        ),
    ),
    PlannedTask(
        key="wangyun_approval", home="wangyun", day=-9,
        opinions=(
            PlannedOpinion(
                office="fire", day=-7, said_by="方未然",
                opinion="四层仅剩一个安全出口，改造施工期间部分探测器曾被包裹，现已恢复。",
                measures="恢复第二部疏散楼梯；施工区与居住区防火分隔；恢复前四层不得安排老年人住宿。",
            ),
        ),
    ),
)  # fmt: skip
TASK_VISIT: Final[Mapping[str, str]] = {task.key: task.visit for task in TASKS}
RECHECKED: Final = (("yunqi", -50), ("zhaoyang", -40), ("xinghe", -30))
"""Institutions with approval whose next look was set, and on which day of the script."""


def joint_acts(stage: Stage) -> Iterator[tuple[int, Callable[[], None]]]:
    """Return what happens about fire approvals, each with its day."""
    for task in TASKS:
        yield task.day, partial(_open, stage, task)
        for said in task.opinions:
            yield said.day, partial(_say, stage, task, said)
            if said.done is not None:
                yield said.done, partial(_finish, stage, task, said, said.done)
        if task.rectify is not None:
            yield task.rectify, partial(_rectify, stage, task, task.rectify)
    for home, day in RECHECKED:
        yield day, partial(_recheck, stage, home, day)


def _open(stage: Stage, task: PlannedTask) -> None:
    opened = approvals.open_joint_task(
        stage.records, institution=stage.homes[task.home], on=stage.clock.day(task.day),
        inspection=stage.visits[task.visit] if task.visit else "", by=stage.lead("civil_affairs"),
    )  # fmt: skip
    stage.tasks[task.key] = opened.one("joint_task")


def _say(stage: Stage, task: PlannedTask, said: PlannedOpinion) -> None:
    approvals.give_joint_opinion(
        stage.records, task=stage.tasks[task.key], agency=stage.agencies[said.office], on=stage.clock.day(said.day),
        opinion=said.opinion, measures=said.measures, said_by=said.said_by, by=stage.lead(said.office),
        until=stage.clock.day(said.until) if said.until is not None else None,
    )  # fmt: skip


def _finish(stage: Stage, task: PlannedTask, said: PlannedOpinion, day: int) -> None:
    approvals.finish_joint_part(
        stage.records, task=stage.tasks[task.key], agency=stage.agencies[said.office], on=stage.clock.day(day),
        note=said.note, by=stage.lead(said.office),
    )  # fmt: skip


def _rectify(stage: Stage, task: PlannedTask, day: int) -> None:
    approvals.begin_joint_rectification(
        stage.records, task=stage.tasks[task.key], on=stage.clock.day(day), until=stage.clock.day(task.until or 30),
        note=task.note, by=stage.lead("civil_affairs"),
    )  # fmt: skip


def _recheck(stage: Stage, home: str, day: int) -> None:
    record = stage.records.institutions.get(stage.homes[home])
    paper = record.fire_approval
    visits = [stage.clock.day(one.day) for one in VISIT.values() if one.home == home and one.day < day]
    proposed = propose_recheck(
        paper.approval if paper else "", today=stage.clock.day(day), last_inspected=max(visits, default=None),
        approved_on=None,
    )  # fmt: skip
    if proposed is not None:
        approvals.set_recheck(
            stage.records, institution=record.id, on=proposed.on, reason=proposed.reason,
            by=stage.lead("civil_affairs"),
        )  # fmt: skip
