"""Printing through the system's dialog: pages are drawn at 300 dpi onto the chosen printer in a task."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from inspections.records import UnavailableError
from reports.preview import PRINT_DPI
from ui.papers.page_images import OpenPages
from ui.tasks import Task
from ui.widgets.pdf_view import PageSource

NO_PRINTER = "未发现打印机。请连接打印机并在系统中添加后重试，也可以另存为 PDF，到其他电脑打印。"


def has_printer() -> bool:
    """Tell whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def new_printer(title: str, pages: int) -> QPrinter:
    """Make a printer for A4 with the paper's title as the name of the job."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setFromTo(1, pages)
    return printer


def print_pages(printer: QPrinter, data: bytes, is_picture: bool, task: Task) -> int:
    """Print the chosen pages in a task and return how many went out; it can be broken off between two."""
    source = OpenPages(data, is_picture=is_picture)
    try:
        wanted = _chosen(printer, len(source))
        painter = QPainter()
        if not painter.begin(printer):
            raise UnavailableError("打印机没有接受任务。", "请检查打印机是否就绪，或另存为 PDF。")
        try:
            _draw(painter, printer, source, wanted, task)
        finally:
            painter.end()
    finally:
        source.close()
    return len(wanted)


def _chosen(printer: QPrinter, count: int) -> range:
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        return range(printer.fromPage() - 1, min(printer.toPage(), count))
    return range(count)


def _draw(painter: QPainter, printer: QPrinter, source: PageSource, wanted: range, task: Task) -> None:
    for done, index in enumerate(wanted):
        task.step(done, len(wanted), f"第 {index + 1} 页")
        if done and not printer.newPage():
            raise UnavailableError("打印机中断了任务。", "请检查纸张后重新打印。")
        page = source.image(index, dpi=PRINT_DPI)
        image = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
        painter.drawImage(_fitted(painter.viewport(), image), image)


def _fitted(room: QRect, image: QImage) -> QRect:
    """Return the largest room of the picture's shape, at the top and in the middle."""
    scale = min(room.width() / image.width(), room.height() / image.height())
    width, height = round(image.width() * scale), round(image.height() * scale)
    return QRect(room.x() + (room.width() - width) // 2, room.y(), width, height)
