import dataclasses
import itertools
from datetime import timedelta

import pytest

from inspections.entry import EntryRef
from storage import journal
from storage.union import BrokenChainError, ForkError, GapError, HeldError
from tests.storage.laptops import Laptop


@pytest.fixture
def laptops(tmp_path):
    made = [Laptop(tmp_path / name, name) for name in ("甲", "乙", "丙")]
    yield made
    for one in made:
        one.store.close()


def shared(one, *others):
    """Let all laptops hold what the first has."""
    for other in others:
        other.take(one.journal())


def united(*laptops):
    """Exchange everything both ways; all end in one state without problems."""
    for one, other in itertools.permutations(laptops, 2):
        other.take(one.journal())
    digests = {laptop.store.state_digest() for laptop in laptops}
    assert len(digests) == 1
    for laptop in laptops:
        assert laptop.problems(laptops[0].store.heads()) == ()


def test_what_arrives_is_added_and_folded(laptops):
    one, other, _ = laptops
    one.institution()
    one.finding()
    arrived = other.take(one.journal())
    assert (arrived.added, arrived.stubs, arrived.filled) == (2, 0, 0)
    assert arrived.touched.kinds() == {"institution", "finding"}
    assert other.store.findings.get("f-1").description == "疏散通道堆放杂物"
    assert other.store.state_digest() == one.store.state_digest()


def test_the_same_again_changes_nothing(laptops):
    one, other, _ = laptops
    one.institution()
    one.finding()
    other.take(one.journal())
    before = other.store.heads(), other.store.state_digest()
    again = other.take(one.journal() * 2)
    assert (again.added, again.filled, again.touched.subjects) == (0, 0, frozenset())
    assert (other.store.heads(), other.store.state_digest()) == before


def test_own_entries_come_back_from_another_laptop(laptops):
    one, other, third = laptops
    one.institution()
    shared(one, other, third)
    arrived = one.take(other.journal())
    assert arrived.added == 0


def test_two_values_of_one_field_stay_a_conflict_until_a_person_settles_it(laptops):
    one, other, _ = laptops
    one.institution()
    shared(one, other)
    one.institution(name="银龄养老院（东区）")
    other.later(minutes=1)
    other.institution(name="银龄养老服务中心")
    united(one, other)
    found = one.store.institutions.get("i-1")
    assert found.fields.conflicts() == ("name",)
    assert {held.value for held in found.fields.candidates("name")} == {"银龄养老院（东区）", "银龄养老服务中心"}
    one.do(found.settle({"name": "银龄养老服务中心（东区）"}))
    united(one, other)
    settled = other.store.institutions.get("i-1")
    assert not settled.in_conflict
    assert settled.name == "银龄养老服务中心（东区）"


def test_equal_values_of_two_laptops_are_no_conflict(laptops):
    one, other, _ = laptops
    one.institution(phone="123")
    other.institution(phone="123")
    united(one, other)
    assert not one.store.institutions.get("i-1").in_conflict
    assert len(one.store.institutions.get("i-1").heads) == 2


def test_a_value_set_before_a_conflict_arrives_does_not_replace_what_its_author_never_saw(laptops):
    one, other, third = laptops
    one.institution(phone="1")
    shared(one, other, third)
    one.institution(phone="2")
    other.institution(phone="3")
    united(one, other)
    third.later(hours=1)
    third.institution(phone="4")  # saw "1" only
    united(one, other, third)
    assert {held.value for held in one.store.institutions.get("i-1").fields.candidates("phone")} == {"2", "3", "4"}


def test_a_step_that_no_longer_fits_is_kept_as_a_note_until_settled(laptops):
    one, other, _ = laptops
    one.finding()
    shared(one, other)
    one.ordered(deadline="2026-03-20")
    other.later(minutes=5)
    voided = other.finding_fact("finding_voided", void_reason="误登", voided_on="2026-03-02")
    united(one, other)
    for laptop in (one, other):
        found = laptop.store.findings.get("f-1")
        assert (found.state, found.notes, found.in_conflict) == ("ordered", (voided.ref,), True)
        assert found.fields.value("void_reason") is None
    one.do(one.store.findings.get("f-1").settle({}))
    united(one, other)
    assert not other.store.findings.get("f-1").in_conflict


