"""How clauses and criteria now stand on this laptop: what was confirmed, and the list of what is still 待核."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from typing import Final

from checklists.clauses import documents
from checklists.criteria import Regime, Status, criteria
from checklists.model import Certainty, Checklist
from inspections.confirmation import CORRECTED, Confirmation, Reference
from inspections.confirmations import NOTHING_CONFIRMED, Confirmed, counting_for
from inspections.people import Agency
from inspections.proposals import clause_text
from inspections.records import Records
from inspections.terms import CRITERION_REGIME


@unique
class Standing(StrEnum):
    """How far a point is verified here."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


@unique
class PointKind(StrEnum):
    """What a point of the list is."""

    CLAUSE = "clause"
    CRITERION = "criterion"
    REMEDY = "remedy"


KIND_WORDS: Final[Mapping[PointKind, str]] = {
    PointKind.CLAUSE: "条款",
    PointKind.CRITERION: "判定情形",
    PointKind.REMEDY: "救济告知",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One clause, criterion or agency's remedy data that no source at hand verifies, or that was confirmed here."""

    kind: PointKind
    key: str
    """The reference's key; for remedy data the agency's id."""
    words: str
    about: str
    certainty: Certainty
    items: tuple[str, ...] = ()
    """The items that rest on it."""
    standing: Standing = Standing.OPEN
    confirmation: Confirmation | None = None

    @property
    def id(self) -> str:
        """Return what tells the points of a list apart."""
        return f"{self.kind}:{self.key}"


def read_confirmed(records: Records, *, agency: str = "") -> Confirmed:
    """Read what counts at an agency; without one at that of the person this laptop was set up for."""
    everyone = tuple(one for one in records.confirmations.where() if one.holds)
    if not everyone:
        return NOTHING_CONFIRMED
    return counting_for(everyone, records.agencies.new(agency or own_agency(records)))


def own_agency(records: Records) -> str:
    """Return the agency of the person this laptop was set up for, empty before the first run."""
    installation = records.installations.find(records.origin)
    person = records.people.find(installation.set_up_for) if installation else None
    return person.agency if person else ""


def points(
    checklists: Iterable[Checklist], confirmed: Confirmed, agencies: Sequence[Agency], *, on: date
) -> tuple[Point, ...]:
    """List what is unverified or was confirmed, what most items rest on first."""
    lists = tuple(checklists)
    found = [*_clause_points(lists, confirmed, on), *_criterion_points(lists, confirmed, on), *_remedy_points(agencies)]
    kinds = list(PointKind)
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), -len(one.items), one.key)))


def _clause_points(lists: Sequence[Checklist], confirmed: Confirmed, on: date) -> Iterable[Point]:
    resting: dict[Reference, dict[str, Certainty]] = {}
    for item in (item for one in lists for item in one.items):
        for clause in item.clauses:
            resting.setdefault(Reference(clause.document, clause.article), {})[item.id] = clause.certainty
    for reference, items in resting.items():
        found = confirmed.find(reference, on=on)
        doubtful = [certainty for certainty in items.values() if not certainty.is_verified]
        if found is None and not doubtful:
            continue
        known = documents().get(reference.document)
        yield Point(
            kind=PointKind.CLAUSE,
            key=reference.key,
            words=clause_text({"document": reference.document, "article": reference.article}),
            about=" ".join(part for part in (known.title, known.number) if part) if known else "",
            certainty=doubtful[0] if doubtful else next(iter(items.values())),
            items=tuple(sorted(items)),
            standing=_standing(found),
            confirmation=found,
        )


def _criterion_points(lists: Sequence[Checklist], confirmed: Confirmed, on: date) -> Iterable[Point]:
    resting: dict[str, set[str]] = {}
    for item in (item for one in lists for item in one.items):
        for trigger in item.major:
            resting.setdefault(trigger.criterion, set()).add(item.id)
    for code, criterion in criteria().items():
        found = confirmed.find(Reference(criterion=code), on=on)
        undecided = criterion.regime is Regime.MAJOR_ACCIDENT and criterion.status is not Status.ENABLED
        if found is None and criterion.certainty.is_verified and not undecided:
            continue
        place = clause_text({"document": criterion.document, "article": criterion.article})
        yield Point(
            kind=PointKind.CRITERION,
            key=code,
            words=f"{code} {place}：{criterion.text}",
            about=CRITERION_REGIME[criterion.regime],
            certainty=criterion.certainty,
            items=tuple(sorted(resting.get(code, ()))),
            standing=_standing(found),
            confirmation=found,
        )


def _remedy_points(agencies: Sequence[Agency]) -> Iterable[Point]:
    """The organs of 行政复议 and 行政诉讼 that orders name; confirmed with the agency, under 设置 → 机关."""
    for agency in agencies:
        by = agency.fields.text("remedy_confirmed_by")
        if not agency.issues_papers:
            continue
        review, court = agency.fields.text("review_organ") or "未填写", agency.fields.text("court") or "未填写"
        yield Point(
            kind=PointKind.REMEDY,
            key=agency.id,
            words=f"{agency.short_name}：复议机关 {review}，受诉法院 {court}",
            about=f"由{by}于{agency.fields.text('remedy_confirmed_on')}确认"
            if by
            else "在 设置 → 机关 中由法制审核人确认",
            certainty=Certainty.OURS,
            standing=Standing.CONFIRMED if by else Standing.OPEN,
        )


def _standing(found: Confirmation | None) -> Standing:
    if found is None:
        return Standing.OPEN
    return Standing.CORRECTED if found.verdict == CORRECTED else Standing.CONFIRMED
