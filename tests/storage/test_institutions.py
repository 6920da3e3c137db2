import pytest

from inspections.records import InstitutionFilter
from storage import institutions
from tests.storage.laptops import TODAY, Laptop


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    one = Laptop(tmp_path_factory.mktemp("机构"), "甲")
    one.institution("i-1", name="银龄养老院", area="城关镇", person_in_charge="王五", credit_code="")
    one.institution("i-2", name="松鹤楼养老中心", area="东关街道", person_in_charge="覃六")
    one.institution("i-3", name="单县福寿之家", area="城关镇", person_in_charge="赵七", initials="SXFSZJ")
    one.do(one.store.institutions.get("i-1").state_facts({"beds": 120, "residents": 80}, on=TODAY, source="登记"))
    one.finding("f-1", grade="major")
    one.finding("f-2")
    one.ordered("f-2", deadline="2026-03-01")
    for number, (on, state) in enumerate((("2026-02-01", "running"), ("2025-12-31", "running"), ("2026-01-01", ""))):
        if state:
            one.do(
                one.store.inspections.new(f"v-{number}").fact("inspection_started", {"institution": "i-1", "on": on})
            )
    yield one
    one.store.close()


def found(laptop, **filters):
    return [row.id for row in laptop.store.search_institutions(InstitutionFilter(**filters), today=TODAY)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["i-3", "i-2", "i-1"]),
        ({"text": "养老"}, ["i-2", "i-1"]),
        ({"text": "银龄"}, ["i-1"]),
        ({"text": "银"}, ["i-1"]),
        ({"text": "关镇"}, ["i-3", "i-1"]),
        ({"text": "王五"}, ["i-1"]),
        ({"text": "ylyly"}, ["i-1"]),
        ({"text": "YL"}, ["i-2", "i-1"]),
        ({"text": "sxfs"}, ["i-3"]),  # corrected by a person: 单 reads shàn in a place name
        ({"text": "fszj"}, ["i-3"]),  # many names begin with their county: initials count from anywhere
        ({"text": "养老 东关"}, ["i-2"]),
        ({"text": "老养"}, []),
        ({"text": "%"}, []),
        ({"area": "城关镇"}, ["i-3", "i-1"]),
        ({"area": "城关镇", "text": "福寿"}, ["i-3"]),
        ({"limit": 1}, ["i-3"]),
    ],
)
def test_institutions_are_found_by_name_area_person_and_initials(laptop, filters, expected):
    assert found(laptop, **filters) == expected


def test_the_next_page_goes_on_behind_the_last_line(laptop):
    first = laptop.store.search_institutions(InstitutionFilter(limit=2), today=TODAY)
    assert found(laptop, after=(first[-1].name, first[-1].id)) == ["i-1"]


def test_a_line_carries_facts_and_counts(laptop):
    (row,) = laptop.store.search_institutions(InstitutionFilter(text="银龄"), today=TODAY)
    assert (row.beds, row.residents, row.area, row.person_in_charge) == (120, 80, "城关镇", "王五")
    assert (row.open_findings, row.major_findings, row.overdue_findings) == (2, 1, 1)
    assert (row.last_inspected, row.inspections_this_year) == ("2026-02-01", 1)


def test_a_renamed_institution_is_found_by_its_new_name_only(laptop):
    laptop.institution("i-2", name="青松苑")
    assert found(laptop, text="青松") == ["i-2"]
    assert found(laptop, text="qsy") == ["i-2"]
    assert found(laptop, text="松鹤楼") == []
    laptop.institution("i-2", name="松鹤楼养老中心")


def test_the_list_walks_indexes_and_never_sorts(laptop):
    for query, index in (
        (InstitutionFilter(), "institution_by_name_id"),
        (InstitutionFilter(area="城关镇"), "institution_by_area_name"),
    ):
        sql, values = institutions.statement(query)
        plan = [row[3] for row in laptop.store.connection.rows(f"EXPLAIN QUERY PLAN {sql}", "", "", "", *values)]
        assert index in " ".join(plan)
        assert "TEMP B-TREE" not in " ".join(plan)
        assert [step for step in plan if step.startswith("SCAN") and index not in step and "CONSTANT" not in step] == []
