"""Set the stage: agencies, people, number blocks, the twelve institutions with their facts and places."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from inspections.demonstration.clock import LENGTH
from inspections.demonstration.institutions import HOMES, Home
from inspections.demonstration.offices import (
    CONFIRMED_BY,
    COUNTY,
    COURT,
    LAST_NUMBER,
    OFFICES,
    PEOPLE,
    REVIEW_ORGAN,
    USER,
    Employee,
    Office,
    block_prefix,
)
from inspections.demonstration.stage import Stage
from inspections.document import PAPERS, may_issue
from inspections.people import LOCAL_USER
from inspections.workflow.approvals import state_fire_approval
from inspections.workflow.institutions import record_institution, record_place, state_facts
from inspections.workflow.setting_up import grant_block, record_agency, record_person, set_up_for

BUILDING: Final = "主楼"
APPROVED_BEFORE: Final = timedelta(days=700)
"""How long before the script's first day an institution had its fire approval."""
FACT_SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "机构备案回执": ("institution_kind", "registered", "beds", "care_beds"),
    "建筑消防手续和图纸": (
        "floor_area_m2", "storeys", "highest_floor", "lowest_floor", "building_height_m", "building_volume_m3",
        "building_class", "basement_used", "shared_building", "self_built_or_rented", "new_or_rebuilt",
        "fire_acceptance",
    ),
}  # fmt: skip
"""Where the facts come from; what is not named was reported by the institution and looked at on site."""

OTHERWISE: Final = "机构填报，现场核对"


def set_stage(stage: Stage) -> None:
    """Make everything a visit needs."""
    opening = stage.clock.day(-LENGTH)
    stage.clock.go(opening, time(9))
    for office in OFFICES:
        _open_office(stage, office, opening)
    for employee in PEOPLE:
        stage.people[employee.key] = _hire(stage, employee)
    set_up_for(stage.records, person=stage.people[USER], by=LOCAL_USER)
    for home in HOMES:
        _register(stage, home, opening)


def _open_office(stage: Stage, office: Office, on: date) -> None:
    values = {
        "name": office.name, "short_name": office.short_name, "code": office.key, "region": COUNTY,
        "basis": office.basis, "number_prefix": office.prefix, "address": f"{COUNTY}政务中心（演示地址）",
        "phone": office.phone, "contact": "值班室", "review_organ": REVIEW_ORGAN, "review_days": 60, "court": COURT,
        "suit_months": 6, "remedy_confirmed_by": CONFIRMED_BY, "remedy_confirmed_on": on, "issues_papers": True,
    }  # fmt: skip
    agency = record_agency(stage.records, values=values, by=LOCAL_USER).one("agency")
    stage.agencies[office.key] = agency
    for year in range(stage.clock.day(-LENGTH).year, stage.clock.day(-1).year + 1):
        for paper in (one for one in PAPERS if may_issue(one, office.key)):
            grant_block(
                stage.records, agency=agency, paper=paper, year=year, first=1, last=LAST_NUMBER,
                prefix=block_prefix(office, paper), by=LOCAL_USER,
            )  # fmt: skip


def _hire(stage: Stage, employee: Employee) -> str:
    values = {
        "name": employee.name,
        "agency": stage.agencies[employee.office],
        "role": "officer" if employee.certificate else "assistant",
        "post": employee.post,
        "certificate_number": employee.certificate,
        "authorised": employee.authorised,
    }
    return record_person(stage.records, values=values, by=LOCAL_USER).one("person")


def _register(stage: Stage, home: Home, on: date) -> None:
    values = {
        "name": home.name, "credit_code": home.credit_code, "area": home.area, "address": home.address,
        "legal_representative": home.legal_representative, "person_in_charge": home.person_in_charge,
        "phone": home.phone, "rating": home.rating, "risk_color": home.risk_color, "note": home.note,
    }  # fmt: skip
    by = stage.people[USER]
    institution = record_institution(stage.records, values=values, by=by).one("institution")
    stage.homes[home.key] = institution
    for source, facts in facts_by_source(home).items():
        state_facts(stage.records, institution=institution, facts=facts, on=on, source=source, by=by)
    if home.facts["fire_acceptance"] != "none":
        state_fire_approval(
            stage.records, institution=institution, approval=str(home.facts["fire_acceptance"]), on=on,
            source="查验原件", number=f"临住建消〔演示〕{home.serial}号", approved_on=on - APPROVED_BEFORE, by=by,
        )  # fmt: skip
    building = record_place(
        stage.records, institution=institution, name=BUILDING, level="building", by=by
    ).one("place")  # fmt: skip
    for rank, (floor, rooms) in enumerate(home.places.items()):
        above = record_place(
            stage.records, institution=institution, name=floor, level="floor", by=by, parent=building, rank=rank
        ).one("place")
        for turn, room in enumerate(rooms):
            stage.places[home.key, floor, room] = record_place(
                stage.records, institution=institution, name=room, level="room", by=by, parent=above, rank=turn
            ).one("place")


def facts_by_source(home: Home) -> dict[str, dict[str, object]]:
    """Group the facts of an institution by where they come from."""
    sources = {name: source for source, names in FACT_SOURCES.items() for name in names}
    grouped: dict[str, dict[str, object]] = {}
    for name, value in home.facts.items():
        grouped.setdefault(sources.get(name, OTHERWISE), {})[name] = value
    return grouped
