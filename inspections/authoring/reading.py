"""Read a checklist from the sheets of a workbook; every problem is named by sheet, row and column, all at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from checklists.loader import examine
from checklists.model import Checklist
from checklists.problems import CATALOGUE, Problem
from checklists.writing import write
from inspections.authoring.book import Authored, Book, ordered
from inspections.authoring.columns import CLAUSE, HEAD, ITEM, MAJOR, SECTION
from inspections.authoring.faults import key_of, words_of
from inspections.authoring.grid import Noting, Row, note_strangers, read_rows

CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")

_NOWHERE: Final = "\u3000"
"""The section of items whose section is unknown: they are read on for their own problems."""


@dataclass(slots=True)
class _Draft:
    """The values of a checklist file, and the row behind each place that a problem may name."""

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)


def read_book(book: Book) -> Authored:
    """Read a workbook laid out like the template."""
    noting = Noting()
    note_strangers(book, noting)
    head, sections, items, clauses, majors = (
        read_rows(book, form, noting) for form in (HEAD, SECTION, ITEM, CLAUSE, MAJOR)
    )
    draft = _Draft()
    draft.values["checklist"] = _head(head, draft, noting)
    draft.values["section"] = _sections(sections, draft, noting)
    _place_items(items, draft, noting)
    _hang(clauses, "clauses", draft, noting)
    _hang(majors, "major", draft, noting)
    for form, rows in ((SECTION, sections), (ITEM, items)):
        if not rows and not any(sheet == form.name for sheet, _row, _column in noting.cells):
            noting.note(form.name, 2, "没有填写", f"请从第二行起填写：{form.about}")
    checklist, found = examine(draft.values, name=f"{draft.values['checklist'].get('code', '')}.toml")
    said = frozenset(noting.cells)
    for problem in found:
        _note(problem, draft, noting, said)
    return authored(checklist, noting)


def authored(checklist: Checklist, noting: Noting) -> Authored:
    """The outcome: the checklist when no error was noted."""
    problems = ordered(noting.problems)
    is_sound = all(one.is_warning for one in noting.problems)
    return Authored(checklist=checklist if is_sound else None, problems=problems)


def checklist_file(checklist: Checklist) -> bytes:
    """The bytes of the checklist's file."""
    return write(checklist).encode()


def _head(rows: Sequence[Row], draft: _Draft, noting: Noting) -> dict[str, Any]:
    if not rows:
        if not any(sheet == HEAD.name for sheet, _row, _column in noting.cells):
            noting.note(HEAD.name, 2, "没有填写", "请在第二行填写检查表的代码、名称、版本和日期。")
        return {}
    first, *others = rows
    for row in others:
        row.note(noting, "", "多出一行", "一个工作簿只写一张检查表，请删去这一行。")
    draft.rows["checklist"] = first
    if first.text("code") and not CODE.fullmatch(first.text("code")):
        first.note(noting, "code", f"“{first.text('code')}”不能作代码", "请只用小写字母、数字和下划线，以字母开头。")
    return _with_empties(first)


def _sections(rows: Sequence[Row], draft: _Draft, noting: Noting) -> list[dict[str, Any]]:
    sections: dict[str, dict[str, Any]] = {}
    for row in rows:
        code = row.text("code")
        if code in sections:
            row.note(noting, "code", f"部分代码“{code}”重复", "请给每个部分唯一的代码。")
        elif code:
            sections[code] = {**_with_empties(row), "item": []}
            draft.rows[code] = row
    return list(sections.values())


def _place_items(rows: Sequence[Row], draft: _Draft, noting: Noting) -> None:
    sections = {section["code"]: section for section in draft.values["section"]}
    seen: dict[str, int] = {}
    for row in rows:
        code, item_id = row.text("section"), row.text("id")
        values = _nested(_with_empties(row))
        values.pop("section", None)
        if code and code not in sections:
            row.note(noting, "section", f"没有部分“{code}”", "请先在“部分”工作表登记，或改正代码。")
        if item_id in seen:
            row.note(noting, "id", f"编号“{item_id}”重复，已在第 {seen[item_id]} 行用过", "请给每一项唯一的编号。")
            values["id"] = f"{item_id}{_NOWHERE}{row.number}"
        elif item_id:
            seen[item_id] = row.number
        if code not in sections:
            sections[_NOWHERE] = sections.get(_NOWHERE) or {"code": _NOWHERE, "title": _NOWHERE, "item": []}
            code = _NOWHERE
        sections[code]["item"].append(values)
        draft.rows[values.get("id") or f"{code} item[{len(sections[code]['item'])}]"] = row
    draft.values["section"] = list(sections.values())


def _hang(rows: Sequence[Row], key: str, draft: _Draft, noting: Noting) -> None:
    """Hang clauses or triggers on their items."""
    items = {item["id"]: item for section in draft.values["section"] for item in section["item"] if "id" in item}
    for row in rows:
        item_id = row.text("item")
        item = items.get(item_id)
        if item is None:
            if item_id:
                row.note(noting, "item", f"没有检查项“{item_id}”", "请改正编号，或先在“检查项”工作表登记。")
            continue
        values = _with_empties(row)
        values.pop("item", None)
        item.setdefault(key, []).append(values)
        draft.rows[f"{item_id} {key}[{len(item[key])}]"] = row


def _with_empties(row: Row) -> dict[str, Any]:
    empties = {column.key: "" for column in row.form.columns if column.may_be_empty}
    return {**empties, **row.values}


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn `measured.name` into a table `measured` with a `name`."""
    nested: dict[str, Any] = {}
    for key, value in values.items():
        outer, _dot, inner = key.partition(".")
        if inner:
            nested.setdefault(outer, {})[inner] = value
        else:
            nested[key] = value
    return nested


def _note(problem: Problem, draft: _Draft, noting: Noting, said: frozenset[tuple[str, int, int]]) -> None:
    """Say a problem of the checklist at the cell it stands in; what was said there already is not said again."""
    row = draft.rows.get(problem.place)
    if row is None:
        if not said:
            noting.note("", 0, CATALOGUE[problem.code].message.format(detail=problem.detail), problem.what_to_do)
        return
    key = key_of(problem, row.form)
    at = row.places.get(key, 0)
    if (row.form.name, row.number, at) in said or (at == 0 and _lacks_columns(row, said)):
        return
    message, what_to_do = words_of(problem, row.form)
    row.note(noting, key, message, what_to_do)


def _lacks_columns(row: Row, said: frozenset[tuple[str, int, int]]) -> bool:
    return any(sheet == row.form.name and number <= 1 for sheet, number, _column in said)
