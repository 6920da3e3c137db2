"""The fold: values with their origins, conflicts kept, steps that no longer fit kept as notes."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.entry import Subject, canonical, chain, time_id
from inspections.facts import KINDS, SUBJECTS
from inspections.institution import Institution, credit_code, valid_credit_code
from inspections.kinds import RECORD_TYPES
from inspections.transitions import NEXT
from tests.inspections.builders import OTHER, a_finding, after, an_officer, as_entry

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def two_laptops():
    """Return an institution and two concurrent changes of its name."""
    base = after(Institution(id="i"), Institution(id="i").record_as({"name": "甲"}))
    here = as_entry(base.record_as({"name": "乙"}), 2, clock=200_000)
    there = as_entry(base.record_as({"name": "丙"}), 1, origin=OTHER, clock=200_001)
    return base, here, there


def test_concurrent_values_are_both_kept_until_an_entry_replaces_both():
    base, here, there = two_laptops()
    both = base.after(here).after(there)
    assert both.name == "丙"
    assert both.fields.conflicts() == ("name",)
    assert {held.value for held in both.fields.candidates("name")} == {"乙", "丙"}
    settled = after(both, both.settle({"name": "乙"}))
    assert settled.name == "乙"
    assert not settled.in_conflict


def test_equal_concurrent_values_are_no_conflict():
    base, here, there = two_laptops()
    same = replace(there, body={**there.body, "set": {"name": "乙"}})
    assert not base.after(here).after(same).in_conflict


def test_a_step_that_no_longer_fits_stays_as_a_note():
    passed = a_finding("passed")
    head = an_officer("p9", "fire", authorised=True)
    from tests.inspections.builders import DAY

    close = passed.close(on=DAY, by=head, basis="", second=None, lifted="")
    here, there = as_entry(close, 9), as_entry(close, 1, origin=OTHER, clock=10 * 65536)
    both = passed.after(here).after(there)
    assert both.state == "closed"
    assert both.notes == (there.ref,)
    assert not after(both, both.settle({})).in_conflict


def test_an_unknown_kind_is_kept_as_a_note_and_changes_nothing():
    finding = a_finding()
    strange = replace(as_entry(finding.change({"description": "别的"}), 5), kind="from_the_future/7")
    noted = finding.after(strange)
    assert noted.description == finding.description
    assert noted.notes == (strange.ref,)


def test_a_record_comes_back_from_its_stored_form():
    finding = a_finding("ordered")
    assert type(finding).from_json(json.loads(canonical(finding.as_json()))) == finding


def test_every_kind_of_entry_names_a_known_record_and_step():
    for kind in KINDS.values():
        assert kind.subject in (*SUBJECTS, "*"), kind.name
        if kind.step:
            assert kind.step in {step for _, step in NEXT[kind.subject]}, kind.name
    assert set(SUBJECTS) == set(RECORD_TYPES)


def test_every_lifecycle_step_has_a_kind_of_entry():
    written = {(kind.subject, kind.step) for kind in KINDS.values() if kind.step}
    assert written == {(subject, step) for subject, table in NEXT.items() for _, step in table}


@given(json_values)
def test_canonical_bytes_read_back_to_the_same_value(value):
    data = canonical(value)
    assert json.loads(data) == value
    assert canonical(json.loads(data)) == data


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, float("nan")])
def test_fractions_have_no_canonical_form(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_the_digest_changes_with_every_part_of_an_entry():
    entry = as_entry(a_finding().change({"description": "别的"}))
    others = [
        replace(entry, clock=entry.clock + 1),
        replace(entry, at="2026-10-09T10:00:01+08:00"),
        replace(entry, by="q"),
        replace(entry, subject=Subject("finding", "other")),
        replace(entry, kind="finding_changed/2"),
        replace(entry, body={"set": {}}),
        replace(entry, follows=()),
        replace(entry, salt=bytes(15) + b"\1"),
        replace(entry, number=2),
        replace(entry, origin=OTHER),
    ]
    digests = {entry.digest(), *(other.digest() for other in others)}
    assert len(digests) == len(others) + 1
    assert chain(bytes(32), entry.digest()) != chain(b"\1" * 32, entry.digest())


def test_ids_of_a_later_instant_sort_later():
    assert time_id(1_000, bytes(10)) < time_id(1_001, bytes(10))


@given(st.text(st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"), min_size=17, max_size=17))
def test_a_completed_credit_code_is_valid_and_a_changed_one_is_not(first17):
    code = credit_code(first17)
    assert valid_credit_code(code)
    wrong = "1" if code[17] != "1" else "2"
    assert not valid_credit_code(code[:17] + wrong)
