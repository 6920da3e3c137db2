import hashlib
import os
import time

import pytest

from inspections.document import Document
from inspections.entry import Entry, EntryRef, Subject
from inspections.photo import Photo
from inspections.records import Files, UnavailableError
from inspections.refusal import BadValueError, NotFoundError
from tests.storage import images

CHECKLIST = b"""[checklist]
code = "x"
title = "\xe6\xa3\x80\xe6\x9f\xa5\xe8\xa1\xa8"
"""


def record(kind, values, sets=None):
    body = {"set": values, "add": sets or {}}
    entry = Entry(
        origin="o", number=1, clock=1, at="2026-01-01T00:00:00+08:00", by="p", subject=Subject(kind.KIND, "1"),
        kind="conflict_settled/1", body=body, follows=(EntryRef("o:0"),), salt=bytes(16),
    )  # fmt: skip
    return kind(id="1").after(entry)


def test_the_port_is_implemented(files):
    port: Files = files
    assert all(hasattr(port, name) for name in dir(Files) if not name.startswith("_"))


def test_papers_are_kept_by_digest_and_found_whatever_their_ending(files):
    digest = files.store_document(b"%PDF-1.7", extension="pdf")
    assert digest == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert files.document_path(digest, "pdf").read_bytes() == b"%PDF-1.7"
    scan = files.store_document(b"scan", extension="jpg")
    assert files.find_document(scan) == files.document_path(scan, "jpg")
    assert files.find_document("0" * 64) is None


@pytest.mark.parametrize(
    ("digest", "extension"), [("../../etc/passwd", "pdf"), ("0" * 64, "../x"), ("0" * 64, "a/b"), ("A" * 64, "pdf")]
)
def test_no_digest_or_ending_leads_out_of_the_folder(files, digest, extension):
    with pytest.raises(BadValueError):
        files.document_path(digest, extension)
    with pytest.raises(BadValueError):
        files.photo_path(digest, extension)


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", ".hidden"])
def test_no_key_lies_outside_its_folder(files, name):
    with pytest.raises(BadValueError):
        files.key_path(name)
    assert files.key_path("甲.p12").parent.name == "keys"


def test_a_checklist_edition_comes_back_loaded_and_changed_ones_are_noticed(files):
    from checklists import loader

    for name, data in loader.bundled_files().items():
        digest = files.store_checklist(data)
        assert files.checklist(digest) == loader.load(data, name=name)
        assert files.checklist(digest) is files.checklist(digest)
    digest = files.store_checklist(CHECKLIST)
    path = files.root / "checklists" / f"{digest}.toml"
    path.chmod(0o644)
    path.write_bytes(CHECKLIST + b"#")
    with pytest.raises(UnavailableError, match="被改动"):
        files.checklist_bytes(digest)
    with pytest.raises(NotFoundError):
        files.checklist_bytes("0" * 64)


def test_a_missing_original_is_told_with_what_to_do(files):
    with pytest.raises(UnavailableError, match=r"缺失.*备份"):
        files.derivative("0" * 64, "jpg")


def test_the_audit_names_every_missing_and_altered_file(files):
    good = files.store_photo(images.jpeg(), name="好.jpg")
    bad = files.store_photo(images.jpeg(300, 200), name="坏.jpg")
    path = files.photo_path(bad.sha256, "jpg")
    path.chmod(0o644)
    path.write_bytes(b"x")
    paper, scan = files.store_document(b"paper", extension="pdf"), files.store_document(b"scan", extension="jpg")
    kept = [record(Photo, {"sha256": one.sha256, "extension": "jpg", "name": one.name}) for one in (good, bad)]
    lost = record(Photo, {"sha256": "0" * 64, "extension": "jpg", "name": "丢.jpg"})
    document = record(
        Document,
        {"paper": "order", "number": "12号", "file": paper, "stamp_scan": "1" * 64 + ".jpg"},
        {"scans": {scan: {"digest": scan}}},
    )
    problems = files.audit_files([*kept, lost], [document])
    assert len(problems) == 3
    assert any("坏.jpg" in one and "被改动" in one for one in problems)
    assert any("丢.jpg" in one and "缺失" in one for one in problems)
    assert any("责令限期改正通知书" in one and "12号" in one and "缺失" in one for one in problems)
    assert files.audit_files(kept[:1], []) == []


def test_the_sweep_sets_aside_old_strays_and_deletes_nothing(files):
    named = files.store_photo(images.jpeg(), name="a.jpg")
    stray = files.store_photo(images.jpeg(300, 200), name="b.jpg")
    fresh = files.store_photo(images.jpeg(400, 200), name="c.jpg")
    half = files.photo_path(named.sha256, "jpg").parent / ".tmp-0123"
    half.write_bytes(b"half")
    for path in (files.photo_path(named.sha256, "jpg"), files.photo_path(stray.sha256, "jpg"), half):
        os.utime(path, (1, 1))
    moved = files.sweep({named.sha256}, now=time.time())
    assert {path.name for path in moved} == {f"{stray.sha256}.jpg", ".tmp-0123"}
    assert all(files.root / "quarantine" in path.parents and path.exists() for path in moved)
    assert files.check_photo(named.sha256, "jpg") == files.check_photo(fresh.sha256, "jpg") == "ok"
