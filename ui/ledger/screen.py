"""Builds the ledger screen."""

from PySide6.QtWidgets import QWidget

from ui.ledger.page import LedgerPage
from ui.ledger.presenter import LedgerPresenter
from ui.workplace import Workplace


def build(workplace: Workplace, parent: QWidget | None = None) -> QWidget:
    """Return the ledger page with its presenter."""
    page = LedgerPage(parent)
    page.presenter = LedgerPresenter(page, workplace)
    return page