def test_an_entry_that_sorts_before_the_last_one_folds_the_subject_again(laptops):
    one, other, _ = laptops
    one.finding()
    shared(one, other)
    other.finding_fact("finding_voided", void_reason="误登", voided_on="2026-03-02")
    one.later(hours=1)
    late = one.ordered()
    united(one, other)
    assert one.store.findings.get("f-1").state == "voided"
    assert one.store.findings.get("f-1").notes == (late.ref,)


def test_entries_may_arrive_in_any_order_within_a_package(laptops):
    one, other, _ = laptops
    for number in range(5):
        one.institution(name=f"第{number}次")
    other.take(reversed(one.journal()))
    assert other.store.state_digest() == one.store.state_digest()


def test_a_gap_is_refused_and_says_what_is_missing(laptops):
    one, other, _ = laptops
    for number in range(5):
        one.institution(f"i-{number}")
    with pytest.raises(GapError, match="甲 的第 1 至 2 号"):
        other.take(one.journal()[2:])
    other.take(one.journal()[:1])
    with pytest.raises(GapError, match="甲 的第 2 至 3 号"):
        other.take(one.journal()[3:])
    assert other.store.institutions.count() == 1


def altered(link, **changes):
    return dataclasses.replace(link, **changes)


@pytest.mark.parametrize("what", ["body", "digest", "hash", "chain", "name", "shape"])
def test_what_was_altered_on_the_way_is_refused_whole(laptops, what):
    one, other, _ = laptops
    one.institution("i-1")
    one.institution("i-2")
    first, second = one.journal()
    entry = second.entry
    broken = {
        "body": lambda: altered(second, entry=dataclasses.replace(entry, body={"set": {"name": "假"}})),
        "digest": lambda: altered(second, digest=bytes(32)),
        "hash": lambda: altered(second, hash=bytes(32)),
        "chain": lambda: altered(second.stub, digest=bytes(32)),
        "name": lambda: altered(second, entry=dataclasses.replace(entry, origin="丙")),
        "shape": lambda: reshaped(second),
    }[what]()
    with pytest.raises(BrokenChainError, match="甲:2"):
        other.take([first, broken])
    assert other.store.heads() == []
    assert other.store.institutions.count() == 0


def reshaped(link):
    """A body that no version of `after` could read, under a digest that fits."""
    entry = dataclasses.replace(link.entry, body={"set": ["no object"]})
    return altered(link, entry=entry, digest=entry.digest())


@pytest.mark.parametrize(
    "changes",
    [
        {"clock": "1"}, {"clock": 0}, {"clock": 2**63}, {"clock": True}, {"at": 5}, {"by": None}, {"kind": 1},
        {"salt": b"short"}, {"follows": (1,)}, {"body": []}, {"body": {"over": {"name": "x"}}},
        {"body": {"withdraw": {"marks": [1]}}}, {"body": {"set": {"name": 1.5}}},
    ],
)  # fmt: skip
def test_an_entry_of_a_wrong_form_is_refused_by_name_and_is_no_crash(laptops, changes):
    one, other, _ = laptops
    one.institution()
    (link,) = one.journal()
    entry = dataclasses.replace(link.entry, **changes)
    try:
        digest = entry.digest()
    except (TypeError, ValueError):
        digest = bytes(32)
    with pytest.raises(BrokenChainError, match="甲:1"):
        other.take([altered(link, entry=entry, digest=digest, hash=journal.chain(bytes(32), digest))])


@pytest.mark.parametrize(
    ("field", "value"),
    [("category", "catastrophe"), ("grade", 5), ("deadline", {"x": 1}), ("institution", ["i"]), ("found_on", None),
     ("description", 2**80), ("item", "\x00"), ("round", "many")],
)  # fmt: skip
def test_values_no_column_can_hold_are_kept_and_shown_as_nothing(laptops, field, value):
    one, other, _ = laptops
    one.finding()
    one.do(one.store.findings.get("f-1").fact("state_imported", {field: value}))
    shared(one, other)
    assert other.store.findings.get("f-1").fields.value(field) == value
    assert other.problems() == ()


def test_a_fork_names_both_and_changes_nothing(laptops, tmp_path):
    one, other, third = laptops
    one.institution()
    copy = Laptop(tmp_path / "副本", "甲")
    copy.institution(name="副本里的院")
    other.take(one.journal())
    before = other.store.state_digest()
    with pytest.raises(ForkError, match="甲:1") as refused:
        other.take(copy.journal())
    for laptop in (one, copy):
        assert laptop.store.heads()[0].hash[:16] in str(refused.value)
    with pytest.raises(ForkError):
        third.take([*one.journal(), *copy.journal()])
    assert other.store.state_digest() == before
    copy.store.close()


