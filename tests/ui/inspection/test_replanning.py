"""How a visit asks its lists, in the window: 一表通查 at the start, depth and facts while it runs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui import accessible
from tests.ui.inspection.conftest import open_visit
from ui import theme
from ui.inspection.item_list import FoldedList

BOTH = ("fire_safety", "service_safety")


@pytest.fixture
def joint(office, screen, qtbot):
    """A running 一表通查 on the two general lists."""
    visit = office.start_visit(lists=BOTH, joint=True)
    open_visit(screen, office, qtbot, visit)
    return visit


def folds(screen):
    return [one.button.text() for one in screen.visit_page.items.findChildren(FoldedList) if one.isVisible()]


def show_section(screen, qtbot, section):
    screen.presenter.walker.open_section(section)
    qtbot.waitUntil(lambda: not screen.visit_page.items._waiting)


def open_facts(office, screen, qtbot):
    office.settle(qtbot)
    screen.visit_page.actions_["facts"].trigger()
    return screen.presenter.replanning.facts


def state_gas(dialog, qtbot, words="项不再适用"):
    form = dialog.facts.form_of("gas")
    form.fill({"gas": False})
    form.edited.emit("gas")
    qtbot.waitUntil(lambda: words in dialog.summary.text())


def test_several_lists_are_joined_unless_the_person_says_no(office, screen, qtbot):
    page = screen.start_page
    row = page.form.field("joint")
    qtbot.waitUntil(page._may_join)
    assert row.value() is True
    page.form.fill({"checklists": ("fire_safety",)})
    page._form_edited("checklists")
    assert not page._may_join()
    assert not row.isVisible()


def test_a_joint_visit_started_here_asks_shared_demands_once(office, screen, qtbot):
    page = screen.start_page
    QTest.keyClicks(page.search, "apxxyh")
    qtbot.waitUntil(lambda: page._institution == office.institution)
    qtbot.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.visit is not None)
    office.settle(qtbot)
    inspection = screen.presenter.visit.inspection
    assert inspection.is_joint
    assert inspection.depth.value == "full"


def test_a_card_names_what_its_answer_also_stands_for(office, screen, joint, qtbot):
    screen.presenter.walker.go_to_item("SS-B09")
    qtbot.waitUntil(lambda: screen.visit_page.items.card("FS-H11") is not None)
    words = accessible_words(screen.visit_page.items.card("FS-H11"))
    assert any(word.startswith("同时对应：SS-B09") for word in words)
    screen.presenter.walker.open_checklist(screen.presenter.visit.inspection.editions[1])
    show_section(screen, qtbot, "SS-B")
    assert "SS-B09" not in screen.visit_page.items.codes()
    assert "已并入其他检查项，只查一次 1 项" in folds(screen)


def test_facts_found_on_site_are_previewed_then_change_the_plan(office, screen, joint, qtbot):
    office.answer(joint, "FS-H13", "compliant")
    dialog = open_facts(office, screen, qtbot)
    state_gas(dialog, qtbot)
    assert "其中 1 项已有结论" in dialog.summary.text()
    assert accessible.nameless(dialog) == []
    assert accessible.cut_labels(dialog) == []
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: screen.presenter.replanning.facts is None)
    qtbot.waitUntil(lambda: screen.presenter.visit.inspection.facts()["gas"] is False)
    show_section(screen, qtbot, "FS-H")
    assert "FS-H13" not in screen.visit_page.items.codes()
    assert "不再适用（结论保留） 1 项" in folds(screen)
    assert office.records.institutions.get(office.institution).facts()["gas"] is False


def test_without_a_source_the_facts_stay_in_the_dialog(office, screen, joint, qtbot):
    dialog = open_facts(office, screen, qtbot)
    state_gas(dialog, qtbot)
    dialog.stating.fill({"source": ""})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert screen.presenter.replanning.facts is dialog
    assert screen.presenter.visit.inspection.facts()["gas"] is True
    dialog.reject()


def test_the_depth_is_changed_and_keeps_what_was_answered(office, screen, joint, qtbot):
    office.answer(joint, "FS-B03")
    before = len(screen.presenter.visit.items)
    screen.visit_page.actions_["depth"].trigger()
    dialog = screen.presenter.replanning.depth
    dialog.form.fill({"depth": "basic"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: len(screen.presenter.visit.items) < before)
    assert screen.presenter.replanning.depth is None
    left = next(
        one.item.id
        for section in screen.presenter.visit.sections
        for one in section.items
        if one.beyond and one.item.id.startswith("FS-A")
    )
    office.answer(joint, left)
    screen.presenter._reload()
    show_section(screen, qtbot, "FS-A")
    qtbot.waitUntil(lambda: "本次深度之外（已有结论保留） 1 项" in folds(screen))
    assert "基本检查·一表通查" in [chip.text() for chip in screen.visit_page._chips]


@pytest.mark.parametrize("size", [(1302, 768), (1850, 1080)])
@pytest.mark.parametrize("scheme", list(theme.Scheme))
def test_nothing_of_it_is_cut_or_nameless(office, screen, joint, qtbot, size, scheme):
    theme.apply(QApplication.instance(), scheme)
    screen.resize(*size)
    screen.presenter.walker.go_to_item("FS-H11")
    qtbot.waitUntil(lambda: not screen.visit_page.items._waiting)
    QApplication.processEvents()  # the layout settles
    assert accessible.nameless(screen) == []
    assert accessible.cut_labels(screen) == []


def accessible_words(widget):
    return [one.text() for one in widget.findChildren(QLabel)]
