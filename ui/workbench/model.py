"""What the workbench shows, read in one go, and its tables: tiles, next deadlines, first steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from inspections.joint_task import OPEN_STATES
from inspections.records import InstitutionFilter, InstitutionRow, LedgerFilter, LedgerRow, Records
from inspections.terms import INSPECTION_KIND, JOINT_TASK_STATE
from ui.theme import Tone
from ui.widgets.badges import deadline_words
from ui.widgets.table import Column

NEXT_DEADLINES: Final = 10
NEVER_INSPECTED: Final = 6
WAITING_PAPERS: Final = 3
APPROVAL_LINES: Final = 3
RECHECK_SOON: Final = 30
"""Days ahead a re-check already stands on the workbench."""
LISTED_INSTITUTIONS: Final = 2000
AWAITS_RECTIFICATION: Final = ("ordered",)


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One number of the workbench and the list it opens; it has a tone only while it counts something."""

    key: str
    caption: str
    screen: str
    target: Mapping[str, str] | None = None
    """What is shown there; where it depends on the records, ``Overview.targets`` says it."""
    tone: Tone | None = None


TILES: Final = (
    Tile(key="open", caption="未销号", screen="ledger", target={"scope": "open"}),
    Tile(key="overdue", caption="逾期", screen="ledger", target={"scope": "overdue"}, tone=Tone.BAD),
    Tile(key="due_today", caption="今日到期", screen="ledger", target={"scope": "due_today"}, tone=Tone.WARN),
    Tile(key="due_week", caption="本周到期", screen="ledger", target={"scope": "due_week"}, tone=Tone.WARN),
    Tile(key="major", caption="重大隐患", screen="ledger", target={"scope": "major"}, tone=Tone.BAD),
    Tile(key="running", caption="检查中", screen="inspection"),
    Tile(key="reported", caption="待复查", screen="ledger", target={"scope": "reported"}),
    Tile(key="passed", caption="待销号", screen="ledger", target={"scope": "passed"}),
    Tile(key="handed_over", caption="待回执", screen="ledger", target={"scope": "handed_over"}),
    Tile(key="unstamped", caption="文书待盖章", screen="papers"),
    Tile(key="unserved", caption="文书待送达", screen="papers"),
    Tile(key="never", caption="今年未检查机构", screen="institutions"),
)


CAPTIONS: Final[Mapping[str, str]] = {tile.key: tile.caption for tile in TILES}
WAITING: Final[Mapping[str, str]] = {"unstamped": "stamp", "unserved": "service"}
"""The count of a tile and what its papers wait for."""


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """One step of a new laptop; `done` names the count that shows it was taken."""

    key: str
    title: str
    hint: str
    button: str
    screen: str
    target: str = ""


FIRST_STEPS: Final = (
    FirstStep(
        key="people",
        title="登记机关和人员",
        hint="检查机关、执法人员和执法证号；每个机关至少两名执法人员。",
        button="去登记",
        screen="settings",
        target="agencies",
    ),
    FirstStep(
        key="institutions",
        title="导入机构",
        hint="从 Excel 名册导入，或逐家登记；名册里的同一家机构不会重复。",
        button="去导入",
        screen="institutions",
        target="import",
    ),
    FirstStep(
        key="inspections",
        title="开始检查",
        hint="选择机构、检查类型、机关和检查表，到现场逐项记录。",
        button="开始检查",
        screen="inspection",
    ),
)


@dataclass(frozen=True, kw_only=True)
class RunningVisit:
    """A visit that was begun and not finished."""

    id: str
    institution: str
    told: str


@dataclass(frozen=True, kw_only=True)
class WaitingPaper:
    """A frozen paper that waits for the agency's stamp or for its service."""

    visit: str
    title: str
    told: str
    waits: str


@dataclass(frozen=True, kw_only=True)
class ApprovalWork:
    """A joint task that is open, or an institution whose next look under 动态监管 is due."""

    institution: str
    name: str
    told: str


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One of the next deadlines."""

    row: LedgerRow
    today: date


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The state of the work at one moment."""

    tallies: Mapping[str, int]
    running: tuple[RunningVisit, ...]
    papers: tuple[WaitingPaper, ...]
    deadlines: tuple[Deadline, ...]
    never: tuple[InstitutionRow, ...]
    approvals: tuple[ApprovalWork, ...]
    counts: Mapping[str, int]
    """How many people with a certificate, institutions and inspections there are."""
    entries: int
    """How many entries the journal of this laptop holds."""

    @property
    def targets(self) -> Mapping[str, object]:
        """Return where the tiles lead whose list is not a filter: to the one visit, or the first paper that waits."""
        found: dict[str, object] = {"running": self.running[0].id} if len(self.running) == 1 else {}
        for key, waits in WAITING.items():
            first = next((paper.visit for paper in self.papers if paper.waits == waits), "")
            found |= {key: ("inspection", first)} if first else {}
        return found


