"""The library as it is read: checklists loaded, items found by filter and words, conditions and clauses in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.applicability import facts_asked
from checklists.clauses import documents, enforceable, is_enforceable
from checklists.criteria import Criterion
from checklists.facts import FACTS, format_value
from checklists.model import (
    Agency,
    AllOf,
    AnyOf,
    Checklist,
    Clause,
    Comparison,
    Condition,
    Defaults,
    Item,
    MajorTrigger,
    Not,
    Operator,
    Section,
)
from inspections.proposals import clause_text
from inspections.terms import ACTION, AGENCY_CODE, CRITERION_REGIME, NATURE, RELATION, SEVERITY
from ui.labels import joined

FILTERS: Final = (("all", "全部"), ("unverified", "待核"), ("major", "重大"), ("conditional", "有条件"))
_OPERATORS: Final[Mapping[Operator, str]] = {
    Operator.IS: "为",
    Operator.AT_LEAST: "不少于",
    Operator.AT_MOST: "不多于",
    Operator.ABOVE: "大于",
    Operator.BELOW: "小于",
    Operator.ONE_OF: "为以下之一：",
}


def has_unverified(item: Item) -> bool:
    """Tell whether any clause of an item still shows 待核."""
    return any(not clause.is_verified for clause in item.clauses)


def lets_through(item: Item, filter_id: str) -> bool:
    """Tell whether an item passes one of the filters."""
    match filter_id:
        case "unverified":
            return has_unverified(item)
        case "major":
            return bool(item.major)
        case "conditional":
            return item.applies is not None
    return True


def matches(item: Item, text: str) -> bool:
    """Tell whether every word typed occurs in the item."""
    clauses = " ".join(clause_words(clause) for clause in item.clauses)
    held = f"{item.id} {item.text} {item.check} {item.measure} {clauses}".casefold()
    return all(word in held for word in text.casefold().split())


def found_sections(checklist: Checklist, *, filter_id: str, text: str) -> list[tuple[Section, list[Item]]]:
    """Return the sections with the items that pass, leaving empty ones out."""
    found = [
        (section, [item for item in section.items if lets_through(item, filter_id) and matches(item, text)])
        for section in checklist.sections
    ]
    return [(section, items) for section, items in found if items]


def pill_texts(checklist: Checklist) -> list[tuple[str, str]]:
    """Return each filter with how many items it lets through."""
    counts = {key: sum(lets_through(item, key) for item in checklist.items) for key, _title in FILTERS}
    return [(key, f"{title} {counts[key]}") for key, title in FILTERS]


def edition_words(checklist: Checklist, today: date) -> str:
    """Say which edition it is, since when it is in force, and how much of it is verified."""
    end = f" 至 {checklist.in_force_to.isoformat()}" if checklist.in_force_to else " 起"
    force = f"{checklist.in_force_from.isoformat()}{end}{'施行' if checklist.is_in_force(today) else '（现在不适用）'}"
    unverified = sum(has_unverified(item) for item in checklist.items)
    counts = f"{len(checklist.sections)} 个部分 {len(checklist.items)} 项，其中 {unverified} 项含待核条款"
    return joined([f"版本 {checklist.edition}", force, counts])


def clause_words(clause: Clause) -> str:
    """Return a clause as people read it."""
    return clause_text({"document": clause.document, "article": clause.article})


def document_words(clause: Clause) -> str:
    """Return the full title, number and edition of the document a clause stands in."""
    document = documents()[clause.document]
    since = f"{document.in_force_from.isoformat()} 起施行" if document.in_force_from else ""
    return joined([document.title, document.number, document.edition, since, clause.note])


def agencies_words(agencies: Sequence[Agency]) -> str:
    """Return the names of agencies."""
    return "、".join(AGENCY_CODE[agency] for agency in agencies)


def who_may_order(clause: Clause, today: date) -> str:
    """Return which agencies may order under one clause today, or that none may."""
    able = [agency for agency in Agency if is_enforceable(clause, agency, on=today)]
    return f"可责令：{agencies_words(able)}" if able else "不作为责令依据，记录并移送"


def item_orderers(item: Item, today: date) -> str:
    """Return which agencies may order this item put right."""
    able = [agency for agency in Agency if enforceable(item, agency, on=today)]
    return agencies_words(able) if able else "没有机关可据此责令；记录并移送有权机关"


def condition_words(condition: Condition) -> str:
    """Return a condition in Chinese."""
    match condition:
        case Comparison():
            return _comparison_words(condition)
        case AllOf():
            return " 且 ".join(_inner_words(part) for part in condition.parts)
        case AnyOf():
            return " 或 ".join(_inner_words(part) for part in condition.parts)
        case Not():
            return f"不是（{condition_words(condition.part)}）"


def _inner_words(part: Condition) -> str:
    words = condition_words(part)
    return f"（{words}）" if isinstance(part, AllOf | AnyOf) else words


def _comparison_words(comparison: Comparison) -> str:
    fact, value = FACTS[comparison.fact], comparison.value
    name = fact.name.partition("（")[0]
    if isinstance(value, bool):
        return f"{name}：{format_value(fact, value)}"
    shown = (
        "、".join(format_value(fact, one) for one in value) if isinstance(value, tuple) else format_value(fact, value)
    )
    return f"{name}{_OPERATORS[comparison.operator]} {shown}".replace("： ", "：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact of an item: caption, words, and whether the words are our own proposal."""

    caption: str
    words: str
    is_ours: bool = False


