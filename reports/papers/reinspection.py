"""整改复查意见书: the order it follows, the result finding by finding, what follows where it failed."""

from __future__ import annotations

from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from inspections.finding import PROPOSALS
from inspections.terms import FINDING_STATE
from reports.papers import closing, findings
from reports.papers.opening import addressee, officers_words, opening
from reports.papers.phrases import day, sentence, short_day
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, BODY_FLUSH
from reports.tables import table

RESULT: Final = {"passed": "合格", "failed": "不合格"}


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the opinion of one agency."""
    results = {line.finding.fields.text("reinspection_result") for line in sheet.dossier.findings}
    conclusion = [sheet.wording.say("reinspection.failed")] if "failed" in results else []
    if results == {"passed"}:
        conclusion = [sheet.wording.say("reinspection.passed")]
    return [
        *opening(sheet, code),
        text(addressee(sheet), BODY_FLUSH),
        text(f"{_order(sheet)}{sheet.wording.say('reinspection.opening', day=day(_day(sheet)))}", BODY),
        _results(sheet),
        *(text(line, BODY) for line in conclusion),
        text(f"复查人员：{officers_words(sheet)}", BODY),
        *closing.contact(sheet),
        *findings.photographs(sheet, [photo for line in sheet.dossier.findings for photo in line.photos]),
        closing.ending(sheet, closing.issued_by(sheet), closing.received(sheet)),
    ]


def _day(sheet: Sheet) -> str:
    days = (line.finding.fields.text("reinspected_on") for line in sheet.dossier.findings)
    return max((one for one in days if one), default=sheet.visit_day.isoformat())


def _order(sheet: Sheet) -> str:
    order = sheet.dossier.referenced
    return f"针对《{order.title}》（{order.number}）所列问题，" if order else ""


def _results(sheet: Sheet) -> Any:
    rows: list[list[Any]] = [["序号", "部位与事实", "整改要求与期限", "机构整改情况", "复查结论"]]
    for number, line in enumerate(sheet.dossier.findings, start=1):
        fields = line.finding.fields
        rows.append(
            [
                str(number),
                f"{line.place}：{line.finding.description}",
                sentence(fields.text("measure"), _due(line)),
                _reported(line),
                _result(line),
            ]
        )
    return table(rows, sheet.columns(12, 0, 36, 36, 36), head_rows=1)


def _due(line: FindingLine) -> str:
    """Return the day that was due at this re-inspection: a failed one has set a new day since."""
    before = line.finding.fields.day("previous_deadline")
    if before and line.finding.fields.text("reinspection_result") == "failed":
        return f"期限至{day(before)}"
    return findings.deadline_words(line)


def _reported(line: FindingLine) -> str:
    fields = line.finding.fields
    return sentence(
        fields.text("report_measure"),
        f"责任人 {fields.text('report_person')}" if fields.text("report_person") else "",
        f"{short_day(fields.text('done_on'))} 完成" if fields.text("done_on") else "",
        findings.photo_labels(line.photos),
    )


def _result(line: FindingLine) -> str:
    fields = line.finding.fields
    result = RESULT.get(fields.text("reinspection_result"), FINDING_STATE.get(line.finding.state, ""))
    follows = PROPOSALS.get(fields.text("proposal"), "")
    failed = fields.text("reinspection_result") == "failed"
    return sentence(
        result,
        fields.text("reinspection_note"),
        f"新的期限至{day(line.finding.deadline)}" if failed and line.finding.deadline else "",
        f"处理建议：{follows}" if follows else "",
    )
