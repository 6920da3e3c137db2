"""Carries the workbench: reads the state of the work when it is shown and whenever something changed."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject

from inspections.records import Changes
from ui.background import Latest
from ui.labels import joined
from ui.workbench.model import Overview, read_overview
from ui.workbench.page import WorkbenchPage
from ui.workplace import Workplace

WEEKDAYS: Final = "一二三四五六日"


class WorkbenchPresenter(QObject):
    """Between the workbench page and the workplace."""

    def __init__(self, page: WorkbenchPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._slot = Latest()
        self._stale = True
        page.screen_requested.connect(workplace.navigator.go)
        page.refresh_requested.connect(self.reload)
        workplace.records.changed.connect(self._records_changed)
        workplace.operator.changed.connect(self.reload)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show and self._stale:
            self.reload()
        return super().eventFilter(watched, event)

    def reload(self) -> None:
        """Read the state of the work anew."""
        self._stale = False
        read = partial(read_overview, today=self._workplace.today())
        self._workplace.records.read(read, then=self._read, slot=self._slot)

    def _records_changed(self, changes: object) -> None:
        if not isinstance(changes, Changes) or not changes.subjects:
            return
        if self._page.isVisible():
            self.reload()
        else:
            self._stale = True

    def _read(self, overview: Overview) -> None:
        today = self._workplace.today()
        self._page.show_overview(
            overview,
            who=joined([self._workplace.operator.name]),
            day=f"{today:%Y-%m-%d} 星期{WEEKDAYS[today.weekday()]}",
            folder=str(self._workplace.files.root),
        )