def item_lines(item: Item, today: date) -> list[Line]:
    """Return what the card of an item says, in order; empty lines are left out."""
    ours = item.defaults is Defaults.OURS
    days = f"{item.days} 天；{item.days_reason}" if item.days else ""
    lines = [
        Line(caption="检查方法", words=item.check),
        Line(caption="取证", words=item.proof),
        Line(caption="方式", words="、".join(f"{how.value}" for how in item.how)),
        Line(caption="测量", words=measured_words(item)),
        Line(caption="抽查", words="可抽查，记录抽查数、总数和不符合数" if item.sampled else ""),
        Line(caption="适用条件", words=applies_words(item)),
        Line(caption="相关机关", words=agencies_words(item.agencies)),
        Line(caption="可责令机关", words=item_orderers(item, today)),
        Line(caption="处理方式", words=ACTION[item.action], is_ours=ours),
        Line(caption="整改措施", words=item.measure, is_ours=ours),
        Line(caption="整改期限", words=days, is_ours=ours),
    ]
    return [line for line in lines if line.words]


def item_marks(item: Item) -> str:
    """Return weight and nature of an item in one line."""
    return joined([SEVERITY[item.severity], NATURE[item.nature]])


def measured_words(item: Item) -> str:
    """Say what is measured and within which bounds."""
    if item.measured is None:
        return ""
    low = f"不小于 {item.measured.at_least}" if item.measured.at_least is not None else ""
    high = f"不大于 {item.measured.at_most}" if item.measured.at_most is not None else ""
    return f"{item.measured.name}（{item.measured.unit}）{'，'.join(part for part in (low, high) if part)}"


def applies_words(item: Item) -> str:
    """Say when an item applies and what a visit says where it does not."""
    if item.applies is None:
        return "适用于所有机构"
    asked = "、".join(FACTS[name].name.partition("（")[0] for name in facts_asked(item.applies))
    reason = item.applies_reason.rstrip("。")
    return f"{condition_words(item.applies)}。不适用时记：{reason}。所需事实：{asked}"


def trigger_words(trigger: MajorTrigger, criterion: Criterion) -> tuple[str, str]:
    """Return a trigger of 重大 in two lines: the situation, and where it stands."""
    place = clause_text({"document": criterion.document, "article": criterion.article})
    about = joined([CRITERION_REGIME[criterion.regime], RELATION[trigger.relation], place, trigger.note])
    return criterion.text, about
