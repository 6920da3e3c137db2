"""What the players of the script share: the ports, the clock, and the ids behind the names the script uses."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, Protocol

from checklists.model import Checklist
from inspections.demonstration.clock import ScriptedClock
from inspections.demonstration.findings import FINDINGS, of_visit
from inspections.demonstration.plan import Move, PlannedFinding, PlannedVisit
from inspections.demonstration.visits import VISITS
from inspections.dossier import Papers
from inspections.records import Files, Records
from inspections.workflow.recording import PhotoSource

LEADS: Final[Mapping[str, str]] = {"civil_affairs": "yan", "fire": "fang", "housing": "zhu", "market": "mi"}
"""Who enters for each agency."""

HEADS: Final[Mapping[str, str]] = {"civil_affairs": "he", "fire": "shui", "housing": "zhu", "market": "mi"}
"""Who decides and closes for each agency."""

PAIRS: Final[Mapping[str, tuple[str, str]]] = {
    "civil_affairs": ("yan", "wen"),
    "fire": ("fang", "lu"),
    "housing": ("zhu", "jian"),
    "market": ("mi", "gu"),
}
"""The two officers of each agency."""

VISIT: Final[Mapping[str, PlannedVisit]] = {one.key: one for one in VISITS}


class Photograph(Protocol):
    """Takes a picture of a scene: the same seed gives the same bytes."""

    def __call__(self, scene: str, *, seed: int, taken_at: datetime, orientation: int = 1) -> bytes:
        """Return a JPEG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the demonstration is played on; its papers are signed with a key of its own that says 演示."""

    records: Records
    files: Files
    papers: Papers
    clock: ScriptedClock
    photograph: Photograph
    out: Path
    tell: Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Stage:
    """The scene with the ids of what was made so far, by the names of the script."""

    scene: Scene
    lists: Mapping[str, bytes]
    editions: Mapping[str, Checklist]
    pool: Executor
    agencies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)
    visits: dict[str, str] = field(default_factory=dict)
    findings: dict[str, str] = field(default_factory=dict)
    documents: dict[tuple[str, str, str], str] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)
    shots: dict[tuple[str, str, int], Future[bytes]] = field(default_factory=dict)

    @property
    def records(self) -> Records:
        """Return the records."""
        return self.scene.records

    @property
    def clock(self) -> ScriptedClock:
        """Return the clock."""
        return self.scene.clock

    def lead(self, office: str) -> str:
        """Return the id of who enters for an agency."""
        return self.people[LEADS[office]]

    def head(self, office: str) -> str:
        """Return the id of who decides for an agency."""
        return self.people[HEADS[office]]

    def officers(self, office: str) -> list[str]:
        """Return the ids of the two officers of an agency."""
        return [self.people[one] for one in PAIRS[office]]

    def pictures(self, finding: PlannedFinding, stage: str) -> list[PhotoSource]:
        """Return the pictures taken of a finding before or after, as they come off a camera."""
        taken = taken_at(self.clock, finding, stage)
        sources = []
        for (key, when, number), shot in self.shots.items():
            if (key, when) == (finding.key, stage):
                at = taken + timedelta(seconds=20 * number)
                sources.append(PhotoSource(name=f"IMG_{at:%Y%m%d_%H%M%S}.jpg", read=shot.result))
        return sources


def take_pictures(stage: Stage) -> None:
    """Ask the photographer for every picture of the script; they are ready when their turn comes."""
    for index, finding in enumerate(FINDINGS):
        for when, count in (("before", finding.shots), ("after", int(bool(after_moment(finding))))):
            for number in range(count):
                stage.shots[finding.key, when, number] = stage.pool.submit(
                    stage.scene.photograph,
                    f"{finding.scene}.{when}",
                    seed=1000 * (index + 1) + number,
                    taken_at=taken_at(stage.clock, finding, when) + timedelta(seconds=20 * number),
                    orientation=finding.orientation,
                )


def after_moment(finding: PlannedFinding) -> Move | None:
    """Return the move that brings the picture of what was put right."""
    return next((move for move in finding.moves if move.step in ("fix", "report")), None)


def taken_at(clock: ScriptedClock, finding: PlannedFinding, when: str) -> datetime:
    """Return when a finding was photographed: in the round of the visit, or before the institution's report."""
    visit = VISIT[finding.visit]
    after = after_moment(finding) if when == "after" else None
    if after is not None and after.day is not None:
        return clock.at(clock.day(after.day), time(9, 5))
    turn = of_visit(visit.key).index(finding)
    minutes = 12 + 11 * turn + (6 if when == "after" else 0)
    return clock.at(clock.day(visit.day), time(visit.hour)) + timedelta(minutes=minutes)
