"""What a joint task says: the parts of its three agencies, the facts of the institution."""

from datetime import date

from inspections.joint_task import TEMPLATE

PARTS = {
    "civil": ("收住 86 人，备案 120 张床位；二层住 14 名失能老年人。", "把失能老年人调到首层；夜班增至 2 人。"),
    "housing": ("房屋为租赁的原办公楼，2014 年改变用途，未办理消防验收。", "委托设计单位补全改造图纸，申请消防验收。"),
    "fire": ("二层走道未设自动喷水，楼梯间防火门缺 2 樘，应急照明照度不足。", "补装防火门和应急照明；装局部应用自动喷水。"),
}  # fmt: skip
FACTS = {
    name: {"value": value, "on": "2026-10-12", "source": "现场核对"}
    for name, value in {
        "fire_acceptance": "none", "beds": 120, "residents": 86, "disabled_residents": 14, "floor_area_m2": "460",
        "storeys": 3, "building_class": "二级", "self_built_or_rented": True, "building_volume_m3": "1600",
    }.items()
}  # fmt: skip


def steps(on):
    """The steps of a joint task whose three agencies have all given their opinion."""
    plans = {
        key: {"who": "", "what": part.duty, "until": "2026-11-11"} for key, part in zip(PARTS, TEMPLATE, strict=True)
    }
    values = {
        "institution": "home", "inspection": "visit", "lead": "civil", "agencies": list(PARTS),
        "opened_on": "2026-10-12", "basis": "湘乡政办发〔2021〕23号 二(八)4",
    }  # fmt: skip

    def opinion(key):
        said, measures = PARTS[key]
        return lambda one: one.give_opinion(
            key, on=on, opinion=said, measures=measures, until=date(2026, 12, 31), said_by="经办人"
        )

    return [lambda one: one.start(values, plans), *(opinion(key) for key in PARTS)]
