import json

import pytest

from inspections.entry import GENESIS, Subject, chain
from storage import journal
from storage.driver import Error
from tests.storage.laptops import Laptop, seeded


@pytest.fixture
def laptop(tmp_path):
    one = seeded(Laptop(tmp_path / "甲", "甲"))
    yield one
    one.store.close()


def test_numbers_run_without_gaps_and_every_hash_continues_the_last(laptop):
    last = GENESIS
    for number, link in enumerate(laptop.store.links("甲"), start=1):
        assert (link.number, link.digest) == (number, link.entry.digest())
        assert link.hash == chain(last, link.digest)
        last = link.hash
    (head,) = laptop.store.heads()
    assert (head.origin, head.number, head.hash) == ("甲", number, last.hex())


def test_equal_contents_have_different_digests_because_each_has_its_own_salt(tmp_path):
    facts = []
    for name in ("乙", "丙"):
        other = Laptop(tmp_path / name, "同一编号")
        facts.append(other.institution())
        other.store.close()
    first, second = facts
    assert (first.body, first.clock, first.origin) == (second.body, second.clock, second.origin)
    assert len(first.salt) == 16
    assert first.salt != second.salt
    assert first.digest() != second.digest()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET body = '{}' WHERE number = 1",
        "UPDATE entry SET clock = clock + 1",
        "UPDATE entry SET hash = zeroblob(32) WHERE number = 2",
        'UPDATE entry SET body = NULL, clock = NULL, at = NULL, "by" = NULL, subject = NULL, kind = NULL, follows = NULL, salt = NULL',
        "DELETE FROM entry WHERE number = 1",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE number = 1",
        "UPDATE subject SET id = 'x' WHERE key = 1",
        "DELETE FROM subject",
        "UPDATE origin SET id = 'x'",
        "DELETE FROM origin",
    ],
)
def test_the_journal_refuses_to_be_altered(laptop, statement):
    before = laptop.journal()
    with pytest.raises(Error, match=r"never (altered|deleted|replaced)"):
        laptop.store.connection.run(statement)
    assert laptop.journal() == before


def test_even_through_the_gate_an_entry_only_becomes_a_stub_or_is_filled(laptop):
    connection = laptop.store.connection
    with pytest.raises(Error, match="never altered"), connection.transaction():
        connection.run("INSERT INTO local_stub_gate VALUES (1)")
        connection.run("UPDATE entry SET body = '{}' WHERE number = 1")
    assert connection.value("SELECT count(*) FROM local_stub_gate") == 0


def test_stubs_change_inside_a_transaction_only(laptop):
    with pytest.raises(RuntimeError, match="transaction"):
        journal.make_stubs(laptop.store.connection, ["甲:1"])


def test_a_stub_keeps_its_place_and_nothing_of_its_content(laptop):
    before = laptop.journal()
    with laptop.store.connection.transaction():
        journal.make_stubs(laptop.store.connection, ["甲:2"])
    after = laptop.journal()
    assert after[1] == before[1].stub
    assert [*after[:1], *after[2:]] == [*before[:1], *before[2:]]
    assert laptop.store.connection.value("SELECT count(*) FROM local_stub_gate") == 0


def test_entries_come_back_exactly_as_they_were_written(laptop):
    entry = laptop.institution("i-9", name="\U00020bb7野家 “引号” \n换行", note="", phone=None)
    (again,) = laptop.store.history(Subject("institution", "i-9"))
    assert again == entry
    assert json.loads(json.dumps(again.body)) == again.body


@pytest.mark.parametrize("value", [1.5, {"x": [0.1]}])
def test_a_fraction_has_no_one_form_and_is_refused(laptop, value):
    with pytest.raises((ValueError, TypeError), match="小数"):
        laptop.institution(note=value)


def test_a_lone_surrogate_is_refused_and_leaves_nothing(laptop):
    count = laptop.store.heads()[0].number
    with pytest.raises(UnicodeEncodeError):
        laptop.institution(name="\ud800")
    assert laptop.store.heads()[0].number == count
