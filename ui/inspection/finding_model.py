"""What a finding's card shows and what it hands over: worked out from the visit, the proposals and the competences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from checklists import judgement
from checklists.clauses import Power, powers
from checklists.judgement import Outcome
from checklists.model import Agency as AgencyCode
from checklists.model import Item
from inspections.citing import as_clause
from inspections.entry import JsonObject
from inspections.finding import Finding
from inspections.institution import Place, place_path
from inspections.judging import Judgement, judge_in_visit
from inspections.photo import Photo
from inspections.planning import PlannedItem
from inspections.proposals import clause_text, item_clauses, propose
from inspections.reading import Visit
from inspections.terms import GRADE, GRADE_STATE, PHOTO_STAGE, REGIME, STEP
from inspections.transitions import FindingState, Step
from ui.inspection.model import find_item, finding_title
from ui.widgets.photo_strip import PhotoTile

FREE: Final = "free"
"""The item of a draft that no checklist item stands behind."""
POWER_WORDS: Final[Mapping[Power, str]] = {
    Power.ORDER: "可责令",
    Power.PENALISE: "可处罚",
    Power.RECORD: "只记录、移交",
}
NO_POWER: Final = "对所列条款没有责令职权，只记录、移交"
EDITABLE: Final = (FindingState.RECORDED, FindingState.ADVISED)
WORDS: Final = (
    "category", "description", "place_text", "measure", "action", "deadline", "deadline_reason", "responsible",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ClauseChoice:
    """One clause that can be cited, with what each agency present may do under it."""

    clause: JsonObject
    words: str
    powers: str
    is_verified: bool


@dataclass(frozen=True, kw_only=True)
class OrderChoice:
    """One agency's button: whether it may order under the cited clauses, else why not."""

    agency: str
    name: str
    refused: str


@dataclass(frozen=True, kw_only=True)
class MajorHint:
    """One criterion of 重大 that the item points to; `regime` is empty where nothing can be asked for."""

    criterion: str
    regime: str
    text: str


@dataclass(frozen=True, kw_only=True)
class FindingView:
    """One finding or draft as its card shows it."""

    id: str
    """Empty for a draft."""
    item: str
    title: str
    state: str
    values: Mapping[str, Any]
    places: tuple[str, ...]
    place_choices: tuple[tuple[str, str], ...]
    clauses: tuple[JsonObject, ...]
    clause_choices: tuple[ClauseChoice, ...]
    offered_clauses: tuple[ClauseChoice, ...]
    """Every clause of the visit's lists, for a finding without an item."""
    orders: tuple[OrderChoice, ...]
    steps: tuple[str, ...]
    grade: str
    hints: tuple[MajorHint, ...]
    judgement: Judgement | None
    finding: Finding | None
    photos: tuple[PhotoTile, ...]
    stages: Mapping[str, int]
    ordered: str
    """Who ordered and by when, empty before."""

    @property
    def is_draft(self) -> bool:
        """Tell whether it is not registered yet."""
        return not self.id

    @property
    def is_editable(self) -> bool:
        """Tell whether the words may still change."""
        return self.is_draft or self.state in EDITABLE

    def photo_words(self) -> str:
        """Count the photos by stage: 照片 3（整改前 1，整改后 1）."""
        return photo_count_words(self.stages)

    def missing_for_spot_fix(self) -> str:
        """Say what 当场改正 still lacks, empty when nothing."""
        before = self.stages.get("before", 0) + self.stages.get("scene", 0)
        lacks = [
            word for word, count in (("整改前照片", before), ("整改后照片", self.stages.get("after", 0))) if not count
        ]
        return f"还缺{'、'.join(lacks)}" if lacks else ""

    def may(self, step: Step) -> bool:
        """Tell whether the table of transitions allows a step now."""
        return step in self.steps


