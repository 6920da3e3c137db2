"""Photographs in and out: originals are kept and thumbnails made in tasks, never on the window's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from inspections.marks import Layer
from inspections.photo import Photo
from inspections.records import Files, UnavailableError
from inspections.refusal import RefusedError
from inspections.workflow.photo_files import file_sources
from inspections.workflow.recording import PhotoImport, PhotoSource, add_photos
from ui.photo_intake import report, told
from ui.tasks import Task
from ui.workplace import Workplace


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where pictures are to be linked."""

    finding: str
    inspection: str
    stage: str


class PhotoDesk(QObject):
    """Takes pictures in and hands thumbnails out for one screen."""

    thumbnail_made = Signal(str, QImage)
    picture_made = Signal(str, QImage)
    """The large picture of one photograph; null when its original cannot be read."""
    importing = Signal(object)
    """The task that takes pictures in, to be followed."""
    imported = Signal(str)
    """What became of the pictures, in words."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace

    def make_thumbnails(self, photos: Sequence[Photo]) -> None:
        """Make the thumbnails of some photographs."""
        if photos:
            task = Task("读取照片", partial(_thumbnails, self._workplace.files, tuple(photos)))
            task.finished.connect(self._thumbnails_made)
            self._workplace.tasks.start(task)

    def make_picture(self, photo: Photo) -> None:
        """Make the large picture of one photograph."""
        task = Task("读取照片", partial(_large, self._workplace.files, photo))
        task.finished.connect(self._picture_made)
        self._workplace.tasks.start(task)

    def add_files(self, paths: Sequence[Path], target: Target) -> None:
        """Take picture files in."""
        self._add(file_sources(paths), target)

    def add_picture(self, picture: QImage, target: Target) -> None:
        """Take a pasted picture in."""
        now = self._workplace.clock()
        name = f"粘贴的图片 {now:%Y-%m-%d %H%M%S}.png"
        self._add([PhotoSource(name=name, read=partial(_png, picture))], target)

    def _add(self, sources: Sequence[PhotoSource], target: Target) -> None:
        by = self._workplace.operator.person
        task = Task("添加照片", partial(_import, self._workplace, tuple(sources), target, by))
        task.finished.connect(self._imported)
        self._workplace.tasks.start(task)
        self.importing.emit(task)

    def _imported(self, outcome: PhotoImport) -> None:
        if outcome.changes.subjects:
            self._workplace.records.changed.emit(outcome.changes)
        self.imported.emit(told(outcome))

    def _thumbnails_made(self, made: Sequence[tuple[str, QImage]]) -> None:
        for photo, image in made:
            self.thumbnail_made.emit(photo, image)

    def _picture_made(self, made: tuple[str, QImage]) -> None:
        self.picture_made.emit(*made)


def _import(workplace: Workplace, sources: Sequence[PhotoSource], target: Target, by: str, task: Task) -> PhotoImport:
    records = workplace.open_records()
    try:
        return add_photos(
            records,
            workplace.files,
            sources=sources,
            inspection=target.inspection,
            finding=target.finding,
            stage=target.stage,
            by=by,
            progress=partial(report, task),
            is_cancelled=task.is_cancelled,
        )
    finally:
        records.close()


def _thumbnails(files: Files, photos: Sequence[Photo], _task: Task) -> list[tuple[str, QImage]]:
    return [(photo.id, _image(files.thumbnail, photo)) for photo in photos]


def _large(files: Files, photo: Photo, _task: Task) -> tuple[str, QImage]:
    return photo.id, _image(files.derivative, photo)


def _image(read: Callable[[str, str, Layer], bytes], photo: Photo) -> QImage:
    """Read one picture; a missing or damaged original leaves its tile empty and stops no other."""
    try:
        return QImage.fromData(read(photo.sha256, photo.extension, photo.layer), "JPG")  # type: ignore[arg-type]  # the stub asks for bytes, the call for text
    except (RefusedError, UnavailableError, OSError, ValueError):
        return QImage()


def _png(picture: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
