"""Handing a paper out: to the printer, to a file, to the check of its signatures."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from inspections.dossier import Verdict
from ui.papers import making, printing
from ui.papers.dialogs import VerdictDialog
from ui.papers.making import OpenedFile
from ui.papers.model import PaperRow
from ui.papers.page import PapersPage
from ui.tasks import Task
from ui.widgets.form_dialog import FormDialog
from ui.workplace import Workplace

_UNFIT: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


class GivingOut(QObject):
    """Prints, saves and verifies the file that is shown."""

    def __init__(self, page: PapersPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._row: PaperRow | None = None
        self._file: OpenedFile | None = None
        self._printer: QPrinter | None = None

    def do(self, action: str, row: PaperRow, file: OpenedFile) -> None:
        """Print, save or verify."""
        self._row, self._file = row, file
        {"print": self._ask_printer, "save": self._ask_path, "verify": self._verify}[action]()

    def print_to(self, printer: QPrinter) -> None:
        """Print the file on a chosen printer."""
        if self._file is None or self._row is None:
            return
        work = partial(printing.print_pages, printer, self._file.data, self._file.is_picture)
        task = Task(f"打印 {self._row.title}", work)
        task.finished.connect(self._printed)
        self._page.follow(self._workplace.tasks.start(task))

    def save_to(self, path: str) -> None:
        """Write a copy of the file."""
        if self._file is None:
            return
        self._workplace.settings.change("export_folder", str(Path(path).parent))
        task = Task("另存为", partial(making.write_file, Path(path), self._file.data))
        task.finished.connect(self._saved)
        self._workplace.tasks.start(task)

    def _ask_printer(self) -> None:
        if not printing.has_printer():
            dialog = FormDialog("打印", (), accept="另存为 PDF", note=printing.NO_PRINTER, parent=self._page)
            dialog.submitted.connect(self._ask_path)
            dialog.submitted.connect(dialog.done_with)
            dialog.open()
            return
        if self._file is None or self._row is None:
            return
        self._printer = printing.new_printer(self._row.title, len(self._file.pages))
        asked = QPrintDialog(self._printer, self._page)
        asked.setWindowModality(Qt.WindowModality.WindowModal)
        asked.setWindowTitle(f"打印 {self._row.title}")
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(self._printer_chosen)
        asked.show()

    def _printer_chosen(self) -> None:
        if self._printer is not None:
            self.print_to(self._printer)

    def _ask_path(self) -> None:
        if self._row is None or self._file is None:
            return
        ending = "png" if self._file.is_picture else "pdf"
        folder = self._workplace.settings.now.export_folder
        asked = QFileDialog(self._page, "另存为", folder)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix(ending)
        asked.setNameFilter("图片 (*.png *.jpg)" if self._file.is_picture else "PDF 文件 (*.pdf)")
        asked.selectFile(file_name(self._row, ending))
        asked.fileSelected.connect(self.save_to)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _verify(self) -> None:
        if self._file is None:
            return
        task = Task("验证", partial(making.verify, self._workplace, self._file.data))
        task.finished.connect(self._show_verdict)
        self._page.follow(self._workplace.tasks.start(task))

    def _show_verdict(self, verdict: Verdict) -> None:
        title = f"{self._row.title} {self._row.number}".strip() if self._row else ""
        VerdictDialog(title, verdict, self._page).open()

    def _printed(self, pages: int) -> None:
        self._page.toasts.offer(f"已送往打印机，共 {pages} 页")

    def _saved(self, path: Path) -> None:
        self._page.toasts.offer(f"已保存到 {path}")


def file_name(row: PaperRow, ending: str) -> str:
    """Return a name for a copy: title and number, without signs that file systems refuse."""
    mark = row.number or "草稿"
    return f"{row.title} {mark}.{ending}".translate(_UNFIT)
