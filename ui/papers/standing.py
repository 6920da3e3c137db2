"""Where a paper stands: one word for its row, the four facts with their dates, and the columns of both tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from inspections.stages import stage_of
from inspections.terms import INSPECTION_STATE, SERVED_HOW
from ui.papers.model import PaperRow
from ui.theme import Tone
from ui.widgets.badges import INSPECTION_TONES
from ui.widgets.table import Column

FURTHEST: Final = (
    ("served_on", "已送达", Tone.OK),
    ("stamped_on", "已盖章", Tone.OK),
    ("refused_on", "拒签", Tone.WARN),
)
"""Facts of a frozen paper and what its chip says, the furthest first."""


def state_of(row: PaperRow) -> tuple[str, Tone]:
    """Say how far a paper is, in one word on a colour."""
    document = row.document
    if document is None or row.is_voided:
        return ("草稿" if document is None else "作废"), Tone.NA
    if not document.is_sealed:
        return "已取号", Tone.INFO
    if row.is_superseded:
        return "被替代", Tone.NA
    for name, word, tone in FURTHEST:
        if document.fields.text(name):
            return word, tone
    if not document.signatures:
        return "已定稿", Tone.INFO
    signed, asked = len(document.signatures), len(row.signers)
    return f"已签名 {signed}/{asked}", Tone.OK if signed == asked else Tone.INFO


@dataclass(frozen=True, kw_only=True)
class FactTile:
    """One of the four facts of a paper: what, since when, and how."""

    title: str
    value: str
    note: str
    tone: Tone


def four_facts(row: PaperRow) -> tuple[FactTile, ...]:
    """Return 定稿, 签名, 盖章, 送达 with their dates; each is a fact of its own."""
    return _sealed(row), _signed(row), _stamped(row), _served(row)


def _sealed(row: PaperRow) -> FactTile:
    fields = row.document.fields if row.document else None
    if row.is_voided and fields:
        return FactTile(title="定稿", value="已作废", note=fields.text("voided_on"), tone=Tone.NA)
    if row.is_external and fields:
        return FactTile(title="定稿", value=fields.text("made_on"), note="外部文书", tone=Tone.OK)
    if not row.is_sealed or fields is None:
        return FactTile(title="定稿", value="未定稿", note=row.number, tone=Tone.NA)
    if row.is_superseded:
        return FactTile(title="定稿", value="被替代", note=row.about, tone=Tone.NA)
    return FactTile(title="定稿", value=fields.text("sealed_on"), note=row.number, tone=Tone.OK)


def _signed(row: PaperRow) -> FactTile:
    document = row.document
    if document is None or not row.is_sealed:
        return FactTile(title="签名", value="未签名", note="", tone=Tone.NA)
    if document.fields.text("refused_on"):
        note = f"{len(document.signatures)}/{len(row.signers)} 人签名"
        return FactTile(title="签名", value=f"拒签 {document.fields.text('refused_on')}", note=note, tone=Tone.WARN)
    scans = len(document.sets.get("scans", {}))
    days = sorted(str(one["at"])[:10] for one in document.signatures.values())
    if not days:
        note = f"纸质扫描 {scans} 页" if scans else ""
        return FactTile(title="签名", value="已归档扫描件" if scans else "未签名", note=note, tone=Tone.NA)
    done = len(days) == len(row.signers)
    note = f"{len(days)}/{len(row.signers)} 人" + (f"，扫描 {scans} 页" if scans else "")
    return FactTile(title="签名", value=days[-1], note=note, tone=Tone.OK if done else Tone.WARN)


def _stamped(row: PaperRow) -> FactTile:
    on = row.document.fields.text("stamped_on") if row.document else ""
    if on:
        return FactTile(title="盖章", value=on, note="附扫描件", tone=Tone.OK)
    if not row.needs_stamp:
        return FactTile(title="盖章", value="不需要", note="", tone=Tone.NA)
    return FactTile(title="盖章", value="未盖章", note="盖章后才算发出", tone=Tone.NA)


def _served(row: PaperRow) -> FactTile:
    fields = row.document.fields if row.document else None
    on = fields.text("served_on") if fields else ""
    if fields and on:
        how = SERVED_HOW.get(fields.text("served_how"), "")
        if row.deadline and on > row.deadline:
            return FactTile(title="送达", value=on, note="晚于整改期限，建议更正", tone=Tone.WARN)
        return FactTile(title="送达", value=on, note=f"{how} {fields.text('served_to')}".strip(), tone=Tone.OK)
    goes_out = row.needs_stamp or row.is_external
    return FactTile(title="送达", value="未送达" if goes_out else "不需要", note="", tone=Tone.NA)


VISIT_COLUMNS: Final = (
    Column(title="日期", text=lambda row: row.on, width=106),
    Column(title="机构", text=lambda row: row.institution, stretch=True),
    Column(title="类型", text=lambda row: row.kind, width=88),
    Column(
        title="状态",
        text=lambda row: INSPECTION_STATE[row.state],
        width=90,
        tone=lambda row: INSPECTION_TONES[row.state],
    ),
)
PAPER_COLUMNS: Final = (
    Column(title="文书", text=lambda row: f"{row.title}（{row.about}）" if row.about else row.title, stretch=True),
    Column(title="阶段", text=lambda row: stage_of(row.paper), width=58),
    Column(title="机关", text=lambda row: row.agency_name, width=50),
    Column(title="状态", text=lambda row: state_of(row)[0], width=94, tone=lambda row: state_of(row)[1]),
    Column(title="文号", text=lambda row: row.number, width=134),
    Column(title="期限", text=lambda row: row.deadline, width=94),
)
