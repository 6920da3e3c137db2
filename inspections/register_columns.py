"""The columns of a register sheet: which headings mean which field, and how a cell is read. The only such table."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from checklists import facts
from checklists.model import FactValue
from inspections import terms
from inspections.institution import valid_credit_code

LONGEST: Final = 200
_SERIAL_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?")
_BLANK: Final = frozenset({"", "/", "-", "—", "——", "\\", "无数据", "不详", "未知"})
_YES: Final = frozenset({"√", "✓", "✔", "☑", "Y", "y", "YES", "yes", "已设", "设有", "有设"})
_NO: Final = frozenset({"×", "✗", "✘", "X", "x", "N", "n", "NO", "no", "未设", "没有设"})
_UNITS: Final = re.compile(r"(张床位|张床|床位|张|床|人|名|位|层|楼|平方米|平米|㎡|m2|米|m)$")


class CellError(ValueError):
    """A cell that is no value of its column; the message is Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of an institution, the headings that mean it, and the words that stand for its codes."""

    target: str
    headings: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    is_fact: bool = False


def _fact(name: str, *headings: str, words: Mapping[str, str] | None = None) -> Column:
    return Column(target=name, headings=(facts.FACTS[name].name, *headings), words=words or {}, is_fact=True)


_KIND_WORDS: Final = {
    "养老院": "urban_home",
    "老年公寓": "urban_home",
    "社会福利院": "urban_home",
    "城镇养老机构": "urban_home",
    "敬老院": "township_home",
    "农村敬老院": "township_home",
    "特困供养机构": "township_home",
    "日间照料": "day_care",
    "日照中心": "day_care",
    "社区日间照料中心": "day_care",
    "农村幸福院": "village_point",
    "幸福院": "village_point",
    "互助点": "village_point",
    "互助养老点": "village_point",
    "养老服务站": "service_station",
    "社区养老服务中心": "service_station",
}
_REGISTRATION_WORDS: Final = {
    "民办非企业": "nonprofit",
    "民办非企业单位": "nonprofit",
    "社会服务机构": "nonprofit",
    "公司": "enterprise",
    "工商登记": "enterprise",
    "事业": "public",
}
_ACCEPTANCE_WORDS: Final = {
    "合格": "accepted",
    "已验收": "accepted",
    "验收合格": "accepted",
    "通过": "accepted",
    "已通过": "accepted",
    "备案": "filed",
    "已备案": "filed",
    "未验收": "none",
    "未通过": "none",
    "没有": "none",
    "否": "none",
    "未办理": "none",
}
_OPINION_WORDS: Final = {**_ACCEPTANCE_WORDS, "有": "accepted", "是": "accepted"}
_RATING_WORDS: Final = {
    **{title: code for code, title in terms.RATING.items()}, "未评": "", "无": "", **{code: code for code in "12345"},
    **{f"{code}级": code for code in "12345"},
}  # fmt: skip
_RISK_WORDS: Final = {
    **{title: code for code, title in terms.RISK_COLOR.items()},
    "红": "red", "橙": "orange", "黄": "yellow", "蓝": "blue",
    "红色": "red", "橙色": "orange", "黄色": "yellow", "蓝色": "blue", "重大风险": "red", "较大风险": "orange",
    "一般风险": "yellow", "低风险": "blue",
}  # fmt: skip

COLUMNS: Final = (
    Column(
        target="name", headings=("机构名称", "名称", "养老机构名称", "单位名称", "机构全称", "养老机构", "养老院名称")
    ),
    Column(target="credit_code", headings=("统一社会信用代码", "信用代码", "社会信用代码", "统一信用代码", "统一代码")),
    Column(
        target="area",
        headings=(
            "乡镇",
            "街道",
            "乡镇街道",
            "乡镇/街道",
            "镇街",
            "所属乡镇",
            "所属街道",
            "所在乡镇",
            "所属乡镇街道",
            "区域",
            "所属区域",
            "辖区",
        ),
    ),
    Column(target="address", headings=("地址", "机构地址", "详细地址", "住所", "所在地址", "经营地址", "机构住所")),
    Column(target="legal_representative", headings=("法定代表人", "法人", "法人代表", "法定代表人姓名")),
    Column(
        target="person_in_charge", headings=("负责人", "主要负责人", "院长", "机构负责人", "负责人姓名", "院长姓名")
    ),
    Column(
        target="phone",
        headings=("电话", "联系电话", "联系方式", "手机", "手机号", "负责人电话", "电话号码", "联系人电话"),
    ),
    Column(target="rating", headings=("等级", "等级评定", "评定等级", "机构等级", "星级"), words=_RATING_WORDS),
    Column(target="risk_color", headings=("风险等级", "风险", "风险颜色"), words=_RISK_WORDS),
    Column(target="note", headings=("备注", "说明")),
    Column(target="on", headings=("填报日期", "统计日期", "数据日期", "截止日期", "更新日期", "登记日期")),
    _fact("institution_kind", "类型", "机构类别", "类别", "机构性质类型", words=_KIND_WORDS),
    _fact("registered", "登记性质", "登记类别", "法人类型", words=_REGISTRATION_WORDS),
    _fact(
        "beds",
        "床位",
        "核定床位",
        "核定床位数",
        "总床位",
        "总床位数",
        "床位总数",
        "床位核定",
        "床位核定床位",
        "备案床位",
        "备案床位数",
        "设置床位",
    ),
    _fact("care_beds", "护理型床位", "护理床位", "护理床位数", "床位护理型", "床位护理型床位"),
    _fact(
        "residents",
        "入住人数",
        "在住",
        "在住人数",
        "在院人数",
        "入住老人",
        "入住老人数",
        "入住老年人",
        "在院老人",
        "收住老人数",
        "现入住人数",
    ),
    _fact("disabled_residents", "失能人数", "失能老人", "失能老人数", "失能老年人", "失能", "失能半失能人数"),
    _fact("dementia_residents", "失智人数", "失智老人", "失智老人数", "失智老年人", "失智"),
    _fact("care_staff", "护理人员", "护理员", "护理员数", "护理员人数", "护理人员人数", "养老护理员"),
    _fact("floor_area_m2", "面积", "总建筑面积", "机构面积"),
    _fact("storeys", "层数", "楼层数", "楼层", "地上层数"),
    _fact("highest_floor", "最高楼层", "老人居住最高楼层"),
    _fact("building_height_m", "高度", "楼高"),
    _fact("building_class", "耐火等级"),
    _fact("fire_acceptance", "消防手续", "消防审验", "消防审验手续", "消防审批手续", words=_ACCEPTANCE_WORDS),
    Column(
        target="fire_acceptance",
        headings=("消防验收", "消防验收意见书", "消防验收合格意见书", "是否通过消防验收", "消防验收合格"),
        words=_OPINION_WORDS,
        is_fact=True,
    ),
    _fact("key_fire_unit", "消防重点单位", "是否消防重点单位", "是否消防安全重点单位"),
    _fact("control_room", "消防控制室", "消控室"),
    _fact("sprinkler", "自动喷水", "喷淋", "自动喷淋", "喷淋系统"),
    _fact("indoor_hydrant", "室内消火栓", "消火栓"),
    _fact("auto_alarm", "火灾自动报警", "自动报警", "烟感", "火灾自动报警系统"),
    _fact("lift", "电梯", "是否有电梯", "有无电梯"),
    _fact("gas", "燃气", "使用燃气", "是否使用燃气"),
    _fact("bottled_gas", "瓶装液化气", "瓶装燃气"),
    _fact("canteen", "食堂", "有无食堂", "是否有食堂", "厨房"),
    _fact("catering_outsourced", "食堂承包", "食堂外包"),
    _fact("medical_unit", "医疗机构", "医疗", "内设医疗", "医务室", "是否内设医疗机构", "有无内设医疗机构", "医养结合"),
    _fact("dementia_unit", "失智照护单元", "失智专区", "认知症照护单元"),
    _fact("self_built_or_rented", "自建房", "租赁房", "是否自建房"),
    _fact("prepaid_fees", "预收费", "是否预收费", "预付费"),
    _fact("cctv", "视频监控", "监控"),
)
IGNORED: Final = frozenset({"序号", "编号", "号", "NO", "NO."})


def heading_key(text: str) -> str:
    """Return a heading without spaces, unit in brackets, star and colon, full width made half."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"[(\[【].*?[)\]】]", "", plain).strip("*:·、")


