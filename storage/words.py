"""Search terms of Chinese text: overlapping character pairs, words for the rest."""

import re
from typing import Final

from storage.projection import normalised

_HAN: Final = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN: Final = re.compile(rf"([{_HAN}]+)|([^\W_{_HAN}]+)")
MAX_WORD: Final = 64


def terms(text: str) -> list[str]:
    """Return the terms a text is found by: every pair of a Han run, its last character, every other word."""
    found: dict[str, None] = {}
    for han, word in _TOKEN.findall(normalised_lines(text)):
        if word:
            found[word[:MAX_WORD]] = None
        for place in range(len(han)):
            found[han[place : place + 2]] = None
    return sorted(found)


def pairs(text: str) -> str:
    """Return the terms of a text in the form the search table takes."""
    return " ".join(terms(text))


def normalised_lines(text: str) -> str:
    """Normalise line by line, so that no pair spans two fields."""
    return "\n".join(normalised(line) for line in text.split("\n"))


def match(query: str, *, han_only: bool = False) -> str:
    """Return the full-text query that narrows down where the words of `query` may be; empty where it cannot help.

    Other words are found by their beginning; `han_only` leaves them out where they may begin anywhere (initials).
    """
    wanted: dict[str, None] = {}
    for han, word in _TOKEN.findall(normalised(query)):
        if word and not han_only:
            wanted[f'"{word[:MAX_WORD]}"*'] = None
        elif len(han) == 1:
            wanted[f'"{han}"*'] = None
        for place in range(len(han) - 1):
            wanted[f'"{han[place : place + 2]}"'] = None
    return " AND ".join(wanted)


def parts(query: str) -> list[str]:
    """Return the normalised pieces that must all occur in a text, as typed with spaces between."""
    return normalised(query).split()
