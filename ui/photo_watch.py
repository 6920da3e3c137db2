"""A folder where a phone's pictures land: looked at every few seconds, off until a person chooses it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from inspections.workflow.photo_files import folder_files
from ui.tasks import Task
from ui.workplace import Workplace

EVERY: Final = 2_000
"""Milliseconds; cables, cards and network folders tell nobody when a file arrives, so somebody has to look."""

Seen = Mapping[Path, tuple[int, float]]


class PhotoWatch(QObject):
    """Announces files that came after the watch began and have stopped growing."""

    arrived = Signal(object)
    """Paths of new files, each announced once."""
    changed = Signal()
    """The watch began or ended, or its folder is gone or back."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._known: set[Path] | None = None
        self._last: Seen = {}
        self._is_looking = False
        self.is_missing = False
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY)
        self.timer.timeout.connect(self.look)
        if self.folder:
            self.timer.start()

    @property
    def folder(self) -> str:
        """Return the folder that is watched, empty when none is."""
        return self._workplace.settings.now.watch_folder

    def begin(self, folder: str) -> None:
        """Watch a folder from now on; what lies there already is not offered."""
        self._workplace.settings.change("watch_folder", folder)
        self._known, self._last, self.is_missing = None, {}, False
        self.timer.start()
        self.look()
        self.changed.emit()

    def stop(self) -> None:
        """Watch no more, also after the next start."""
        self.timer.stop()
        self._workplace.settings.change("watch_folder", "")
        self.changed.emit()

    def look(self) -> None:
        """Look once; the next look tells whether a new file has stopped growing."""
        if self.folder and not self._is_looking:
            self._is_looking = True
            task = Task("查看照片文件夹", partial(_look, Path(self.folder)), is_quiet=True)
            task.finished.connect(self._looked)
            task.failed.connect(self._not_looked)
            task.cancelled.connect(self._not_looked)
            self._workplace.tasks.start(task)

    def _not_looked(self) -> None:
        self._is_looking = False

    def _looked(self, found: tuple[str, Seen | None]) -> None:
        self._is_looking = False
        folder, seen = found
        if folder != self.folder:
            return
        was_missing, self.is_missing = self.is_missing, seen is None
        if was_missing != self.is_missing:
            self.changed.emit()
        if seen is None:
            return
        if self._known is None:
            self._known = set(seen)
        ready = [path for path, facts in seen.items() if path not in self._known and self._last.get(path) == facts]
        self._known.update(ready)
        self._last = seen
        if ready:
            self.arrived.emit(ready)


def _look(folder: Path, _task: Task) -> tuple[str, Seen | None]:
    """Read names, sizes and times; None where the folder cannot be read."""
    if not folder.is_dir():
        return str(folder), None
    seen = {}
    for path in folder_files(folder):
        try:
            facts = path.stat()
        except OSError:  # taken away while we look
            continue
        if facts.st_size:
            seen[path] = (facts.st_size, facts.st_mtime)
    return str(folder), seen
