"""What is wrong in a draft, each fault at the field it stands in; and what a published part may no longer change."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType
from typing import Any, Final

from checklists.loader import examine
from checklists.model import Checklist
from checklists.problems import CATALOGUE, Problem, ProblemCode
from inspections.authoring.columns import CLAUSE, HEAD, ITEM, MAJOR, SECTION, Form
from inspections.authoring.draft import HEAD as HEAD_KEY
from inspections.authoring.draft import Draft, DraftItem
from inspections.authoring.faults import key_of, words_of
from inspections.editions import CatalogueEntry, publishing_faults

PARTS: Final[Mapping[str, Form]] = MappingProxyType({"clauses": CLAUSE, "major": MAJOR})
"""What an item holds several of, and the form of one."""
LOCKED_ITEM: Final = ("id", "sampled", "nature", "measured", "measured.unit")
NUMBER_LOCKED: Final = "已发布的检查项不能改编号；要另编号，请复制这一项。"
TYPE_LOCKED: Final = "已发布的检查项不能改变答法（测量、单位、抽查、性质）；要改，请复制为新编号的检查项。"
FACT: Final = "fact"
SECTION_LOCKED: Final = "已发布的部分不能改代码，检查项编号以它开头。"

_CONDITION: Final = frozenset(
    {ProblemCode.BAD_CONDITION, ProblemCode.UNKNOWN_FACT, ProblemCode.WRONG_OPERATOR, ProblemCode.TOO_DEEP}
)
_INNER: Final = re.compile(r"(?P<owner>.*?) (?P<part>clauses|major|all|any)\[(?P<number>\d+)\]")
_SAID: Final[Mapping[ProblemCode, tuple[str, str]]] = MappingProxyType(
    {
        ProblemCode.EMPTY_TEXT: ("没有填写", ""),
        ProblemCode.MISSING_KEY: ("没有填写", ""),
        ProblemCode.EMPTY_LIST: ("至少要选一项", ""),
        ProblemCode.WRONG_TYPE: ("不是数字", "请只填数字"),
        ProblemCode.BAD_NUMBER: ("不是允许的数值", "请改成规定范围内的数"),
        ProblemCode.CONTROL_CHARACTER: ("含有换行或不可见字符", "请写成一行"),
        ProblemCode.NO_ITEMS: ("这个部分没有检查项", "请至少写一项，或删去这个部分"),
        ProblemCode.BAD_CONDITION: ("适用条件没有写完", "请选机构事实、比较和值，或删去这一行"),
        ProblemCode.WRONG_OPERATOR: ("这个机构事实不能这样比较", "请另选比较"),
        ProblemCode.REASON_MISMATCH: ("有适用条件的，要写不适用时记什么", ""),
        ProblemCode.DAYS_MISMATCH: ("责令限期改正的，天数和理由都要填", ""),
        ProblemCode.UNKNOWN_DOCUMENT: ("文件目录里没有这个文件", "请从列表中选"),
        ProblemCode.UNKNOWN_CRITERION: ("没有这种判定情形", "请从列表中选"),
        ProblemCode.BAD_REFERENCE: ("不能引用为同一要求", "请选另一张检查表中的检查项，或留空"),
        ProblemCode.SAME_DIFFERS: ("与所引用的项不一致（{detail}）", "请把两项改成一致，或不引用"),
        ProblemCode.DUPLICATE_ID: ("编号“{detail}”已用过", "请另编一个"),
    }
)
"""How a fault is said beside its field; the others are said as in a workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: the part of the draft, the field of it, and inside a clause or trigger which one."""

    key: int
    field: str
    message: str
    advice: str = ""
    rows: str = ""
    number: int = 0

    @property
    def text(self) -> str:
        """Return what is wrong and what to do."""
        return f"{self.message}。{self.advice}".removesuffix("。") if self.advice else self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A draft as the list it would be, with everything that is in the way."""

    checklist: Checklist
    faults: tuple[Fault, ...]
    is_readable: bool
    """Whether a file of it could be read; what remains only hinders its publishing."""

    @property
    def is_sound(self) -> bool:
        """Tell whether it can be published as it is."""
        return not self.faults


def locked(draft: Draft, key: int) -> Mapping[str, str]:
    """Return the fields of a part that may not change any more, with the reason."""
    if key == HEAD_KEY or draft.is_new(key):
        return {}
    if draft.section(key) is not None:
        return {"code": SECTION_LOCKED}
    return {name: NUMBER_LOCKED if name == "id" else TYPE_LOCKED for name in LOCKED_ITEM}


