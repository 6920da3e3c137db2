"""The import of a register through the window: preview, errors by cell, all or nothing, twice is once."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from storage.workbooks import read_register
from tests.ui.accessible import cut_labels, doubled_buttons, nameless
from ui.institutions.import_model import TEMPLATE_ROWS, template_workbook
from ui.institutions.screen import build

HEADINGS = ("养老机构名称", "乡镇", "负责人", "床位", "风险等级", "微信号")
GOOD = (
    ("安平县夕阳红养老服务中心", "城关镇", "李新任", 150, "橙", "x"),
    ("青松养老院", "南湖镇", "赵六", 80, "黄", ""),
    ("安平县柳树村互助点", "柳树乡", "刘桂兰", None, "", ""),
)
BAD = ("白云养老院", "南湖镇", "王五", "八十张", "黄", "")


@pytest.fixture
def sheet(tmp_path):
    def write(*rows, headings=HEADINGS):
        book = openpyxl.Workbook()
        for line in (headings, *rows):
            book.active.append(line)
        path = tmp_path / "名册.xlsx"
        book.save(path)
        return str(path)

    return write


@pytest.fixture
def page(office, qtbot):
    object.__setattr__(office.workplace, "read_register", lambda path: read_register(Path(path)))
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitUntil(lambda: len(made.list.shown_ids()) == 2)
    made.actions_by_id["import"].trigger()
    return made


def preview(page, office, qtbot, path):
    page.presenter.importing.read_file(path)
    office.settle(qtbot)
    qtbot.waitUntil(lambda: page.importing.title.text() and page.importing.rows.rowCount() > 0, timeout=10000)
    return [page.importing.rows.row_at(place) for place in range(page.importing.rows.rowCount())]


def figures(page):
    return {key: card.figure.text() for key, card in page.importing.figures.items()}


def names(office):
    return {one.name for one in office.records.institutions.where()}


def test_a_preview_says_what_would_change_and_changes_nothing(page, office, qtbot, sheet):
    before = names(office)
    rows = preview(page, office, qtbot, sheet(*GOOD))
    assert [row.verdict for row in rows] == ["changed", "new", "same"]
    assert "负责人：张建国 → 李新任" in rows[0].changes
    assert "床位数：120 张 → 150 张" in rows[0].changes
    assert "微信号" in page.importing.unread.text()
    assert names(office) == before


def test_the_button_takes_all_over_and_a_second_look_finds_nothing_new(page, office, qtbot, sheet):
    preview(page, office, qtbot, sheet(*GOOD))
    qtbot.mouseClick(page.importing.accept, Qt.MouseButton.LeftButton)
    office.settle(qtbot)
    assert "青松养老院" in names(office)
    assert office.records.institutions.get(office.institution).person_in_charge == "李新任"
    qtbot.waitUntil(lambda: figures(page)["same"] == "3")
    assert not page.importing.accept.isEnabled()
    page.presenter.importing.take_over()
    office.settle(qtbot)
    assert len(names(office)) == 3


def test_one_bad_cell_blocks_everything_and_is_named_by_row_and_column(page, office, qtbot, sheet):
    before = names(office)
    preview(page, office, qtbot, sheet(*GOOD, BAD))
    problem = page.importing.problems.row_at(0)
    assert (problem.column, problem.row, problem.heading) == ("D", 5, "床位")
    assert not page.importing.accept.isEnabled()
    page.presenter.importing.take_over()  # as if it had been pressed all the same
    office.settle(qtbot)
    assert names(office) == before


def test_a_file_that_is_no_register_is_told_and_the_page_stays_usable(page, office, qtbot, tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"no workbook")
    page.presenter.importing.read_file(str(path))
    office.settle(qtbot)
    qtbot.waitUntil(page.importing.choose.isEnabled)
    assert not page.importing.accept.isEnabled()


def test_the_template_filled_in_is_read_back_whole(office, tmp_path):
    path = tmp_path / "模板.xlsx"
    path.write_bytes(template_workbook())
    book = openpyxl.load_workbook(path)
    cells = book.active
    head = next(row[0].row for row in cells.iter_rows() if row[0].value == "序号")
    places = {cell.value: cell.column for cell in cells[head]}
    cells.cell(head + 1, places["机构名称"], "模板养老院")
    cells.cell(head + 1, places["床位数"], "66")
    book.save(path)
    register = read_register(path)
    assert [row.values["name"] for row in register.rows] == ["模板养老院"]
    assert register.rows[0].facts["beds"] == 66
    assert (register.refusals, register.unrecognised) == ((), ())
    assert cells.cell(head + TEMPLATE_ROWS, 1).value == str(TEMPLATE_ROWS)


def test_the_template_is_written_where_a_person_says(page, office, qtbot, tmp_path):
    page.presenter.importing.write_template(str(tmp_path / "空白.xlsx"))
    office.settle(qtbot)
    qtbot.waitUntil((tmp_path / "空白.xlsx").exists)


def test_the_preview_is_named_and_not_cut(page, office, qtbot, sheet):
    preview(page, office, qtbot, sheet(*GOOD, BAD))
    assert (nameless(page), doubled_buttons(page), cut_labels(page)) == ([], [], [])
