"""What the settings screen shows and asks: agencies, people, number blocks as tables of rows and columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from inspections.document import PAPERS, NumberBlock, may_issue
from inspections.people import LOCAL_USER, Agency, Person
from inspections.record import Record
from inspections.records import Changes, Records
from inspections.terms import AGENCY_CODE, ROLE, STAMP_CORNER
from inspections.workflow import setting_up
from ui.forms import FormRow, Kind
from ui.theme import Tone
from ui.widgets.table import Column

USUAL_COUNT: Final = 100
ROLES: Final = tuple((code, ROLE[code]) for code in ("officer", "head", "assistant"))
STYLES: Final = (("", "〔年〕1号"), ("ordinal", "〔年〕第1号"))
FEW_LEFT: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who inspects, who works here, and which numbers this laptop may take; read once."""

    agencies: tuple[Agency, ...] = ()
    people: tuple[Person, ...] = ()
    blocks: tuple[NumberBlock, ...] = ()
    user: str = ""
    laptop: str = ""

    @property
    def needs_set_up(self) -> bool:
        """Tell whether the first run is not yet done: papers need an agency and a person."""
        return not self.agencies or not self.people

    def agency_choices(self) -> tuple[tuple[str, str], ...]:
        """Return the agencies to choose from."""
        return tuple((agency.id, agency.name) for agency in self.agencies)

    def agency_name(self, agency: str) -> str:
        """Return the short name of an agency."""
        return next((one.short_name for one in self.agencies if one.id == agency), "")

    def person(self, person: str) -> Person | None:
        """Return a person by id."""
        return next((one for one in self.people if one.id == person), None)


def read_office(records: Records) -> Office:
    """Read the whole set-up of this laptop."""
    installation = records.installations.find(records.origin)
    return Office(
        agencies=tuple(records.agencies.where()),
        people=tuple(one for one in records.people.where() if one.id != LOCAL_USER),
        blocks=tuple(records.number_blocks.where()),
        user=installation.set_up_for if installation else "",
        laptop=installation.fields.text("name") if installation else "",
    )


AGENCY_ROWS: Final = (
    FormRow(key="code", label="机关类别", kind=Kind.CHOICE, required=True, choices=tuple(AGENCY_CODE.items()),
        help="决定可以依据哪些条款责令"),
    FormRow(key="name", label="机关全称", required=True, placeholder="例如：某县民政局"),
    FormRow(key="short_name", label="简称", longest=12, placeholder="例如：民政"),
    FormRow(key="region", label="行政区域", placeholder="例如：某县"),
    FormRow(key="number_prefix", label="文号前缀", longest=12, placeholder="例如：某民",
        help="文号形如 某民检告〔2026〕1号"),
    FormRow(key="issues_papers", label="出具文书", kind=Kind.CHECK, placeholder="是检查机关，出具执法文书"),
    FormRow(key="basis", label="检查权依据", wide=True),
    FormRow(key="address", label="地址", wide=True),
    FormRow(key="contact", label="联系人", longest=40),
    FormRow(key="phone", label="电话", longest=40),
    FormRow(key="review_organ", label="复议机关", placeholder="例如：某县人民政府"),
    FormRow(key="review_days", label="复议期限", kind=Kind.INTEGER, unit="日", minimum=1, maximum=365),
    FormRow(key="court", label="受诉法院", placeholder="例如：某县人民法院"),
    FormRow(key="suit_months", label="起诉期限", kind=Kind.INTEGER, unit="个月", minimum=1, maximum=24),
    FormRow(key="service_days", label="送达提前", kind=Kind.INTEGER, unit="日", minimum=1, maximum=60,
        help="责令文书送达距整改期限少于这些日，登记送达时提醒"),
    FormRow(key="remedy_confirmed_by", label="法制审核人", longest=40, help="复议、诉讼信息由其确认"),
    FormRow(key="remedy_confirmed_on", label="确认日期", kind=Kind.DATE),
    FormRow(key="photo_stamp", label="照片水印", kind=Kind.CHOICE, choices=tuple(STAMP_CORNER.items()),
        help="加在文书和导出的照片上，原件不变"),
    FormRow(key="stamp_time", label="水印时间", kind=Kind.CHECK, placeholder="拍摄时间"),
    FormRow(key="stamp_place", label="水印部位", kind=Kind.CHECK, placeholder="机构和部位"),
    FormRow(key="stamp_agency", label="水印机关", kind=Kind.CHECK, placeholder="检查机关"),
    FormRow(key="stamp_finding", label="水印编号", kind=Kind.CHECK, placeholder="问题编号"),
)  # fmt: skip
PERSON_ROWS: Final = (
    FormRow(key="name", label="姓名", required=True, longest=40),
    FormRow(key="role", label="身份", kind=Kind.CHOICE, required=True, choices=ROLES),
    FormRow(key="certificate_number", label="执法证号", longest=40, placeholder="协助人员没有执法证，留空"),
    FormRow(key="agency", label="所属机关", kind=Kind.CHOICE),
    FormRow(key="post", label="职务", longest=40),
    FormRow(key="phone", label="电话", longest=40),
    FormRow(key="authorised", label="授权", kind=Kind.CHECK, placeholder="经机关负责人授权，可认定、延期、销号"),
    FormRow(key="legal_officer", label="法制审核", kind=Kind.CHECK, placeholder="法制审核人员"),
    FormRow(key="active", label="在岗", kind=Kind.CHECK, placeholder="在岗，可选入检查组"),
)
NEW_AGENCY: Final[Mapping[str, Any]] = {"issues_papers": True, "review_days": 60, "suit_months": 6}
NEW_PERSON: Final[Mapping[str, Any]] = {"role": "officer", "active": True}
AGENCY_COLUMNS: Final = (
    Column(title="机关", text=lambda one: one.name, stretch=True),
    Column(title="类别", text=lambda one: AGENCY_CODE.get(one.code, ""), width=120),
    Column(
        title="文书", text=lambda one: "出具" if one.issues_papers else "协同", width=80,
        tone=lambda one: Tone.OK if one.issues_papers else Tone.NA,
    ),
)  # fmt: skip


