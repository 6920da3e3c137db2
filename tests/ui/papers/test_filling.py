"""Filling in papers by keyboard and mouse: the form, the gap that leads to it, and the paper that is frozen then."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from inspections.document import PAPERS
from inspections.material import MATERIAL_FORMS
from inspections.stages import stage_of
from inspections.typed_needs import TYPED_NEEDS
from tests.reports import typed
from tests.ui.accessible import cut_labels, marked_up_labels, nameless
from tests.ui.papers.conftest import choose, press
from ui.papers.filling import NEW, blank_rows
from ui.papers.standing import PAPER_COLUMNS


def keep(qtbot, office, screen, values):
    dialog = screen.presenter.filling.dialog
    dialog.form.fill(values)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)


def add(qtbot, office, screen, form):
    """Begin a material by the button of the page; its form is then open."""
    screen.papers.page_actions["add"].trigger()
    keep(qtbot, office, screen, {"form": form, "agency": office.agencies["civil_affairs"]})
    return screen.presenter.filling.dialog


def entered(form):
    """The values of a form as its fields take them."""
    shown = {"moment": datetime.fromisoformat, "day": lambda value: datetime.fromisoformat(value).date()}
    kinds = {blank.name: blank.form for blank in MATERIAL_FORMS[form].blanks}
    return {
        f"{form}.{name}": shown.get(kinds[name], lambda value: value)(value)
        for name, value in typed.VALUES[form].items()
    }


def test_a_material_begun_by_the_button_becomes_a_paper_that_is_frozen(qtbot, office, screen):
    dialog = add(qtbot, office, screen, "questioning")
    assert nameless(dialog) == []
    assert marked_up_labels(dialog) == []
    assert cut_labels(dialog) == []
    keep(qtbot, office, screen, entered("questioning"))
    qtbot.waitUntil(lambda: screen.presenter.shelf.row_of("questioning", "") is not None, timeout=5000)
    (held,) = office.records.materials.where(form="questioning")
    assert held.text("answers") == typed.ANSWERS
    assert held.code("started_at").startswith("2026-10-12T10:10")
    row = screen.presenter.shelf.row_of("questioning", "")
    assert (row.subject, row.about) == (held.id, "冯㛃")
    choose(qtbot, screen, "questioning")
    press(qtbot, screen, "preview")
    qtbot.waitUntil(screen.papers.preview.isVisible, timeout=20000)
    office.settle(qtbot)
    assert screen.papers.gaps.isHidden()


def test_each_gap_of_a_material_opens_its_form_with_what_is_there(qtbot, office, screen):
    office.workplace.navigator.requested.connect(
        lambda where, target: screen.show_target(target) if where == "papers" else None
    )
    choose(qtbot, screen, "notice", office.agencies["civil_affairs"])
    press(qtbot, screen, "preview")
    qtbot.waitUntil(screen.papers.gaps.isVisible, timeout=20000)
    office.settle(qtbot)
    lines = {line.text(): line for line in screen.papers.gaps.lines()}
    qtbot.mouseClick(lines["“检查准备”缺少“检查事项”"], Qt.MouseButton.LeftButton)
    keep(qtbot, office, screen, entered("preparation"))
    (held,) = office.records.materials.where(form="preparation")
    assert held.agency == ""
    qtbot.waitUntil(lambda: len(screen.presenter.shelf.materials) == 1, timeout=5000)
    screen.presenter.filling.ask(
        screen.presenter.shelf, screen.presenter.shelf.row_of("notice", office.agencies["fire"])
    )
    shown = screen.presenter.filling.dialog.form.values()
    assert shown["preparation.scope"] == typed.VALUES["preparation"]["scope"]
    assert shown["preparation.method"] == "joint"
    qtbot.mouseClick(screen.presenter.filling.dialog.cancel_button, Qt.MouseButton.LeftButton)


def test_what_is_emptied_is_kept_empty_and_what_was_never_filled_is_not_written(qtbot, office, screen):
    add(qtbot, office, screen, "address")
    keep(qtbot, office, screen, {"address.recipient": "王某", "address.phone": "1"})
    qtbot.waitUntil(lambda: len(screen.presenter.shelf.materials) == 1, timeout=5000)
    qtbot.waitUntil(lambda: screen.presenter.shelf.row_of("address", "") is not None, timeout=5000)
    screen.presenter.filling.ask(screen.presenter.shelf, screen.presenter.shelf.row_of("address", ""))
    keep(qtbot, office, screen, {"address.phone": None})
    (held,) = office.records.materials.where(form="address")
    assert (held.text("recipient"), held.text("phone")) == ("王某", "")
    assert "said.postcode" not in held.fields.values()


def test_papers_stand_in_the_order_of_the_work_with_their_stage(screen):
    rows = screen.presenter.shelf.rows
    stages = list(dict.fromkeys(stage_of(row.paper) for row in rows))
    assert stages == ["检查前", "现场", "处理", "案卷"]
    column = next(one for one in PAPER_COLUMNS if one.title == "阶段")
    assert [column.text(row) for row in rows] == [stage_of(row.paper) for row in rows]


@pytest.mark.parametrize("paper", sorted(TYPED_NEEDS))
def test_every_blank_of_a_paper_has_a_row(paper):
    keys = {row.key for row in blank_rows(TYPED_NEEDS[paper].materials)}
    assert keys == {
        f"{form}.{one.name}" for form in TYPED_NEEDS[paper].materials for one in MATERIAL_FORMS[form].blanks
    }


def test_only_papers_that_are_filled_in_offer_the_form(qtbot, screen):
    choose(qtbot, screen, "record")
    assert not screen.papers.head.actions_by_id["fill"].isEnabled()
    choose(qtbot, screen, "approval")
    assert screen.papers.head.actions_by_id["fill"].isEnabled()
    assert set(NEW) <= set(PAPERS)
