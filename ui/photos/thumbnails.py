"""Thumbnails for a long grid: what is in sight first, made by the workers, a bounded number kept."""

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from inspections.gallery import Pixels
from inspections.marks import PLAIN, Layer
from inspections.photo import Photo
from inspections.records import Files, UnavailableError
from inspections.refusal import RefusedError
from ui.tasks import Task, TaskPool
from ui.widgets.zoom_picture import image_of

PICTURE: Final = QSize(176, 132)
LONGEST: Final = 320
BATCH: Final = 2
IN_FLIGHT: Final = 2
KEPT_BYTES: Final = 48 << 20


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture to be made: digest and ending of its original, and what is drawn over it."""

    sha256: str
    extension: str
    layer: Layer = PLAIN
    shape: float = 4 / 3
    """Width by height, upright."""

    def longest(self, ratio: float) -> int:
        """Return how long the longer side must be for the picture to fill a tile."""
        width = max(PICTURE.width(), PICTURE.height() * self.shape) * ratio
        return min(LONGEST, math.ceil(max(width, width / self.shape)))


def wish_of(photo: Photo) -> Wish:
    """Return the wish for a photo's picture; most have no marks, and theirs costs nothing to know."""
    fields = photo.fields
    layer = photo.layer if fields.value("marks") else PLAIN
    shape = (fields.whole("width") or 4) / (fields.whole("height") or 3)
    return Wish(photo.sha256, photo.extension, layer, shape)


class Thumbnails(QObject):
    """Holds tile pictures by digest; a wish replaces all older ones, so that scrolling never waits for the past."""

    made = Signal(object)
    """The wishes that were just fulfilled, or found to be lost."""

    def __init__(self, files: Files, tasks: TaskPool, *, ratio: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files, self._tasks, self._ratio = files, tasks, ratio
        self._kept: OrderedDict[Wish, QPixmap] = OrderedDict()
        self._bytes = 0
        self._queue: list[Wish] = []
        self._working: dict[Task, tuple[Wish, ...]] = {}
        self._lost: set[Wish] = set()

    @property
    def kept_bytes(self) -> int:
        """How much the kept pictures take."""
        return self._bytes

    @property
    def waiting(self) -> int:
        """How many pictures are wished and not yet made."""
        return len(self._queue) + sum(len(batch) for batch in self._working.values())

    def find(self, wish: Wish) -> QPixmap | None:
        """Return a tile picture that is here; it counts as the last one needed."""
        found = self._kept.get(wish)
        if found is not None:
            self._kept.move_to_end(wish)
        return found

    def is_lost(self, wish: Wish) -> bool:
        """Tell whether the original is missing or cannot be read."""
        return wish in self._lost

    def want(self, wishes: Sequence[Wish]) -> None:
        """Make these, in this order, and no others."""
        under_way = {wish for batch in self._working.values() for wish in batch}
        self._queue = [
            wish
            for wish in dict.fromkeys(wishes)
            if wish not in self._kept and wish not in self._lost and wish not in under_way
        ]
        self._begin()

    def forget_lost(self) -> None:
        """Try again what could not be read."""
        self._lost.clear()

    def _begin(self) -> None:
        while self._queue and len(self._working) < IN_FLIGHT:
            batch = tuple(self._queue[:BATCH])
            del self._queue[:BATCH]
            task = Task("缩略图", partial(_read, self._files, batch, self._ratio), is_quiet=True)
            self._working[task] = batch
            task.finished.connect(self._finished)
            task.cancelled.connect(self._ended)
            task.failed.connect(self._ended)
            self._tasks.start(task)

    def _finished(self, read: Sequence[tuple[Wish, Pixels | None]]) -> None:
        for wish, pixels in read:
            if pixels is None:
                self._lost.add(wish)
            else:
                self._keep(wish, tile_picture(image_of(pixels), self._ratio))
        self._ended()
        self.made.emit([wish for wish, _pixels in read])

    def _ended(self, _error: object = None) -> None:
        task = self.sender()
        if isinstance(task, Task):
            self._working.pop(task, None)
        self._begin()

    def _keep(self, wish: Wish, picture: QPixmap) -> None:
        self._kept[wish] = picture
        self._bytes += _bytes_of(picture)
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _bytes_of(dropped)


def tile_picture(image: QImage, ratio: float) -> QPixmap:
    """Cut a picture to the tile's shape, filling it; without transparency it is shown by plain copying."""
    room = PICTURE * ratio
    covering = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if abs(covering.width() - image.width()) > 1 or abs(covering.height() - image.height()) > 1:
        image = image.scaled(covering, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    left, top = (image.width() - room.width()) // 2, (image.height() - room.height()) // 2
    made = QPixmap.fromImage(image.copy(left, top, room.width(), room.height()))
    made.setDevicePixelRatio(ratio)
    return made


def _bytes_of(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


def _read(files: Files, batch: Sequence[Wish], ratio: float, _task: Task) -> list[tuple[Wish, Pixels | None]]:
    return [(wish, _pixels(files, wish, wish.longest(ratio))) for wish in batch]


def _pixels(files: Files, wish: Wish, longest: int) -> Pixels | None:
    """Read one picture; a missing or damaged original leaves its tile empty and stops no other."""
    try:
        return files.pixels(wish.sha256, wish.extension, wish.layer, longest=longest)
    except (RefusedError, UnavailableError, OSError, ValueError):
        return None
