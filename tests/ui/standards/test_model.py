"""The library in words: filters, conditions, who may order."""

from datetime import date

import pytest

from checklists.clauses import enforceable
from checklists.criteria import criteria
from checklists.loader import bundled
from checklists.model import Agency, AllOf, AnyOf, Comparison, Not, Operator
from inspections import terms
from ui.standards.model import (
    applies_words,
    condition_words,
    found_sections,
    has_unverified,
    item_lines,
    item_orderers,
    measured_words,
    pill_texts,
    trigger_words,
    who_may_order,
)

TODAY = date(2026, 11, 23)
FIRE = next(one for one in bundled() if one.code == "fire_safety")
ITEMS = [item for checklist in bundled() for item in checklist.items]


def test_every_agency_relation_and_regime_has_a_word():
    from checklists.criteria import Regime
    from checklists.model import Nature, Relation

    assert set(terms.AGENCY_CODE) == set(Agency)
    assert set(terms.RELATION) == set(Relation)
    assert set(terms.CRITERION_REGIME) == set(Regime)
    assert set(terms.NATURE) == set(Nature)


def test_the_filter_for_unverified_shows_exactly_the_items_with_such_a_clause():
    found = [item for _section, items in found_sections(FIRE, filter_id="unverified", text="") for item in items]
    assert found == [item for item in FIRE.items if has_unverified(item)]
    assert 0 < len(found) < len(FIRE.items)
    assert dict(pill_texts(FIRE))["unverified"] == f"待核 {len(found)}"


def test_every_word_of_a_search_must_occur():
    both = [i.id for _s, items in found_sections(FIRE, filter_id="all", text="出口 锁") for i in items]
    assert "FS-C01" in both
    assert all("出口" in str(FIRE.item(code)) and "锁" in str(FIRE.item(code)) for code in both)
    assert found_sections(FIRE, filter_id="all", text="没有这个词") == []


def test_conditions_read_as_chinese():
    many = Comparison(fact="beds", operator=Operator.AT_LEAST, value=50)
    lift = Comparison(fact="lift", operator=Operator.IS, value=True)
    kinds = Comparison(fact="institution_kind", operator=Operator.ONE_OF, value=("day_care", "village_point"))
    assert condition_words(many) == "床位数不少于 50 张"
    assert condition_words(AllOf(parts=(many, AnyOf(parts=(lift, kinds))))) == (
        "床位数不少于 50 张 且 （设电梯：是 或 机构类型为以下之一：日间照料中心、村级互助点）"
    )
    assert condition_words(Not(part=lift)) == "不是（设电梯：是）"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_item_can_be_read_without_a_latin_code(item):
    words = [line.words for line in item_lines(item, TODAY)]
    words += [
        applies_words(item),
        measured_words(item),
        *(part for one in item.major for part in trigger_words(one, criteria()[one.criterion])),
    ]
    codes = {*terms.AGENCY_CODE, *terms.ACTION, "institution_kind", "None", "True"}
    assert not [code for code in codes for word in words if code in word.split()]
    assert all(words[0:2])


def test_fire_may_order_where_civil_affairs_may_not():
    item = FIRE.item("FS-C01")
    assert not enforceable(item, Agency.CIVIL_AFFAIRS, on=TODAY)
    assert item_orderers(item, TODAY) == "消防救援"
    assert who_may_order(item.clauses[0], TODAY) == "可责令：消防救援"


def test_a_default_that_no_source_gives_is_marked_as_ours():
    ours = {line.caption for line in item_lines(FIRE.item("FS-A01"), TODAY) if line.is_ours}
    assert ours == {"处理方式", "整改措施", "整改期限"}
