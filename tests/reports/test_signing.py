"""Signatures: fields made beforehand, first certifies, last locks, the page shows who signed."""

import io
import subprocess

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12

from reports.archive import attached_record, violations
from reports.signing import Signer, WrongPassphraseError, open_key, sign


def fields_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(field.T): (
                [float(edge) for edge in field.Rect],
                str(field.TU),
                [str(reference.TransformMethod) for reference in field.V.get("/Reference", [])],
            )
            for field in document.Root.AcroForm.Fields
        }


def test_the_unsigned_bytes_are_kept_in_front(paper, signed):
    assert signed.startswith(paper.archived)


def test_fields_stand_where_the_paper_has_its_places(paper, signed):
    boxes = {box.field: (list(box.box), box.label) for box in paper.typeset.signature_boxes}
    assert {name: (rectangle, label) for name, (rectangle, label, _) in fields_of(signed).items()} == boxes


def test_the_first_certifies_and_the_last_locks(signed):
    found = fields_of(signed)
    assert "/DocMDP" in found["officer"][2]
    assert "/FieldMDP" in found["representative"][2]


def test_the_signed_file_keeps_record_and_archival_form(paper, signed):
    assert attached_record(signed) == attached_record(paper.archived)
    marks = ("unsupported", "schema", "AcroForm", "Perms")
    assert all(any(mark in finding for mark in marks) for finding in violations(signed)), violations(signed)


@pytest.mark.needs_tool("pdfsig")
def test_an_outside_program_finds_both_signatures_valid(signed, tmp_path):
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed)
    told = subprocess.run(["pdfsig", file], check=False, capture_output=True, text=True).stdout
    assert told.count("Signature is Valid") == 2
    assert "赵瑞𬭎 51010007" in told
    assert told.count("ETSI.CAdES.detached") == 2
    assert told.count("Total document signed") == 1


def test_the_page_shows_ink_names_and_time(signed, paper):
    from reports.preview import Pages

    boxes = paper.typeset.signature_boxes
    with Pages(signed) as shown, Pages(paper.archived) as empty:
        before, after = empty.image(boxes[0].page, dpi=72), shown.image(boxes[0].page, dpi=72)
    restored = bytearray(after.rgb)
    for left, bottom, right, top in (box.box for box in boxes):
        rows = range(before.height - top - 1, before.height - bottom + 1)
        inside = [3 * (row * before.width + column) for row in rows for column in range(left - 1, right + 1)]
        changed = [at for at in inside if before.rgb[at : at + 3] != after.rgb[at : at + 3]]
        assert len(changed) > 100
        assert any(after.rgb[at] + 40 < after.rgb[at + 2] for at in changed), "the ink is blue"
        for at in inside:
            restored[at : at + 3] = before.rgb[at : at + 3]
    assert bytes(restored) == before.rgb, "signing changes the page only where it is signed"


def test_every_place_needs_exactly_one_signer(paper, issued, at):
    officer = Signer(field="officer", name="赵瑞𬭎", key=issued.officer, reason="确认")
    for wrong in ([], [officer], [officer, officer]):
        with pytest.raises(ValueError, match="exactly one signer"):
            sign(paper.archived, wrong, boxes=paper.typeset.signature_boxes, at=at)


def test_a_time_without_offset_is_refused(paper, at):
    with pytest.raises(ValueError, match="offset"):
        sign(paper.archived, [], boxes=paper.typeset.signature_boxes, at=at.replace(tzinfo=None))


def test_a_key_opens_only_with_its_passphrase(issued):
    with pytest.raises(WrongPassphraseError, match="口令"):
        open_key(issued.officer_file, b"guess")
    with pytest.raises(WrongPassphraseError):
        open_key(b"no file", b"own")


def test_a_key_is_never_shown(issued):
    assert "key" not in repr(Signer(field="officer", name="赵", key=issued.officer, reason="确认"))


def test_certificates_say_what_they_are(issued):
    _, certificate, others = pkcs12.load_key_and_certificates(issued.officer_file, b"own")
    assert "赵瑞𬭎 51010007" in certificate.subject.rfc4514_string()
    assert "演示" in certificate.issuer.rfc4514_string()
    assert certificate.public_key().key_size == 3072
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert others[0].extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    certificate.verify_directly_issued_by(others[0])
