"""Take a checklist over from an XLSForm, and say what could not be carried over; docs/xlsform.md has the mapping."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

import tomli

from checklists.facts import FACTS
from checklists.loader import examine
from checklists.model import (
    Action,
    Agency,
    AllOf,
    Certainty,
    Checklist,
    Clause,
    Condition,
    Defaults,
    Item,
    Measured,
    Method,
    Section,
    Severity,
)
from checklists.writing import write
from inspections.authoring.book import Authored, Book, letters
from inspections.authoring.grid import Noting
from inspections.authoring.reading import authored
from inspections.authoring.xlsform_logic import Bounds, LogicError, read_constraint, read_relevant
from inspections.authoring.xlsform_survey import Survey, SurveyRow, read_survey

DOCUMENT: Final = "通行做法"
OTHERS: Final = "其他"
MEASURE: Final = "建议按要求改正，并留下改正后的照片或记录"

_PLAIN: Final = frozenset(
    {"yes", "no", "na", "n/a", "是", "否", "有", "无", "符合", "不符合", "不适用", "合格", "不合格"}
)
_BEGIN: Final = frozenset({"begin_group", "begin_repeat"})
_END: Final = frozenset({"end_group", "end_repeat"})
_SELECTS: Final = frozenset({"select_one", "select_multiple"})
_UNASKED: Final = frozenset({"start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit"})
_HOW: Final[Mapping[str, Method]] = MappingProxyType(
    {
        "select_one": Method.LOOK,
        "select_multiple": Method.LOOK,
        "integer": Method.MEASURE,
        "decimal": Method.MEASURE,
        "text": Method.ASK,
        "date": Method.READ,
    }
)
_TYPE: Final = re.compile(r"^(select|begin|end)[ _](one|multiple|group|repeat)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """An open group: the conditions it puts on what stands in it."""

    row: SurveyRow
    kind: str
    conditions: tuple[Condition, ...]


@dataclass(slots=True)
class _Taking:
    """What was taken over so far."""

    survey: Survey
    noting: Noting
    prefix: str
    groups: list[_Group] = field(default_factory=list)
    sections: list[tuple[str, list[Item]]] = field(default_factory=list)
    rows: dict[str, SurveyRow] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    """Notes that wait for the next question."""
    pictures: list[str] = field(default_factory=list)
    """Photographs asked for before any question of the section."""
    optional: int = 0
    in_section: bool = False

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of all open groups."""
        return tuple(one for group in self.groups for one in group.conditions)


def read_xlsform(book: Book, *, name: str, today: date) -> Authored:
    """Read an XLSForm as a checklist of advice: what it does not know (clauses, agencies) is filled in and told."""
    noting = Noting()
    survey = read_survey(book, noting)
    code = _code(survey.settings.get("form_id") or name)
    taking = _Taking(survey=survey, noting=noting, prefix=code.replace("_", "").upper()[:8])
    for row in survey.rows:
        _take(row, taking)
    _finish(taking)
    checklist = Checklist(
        code=code,
        title=survey.settings.get("form_title") or name,
        edition=survey.settings.get("version") or "1",
        in_force_from=today,
        in_force_to=None,
        source=f"由 XLSForm“{name}”转换；依据、机关、处理方式和整改措施为暂填，待补",
        sections=tuple(
            Section(code=_section_code(taking.prefix, number), title=title, items=tuple(items))
            for number, (title, items) in enumerate(taking.sections, start=1)
            if items
        ),
        digest="",
    )
    if not noting.cells:
        _check(checklist, taking)
    return authored(checklist, noting)


def _take(row: SurveyRow, taking: _Taking) -> None:
    kind = _kind(row)
    if kind in _BEGIN:
        _begin(row, kind, taking)
    elif kind in _END:
        _end(row, taking)
    elif kind in _UNASKED:
        row.tell(taking.noting, "type", f"“{kind}”是自动记录，没有转入", "检查的时间和人员由检查本身记录。")
    elif kind in _OTHERS:
        _OTHERS[kind](row, taking)
    elif kind in _HOW:
        _question(row, kind, taking)
    else:
        row.tell(taking.noting, "type", f"题型“{row.text('type')}”没有转入", "请改写成检查项，或在检查时记在备注里。")


def _kind(row: SurveyRow) -> str:
    found = _TYPE.match(row.text("type"))
    return f"{found[1]}_{found[2]}".lower() if found else row.text("type").lower()


