"""Photographs on their way in and thumbnails on their way out, both away from the window's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from inspections.photo import Photo
from inspections.records import Changes, Files, Records, UnavailableError
from inspections.refusal import RefusedError
from inspections.workflow.recording import PhotoImport, PhotoSource, add_photos
from ui.tasks import Task, TaskCancelledError
from ui.theme import Tone
from ui.widgets.photo_strip import SUFFIXES
from ui.workplace import Workplace

KEPT: Final = 400
FEW: Final = 3
"""So many pictures are in before anybody would read a progress."""


@dataclass(frozen=True, kw_only=True)
class PhotoTarget:
    """What new photographs show."""

    inspection: str
    finding: str = ""
    item: str = ""
    stage: str = "scene"
    place: str = ""


class PhotoDesk(QObject):
    """Imports pictures with a connection of its own and makes thumbnails; pages hear by ``records.changed``."""

    thumbnail_made = Signal(str, QImage)
    picture_made = Signal(str, QImage)
    """The large picture of one photograph; null when its original cannot be read."""
    long_import_begun = Signal(object)
    """The task of an import that is worth following."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._thumbnails: dict[tuple[str, str], QImage] = {}
        self._asked: dict[str, tuple[str, str]] = {}
        """Photograph -> the look last asked for: one that comes after it was marked anew is not shown."""

    def choose(self, parent: QWidget, target: PhotoTarget) -> None:
        """Let a person choose picture files; the dialog blocks nothing."""
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        dialog = QFileDialog(parent, "选择照片", self._workplace.settings.now.import_folder, f"图片（{patterns}）")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(partial(self._selected, target))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_files(self, paths: Sequence[Path], target: PhotoTarget) -> None:
        """Import picture files."""
        self._import([_file_source(path) for path in paths], target)

    def import_picture(self, picture: QImage, target: PhotoTarget) -> None:
        """Import a picture from the clipboard."""
        name = f"粘贴图片-{self._workplace.clock():%H%M%S}.png"
        data = _png(picture)
        self._import([PhotoSource(name=name, read=lambda: data)], target)

    def want_thumbnail(self, photo: Photo) -> None:
        """Announce a photograph's thumbnail now or when it is made."""
        known = self._thumbnails.get(_look(photo))
        if known is not None:
            self.thumbnail_made.emit(photo.id, known)
        elif self._asked.get(photo.id) != _look(photo):
            self._asked[photo.id] = _look(photo)
            task = Task("缩略图", partial(_thumbnail, self._workplace.files, photo))
            made = _Made(self, photo)
            task.finished.connect(made.take)
            task.failed.connect(made.give_up)
            self._workplace.tasks.start(task)

    def want_picture(self, photo: Photo) -> None:
        """Announce a photograph's large picture when it is made."""
        task = Task("读取照片", partial(_large, self._workplace.files, photo))
        task.finished.connect(self._picture_made)
        self._workplace.tasks.start(task)

    def keep(self, photo: Photo, picture: QImage) -> None:
        """Keep a thumbnail for the cards to come."""
        if self._asked.get(photo.id) != _look(photo):
            return
        self._asked.pop(photo.id)
        if len(self._thumbnails) >= KEPT:
            self._thumbnails.pop(next(iter(self._thumbnails)))
        self._thumbnails[_look(photo)] = picture
        self.thumbnail_made.emit(photo.id, picture)

    def drop(self, photo: Photo) -> None:
        """Let a thumbnail that could not be made be asked for again."""
        self._asked.pop(photo.id, None)

    def _picture_made(self, made: tuple[str, bytes]) -> None:
        photo_id, data = made
        self.picture_made.emit(photo_id, QImage.fromData(data))

    def _selected(self, target: PhotoTarget, paths: Sequence[str]) -> None:
        if paths:
            self._workplace.settings.change("import_folder", str(Path(paths[0]).parent))
            self.import_files([Path(path) for path in paths], target)

    def _import(self, sources: Sequence[PhotoSource], target: PhotoTarget) -> None:
        task = Task("导入照片", partial(_import_photos, self._workplace, tuple(sources), target))
        task.finished.connect(self._imported)
        self._workplace.tasks.start(task)
        if len(sources) > FEW:
            self.long_import_begun.emit(task)

    def _imported(self, ended: tuple[PhotoImport, int]) -> None:
        outcome, left = ended
        parts = [f"已添加照片 {len(outcome.imported)} 张"] if outcome.imported else []
        if outcome.duplicates:
            parts.append(f"{'、'.join(outcome.duplicates)}已在此处，未重复添加")
        parts += [f"{name}：{reason}" for name, reason in outcome.refused]
        parts += [f"已取消，其余 {left} 张未添加"] if left else []
        self._workplace.messages.tell("；".join(parts), Tone.WARN if outcome.refused or left else Tone.OK)
        if outcome.changes.subjects:
            self._workplace.records.changed.emit(outcome.changes)


