"""A running visit and a newer edition: offered quietly, previewed, taken up with every answer, and left again."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel

from checklists.loader import bundled
from inspections.workflow.editions import activate_edition, publish_edition
from tests.inspections.rewriting import as_file, cut
from tests.ui.accessible import cut_labels, nameless
from tests.ui.workplace import TODAY
from ui.inspection.screen import build
from ui.labels import ChipButton

FIRE = bundled()[0]
SHORT = cut(FIRE, sections=2, items=3)


@pytest.fixture
def screen(office, qtbot):
    """A visit with two answers, one of them to an item the newer edition no longer asks."""
    visit = office.start_visit()
    office.answer(visit, "FS-A01")
    office.answer(visit, "FS-C01", note="看过")
    made = build(office.workplace)
    made.visit = visit
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    made.open_visit(visit)
    qtbot.waitUntil(lambda: made.presenter.visit is not None, timeout=20000)
    return made


def offer(office):
    """Publish and activate a newer edition, as another screen would."""
    data, by = as_file(replace(SHORT, edition="2026.2")), office.by
    digest = publish_edition(office.records, office.files, data=data, on=TODAY, by=by).one("edition")
    office.workplace.records.change(partial(activate_edition, files=office.files, edition=digest, on=TODAY, by=by))
    return digest


def shown_words(screen):
    return [label.text() for label in screen.visit_page.items.findChildren(QLabel) if label.isVisible()]


def chip(screen):
    chips = [one for one in screen.visit_page.findChildren(ChipButton) if "版" in one.text() and one.isVisible()]
    return chips[0] if chips else None


def take_up(screen, qtbot, digest):
    qtbot.mouseClick(chip(screen), Qt.MouseButton.LeftButton)
    desk = screen.presenter.editions
    qtbot.waitUntil(lambda: desk.dialog is not None and desk.dialog.isVisible(), timeout=20000)
    dialog = desk.dialog
    assert cut_labels(dialog) == []
    assert nameless(dialog) == []
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    qtbot.mouseClick(dialog.buttons[digest], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.presenter.visit.inspection.editions == (digest,), timeout=20000)
    return told


def test_a_newer_edition_is_taken_up_after_a_preview_and_left_again(screen, office, qtbot):
    assert chip(screen) is None
    digest = offer(office)
    qtbot.waitUntil(lambda: chip(screen) is not None and chip(screen).text() == "有新版检查表", timeout=20000)
    told = take_up(screen, qtbot, digest)
    assert "列入历史项 1 项：FS-C01" in told
    side = screen.visit_page.navigator
    assert side.view_button("former").isVisible()
    qtbot.mouseClick(side.view_button("former"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "民政：符合（看过）" in shown_words(screen), timeout=20000)
    qtbot.waitUntil(lambda: chip(screen).text() == "检查表可退回原版", timeout=20000)
    told = take_up(screen, qtbot, FIRE.digest)
    assert "从历史项恢复 1 项：FS-C01" in told
    qtbot.waitUntil(lambda: screen.presenter.visit.former == (), timeout=20000)
    assert office.records.inspections.get(screen.visit).former_editions == (digest,)
    office.settle(qtbot)


def test_the_start_page_uses_the_edition_of_the_day(screen, office, qtbot):
    digest = offer(office)
    office.settle(qtbot)
    screen.open_start()
    page = screen.start_page
    qtbot.waitUntil(lambda: any("（6 项）" in text for _code, text in choices(page)), timeout=20000)
    page.choose_institution(office.small)
    qtbot.waitUntil(lambda: "柳树村" in page._chosen.text(), timeout=20000)
    page.form.fill({"checklists": ("fire_safety",)})
    with qtbot.waitSignal(screen.start_presenter.started, timeout=20000) as started:
        qtbot.mouseClick(page.start_button, Qt.MouseButton.LeftButton)
    assert office.records.inspections.get(started.args[0]).editions == (digest,)
    office.settle(qtbot)


def choices(page):
    return [(box, box.text()) for box in page.form.field("checklists").findChildren(QCheckBox)]