def _begin(row: SurveyRow, kind: str, taking: _Taking) -> None:
    if kind == "begin_repeat":
        row.tell(taking.noting, "type", "重复组只转入一遍", "多处检查时请在检查项上逐处记录部位。")
    if taking.groups:
        row.tell(taking.noting, "type", f"组中的组“{row.text('label')}”并入外层部分", "检查表只有部分和检查项两层。")
    else:
        taking.sections.append((row.text("label") or row.text("name") or OTHERS, []))
        taking.in_section = True
    condition = _relevant(row, taking)
    taking.groups.append(_Group(row=row, kind=kind, conditions=(condition,) if condition else ()))


def _end(row: SurveyRow, taking: _Taking) -> None:
    if not taking.groups:
        row.tell(taking.noting, "type", "多了一个组结束", "请删去，或补上对应的 begin_group。", is_warning=False)
        return
    taking.groups.pop()
    if not taking.groups:
        _drop_said(row, taking)
        taking.in_section = False


def _note(row: SurveyRow, taking: _Taking) -> None:
    taking.said.append(row.text("label"))


def _picture(row: SurveyRow, taking: _Taking) -> None:
    wanted = f"拍照：{row.text('label') or row.text('name')}"
    items = taking.sections[-1][1] if taking.sections and taking.in_section else []
    if not items:
        taking.pictures.append(wanted)
        return
    last = items[-1]
    items[-1] = _with_proof(last, wanted)


def _calculation(row: SurveyRow, taking: _Taking) -> None:
    row.tell(taking.noting, "type", f"计算“{row.text('name')}”没有转入", "计算类要求请写成指标。")


def _question(row: SurveyRow, kind: str, taking: _Taking) -> None:
    name, label = row.text("name"), row.text("label")
    if name in taking.names:
        row.tell(taking.noting, "name", f"题目名“{name}”重复", "请给每一题唯一的 name。", is_warning=False)
    taking.names.add(name)
    if name in FACTS:
        row.tell(taking.noting, "name", f"“{FACTS[name].name}”是机构事实，不作检查项", "请在机构页填写这一事实。")
        return
    if not label:
        row.tell(taking.noting, "label", "没有题目文字", "请填写 label。", is_warning=False)
        return
    if not taking.in_section:
        taking.sections.append((OTHERS, []))
        taking.in_section = True
    items = taking.sections[-1][1]
    section = _section_code(taking.prefix, len(taking.sections))
    item = _item(row, kind, f"{section}{len(items) + 1:02d}", taking)
    for wanted in taking.pictures:
        item = _with_proof(item, wanted)
    taking.pictures.clear()
    taking.said.clear()
    items.append(item)
    taking.rows[item.id] = row
    taking.optional += row.text("required").lower() not in {"yes", "true", "true()", "1", "是"}


def _item(row: SurveyRow, kind: str, item_id: str, taking: _Taking) -> Item:
    label = row.text("label")
    own = _relevant(row, taking)
    condition = _joined((*taking.conditions, *((own,) if own else ())))
    check = [*taking.said, row.text("hint"), row.text("constraint_message"), *_options(row, kind, taking)]
    return Item(
        id=item_id,
        text=label,
        check="；".join(part for part in check if part) or f"现场核对：{label}",
        proof="现场照片或记录",
        how=(_HOW[kind],),
        measure=MEASURE,
        action=Action.ADVISE,
        defaults=Defaults.OURS,
        severity=Severity.ORDINARY,
        agencies=(Agency.CIVIL_AFFAIRS,),
        clauses=(Clause(document=DOCUMENT, article="", certainty=Certainty.OURS, note="XLSForm 未给出依据，待补"),),
        applies=condition,
        applies_reason="表单的 relevant 条件不成立" if condition else "",
        measured=_measured(row, kind, taking),
    )


