"""Icons by meaning: a page names what it means, never a file, and the picture follows the worn scheme by itself."""

from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import theme

FOLDER: Final = theme.RESOURCES / "icons"


class Icon(StrEnum):
    """What a picture means -> the file that draws it."""

    WORKBENCH = "layout-dashboard"
    INSTITUTION = "building"
    INSPECTION = "clipboard-check"
    HAZARD = "alert-triangle"
    PAPER = "file-text"
    STATISTICS = "chart-bar"
    LIBRARY = "book"
    SETTINGS = "settings"
    BRAND = "shield-check"
    SEARCH = "search"
    PREVIOUS = "chevron-left"
    NEXT = "chevron-right"
    EXPAND = "chevron-down"
    FOLD = "chevron-up"
    ADD = "plus"
    REMOVE = "minus"
    DONE = "check"
    CLOSE = "x"
    CAMERA = "camera"
    PHOTO = "photo"
    SIGN = "signature"
    PRINT = "printer"
    OFFLINE = "wifi-off"
    PLACE = "map-pin"
    SECTIONS = "list"
    TIME = "clock"
    DATE = "calendar"
    PERSON = "user"
    TEAM = "users"
    EDIT = "edit"
    DELETE = "trash"
    LOCK = "lock"
    SERVE = "send"
    STAMP = "stamp"
    EXPORT = "download"
    IMPORT = "upload"
    REFRESH = "refresh"
    SHOW = "eye"
    INFO = "info"
    UNDO = "undo"
    MARK = "flag"
    LINK = "link"
    FOLDER = "folder"
    FILTER = "filter"
    DARK = "moon"
    LIGHT = "sun"
    LEAVE = "door-exit"
    KEYBOARD = "keyboard"
    GO = "arrow-right"
    ATTACH = "paperclip"
    CLAUSE = "scale"
    COPY = "copy"
    HISTORY = "history"
    MORE = "more"
    SCAN = "qr-code"


def icon(meaning: Icon, *, ink: str = "text2", on: str = "") -> QIcon:
    """Return an icon drawn in the token ``ink``, and in the token ``on`` when its button is checked."""
    return QIcon(_TokenEngine(meaning, ink=ink, on=on or ink))


def pixmap(meaning: Icon, *, ink: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw one icon in a token of the worn scheme."""
    return _tinted(meaning, str(getattr(theme.tokens(), ink)), round(size * ratio), ratio)


@cache
def _source(meaning: Icon) -> str:
    return (FOLDER / f"{meaning.value}.svg").read_text(encoding="utf-8")


@lru_cache(512)
def _tinted(meaning: Icon, ink: str, side: int, ratio: float) -> QPixmap:
    drawn = QPixmap(side, side)
    drawn.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(drawn)
    renderer = QSvgRenderer(QByteArray(_source(meaning).replace("currentColor", ink).encode()))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


class _TokenEngine(QIconEngine):
    """Draws at paint time in the worn scheme's colours, so that a switch of scheme repaints every icon rightly."""

    def __init__(self, meaning: Icon, *, ink: str, on: str) -> None:
        super().__init__()
        self._meaning, self._ink, self._on = meaning, ink, on

    def clone(self) -> QIconEngine:
        return _TokenEngine(self._meaning, ink=self._ink, on=self._on)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        side = min(rect.width(), rect.height())
        drawn = pixmap(self._meaning, ink=self._token(mode, state), size=side, ratio=ratio)
        corner = rect.center() - QPoint((side - 1) // 2, (side - 1) // 2)
        painter.drawPixmap(corner, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return the picture for a logical ``size``, as Qt hands it over since 6.8, at the screen's ratio."""
        side = round(min(size.width(), size.height()) * scale)
        return _tinted(self._meaning, str(getattr(theme.tokens(), self._token(mode, state))), side, scale)

    def _token(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "text3"
        return self._on if state == QIcon.State.On else self._ink