def examine_draft(draft: Draft, entries: Sequence[CatalogueEntry]) -> Examined:
    """Read a draft as its file would be read, and hold it against the editions at hand."""
    values, places = _to_examine(draft)
    checklist, problems = examine(values, name=f"{draft.code}.toml")
    faults = [_fault(draft, places, problem) for problem in _once(problems)]
    twice = [_said_twice(draft, key) for key in _repeated(draft)]
    others = [
        Fault(
            key=places.get(one.place, HEAD_KEY),
            field=one.field,
            message=_words(one.problem, ITEM)[0] if one.problem else one.text.removesuffix("。"),
            advice=_words(one.problem, ITEM)[1] if one.problem else "",
        )
        for one in publishing_faults(checklist, entries)
    ]
    every = tuple(dict.fromkeys([*faults, *twice, *others]))
    return Examined(checklist=checklist, faults=every, is_readable=not (faults or twice))


def _to_examine(draft: Draft) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the values with every number once, and which part each place of a problem means."""
    values, places = draft.values(), {"checklist": HEAD_KEY}
    repeated = _repeated(draft)
    for number, (section, table) in enumerate(zip(draft.sections, values["section"], strict=True), start=1):
        place = section.code.strip() or f"section[{number}]"
        places[place] = section.key
        for count, (item, inner) in enumerate(zip(section.items, table["item"], strict=True), start=1):
            if item.key in repeated:
                inner["id"] = f"{item.id}\u3000{item.key}"
            places[str(inner.get("id", "")).strip() or f"{place} item[{count}]"] = item.key
    return values, places


def _repeated(draft: Draft) -> Mapping[int, str]:
    """Return the items whose number stands twice, by key; the first that has it keeps it."""
    times = Counter(item.id.strip() for item in draft.items)
    seen: set[str] = set()
    found: dict[int, str] = {}
    for item in draft.items:
        number = item.id.strip()
        if number and times[number] > 1 and number in seen:
            found[item.key] = number
        seen.add(number)
    return found


def _said_twice(draft: Draft, key: int) -> Fault:
    item = draft.item(key) or DraftItem(key=key, values={})
    return Fault(key=key, field="id", message=f"编号“{item.id}”已用过", advice="请另编一个")


def _fault(draft: Draft, places: Mapping[str, int], problem: Problem) -> Fault:
    owner, rows, number = _place(places, problem.place)
    key = places.get(owner, HEAD_KEY)
    if problem.code in _CONDITION or rows in {"all", "any"} or _is_compared(problem):
        message, advice = _SAID[ProblemCode.BAD_CONDITION] if problem.detail == FACT else _words(problem, ITEM)
        return Fault(key=key, field="applies", message=message, advice=advice)
    form = PARTS.get(rows) or _form(draft, key)
    message, advice = _words(problem, form)
    if rows:
        field = key_of(problem, form)
        return Fault(key=key, field=field, message=message, advice=advice, rows=rows, number=number - 1)
    return Fault(key=key, field=_field(draft, key, problem, form), message=message, advice=advice)


def _once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Leave out what is said again of a condition: no fact is an unknown one, no number is no value of a fact."""
    for problem, after in zip_longest(problems, problems[1:]):
        if problem.code is ProblemCode.UNKNOWN_FACT and not problem.detail:
            continue
        if after is None or after.place != problem.place or after.detail.split(" ")[1:] != [problem.detail]:
            yield problem


def _place(places: Mapping[str, int], place: str) -> tuple[str, str, int]:
    if place in places:
        return place, "", 0
    found = _INNER.match(place)
    return (found["owner"], found["part"], int(found["number"])) if found else (place, "", 0)


def _is_compared(problem: Problem) -> bool:
    """Tell whether a fact is missing, or a number is one of a condition: it names the fact and the comparison."""
    return problem.detail == FACT or (problem.code is ProblemCode.BAD_NUMBER and " " in problem.detail)


def _form(draft: Draft, key: int) -> Form:
    if key == HEAD_KEY:
        return HEAD
    return SECTION if draft.section(key) is not None else ITEM


def _field(draft: Draft, key: int, problem: Problem, form: Form) -> str:
    match problem.code:
        case ProblemCode.DUPLICATE_ID:
            return "code" if form is SECTION else "id"
        case ProblemCode.REASON_MISMATCH:
            return "applies_reason"
        case ProblemCode.BAD_DATE:
            return next(iter(_saying(draft.head, problem.detail)), "in_force_from")
        case ProblemCode.REPEATED_VALUE:
            item = draft.item(key)
            return next((name for name in ("how", "agencies") if item and problem.detail in item.values[name]), "")
    if problem.detail in PARTS:
        return problem.detail
    return key_of(problem, form)


def _saying(values: Mapping[str, Any], text: str) -> Iterator[str]:
    return (name for name, value in values.items() if str(value).strip() == text)


def _words(problem: Problem, form: Form) -> tuple[str, str]:
    if problem.detail == "clauses":
        return "没有依据条款", "请至少加一条依据"
    if problem.code in _SAID:
        message, advice = _SAID[problem.code]
        return message.format(detail=problem.detail), advice
    if problem.code in CATALOGUE:
        message, advice = words_of(problem, form)
        return message, advice.removesuffix("。")
    return problem.detail, ""
