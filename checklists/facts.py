"""The facts of an institution that decide which items apply: one table, read and shown by it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final

from checklists.model import FactValue


@unique
class FactType(StrEnum):
    """What kind of value a fact holds."""

    FLAG = "flag"
    COUNT = "count"
    DECIMAL = "decimal"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Fact:
    """One attribute of an institution; choices map the stored word to the Chinese one."""

    id: str
    name: str
    type: FactType
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


class FactError(ValueError):
    """A text that is no value of the fact; the message says in Chinese what is wanted."""

    def __init__(self, fact: Fact, text: str, wanted: str) -> None:
        self.fact = fact
        self.text = text
        super().__init__(f"{fact.name}：“{_shown(text)}”无法识别，请填写{wanted}。")


INSTITUTION_KINDS: Final = MappingProxyType(
    {
        "urban_home": "城镇养老院",
        "township_home": "乡镇敬老院",
        "care_home": "护理院",
        "day_care": "日间照料中心",
        "village_point": "村级互助点",
        "service_station": "社区养老服务站",
    }
)
FIRE_ACCEPTANCES: Final = MappingProxyType(
    {"accepted": "消防验收合格意见书", "filed": "消防验收备案凭证", "none": "无"}
)
REGISTRATIONS: Final = MappingProxyType({"enterprise": "企业", "nonprofit": "民非", "public": "事业单位"})
BUILDING_CLASSES: Final = MappingProxyType({"一级": "一级", "二级": "二级", "三级": "三级", "四级": "四级"})

_TABLE: Final = (
    Fact("institution_kind", "机构类型", FactType.CHOICE, choices=INSTITUTION_KINDS),
    Fact("registered", "登记类型", FactType.CHOICE, choices=REGISTRATIONS),
    Fact("beds", "床位数", FactType.COUNT, "张"),
    Fact("care_beds", "护理型床位数", FactType.COUNT, "张"),
    Fact("residents", "入住老年人数", FactType.COUNT, "人"),
    Fact("disabled_residents", "失能老年人数", FactType.COUNT, "人"),
    Fact("dementia_residents", "失智老年人数", FactType.COUNT, "人"),
    Fact("care_staff", "护理人员数", FactType.COUNT, "人"),
    Fact("floor_area_m2", "建筑面积", FactType.DECIMAL, "m²"),
    Fact("storeys", "建筑层数", FactType.COUNT, "层"),
    Fact("highest_floor", "老年人用房最高楼层", FactType.COUNT, "层"),
    Fact("lowest_floor", "老年人用房最低楼层（地下记负数）", FactType.COUNT, "层"),
    Fact("building_height_m", "建筑高度", FactType.DECIMAL, "m"),
    Fact("building_volume_m3", "建筑体积", FactType.DECIMAL, "m³"),
    Fact("building_class", "建筑耐火等级", FactType.CHOICE, choices=BUILDING_CLASSES),
    Fact("basement_used", "使用地下或半地下空间", FactType.FLAG),
    Fact("shared_building", "与其他单位共用建筑", FactType.FLAG),
    Fact("self_built_or_rented", "自建房或租赁房", FactType.FLAG),
    Fact("new_or_rebuilt", "新建、改建、扩建或改变用途", FactType.FLAG),
    Fact("construction_ongoing", "正在施工或动火作业", FactType.FLAG),
    Fact("fire_acceptance", "消防验收手续", FactType.CHOICE, choices=FIRE_ACCEPTANCES),
    Fact("key_fire_unit", "消防安全重点单位", FactType.FLAG),
    Fact("control_room", "设消防控制室", FactType.FLAG),
    Fact("sprinkler", "设自动喷水灭火系统", FactType.FLAG),
    Fact("indoor_hydrant", "设室内消火栓", FactType.FLAG),
    Fact("auto_alarm", "设火灾自动报警系统", FactType.FLAG),
    Fact("smoke_control", "设机械防排烟设施", FactType.FLAG),
    Fact("fire_lift", "设消防电梯", FactType.FLAG),
    Fact("fire_shutter", "设防火卷帘", FactType.FLAG),
    Fact("lift", "设电梯", FactType.FLAG),
    Fact("boiler", "设锅炉", FactType.FLAG),
    Fact("generator", "设柴油发电机", FactType.FLAG),
    Fact("gas", "使用燃气（管道或瓶装）", FactType.FLAG),
    Fact("bottled_gas", "使用瓶装液化石油气", FactType.FLAG),
    Fact("canteen", "设食堂", FactType.FLAG),
    Fact("catering_outsourced", "食堂承包经营", FactType.FLAG),
    Fact("meals_delivered", "外购集体用餐", FactType.FLAG),
    Fact("medical_unit", "内设医疗机构", FactType.FLAG),
    Fact("drug_custody", "代管药品", FactType.FLAG),
    Fact("oxygen", "使用医用氧气", FactType.FLAG),
    Fact("dementia_unit", "设失智照护单元", FactType.FLAG),
    Fact("laundry", "设洗衣房或烘干间", FactType.FLAG),
    Fact("access_control", "设门禁或防走失门锁", FactType.FLAG),
    Fact("overnight_stay", "有老年人夜间住宿", FactType.FLAG),
    Fact("prepaid_fees", "收取预付费用", FactType.FLAG),
    Fact("cctv", "设视频监控", FactType.FLAG),
    Fact("volunteers", "有志愿者、实习或外包人员", FactType.FLAG),
    Fact("rated", "已取得等级评定或使用等级标识", FactType.FLAG),
    Fact("heat_therapy", "开展艾灸、理疗等热疗", FactType.FLAG),
    Fact("group_outings", "组织外出集体活动", FactType.FLAG),
    Fact("rehab_equipment", "设健身、康复器材", FactType.FLAG),
    Fact("restraint_used", "使用保护性约束", FactType.FLAG),
    Fact("central_aircon", "设集中空调或新风系统", FactType.FLAG),
    Fact("destitute_home", "特困人员供养服务机构", FactType.FLAG),
    Fact("public_owned", "公办养老机构（含公建民营）", FactType.FLAG),
    Fact("home_visits", "提供居家上门服务", FactType.FLAG),
    Fact("meal_point", "设助餐点或老年食堂", FactType.FLAG),
    Fact("central_kitchen", "设中央厨房或对外配餐", FactType.FLAG),
    Fact("combined_care", "养老与医疗同址开展（医养结合）", FactType.FLAG),
)

FACTS: Final[Mapping[str, Fact]] = MappingProxyType({fact.id: fact for fact in _TABLE})

_FLAG_WORDS: Final = MappingProxyType({"是": True, "有": True, "否": False, "无": False, "没有": False})
_COUNT = re.compile(r"-?[0-9]{1,9}")
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")
_BELOW_ZERO: Final = frozenset({"lowest_floor"})


def parse(fact: Fact, text: str) -> FactValue:
    """Read a value as a person writes it; FactError when it is none."""
    written = unicodedata.normalize("NFKC", text).strip()
    match fact.type:
        case FactType.FLAG:
            return _flag(fact, written)
        case FactType.COUNT:
            return _count(fact, written)
        case FactType.DECIMAL:
            return _decimal(fact, written)
        case FactType.CHOICE:
            return _choice(fact, written)


def format_value(fact: Fact, value: FactValue) -> str:
    """Write a value as the window and the papers show it."""
    if fact.type is FactType.FLAG:
        return "是" if value else "否"
    if fact.type is FactType.CHOICE:
        return fact.choices.get(str(value), str(value))
    number = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"{number} {fact.unit}" if fact.unit else number


def is_value(fact: Fact, value: object) -> bool:
    """Tell whether a typed value belongs to the fact."""
    match fact.type:
        case FactType.FLAG:
            return isinstance(value, bool)
        case FactType.COUNT:
            return isinstance(value, int) and not isinstance(value, bool)
        case FactType.DECIMAL:
            return isinstance(value, Decimal) and value.is_finite()
        case FactType.CHOICE:
            return isinstance(value, str) and value in fact.choices


def _flag(fact: Fact, text: str) -> bool:
    if text not in _FLAG_WORDS:
        raise FactError(fact, text, "“是”或“否”")
    return _FLAG_WORDS[text]


def _count(fact: Fact, text: str) -> int:
    digits = _number(fact, text)
    if not _COUNT.fullmatch(digits) or (digits.startswith("-") and fact.id not in _BELOW_ZERO):
        raise FactError(fact, text, "不带小数的数字")
    return int(digits)


def _decimal(fact: Fact, text: str) -> Decimal:
    digits = _number(fact, text)
    if not _DECIMAL.fullmatch(digits):
        raise FactError(fact, text, "数字（最多三位小数）")
    return Decimal(digits)


def _choice(fact: Fact, text: str) -> str:
    for word, name in fact.choices.items():
        if text in {word, unicodedata.normalize("NFKC", name)}:
            return word
    raise FactError(fact, text, "以下之一：" + "、".join(fact.choices.values()))


def _number(fact: Fact, text: str) -> str:
    unit = unicodedata.normalize("NFKC", fact.unit)
    return text.removesuffix(unit).strip().replace(",", "")


def _shown(text: str) -> str:
    plain = "".join(character if character.isprintable() else "�" for character in text)
    return plain if len(plain) <= 40 else plain[:40] + "…"
