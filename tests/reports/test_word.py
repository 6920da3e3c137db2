"""The Word copy says what the PDF says, word for word, and is the same file each time."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from inspections.document import PAPERS
from reports.agreement import _is_in
from reports.office import PaperOffice
from reports.preview import Pages
from tests.reports import builders as b

OFFICE = PaperOffice()


def words_of(data):
    """The paragraphs of a .docx in their order, those in cells included."""
    body = docx.Document(io.BytesIO(data)).element.body
    said = ("".join(one.text or "" for one in part.iter(qn("w:t"))) for part in body.iter(qn("w:p")))
    return [paragraph for paragraph in said if paragraph.strip()]


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("kind", PAPERS)
def test_the_copy_says_what_the_pdf_says(kind):
    made = b.full_dossier(kind)
    pictures = b.pictures(made)
    word = words_of(OFFICE.word(made, pictures))
    with Pages(OFFICE.render(made, pictures).pdf) as pages:
        printed = [pages.text(number) for number in range(len(pages))]
    whole = squeezed("".join(printed))
    strange = [one for one in word if not _is_in(_unboxed(one), _unboxed(whole))]
    assert strange == []
    copied = _unboxed(squeezed("".join(word)))
    lines = [line for page in printed for line in page.splitlines() if line.strip()]
    seen = [line for line in lines if _is_in(_unboxed(line), copied)]
    assert len(seen) >= len(lines) - 4 * len(printed), "beside head and foot of each page every line is in the copy"


def _unboxed(text):
    return text.translate(dict.fromkeys(map(ord, "☐☑☒□√×■"), ""))


def test_the_same_paper_gives_the_same_bytes_with_its_pictures():
    made = b.full_dossier("report")
    data = OFFICE.word(made, b.pictures(made))
    assert data == OFFICE.word(made, b.pictures(made))
    assert len(docx.Document(io.BytesIO(data)).element.body.findall(f".//{qn('w:drawing')}")) >= 5
