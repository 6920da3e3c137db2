"""The office as the workflow sees it: render, sign one by one in any order, verify, keys."""

import hashlib
import io
import math
import subprocess
import sys
from datetime import date
from itertools import permutations

import pytest

from inspections.dossier import Ink, Papers, Stroke
from reports.office import DRAWN_NOTE, ISSUER_MARK, PaperOffice
from reports.signing import WrongPassphraseError
from tests.reports import builders as b

OFFICE = PaperOffice()
AT = "2026-10-12T12:10:00+08:00"
INK = Ink(
    width=400,
    height=200,
    strokes=(Stroke(points=tuple((x, 100 + int(60 * math.sin(x / 20)), 500, x) for x in range(0, 300, 4))),),
)
NAMES = {"officer_1": "赵瑞𬭎", "officer_2": "钱一䶮", "companion": "冯院长"}


@pytest.fixture(scope="module")
def paper():
    made = b.full_dossier("order")
    return OFFICE.render(made, b.pictures(made))


@pytest.fixture(scope="module")
def keys():
    return {
        field: OFFICE.make_key(
            name=name, organization="蓉城市青羊区民政局", number=field, valid_from=date(2026, 1, 1), passphrase=b"own"
        )
        for field, name in NAMES.items()
    }


def signed(pdf, keys, fields, *, ink=INK):
    for field in fields:
        pdf = OFFICE.sign(
            pdf, field=field, name=NAMES[field], ink=ink, key=keys[field], passphrase=b"own", at=AT,
            last=field == fields[-1],
        )  # fmt: skip
    return pdf


def verdict(pdf, *, digest=None, fields=None):
    return OFFICE.verify(pdf, expected_digest=digest, expected_fields=fields)


def test_the_office_is_what_the_workflow_asks_for():
    office: Papers = OFFICE
    for name in ("render", "sign", "make_key", "verify", "ledger_workbook", "ledger_pdf"):
        assert callable(getattr(office, name))


def test_nothing_heavy_is_loaded_with_the_office():
    heavy = ["reportlab", "pikepdf", "pyhanko", "pypdfium2", "xlsxwriter", "cryptography"]
    code = f"import sys, reports.office; print([name for name in {heavy} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.strip() == "[]"


@pytest.mark.parametrize("order", list(permutations(NAMES)), ids="-".join)
def test_people_sign_in_any_order_and_the_last_locks(paper, keys, order):
    finished = signed(paper.pdf, keys, order)
    found = verdict(finished, fields=list(NAMES))
    assert found.valid, found.lines
    assert [line.holds for line in found.lines].count(False) == 0
    assert found.signers == tuple(f"{NAMES[field]} {field}" for field in order)
    assert found.record["number"] == b.document("order").number


def test_until_the_last_has_signed_the_missing_ones_are_named(paper, keys):
    first = OFFICE.sign(
        paper.pdf,
        field="officer_1",
        name="赵瑞𬭎",
        ink=INK,
        key=keys["officer_1"],
        passphrase=b"own",
        at=AT,
        last=False,
    )
    found = verdict(first)
    assert not found.valid
    failed = [line.text for line in found.lines if line.holds is False]
    assert len(failed) == 1
    assert "officer_2" in failed[0]
    assert "companion" in failed[0]


def test_a_field_is_signed_once(paper, keys):
    first = OFFICE.sign(
        paper.pdf,
        field="officer_1",
        name="赵瑞𬭎",
        ink=INK,
        key=keys["officer_1"],
        passphrase=b"own",
        at=AT,
        last=False,
    )
    with pytest.raises(Exception, match="filled already"):
        OFFICE.sign(
            first,
            field="officer_1",
            name="赵瑞𬭎",
            ink=INK,
            key=keys["officer_1"],
            passphrase=b"own",
            at=AT,
            last=False,
        )


def test_a_field_that_is_not_there_is_refused_by_name(paper, keys):
    with pytest.raises(ValueError, match="没有签名栏“mayor”"):
        OFFICE.sign(
            paper.pdf, field="mayor", name="某", ink=None, key=keys["officer_1"], passphrase=b"own", at=AT, last=False
        )


