"""A paper as it will be printed: pages under each other, drawn by a worker when they come into sight."""

from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from typing import Any, Final, Protocol

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.tasks import Task, TaskPool

POINTS_PER_INCH: Final = 72
WIDEST: Final = 900
GAP: Final = 16
ZOOM_STEP: Final = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.4, 4.0
SPARE: Final = 600
"""Pixels above and below the visible part that are drawn in advance."""


class PageImage(Protocol):
    """One page as packed RGB rows."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def rgb(self) -> bytes: ...


class PageSource(Protocol):
    """An open paper; ``reports.preview.Pages`` is one. ``image`` is called on worker threads."""

    def __len__(self) -> int: ...
    def size(self, index: int) -> tuple[float, float]:
        """Return width and height of a page in points."""

    def image(self, index: int, *, dpi: float) -> PageImage:
        """Draw one page."""


class _Sheet(QWidget):
    """One page of paper, white in either scheme, with its picture once that is drawn."""

    def __init__(self, index: int, count: int, size: tuple[float, float]) -> None:
        super().__init__()
        self.index, self.points = index, size
        self.drawn_width = 0
        self._picture = QPixmap()
        self.setAccessibleName(f"第 {index + 1} 页，共 {count} 页")

    def fit(self, width: int) -> None:
        self.setFixedSize(width, round(width * self.points[1] / self.points[0]))

    def take(self, image: QImage) -> None:
        self._picture = QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            painter.fillRect(self.rect(), Qt.GlobalColor.white)
            painter.setPen(theme.color("na"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, f"正在显示第 {self.index + 1} 页…")
        else:
            painter.drawPixmap(self.rect(), self._picture)


class PdfView(QScrollArea):
    """Scrolls through a paper; Ctrl with the wheel, or the two zoom methods, change its size."""

    page_changed = Signal(int, int)
    """The page now at the top, from 1, and how many there are."""
    failed = Signal(Exception)

    def __init__(self, tasks: TaskPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf")
        self.setAccessibleName("文书预览")
        self.setWidgetResizable(True)
        self._tasks = tasks
        self._source: PageSource | None = None
        self._sheets: Sequence[_Sheet] = ()
        self._drawing: dict[Task, tuple[_Sheet, int]] = {}
        self._zoom = 1.0
        self._show_paper()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(30)
        self._later.timeout.connect(self._draw_visible)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_document(self, source: PageSource) -> None:
        """Show a paper from its first page; the caller keeps it open as long as it is shown."""
        self._forget()
        self._source = source
        self._sheets = [_Sheet(index, len(source), source.size(index)) for index in range(len(source))]
        column = QVBoxLayout(self._show_paper())
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(GAP)
        for sheet in self._sheets:
            column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._fit()
        self._scrolled()

    def close_document(self) -> None:
        """Show nothing; after this the paper may be closed."""
        self._forget()
        self._source, self._sheets = None, ()
        self._show_paper()

    def zoom_in(self) -> None:
        """Show the paper larger."""
        self._set_zoom(self._zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the paper smaller."""
        self._set_zoom(self._zoom / ZOOM_STEP)

    def fit_width(self) -> None:
        """Show the paper as wide as its room."""
        self._set_zoom(1.0)

    def go_to_page(self, number: int) -> None:
        """Scroll to a page, counted from 1."""
        if 1 <= number <= len(self._sheets):
            self.verticalScrollBar().setValue(self._sheets[number - 1].y() - GAP)

    def current_page(self) -> int:
        """Return the page at the top, from 1; 0 when nothing is shown."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        heads = accumulate((sheet.height() + GAP for sheet in self._sheets), initial=GAP)
        return sum(head <= middle for head, _sheet in zip(heads, self._sheets, strict=False)) or min(
            1, len(self._sheets)
        )

    def is_at_end(self) -> bool:
        """Tell whether the end of the last page is in sight, as reading before signing demands."""
        whole = sum(sheet.height() + GAP for sheet in self._sheets) + GAP  # right before the first layout too
        return bool(self._sheets) and self.verticalScrollBar().value() + self.viewport().height() >= whole - 2 * GAP

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        else:
            super().wheelEvent(event)

    def _show_paper(self) -> QWidget:
        """Put an empty stack of pages in place of the one shown."""
        self._paper = QWidget()
        self._paper.setProperty("scrolled", "true")
        self.setWidget(self._paper)
        return self._paper

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._fit()

    def _fit(self) -> None:
        width = round(min(self.viewport().width() - 2 * GAP, WIDEST) * self._zoom)
        for sheet in self._sheets:
            sheet.fit(max(width, 1))
        self._later.start()

    def _scrolled(self) -> None:
        self._later.start()
        self.page_changed.emit(self.current_page(), len(self._sheets))

    def _draw_visible(self) -> None:
        top = self.verticalScrollBar().value()
        seen = QRect(0, top - SPARE, self._paper.width(), self.viewport().height() + 2 * SPARE)
        for sheet in self._sheets:
            if sheet.drawn_width != sheet.width() and seen.intersects(sheet.geometry()):
                self._draw(sheet)

    def _draw(self, sheet: _Sheet) -> None:
        if self._source is None:
            return
        sheet.drawn_width = sheet.width()
        dpi = sheet.width() / sheet.points[0] * POINTS_PER_INCH * self.devicePixelRatioF()
        task = Task(f"第 {sheet.index + 1} 页", partial(_page_image, self._source, sheet.index, dpi))
        self._drawing[task] = (sheet, sheet.width())
        task.finished.connect(self._drawn)
        task.failed.connect(self._not_drawn)
        self._tasks.start(task)

    def _drawn(self, image: QImage) -> None:
        sheet, width = self._drawing.pop(self.sender(), (None, 0))  # type: ignore[call-overload]  # sender is the task
        if sheet is not None and sheet in self._sheets and width == sheet.drawn_width:
            sheet.take(image)

    def _not_drawn(self, error: Exception) -> None:
        self._drawing.pop(self.sender(), None)  # type: ignore[call-overload]  # sender is the task
        self.failed.emit(error)

    def _forget(self) -> None:
        for task in self._drawing:
            task.cancel()
        self._drawing.clear()


def _page_image(source: PageSource, index: int, dpi: float, task: Task) -> Any:
    """Draw one page on a worker thread; the picture owns its bytes."""
    task.step(0, 1)
    page = source.image(index, dpi=dpi)
    return QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888).copy()
