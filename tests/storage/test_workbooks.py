import io
import random
import struct
import zipfile
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from inspections.records import UnavailableError
from inspections.refusal import BadValueError
from storage import workbook_reader, workbooks
from storage.workbooks import read_register
from tests.storage.sheets import CODE, HEADINGS, ON, OTHER, journal_length, records, row, sheet  # noqa: F401  fixtures


def test_a_plain_sheet_is_read_whole(sheet):
    register = read_register(
        sheet(HEADINGS, row(), row(2, "福寿敬老院", OTHER, area="西村乡", beds=30, canteen="无", fire="无"))
    )
    assert register.problems == ()
    assert [one.values["name"] for one in register.rows] == ["安康养老院", "福寿敬老院"]
    assert register.rows[0].values == {"name": "安康养老院", "credit_code": CODE, "area": "桥头镇"}
    assert register.rows[0].facts == {"beds": 120, "canteen": True, "fire_acceptance": "accepted"}
    assert register.rows[1].facts == {"beds": 30, "canteen": False, "fire_acceptance": "none"}
    assert register.columns["床位数（张）"] == "beds"


def test_a_title_above_two_heading_rows_with_merged_cells_and_a_merged_area(sheet):
    register = read_register(
        sheet(
            ("某县养老机构登记表", None, None, None, None),
            ("机构名称", "所属乡镇", "床位", None, "备 注"),
            (None, None, "核 定", "护理型", None),
            ("甲养老院", "桥头镇", 100, 40, None),
            ("乙养老院", None, 50, 20, "新办"),
            ("合  计", None, 150, 60, None),
            merged=("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "B4:B5"),
        )
    )
    assert register.problems == ()
    assert [dict(one.facts) for one in register.rows] == [{"beds": 100, "care_beds": 40}, {"beds": 50, "care_beds": 20}]
    assert [one.values["area"] for one in register.rows] == ["桥头镇", "桥头镇"]
    assert register.rows[1].values["note"] == "新办"


def test_spaces_full_width_digits_text_numbers_and_marks_are_read_as_meant(sheet):
    register = read_register(
        sheet(
            (
                "机构　名称*",
                " 信用代码：",
                "核定床位",
                "建筑面积（㎡）",
                "喷淋",
                "电梯",
                "联系电话",
                "风险等级",
                "等级评定",
            ),
            (
                "　安 康养老院(东区)\n",
                f" {CODE.lower()[:8]} {CODE[8:]}",
                "１２０ 张",
                "1,234.50平方米",
                "√",
                "×",
                13800000000,
                "较大",
                "三级",
            ),
            ("福寿苑", None, "/", None, "—", "是", "0371-66666666", None, "未评级"),
        )
    )
    assert register.problems == ()
    first, second = register.rows
    assert first.values == {
        "name": "安康养老院（东区）", "credit_code": CODE, "phone": "13800000000", "risk_color": "orange", "rating": "3",
    }  # fmt: skip
    assert first.facts == {"beds": 120, "floor_area_m2": Decimal("1234.50"), "sprinkler": True, "lift": False}
    assert second.values == {"name": "福寿苑", "phone": "0371-66666666"}
    assert second.facts == {"lift": True}


@pytest.mark.parametrize(
    "cell",
    [
        46082,
        "46082",
        date(2026, 3, 1),
        datetime.fromisoformat("2026-03-01T08:30:00"),
        "2026年3月1日",
        "2026/3/1",
        "2026.03.01",
    ],
)
def test_a_day_is_read_from_serial_date_and_text(sheet, cell):
    register = read_register(sheet(("名称", "床位", "填报日期"), ("安康", 10, cell)))
    assert register.problems == ()
    assert register.rows[0].on == date(2026, 3, 1)


def test_true_and_false_cells_are_yes_and_no(sheet):
    register = read_register(sheet(("名称", "食堂", "电梯"), ("安康", True, False)))
    assert register.rows[0].facts == {"canteen": True, "lift": False}


def test_hidden_sheets_are_left_and_a_second_list_is_told(sheet, tmp_path):
    path = sheet(HEADINGS, row(), before="旧表")
    assert read_register(path).sheet == "机构"
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("另一张")
    page.append(HEADINGS)
    book.save(path)
    (warning,) = read_register(path).problems
    assert warning.is_warning
    assert "另一张" in warning.message


def test_headings_nobody_knows_are_named_and_the_serial_number_is_not(sheet):
    register = read_register(sheet((*HEADINGS, "吉祥物"), (*row(), "熊")))
    assert register.unrecognised == ("吉祥物",)


def test_every_bad_cell_is_named_by_row_and_column(sheet):
    register = read_register(
        sheet(
            HEADINGS,
            row(code=CODE[:-1] + "?"),
            row(beds="约一百"),
            row(name=None),
            row(canteen="也许"),
            row(fire="手续齐"),
        )
    )
    assert [(one.row, one.column, one.heading) for one in register.problems] == [
        (2, "C", "统一社会信用代码"), (3, "E", "床位数（张）"), (4, "B", "机构名称"), (5, "F", "食堂"), (6, "G", "消防验收"),
    ]  # fmt: skip
    assert register.rows == ()
    assert "C2“统一社会信用代码”" in str(register.problems[0])


def test_yes_says_nothing_about_which_fire_papers_there_are(sheet):
    (problem,) = read_register(sheet(("名称", "消防手续"), ("安康", "有"))).problems
    assert "消防验收备案凭证" in problem.message


def test_a_code_kept_as_a_number_gets_the_hint(sheet):
    (problem,) = read_register(sheet(("名称", "信用代码"), ("安康", 914100001234567890))).problems
    assert "文本格式" in problem.message


def test_two_columns_for_one_thing_are_refused(sheet):
    (problem,) = read_register(sheet(("名称", "床位", "床位数"), ("安康", 10, 12))).problems
    assert (problem.column, problem.is_warning) == ("C", False)


def test_formula_errors_are_told_and_count_as_blank(tmp_path, sheet):
    path = sheet(("名称", "床位"), ("安康", "#REF!"))
    book = openpyxl.load_workbook(path)
    book.active["B2"].data_type = "e"
    book.save(path)
    register = read_register(path)
    assert [(one.row, one.column, one.is_warning) for one in register.problems] == [(2, "B", True)]
    assert register.rows[0].facts == {}


def test_a_sheet_without_heading_or_rows_is_refused(sheet):
    with pytest.raises(BadValueError, match="没有找到表头"):
        read_register(sheet(("甲", "乙"), (1, 2)))
    (problem,) = read_register(sheet(HEADINGS)).problems
    assert not problem.is_warning


def test_what_is_no_workbook_is_refused_with_what_to_do(tmp_path):
    for name, data, words in (
        ("空.xlsx", b"", "不是表格文件"),
        ("文字.xlsx", "机构名称,地址".encode(), "不是表格文件"),
        ("半截.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "已损坏"),
        ("密.xlsx", b"\xd0\xcf\x11\xe0" + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(BadValueError) as refused:
            read_register(path)
        assert words in refused.value.message
        assert name in refused.value.message
        assert refused.value.what_to_do
    with pytest.raises(UnavailableError):
        read_register(tmp_path / "没有.xlsx")


def package(sheet_xml):
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)
    made = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            new.writestr(entry.filename, sheet_xml if is_sheet else old.read(entry))
    return made.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
)


def cell(place):
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>'


@pytest.mark.parametrize("place", ["XFD1048576", "A200001", "BI1"])
def test_a_cell_far_out_is_refused_before_it_takes_memory(tmp_path, place):
    path = tmp_path / "远.xlsx"
    path.write_bytes(package(SHEET % (cell("A1") + cell(place))))
    assert path.stat().st_size < 20_000
    with pytest.raises(BadValueError, match="表格过大"):
        read_register(path)


def test_a_far_cell_that_the_check_cannot_see_ends_only_the_child(tmp_path):
    path = tmp_path / "远.xlsx"
    text = (SHEET % (cell("A1") + cell("XFD1048576"))).replace('r="XFD1048576"', 'r="&#88;FD1048576"')
    path.write_bytes(package(text))
    with pytest.raises(BadValueError):
        read_register(path)


def test_a_package_that_unpacks_too_large_is_refused(tmp_path):
    path = tmp_path / "弹.xlsx"
    path.write_bytes(package(SHEET % (" " * (30 << 20))))
    with pytest.raises(BadValueError, match="表格过大"):
        read_register(path)


def test_a_package_that_lies_about_its_size_is_refused(tmp_path):
    data = bytearray(package(SHEET % (cell("A1") + " " * (5 << 20))))
    real = struct.pack("<I", len(SHEET % (cell("A1") + " " * (5 << 20))))
    assert data.count(real) >= 1
    path = tmp_path / "谎.xlsx"
    path.write_bytes(bytes(data).replace(real, struct.pack("<I", 5000)))
    with pytest.raises(BadValueError):
        read_register(path)


def test_a_child_that_never_ends_is_stopped(monkeypatch, sheet):
    monkeypatch.setattr(workbooks, "SECONDS", 0.01)
    with pytest.raises(BadValueError, match="超时"):
        read_register(sheet(HEADINGS, row()))


def test_a_file_beyond_the_limit_is_not_even_read(monkeypatch, sheet):
    monkeypatch.setattr(workbooks, "MAX_FILE", 100)
    with pytest.raises(BadValueError, match="超过"):
        read_register(sheet(HEADINGS, row()))


def test_random_damage_never_raises_anything_but_a_refusal(sheet):
    random.seed(3)
    good = sheet(HEADINGS, row()).read_bytes()
    for _ in range(150):
        data = bytearray(good)
        for _ in range(random.randint(1, 6)):
            data[random.randrange(len(data))] = random.randrange(256)
        with suppress(workbook_reader.UnreadableError):
            workbook_reader.read(bytes(data))


def test_reading_leaves_no_calamine_in_the_program():
    import subprocess
    import sys

    code = "import sys, storage.workbooks; print('python_calamine' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )
