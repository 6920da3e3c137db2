"""Checklists to workbooks and back at the command line."""

import json

import openpyxl
import pytest

from checklists.loader import bundled_files, load
from checklists.writing import write
from tests.laptop import Desk
from tests.storage.malformed import spoiled_book


@pytest.fixture
def desk(tmp_path, capsys):
    return Desk(tmp_path / "data", capsys)


def test_a_list_goes_out_to_excel_and_comes_back_the_same(desk, tmp_path):
    sheet, back, straight = tmp_path / "v.xlsx", tmp_path / "village_point_day_care.toml", tmp_path / "x.toml"
    assert desk.run("export", "checklist", "village_point_day_care", sheet)[0] == 0
    told = desk.ask("import", "checklist", sheet, back)
    assert told["ok"]
    assert told["problems"] == []
    assert desk.run("export", "checklist", "village_point_day_care", straight)[0] == 0
    assert back.read_bytes() == straight.read_bytes()
    bundled = load(bundled_files()[back.name], name=back.name)
    assert back.read_text() == write(bundled)
    assert desk.run("check", sheet, back)[0] == 0


def test_problems_of_a_workbook_are_json_with_sheet_row_and_column(desk, tmp_path):
    sheet, out = tmp_path / "trial.xlsx", tmp_path / "trial.toml"
    sheet.write_bytes(spoiled_book(("检查项", "方式", "闻"), ("检查表", "施行日期", "昨天")))
    status, told, said = desk.run("import", "checklist", sheet, out, "--json")
    assert status == 1
    problems = json.loads(told)["problems"]
    assert [(one["sheet"], one["row"], one["column"]) for one in problems] == [("检查表", 2, "D"), ("检查项", 2, "F")]
    assert all(one["what_to_do"] for one in problems)
    assert not out.exists()
    status, _told, said = desk.run("check", sheet)
    assert status == 1
    assert "工作表“检查项”第 2 行 F 列“方式”：“闻”不在可选范围内" in said


def test_the_template_is_a_workbook_and_says_what_to_fill_in(desk, tmp_path):
    path = tmp_path / "模板.xlsx"
    assert desk.run("export", "checklist-template", path)[0] == 0
    assert "填写说明" in openpyxl.load_workbook(path).sheetnames
    status, _told, said = desk.run("check", path)
    assert status == 1
    assert "没有填写" in said


def test_an_xlsform_becomes_a_list_with_a_report(desk, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in (("type", "name", "label"), ("text", "q1", "出口畅通"), ("geopoint", "q2", "位置")):
        book.active.append(row)
    path, out = tmp_path / "kitchen.xlsx", tmp_path / "kitchen.toml"
    book.save(path)
    told = desk.ask("import", "checklist", path, out, "--xlsform")
    assert told["ok"]
    assert any("geopoint" in one["message"] and one["row"] == 3 for one in told["problems"])
    assert desk.run("check", out)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "checklist", "nonsense", "x.xlsx"], "没有代码为“nonsense”的检查表"),
        (["export", "checklist", "rating", "x.pdf"], "只能导出为 .xlsx 或 .toml"),
        (["export", "checklist-template", "x.toml"], "只能导出为 .xlsx"),
        (["import", "checklist", "x.xlsx", "x.txt"], "后缀应为 .toml"),
        (["import", "checklist", "/no/such.xlsx", "x.toml"], "无法读取"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(desk, arguments, said):
    status, _told, err = desk.run(*arguments)
    assert status in {1, 3}
    assert said in err
