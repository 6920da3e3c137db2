"""Workbooks of checklists read in a process of their own."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from checklists.loader import bundled
from inspections.authoring.layout import sheets_of, template_sheets
from inspections.authoring.reading import checklist_file, read_book
from inspections.records import UnavailableError
from inspections.refusal import BadValueError
from reports.checklist_workbook import checklist_workbook
from storage import checklist_books
from tests.inspections.authoring.sheets import TRIAL


def saved(tmp_path, data, name="清单 '一'.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def workbook(checklist=TRIAL):
    return checklist_workbook(sheets_of(checklist), title=checklist.title)


def resaved(data, change):
    """Open with a second program, change, save."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data, **parts):
    """The package with some parts put in place of its own; a part given as a function changes what was there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.pop(name, None)
            new.writestr(name, change(old.read(name)) if change else old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("checklist", bundled(), ids=lambda one: one.code)
def test_a_bundled_list_comes_back_from_its_file(tmp_path, checklist):
    outcome = read_book(checklist_books.read_book(saved(tmp_path, workbook(checklist))))
    assert outcome.problems == ()
    assert outcome.checklist == replace(checklist, digest="")
    assert checklist_file(outcome.checklist) == checklist_file(checklist)


def test_a_file_saved_again_by_another_program_reads_the_same(tmp_path):
    data = resaved(workbook(), lambda book: None)
    outcome = read_book(checklist_books.read_book(saved(tmp_path, data)))
    assert outcome.problems == ()
    assert outcome.checklist == replace(TRIAL, digest="")


def test_a_person_fills_in_the_template(tmp_path):
    template = checklist_workbook(template_sheets(), title="检查表编制模板")

    def fill(book):
        for sheet in sheets_of(TRIAL):
            for number, row in enumerate(sheet.rows[1:], start=4):
                for place, text in enumerate(row, start=1):
                    cell = book[sheet.name].cell(2 if sheet.name == "检查表" else number, place)
                    cell.value = int(text) if text.isdigit() else text or None

    outcome = read_book(checklist_books.read_book(saved(tmp_path, resaved(template, fill))))
    assert outcome.problems == ()
    assert outcome.checklist == replace(TRIAL, digest="")


def test_merged_section_cells_fill_down(tmp_path):
    def merge(book):
        book["检查项"]["A3"].value = None
        book["检查项"].merge_cells("A2:A3")

    outcome = read_book(checklist_books.read_book(saved(tmp_path, resaved(workbook(), merge))))
    assert outcome.checklist == replace(TRIAL, digest="")


def test_formulas_are_read_as_values_and_told(tmp_path):
    page = "xl/worksheets/sheet4.xml"
    with zipfile.ZipFile(io.BytesIO(workbook())) as package:
        part = package.read(page).decode()
    start = part.index('<c r="I2"')
    end = part.index("</c>", start) + 4
    changed = part[:start] + '<c r="I2" t="str"><f>3+4</f><v>7</v></c>' + part[end:]
    data = with_parts(workbook(), **{page: lambda _old: changed.encode()})
    outcome = read_book(checklist_books.read_book(saved(tmp_path, data)))
    assert outcome.checklist == replace(TRIAL, digest="")
    assert [(one.sheet, one.cell, one.message) for one in outcome.warnings] == [("检查项", "I2", "这里是公式")]


def test_macros_are_told_and_never_carried(tmp_path):
    data = with_parts(workbook(), **{"xl/vbaProject.bin": b"macro"})
    outcome = read_book(checklist_books.read_book(saved(tmp_path, data, "表.xlsm")))
    assert outcome.checklist is not None
    assert any("带有宏" in one.message for one in outcome.warnings)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"", "这不是 .xlsx 表格"),
        (lambda: b"code = 1", "这不是 .xlsx 表格"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(512), "旧版 .xls"),
        (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "设有密码"),
        (lambda: workbook()[:4000], "已损坏或不完整"),
        (lambda: with_parts(workbook(), **{"xl/media/a.bin": bytes(30 << 20)}), "超出一张检查表的规模"),
        (
            lambda: with_parts(
                workbook(),
                **{"xl/sharedStrings.xml": lambda old: old.replace(b"<sst", b'<!DOCTYPE x [<!ENTITY a "b">]><sst', 1)},
            ),
            "实体声明",
        ),
        (
            lambda: with_parts(
                workbook(), **{"xl/workbook.xml": lambda _old: '<?xml version="1.0"?><!DOCTYPE x>'.encode("utf-16")}
            ),
            "实体声明",
        ),
        (lambda: with_parts(workbook(), **{"xl/worksheets/sheet4.xml": lambda old: old[:900]}), "已损坏或不完整"),
        (
            lambda: with_parts(
                workbook(), **{"xl/worksheets/sheet4.xml": lambda old: old.replace(b'r="A2"', b'r="XFD1048576"')}
            ),
            "超出一张检查表的规模",
        ),
        (lambda: zipfile_of({"a.txt": b"x"}), "已损坏或不完整"),
    ],
)
def test_what_is_no_workbook_of_a_checklist_is_refused_by_name(tmp_path, make, said):
    path = saved(tmp_path, make())
    with pytest.raises(BadValueError) as caught:
        checklist_books.read_book(path)
    assert said in caught.value.message
    assert path.name in caught.value.message
    assert caught.value.what_to_do


def zipfile_of(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def test_a_missing_file_and_a_huge_one_are_named(tmp_path):
    with pytest.raises(UnavailableError, match="无法读取"):
        checklist_books.read_book(tmp_path / "没有.xlsx")
    path = saved(tmp_path, b"")
    with path.open("wb") as file:
        file.truncate(checklist_books.MAX_FILE + 1)
    with pytest.raises(BadValueError, match="超过 8 MB"):
        checklist_books.read_book(path)
