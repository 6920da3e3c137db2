"""询问笔录, 当事人陈述申辩记录 and 送达地址（方式）确认书: what somebody says, in that person's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from reportlab.platypus.flowables import Flowable

from inspections.dossier import Dossier
from inspections.material import CONSENT
from reports.papers import closing
from reports.papers.opening import heading, officers_words, opening, particulars
from reports.papers.phrases import day, moment
from reports.papers.sheet import Sheet
from reports.paragraph import check_boxes, text
from reports.style import BODY, BODY_FLUSH, CELL, HEADING
from reports.tables import table

ASKED: Final = "被询问人"
PLEADER: Final = "陈述申辩人"
CONFIRMER: Final = "受送达人（确认人）"
ASKED_SIGNATURES: Final = "被询问人：　　　　　　　　　　　　　询问人：　　　　　　　　　　　　　日期："
PLEADER_SIGNATURES: Final = "陈述申辩人：　　　　　　　　　　　　执法人员：　　　　　　　　　　　　日期："
_SPOKEN: Final = replace(BODY_FLUSH, left_indent=2)
_LAST_WORDS: Final = 3
"""Paragraphs that stay with the signatures below them."""
_NOTHING_BELOW: Final = "（以下空白）"


def questioning(sheet: Sheet, code: str) -> list[Flowable]:
    """Return questions and answers, with what was told before the first (处罚法55)."""
    said, say = sheet.dossier.said("questioning"), sheet.wording.say
    told = "☑" if said.text("told") else "☐"
    answers = list(spoken(said.text("answers")))
    return [
        *opening(sheet, code),
        particulars(sheet, _questioned(sheet)),
        *heading("告知"),
        text(f"{told} {say('questioning.told', agency=sheet.dossier.agency.name)}", BODY_FLUSH),
        check_boxes([("已看清证件，知道了", False), ("申请回避", False)], BODY),
        *heading("问答"),
        *answers[:-_LAST_WORDS],
        closing.ending(
            sheet,
            [
                *answers[-_LAST_WORDS:],
                *([text(f"更正：{said.text('corrections')}", BODY)] if said.text("corrections") else []),
                text(_NOTHING_BELOW, BODY),
                text(say("questioning.true"), BODY),
                text("（被询问人书写阅读意见：　　　　　　　　　　　　　）", BODY),
            ],
            closing.refusal(sheet),
            other=ASKED,
        ),
    ]


def pleading(sheet: Sheet, code: str) -> list[Flowable]:
    """Return what the party pleads, and what follows from it in law (处罚法45)."""
    said, say = sheet.dossier.said("pleading"), sheet.wording.say
    return [
        *opening(sheet, code),
        particulars(sheet, _pleading_rows(sheet)),
        text(say("pleading.heard"), BODY),
        *heading("陈述申辩内容"),
        *(text(line, BODY) for line in said.text("pleaded").splitlines() if line.strip()),
        closing.ending(
            sheet,
            [
                text("提交的材料", HEADING),
                text(said.text("handed_in") or "无。", BODY),
                text(_NOTHING_BELOW, BODY),
                text(say("pleading.true"), BODY),
            ],
            closing.refusal(sheet),
            other=PLEADER,
        ),
    ]


def address(sheet: Sheet, code: str) -> list[Flowable]:
    """Return where and how papers reach the institution; electronic service only with its consent (处罚法61)."""
    said, say, home = sheet.dossier.said("address"), sheet.wording.say, sheet.dossier.institution
    consent = said.code("consent")
    rows = [
        ["受送达人", home.name],
        ["统一社会信用代码", home.credit_code, "负责人", home.person_in_charge],
        ["送达地址", said.text("address")],
        ["收件人", said.text("recipient"), "联系电话", said.text("phone")],
        ["邮政编码", said.text("postcode"), "电子送达地址", said.text("electronic") if consent == "yes" else "—"],
    ]
    boxes = check_boxes([(title, name == consent) for name, title in CONSENT.items()], CELL)
    who = "，".join(part for part in (said.text("confirmed_by"), said.text("identity")) if part)
    return [
        *opening(sheet, code),
        particulars(sheet, rows),
        table([["电子送达", [text(say("address.electronic"), CELL), boxes]]], sheet.columns(26, 0), label_columns=(0,)),
        text(say("address.true", agency=sheet.dossier.agency.name), BODY),
        text(f"执法人员：{officers_words(sheet)}", BODY),
        *closing.contact(sheet),
        closing.ending(sheet, [text(f"确认人：{who}　　{day(said.text('confirmed_on'))}", BODY)], other=CONFIRMER),
    ]


def spoken(answers: str) -> Iterator[Flowable]:
    """Yield each question and each answer as a paragraph of its own; later lines of one belong to it."""
    for line in answers.splitlines():
        if line.strip():
            yield text(line.strip(), BODY_FLUSH if line.lstrip().startswith(("问", "答")) else _SPOKEN)


def present(dossier: Dossier, form: str) -> list[str]:
    """Return the hours of a talk or a survey as one row."""
    said = dossier.said(form)
    return ["时间", f"{moment(said.text('started_at'))} 至 {moment(said.text('ended_at'))}"]


def _questioned(sheet: Sheet) -> list[list[str]]:
    said = sheet.dossier.said("questioning")
    return [
        ["询问事项", sheet.neutral(said.text("matter"))],
        present(sheet.dossier, "questioning"),
        ["询问地点", said.text("place")],
        ["询问人", officers_words(sheet)],
        ["记录人", said.text("recorder"), "所涉机构", sheet.dossier.institution.name],
        ["被询问人", said.text("name"), "性别和年龄", _sex_and_age(sheet)],
        ["证件号", said.text("id_number"), "电话", said.text("phone")],
        ["工作单位", said.text("employer"), "职务", said.text("post")],
        ["住址", said.text("home")],
    ]


def _sex_and_age(sheet: Sheet) -> str:
    said = sheet.dossier.said("questioning")
    age = f"{said.text('age')}岁" if said.text("age").isdigit() else said.text("age")
    return "　".join(part for part in (said.text("sex"), age) if part)


def _pleading_rows(sheet: Sheet) -> list[list[str]]:
    said = sheet.dossier.said("pleading")
    return [
        ["当事人", sheet.dossier.institution.name],
        ["事项", sheet.neutral(said.text("matter"))],
        ["时间", moment(said.text("made_at")), "地点", said.text("place")],
        ["陈述申辩人", said.text("name"), "身份", said.text("identity")],
        ["证件号", said.text("id_number"), "电话", said.text("phone")],
        ["执法人员", officers_words(sheet)],
        ["记录人", said.text("recorder")],
    ]
