"""整改前后: at the re-inspection the old photograph stands beside the new one, is confirmed, and remarked upon."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspections.ledger import read_ledger
from inspections.records import LedgerFilter
from tests.storage.images import dated
from tests.ui import accessible
from tests.ui.inspection.conftest import open_visit
from tests.ui.workplace import TODAY
from ui import theme
from ui.labels import Chip


@pytest.fixture
def finding(office):
    """A finding ordered today, with one photograph of the scene."""
    made = office.record_finding(office.start_visit(), item="FS-C01")
    office.add_photo(made, dated(datetime(2026, 11, 1, 9, 0, tzinfo=UTC), 400, 300), name="现场.jpg")
    office.order(made)
    return made


@pytest.fixture
def card(office, screen, finding, qtbot):
    """Its card at a running 复查."""
    visit = office.start_visit(lists=(), kind="case", task_source="reinspection", reinspects=[finding])
    open_visit(screen, office, qtbot, visit)
    made = screen.visit_page.old.cards[finding]
    qtbot.waitUntil(lambda: len(made.pairs.rows) == 1)
    yield made
    office.settle(qtbot)


def add_after(office, finding, taken, *, size=(404, 303)):
    made = office.add_photo(finding, dated(taken, *size), name="整改后.jpg", stage="after")
    office.workplace.records.changed.emit(made.changes)


def chips(card):
    return [one.text() for one in card.pairs.rows[0].findChildren(Chip)]


def test_the_old_photograph_waits_for_the_new_one_which_is_proposed_beside_it(office, card, finding, qtbot):
    assert chips(card) == ["尚未配对"]
    add_after(office, finding, datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
    qtbot.waitUntil(lambda: chips(card)[:1] == ["建议配对，待确认"])
    qtbot.mouseClick(card.pairs.rows[0].confirm, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chips(card)[:1] == ["已配对"])
    before, after = office.records.photos.where(finding=finding)
    assert after.pair == before.id
    told = read_ledger(office.records, LedgerFilter(today=TODAY), kind="hazards").pairs[finding]
    assert told.startswith("整改前 现场.jpg（2026-11-01 09:00）→整改后 整改后.jpg（2026-11-23 09:30）")
    qtbot.mouseClick(card.pairs.rows[0].apart, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: office.records.photos.get(after.id).pair == "")


def test_a_near_copy_older_than_the_order_is_remarked_and_decides_nothing(office, card, finding, qtbot):
    add_after(office, finding, datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    qtbot.waitUntil(lambda: chips(card)[1:] == ["疑似重复使用照片", "早于责令日期"])
    assert card.decisions["pass"].isEnabled()


@pytest.mark.parametrize("scheme", list(theme.Scheme))
def test_nothing_is_cut_or_nameless(office, screen, card, finding, qtbot, scheme):
    theme.apply(QApplication.instance(), scheme)
    add_after(office, finding, datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    qtbot.waitUntil(lambda: len(chips(card)) == 3)
    QApplication.processEvents()
    assert accessible.nameless(screen.visit_page.old) == []
    assert accessible.cut_labels(screen.visit_page.old) == []
    assert accessible.doubled_buttons(screen.visit_page.old) == []
