"""The script of the demonstration: everything that happens, in the order of its days, through the steps of the work."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import time
from functools import partial
from typing import Final

from checklists.loader import bundled, bundled_files, load
from inspections.demonstration.clock import ScriptedClock
from inspections.demonstration.findings import FINDINGS, ends
from inspections.demonstration.institutions import HOMES
from inspections.demonstration.joint_tasks import joint_acts
from inspections.demonstration.moves import play
from inspections.demonstration.numbers import DAY, state_numbers
from inspections.demonstration.out import write_out
from inspections.demonstration.paperwork import MORNING, Signing, make_paper, record_external
from inspections.demonstration.plan import Move, PlannedFinding, PlannedPaper, PlannedVisit
from inspections.demonstration.playing import close_visit, open_visit
from inspections.demonstration.setting import set_stage
from inspections.demonstration.stage import Scene, Stage, take_pictures
from inspections.demonstration.visits import EXTERNAL, PAPERS_MADE, VISITS

__all__ = ["Scene", "ScriptedClock", "fill"]

PHOTOGRAPHERS: Final = 2
_OFFICE_HOUR: Final = time(10, 30)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens on a day of the script."""

    day: int
    hour: time
    happens: Callable[[], None]


def fill(scene: Scene) -> None:
    """Fill empty records with the demonstration and write its papers and ledgers."""
    with ThreadPoolExecutor(PHOTOGRAPHERS) as pool:
        editions = {checklist.code: checklist for checklist in bundled()}
        lists = {load(data, name=name).code: data for name, data in bundled_files().items()}
        stage = Stage(scene=scene, lists=lists, editions=editions, pool=pool)
        take_pictures(stage)
        set_stage(stage)
        for act in sorted(acts(stage), key=lambda act: (act.day, act.hour)):
            scene.clock.go(scene.clock.day(act.day), act.hour)
            act.happens()
    scene.tell(f"演示数据：机构 {len(HOMES)} 家，检查 {len(VISITS)} 次，问题 {ends().total()} 条")
    write_out(scene)


def acts(stage: Stage) -> Iterator[Act]:
    """Return everything that happens after the stage is set."""
    signing = Signing(stage)
    for visit in VISITS:
        yield Act(visit.day, time(visit.hour), _visited(stage, visit, signing))
    for finding in FINDINGS:
        for move in finding.moves:
            if move.day is not None:
                yield Act(move.day, _OFFICE_HOUR, _moved(stage, finding, move, move.day))
    for paper in PAPERS_MADE:
        if not _is_made_on_site(paper):
            yield Act(paper.day, MORNING, _made(stage, paper, signing))
    yield Act(DAY, time(16), partial(state_numbers, stage))
    for day, happens in joint_acts(stage):
        yield Act(day, _OFFICE_HOUR, happens)
    for visit_key, office, day, number, findings in EXTERNAL:
        yield Act(day, MORNING, _entered(stage, visit_key, office, day, number, findings))


def _is_made_on_site(paper: PlannedPaper) -> bool:
    return any(visit.key == paper.about and visit.day == paper.day for visit in VISITS)


def _visited(stage: Stage, visit: PlannedVisit, signing: Signing) -> Callable[[], None]:
    def happens() -> None:
        open_visit(stage, visit)
        for paper in PAPERS_MADE:
            if paper.about == visit.key and paper.day == visit.day:
                make_paper(stage, paper, signing)
        if not visit.running:
            close_visit(stage, visit)

    return happens


def _moved(stage: Stage, finding: PlannedFinding, move: Move, day: int) -> Callable[[], None]:
    return lambda: play(stage, finding, move, stage.clock.day(day))


def _made(stage: Stage, paper: PlannedPaper, signing: Signing) -> Callable[[], None]:
    return lambda: make_paper(stage, paper, signing)


def _entered(
    stage: Stage, visit: str, office: str, day: int, number: str, findings: tuple[str, ...]
) -> Callable[[], None]:
    return lambda: record_external(stage, visit=visit, office=office, day=day, number=number, findings=findings)
