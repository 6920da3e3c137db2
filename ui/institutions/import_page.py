"""The import preview: what a sheet would do, its problems by cell, and nothing taken over before 导入 is pressed."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.institutions.import_model import PREVIEW_COLUMNS, PROBLEM_COLUMNS, Preview, heading_words
from ui.labels import plain_label
from ui.theme import PAGE_MARGIN, Tone
from ui.widgets.cards import Card, FigureCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageFrame
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.table import PagedModel, Table, fit_height

TITLE: Final = "导入机构名册"
HINT: Final = "可用 WPS 或 Excel 的 .xlsx、.xls、.et 文件。先预览，确认后一次写入；有错误时不写入任何内容。"
FIGURES: Final = (
    ("new", "新增", Tone.OK),
    ("changed", "变更", Tone.WARN),
    ("same", "不变", None),
    ("errors", "错误", Tone.BAD),
    ("warnings", "提醒", Tone.WARN),
)
SHOWN_PROBLEMS: Final = 5


class ImportPage(PageFrame):
    """Shows a preview and says what is wished."""

    file_requested = Signal()
    template_requested = Signal()
    import_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent=parent)
        self.back = push_button("返回机构列表", Icon.PREVIOUS)
        self.template = push_button("另存名册模板", Icon.EXPORT)
        self.choose = push_button("选择名册文件", Icon.FOLDER)
        self.accept = push_button("导入", Icon.IMPORT, kind="primary")
        wishes = (
            (self.back, self.closed), (self.template, self.template_requested), (self.choose, self.file_requested),
            (self.accept, self.import_requested),
        )  # fmt: skip
        for button, wish in wishes:
            button.clicked.connect(wish)
            self.add_button(button)
        self.progress = ProgressPanel()
        self.figures = {key: FigureCard(caption) for key, caption, _tone in FIGURES}
        self.headings = plain_label("", "muted", wrap=True)
        self.unread = plain_label("", "muted", wrap=True)
        self.problems = PagedModel(PROBLEM_COLUMNS, key=id, parent=self)
        self.problem_table = Table(self.problems, name="表格中的问题")
        self.rows = PagedModel(PREVIEW_COLUMNS, key=lambda row: row.number, parent=self)
        self.row_table = Table(self.rows, name="导入预览")
        self._problem_card = Card("表格中的问题")
        self._empty = EmptyState(Icon.IMPORT, "选择机构名册文件", HINT)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._preview())
        self.set_body(self._stack)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no file was chosen yet."""
        self.show_title(TITLE)
        self._stack.setCurrentWidget(self._empty)
        self.accept.setEnabled(False)

    def show_preview(self, preview: Preview, *, file: str) -> None:
        """Show what the import of a file would do now."""
        self.show_title(TITLE, f"{file}　工作表“{preview.register.sheet}”　{len(preview.register.rows)} 家机构")
        counts = {key: preview.count(key) for key in ("new", "changed", "same")}
        counts |= {"errors": len(preview.errors), "warnings": len(preview.warnings)}
        for key, _caption, tone in FIGURES:
            self.figures[key].show_figure(str(counts[key]), tone=tone if counts[key] else None)
        self.headings.setText(f"已识别的列：{heading_words(preview.register)}")
        unread = "、".join(preview.register.unrecognised)
        self.unread.setText(f"未识别、不会导入的列：{unread}")
        self.unread.setVisible(bool(unread))
        self.problems.show_rows(preview.problems)
        fit_height(self.problem_table, rows=min(len(preview.problems), SHOWN_PROBLEMS))
        self._problem_card.setVisible(bool(preview.problems))
        self._problem_card.mark(Tone.BAD if preview.errors else None)
        self.rows.show_rows(preview.rows)
        self._stack.setCurrentIndex(1)
        self._offer_import(preview)

    def show_busy(self, *, busy: bool) -> None:
        """Let nothing be pressed twice while a file is read or written."""
        self.choose.setEnabled(not busy)
        if busy:
            self.accept.setEnabled(False)

    def _offer_import(self, preview: Preview) -> None:
        can = preview.has_news and not preview.errors
        self.accept.setEnabled(can)
        reason = "请先在表格中改正错误，再重新选择文件" if preview.errors else "与本机记录一致，没有需要导入的内容"
        self.accept.setToolTip("" if can else reason)
        self.verdict.setText("核对后按“导入”，一次全部写入" if can else reason)

    def _preview(self) -> QWidget:
        self.verdict = plain_label("", "title", wrap=True)
        figures = QHBoxLayout()
        figures.setSpacing(10)
        for card in self.figures.values():
            figures.addWidget(card)
        self._problem_card.column.addWidget(self.problem_table)
        headings = Card()
        for label in (self.verdict, self.headings, self.unread):
            headings.column.addWidget(label)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 16)
        column.setSpacing(10)
        column.addWidget(self.progress)
        column.addLayout(figures)
        parts: tuple[Any, ...] = (headings, self._problem_card)
        for part in parts:
            column.addWidget(part)
        column.addWidget(self.row_table, 1)
        return page
