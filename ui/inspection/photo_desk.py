"""Photographs on their way in and thumbnails on their way out, both away from the window's thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from inspections.photo import Photo
from inspections.records import Files, UnavailableError
from inspections.refusal import RefusedError
from inspections.terms import PHOTO_STAGE
from inspections.workflow.photo_files import file_sources
from inspections.workflow.recording import PhotoSource
from ui.phone_desk import PhonePurpose
from ui.photo_intake import Batch, PhotoIntake
from ui.tasks import Task
from ui.widgets.camera import take_picture
from ui.widgets.photo_strip import SUFFIXES, PhotoStrip
from ui.workplace import Workplace

KEPT: Final = 400


@dataclass(frozen=True, kw_only=True)
class PhotoTarget:
    """What new photographs show."""

    inspection: str
    finding: str = ""
    item: str = ""
    stage: str = "scene"
    place: str = ""

    def links(self) -> dict[str, str]:
        """Return the links as the step of the work names them."""
        return {
            "inspection": self.inspection, "finding": self.finding, "item": self.item, "stage": self.stage,
            "place": self.place,
        }  # fmt: skip


class PhotoDesk(QObject):
    """Imports pictures with a connection of its own and makes thumbnails; pages hear by ``records.changed``."""

    thumbnail_made = Signal(str, QImage)
    picture_made = Signal(str, QImage)
    """The large picture of one photograph; null when its original cannot be read."""
    long_import_begun = Signal(object)
    """The task of an import that is worth following."""
    watch_requested = Signal(QWidget)
    """A person wants to choose a folder to watch; the dialog belongs to this widget's window."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.intake = PhotoIntake(workplace, self)
        self.intake.begun.connect(self.long_import_begun)
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

    def choose_folder(self, parent: QWidget, target: PhotoTarget) -> None:
        """Let a person choose a folder or a memory card."""
        dialog = QFileDialog(parent, "选择照片文件夹或存储卡", self._workplace.settings.now.import_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(partial(self._folder_selected, target))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def go(self, way: str, parent: QWidget, target: PhotoTarget) -> None:
        """Take one of the ways in that the strip offers."""
        if way == "folder":
            self.choose_folder(parent, target)
        elif way == "camera":
            self._camera(parent, target)
        elif way == "watch":
            self.watch_requested.emit(parent)
        else:
            self.choose(parent, target)

    def _camera(self, parent: QWidget, target: PhotoTarget) -> None:
        try:
            dialog = take_picture(parent)
        except UnavailableError as error:
            self._workplace.messages.report(error)
            return
        dialog.taken.connect(partial(self.import_picture, target=target, name="本机拍照"))
        dialog.open()

    def import_files(self, paths: Sequence[Path], target: PhotoTarget) -> None:
        """Import picture files, and whatever lies in folders among them."""
        chosen = tuple(paths)
        known = 0 if any(path.is_dir() for path in chosen) else len(chosen)
        self.intake.take(Batch(gather=partial(file_sources, chosen), links=target.links(), known=known))

    def import_picture(self, picture: QImage, target: PhotoTarget, *, name: str = "粘贴图片") -> None:
        """Import a picture from the clipboard or the camera."""
        data = _png(picture)
        source = PhotoSource(name=f"{name}-{self._workplace.clock():%H%M%S}.png", read=lambda: data, size=len(data))
        self.intake.take(Batch(gather=lambda: [source], links=target.links(), known=1))

    def offer_phone(self, strip: PhotoStrip) -> None:
        """Offer a strip of photographs the way from a phone, where this laptop can receive."""
        strip.offer_phone(offered=self._workplace.phone is not None)

    def receive(self, target: PhotoTarget, title: str) -> None:
        """Let a phone send photographs; the code is bound to this target."""
        if self._workplace.phone is not None:
            words = f"{title}（{PHOTO_STAGE[target.stage]}）"
            self._workplace.phone.begin(PhonePurpose(title=words, links=target.links()))

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

    def _folder_selected(self, target: PhotoTarget, folder: str) -> None:
        self._workplace.settings.change("import_folder", folder)
        self.import_files([Path(folder)], target)

    def _selected(self, target: PhotoTarget, paths: Sequence[str]) -> None:
        if paths:
            self._workplace.settings.change("import_folder", str(Path(paths[0]).parent))
            self.import_files([Path(path) for path in paths], target)


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


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes for the format
    return bytes(buffer.data().data())
