"""Builds the workbench screen."""

from PySide6.QtWidgets import QWidget

from ui.workbench.page import WorkbenchPage
from ui.workbench.presenter import WorkbenchPresenter
from ui.workplace import Workplace


def build(workplace: Workplace, parent: QWidget | None = None) -> QWidget:
    """Return the workbench page with its presenter."""
    page = WorkbenchPage(parent)
    page.presenter = WorkbenchPresenter(page, workplace)
    return page
