"""What came of a workbook: the checklist it holds, or every problem with sheet, row, column and what to do."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.authoring.book import Authored, letters
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import plain_label
from ui.theme import Tone
from ui.widgets.table import Column, PagedModel, Table

TITLE: Final = "从 Excel 导入检查表"
SIZE: Final = (1080, 560)
COLUMNS: Final = (
    Column(title="工作表", text=lambda one: one.sheet or "工作簿", width=90),
    Column(title="行", text=lambda one: str(one.row or ""), width=56, right=True),
    Column(title="列", text=lambda one: f"{letters(one.column)} {one.heading}".strip(), width=124),
    Column(
        title="性质", text=lambda one: "提醒" if one.is_warning else "错误", width=76,
        tone=lambda one: Tone.WARN if one.is_warning else Tone.BAD,
    ),
    Column(title="问题", text=lambda one: one.message, width=370),
    Column(title="怎样改", text=lambda one: one.what_to_do, stretch=True),
)  # fmt: skip


class AuthoringDialog(QDialog):
    """Shows one outcome and says what is wished with it."""

    save_requested = Signal()
    publish_requested = Signal()

    def __init__(self, outcome: Authored, *, file: str, can_publish: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.resize(*SIZE)
        self.save = push_button("保存为检查表文件", Icon.EXPORT, kind="" if can_publish else "primary")
        self.publish = push_button("发布", Icon.IMPORT, kind="primary")
        self.leave = push_button("关闭")
        self.save.setEnabled(outcome.checklist is not None)
        self.publish.setEnabled(outcome.checklist is not None)
        self.publish.setVisible(can_publish)
        self.save.clicked.connect(self.save_requested)
        self.publish.clicked.connect(self.publish_requested)
        self.leave.clicked.connect(self.reject)
        self.problems = PagedModel(COLUMNS, key=id, parent=self)
        self.table = Table(self.problems, name="表格中的问题")
        self.table.setVisible(bool(outcome.problems))
        self.problems.show_rows(outcome.problems)
        self.verdict = plain_label(verdict(outcome), "title", wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(plain_label(file, "muted", wrap=True))
        column.addWidget(self.verdict)
        column.addWidget(self.table, 1)
        if not outcome.problems:
            column.addStretch(1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        for button in (self.leave, self.save, self.publish):
            line.addWidget(button)
        return line


def verdict(outcome: Authored) -> str:
    """Say in one line what came of the workbook."""
    told = f"，另有 {len(outcome.warnings)} 处提醒" if outcome.warnings else ""
    if outcome.checklist is None:
        return f"{len(outcome.errors)} 处错误{told}；请在表格中全部改正后再导入一次，没有写入任何内容。"
    checklist = outcome.checklist
    counts = f"{len(checklist.sections)} 个部分 {len(checklist.items)} 项"
    return f"“{checklist.title}”版本 {checklist.edition}，{counts}，可以使用{told}。"