_BY_HEADING: Final[Mapping[str, Column]] = {
    heading_key(heading): column for column in COLUMNS for heading in column.headings
}


def column_for(heading: str) -> Column | None:
    """Return the column a heading means, None where it means none."""
    return _BY_HEADING.get(heading_key(heading))


def read_text(column: Column, cell: str) -> str | None:
    """Read a cell of a plain field; None where it is blank."""
    text = _tidy(cell)
    if column.target in _TEXTS:
        return None if text in _BLANK else _TEXTS[column.target](text)
    if column.words:
        if text not in column.words and text not in _BLANK:
            raise CellError(f"“{text}”无法识别，请填写：{'、'.join(dict.fromkeys(column.words))}")
        return column.words.get(text) or None
    return _short(text) if text not in _BLANK else None


def read_fact(column: Column, cell: str) -> FactValue | None:
    """Read a cell of a fact; None where it is blank."""
    fact = facts.FACTS[column.target]
    text = _tidy(cell)
    word = column.words.get(text)
    if word is not None:
        return word
    if text in _BLANK:
        return None
    if fact.type is facts.FactType.FLAG:
        text = "是" if text in _YES else "否" if text in _NO else text
    elif fact.type in (facts.FactType.COUNT, facts.FactType.DECIMAL):
        text = _UNITS.sub("", text.replace(" ", ""))
    try:
        return facts.parse(fact, text)
    except facts.FactError as error:
        raise CellError(str(error).rstrip("。")) from error


def read_day(cell: str) -> date | None:
    """Read a day as text or as the serial number a spreadsheet keeps; None where it is blank."""
    text = _tidy(cell)
    if text in _BLANK:
        return None
    if text.isdecimal() and int(text) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(text))
    match = _DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise CellError(f"“{text[:40]}”不是日期，请写成 2026-03-01")


def _tidy(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell).replace("\u200b", "").replace("\ufeff", "")
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise CellError(f"文字超过 {LONGEST} 字")
    return text


def _name(text: str) -> str:
    # NFKC turned the full-width brackets of official names into ASCII ones: give them back.
    return _short(re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）"))


def _code(text: str) -> str:
    code = text.replace(" ", "").upper()
    if valid_credit_code(code):
        return code
    hint = "；数字代码请把该列设为文本格式" if code.isdecimal() else ""
    raise CellError(f"统一社会信用代码“{code[:40]}”校验不通过，请核对 18 位代码，不清楚时可留空{hint}")


_TEXTS: Final[Mapping[str, Callable[[str], str]]] = {"name": _name, "credit_code": _code}
