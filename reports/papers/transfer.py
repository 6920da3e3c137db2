"""案件移送函, 隐患移交（抄告）函: what was found, under which clauses, with which material, and its receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from reportlab.platypus import PageBreak
from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from reports.papers import closing, findings
from reports.papers.opening import CornerCode, heading, institution_rows, opening, particulars
from reports.papers.phrases import clauses, day
from reports.papers.sheet import Sheet
from reports.paragraph import check_boxes, text
from reports.style import BODY, BODY_FLUSH, CELL, CLOSING, SUBTITLE, TITLE
from reports.tables import table

OPENINGS: Final = {"case_transfer": "case_transfer.opening", "handover": "handover.opening"}
_DONE_WITH: Final = ("受理", "退回", "转送其他机关", "已办结")


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the letter and, on a page of its own, the receipt."""
    line = sheet.dossier.findings[0]
    said = OPENINGS[sheet.dossier.paper.code]
    told = sheet.wording.say(said, day=day(sheet.visit_day), institution=sheet.dossier.institution.name)
    return [
        *opening(sheet, code),
        text(f"{_recipient(line)}：", BODY_FLUSH),
        text(told, BODY),
        *heading("一、被检查单位"),
        particulars(sheet, institution_rows(sheet)),
        *heading("二、事实和涉及条款"),
        findings.fact(line, 1, clauses(line.clauses), broken="涉及条款"),
        text(_why(line), BODY),
        *heading("三、证据和材料清单"),
        _material(sheet, line),
        *findings.photographs(sheet, line.photos),
        text(sheet.wording.say("transfer.duty"), BODY),
        closing.ending(sheet, _last_words(sheet)),
        *_receipt(sheet, code, line),
    ]


def _recipient(line: FindingLine) -> str:
    return line.finding.fields.text("referred_to") or "　　　　　　　　"


def _why(line: FindingLine) -> str:
    number = line.finding.number
    return f"隐患编号：{number}。移送理由：{line.finding.fields.text('referral_reason').rstrip('。')}。"


def _material(sheet: Sheet, line: FindingLine) -> Any:
    rows: list[list[Any]] = [["序号", "名称", "文号或编号", "份数", "页（张）数"]]
    rows += [[str(number), *row] for number, row in enumerate(_listed(sheet, line), start=1)]
    if len(rows) == 1:
        rows.append(["", "无", "", "", ""])
    return table(rows, sheet.columns(14, 0, 50, 16, 24), head_rows=1)


def _listed(sheet: Sheet, line: FindingLine) -> Iterator[list[str]]:
    for paper in sheet.dossier.related:
        yield [f"《{paper.title}》（复印件）", paper.number, "1", str(paper.fields.whole("pages") or "")]
    if line.photos:
        yield ["现场照片", findings.photo_labels(line.photos), "1", str(len(line.photos))]
    for one in line.finding.sets.get("evidence", {}).values():
        yield [str(one["name"]), "", "1", ""]


def _last_words(sheet: Sheet) -> list[Flowable]:
    """Return what stands with the signatures on their page."""
    return [
        text(sheet.wording.say("transfer.reply"), BODY),
        *closing.contact(sheet),
        *closing.issued_by(sheet),
    ]


def _receipt(sheet: Sheet, code: str, line: FindingLine) -> list[Flowable]:
    """Return the receipt the other agency fills in and sends back."""
    letter = sheet.dossier
    said = sheet.wording.say("transfer.receipt", title=letter.title, number=letter.document.number or "　　　　")
    rows: list[list[Any]] = [
        ["隐患编号", line.finding.number],
        ["被检查单位", letter.institution.name],
        ["收到材料", "共　　　份　　　页"],
        ["办理意见", [check_boxes([(title, False) for title in _DONE_WITH], CELL)]],
        ["说明", "\n\n"],
        ["接收人", "　　　　　　　　　　　　联系电话："],
        ["接收时间", "　　　　年　　月　　日　　时"],
    ]
    return [
        PageBreak(),
        CornerCode(code),
        text("回　　执", TITLE),
        text(f"（{letter.title}）", SUBTITLE),
        text(f"{letter.agency.name}：", BODY_FLUSH),
        text(said, BODY),
        table(rows, sheet.columns(30, 0), label_columns=(0,)),
        text(f"{_recipient(line)}　（印章）", CLOSING),
        text("　　　　年　　月　　日", CLOSING),
    ]
