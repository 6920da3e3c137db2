import pytest
from PySide6.QtCore import Qt

from tests.ui.accessible import cut_labels, doubled_buttons, marked_up_labels, nameless
from tests.ui.papers.conftest import wait_for_shelf


@pytest.fixture
def leaving(qtbot, screen, visit):
    screen.show_target(("leaving", visit))
    qtbot.waitUntil(lambda: screen.leaving.here.model.rowCount() > 0, timeout=5000)
    return screen.leaving


def lines(card):
    return [card.model.row_at(place) for place in range(card.model.rowCount())]


def open_line(qtbot, card, start):
    """Go to a line by the keyboard."""
    place = next(number for number, line in enumerate(lines(card)) if line.jump.startswith(start))
    card.table.setFocus()
    card.table.selectRow(place)
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    return lines(card)[place].jump


def test_everything_usable_has_a_name_and_nothing_is_cut(leaving):
    assert nameless(leaving) == []
    assert marked_up_labels(leaving) == []
    assert doubled_buttons(leaving) == []
    assert cut_labels(leaving) == []


def test_counts_say_what_was_answered(leaving):
    assert leaving.answered.figure.text() == "1"
    assert leaving.batch.figure.text() == "0"
    assert int(leaving.unanswered.figure.text()) > 100


def test_lines_lead_to_their_places(qtbot, office, leaving, visit):
    went = []
    office.workplace.navigator.requested.connect(lambda where, target: went.append((where, target)))
    finding = open_line(qtbot, leaving.here, "finding:")
    open_line(qtbot, leaving.here, "paper:immediate")
    item = open_line(qtbot, leaving.here, "item:")
    open_line(qtbot, leaving.later, "paper:result")
    assert went == [
        ("inspection", (visit, finding)),
        ("papers", ("paper", visit, "immediate", office.agencies["fire"])),
        ("inspection", (visit, item)),
        ("papers", ("paper", visit, "result", office.agencies["civil_affairs"])),
    ]


def test_paper_line_shows_that_paper(qtbot, office, screen, leaving, visit):
    screen.show_target(("paper", visit, "result", office.agencies["fire"]))
    wait_for_shelf(qtbot, screen)
    qtbot.waitUntil(lambda: screen.presenter.row.paper == "result")
    assert screen.currentWidget() is screen.papers
    assert screen.presenter.row.agency == office.agencies["fire"]


def test_end_of_visit_lists_what_is_left_open_and_keeps_it(qtbot, office, screen, leaving, visit):
    leaving.actions_by_id["finish"].trigger()
    dialog = screen.leaving_presenter.dialog
    dialog.form.fill({"conclusion": "安全出口上锁，已责令立即改正"})
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    kept = office.records.inspections.get(visit)
    assert kept.state == "finished"
    assert "制作现场检查笔录" in kept.fields.text("left_open")
    assert "项未检查" in kept.fields.text("left_open")
    assert kept.fields.text("conclusion") == "安全出口上锁，已责令立即改正"
    assert kept.fields.text("departed_at").startswith("2026-11-23T09:0")
    qtbot.waitUntil(lambda: not leaving.actions_by_id["finish"].isEnabled())
    assert leaving.hint.text() == "检查已结束，文书仍可继续制作、送达"
