"""The import of a register: read in a task, previewed from the records, taken over by one step."""

from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from inspections.records import UnavailableError
from inspections.register import Register
from inspections.workflow.registering import import_institutions
from ui.background import Latest
from ui.institutions.import_model import Preview, read_preview, template_name, template_workbook
from ui.institutions.import_page import ImportPage
from ui.tasks import Task
from ui.theme import Tone
from ui.workplace import Workplace

SHEETS: Final = "名册表格 (*.xlsx *.xls *.et)"


class ImportPresenter(QObject):
    """Carries between the import page and the records."""

    def __init__(self, page: ImportPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._path = Path()
        self._register: Register | None = None
        self._slot = Latest()
        page.file_requested.connect(self.choose_file)
        page.template_requested.connect(self.choose_template)
        page.import_requested.connect(self.take_over)

    def choose_file(self) -> None:
        """Ask for the file."""
        folder = self._workplace.settings.now.import_folder
        dialog = QFileDialog(self._page, "选择机构名册", folder, SHEETS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_file(self, path: str) -> None:
        """Read a file in a task and show what its import would do."""
        self._path = Path(path)
        self._workplace.settings.change("import_folder", str(self._path.parent))
        task = Task(f"读取 {self._path.name}", partial(_read, self._workplace, path))
        task.finished.connect(self._was_read)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        self._page.show_busy(busy=True)
        self._page.progress.follow(task)
        self._workplace.tasks.start(task)

    def preview_again(self) -> None:
        """Compare the sheet with the records as they now are."""
        if self._register is not None:
            query = partial(read_preview, register=self._register)
            self._workplace.records.read(query, then=self._show, slot=self._slot, failed=self._failed)

    def take_over(self) -> None:
        """Take over the whole register in one step."""
        if self._register is None:
            return
        step = partial(
            import_institutions,
            register=self._register,
            on=self._workplace.today(),
            by=self._workplace.operator.person,
        )
        self._page.show_busy(busy=True)
        self._workplace.records.change(step, done=self._taken_over, failed=self._failed)

    def choose_template(self) -> None:
        """Ask where the empty register is to go."""
        folder = Path(self._workplace.settings.now.export_folder)
        dialog = QFileDialog(self._page, "另存名册模板", str(folder / template_name(self._workplace.today())), SHEETS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.write_template)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_template(self, path: str) -> None:
        """Write the empty register in a task."""
        self._workplace.settings.change("export_folder", str(Path(path).parent))
        task = Task("写入名册模板", partial(_write_template, Path(path)))
        task.finished.connect(self._template_written)
        self._workplace.tasks.start(task)

    def _was_read(self, register: Any) -> None:
        self._register = register
        self.preview_again()

    def _show(self, preview: Preview) -> None:
        self._page.show_busy(busy=False)
        self._page.show_preview(preview, file=self._path.name)

    def _taken_over(self, changes: Any) -> None:
        count = len(changes.of("institution"))
        self._workplace.messages.tell(f"已导入 {count} 家机构，其余不变。", Tone.OK)
        self.preview_again()

    def _template_written(self, path: Any) -> None:
        self._workplace.messages.tell(f"名册模板已保存：{path}", Tone.OK)

    def _failed(self, _error: Exception) -> None:
        self._page.show_busy(busy=False)

    def _cancelled(self) -> None:
        self._page.show_busy(busy=False)


def _read(workplace: Workplace, path: str, _task: Task) -> object:
    return workplace.read_register(path)


def _write_template(path: Path, _task: Task) -> Path:
    try:
        path.write_bytes(template_workbook())
    except OSError as error:
        raise UnavailableError(f"无法写入“{path}”（{error.strerror}）。", "请换一个位置保存。") from error
    return path
