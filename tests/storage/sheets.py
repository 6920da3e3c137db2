"""Sheets of institutions as people keep them, for tests of reading and of importing."""

from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from inspections.institution import credit_code
from storage.store import Store

CODE = credit_code("52410000MJ0000001")
OTHER = credit_code("52410000MJ0000002")
ON = date(2026, 11, 1)
HEADINGS = ("序号", "机构名称", "统一社会信用代码", "乡镇/街道", "床位数（张）", "食堂", "消防验收")


@pytest.fixture
def records(tmp_path):
    start = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    ticks = iter(range(1, 10**6))
    store = Store.open(tmp_path / "records.db", clock=lambda: start + timedelta(seconds=next(ticks)))
    yield store
    store.close()


@pytest.fixture
def sheet(tmp_path):
    """Write rows into a workbook and return its path."""

    def write(*rows, merged=(), title="机构", before=None, name="登记表 '一'.xlsx"):
        book = openpyxl.Workbook()
        if before:
            book.active.title = before
            book.active["A1"] = "机构名称"
            book.active.sheet_state = "hidden"
            page = book.create_sheet(title)
            book.active = page
        else:
            page = book.active
            page.title = title
        for row in rows:
            page.append(row)
        for area in merged:
            page.merge_cells(area)
        path = tmp_path / name
        book.save(path)
        return path

    return write


def row(number=1, name="安康养老院", code=CODE, *, area="桥头镇", beds=120, canteen="有", fire="有"):
    return (number, name, code, area, beds, canteen, fire)


def journal_length(records):
    return sum(head.number for head in records.heads())
