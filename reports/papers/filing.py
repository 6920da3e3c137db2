"""检查情况汇总表, 案卷封面和卷内目录: what a visit came to, and the file its papers are kept in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus.flowables import Flowable, PageBreak, Spacer

from inspections.document import Document
from inspections.dossier import FindingLine
from inspections.terms import FINDING_STATE
from reports.papers import checking, closing, findings
from reports.papers.opening import heading, institution_rows, officers_words, opening, particulars
from reports.papers.phrases import day, moment
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, CELL_CENTER, HEADING, MM
from reports.tables import table

DONE: Final = ("passed", "closed")
_BESIDE_TITLE: Final = 26 * MM


def summary(sheet: Sheet, code: str) -> list[Flowable]:
    """Return what was checked, found and done, agency by agency, and where it is published."""
    said = sheet.dossier.said("publication")
    return [
        *opening(sheet, code),
        particulars(sheet, [*institution_rows(sheet), *_visit(sheet)]),
        *heading("问题和整改"),
        _tally(sheet),
        *_found(sheet),
        *heading("总体评价与公示"),
        particulars(
            sheet,
            [
                ["总体评价", said.text("outcome")],
                ["公示日期", day(said.text("published_on")), "公示平台", said.text("published_where")],
            ],
        ),
        closing.ending(sheet, [text("汇总人对上列数字与检查记录核对一致。", BODY)]),
    ]


def filing(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the cover of a case file, then the list of its papers with their pages."""
    said, visit = sheet.dossier.said("filing"), sheet.dossier.inspection.fields
    begins, ends = _span(sheet)
    cover = [
        ["立卷机关", sheet.dossier.agency.name],
        ["案由（事项）", said.text("matter")],
        ["当事人", sheet.dossier.institution.name],
        ["任务来源", sheet.source, "检查类型", sheet.kind],
        ["检查日期", day(visit.text("on"))],
        ["文书起止", f"{begins} 至 {ends}" if begins else "卷内尚无文书"],
        ["承办人", officers_words(sheet)],
        ["立卷人", said.text("filed_by"), "立卷日期", day(said.text("filed_on"))],
        ["检查人", said.text("checked_by"), "保管期限", said.text("retention")],
        ["档号", said.text("archive_number")],
        ["卷内文书", f"{len(sheet.dossier.file)} 份", "卷内页数", f"{_pages(sheet.dossier.file)} 页"],
    ]
    return [
        *opening(sheet, code),
        Spacer(1, _BESIDE_TITLE),
        particulars(sheet, cover),
        PageBreak(),
        text("卷内目录", HEADING),
        _contents(sheet),
        closing.ending(
            sheet,
            [
                text(f"备考：{said.text('remark') or '无。'}", BODY),
                text(sheet.wording.say("filing.complete"), BODY),
            ],
        ),
    ]


def _visit(sheet: Sheet) -> list[list[str]]:
    fields = sheet.dossier.inspection.fields
    return [
        ["检查类型", sheet.kind, "任务来源", sheet.source],
        ["检查时间", f"{moment(fields.text('arrived_at'))} 至 {moment(fields.text('departed_at'))}"],
        ["检查机关", "、".join(agency.name for agency in sheet.dossier.agencies)],
        ["检查项", _checked(sheet)],
    ]


def _checked(sheet: Sheet) -> str:
    lines = [line for section in sheet.dossier.sections for line in checking.counted(section)]
    told = [("符合", "compliant"), ("不符合", "non_compliant"), ("不适用", "not_applicable"), ("未检查", "not_checked")]
    counts = "，".join(f"{title} {checking.count(sheet.dossier, code)} 项" for title, code in told)
    return f"应查 {len(lines)} 项：{counts}" if lines else "没有使用检查表"


def _tally(sheet: Sheet) -> Any:
    """Return a row per agency and the sum: findings, 重大, done, and the share that is done."""
    lines = sheet.dossier.findings
    names = list(dict.fromkeys(line.agency_name or "未指定机关" for line in lines))
    rows: list[list[Any]] = [["责令（处理）机关", "问题", "其中重大", "已完成整改", "整改率"]]
    rows += [_row(name, [line for line in lines if (line.agency_name or "未指定机关") == name]) for name in names]
    rows.append(_row("合计", lines))
    return table(
        rows, sheet.columns(0, 22, 26, 30, 26), head_rows=1, column_styles=dict.fromkeys(range(1, 5), CELL_CENTER)
    )


def _row(title: str, lines: Sequence[FindingLine]) -> list[str]:
    hazards = [line for line in lines if line.finding.category != "advice"]
    done = sum(line.finding.state in DONE for line in hazards)
    major = sum(line.finding.fields.text("grade") == "major" for line in hazards)
    rate = f"{done * 100 / len(hazards):.1f}%" if hazards else "—"
    return [title, str(len(lines)), str(major), str(done), rate]


def _found(sheet: Sheet) -> list[Flowable]:
    if not sheet.dossier.findings:
        return [text("检查的事项中未发现问题。", BODY)]
    rows: list[list[Any]] = [["编号", "部位与事实", "等级", "处理情况", "状态"]]
    rows += [
        [
            line.finding.number,
            f"{line.place}：{line.finding.description}",
            findings.grade(line),
            findings.done(line),
            FINDING_STATE.get(line.finding.state, line.finding.state),
        ]
        for line in sheet.dossier.findings
    ]
    return [table(rows, sheet.columns(32, 0, 22, 40, 22), head_rows=1)]


def _contents(sheet: Sheet) -> Any:
    rows: list[list[Any]] = [["顺序号", "文书名称", "文号", "日期", "页数", "页次", "备注"]]
    page = 1
    for number, one in enumerate(sheet.dossier.file, start=1):
        pages = one.fields.whole("pages") or 1
        until = page + pages - 1
        spread = str(page) if pages == 1 else f"{page}—{until}"
        rows.append([str(number), one.title, one.number, one.fields.text("made_on"), str(pages), spread, _remark(one)])
        page = until + 1
    if not sheet.dossier.file:
        rows.append(["—", "卷内尚无已定稿的文书", "", "", "", "", ""])
    return table(
        rows, sheet.columns(15, 0, 40, 24, 13, 18, 22), head_rows=1, column_styles=dict.fromkeys((0, 4, 5), CELL_CENTER)
    )


def _remark(document: Document) -> str:
    fields = document.fields
    if fields.flag("external"):
        return "外部文书"
    if document.is_superseded:
        return "已被替代"
    served = f"{fields.text('served_on')} 送达" if fields.text("served_on") else ""
    return served or ("拒签" if fields.text("refused_on") else "")


def _pages(documents: Sequence[Document]) -> int:
    return sum(one.fields.whole("pages") or 1 for one in documents)


def _span(sheet: Sheet) -> tuple[str, str]:
    days = sorted(one.fields.text("made_on") for one in sheet.dossier.file if one.fields.text("made_on"))
    return (day(days[0]), day(days[-1])) if days else ("", "")
