"""Build the screen 机构."""

from PySide6.QtWidgets import QWidget

from ui.institutions.page import InstitutionsPage
from ui.institutions.presenter import InstitutionsPresenter
from ui.workplace import Workplace


def build(workplace: Workplace, parent: QWidget | None = None) -> QWidget:
    """Return the page with its presenter attached."""
    page = InstitutionsPage(today=workplace.today(), parent=parent)
    page.presenter = InstitutionsPresenter(page, workplace)
    return page
