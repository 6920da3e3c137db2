"""Work away from the window: one thread that changes the records, two that read them, a few for long tasks.

A step is handed over with ``change`` and acknowledged only after its commit; a question with ``read`` and its answer
comes back on the window's thread, unless the asker is gone or has asked something newer meanwhile.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

R = TypeVar("R")
T = TypeVar("T")

READERS: Final = 2
_log = logging.getLogger(__name__)


class _Interruptible(Protocol):
    def interrupt(self) -> None: ...


class Latest:
    """A slot for one kind of question of one asker: only the answer to the newest question put into it counts."""

    def __init__(self) -> None:
        self._generation = 0

    def next(self) -> int:
        """Make every earlier question outdated and return the number of the new one."""
        self._generation += 1
        return self._generation

    def is_current(self, generation: int) -> bool:
        """Tell whether no newer question was asked."""
        return generation == self._generation


@dataclass(eq=False, kw_only=True)
class _Job:
    """One piece of work on its way to a thread and its outcome on its way back."""

    work: Callable[[Any], Any]
    then: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None
    is_change: bool
    slot: Latest | None = None
    generation: int = 0
    result: Any = None
    error: Exception | None = None
    dropped: threading.Event = field(default_factory=threading.Event)

    def is_outdated(self) -> bool:
        return self.slot is not None and not self.slot.is_current(self.generation)


class _Desk(Generic[R]):
    """One thread with records of its own: opened on it, used on it, closed on it."""

    def __init__(
        self,
        name: str,
        *,
        jobs: SimpleQueue[_Job | None],
        open_records: Callable[[], R],
        wait_for: threading.Event | None,
        settled: Callable[[_Job], None],
    ) -> None:
        self.opened = threading.Event()
        self._jobs, self._open, self._wait_for, self._settled = jobs, open_records, wait_for, settled
        self._records: R | None = None
        self._job: _Job | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=name, daemon=False)
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def interrupt(self, job: _Job) -> None:
        """Break off ``job`` if it is the one in hand here and the records offer it."""
        with self._lock:
            if self._job is job and self._records is not None and hasattr(self._records, "interrupt"):
                interruptible: _Interruptible = self._records
                interruptible.interrupt()

    def _run(self) -> None:
        if self._wait_for is None:
            with contextlib.suppress(Exception):  # the first job meets the same failure and reports it
                self._ready()
            self.opened.set()
        while (job := self._jobs.get()) is not None:
            if not job.dropped.is_set():
                self._do(job)
            self._settled(job)
        self._close()

    def _do(self, job: _Job) -> None:
        try:
            records = self._ready()
            with self._lock:
                self._job = job
            job.result = job.work(records)
        except Exception as error:
            job.error = error
        finally:
            with self._lock:
                self._job = None

    def _ready(self) -> R:
        """Return the records, opening them at first use; a failed opening is tried again by the next job."""
        if self._records is None:
            if self._wait_for is not None:
                self._wait_for.wait()
            self._records = self._open()
        return self._records

    def _close(self) -> None:
        close = getattr(self._records, "close", None)
        if close is None:
            return
        try:
            close()
        except Exception:
            _log.exception("closing the records failed")


class RecordsThread(QObject, Generic[R]):
    """The window's way to the records: steps go one after another to one writer, questions to two readers."""

    changed = Signal(object)
    """The ``Changes`` of one committed step."""
    failed = Signal(Exception)
    pending_changed = Signal(int)
    """How many steps are handed over and not yet acknowledged."""
    _settled = Signal(object)

    def __init__(
        self, *, open_writer: Callable[[], R], open_reader: Callable[[], R], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pending = 0
        self._is_open = True
        self._reads: set[_Job] = set()
        self._writes: SimpleQueue[_Job | None] = SimpleQueue()
        self._questions: SimpleQueue[_Job | None] = SimpleQueue()
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        settled = self._settled.emit
        self._writer = _Desk(
            "records-writer", jobs=self._writes, open_records=open_writer, wait_for=None, settled=settled
        )
        self._readers = [
            _Desk(
                f"records-reader-{number}",
                jobs=self._questions,
                open_records=open_reader,
                wait_for=self._writer.opened,
                settled=settled,
            )
            for number in range(READERS)
        ]

    @property
    def pending(self) -> int:
        """How many steps are not yet acknowledged."""
        return self._pending

    def change(
        self,
        step: Callable[[R], Any],
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Take a step of the workflow after all earlier ones; every screen hears by ``changed`` what it touched.

        ``done`` and ``failed``, methods of the asker, hear of this step alone, ``done`` only after the commit.
        """
        self._must_be_open()
        self._count(+1)
        self._writes.put(_Job(work=step, then=done, failed=failed, is_change=True))

    def read(
        self,
        query: Callable[[R], T],
        *,
        then: Callable[[T], object],
        slot: Latest | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Ask a question; ``then``, a method of the asker, gets the answer if it is still there and still wants it.

        Questions put into the same ``slot`` replace each other: the older is broken off and never answered.
        """
        self._must_be_open()
        job = _Job(work=query, then=then, failed=failed, is_change=False, slot=slot)
        if slot is not None:
            job.generation = slot.next()
            self._break_off_outdated()
        self._reads.add(job)
        self._questions.put(job)

    def close(self) -> None:
        """Take no more work, finish every step handed over, and let all threads end with their records closed."""
        if not self._is_open:
            return
        self._is_open = False
        for job in list(self._reads):
            self._break_off(job)
        self._writes.put(None)
        for _ in self._readers:
            self._questions.put(None)
        for desk in (self._writer, *self._readers):
            desk.join()

    def _must_be_open(self) -> None:
        if not self._is_open:
            msg = "the records are closed; nothing may be asked of them any more"
            raise RuntimeError(msg)

    def _break_off_outdated(self) -> None:
        for job in list(self._reads):
            if job.is_outdated():
                self._break_off(job)

    def _break_off(self, job: _Job) -> None:
        job.dropped.set()
        for reader in self._readers:
            reader.interrupt(job)

    def _deliver(self, job: _Job) -> None:
        self._reads.discard(job)
        if job.is_change:
            self._acknowledge(job)
        elif not (job.dropped.is_set() or job.is_outdated()):
            self._answer(job)

    def _answer(self, job: _Job) -> None:
        if job.error is None:
            _tell(job.then, job.result)
        elif _is_there(job.then):
            _tell(job.failed, job.error)
            self.failed.emit(job.error)

    def _acknowledge(self, job: _Job) -> None:
        self._count(-1)
        if job.error is None:
            _tell(job.then, job.result)
            self.changed.emit(job.result)
        else:
            _tell(job.failed, job.error)
            self.failed.emit(job.error)

    def _count(self, step: int) -> None:
        self._pending += step
        self.pending_changed.emit(self._pending)


def _is_there(listener: Callable[..., object] | None) -> bool:
    """Tell whether a bound method can still be called: its Qt object may have been deleted while the work was done."""
    asker = getattr(listener, "__self__", None)
    return not isinstance(asker, QObject) or isValid(asker)


def _tell(listener: Callable[..., object] | None, outcome: object) -> None:
    if listener is not None and _is_there(listener):
        listener(outcome)
