"""联合整改意见: what 民政, 住建 and 消防 each found and ask for, and which facilities the facts require."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from checklists.facilities import Requirement, Standing, requirements
from checklists.facts import FACTS, format_value
from checklists.model import Certainty
from inspections.joint_task import JointTask, Part
from inspections.people import Agency
from inspections.terms import FACILITY_STANDING
from reports.papers import closing, findings
from reports.papers.opening import addressee, heading, institution_rows, opening, particulars
from reports.papers.phrases import clauses, day, listed, sentence
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, BODY_FLUSH, SMALL, SUBHEADING
from reports.tables import table

_SCALE: Final = ("beds", "residents", "disabled_residents", "floor_area_m2", "storeys")
_BUILDING: Final = ("building_class", "self_built_or_rented")


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the opinion with the part of each agency."""
    task = _task(sheet)
    names = [agency.name for agency in sheet.dossier.agencies]
    return [
        *opening(sheet, code, issuers=names),
        text(addressee(sheet), BODY_FLUSH),
        text(sheet.wording.say("joint_opinion.opening", agencies="、".join(names), day=day(sheet.visit_day)), BODY),
        *heading("一、机构基本情况"),
        particulars(sheet, [*institution_rows(sheet), *_facts(sheet)]),
        *heading("二、各部门检查情况和整改意见"),
        *(piece for agency in sheet.dossier.agencies for piece in _part(sheet, agency, task.part(agency.id))),
        *_found(sheet),
        *heading(f"{'四' if sheet.dossier.findings else '三'}、消防设施要求"),
        _facilities(requirements(sheet.dossier.inspection.facts()), sheet),
        *heading(f"{'五' if sheet.dossier.findings else '四'}、办理要求"),
        *(text(sheet.wording.say(f"joint_opinion.{name}"), BODY) for name in ("way", "meanwhile")),
        closing.ending(sheet, _last_words(sheet, task), closing.received(sheet)),
    ]


def _last_words(sheet: Sheet, task: JointTask) -> list[Flowable]:
    """Return what stands with the signatures on their page: the limits, the basis, whom to ask, the agencies."""
    return [
        text(sheet.wording.say("joint_opinion.limits"), BODY),
        text(f"依据：{task.fields.text('basis')}", SMALL),
        *closing.contact(sheet),
        *closing.issued_by(sheet),
    ]


def _task(sheet: Sheet) -> JointTask:
    if sheet.dossier.task is None:
        raise ValueError("a joint opinion is about a joint task")
    return sheet.dossier.task


def _facts(sheet: Sheet) -> list[list[str]]:
    return [
        ["消防手续", "无（未取得消防验收合格意见书或者消防验收备案凭证）"],
        ["规模", _stated(sheet, _SCALE)],
        ["建筑", _stated(sheet, _BUILDING)],
    ]


def _stated(sheet: Sheet, names: Iterable[str]) -> str:
    facts = sheet.dossier.inspection.facts()
    return listed(f"{FACTS[one].name} {format_value(FACTS[one], facts[one])}" for one in names if one in facts)


def _part(sheet: Sheet, agency: Agency, part: Part) -> list[Flowable]:
    until = f"至{day(part.rectify_until)}" if part.rectify_until else "按牵头部门确定的整改期限"
    said = f"{part.opinion_by}　{day(part.opinion_on)}" if part.opinion else ""
    rows = [
        ["分工", part.what],
        ["检查情况", part.opinion],
        ["整改意见", part.measures],
        ["整改期限", until, "意见出具", said],
    ]
    return [text(agency.name, SUBHEADING), particulars(sheet, rows)]


def _found(sheet: Sheet) -> list[Flowable]:
    lines = sheet.dossier.findings
    if not lines:
        return []
    rows: list[list[Any]] = [["编号", "部位与事实", "部门", "整改要求与期限"]]
    rows += [
        [
            line.finding.number,
            f"{line.place}：{line.finding.description}",
            line.agency_name or "待定",
            sentence(line.finding.fields.text("measure"), findings.deadline_words(line)),
        ]
        for line in lines
    ]
    return [*heading("三、联合检查发现、尚未办结的问题"), table(rows, sheet.columns(34, 0, 28, 46), head_rows=1)]


def _facilities(wanted: Iterable[Requirement], sheet: Sheet) -> Any:
    rows: list[list[Any]] = [["设施", "要求", "内容", "理由和依据"]]
    for one in wanted:
        cited = clauses(
            {"document": each.document, "article": each.article, "certainty": each.certainty.value}
            for each in one.clauses
            if each.certainty is not Certainty.OURS
        )
        measure = "—" if one.standing is Standing.NOT_REQUIRED else one.measure
        rows.append([one.facility.title, FACILITY_STANDING[one.standing], measure, sentence(one.grounds, cited)])
    return table(rows, sheet.columns(22, 27, 0, 62), head_rows=1)
