"""Does the print agree with the record it carries? Only what both hold is compared, and the words say so."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from inspections.paper_code import read_code
from inspections.refusal import BadValueError
from reports.preview import text_of
from reports.printed_code import read_codes

NO_GLYPH: Final = "〓"
_SHORTEST: Final = 4
FINDINGS_PRINTED: Final = frozenset(
    ("record", "report", "immediate", "order", "result", "reinspection", "closure", "joint_opinion")
)
"""Kinds of paper that print what was found; their records are compared finding by finding."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """Whether text and printed code agree with the record; None where it could not be compared."""

    holds: bool | None
    line: str


def agreement(pdf: bytes, record: bytes | None) -> Agreement:
    """Compare the words and the code on the pages with the attached record."""
    if record is None:
        return Agreement(holds=None, line="文件没有附带检查记录，正文无从核对。")
    told = _json(record)
    if told is None:
        return Agreement(holds=None, line="附带的记录不是本程序的文书记录，正文未与之核对。")
    printed = _squeezed(text_of(pdf))
    wanted = list(_printed_facts(told))
    lacking = [title for title, value in wanted if not _is_in(value, printed)]
    if lacking:
        return Agreement(holds=False, line=f"正文中找不到附带记录里的{'、'.join(dict.fromkeys(lacking))}。")
    holds, said = _code(pdf, record, told)
    line = f"附带记录中的 {len(wanted)} 项（名称、文号、机构、问题事实）都在正文中；{said}"
    return Agreement(holds=holds, line=line)


def _json(record: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(record)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and str(told.get("form", "")).startswith("yian-paper/") else None


def _printed_facts(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the record says and every paper of its kind prints."""
    for title, value in (
        ("文书名称", told.get("title")),
        ("文号", told.get("number")),
        ("机构名称", (told.get("institution") or {}).get("name")),
    ):
        if value:
            yield title, str(value)
    if told.get("paper") in FINDINGS_PRINTED:
        for one in told.get("findings") or ():
            yield f"问题 {one.get('number')} 的事实", str(one.get("description") or "")


def _code(pdf: bytes, record: bytes, told: dict[str, Any]) -> tuple[bool | None, str]:
    """Compare the code on the page with the record's digest."""
    codes = read_codes(pdf)
    if not codes:
        return None, "页面上没有可识别的二维码，未核对。"
    try:
        read = [read_code(one) for one in codes]
    except BadValueError:
        return False, "页面上的二维码残缺。"
    same = all(one.record == hashlib.sha256(record).hexdigest() for one in read)
    numbered = all(one.number == told.get("number") or one.is_draft for one in read)
    return same and numbered, f"页面二维码中的摘要{'与附带记录相同' if same else '与附带记录不同'}。"


def _squeezed(said: str) -> str:
    return "".join(said.split())


def _is_in(value: str, printed: str) -> bool:
    """Tell whether a text stands on the pages, also in pieces where a cell or a page ends in its middle."""
    rest = _squeezed(value)
    while rest:
        length = len(rest)
        while length and not _stands(rest[:length], printed):
            length -= 1
        if length < min(_SHORTEST, len(rest)):
            return False
        rest = rest[length:]
    return True


def _stands(piece: str, printed: str) -> bool:
    """Tell whether a piece stands there; a sign no typeface has is printed as 〓."""
    if piece in printed:
        return True
    if NO_GLYPH not in printed:
        return False
    return re.search("".join(f"[{re.escape(char)}{NO_GLYPH}]" for char in piece), printed) is not None
