"""A paper as .docx for agencies whose own system asks for one: the same story as the PDF, paragraph by paragraph.

Nothing is typeset here: Word breaks lines and pages itself. The file is a copy; what was frozen is the PDF.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.platypus.flowables import Flowable, KeepTogether

from reports.document import Meta
from reports.marks import Picture, SignaturePlace
from reports.paragraph import Text
from reports.style import Align, Face
from reports.tables import Merged, PaperTable

_FACES: Final = {Face.SERIF: "宋体", Face.BOLD: "黑体"}
_ALIGN: Final = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_FIXED: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part inside the file, so that the same paper gives the same bytes."""
_SIGNING_ROOM: Final = "\n\n"


def word_document(story: Iterable[Flowable], *, meta: Meta, as_of: datetime) -> bytes:
    """Return the story as .docx; the same story gives the same bytes."""
    document = docx.Document()
    section, layout = document.sections[0], meta.layout
    section.page_width, section.page_height = Pt(layout.page_width), Pt(layout.page_height)
    section.left_margin, section.right_margin = Pt(layout.left), Pt(layout.right)
    section.top_margin, section.bottom_margin = Pt(layout.top), Pt(layout.bottom)
    told = document.core_properties
    told.title, told.author, told.language, told.comments = meta.title, meta.author, "zh-CN", ""
    told.created = told.modified = as_of.astimezone(UTC).replace(tzinfo=None)
    _write(document, story)
    made = io.BytesIO()
    document.save(made)
    return _timeless(made.getvalue())


def _write(where: Any, flowables: Iterable[Flowable]) -> None:
    """Write flowables into a document or a cell; what only guides typesetting says nothing."""
    for one in flowables:
        if isinstance(one, Text):
            _write_text(where.add_paragraph(), one)
        elif isinstance(one, Picture):
            run = where.add_paragraph().add_run()
            run.add_picture(io.BytesIO(one.data), width=Pt(one.width))
        elif isinstance(one, SignaturePlace):
            where.add_paragraph(_SIGNING_ROOM)
        elif isinstance(one, KeepTogether):
            _write(where, one._content)  # noqa: SLF001 - reportlab names no other way in
        elif isinstance(one, PaperTable):
            _write_table(where, one)


def _write_text(paragraph: Any, said: Text) -> None:
    style, form = said.style, paragraph.paragraph_format
    paragraph.alignment = _ALIGN[style.align]
    form.space_before, form.space_after = Pt(style.space_before), Pt(style.space_after)
    form.line_spacing = Pt(style.leading)
    form.first_line_indent, form.left_indent = Pt(style.first_indent * style.size), Pt(style.left_indent * style.size)
    form.keep_with_next = style.keep_with_next
    for words, face in said.pieces:
        run = paragraph.add_run(words)
        run.font.size, run.font.name = Pt(style.size), _FACES.get(face, "宋体")
        run._element.rPr.rFonts.set(qn("w:eastAsia"), _FACES.get(face, "宋体"))  # noqa: SLF001 - python-docx sets Latin faces only


def _write_table(where: Any, said: Any) -> None:
    rows: Sequence[Sequence[Any]] = said.said
    widths = said._argW  # noqa: SLF001 - the widths it was made with
    made = where.add_table(len(rows), len(widths))
    made.autofit = False
    if said.is_ruled:
        made.style = "Table Grid"
    for row, cells in zip(made.rows, rows, strict=True):
        for column, cell in enumerate(cells):
            row.cells[column].width = Pt(widths[column])
            if isinstance(cell, Merged):
                row.cells[column - 1].merge(row.cells[column])
        for column, cell in enumerate(cells):
            if not isinstance(cell, Merged) and cell:
                blank = row.cells[column].paragraphs[0]
                _write(row.cells[column], cell)
                blank._element.getparent().remove(blank._element)  # noqa: SLF001 - a new cell begins with an empty line


def _timeless(data: bytes) -> bytes:
    """Return the file with the same time in each of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
