from datetime import date

import pytest

from inspections.institution import institution_id
from inspections.people import LOCAL_USER
from inspections.refusal import BadValueError
from inspections.workflow.registering import import_institutions, preview_import
from storage.workbooks import read_register
from tests.storage.sheets import CODE, HEADINGS, ON, OTHER, journal_length, records, row, sheet  # noqa: F401  fixtures


def test_the_same_sheet_twice_changes_nothing(records, sheet):
    path = sheet(HEADINGS, row(), row(2, "福寿敬老院", None, area="西村乡", beds="30张", canteen="无", fire="备案"))
    first = import_institutions(records, register=read_register(path), on=ON, by=LOCAL_USER)
    assert len(first.of("institution")) == 2
    length = journal_length(records)
    again = import_institutions(records, register=read_register(path), on=date(2026, 12, 1), by=LOCAL_USER)
    assert again.subjects == frozenset()
    assert journal_length(records) == length
    assert len(records.institutions.where()) == 2
    known = records.institutions.get(institution_id(CODE, ""))
    assert known.facts()["beds"] == 120
    assert known.fact_values()["beds"].on == "2026-11-01"


def test_a_later_sheet_changes_only_what_differs_and_blanks_erase_nothing(records, sheet):
    import_institutions(records, register=read_register(sheet(HEADINGS, row())), on=ON, by=LOCAL_USER)
    length = journal_length(records)
    later = read_register(sheet(HEADINGS, row(beds=150, canteen=None, area=None), name="二.xlsx"))
    planned = preview_import(records, register=later)
    assert (planned.new, planned.same) == ((), ())
    assert [(dict(one.values), dict(one.facts)) for one in planned.changed] == [({}, {"beds": 150})]
    import_institutions(records, register=later, on=date(2026, 12, 1), by=LOCAL_USER)
    assert journal_length(records) == length + 1
    known = records.institutions.get(institution_id(CODE, ""))
    assert known.area == "桥头镇"
    assert known.facts() == {"beds": 150, "canteen": True, "fire_acceptance": "accepted"}


def test_older_data_never_replaces_newer(records, sheet):
    import_institutions(records, register=read_register(sheet(HEADINGS, row())), on=ON, by=LOCAL_USER)
    older = read_register(
        sheet(("名称", "信用代码", "床位", "填报日期"), ("安康养老院", CODE, 90, "2025-01-01"), name="旧.xlsx")
    )
    planned = preview_import(records, register=older)
    assert planned.changed == ()
    assert [one.is_warning for one in planned.problems] == [True]


def test_a_bad_row_stops_the_whole_import(records, sheet):
    register = read_register(sheet(HEADINGS, row(), row(2, "福寿", OTHER, beds="很多")))
    with pytest.raises(BadValueError, match=r"1 处问题，未导入任何内容.*E3"):
        import_institutions(records, register=register, on=ON, by=LOCAL_USER)
    assert records.institutions.where() == []
    assert journal_length(records) == 0


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (row(2, "别名", CODE), "信用代码与第 2 行重复"),
        (row(2, code=None), "机构名称和乡镇与第 2 行重复"),
    ],
)
def test_the_same_institution_twice_in_a_sheet_is_refused(records, sheet, second, words):
    with pytest.raises(BadValueError, match=words):
        import_institutions(records, register=read_register(sheet(HEADINGS, row(), second)), on=ON, by=LOCAL_USER)


def test_two_branches_of_one_name_are_told_apart_by_their_codes(records, sheet):
    register = read_register(sheet(HEADINGS, row(), row(2, code=OTHER)))
    assert len(import_institutions(records, register=register, on=ON, by=LOCAL_USER).of("institution")) == 2


def test_a_code_learnt_later_joins_the_institution_known_by_name_and_area(records, sheet):
    import_institutions(records, register=read_register(sheet(HEADINGS, row(code=None))), on=ON, by=LOCAL_USER)
    import_institutions(records, register=read_register(sheet(HEADINGS, row(), name="二.xlsx")), on=ON, by=LOCAL_USER)
    (known,) = records.institutions.where()
    assert known.credit_code == CODE
    again = read_register(sheet(HEADINGS, row(), name="三.xlsx"))
    assert import_institutions(records, register=again, on=ON, by=LOCAL_USER).subjects == frozenset()
