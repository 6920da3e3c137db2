"""Facts that turn out to be other than the register said: the visit is planned anew, every answer stays."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from inspections.inspection import Inspection
from inspections.institution import Institution, typed_fact
from inspections.planning import Arrangement, Replanned, arrangement, compare, lists_of, plan, recorded_items
from inspections.records import Changes, Files, Records
from inspections.workflow.institutions import check_facts


def preview_replanning(records: Records, files: Files, *, inspection: str, facts: Mapping[str, object]) -> Replanned:
    """Say which items other facts would add and drop, without recording anything."""
    return _replanned(records, files, records.inspections.get(inspection), facts)


def replan_inspection(
    records: Records,
    files: Files,
    *,
    inspection: str,
    facts: Mapping[str, object],
    on: date,
    source: str,
    by: str,
) -> Changes:
    """State facts found on site, for the institution and for this visit; what was answered is kept, asked or not.

    A fact that is None is withdrawn: unknown again, it takes no item out.
    """
    check_facts(facts, source=source)
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        visit.require_running()
        institution = records.institutions.get(visit.institution)
        news = _news(visit, facts)
        if news:
            note = _replanned(records, files, visit, news).words()
            change.append(visit.replan(_held(visit, news, on=on, source=source), note))
        if stated := _unknown_to(institution, facts):
            change.append(institution.state_facts(stated, on=on, source=source))
    return change.touched


def _replanned(records: Records, files: Files, visit: Inspection, facts: Mapping[str, object]) -> Replanned:
    now = arrangement(visit, recorded_items(records, visit.id))
    lists = lists_of(files, visit)
    return compare(plan(lists, now), plan(lists, _with(now, facts)), answered=now.answered)


def _with(now: Arrangement, facts: Mapping[str, object]) -> Arrangement:
    stated = {name: typed_fact(name, value) for name, value in facts.items() if value is not None}
    kept = {name: value for name, value in now.facts.items() if name not in facts}
    return replace(now, facts={**kept, **stated})


def _news(visit: Inspection, facts: Mapping[str, object]) -> dict[str, object]:
    held = visit.fields.object("facts")
    return {name: value for name, value in facts.items() if (held.get(name) or {}).get("value") != value}


def _held(visit: Inspection, news: Mapping[str, object], *, on: date, source: str) -> dict[str, object]:
    kept = {name: held for name, held in visit.fields.object("facts").items() if name not in news}
    stated = {
        name: {"value": value, "on": on.isoformat(), "source": source}
        for name, value in news.items()
        if value is not None
    }
    return {**kept, **stated}


def _unknown_to(institution: Institution, facts: Mapping[str, object]) -> dict[str, object]:
    known = {name: held.value for name, held in institution.fact_values().items()}
    return {name: value for name, value in facts.items() if known.get(name) != value}