def read_overview(records: Records, today: date) -> Overview:
    """Read everything the workbench shows."""
    institutions = records.search_institutions(InstitutionFilter(limit=LISTED_INSTITUTIONS), today=today)
    never = sorted((one for one in institutions if not one.inspections_this_year), key=_longest_ago)
    keys = records.ledger_ids(LedgerFilter(today=today, states=AWAITS_RECTIFICATION))[:NEXT_DEADLINES]
    lines = [row for row in records.ledger_rows(keys) if row.deadline]
    tallies = dict(records.tallies(today=today))
    tallies["passed"] = records.findings.count(state="passed")
    tallies["never"] = len(never)
    return Overview(
        tallies=tallies,
        running=tuple(_running(records)),
        papers=tuple(_papers(records)),
        deadlines=tuple(Deadline(row=row, today=today) for row in lines),
        never=tuple(never[:NEVER_INSPECTED]),
        approvals=tuple(_approvals(records, today)),
        counts={
            "people": sum(one.is_officer for one in records.people.where()),
            "institutions": len(institutions),
            "inspections": records.inspections.count(),
        },
        entries=sum(head.number for head in records.heads()),
    )


def _longest_ago(row: InstitutionRow) -> tuple[str, str]:
    return row.last_inspected, row.name


def _running(records: Records) -> Sequence[RunningVisit]:
    found = []
    for visit in records.inspections.where(state="running"):
        institution = records.institutions.find(visit.institution)
        answered = sum(records.response_counts(visit.id).values())
        kind = INSPECTION_KIND.get(visit.fields.text("kind"), "")
        told = f"{visit.on.isoformat()}  {kind}  已记录 {answered} 项"
        found.append(RunningVisit(id=visit.id, institution=institution.name if institution else "", told=told))
    return found[::-1]


def _papers(records: Records) -> Sequence[WaitingPaper]:
    found = []
    for key, waits in WAITING.items():
        for paper in records.documents.where(waits=waits)[:WAITING_PAPERS]:
            home = records.institutions.find(paper.fields.text("institution"))
            found.append(
                WaitingPaper(
                    visit=paper.fields.text("inspection"),
                    title=f"{paper.title} {paper.number}".strip(),
                    told=f"{CAPTIONS[key]}  {home.name if home else ''}".strip(),
                    waits=waits,
                )
            )
    return found


def _approvals(records: Records, today: date) -> Sequence[ApprovalWork]:
    open_tasks = [task for state in OPEN_STATES for task in records.joint_tasks.where(state=state)][:APPROVAL_LINES]
    found = []
    for task in open_tasks:
        home = records.institutions.find(task.institution)
        until = task.fields.text("rectify_until")
        told = f"联合整改{JOINT_TASK_STATE[task.state]}{f'，{until} 前完成' if until else ''}"
        found.append(ApprovalWork(institution=task.institution, name=home.name if home else "", told=told))
    soon = today + timedelta(days=RECHECK_SOON)
    for home in records.rechecks_due(until=soon, limit=APPROVAL_LINES):
        told = f"动态监管复核 {home.fields.text('recheck_on')}"
        found.append(ApprovalWork(institution=home.id, name=home.name, told=told))
    return found


def _left(line: Deadline) -> tuple[str, Tone]:
    day = date.fromisoformat(line.row.deadline)
    words, tone = deadline_words(day, today=line.today, warn_days=7)
    return words, Tone.WARN if day == line.today else tone


DEADLINE_COLUMNS: Final = (
    Column(title="剩余", width=104, text=lambda line: _left(line)[0], tone=lambda line: _left(line)[1]),
    Column(title="期限", width=98, text=lambda line: line.row.deadline),
    Column(title="机构", width=180, text=lambda line: line.row.institution_name),
    Column(title="问题", width=200, stretch=True, text=lambda line: line.row.description),
    Column(title="责令机关", width=130, text=lambda line: line.row.agency_name),
)
