import pytest

from inspections.document import PAPERS, Document
from tests.ui.papers.documents import document
from ui.papers.abilities import CONDITIONS, MAIN_ACTIONS, MORE_ACTIONS, next_step, why_not
from ui.papers.giving_out import file_name
from ui.papers.making import ink_of
from ui.papers.model import PaperRow
from ui.papers.standing import four_facts, state_of


def row(document=None, *, paper="order"):
    return PaperRow(
        paper=paper,
        title=PAPERS[paper].title,
        agency="a",
        agency_name="民政",
        subject="v",
        deadline="",
        document=document,
    )


SEALED = {"number": "民责改〔2026〕1号", "sealed_on": "2026-11-23", "file": "f"}


@pytest.mark.parametrize(
    ("made", "word", "following"),
    [
        (None, "草稿", "seal"),
        (document("numbered", number="民责改〔2026〕1号"), "已取号", "seal"),
        (document("sealed", **SEALED), "已定稿", "sign"),
        (document("sealed", **SEALED, signatures={"companion": {"at": "2026-11-23"}}), "已签名 1/2", "sign"),
        (document("sealed", **SEALED, stamped_on="2026-11-24"), "已盖章", "sign"),
        (document("sealed", **SEALED, stamped_on="2026-11-24", served_on="2026-11-24"), "已送达", "sign"),
        (document("sealed", **SEALED, refused_on="2026-11-23"), "拒签", "sign"),
        (document("voided", **SEALED, void_reason="x"), "作废", ""),
    ],
)
def test_state_says_how_far_a_paper_is(made, word, following):
    assert state_of(row(made))[0] == word
    assert next_step(row(made)) == following


def test_every_action_has_its_conditions_and_no_other():
    assert {spec.id for spec in (*MAIN_ACTIONS, *MORE_ACTIONS)} == set(CONDITIONS)


def test_nothing_can_be_done_without_a_paper():
    assert {why_not(None, action) for action in CONDITIONS} == {"请先选择文书"}


def test_order_is_served_only_after_the_stamp_and_a_record_without():
    sealed = document("sealed", **SEALED)
    assert why_not(row(sealed), "serve") == "请先登记盖章，盖章后才能送达"
    assert why_not(row(document("sealed", **SEALED, stamped_on="2026-11-24")), "serve") == ""
    assert why_not(row(sealed, paper="record"), "serve") == ""
    assert why_not(row(sealed, paper="report"), "serve") == "内部文书不送达"


def test_voided_paper_can_only_be_looked_at():
    voided = row(document("voided", **SEALED))
    allowed = {action for action in CONDITIONS if not why_not(voided, action)}
    assert allowed <= {"print", "save"}


def test_refused_signature_is_not_waited_for():
    refused = row(document("sealed", **SEALED, refused_on="2026-11-23"))
    assert [field for field, _title in refused.unsigned] == ["officer_1"]
    assert four_facts(refused)[1].value == "拒签 2026-11-23"


def test_scanned_pages_count_as_the_plain_way():
    scanned = row(document("sealed", **SEALED, scans={"d": {"page": 1}}))
    assert four_facts(scanned)[1].value == "已归档扫描件"


def test_external_paper_is_ours_only_to_register():
    external = row(document("sealed", number="某消字〔2026〕1号", made_on="2026-11-20", external=True))
    assert why_not(external, "sign") == "外部文书由原机关系统制作"
    assert why_not(external, "stamp") == ""
    assert four_facts(external)[0].note == "外部文书"


def test_file_names_carry_no_sign_that_a_disk_refuses():
    assert (
        file_name(row(document("sealed", **{**SEALED, "number": "民/责*1"})), "pdf") == "责令限期改正通知书 民_责_1.pdf"
    )


def test_ink_keeps_points_pressure_and_time():
    ink = ink_of({"width": 400, "height": 200, "strokes": [[(1.4, 2.6, 0.5, 7), (3.0, 4.0, 1.0, 9)]]})
    assert (ink.width, ink.height) == (400, 200)
    assert ink.strokes[0].points == ((1, 3, 500, 7), (3, 4, 1000, 9))


def test_documents_helper_makes_real_records():
    assert isinstance(document("sealed", **SEALED), Document)


def test_record_is_read_on_site_before_it_is_frozen():
    assert next_step(row(paper="record")) == "sign"
    assert next_step(row(paper="report")) == "seal"
