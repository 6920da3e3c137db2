"""挂牌督办通知书, 解除挂牌督办通知书: what the listing organ decided about one 重大 hazard, told to the institution."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from inspections.entry import JsonObject
from reports.papers import closing, findings
from reports.papers.opening import addressee, opening, particulars
from reports.papers.phrases import clauses, day, sentence
from reports.papers.reinspection import RESULT
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, BODY_FLUSH


def listed(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the notice that a hazard is listed."""
    line, wording = sheet.dossier.findings[0], sheet.wording
    mark = line.finding.fields.object("mark.supervised")
    return [
        *opening(sheet, code),
        text(addressee(sheet), BODY_FLUSH),
        text(wording.say("supervision.opening", organ=_organ(mark)), BODY),
        particulars(sheet, [*_hazard(sheet, line), *_listing(mark)]),
        text(wording.say("supervision.plan", day=day(_said(mark, "plan_due"))), BODY),
        text(wording.say("order.meanwhile"), BODY),
        *findings.photographs(sheet, line.photos),
        closing.ending(sheet, _last_words(sheet, "supervision.end"), closing.received(sheet)),
    ]


def lifted(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the notice that a listing is lifted."""
    line, wording = sheet.dossier.findings[0], sheet.wording
    lifting = line.finding.fields.object("lifting")
    return [
        *opening(sheet, code),
        text(addressee(sheet), BODY_FLUSH),
        text(wording.say("supervision_lifted.opening", organ=_organ(lifting)), BODY),
        particulars(sheet, [*_hazard(sheet, line), *_lifting(line, lifting)]),
        *findings.photographs(sheet, [one for one in line.photos if one.photo.stage == "after"]),
        closing.ending(sheet, _last_words(sheet, "supervision_lifted.after"), closing.received(sheet)),
    ]


def _last_words(sheet: Sheet, sentence_id: str) -> list[Flowable]:
    """Return what stands with the signatures on their page."""
    return [text(sheet.wording.say(sentence_id), BODY), *closing.contact(sheet), *closing.issued_by(sheet)]


def _said(told: JsonObject, name: str) -> str:
    return str(told.get(name) or "")


def _organ(told: JsonObject) -> str:
    return _said(told, "organ") or "　　　　　　　　"


def _hazard(sheet: Sheet, line: FindingLine) -> list[list[str]]:
    order = sheet.dossier.referenced
    return [
        ["隐患编号", line.finding.number, "隐患等级", findings.grade(line)],
        ["部位", line.place],
        ["隐患事实", line.finding.description],
        ["涉及条款", clauses(line.clauses)],
        ["责令文书", f"《{order.title}》{order.number}" if order else ""],
        ["整改要求", line.finding.fields.text("measure")],
    ]


def _listing(mark: JsonObject) -> list[list[str]]:
    return [
        ["督办机关", _said(mark, "organ"), "督办文号", _said(mark, "number")],
        ["挂牌日期", day(_said(mark, "on")), "督办期限", f"至{day(_said(mark, 'until'))}"],
        ["整改责任单位", _said(mark, "responsible_unit")],
        ["督办要求", _said(mark, "demands")],
        ["说明", _said(mark, "note")],
    ]


def _lifting(line: FindingLine, lifting: JsonObject) -> list[list[str]]:
    fields = line.finding.fields
    listed_as = lifting.get("listed")
    before: JsonObject = listed_as if isinstance(listed_as, dict) else {}
    result = RESULT.get(fields.text("reinspection_result"), "")
    reinspected = f"{day(fields.text('reinspected_on'))}{result}"
    return [
        ["原督办机关", _said(before, "organ"), "原督办文号", _said(before, "number")],
        ["挂牌日期", day(_said(before, "on")), "原督办期限", f"至{day(_said(before, 'until'))}"],
        ["机构整改情况", sentence(fields.text("report_measure"))],
        ["复查情况", sentence(reinspected, fields.text("reinspection_note"))],
        ["解除依据", _said(lifting, "basis")],
        ["解除决定", _said(lifting, "organ"), "解除文号", _said(lifting, "number")],
        ["解除日期", day(_said(lifting, "on"))],
    ]
