"""Checklists out to Excel and in again: asks for files, works in tasks, hands on what was read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from checklists.model import Checklist
from inspections.authoring.book import Authored, Sheet
from inspections.authoring.layout import sheets_of, template_sheets
from inspections.authoring.reading import checklist_file, read_book
from inspections.authoring.xlsform import read_xlsform
from inspections.authoring.xlsform_survey import is_xlsform
from inspections.records import UnavailableError
from ui.actions import push_button
from ui.icons import Icon
from ui.standards.authoring_dialog import AuthoringDialog
from ui.standards.page import StandardsPage
from ui.tasks import Task
from ui.theme import Tone
from ui.workplace import Workplace

SHEETS: Final = "Excel 工作簿 (*.xlsx)"
FILES: Final = "检查表文件 (*.toml)"
TEMPLATE: Final = "检查表编制模板"


class Authoring(QObject):
    """Carries between the page of the library and workbooks; `publish` takes the bytes of a new checklist."""

    def __init__(
        self, page: StandardsPage, workplace: Workplace, *, publish: Callable[[bytes], None] | None = None
    ) -> None:
        super().__init__(page)
        self._page, self._workplace, self._publish = page, workplace, publish
        self.dialog: AuthoringDialog | None = None
        self._checklist: Checklist | None = None
        menu = QMenu(page)
        slots = (("导出本检查表…", self.choose_export), ("下载编制模板…", self.choose_template))
        self.export, self.template = (_action(menu, text, slot) for text, slot in slots)
        menu.addSeparator()
        self.choose = _action(menu, "从 Excel 导入…", self.choose_file)
        self.choose.setEnabled(workplace.read_checklist_book is not None)
        self.button = push_button("Excel 表格", Icon.IMPORT)
        self.button.setToolTip("导出检查表、下载编制模板、从 Excel 导入")
        self.button.setMenu(menu)
        page.frame.add_button(self.button)

    def choose_export(self) -> None:
        """Ask where the list now shown is to go."""
        checklist = self._page.current_list
        if checklist is not None:
            write = partial(self.write_sheets, sheets_of(checklist), checklist.title)
            self._ask_where("导出检查表", f"{checklist.code} {checklist.edition}.xlsx", SHEETS, write)

    def choose_template(self) -> None:
        """Ask where the template is to go."""
        self._ask_where(
            "另存编制模板", f"{TEMPLATE}.xlsx", SHEETS, partial(self.write_sheets, template_sheets(), TEMPLATE)
        )

    def choose_file(self) -> None:
        """Ask for a workbook."""
        dialog = QFileDialog(self._page, "选择检查表工作簿", self._workplace.settings.now.import_folder, SHEETS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_sheets(self, sheets: tuple[Sheet, ...], title: str, path: str) -> None:
        """Write a workbook in a task."""
        make = partial(self._workplace.papers.checklist_workbook, sheets, title=title)
        self._write(f"导出{title}", Path(path), make)

    def read_file(self, path: str) -> None:
        """Read a workbook in a task and show what came of it."""
        self._workplace.settings.change("import_folder", str(Path(path).parent))
        task = Task(f"读取 {Path(path).name}", partial(_read, self._workplace, Path(path)))
        task.finished.connect(partial(self._show, Path(path).name))
        self._workplace.tasks.start(task)

    def choose_checklist_file(self) -> None:
        """Ask where the checklist that was read is to go."""
        if self._checklist is not None:
            write = partial(self._write_checklist, self._checklist)
            self._ask_where("保存检查表文件", f"{self._checklist.code}.toml", FILES, write)

    def _write_checklist(self, checklist: Checklist, path: str) -> None:
        self._write(f"保存{checklist.title}", Path(path), partial(checklist_file, checklist))

    def _write(self, title: str, path: Path, make: Callable[[], bytes]) -> None:
        self._workplace.settings.change("export_folder", str(path.parent))
        task = Task(title, partial(_write_whole, path, make))
        task.finished.connect(self._written)
        self._workplace.tasks.start(task)

    def _ask_where(self, title: str, name: str, kind: str, write: Callable[[str], None]) -> None:
        folder = Path(self._workplace.settings.now.export_folder)
        dialog = QFileDialog(self._page, title, str(folder / name), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.fileSelected.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, file: str, outcome: Authored) -> None:
        self._checklist = outcome.checklist
        self.dialog = AuthoringDialog(
            outcome, file=file, can_publish=self._publish is not None, parent=self._page.window()
        )
        self.dialog.save_requested.connect(self.choose_checklist_file)
        self.dialog.publish_requested.connect(self._hand_on)
        self.dialog.destroyed.connect(self._forget)
        self.dialog.open()

    def _hand_on(self) -> None:
        if self._publish is not None and self._checklist is not None:
            self._publish(checklist_file(self._checklist))
            if self.dialog is not None:
                self.dialog.accept()

    def _forget(self) -> None:
        self.dialog = None

    def _written(self, path: Any) -> None:
        self._workplace.messages.tell(f"已保存：{path}", Tone.OK)


def _action(menu: QMenu, text: str, slot: Callable[[], None]) -> QAction:
    action = QAction(text, menu)
    action.triggered.connect(slot)
    menu.addAction(action)
    return action


def _read(workplace: Workplace, path: Path, _task: Task) -> Authored:
    if workplace.read_checklist_book is None:
        raise UnavailableError("这里不能读取工作簿。", "请用命令 import checklist。")
    book = workplace.read_checklist_book(path)
    if is_xlsform(book):
        return read_xlsform(book, name=path.stem, today=workplace.today())
    return read_book(book)


def _write_whole(path: Path, make: Callable[[], bytes], _task: Task) -> Path:
    """Write beside the place and put it there in one step; a failure leaves what was there before."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(make())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UnavailableError(
            f"“{path.name}”没有写成（{error.strerror}）。", "请关闭已打开的同名文件，或另选文件夹。"
        ) from error
    return path
