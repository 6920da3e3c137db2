"""An A4 document around a list of flowables: head, foot, page x of y, footnotes for 〓, draft mark. Heavy.

Building is a pure function: the same story and the same meta give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable, KeepTogether
from reportlab.platypus.frames import Frame

from reports import typefaces
from reports.linebreak import break_lines
from reports.marks import SignatureBox
from reports.style import (
    FOOTNOTE_SIZE,
    FURNITURE_COLOR,
    FURNITURE_SIZE,
    MM,
    OFFICIAL_PAGE,
    WATERMARK_COLOR,
    Face,
    PageLayout,
)

_PAGE_TOTAL: Final = "pagetotal"
_FOOT: Final = 12 * MM
_FOOTNOTE_CODES: Final = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Meta:
    """What a document says of itself and prints on every page."""

    title: str
    author: str
    running_left: str = ""
    running_right: str = ""
    page_signatures: str = ""
    """A line above the page number, such as 逐页签名: 「检查人员：　　被检查人：　　」."""
    layout: PageLayout = OFFICIAL_PAGE
    draft: bool = False
    seam_stamp: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Typeset:
    """A finished unsigned PDF, where its signatures go, and what no typeface could print."""

    pdf: bytes
    pages: int
    signature_boxes: tuple[SignatureBox, ...]
    missing: tuple[str, ...]


def build(story: Sequence[Flowable], *, meta: Meta) -> Typeset:
    """Lay out the story; every call needs flowables of its own, as reportlab changes them."""
    buffer = io.BytesIO()
    with typefaces.DRAWING:
        template = _template(buffer, meta)
        canvases: list[_Canvas] = []

        def canvas_maker(*args: Any, **options: Any) -> _Canvas:
            canvases.append(_Canvas(*args, **options))
            return canvases[-1]

        template.build(list(story), canvasmaker=canvas_maker)
    canvas = canvases[-1]
    return Typeset(
        pdf=buffer.getvalue(),
        pages=canvas.getPageNumber() - 1,
        signature_boxes=tuple(canvas.signature_boxes),
        missing=tuple(canvas.missing),
    )


def keep_together(flowables: Sequence[Flowable]) -> Flowable:
    """Flowables that stay on one page, such as the last sentence and the signatures below it."""
    return KeepTogether(list(flowables))


class _Canvas(Canvas):  # type: ignore[misc]
    """Collects signature places and missing characters; writes the page total once, when it is known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.signature_boxes: list[SignatureBox] = []
        self.missing: dict[str, None] = {}
        self.missing_on_page: dict[str, None] = {}

    def save(self) -> None:
        """Define the page total as one form that all pages show, then write the file."""
        if self._code:
            self.showPage()
        self.beginForm(_PAGE_TOTAL, 0, -3, 60, 12)
        self.setFont(typefaces.font(Face.SERIF).fontName, FURNITURE_SIZE)
        self.setFillColor(FURNITURE_COLOR)
        self.drawString(0, 0, f"{self._pageNumber - 1} 页")
        self.endForm()
        super().save()


def _template(buffer: io.BytesIO, meta: Meta) -> BaseDocTemplate:
    layout = meta.layout
    frame = Frame(
        layout.left, layout.bottom, layout.body_width, layout.body_height, 0, 0, 0, 0, id="body"
    )  # no padding: the frame is the 版心
    template = BaseDocTemplate(
        buffer,
        pagesize=(layout.page_width, layout.page_height),
        title=meta.title,
        author=meta.author,
        lang="zh-CN",
        initialFontName=typefaces.font(Face.SERIF).fontName,
    )
    template.addPageTemplates(
        PageTemplate(
            id="page",
            frames=[frame],
            onPage=lambda canvas, _: _draw_background(canvas, meta),
            onPageEnd=lambda canvas, _: _draw_furniture(canvas, meta),
        )
    )
    return template


def _draw_background(canvas: _Canvas, meta: Meta) -> None:
    if not meta.draft:
        return
    canvas.saveState()
    canvas.setFillColor(WATERMARK_COLOR)
    canvas.setFont(typefaces.font(Face.BOLD).fontName, 150)
    canvas.translate(meta.layout.page_width / 2, meta.layout.page_height / 2)
    canvas.rotate(50)
    canvas.drawCentredString(0, -50, "草稿")
    canvas.restoreState()


