"""Conditions written for people come back as they were; a fault is named by its place."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.condition_text import ConditionError, parse_condition, write_condition
from checklists.facts import FACTS, FactType
from checklists.loader import CONDITION_DEPTH, OPERATORS_BY_TYPE, bundled
from checklists.model import AllOf, AnyOf, Comparison, Not, Operator


@st.composite
def comparisons(draw):
    fact = draw(st.sampled_from(list(FACTS.values())))
    operator = draw(st.sampled_from(sorted(OPERATORS_BY_TYPE[fact.type])))
    values = {
        FactType.FLAG: st.booleans(),
        FactType.COUNT: st.integers(-99, 10**6),
        FactType.DECIMAL: st.decimals(0, 10**6, places=2),
        FactType.CHOICE: st.sampled_from(list(fact.choices) or [""]),
    }
    value = draw(values[fact.type])
    if operator is Operator.ONE_OF:
        value = tuple(draw(st.lists(st.sampled_from(list(fact.choices)), min_size=1, unique=True)))
    return Comparison(fact=fact.id, operator=operator, value=value)


def larger(parts):
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return (
        several.map(lambda some: AllOf(parts=some))
        | several.map(lambda some: AnyOf(parts=some))
        | parts.map(lambda part: Not(part=part))
    )


def depth_of(condition):
    match condition:
        case Comparison():
            return 1
        case Not():
            return 1 + depth_of(condition.part)
    return 1 + max(map(depth_of, condition.parts))


@settings(deadline=None)
@given(condition=st.recursive(comparisons(), larger, max_leaves=6).filter(lambda one: depth_of(one) <= CONDITION_DEPTH))
def test_any_condition_comes_back_as_it_was(condition):
    assert parse_condition(write_condition(condition)) == condition


def test_every_condition_of_the_library_comes_back():
    conditions = [item.applies for checklist in bundled() for item in checklist.items if item.applies]
    assert len(conditions) > 100
    assert [parse_condition(write_condition(one)) for one in conditions] == conditions


@pytest.mark.parametrize(
    "text",
    [
        "设食堂=是且床位数≥10",
        "设食堂 为 是 且 床位数 不少于 １０ 张",
        "canteen = 是 且 （beds >= 10）",
        "（设食堂 = 是） 且 （床位数 >= 10张）",
    ],
)
def test_people_write_one_condition_in_several_ways(text):
    assert parse_condition(text) == AllOf(
        parts=(
            Comparison(fact="canteen", operator=Operator.IS, value=True),
            Comparison(fact="beds", operator=Operator.AT_LEAST, value=10),
        )
    )


def test_decimals_keep_their_digits():
    condition = parse_condition("建筑面积 < 500.50 m²")
    assert condition == Comparison(fact="floor_area_m2", operator=Operator.BELOW, value=Decimal("500.50"))
    assert "500.50" in write_condition(condition)


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("设食唐 = 是", 1, "“设食唐 = 是”不是机构事实"),
        ("设食堂 = 大概", 7, "“大概”不是“设食堂”的值"),
        ("设食堂 >= 是", 5, "不能用“>=”比较"),
        ("设食堂 是", 5, "缺少比较"),
        ("设食堂 = 是 且", 10, "条件没有写完"),
        ("设食堂 = 是 且 （床位数 > 3", 19, "缺少右括号"),
        ("设食堂 = 是）", 8, "多了一个右括号"),
        ("设食堂 = 是 且 设电梯 = 是 或 设锅炉 = 是", 19, "混在一起"),
        ("床位数 > 多", 7, "应是整数"),
        ("床位数 > 3.5", 7, "应是整数"),
        ("建筑面积 = 3", 6, "不能用“=”比较"),
        ("非 设食堂 = 是", 3, "后面缺少括号"),
        ("建筑耐火等级 属于 一级、二级、一级", 17, "重复列出"),
        ("设食堂 = 是 设电梯 = 是", 9, "不能放在这里"),
        ("", 1, "条件没有写完"),
        ("__import__('os')", 1, "不是机构事实"),
        ("（" * 500, 7, "嵌套超过"),
    ],
)
def test_a_fault_is_named_by_its_place(text, position, said):
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert said in caught.value.message
    assert f"第 {position} 个字处" in caught.value.message
    assert caught.value.what_to_do
