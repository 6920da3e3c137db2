"""From an order to closure in the ledger, and the ledger out as a workbook that says the same as the window."""

import pytest
from openpyxl import load_workbook
from PIL import Image

from tests.journeys import arranged

pytestmark = pytest.mark.screen


@pytest.fixture
def office(desk, today, tmp_path):
    office = arranged.a_running_visit(desk, today, tmp_path)
    arranged.an_ordered_finding(desk, office, today)
    return office


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "整改后.jpg"
    Image.effect_noise((800, 600), 80).convert("RGB").save(path)
    return path


def test_a_finding_is_rectified_passed_closed_and_exported(office, person, picture, today, tmp_path):
    person.open_program()
    person.press("ctrl+4")
    person.click(like="三楼东侧出口上锁", role="cell")
    report(person, picture)
    pass_reinspection(person)
    close(person)
    out = tmp_path / "台账.xlsx"
    shown = ledger_rows(person)
    export(person, out)
    assert person.close_program() == 0

    (finding,) = person.ask("list", "findings")
    assert (finding["state"], finding["closed_on"]) == ("closed", today.isoformat())
    assert len(finding["photos"]) == 1
    assert person.ask("audit")["ok"]
    sheet = load_workbook(out).worksheets[0]
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    (written,) = [row for row in cells if finding["number"] in row]
    assert len(shown) == 1
    for word in (finding["number"], arranged.INSTITUTION, "三楼东侧出口上锁"):
        assert word in written, written
        assert any(word in cell for cell in shown[0]), shown


def report(person, picture):
    """Record what the institution reports, with a photo."""
    person.click("登记整改情况", role="push button")
    person.fill("整改措施", "已拆除门锁并加装推杆")
    person.click("添加整改后照片")
    person.choose_file(picture)
    person.wait_for(like="^整改后照片 1 张")
    person.accept("登记整改情况")
    person.wait_for("已报整改", role="label")


def pass_reinspection(person):
    """Pass the re-inspection by both officers."""
    person.click("复查合格", role="push button")
    person.wait_for(role="dialog")
    person.fill("执法人员二", "钱二 消防 X2")
    person.press("Tab")
    person.accept("复查合格")
    person.wait_for("销号", role="push button")


def close(person):
    """Close the finding as the authorised person who works here."""
    person.click("销号", role="push button")
    person.accept("销号")
    person.wait_for("已销号", role="label")


def ledger_rows(person):
    """Show all findings and return the rows of the table as the window says them."""
    person.click("收起", role="push button")
    person.click(like="^全部 1$", role="check box")
    person.wait_for(like="^编号 ", role="cell")
    cells = person.find(role="cell")
    tops = sorted({cell.box[1] for cell in cells})
    return [[cell.name for cell in cells if cell.box[1] == top] for top in tops]


def export(person, out):
    """Write the ledger through the menu and the file dialog."""
    person.click("导出台账")
    person.press("Down", "Return")  # the first line of the menu: the ledger of hazards as a workbook
    person.choose_file(out)
    person.wait_for(like="已导出")
