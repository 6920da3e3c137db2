"""How papers begin: issuer, title, number, the code that ties the sheet to its record, tables of particulars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from reports.marks import qr_code
from reports.papers.phrases import day, listed
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import A4_HEIGHT, A4_WIDTH, CELL_LABEL, DOCUMENT_NUMBER, ISSUER, MM, SUBTITLE, TITLE, TextStyle
from reports.tables import Merged, table

_CODE_SIZE: Final = 14 * MM
_CODE_FROM_TOP: Final = 4 * MM
_SPACE_FOR_DRAFTS: Final = TextStyle(size=12, leading=20, space_after=8)


class CornerCode(Flowable):  # type: ignore[misc]
    """The QR code in the upper right corner of the page it falls on; it takes no room in the text."""

    def __init__(self, content: str, *, right: float) -> None:
        super().__init__()
        self._code, self._right = qr_code(content, size=_CODE_SIZE), right

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Draw the code at its place on the page, wherever the text stands."""
        canvas = self.canv
        x, y = canvas.absolutePosition(0, 0)
        self._code.drawOn(canvas, A4_WIDTH - self._right - _CODE_SIZE - x, A4_HEIGHT - _CODE_FROM_TOP - _CODE_SIZE - y)


def opening(sheet: Sheet, code: str, *, issuers: Sequence[str] = ()) -> list[Flowable]:
    """Return the head of a paper; a draft has neither issuer nor number."""
    dossier = sheet.dossier
    story: list[Flowable] = [CornerCode(code, right=sheet.layout.right)]
    if not dossier.is_draft:
        story.extend(text(issuer, ISSUER) for issuer in issuers or (dossier.agency.name,))
    story.append(text(dossier.title, TITLE))
    if dossier.paper.note:
        story.append(text(f"（{dossier.paper.note}）", SUBTITLE))
    story.append(text("（草稿，不作为正式文书）", _SPACE_FOR_DRAFTS) if dossier.is_draft else _number(sheet))
    return story


def _number(sheet: Sheet) -> Flowable:
    return text(sheet.dossier.document.number, DOCUMENT_NUMBER)


def particulars(sheet: Sheet, rows: Sequence[Sequence[str]], *, label: float = 26) -> Any:
    """Return a table of labels and values: a row of two runs over the width, a row of four shares it."""
    half = sheet.width / 2 - label * MM
    widths = [label * MM, half, label * MM, half]
    cells = [[*row, Merged.LEFT, Merged.LEFT] if len(row) == 2 else list(row) for row in rows]
    return table(_labelled(cells), widths, label_columns=(0,))


def _labelled(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Set the labels of the third column in the face of labels; it is not shaded, as merged rows cross it."""
    return [
        [row[0], row[1], row[2] if isinstance(row[2], Merged) else text(str(row[2]), CELL_LABEL), row[3]]
        for row in rows
    ]


def institution_rows(sheet: Sheet) -> list[list[str]]:
    """Return who is inspected."""
    institution = sheet.dossier.institution
    fields = institution.fields
    return [
        ["机构名称", institution.name],
        ["统一社会信用代码", institution.credit_code, "法定代表人", fields.text("legal_representative")],
        ["地址", f"{institution.area}　{institution.address}".strip("　")],
        ["主要负责人", institution.person_in_charge, "联系电话", fields.text("phone")],
    ]


def officers_words(sheet: Sheet) -> str:
    """Return the officers of the issuing agency with their certificate numbers."""
    officers = sheet.dossier.officers(sheet.dossier.agency.id)
    return listed(f"{one.person.name}（执法证号 {one.person.certificate_number}）" for one in officers)


def addressee(sheet: Sheet) -> str:
    """Return the salutation of a paper to the institution."""
    return f"{sheet.dossier.institution.name}："


def made_on(sheet: Sheet) -> str:
    """Return the date the paper carries."""
    return day(sheet.dossier.made_on)
