"""Carries between the start page and the records."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from inspections.records import Changes, InstitutionRow, Records
from inspections.workflow.visiting import start_inspection
from ui.background import Latest
from ui.inspection.start_model import ListChoice, Office, list_choices, read_chosen, read_office, search
from ui.inspection.start_page import StartPage
from ui.workplace import Workplace


class StartPresenter(QObject):
    """One per start page."""

    started = Signal(str)
    """The id of a visit that was started."""

    def __init__(self, page: StartPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._searching, self._choosing, self._reading = Latest(), Latest(), Latest()
        self._lists: tuple[ListChoice, ...] = ()
        page.shown.connect(self.refresh)
        page.searched.connect(self._search)
        page.institution_chosen.connect(self._read_chosen)
        page.start_requested.connect(self._start)
        workplace.records.changed.connect(self._records_changed)

    def refresh(self) -> None:
        """Read again what the page shows."""
        records = self._workplace.records
        choices = partial(list_choices, files=self._workplace.files, today=self._workplace.today())
        records.read(partial(_read, choices=choices), then=self._take_office, slot=self._reading)
        self._search(self._page.search.text().strip())

    def _records_changed(self, changes: Changes) -> None:
        if self._page.isVisible() and changes.kinds() & {"edition", "inspection", "institution", "person", "agency"}:
            self.refresh()

    def _take_office(self, read: tuple[Office, tuple[ListChoice, ...]]) -> None:
        office, self._lists = read
        self._page.show_office(
            office, self._lists, own=self._workplace.operator.agency, me=self._workplace.operator.person
        )

    def _search(self, text: str) -> None:
        query = partial(search, text=text, today=self._workplace.today())
        self._workplace.records.read(query, then=self._take_rows, slot=self._searching)

    def _take_rows(self, rows: Sequence[InstitutionRow]) -> None:
        self._page.show_institutions(rows)

    def _read_chosen(self, institution: str) -> None:
        query = partial(read_chosen, institution=institution)
        self._workplace.records.read(query, then=self._page.show_chosen, slot=self._choosing)

    def _start(self, values: Mapping[str, Any]) -> None:
        self._page.start_button.setEnabled(False)
        self._workplace.records.change(partial(self._take_step, values=values), done=self._done, failed=self._failed)

    def _take_step(self, records: Records, *, values: Mapping[str, Any]) -> Changes:
        again = values["task_source"] == "reinspection"
        return start_inspection(
            records,
            self._workplace.files,
            institution=values["institution"],
            kind=values["kind"],
            on=self._workplace.today(),
            agencies=values["agencies"],
            team=values["team"],
            lists=values["checklists"],
            by=self._workplace.operator.person,
            reinspects=values["reinspects"] if again else (),
            task_source=values["task_source"],
            depth=values["depth"],
            joint=values["joint"],
        )

    def _done(self, changes: Changes) -> None:
        self._page.start_button.setEnabled(True)
        self.started.emit(changes.one("inspection"))

    def _failed(self, _error: Exception) -> None:
        self._page.start_button.setEnabled(True)


def _read(
    records: Records, *, choices: Callable[[Records], tuple[ListChoice, ...]]
) -> tuple[Office, tuple[ListChoice, ...]]:
    return read_office(records), choices(records)
