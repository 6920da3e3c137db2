"""Carries the pairs of a finding's photographs: read from the records, compared in a task, confirmed by one step."""

from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from inspections.pair_reading import FindingPairs, look_closer, read_pairs
from inspections.records import Changes, Files
from inspections.workflow.photo_linking import pair_photos
from ui.tasks import Task
from ui.widgets.photo_pairs import PhotoPairs
from ui.workplace import Workplace


class PairDesk(QObject):
    """Keeps one widget up to date with one finding; goes with the widget."""

    def __init__(self, pairs: PhotoPairs, workplace: Workplace) -> None:
        super().__init__(pairs)
        self._pairs, self._workplace = pairs, workplace
        self._finding, self._editable = "", True
        self._photos: frozenset[str] = frozenset()
        pairs.pair_requested.connect(self._pair)
        workplace.records.changed.connect(self._changed)

    def show_finding(self, finding: str, *, editable: bool = True) -> None:
        """Show the pairs of a finding."""
        self._finding, self._editable = finding, editable
        self._read()

    def _read(self) -> None:
        if self._finding:
            self._workplace.records.read(partial(read_pairs, finding=self._finding), then=self._take)

    def _take(self, found: FindingPairs) -> None:
        if found.finding.id != self._finding:
            return
        if not any(pair.after for pair in found.pairs):
            self._show(found)
            return
        task = Task("核对照片", partial(_compare, self._workplace.files, found), is_quiet=True)
        task.finished.connect(self._show)
        self._workplace.tasks.start(task)

    def _show(self, found: FindingPairs) -> None:
        if isValid(self._pairs) and found.finding.id == self._finding:
            self._pairs.show_pairs(found, editable=self._editable)

    def _pair(self, photo: str, before: str) -> None:
        by = self._workplace.operator.person
        self._workplace.records.change(partial(pair_photos, photo=photo, before=before, by=by))

    def _changed(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.kinds() & {"photo", "finding"}:
            self._read()


def _compare(files: Files, found: FindingPairs, _task: Task) -> FindingPairs:
    return look_closer(files, found)
