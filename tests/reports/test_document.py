"""Documents read back: the same bytes, the whole text, only embedded faces, no layout that fails."""

import hashlib
import io
import random
import subprocess
import sys

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from reports.document import Meta, build, keep_together
from reports.marks import Picture, SignaturePlace, caption, qr_code
from reports.paragraph import Span, check_boxes, text
from reports.style import BODY, CELL_CENTER, HEADING, OFFICIAL_PAGE, TITLE, WORKING_PAGE, Align, TextStyle
from reports.tables import Merged, plain_grid, table

META = Meta(
    title="现场检查笔录", author="蓉城市民政局", running_left="蓉民检笔〔2026〕12号", running_right="青松养老院"
)
WIDTH = OFFICIAL_PAGE.body_width
RARE = "䶮㬎㛃𫖯𬱖𪟝"
SENTENCES = (
    "经现场检查，一层东侧疏散门上锁（2 樘），不符合 GB 38600-2019 第 6.3.2 条；坡道坡度为 1:10。",
    f"陪同人{RARE}称：“以后一定注意——马上整改……”。",
    "灭火器压力不足，抽查 12 具，不符合 3 具（25%）！",
)


def everything():
    long = "".join(SENTENCES) * 30
    rows = [["序号", "检查内容", "结果"], *([str(n), SENTENCES[n % 3], "符合"] for n in range(40)), ["41", long, ""]]
    return [
        text("现场检查笔录", TITLE),
        text([Span("（一）"), Span("加粗", bold=True), Span(SENTENCES[1])]),
        check_boxes([("责令改正", True), ("移送", False)]),
        table(rows, [WIDTH * 0.1, WIDTH * 0.75, WIDTH * 0.15], head_rows=1, column_styles={0: CELL_CENTER}),
        qr_code("蓉民检笔〔2026〕12号"),
    ]


def compact(content):
    return "".join(content.split())


def body_of(read):
    """The text of all pages without the numbers at their feet."""
    pages = [compact(page) for page in read.split("\f")[:-1]]
    feet = [f"第{number}页共{len(pages)}页" for number in range(1, len(pages) + 1)]
    assert all(page.endswith(foot) for page, foot in zip(pages, feet, strict=True))
    return "".join(page.removesuffix(foot) for page, foot in zip(pages, feet, strict=True))


@pytest.mark.needs_tool("pdftotext")
def test_seven_thousand_characters_come_back_as_they_went_in(extracted):
    choice = random.Random(7)
    long = "".join(choice.choice(SENTENCES) for _ in range(170))[:7000]
    pdf = build([text(long)], meta=Meta(title="长文", author="甲")).pdf
    assert body_of(extracted(pdf, "-raw")) == compact(long)


def test_pdfium_reads_the_same_text():
    import pypdfium2

    pdf = pypdfium2.PdfDocument(build([text(SENTENCES[1])], meta=META).pdf)
    try:
        page = pdf[0]
        content = page.get_textpage()
        assert compact(SENTENCES[1]) in compact(content.get_text_range())
        content.close()
        page.close()
    finally:
        pdf.close()


@pytest.mark.needs_tool("pdftotext")
@pytest.mark.parametrize("hostile", ["<b>&<img src='http://x.example/a.png'/>", "<para>&#20;</font>", "]]> {x} %s \\n"])
def test_what_people_type_is_printed_as_typed(extracted, hostile):
    story = [text(hostile), table([["项", hostile]], [60, 380], label_columns=(0,))]
    read = compact(extracted(build(story, meta=Meta(title=hostile, author=hostile)).pdf, "-raw"))
    assert read.count(compact(hostile)) == 2


def test_the_same_story_gives_the_same_bytes_also_in_another_process(tmp_path):
    code = (
        f"import sys, hashlib; sys.path[:0] = {sys.path!r};"
        "import importlib.util as u; s = u.spec_from_file_location('t', sys.argv[1]); m = u.module_from_spec(s);"
        "s.loader.exec_module(m); print(hashlib.sha256(m.build(m.everything(), meta=m.META).pdf).hexdigest())"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", code, __file__], check=True, capture_output=True, text=True, cwd=tmp_path
    ).stdout.strip()
    digests = {hashlib.sha256(build(everything(), meta=META).pdf).hexdigest() for _ in range(2)}
    assert digests == {elsewhere}


