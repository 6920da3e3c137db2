"""What the institution screen shows: the list with its filters, one institution read whole, facts in groups."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from checklists.applicability import facts_asked
from checklists.facts import FACTS
from checklists.model import Checklist
from inspections.dossier import HistoryLine
from inspections.institution import Institution, Place, valid_credit_code
from inspections.reading import history_lines, read_places
from inspections.records import InstitutionFilter, InstitutionRow, Records
from inspections.risks import worst_colours
from inspections.terms import FINDING_STATE, INSPECTION_KIND, INSPECTION_STATE, RATING, RISK_COLOR
from ui.forms import FormRow, Kind
from ui.institutions.approval_model import ApprovalView, read_approval
from ui.labels import joined
from ui.theme import Tone
from ui.widgets.badges import FINDING_TONES, INSPECTION_TONES, RISK_TONES, deadline_words
from ui.widgets.table import Column

LONGEST_LIST: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """One pill above the list."""

    id: str
    title: str
    lets_through: Callable[[InstitutionRow], bool]
    is_warning: bool = False


FILTERS: Final = (
    ListFilter(id="all", title="全部", lets_through=lambda _row: True),
    ListFilter(id="major", title="有重大", lets_through=lambda row: row.major_findings > 0, is_warning=True),
    ListFilter(id="overdue", title="逾期", lets_through=lambda row: row.overdue_findings > 0, is_warning=True),
    ListFilter(id="unchecked", title="今年未检查", lets_through=lambda row: row.inspections_this_year == 0),
)


def read_list(records: Records, *, text: str, today: date) -> tuple[InstitutionRow, ...]:
    """Read the institutions a search finds, by name; an assessed risk goes before what the register states."""
    rows = records.search_institutions(InstitutionFilter(text=text, limit=LONGEST_LIST), today=today)
    colours = worst_colours(records.risk_assessments.where(withdrawn=False))
    return tuple(replace(row, risk_color=colours[row.id]) if row.id in colours else row for row in rows)


def filtered(rows: Iterable[InstitutionRow], filter_id: str) -> list[InstitutionRow]:
    """Return the rows one pill lets through."""
    chosen = next(one for one in FILTERS if one.id == filter_id)
    return [row for row in rows if chosen.lets_through(row)]


def pill_texts(rows: Sequence[InstitutionRow]) -> list[tuple[str, str]]:
    """Return each pill, those that warn with how many rows they let through."""
    counts = {one.id: sum(map(one.lets_through, rows)) for one in FILTERS if one.is_warning}
    return [(one.id, f"{one.title} {counts[one.id]}" if counts.get(one.id) else one.title) for one in FILTERS]


def row_facts(row: InstitutionRow) -> str:
    """Return the line under a name: area, beds, residents."""
    beds = f"床位 {row.beds}" if row.beds is not None else ""
    residents = f"在住 {row.residents}" if row.residents is not None else ""
    return joined([row.area, beds, residents])


def row_chips(row: InstitutionRow) -> list[tuple[str, Tone]]:
    """Return the badges of a row."""
    chips = []
    if row.risk_color in RISK_COLOR and row.risk_color:
        risk = RISK_COLOR[row.risk_color]
        chips.append((f"{risk}风险", RISK_TONES[risk]))
    if row.major_findings:
        chips.append((f"重大隐患 {row.major_findings}", Tone.BAD))
    if row.overdue_findings:
        chips.append((f"逾期 {row.overdue_findings}", Tone.BAD))
    return chips


def row_rating(row: InstitutionRow) -> str:
    """Return the rating as text, empty where there is none."""
    return RATING.get(row.rating, "") if row.rating else ""


def spoken(row: InstitutionRow) -> str:
    """Return a row in one sentence; it begins with the name, so that typing a name finds it."""
    open_findings = f"未销号 {row.open_findings}" if row.open_findings else ""
    words = [row.name, row.area, row_rating(row), *(text for text, _tone in row_chips(row)), open_findings]
    return "，".join(word for word in words if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One inspection of the institution."""

    id: str
    on: str
    kind: str
    agencies: str
    state: str
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """One finding at the institution; `due` says how far its deadline is while it is open."""

    id: str
    number: str
    description: str
    state: str
    deadline: str
    due: str
    due_tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """One institution, read once."""

    institution: Institution
    places: Mapping[str, Place]
    visits: tuple[VisitLine, ...]
    findings: tuple[FindingEntry, ...]
    history: tuple[HistoryLine, ...]
    approval: ApprovalView

    @property
    def live_places(self) -> tuple[Place, ...]:
        """Return the places that are still offered."""
        return tuple(place for place in self.places.values() if not place.withdrawn)


