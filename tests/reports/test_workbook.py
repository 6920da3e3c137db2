"""Ledgers read back by another library."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.workbook import CELL_LIMIT, Column, Table, WorkbookError, cleaned, sheet_name, table_digest, write_workbook

COLUMNS = (Column(heading="序号", width=6), Column(heading="隐患内容", width=40), Column(heading="期限"))
ROWS = (
    ("1", "=cmd|' /C calc'!A0", "2026-12-08"),
    ("2", "+1+1\n第二行", "007"),
    ("3", "赵瑞𬭎 https://example.cn/", ""),
)


def ledger(rows=ROWS, **options):
    return Table(title="隐患排查治理台账", columns=COLUMNS, rows=rows, notes=("截至 2026-11-23",), **options)


def opened(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    book.close()
    return sheet, cells, kinds


def test_every_cell_comes_back_as_text():
    sheet, cells, kinds = opened(write_workbook(ledger()))
    assert cells[0][0] == sheet.title == "隐患排查治理台账"
    assert cells[1][0] == "截至 2026-11-23"
    assert cells[2] == ["序号", "隐患内容", "期限"]
    assert [[value or "" for value in row] for row in cells[3:6]] == [list(row) for row in ROWS]
    assert kinds == {"s"}


def test_the_last_row_tells_count_and_digest():
    _, cells, _ = opened(write_workbook(ledger()))
    assert cells[-1][0] == f"共 3 行；内容摘要 SHA-256：{table_digest(ledger())}"
    assert table_digest(ledger()) != table_digest(ledger(rows=ROWS[::-1]))


def test_heads_stay_in_view_and_repeat_in_print():
    sheet, _, _ = opened(write_workbook(ledger()))
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"


def test_the_same_table_gives_the_same_bytes():
    assert write_workbook(ledger()) == write_workbook(ledger())


def test_a_text_too_long_for_a_cell_is_refused_by_place():
    assert opened(write_workbook(ledger(rows=[("1", "字" * CELL_LIMIT, "")])))[1][3][1] == "字" * CELL_LIMIT
    for long in ("字" * (CELL_LIMIT + 1), "𬭎" * (CELL_LIMIT // 2 + 1)):
        with pytest.raises(WorkbookError, match="第 4 行第 2 列"):
            write_workbook(ledger(rows=[("1", long, "")]))


def test_a_row_of_another_width_is_refused():
    with pytest.raises(WorkbookError, match="第 1 行有 2 格"):
        write_workbook(ledger(rows=[("1", "二")]))


def test_sheet_names_are_what_excel_accepts():
    assert sheet_name("台账[2026/11]:*?") == "台账 2026 11"
    assert sheet_name("'") == "台账"
    assert len(sheet_name("长" * 60)) == 31


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_comes_back_cleaned_and_as_text(content):
    _, cells, kinds = opened(write_workbook(ledger(rows=[("1", content, "末")])))
    assert (cells[3][1] or "") == cleaned(content)
    assert kinds == {"s"}
