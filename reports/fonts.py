"""The three bundled typefaces: where their files lie. Light: the window reads its fonts from here."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

FONT_FOLDER: Final = Path(__file__).resolve().parent / "fonts"
SANS_REGULAR: Final = FONT_FOLDER / "NotoSansSC-Regular.ttf"
SANS_BOLD: Final = FONT_FOLDER / "NotoSansSC-Bold.ttf"
SERIF_REGULAR: Final = FONT_FOLDER / "NotoSerifSC-Regular.ttf"


def window_fonts() -> tuple[Path, Path]:
    """Regular and bold face of the window (Noto Sans SC), as files."""
    return SANS_REGULAR, SANS_BOLD


@cache
def font_digests() -> tuple[tuple[str, str], ...]:
    """File name and SHA-256 of each bundled typeface, as a sealing entry keeps them."""
    faces = (SANS_BOLD, SANS_REGULAR, SERIF_REGULAR)
    return tuple((face.name, hashlib.sha256(face.read_bytes()).hexdigest()) for face in faces)


def missing_characters(text: str) -> tuple[str, ...]:
    """Characters no bundled or system typeface can print, each once, in order of appearance."""
    from reports.typefaces import missing  # reads the typefaces: not on the window's way

    return missing(text)
