from array import array
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.theme import Tone
from ui.widgets.table import PAGE, WAITING, Column, PagedModel, Role, Table

COLUMNS = (
    Column(title="问题", text=lambda row: row.fact, key="fact", stretch=True),
    Column(title="状态", text=lambda row: row.state, tone=lambda row: row.tone),
)


@dataclass(frozen=True)
class Row:
    id: int
    fact: str
    state: str = "已责令"
    tone: Tone | None = Tone.BAD


def a_row(number):
    return Row(id=number, fact=f"第 {number} 条")


@pytest.fixture
def model(qapp):
    return PagedModel(COLUMNS, key=lambda row: row.id)


@pytest.fixture
def table(qtbot, model):
    table = Table(model, name="隐患")
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    return table


def test_a_million_rows_ask_only_for_the_page_that_is_looked_at(qtbot, model):
    asked = []
    model.page_wanted.connect(lambda number, ids: asked.append((number, list(ids))))
    model.show_ids(array("q", range(1_000_000)))
    assert model.rowCount() == 1_000_000
    cell = model.index(500_000, 0)
    assert cell.data() == WAITING
    assert cell.data() == WAITING
    qtbot.waitUntil(lambda: bool(asked))
    first = 500_000 // PAGE * PAGE
    assert asked == [(first // PAGE, list(range(first, first + PAGE)))]
    model.take_page(asked[0][0], [a_row(number) for number in asked[0][1]])
    assert cell.data() == "第 500000 条"


def test_a_page_that_comes_after_another_order_was_shown_changes_nothing(model):
    model.show_ids([1, 2, 3])
    model.index(0, 0).data()
    model.show_ids([7, 8])
    model.take_page(0, [a_row(1), a_row(2), a_row(3)])
    assert model.index(0, 0).data() == WAITING
    model.take_page(0, [a_row(7), a_row(8)])
    assert model.index(1, 0).data() == "第 8 条"


def test_one_row_is_patched_in_place(qtbot, model):
    model.show_rows([a_row(number) for number in range(PAGE * 2)])
    with qtbot.waitSignal(model.dataChanged) as changed:
        assert model.patch(replace(a_row(PAGE + 3), fact="已改"))
    assert changed.args[0].row() == changed.args[1].row() == PAGE + 3
    assert model.index(PAGE + 3, 0).data() == "已改"
    assert not model.patch(a_row(9_999))


def test_roles_give_row_id_and_tone(model):
    model.show_rows([a_row(5)])
    cell = model.index(0, 1)
    assert cell.data(Role.ROW) == a_row(5)
    assert cell.data(Role.ID) == 5
    assert cell.data(Role.TONE) == Tone.BAD
    assert model.index(0, 0).data(Role.TONE) is None
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "状态 已责令"


def test_markup_in_a_cell_is_not_read_in_its_tool_tip(model):
    model.show_rows([Row(id=1, fact="<b>锁</b>")])
    assert "<b>" not in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_enter_opens_the_row_and_moving_selects_it(qtbot, model, table):
    model.show_rows([a_row(1), a_row(2)])
    with qtbot.waitSignal(table.row_selected) as selected:
        table.select_id(2)
    assert selected.args == [a_row(2)]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [a_row(2)]
    assert table.current_row() == a_row(2)
    assert not table.select_id(3)


def test_selected_rows_are_copied_as_a_spreadsheet_takes_them(qtbot, model, table):
    model.show_rows([a_row(1), Row(id=2, fact="两行\n\t文字")])
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "问题\t状态\n第 1 条\t已责令\n两行 文字\t已责令"
    assert table.selected_ids() == [1, 2]


def test_a_heading_asks_for_its_order_and_then_for_the_reverse(table):
    asked = []
    table.sort_requested.connect(lambda key, descending: asked.append((key, descending)))
    for section in (0, 0, 0, 1):
        table.horizontalHeader().sectionClicked.emit(section)
    assert asked == [("fact", False), ("fact", True), ("fact", False)]


def test_a_state_is_painted_as_a_badge(model, table):
    model.show_rows([a_row(1)])
    image = table.grab().toImage()
    soft = {image.pixelColor(x, y).name() for x in range(480, 560, 2) for y in range(40, 76, 2)}
    assert "#fce8e8" in soft