def finding_view(visit: Visit, finding: Finding, *, on: date) -> FindingView:
    """Return a registered finding as its card shows it."""
    planned = find_item(visit, finding.item)
    fields = finding.fields
    values = {name: fields.text(name) for name in WORDS} | {"deadline": finding.deadline}
    photos = visit.photos_of(finding.id)
    judged = judge_in_visit(visit, finding, today=on)
    return FindingView(
        id=finding.id,
        item=finding.item or FREE,
        title=finding_title(finding),
        state=finding.state,
        values=values,
        places=fields.texts("places"),
        place_choices=place_choices(visit.places, fields.texts("places")),
        clauses=finding.clauses,
        clause_choices=_choices(visit, planned.item if planned else None, finding.clauses),
        offered_clauses=() if planned else _offered(visit),
        orders=_orders(visit, finding),
        steps=finding.steps(),
        grade=_grade(finding),
        hints=_pointed(judged) if judged else (),
        judgement=judged,
        finding=finding,
        photos=photo_tiles(photos),
        stages=photo_stages(photos),
        ordered=_ordered(visit, finding),
    )


def draft_view(visit: Visit, item: str, *, place: str, on: date, typed: Mapping[str, Any]) -> FindingView:
    """Return the draft of a finding: what the rules propose, over it what was typed so far."""
    planned = find_item(visit, item)
    proposed = dict.fromkeys(WORDS, "") | _proposed(planned, on) | {"responsible": visit.institution.person_in_charge}
    photos = tuple(one for one in visit.photos if item_photo(one, item))
    clauses = tuple(typed.get("clauses", item_clauses(planned.item, on=on) if planned else ()))
    places = tuple(typed.get("places", (place,) if place else ()))
    return FindingView(
        id="",
        item=item,
        title="登记问题" if planned else "自由登记",
        state="",
        values=proposed | {name: typed[name] for name in WORDS if name in typed},
        places=places,
        place_choices=place_choices(visit.places, places),
        clauses=clauses,
        clause_choices=_choices(visit, planned.item if planned else None, clauses),
        offered_clauses=() if planned else _offered(visit),
        orders=(),
        steps=(),
        grade="",
        hints=_hints(visit, planned.item, on) if planned else (),
        judgement=None,
        finding=None,
        photos=photo_tiles(photos),
        stages=photo_stages(photos),
        ordered="",
    )


def phrase_items(visit: Visit, item: str) -> tuple[str, ...]:
    """Return the items whose ready phrases suit a finding: its own, and the one it asks the same as."""
    planned = find_item(visit, item)
    return tuple(dict.fromkeys((planned.item.id, planned.item.requirement))) if planned else ()


def item_photo(photo: Photo, item: str) -> bool:
    """Tell whether a photo was taken for an item whose finding is not registered yet."""
    return photo.fields.text("item") == item and not photo.finding and not photo.withdrawn


