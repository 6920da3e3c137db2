"""A checklist as the rows of its sheets, the template that people fill in, and the choices their cells may hold."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from checklists.clauses import documents
from checklists.condition_text import write_condition
from checklists.criteria import criteria
from checklists.facts import FACTS, FactType
from checklists.model import (
    Action,
    Agency,
    Certainty,
    Checklist,
    Clause,
    Comparison,
    Defaults,
    Item,
    MajorTrigger,
    Measured,
    Method,
    Operator,
    Relation,
    Section,
    Severity,
)
from inspections.authoring.book import Sheet
from inspections.authoring.columns import (
    CLAUSE,
    EXAMPLE,
    FORMS,
    HEAD,
    ITEM,
    LIST_MARK,
    MAJOR,
    NO,
    SECTION,
    YES,
    Column,
    Form,
    Kind,
)


def sheets_of(checklist: Checklist) -> tuple[Sheet, ...]:
    """The five sheets of a checklist, headings first."""
    items = [(section, item) for section in checklist.sections for item in section.items]
    return (
        _sheet(HEAD, [_row(HEAD, checklist)]),
        _sheet(SECTION, [_row(SECTION, section) for section in checklist.sections]),
        _sheet(ITEM, [_row(ITEM, item, section=section.code) for section, item in items]),
        _sheet(CLAUSE, [_row(CLAUSE, clause, item=item.id) for _section, item in items for clause in item.clauses]),
        _sheet(MAJOR, [_row(MAJOR, one, item=item.id) for _section, item in items for one in item.major]),
    )


def template_sheets() -> tuple[Sheet, ...]:
    """The sheets of an empty checklist; their example rows are passed over when the workbook is read."""
    head, *rest = sheets_of(EXAMPLE_LIST)
    return (Sheet(name=head.name, rows=head.rows[:1]), *rest)


def choices(column: Column) -> tuple[str, ...]:
    """What a cell of a column may hold, for a drop-down list; empty when anything may stand there."""
    match column.kind:
        case Kind.CHOICE:
            return tuple(column.words.values())
        case Kind.FLAG:
            return (YES, NO)
        case Kind.DOCUMENT:
            return tuple(documents())
        case Kind.CRITERION:
            return tuple(criteria())
    return ()


def guide_rows() -> Iterator[tuple[str, str, str, str]]:
    """The explanation: sheet, column, whether it must be filled, how to fill it."""
    for form in FORMS:
        yield form.name, "", "", form.about
        for column in form.columns:
            offered = choices(column) if column.kind in {Kind.CHOICE, Kind.FLAG} else tuple(column.words.values())
            among = f"。可填：{LIST_MARK.join(offered)}" if offered else ""
            yield "", column.heading, "必填" if column.is_required else "", f"{column.guide}{among}"


def choice_tables() -> tuple[tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]], ...]:
    """The lists of the sheet 选项: a title, the headings, the rows."""
    facts = [(fact.name, _fact_values(fact.id), fact.unit) for fact in FACTS.values()]
    papers = [(one.code, one.title, one.number) for one in documents().values()]
    situations = [(code, one.text) for code, one in criteria().items()]
    return (
        ("文件目录", ("文件", "全称", "文号"), papers),
        ("判定情形", ("判定情形", "内容"), situations),
        ("机构事实（写适用条件用）", ("机构事实", "可写的值", "单位"), facts),
        ("机关", ("机关",), [(word,) for column in ITEM.columns for word in _agency_words(column)]),
    )


def _agency_words(column: Column) -> tuple[str, ...]:
    return tuple(column.words.values()) if column.key == "agencies" else ()


def _fact_values(name: str) -> str:
    fact = FACTS[name]
    match fact.type:
        case FactType.FLAG:
            return "= 是、= 否"
        case FactType.CHOICE:
            return f"= 或 属于：{LIST_MARK.join(fact.choices.values())}"
        case FactType.COUNT:
            return "=、>=、<=、>、< 整数"
    return ">=、<=、>、< 数字"


def _sheet(form: Form, rows: Sequence[tuple[str, ...]]) -> Sheet:
    return Sheet(name=form.name, rows=(tuple(column.heading for column in form.columns), *rows))


def _row(form: Form, record: object, **more: str) -> tuple[str, ...]:
    return tuple(more.get(column.key, "") or _cell(column, _field(record, column.key)) for column in form.columns)


def _field(record: object, key: str) -> Any:
    value: Any = record
    for name in key.split("."):
        value = getattr(value, name, None)
    return value


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    match column.kind:
        case Kind.CHOICE:
            return column.words[value]
        case Kind.CHOICES:
            return LIST_MARK.join(column.words[one] for one in value)
        case Kind.FLAG:
            return YES if value else ""
        case Kind.CONDITION:
            return write_condition(value)
    return _plain(value)


def _plain(value: object) -> str:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
    return str(value)


_EXAMPLE_ITEM: Final = Item(
    id=f"{EXAMPLE}-A01",
    text="厨房燃气软管没有老化，长度不超过 2 米",
    check="打开灶台柜门，看软管有没有龟裂、鼠咬，用卷尺量长度",
    proof="软管全貌和生产日期照片",
    how=(Method.LOOK, Method.MEASURE),
    measure="更换为金属波纹管，由燃气企业安装并留下记录",
    action=Action.ORDER,
    days=7,
    days_reason="需要约燃气企业上门更换",
    defaults=Defaults.OURS,
    severity=Severity.SERIOUS,
    agencies=(Agency.URBAN, Agency.CIVIL_AFFAIRS),
    clauses=(
        Clause(document="消防法", article="27", certainty=Certainty.MEM_M, note="示例：请按实际依据填写"),
        Clause(document="GB 38600-2019", article="", certainty=Certainty.MEM_M),
    ),
    major=(MajorTrigger(criterion="MH-E2", relation=Relation.CANDIDATE, note="示例：没有对应情形的不填"),),
    applies=Comparison(fact="gas", operator=Operator.IS, value=True),
    applies_reason="不使用燃气",
    measured=Measured(name="软管长度", unit="m", at_most=Decimal(2)),
    sampled=True,
)
EXAMPLE_LIST: Final = Checklist(
    code="example",
    title="示例检查表",
    edition="2026.1",
    in_force_from=date(2026, 1, 1),
    in_force_to=None,
    source="示例",
    sections=(
        Section(
            code=f"{EXAMPLE}-A",
            title="示例部分（以“示例”开头的行不会导入，可以删去）",
            items=(
                _EXAMPLE_ITEM,
                replace(
                    _EXAMPLE_ITEM,
                    id=f"{EXAMPLE}-A02",
                    text="燃气报警器通电有效",
                    check="按测试键听响声",
                    action=Action.IMMEDIATE,
                    days=None,
                    days_reason="",
                    major=(),
                    measured=None,
                    sampled=False,
                ),
            ),
        ),
    ),
    digest="",
)
