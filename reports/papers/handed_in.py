"""整改情况报告 and 延期整改申请书: what the institution hands in, laid out for it to check and sign."""

from __future__ import annotations

from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from reports.papers import closing, findings
from reports.papers.opening import made_on, opening, particulars
from reports.papers.phrases import day, sentence
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, BODY_FLUSH, CLOSING, HEADING
from reports.tables import table

HEAD: Final = "机构负责人"
_SEAL: Final = "　（机构盖章）"


def reply(sheet: Sheet, code: str) -> list[Flowable]:
    """Return finding by finding what was done, by whom, at what cost, until when."""
    said, say = sheet.dossier.said("reply"), sheet.wording.say
    more = [("长效措施", said.text("lasting")), ("佐证材料", said.text("enclosed"))]
    photos = [photo for line in sheet.dossier.findings for photo in line.photos if photo.photo.stage == "after"]
    return [
        *opening(sheet, code, issuers=(sheet.dossier.institution.name,)),
        text(f"{sheet.dossier.agency.name}：", BODY_FLUSH),
        text(say("reply.opening", day=day(sheet.visit_day)), BODY),
        text(said.text("summary"), BODY),
        _done(sheet),
        *findings.photographs(sheet, photos),
        closing.ending(
            sheet,
            [
                *(part for title, words in more if words for part in (text(title, HEADING), text(words, BODY))),
                text(say("reply.end"), BODY),
                *_signed(sheet, said.text("signed_by"), said.text("signed_on")),
            ],
            other=HEAD,
        ),
    ]


def postponement(sheet: Sheet, code: str) -> list[Flowable]:
    """Return why the institution asks for more time, until when, and what keeps people safe meanwhile."""
    said, say = sheet.dossier.said("postponement"), sheet.wording.say
    (line,) = sheet.dossier.findings
    fields = line.finding.fields
    rows = [
        ["隐患编号", line.finding.number, "申请日期", day(fields.text("extension_asked_on"))],
        ["部位", line.place],
        ["问题事实", line.finding.description],
        ["整改要求", fields.text("measure")],
        ["原整改期限", _due(line), "拟延至", day(fields.text("extension_until"))],
        ["延期原因", fields.text("extension_reason")],
        ["已完成的整改", said.text("progress")],
        ["临时安全措施", fields.text("extension_measures")],
    ]
    opening_words = say("postponement.opening", deadline=_due(line), until=day(fields.text("extension_until")))
    return [
        *opening(sheet, code, issuers=(sheet.dossier.institution.name,)),
        text(f"{sheet.dossier.agency.name}：", BODY_FLUSH),
        text(opening_words, BODY),
        particulars(sheet, rows),
        closing.ending(
            sheet,
            [
                text(say("postponement.end"), BODY),
                *_signed(sheet, said.text("applicant"), fields.text("extension_asked_on")),
            ],
            other=HEAD,
        ),
    ]


def _signed(sheet: Sheet, who: str, on: str) -> list[Flowable]:
    return [
        text(f"{sheet.dossier.institution.name}{_SEAL}", CLOSING),
        text(f"负责人：{who or '　　　　　　'}", CLOSING),
        text(day(on) if on else made_on(sheet), CLOSING),
    ]


def _due(line: FindingLine) -> str:
    """Return the day the agency set, as it stood when more time was asked for."""
    return day(line.finding.fields.text("extension_from") or line.finding.deadline)


def _done(sheet: Sheet) -> Any:
    rows: list[list[Any]] = [["序号", "部位与事实", "整改要求", "整改措施", "责任人", "完成日期"]]
    for number, line in enumerate(sheet.dossier.findings, start=1):
        fields = line.finding.fields
        money = f"资金：{fields.text('report_money')}" if fields.text("report_money") else ""
        after = [photo for photo in line.photos if photo.photo.stage == "after"]
        before = [photo for photo in line.photos if photo.photo.stage != "after"]
        compared = f"整改前{findings.photo_labels(before) or '无照片'}，整改后{findings.photo_labels(after)}"
        rows.append(
            [
                str(number),
                f"{line.place}：{line.finding.description}",
                sentence(fields.text("measure"), findings.deadline_words(line)),
                sentence(fields.text("report_measure"), money, compared if after else ""),
                fields.text("report_person"),
                fields.text("done_on"),
            ]
        )
    return table(rows, sheet.columns(12, 0, 34, 40, 20, 24), head_rows=1)