def test_a_wrong_passphrase_is_said(paper, keys):
    with pytest.raises(WrongPassphraseError, match="口令不正确"):
        OFFICE.sign(
            paper.pdf,
            field="officer_1",
            name="赵瑞𬭎",
            ink=INK,
            key=keys["officer_1"],
            passphrase=b"x",
            at=AT,
            last=False,
        )


def test_a_changed_byte_is_noticed(paper, keys):
    finished = signed(paper.pdf, keys, list(NAMES))
    at = finished.index(b"stream", 2000) + 40
    changed = finished[:at] + bytes([finished[at] ^ 1]) + finished[at + 1 :]
    assert not verdict(changed).valid
    assert not verdict(finished + b"\n% more").valid


def test_an_update_after_the_last_signature_is_noticed(paper, keys):
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    finished = signed(paper.pdf, keys, list(NAMES))
    writer = IncrementalPdfFileWriter(io.BytesIO(finished))
    writer.root["/Added"] = generic.pdf_string("more")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert not verdict(out.getvalue()).valid


def test_the_digest_of_the_journal_decides(paper, keys):
    import hashlib

    finished = signed(paper.pdf, keys, list(NAMES))
    assert verdict(finished, digest=hashlib.sha256(finished).hexdigest()).valid
    assert not verdict(finished, digest="0" * 64).valid


def test_a_missing_signer_is_noticed(paper, keys):
    finished = signed(paper.pdf, keys, list(NAMES))
    assert not verdict(finished, fields=[*NAMES, "officer_9"]).valid


def test_a_drawn_signature_says_what_it_is(paper, keys, extracted):
    assert DRAWN_NOTE in "".join(extracted(signed(paper.pdf, keys, list(NAMES))).split())
    assert DRAWN_NOTE not in "".join(extracted(signed(paper.pdf, keys, list(NAMES), ink=None)).split())


def test_any_bytes_give_a_verdict():
    for data in (b"", b"%PDF-1.7", b"\x00" * 100):
        found = verdict(data)
        assert not found.valid
        assert found.record is None


@pytest.mark.parametrize("organization", ["蓉城市青羊区民政局", "蓉城市" * 20, "𫖯" * 30])
def test_a_key_says_who_and_that_this_laptop_issued_it(organization):
    from cryptography.hazmat.primitives.serialization import pkcs12

    data = OFFICE.make_key(
        name="赵瑞𬭎",
        organization=organization,
        number="川民执 0101007",
        valid_from=date(2028, 2, 29),
        passphrase=b"own",
    )
    _, certificate, _ = pkcs12.load_key_and_certificates(data, b"own")
    assert certificate.subject.rfc4514_string().startswith("CN=赵瑞𬭎 川民执 0101007")
    assert ISSUER_MARK in certificate.issuer.rfc4514_string()
    assert certificate.not_valid_before_utc.date() <= date(2028, 2, 29)


def test_fields_wait_in_the_frozen_bytes(paper):
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    reader = PdfFileReader(io.BytesIO(paper.pdf))
    found = {name: [float(x) for x in field.get_object()["/Rect"]] for name, _, field in enumerate_sig_fields(reader)}
    assert found == {box.field: list(box.box) for box in paper.boxes}


def test_a_refused_signature_leaves_the_paper_valid_where_the_journal_knows(paper, keys):
    fields = list(NAMES)[:2]
    half = paper.pdf
    for field in fields:
        half = OFFICE.sign(
            half, field=field, name=NAMES[field], ink=INK, key=keys[field], passphrase=b"own", at=AT, last=False
        )
    assert verdict(half, fields=fields).valid
    assert not verdict(half, fields=list(NAMES)).valid
    assert not verdict(half, fields=fields[:1]).valid


def test_a_paper_signed_by_hand_is_valid_only_where_the_journal_holds_its_digest(paper):
    digest = hashlib.sha256(paper.pdf).hexdigest()
    assert verdict(paper.pdf, fields=[], digest=digest).valid
    assert not verdict(paper.pdf + b"\n", fields=[], digest=digest).valid
    assert not verdict(paper.pdf).valid
