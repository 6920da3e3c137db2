"""检查结果告知书: which of four results, the list of findings, publication, receipt."""

from __future__ import annotations

from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine
from inspections.terms import CATEGORY
from reports.papers import closing, findings
from reports.papers.opening import addressee, officers_words, opening
from reports.papers.phrases import day, formal_clauses
from reports.papers.sheet import Sheet
from reports.paragraph import check_boxes, text
from reports.style import BODY, BODY_FLUSH
from reports.tables import table

RESULTS: Final = {"none": "未发现问题", "fixed": "已当场改正", "ordered": "责令改正", "referred": "移送"}


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the notice of one agency."""
    wording, result = sheet.wording, sheet.dossier.result
    told: list[Flowable] = [
        *opening(sheet, code),
        text(addressee(sheet), BODY_FLUSH),
        text(wording.say("result.opening", day=day(sheet.visit_day), kind=sheet.kind), BODY),
        check_boxes([(title, name == result) for name, title in RESULTS.items()], BODY),
        text(wording.say(f"result.{result}"), BODY),
    ]
    if sheet.dossier.findings:
        told.append(_list(sheet))
    if result == "ordered":
        told.append(text(closing.remedies(sheet), BODY))
    return [
        *told,
        text(wording.say("result.publication"), BODY),
        text(f"执法人员：{officers_words(sheet)}", BODY),
        *closing.contact(sheet),
        closing.ending(sheet, closing.issued_by(sheet), closing.received(sheet)),
    ]


def _without_clauses(line: FindingLine) -> str:
    """Return what stands where this agency may cite no clause."""
    return "建议事项" if line.finding.category == "advice" else "由有权机关依法处理"


def _list(sheet: Sheet) -> Any:
    rows: list[list[Any]] = [["序号", "部位与事实", "依据条款", "处理", "照片"]]
    for number, line in enumerate(sheet.dossier.findings, start=1):
        category = CATEGORY.get(line.finding.category, "")
        rows.append(
            [
                str(number),
                f"{line.place}：{line.finding.description}（{category}）",
                formal_clauses(sheet.enforceable(line), on=line.finding.fields.day("found_on"))
                or _without_clauses(line),
                findings.done(line),
                findings.photo_labels(line.photos),
            ]
        )
    return table(rows, sheet.columns(12, 0, 38, 32, 20), head_rows=1)
