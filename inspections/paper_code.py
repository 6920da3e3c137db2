"""The code printed on every paper: its number, the digest of its record, the ends of the journal it was made from.

It is no web address: whoever holds the program reads from the print alone which record it belongs to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inspections.records import Head
from inspections.refusal import BadValueError

DRAFT: Final = "草稿"
_MARK: Final = "YIAN1"
_PARTS: Final = 4
_HASH_LETTERS: Final = 12
_MOST_HEADS: Final = 4
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_END: Final = re.compile(r"(\d{1,15})-([0-9a-f]{12})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCode:
    """What the code on a paper says; `ends` are numbers of entries with the first letters of their hashes."""

    number: str
    record: str
    ends: tuple[tuple[int, str], ...]

    @property
    def is_draft(self) -> bool:
        """Tell whether the print was made before 定稿."""
        return self.number == DRAFT

    @property
    def text(self) -> str:
        """Return what is printed."""
        ends = "+".join(f"{number}-{letters}" for number, letters in self.ends)
        return "|".join((_MARK, self.number, self.record, ends))


def code_of(number: str, record: str, heads: Sequence[Head]) -> PaperCode:
    """Return the code of a paper; one without a number is a draft."""
    return PaperCode(number=number or DRAFT, record=record, ends=ends_of(heads))


def ends_of(heads: Sequence[Head]) -> tuple[tuple[int, str], ...]:
    """Return the ends of the journal's chains as a code prints them."""
    return tuple((head.number, head.hash[:_HASH_LETTERS]) for head in heads[:_MOST_HEADS])


def is_code(said: str) -> bool:
    """Tell whether a text claims to be the code of a paper."""
    return said.strip().startswith(f"{_MARK}|")


def read_code(said: str) -> PaperCode:
    """Read a scanned or pasted code; spaces and line feeds around and inside it do not matter."""
    parts = "".join(said.split()).split("|")
    if len(parts) != _PARTS or parts[0] != _MARK:
        raise BadValueError("这不是本程序文书上的二维码内容。", "内容应以 YIAN1| 开头，请完整粘贴或重新扫描。")
    _, number, record, ends = parts
    found = [_END.fullmatch(end) for end in ends.split("+")] if ends else []
    if not number or not _DIGEST.fullmatch(record) or not all(found):
        raise BadValueError("二维码内容不完整或有错字。", "请重新扫描，或核对粘贴的内容。")
    return PaperCode(number=number, record=record, ends=tuple((int(one[1]), one[2]) for one in found if one))
