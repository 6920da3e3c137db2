"""A checklist in sheets comes back identical; what is wrong is named by sheet, row and column, all at once."""

from dataclasses import fields, replace

import pytest

from checklists.loader import bundled
from checklists.model import Item
from checklists.writing import write
from inspections.authoring.book import SHOWN_PROBLEMS, Book, CellNote, Sheet, letters
from inspections.authoring.columns import FORMS, ITEM, Kind
from inspections.authoring.layout import EXAMPLE_LIST, choice_tables, guide_rows, sheets_of, template_sheets
from inspections.authoring.reading import checklist_file, read_book
from tests.checklists.test_writing import TRIAL as FULL_LIST
from tests.inspections.authoring.sheets import TRIAL, book_of, place, put, spoiled


@pytest.mark.parametrize("checklist", [*bundled(), FULL_LIST, TRIAL], ids=lambda one: one.code)
def test_a_list_comes_back_from_its_sheets_as_it_was(checklist):
    outcome = read_book(Book(sheets=sheets_of(checklist)))
    assert outcome.problems == ()
    assert outcome.checklist == replace(checklist, digest="")
    assert checklist_file(outcome.checklist).decode() == write(checklist)


def test_every_field_of_an_item_has_its_column_or_its_sheet():
    written = {column.key.partition(".")[0] for column in ITEM.columns} | {"clauses", "major"}
    assert {field.name for field in fields(Item)} == written - {"section"}


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "text", "said"),
    [
        ("检查表", 2, "代码", "Trial List", "不能作代码"),
        ("检查表", 2, "名称", "", "没有填写"),
        ("检查表", 2, "施行日期", "2026-02-30", "不是有效日期"),
        ("检查表", 2, "截止日期", "2025-12-31", "早于起始日"),
        ("部分", 2, "部分名称", "", "没有填写"),
        ("检查项", 2, "部分代码", "T-Z", "没有部分“T-Z”"),
        ("检查项", 3, "编号", "T-A01", "重复，已在第 2 行用过"),
        ("检查项", 2, "编号", "X-A01", "不以所在部分的代码开头"),
        ("检查项", 3, "要求", "", "没有填写"),
        ("检查项", 3, "要求", "长" * 601, "太长"),
        ("检查项", 3, "检查方法", "推\n门", "含有换行"),
        ("检查项", 3, "取证", "照\u202e片", "不可见字符"),
        ("检查项", 3, "方式", "看、闻", "“闻”不在可选范围内"),
        ("检查项", 3, "方式", "看、看", "重复列出"),
        ("检查项", 3, "处理方式", "关停", "不在可选范围内"),
        ("检查项", 2, "整改天数", "0", "不是 1 到 365 的整数"),
        ("检查项", 2, "整改天数", "7.5", "不是 1 到 365 的整数"),
        ("检查项", 2, "整改天数", "", "整改天数与处理方式不一致"),
        ("检查项", 3, "天数理由", "要买锁", "整改天数与处理方式不一致"),
        ("检查项", 3, "相关机关", "消防队", "不在可选范围内"),
        ("检查项", 2, "适用条件", "使用煤气 = 是", "第 1 个字处"),
        ("检查项", 2, "适用条件", "使用燃气 = 有时", "第 8 个字处"),
        ("检查项", 2, "不适用说明", "", "没有成对"),
        ("检查项", 3, "不适用说明", "没有燃气", "没有成对"),
        ("检查项", 2, "不小于", "一米", "不是数字"),
        ("检查项", 2, "不大于", "1", "下限大于上限"),
        ("检查项", 2, "测量内容", "", "缺少“测量内容”"),
        ("检查项", 3, "可抽查", "也许", "不是“是”或“否”"),
        ("检查项", 3, "性质", "政策目标", "政策目标不得责令改正"),
        ("检查项", 3, "同一要求", "T-A01", "不能引用为同一要求"),
        ("检查项", 3, "编号", "T-A09", "没有依据条款"),
        ("依据条款", 2, "文件", "消防条例", "不在文件目录中"),
        ("依据条款", 2, "核实程度", "肯定", "不在可选范围内"),
        ("依据条款", 3, "检查项编号", "T-A77", "没有检查项“T-A77”"),
        ("重大情形", 2, "判定情形", "MH-E9", "不存在"),
        ("重大情形", 2, "关系", "也许", "不在可选范围内"),
    ],
)
def test_a_fault_is_named_where_it_stands(sheet, row, heading, text, said):
    outcome = spoiled((sheet, row, heading, text))
    assert outcome.checklist is None
    found = [problem for problem in outcome.errors if said in problem.message]
    assert found, [str(problem) for problem in outcome.errors]
    assert found[0].what_to_do.endswith("。")
    assert (found[0].sheet, found[0].row) == (sheet, row)
    elsewhere = {"截止日期": "截止日期", "不大于": "不小于", "性质": "处理方式"}
    if said == "没有成对":
        assert found[0].column in {place("检查项", "适用条件") + 1, place("检查项", "不适用说明") + 1}
    elif "整改天数与" in said:
        assert found[0].column in {place("检查项", "整改天数") + 1, place("检查项", "天数理由") + 1}
    else:
        assert found[0].column == place(sheet, elsewhere.get(heading, heading)) + 1