def person_columns(office: Office) -> tuple[Column, ...]:
    """Return the columns of the people of an office."""
    return (
        Column(title="姓名", text=lambda one: one.name, width=110),
        Column(title="机关", text=lambda one: office.agency_name(one.agency), stretch=True),
        Column(title="身份", text=lambda one: ROLE.get(one.fields.text("role"), ""), width=100),
        Column(title="状态", text=lambda one: _duty(one)[0], width=80, tone=lambda one: _duty(one)[1]),
    )


def _duty(person: Person) -> tuple[str, Tone]:
    if not person.fields.flag("active"):
        return "离岗", Tone.NA
    return ("授权", Tone.INFO) if person.is_authorised else ("在岗", Tone.OK)


def shown_values(rows: Iterable[FormRow], record: Record | None, blank: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form shows of a record, or of a blank one."""
    if record is None:
        return {row.key: blank.get(row.key) for row in rows}
    return {row.key: _shown(row, record) for row in rows}


def _shown(row: FormRow, record: Record) -> Any:
    match row.kind:
        case Kind.DATE:
            return record.fields.day(row.key)
        case Kind.INTEGER:
            return record.fields.whole(row.key)
        case Kind.CHECK:
            return record.fields.flag(row.key)
    return record.fields.text(row.key)


def news(rows: Iterable[FormRow], now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form would record: the values that differ, emptied texts as empty."""
    changed = {row.key: now[row.key] for row in rows if (now[row.key] or None) != (before[row.key] or None)}
    texts = {row.key for row in rows if row.kind in (Kind.TEXT, Kind.CHOICE, Kind.MULTILINE)}
    return {key: "" if value is None and key in texts else value for key, value in changed.items()}


def person_problems(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what an officer lacks; an assistant needs neither certificate nor agency."""
    if values["role"] == "assistant":
        return {}
    needed = {"certificate_number": "执法人员须填写执法证号", "agency": "请选择所属机关"}
    return {key: text for key, text in needed.items() if not values[key]}


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLine:
    """One number block as the table shows it."""

    id: str
    agency: str
    paper: str
    year: int
    span: str
    next: str
    left: int


def block_lines(office: Office) -> list[BlockLine]:
    """Return the blocks, the newest year first."""
    lines = [
        BlockLine(
            id=block.id,
            agency=office.agency_name(block.fields.text("agency")),
            paper=PAPERS[block.fields.text("paper")].title if block.fields.text("paper") in PAPERS else "",
            year=block.fields.whole("year") or 0,
            span=f"{block.fields.whole('first')}–{block.fields.whole('last')}",
            next=block.written(block.next) if left_in(block) else "已用完",
            left=left_in(block),
        )
        for block in office.blocks
    ]
    return sorted(lines, key=lambda line: (-line.year, line.agency))


def left_in(block: NumberBlock) -> int:
    """Return how many numbers a block still holds."""
    return max(0, (block.fields.whole("last") or 0) - block.next + 1)


BLOCK_COLUMNS: Final = (
    Column(title="机关", text=lambda line: line.agency, width=110),
    Column(title="文书", text=lambda line: line.paper, width=170),
    Column(title="年度", text=lambda line: str(line.year), width=80),
    Column(title="号段", text=lambda line: line.span, width=110),
    Column(title="下一个文号", text=lambda line: line.next, stretch=True),
    Column(
        title="剩余", text=lambda line: str(line.left), width=80,
        tone=lambda line: Tone.OK if line.left > FEW_LEFT else Tone.WARN if line.left else Tone.BAD,
    ),
)  # fmt: skip
BLOCK_ROWS: Final = (
    FormRow(key="agency", label="机关", kind=Kind.CHOICE, required=True),
    FormRow(key="paper", label="文书", kind=Kind.CHOICE, required=True,
        choices=tuple((code, kind.title) for code, kind in PAPERS.items())),
    FormRow(key="year", label="年度", kind=Kind.INTEGER, required=True, minimum=2020, maximum=2100),
    FormRow(key="prefix", label="文号前缀", longest=24, placeholder="例如：某民检告"),
    FormRow(key="first", label="起号", kind=Kind.INTEGER, required=True, minimum=1),
    FormRow(key="last", label="止号", kind=Kind.INTEGER, required=True, minimum=1),
    FormRow(key="style", label="文号样式", kind=Kind.CHOICE, choices=STYLES),
)  # fmt: skip
USUAL_ROWS: Final = (
    FormRow(key="first", label="起号", kind=Kind.INTEGER, required=True, minimum=1),
    FormRow(key="count", label="每种数量", kind=Kind.INTEGER, required=True, minimum=1, maximum=10_000),
)


def block_prefix(agency: Agency, paper: str) -> str:
    """Return what stands before the year in a number."""
    return f"{agency.fields.text('number_prefix')}{PAPERS[paper].word}"


def papers_of(agency: Agency) -> tuple[str, ...]:
    """Return the kinds of paper an agency may issue."""
    return tuple(one for one in PAPERS if may_issue(one, agency.code)) if agency.issues_papers else ()


def usual_blocks(
    agencies: Iterable[Agency], blocks: Sequence[NumberBlock], *, year: int, first: int, count: int
) -> list[dict[str, Any]]:
    """Return the blocks this laptop lacks: one for every paper of every issuing agency without numbers left."""
    lacking = []
    for agency in agencies:
        for paper in papers_of(agency):
            held = [
                one for one in blocks
                if (one.fields.text("agency"), one.fields.text("paper"), one.fields.whole("year"))
                == (agency.id, paper, year)
            ]  # fmt: skip
            if any(map(left_in, held)):
                continue
            begin = max([first, *((one.fields.whole("last") or 0) + 1 for one in held)])
            lacking.append(
                {
                    "agency": agency.id, "paper": paper, "year": year, "first": begin, "last": begin + count - 1,
                    "prefix": block_prefix(agency, paper),
                }
            )  # fmt: skip
    return lacking


def grant_usual_blocks(records: Records, *, year: int, first: int, count: int, by: str) -> Changes:
    """Grant every block that is lacking, each by its own step."""
    wanted = usual_blocks(
        records.agencies.where(), records.number_blocks.where(), year=year, first=first, count=count
    )  # fmt: skip
    return union(setting_up.grant_block(records, **one, by=by) for one in wanted)


def set_up(
    records: Records,
    *,
    agency: Mapping[str, Any],
    person: Mapping[str, Any],
    numbers: Mapping[str, int],
    today: date,
    by: str,
) -> Changes:
    """Take the steps of the first run: agency, person, who uses this laptop, number blocks."""
    recorded = setting_up.record_agency(records, values=agency, by=by)
    agency_id = recorded.one("agency")
    made = setting_up.record_person(records, values={**person, "agency": agency_id, "active": True}, by=by)
    person_id = made.one("person")
    used = setting_up.set_up_for(records, person=person_id, by=by)
    grant = partial(grant_usual_blocks, records, year=today.year, by=person_id)
    return union([recorded, made, used, grant(first=numbers["first"], count=numbers["count"])])


def union(parts: Iterable[Changes]) -> Changes:
    """Return everything several steps touched."""
    return Changes(frozenset[Any]().union(*(part.subjects for part in parts)))
