"""隐患销号表: one hazard, one file: recording, order, report, re-inspection, closer, the whole history."""

from __future__ import annotations

from typing import Any

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from inspections.terms import ACTION, CATEGORY, FINDING_STATE
from reports.papers import closing, findings
from reports.papers.opening import heading, opening, particulars
from reports.papers.phrases import clauses, day, moment, sentence, words
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY_FLUSH
from reports.tables import table


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the sheet of one finding."""
    line = sheet.dossier.findings[0]
    return [
        *opening(sheet, code),
        particulars(sheet, _recorded(sheet, line)),
        *heading("整改与复查"),
        particulars(sheet, _rectified(sheet, line)),
        *heading("销号"),
        particulars(sheet, _closed(line)),
        *_history(sheet),
        *findings.photographs(sheet, line.photos),
        closing.ending(sheet, [text("以上各项与归档材料核对一致。", BODY_FLUSH)]),
    ]


def _recorded(sheet: Sheet, line: FindingLine) -> list[list[str]]:
    finding = line.finding
    return [
        ["隐患编号", finding.number, "状态", FINDING_STATE.get(finding.state, finding.state)],
        ["机构", sheet.dossier.institution.name],
        ["发现日期", day(finding.fields.text("found_on")), "登记人", _who(line, "recorded_by")],
        ["部位", line.place],
        ["问题事实", finding.description],
        ["依据条款", clauses(line.clauses)],
        ["类别", CATEGORY.get(finding.category, ""), "等级", findings.grade(line)],
        ["照片", findings.photo_labels(line.photos)],
    ]


def _rectified(sheet: Sheet, line: FindingLine) -> list[list[str]]:
    fields, order = line.finding.fields, sheet.dossier.referenced
    paper = f"{order.title}　{order.number}" if order else ACTION.get(fields.text("action"), "")
    extension = fields.whole("extension_count")
    return [
        ["责令文书", paper, "责令日期", _day(line, "ordered_on")],
        ["整改要求", fields.text("measure")],
        [
            "整改期限",
            findings.deadline_words(line),
            "延期",
            f"{extension} 次，{_who(line, 'extension_decided_by')}批准" if extension else "无",
        ],
        ["机构整改情况", _reported(line)],
        ["完成日期", _day(line, "done_on"), "复查日期", _day(line, "reinspected_on")],
        ["复查结论", _reinspected(line), "复查人", _officers(line)],
    ]


def _reported(line: FindingLine) -> str:
    fields = line.finding.fields
    person, money = fields.text("report_person"), fields.text("report_money")
    return sentence(
        f"当场改正：{fields.text('fixed_how')}" if fields.text("fixed_on") else "",
        fields.text("report_measure"),
        f"责任人：{person}" if person else "",
        f"资金：{money}" if money else "",
    )


def _reinspected(line: FindingLine) -> str:
    fields = line.finding.fields
    result = {"passed": "合格", "failed": "不合格"}.get(fields.text("reinspection_result"), "")
    return sentence(f"第 {line.finding.round} 轮{result}" if result else "", fields.text("reinspection_note"))


def _closed(line: FindingLine) -> list[list[str]]:
    fields = line.finding.fields
    rows = [
        ["销号人", _who(line, "closed_by"), "销号日期", _day(line, "closed_on")],
        ["销号依据", words(fields.value("closure_basis"))],
    ]
    if fields.text("closure_second") or fields.text("supervision_lifted"):
        rows.append(["第二确认人", _who(line, "closure_second"), "解除挂牌", fields.text("supervision_lifted")])
    if fields.text("receipt_on"):
        rows.append(["移送回执", fields.text("receipt_number"), "回执日期", _day(line, "receipt_on")])
    return rows


def _officers(line: FindingLine) -> str:
    fields = line.finding.fields
    ids = fields.texts("reinspection_officers") or fields.texts("fixed_by_officers")
    return "、".join(line.people.get(one, one) for one in ids)


def _who(line: FindingLine, name: str) -> str:
    person = line.finding.fields.text(name)
    return line.people.get(person, person)


def _day(line: FindingLine, name: str) -> str:
    value = line.finding.fields.text(name)
    return day(value) if value else ""


def _history(sheet: Sheet) -> list[Flowable]:
    if not sheet.dossier.history:
        return []
    rows: list[list[Any]] = [["时间", "经办人", "事项"]]
    rows += [
        [moment(one.at), one.by, "：".join(part for part in (one.title, one.details) if part)]
        for one in sheet.dossier.history
    ]
    return [*heading("办理经过"), table(rows, sheet.columns(48, 28, 0), head_rows=1)]
