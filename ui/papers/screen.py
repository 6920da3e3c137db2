"""Builds the papers screen: the papers of a visit, and 离场前 as its second page."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.papers.leaving_page import LeavingPage
from ui.papers.leaving_presenter import LeavingPresenter
from ui.papers.page import PapersPage
from ui.papers.presenter import PapersPresenter
from ui.workplace import Workplace


class PapersScreen(QStackedWidget):
    """Both pages; a target says which of them and what is shown on it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("文书")
        self.papers = PapersPage(workplace.tasks)
        self.leaving = LeavingPage()
        self.presenter = PapersPresenter(self.papers, workplace)
        self.leaving_presenter = LeavingPresenter(self.leaving, workplace)
        self.addWidget(self.papers)
        self.addWidget(self.leaving)
        self.setFocusProxy(self.papers)

    def show_target(self, target: object) -> None:
        """Show ``("leaving", visit)``, ``("inspection", visit)``, ``("paper", visit, kind, agency)`` or an id.

        ``("fill", visit, key)`` opens what a paper of that visit is filled in by.
        """
        match target:
            case ("leaving", str(visit)):
                self.leaving_presenter.show_visit(visit)
                self._show(self.leaving)
            case ("paper", str(visit), str(paper), str(agency)):
                self.presenter.show_paper(visit, paper, agency)
                self._show(self.papers)
            case ("fill", str(visit), str(key)):
                self.presenter.fill(visit, key)
                self._show(self.papers)
            case ("inspection", str(visit)) | str(visit):
                self.presenter.choose_visit(visit)
                self._show(self.papers)
            case _:
                self._show(self.papers)

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(page)
        self.setFocusProxy(page)


def build(workplace: Workplace, parent: QWidget | None = None) -> QWidget:
    """Return the papers screen with its presenters."""
    return PapersScreen(workplace, parent)
