"""What was checked, as counts and lines: one by one or in one act, sampled, measured, not applicable, not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from checklists.model import Item
from inspections.dossier import Dossier, ItemLine, SectionLines
from inspections.inspection import Response
from inspections.proposals import item_clauses
from inspections.terms import AGENCY_CODE, RESULT, result_words
from reports.papers.phrases import clauses, measured, sample, words
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, CELL_CENTER, SMALL
from reports.tables import Merged, table

_WORST_FIRST: Final = ("non_compliant", "gap", "compliant", "not_applicable")
REASONS: Final = replace(SMALL, left_indent=2)
_RESULTS: Final = ("compliant", "non_compliant", "gap", "not_applicable", "not_checked")


def result(line: ItemLine) -> str:
    """Return the result of an item over all agencies: one that does not comply outweighs the others."""
    given = {response.result for response in line.responses}
    return next((code for code in _WORST_FIRST if code in given), "not_checked")


def asked(section: SectionLines) -> list[ItemLine]:
    """Return the items of a section that facts and depth leave in, those asked under another list's code too."""
    return [line for line in section.items if not (line.excluded or line.beyond)]


def counted(section: SectionLines) -> list[ItemLine]:
    """Return the items of a section that were asked under their own code: each demand once in all lists."""
    return [line for line in section.items if line.is_asked]


def is_batch(line: ItemLine) -> bool:
    """Tell whether all responses of an item came from one act over the rest of its section."""
    return bool(line.responses) and all(response.is_batch for response in line.responses)


def count(dossier: Dossier, code: str) -> int:
    """Return how many asked items of all lists have a result."""
    return sum(result(line) == code for section in dossier.sections for line in counted(section))


def how_checked(lines: Sequence[ItemLine]) -> str:
    """Return 「n 项逐项，m 项批量」 over the items that have a result."""
    checked = [line for line in lines if result(line) != "not_checked"]
    batch = sum(is_batch(line) for line in checked)
    return f"{len(checked) - batch} 项逐项，{batch} 项批量"


def summary_table(sheet: Sheet) -> Any:
    """Return one row per section of every list, and the sum."""
    shown = [code for code in _RESULTS if code != "gap" or count(sheet.dossier, code)]
    head = ["检查表与部分", "应查", "检查方式", *(RESULT[code] for code in shown)]
    rows: list[list[Any]] = [head]
    every: list[ItemLine] = []
    digest = ""
    for section in sheet.dossier.sections:
        if section.checklist.digest != digest:
            digest = section.checklist.digest
            rows.append(
                [f"《{section.checklist.title}》（{section.checklist.edition}）", *[Merged.LEFT] * (len(head) - 1)]
            )
        lines = asked(section)
        every.extend(counted(section))
        rows.append(_row(f"{section.code}　{section.title}", lines, shown))
    rows.append(_row("合计", every, shown))
    centred = dict.fromkeys(range(1, len(head)), CELL_CENTER)
    widths = (14 if code == "compliant" else 15 for code in shown)
    return table(rows, sheet.columns(0, 13, 42, *widths), head_rows=1, column_styles=centred)


def _row(title: str, lines: Sequence[ItemLine], shown: Sequence[str]) -> list[str]:
    tally = Counter(result(line) for line in lines)
    return [title, str(len(lines)), how_checked(lines), *(str(tally[code]) for code in shown)]


def particular_lines(dossier: Dossier) -> Iterator[str]:
    """Return a line for every response with a sample, a measured value or a note."""
    for section in dossier.sections:
        for line in counted(section):
            for response in line.responses:
                told = "；".join(_particulars(response, line))
                if told:
                    yield f"{line.item.id}　{line.item.text.rstrip('。')}：{_words(response.result, line)}；{told}。"