def _options(row: SurveyRow, kind: str, taking: _Taking) -> list[str]:
    """The choices of a question, in words: an item here is met or not met, nothing else."""
    if kind in {"text", "date"}:
        row.tell(taking.noting, "type", "文字和日期回答记在备注里", "检查项的结论是符合、不符合或不适用。")
        return []
    if kind not in _SELECTS:
        return []
    words = row.text("type").split()
    list_name = words[-1] if words[-1] != "or_other" or len(words) < 3 else words[-2]
    pairs = taking.survey.lists.get(list_name)
    if pairs is None:
        row.tell(
            taking.noting,
            "type",
            f"choices 工作表没有选项组“{list_name}”",
            "请在 choices 工作表补上，或改正组名。",
            is_warning=False,
        )
        return []
    if kind == "select_one" and all({name.lower(), label} & _PLAIN for name, label in pairs):
        return []
    offered = "、".join(label for _name, label in pairs)
    row.tell(taking.noting, "type", "选项已写进检查方法，回答时记在备注里", "检查项的结论是符合、不符合或不适用。")
    return [f"{'可多选' if kind == 'select_multiple' else '选一项'}：{offered}"]


def _measured(row: SurveyRow, kind: str, taking: _Taking) -> Measured | None:
    constraint = row.text("constraint")
    bounds = Bounds()
    if kind in {"integer", "decimal"}:
        try:
            bounds = read_constraint(constraint, is_whole=kind == "integer") if constraint else bounds
        except LogicError as error:
            row.tell(taking.noting, "constraint", f"约束没有转入：{error}", f"原文：{constraint}")
        name = row.text("label")
        return Measured(name=name, unit="（待补）", at_least=bounds.at_least, at_most=bounds.at_most)
    if constraint:
        row.tell(taking.noting, "constraint", "约束没有转入：只有数字题的约束能转成上下限", f"原文：{constraint}")
    return None


def _relevant(row: SurveyRow, taking: _Taking) -> Condition | None:
    text = row.text("relevant")
    if not text:
        return None
    try:
        return read_relevant(text)
    except LogicError as error:
        row.tell(taking.noting, "relevant", f"显示条件没有转入：{error}", f"这一项将总是适用。原文：{text}")
        return None


def _joined(conditions: tuple[Condition, ...]) -> Condition | None:
    if len(conditions) > 1:
        return AllOf(parts=conditions)
    return conditions[0] if conditions else None


def _with_proof(item: Item, wanted: str) -> Item:
    return replace(item, proof=f"{item.proof}；{wanted}")


def _drop_said(row: SurveyRow, taking: _Taking) -> None:
    for text in (*taking.said, *taking.pictures):
        row.tell(taking.noting, "type", f"“{text}”后面没有题目，没有转入", "请写进前面某一项的检查方法。")
    taking.said.clear()
    taking.pictures.clear()


def _finish(taking: _Taking) -> None:
    for group in taking.groups:
        group.row.tell(taking.noting, "type", "组没有结束", "请补上 end_group。", is_warning=False)
    if taking.survey.rows:
        _drop_said(taking.survey.rows[-1], taking)
    if taking.survey.rows and not taking.rows and not taking.noting.cells:
        taking.noting.note("survey", 0, "没有能转成检查项的题目", "请至少写一道选择、数字、文字或日期题。")
    if taking.optional:
        message = f"{taking.optional} 题不是必答题；这里每一项都要有结论"
        taking.noting.note("survey", 0, message, "没有查的项可记“未检查”。", is_warning=True)
    if taking.rows:
        message = "依据条款、相关机关、处理方式、整改措施和计量单位 XLSForm 里没有，已暂填"
        taking.noting.note("survey", 0, message, "请导出为 Excel 后逐项补上，再发布。", is_warning=True)


def _check(checklist: Checklist, taking: _Taking) -> None:
    """Say what the checklist's own rules refuse, at the question it came from."""
    _checklist, problems = examine(tomli.loads(write(checklist)), name=f"{checklist.code}.toml")
    for problem in problems:
        row = taking.rows.get(problem.place.partition(" ")[0])
        said = problem.message.partition("：")[2]
        if row:
            row.tell(taking.noting, "label", said, problem.what_to_do, is_warning=False)
        else:
            taking.noting.note("settings", 0, said, problem.what_to_do)


def _section_code(prefix: str, number: int) -> str:
    return f"{prefix}-{letters(number)}"


def _code(text: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:50]
    return plain if plain[:1].isalpha() and plain.isascii() else f"form_{plain}".strip("_")


_OTHERS: Final[Mapping[str, Callable[[SurveyRow, _Taking], None]]] = MappingProxyType(
    {"note": _note, "image": _picture, "photo": _picture, "calculate": _calculation}
)
