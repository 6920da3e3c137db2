"""The grid of photos: a list of tiles of one size that tells what is in sight and paints nothing else."""

from collections import OrderedDict
from collections.abc import Hashable
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspections.gallery import PhotoRow
from inspections.terms import PHOTO_STAGE
from ui import theme
from ui.icons import Icon, pixmap
from ui.photos.model import GalleryModel, first_line, remark_words, second_line
from ui.photos.thumbnails import PICTURE, Thumbnails, Wish, wish_of
from ui.theme import PAGE_MARGIN, Scheme, Tone

PADDING: Final = 7
TEXT: Final = 42
CELL: Final = QSize(PICTURE.width() + 2 * PADDING, PICTURE.height() + 2 * PADDING + TEXT)
SIDE: Final = PAGE_MARGIN - PADDING
"""Pictures begin where the head's words begin."""
KEPT_TILES: Final = 250
"""About three screens."""
BADGE: Final = 20
STAGE_TONES: Final = {"scene": Tone.INFO, "before": Tone.WARN, "after": Tone.OK}
BETWEEN_LOOKS: Final = 30
"""Milliseconds: while a person scrolls, what is in sight is told so often and not in every frame."""
LOST: Final = "原件缺失或被改动"


class PhotoGrid(QListView):
    """Arrow keys move, Enter and double click open; pictures are asked for when scrolling comes to a place."""

    opened = Signal(int)
    """The place of a photo that a person wants to see at full size."""
    sight_changed = Signal()

    def __init__(self, model: GalleryModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._thumbnails = model, thumbnails
        self.setAccessibleName("照片")
        self.setModel(model)
        self.setItemDelegate(_Tile(model, thumbnails, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(CELL)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setObjectName("photo_grid")
        self.setViewportMargins(SIDE, 0, 0, 0)
        self._sight = QTimer(self)
        self._sight.setSingleShot(True)
        self._sight.setInterval(BETWEEN_LOOKS)
        self._sight.timeout.connect(self._tell_sight)
        self.activated.connect(self._activated)
        self.verticalScrollBar().valueChanged.connect(self._look)
        model.modelReset.connect(self._look)
        model.dataChanged.connect(self._look)
        thumbnails.made.connect(self._show_made)
        self._tiles: dict[Wish, list[int]] = {}

    def places_in_sight(self) -> range:
        """Return the places now in sight, the first one to the last one."""
        count = self._model.rowCount()
        columns = max(1, self.viewport().width() // CELL.width())
        top = self.verticalScrollBar().value() // CELL.height()
        rows = -(-self.viewport().height() // CELL.height()) + 1
        return range(min(top * columns, count), min((top + rows) * columns, count))

    def select_place(self, place: int) -> None:
        """Make one photo the current one and bring it into sight."""
        if 0 <= place < self._model.rowCount():
            index = self._model.index(place, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()

    def _look(self) -> None:
        if not self._sight.isActive():
            self._sight.start()

    def _tell_sight(self) -> None:
        """Wish for what is in sight, then for the screen below and the one above."""
        seen = self.places_in_sight()
        below = range(seen.stop, min(seen.stop + len(seen), self._model.rowCount()))
        above = range(max(0, seen.start - len(seen)), seen.start)
        self._tiles = {}
        for place in (*seen, *below, *reversed(above)):
            row = self._model.row_at(place)
            if row is not None:
                self._tiles.setdefault(wish_of(row.photo), []).append(place)
        self._thumbnails.want(list(self._tiles))
        self.sight_changed.emit()

    def _show_made(self, wishes: list[Wish]) -> None:
        """Paint only the tiles whose pictures came."""
        for wish in wishes:
            for place in self._tiles.get(wish, ()):
                self.viewport().update(self.visualRect(self._model.index(place, 0)))

    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


class _Tile(QStyledItemDelegate):
    """Paints one photo: its picture, what it shows, and marks that say stage and remarks in words.

    The words are written once and kept while they are near: shaping Chinese text in every frame would stutter.
    """

    def __init__(self, model: GalleryModel, thumbnails: Thumbnails, view: QListView) -> None:
        super().__init__(view)
        self._model, self._thumbnails = model, thumbnails
        self._drawn: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._remarked: dict[Hashable, str] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return CELL

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box, state = QRect(option.rect), option.state
        if state & QStyle.StateFlag.State_Selected:
            _frame(painter, box, ground="accent_soft", line="accent")
        elif state & QStyle.StateFlag.State_MouseOver:
            _frame(painter, box, ground="surface2", line="line")
        room = QRect(box.topLeft() + QPoint(PADDING, PADDING), PICTURE)
        row = self._model.row_at(index.row())
        wish = wish_of(row.photo) if row else None
        picture = self._thumbnails.find(wish) if wish else None
        if picture is not None:
            painter.drawPixmap(room.topLeft(), picture)
        else:
            _waiting(painter, room, lost=wish is not None and self._thumbnails.is_lost(wish))
        if row is not None:
            at = QPoint(room.left(), room.bottom() + 4)
            painter.drawPixmap(at, self._words(row, painter.device().devicePixelRatioF()))
            _badge(painter, room, PHOTO_STAGE[row.photo.stage], STAGE_TONES[row.photo.stage], at_end=False)
            if remarks := self._remarks(row):
                _badge(painter, room, remarks, Tone.BAD, at_end=True)

    def _remarks(self, row: PhotoRow) -> str:
        """Return the first remark about a photo; looked up once for each of its states."""
        name = (row.key, row.photo.last)
        if name not in self._remarked:
            if len(self._remarked) >= KEPT_TILES:
                self._remarked.clear()
            self._remarked[name] = next(iter(remark_words(row)), "")
        return self._remarked[name]

    def _words(self, row: PhotoRow, ratio: float) -> QPixmap:
        """Return what is written under a picture."""
        look = (row.key, row.photo.last, row.finding_number, row.institution_name)
        name = (look, theme.scheme(), theme.font_scale(), ratio)
        found = self._drawn.get(name)
        if found is None:
            found = self._drawn[name] = _words_of(row, ratio)
            if len(self._drawn) > KEPT_TILES:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(name)
        return found


def _words_of(row: PhotoRow, ratio: float) -> QPixmap:
    """Write the words under one picture on nothing."""
    made = QPixmap(QSize(PICTURE.width(), TEXT) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    line = QRect(0, 0, PICTURE.width(), TEXT // 2)
    _write(painter, line, first_line(row), size="muted", ink="text")
    _write(painter, line.translated(0, TEXT // 2 - 2), second_line(row), size="small", ink="text3")
    painter.end()
    return made


def _waiting(painter: QPainter, room: QRect, *, lost: bool) -> None:
    _frame(painter, room, ground="surface2", line="line")
    if lost:
        _write(painter, room, LOST, size="small", ink="bad", middle=True)
        return
    side = 28
    drawn = pixmap(Icon.PHOTO, ink="line2", size=side, ratio=painter.device().devicePixelRatioF())
    painter.drawPixmap(room.center() - QPoint(side // 2, side // 2), drawn)


def _frame(painter: QPainter, box: QRect, *, ground: str, line: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color(line))
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _badge(painter: QPainter, room: QRect, words: str, tone: Tone, *, at_end: bool) -> None:
    """Put a word into a lower corner of a picture."""
    ratio = painter.device().devicePixelRatioF()
    drawn = _badge_of(words, tone, theme.scheme(), theme.font_scale(), ratio)
    width = round(drawn.width() / ratio)
    left = room.right() - width - 5 if at_end else room.left() + 6
    painter.drawPixmap(left, room.bottom() - BADGE - 5, drawn)


@lru_cache(64)
def _badge_of(words: str, tone: Tone, _scheme: Scheme, _font_scale: float, ratio: float) -> QPixmap:
    """Draw a badge; there are only a few, and every tile wears one."""
    font = theme.font("small")
    size = QSize(QFontMetrics(font).horizontalAdvance(words) + 12, BADGE)
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    ink, ground = theme.tone_colors(tone)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    box = QRect(QPoint(0, 0), size)
    painter.drawRoundedRect(box, 5, 5)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return made


def _write(painter: QPainter, box: QRect, words: str, *, size: str, ink: str, middle: bool = False) -> None:
    painter.setFont(theme.font(size))
    painter.setPen(theme.color(ink))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignHCenter if middle else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)
