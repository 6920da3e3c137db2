"""Keep what happened when the program itself failed: a report beside the records, which stay untouched."""

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from storage.datadir import DataDir


def crash_report(error: BaseException, *, at: datetime) -> str:
    """Return the report of a failure: versions and trace, no record and no name of a person."""
    trace = "".join(traceback.format_exception(error))
    return (
        f"颐安检查 错误报告 {at.isoformat(timespec='seconds')}\nPython {sys.version}\n{platform.platform()}\n\n{trace}"
    )


def keep_crash_report(root: Path, error: BaseException, *, at: datetime) -> Path:
    """Write the report into the log folder and return where it lies."""
    folder = DataDir(root).log
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{at:%Y%m%d-%H%M%S-%f}.txt"
    path.write_text(crash_report(error, at=at), encoding="utf-8")
    return path
