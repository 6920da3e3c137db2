"""What the demonstration states for indicators, certificates and risks: some good, some with a gap, some missing."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any, Final

from inspections.demonstration.offices import COUNTY
from inspections.demonstration.stage import Stage
from inspections.workflow.assessing import (
    assess_risk,
    record_area,
    state_area_inputs,
    state_certificates,
    state_inputs,
)

DAY: Final = -20
"""Days before the end of the script on which all this is entered."""

INPUTS: Final[Mapping[str, Mapping[str, object]]] = {
    "yunqi": {
        "social_workers": 2, "operators": 4, "operators_certified": 4, "staff": 68, "staff_trained": 61,
        "drills_first_half": 1, "drills_second_half": 1, "handlers": 9, "handlers_certified": 9,
        "fostered_residents": 118, "filed": "是", "bed_subsidy_paid": "否", "room_area_m2": "14.6", "room_beds": 2,
        "equipment": 2, "equipment_inspected": 2,
    },
    "heping": {
        "self_care": 22, "partly_disabled": 11, "fully_disabled": 8, "running_funds": "18000", "drills_first_half": 1,
        "drills_second_half": 0, "shift_staff": 3, "shift_self_care": 22, "shift_partly_disabled": 11,
        "shift_fully_disabled": 8,
    },
    "kangshun": {"operators": 4, "operators_certified": 3, "social_workers": 3, "drills_first_half": 2},
    "xinghe": {"fostered_residents": 96, "filed": "是", "bed_subsidy_paid": "否", "social_workers": 1},
}  # fmt: skip
CERTIFICATES: Final[Mapping[str, Mapping[str, tuple[bool, int]]]] = {
    "yunqi": {
        "filing": (True, 0), "food_licence": (True, 900), "fire_test": (True, 160), "equipment_inspection": (True, 210),
    },
    "kangshun": {"filing": (True, 0), "medical_licence": (True, 420), "food_licence": (True, -12)},
    "heping": {"filing": (True, 0), "food_licence": (False, 0)},
    "jinhui": {"filing": (True, 0), "food_licence": (True, 18), "equipment_inspection": (True, 300)},
}  # fmt: skip
"""Held or not, and how many days after the end of the script it expires; 0 for one that does not."""

_MILD: Final = {"likelihood": "3", "exposure": "6", "consequence": "7"}
_GRAVE: Final = {"likelihood": "6", "exposure": "6", "consequence": "7"}
RISKS: Final[tuple[tuple[str, str, str, str, Mapping[str, str]], ...]] = (
    ("yunqi", "厨房", "燃气灶具使用", "班后关阀并双人签字", _MILD),
    ("yunqi", "", "电动自行车充电", "室外充电棚，夜间断电", {"likelihood": "1", "exposure": "6", "consequence": "15"}),
    ("yunqi", "公共浴室", "助浴", "防滑垫、专人看护", {"method": "ls", "likelihood": "2", "severity": "4"}),
    ("heping", "厨房", "瓶装液化气使用", "气瓶间分设，装报警器", _GRAVE),
    ("kangshun", "供氧间", "氧气储存和更换", "禁火区，专人更换", {**_MILD, "exposure": "3", "consequence": "15"}),
    ("wangyun", "", "施工动火", "停止动火，清场后复工", {**_GRAVE, "consequence": "40"}),
)
"""Home, place (none: the whole institution), activity, measure, and the factors of LEC unless a method is named."""

AREAS: Final[tuple[tuple[Mapping[str, str], Mapping[str, object]], ...]] = (
    (
        {"level": "county", "name": COUNTY},
        {
            "county_beds": 1388, "county_care_beds": 812, "public_beds": 212, "public_residents": 139,
            "destitute": 268, "destitute_in_homes": 121, "elderly": 61400, "county_social_workers": 38,
            "institutions": 12, "institutions_joint_inspected": 12, "institutions_trained": 11,
            "villages": 86, "villages_reached": 71, "lottery": "2350000", "lottery_for_elderly": "1363000",
            "county_operators": 22, "county_operators_certified": 19,
        },
    ),
    (
        {"level": "village", "name": "石桥村", "parent": "禾坪镇"},
        {"mutual_aid_points": 2, "facility_land_m2": "212", "population": 1846, "points_operating": 1,
         "bed_subsidy_paid": "否"},
    ),
    (
        {"level": "community", "name": "福邻里社区", "parent": "西桥街道"},
        {"facility_land_m2": "310", "population": 5230, "facility_floor_m2": "320", "bed_subsidy_paid": "否"},
    ),
    (
        {"level": "estate", "name": "星河湾二期", "parent": "北园街道"},
        {"estate_care_area_m2": "338.5", "estate_housing_area_m2": "104000", "planned_together": "是",
         "built_together": "是", "accepted_together": "是", "delivered_together": "否"},
    ),
)  # fmt: skip
HANDED_OVER: Final[Mapping[str, int]] = {"estate_accepted_on": -250, "handed_over_on": -146}
"""The days of the new estate."""


def state_numbers(stage: Stage) -> None:
    """Enter everything on one day, by the steps of the work."""
    on = stage.clock.day(DAY)
    stage.clock.go(on, time(16))
    by = stage.lead("civil_affairs")
    for home, values in INPUTS.items():
        state_inputs(
            stage.records, institution=stage.homes[home], values=values, on=on, source="机构月报，民政核对", by=by
        )
    for home, seen in CERTIFICATES.items():
        said = {name: _certificate(stage, held, days) for name, (held, days) in seen.items()}
        state_certificates(
            stage.records, institution=stage.homes[home], values=said, on=on, source="现场查验原件", by=by
        )
    for home, place, activity, measure, factors in RISKS:
        _assess(stage, home, place, {"activity": activity, "measure": measure, **factors}, by)
    for area, values in AREAS:
        made = record_area(stage.records, values=area, by=by).one("area")
        days = {name: stage.clock.day(day) for name, day in HANDED_OVER.items() if area["level"] == "estate"}
        state_area_inputs(
            stage.records, area=made, values={**values, **days}, on=on, source="县民政统计月报（演示）", by=by
        )


def _certificate(stage: Stage, held: bool, days: int) -> dict[str, object]:  # noqa: FBT001 - a cell of the table
    return {"held": held, "until": (stage.clock.zero + timedelta(days=days)).isoformat() if held and days else ""}


def _assess(stage: Stage, home: str, place: str, given: Mapping[str, Any], by: str) -> None:
    found = next((at for (of, _floor, room), at in stage.places.items() if of == home and room == place), "")
    assess_risk(
        stage.records,
        **{"institution": stage.homes[home], "place": found, "on": stage.clock.day(DAY), "method": "lec", **given},
        by=by,
    )
