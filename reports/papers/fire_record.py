"""消防监督检查记录: who came, what of the fire items was looked at, what was found. Only the fire brigade issues it."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from checklists.facts import FACTS, format_value
from inspections.terms import FIRE_ACCEPTANCE_UNKNOWN
from reports.papers import checking, closing, findings, record
from reports.papers.opening import heading, institution_rows, officers_words, opening, particulars
from reports.papers.phrases import is_verified, moment
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, SMALL


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the whole record."""
    return [
        *opening(sheet, code),
        particulars(sheet, _particulars(sheet)),
        *record.told(sheet),
        *_checked(sheet),
        *_found(sheet),
        *record.statement(sheet),
        *findings.photographs(sheet, [photo for line in sheet.dossier.findings for photo in line.photos]),
        closing.ending(sheet, _last_words(sheet), closing.refusal(sheet)),
    ]


def _particulars(sheet: Sheet) -> list[list[str]]:
    fields = sheet.dossier.inspection.fields
    return [
        ["检查时间", f"{moment(fields.text('arrived_at'))} 至 {moment(fields.text('departed_at'))}"],
        *institution_rows(sheet),
        ["消防手续", _approval(sheet)],
        ["随同人员", record.companion(sheet)],
        ["检查形式", sheet.kind, "任务来源", sheet.source],
        ["检查依据", sheet.basis],
        ["检查人员", officers_words(sheet)],
        ["入企登记码", fields.text("entry_code"), "执法记录仪", fields.text("recorder_number")],
    ]


def _approval(sheet: Sheet) -> str:
    value = sheet.dossier.inspection.facts().get("fire_acceptance")
    return FIRE_ACCEPTANCE_UNKNOWN if value is None else format_value(FACTS["fire_acceptance"], value)


def _checked(sheet: Sheet) -> list[Flowable]:
    story = heading("二、检查内容和情况")
    if not sheet.dossier.sections:
        return [*story, text("本次检查没有使用消防检查表，就下列问题进行核查。", BODY)]
    story.append(checking.summary_table(sheet))
    story.extend(text(line, BODY) for line in checking.particular_lines(sheet.dossier))
    for title, lines in checking.left_out(sheet.dossier):
        story.append(text(title, BODY))
        story.extend(text(line, checking.REASONS) for line in lines)
    return story


def _found(sheet: Sheet) -> list[Flowable]:
    story = heading("三、发现的问题")
    if not sheet.dossier.findings:
        return [*story, text("检查的消防事项中未发现问题。", BODY)]
    for number, line in enumerate(sheet.dossier.findings, start=1):
        story.extend(findings.full(line, number))
    if not all(is_verified(clause) for line in sheet.dossier.findings for clause in line.clauses):
        story.append(text(f"注：{sheet.wording.say('record.unverified')}", SMALL))
    return story


def _last_words(sheet: Sheet) -> list[Flowable]:
    return [
        text(sheet.wording.say("fire_record.scope"), BODY),
        text(sheet.wording.say("record.true"), BODY),
        text("（被检查单位随同人员书写阅读意见：　　　　　　　　　　　　　　　　　　）", BODY),
    ]