def test_every_typeface_is_embedded_and_none_is_foreign():
    with pikepdf.open(io.BytesIO(build(everything(), meta=META).pdf)) as document:
        faces = [x for x in document.objects if isinstance(x, pikepdf.Dictionary) and x.get("/Type") == "/Font"]
        assert faces
        for face in faces:
            assert "Noto" in str(face.BaseFont)
            assert "/FontFile2" in face.FontDescriptor
            assert "/ToUnicode" in face


@pytest.mark.needs_tool("pdftotext")
def test_heads_repeat_once_a_page_and_rows_keep_their_order(extracted):
    typeset = build(everything(), meta=META)
    pages = extracted(typeset.pdf, "-layout").split("\f")[: typeset.pages]
    assert typeset.pages > 3
    assert all(page.count("检查内容") == 1 for page in pages[:-1])
    assert all(f"第{n}页共{typeset.pages}页" in compact(page) for n, page in enumerate(pages, start=1))
    assert all("蓉民检笔〔2026〕12号" in page for page in pages)


@pytest.mark.needs_tool("pdftotext")
def test_a_giant_cell_runs_on_without_loss(extracted):
    long = "".join(f"第{number}句。" for number in range(1500))
    story = [table([["记录", long, Merged.LEFT], ["甲", "乙", "丙"]], [60, 200, 180], label_columns=(0,))]
    read = body_of(extracted(build(story, meta=Meta(title="t", author="a")).pdf, "-raw"))
    at = [read.find(f"第{number}句。") for number in range(1500)]
    assert -1 not in at
    assert at == sorted(at)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.integers(0, 900), min_size=3, max_size=3), min_size=1, max_size=8),
    st.integers(0, 2),
    st.sampled_from([OFFICIAL_PAGE, WORKING_PAGE]),
)
def test_no_size_of_cells_breaks_the_layout(lengths, head_rows, layout):
    width = layout.body_width
    rows = [["题", "题", "题"]] * head_rows + [["字、" * n for n in row] for row in lengths]
    story = [table(rows, [width * 0.12, width * 0.5, width * 0.38], head_rows=head_rows, label_columns=(0,))]
    assert build(story, meta=Meta(title="t", author="a", layout=layout)).pages >= 1


def test_signatures_never_stand_alone_on_a_page():
    for lines in range(20, 34):
        place = SignaturePlace("officer", "检查人员")
        closing = keep_together([text("以上笔录经核对无误。"), table([["签名", [place]]], [80, 200])])
        typeset = build([text("字\n" * lines), closing], meta=META)
        read = pdf_text(typeset.pdf, typeset.signature_boxes[0].page)
        assert "以上笔录经核对无误。" in read


def pdf_text(pdf, index):
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[index]
        content = page.get_textpage()
        read = content.get_text_range()
        content.close()
        page.close()
    finally:
        document.close()
    return read


def test_signature_places_are_reported_inside_the_page():
    story = [table([["签名", [SignaturePlace("officer", "检查人员", height=40)]]], [100, 200])]
    (box,) = build(story, meta=META).signature_boxes
    left, bottom, right, top = box.box
    assert (box.field, box.label, box.page) == ("officer", "检查人员", 0)
    assert (right - left, top - bottom) == (192, 40)
    assert left >= OFFICIAL_PAGE.left + 100
    assert top <= 842 - OFFICIAL_PAGE.top


@pytest.mark.needs_tool("pdftotext")
def test_missing_characters_are_told_and_stand_as_a_mark_with_a_footnote(extracted):
    typeset = build([text("张\U0010fffd到场"), text("乙")], meta=META)
    assert typeset.missing == ("\U0010fffd",)
    read = extracted(typeset.pdf)
    assert "张〓到场" in read
    assert "U+10FFFD" in read


def test_a_character_missing_in_a_head_is_told_too():
    typeset = build([text("甲")], meta=Meta(title="t", author="a", running_right="\U0010fffd☑\n养老院"))
    assert typeset.missing == ("\U0010fffd",)


