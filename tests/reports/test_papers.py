"""Papers as bytes: what they say, what they hide, how they are built."""

import json
import subprocess
from dataclasses import replace

import pytest

from inspections.document import PAPERS
from reports.archive import attached_record
from reports.office import PaperOffice
from reports.papers.making import FORMS
from tests.reports import builders as b

KINDS = sorted(PAPERS)
FOR_THE_INSTITUTION = [kind for kind in KINDS if PAPERS[kind].note != "内部使用"]
OFFICE = PaperOffice()


def rendered(made):
    return OFFICE.render(made, b.pictures(made))


@pytest.fixture(scope="module")
def full():
    """Every kind of paper once, with much in it."""
    return {kind: rendered(b.full_dossier(kind)) for kind in KINDS}


@pytest.fixture
def said(extracted):
    """The text of a PDF without spaces and line feeds."""
    return lambda pdf: "".join(extracted(pdf, "-raw").split())


def test_every_kind_of_paper_has_a_form():
    assert sorted(FORMS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_same_dossier_gives_same_bytes(kind, full):
    assert rendered(b.full_dossier(kind)).pdf == full[kind].pdf


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_carries_title_number_institution_and_its_agency(kind, full, said):
    told = said(full[kind].pdf)
    made = b.full_dossier(kind)
    for expected in (made.title, made.document.number, made.institution.name, made.agency.name):
        assert expected.replace(" ", "") in told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.needs_tool("pdftotext")
def test_every_typeface_is_embedded(kind, full, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(full[kind].pdf)
    lines = subprocess.run(["pdffonts", file], check=True, capture_output=True).stdout.decode().splitlines()[2:]
    assert lines
    assert all(line.split()[-5] == "yes" for line in lines), lines


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_numbered_x_of_y(kind, full, extracted):
    pages = extracted(full[kind].pdf, "-raw").split("\f")[:-1]
    assert len(pages) == full[kind].pages
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in "".join(page.split())


@pytest.mark.parametrize("kind", KINDS)
def test_signatures_never_stand_alone_on_a_page(kind, full, extracted):
    """The page of the last signature also carries words of the paper before the first of them."""
    paper = full[kind]
    last = extracted(paper.pdf).split("\f")[paper.boxes[-1].page]
    before = "".join(last.split()).partition(paper.boxes[0].title)[0]
    head = f"{PAPERS[kind].title}{b.document(kind).number}{b.INSTITUTION}"
    assert len(before) > len(head) + 10
    assert len({box.page for box in paper.boxes}) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_signers_are_those_of_the_kind(kind, full):
    fields = [box.field for box in full[kind].boxes]
    officers = PAPERS[kind].signers.count("officer") * (2 if kind in ("record", "photos") else 1)
    expected = [f"officer_{number}" for number in range(1, officers + 1)]
    assert fields == expected + [one for one in ("head", "companion") if one in PAPERS[kind].signers]
    for box in full[kind].boxes:
        left, bottom, right, top = box.box
        assert right - left > 100
        assert top - bottom > 40


def test_a_record_of_one_agency_has_two_officers_and_the_companion():
    made = b.dossier("record", agencies=(b.agency("civil"),))
    assert [box.title for box in rendered(made).boxes] == ["执法人员一", "执法人员二", "被检查人（陪同人）"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_says_so_and_has_neither_issuer_head_nor_number(kind, said):
    made = b.dossier(kind, draft=True)
    told = said(rendered(made).pdf)
    assert "草稿" in told
    assert b.document(kind).number not in told.replace(b.document("order").number, "", 3) or kind in (
        "receipt",
        "closure",
        "reinspection",
    )
    assert not told.startswith(made.agency.name)


@pytest.mark.parametrize("kind", KINDS)
def test_the_attached_record_says_what_the_paper_says(kind, full):
    made = b.full_dossier(kind)
    record = json.loads(attached_record(full[kind].pdf))
    assert record["number"] == made.document.number
    assert record["paper"] == kind
    assert record["institution"]["name"] == made.institution.name
    assert record["as_of"]["heads"] == [["laptop", 311, "ab" * 32]]
    assert [one["number"] for one in record["findings"]] == [line.finding.number for line in made.findings]
    shown = [photo["sha256"] for one in record["findings"] for photo in one["photos"]]
    assert shown == [photo.photo.sha256 for line in made.findings for photo in line.photos]


def test_derivatives_name_every_picture_typeface_and_the_wording():
    import hashlib

    from reports.fonts import font_digests
    from reports.wording import wording

    made = b.full_dossier("report")
    expected = {hashlib.sha256(data).hexdigest() for data in b.pictures(made).values()}
    expected |= {digest for _, digest in font_digests()} | {wording().digest}
    assert set(rendered(made).derivatives) == expected


def complaint(kind):
    written = "群众12345热线举报：举报人李某反映夜间无人值班"
    visit = b.inspection(task_source="complaint", basis=written, uncounted_reason="举报核查", kind="case")
    return b.dossier(kind, inspection=visit)


@pytest.mark.parametrize("kind", FOR_THE_INSTITUTION)
def test_a_complaint_never_shows_on_what_the_institution_receives(kind, said):
    pdf = rendered(complaint(kind)).pdf
    for told in (said(pdf), attached_record(pdf).decode()):
        for word in ("举报人", "李某", "12345", "complaint", "举报核查"):
            assert word not in told


def test_a_complaint_reads_neutrally_on_the_record_and_plainly_in_the_internal_report(said):
    assert "个案线索" in said(rendered(complaint("record")).pdf)
    assert "举报核查" in said(rendered(complaint("report")).pdf)


HOSTILE = '<b>&amp;</b><img src="file:///etc/passwd"/>{0}{organ}%s\u202e\x00<para color=red>'


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_printed_as_it_was_written(kind, said):
    organ = b.dossier(kind).agency
    hostile = b.line(
        b.finding(1, description=HOSTILE, measure=HOSTILE, steps=[b.ordered("civil")]), paper=kind, organ=organ
    )
    told = said(rendered(b.dossier(kind, findings=[hostile], institution=b.institution(name=HOSTILE))).pdf)
    assert '<b>&amp;</b><imgsrc="file:///etc/passwd"/>{0}{organ}%s' in told


def test_a_character_no_typeface_has_is_told_and_marked(said):
    paper = rendered(b.dossier("record", institution=b.institution(name="\U000e0fff\U0010fffd养老院")))
    assert "\U0010fffd" in paper.missing_characters
    assert "〓" in said(paper.pdf)


def test_rare_characters_of_names_are_found_again_in_the_text(full, said):
    told = said(full["record"].pdf)
    for name in ("颐康𫖯养老院", "赵瑞𬭎", "钱一䶮", "李青㬎"):
        assert name in told


def test_the_record_counts_honestly(full, said):
    told = said(full["record"].pdf)
    assert "29项逐项，8项批量" in told
    assert "本次未检查7项，不作结论" in told
    assert "按机构事实不适用3项" in told
    assert "现场认定不适用8项" in told
    assert "抽查8/总数32/不符合2" in told
    assert "实测净宽1.42m" in told


def test_nothing_is_ticked_for_the_other_side(full, said):
    assert "□已出示、已告知，清楚" in said(full["record"].pdf)


def test_what_was_not_told_is_not_ticked(said):
    told = said(rendered(b.dossier("record", inspection=b.inspection(rights_told=False))).pdf)
    assert "√执法人员已向被检查人出示执法证件" in told
    assert "□已告知被检查人：有权查验" in told


def test_an_assistant_is_listed_as_such_and_has_no_certificate(full, said):
    told = said(full["record"].pdf)
    assert "协助人员吴专家不具执法身份" in told
    assert "执法人员吴专家" not in told


def test_unverified_clauses_are_marked(full, said):
    told = said(full["record"].pdf)
    assert "《66号令》第28条（待核）" in told
    assert "《消防法》第28条（待核）" not in told


def test_a_refusal_to_sign_stands_on_the_record(said):
    paper = b.stepped(
        b.document("record"),
        lambda one: one.seal({"file": "0" * 64}),
        lambda one: one.refuse_signature(
            on=b.VISIT, person="冯院长", reason="对结论有异议", officers=["zhao", "qian"], witness="郑某"
        ),
    )
    told = said(rendered(b.dossier("record", document=paper)).pdf)
    assert "冯院长拒绝签名" in told
    assert "对结论有异议" in told
    assert "赵瑞𬭎、钱一䶮" in told


def test_the_order_prints_the_date_and_the_remedies_of_its_agency(full, said):
    told = said(full["order"].pdf)
    assert "整改期限至2026年10月27日" in told
    assert "60日内向蓉城市消防救援支队申请行政复议" in told
    assert "6个月内依法向蓉城市青羊区人民法院提起行政诉讼" in told


def test_an_immediate_order_has_no_date(full, said):
    told = said(full["immediate"].pdf)
    assert "立即改正" in told
    assert "期限至" not in told


@pytest.mark.parametrize(
    ("result", "box"), [("none", "未发现问题"), ("fixed", "已当场改正"), ("ordered", "责令改正"), ("referred", "移送")]
)
def test_the_result_ticks_one_box(result, box, said):
    told = said(rendered(replace(b.dossier("result"), result=result)).pdf)
    assert f"√{box}" in told
    assert told.count("√") == 1


def test_the_reinspection_says_each_result_and_what_follows(full, said):
    told = said(full["reinspection"].pdf)
    assert "合格；现场查看已清空。" in told
    assert "不合格；仍堆放纸箱2件；新的期限至2026年11月6日；处理建议：转立案。" in told


def test_the_closure_tells_the_whole_life_of_a_finding(full, said):
    told = said(full["closure"].pdf)
    for part in ("责令限期改正通知书", "1200元", "第1轮合格", "销号人孙立", "复查意见书和照片", "登记问题"):
        assert part in told


def test_the_receipt_tells_how_a_paper_was_served(said):
    served = b.document(
        "order", served_on=b.VISIT, served_how="left", served_to="冯院长", served_place="院长办公室",
        service_witness="郑某", service_reason="拒绝接收",
    )  # fmt: skip
    told = said(rendered(b.dossier("receipt", referenced=served)).pdf)
    assert "√留置送达" in told
    for part in ("冯院长", "院长办公室", "郑某", "拒绝接收", "2026年10月12日"):
        assert part in told


def test_photographs_are_copied_through_unchanged(full):
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(full["report"].pdf)) as document:
        found = {bytes(one.read_raw_bytes()) for page in document.pages for one in page.get_images().values()}
    assert set(b.pictures(b.full_dossier("report")).values()) <= found


def test_the_code_names_number_record_and_journal():
    import hashlib

    from reports.papers.attached import code_content, record_json
    from reports.papers.sheet import Sheet
    from reports.wording import wording

    made = b.full_dossier("order")
    sheet = Sheet(dossier=made, pictures={}, wording=wording())
    record = record_json(sheet)
    assert (
        code_content(sheet, record)
        == f"YIAN1|{made.document.number}|{hashlib.sha256(record).hexdigest()}|311-{'ab' * 6}"
    )