def test_all_faults_are_told_at_once_and_each_cell_once():
    outcome = spoiled(
        ("检查表", 2, "施行日期", "昨天"),
        ("检查项", 2, "方式", "闻"),
        ("检查项", 2, "适用条件", "x"),
        ("检查项", 3, "要求", ""),
        ("依据条款", 2, "文件", "无此文件"),
        ("重大情形", 2, "判定情形", ""),
    )
    places = [(problem.sheet, problem.row, problem.column) for problem in outcome.errors]
    assert len(places) == len(set(places)) == 6


@pytest.mark.parametrize(
    ("heading", "text", "meant"),
    [
        ("方式", "看，量 查", ("看", "量", "查")),
        ("相关机关", "消防救援/civil_affairs", ("fire", "civil_affairs")),
        ("处理方式", "immediate", "immediate"),
        ("可抽查", "√", True),
    ],
)
def test_people_may_write_a_cell_in_several_ways(heading, text, meant):
    outcome = spoiled(("检查项", 3, heading, text))
    assert outcome.errors == ()
    key = next(column.key for column in ITEM.columns if column.heading == heading)
    assert getattr(outcome.checklist.item("T-A02"), key) == meant


@pytest.mark.parametrize("text", ["2026年2月4日", "2026/2/4", "2026-02-04", "2026.2.4"])
def test_a_day_may_be_written_in_several_ways(text):
    outcome = spoiled(("检查表", 2, "施行日期", text))
    assert outcome.checklist.in_force_from.isoformat() == "2026-02-04"


def test_text_that_looks_like_a_formula_stays_text():
    outcome = spoiled(("检查项", 3, "要求", "=cmd|'/c calc'!A1"))
    assert outcome.checklist.item("T-A02").text == "=cmd|'/c calc'!A1"


def test_columns_may_stand_in_any_order_and_strange_ones_are_told():
    book = book_of()
    items = book.sheet("检查项")
    reordered = [[*row[::-1], "我的备注" if number == 0 else "x"] for number, row in enumerate(items.rows)]
    sheets = (*(one for one in book.sheets if one is not items), Sheet(name="检查项 ", rows=reordered))
    outcome = read_book(Book(sheets=sheets))
    assert outcome.checklist == replace(TRIAL, digest="")
    assert [(one.heading, one.is_warning) for one in outcome.problems] == [("我的备注", True)]


def test_missing_sheets_columns_and_headings_are_named():
    book = book_of()
    without = Book(sheets=tuple(one for one in book.sheets if one.name != "依据条款"))
    assert any(one.sheet == "依据条款" and "没有这张工作表" in one.message for one in read_book(without).errors)
    put(book, "检查项", 1, "取证", "证明")
    outcome = read_book(book)
    assert ["缺少“取证”列" in one.message for one in outcome.errors] == [True]
    assert any(one.heading == "证明" and one.is_warning for one in outcome.problems)


def test_formulas_errors_macros_and_other_sheets_are_told():
    cell = CellNote(sheet="检查项", row=2, column=3)
    book = book_of(formulas=(cell,), has_macros=True)
    more = Book(
        sheets=(*book.sheets, Sheet(name="草稿", rows=[["x"]])),
        formulas=book.formulas,
        has_macros=True,
    )
    outcome = read_book(more)
    assert outcome.checklist is not None
    assert {one.message for one in outcome.warnings} == {
        "这里是公式",
        "文件带有宏，宏没有运行也不会导入",
        "没有读取这张工作表",
    }
    assert [one.cell for one in outcome.warnings if one.column] == ["C2"]
    assert read_book(book_of(errors=(cell,))).checklist is None


def test_the_template_says_what_is_missing_and_its_example_is_sound():
    outcome = read_book(Book(sheets=template_sheets()))
    assert {(one.sheet, one.message) for one in outcome.errors} == {
        ("检查表", "没有填写"),
        ("部分", "没有填写"),
        ("检查项", "没有填写"),
    }
    renamed = tuple(
        Sheet(name=one.name, rows=[[cell.replace("示例", "XF") for cell in row] for row in one.rows])
        for one in sheets_of(EXAMPLE_LIST)
    )
    outcome = read_book(Book(sheets=renamed))
    assert outcome.errors == ()
    assert [item.id for item in outcome.checklist.items] == ["XF-A01", "XF-A02"]


def test_the_guide_explains_every_column_and_the_choices_hold_every_fact():
    explained = {row[1] for row in guide_rows()}
    assert {column.heading for form in FORMS for column in form.columns} <= explained
    assert all(column.guide for form in FORMS for column in form.columns)
    tables = {title: rows for title, _headings, rows in choice_tables()}
    assert len(tables["机构事实（写适用条件用）"]) > 50
    assert all(rows for rows in tables.values())


def test_a_great_many_faults_are_cut_and_counted():
    book = book_of()
    items = book.sheet("检查项").rows
    items.extend(["T-A", f"T-A1{number:04d}", *[""] * (len(items[0]) - 2)] for number in range(1500))
    outcome = read_book(book)
    assert len(outcome.problems) == SHOWN_PROBLEMS + 1
    assert "没有列出" in outcome.problems[-1].message


def test_letters_name_columns():
    assert [letters(number) for number in (0, 1, 26, 27, 52, 703)] == ["", "A", "Z", "AA", "AZ", "AAA"]


def test_closed_columns_offer_chinese_words_only():
    closed = [column for form in FORMS for column in form.columns if column.kind in {Kind.CHOICE, Kind.CHOICES}]
    assert closed
    assert all(word == word.strip() and not word.isascii() for column in closed for word in column.words.values())
