"""Chinese line breaking: 避头尾 by pulling characters down, nothing hangs outside. Pure and light.

A line is a slice of the text; the slices together are the text, so nothing can be lost or reordered.
Spaces and the line feed at which a line ends belong to that line and count for no width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

NO_START: Final = frozenset(
    "!%),.:;?]}|¢°·’”†‡›»℃℉∶、。〃々〆〉》」』】〕〗〙〛〞〟︰︱︳﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞"
    "！％），．：；？］｝｜～￠‰‱′″…‥—–―ー·•ぁぃぅぇぉっゃゅょァィゥェォッャュョ㎡㎥²³"
)
NO_END: Final = frozenset("$([{£¥‘“‹«〈《「『【〔〖〘〚〝﹙﹛﹝＄（［｛￡￥№＃§±")

# Whole: `GB/T 9704-2012`, `GB 38600`, `1.5 m`, `1:10`, `12:30-13:00`, Latin words, and the double …… and ——.
_WHOLE: Final = re.compile(
    r"[A-Z]{1,6}(?:/[A-Z]{1,3})? ?\d[0-9A-Za-z.,:/+\-–_%@]*"
    r"|\d[0-9.,:/\-]* [A-Za-z]{1,4}(?![A-Za-z])"
    r"|[0-9A-Za-z@#+\-_.,:/%&=~<>≤≥×²³'’À-ɏ]+"
    r"|…+|—+|‥+"
)


def break_lines(text: str, advances: Sequence[float], widths: Sequence[float]) -> list[tuple[int, int]]:
    """Slices (start, stop) of the lines; line n may be widths[n] wide, further ones as wide as the last."""
    whole = _inside_whole(text)
    lines: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        width = widths[min(len(lines), len(widths) - 1)]
        stop = _stop(text, advances, whole, start, width)
        lines.append((start, stop))
        start = stop
    return lines


def visible(text: str, start: int, stop: int) -> int:
    """The end of a line without the spaces and the line feed that close it."""
    while stop > start and text[stop - 1] in " \n":
        stop -= 1
    return stop


def forbidden(text: str, at: int) -> bool:
    """Whether 避头尾 forbids a new line to begin at this index."""
    return text[at] in NO_START or text[at - 1] in NO_END


def _inside_whole(text: str) -> frozenset[int]:
    """Indices at which a break would cut a word, a number or a double dash."""
    return frozenset(at for match in _WHOLE.finditer(text) for at in range(match.start() + 1, match.end()))


def _stop(text: str, advances: Sequence[float], whole: frozenset[int], start: int, width: float) -> int:
    limit = _furthest(text, advances, start, width)
    if limit == len(text) or text[limit - 1] == "\n":
        return limit
    allowed = [at for at in range(limit, start, -1) if text[at] not in " \n" and not forbidden(text, at)]
    return next((at for at in allowed if at not in whole), allowed[0] if allowed else limit)


def _furthest(text: str, advances: Sequence[float], start: int, width: float) -> int:
    """The furthest stop whose visible part fits: at least one character, through the first line feed."""
    room = width + 1e-6
    at = start
    while at < len(text):
        if text[at] == "\n":
            return at + 1
        room -= advances[at]
        if room < 0 and at > start and text[at] != " ":
            return at
        at += 1
    return at