def read_details(records: Records, *, institution: str, today: date) -> Details:
    """Read one institution with its places, visits, findings and history, newest first."""
    record = records.institutions.get(institution)
    return Details(
        institution=record,
        places=read_places(records, institution),
        visits=_visits(records, institution),
        findings=_findings(records, institution, today),
        history=tuple(reversed(history_lines(records, record.subject))),
        approval=read_approval(records, record, today=today),
    )


def _visits(records: Records, institution: str) -> tuple[VisitLine, ...]:
    names = {agency.id: agency.short_name for agency in records.agencies.where()}
    lines = [
        VisitLine(
            id=one.id,
            on=one.fields.text("on"),
            kind=INSPECTION_KIND.get(one.fields.text("kind"), ""),
            agencies="、".join(names.get(agency, "") for agency in one.agencies),
            state=one.state,
            findings=records.findings.count(inspection=one.id),
        )
        for one in records.inspections.where(institution=institution)
    ]
    return tuple(sorted(lines, key=lambda line: (line.on, line.id), reverse=True))


def _findings(records: Records, institution: str, today: date) -> tuple[FindingEntry, ...]:
    entries = []
    for one in records.findings.where(institution=institution):
        due, tone = deadline_words(one.deadline, today=today) if one.state == "ordered" else ("", Tone.NA)
        entries.append(
            FindingEntry(
                id=one.id,
                number=one.number,
                description=one.description,
                state=one.state,
                deadline=one.deadline.isoformat() if one.deadline else "",
                due=due,
                due_tone=tone,
            )
        )
    return tuple(reversed(entries))


VISIT_COLUMNS: Final = (
    Column(title="日期", text=lambda line: line.on, width=120),
    Column(title="类型", text=lambda line: line.kind, width=110),
    Column(title="检查机关", text=lambda line: line.agencies, stretch=True),
    Column(
        title="状态", text=lambda line: INSPECTION_STATE[line.state], width=100,
        tone=lambda line: INSPECTION_TONES[line.state],
    ),
    Column(title="问题", text=lambda line: str(line.findings), width=70, right=True),
)  # fmt: skip
FINDING_COLUMNS: Final = (
    Column(title="编号", text=lambda line: line.number, width=150),
    Column(title="问题", text=lambda line: line.description, stretch=True),
    Column(
        title="状态", text=lambda line: FINDING_STATE[line.state], width=110,
        tone=lambda line: FINDING_TONES[line.state],
    ),
    Column(title="期限", text=lambda line: line.deadline, width=120),
    Column(title="到期", text=lambda line: line.due, width=110, tone=lambda line: line.due_tone),
)  # fmt: skip
HISTORY_COLUMNS: Final = (
    Column(title="时间", text=lambda line: line.at[:16].replace("T", " "), width=160),
    Column(title="人员", text=lambda line: line.by, width=120),
    Column(title="事项", text=lambda line: line.title, stretch=True),
)


def _code_problem(code: str) -> str:
    return "" if valid_credit_code(code) else "代码校验不通过，请核对；不清楚时可留空"


BASIC_ROWS: Final = (
    FormRow(key="name", label="机构名称", required=True, wide=True, placeholder="与登记证、营业执照一致"),
    FormRow(
        key="credit_code", label="信用代码", longest=18, placeholder="统一社会信用代码，18 位", check=_code_problem
    ),
    FormRow(key="area", label="乡镇街道", placeholder="例如：城关镇"),
    FormRow(key="address", label="地址", wide=True),
    FormRow(key="legal_representative", label="法定代表人", longest=40),
    FormRow(key="person_in_charge", label="主要负责人", longest=40),
    FormRow(key="phone", label="联系电话", longest=40),
    FormRow(key="rating", label="等级评定", kind=Kind.CHOICE, choices=tuple(RATING.items())),
    FormRow(key="risk_color", label="风险等级", kind=Kind.CHOICE, choices=tuple(RISK_COLOR.items())),
    FormRow(key="note", label="备注", kind=Kind.MULTILINE, wide=True),
)


def basic_values(institution: Institution | None) -> dict[str, str]:
    """Return what the form of basic data shows; empty for a new institution."""
    return {row.key: institution.fields.text(row.key) if institution else "" for row in BASIC_ROWS}


def items_by_fact(checklists: Iterable[Checklist]) -> dict[str, list[tuple[str, str]]]:
    """Return, per fact, the items whose condition asks for it: code and text."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in FACTS}
    for checklist in checklists:
        for item in checklist.items:
            for name in facts_asked(item.applies) if item.applies else ():
                found[name].append((item.id, item.text))
    return found
