"""The archival form: valid PDF/A-3b, the record inside, the same bytes."""

import io

import pikepdf
import pytest

from reports.archive import Catalogue, archive, attached_record, violations

RECORD = '{"文书":"现场检查笔录"}'.encode()


def test_the_file_is_valid_and_a_plain_one_is_not(paper):
    assert violations(paper.archived) == ()
    assert violations(paper.typeset.pdf) != ()


def test_the_record_is_attached_as_data(paper):
    assert attached_record(paper.archived) == RECORD
    assert attached_record(paper.typeset.pdf) is None
    with pikepdf.open(io.BytesIO(paper.archived)) as document:
        assert [str(item.AFRelationship) for item in document.Root.AF] == ["/Data"]


def test_catalogue_information_and_metadata_agree(paper, at):
    with pikepdf.open(io.BytesIO(paper.archived)) as document, document.open_metadata() as xmp:
        assert str(document.Root.Lang) == "zh-CN"
        assert xmp["dc:title"] == str(document.docinfo["/Title"]) == paper.meta.title
        assert xmp["dc:creator"] == [paper.meta.author]
        assert set(xmp["dc:language"]) == {"zh-CN"}
        assert str(document.docinfo["/CreationDate"]) == "D:20261123103000+08'00'"
        assert xmp["xmp:CreateDate"] == xmp["xmp:MetadataDate"] == at.isoformat()


def test_the_same_paper_gives_the_same_bytes(paper, at):
    catalogue = Catalogue(title=paper.meta.title, author=paper.meta.author, as_of=at)
    again = archive(paper.typeset.pdf, record=RECORD, catalogue=catalogue)
    assert again == paper.archived
    assert archive(paper.typeset.pdf, record=RECORD + b" ", catalogue=catalogue) != again


def test_an_instant_without_offset_is_refused(paper, at):
    bare = Catalogue(title="t", author="a", as_of=at.replace(tzinfo=None))
    with pytest.raises(ValueError, match="offset"):
        archive(paper.typeset.pdf, record=RECORD, catalogue=bare)
