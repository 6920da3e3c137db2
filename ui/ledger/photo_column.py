"""The photographs of one stage with their heading, and every way to add one, each told with the stage."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspections.photo import Photo
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import plain_label
from ui.widgets.photo_strip import PhotoStrip, PhotoTile


class PhotoColumn(QWidget):
    """One stage of a finding: how many photographs there are, and their thumbnails."""

    photos_offered = Signal(str, object)
    picture_pasted = Signal(str, QImage)
    add_requested = Signal(str)
    photo_opened = Signal(str)
    thumbnails_wanted = Signal(object)
    """Ids of photographs whose pictures are not shown yet."""

    def __init__(self, stage: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage, self._title = stage, title
        self._heading = plain_label(title, "muted")
        self.strip = PhotoStrip(name=title)
        self._more = push_button("添加", Icon.ADD, kind="ghost")
        self._more.setAccessibleName(f"再添加{title}")
        self._more.setToolTip("选择文件，也可以把图片拖到下面或粘贴")
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._more)
        self._wanted: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.strip)
        self.strip.thumbnail_wanted.connect(self._note)
        self.strip.files_offered.connect(self._offered)
        self.strip.picture_pasted.connect(self._pasted)
        self.strip.add_requested.connect(self._add)
        self._more.clicked.connect(self._add)
        self.strip.opened.connect(self.photo_opened)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show these photographs; asks for those not seen before."""
        self._wanted = []
        self._heading.setText(f"{self._title} {len(photos)} 张")
        self.strip.show_photos([_tile(one) for one in photos])
        self._more.setVisible(bool(photos))
        self.strip.add_button.setVisible(not photos)
        if self._wanted:
            self.thumbnails_wanted.emit(self._wanted)

    def _note(self, photo: str) -> None:
        self._wanted.append(photo)

    def _offered(self, paths: object) -> None:
        self.photos_offered.emit(self.stage, paths)

    def _pasted(self, picture: QImage) -> None:
        self.picture_pasted.emit(self.stage, picture)

    def _add(self) -> None:
        self.add_requested.emit(self.stage)


def _tile(photo: Photo) -> PhotoTile:
    return PhotoTile(id=photo.id, caption=photo.caption or photo.fields.text("name"), look=photo.layer.digest)
