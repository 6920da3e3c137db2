"""送达回证: which paper, to whom, how, where, when; 留置送达 with reason and witness."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from inspections.terms import SERVED_HOW
from reports.papers import closing
from reports.papers.opening import opening, particulars
from reports.papers.phrases import day
from reports.papers.sheet import Sheet
from reports.paragraph import check_boxes, text
from reports.style import CELL, SMALL
from reports.tables import table


def story(sheet: Sheet, code: str) -> list[Flowable]:
    """Return the receipt of one paper."""
    return [
        *opening(sheet, code),
        particulars(sheet, _rows(sheet)),
        table([["送达方式", [_ways(sheet)]]], sheet.columns(26, 0), label_columns=(0,)),
        particulars(sheet, _refused(sheet)),
        text(f"注：{sheet.wording.say('receipt.left')}{sheet.wording.say('receipt.electronic')}", SMALL),
        closing.ending(sheet, closing.issued_by(sheet), other=closing.RECIPIENT),
    ]


def _served(sheet: Sheet, name: str) -> str:
    """Return a fact of the service, kept with the paper that was served or with the receipt itself."""
    served = sheet.dossier.referenced
    return (served.fields.text(name) if served else "") or sheet.dossier.document.fields.text(name)


def _rows(sheet: Sheet) -> list[list[str]]:
    served = sheet.dossier.referenced
    return [
        ["送达文书", f"《{served.title}》" if served else "", "文号", served.number if served else ""],
        ["受送达机构", sheet.dossier.institution.name],
        ["受送达人", _served(sheet, "served_to"), "送达日期", _when(sheet)],
        ["送达地点", _served(sheet, "served_place")],
    ]


def _when(sheet: Sheet) -> str:
    return f"{day(_served(sheet, 'served_on'))} {_served(sheet, 'served_at')}".strip()


def _ways(sheet: Sheet) -> Flowable:
    chosen = _served(sheet, "served_how")
    return check_boxes([(title, code == chosen) for code, title in SERVED_HOW.items()], CELL)


def _refused(sheet: Sheet) -> list[list[str]]:
    return [
        ["拒收事由和日期", _served(sheet, "service_reason")],
        ["见证人", _served(sheet, "service_witness")],
        ["送达方式确认书", _served(sheet, "service_confirmation"), "送达凭证", _served(sheet, "service_proof")],
    ]
