"""The structure of 等级评定 (GB/T 37276-2018): four parts, five levels, and what a set of scores would reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from checklists import loader
from checklists.model import Certainty, Clause
from checklists.reading import Table, open_toml

_FILE: Final = Path(__file__).parent / "ratings" / "gb_t_37276.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the assessment with its full marks."""

    id: str
    name: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level: at least so many points in all, and so many per cent of every part."""

    name: str
    total: Decimal
    percent: Decimal

    def least(self, part: Part) -> Decimal:
        """The fewest points of a part."""
        return part.points * self.percent / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The parts and levels, lowest level first."""

    title: str
    valid_years: int
    source: Clause
    parts: tuple[Part, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the scores reach and what stands between them and the next level; only the rating body decides."""

    level: str
    total: Decimal | None
    missing: tuple[str, ...] = ()
    shortfalls: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentence shown with a self-assessment."""
        if self.missing:
            return f"缺少：{'、'.join(self.missing)}"
        reached = f"自评 {self.total:f} 分，相当于{self.level}" if self.level else f"自评 {self.total:f} 分，未达到一级"
        return f"{reached}；距上一等级：{'，'.join(self.shortfalls)}" if self.shortfalls else reached


class ScoreError(ValueError):
    """A score outside its part; the message says in Chinese which range is meant."""

    def __init__(self, part: Part, score: Decimal) -> None:
        super().__init__(f"{part.name}得分“{score}”不在 0 到 {part.points:f} 分之间。")


def standing(scores: Mapping[str, Decimal]) -> Standing:
    """The highest level whose total and every part are reached; a part without a score is named, never taken for 0."""
    parts, levels = scheme().parts, scheme().levels
    missing = tuple(f"{part.name}得分" for part in parts if part.id not in scores)
    if missing:
        return Standing(level="", total=None, missing=missing)
    for part in parts:
        if not scores[part.id].is_finite() or not 0 <= scores[part.id] <= part.points:
            raise ScoreError(part, scores[part.id])
    total = sum((scores[part.id] for part in parts), Decimal(0))
    reached = ""
    for level in levels:
        shortfalls = _shortfalls(level, scores, total)
        if shortfalls:
            return Standing(level=reached, total=total, shortfalls=shortfalls)
        reached = level.name
    return Standing(level=reached, total=total)


@cache
def scheme() -> Scheme:
    """The bundled structure."""
    return load_scheme(_FILE.read_bytes(), name=_FILE.name)


def load_scheme(data: bytes, *, name: str) -> Scheme:
    """Read a structure of parts and levels; ChecklistError carries every problem in it."""
    reading, root = open_toml(data, name=name)
    root.allow(("rating", "part", "level"))
    head = root.table("rating") or Table(reading, "rating", {})
    head.allow(("title", "valid_years", "source"))
    source = head.table("source")
    read = Scheme(
        title=head.text("title"),
        valid_years=head.whole("valid_years", low=1, high=20) or 0,
        source=loader.read_clause(source) if source else Clause(document="", article="", certainty=Certainty.OURS),
        parts=tuple(
            Part(id=one.text("id"), name=one.text("name"), points=one.decimal("points") or Decimal(0))
            for one in root.tables("part")
        ),
        levels=tuple(
            Level(
                name=one.text("name"),
                total=one.decimal("total") or Decimal(0),
                percent=one.decimal("percent") or Decimal(0),
            )
            for one in root.tables("level")
        ),
    )
    reading.finish()
    return read


def _shortfalls(level: Level, scores: Mapping[str, Decimal], total: Decimal) -> tuple[str, ...]:
    short = [f"总分差 {level.total - total:f} 分"] if total < level.total else []
    for part in scheme().parts:
        gap = level.least(part) - scores[part.id]
        if gap > 0:
            short.append(f"{part.name}差 {gap.normalize():f} 分")
    return tuple(short)
