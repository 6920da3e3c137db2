"""Carries the walk: reads the proposals of a visit, opens the dialog, records one step per confirmation."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from inspections.photo import Photo
from inspections.reading import Visit
from inspections.records import Changes
from inspections.walk_reading import Choice, WalkReading, is_waiting, read_walk
from inspections.workflow.photo_linking import link_photos
from ui.inspection.photo_desk import PhotoDesk
from ui.inspection.photo_walk_dialog import PhotoWalkDialog
from ui.inspection.photo_walk_model import SortedGroup, Sorting, Standing
from ui.workplace import Workplace


def waiting_photos(visit: Visit) -> int:
    """Count the photos of a visit nobody has placed yet."""
    return sum(is_waiting(photo) for photo in visit.photos)


class PhotoWalkDesk(QObject):
    """One dialog at a time; ``visit`` is set by the presenter."""

    told = Signal(str)

    def __init__(self, parent: QWidget, workplace: Workplace, photos: PhotoDesk, owner: QObject) -> None:
        super().__init__(owner)
        self._parent, self._workplace, self._photos = parent, workplace, photos
        self.visit: Visit | None = None
        self.dialog: PhotoWalkDialog | None = None
        self._is_reading = False
        self._inspection = ""
        self._by_id: dict[str, Photo] = {}
        self._step: Callable[[PhotoWalkDialog], None] | None = None
        photos.thumbnail_made.connect(self._thumbnail_made)

    def open(self) -> None:
        """Read the proposals and open the dialog when they are there."""
        if self.visit is None or self.dialog is not None or self._is_reading:
            return
        if not waiting_photos(self.visit):
            self.told.emit("没有待归位的照片")
            return
        self._is_reading = True
        query = partial(read_walk, files=self._workplace.files, inspection_id=self.visit.inspection.id)
        self._workplace.records.read(query, then=self._show, failed=self._not_read)

    def _show(self, walk: WalkReading) -> None:
        self._is_reading = False
        if not walk.groups:
            self.told.emit("没有待归位的照片")
            return
        groups = [SortedGroup(group=group) for group in walk.groups]
        sorting = Sorting(groups=groups, choices=walk.choices, placed_before=walk.placed)
        dialog = PhotoWalkDialog(sorting, self._parent.window())
        dialog.thumbnail_wanted.connect(self._want)
        dialog.place_requested.connect(self._place)
        dialog.undo_requested.connect(self._undo)
        dialog.finished.connect(self._closed)
        self.dialog, self._inspection = dialog, walk.inspection.id
        self._by_id = {photo.id: photo for one in walk.groups for photo in one.photos}
        dialog.refresh()
        dialog.open()

    def _not_read(self, _error: Exception) -> None:
        self._is_reading = False

    def _place(self, photos: Sequence[str], choice: Choice) -> None:
        if self.dialog is None or self._step is not None:
            return  # one step after another: the next group is shown when this one is on the disk
        target = choice.target
        self._step = partial(self._placed, tuple(photos), choice)
        self._link(photos, item=target.item, finding=target.finding, place=target.place)

    def _undo(self) -> None:
        if self.dialog is None or self._step is not None:
            return
        last = self.dialog.sorting.groups[self.dialog.sorting.last_decided]
        self._step = self._taken_back
        if last.standing is Standing.PLACED:
            self._link([photo.id for photo in last.photos])
        else:
            self._done(Changes())

    def _link(self, photos: Sequence[str], *, item: str = "", finding: str = "", place: str = "") -> None:
        step = partial(
            link_photos,
            inspection=self._inspection,
            photos=list(photos),
            item=item,
            finding=finding,
            place=place,
            by=self._workplace.operator.person,
        )
        self._workplace.records.change(step, done=self._done, failed=self._failed)

    def _done(self, _changes: Changes) -> None:
        step, self._step = self._step, None
        if self.dialog is not None and step is not None and isValid(self.dialog):
            step(self.dialog)
            self.dialog.refresh()

    def _failed(self, _error: Exception) -> None:
        self._step = None

    def _placed(self, photos: tuple[str, ...], choice: Choice, dialog: PhotoWalkDialog) -> None:
        dialog.sorting.place(photos, choice)

    def _taken_back(self, dialog: PhotoWalkDialog) -> None:
        dialog.sorting.take_back()

    def _want(self, photo: str) -> None:
        self._photos.want_thumbnail(self._by_id[photo])

    def _thumbnail_made(self, photo: str, image: QImage) -> None:
        if self.dialog is not None:
            self.dialog.take_thumbnail(photo, image)

    def _closed(self) -> None:
        placed = self.dialog.sorting.placed if self.dialog is not None else 0
        self.dialog = None
        if placed:
            self.told.emit(f"已归位照片 {placed} 张")
