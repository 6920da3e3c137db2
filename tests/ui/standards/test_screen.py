"""The library screen by keys and mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.typing import type_text
from ui.labels import ChipButton
from ui.standards.screen import build


@pytest.fixture
def page(office, qtbot):
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitUntil(lambda: len(made.shown_codes()) == 131, timeout=10000)
    return made


def words(page):
    told = [*page.frame.findChildren(QLabel), *page.frame.findChildren(ChipButton)]
    return [one.text() for one in told if one.isVisible()]


def test_the_first_item_of_the_first_list_is_shown_with_edition_and_counts(page):
    assert page.current_code == "FS-A01"
    assert "版本 2026.1" in page.frame.meta.text()
    assert "9 个部分 131 项" in page.frame.meta.text()


def test_the_unverified_filter_keeps_only_items_that_show_the_badge(page, qtbot):
    qtbot.mouseClick(page.pills.button("unverified"), Qt.MouseButton.LeftButton)
    codes = page.shown_codes()
    assert 0 < len(codes) < 131
    for code in codes[:5]:
        page.show_target(code)
        QApplication.processEvents()
        assert "待核" in words(page)


def test_search_narrows_and_says_when_nothing_is_found(page, qtbot):
    type_text(page.search, "灭火器")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert 0 < len(page.shown_codes()) < 131
    page.search.clear()
    type_text(page.search, "没有这个词")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.shown_codes() == []
    qtbot.waitUntil(lambda: "没有符合条件的检查项" in words(page))


def test_the_other_list_is_one_press_away(page, qtbot):
    page.lists.box.setFocus()
    qtbot.keyClick(page.lists.box, Qt.Key.Key_Down)
    assert page.current_code.startswith("SS-")
    assert "服务安全" in page.frame.title.text()


def test_alt_and_arrows_walk_through_the_items(page, qtbot):
    page.tree.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.current_code == "FS-A02"
    qtbot.keyClick(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.current_code == "FS-A01"


def test_a_target_shows_its_item_whatever_was_filtered(page):
    page.show_target("SS-A01")
    assert page.current_code == "SS-A01"


def test_a_target_before_the_lists_are_read_is_kept(office, qtbot):
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.show_target("FS-C01")
    qtbot.waitUntil(lambda: made.current_code == "FS-C01", timeout=10000)


@pytest.mark.parametrize("size", [(1302, 768), (1744, 1080), (960, 640)])
def test_everything_has_a_name_and_nothing_is_cut(page, size, qtbot):
    page.resize(*size)
    page.show_target("FS-C01")
    qtbot.waitUntil(lambda: cut_labels(page) == [])
    assert (nameless(page), doubled_buttons(page), marked_up_labels(page)) == ([], [], [])
