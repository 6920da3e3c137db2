"""How papers end: remedies, the agency's name over its stamp, places for signatures, the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from inspections.terms import SERVED_HOW
from reports.document import keep_together
from reports.marks import SignaturePlace
from reports.papers.opening import made_on
from reports.papers.phrases import day
from reports.papers.sheet import Sheet
from reports.paragraph import check_boxes, text
from reports.style import BODY, CELL, CELL_LABEL, CLOSING, MM, SMALL, Align
from reports.tables import Merged, table

COMPANION: Final = "被检查人（陪同人）"
RECIPIENT: Final = "受送达人"
_COUNT: Final = "一二三四五六七八九十"
_DATE_BLANK: Final = "　　　年　　月　　日"
_LABEL: Final = 24 * MM
_DATE: Final = replace(CELL, align=Align.RIGHT)
DEFAULT_REVIEW_DAYS: Final = 60
DEFAULT_SUIT_MONTHS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place for a signature: the field in the file and the words beside it."""

    field: str
    title: str


def signature_places(sheet: Sheet, *, other: str = COMPANION) -> tuple[Place, ...]:
    """Return who signs: the officers its kind names, in a joint record so many of each agency, and the other side.

    A joint opinion is signed by one person of each agency.
    """
    if sheet.dossier.task:
        return tuple(
            Place(field=f"officer_{number}", title=agency.short_name)
            for number, agency in enumerate(sheet.dossier.agencies, start=1)
        )
    roles = sheet.dossier.paper.signers
    agencies = max(1, _issuing(sheet)) if not sheet.dossier.paper.per_agency and "companion" in roles else 1
    officers = roles.count("officer") * agencies
    titles = ["执法人员"] if officers == 1 else [f"执法人员{_ordinal(number)}" for number in range(officers)]
    places = [Place(field=f"officer_{number}", title=title) for number, title in enumerate(titles, start=1)]
    if "head" in roles:
        places.append(Place(field="head", title="审批负责人"))
    if "companion" in roles:
        places.append(Place(field="companion", title=other))
    return tuple(places)


def _ordinal(number: int) -> str:
    return _COUNT[number] if number < len(_COUNT) else str(number + 1)


def _issuing(sheet: Sheet) -> int:
    return sum(agency.issues_papers for agency in sheet.dossier.agencies)


def signatures(places: Sequence[Place], width: float) -> Any:
    """Return a table of places to sign, two by two, each with a date to fill in."""
    pairs = [places[start : start + 2] for start in range(0, len(places), 2)]
    rows: list[list[Any]] = []
    for pair in pairs:
        cells: list[Any] = [part for place in pair for part in (text(place.title, CELL_LABEL), _place(place))]
        rows.append(cells if len(pair) == 2 else [cells[0], cells[1], Merged.LEFT, Merged.LEFT])
    half = width / 2 - _LABEL
    return table(rows, [_LABEL, half, _LABEL, half], label_columns=(0,))


def _place(place: Place) -> list[Flowable]:
    return [SignaturePlace(place.field, place.title), text(_DATE_BLANK, _DATE)]


def ending(
    sheet: Sheet, before: Sequence[Flowable], after: Sequence[Flowable] = (), *, other: str = COMPANION
) -> Flowable:
    """Return the last words and the signatures as one block: signatures never stand alone on a page."""
    return keep_together([*before, signatures(signature_places(sheet, other=other), sheet.width), *after])


def remedies(sheet: Sheet) -> str:
    """Return the way to review and suit from the agency's own fields (行政复议法20, 行政诉讼法46)."""
    fields = sheet.dossier.agency.fields
    return sheet.wording.say(
        "remedy.both",
        days=fields.whole("review_days") or DEFAULT_REVIEW_DAYS,
        organ=fields.text("review_organ") or "　　　　　　　　",
        months=fields.whole("suit_months") or DEFAULT_SUIT_MONTHS,
        court=fields.text("court") or "　　　　　　　　",
    )


def contact(sheet: Sheet) -> list[Flowable]:
    """Return whom to ask: contact and telephone, address of the agency."""
    fields = sheet.dossier.agency.fields
    told = [("联系人", "contact"), ("联系电话", "phone")]
    person = "　　".join(f"{title}：{fields.text(name)}" for title, name in told if fields.text(name))
    address = f"联系地址：{fields.text('address')}" if fields.text("address") else ""
    return [text(line, BODY) for line in (person, address) if line]


def issued_by(sheet: Sheet) -> list[Flowable]:
    """Return the name of each issuing agency where its stamp goes, over the date."""
    stamp = "　（印章）" if sheet.dossier.paper.needs_stamp else ""
    agencies = sheet.dossier.agencies if sheet.dossier.task else (sheet.dossier.agency,)
    return [*(text(f"{agency.name}{stamp}", CLOSING) for agency in agencies), text(made_on(sheet), CLOSING)]


def received(sheet: Sheet) -> list[Flowable]:
    """Return the line by which the institution acknowledges the paper, with what was recorded of its service."""
    fields = sheet.dossier.document.fields
    how = fields.text("served_how")
    ways = check_boxes([(title, code == how) for code, title in SERVED_HOW.items()], CELL)
    to = fields.text("served_to") or "　　　　　　　　"
    place = fields.text("served_place") or "　　　　　　　　　　"
    rows: list[list[Any]] = [
        ["送达方式", [ways]],
        ["收到本文书", f"受送达人：{to}　　送达日期：{day(fields.text('served_on'))}\n送达地点：{place}"],
    ]
    return [
        table(rows, sheet.columns(26, 0), label_columns=(0,)),
        text("本文书一式两份，一份送达被检查人，一份存档。", SMALL),
    ]


def refusal(sheet: Sheet) -> list[Flowable]:
    """Return what was recorded of a 拒签, or the room to write it by hand (安全生产法68)."""
    fields = sheet.dossier.document.fields
    if not fields.text("refused_on"):
        rule = sheet.wording.say("record.refused")
        rows = [["拒签及其他情况", f"{rule}\n拒签原因：\n见证人签名：　　　　　　　　　　日期：{_DATE_BLANK}"]]
        return [table(rows, sheet.columns(26, 0), label_columns=(0,))]
    said = [
        f"{day(fields.text('refused_on'))}，{fields.text('refused_by') or '被检查人'}拒绝签名。",
        f"拒签原因：{fields.text('refusal_reason')}",
        f"注明情况的执法人员：{_refusal_officers(sheet)}",
    ]
    if fields.text("refusal_witness"):
        said.append(f"见证人：{fields.text('refusal_witness')}")
    return [table([["拒签情况", "\n".join(said)]], sheet.columns(26, 0), label_columns=(0,))]


def _refusal_officers(sheet: Sheet) -> str:
    names = {member.person.id: member.person.name for member in sheet.dossier.team}
    return "、".join(names.get(one, one) for one in sheet.dossier.document.fields.texts("refusal_officers"))
