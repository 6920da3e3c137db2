"""Frame time of scrolling the gallery of 5,000 photos, beside its floor: a bare list with one picture for all."""

import hashlib
import io
import time

import pytest
from PIL import Image
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QListView

from tests.ui.workplace import close_office, open_office
from ui.photos.grid import CELL
from ui.photos.screen import build
from ui.photos.thumbnails import KEPT_BYTES, PICTURE

COUNT = 5000
FRAMES = 900
STEP = 47
P99_MILLISECONDS = 16.0
SIZE = (1302, 768)

pytestmark = [pytest.mark.heavy, pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


class OnePicture(QAbstractListModel):
    """As many rows as the gallery has, all with the same picture and text."""

    def __init__(self):
        super().__init__()
        self.picture = QPixmap(PICTURE)
        self.picture.fill(Qt.GlobalColor.darkCyan)

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return COUNT

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DecorationRole:
            return self.picture
        return "照片" if role == Qt.ItemDataRole.DisplayRole else None


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


def bare_list():
    view = QListView()
    view.setModel(OnePicture())
    view._model = view.model()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setUniformItemSizes(True)
    view.setGridSize(CELL)
    view.setIconSize(QSize(PICTURE))
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.resize(*SIZE)
    view.show()
    return view


def scrolled(view):
    """Scroll down and up again, a frame for each turn of the event loop.

    Returns the sorted milliseconds of the frames on the wall and of the window's own thread; only the second can be
    judged on a machine that others use at the same time.
    """
    app, bar = QApplication.instance(), view.verticalScrollBar()
    app.processEvents()
    assert bar.maximum() > FRAMES * STEP / 2
    wall, own, painted = [], [], Painted(view.viewport())
    for number in range(FRAMES):
        begun, worked = time.perf_counter(), time.thread_time()
        bar.setValue((number if number < FRAMES // 2 else FRAMES - number) * STEP)
        app.processEvents()  # paints what came into sight, and takes in the pictures that were made meanwhile
        wall.append((time.perf_counter() - begun) * 1000)
        own.append((time.thread_time() - worked) * 1000)
    assert painted.count >= FRAMES * 0.9
    return sorted(wall), sorted(own)


def told(name, frames):
    wall, own = frames
    return (
        f"{name}: own thread p50 {at(own, 0.5):.1f} ms, p99 {at(own, 0.99):.1f} ms; "
        f"wall p50 {at(wall, 0.5):.1f} ms, p99 {at(wall, 0.99):.1f} ms"
    )


def at(frames, share):
    return frames[int(len(frames) * share)]


def fill(office):
    """Record 5,000 photos of their own bytes: small ones, so that the benchmark measures the grid and not the camera."""
    visit = office.start_visit()
    finding = office.record_finding(visit)
    with office.records.change(by=office.by) as change:
        for number in range(COUNT):
            image = Image.new("RGB", (320, 240), (number % 251, number // 251 * 9 % 251, 90))
            image.putpixel((0, 0), (number % 256, number // 256, 0))
            out = io.BytesIO()
            image.save(out, "PNG", compress_level=1)
            digest = hashlib.sha256(out.getvalue()).hexdigest()
            path = office.files.photo_path(digest, "png")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(out.getvalue())  # what is measured is the grid: no photo waits for the disk
            values = {
                "sha256": digest, "extension": "png", "name": f"{number}.png", "finding": finding,
                "inspection": visit, "institution": office.institution, "width": 320, "height": 240,
                "added_at": change.now.isoformat(timespec="seconds"),
            }  # fmt: skip
            change.append(office.records.photos.new(change.new_id()).add(values))


def test_scrolling_five_thousand_photos_never_stutters(qapp, qtbot, tmp_path):
    office = open_office(tmp_path / "资料")
    try:
        fill(office)
        page = build(office.workplace)
        qtbot.addWidget(page)
        page.resize(*SIZE)
        page.show()
        thumbnails = page.grid._thumbnails
        qtbot.waitUntil(lambda: page.model.rowCount() == COUNT and thumbnails.kept_bytes > 0, timeout=60_000)
        page.grid.doItemsLayout()
        floor_view = bare_list()
        qtbot.addWidget(floor_view)
        floor, frames = scrolled(floor_view), scrolled(page.grid)
        print("", told("gallery", frames), told("floor", floor), sep="\n")
        qtbot.waitUntil(lambda: not thumbnails.waiting, timeout=60_000)
        in_sight = [page.model.row_at(place) for place in page.grid.places_in_sight()]
        assert in_sight
        assert thumbnails.kept_bytes <= KEPT_BYTES
        assert at(frames[1], 0.99) <= P99_MILLISECONDS
    finally:
        close_office(office)
