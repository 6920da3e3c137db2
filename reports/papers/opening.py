"""How papers begin: issuer, title, number, the code that ties the sheet to its record, tables of particulars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from reportlab.platypus.flowables import CondPageBreak, Flowable

from reports.marks import qr_code
from reports.papers.phrases import day, listed
from reports.papers.sheet import Sheet
from reports.paragraph import text
from reports.style import BODY, CELL_LABEL, DOCUMENT_NUMBER, HEADING, ISSUER, MM, SUBTITLE, TITLE, TextStyle
from reports.tables import Merged, table

_CODE_SIZE: Final = 14 * MM
_ROOM_BELOW_HEADING: Final = 40 * MM
_HEADING: Final = replace(HEADING, keep_with_next=False)
_SPACE_FOR_DRAFTS: Final = TextStyle(size=12, leading=20, space_after=8)


class CornerCode(Flowable):  # type: ignore[misc]
    """The QR code at the right end of where it falls; it takes no room, the lines beside it are short."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self._code = qr_code(content, size=_CODE_SIZE)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take no room."""
        self._room = available_width
        return 0, 0

    def draw(self) -> None:
        """Draw the code below the line it stands on."""
        self._code.drawOn(self.canv, self._room - _CODE_SIZE, -_CODE_SIZE)


def opening(sheet: Sheet, code: str, *, issuers: Sequence[str] = ()) -> list[Flowable]:
    """Return the head of a paper; a draft has neither issuer nor number."""
    dossier = sheet.dossier
    story: list[Flowable] = [CornerCode(code)]
    if not dossier.is_draft:
        story.extend(text(issuer, ISSUER) for issuer in issuers or (dossier.agency.name,))
    story.append(text(dossier.title, TITLE))
    if dossier.paper.note:
        story.append(text(f"（{dossier.paper.note}）", SUBTITLE))
    story.append(text("（草稿，不作为正式文书）", _SPACE_FOR_DRAFTS) if dossier.is_draft else _number(sheet))
    return [*story, *_correction(sheet)]


def _correction(sheet: Sheet) -> list[Flowable]:
    """Return which paper a corrected one takes the place of, and why."""
    before = sheet.dossier.supersedes
    if before is None:
        return []
    said = sheet.wording.say(
        "correction",
        number=before.number,
        day=day(before.fields.text("sealed_on")),
        reason=sheet.dossier.document.fields.text("correction_reason").rstrip("。"),
    )
    return [text(said, BODY)]


def _number(sheet: Sheet) -> Flowable:
    return text(sheet.dossier.document.number, DOCUMENT_NUMBER)


def heading(said: str) -> list[Flowable]:
    """Return a heading that never ends a page and leaves a long table below it free to begin on this one."""
    return [CondPageBreak(_ROOM_BELOW_HEADING), text(said, _HEADING)]


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
