"""The verdict: every change is noticed, any bytes get an answer, no line claims more than was checked."""

import hashlib
import io
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.verification import Outcome, Question, verify

NAMES = ["赵瑞𬭎", "李青𫖯"]


def answers(verdict):
    return {check.question: check.passed for check in verdict.checks}


def judge(pdf, issued, **options):
    return verify(pdf, trust=[issued.authority.certificate], expected_signers=NAMES, **options)


def test_an_untouched_paper_holds(signed, issued, at):
    verdict = judge(signed, issued, expected_digest=hashlib.sha256(signed).hexdigest())
    assert verdict.outcome is Outcome.INCOMPLETE  # what it carries is no record of ours to compare with
    assert answers(verdict) == {**dict.fromkeys(Question, True), Question.TEXT: None}
    assert verdict.changes == ()
    assert [(s.signer, s.signed_at, s.covers_file) for s in verdict.signatures] == [
        ("赵瑞𬭎 51010007", at, False),
        ("李青𫖯 机构代表", at, True),
    ]
    assert verdict.record == '{"文书":"现场检查笔录"}'.encode()


def test_what_was_not_checked_is_said(signed):
    verdict = verify(signed)
    assert verdict.outcome is Outcome.INCOMPLETE
    unasked = {question for question, passed in answers(verdict).items() if passed is None}
    assert unasked == {Question.ISSUERS, Question.SIGNERS, Question.DIGEST, Question.TEXT}
    assert "身份未核对" in "".join(verdict.lines)
    assert "台账不在手" in "".join(verdict.lines)


def appended(pdf, change):
    """The paper with one incremental update, as an editor would write it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    file = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(file)
    change(writer)
    writer.write_in_place()
    return file.getvalue()


def cover_page(writer):
    from pyhanko.pdf_utils.generic import StreamObject, pdf_name

    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"1 0 0 rg 100 500 200 80 re f")))
    assert pdf_name("/Page")


def retitle(writer):
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string

    writer.set_info(None)
    writer.root[pdf_name("/Lang")] = pdf_string("en")
    writer.update_root()


def flipped(pdf):
    at = pdf.index(b"stream\r\n") + 40 if b"stream\r\n" in pdf else pdf.index(b"stream\n") + 40
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def cut_off_last_signature(pdf):
    return pdf[: pdf.rindex(b"%%EOF", 0, pdf.rindex(b"%%EOF")) + 6]


def rewritten(pdf):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


TAMPERINGS = {
    "one byte flipped": (flipped, {Question.READABLE, Question.SIGNATURES}),
    "page covered by an update": (lambda pdf: appended(pdf, cover_page), {Question.SIGNATURES, Question.COVERAGE}),
    "catalogue changed by an update": (lambda pdf: appended(pdf, retitle), {Question.SIGNATURES, Question.COVERAGE}),
    "last signature cut off": (cut_off_last_signature, {Question.SIGNERS}),
    "rewritten by qpdf": (rewritten, {Question.SIGNATURES, Question.COVERAGE, Question.READABLE}),
    "junk after the end": (lambda pdf: pdf + b"\n% junk\n" * 9, {Question.COVERAGE}),
    "one byte after the end": (lambda pdf: pdf + b"\n", {Question.COVERAGE}),
    "cut in the middle": (lambda pdf: pdf[: len(pdf) * 3 // 4], {Question.READABLE, Question.SIGNERS}),
    "bytes in front": (lambda pdf: b"\n" + pdf, {Question.READABLE}),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_every_change_is_noticed_without_the_journal(name, signed):
    change, blamed = TAMPERINGS[name]
    verdict = verify(change(signed))
    assert verdict.outcome is Outcome.BROKEN, verdict.lines
    assert blamed & {question for question, passed in answers(verdict).items() if passed is False}
    assert verdict.lines[0] == "结论：核对不通过。"


@pytest.mark.parametrize("name", TAMPERINGS)
def test_the_digest_in_the_journal_notices_every_change(name, signed):
    verdict = verify(TAMPERINGS[name][0](signed), expected_digest=hashlib.sha256(signed).hexdigest())
    assert answers(verdict)[Question.DIGEST] is False


@pytest.mark.needs_tool("qpdf")
def test_a_file_rewritten_by_the_program_itself_is_noticed(signed, tmp_path):
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(signed)
    subprocess.run(["qpdf", before, after], check=True)
    assert verify(after.read_bytes()).outcome is Outcome.BROKEN


def test_an_unknown_issuer_of_the_same_name_is_not_trusted(signed, issued):
    verdict = verify(signed, trust=[issued.stranger.certificate], expected_signers=NAMES)
    assert answers(verdict)[Question.ISSUERS] is False
    assert answers(verdict)[Question.SIGNATURES] is True


def test_certificates_count_at_the_claimed_time(paper, issued, at):
    from reports.signing import Signer, sign

    early = at.replace(year=2024)
    signers = [
        Signer(field="officer", name="赵瑞𬭎", key=issued.officer, reason="确认"),
        Signer(field="representative", name="李青𫖯", key=issued.representative, reason="确认"),
    ]
    verdict = judge(sign(paper.archived, signers, boxes=paper.typeset.signature_boxes, at=early), issued)
    assert answers(verdict)[Question.ISSUERS] is False


@pytest.mark.parametrize(
    ("expected", "passed", "said"),
    [
        (["赵瑞𬭎 51010007", "李青𫖯"], True, "2 人都已签名"),
        (["赵瑞𬭎", "王五"], False, "缺 王五"),
        (["赵瑞𬭎"], False, "多出 1 个"),
        (["赵瑞𬭎", "赵瑞𬭎", "李青𫖯"], False, "缺 赵瑞𬭎"),
    ],
)
def test_the_list_of_signers_is_compared(signed, expected, passed, said):
    (check,) = [
        check for check in verify(signed, expected_signers=expected).checks if check.question is Question.SIGNERS
    ]
    assert check.passed is passed
    assert said in check.line


def encrypted(pdf):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: b"", "不是 PDF"),
        (lambda _: "文本".encode(), "不是 PDF"),
        (lambda _: b"%PDF-1.7\n", "不完整"),
        (lambda _: b"%PDF-1.7\nstartxref\n0\n%%EOF", "损坏"),
        (encrypted, "加密"),
        (lambda pdf: pdf, "没有电子签名"),
    ],
)
def test_files_without_a_readable_signature_get_a_sentence(make, said, paper):
    verdict = verify(make(paper.archived))
    assert verdict.outcome is Outcome.BROKEN
    assert said in "".join(verdict.lines)


def test_a_huge_file_is_refused_unread(monkeypatch, signed):
    monkeypatch.setattr("reports.verification.MAX_BYTES", 100)
    assert "超过" in "".join(verify(signed).lines)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_raise_and_no_damage_holds(data, signed):
    start = data.draw(st.integers(0, len(signed) - 1))
    length = data.draw(st.integers(0, 400))
    damaged = signed[:start] + data.draw(st.binary(max_size=40)) + signed[start + length :]
    verdict = verify(damaged)
    assert damaged == signed or verdict.outcome is Outcome.BROKEN


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_no_paper(noise):
    assert verify(b"%PDF-1.7\n" + noise).outcome is Outcome.BROKEN


def test_a_verdict_with_one_failed_answer_never_holds(signed):
    verdict = verify(signed)
    for number, check in enumerate(verdict.checks):
        checks = (*verdict.checks[:number], replace(check, passed=False), *verdict.checks[number + 1 :])
        assert replace(verdict, checks=checks).outcome is Outcome.BROKEN
