"""The small county office on real records, its ledger filled and shown."""

import pytest

from tests.ui.ledger.findings import furnish_ledger
from tests.ui.workplace import office  # noqa: F401
from ui.ledger.screen import build

WAIT = 8000


@pytest.fixture
def made(office):
    """The ids of the findings by what became of them."""
    return furnish_ledger(office)


@pytest.fixture
def page(qtbot, office, made):
    """The screen shown with its first lines."""
    page = build(office.workplace)
    qtbot.addWidget(page)
    page.resize(1302, 768)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 8 and page.pills.button("all").text().endswith("11"), timeout=WAIT)
    return page
