"""Two editions of a list compared: what is added, removed, changed and moved, each said once."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checklists.difference import ITEM_FIELDS, answer_form, difference, retyped_items
from checklists.loader import bundled
from checklists.model import Measured, Nature
from inspections.terms import ITEM_FIELD

FIRE = bundled()[0]
SMALL = replace(FIRE, sections=FIRE.sections[:3])


def with_items(checklist, number, items):
    sections = list(checklist.sections)
    sections[number] = replace(sections[number], items=tuple(items))
    return replace(checklist, sections=tuple(sections), digest="other")


def ids(placed):
    return [one.item.id for one in placed]


def test_an_edition_does_not_differ_from_itself():
    for checklist in bundled():
        found = difference(checklist, checklist)
        assert found.is_empty
        assert found.head == ()


def test_what_is_gone_from_one_side_is_new_from_the_other():
    first, *rest = SMALL.sections[0].items
    shorter = with_items(SMALL, 0, rest)
    assert ids(difference(SMALL, shorter).removed) == [first.id]
    assert ids(difference(shorter, SMALL).added) == [first.id]
    assert difference(SMALL, shorter).moved == ()


def test_a_changed_item_names_the_fields_that_differ():
    first, *rest = SMALL.sections[0].items
    other = with_items(SMALL, 0, [replace(first, text="另一种说法", clauses=first.clauses[:1]), *rest])
    (change,) = difference(SMALL, other).changed
    assert change.fields == tuple(
        name for name in ("text", "clauses") if getattr(change.new, name) != getattr(first, name)
    )
    assert not change.is_retyped
    assert difference(SMALL, other).touched == {first.id}


def test_one_item_taken_to_the_end_is_the_only_one_that_moved():
    first, *rest = SMALL.sections[0].items
    (move,) = difference(SMALL, with_items(SMALL, 0, [*rest, first])).moved
    assert (move.item.id, move.is_reordered) == (first.id, True)


def test_an_item_in_another_section_moved_with_its_old_and_new_section():
    item = SMALL.sections[0].items[0]
    other = with_items(SMALL, 0, SMALL.sections[0].items[1:])
    other = with_items(other, 1, [*other.sections[1].items, item])
    (move,) = difference(SMALL, other).moved
    assert (move.old_section, move.new_section, move.is_reordered) == ("FS-A", "FS-B", False)


def test_a_section_called_otherwise_is_named():
    sections = (replace(SMALL.sections[0], title="别的名称"), *SMALL.sections[1:])
    (found,) = difference(SMALL, replace(SMALL, sections=sections)).sections
    assert (found.code, found.old, found.new) == ("FS-A", SMALL.sections[0].title, "别的名称")


def test_another_kind_of_answer_is_told_apart_from_other_words():
    plain = next(item for item in FIRE.items if item.measured is None and not item.sampled)
    metres = replace(plain, measured=Measured(name="净宽", unit="m", at_least=Decimal("1.4")))
    retyped = (metres, replace(plain, sampled=True), replace(plain, nature=Nature.POLICY_TARGET))
    assert all(answer_form(one) != answer_form(plain) for one in retyped)
    wider = replace(metres, measured=replace(metres.measured, at_least=Decimal("1.2")))
    assert answer_form(wider) == answer_form(metres)
    number = next(n for n, section in enumerate(FIRE.sections) if plain in section.items)
    items = [replace(one, sampled=True) if one is plain else one for one in FIRE.sections[number].items]
    ((_, change),) = retyped_items(with_items(FIRE, number, items), [FIRE])
    assert change.new.id == plain.id


def test_every_field_of_an_item_has_a_word():
    assert set(ITEM_FIELD) == set(ITEM_FIELDS)


@given(order=st.permutations(range(9)), kept=st.sets(st.integers(0, 8), min_size=1))
def test_every_item_is_told_of_once_and_the_moved_ones_are_as_few_as_explain_the_order(order, kept):
    base = with_items(SMALL, 0, (SMALL.sections[0].items * 2)[:9])
    items = [replace(item, id=f"FS-A9{n}") for n, item in enumerate(base.sections[0].items)]
    old = with_items(SMALL, 0, items)
    new = with_items(SMALL, 0, [items[n] for n in order if n in kept])
    found = difference(old, new)
    assert {one.item.id for one in found.removed} == {items[n].id for n in range(9) if n not in kept}
    moved = {one.item.id for one in found.moved}
    still = [one.id for one in old.sections[0].items if one.id not in moved and one.id not in {*ids(found.removed)}]
    assert [one.id for one in new.sections[0].items if one.id not in moved] == still
    assert len(moved) < len(kept)
