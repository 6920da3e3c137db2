"""Build the screen 标准库."""

from PySide6.QtWidgets import QWidget

from ui.standards.authoring import Authoring
from ui.standards.page import StandardsPage
from ui.standards.presenter import StandardsPresenter
from ui.workplace import Workplace


def build(workplace: Workplace, parent: QWidget | None = None) -> QWidget:
    """Return the page with its presenter attached."""
    page = StandardsPage(today=workplace.today(), parent=parent)
    presenter = StandardsPresenter(page, workplace)
    page.presenter = presenter
    page.authoring = Authoring(page, workplace, publish=presenter.editions.publish_data)
    return page
