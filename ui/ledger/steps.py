"""Opens the form of a step, hands it to the workflow, and carries the photographs that belong to a finding."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from inspections.workflow.steps import STEPS
from ui.labels import joined
from ui.ledger.detail import FindingDetail
from ui.ledger.page import LedgerPage
from ui.ledger.photos import PhotoDesk, Target
from ui.ledger.step_dialog import StepDialog
from ui.ledger.step_forms import BY_NAME, StepForm
from ui.widgets.judgement_desk import JudgementDesk
from ui.widgets.marking_desk import MarkingDesk
from ui.widgets.photo_strip import SUFFIXES
from ui.widgets.photo_viewer import PhotoViewer
from ui.workplace import Workplace

_PICTURES: Final = f"照片 ({' '.join(f'*{suffix}' for suffix in sorted(SUFFIXES))})"


class StepDesk(QObject):
    """One open form at a time; what the rules refuse is shown in it."""

    def __init__(self, page: LedgerPage, workplace: Workplace, photos: PhotoDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._workplace, self._photos = page, workplace, photos
        self._detail: FindingDetail | None = None
        self._dialog: StepDialog | None = None
        self._viewer: PhotoViewer | None = None
        self._done = ""
        page.pane.step_requested.connect(self.open)
        self.judgement = JudgementDesk(page.pane.judgement, workplace)
        self.marking = MarkingDesk(workplace, self)
        self.marking.told.connect(page.toasts.offer)
        for column in (page.pane.before, page.pane.after):
            column.photos_offered.connect(self._add_files)
            column.picture_pasted.connect(self._add_picture)
            column.add_requested.connect(self._choose_files)
            column.photo_opened.connect(self._view_photo)
            column.thumbnails_wanted.connect(self._make_thumbnails)
        photos.thumbnail_made.connect(self._thumbnail_made)
        photos.picture_made.connect(self._picture_made)

    @property
    def dialog(self) -> StepDialog | None:
        """The form now open."""
        return self._dialog

    @property
    def viewer(self) -> PhotoViewer | None:
        """The photograph now shown large."""
        return self._viewer

    def show_detail(self, detail: FindingDetail) -> None:
        """Follow what is shown; an open form of the same finding sees its new photographs."""
        is_same = self._detail is not None and self._detail.finding.id == detail.finding.id
        self._detail = detail
        self.judgement.finding = detail.finding.id
        if self._dialog is not None and self._dialog.finding == detail.finding.id:
            self._dialog.show_detail(detail)
        if self._viewer is not None and is_same:
            self._viewer.show_photos((*detail.photos_before, *detail.photos_after))

    def open(self, name: str) -> None:
        """Open the form of a step for the finding now shown."""
        detail = self._page.pane.detail
        if detail is None or self._dialog is not None:
            return
        self._detail = detail
        dialog = StepDialog(BY_NAME[name], detail, self._page.window())
        dialog.submitted.connect(self._submitted)
        dialog.photos_offered.connect(self._add_files)
        dialog.picture_pasted.connect(self._add_picture)
        dialog.add_requested.connect(self._choose_files)
        dialog.photo_opened.connect(self._view_photo)
        dialog.thumbnails_wanted.connect(self._make_thumbnails)
        dialog.finished.connect(self._dialog_closed)
        self._dialog = dialog
        dialog.begin()
        dialog.open()

    def _submitted(self, form: StepForm, arguments: Mapping[str, Any]) -> None:
        if self._dialog is None or self._detail is None:
            return
        self._done = joined([form.done, self._detail.finding.number])
        work = STEPS[form.work]
        handed = {"files": self._workplace.files} if work.wants_files else {}
        step = partial(
            work.run, finding=self._dialog.finding, by=self._workplace.operator.person, **handed, **arguments
        )
        self._workplace.records.change(step, done=self._step_done, failed=self._step_failed)

    def _step_done(self, _changes: object) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self._page.toasts.offer(self._done)

    def _step_failed(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.show_refusal(error)

    def _dialog_closed(self) -> None:
        self._dialog = None

    def _target(self, stage: str) -> Target | None:
        if self._detail is None:
            return None
        finding = self._detail.finding
        return Target(finding=finding.id, inspection=finding.inspection, stage=stage)

    def _add_files(self, stage: str, paths: Sequence[Path]) -> None:
        target = self._target(stage)
        if target is not None:
            self._photos.add_files(paths, target)

    def _add_picture(self, stage: str, picture: QImage) -> None:
        target = self._target(stage)
        if target is not None:
            self._photos.add_picture(picture, target)

    def _choose_files(self, stage: str) -> None:
        dialog = QFileDialog(self._dialog or self._page, "添加照片")
        dialog.setObjectName(stage)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_PICTURES)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.open()

    def _files_chosen(self, names: Sequence[str]) -> None:
        self._add_files(self.sender().objectName(), [Path(name) for name in names])

    def _make_thumbnails(self, ids: Sequence[str]) -> None:
        detail = self._detail or self._page.pane.detail
        shown = self._page.pane.detail
        photos = (*(detail.photos if detail else ()), *(shown.photos if shown else ()))
        wanted = {photo.id: photo for photo in photos if photo.id in set(ids)}
        self._photos.make_thumbnails(tuple(wanted.values()))

    def _thumbnail_made(self, photo: str, image: QImage) -> None:
        if self._dialog is not None:
            self._dialog.take_thumbnail(photo, image)

    def _view_photo(self, photo: str) -> None:
        if self._detail is None:
            return
        self._viewer = PhotoViewer(
            (*self._detail.photos_before, *self._detail.photos_after), photo, self._dialog or self._page.window()
        )
        self._viewer.wanted.connect(self._picture_wanted)
        self._viewer.mark_requested.connect(self._mark)
        self._viewer.finished.connect(self._viewer_closed)
        self._viewer.begin()
        self._viewer.open()

    def _mark(self, photo: str) -> None:
        found = next((one for one in self._detail.photos if one.id == photo), None) if self._detail else None
        if found is not None and self._viewer is not None:
            self.marking.open(found, self._viewer)

    def _picture_wanted(self, photo: str) -> None:
        if self._detail is not None:
            found = next((one for one in self._detail.photos if one.id == photo), None)
            if found is not None:
                self._photos.make_picture(found)

    def _picture_made(self, photo: str, image: QImage) -> None:
        if self._viewer is not None:
            self._viewer.take_picture(photo, image)

    def _viewer_closed(self) -> None:
        self._viewer = None
