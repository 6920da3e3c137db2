"""联合整改意见: every agency's part stands in it, and no paper of the program orders an institution closed."""

import json
import re
import tomllib

import pytest

from inspections.document import PAPERS
from reports.archive import attached_record
from reports.office import PaperOffice
from reports.wording import WORDING_FILE
from tests.reports import builders as b
from tests.reports import joint

OFFICE = PaperOffice()
CLOSING_ORDER = re.compile(
    r"(责令|决定|立即|限期|予以|依法|强制)[^。；，]{0,12}(关停|关闭|停业|停产|停止使用|停止营业|取缔|查封)"
)
CONSEQUENCE = re.compile(r"(逾期|拒不)[^。]*")
"""What the law attaches to a date that passes is told, not ordered."""


def closing_orders(told):
    """Orders to close in a text, what the law says of the time after the deadline left out."""
    return [found[0] for found in CLOSING_ORDER.finditer(CONSEQUENCE.sub("", told))]


@pytest.fixture
def said(extracted):
    return lambda pdf: "".join(extracted(pdf, "-raw").split())


def rendered(made):
    return OFFICE.render(made, b.pictures(made))


@pytest.mark.needs_tool("pdftotext")
def test_the_part_of_each_agency_stands_under_its_name(said):
    made = b.full_dossier("joint_opinion")
    told = said(rendered(made).pdf)
    places = [told.index(f"{agency.name}分工") for agency in made.agencies]
    assert places == sorted(places)
    for key, (opinion, measures) in joint.PARTS.items():
        assert opinion.replace(" ", "") in told, key
        assert measures.replace(" ", "") in told, key
    for agency in made.agencies:
        assert f"{agency.name}（印章）" in told


@pytest.mark.needs_tool("pdftotext")
def test_the_facilities_follow_from_the_facts_of_the_visit(said):
    told = said(rendered(b.full_dossier("joint_opinion")).pdf)
    assert "可用替代措施住宿、主要活动和康复医疗用房装独立式感烟火灾探测报警器" in told
    assert "建筑面积460m²" in told
    assert "待确认" in told


def test_one_person_of_each_agency_signs():
    assert [box.title for box in rendered(b.full_dossier("joint_opinion")).boxes] == [
        "区民政局",
        "区住建局",
        "区消防大队",
    ]


def test_the_attached_record_holds_the_parts_and_other_papers_hold_none():
    record = json.loads(attached_record(rendered(b.full_dossier("joint_opinion")).pdf))
    assert [part["agency"]["code"] for part in record["joint_task"]["parts"]] == ["civil_affairs", "housing", "fire"]
    assert "joint_task" not in json.loads(attached_record(rendered(b.full_dossier("order")).pdf))


@pytest.mark.parametrize("kind", sorted(PAPERS))
@pytest.mark.needs_tool("pdftotext")
def test_no_paper_orders_an_institution_closed(kind, said):
    assert closing_orders(said(rendered(b.full_dossier(kind)).pdf)) == []


def test_no_sentence_of_the_papers_orders_an_institution_closed():
    sentences = tomllib.loads(WORDING_FILE.read_text("utf-8"))["sentence"]
    assert [one["id"] for one in sentences if closing_orders(one["text"])] == []


@pytest.mark.parametrize("order", ["责令停业整顿", "决定关停该机构", "限期关闭", "立即停止使用", "依法予以取缔"])
def test_the_search_for_such_orders_finds_them(order):
    assert closing_orders(f"你单位存在隐患，{order}。")
