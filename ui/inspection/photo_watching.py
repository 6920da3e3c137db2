"""Joins the watched folder with the visit: new photographs wait until a person says where they belong."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.inspection.photo_desk import PhotoDesk, PhotoTarget
from ui.inspection.walker import Walker
from ui.inspection.watch_bar import WatchBar
from ui.photo_watch import PhotoWatch
from ui.workplace import Workplace


class PhotoWatching(QObject):
    """Offers what arrives to the visit and item now open."""

    def __init__(
        self, bar: WatchBar, workplace: Workplace, *, photos: PhotoDesk, walker: Walker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bar, self._workplace, self._photos, self._walker = bar, workplace, photos, walker
        self.watch = PhotoWatch(workplace, self)
        self.waiting: list[Path] = []
        self.watch.arrived.connect(self._arrived)
        self.watch.changed.connect(self._show)
        photos.watch_requested.connect(self.choose)
        bar.chosen.connect(self._chosen)
        bar.stopped.connect(self._stop)
        self._show()

    def choose(self, parent: QWidget) -> None:
        """Let a person choose the folder to watch."""
        settings = self._workplace.settings
        dialog = QFileDialog(parent, "选择手机传照片的文件夹", settings.now.watch_folder or settings.now.import_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(partial(self._begin))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin(self, folder: str) -> None:
        self.waiting = []
        self.watch.begin(folder)

    def _arrived(self, paths: list[Path]) -> None:
        self.waiting += paths
        self._show()

    def _chosen(self, way: str) -> None:
        visit = self._walker.visit
        paths, self.waiting = self.waiting, []
        if way != "none" and visit is not None:
            target = PhotoTarget(inspection=visit.inspection.id)
            self._photos.import_files(paths, self._of_item() if way == "item" else target)
        self._show()

    def _of_item(self) -> PhotoTarget:
        """Return the newest finding of the current item, the item itself while there is none."""
        visit, item = self._walker.visit, self._walker.current
        findings = [one for one in visit.findings_of(item) if one.state != "voided"] if visit and item else []
        return PhotoTarget(
            inspection=visit.inspection.id if visit else "", finding=findings[-1].id if findings else "", item=item
        )

    def _stop(self) -> None:
        self.waiting = []
        self.watch.stop()

    def _show(self) -> None:
        self._bar.show_watch(self.watch.folder, new=len(self.waiting), is_missing=self.watch.is_missing)
