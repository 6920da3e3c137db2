"""A bad sheet: every error by row and column, nothing imported; mended it comes in once, and again changes nothing."""

import pytest
from openpyxl import Workbook

pytestmark = pytest.mark.screen

HEADINGS = ("养老机构名称", "所属乡镇", "床位数", "统一社会信用代码")
GOOD = ("松鹤园养老院", "西山乡", "120张", "")
BAD = (("", "西山乡", "80", ""), ("桃源敬老院", "东河镇", "八十张", ""))
MENDED = (("望山养老院", "西山乡", "80", ""), ("桃源敬老院", "东河镇", "60", ""))


def write_sheet(path, rows):
    """Write a register with a merged heading above the headings."""
    book = Workbook()
    sheet = book.active
    sheet.append(["某县养老机构名册"])
    sheet.merge_cells("A1:D1")
    for row in (HEADINGS, GOOD, *rows):
        sheet.append(row)
    book.save(path)
    return path


def choose_sheet(person, path):
    person.click("选择名册文件")
    person.choose_file(path)


def test_a_bad_sheet_imports_nothing_and_the_mended_one_once(person, tmp_path):
    person.open_program()
    person.press("ctrl+2")
    person.click("导入名册", role="push button")
    choose_sheet(person, write_sheet(tmp_path / "名册.xlsx", BAD))
    person.wait_for("请先在表格中改正错误，再重新选择文件")
    shown = [one.name for one in person.find(role="cell")]
    assert "位置 A4" in shown, shown
    assert "位置 C5" in shown, shown
    assert person.find("导入", role="push button", state="disabled")
    assert person.ask("list", "institutions") == []

    choose_sheet(person, write_sheet(tmp_path / "名册 改.xlsx", MENDED))
    person.wait_for("核对后按“导入”，一次全部写入")
    person.click("导入", role="push button", state="enabled")
    person.wait_for(like=r"(已导入|新增).*3")
    names = sorted(one["name"] for one in person.ask("list", "institutions"))
    assert names == sorted(["松鹤园养老院", "望山养老院", "桃源敬老院"])
    before = person.ask("audit")["entries"]

    person.press("ctrl+2")
    choose_again(person, tmp_path / "名册 改.xlsx")
    person.wait_for("与本机记录一致，没有需要导入的内容")
    assert person.find("导入", role="push button", state="disabled")
    assert person.close_program() == 0
    audit = person.ask("audit")
    assert (audit["ok"], audit["entries"]) == (True, before)


def choose_again(person, path):
    if not person.comes("选择名册文件"):
        person.click("导入名册", role="push button")
    choose_sheet(person, path)
