"""现场检查笔录: who came, what was shown and told, what was checked and seen, what the other side said."""

from __future__ import annotations

from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from inspections.terms import NOTICE, RESULT
from reports.papers import checking, closing, findings
from reports.papers.opening import heading, institution_rows, opening, particulars
from reports.papers.phrases import NOTHING, is_verified, listed, moment, words
from reports.papers.sheet import Sheet
from reports.paragraph import check_boxes, text
from reports.style import BODY, BODY_FLUSH, SMALL
from reports.tables import table

_TOLD: Final = (
    ("certificates_shown", "record.certificates"),
    ("rights_told", "record.rights"),
    ("discipline_told", "record.discipline"),
)
PAGE_SIGNATURES: Final = "执法人员：　　　　　　　　　　　　　被检查人（陪同人）：　　　　　　　　　　　　　日期："


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the whole record."""
    agencies = [agency.name for agency in sheet.dossier.agencies if agency.issues_papers]
    return [
        *opening(sheet, code, issuers=agencies),
        particulars(sheet, _particulars(sheet)),
        people(sheet),
        *told(sheet),
        *_checked(sheet),
        *_found(sheet),
        *statement(sheet),
        *_attachments(sheet),
        closing.ending(sheet, _confirmation(sheet), closing.refusal(sheet)),
    ]


def _particulars(sheet: Sheet) -> list[list[str]]:
    fields = sheet.dossier.inspection.fields
    return [
        ["检查时间", f"{moment(fields.text('arrived_at'))} 至 {moment(fields.text('departed_at'))}"],
        ["检查地点", sheet.dossier.institution.address or sheet.dossier.institution.name],
        *institution_rows(sheet),
        ["现场负责人（陪同人）", companion(sheet)],
        ["检查类型", sheet.kind, "任务来源", sheet.source],
        ["检查依据", sheet.basis],
        ["检查通知", _notice(sheet), "本年度次数", _count(sheet)],
        ["入企登记码", fields.text("entry_code"), "执法记录仪", fields.text("recorder_number")],
        ["记录人", sheet.dossier.recorder],
    ]


def companion(sheet: Sheet) -> str:
    """Return the person on site with post, papers, telephone and authority."""
    fields = sheet.dossier.inspection.fields
    names = (("职务", "post"), ("证件号", "id"), ("电话", "phone"), ("授权", "authority"))
    said = [
        f"{title}：{words(fields.value(f'companion_{name}'))}"
        for title, name in names
        if fields.value(f"companion_{name}")
    ]
    return "　".join([fields.text("companion_name"), *said])


def _notice(sheet: Sheet) -> str:
    fields = sheet.dossier.inspection.fields
    how = NOTICE.get(fields.text("notice"), fields.text("notice"))
    on = fields.text("notice_on")
    return f"{how}（{on}）" if how and on else how


def _count(sheet: Sheet) -> str:
    fields = sheet.dossier.inspection.fields
    if fields.text("uncounted_reason"):
        return "不计入年度检查次数"
    count = fields.text("visit_count")
    return f"第 {count} 次" if count else ""


def people(sheet: Sheet) -> Any:
    """Return officers by agency with certificate numbers, assistants plainly as such."""
    rows: list[list[Any]] = [["检查机关", "身份", "姓名", "执法证号"]]
    team = sorted(sheet.dossier.team, key=lambda member: not _is_officer(sheet, member.person.id))
    for member in team:
        officer = _is_officer(sheet, member.person.id)
        role, number = ("执法人员", member.person.certificate_number) if officer else ("协助人员", "不具执法身份")
        rows.append([member.agency.name, role, member.person.name, number])
    others = words(sheet.dossier.inspection.fields.value("assistants"))
    if others:
        rows.append(["", "协助人员", others, "不具执法身份"])
    return table(rows, sheet.columns(0, 26, 40, 44), head_rows=1)


def _is_officer(sheet: Sheet, person: str) -> bool:
    return any(
        person == one.person.id for agency in sheet.dossier.agencies for one in sheet.dossier.officers(agency.id)
    )


def told(sheet: Sheet, title: str = "一、出示证件与告知") -> list[Flowable]:
    """Return what was shown and told, ticked by the officers; only the other side confirms."""
    fields = sheet.dossier.inspection.fields
    story = heading(title)
    story += [
        text(f"{'☑' if fields.value(name) else '☐'} {sheet.wording.say(said)}", BODY_FLUSH) for name, said in _TOLD
    ]
    asked = bool(fields.value("recusal_asked"))
    answer = words(fields.value("recusal_answer")) or "　　　　　　"
    story.append(text(f"{'☑' if asked else '☐'} {sheet.wording.say('record.recusal', answer=answer)}", BODY_FLUSH))
    confirmed = [("已出示、已告知，清楚", False), ("有异议", False)]  # only the other side may tick
    return [*story, text("被检查人确认：", BODY_FLUSH), check_boxes(confirmed, BODY)]


def _checked(sheet: Sheet) -> list[Flowable]:
    story = heading("二、检查过程")
    if not sheet.dossier.sections:
        return [*story, text("本次检查没有使用检查表，就下列问题进行核查。", BODY)]
    story.append(checking.summary_table(sheet))
    story.extend(checking.shared(sheet))
    story.extend(text(line, BODY) for line in checking.particular_lines(sheet.dossier))
    for title, lines in checking.left_out(sheet.dossier):
        story.append(text(title, BODY))
        story.extend(text(line, checking.REASONS) for line in lines)
    return story


def _found(sheet: Sheet) -> list[Flowable]:
    story = heading("三、发现的问题")
    if not sheet.dossier.findings:
        return [*story, text("检查的事项中未发现问题。", BODY)]
    for number, line in enumerate(sheet.dossier.findings, start=1):
        story.extend(findings.full(line, number))
    if not all(is_verified(clause) for line in sheet.dossier.findings for clause in line.clauses):
        story.append(text(f"注：{sheet.wording.say('record.unverified')}", SMALL))
    return story


def statement(sheet: Sheet, title: str = "四、被检查人陈述") -> list[Flowable]:
    """Return what the other side said."""
    fields = sheet.dossier.inspection.fields
    by = fields.text("statement_by")
    at = fields.text("statement_at")
    who = f"（{'，'.join(part for part in (by, moment(at) if at else '') if part)}）" if by or at else ""
    return [*heading(title), text(f"{fields.text('statement') or '无陈述。'}{who}", BODY)]


def _attachments(sheet: Sheet) -> list[Flowable]:
    photos = [photo for line in sheet.dossier.findings for photo in line.photos]
    story = heading("五、附件清单")
    if not photos:
        return [*story, text(f"照片：{NOTHING}。", BODY)]
    rows = [["编号", "说明", "原图 SHA-256（前 16 位）"]]
    rows += [[photo.label, findings.photo_words(photo), photo.photo.sha256[:16]] for photo in photos]
    return [
        *story,
        text(f"照片 {len(photos)} 张，原图存档，与下列散列值相符：", BODY),
        table(rows, sheet.columns(16, 0, 48), head_rows=1),
    ]


def _confirmation(sheet: Sheet) -> list[Flowable]:
    open_results = listed(RESULT[code] for code in ("not_checked",) if checking.count(sheet.dossier, code))
    note = "标明“未检查”的事项不作结论。" if open_results != NOTHING else ""
    return [
        text(f"{note}{sheet.wording.say('record.true')}", BODY),
        text("（被检查人书写阅读意见：　　　　　　　　　　　　　　　　　　　　）", BODY),
    ]