class _Made(QObject):
    """Carries one thumbnail from its task to the desk on the window's thread."""

    def __init__(self, desk: PhotoDesk, photo: Photo) -> None:
        super().__init__(desk)
        self._desk, self._photo = desk, photo

    def take(self, data: bytes) -> None:
        self._desk.keep(self._photo, QImage.fromData(data))
        self.deleteLater()

    def give_up(self) -> None:
        self._desk.drop(self._photo)
        self.deleteLater()


def _import_photos(
    workplace: Workplace, sources: tuple[PhotoSource, ...], target: PhotoTarget, task: Task
) -> tuple[PhotoImport, int]:
    """Import picture by picture; a cancelled import keeps what is in and says how many were left."""
    records = workplace.open_records()
    outcome = PhotoImport(imported=(), duplicates=(), refused=(), changes=Changes())
    try:
        for done, source in enumerate(sources):
            try:
                task.step(done, len(sources), source.name)
            except TaskCancelledError:
                return outcome, len(sources) - done
            outcome = _joined(outcome, _import_one(records, workplace, source, target))
    finally:
        records.close()
    return outcome, 0


def _import_one(records: Records, workplace: Workplace, source: PhotoSource, target: PhotoTarget) -> PhotoImport:
    return add_photos(
        records,
        workplace.files,
        sources=[source],
        inspection=target.inspection,
        by=workplace.operator.person,
        finding=target.finding,
        stage=target.stage,
        place=target.place,
        item=target.item,
    )


def _joined(before: PhotoImport, now: PhotoImport) -> PhotoImport:
    return PhotoImport(
        imported=before.imported + now.imported,
        duplicates=before.duplicates + now.duplicates,
        refused=before.refused + now.refused,
        changes=Changes(before.changes.subjects | now.changes.subjects),
    )


# The tasks hand over bytes, the window's thread decodes them: Qt's decoder asks for translations under a lock of its
# own, our translator needs the interpreter for its answer, and the window's thread may hold that and want the lock.


def _large(files: Files, photo: Photo, _task: Task) -> tuple[str, bytes]:
    """Read one picture; of a missing or damaged original there is none."""
    try:
        return photo.id, files.derivative(photo.sha256, photo.extension, photo.layer)
    except (RefusedError, UnavailableError, OSError, ValueError):
        return photo.id, b""


def _thumbnail(files: Files, photo: Photo, _task: Task) -> bytes:
    return files.thumbnail(photo.sha256, photo.extension, photo.layer)


def _look(photo: Photo) -> tuple[str, str]:
    """Return what names a picture as it is shown: its original and its marks."""
    return photo.sha256, photo.layer.digest


def _file_source(path: Path) -> PhotoSource:
    """Name a file; it is read only when its turn comes, in the task."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).isoformat(timespec="seconds")
    except OSError:
        changed = ""
    return PhotoSource(name=path.name, read=partial(_read, path), file_time=changed)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RefusedError("文件无法读取。", "请检查文件是否仍在原处。") from error


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes for the format
    return bytes(buffer.data().data())
