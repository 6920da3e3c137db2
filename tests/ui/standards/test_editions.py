"""The view of editions by mouse and keyboard: published from a file, compared, put to use, taken out of use."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from checklists.loader import bundled
from tests.inspections.rewriting import as_file, cut
from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from ui.standards.screen import build

FIRE = bundled()[0]


@pytest.fixture
def newer(tmp_path):
    """A newer edition on disk: much shorter, one item reworded."""
    short = cut(FIRE, sections=2, items=3)
    first, *rest = short.sections[0].items
    section = replace(short.sections[0], items=(replace(first, text="建筑应有消防手续"), *rest))
    path = tmp_path / "新版.toml"
    path.write_bytes(as_file(replace(short, edition="2026.2", sections=(section, short.sections[1]))))
    return path


@pytest.fixture
def page(office, qtbot):
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitUntil(lambda: len(made.shown_codes()) == 131, timeout=20000)
    qtbot.mouseClick(made.frame.tabs.button("editions"), Qt.MouseButton.LeftButton)
    return made


def words(page):
    return [label.text() for label in page.editions.findChildren(QLabel) if label.isVisible()]


def publish(page, path, qtbot):
    page.presenter.editions.publish_file(path)
    qtbot.waitUntil(lambda: "2026.2" in words(page), timeout=20000)


def press(page, qtbot, act, edition):
    qtbot.mouseClick(page.editions.buttons[act, edition], Qt.MouseButton.LeftButton)
    desk = page.presenter.editions
    qtbot.waitUntil(lambda: desk.dialog is not None and desk.dialog.isVisible(), timeout=20000)
    return desk.dialog


def test_an_edition_is_published_compared_and_put_to_use_after_its_impact_was_shown(page, office, newer, qtbot):
    visit = office.start_visit()
    office.answer(visit, "FS-A01")
    office.record_finding(visit)
    assert "使用中" in words(page)
    publish(page, newer, qtbot)
    qtbot.waitUntil(lambda: {"建筑应有消防手续", FIRE.items[0].text} <= set(words(page)), timeout=20000)
    assert "已发布，未启用" in words(page)
    dialog = press(page, qtbot, "activate", "2026.2")
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "安平县夕阳红养老服务中心" in told
    assert "FS-C01 已删去" in told
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("withdraw", "2026.2") in page.editions.buttons, timeout=20000)
    qtbot.waitUntil(lambda: len(page.shown_codes()) == 6, timeout=20000)
    assert office.records.inspections.get(visit).editions == (FIRE.digest,)
    dialog = press(page, qtbot, "withdraw", "2026.2")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.form.problems()
    dialog.form.fill({"reason": "有误"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.shown_codes()) == 131, timeout=20000)
    office.settle(qtbot)


def test_a_file_that_cannot_be_published_says_why_and_changes_nothing(page, office, tmp_path, qtbot):
    path = tmp_path / "坏.toml"
    path.write_text("[checklist]", encoding="utf-8")
    for wrong in (path, tmp_path / "没有.toml"):
        with qtbot.waitSignal(office.workplace.records.failed, timeout=20000) as failed:
            page.presenter.editions.publish_file(wrong)
        assert "检查表" in str(failed.args[0]) or "没有.toml" in str(failed.args[0])
    assert office.records.editions.count() == 0


@pytest.mark.parametrize("size", [(1302, 768), (1744, 1080)])
def test_everything_has_a_name_and_nothing_is_cut(page, newer, size, qtbot):
    publish(page, newer, qtbot)
    page.resize(*size)
    qtbot.waitUntil(lambda: cut_labels(page) == [])
    assert (nameless(page), doubled_buttons(page), marked_up_labels(page)) == ([], [], [])


def test_an_item_pressed_in_the_tree_is_shown_again(page, qtbot):
    page.show_target("FS-C01")
    assert page.views.currentWidget() is not page.editions
