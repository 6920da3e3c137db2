"""Photographs in a row: thumbnails as they come from the worker, and three ways to add one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QToolButton, QWidget

from ui import icons
from ui.icons import Icon
from ui.labels import plain_tooltip

TILE: Final = QSize(116, 84)
PICTURE: Final = QSize(112, 80)
ROUNDING: Final = 7
WAYS_WIDTH: Final = 30
SUFFIXES: Final = frozenset(
    {".jpg", ".jpeg", ".mpo", ".png", ".webp", ".heic", ".heif", ".bmp", ".gif", ".tif", ".tiff"}
)
"""What a file dialog shows; what a file is, its content tells."""
WAYS: Final = (
    ("files", "选择照片文件…", Icon.PHOTO),
    ("folder", "导入文件夹或存储卡…", Icon.FOLDER),
    ("camera", "用本机摄像头拍照…", Icon.CAMERA),
    ("watch", "监视手机传照片的文件夹…", Icon.SHOW),
)
"""The ways in behind the small button: name, words, picture."""


@dataclass(frozen=True, kw_only=True)
class PhotoTile:
    """One photograph of the strip."""

    id: str
    caption: str
    look: str = ""
    """Names the marks on it: another look wants another picture."""


class PhotoStrip(QScrollArea):
    """Thumbnails with an add button; drop and paste work anywhere on it."""

    thumbnail_wanted = Signal(str)
    """The id of a photograph whose picture is to be handed to ``take_thumbnail``."""
    opened = Signal(str)
    add_requested = Signal()
    way_requested = Signal(str)
    """Another way in, by its name in ``WAYS``."""
    phone_requested = Signal()
    """Photographs are to come from a phone."""
    files_offered = Signal(object)
    """Paths of files and folders that were dropped or pasted; the import names what is no picture."""
    picture_pasted = Signal(QImage)

    def __init__(
        self, *, name: str = "照片", editable: bool = True, ways: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._tiles: dict[str, QToolButton] = {}
        self._looks: dict[str, str] = {}
        self.setAccessibleName(name)
        self.setAcceptDrops(editable)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(TILE.height() + 14)
        self.setMinimumWidth(TILE.width())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QWidget()
        row.setProperty("scrolled", "true")
        self._line = QHBoxLayout(row)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self.add_button = self._add_tile()
        self._line.addWidget(self.add_button)
        self.add_button.setVisible(editable)
        self.phone_button = self._side_tile(
            Icon.SCAN, "扫码传图", f"{name} 扫码传图", "用手机拍照，不经互联网直接传到这里"
        )
        self.phone_button.clicked.connect(self.phone_requested)
        self._line.addWidget(self.phone_button)
        self.phone_button.hide()
        self.ways_button = self._ways_tile()
        self._line.addWidget(self.ways_button)
        self.ways_button.setVisible(editable and ways)
        self._line.addStretch(1)
        self.setWidget(row)

    def offer_phone(self, *, offered: bool) -> None:
        """Offer to receive photographs from a phone, where the strip takes any."""
        self.phone_button.setVisible(offered and self.acceptDrops())

    def show_photos(self, photos: Sequence[PhotoTile]) -> None:
        """Show these photographs in this order; pictures already there stay."""
        keep = {photo.id for photo in photos}
        for photo_id in [known for known in self._tiles if known not in keep]:
            tile = self._tiles.pop(photo_id)
            self._looks.pop(photo_id, None)
            self._line.removeWidget(tile)
            tile.deleteLater()
        for place, photo in enumerate(photos):
            tile = self._tiles.get(photo.id) or self._picture_tile(photo.id)
            if self._looks.get(photo.id) != photo.look:
                self._looks[photo.id] = photo.look
                self.thumbnail_wanted.emit(photo.id)
            tile.setAccessibleName(f"{self._name} {place + 1}：{photo.caption}")
            tile.setToolTip(plain_tooltip(photo.caption))
            self._line.removeWidget(tile)
            self._line.insertWidget(place + 3, tile)  # behind the buttons, which come first

    def take_thumbnail(self, photo_id: str, image: QImage) -> None:
        """Show the picture of one photograph, if it is still in the strip."""
        tile = self._tiles.get(photo_id)
        if tile is not None and not image.isNull():
            tile.setIcon(QIcon(_rounded(image, self.devicePixelRatioF())))
            tile.setIconSize(PICTURE)

    def tile(self, photo_id: str) -> QToolButton:
        """Return the button of one photograph."""
        return self._tiles[photo_id]

    def paste(self) -> bool:
        """Take what lies on the clipboard, files or a picture; return whether there was something to take."""
        return self._take(QGuiApplication.clipboard().mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.acceptDrops():
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or _local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def _take(self, offered: QMimeData) -> bool:
        files = _local_files(offered)
        if files:
            self.files_offered.emit(files)
            return True
        picture = offered.imageData() if offered.hasImage() else None
        if isinstance(picture, QImage) and not picture.isNull():
            self.picture_pasted.emit(picture)
            return True
        return False

    def _add_tile(self) -> QToolButton:
        tile = self._side_tile(Icon.CAMERA, "添加照片", f"添加{self._name}", "选择文件，也可以拖入或粘贴图片")
        tile.clicked.connect(self.add_requested)
        return tile

    def _side_tile(self, meaning: Icon, text: str, name: str, tip: str) -> QToolButton:
        tile = QToolButton()
        tile.setProperty("photo", "add")
        tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        tile.setIcon(icons.icon(meaning, ink="text3"))
        tile.setIconSize(QSize(24, 24))
        tile.setText(text)
        tile.setAccessibleName(name)
        tile.setToolTip(tip)
        tile.setFixedSize(TILE.width() - 22, TILE.height())
        tile.setCursor(Qt.CursorShape.PointingHandCursor)
        return tile

    def _ways_tile(self) -> QToolButton:
        tile = QToolButton()
        tile.setProperty("photo", "add")
        tile.setIcon(icons.icon(Icon.MORE, ink="text3"))
        tile.setAccessibleName(f"用其他方式添加{self._name}")
        tile.setToolTip("导入整个文件夹或存储卡，或用本机摄像头拍照")
        tile.setFixedSize(WAYS_WIDTH, TILE.height())
        tile.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(tile)
        for way, words, picture in WAYS:
            menu.addAction(icons.icon(picture), words).triggered.connect(partial(self.way_requested.emit, way))
        tile.setMenu(menu)
        return tile

    def _picture_tile(self, photo_id: str) -> QToolButton:
        tile = QToolButton()
        tile.setProperty("photo", "picture")
        tile.setProperty("photo_id", photo_id)
        tile.setFixedSize(TILE)
        tile.setIcon(icons.icon(Icon.PHOTO, ink="line2"))
        tile.setIconSize(QSize(28, 28))
        tile.setCursor(Qt.CursorShape.PointingHandCursor)
        tile.clicked.connect(self._tile_clicked)
        self._tiles[photo_id] = tile
        return tile

    def _tile_clicked(self) -> None:
        self.opened.emit(str(self.sender().property("photo_id")))


def _local_files(offered: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in offered.urls() if url.isLocalFile()]


def _rounded(image: QImage, ratio: float) -> QPixmap:
    """Cut a thumbnail to the tile's shape, filling it."""
    room = PICTURE * ratio
    fitted = image.scaled(
        room, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    made = QPixmap(room)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(0, 0, room.width(), room.height(), ROUNDING * ratio, ROUNDING * ratio)
    painter.setClipPath(path)
    painter.drawImage((room.width() - fitted.width()) // 2, (room.height() - fitted.height()) // 2, fitted)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