def test_a_clock_more_than_a_day_ahead_is_held_before_anything_is_written(laptops):
    one, other, _ = laptops
    one.institution("i-1")
    one.later(days=1, seconds=1)
    one.institution("i-2")
    with pytest.raises(HeldError, match="甲:2"):
        other.take(one.journal())
    assert other.store.heads() == []
    arrived = other.take(one.journal(), accept_ahead=True)
    assert arrived.added == 2
    assert other.institution("i-3").clock == one.journal()[1].entry.clock + 1


def test_a_clock_just_under_a_day_ahead_is_followed(laptops):
    one, other, _ = laptops
    one.later(days=1)
    one.institution()
    assert other.take(one.journal()).added == 1


def test_an_own_entry_always_sorts_behind_what_its_author_had(laptops):
    one, other, _ = laptops
    one.later(hours=20)
    one.institution()
    shared(one, other)
    other.time -= timedelta(days=30)
    mine = other.institution(name="后改的名")
    assert mine.clock == one.journal()[0].entry.clock + 1
    united(one, other)
    assert one.store.institutions.get("i-1").name == "后改的名"


def test_stubs_hold_their_place_are_no_damage_and_are_filled_later(laptops):
    one, other, third = laptops
    one.institution("i-1")
    one.finding("f-1")
    one.institution("i-2")
    first, second, last = one.journal()
    arrived = other.take([first, second.stub, last])
    assert (arrived.added, arrived.stubs) == (3, 1)
    assert other.store.findings.count() == 0
    found = other.store.audit(one.store.heads())
    assert (found.problems, found.stubs) == ((), 1)
    filled = other.take([second])
    assert (filled.added, filled.filled, filled.touched.of("finding")) == (0, 1, {"f-1"})
    assert other.store.state_digest() == one.store.state_digest()
    third.take(other.journal())
    assert third.store.state_digest() == one.store.state_digest()
    assert other.problems() == ()


def test_a_stub_is_filled_only_with_what_its_digest_promises(laptops):
    one, other, _ = laptops
    one.institution("i-1")
    (link,) = one.journal()
    other.take([link.stub])
    false = dataclasses.replace(link.entry, salt=bytes(16))
    with pytest.raises(BrokenChainError):
        other.take([altered(link, entry=false)])
    with pytest.raises(ForkError):
        other.take([altered(link, entry=false, digest=false.digest())])
    assert other.take([link]).filled == 1


def test_a_full_entry_is_not_turned_into_a_stub_by_an_arriving_one(laptops):
    one, other, _ = laptops
    one.institution()
    shared(one, other)
    other.take([link.stub for link in one.journal()])
    assert other.store.institutions.count() == 1


def test_an_entry_filled_late_is_folded_at_its_place(laptops):
    one, other, _ = laptops
    one.finding()
    one.ordered()
    first, second = one.journal()
    other.take([first.stub, second])
    assert other.store.findings.get("f-1").notes == (second.ref,)  # an order of something never recorded here
    other.take([first])
    assert other.store.state_digest() == one.store.state_digest()
    assert not other.store.findings.get("f-1").in_conflict


def test_records_of_a_kind_this_version_does_not_know_are_kept(laptops):
    one, other, third = laptops
    one.institution()
    (link,) = one.journal()
    entry = dataclasses.replace(link.entry, subject=type(link.entry.subject)("drone_flight", "d-1"))
    strange = altered(link, entry=entry, digest=entry.digest())
    strange = altered(strange, hash=journal.chain(bytes(32), strange.digest))
    other.take([strange])
    assert other.problems() == ()
    assert other.journal() == [strange]
    third.take(other.journal())
    assert third.journal() == [strange]


def test_an_entry_of_a_newer_version_becomes_a_note(laptops):
    one, other, _ = laptops
    one.institution()
    (link,) = one.journal()
    entry = dataclasses.replace(link.entry, kind="institution_recorded/9")
    strange = altered(link, entry=entry, digest=entry.digest())
    strange = altered(strange, hash=journal.chain(bytes(32), strange.digest))
    other.take([strange])
    assert other.store.institutions.get("i-1").notes == (EntryRef("甲:1"),)
    assert other.problems() == ()
