"""A photograph of the visit shown large: its words are changed and it is taken back there, while the visit runs."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from inspections.photo import Photo
from inspections.photo_times import remarks_of
from inspections.reading import Visit
from inspections.records import Changes
from inspections.workflow.recording import change_photo, withdraw_photo
from ui.inspection.photo_desk import PhotoDesk
from ui.widgets.marking_desk import MarkingDesk
from ui.widgets.photo_viewer import PhotoViewer
from ui.workplace import Workplace


class PhotoViewing(QObject):
    """One viewer at a time; it follows the visit that is shown."""

    told = Signal(str)
    """What was done, in words."""

    def __init__(self, parent: QWidget, workplace: Workplace, photos: PhotoDesk, owner: QObject) -> None:
        super().__init__(owner)
        self._parent, self._workplace, self._photos = parent, workplace, photos
        self._visit: Visit | None = None
        self._group = ("", "")
        self.viewer: PhotoViewer | None = None
        photos.picture_made.connect(self._picture_made)
        self.marking = MarkingDesk(workplace, self)
        self.marking.told.connect(self.told)

    def show_visit(self, visit: Visit) -> None:
        """Follow the records of the visit."""
        self._visit = visit
        if self.viewer is not None:
            self.viewer.show_photos(self._shown())

    def open(self, photo_id: str) -> None:
        """Show a photograph with the others of its finding, or of its item while there is no finding."""
        photo = self._find(photo_id)
        if photo is None or self._visit is None or self.viewer is not None:
            return
        self._group = _group_of(photo)
        is_running = self._visit.inspection.is_running
        viewer = PhotoViewer(self._shown(), photo_id, self._parent.window(), editable=is_running, remarks=self._remarks)
        viewer.wanted.connect(self._wanted)
        viewer.mark_requested.connect(self._mark)
        viewer.words.changed.connect(self._change)
        viewer.words.withdrawn.connect(self._withdraw)
        viewer.finished.connect(self._closed)
        self.viewer = viewer
        viewer.begin()
        viewer.open()

    def _shown(self) -> tuple[Photo, ...]:
        photos = self._visit.photos if self._visit else ()
        return tuple(one for one in photos if not one.withdrawn and _group_of(one) == self._group)

    def _remarks(self, photo: Photo) -> list[str]:
        """Say what does not fit about its times; a photo of an earlier visit is measured by its own."""
        if self._visit is None or photo.fields.text("inspection") != self._visit.inspection.id:
            return []
        return [one.text for one in remarks_of(photo, self._visit.inspection)]

    def _find(self, photo_id: str) -> Photo | None:
        photos = self._visit.photos if self._visit else ()
        return next((one for one in photos if one.id == photo_id), None)

    def _wanted(self, photo_id: str) -> None:
        photo = self._find(photo_id)
        if photo is not None:
            self._photos.want_picture(photo)

    def _picture_made(self, photo_id: str, picture: QImage) -> None:
        if self.viewer is not None:
            self.viewer.take_picture(photo_id, picture)

    def _mark(self, photo_id: str) -> None:
        photo = self._find(photo_id)
        if photo is not None and self.viewer is not None:
            self.marking.open(photo, self.viewer)

    def _change(self, photo_id: str, values: Mapping[str, Any]) -> None:
        step = partial(change_photo, photo=photo_id, values=values, by=self._workplace.operator.person)
        self._workplace.records.change(step)

    def _withdraw(self, photo_id: str, reason: str) -> None:
        step = partial(withdraw_photo, photo=photo_id, reason=reason, by=self._workplace.operator.person)
        self._workplace.records.change(step, done=self._withdrawn)

    def _withdrawn(self, _changes: Changes) -> None:
        self.told.emit("照片已撤下，原件仍保留")

    def _closed(self) -> None:
        self.viewer = None


def _group_of(photo: Photo) -> tuple[str, str]:
    return photo.finding, "" if photo.finding else photo.fields.text("item")
