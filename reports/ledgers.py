"""Ledgers as files: .xlsx with every column, landscape PDF with the chosen ones; both end in count and digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from inspections.dossier import Ledger
from reports.ledger_columns import COLUMNS, LedgerColumn
from reports.workbook import Column, Table, table_digest, write_workbook

EMPTY: Final = "没有符合条件的记录。"
AUTHOR: Final = "颐安检查"
_ORDINAL: Final = "序号"
_ORDINAL_WIDTH: Final = 6.0
_ORDINAL_PRINTED: Final = 10


def ledger_table(ledger: Ledger, kind: str) -> Table:
    """Return a ledger as a table of texts; an empty one says so in a line of its own."""
    chosen = COLUMNS[kind]
    rows = [
        [str(number), *(column.value(row, ledger) for column in chosen)]
        for number, row in enumerate(ledger.rows, start=1)
    ]
    notes = [f"编制日期：{ledger.made_on.isoformat()}　范围：{ledger.filters}", *([] if rows else [EMPTY])]
    return Table(
        title=ledger.title,
        columns=[Column(heading=_ORDINAL, width=_ORDINAL_WIDTH), *(_column(one) for one in chosen)],
        rows=rows,
        notes=notes,
        as_of=datetime.combine(ledger.made_on, datetime.min.time()),
    )


def ledger_workbook(ledger: Ledger, kind: str) -> bytes:
    """Return the .xlsx of a ledger."""
    return write_workbook(ledger_table(ledger, kind))


def ledger_pdf(ledger: Ledger, kind: str) -> bytes:
    """Return the landscape PDF of a ledger: heads on every page, then count and digest of the whole table."""
    from reports.document import Meta, build
    from reports.paragraph import text
    from reports.style import LANDSCAPE_PAGE, SMALL, SUBTITLE, TITLE
    from reports.tables import table

    whole = ledger_table(ledger, kind)
    printed = [number for number, column in enumerate(COLUMNS[kind], start=1) if column.printed]
    story = [text(whole.title, TITLE), text(whole.notes[0], SMALL)]
    if whole.rows:
        picked = [_picked([column.heading for column in whole.columns], printed)]
        picked += [_picked(row, printed) for row in whole.rows]
        story.append(table(picked, _widths(COLUMNS[kind], LANDSCAPE_PAGE.body_width), head_rows=1, style=SMALL))
    else:
        story.append(text(EMPTY, SUBTITLE))
    story.append(text(_last_line(whole, len(printed) + 1), SMALL))
    meta = Meta(title=whole.title, author=AUTHOR, running_left=whole.title, layout=LANDSCAPE_PAGE)
    return build(story, meta=meta).pdf


def _column(column: LedgerColumn) -> Column:
    return Column(heading=column.title, width=column.width)


def _picked(row: Sequence[str], printed: Sequence[int]) -> list[str]:
    return [row[0], *(row[number] for number in printed)]


def _widths(columns: Sequence[LedgerColumn], body: float) -> list[float]:
    shares = [_ORDINAL_PRINTED, *(column.printed for column in columns if column.printed)]
    return [body * share / sum(shares) for share in shares]


def _last_line(whole: Table, shown: int) -> str:
    more = f"；本表印出 {shown} 栏，全部 {len(whole.columns)} 栏见同名电子表格" if shown < len(whole.columns) else ""
    return f"共 {len(whole.rows)} 行；内容摘要 SHA-256：{table_digest(whole)}{more}"
