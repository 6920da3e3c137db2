"""How the script of the demonstration is written: visits, findings with what becomes of them, papers. All frozen data.

Days count back from the day the demonstration is played; positive ones lie ahead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ON_SITE: Final = None
"""A move without a day happens during the visit that found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step in the life of a finding: its name in the player, its day or its later visit, its words."""

    step: str
    day: int | None = ON_SITE
    visit: str = ""
    due: int | None = None
    by: str = ""
    text: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def reported(day: int, text: str, *, person: str, money: str = "") -> Move:
    """Return the institution's report: what it did, who is responsible, what it cost."""
    return Move(step="report", day=day, text=text, words={"person": person, "money": money})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFinding:
    """One finding: where and what, the pictures taken, and its moves in order."""

    key: str
    visit: str
    item: str
    office: str
    place: tuple[str, str]
    text: str
    scene: str
    ends: str
    moves: tuple[Move, ...] = ()
    shots: int = 1
    category: str = ""
    responsible: str = ""
    sample: tuple[int, int, int] | None = None
    """Checked, total, failed."""
    measured: str = ""
    orientation: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """One visit: when, by whom, with which lists, and who accompanied."""

    key: str
    home: str
    day: int
    kind: str
    source: str
    offices: tuple[str, ...]
    team: tuple[str, ...]
    lists: tuple[str, ...] = ("fire_safety", "service_safety")
    sections: tuple[str, ...] = ()
    """The sections that are answered; empty for all."""
    companion: tuple[str, str] = ("", "")
    notice: str = "carried"
    statement: str = ""
    conclusion: str = ""
    reinspects: tuple[str, ...] = ()
    hour: int = 9
    running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPaper:
    """One paper: of which visit or finding, by which agency, and what is done with it after 定稿."""

    paper: str
    about: str
    office: str
    day: int
    signed: bool = False
    refused: str = ""
    stamped: bool = False
    served: str = ""
    receipt: bool = False