def _particulars(response: Response, line: ItemLine) -> Iterator[str]:
    fields = response.fields
    if fields.value("sample"):
        yield sample(fields.value("sample"))
    if fields.value("measured"):
        yield f"实测 {measured(fields.value('measured'))}"
    if fields.text("note"):
        yield fields.text("note")
    said = fields.value("sample") or fields.value("measured") or fields.text("note")
    place = line.places.get(fields.text("place"), fields.text("place"))
    if said and place:
        yield f"部位：{place}"
    if said and fields.value("proven"):
        yield f"检查方式：{words(fields.value('proven'))}"


def left_out(dossier: Dossier) -> Iterator[tuple[str, list[str]]]:
    """Return what has no result, said plainly: not applicable by fact or on site with the reasons, and not checked."""
    excluded = _grouped(
        (line.excluded, line) for section in dossier.sections for line in section.items if line.excluded
    )
    if excluded:
        yield f"按机构事实不适用 {_items(excluded)} 项，理由如下：", _lines(excluded)
    yield from _kept(dossier)
    absent = _grouped(
        (response.fields.text("reason"), line)
        for line in _with_result(dossier, "not_applicable")
        for response in line.responses
        if response.result == "not_applicable"
    )
    if absent:
        yield f"现场认定不适用 {_items(absent)} 项，理由如下：", _lines(absent)
    open_lines = _with_result(dossier, "not_checked")
    if open_lines:
        codes = "、".join(line.item.id for line in open_lines)
        yield f"本次未检查 {len(open_lines)} 项，不作结论：", [codes]


def _kept(dossier: Dossier) -> Iterator[tuple[str, list[str]]]:
    """Return what facts or depth took out during the visit: answers given before stand beside it, never dropped."""
    every = [line for section in dossier.sections for line in section.items]
    if told := [_concluded(line) for line in every if line.excluded and line.is_answered]:
        yield f"其中 {len(told)} 项在机构事实变更前已有结论，不再适用（结论保留）：", told
    beyond = [line for line in every if line.beyond]
    if told := [_concluded(line) for line in beyond if line.is_answered]:
        yield f"本次深度之外 {len(told)} 项已有结论（予以保留）：", told
    if codes := [line.item.id for line in beyond if not line.is_answered]:
        yield f"本次为基本检查，以下 {len(codes)} 项不在检查范围：", ["、".join(codes)]


def _concluded(line: ItemLine) -> str:
    return f"{line.item.id}　{line.item.text.rstrip('。')}：{_words(result(line), line)}。"


def _words(code: str, line: ItemLine) -> str:
    return result_words(code, is_target=line.item.is_target)


def shared(sheet: Sheet) -> list[Flowable]:
    """Return what 一表通查 asked once for several lists, nothing where the lists share no demand."""
    lines = list(shared_lines(sheet.dossier))
    if not lines:
        return []
    said = f"一表通查：以下 {len(lines)} 项要求在多份检查表中相同，只检查一次，结论对各表有效，合计中计一次："
    return [text(said, BODY), *(text(line, REASONS) for line in lines)]


def shared_lines(dossier: Dossier) -> Iterator[str]:
    """Return a line for each demand that several lists make alike: every list's item with its own clauses."""
    for section in dossier.sections:
        for line in section.items:
            if len(line.own) > 1:
                same = "；".join(_own_demand(one, dossier.inspection.on) for one in line.own)
                yield f"{same}：{_words(result(line), line)}。"


def _own_demand(item: Item, on: date) -> str:
    return f"{item.id}（{AGENCY_CODE[item.lead]}，{clauses(item_clauses(item, on=on))}）"


def _with_result(dossier: Dossier, code: str) -> list[ItemLine]:
    return [line for section in dossier.sections for line in counted(section) if result(line) == code]


def _grouped(reasons: Any) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for reason, line in reasons:
        codes = groups.setdefault(reason.rstrip("。") or "未写明理由", [])
        if line.item.id not in codes:
            codes.append(line.item.id)
    return groups


def _items(groups: dict[str, list[str]]) -> int:
    return len({code for codes in groups.values() for code in codes})


def _lines(groups: dict[str, list[str]]) -> list[str]:
    return [f"{reason}（{len(codes)} 项：{'、'.join(codes)}）。" for reason, codes in groups.items()]
