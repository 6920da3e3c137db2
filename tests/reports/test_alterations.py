"""Attacks on a signed order: each is caught without the journal, and named."""

import io
import json
import subprocess
from datetime import date

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import StreamObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from inspections.document import PAPERS
from inspections.dossier import Ink, Stroke
from reports.agreement import agreement
from reports.archive import RECORD_NAME, attached_record
from reports.office import PaperOffice
from reports.signing import open_key
from tests.reports import builders as b

OFFICE = PaperOffice()
AT = "2026-10-12T12:10:00+08:00"
NAMES = {"officer_1": "赵瑞𬭎", "officer_2": "钱一䶮𬱖", "companion": "冯㬎𪟝"}
INK = Ink(width=400, height=200, strokes=(Stroke(points=((10, 20, 500, 0), (200, 120, 700, 90))),))


def key_of(name):
    return OFFICE.make_key(
        name=name, organization="蓉城市青羊区消防救援大队", number="51010007", valid_from=date(2026, 1, 1),
        passphrase=b"own",
    )  # fmt: skip


def sign(pdf, field, name, *, last):
    return OFFICE.sign(
        pdf, field=field, name=name, ink=INK, key=key_of(name), passphrase=b"own", at=AT, last=last
    )  # fmt: skip


@pytest.fixture(scope="module")
def paper():
    made = b.full_dossier("order")
    return OFFICE.render(made, b.pictures(made)).pdf


@pytest.fixture(scope="module")
def signed(paper):
    pdf = paper
    for field, name in NAMES.items():
        pdf = sign(pdf, field, name, last=field == "companion")
    return pdf


def updated(pdf, change):
    """The file with one incremental update, as an editor writes it."""
    file = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(file)
    change(writer)
    writer.write_in_place()
    return file.getvalue()


def cover_page(writer):
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"1 0 0 rg 100 500 200 80 re f")))


def replace_page(writer):
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(StreamObject(stream_data=b"0 0 m 9 9 l S"))
    writer.update_container(page)


def field_of(writer, name):
    listed = writer.root["/AcroForm"]["/Fields"]
    return next(one.get_object() for one in listed if str(one.get_object()["/T"]) == name), listed


def swap_ink(writer):
    field, _ = field_of(writer, "companion")
    other, _ = field_of(writer, "officer_1")
    field[pdf_name("/AP")] = other["/AP"]
    writer.update_container(field)


def drop_field(writer):
    _, listed = field_of(writer, "companion")
    del listed[2]
    writer.update_container(listed)


def rename(writer):
    info = writer.trailer["/Info"]
    info[pdf_name("/Title")] = pdf_string("检查合格通知书")
    writer.update_container(info)


def flipped(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        drawn = document.pages[0].Contents.read_raw_bytes()
    at = pdf.index(drawn) + len(drawn) // 2
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def last_cut_off(pdf):
    return pdf[: pdf.rindex(b"%%EOF", 0, pdf.rindex(b"%%EOF")) + 6]


def rewritten(pdf):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


def other_signature(pdf):
    """The file signed once more, by somebody with another certificate, in a field of his own."""
    metadata = signers.PdfSignatureMetadata(field_name="other", md_algorithm="sha256")
    place = fields.SigFieldSpec("other", on_page=0, box=(100, 100, 200, 150))
    act = signers.PdfSigner(metadata, open_key(key_of("吴某"), b"own"), new_field_spec=place)
    return act.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()


ATTACKS = {
    "one byte changed": (flipped, "签名范围内的字节被改动"),
    "junk appended": (lambda pdf: pdf + b"\n% junk\n", "文件末尾被追加内容"),
    "page covered": (lambda pdf: updated(pdf, cover_page), "第 1 页的内容被替换"),
    "page replaced": (lambda pdf: updated(pdf, replace_page), "第 1 页的内容被替换"),
    "ink picture replaced": (lambda pdf: updated(pdf, swap_ink), "签名栏 companion 的图样（笔迹）被替换"),
    "field dropped": (lambda pdf: updated(pdf, drop_field), "签名栏 companion 被删去"),
    "last signature cut off": (last_cut_off, "1 个签名位置没有签名（companion）"),
    "rewritten": (rewritten, "整个文件被其他程序重新写过"),
    "title changed": (lambda pdf: updated(pdf, rename), "文件标题被改为“检查合格通知书”"),
    "another certificate's signature added": (other_signature, "又加入 吴某 51010007 的签名"),
}


def lines(pdf):
    verdict = OFFICE.verify(pdf, expected_digest=None, expected_fields=None)
    return verdict.valid, [one.text for one in verdict.lines if one.holds is False]


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_is_caught_and_named_without_the_journal(attack, signed):
    change, named = ATTACKS[attack]
    valid, failed = lines(change(signed))
    assert not valid
    assert any(named in line for line in failed), failed


def test_the_good_one_holds_with_rare_characters_in_every_name(signed):
    verdict = OFFICE.verify(signed, expected_digest=None, expected_fields=sorted(NAMES))
    assert verdict.valid
    assert [name.split()[0] for name in verdict.signers] == list(NAMES.values())
    assert not [one for one in verdict.lines if one.holds is False]
    assert any("正文与附带记录一致" in one.text and one.holds for one in verdict.lines)


def test_a_paper_on_the_way_of_being_signed_shows_no_alterations(paper):
    _, failed = lines(sign(paper, "officer_2", NAMES["officer_2"], last=False))
    assert not [line for line in failed if line.startswith("改动")]


@pytest.mark.needs_tool("pdfsig", "qpdf")
def test_outside_programs_find_the_good_one_clean_and_every_signature_valid(signed, tmp_path):
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    told = subprocess.run(["pdfsig", file], check=False, capture_output=True, text=True).stdout
    assert told.count("Signature is Valid") == len(NAMES)
    checked = subprocess.run(["qpdf", "--check", file], check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "No syntax or stream encoding errors" in checked.stdout


@pytest.mark.parametrize("kind", PAPERS)
def test_every_kind_of_paper_agrees_with_the_record_it_carries(kind):
    made = b.full_dossier(kind)
    pdf = OFFICE.render(made, b.pictures(made)).pdf
    assert agreement(pdf, attached_record(pdf)).holds is True


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda told: told["findings"][0].update(description="三楼出口畅通无阻"), "问题 QY-2026-0001 的事实"),
        (lambda told: told.update(number="青民检〔2026〕99号"), "文号"),
        (lambda told: told.update(result="none"), "页面二维码中的摘要与附带记录不同"),
    ],
)
def test_a_record_that_was_exchanged_is_noticed(change, said, paper):
    told = json.loads(attached_record(paper))
    change(told)
    record = json.dumps(told, ensure_ascii=False).encode()
    with pikepdf.open(io.BytesIO(paper)) as document:
        document.attachments[RECORD_NAME] = pikepdf.AttachedFileSpec(document, record, filename=RECORD_NAME)
        out = io.BytesIO()
        document.save(out)
    assert said in agreement(out.getvalue(), record).line
    valid, failed = lines(out.getvalue())
    assert not valid
    assert any(said in line for line in failed)
