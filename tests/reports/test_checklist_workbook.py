"""The workbook of a checklist, read back by a second program."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from checklists.clauses import documents
from checklists.loader import bundled
from inspections.authoring.columns import CHOICES_SHEET, FORMS, GUIDE_SHEET, ITEM
from inspections.authoring.layout import sheets_of, template_sheets
from reports.checklist_workbook import FILLED_ROWS, checklist_workbook
from reports.office import PaperOffice

FIRE = next(one for one in bundled() if one.code == "fire_safety")


def opened(data, **more):
    return openpyxl.load_workbook(io.BytesIO(data), **more)


@pytest.fixture(scope="module")
def fire():
    return checklist_workbook(sheets_of(FIRE), title=FIRE.title)


@pytest.fixture(scope="module")
def template():
    return PaperOffice().checklist_workbook(template_sheets(), title="检查表编制模板")


def test_every_cell_of_every_sheet_is_there_as_text(fire):
    book = opened(fire)
    assert book.sheetnames == [GUIDE_SHEET, *(form.name for form in FORMS), CHOICES_SHEET]
    for sheet in sheets_of(FIRE):
        rows = [[cell.value or "" for cell in row] for row in book[sheet.name].iter_rows()]
        assert rows == [list(row) for row in sheet.rows]
        types = {cell.data_type for row in book[sheet.name].iter_rows() for cell in row if cell.value is not None}
        assert types == {"s"}


def test_a_text_that_looks_like_a_formula_is_written_as_text():
    section = FIRE.sections[0]
    item = replace(section.items[0], text='=HYPERLINK("http://x")', check="@SUM(1)", proof="+1", measure="-1")
    changed = replace(FIRE, sections=(replace(section, items=(item,)),))
    data = checklist_workbook(sheets_of(changed), title="=1+1")
    cells = [cell for row in opened(data)["检查项"].iter_rows() for cell in row]
    assert '=HYPERLINK("http://x")' in [cell.value for cell in cells if cell.data_type == "s"]
    assert not [cell for cell in cells if cell.data_type == "f"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in sheet for sheet in sheets)
        assert not [name for name in package.namelist() if "externalLink" in name]


def test_closed_columns_offer_a_drop_down_list(template):
    page = opened(template)["检查项"]
    lists = {str(one.sqref).partition(":")[0].rstrip("0123456789"): one for one in page.data_validations.dataValidation}
    by_heading = {cell.value: lists[cell.column_letter] for cell in page[1]}
    assert len(by_heading) == len(ITEM.columns)
    assert by_heading["处理方式"].type == "list"
    assert by_heading["处理方式"].formula1 == '"责令限期改正,责令立即改正,建议"'
    assert by_heading["部分代码"].formula1 == f"部分!$A$2:$A${FILLED_ROWS + 1}"
    assert str(by_heading["处理方式"].sqref).endswith(str(FILLED_ROWS + 1))
    assert all(one.promptTitle and one.prompt for one in by_heading.values())


def test_the_ranges_of_documents_and_criteria_hold_all_of_them(template):
    book = opened(template)
    clauses = book["依据条款"].data_validations.dataValidation
    source = next(one.formula1 for one in clauses if one.formula1 and CHOICES_SHEET in one.formula1)
    first, last = source.partition("!")[2].replace("$", "").split(":")
    held = [row[0].value for row in book[CHOICES_SHEET][first:last]]
    assert held == list(documents())


def test_the_template_has_an_explanation_and_an_example_row(template):
    book = opened(template)
    guide = [cell.value for row in book[GUIDE_SHEET].iter_rows() for cell in row if cell.value]
    assert any("以“示例”开头的行不会导入" in text for text in guide)
    assert {column.heading for form in FORMS for column in form.columns} <= set(guide)
    assert book["检查项"]["A2"].value.startswith("示例")
    assert book["检查表"]["A2"].value is None


def test_the_same_list_gives_the_same_bytes(fire):
    assert checklist_workbook(sheets_of(FIRE), title=FIRE.title) == fire