def _draw_furniture(canvas: _Canvas, meta: Meta) -> None:
    layout = meta.layout
    right = layout.page_width - layout.right
    canvas.saveState()
    canvas.setFillColor(FURNITURE_COLOR)
    canvas.setStrokeColor(FURNITURE_COLOR)
    if meta.running_left or meta.running_right:
        y = layout.page_height - layout.top + 6 * MM
        size = _fitting(f"{meta.running_left}　　{meta.running_right}", FURNITURE_SIZE, layout)
        _draw_line(canvas, meta.running_left, x=layout.left, y=y, size=size)
        width = typefaces.line_width(meta.running_right, size)
        _draw_line(canvas, meta.running_right, x=right - width, y=y, size=size)
        canvas.setLineWidth(0.5)
        canvas.line(layout.left, y - 4, right, y - 4)
    _draw_page_number(canvas, x=(layout.left + right) / 2)
    if meta.page_signatures:
        size = _fitting(meta.page_signatures, FURNITURE_SIZE + 1, layout)
        _draw_line(canvas, meta.page_signatures, x=layout.left, y=_FOOT + 7 * MM, size=size)
    _draw_footnote(canvas, layout)
    if meta.seam_stamp:
        _draw_seam_stamp(canvas, layout)
    canvas.restoreState()


def _draw_page_number(canvas: _Canvas, *, x: float) -> None:
    before = f"第 {canvas.getPageNumber()} 页　共 "
    width = typefaces.line_width(before, FURNITURE_SIZE)
    left = x - (width + typefaces.line_width("99 页", FURNITURE_SIZE)) / 2
    _draw_line(canvas, before, x=left, y=_FOOT, size=FURNITURE_SIZE)
    canvas.saveState()
    canvas.translate(left + width, _FOOT)
    canvas.doForm(_PAGE_TOTAL)
    canvas.restoreState()


def _draw_footnote(canvas: _Canvas, layout: PageLayout) -> None:
    """Say below the text which characters of this page stand as 〓."""
    if not canvas.missing_on_page:
        return
    codes = [f"U+{ord(char):04X}" for char in canvas.missing_on_page]
    more = f" 等 {len(codes)} 字" if len(codes) > _FOOTNOTE_CODES else ""
    note = f"注：本页“〓”为字库未收的字：{'、'.join(codes[:_FOOTNOTE_CODES])}{more}。"
    advances = [typefaces.advance(Face.SERIF, char) * FOOTNOTE_SIZE for char in note]
    lines = break_lines(note, advances, [layout.body_width])
    y = layout.bottom - FOOTNOTE_SIZE - 4
    canvas.setLineWidth(0.4)
    canvas.line(layout.left, layout.bottom - 2, layout.left + layout.body_width / 4, layout.bottom - 2)
    for start, stop in lines:
        _draw_line(canvas, note[start:stop], x=layout.left, y=y, size=FOOTNOTE_SIZE)
        y -= FOOTNOTE_SIZE + 2
    canvas.missing.update(canvas.missing_on_page)
    canvas.missing_on_page.clear()


def _draw_seam_stamp(canvas: _Canvas, layout: PageLayout) -> None:
    """Mark at the right edge where half of a 骑缝章 goes."""
    middle = layout.page_height / 2
    canvas.setDash(2, 2)
    canvas.setStrokeColor("#9A9A9A")
    canvas.setFillColor("#9A9A9A")
    canvas.circle(layout.page_width, middle, 16 * MM, stroke=1, fill=0)
    for number, char in enumerate("骑缝章"):
        _draw_line(canvas, char, x=layout.page_width - 7 * MM, y=middle + 8 - number * 11, size=8)


def _draw_line(canvas: _Canvas, content: str, *, x: float, y: float, size: float) -> None:
    """One line of furniture; what it lacks goes into the footnote like that of the text."""
    canvas.missing_on_page.update(dict.fromkeys(typefaces.missing(content)))
    typefaces.draw_line(canvas, content, x=x, y=y, size=size)


def _fitting(content: str, size: float, layout: PageLayout) -> float:
    """The size, or the smaller one at which the content is not wider than the page's body."""
    return min(size, layout.body_width / max(typefaces.line_width(content, 1), 1e-6))
