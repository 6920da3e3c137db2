"""Build the screen 设置."""

from PySide6.QtWidgets import QWidget

from ui.office.page import OfficePage
from ui.office.presenter import OfficePresenter
from ui.workplace import Workplace


def build(workplace: Workplace, parent: QWidget | None = None) -> QWidget:
    """Return the page with its presenter attached."""
    page = OfficePage(
        folder=workplace.files.root,
        today=workplace.today(),
        can_back_up=workplace.back_up is not None,
        can_audit=workplace.audit is not None,
        parent=parent,
    )
    page.presenter = OfficePresenter(page, workplace)
    return page