def place_choices(places: Mapping[str, Place], kept: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the places that can be chosen with their paths; withdrawn ones only where already chosen."""
    offered = [(one.id, place_path(one.id, places)) for one in places.values() if not one.withdrawn or one.id in kept]
    return tuple(sorted(offered, key=lambda pair: pair[1]))


def draft_values(view: FindingView, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of `record_finding` from what stands on the card."""
    action = "advise" if values.get("category") == "advice" else values.get("action")
    return {
        **{name: values.get(name) or "" for name in WORDS},
        "deadline": values.get("deadline") if action == "order" else None,
        "action": action,
        "places": list(values["places"]),
        "clauses": list(values["clauses"]),
        "item": "" if view.item == FREE else view.item,
        "hazard_type": "消防" if view.item.startswith("FS-") else "服务",
    }


def _proposed(planned: PlannedItem | None, on: date) -> dict[str, Any]:
    if planned is None:
        return {"category": "hazard", "action": "order", "deadline": None}
    proposal = propose(planned.item, on=on)
    return {
        "category": proposal.category,
        "measure": proposal.measure,
        "action": proposal.action,
        "deadline": proposal.deadline,
        "deadline_reason": proposal.deadline_reason,
    }


def _choices(visit: Visit, item: Item | None, chosen: Sequence[JsonObject]) -> tuple[ClauseChoice, ...]:
    offered = list(item_clauses(item, on=visit.inspection.on)) if item else []
    return tuple(_choice(clause, visit) for clause in [*offered, *(one for one in chosen if one not in offered)])


def _offered(visit: Visit) -> tuple[ClauseChoice, ...]:
    seen = {
        clause_text(clause): clause for section in visit.sections for one in section.items
        for clause in item_clauses(one.item, on=visit.inspection.on)
    }  # fmt: skip
    return tuple(_choice(seen[words], visit) for words in sorted(seen))


def _choice(clause: JsonObject, visit: Visit) -> ClauseChoice:
    """Offer a clause: what is recorded stays the library's, what is shown is how it now stands."""
    now = visit.confirmed.cited(clause, on=visit.inspection.on)
    cited = as_clause(now)
    said = [
        f"{agency.short_name}{POWER_WORDS[powers(cited, AgencyCode(agency.code))]}"
        for agency in visit.agencies
        if agency.code in set(AgencyCode)
    ]
    return ClauseChoice(clause=clause, words=clause_text(now), powers="；".join(said), is_verified=cited.is_verified)


def _orders(visit: Visit, finding: Finding) -> tuple[OrderChoice, ...]:
    return tuple(
        OrderChoice(
            agency=agency.id,
            name=agency.short_name,
            refused="" if finding.enforceable(agency.code, visit.confirmed.at(agency)) else NO_POWER,
        )
        for agency in visit.agencies
        if agency.issues_papers
    )


def _grade(finding: Finding) -> str:
    held = GRADE_STATE[finding.fields.text("grade_state")]
    regime = REGIME[finding.fields.text("regime")]
    return "：".join(part for part in (regime, held) if part) or (GRADE["major"] if finding.is_major else "")


def _hints(visit: Visit, item: Item, on: date) -> tuple[MajorHint, ...]:
    found = judgement.propose(item, on=on, known=visit.confirmed.all_criteria(on=on)).hints
    return tuple(MajorHint(criterion=hint.cites, regime="", text=hint.text) for hint in found)


def _pointed(judged: Judgement) -> tuple[MajorHint, ...]:
    """Return what can be put before an organ, the strongest first."""
    ranks = list(Outcome)
    able = sorted((one for one in judged.criteria if one.regime), key=lambda one: -ranks.index(one.hint.outcome))
    return tuple(MajorHint(criterion=one.hint.cites, regime=one.regime, text=one.hint.text) for one in able)


def photo_count_words(stages: Mapping[str, int]) -> str:
    """Count photos by stage: 照片 3（整改前 1，整改后 1）."""
    parts = [f"{PHOTO_STAGE[stage]} {count}" for stage, count in stages.items() if count and stage != "scene"]
    return f"照片 {sum(stages.values())}" + (f"（{'，'.join(parts)}）" if parts else "")


def photo_tiles(photos: Sequence[Photo]) -> tuple[PhotoTile, ...]:
    """Return photos as the tiles of a strip."""
    return tuple(
        PhotoTile(
            id=one.id,
            caption="　".join(part for part in (PHOTO_STAGE[one.stage], one.caption) if part),
            look=one.layer.digest,
        )
        for one in photos
    )


def photo_stages(photos: Sequence[Photo]) -> dict[str, int]:
    """Count photos by stage."""
    return {stage: sum(one.stage == stage for one in photos) for stage in PHOTO_STAGE}


def _ordered(visit: Visit, finding: Finding) -> str:
    if not finding.agency:
        return ""
    name = next((one.short_name for one in visit.agencies if one.id == finding.agency), "其他机关")
    step = STEP["order"] if finding.deadline else "责令立即改正"
    return f"{name}{step}" + (f"，{finding.deadline.isoformat()} 前" if finding.deadline else "")
