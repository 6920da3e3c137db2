"""Checking a paper from anywhere: a PDF, a picture of a print, or the pasted words of its code."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject

from inspections.dossier import Verdict
from inspections.refusal import MissingError
from inspections.verifying import PICTURES, codes_of, judge_code, judge_paper
from ui.forms import FormRow, Kind
from ui.papers.dialogs import VerdictDialog
from ui.papers.making import own_records
from ui.papers.page import PapersPage
from ui.tasks import Task
from ui.widgets.form_dialog import FormDialog, read_file
from ui.workplace import Workplace

ROWS: Final = (
    FormRow(
        key="code",
        label="二维码内容",
        kind=Kind.MULTILINE,
        placeholder="YIAN1|……",
        help="没有文件时，粘贴用扫码工具读出的内容",
    ),
)
NOTE: Final = "选择文书的 PDF，或打印件首页的照片、扫描件；不是本机的文书也能验证，只说明核对过的内容。"


class Checking(QObject):
    """Asks for a file or a code and shows what can be said of it."""

    def __init__(self, page: PapersPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._dialog: FormDialog | None = None

    def ask(self) -> None:
        """Ask what is to be checked."""
        self._dialog = FormDialog("验证文件", ROWS, accept="验证", note=NOTE, file_label="文书文件", parent=self._page)
        self._dialog.submitted.connect(self._check)
        self._dialog.open()

    def _check(self, values: dict[str, Any], path: Path | None) -> None:
        code = str(values.get("code") or "")
        dialog = self._dialog
        if dialog is None:
            return
        if path is None and not code.strip():
            dialog.fail(MissingError("请选择一个文件，或粘贴二维码的内容。"))
            return
        task = Task("验证文件", partial(check, self._workplace, code, path))
        task.finished.connect(self._show)
        task.failed.connect(dialog.fail)
        self._workplace.tasks.start(task)

    def _show(self, verdict: Verdict) -> None:
        if self._dialog is not None:
            self._dialog.done_with()
            self._dialog = None
        VerdictDialog("文件", verdict, self._page).open()


def check(workplace: Workplace, code: str, path: Path | None, task: Task) -> Verdict:
    """Judge a file, or the code of a print; of a picture only its code can be judged."""
    task.step(0, 1, "正在验证")
    data = read_file(path) if path is not None else b""
    with own_records(workplace) as records:
        if data and not data.startswith(PICTURES):
            return judge_paper(workplace.papers, data, records=records)[0]
        said = codes_of(workplace.papers, data)[0] if data else code
        return judge_code(workplace.papers, said, records=records, files=workplace.files)[0]
