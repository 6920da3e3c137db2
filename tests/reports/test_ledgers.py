"""Ledgers: the prescribed columns, every value where it belongs, count and digest at the end."""

import io
from datetime import date

import openpyxl
import pytest

from reports.ledger_columns import COLUMNS
from reports.ledgers import EMPTY, ledger_table
from reports.office import PaperOffice
from reports.workbook import table_digest
from tests.reports import builders as b

OFFICE = PaperOffice()
TITLES = {"hazards": "隐患排查治理台账", "closures": "隐患销号台账"}
PRESCRIBED = {
    "hazards": (
        "序号", "隐患编号", "机构", "检查来源与文书号", "排查日期", "部位/设施", "隐患描述", "照片号", "隐患类别",
        "依据条款与可信度", "等级", "风险色", "是否当场改", "整改措施", "责任单位与责任人", "资金", "整改期限",
        "期间管控措施", "预案", "主管部门", "督办人", "整改完成日", "复查日期", "复查人", "复查结论", "延期",
        "移送去向与回执", "销号申请人", "销号审批人", "销号日期", "状态", "超期天数",
    ),
    "closures": (
        "序号", "隐患编号", "隐患", "等级", "整改期限", "完成日", "复查结论", "复查人", "销号审批人", "销号日期",
        "佐证（文书号）", "佐证（照片）",
    ),
}  # fmt: skip


def rows():
    life = [b.ordered("fire"), b.reported, b.passed, b.closed("sun")]
    return [
        b.ledger_row(b.finding(1, steps=life)),
        b.ledger_row(b.finding(2, steps=[b.ordered("fire")])),
        b.ledger_row(b.finding(3, steps=[b.ordered("fire", "immediate")])),
        b.ledger_row(b.finding(4, steps=[b.referred])),
        b.ledger_row(b.finding(5, steps=[b.fixed])),
    ]


def read(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def cells(kind, ledger):
    table = ledger_table(ledger, kind)
    heads = [column.heading for column in table.columns]
    return [dict(zip(heads, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_the_prescribed_columns_are_there_in_their_order(kind):
    heads = [column.heading for column in ledger_table(b.ledger([]), kind).columns]
    assert [head for head in heads if head in PRESCRIBED[kind]] == list(PRESCRIBED[kind])
    assert len(set(heads)) == len(heads)


def test_a_closed_line_tells_its_whole_life():
    line = cells("hazards", b.ledger(rows()))[0]
    assert line["隐患编号"] == "QY-2026-0001"
    assert line["依据条款与可信度"] == "《消防法》第28条、GB 38600-2019 第6章、《66号令》第28条（待核）"
    assert (line["资金"], line["整改完成日"], line["复查日期"]) == ("1200 元", "2026-10-19", "2026-10-28")
    assert (line["复查人"], line["复查结论"]) == ("孙立、李青㬎", "合格：现场查看已清空")
    assert (line["销号审批人"], line["销号日期"], line["状态"]) == ("孙立", "2026-10-30", "已销号")
    assert (line["登记人"], line["照片号"]) == ("赵瑞𬭎", "2 张")
    assert line["超期天数"] == ""


def test_an_overdue_line_counts_its_days_and_the_day_itself_is_not_overdue():
    assert cells("hazards", b.ledger(rows(), made_on=date(2026, 11, 10)))[1]["超期天数"] == "14"
    assert cells("hazards", b.ledger(rows(), made_on=date(2026, 10, 27)))[1]["超期天数"] == ""


def test_at_once_has_no_date_and_a_referral_says_where():
    lines = cells("hazards", b.ledger(rows()))
    assert (lines[2]["整改期限"], lines[2]["处理方式"]) == ("立即", "责令立即改正")
    assert lines[3]["移送去向与回执"] == "隐患移交（抄告），区消防大队，移〔2026〕3号"
    assert (lines[4]["是否当场改"], lines[1]["是否当场改"]) == ("是", "否")


def test_closures_name_who_checked_and_who_closed():
    line = cells("closures", b.ledger(rows()[:1], TITLES["closures"]))[0]
    assert (line["完成日"], line["复查人"], line["销号审批人"]) == ("2026-10-19", "孙立、李青㬎", "孙立")
    assert line["佐证（文书号）"] == "责令限期改正通知书青消〔2026〕5号"


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_the_workbook_holds_the_table_and_ends_in_count_and_digest(kind):
    ledger = b.ledger(rows(), TITLES[kind])
    sheet = read(OFFICE.ledger_workbook(ledger, kind=kind))
    table = ledger_table(ledger, kind)
    assert sheet[0][0] == TITLES[kind]
    assert sheet[2] == [column.heading for column in table.columns]
    assert sheet[3:-1] == [list(row) for row in table.rows]
    assert sheet[-1][0] == f"共 5 行；内容摘要 SHA-256：{table_digest(table)}"


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_the_pdf_repeats_its_heads_and_ends_in_count_and_digest(kind, extracted):
    many = [b.ledger_row(b.finding(number, steps=[b.ordered("fire")])) for number in range(1, 61)]
    ledger = b.ledger(many, TITLES[kind])
    pages = ["".join(page.split()) for page in extracted(OFFICE.ledger_pdf(ledger, kind=kind), "-raw").split("\f")[:-1]]
    assert len(pages) > 2
    assert all("隐患编号" in page for page in pages)
    assert all(f"QY-2026-{number:04d}" in "".join(pages) for number in range(1, 61))
    assert f"共60行；内容摘要SHA-256：{table_digest(ledger_table(ledger, kind))}" in pages[-1]


def test_the_pdf_lies_on_its_side():
    from reports.preview import Pages

    with Pages(OFFICE.ledger_pdf(b.ledger(rows()), kind="hazards")) as pages:
        width, height = pages.size(0)
    assert (round(width), round(height)) == (842, 595)


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_an_empty_ledger_says_so(kind, extracted):
    ledger = b.ledger([], TITLES[kind])
    assert EMPTY in extracted(OFFICE.ledger_pdf(ledger, kind=kind))
    sheet = read(OFFICE.ledger_workbook(ledger, kind=kind))
    assert any(EMPTY in row for row in sheet)
    assert sheet[-1][0].startswith("共 0 行")


def test_same_ledger_gives_same_bytes():
    for kind, title in TITLES.items():
        once, again = b.ledger(rows(), title), b.ledger(rows(), title)
        assert OFFICE.ledger_pdf(once, kind=kind) == OFFICE.ledger_pdf(again, kind=kind)
        assert OFFICE.ledger_workbook(once, kind=kind) == OFFICE.ledger_workbook(again, kind=kind)


def test_hostile_text_stays_text():
    hostile = '=cmd|"/c calc"!A1<b>{0}'
    ledger = b.ledger([b.ledger_row(b.finding(1, description=hostile))])
    book = openpyxl.load_workbook(io.BytesIO(OFFICE.ledger_workbook(ledger, kind="hazards"))).active
    found = [cell for row in book.iter_rows() for cell in row if cell.value == hostile]
    assert [cell.data_type for cell in found] == ["s"]
