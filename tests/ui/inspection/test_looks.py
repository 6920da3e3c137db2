"""What can be seen and heard: nothing cut, everything named, six items at 1366x768."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from tests.ui import accessible
from ui import theme
from ui.labels import Chip


@pytest.mark.parametrize("size", [(1302, 768), (1850, 1080), (1216, 720)])
@pytest.mark.parametrize("scheme", list(theme.Scheme))
def test_nothing_is_cut_or_nameless(office, screen, visit, qtbot, size, scheme):
    office.record_finding(visit, item="FS-A01")
    office.answer(visit, "FS-A01", "non_compliant")
    theme.apply(QApplication.instance(), scheme)
    screen.resize(*size)
    screen.presenter._reload()
    qtbot.waitUntil(lambda: screen.visit_page.items.cards["FS-A01"].finding_cards() != [])
    screen.visit_page.items.cards["FS-A02"].show_details(True)
    screen.visit_page.items.cards["FS-A03"].ask_reason()
    QApplication.processEvents()  # the layout settles
    assert accessible.nameless(screen) == []
    assert accessible.marked_up_labels(screen) == []
    assert accessible.cut_labels(screen) == []


def test_six_unfolded_items_are_whole_at_1366_by_768(office, screen, visit, qtbot):
    items = screen.visit_page.items
    qtbot.waitUntil(lambda: len(items.cards) == 18)
    QApplication.processEvents()  # the layout settles
    window = QRect(QPoint(0, 0), items._area.viewport().size())
    whole = [
        code
        for code, card in items.cards.items()
        if window.contains(QRect(card.mapTo(items._area.viewport(), QPoint(0, 0)), card.size()))
    ]
    assert len(whole) >= 6


def test_no_two_visible_buttons_sound_alike(office, screen, visit, qtbot):
    assert accessible.doubled_buttons(screen.visit_page.items) == []


def test_six_items_are_whole_under_a_title_bar_in_a_joint_visit_too(office, screen, visit, qtbot):
    items = screen.visit_page.items
    for code, result in (("FS-A01", "compliant"), ("FS-A02", "non_compliant"), ("FS-A03", "compliant")):
        office.answer(visit, code, result, agency="fire")
        office.answer(visit, code, place=office.places["room"], proven=["看"])
    screen.resize(1302, 749)
    screen.presenter._reload()
    qtbot.waitUntil(lambda: items.cards["FS-A03"].view.answered and len(items.cards) == 18)
    QApplication.processEvents()  # the layout settles
    window = QRect(QPoint(0, 0), items._area.viewport().size())
    whole = [
        card
        for card in items.cards.values()
        if window.contains(QRect(card.mapTo(items._area.viewport(), QPoint(0, 0)), card.size()))
    ]
    assert len(whole) >= 6
    said = [chip.text() for chip in items.cards["FS-A02"].findChildren(Chip) if not chip.isHidden()]
    assert "消防 不符合" in said
