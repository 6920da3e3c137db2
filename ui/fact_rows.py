"""Institution facts as rows of forms: their groups, how each is asked, and what a person changed."""

from collections.abc import Mapping, Sequence
from typing import Final

from checklists.facts import FACTS, Fact, FactType
from inspections.institution import FactValue, typed_fact
from ui.forms import FormRow, Kind

STATING_ROWS: Final = (
    FormRow(key="on", label="截至日期", kind=Kind.DATE, required=True),
    FormRow(key="source", label="来源", required=True, longest=60, placeholder="例如：现场核对"),
)
FACT_GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("机构与规模", ("institution_kind", "registered", "beds", "care_beds", "residents", "disabled_residents",
        "dementia_residents", "care_staff", "overnight_stay", "rated", "public_owned", "destitute_home",
        "home_visits")),
    ("建筑", ("floor_area_m2", "storeys", "highest_floor", "lowest_floor", "building_height_m", "building_volume_m3",
        "building_class", "basement_used", "shared_building", "self_built_or_rented", "new_or_rebuilt",
        "construction_ongoing")),
    ("消防", ("fire_acceptance", "key_fire_unit", "control_room", "sprinkler", "indoor_hydrant", "auto_alarm",
        "smoke_control", "fire_lift", "fire_shutter")),
    ("设备与用能", ("lift", "boiler", "generator", "gas", "bottled_gas", "central_aircon")),
    ("餐饮", ("canteen", "catering_outsourced", "meals_delivered", "meal_point", "central_kitchen")),
    ("医疗与照护", ("medical_unit", "drug_custody", "oxygen", "dementia_unit", "restraint_used", "heat_therapy",
        "rehab_equipment", "combined_care")),
    ("管理与活动", ("laundry", "access_control", "prepaid_fees", "cctv", "volunteers", "group_outings")),
)  # fmt: skip
"""Every fact of the table once, in the groups of the form."""

_UNKNOWN: Final = ("", "未填写")
_KINDS: Final = {
    FactType.FLAG: Kind.CHOICE,
    FactType.CHOICE: Kind.CHOICE,
    FactType.COUNT: Kind.INTEGER,
    FactType.DECIMAL: Kind.DECIMAL,
}
_BELOW_ZERO: Final = ("lowest_floor",)


def fact_row(fact: Fact) -> FormRow:
    """Return the row of a form that asks one fact; a choice can be taken back to 未填写."""
    choices: list[tuple[object, str]] = [_UNKNOWN]
    choices += [(True, "是"), (False, "否")] if fact.type is FactType.FLAG else list(fact.choices.items())
    is_choice = _KINDS[fact.type] is Kind.CHOICE
    return FormRow(
        key=fact.id,
        label=fact.name.partition("（")[0],
        kind=_KINDS[fact.type],
        unit=fact.unit,
        minimum=None if is_choice or fact.id in _BELOW_ZERO else 0,
        placeholder="未填写" if is_choice else "",
        choices=choices if is_choice else (),
    )


def fact_form_values(held: Mapping[str, FactValue]) -> dict[str, object]:
    """Return every fact as its row shows it, None where nothing was stated."""
    return {name: typed_fact(name, held[name].value) if name in held else None for name in FACTS}


def changed_facts(before: Mapping[str, object], now: Mapping[str, object]) -> dict[str, object]:
    """Return the facts a person changed; None withdraws one."""
    chosen = {name: None if value == "" else value for name, value in now.items()}
    return {name: value for name, value in chosen.items() if not _is_same(value, before.get(name))}


def _is_same(value: object, before: object) -> bool:
    return value == before and isinstance(value, bool) == isinstance(before, bool)


SHOWN_ITEMS: Final = range(2)


def fact_note(held: FactValue | None, items: Sequence[str]) -> str:
    """Say where a value comes from and which items it decides."""
    source = f"{held.on}　{held.source}" if held else ""
    more = f" 等 {len(items)} 项" if len(items) > len(SHOWN_ITEMS) else ""
    shown = "、".join(items[place] for place in SHOWN_ITEMS if place < len(items))
    decides = f"决定 {shown}{more}" if items else ""
    return "\n".join(line for line in (source, decides) if line)
