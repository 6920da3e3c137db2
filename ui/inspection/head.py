"""The head of a visit in words: chips, facts and counters."""

from collections.abc import Sequence

from checklists.facts import FACTS, FactError, format_value
from inspections.leaving import ARRIVAL_NEEDED
from inspections.reading import Visit
from inspections.terms import DEPTH, INSPECTION_KIND, INSPECTION_STATE, RATING, RISK_COLOR, TASK_SOURCE
from inspections.walk_reading import is_waiting
from ui.inspection.model import photo_words
from ui.inspection.visit_page import HeadChip, HeadView
from ui.labels import joined
from ui.theme import Tone

TEAM = "team"
META_FACTS = ("institution_kind", "beds", "residents", "storeys", "fire_acceptance")
RISK_TONES = {"red": Tone.BAD, "orange": Tone.WARN, "yellow": Tone.CAUTION, "blue": Tone.INFO}


def head_of(visit: Visit, agency: str, *, own: str, edition: tuple[str, str] = ("", "")) -> HeadView:
    """Return the head; the agency is chosen only where the operator's own takes no part."""
    joins = own in {one.id for one in visit.agencies}
    offered = () if joins else tuple((one.id, one.short_name) for one in visit.agencies)
    return HeadView(
        title=visit.institution.name,
        meta=_meta(visit),
        chips=[*_chips(visit), *_edition_chips(*edition)],
        arrival=arrival_words(visit),
        photos=photo_words(visit),
        agencies=offered,
        agency=agency,
    )


def arrival_words(visit: Visit) -> str:
    """Say how much of the 到场卡 is filled in: 到场卡 3/9."""
    filled = sum(bool(visit.inspection.fields.value(name)) for name, _title in ARRIVAL_NEEDED)
    return f"到场卡 {filled}/{len(ARRIVAL_NEEDED)}"


def _chips(visit: Visit) -> Sequence[HeadChip]:
    inspection, institution = visit.inspection, visit.institution
    risk = institution.fields.text("risk_color")
    kind = INSPECTION_KIND.get(inspection.fields.text("kind"), "")
    names = "·".join(one.short_name for one in visit.agencies)
    joint = "联合" if len(visit.agencies) > 1 else ""
    team = TEAM if inspection.is_running else ""
    chips = [HeadChip(text=f"{RISK_COLOR[risk]}风险", tone=RISK_TONES[risk])] if risk in RISK_TONES else []
    chips.append(HeadChip(text=f"{names} {joint}{kind}", tone=Tone.INFO, tip=team_words(visit), action=team))
    chips += _plan_chips(visit)
    if not inspection.is_running:
        tip = "本次检查已结束，只能查看"
        chips.append(HeadChip(text=INSPECTION_STATE[inspection.state], tone=Tone.NA, tip=tip))
    waiting = sum(is_waiting(photo) for photo in visit.photos)
    if waiting:
        tip = "还没有归到检查项或问题；按拍摄时间和检查顺序提出建议，逐组确认"
        chips.append(HeadChip(text=f"{waiting} 张照片待归位", tone=Tone.WARN, tip=tip, action="walk"))
    short = {one.id: one.short_name for one in visit.agencies}
    for gap in visit.gaps:
        tip = f"{short[gap.agency]}有执法证的本机关人员 {gap.present} 名，至少 {gap.needed} 名才能出具文书"
        lack = f"{short[gap.agency]}缺 {gap.needed - gap.present} 名"
        chips.append(HeadChip(text=lack, tone=Tone.BAD, tip=tip, action=team))
    return chips


def _edition_chips(words: str, tip: str) -> list[HeadChip]:
    return [HeadChip(text=words, tone=Tone.NA, tip=tip, action="edition")] if words else []


def _plan_chips(visit: Visit) -> list[HeadChip]:
    """Say how the lists are asked; while the visit runs each chip is the way to change it."""
    if not visit.sections:
        return []
    inspection = visit.inspection
    running = inspection.is_running
    joint = "；一表通查，相同要求只查一次" if inspection.is_joint else ""
    words = DEPTH[inspection.depth] + ("·一表通查" if inspection.is_joint else "")
    tip = f"按{DEPTH[inspection.depth]}列出检查项{joint}"
    chips = [HeadChip(text=words, tone=Tone.INFO, tip=tip, action="depth" if running else "")]
    if running:
        told = inspection.fields.text("replan_note")
        tip = f"上次变更：{told}" if told else "现场发现机构事实不符时在此变更，检查项随之重新编排"
        chips.append(HeadChip(text="机构事实", tone=Tone.INFO, tip=tip, action="facts"))
    return chips


def team_words(visit: Visit) -> str:
    """Name who takes part for which agency: 民政：李明、王芳；消防：赵强、孙磊."""
    return "；".join(
        f"{agency.short_name}：{'、'.join(_names(visit, agency.id)) or '无人员'}" for agency in visit.agencies
    )


def _names(visit: Visit, agency: str) -> list[str]:
    return [one.person.name for one in visit.team if one.agency.id == agency]


def _meta(visit: Visit) -> str:
    inspection, institution = visit.inspection, visit.institution
    rating = institution.fields.text("rating")
    source = TASK_SOURCE.get(inspection.fields.text("task_source"), "")
    return joined(
        [
            team_words(visit),
            institution.address,
            f"等级 {RATING[rating]}" if rating in RATING and rating else "",
            *_facts(visit),
            f"{inspection.on.isoformat()} {source}".strip(),
        ]
    )


def _facts(visit: Visit) -> list[str]:
    held = visit.inspection.facts()
    words = []
    for name in META_FACTS:
        if name in held:
            fact = FACTS[name]
            try:
                said = format_value(fact, held[name])
            except (FactError, TypeError):
                continue
            words.append(said if name == "institution_kind" else f"{fact.name} {said}")
    return words
