"""Facts are read as people write them and refused in Chinese."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.facts import FACTS, FactError, FactType, format_value, is_value, parse


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("gas", "是", True),
        ("gas", " 没有 ", False),
        ("beds", "１２０", 120),
        ("beds", "1,200 张", 1200),
        ("lowest_floor", "-1", -1),
        ("floor_area_m2", "499.5 m²", Decimal("499.5")),
        ("floor_area_m2", "499.5㎡", Decimal("499.5")),
        ("fire_acceptance", "消防验收备案凭证", "filed"),
        ("fire_acceptance", "none", "none"),
        ("institution_kind", "乡镇敬老院", "township_home"),
    ],
)
def test_a_value_is_read_as_people_write_it(fact, text, value):
    read = parse(FACTS[fact], text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("gas", "或许"),
        ("gas", ""),
        ("beds", "-3"),
        ("beds", "三十"),
        ("beds", "12.5"),
        ("beds", "9" * 5000),
        ("floor_area_m2", "NaN"),
        ("floor_area_m2", "1e9"),
        ("floor_area_m2", "-4"),
        ("institution_kind", "宾馆"),
    ],
)
def test_what_is_no_value_is_refused_by_name(fact, text):
    with pytest.raises(FactError) as caught:
        parse(FACTS[fact], text)
    assert FACTS[fact].name in str(caught.value)
    assert "请填写" in str(caught.value)
    assert len(str(caught.value)) < 250


@given(text=st.text(), fact=st.sampled_from(sorted(FACTS)))
def test_any_text_gives_a_value_of_the_fact_or_a_refusal(text, fact):
    value, refusal = read_or_refused(FACTS[fact], text)
    assert is_value(FACTS[fact], value) if refusal is None else refusal.fact is FACTS[fact]


def read_or_refused(fact, text):
    try:
        return parse(fact, text), None
    except FactError as error:
        return None, error


VALUES = {
    FactType.FLAG: st.booleans(),
    FactType.COUNT: st.integers(min_value=0, max_value=999_999_999),
    FactType.DECIMAL: st.decimals(min_value=0, max_value=999_999, places=3),
}


@given(data=st.data(), fact=st.sampled_from(list(FACTS.values())))
def test_what_is_shown_is_read_back(data, fact):
    choices = {FactType.CHOICE: st.sampled_from(sorted(fact.choices))} if fact.choices else {}
    value = data.draw({**VALUES, **choices}[fact.type])
    assert parse(fact, format_value(fact, value)) == value


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_every_fact_has_a_chinese_name_and_choices_where_it_is_a_choice(fact):
    assert re.search(r"[\u4e00-\u9fff]", fact.name)
    assert bool(fact.choices) is (fact.type is FactType.CHOICE)
    assert not (fact.unit and fact.type in {FactType.FLAG, FactType.CHOICE})


def test_no_two_facts_share_a_name():
    assert len({fact.name for fact in FACTS.values()}) == len(FACTS)


@pytest.mark.parametrize(
    ("fact", "value", "good"),
    [
        ("gas", True, True),
        ("gas", 1, False),
        ("beds", 3, True),
        ("beds", True, False),
        ("beds", Decimal(3), False),
        ("floor_area_m2", Decimal("1.5"), True),
        ("floor_area_m2", Decimal("NaN"), False),
        ("building_class", "一级", True),
        ("building_class", "五级", False),
    ],
)
def test_a_typed_value_belongs_to_a_fact_of_its_type_only(fact, value, good):
    assert is_value(FACTS[fact], value) is good
