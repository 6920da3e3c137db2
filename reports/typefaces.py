"""The typefaces inside reportlab: settings, registration, one face per character. Heavy: imports reportlab.

Every module that draws imports this one, so no paper is drawn with other settings. Nothing here relies on
the order of imports: every canvas and every table cell names its face, so Helvetica never enters a file.
"""

from __future__ import annotations

import struct
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from reports.fonts import SANS_BOLD, SANS_REGULAR, SERIF_REGULAR
from reports.style import Face

rl_config.useA85 = 0  # ASCII85 costs a quarter in size and several times the time
rl_config.invariant = 1
rl_config.trustedHosts = []
rl_config.trustedSchemes = []

MISSING_MARK: Final = "〓"
BOXES: Final = {"☐": "□", "☑": "√", "☒": "×"}
"""Check boxes: no typeface has them; drawn as a square with this character of the text inside."""

DRAWING: Final = threading.RLock()
"""One document at a time: a reportlab typeface cannot serve two."""

_BUNDLED: Final = {Face.SERIF: SERIF_REGULAR, Face.SANS: SANS_REGULAR, Face.BOLD: SANS_BOLD}
_ORDER: Final = {
    Face.SERIF: (Face.SERIF, Face.SANS),
    Face.SANS: (Face.SANS, Face.SERIF),
    Face.BOLD: (Face.BOLD, Face.SANS, Face.SERIF),
}
_SYSTEM: Final = (
    Path("C:/Windows/Fonts/simsunb.ttf"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"),
    Path("/usr/share/fonts/truetype/arphic/uming.ttc"),
)


def _to_unicode(name: str, subset: list[int], stock: Any = ttfonts.makeToUnicodeCMap) -> str:
    """ToUnicode map with UTF-16 above U+FFFF; reportlab 5.1 writes five hex digits, read as another character."""
    lines = []
    for line in stock(name, subset).split("\n"):
        code, _, target = line.partition(" <")
        repaired = line
        if line.startswith("<") and len(target) > 5:
            repaired = f"{code} <{chr(int(target[:-1], 16)).encode('utf-16-be').hex().upper()}>"
        lines.append(repaired)
    return "\n".join(lines)


ttfonts.makeToUnicodeCMap = _to_unicode


@cache
def font(face: Face) -> Any:
    """The registered reportlab typeface."""
    registered = ttfonts.TTFont(face.value, str(_BUNDLED[face]))
    pdfmetrics.registerFont(registered)
    return registered


@cache
def _system_fonts() -> tuple[Any, ...]:
    """Typefaces of this machine for characters the bundled ones lack."""
    found = []
    for number, path in enumerate(path for path in _SYSTEM if path.is_file()):
        try:
            registered = ttfonts.TTFont(f"System{number}", str(path))
        except (ttfonts.TTFError, OSError, struct.error, ValueError):
            continue  # a damaged typeface of the machine never stops a paper
        pdfmetrics.registerFont(registered)
        found.append(registered)
    return tuple(found)


def printable(text: str) -> str:
    """The text as it can be set: no control, direction or variation marks, one kind of line feed."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_settable(plain))


def _settable(text: str) -> Iterator[str]:
    for char in text:
        category = unicodedata.category(char)
        if char == "\n":
            yield char
        elif char == "\t" or category == "Zs":
            yield "\u3000" if char == "\u3000" else " "
        elif category == "Cs":
            yield "\ufffd"
        elif category not in ("Cc", "Cf") and not _is_variation_selector(char):
            yield char


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def font_for(face: Face, char: str) -> Any | None:
    """The first typeface that has the character, or None."""
    code = ord(char)
    for candidate in _ORDER[face]:
        if code in font(candidate).face.charToGlyph:
            return font(candidate)
    return next((system for system in _system_fonts() if code in system.face.charToGlyph), None)


def missing(text: str) -> tuple[str, ...]:
    """Characters that print as 〓, each once, in order of appearance."""
    characters = dict.fromkeys(printable(text))
    return tuple(c for c in characters if c != "\n" and c not in BOXES and font_for(Face.SERIF, c) is None)


def advance(face: Face, char: str) -> float:
    """Width of a character at size 1; a check box is a full square."""
    if char in BOXES:
        return 1.0
    if char == "\n":
        return 0.0
    metrics = (font_for(face, char) or font(face)).face
    shown = char if font_for(face, char) else MISSING_MARK
    return float(metrics.charWidths.get(ord(shown), metrics.defaultWidth)) / 1000


def runs(face: Face, text: str) -> Iterator[tuple[str, str]]:
    """Pieces (name of the typeface, text) in order; a missing character is 〓, a check box a piece of its own."""

    def key(char: str) -> str:
        if char in BOXES:
            return char
        return str((font_for(face, char) or font(face)).fontName)

    for name, chars in groupby(text, key):
        piece = "".join(char if char in BOXES or font_for(face, char) else MISSING_MARK for char in chars)
        if name in BOXES:
            yield from ((name, box) for box in piece)
        else:
            yield name, piece


_ON_ONE_LINE: Final = str.maketrans({"\n": " ", **BOXES})


def plain(content: str) -> str:
    """The content on one line, check boxes as plain characters: for heads, feet and signatures."""
    return printable(content).translate(_ON_ONE_LINE)


def line_width(content: str, size: float, face: Face = Face.SERIF) -> float:
    """Width of a plain line."""
    return sum(advance(face, char) for char in plain(content)) * size


def draw_line(canvas: Any, content: str, *, x: float, y: float, size: float, face: Face = Face.SERIF) -> None:
    """Draw a plain line, each character in the typeface that has it."""
    for name, piece in runs(face, plain(content)):
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += line_width(piece, size, face)
