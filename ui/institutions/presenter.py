"""Carries between the institution page and the records."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject

from checklists.loader import load
from inspections.records import Changes, InstitutionRow
from inspections.workflow import institutions
from ui.background import Latest
from ui.institutions import assessing
from ui.institutions.approval_presenter import ApprovalPresenter
from ui.institutions.importing import ImportPresenter
from ui.institutions.model import Details, items_by_fact, read_details, read_list
from ui.institutions.page import InstitutionsPage
from ui.tasks import Task
from ui.workplace import Workplace

LIST_KINDS = frozenset({"institution", "inspection", "finding"})
DETAIL_KINDS = LIST_KINDS | {"place", "joint_task", "document", "agency"} | assessing.KINDS


class InstitutionsPresenter(QObject):
    """Reads the list and one institution, hands every step on, and reads again what a step touched."""

    def __init__(self, page: InstitutionsPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._text, self._wanted = "", ""
        self._list_slot, self._detail_slot = Latest(), Latest()
        self._is_stale = True
        self._wanted_tab = ""
        self.importing = ImportPresenter(page.importing, workplace)
        self.assessing = assessing.AssessingPresenter(page, workplace)
        self.approvals = ApprovalPresenter(page.details.approval, page.details.toasts, workplace)
        details = page.details
        page.searched.connect(self._search)
        page.institution_chosen.connect(self.open)
        page.basics_save_requested.connect(self._save_basics)
        page.facts_save_requested.connect(self._save_facts)
        page.start_requested.connect(self._start)
        page.photos_requested.connect(self._show_photos)
        page.import_requested.connect(self._import)
        page.target_requested.connect(self._show_target)
        page.importing.closed.connect(self._refresh)
        page.overview_requested.connect(self._overview)
        page.overview.institution_opened.connect(self._open_warnings)
        details.warnings.finding_opened.connect(self._open_finding)
        details.places.added.connect(self._add_place)
        details.places.withdrawn.connect(self._withdraw_place)
        details.history.visit_opened.connect(self._open_visit)
        details.history.finding_opened.connect(self._open_finding)
        workplace.records.changed.connect(self._changed)
        page.installEventFilter(self)
        self._read_checklists()
        self._read_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show:
            self._refresh()
        return super().eventFilter(watched, event)

    def open(self, institution: str) -> None:
        """Read one institution and show it."""
        self._wanted = institution
        query = partial(read_details, institution=institution, today=self._workplace.today())
        self._workplace.records.read(query, then=self._show_details, slot=self._detail_slot)

    def _show_target(self, target: object) -> None:
        if target == "new":
            self._page.start_new()
        elif target == "import":
            self._import()
        elif isinstance(target, Mapping):
            self._page.list.choose_filter("unchecked" if target.get("uninspected") else "all")
        elif target == "overview":
            self._overview()
        elif isinstance(target, tuple) and len(target) == 2 and self._page.leave():
            self._page.leave_overview()
            self._page.details.show_tab(target[0])
            self.open(target[1])
        elif isinstance(target, str) and self._page.leave():
            self._page.leave_overview()
            self.open(target)

    def _search(self, text: str) -> None:
        self._text = text
        self._read_list()

    def _read_list(self) -> None:
        query = partial(read_list, text=self._text, today=self._workplace.today())
        self._workplace.records.read(query, then=self._show_list, slot=self._list_slot)

    def _show_list(self, rows: tuple[InstitutionRow, ...]) -> None:
        self._page.show_rows(rows)

    def _show_details(self, details: Details) -> None:
        self._page.show_details(details)
        if self._wanted_tab:
            self._page.details.show_tab(self._wanted_tab)
            self._wanted_tab = ""
        self.assessing.read(details.institution.id)

    def _overview(self) -> None:
        self._page.show_overview()
        if self._page.shows_overview:
            self.assessing.read_overview()

    def _open_warnings(self, institution: str) -> None:
        if self._page.leave():
            self._page.leave_overview()
            self._wanted_tab = "warnings"
            self.open(institution)

    def _read_checklists(self) -> None:
        task = Task("读取检查表", partial(_read_items, self._workplace))
        task.finished.connect(self._page.details.facts.show_items)
        self._workplace.tasks.start(task)

    def _import(self) -> None:
        if self._page.leave():
            self._page.show_import()

    def _show_photos(self, institution: str) -> None:
        self._workplace.navigator.go("photos", {"institution": institution})

    def _start(self, institution: str) -> None:
        self._workplace.navigator.go("inspection", ("start", institution))

    def _open_visit(self, inspection: str) -> None:
        self._workplace.navigator.go("inspection", inspection)

    def _open_finding(self, finding: str) -> None:
        self._workplace.navigator.go("ledger", finding)

    def _save_basics(self, values: Mapping[str, str]) -> None:
        one = self._page.details.institution
        step = partial(
            institutions.record_institution,
            values=dict(values),
            by=self._workplace.operator.person,
            institution=one.id if one else "",
        )
        self._workplace.records.change(step, done=None if one else self._recorded)

    def _recorded(self, changes: Changes) -> None:
        self._page.details.toasts.offer("机构已登记，请继续登记机构事实")
        self.open(changes.one("institution"))

    def _save_facts(self, facts: Mapping[str, object], on: date, source: str) -> None:
        one = self._page.details.institution
        if one is None:
            return
        step = partial(
            institutions.state_facts,
            institution=one.id,
            facts=dict(facts),
            on=on,
            source=source,
            by=self._workplace.operator.person,
        )
        self._workplace.records.change(step)

    def _add_place(self, name: str, level: str, parent: str) -> None:
        step = partial(
            institutions.record_place,
            institution=self._page.current,
            name=name,
            level=level,
            parent=parent,
            by=self._workplace.operator.person,
        )
        self._workplace.records.change(step)

    def _withdraw_place(self, place: str) -> None:
        by = self._workplace.operator.person
        self._workplace.records.change(partial(institutions.withdraw_place, place=place, by=by))

    def _changed(self, changes: Any) -> None:
        if not isinstance(changes, Changes) or not changes.kinds() & DETAIL_KINDS:
            return
        self._is_stale = True
        if self._page.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if not self._is_stale:
            return
        self._is_stale = False
        self._read_list()
        if self._page.shows_overview:
            self.assessing.read_overview()
        if self._page.current:
            self.open(self._wanted or self._page.current)  # one on its way is not overtaken by what is shown


def _read_items(workplace: Workplace, _task: Task) -> dict[str, list[tuple[str, str]]]:
    files = workplace.checklists()
    return items_by_fact(load(data, name=f"{code}.toml") for code, data in files.items())
