"""行政检查审批表 and 行政检查通知书: what is planned, who allowed it, and what the institution is told beforehand."""

from __future__ import annotations

from typing import Final

from reportlab.platypus.flowables import Flowable

from reports.document import keep_together
from reports.papers import closing
from reports.papers.opening import addressee, institution_rows, officers_words, opening, particulars
from reports.papers.phrases import day, listed, moment, words
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, BODY_FLUSH, CELL, HEADING
from reports.tables import table

_OPINIONS: Final = (
    ("承办人意见", "handler_opinion", "handler", "handler_on"),
    ("承办机构意见", "office_opinion", "office_by", "office_on"),
    ("法制审核意见", "legal_opinion", "legal_by", "legal_on"),
    ("机关负责人审批意见", "head_opinion", "head_by", "head_on"),
)
_ROOM_TO_WRITE: Final = "\n"
_PHONE: Final = "　　　　　　　　"


def approval(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the form on which the head of the agency allows a visit (国办发〔2024〕54号: 检查须经批准)."""
    return [
        *opening(sheet, code),
        particulars(sheet, [*institution_rows(sheet), *_plan(sheet)]),
        _people(sheet),
        closing.ending(sheet, [text("审批意见", HEADING), _opinions(sheet)]),
    ]


def notice(sheet: Sheet, code: str) -> list[Flowable]:
    """Return what the institution is told before or at the beginning of a visit."""
    say, plan = sheet.wording.say, sheet.dossier.said("preparation")
    return [
        *opening(sheet, code),
        text(addressee(sheet), BODY_FLUSH),
        text(say("notice.opening", kind=sheet.kind), BODY),
        particulars(sheet, _announced(sheet)),
        *([text(say("notice.bring", bring=plan.text("bring").rstrip("。")), BODY)] if plan.text("bring") else []),
        text(say("notice.rights"), BODY),
        text(say("notice.duty"), BODY),
        closing.ending(
            sheet,
            [
                text(say("notice.discipline", phone=sheet.dossier.agency.fields.text("phone") or _PHONE), BODY),
                *closing.contact(sheet),
                *closing.issued_by(sheet),
            ],
            closing.received(sheet),
        ),
    ]


def _plan(sheet: Sheet) -> list[list[str]]:
    fields, plan = sheet.dossier.inspection.fields, sheet.dossier.said("preparation")
    return [
        ["任务来源", sheet.source, "检查类型", sheet.kind],
        ["检查依据", sheet.basis],
        ["检查事项", plan.text("scope")],
        ["检查方式", plan.text("method"), "拟检查时间", _when(sheet)],
        ["联合部门", _others(sheet)],
        ["本年度检查", _count(sheet), "年度次数上限", plan.text("visit_limit")],
        ["紧急补办说明", fields.text("urgent_reason")],
    ]


def _announced(sheet: Sheet) -> list[list[str]]:
    plan, home = sheet.dossier.said("preparation"), sheet.dossier.institution
    return [
        ["被检查人", home.name],
        ["检查依据", sheet.basis],
        ["检查事项", sheet.neutral(plan.text("scope"))],
        ["检查时间", _when(sheet)],
        ["检查地点", plan.text("place") or home.address],
        ["执法人员", officers_words(sheet)],
        ["检查方式", plan.text("method"), "本年度检查", _count(sheet)],
        ["联合部门", _others(sheet)],
        ["入企登记码", sheet.dossier.inspection.fields.text("entry_code")],
    ]


def _when(sheet: Sheet) -> str:
    plan = sheet.dossier.said("preparation")
    begins, ends = plan.text("planned_from"), plan.text("planned_until")
    return f"{moment(begins)} 至 {moment(ends)}" if begins and ends else moment(begins)


def _others(sheet: Sheet) -> str:
    return listed(agency.name for agency in sheet.dossier.agencies if agency.id != sheet.dossier.agency.id)


def _count(sheet: Sheet) -> str:
    fields = sheet.dossier.inspection.fields
    if fields.text("uncounted_reason"):
        reason = f"（{fields.text('uncounted_reason')}）" if sheet.is_internal else ""
        return f"不计入年度检查次数{reason}"
    return f"第 {fields.text('visit_count')} 次" if fields.text("visit_count") else ""


def _people(sheet: Sheet) -> Flowable:
    """Return officers with certificates, then those who only help: name, unit, number of them."""
    dossier = sheet.dossier
    own = {member.person.id for member in dossier.officers(dossier.agency.id)}
    helping = [f"{one.person.name}（{one.agency.short_name}）" for one in dossier.team if one.role == "assistant"]
    more = words(dossier.inspection.fields.value("assistants"))
    rows = [["姓名", "身份", "单位", "执法证号"]]
    rows += [
        [one.person.name, "执法人员", one.agency.name, one.person.certificate_number]
        for one in dossier.team
        if one.person.id in own
    ]
    grid = table(rows, sheet.columns(36, 28, 0, 44), head_rows=1)
    others = listed([*helping, more], otherwise="无")
    return keep_together([grid, particulars(sheet, [["协助人员", others, "协助人数", f"{_helping(sheet)} 人"]])])


def _helping(sheet: Sheet) -> int:
    named = sheet.dossier.inspection.fields.value("assistants") or ()
    listed_people = len(named) if isinstance(named, list) else 1
    return listed_people + sum(one.role == "assistant" for one in sheet.dossier.team)


def _opinions(sheet: Sheet) -> Flowable:
    """Return one row per opinion, with room to write where nothing is recorded."""
    said = sheet.dossier.said("clearance")
    rows = [
        [
            title,
            [
                text(said.text(opinion) or _ROOM_TO_WRITE, CELL),
                text(f"签名：{said.text(who) or '　　　　　　'}　　日期：{day(said.text(on))}", CELL),
            ],
        ]
        for title, opinion, who, on in _OPINIONS
    ]
    return table(rows, sheet.columns(40, 0), label_columns=(0,))
