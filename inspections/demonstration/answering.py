"""Answer the lists of a visit: measured, sampled and trigger items one by one, the rest of a section in one act."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from checklists.model import Item, Measured
from inspections.demonstration.findings import of_visit
from inspections.demonstration.plan import PlannedFinding, PlannedVisit
from inspections.demonstration.stage import Stage
from inspections.planning import PlannedSection, plan_sections
from inspections.workflow.visiting import is_never_batch, respond, respond_rest

SECONDS_EACH: Final = 20
NOT_APPLICABLE: Final[Mapping[str, str]] = {
    "FS-B07": "由市政管网供水，无独立消防水池",
    "FS-G08": "没有已认定的重大火灾隐患",
    "FS-H10": "近三个月没有动火作业",
    "FS-H11": "没有焊接作业，电工证已在人员资质部分核对",
    "FS-I10": "近一年未发生火情",
    "SS-A12": "没有变更或终止服务的情形",
    "SS-E07": "近一年未发生误食",
    "SS-F05": "近一年没有院内新发压疮",
    "SS-J03": "近一年未发生伤害事件",
    "SS-J06": "没有疑似精神障碍的老年人",
}
NOT_CHECKED: Final[Mapping[str, str]] = {
    "FS-A14": "保温材料须查阅隐蔽工程资料，档案室当日无人",
    "FS-D18": "消防产品一致性须抽样送检，另行安排",
    "SS-W01": "地质灾害评估资料由自然资源部门提供，待函询",
}
MEASURED: Final[Mapping[str, str]] = {
    "FS-A06": "14.4", "FS-C06": "18.5", "SS-B07": "92", "SS-G02": "41", "SS-G03": "55", "SS-H05": "75",
    "SS-J05": "0.11", "SS-O10": "4", "SS-O12": "62", "SS-P05": "5", "SS-R07": "2.1", "SS-R10": "4", "SS-R15": "60",
    "SS-S01": "90",
}  # fmt: skip
"""Values read where the clause sets no bound, or where a plain share of the bound would be odd."""

ALSO_CIVIL: Final = ("FS-A13", "FS-A15", "FS-E01")
"""Items of the fire list that 民政 answers for itself too."""

_MARKET_SECTIONS: Final = ("SS-O", "SS-R")
_SAMPLES: Final = ((10, 40), (6, 24), (12, 60), (8, 36))


def answer(stage: Stage, visit: PlannedVisit) -> None:
    """Answer every section of a visit that the script names."""
    inspection = stage.records.inspections.get(stage.visits[visit.key])
    failed = {finding.item: finding for finding in of_visit(visit.key) if finding.key != "entered_twice"}
    for section in plan_sections(stage.scene.files, inspection):
        if not visit.sections or section.code in visit.sections:
            for office in offices_of(section.code, visit):
                _answer_section(stage, visit, section, office, failed)


def offices_of(section: str, visit: PlannedVisit) -> Iterator[str]:
    """Return who answers a section: the fire list is the brigade's, food the market authority's where it is present."""
    if section in _MARKET_SECTIONS and "market" in visit.offices:
        yield "market"
    elif section.startswith("FS-") and "fire" in visit.offices:
        yield "fire"
        yield from (office for office in visit.offices if office == "civil_affairs")
    else:
        yield visit.offices[0]


def _answer_section(
    stage: Stage, visit: PlannedVisit, section: PlannedSection, office: str, failed: Mapping[str, PlannedFinding]
) -> None:
    asked = [one.item for one in section.items if not one.excluded]
    guest = section.code.startswith("FS-") and office == "civil_affairs" and "fire" in visit.offices
    own = [item for item in asked if not guest or item.id in ALSO_CIVIL]
    for turn, item in enumerate(own):
        if item.id not in NOT_CHECKED and is_single(item, turn, failed):
            _respond(stage, visit, item, office, turn, failed.get(item.id))
    if not guest:
        respond_rest(
            stage.records, stage.scene.files, inspection=stage.visits[visit.key], section=section.code,
            agency=stage.agencies[office], by=stage.lead(office),
            items=[one.id for one in asked if one.id not in NOT_CHECKED],
        )  # fmt: skip


def is_single(item: Item, turn: int, failed: Mapping[str, PlannedFinding]) -> bool:
    """Tell whether an item is answered for itself: the rules ask it, it failed, has a reason, or opens its section."""
    return is_never_batch(item) or item.id in failed or item.id in NOT_APPLICABLE or item.id in ALSO_CIVIL or turn == 0


def _respond(
    stage: Stage, visit: PlannedVisit, item: Item, office: str, turn: int, finding: PlannedFinding | None
) -> None:
    result, details = "compliant", dict[str, object](proven=[how.value for how in item.how])
    if finding is not None:
        result = "non_compliant"
        details |= {"note": finding.text, "place": stage.places[visit.home, *finding.place]}
    elif item.id in NOT_APPLICABLE:
        result, details = "not_applicable", {"reason": NOT_APPLICABLE[item.id]}
    if item.sampled and result != "not_applicable":
        details["sample"] = _sample(finding, turn)
    if item.measured and result != "not_applicable":
        value = finding.measured if finding and finding.measured else measured_value(item.id, item.measured)
        details["measured"] = {"name": item.measured.name, "value": value, "unit": item.measured.unit}
    stage.clock.wait(SECONDS_EACH)
    respond(
        stage.records, stage.scene.files, inspection=stage.visits[visit.key], item=item.id,
        agency=stage.agencies[office], result=result, by=stage.lead(office), details=details,
    )  # fmt: skip


def _sample(finding: PlannedFinding | None, turn: int) -> dict[str, int]:
    if finding is not None and finding.sample:
        checked, total, failed = finding.sample
    else:
        checked, total = _SAMPLES[turn % len(_SAMPLES)]
        failed = int(finding is not None)
    return {"checked": checked, "total": total, "failed": failed}


def measured_value(item: str, measured: Measured) -> str:
    """Return a value that keeps the bounds of an item."""
    if item in MEASURED:
        return MEASURED[item]
    if measured.at_least is not None:
        return f"{measured.at_least * Decimal('1.15'):.2f}".rstrip("0").rstrip(".")
    if measured.at_most is not None:
        return f"{measured.at_most * Decimal('0.75'):.2f}".rstrip("0").rstrip(".")
    raise LookupError(item)
