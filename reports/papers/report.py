"""检查报告, internal: particulars with the source of the task, figures, findings with photographs, gaps."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from inspections.terms import CATEGORY, FINDING_STATE, NOTICE
from reports.document import keep_together
from reports.papers import checking, closing, findings
from reports.papers.opening import heading, institution_rows, opening, particulars
from reports.papers.phrases import clauses, listed, moment, sentence, short_day, words
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, BODY_FLUSH, SUBHEADING
from reports.tables import table

_PHOTOS_WITH_TEXT: Final = 2


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the whole report."""
    agencies = [agency.name for agency in sheet.dossier.agencies if agency.issues_papers]
    return [
        *opening(sheet, code, issuers=agencies),
        *heading("一、检查概况"),
        particulars(sheet, _particulars(sheet)),
        *heading("二、检查情况统计"),
        *_figures(sheet),
        *heading("三、问题清单"),
        *_summary(sheet),
        *_details(sheet),
        *_left_out(sheet),
        closing.ending(sheet, [text("报告人确认：", BODY_FLUSH)]),
    ]


def _particulars(sheet: Sheet) -> list[list[str]]:
    inspection = sheet.dossier.inspection
    fields = inspection.fields
    team = listed(f"{one.person.name}（{one.agency.short_name}）" for one in sheet.dossier.team)
    others = words(fields.value("assistants"))
    return [
        *institution_rows(sheet),
        ["检查时间", f"{moment(fields.text('arrived_at'))} 至 {moment(fields.text('departed_at'))}"],
        ["检查类型", sheet.kind, "任务来源", sheet.source],
        ["检查依据", sheet.basis],
        ["审批", _approval(sheet), "通知", _notice(sheet)],
        ["频次", _count(sheet), "入企登记码", fields.text("entry_code")],
        ["检查机关", listed(agency.name for agency in sheet.dossier.agencies)],
        ["检查人员", "；".join(part for part in (team, f"其他协助人员：{others}" if others else "") if part)],
        ["陪同人", fields.text("companion_name"), "执法记录仪", fields.text("recorder_number")],
        ["被检查人陈述", fields.text("statement")],
    ]


def _approval(sheet: Sheet) -> str:
    fields = sheet.dossier.inspection.fields
    urgent = fields.text("urgent_reason")
    return "　".join(
        part
        for part in (
            words(fields.value("approval")),
            fields.text("approval_number"),
            f"紧急补办：{urgent}" if urgent else "",
        )
        if part
    )


def _notice(sheet: Sheet) -> str:
    fields = sheet.dossier.inspection.fields
    parts = (
        NOTICE.get(fields.text("notice"), fields.text("notice")),
        fields.text("notice_on"),
        fields.text("notice_reason"),
    )
    return "　".join(part for part in parts if part)


def _count(sheet: Sheet) -> str:
    fields = sheet.dossier.inspection.fields
    reason = fields.text("uncounted_reason")
    count = fields.text("visit_count")
    return f"不计入：{reason}" if reason else (f"本年度第 {count} 次" if count else "")


def _figures(sheet: Sheet) -> list[Flowable]:
    story: list[Flowable] = [checking.summary_table(sheet)] if sheet.dossier.sections else []
    story.extend(checking.shared(sheet))
    found = sheet.dossier.findings
    categories = Counter(line.finding.category for line in found)
    counts = "，".join(f"{title} {categories[code]} 项" for code, title in CATEGORY.items())
    major = sum(line.finding.is_major for line in found)
    suspected = sum(line.finding.fields.text("grade_state") == "suspected" for line in found)
    states = Counter(line.finding.state for line in found)
    now = "，".join(f"{FINDING_STATE.get(state, state)} {number} 项" for state, number in sorted(states.items()))
    story.append(
        text(
            sentence(
                f"共登记问题 {len(found)} 项，其中{counts}",
                f"认定重大 {major} 项，疑似重大待认定 {suspected} 项",
                f"目前：{now}" if now else "",
            ),
            BODY,
        )
    )
    return story


def _summary(sheet: Sheet) -> list[Flowable]:
    if not sheet.dossier.findings:
        return [text("检查的事项中未发现问题。", BODY)]
    rows: list[list[Any]] = [["编号", "部位", "问题", "等级", "状态", "期限"]]
    rows += [
        [
            line.finding.number,
            line.place,
            line.finding.description,
            findings.grade(line),
            FINDING_STATE.get(line.finding.state, line.finding.state),
            short_day(line.finding.deadline),
        ]
        for line in sheet.dossier.findings
    ]
    return [table(rows, sheet.columns(30, 30, 0, 20, 20, 24), head_rows=1)]


def _details(sheet: Sheet) -> list[Flowable]:
    story: list[Flowable] = []
    title = heading("四、问题详情") if sheet.dossier.findings else []
    for number, line in enumerate(sheet.dossier.findings, start=1):
        photos = findings.paired_first(line.photos)
        first, rest = photos[:_PHOTOS_WITH_TEXT], photos[_PHOTOS_WITH_TEXT:]
        story.append(keep_together([*title, *_detail(sheet, line, number), *findings.photographs(sheet, first)]))
        story.extend(findings.photographs(sheet, rest))
        title = []
    return story


def _detail(sheet: Sheet, line: FindingLine, number: int) -> list[Flowable]:
    fields = line.finding.fields
    rows = [
        ["编号", line.finding.number, "检查项", line.finding.item],
        ["事实", line.finding.description],
        ["依据", clauses(line.clauses)],
        *([["各机关依据", findings.by_agency(line)]] if line.by_agency else []),
        ["类别", CATEGORY.get(line.finding.category, ""), "等级", findings.grade(line)],
        ["整改要求", fields.text("measure")],
        ["处理", findings.done(line)],
        ["期限理由", fields.text("deadline_reason")],
        ["责任人", fields.text("responsible"), "登记人", line.people.get(fields.text("recorded_by"), "")],
        ["照片", findings.photo_labels(line.photos)],
    ]
    return [text(f"（{number}）{line.place}", SUBHEADING), particulars(sheet, [row for row in rows if any(row[1::2])])]


def _left_out(sheet: Sheet) -> list[Flowable]:
    story: list[Flowable] = []
    for title, lines in checking.left_out(sheet.dossier):
        story.append(text(title, BODY))
        story.extend(text(line, checking.REASONS) for line in lines)
    return [*heading("五、未列入或未检查的事项"), *story] if story else []
