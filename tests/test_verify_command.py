"""A print is told from its code alone: which record, and whether this laptop holds it."""

import hashlib
import json

import docx
import pytest

from inspections.paper_code import read_code
from inspections.refusal import BadValueError
from reports.archive import attached_record
from reports.preview import Pages
from reports.printed_code import read_codes
from tests.laptop import Desk
from tests.test_commands import desk, office  # noqa: F401

ARRIVAL = {
    "arrived_at": "2026-11-20T09:00", "companion_name": "张三", "certificates_shown": True, "rights_told": True,
    "recusal_asked": True,
}  # fmt: skip


@pytest.fixture
def printed(desk, office, tmp_path):
    """The file of a sealed record, as anybody may hold it."""
    desk.step("record_arrival", office["visit"], values=ARRIVAL)
    desk.step("seal_paper", office["visit"], paper="record", on="2026-11-20")
    out = tmp_path / "笔录.pdf"
    assert desk.run("print", "record", office["visit"], out)[0] == 0
    return out


@pytest.fixture
def code(printed):
    (found,) = read_codes(printed.read_bytes())
    return found


def told(desk, *arguments):
    status, out, _ = desk.run("verify", *arguments, "--json")
    return status, json.loads(out)


def test_the_code_says_number_record_and_ends_and_no_address(code, printed):
    read = read_code(code)
    assert read.number == "某消〔2026〕1号"
    assert read.record == hashlib.sha256(attached_record(printed.read_bytes())).hexdigest()
    assert read.ends
    assert read.text == code
    assert "://" not in code


def test_the_laptop_that_sealed_it_holds_the_record(desk, code):
    status, verdict = told(desk, "--code", f"  {code[:30]}\n{code[30:]} ")
    assert status == 0
    assert verdict["number"] == "某消〔2026〕1号"
    assert [line["holds"] for line in verdict["lines"]] == [None, True, True, None]


def test_a_photograph_of_the_print_is_enough(desk, printed, tmp_path):
    from PIL import Image

    with Pages(printed.read_bytes()) as pages:
        drawn = pages.image(0, dpi=300)  # an A4 sheet by a phone of 9 megapixels
    photo = tmp_path / "照片.jpg"
    shot = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb).rotate(7, expand=True, fillcolor="gray")
    shot.save(photo, quality=60)
    assert told(desk, photo)[0] == 0
    blank = tmp_path / "空白.png"
    Image.new("RGB", (400, 400), "white").save(blank)
    status, _, err = desk.run("verify", blank)
    assert status == 1
    assert "没有找到文书的二维码" in err


def test_a_record_that_is_not_the_one_held_is_said(desk, code):
    record = read_code(code).record
    status, verdict = told(desk, "--code", code.replace(record, hashlib.sha256(b"other").hexdigest()))
    assert status == 1
    assert "与打印件上的不同" in verdict["lines"][-1]["text"]


def test_another_laptop_reads_the_code_and_claims_nothing(code, tmp_path, capsys):
    status, verdict = told(Desk(tmp_path / "nowhere", capsys), "--code", code)
    assert status == 1
    assert not verdict["valid"]
    assert {line["holds"] for line in verdict["lines"]} == {None}


def test_a_voided_paper_is_named_as_such(desk, code):
    (document,) = desk.ask("list", "documents")
    desk.step("void_paper", document["id"], on="2026-11-21", reason="时间有误")
    status, verdict = told(desk, "--code", code)
    assert status == 1
    assert "时间有误" in verdict["lines"][-1]["text"]


@pytest.mark.parametrize("wrong", ["", "YIAN1", "https://example.org/x", "YIAN1|某|ab|1-2", "YIAN1||" + "a" * 64 + "|"])
def test_a_text_that_is_no_code_is_refused(wrong):
    with pytest.raises(BadValueError):
        read_code(wrong)


def test_a_file_and_a_code_together_are_wrong_use(desk, code, printed):
    assert desk.run("verify", printed, "--code", code)[0] == 2
    assert desk.run("verify")[0] == 2


def test_a_paper_is_printed_as_word_too_and_the_words_say_which_counts(desk, office, printed, tmp_path):
    out = tmp_path / "笔录.docx"
    status, said, _ = desk.run("print", "record", office["visit"], out)
    assert status == 0
    assert "以定稿的 PDF 为准" in said
    assert "某消〔2026〕1号" in "".join(one.text for one in docx.Document(str(out)).paragraphs)
