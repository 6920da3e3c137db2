"""Reads the library for its page."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from inspections.editions import CatalogueEntry
from ui.standards.editions_model import lists_shown
from ui.standards.editions_presenter import EditionsPresenter
from ui.standards.page import StandardsPage
from ui.standards.points_presenter import PointsPresenter
from ui.workplace import Workplace


class StandardsPresenter(QObject):
    """Hands the page every list in the edition in use today; editions and 待核 have presenters of their own."""

    def __init__(self, page: StandardsPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self.points = PointsPresenter(page, workplace)
        self.editions = EditionsPresenter(page.editions, workplace)
        self.editions.read_again.connect(self._take)
        self.editions.told.connect(page.frame.toasts.offer)
        page.list_shown.connect(self.editions.show_list)

    def _take(self, entries: Sequence[CatalogueEntry]) -> None:
        lists = lists_shown(entries, self._workplace.today())
        self._page.show_library(lists)
        self.points.take_library(lists)
