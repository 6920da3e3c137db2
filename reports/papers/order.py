"""责令立即改正通知书, 责令限期改正通知书: facts, clauses the agency may enforce, demand, date, remedies."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from reports.papers import closing, findings
from reports.papers.opening import addressee, officers_words, opening
from reports.papers.phrases import day, formal_clauses
from reports.papers.sheet import Sheet
from reports.paragraph import Span, text
from reports.style import BODY, BODY_FLUSH

IMMEDIATE = "immediate"


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the order; which of the two it is stands in the dossier."""
    agency = sheet.dossier.agency.code
    wording = sheet.wording
    return [
        *opening(sheet, code),
        text(addressee(sheet), BODY_FLUSH),
        text(wording.say("order.opening", day=day(sheet.visit_day)), BODY),
        *_facts(sheet),
        text(_demand(sheet), BODY),
        *_demands(sheet),
        text(wording.say("order.meanwhile"), BODY),
        text(wording.say_for("order.consequence", agency), BODY),
        text(_afterwards(sheet), BODY),
        text(closing.remedies(sheet), BODY),
        text(f"执法人员：{officers_words(sheet)}", BODY),
        *closing.contact(sheet),
        closing.ending(sheet, closing.issued_by(sheet), closing.received(sheet)),
    ]


def is_immediate(sheet: Sheet) -> bool:
    """Tell whether the order sets no days."""
    return sheet.dossier.paper.code == IMMEDIATE


def _facts(sheet: Sheet) -> list[Flowable]:
    return [
        findings.fact(
            line,
            number,
            formal_clauses(sheet.enforceable(line), on=line.finding.fields.day("found_on")),
            broken="该行为不符合",
        )
        for number, line in enumerate(sheet.dossier.findings, start=1)
    ]


def _demand(sheet: Sheet) -> str:
    basis = sheet.wording.say_for("order.basis", sheet.dossier.agency.code)
    demand = sheet.wording.say("order.immediate" if is_immediate(sheet) else "order.until")
    return f"{basis}{demand}"


def _demands(sheet: Sheet) -> list[Flowable]:
    return [
        text([Span(f"（{number}）{_required(line)}"), Span(_until(sheet, line), bold=True)], BODY)
        for number, line in enumerate(sheet.dossier.findings, start=1)
    ]


def _required(line: FindingLine) -> str:
    measure = line.finding.fields.text("measure").rstrip("。")
    responsible = line.finding.fields.text("responsible")
    return f"{measure}{f'（责任人：{responsible}）' if responsible else ''}。"


def _until(sheet: Sheet, line: FindingLine) -> str:
    return "立即改正。" if is_immediate(sheet) else f"整改{findings.deadline_words(line)}。"


def _afterwards(sheet: Sheet) -> str:
    way = sheet.wording.say_for("order.reinspection", sheet.dossier.agency.code)
    return way if is_immediate(sheet) else f"{way}{sheet.wording.say('order.extension')}"