def test_drafts_carry_their_mark_on_every_page_and_others_do_not():
    for draft in (True, False):
        typeset = build([text("字\n" * 60)], meta=Meta(title="t", author="a", draft=draft))
        assert typeset.pages == 3
        assert {"草稿" in pdf_text(typeset.pdf, index) for index in range(3)} == {draft}


@pytest.mark.needs_tool("pdftotext")
def test_check_boxes_can_be_read_back(extracted):
    read = compact(extracted(build([check_boxes([("改正", True), ("移送", False)])], meta=META).pdf))
    assert "√改正" in read
    assert "□移送" in read


def test_title_author_and_language_stand_in_the_file():
    with pikepdf.open(io.BytesIO(build([text("甲")], meta=META).pdf)) as document:
        assert str(document.docinfo["/Title"]) == META.title
        assert str(document.docinfo["/Author"]) == META.author
        assert str(document.Root.Lang) == "zh-CN"


def jpeg(path, mode="RGB"):
    Image.effect_noise((400, 300), 60).convert(mode).save(path, "JPEG", quality=80)
    return path


def test_jpeg_bytes_are_copied_once_and_their_path_leaves_no_trace(tmp_path):
    first, second = jpeg(tmp_path / "a.jpg"), tmp_path / "another name.jpg"
    second.write_bytes(first.read_bytes())

    def album(*paths):
        cells = [[Picture(path, max_width=200, max_height=150), caption("照片")] for path in paths]
        return build([plain_grid([cells], [220, 220])], meta=META).pdf

    pdf = album(first, second)
    assert pdf.count(first.read_bytes()) == 1
    assert pdf == album(second, first)


def test_a_picture_keeps_its_proportions_and_an_odd_jpeg_is_refused(tmp_path):
    picture = Picture(jpeg(tmp_path / "a.jpg"), max_width=200, max_height=90)
    assert picture.wrap(500, 500) == pytest.approx((120, 90))
    with pytest.raises(ValueError, match="灰度或 RGB"):
        Picture(jpeg(tmp_path / "b.jpg", "CMYK"), max_width=200, max_height=90)


def test_a_text_splits_at_lines_and_keeps_every_character():
    paragraph = text("".join(SENTENCES) * 4)
    paragraph.wrap(300, 1000)
    first, rest = paragraph.split(300, 5 * BODY.leading)
    assert first.characters + rest.characters == paragraph.characters
    assert len(first.lines(300)) == 5
    assert len(first.lines(300)) + len(rest.lines(300)) == len(paragraph.lines(300))


def test_two_lines_stay_together_at_the_foot_of_a_page():
    paragraph = text("字" * 100, TextStyle(size=10, leading=20, align=Align.LEFT))
    assert len(paragraph.lines(200)) == 5
    assert paragraph.split(200, 25) == []
    assert [len(part.lines(200)) for part in paragraph.split(200, 85)] == [3, 2]


def test_what_cannot_be_kept_together_runs_on():
    typeset = build([keep_together([text("字\n" * 90), text("末")])], meta=META)
    assert typeset.pages == 4
    assert "末" in pdf_text(typeset.pdf, 3)


def test_a_long_head_is_made_smaller_rather_than_run_into_the_other():
    def head(name):
        meta = Meta(title="t", author="a", running_left="蓉民检笔〔2026〕12号", running_right=name)
        return pdf_text(build([text("甲")], meta=meta).pdf, 0)

    for name in ("青松养老院", "蓉城市青羊区某某街道社区综合养老服务中心" * 3):
        assert name in compact(head(name))
        assert "蓉民检笔〔2026〕12号" in compact(head(name))


def test_headings_stay_with_what_follows():
    for lines in range(22, 32):
        typeset = build([text("字\n" * lines), text("二、处理意见", HEADING), text("责令改正。" * 40)], meta=META)
        pages = [pdf_text(typeset.pdf, index) for index in range(typeset.pages)]
        assert all("责令改正" in page for page in pages if "二、处理意见" in page)
