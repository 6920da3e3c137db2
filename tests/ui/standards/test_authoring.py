"""Checklists out to Excel and in again, by the buttons of the library."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from checklists.loader import load
from inspections.authoring.layout import sheets_of
from reports.checklist_workbook import checklist_workbook
from storage.checklist_books import read_book
from tests.inspections.authoring.sheets import TRIAL, book_of, put
from tests.ui.accessible import cut_labels, nameless
from ui.standards.authoring import Authoring
from ui.standards.screen import build


@pytest.fixture
def page(office, qtbot):
    object.__setattr__(office.workplace, "read_checklist_book", read_book)
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitUntil(lambda: len(made.shown_codes()) == 131, timeout=10000)
    return made


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(page, qtbot, path):
    """Answer the dialog for a file that is now open."""
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)


def workbook(tmp_path, *changes):
    book = book_of()
    for change in changes:
        put(book, *change)
    path = tmp_path / "试用表.xlsx"
    path.write_bytes(checklist_workbook(book.sheets, title="试用表"))
    return path


def shown(page, qtbot, path):
    """Press 从 Excel 导入, choose a file and return the dialog that tells what came of it."""
    page.authoring.choose.trigger()
    answer(page, qtbot, path)
    qtbot.waitUntil(lambda: page.authoring.dialog is not None, timeout=20000)
    return page.authoring.dialog


def test_the_list_now_shown_goes_out_and_comes_back_the_same(page, qtbot, tmp_path):
    path = tmp_path / "消防.xlsx"
    page.authoring.export.trigger()
    answer(page, qtbot, path)
    qtbot.waitUntil(path.exists, timeout=20000)
    dialog = shown(page, qtbot, path)
    assert "131 项，可以使用" in dialog.verdict.text()
    assert not dialog.table.isVisible()
    saved = tmp_path / "fire_safety.toml"
    press(qtbot, dialog.save)
    answer(page, qtbot, saved)
    qtbot.waitUntil(saved.exists, timeout=20000)
    assert len(load(saved.read_bytes(), name=saved.name).items) == 131
    press(qtbot, dialog.leave)
    qtbot.waitUntil(lambda: page.authoring.dialog is None)


def test_the_template_is_written(page, qtbot, tmp_path):
    path = tmp_path / "模板.xlsx"
    page.authoring.template.trigger()
    answer(page, qtbot, path)
    qtbot.waitUntil(path.exists, timeout=20000)
    assert path.read_bytes().startswith(b"PK")


def test_problems_are_listed_with_sheet_row_column_and_what_to_do(page, qtbot, tmp_path):
    path = workbook(tmp_path, ("检查项", 3, "要求", ""), ("依据条款", 2, "文件", "无此文件"))
    dialog = shown(page, qtbot, path)
    rows = [
        [dialog.problems.index(row, column).data() for column in range(dialog.problems.columnCount())]
        for row in range(dialog.problems.rowCount())
    ]
    assert [row[:4] for row in rows] == [["检查项", "3", "C 要求", "错误"], ["依据条款", "2", "B 文件", "错误"]]
    assert all(row[5] for row in rows)
    assert "2 处错误" in dialog.verdict.text()
    assert not dialog.save.isEnabled()
    assert nameless(dialog) == []
    assert cut_labels(dialog) == []
    press(qtbot, dialog.leave)


def test_what_was_read_can_be_handed_to_publishing(office, page, qtbot, tmp_path):
    published = []
    page.authoring = Authoring(page, office.workplace, publish=published.append)
    dialog = shown(page, qtbot, workbook(tmp_path))
    press(qtbot, dialog.publish)
    qtbot.waitUntil(lambda: page.authoring.dialog is None)
    assert [replace(load(one, name="trial.toml"), digest="") for one in published] == [replace(TRIAL, digest="")]


def test_what_is_no_workbook_is_told_in_the_message_line(office, page, qtbot, tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"no")
    page.authoring.choose.trigger()
    answer(page, qtbot, path)
    qtbot.waitUntil(lambda: "这不是 .xlsx 表格" in office.workplace.messages.line.text, timeout=20000)
    assert page.authoring.dialog is None


def test_an_xlsform_is_known_by_its_survey_sheet(page, qtbot, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label"), ("text", "q1", "出口畅通")):
        book.active.append(row)
    path = tmp_path / "form.xlsx"
    book.save(path)
    dialog = shown(page, qtbot, path)
    assert "1 个部分 1 项" in dialog.verdict.text()
    assert dialog.table.isVisible()
    press(qtbot, dialog.leave)


def test_the_sheets_of_a_list_are_those_of_the_page(page):
    assert len(sheets_of(page.current_list)[2].rows) == 132
