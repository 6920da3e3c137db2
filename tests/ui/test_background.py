import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject

from inspections.records import Changes
from ui.background import Latest, RecordsThread


class Records:
    """Records that remember on which thread they were used and in which order."""

    def __init__(self):
        self.home = threading.get_ident()
        self.steps = []
        self.closed_on = None
        self.broken_off = threading.Event()

    def interrupt(self):
        self.broken_off.set()

    def close(self):
        self.closed_on = threading.get_ident()


class Opened(list):
    def __call__(self):
        self.append(Records())
        return self[-1]


class Asker(QObject):
    def __init__(self):
        super().__init__()
        self.heard = []

    def hear(self, answer):
        self.heard.append(answer)


@pytest.fixture
def writers():
    return Opened()


@pytest.fixture
def readers():
    return Opened()


@pytest.fixture
def records(qapp, writers, readers):
    thread = RecordsThread(open_writer=writers, open_reader=readers)
    yield thread
    thread.close()


def let_both_readers_answer(qtbot, records):
    """Wait until each reader has answered once more: whatever was asked before has been delivered or dropped."""
    asker, together = Asker(), threading.Barrier(2)
    for _ in range(2):
        records.read(lambda _store: together.wait(5), then=asker.hear)
    qtbot.waitUntil(lambda: len(asker.heard) == 2)


def test_steps_are_taken_in_the_order_they_were_handed_over(qtbot, records, writers):
    asker = Asker()
    for number in range(50):
        records.change(lambda store, number=number: store.steps.append(number) or number, done=asker.hear)
    qtbot.waitUntil(lambda: records.pending == 0)
    assert writers[0].steps == list(range(50)) == asker.heard


def test_a_step_is_acknowledged_only_after_it_returned(qtbot, records):
    asker, gate = Asker(), threading.Event()
    records.change(lambda _store: gate.wait(5), done=asker.hear)
    let_both_readers_answer(qtbot, records)
    assert asker.heard == []
    assert records.pending == 1
    with qtbot.waitSignal(records.changed):
        gate.set()
    assert asker.heard == [True]


def test_every_screen_hears_what_a_step_touched(qtbot, records):
    changes = Changes()
    with qtbot.waitSignal(records.changed) as heard:
        records.change(lambda _store: changes)
    assert heard.args == [changes]


def test_a_failed_step_is_told_to_its_asker_and_to_the_window_and_the_next_one_still_runs(qtbot, records):
    asker, error = Asker(), ValueError("no")

    def step(_store):
        raise error

    with qtbot.waitSignal(records.failed) as heard:
        records.change(step, failed=asker.hear)
    assert heard.args == [error]
    assert asker.heard == [error]
    with qtbot.waitSignal(records.changed):
        records.change(lambda _store: Changes())


def test_the_number_of_pending_steps_is_announced(qtbot, records):
    counts = []
    records.pending_changed.connect(counts.append)
    for _ in range(3):
        records.change(lambda _store: Changes())
    qtbot.waitUntil(lambda: records.pending == 0)
    assert counts[:3] == [1, 2, 3]
    assert counts[-1] == 0


def test_an_answer_arrives_on_the_windows_thread_while_the_question_ran_elsewhere(qtbot, records):
    places = []

    class Listener(QObject):
        def hear(self, asked_on):
            places.append((asked_on, threading.get_ident()))

    listener = Listener()
    records.read(lambda _store: threading.get_ident(), then=listener.hear)
    qtbot.waitUntil(lambda: bool(places))
    assert places[0][0] != threading.get_ident()
    assert places[0][1] == threading.get_ident()


def test_two_questions_run_at_the_same_time(qtbot, records):
    asker, together = Asker(), threading.Barrier(2)
    for _ in range(2):
        records.read(lambda _store: together.wait(5), then=asker.hear)
    qtbot.waitUntil(lambda: len(asker.heard) == 2)
    assert sorted(asker.heard) == [0, 1]


def test_an_answer_for_a_deleted_asker_is_dropped(qtbot, records):
    gone, gate = Asker(), threading.Event()
    heard = gone.heard
    records.read(lambda _store: gate.wait(5), then=gone.hear)
    shiboken6.delete(gone)
    gate.set()
    let_both_readers_answer(qtbot, records)
    assert heard == []


def test_only_the_newest_question_of_a_slot_is_answered_and_the_older_is_broken_off(qtbot, records, readers):
    asker, slot = Asker(), Latest()
    begun = threading.Event()

    def slow(store):
        begun.set()
        assert store.broken_off.wait(5), "the outdated read was not interrupted"
        return "old"

    records.read(slow, then=asker.hear, slot=slot)
    assert begun.wait(5)
    records.read(lambda _store: "new", then=asker.hear, slot=slot)
    qtbot.waitUntil(lambda: asker.heard == ["new"])
    let_both_readers_answer(qtbot, records)
    assert asker.heard == ["new"]


def test_questions_of_different_slots_do_not_disturb_each_other(qtbot, records):
    asker = Asker()
    records.read(lambda _store: 1, then=asker.hear, slot=Latest())
    records.read(lambda _store: 2, then=asker.hear, slot=Latest())
    qtbot.waitUntil(lambda: sorted(asker.heard) == [1, 2])


def test_the_failure_of_an_outdated_question_is_not_told(qtbot, records):
    asker, slot, begun, gate = Asker(), Latest(), threading.Event(), threading.Event()
    told = []
    records.failed.connect(told.append)

    def broken(_store):
        begun.set()
        gate.wait(5)
        raise RuntimeError

    records.read(broken, then=asker.hear, slot=slot)
    begun.wait(5)
    records.read(lambda _store: "new", then=asker.hear, slot=slot)
    gate.set()
    qtbot.waitUntil(lambda: asker.heard == ["new"])
    let_both_readers_answer(qtbot, records)
    assert told == []


def test_closing_waits_for_every_step_and_closes_each_records_on_its_own_thread(qapp, writers, readers):
    records = RecordsThread(open_writer=writers, open_reader=readers)
    gate, done = threading.Event(), []
    records.change(lambda _store: gate.wait(5))
    for number in range(20):
        records.change(lambda _store, number=number: done.append(number))
    threading.Timer(0.05, gate.set).start()
    records.close()
    assert done == list(range(20))
    assert writers[0].closed_on == writers[0].home != threading.get_ident()
    assert all(reader.closed_on == reader.home for reader in readers)


def test_nothing_is_taken_after_closing(qapp, writers, readers):
    records = RecordsThread(open_writer=writers, open_reader=readers)
    records.close()
    records.close()
    with pytest.raises(RuntimeError):
        records.change(lambda _store: None)
    with pytest.raises(RuntimeError):
        records.read(lambda _store: None, then=print)


def test_records_that_cannot_be_opened_fail_the_step_and_are_tried_again(qtbot, readers):
    attempts = []

    def open_writer():
        attempts.append(1)
        if len(attempts) < 3:
            raise OSError("locked")
        return Records()

    records = RecordsThread(open_writer=open_writer, open_reader=readers)
    with qtbot.waitSignal(records.failed) as failed:
        records.change(lambda _store: Changes())
    assert str(failed.args[0]) == "locked"
    with qtbot.waitSignal(records.changed):
        records.change(lambda _store: Changes())
    records.close()
