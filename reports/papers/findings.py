"""How findings read on papers: fact, clauses, grade, what was done, photographs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from reportlab.platypus.flowables import Flowable

from inspections.dossier import FindingLine, PhotoLine
from inspections.terms import ACTION, CATEGORY, GRADE, GRADE_STATE, PHOTO_STAGE, REFERRAL, REGIME
from reports.marks import Picture, caption
from reports.papers.phrases import clauses, day, moment, sentence, short_day
from reports.papers.sheet import Sheet
from reports.paragraph import Span, text
from reports.style import BODY, CELL, MM
from reports.tables import plain_grid

_PICTURE_HEIGHT: Final = 48 * MM


def grade(line: FindingLine) -> str:
    """Return the grade; a suspicion is said to be one, a determination names its organ and paper."""
    fields = line.finding.fields
    said = GRADE.get(fields.text("grade"), "")
    regime = REGIME.get(fields.text("regime"), "")
    state = GRADE_STATE.get(fields.text("grade_state"), "")
    if not state:
        return said
    determined = "".join(fields.text(name) for name in ("determining_organ", "determination_number"))
    told = "，".join(part for part in (regime, state, fields.text("criterion"), determined) if part)
    return f"{said}（{told}）"


def photo_labels(photos: Iterable[PhotoLine]) -> str:
    """Return 照1、照2."""
    return "、".join(photo.label for photo in photos)


def done(line: FindingLine) -> str:
    """Return what was done about a finding so far."""
    fields = line.finding.fields
    said = []
    if fields.text("fixed_on"):
        officers = "、".join(line.people.get(one, one) for one in fields.texts("fixed_by_officers"))
        how = fields.text("fixed_how")
        said.append(f"已当场改正{f'：{how}' if how else ''}{f'（经{officers}确认）' if officers else ''}")
    if fields.text("ordered_on"):
        until = f"，期限至{day(line.finding.deadline)}" if line.finding.deadline else ""
        said.append(f"{line.agency_name}{ACTION.get(fields.text('action'), '责令改正')}{until}")
    if fields.text("advised_on"):
        said.append("提出建议")
    if fields.text("referred_on"):
        kind = REFERRAL.get(fields.text("referral_kind"), "移送")
        number = fields.text("referral_number")
        said.append(f"{kind}至{fields.text('referred_to')}{f'（{number}）' if number else ''}")
    return "；".join(said) or "待处理"


def fact(line: FindingLine, number: int, cited: str, *, broken: str = "违反条款") -> Flowable:
    """Return one finding as a paragraph: number, place and fact in bold and plain, photographs, clauses."""
    label = photo_labels(line.photos)
    spans = [
        Span(f"（{number}）{line.place}", bold=True),
        Span(f"：{line.finding.description.rstrip('。')}"),
        Span(f"（{label}）。" if label else "。"),
        Span(f"{broken}：{cited}。" if cited else ""),
    ]
    return text(spans, BODY)


def full(line: FindingLine, number: int) -> list[Flowable]:
    """Return one finding with all that a record says of it."""
    fields = line.finding.fields
    told = sentence(
        f"编号：{line.finding.number}" if line.finding.number else "",
        f"类别：{CATEGORY.get(line.finding.category, line.finding.category)}",
        f"隐患等级：{grade(line)}" if line.finding.category == "hazard" else "",
        f"整改要求：{fields.text('measure')}" if fields.text("measure") else "",
        f"各机关依据：{by_agency(line)}" if line.by_agency else "",
        f"整改责任人：{fields.text('responsible')}" if fields.text("responsible") else "",
        f"处理情况：{done(line)}",
    )
    broken = "参考条款" if line.finding.category == "advice" else "违反条款"
    return [fact(line, number, clauses(line.clauses), broken=broken), text(told, BODY)]


def by_agency(line: FindingLine) -> str:
    """Return 民政：…；消防：…: what each agency of a joint visit may enforce itself."""
    return "；".join(f"{name}：{clauses(cited)}" for name, cited in line.by_agency)


def paired_first(photos: Sequence[PhotoLine]) -> list[PhotoLine]:
    """Return photographs with confirmed pairs in front, each photo before followed by the one after."""
    pairs = _pairs(photos)
    paired = [one for pair in pairs for one in pair]
    known = {one.photo.id for one in paired}
    return [*paired, *(one for one in photos if one.photo.id not in known)]


def photographs(sheet: Sheet, photos: Sequence[PhotoLine]) -> list[Flowable]:
    """Return photographs two by two with number, stage, words and time; a pair stands side by side, its own row."""
    shown = [photo for photo in photos if photo.photo.id in sheet.pictures]
    pairs = _pairs(shown)
    paired = {one.photo.id for pair in pairs for one in pair}
    single: list[Any] = [_photograph(sheet, photo) for photo in shown if photo.photo.id not in paired]
    half = sheet.width / 2
    rows: list[list[Any]] = [
        [_photograph(sheet, before, stage="before"), _photograph(sheet, after, stage="after")]
        for before, after in pairs
    ]
    rows += [[*single[start : start + 2], ""][:2] for start in range(0, len(single), 2)]
    return [plain_grid(rows, [half, half], style=CELL)] if rows else []


def _pairs(photos: Sequence[PhotoLine]) -> list[tuple[PhotoLine, PhotoLine]]:
    """Return the confirmed pairs; a photo before that two answer stands beside the first of them."""
    by_id = {one.photo.id: one for one in photos}
    found: dict[str, PhotoLine] = {}
    for one in photos:
        if one.photo.stage == "after" and one.photo.pair in by_id:
            found.setdefault(one.photo.pair, one)
    return [(by_id[before], after) for before, after in found.items() if by_id[before].photo.stage != "after"]


def _photograph(sheet: Sheet, photo: PhotoLine, *, stage: str = "") -> list[Flowable]:
    picture = Picture(sheet.pictures[photo.photo.id], max_width=sheet.width / 2 - 4 * MM, max_height=_PICTURE_HEIGHT)
    picture.hAlign = "CENTER"
    return [picture, caption(f"{photo.label}　{photo_words(photo, stage=stage)}")]


def photo_words(photo: PhotoLine, *, stage: str = "") -> str:
    """Return stage, words and the time the camera claims; in a pair a photo of the scene is the one before."""
    fields = photo.photo.fields
    taken = fields.text("taken_at")
    told = (
        PHOTO_STAGE.get(stage or photo.photo.stage, photo.photo.stage),
        photo.photo.caption,
        f"拍摄于{moment(taken)}" if taken else "",
        _marked(photo),
    )
    return "　".join(part for part in told if part)


def _marked(photo: PhotoLine) -> str:
    """Say that the printed picture is not the bare original: marks lie over it, parts of it are hidden."""
    hidden = [shape.is_private for shape in photo.photo.marks]
    said = ("标注" if not all(hidden) else "", "遮挡" if any(hidden) else "")
    return f"（有{'、'.join(word for word in said if word)}）" if hidden else ""


def deadline_words(line: FindingLine) -> str:
    """Return the day the rectification is due as an order prints it; 立即 has no days."""
    if line.finding.fields.text("action") == "immediate":
        return "立即"
    return f"期限至{day(line.finding.deadline)}" if line.finding.deadline else "未定期限"


def fields_of_days(line: FindingLine, *names: str) -> str:
    """Return the first of some days that is set."""
    return next((short_day(line.finding.fields.text(name)) for name in names if line.finding.fields.text(name)), "")
