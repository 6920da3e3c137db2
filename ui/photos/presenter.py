"""Carries the gallery: reads the photos of a view, keeps it up to date, opens one, and takes the steps of the trash."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject

from inspections.gallery import PhotoRow, Pixels
from inspections.records import Changes, Files, UnavailableError
from inspections.refusal import RefusedError
from inspections.workflow.discarding import empty_trash, restore_photo
from inspections.workflow.recording import withdraw_photo
from ui.background import Latest
from ui.messages import confirm
from ui.photos.model import Listing, PhotoDetail, View, read_listing, read_photo, view_of
from ui.photos.page import GalleryPage
from ui.photos.reason_dialog import ReasonDialog
from ui.photos.thumbnails import Thumbnails
from ui.tasks import Task
from ui.theme import Tone
from ui.widgets.table import PAGE
from ui.workplace import Workplace

TOUCHING: Final = frozenset({"photo", "finding", "institution", "inspection", "document", "person"})
REDUCED: Final = 1600
WHOLE: Final = 1 << 20
"""Longer than any photo: as large as memory bears."""


class GalleryPresenter(QObject):
    """Between the gallery and the workplace."""

    def __init__(self, page: GalleryPage, workplace: Workplace, thumbnails: Thumbnails) -> None:
        super().__init__(page)
        self._page, self._workplace, self._thumbnails = page, workplace, thumbnails
        self._keys: Sequence[int] = ()
        self._place = -1
        self._shown: PhotoDetail | None = None
        self._ripe: tuple[str, ...] = ()
        self._stale = True
        self._listing_slot, self._photo_slot = Latest(), Latest()
        self._connect()
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show and self._stale:
            self.reload()
        return super().eventFilter(watched, event)

    def show_view(self, view: View) -> None:
        """Show another view."""
        self._page.show_view(view)
        self._page.show_grid()
        self.reload()

    def reload(self) -> None:
        """Read the view anew."""
        self._stale = False
        query = partial(read_listing, self._page.view, self._workplace.today(), PAGE)
        self._workplace.records.read(query, then=self._listed, slot=self._listing_slot)

    def open(self, place: int) -> None:
        """Show one photo of the view at full size."""
        if 0 <= place < len(self._keys):
            self._place = place
            self._page.viewer.picture.show_words("正在读取照片…")
            self._page.show_viewer()
            self._workplace.records.read(
                partial(read_photo, self._keys[place]), then=self._photo_read, slot=self._photo_slot
            )

    def _connect(self) -> None:
        page, viewer = self._page, self._page.viewer
        page.target_wanted.connect(self._show_target)
        page.view_chosen.connect(self.show_view)
        page.refresh_requested.connect(self._refresh)
        page.back_requested.connect(self._workplace.navigator.back)
        page.empty_requested.connect(self._empty)
        page.model.page_wanted.connect(self._page_wanted)
        page.grid.opened.connect(self.open)
        viewer.step_wanted.connect(self._step)
        viewer.closed.connect(self._closed)
        viewer.finding_wanted.connect(self._open_finding)
        viewer.detail_wanted.connect(self._detail_wanted)
        viewer.withdraw_wanted.connect(self._ask_reason)
        viewer.restore_wanted.connect(self._restore)
        self._workplace.records.changed.connect(self._records_changed)

    def _show_target(self, target: object) -> None:
        self.show_view(view_of(target if isinstance(target, Mapping) else {}))

    def _refresh(self) -> None:
        self._thumbnails.forget_lost()
        self.reload()

    def _listed(self, listing: Listing) -> None:
        today = self._workplace.today()
        self._ripe = tuple(one.photo.id for one in listing.trash.values() if not one.why_kept(today))
        if list(self._keys) == list(listing.keys) and self._page.model.rowCount() == len(listing.keys):
            self._page.model.refresh()
        else:
            self._keys = listing.keys
            self._page.model.show_ids(listing.keys)
        self._page.model.take_page(0, listing.first)
        self._page.show_listing(listing)
        self._follow_photo()

    def _follow_photo(self) -> None:
        """Keep the photo at full size while it is in the view; else show the one that took its place."""
        if not self._page.shows_photo or self._shown is None:
            return
        key = self._shown.row.key
        if key in self._keys:
            self._place = list(self._keys).index(key)
            self._workplace.records.read(partial(read_photo, key), then=self._told_anew, slot=self._photo_slot)
        elif self._keys:
            self.open(min(self._place, len(self._keys) - 1))
        else:
            self._page.show_grid()

    def _page_wanted(self, number: int, keys: Sequence[int]) -> None:
        self._workplace.records.read(lambda records: (number, records.photo_rows(list(keys))), then=self._page_read)

    def _page_read(self, answer: tuple[int, Sequence[PhotoRow]]) -> None:
        self._page.model.take_page(*answer)

    def _photo_read(self, detail: PhotoDetail) -> None:
        self._told_anew(detail)
        task = Task("读取照片", partial(_look_at, self._workplace.files, detail.row))
        task.finished.connect(self._looked_at)
        self._workplace.tasks.start(task)

    def _told_anew(self, detail: PhotoDetail) -> None:
        self._shown = detail
        self._page.viewer.show_photo(detail, place=self._place, count=len(self._keys), today=self._workplace.today())

    def _looked_at(self, seen: tuple[int, Pixels | None, Mapping[str, str]]) -> None:
        key, pixels, facts = seen
        if self._shown is not None and self._shown.row.key == key:
            self._page.viewer.show_picture(pixels)
            self._page.viewer.show_facts(facts, self._workplace.today())

    def _detail_wanted(self) -> None:
        if self._shown is not None:
            task = Task("读取照片", partial(_look_closer, self._workplace.files, self._shown.row))
            task.finished.connect(self._looked_closer)
            self._workplace.tasks.start(task)

    def _looked_closer(self, seen: tuple[int, Pixels | None]) -> None:
        key, pixels = seen
        if pixels is not None and self._shown is not None and self._shown.row.key == key:
            self._page.viewer.picture.show_detail(pixels)

    def _step(self, step: int) -> None:
        self.open(self._place + step)

    def _closed(self) -> None:
        self._shown = None
        self._page.viewer.picture.show_words("")
        self._page.grid.select_place(self._place)
        self._page.grid.setFocus()

    def _open_finding(self, finding: str) -> None:
        self._workplace.navigator.go("ledger", {"finding": finding})

    def _ask_reason(self) -> None:
        if self._shown is not None:
            dialog = ReasonDialog(
                "撤下照片",
                "照片移入回收站，不再属于原来的问题；原件至少保留 30 天，随时可以恢复。",
                accept="撤下",
                parent=self._page.window(),
            )
            dialog.given.connect(partial(self._withdraw, self._shown.row.photo.id))
            dialog.open()

    def _withdraw(self, photo: str, reason: str) -> None:
        step = partial(withdraw_photo, photo=photo, reason=reason, by=self._workplace.operator.person)
        self._workplace.records.change(step, done=self._withdrawn)

    def _withdrawn(self, _changes: Changes) -> None:
        self._workplace.messages.tell("照片已移入回收站，原件仍保留", Tone.OK)

    def _restore(self) -> None:
        if self._shown is not None:
            step = partial(restore_photo, photo=self._shown.row.photo.id, by=self._workplace.operator.person)
            self._workplace.records.change(step, done=self._restored)

    def _restored(self, _changes: Changes) -> None:
        self._workplace.messages.tell("照片已恢复到原处", Tone.OK)

    def _empty(self) -> None:
        if self._ripe:
            dialog = ReasonDialog(
                "清空回收站",
                f"将销毁 {len(self._ripe)} 张照片的原件，不能恢复；日志中保留其摘要。只有授权人员可以清空。",
                accept=f"销毁 {len(self._ripe)} 张",
                danger=True,
                parent=self._page.window(),
            )
            dialog.given.connect(partial(self._destroy, self._ripe))
            dialog.open()

    def _destroy(self, photos: Sequence[str], reason: str) -> None:
        files, by = self._workplace.files, self._workplace.operator.person
        sure = confirm(
            self._page,
            title="确认销毁",
            text=f"确认销毁这 {len(photos)} 张照片的原件？此后只能从备份中找回。",
            accept="销毁",
            danger=True,
        )
        if sure:
            self._workplace.records.change(
                lambda records: empty_trash(records, files, confirmed=len(photos), reason=reason, by=by, photos=photos),
                done=self._destroyed,
            )

    def _destroyed(self, changes: Changes) -> None:
        self._workplace.messages.tell(f"已销毁 {len(changes.of('photo'))} 张照片的原件，摘要保留在日志中", Tone.OK)

    def _records_changed(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.kinds() & TOUCHING:
            if self._page.isVisible():
                self.reload()
            else:
                self._stale = True


def _look_at(files: Files, row: PhotoRow, _task: Task) -> tuple[int, Pixels | None, Mapping[str, str]]:
    """Read the reduced picture and what the camera wrote; of a missing or altered original there is nothing."""
    photo = row.photo
    try:
        pixels = files.pixels(photo.sha256, photo.extension, photo.layer, longest=REDUCED)
        return row.key, pixels, files.photo_facts(photo.sha256, photo.extension)
    except (RefusedError, UnavailableError, OSError, ValueError):
        return row.key, None, {}


def _look_closer(files: Files, row: PhotoRow, _task: Task) -> tuple[int, Pixels | None]:
    try:
        return row.key, files.pixels(row.photo.sha256, row.photo.extension, row.photo.layer, longest=WHOLE)
    except (RefusedError, UnavailableError, OSError, ValueError, MemoryError):
        return row.key, None
