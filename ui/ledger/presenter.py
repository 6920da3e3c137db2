"""Carries the ledger: reads the lines of a view, patches what changed, keeps the detail pane up to date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFileDialog

from inspections.photo import Photo
from inspections.records import Changes, Records
from ui.background import Latest
from ui.labels import joined
from ui.ledger.detail import FindingDetail, read_detail
from ui.ledger.export import BY_ID as EXPORTS_BY_ID
from ui.ledger.export import FILE_FILTERS, Export, Written, export_task, file_name, scoped
from ui.ledger.filters import ORDERS, View, read_counts, read_keys, view_of
from ui.ledger.model import Line, read_lines
from ui.ledger.page import LedgerPage
from ui.ledger.photos import PhotoDesk
from ui.ledger.steps import StepDesk
from ui.widgets.pair_desk import PairDesk
from ui.widgets.table import PAGE
from ui.workplace import Workplace

TOUCHING: Final = frozenset({"finding", "photo", "institution", "agency", "person", "place", "document"})
REINSPECTED: Final = ("ordered", "reported")


@dataclass(frozen=True, kw_only=True)
class _Listing:
    """One answer: the row keys of a view, the first lines, and the row key of a finding that was asked for."""

    keys: Sequence[int]
    first: Sequence[Line]
    agencies: Sequence[tuple[str, str]]
    wanted: int | None


class LedgerPresenter(QObject):
    """Between the ledger page and the workplace."""

    def __init__(self, page: LedgerPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        order = workplace.settings.now.ledger_order
        self._view = View(order=order if order in ORDERS else ORDERS[0])
        self._institution_name = ""
        self._keys: Sequence[int] = ()
        self._finding = ""
        self._stale = True
        self._view_is_new = False
        self._counts: Mapping[str, int] = {}
        self._listing_slot, self._counts_slot, self._detail_slot = Latest(), Latest(), Latest()
        self.photos = PhotoDesk(workplace, self)
        self.pairs = PairDesk(page.pane.pairs, workplace)
        self.steps = StepDesk(page, workplace, self.photos, self)
        self._connect()
        page.installEventFilter(self)
        page.show_view(self._view)

    @property
    def view(self) -> View:
        """The view now asked for."""
        return self._view

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show and self._stale:
            self.reload()
        return super().eventFilter(watched, event)

    def reload(self, finding: str = "") -> None:
        """Read the view anew; ``finding`` is chosen when it is among the lines."""
        self._stale = False
        wanted = finding or self._finding
        self._workplace.records.read(
            partial(_read_listing, self._view, self._workplace.today(), wanted),
            then=self._listed,
            slot=self._listing_slot,
        )
        self._workplace.records.read(
            partial(_read_counts, self._view, self._workplace.today()), then=self._counted, slot=self._counts_slot
        )

    def show_target(self, target: object) -> None:
        """Show a finding by its id, or a view by its names (``scope``, ``institution``, ``finding`` ...)."""
        if isinstance(target, str):
            target = {"finding": target}
        if not isinstance(target, Mapping):
            return
        self._change(view_of(target, order=self._view.order), finding=str(target.get("finding") or ""))

    def _connect(self) -> None:
        page = self._page
        page.target_wanted.connect(self.show_target)
        page.scope_chosen.connect(self._scope_chosen)
        page.searched.connect(self._searched)
        page.category_chosen.connect(self._category_chosen)
        page.agency_chosen.connect(self._agency_chosen)
        page.narrowing_cleared.connect(self._narrowing_cleared)
        page.refresh_requested.connect(self.reload)
        page.export_requested.connect(self._export_requested)
        page.reinspect_requested.connect(self._reinspect)
        page.photos_requested.connect(self._show_photos)
        page.pane_closed.connect(self._close_pane)
        page.model.page_wanted.connect(self._page_wanted)
        page.table.row_selected.connect(self._row_selected)
        page.table.opened.connect(self._row_selected)
        page.table.sort_requested.connect(self._sort)
        page.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self._workplace.records.changed.connect(self._records_changed)
        self._workplace.operator.changed.connect(self._read_detail)
        self.photos.thumbnail_made.connect(page.pane.take_thumbnail)
        page.pane.pairs.thumbnail_wanted.connect(self._want_thumbnail)
        self.photos.importing.connect(page.progress.follow)
        self.photos.imported.connect(page.toasts.offer)

    def _change(self, view: View, *, finding: str = "") -> None:
        self._view = view
        self._view_is_new = True
        if not view.institution:
            self._institution_name = ""
        self._page.show_view(view)
        if finding:
            self._choose(finding)
        self.reload(finding)

    def _scope_chosen(self, scope: str) -> None:
        self._change(replace(self._view, scope=scope))

    def _searched(self, text: str) -> None:
        self._change(replace(self._view, text=text))

    def _category_chosen(self, category: str) -> None:
        self._change(replace(self._view, category=category))

    def _agency_chosen(self, agency: str) -> None:
        self._change(replace(self._view, agency=agency))

    def _narrowing_cleared(self) -> None:
        self._change(replace(self._view, institution="", inspection=""))

    def _show_photos(self) -> None:
        """Show the photos of the finding now chosen, else of the institution the view is narrowed to."""
        target = {"finding": self._finding} if self._finding else {"institution": self._view.institution}
        self._workplace.navigator.go("photos", target)

    def _sort(self, key: str, descending: bool) -> None:
        order = f"{key}_desc" if descending else key
        self._workplace.settings.change("ledger_order", order)
        self._change(replace(self._view, order=order))

    def _listed(self, listing: _Listing) -> None:
        page = self._page
        page.show_agencies(listing.agencies)
        page.show_view(self._view)
        if list(self._keys) == list(listing.keys):
            page.model.refresh()
        else:
            self._keys = listing.keys
            page.model.show_ids(listing.keys)
        page.model.take_page(0, listing.first)
        page.show_total(len(listing.keys), any_at_all=self._view.is_narrowed or bool(self._counts.get("all")))
        if listing.wanted is not None and page.model.place_of(listing.wanted) >= 0:
            page.table.select_id(listing.wanted)
        elif self._view_is_new and self._finding:
            self._close_pane()
        self._view_is_new = False
        self._selection_changed()

    def _counted(self, outcome: tuple[Mapping[str, int], str]) -> None:
        self._counts, self._institution_name = outcome
        self._page.show_counts(self._counts, institution=self._institution_name)
        any_at_all = self._view.is_narrowed or bool(self._counts.get("all"))
        self._page.show_total(self._page.model.rowCount(), any_at_all=any_at_all)

    def _page_wanted(self, number: int, keys: Sequence[int]) -> None:
        read = partial(_read_page, list(keys), self._workplace.today(), number)
        self._workplace.records.read(read, then=self._page_read)

    def _page_read(self, answer: tuple[int, Sequence[Line]]) -> None:
        self._page.model.take_page(*answer)

    def _row_selected(self, line: Line | None) -> None:
        if line is None:
            return
        table = self._page.table
        if not table.selectionModel().hasSelection():  # the keyboard came in: the cursor alone is hardly seen
            table.selectRow(table.currentIndex().row())
        self._choose(line.row.id)

    def _choose(self, finding: str) -> None:
        changed = finding != self._finding or self._page.pane.isHidden()
        self._finding = finding
        if changed:
            self._page.show_pane(shown=True)
            self._read_detail()

    def _read_detail(self) -> None:
        if not self._finding:
            return
        read = partial(
            read_detail,
            finding_id=self._finding,
            files=self._workplace.files,
            operator=self._workplace.operator.person,
            today=self._workplace.today(),
        )
        self._workplace.records.read(read, then=self._detail_read, slot=self._detail_slot)

    def _detail_read(self, detail: FindingDetail) -> None:
        self._page.pane.show_detail(detail)
        self.pairs.show_finding(detail.finding.id)
        self.steps.show_detail(detail)

    def _want_thumbnail(self, photo: Photo) -> None:
        self.photos.make_thumbnails([photo])

    def _close_pane(self) -> None:
        self._finding = ""
        self._page.pane.show_nothing()
        self._page.show_pane(shown=False)

    def _records_changed(self, changes: object) -> None:
        if not isinstance(changes, Changes) or not changes.kinds() & TOUCHING:
            return
        if not self._page.isVisible():
            self._stale = True
            return
        self.reload()
        self._read_detail()

    def _selection_changed(self) -> None:
        self._page.show_reinspect(self._why_no_reinspection())

    def _selected(self) -> list[Line]:
        model = self._page.model
        lines = [model.row_at(model.place_of(key)) for key in self._page.table.selected_ids()]
        return [line for line in lines if line is not None]

    def _why_no_reinspection(self) -> str:
        lines = self._selected()
        if not lines:
            return "请先在表格中选择已责令或已报整改的问题。"
        if any(line.row.state not in REINSPECTED for line in lines):
            return "只有已责令或已报整改的问题可以安排复查。"
        if len({line.row.institution for line in lines}) > 1:
            return "一次复查只到一家机构，请选择同一机构的问题。"
        return ""

    def _reinspect(self) -> None:
        lines = self._selected()
        if lines and not self._why_no_reinspection():
            findings = [line.row.id for line in lines]
            self._workplace.navigator.go("inspection", ("reinspect", lines[0].row.institution, findings))

    def _export_requested(self, export_id: str) -> None:
        export = EXPORTS_BY_ID[export_id]
        dialog = QFileDialog(self._page, export.text)
        dialog.setObjectName(export.id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(FILE_FILTERS[export.extension])
        dialog.setDefaultSuffix(export.extension)
        folder = self._workplace.settings.now.export_folder
        if folder and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.selectFile(file_name(export, self._workplace.today()))
        dialog.fileSelected.connect(self._export_file_chosen)
        dialog.open()

    def _export_file_chosen(self, name: str) -> None:
        self.export(EXPORTS_BY_ID[self.sender().objectName()], Path(name))

    def export(self, export: Export, path: Path) -> None:
        """Write the ledger of exactly what is shown now."""
        self._workplace.settings.change("export_folder", str(path.parent))
        told = scoped(export, self._view).describe(
            agency=self._page.agency.currentText(), institution=self._institution_name
        )
        task = export_task(self._workplace, export, self._view, told, path)
        task.finished.connect(self._exported)
        self._workplace.tasks.start(task)
        self._page.progress.follow(task)

    def _exported(self, written: Written) -> None:
        self._page.toasts.offer(joined([f"已导出 {written.lines} 条", str(written.path)]))


def _read_listing(view: View, today: date, wanted: str, records: Records) -> _Listing:
    keys = read_keys(records, view, today)
    agencies = [(one.id, one.name) for one in records.agencies.where() if one.issues_papers]
    place = _key_of(records, view, today, wanted, keys) if wanted else None
    return _Listing(keys=keys, first=read_lines(records, keys[:PAGE], today), agencies=agencies, wanted=place)


def _key_of(records: Records, view: View, today: date, finding: str, keys: Sequence[int]) -> int | None:
    """Find the row key of a finding among those shown: it stands among the few of its own visit."""
    record = records.findings.find(finding)
    if record is None:
        return None
    of_visit = set(records.ledger_ids(replace(view, inspection=record.inspection).query(today)))
    candidates = [key for key in keys if key in of_visit]
    return next(
        (key for key, row in zip(candidates, records.ledger_rows(candidates), strict=False) if row.id == finding), None
    )


def _read_counts(view: View, today: date, records: Records) -> tuple[Mapping[str, int], str]:
    named = records.institutions.find(view.institution) if view.institution else None
    return read_counts(records, view, today), named.name if named else ""


def _read_page(keys: Sequence[int], today: date, number: int, records: Records) -> tuple[int, Sequence[Line]]:
    return number, read_lines(records, keys, today)
