"""The files a determination rests on: kept by digest, audited, and taken over with the visit."""

from datetime import date

import pytest

from inspections.grading import evidence_of
from inspections.people import LOCAL_USER
from inspections.records import UnavailableError
from inspections.workflow import grading
from storage.exchange import export_inspection, import_inspection
from storage.files import evidence_digests
from tests.storage.test_exchange import laptop  # noqa: F401
from tests.storage.visits import visit

TODAY = date(2026, 3, 1)


@pytest.fixture
def judged(laptop):
    """A laptop with a visit whose first finding holds one file."""
    one = laptop("一")
    ids = visit(one)
    grading.attach_evidence(
        one.records, one.files, finding=ids.findings[0], name="现场照片", file=b"%PDF-1.7 report", extension=".PDF",
        file_name="鉴定报告.pdf", on=TODAY, by=LOCAL_USER,
    )  # fmt: skip
    return one, ids


def test_a_file_goes_with_the_visit_byte_for_byte(laptop, judged, tmp_path):
    one, ids = judged
    export_inspection(one.records, one.files, ids.visit, tmp_path / "检查.json")
    two = laptop("二")
    import_inspection(two.records, two.files, tmp_path / "检查.json", by=LOCAL_USER)
    (evidence,) = evidence_of(two.records.findings.get(ids.findings[0]))
    assert (evidence.name, evidence.file, evidence.extension) == ("现场照片", "鉴定报告.pdf", "pdf")
    assert two.files.document_path(evidence.digest, "pdf").read_bytes() == b"%PDF-1.7 report"


def test_a_lost_file_is_named_by_the_audit_and_stops_the_export(judged, tmp_path):
    one, ids = judged
    finding = one.records.findings.get(ids.findings[0])
    assert one.files.audit_files([], [], [finding]) == []
    (digest,) = evidence_digests(finding)
    one.files.document_path(digest, "pdf").unlink()
    (problem,) = one.files.audit_files([], [], [finding])
    assert digest[:12] in problem
    with pytest.raises(UnavailableError, match="认定依据"):
        export_inspection(one.records, one.files, ids.visit, tmp_path / "检查.json")
