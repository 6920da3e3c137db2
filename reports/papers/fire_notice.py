"""重大火灾隐患整改通知书: the determination with its organ and ground, demand, date, remedies. Fire only."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from reports.papers import closing, findings
from reports.papers.opening import addressee, officers_words, opening, particulars
from reports.papers.phrases import day, formal_clauses, words
from reports.papers.sheet import Sheet
from reports.paragraph import Span, text
from reports.style import BODY, BODY_FLUSH


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the notice about one determined hazard."""
    line, wording = sheet.dossier.findings[0], sheet.wording
    agency = sheet.dossier.agency.code
    return [
        *opening(sheet, code),
        text(addressee(sheet), BODY_FLUSH),
        text(_opening(sheet, line), BODY),
        findings.fact(line, 1, _cited(sheet, line), broken="该行为不符合"),
        particulars(sheet, _determination(line)),
        text(f"{wording.say_for('order.basis', agency)}{wording.say('fire_notice.until')}", BODY),
        text([Span(f"{_measure(line)}。"), Span(f"整改{findings.deadline_words(line)}。", bold=True)], BODY),
        text(wording.say("fire_notice.meanwhile"), BODY),
        text(wording.say_for("order.consequence", agency), BODY),
        text(wording.say_for("order.reinspection", agency), BODY),
        text(closing.remedies(sheet), BODY),
        *findings.photographs(sheet, line.photos),
        closing.ending(sheet, _last_words(sheet), closing.received(sheet)),
    ]


def _last_words(sheet: Sheet) -> list[Flowable]:
    """Return what stands with the signatures on their page."""
    officers = text(f"执法人员：{officers_words(sheet)}", BODY)
    return [officers, *closing.contact(sheet), *closing.issued_by(sheet)]


def _opening(sheet: Sheet, line: FindingLine) -> str:
    fields = line.finding.fields
    return sheet.wording.say(
        "fire_notice.opening",
        day=day(sheet.visit_day),
        organ=fields.text("determining_organ") or "　　　　　　",
        determined=day(fields.text("determined_on")),
    )


def _cited(sheet: Sheet, line: FindingLine) -> str:
    return formal_clauses(sheet.enforceable(line), on=line.finding.fields.day("found_on"))


def _determination(line: FindingLine) -> list[list[str]]:
    fields = line.finding.fields
    return [
        ["隐患编号", line.finding.number, "判定依据", fields.text("criterion")],
        ["判定机关", fields.text("determining_organ"), "判定文号", fields.text("determination_number")],
        ["判定日期", day(fields.text("determined_on")), "参加判定人员", words(fields.value("participants"))],
    ]


def _measure(line: FindingLine) -> str:
    return line.finding.fields.text("measure").rstrip("。")
