"""Photographs before and after side by side, pair by pair, with what is remarkable and the way to confirm."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from inspections.pair_reading import FindingPairs
from inspections.photo import Photo
from inspections.photo_pair import Pair
from ui import icons
from ui.actions import push_button
from ui.fields import CalmComboBox
from ui.icons import Icon
from ui.labels import Chip, plain_label, plain_tooltip
from ui.theme import Tone

PICTURE: Final = QSize(152, 114)
TILE: Final = QSize(160, 122)


class PhotoPairs(QWidget):
    """Shows the pairs of one finding; nothing is recorded here."""

    pair_requested = Signal(str, str)
    """A photo after and the photo before it stands beside; empty takes them apart."""
    thumbnail_wanted = Signal(object)
    """The photo whose picture is to be handed to ``take_thumbnail``."""

    def __init__(self, *, before_alone: bool = False, is_narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = is_narrow
        self._before_alone = before_alone
        """Whether a photo before is shown while nothing stands beside it yet."""
        self.rows: list[PairRow] = []
        self._shown: FindingPairs | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.hide()

    def show_pairs(self, found: FindingPairs, *, editable: bool = True) -> None:
        """Show the pairs; without a photo after there is nothing to hold against another."""
        if found == self._shown:
            return
        self._shown = found
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = [pair for pair in found.pairs if pair.after is not None or self._before_alone]
        self.rows = [PairRow(pair, found.before, editable=editable, is_narrow=self._is_narrow) for pair in shown]
        for row in self.rows:
            row.pair_requested.connect(self.pair_requested)
            self._column.addWidget(row)
            for photo in row.tiles_wanted():
                self.thumbnail_wanted.emit(photo)
        self.setVisible(bool(self.rows))

    def take_thumbnail(self, photo: str, image: QImage) -> None:
        """Show the picture of one photo wherever it stands."""
        for row in self.rows:
            row.take_thumbnail(photo, image)


class PairRow(QWidget):
    """One line: before, after, and what there is to say and do."""

    pair_requested = Signal(str, str)

    def __init__(self, pair: Pair, choices: tuple[Photo, ...], *, editable: bool, is_narrow: bool = False) -> None:
        super().__init__()
        self._pair = pair
        self._tiles: dict[str, QToolButton] = {}
        self.confirm = push_button("确认配对", Icon.LINK)
        self.apart = push_button("取消配对")
        self.choice: QComboBox = CalmComboBox()
        pictures = QHBoxLayout()
        pictures.setSpacing(12)
        pictures.addLayout(self._side("整改前", pair.before))
        pictures.addLayout(self._side("整改后", pair.after))
        pictures.addStretch(is_narrow)
        line = QVBoxLayout(self) if is_narrow else QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6 if is_narrow else 12)
        line.addLayout(pictures)
        line.addLayout(self._words(choices, editable=editable), 1)

    def tiles_wanted(self) -> list[Photo]:
        """Return the photos whose pictures are shown."""
        return [one for one in (self._pair.before, self._pair.after) if one is not None]

    def take_thumbnail(self, photo: str, image: QImage) -> None:
        """Show a picture that belongs here."""
        tile = self._tiles.get(photo)
        if tile is not None and not image.isNull():
            room = PICTURE * self.devicePixelRatioF()
            fitted = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            tile.setIcon(QIcon(QPixmap.fromImage(fitted)))
            tile.setIconSize(PICTURE)

    def _side(self, title: str, photo: Photo | None) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        tile = QToolButton()
        tile.setProperty("photo", "picture")
        tile.setFixedSize(TILE)
        tile.setIcon(icons.icon(Icon.PHOTO, ink="line2"))
        tile.setIconSize(QSize(28, 28))
        tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name = photo.caption or photo.fields.text("name") if photo else "尚无照片"
        tile.setAccessibleName(f"{title} {name}")
        tile.setToolTip(plain_tooltip(name))
        if photo is not None:
            self._tiles[photo.id] = tile
        taken = photo.fields.text("taken_at")[:16].replace("T", " ") if photo else "尚无照片"
        column.addWidget(tile)
        column.addWidget(plain_label(f"{title}　{taken}".strip(), "small"))
        column.addStretch(1)
        return column

    def _words(self, choices: tuple[Photo, ...], *, editable: bool) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        pair = self._pair
        state = Chip()
        if pair.is_whole:
            state.show_chip("已配对", Tone.OK)
        elif pair.is_proposed:
            state.show_chip("建议配对，待确认", Tone.INFO)
        else:
            state.show_chip("尚未配对", Tone.NA)
        for chip in (state, *(Chip(words, Tone.WARN) for words in pair.words())):
            line = QHBoxLayout()
            line.addWidget(chip)
            line.addStretch(1)
            column.addLayout(line)
        if pair.remarks:
            column.addWidget(plain_label("仅作提示，请现场核对，是否合格由执法人员判断。", "small", wrap=True))
        if editable and pair.after is not None:
            column.addLayout(self._buttons(choices))
        column.addStretch(1)
        return column

    def _buttons(self, choices: tuple[Photo, ...]) -> QHBoxLayout:
        pair = self._pair
        name = (pair.after.caption or pair.after.fields.text("name")) if pair.after else ""
        self.confirm.setAccessibleName(f"{name} 确认配对")
        self.apart.setAccessibleName(f"{name} 取消配对")
        self.choice.setAccessibleName(f"{name} 的整改前照片")
        for photo in choices:
            self.choice.addItem(photo.caption or photo.fields.text("name"), photo.id)
        self.choice.setCurrentIndex(self.choice.findData(pair.before.id) if pair.before else -1)
        self.choice.setMinimumContentsLength(11)
        self.choice.setMaximumWidth(220)
        self.choice.activated.connect(self._choose)
        self.confirm.clicked.connect(self._confirm)
        self.apart.clicked.connect(self._take_apart)
        self.confirm.setVisible(pair.is_proposed)
        self.apart.setVisible(pair.is_whole)
        self.choice.setVisible(len(choices) > 1 or not (pair.is_proposed or pair.is_whole))
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.confirm, self.apart, self.choice):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def _confirm(self) -> None:
        if self._pair.after and self._pair.before:
            self.pair_requested.emit(self._pair.after.id, self._pair.before.id)

    def _choose(self, _index: int) -> None:
        if self._pair.after:
            self.pair_requested.emit(self._pair.after.id, str(self.choice.currentData()))

    def _take_apart(self) -> None:
        if self._pair.after:
            self.pair_requested.emit(self._pair.after.id, "")
