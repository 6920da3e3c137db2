"""Sizes, margins, typefaces and colours of papers, as frozen values. Light: no PDF library.

The page follows GB/T 9704-2012 (A4, 天头 37 mm, 订口 28 mm, 版心 156 x 225 mm); papers that hold
tables and photographs use the wider working page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

MM: Final = 72 / 25.4
A4_WIDTH: Final = 210 * MM
A4_HEIGHT: Final = 297 * MM


class Face(Enum):
    """A typeface of papers."""

    SERIF = "YianSerif"
    SANS = "YianSans"
    BOLD = "YianSansBold"


class Align(Enum):
    """How the lines of a text stand between its margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLayout:
    """Margins of an A4 page, upright unless told otherwise, in points."""

    top: float
    bottom: float
    left: float
    right: float
    page_width: float = A4_WIDTH
    page_height: float = A4_HEIGHT

    @property
    def body_width(self) -> float:
        """Width between the side margins."""
        return self.page_width - self.left - self.right

    @property
    def body_height(self) -> float:
        """Height between head and foot."""
        return self.page_height - self.top - self.bottom


OFFICIAL_PAGE: Final = PageLayout(top=37 * MM, bottom=35 * MM, left=28 * MM, right=26 * MM)
WORKING_PAGE: Final = PageLayout(top=25 * MM, bottom=30 * MM, left=25 * MM, right=20 * MM)

LANDSCAPE_PAGE: Final = PageLayout(
    top=20 * MM, bottom=20 * MM, left=12 * MM, right=12 * MM, page_width=A4_HEIGHT, page_height=A4_WIDTH
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TextStyle:
    """How one text is set; sizes in points, indents in characters of its size."""

    face: Face = Face.SERIF
    size: float = 10.5
    leading: float = 15
    align: Align = Align.LEFT
    first_indent: float = 0
    left_indent: float = 0
    space_before: float = 0
    space_after: float = 0
    color: str = "#000000"
    keep_with_next: bool = False


# 公文: title 2 号, body 3 号 two characters in; here 小四 so that a record fits its table (regulations.md §12).
TITLE: Final = TextStyle(face=Face.BOLD, size=22, leading=32, align=Align.CENTER, space_after=6, keep_with_next=True)
SUBTITLE: Final = TextStyle(face=Face.SANS, size=12, leading=20, align=Align.CENTER, space_after=8, keep_with_next=True)
ISSUER: Final = TextStyle(face=Face.BOLD, size=16, leading=24, align=Align.CENTER, keep_with_next=True)
DOCUMENT_NUMBER: Final = TextStyle(size=12, leading=20, align=Align.RIGHT, space_after=8)
HEADING: Final = TextStyle(face=Face.BOLD, size=13, leading=22, space_before=9, space_after=3, keep_with_next=True)
SUBHEADING: Final = TextStyle(face=Face.SANS, size=12, leading=20, space_before=5, space_after=2, keep_with_next=True)
BODY: Final = TextStyle(size=12, leading=22, align=Align.JUSTIFY, first_indent=2)
BODY_FLUSH: Final = replace(BODY, first_indent=0)
CLOSING: Final = TextStyle(size=12, leading=22, align=Align.RIGHT)
CELL: Final = TextStyle(size=10.5, leading=15.5, align=Align.JUSTIFY)
CELL_CENTER: Final = replace(CELL, align=Align.CENTER)
CELL_HEAD: Final = TextStyle(face=Face.BOLD, size=10.5, leading=15.5, align=Align.CENTER)
CELL_LABEL: Final = TextStyle(face=Face.SANS, size=10.5, leading=15.5, align=Align.CENTER)
SMALL: Final = TextStyle(size=9, leading=13, color="#333333")
CAPTION: Final = TextStyle(face=Face.SANS, size=8, leading=11, color="#333333", align=Align.CENTER)

RULE_COLOR: Final = "#222222"
RULE_WIDTH: Final = 0.6
HEAD_SHADE: Final = "#E9ECEF"
LABEL_SHADE: Final = "#F5F6F7"
FURNITURE_COLOR: Final = "#444444"
FURNITURE_SIZE: Final = 9
FOOTNOTE_SIZE: Final = 8
WATERMARK_COLOR: Final = "#E3E3E3"
CELL_PADDING: Final = 4
