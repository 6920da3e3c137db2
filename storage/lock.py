"""The lock of a data directory: one process writes, the system itself lets go of it when the process dies."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from inspections.records import UnavailableError
from storage import durable

_RECORD_BYTES: Final = 512
_LOCKED_BYTE: Final = 1 << 30
"""Windows locks bytes against reading too: the locked one lies far behind what others read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds the lock, as it wrote itself down."""

    pid: int
    what: str


class DataLock:
    """Exclusive hold on a data directory, for a `with` block or until `release`."""

    def __init__(self, path: Path, *, what: str) -> None:
        self._path = path
        self._what = what
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock or say who has it."""
        with durable.disk_faults(self._path.parent):
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise _held(read_holder(self._path)) from error
        self._handle = handle
        # One write of fixed length: a reader never sees half of two holders.
        record = json.dumps({"pid": os.getpid(), "what": self._what[:40]}).encode().ljust(_RECORD_BYTES)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, record)

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def read_holder(path: Path) -> Holder | None:
    """Return who wrote into the lock last; it holds it only while it lives."""
    try:
        with path.open("rb") as file:
            written = json.loads(file.read(_RECORD_BYTES))
        return Holder(pid=int(written["pid"]), what=str(written["what"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _held(holder: Holder | None) -> UnavailableError:
    who = f"“{holder.what}”（进程 {holder.pid}）" if holder else "另一个程序"
    return UnavailableError(f"数据目录正被{who}使用。", "请先关闭它，或等它完成后重试。")


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
