"""The photographs of a finding with the stage new ones belong to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspections.terms import PHOTO_STAGE
from ui.forms import LABEL_WIDTH
from ui.inspection.finding_model import FREE, FindingView
from ui.labels import plain_label
from ui.theme import Tone
from ui.widgets.photo_strip import PhotoStrip, PhotoTile
from ui.widgets.segmented import Segment, Segmented


class FindingPhotos(QWidget):
    """A strip of thumbnails; files, drops and pastes are announced with the chosen stage."""

    add_requested = Signal(str)
    way_requested = Signal(str, str)
    """Another way in, and the stage."""
    phone_requested = Signal(str)
    files_offered = Signal(object, str)
    picture_pasted = Signal(QImage, str)
    thumbnail_wanted = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = plain_label("照片", "muted", wrap=True)
        self.label.setFixedWidth(LABEL_WIDTH)
        segments = [Segment(value=value, text=text, tone=Tone.INFO) for value, text in PHOTO_STAGE.items()]
        self.stage = Segmented(segments, name=f"{name} 新照片属于")
        self.stage.fill("scene")
        self.strip = PhotoStrip(name=f"{name} 照片", ways=True)
        self.strip.thumbnail_wanted.connect(self.thumbnail_wanted)
        self.strip.opened.connect(self.opened)
        self.strip.add_requested.connect(self._add)
        self.strip.way_requested.connect(self._way)
        self.strip.phone_requested.connect(self._from_phone)
        self.strip.files_offered.connect(self._files)
        self.strip.picture_pasted.connect(self._pasted)
        self.later = plain_label("登记后可添加照片", "small")
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.stage)
        right.addWidget(self.strip)
        right.addWidget(self.later)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(right, 1)

    def show_view(self, view: FindingView) -> None:
        """Show the photos of a finding; a free draft takes none before it is registered."""
        waits = view.is_draft and view.item == FREE
        self.show_tiles(view.photos, view.photo_words())
        for widget in (self.stage, self.strip):
            widget.setVisible(not waits)
        self.later.setVisible(waits)

    def show_tiles(self, tiles: Sequence[PhotoTile], words: str) -> None:
        """Show these photos with what is said about their number."""
        self.later.setVisible(False)
        self.label.setText(words)
        self.strip.show_photos(tiles)

    def _add(self) -> None:
        self.add_requested.emit(self.stage.value())

    def _way(self, way: str) -> None:
        self.way_requested.emit(way, self.stage.value())

    def _from_phone(self) -> None:
        self.phone_requested.emit(self.stage.value())

    def _files(self, paths: object) -> None:
        self.files_offered.emit(paths, self.stage.value())

    def _pasted(self, picture: QImage) -> None:
        self.picture_pasted.emit(picture, self.stage.value())
