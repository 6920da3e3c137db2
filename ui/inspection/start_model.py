"""What the start page shows: visits to go on with, and what a new visit can be made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspections.editions import lists_in_use
from inspections.finding import Finding
from inspections.inspection import Inspection
from inspections.people import Agency, Person
from inspections.records import Files, InstitutionFilter, InstitutionRow, Records
from inspections.terms import FINDING_STATE, INSPECTION_KIND
from inspections.transitions import FindingState

DEPTHS: Final = (("full", "全面检查"), ("basic", "基本检查（重大触发、较重和多发项）"))
REINSPECTED: Final = (FindingState.ORDERED, FindingState.REPORTED)
MOST_INSTITUTIONS: Final = 60
LONGEST_WORDS: Final = 18
NEEDED_OFFICERS: Final = 2
FIRST_LISTS: Final = ("fire_safety", "service_safety")
"""Ticked before anybody chooses: what every institution is asked; the others are for some."""


@dataclass(frozen=True, kw_only=True)
class RunningVisit:
    """One visit to go on with."""

    id: str
    institution: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Office:
    """Everything a new visit can be made of, read once."""

    running: tuple[RunningVisit, ...]
    agencies: tuple[Agency, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The institution to inspect with the findings a 复查 of it can name."""

    institution: str
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class ListChoice:
    """One checklist."""

    code: str
    words: str


def read_office(records: Records) -> Office:
    """Read what the start page shows."""
    agencies = {one.id: one for one in records.agencies.where()}
    running = [
        RunningVisit(
            id=visit.id,
            institution=records.institutions.get(visit.institution).name,
            words=_visit_words(records, visit, agencies),
        )
        for visit in reversed(records.inspections.where(state="running"))
    ]
    people = tuple(one for one in records.people.where() if one.fields.value("active") is not False and one.agency)
    return Office(running=tuple(running), agencies=tuple(agencies.values()), people=people)


def _visit_words(records: Records, visit: Inspection, agencies: Mapping[str, Agency]) -> str:
    names = "·".join(agencies[one].short_name for one in visit.agencies if one in agencies)
    answered = sum(one.result != "not_checked" for one in records.responses.where(inspection=visit.id))
    findings = records.findings.count(inspection=visit.id)
    kind = INSPECTION_KIND.get(visit.fields.text("kind"), "")
    return f"{visit.on.isoformat()}　{names}{kind}　已检查 {answered} 项，问题 {findings} 条"


def search(records: Records, *, text: str, today: date) -> Sequence[InstitutionRow]:
    """Search the register."""
    return records.search_institutions(InstitutionFilter(text=text, limit=MOST_INSTITUTIONS), today=today)


def read_chosen(records: Records, *, institution: str) -> Chosen:
    """Read what the start page says about the institution that was chosen."""
    findings = tuple(one for one in records.findings.where(institution=institution) if one.state in REINSPECTED)
    return Chosen(institution=institution, name=records.institutions.get(institution).name, findings=findings)


def reinspection_kind(findings: Sequence[str]) -> str:
    """Return the kind of visit a 复查 is: one named finding is a case, several make a special inspection."""
    return "case" if len(findings) == 1 else "special"


def finding_words(finding: Finding) -> str:
    """Say one open finding in a line."""
    due = f"，期限 {finding.deadline.isoformat()}" if finding.deadline else ""
    told = finding.description
    words = told if len(told) <= LONGEST_WORDS else f"{told[:LONGEST_WORDS]}…"
    return f"{finding.number}　{words}（{FINDING_STATE[finding.state]}{due}）"


def list_choices(records: Records, *, files: Files, today: date) -> tuple[ListChoice, ...]:
    """Return the checklists a visit of today can use, each in the edition in use today."""
    return tuple(
        ListChoice(code=one.code, words=f"{_short_title(one.title)}（{len(one.items)} 项）")
        for one in lists_in_use(records, files, today)
    )


def gap_words(agency: Agency, chosen: Sequence[Person]) -> str:
    """Say at once how many certificated officers of its own an agency lacks: 缺 1 名."""
    present = sum(one.is_officer and one.agency == agency.id for one in chosen)
    return f"缺 {NEEDED_OFFICERS - present} 名" if agency.issues_papers and present < NEEDED_OFFICERS else ""


def _short_title(title: str) -> str:
    """Return a list's title without what all of them share."""
    named = title.partition("（")[0]
    return named.removeprefix("养老机构").removesuffix("检查表") or title
