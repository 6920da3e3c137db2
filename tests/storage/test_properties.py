"""Whatever people do on two laptops: one state, nothing dropped, every record unchanged, rows = fold(journal)."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspections.entry import EntryRef, Subject
from inspections.facts import KINDS
from inspections.kinds import RECORD_TYPES
from inspections.transitions import NEXT, steps_from
from storage import fold, remake
from tests.storage.laptops import Laptop

SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
KINDS_OF_STEP = {spec.step: spec for spec in KINDS.values() if spec.subject == "finding" and spec.step}
TEXTS = st.sampled_from(["", "东区", "西区", "二楼", "王五", "0010"])

ACTIONS = st.tuples(
    st.integers(0, 1),  # which laptop
    st.sampled_from(
        ["step", "step", "words", "words", "settle", "add", "withdraw", "institution", "exchange", "wait", "back"]
    ),
    st.integers(0, 1),  # which finding
    st.integers(0, 9),  # which of what is possible
    TEXTS,
)


class Work:
    """Two laptops on which people work at random."""

    def __init__(self, folder: Path) -> None:
        self.laptops = [Laptop(folder / name, name) for name in ("甲", "乙")]
        self.added: set[tuple[Subject, str]] = set()
        self.count = 0

    def act(self, action) -> None:
        which, what, finding, choice, text = action
        self.count += 1
        laptop = self.laptops[which]
        getattr(self, f"_{what}")(laptop, f"f-{finding}", choice, text)

    def _step(self, laptop, finding_id, choice, text):
        record = laptop.store.findings.new(finding_id)
        steps = steps_from("finding", record.state)
        if steps:
            spec = KINDS_OF_STEP[steps[choice % len(steps)]]
            names = [name for name in spec.fields if name not in ("category", "grade")][: 1 + choice % 3]
            laptop.do(record.fact(spec.name, dict.fromkeys(names, text)))

    def _words(self, laptop, finding_id, choice, text):
        name = ("description", "measure")[choice % 2]
        laptop.do(laptop.store.findings.new(finding_id).fact("finding_changed", {name: text}))

    def _settle(self, laptop, finding_id, choice, text):
        record = laptop.store.findings.new(finding_id)
        if record.in_conflict:
            laptop.do(record.settle({name: record.fields.value(name) for name in record.fields.conflicts()}))

    def _add(self, laptop, finding_id, choice, text):
        member = f"m-{self.count}"
        laptop.do(laptop.store.findings.new(finding_id).fact("mark_set", {}, add={"marks": {member: {"on": text}}}))

    def _withdraw(self, laptop, finding_id, choice, text):
        record = laptop.store.findings.new(finding_id)
        members = sorted(record.sets.get("marks", {}))
        if members:
            laptop.do(record.fact("mark_set", {}, withdraw={"marks": [members[choice % len(members)]]}))

    def _institution(self, laptop, finding_id, choice, text):
        laptop.institution("i-1", name=text or "院", phone=str(choice))

    def _exchange(self, laptop, finding_id, choice, text):
        (other,) = (one for one in self.laptops if one is not laptop)
        other.take(laptop.journal())

    def _wait(self, laptop, finding_id, choice, text):
        laptop.later(minutes=choice)

    def _back(self, laptop, finding_id, choice, text):
        laptop.later(hours=-choice)

    def close(self):
        for laptop in self.laptops:
            laptop.store.close()


def nothing_is_dropped(laptop):
    """Every entry lies in the journal, and of each one that took effect every value is current or replaced by name."""
    entries = {link.ref: link.entry for link in laptop.journal()}
    replaced: dict[tuple[Subject, str], set[EntryRef]] = {}
    acknowledged: set[EntryRef] = set()
    for entry in entries.values():
        acknowledged |= set(entry.body.get("notes", ()))
        for name, refs in entry.body.get("over", {}).items():
            replaced.setdefault((entry.subject, name), set()).update(refs)
    for entry in entries.values():
        record = fold.read_record(entry.subject.kind, row_of(laptop, entry.subject))
        if entry.ref in record.notes or entry.ref in acknowledged:
            continue
        for name, value in entry.body.get("set", {}).items():
            current = {held.by: held.value for held in record.fields.candidates(name)}
            assert entry.ref in replaced.get((entry.subject, name), set()) or current[entry.ref] == value


def row_of(laptop, subject):
    sql = f"SELECT record FROM {subject.kind} WHERE id = ?"
    return laptop.store.connection.value(sql, subject.id)


@SLOW
@given(st.lists(ACTIONS, min_size=15, max_size=40))
def test_journals_united_in_either_order_give_one_state_and_drop_nothing(actions):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = Work(folder)
        for action in actions:
            work.act(action)
        one, other = (laptop.journal() for laptop in work.laptops)
        third, fourth = Laptop(folder / "丙", "丙"), Laptop(folder / "丁", "丁")
        third.take(one, accept_ahead=True)
        third.take(other, accept_ahead=True)
        fourth.take(other, accept_ahead=True)
        fourth.take(one, accept_ahead=True)
        work.laptops[0].take(other, accept_ahead=True)
        work.laptops[1].take(one, accept_ahead=True)
        everyone = [*work.laptops, third, fourth]
        assert len({laptop.store.state_digest() for laptop in everyone}) == 1
        for laptop in everyone:
            assert {link.ref for link in laptop.journal()} == {link.ref for link in [*one, *other]}
            assert laptop.problems(work.laptops[0].store.heads()) == ()
        nothing_is_dropped(third)
        before = third.store.state_digest()
        remake.remake(third.store.connection)
        assert third.store.state_digest() == before
        assert third.problems() == ()
        third.store.close()
        fourth.store.close()
        work.close()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)
FREE_KINDS = [spec for spec in KINDS.values() if not spec.step and spec.subject in RECORD_TYPES and spec.fields]
FIELDS = st.sampled_from(
    [(spec, name.replace("*", "x")) for spec in FREE_KINDS for name in spec.fields]
    + [
        (spec, name)
        for spec in KINDS.values()
        if spec.step and ("", spec.step) in NEXT[spec.subject]
        for name in spec.fields
    ]
)


@SLOW
@given(st.lists(st.tuples(FIELDS, JSON), max_size=25))
def test_any_record_comes_back_unchanged_whatever_its_fields_hold(said):
    with tempfile.TemporaryDirectory() as name:
        laptop = Laptop(Path(name), "甲")
        expected: dict[tuple[str, str], object] = {}
        for number, ((spec, field), value) in enumerate(said):
            kind = RECORD_TYPES[spec.subject]
            record_id = f"r-{number}" if spec.step else "r"
            record = fold.read_record(
                kind.KIND, row_of(laptop, Subject(kind.KIND, record_id)) or fold.written(kind(id=record_id))
            )
            laptop.do(record.fact(spec.name, {field: value}))
            expected[spec.subject, record_id, field] = value
        laptop.open_again()
        for (kind, record_id, field), value in expected.items():
            record = fold.read_record(kind, row_of(laptop, Subject(kind, record_id)))
            assert record.fields.value(field) == value
            entries = laptop.store.history(Subject(kind, record_id))
            assert fold.fold(fold.empty(Subject(kind, record_id)), entries).as_json() == record.as_json()
        assert laptop.problems() == ()
        laptop.store.close()
