import os
import signal
import subprocess
import sys

import pytest

from inspections.records import UnavailableError
from storage.lock import DataLock, read_holder

HOLD = """
import sys, time
from pathlib import Path
from storage.lock import DataLock
lock = DataLock(Path(sys.argv[1]), what="检查窗口")
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "held"
    yield process
    process.kill()
    process.communicate()


def test_a_held_lock_names_the_process(tmp_path, holder):
    with pytest.raises(UnavailableError, match=f"检查窗口.*进程 {holder.pid}") as refused:
        DataLock(tmp_path / "lock", what="命令").acquire()
    assert refused.value.what_to_do
    assert read_holder(tmp_path / "lock").what == "检查窗口"


def test_nothing_is_stale_after_kill_9(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with DataLock(tmp_path / "lock", what="命令"):
        assert read_holder(tmp_path / "lock").pid == os.getpid()


def test_the_lock_is_exclusive_in_one_process_and_free_after_release(tmp_path):
    first = DataLock(tmp_path / "lock", what="一")
    with first, pytest.raises(UnavailableError, match="一"):
        DataLock(tmp_path / "lock", what="二").acquire()
    first.release()
    with DataLock(tmp_path / "lock", what="二"):
        pass


def test_a_child_process_does_not_inherit_the_lock(tmp_path):
    with DataLock(tmp_path / "lock", what="一"):
        child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    try:
        with DataLock(tmp_path / "lock", what="二"):
            pass
    finally:
        child.communicate()


def test_no_holder_is_known_where_nothing_was_written(tmp_path):
    assert read_holder(tmp_path / "lock") is None
    (tmp_path / "lock").write_bytes(b"\x00garbage")
    assert read_holder(tmp_path / "lock") is None
