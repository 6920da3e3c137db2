"""The lines of the ledger table: what is read for each, and its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspections.institution import Place, place_path
from inspections.records import LedgerRow, Records
from inspections.terms import FINDING_STATE, GRADE
from ui.ledger.filters import DAYS_OF_A_WEEK
from ui.theme import Tone
from ui.widgets.badges import FINDING_TONES
from ui.widgets.table import Column

AWAITS_RECTIFICATION: Final = "ordered"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: the row key by which it is found again, the row, its place in words, and the day it is read for."""

    key: int
    row: LedgerRow
    place: str
    today: date


def read_lines(records: Records, keys: Sequence[int], today: date) -> list[Line]:
    """Read the lines of some row keys in the order asked; a key without a row is left out."""
    rows = records.ledger_rows(keys)
    pairs = list(zip(keys, rows, strict=True)) if len(rows) == len(keys) else _one_by_one(records, keys)
    places: dict[str, Place] = {}
    return [Line(key=key, row=row, place=_place(records, row, places), today=today) for key, row in pairs]


def _one_by_one(records: Records, keys: Sequence[int]) -> list[tuple[int, LedgerRow]]:
    return [(key, row) for key in keys for row in records.ledger_rows([key])]


def _place(records: Records, row: LedgerRow, known: dict[str, Place]) -> str:
    named = [str(place) for place in row.fields.get("places") or ()]
    for place in named:
        _learn(records, place, known)
    paths = [place_path(place, known) for place in named]
    return "、".join(word for word in (*paths, row.place_text) if word)


def _learn(records: Records, place_id: str, known: dict[str, Place]) -> None:
    """Read a place and those around it, each once."""
    while place_id and place_id not in known:
        found = records.places.find(place_id)
        if found is None:
            return
        known[place_id] = found
        place_id = found.parent


def days_words(line: Line) -> str:
    """Say how far the deadline is; only what still awaits rectification runs out of days."""
    left = line.row.days_left(line.today)
    if left is None or line.row.state != AWAITS_RECTIFICATION:
        return ""
    if left < 0:
        return f"逾期 {-left} 天"
    return "今天到期" if left == 0 else f"{left} 天"


def days_tone(line: Line) -> Tone | None:
    """Red once overdue, amber on the day and in the week before it."""
    left = line.row.days_left(line.today)
    if left is None or line.row.state != AWAITS_RECTIFICATION or left > DAYS_OF_A_WEEK:
        return None
    return Tone.BAD if left < 0 else Tone.WARN


def deadline_words(row: LedgerRow) -> str:
    """Say by when: a date, at once, or nothing before an order."""
    if row.deadline:
        return row.deadline
    return "立即" if row.action == "immediate" and row.agency else ""


def _grade_words(line: Line) -> str:
    if line.row.grade == "major":
        return GRADE["major"]
    return "疑似重大" if line.row.grade_state == "suspected" else GRADE.get(line.row.grade, "")


def _grade_tone(line: Line) -> Tone | None:
    if line.row.grade == "major":
        return Tone.BAD
    return Tone.WARN if line.row.grade_state == "suspected" else None


COLUMNS: Final = (
    Column(title="编号", key="found", width=142, text=lambda line: line.row.number),
    Column(title="机构", width=170, text=lambda line: line.row.institution_name),
    Column(title="部位", width=116, text=lambda line: line.place),
    Column(title="问题", width=200, stretch=True, text=lambda line: line.row.description),
    Column(title="等级", width=84, text=_grade_words, tone=_grade_tone),
    Column(
        title="状态",
        width=92,
        text=lambda line: FINDING_STATE[line.row.state],
        tone=lambda line: FINDING_TONES[line.row.state],
    ),
    Column(title="责令机关", width=130, text=lambda line: line.row.agency_name),
    Column(title="期限", key="due", width=98, text=lambda line: deadline_words(line.row)),
    Column(title="剩余天数", width=104, text=days_words, tone=days_tone),
    Column(title="责任人", width=84, text=lambda line: line.row.responsible),
    Column(title="照片", width=46, right=True, text=lambda line: str(line.row.photos) if line.row.photos else ""),
)
GIVES_WAY: Final = ("部位", "责任人", "责令机关", "照片", "编号", "机构", "期限")
"""Columns that leave, one after another, when the table has no room; the detail pane says them all."""
SMALLEST_STRETCH: Final = 170


def shown_columns(width: int) -> set[str]:
    """Return the titles of the columns that fit beside a readable description."""
    shown = {column.title: SMALLEST_STRETCH if column.stretch else column.width for column in COLUMNS}
    for title in GIVES_WAY:
        if sum(shown.values()) <= width:
            break
        shown.pop(title)
    return set(shown)
