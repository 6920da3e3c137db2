"""延期整改审批表, internal: what was ordered, what the institution asks for and why, what was decided."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from reports.papers import closing, findings
from reports.papers.opening import heading, institution_rows, opening, particulars
from reports.papers.phrases import clauses, day, sentence
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY_FLUSH, SMALL

_BY_HAND = "\n\n\n"


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the form for one finding."""
    line = sheet.dossier.findings[0]
    return [
        *opening(sheet, code),
        *heading("一、原责令情况"),
        particulars(sheet, [*institution_rows(sheet), *_ordered(sheet, line)]),
        *heading("二、延期申请"),
        particulars(sheet, _asked(line)),
        *heading("三、审批"),
        particulars(sheet, _decided(line)),
        *findings.photographs(sheet, line.photos),
        text(f"注：{sheet.wording.say('extension.note')}", SMALL),
        closing.ending(sheet, [text("以上申请和决定与存档材料核对一致。", BODY_FLUSH)]),
    ]


def _day(line: FindingLine, name: str) -> str:
    value = line.finding.fields.text(name)
    return day(value) if value else ""


def _ordered(sheet: Sheet, line: FindingLine) -> list[list[str]]:
    order, finding = sheet.dossier.referenced, line.finding
    return [
        ["隐患编号", finding.number, "责令日期", _day(line, "ordered_on")],
        ["责令文书", f"《{order.title}》{order.number}" if order else ""],
        ["部位", line.place],
        ["问题事实", finding.description],
        ["依据条款", clauses(line.clauses)],
        ["整改要求", finding.fields.text("measure")],
    ]


def _asked(line: FindingLine) -> list[list[str]]:
    fields = line.finding.fields
    return [
        ["申请日期", _day(line, "extension_asked_on"), "此前延期", _before(line)],
        ["原期限", _day(line, "extension_from"), "拟延至", _day(line, "extension_until")],
        ["申请原因", fields.text("extension_reason")],
        ["已采取的临时措施", fields.text("extension_measures")],
        ["照片", findings.photo_labels(line.photos)],
    ]


def _before(line: FindingLine) -> str:
    """Return how often the date was put off before this request."""
    count = line.finding.fields.whole("extension_count") or 0
    granted = bool(line.finding.fields.text("extension_decided_on")) and not _denied(line)
    earlier = count - granted
    return f"{earlier} 次" if earlier > 0 else "无"


def _denied(line: FindingLine) -> str:
    return line.finding.fields.text("extension_denied_reason")


def _decided(line: FindingLine) -> list[list[str]]:
    fields = line.finding.fields
    decided = fields.text("extension_decided_by") if fields.text("extension_decided_on") else ""
    return [
        ["承办人意见", _BY_HAND],
        ["审批决定", _decision(line)],
        ["审批人", line.people.get(decided, decided), "审批日期", _day(line, "extension_decided_on")],
    ]


def _decision(line: FindingLine) -> str:
    if not line.finding.fields.text("extension_decided_on"):
        return ""
    if _denied(line):
        return sentence("不同意延期", f"理由：{_denied(line)}", "原期限不变")
    return sentence(f"同意延期，整改{findings.deadline_words(line)}")
