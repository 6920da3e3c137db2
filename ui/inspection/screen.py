"""The on-site screen: the start page, or the visit that was chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.inspection.start_page import StartPage
from ui.inspection.start_presenter import StartPresenter
from ui.inspection.visit_page import VisitPage
from ui.inspection.visit_presenter import VisitPresenter
from ui.workplace import Workplace


class InspectionScreen(QStackedWidget):
    """Shows one of its two pages; ``show_target`` takes a visit, a visit with a jump, a start or a 复查 to plan."""

    leaving_requested = Signal(str)
    """The person wants the 离场前 page of a visit."""
    papers_requested = Signal(str)
    """The person wants the papers of a visit."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator = workplace.navigator
        self.start_page, self.visit_page = StartPage(), VisitPage()
        self.addWidget(self.start_page)
        self.addWidget(self.visit_page)
        self.start_presenter = StartPresenter(self.start_page, workplace)
        self.presenter = VisitPresenter(self.visit_page, workplace)
        self.start_page.resumed.connect(self.open_visit)
        self.start_presenter.started.connect(self.open_visit)
        self.visit_page.back_requested.connect(self.open_start)
        self.visit_page.leaving_requested.connect(self._go_leaving)
        self.visit_page.papers_requested.connect(self._go_to_papers)

    def show_target(self, target: object) -> None:
        """Show a visit (its id), a line of its 离场前 page (id, jump), or the start of a new one.

        ("start", institution) chooses the institution, ("reinspect", institution, findings) the findings to see again.
        """
        match target:
            case ("start", str() as institution):
                self.open_start()
                self.start_page.choose_institution(institution)
            case ("reinspect", str() as institution, list() | tuple() as findings):
                self.open_start()
                self.start_page.plan_reinspection(institution, findings)
            case (str() as inspection, str() as jump):
                self.open_visit(inspection, jump)
            case str() as inspection if inspection:
                self.open_visit(inspection)
            case _:
                self.open_start()

    def open_visit(self, inspection: str, jump: str = "") -> None:
        """Show a visit."""
        self.setCurrentWidget(self.visit_page)
        self.presenter.open(inspection, jump=jump)

    def open_start(self) -> None:
        """Show the start page."""
        self.setCurrentWidget(self.start_page)

    def _go_leaving(self, inspection: str) -> None:
        self.leaving_requested.emit(inspection)
        self._navigator.go("papers", ("leaving", inspection))

    def _go_to_papers(self, inspection: str) -> None:
        self.papers_requested.emit(inspection)
        self._navigator.go("papers", ("inspection", inspection))


def build(workplace: Workplace, parent: QWidget | None = None) -> QWidget:
    """Make the screen with its presenters attached; its wishes go to the screen of papers."""
    return InspectionScreen(workplace, parent)
