"""The twelve institutions of the demonstration: names, codes and facts, all made up; region 000000 exists nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from inspections.institution import credit_code

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One institution: what the register holds, its facts and the small tree of its places."""

    key: str
    name: str
    area: str
    address: str
    legal_representative: str
    person_in_charge: str
    phone: str
    rating: str = ""
    risk_color: str = ""
    note: str = ""
    serial: int
    facts: Facts
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Floor -> rooms of the main building."""

    @property
    def credit_code(self) -> str:
        """Return a code of valid form whose region does not exist."""
        return credit_code(f"52000000DEM{self.serial:06d}")


URBAN: Final[Facts] = {
    "institution_kind": "urban_home", "registered": "nonprofit", "beds": 180, "care_beds": 120, "residents": 152,
    "disabled_residents": 64, "dementia_residents": 18, "care_staff": 46, "floor_area_m2": "6800.5", "storeys": 5,
    "highest_floor": 5, "lowest_floor": 1, "building_height_m": "18.6", "building_volume_m3": "22000",
    "building_class": "二级", "basement_used": False, "shared_building": False, "self_built_or_rented": False,
    "new_or_rebuilt": False, "construction_ongoing": False, "fire_acceptance": "accepted", "key_fire_unit": True,
    "control_room": True, "sprinkler": True, "indoor_hydrant": True, "auto_alarm": True, "smoke_control": True,
    "fire_lift": False, "fire_shutter": True, "lift": True, "boiler": False, "generator": True, "gas": True,
    "bottled_gas": False, "canteen": True, "catering_outsourced": False, "meals_delivered": False,
    "medical_unit": False, "drug_custody": True, "oxygen": False, "dementia_unit": False, "laundry": True,
    "access_control": True, "overnight_stay": True, "prepaid_fees": True, "cctv": True, "volunteers": True,
    "rated": True, "heat_therapy": False, "group_outings": True, "rehab_equipment": True, "restraint_used": False,
    "central_aircon": False, "destitute_home": False, "public_owned": False, "home_visits": False, "meal_point": False,
    "central_kitchen": False, "combined_care": False,
}  # fmt: skip

TOWNSHIP: Final[Facts] = {
    **URBAN, "institution_kind": "township_home", "registered": "public", "beds": 60, "care_beds": 24,
    "residents": 41, "disabled_residents": 8, "dementia_residents": 0, "care_staff": 9, "floor_area_m2": "1850",
    "storeys": 2, "highest_floor": 2, "building_height_m": "7.8", "building_volume_m3": "5900",
    "building_class": "三级", "key_fire_unit": False, "control_room": False, "sprinkler": False, "auto_alarm": False,
    "smoke_control": False, "fire_shutter": False, "lift": False, "generator": False, "bottled_gas": True,
    "prepaid_fees": False, "volunteers": False, "rated": False, "group_outings": False, "rehab_equipment": False,
    "drug_custody": True, "access_control": False, "destitute_home": True, "public_owned": True,
}  # fmt: skip

SMALL: Final[Facts] = {
    **TOWNSHIP, "institution_kind": "urban_home", "registered": "enterprise", "beds": 16, "care_beds": 6,
    "residents": 11, "disabled_residents": 0, "care_staff": 4, "floor_area_m2": "420", "building_volume_m3": "1500",
    "building_class": "二级", "indoor_hydrant": False, "self_built_or_rented": True, "fire_acceptance": "none",
    "prepaid_fees": True, "laundry": False, "drug_custody": False, "destitute_home": False, "public_owned": False,
}  # fmt: skip

DAY: Final[Facts] = {
    **SMALL, "institution_kind": "day_care", "registered": "nonprofit", "beds": 0, "care_beds": 0, "residents": 0,
    "floor_area_m2": "360", "storeys": 1, "highest_floor": 1, "building_height_m": "4.2",
    "building_volume_m3": "1400", "shared_building": True, "self_built_or_rented": False, "gas": False,
    "bottled_gas": False, "canteen": False, "overnight_stay": False, "meals_delivered": True, "heat_therapy": True,
    "fire_acceptance": "filed", "rehab_equipment": True, "prepaid_fees": False, "home_visits": True,
    "meal_point": True,
}  # fmt: skip

CARE: Final[Facts] = {
    **URBAN, "institution_kind": "care_home", "registered": "enterprise", "beds": 240, "care_beds": 240,
    "residents": 203, "disabled_residents": 168, "dementia_residents": 36, "care_staff": 82,
    "floor_area_m2": "11200", "storeys": 9, "highest_floor": 9, "building_height_m": "31.5",
    "building_volume_m3": "38600", "building_class": "一级", "fire_lift": True, "boiler": True, "medical_unit": True,
    "oxygen": True, "dementia_unit": True, "restraint_used": True, "central_aircon": True, "heat_therapy": True,
    "combined_care": True,
}  # fmt: skip

_FIVE: Final = {
    "一层": ("门厅", "食堂", "厨房", "消防控制室"),
    "二层": ("走道", "201 室", "206 室", "公共浴室"),
    "三层": ("东侧安全出口", "走道", "303 室", "护理站"),
    "四层": ("走道", "活动室", "开水间"),
    "五层": ("楼梯间", "库房"),
}
_TWO: Final = {
    "一层": ("厨房", "餐厅", "公共浴室", "后门", "101 室", "值班室"),
    "二层": ("走道", "活动室", "205 室", "楼梯间"),
}
_ONE: Final = {"一层": ("活动厅", "休息室", "配餐间", "卫生间")}

HOMES: Final = (
    Home(
        key="yunqi", name="云栖里养老院", area="东湖街道", address="临江县东湖街道云栖路 8 号", serial=101,
        legal_representative="林有竹", person_in_charge="柳归燕", phone="0000-5550101", rating="4",
        risk_color="yellow", facts=URBAN, places=_FIVE,
    ),
    Home(
        key="heping", name="禾坪镇敬老院", area="禾坪镇", address="临江县禾坪镇稻香路 3 号", serial=102,
        legal_representative="田有穗", person_in_charge="田有穗", phone="0000-5550102", risk_color="orange",
        facts={**TOWNSHIP, "fire_acceptance": "none"}, places=_TWO,
    ),
    Home(
        key="kangshun", name="康顺里护理院", area="西桥街道", address="临江县西桥街道长乐巷 21 号", serial=103,
        legal_representative="乔木春", person_in_charge="舒乐年", phone="0000-5550103", rating="3",
        risk_color="orange", facts=CARE,
        places={
            "一层": ("门厅", "营养厨房", "医务室", "供氧间"), "三层": ("走道", "305 室", "防火门"),
            "六层": ("认知照护单元", "611 室", "护理站"),
        },
    ),
    Home(
        key="qingsong", name="青松小院", area="东湖街道", address="临江县东湖街道青石弄 6 号", serial=104,
        legal_representative="宋小院", person_in_charge="宋小院", phone="0000-5550104", risk_color="yellow",
        note="建筑面积不足 500 m²", facts=SMALL, places={"一层": ("起居厅", "102 室"), "二层": ("走道", "203 室")},
    ),
    Home(
        key="wangyun", name="望云阁老年公寓", area="西桥街道", address="临江县西桥街道望云路 40 号", serial=105,
        legal_representative="云望舒", person_in_charge="云望舒", phone="0000-5550105", risk_color="red",
        note="未取得消防验收意见书，正在改造",
        facts={
            **URBAN, "registered": "enterprise", "beds": 90, "care_beds": 40, "residents": 58, "storeys": 4,
            "highest_floor": 4, "floor_area_m2": "2960", "building_volume_m3": "10200", "fire_acceptance": "none",
            "new_or_rebuilt": True, "construction_ongoing": True, "self_built_or_rented": True, "rated": False,
            "sprinkler": False, "control_room": False, "access_control": False,
        },
        places={"一层": ("大厅",), "二层": ("走道", "208 室"), "四层": ("会议室", "楼梯间")},
    ),
    Home(
        key="zhaoyang", name="朝阳坊日间照料中心", area="东湖街道", address="临江县东湖街道朝阳坊 2 号", serial=106,
        legal_representative="向日葵", person_in_charge="晨可期", phone="0000-5550106", risk_color="blue",
        facts=DAY, places=_ONE,
    ),
    Home(
        key="shiqiao", name="石桥村互助养老点", area="禾坪镇", address="临江县禾坪镇石桥村", serial=107,
        legal_representative="石共桥", person_in_charge="石共桥", phone="0000-5550107", risk_color="blue",
        facts={
            **DAY, "institution_kind": "village_point", "registered": "public", "shared_building": False,
            "floor_area_m2": "180", "building_volume_m3": "640", "heat_therapy": False, "cctv": False,
            "building_class": "三级", "public_owned": True,
        },
        places=_ONE,
    ),
    Home(
        key="fulin", name="福邻里社区养老服务站", area="西桥街道", address="临江县西桥街道福邻里 5 号", serial=108,
        legal_representative="福满邻", person_in_charge="和为邻", phone="0000-5550108", risk_color="blue",
        facts={**DAY, "institution_kind": "service_station", "meals_delivered": False, "group_outings": True},
        places=_ONE,
    ),
    Home(
        key="xinghe", name="星河湾颐养中心", area="北园街道", address="临江县北园街道星河湾 1 号", serial=109,
        legal_representative="星满河", person_in_charge="河清晏", phone="0000-5550109", rating="5",
        risk_color="yellow", note="设失智照护单元，使用半地下空间",
        facts={
            **URBAN, "dementia_unit": True, "dementia_residents": 30, "basement_used": True, "lowest_floor": -1,
            "central_aircon": True,
        },
        places={"一层": ("门厅", "认知照护单元"), "二层": ("走道", "公共浴室", "212 室")},
    ),
    Home(
        key="yangliu", name="杨柳坡镇敬老院", area="杨柳坡镇", address="临江县杨柳坡镇堤岸路 12 号", serial=110,
        legal_representative="杨成荫", person_in_charge="杨成荫", phone="0000-5550110", risk_color="yellow",
        note="与镇卫生院共用建筑", facts={**TOWNSHIP, "shared_building": True, "oxygen": True}, places=_TWO,
    ),
    Home(
        key="jinhui", name="锦晖园老年公寓", area="北园街道", address="临江县北园街道锦晖路 66 号", serial=111,
        legal_representative="金向晖", person_in_charge="安如常", phone="0000-5550111", rating="3",
        risk_color="yellow", note="食堂承包经营",
        facts={**URBAN, "catering_outsourced": True, "central_kitchen": True,
            "boiler": True, "beds": 130, "residents": 96}, places=_FIVE,
    ),
    Home(
        key="baiyun", name="白云坳乡敬老院", area="白云坳乡", address="临江县白云坳乡松风路 1 号", serial=112,
        legal_representative="白云起", person_in_charge="白云起", phone="0000-5550112",
        facts={
            **TOWNSHIP, "beds": 32, "residents": 17, "storeys": 1, "highest_floor": 1, "building_height_m": "3.9",
            "building_volume_m3": "2600", "floor_area_m2": "760", "indoor_hydrant": False, "lift": False,
            "building_class": "四级",
        },
        places={"一层": ("餐厅", "103 室", "厨房")},
    ),
)  # fmt: skip
