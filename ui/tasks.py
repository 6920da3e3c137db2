"""Long work beside the records: papers, photos, imports; it shows how far it is and can be broken off."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

WORKERS: Final = 2
BETWEEN_REPORTS: Final = 0.05
"""Seconds: a task that reports every photo must not flood the window."""


class TaskCancelledError(Exception):
    """Raised inside a task by ``Task.step`` once somebody asked it to stop."""


class Task(QObject):
    """One long piece of work; ``work`` gets the task itself and calls ``step`` often."""

    progressed = Signal(int, int, str)
    """Done, total, what is being done."""
    finished = Signal(object)
    failed = Signal(Exception)
    cancelled = Signal()
    _ended = Signal(object)

    def __init__(self, title: str, work: Callable[[Task], Any], *, is_quiet: bool = False) -> None:
        super().__init__()
        self.title = title
        self.is_quiet = is_quiet
        """Nobody asked for it: closing the window does not ask about it."""
        self._work = work
        self._stop = threading.Event()
        self._reported = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Tell whether somebody asked the work to stop."""
        return self._stop.is_set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report how far the work is; raises ``TaskCancelledError`` when it is to stop."""
        if self._stop.is_set():
            raise TaskCancelledError
        now = time.monotonic()
        if done >= total or now - self._reported > BETWEEN_REPORTS:
            self._reported = now
            self.progressed.emit(done, total, text)

    def run(self) -> None:
        """Do the work on the calling thread and announce its one end."""
        try:
            if self._stop.is_set():
                raise TaskCancelledError  # noqa: TRY301  cancelled while it waited: the same end as inside
            result = self._work(self)
        except TaskCancelledError:
            self.cancelled.emit()
        except Exception as error:
            self.failed.emit(error)
        else:
            self.finished.emit(result)
        self._ended.emit(self)


class TaskPool(QObject):
    """Runs tasks on a few threads of their own, apart from the records' threads."""

    running_changed = Signal(int)
    failed = Signal(Exception)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="task")
        self._tasks: dict[Task, Future[None]] = {}
        self._is_closed = False

    def start(self, task: Task) -> Task:
        """Begin a task; it is kept alive until its end was announced. Nothing begins once the pool is closed."""
        if self._is_closed:
            task.cancel()
            return task
        task._ended.connect(self._forget, Qt.ConnectionType.QueuedConnection)  # noqa: SLF001  one module, one story
        task.failed.connect(self.failed)
        self._tasks[task] = self._executor.submit(task.run)
        self.running_changed.emit(self.running)
        return task

    @property
    def running(self) -> int:
        """How many tasks that somebody asked for have not ended."""
        return sum(not task.is_quiet for task in self._tasks)

    def close(self) -> None:
        """Break off every task and wait until none runs."""
        self._is_closed = True
        for task in self._tasks:
            task.cancel()
        self._executor.shutdown(wait=True)

    def _forget(self, task: Task) -> None:
        self._tasks.pop(task, None)
        self.running_changed.emit(self.running)
