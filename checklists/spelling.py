"""Pinyin initials: how a person types three letters for a Chinese word.

The table of pinyin is large, so it is imported at first use. The initials of the bundled phrases are therefore kept
beside them; `python -m checklists.spelling` writes that file again after a phrase was changed.
"""

from pathlib import Path
from typing import Final

from checklists import phrases

_TARGET: Final = Path(__file__).parent / "phrases" / "initials.txt"


def initials(text: str) -> str:
    """Return the first letters of a text's pinyin; letters and digits stand for themselves, blanks and signs fall out.

    A word read in two ways is spelled as in its phrase: 重大 is `zd`, 重新 is `cx`.
    """
    from pypinyin import Style, lazy_pinyin

    spoken = phrases.BLANK.sub("", text)
    letters = "".join(lazy_pinyin(spoken, style=Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def bundled_initials() -> str:
    """Return the file that keeps the initials of every bundled phrase: one line per item, one word per phrase."""
    lines = (
        f"{item} {' '.join(initials(text) for text in (*offered.defects, *offered.measures))}"
        for item, offered in phrases.bundled().items()
    )
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    _TARGET.write_text(bundled_initials(), encoding="utf-8")
