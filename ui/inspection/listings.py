"""Which items the list shows for what a person asked to see: a section, a place, triggers of 重大, or a search."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from inspections.finding import Finding
from inspections.inspection import Response
from inspections.institution import place_path
from inspections.planning import PlannedItem
from inspections.reading import Visit
from inspections.terms import RESULT
from inspections.transitions import Step
from ui.inspection.finding_model import photo_count_words, photo_stages, photo_tiles
from ui.inspection.folds import FoldedItem, folds_of
from ui.inspection.item_list import Group, Listing
from ui.inspection.model import (
    ItemView,
    asked,
    at_place,
    item_view,
    overdue_words,
    places_inside,
    result_of,
    search_items,
    sections_of,
)
from ui.inspection.old_findings import FAIL, PASS, OldFinding

ITEM_VIEWS: Final = ("", "triggers", "former")
"""Standing views that list items; the others list findings."""
Chosen = Callable[[str], str | None]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person asked to see. ``view`` is a standing view; else search, else place or section."""

    checklist: str = ""
    section: str = ""
    by_place: bool = False
    place: str = ""
    view: str = ""
    search: str = ""


def listing_of(visit: Visit, wish: Wish, agency: str, chosen: Chosen) -> Listing:
    """Return the listing for a wish; results on their way to the disk are shown as chosen."""
    groups = [
        replace(group, items=tuple(_view(visit, one, agency, chosen) for one in items))
        for group, items in _groups(visit, wish)
    ]
    former = [line for group in groups for line in group.former]
    empty = "没有找到检查项" if wish.search else "没有历史项" if wish.view == "former" else "这里没有检查项"
    return Listing(key=f"{visit.inspection.id} {wish} {agency} {former}", groups=groups, empty="" if former else empty)


def _view(visit: Visit, planned: PlannedItem, agency: str, chosen: Chosen) -> ItemView:
    view = item_view(visit, planned, agency)
    waiting = chosen(view.code)
    return view if waiting is None else replace(view, result=waiting or "not_checked", answered=bool(waiting))


def _groups(visit: Visit, wish: Wish) -> Iterable[tuple[Group, Sequence[PlannedItem]]]:
    if wish.search:
        found = search_items(visit, wish.search)
        yield Group(title=f"搜索“{wish.search}”", note=f"{len(found)} 项"), found
    elif wish.view == "triggers":
        note = "逐项检查，不能批量；不符合时提请有权机关认定"
        yield Group(title="重大触发项", note=note), visit.triggers
    elif wish.view == "former":
        yield from _former_groups(visit)
    elif wish.by_place:
        yield from _place_groups(visit, wish.place)
    else:
        yield from _section_group(visit, wish)


def _section_group(visit: Visit, wish: Wish) -> Iterable[tuple[Group, Sequence[PlannedItem]]]:
    for section in sections_of(visit, wish.checklist):
        if section.code == wish.section:
            items = asked(section)
            done = sum(result_of(visit, one.item.id) != "not_checked" for one in items)
            head = f"{section.title}"
            note = f"{section.code}　已检查 {done} / {len(items)}"
            open_ones = visit.inspection.is_running and done < len(items)
            yield Group(title=head, note=note, rest=open_ones, folds=folds_of(visit, section)), items


def _former_groups(visit: Visit) -> Iterable[tuple[Group, Sequence[PlannedItem]]]:
    """Yield what was answered under editions the visit no longer uses; it is only read here."""
    for checklist, ones in groupby(visit.former, key=lambda one: one.checklist):
        lines = tuple(
            FoldedItem(code=one.item.id, text=one.item.text, reason=_answers_words(visit, one.responses))
            for one in ones
        )
        note = f"{checklist.title} {checklist.edition}，{len(lines)} 项，结论保留并记入笔录"
        yield Group(title="历史项", note=note, former=lines), ()


def _answers_words(visit: Visit, responses: Sequence[Response]) -> str:
    names = {one.id: one.short_name for one in visit.agencies}
    said = []
    for one in responses:
        note = one.fields.text("note") or one.fields.text("reason")
        result = f"{names.get(one.agency, '')}：{RESULT[one.result]}"
        said.append(f"{result}（{note}）" if note else result)
    return "　".join(said)


def _place_groups(visit: Visit, place: str) -> Iterable[tuple[Group, Sequence[PlannedItem]]]:
    here, still = at_place(visit, place)
    path = place_path(place, visit.places) or "全机构"
    if place:
        yield Group(title=f"{path}：已记录", note=f"{len(here)} 项"), here
    yield Group(title="现场待查（看、量、测）", note=f"{len(still)} 项，记录时带上当前部位"), still


def walk_of(visit: Visit, wish: Wish) -> list[PlannedItem]:
    """Return the items N walks through: those listed, then the rest of the visit."""
    listed = [one for _group, items in _groups(visit, wish) for one in items]
    codes = {one.item.id for one in listed}
    return [*listed, *(one for one in visit.items if one.item.id not in codes)]


def place_notes(visit: Visit) -> Mapping[str, str]:
    """Return beside each place how many items were answered in it."""
    notes = {}
    for place in visit.places:
        inside = places_inside(visit.places, place)
        count = sum(
            one.fields.text("place") in inside and one.result != "not_checked" for one in visit.responses.values()
        )
        notes[place] = str(count) if count else ""
    return notes


def standing_counts(visit: Visit) -> dict[str, int]:
    """Count the standing views of the navigator."""
    return {
        "old": len(visit.old_findings),
        "triggers": len(visit.triggers),
        "findings": sum(one.state != "voided" for one in visit.findings),
        "former": len(visit.former),
    }


def old_lines(visit: Visit, today: date) -> list[OldFinding]:
    """Return the open findings of earlier visits as lines, those this visit names first."""
    named = set(visit.inspection.reinspects)
    ordered = sorted(visit.old_findings, key=lambda one: one.id not in named)
    return [_old_line(visit, one, today) for one in ordered]


def _old_line(visit: Visit, finding: Finding, today: date) -> OldFinding:
    place = "；".join(place_path(place, visit.places) for place in finding.fields.texts("places"))
    facts = (
        overdue_words(finding, today),
        f"部位：{place}" if place else "",
        f"整改要求：{finding.fields.text('measure')}",
    )
    late = (today - finding.deadline).days if finding.deadline and finding.is_overdue(today) else 0
    is_named = finding.id in visit.inspection.reinspects
    verdict = _verdict(visit, finding)
    photos = visit.photos_of(finding.id)
    return OldFinding(
        id=finding.id,
        number=finding.number,
        state=finding.state,
        description=finding.description,
        facts="　".join(fact for fact in facts if fact),
        overdue=f"逾期 {late} 天" if late else "",
        reinspected=is_named,
        decides=_decides(finding) if is_named and not verdict and visit.inspection.is_running else (),
        verdict=verdict,
        photos=photo_tiles(photos),
        photo_words=photo_count_words(photo_stages(photos)),
    )


def _decides(finding: Finding) -> tuple[str, ...]:
    offered = ((PASS, Step.PASS), (FAIL, Step.FAIL))
    return tuple(decision for decision, step in offered if step in finding.steps())


def _verdict(visit: Visit, finding: Finding) -> str:
    if finding.fields.text("reinspection") != visit.inspection.id:
        return ""
    return {"passed": "本次复查合格", "failed": "本次复查不合格"}.get(finding.fields.text("reinspection_result"), "")
