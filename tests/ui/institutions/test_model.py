"""What the institution screen makes of records: filters, facts, changes."""

from decimal import Decimal

import pytest

from checklists.facts import FACTS
from checklists.loader import bundled
from inspections.institution import FactValue
from inspections.records import InstitutionRow
from ui.fact_rows import FACT_GROUPS, changed_facts, fact_note, fact_row
from ui.forms import Kind
from ui.institutions.model import (
    FILTERS,
    filtered,
    items_by_fact,
    pill_texts,
    row_chips,
    spoken,
)
from ui.theme import Tone


def row(**values):
    blank = dict.fromkeys(InstitutionRow.__dataclass_fields__, "")
    counts = dict.fromkeys(
        ("open_findings", "major_findings", "overdue_findings", "inspections_this_year"), 0
    )  # fmt: skip
    return InstitutionRow(**{**blank, "beds": None, "residents": None, **counts, **values})


def test_every_fact_stands_in_exactly_one_group():
    named = [name for _title, names in FACT_GROUPS for name in names]
    assert sorted(named) == sorted(FACTS)


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_is_asked_in_the_way_of_its_type(name):
    asked = fact_row(FACTS[name])
    assert asked.kind in (Kind.CHOICE, Kind.INTEGER, Kind.DECIMAL)
    assert (asked.kind is Kind.CHOICE) == bool(asked.choices)


def test_filters_let_through_what_they_say():
    rows = [row(id="a", major_findings=1), row(id="b", overdue_findings=2, inspections_this_year=1), row(id="c")]
    found = {one.id: [each.id for each in filtered(rows, one.id)] for one in FILTERS}
    assert found == {"all": ["a", "b", "c"], "major": ["a"], "overdue": ["b"], "unchecked": ["a", "c"]}
    assert dict(pill_texts(rows))["overdue"] == "逾期 1"


def test_badges_say_risk_and_overdue_in_words_and_a_rating_is_text():
    one = row(name="某院", risk_color="red", rating="4", overdue_findings=2, open_findings=3)
    assert row_chips(one) == [("重大风险", Tone.BAD), ("逾期 2", Tone.BAD)]
    assert spoken(one) == "某院，四级，重大风险，逾期 2，未销号 3"


def test_only_facts_that_differ_are_changes_and_empty_withdraws():
    before = {"beds": 120, "lift": True, "gas": False, "floor_area_m2": Decimal("1200"), "canteen": None}
    now = {"beds": 120, "lift": "", "gas": True, "floor_area_m2": Decimal("1200.0"), "canteen": ""}
    assert changed_facts(before, now) == {"lift": None, "gas": True}


def test_a_number_is_not_mistaken_for_a_yes():
    assert changed_facts({"storeys": 1}, {"storeys": True}) == {"storeys": True}


def test_a_fact_says_its_source_and_the_items_it_decides():
    held = FactValue(value=1, on="2026-11-23", source="现场核对")
    assert fact_note(held, ["FS-A", "FS-B", "FS-C"]) == "2026-11-23　现场核对\n决定 FS-A、FS-B 等 3 项"
    assert fact_note(None, []) == ""


def test_the_items_a_fact_decides_are_those_whose_condition_asks_for_it():
    found = items_by_fact(bundled())
    assert "FS-A02" in {code for code, _text in found["new_or_rebuilt"]}
    assert "FS-A01" not in {code for items in found.values() for code, _text in items}
