"""The tab 数据: where everything lies, a verified copy of it, and the check of journal and files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.icons import Icon
from ui.labels import Chip, plain_label
from ui.theme import Tone
from ui.widgets.cards import Card, fact_line
from ui.widgets.page import scrolling_column
from ui.widgets.progress_panel import ProgressPanel

SHOWN_PROBLEMS = 20
COUNTS = {"entries": "日志", "subjects": "记录", "photos": "照片", "documents": "文书", "stubs": "存根"}


class DataTab(QWidget):
    """Shows and asks; the work is a task's."""

    back_up_requested = Signal()
    audit_requested = Signal()

    def __init__(self, folder: Path, *, can_back_up: bool, can_audit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_up = push_button("备份到文件", Icon.EXPORT, kind="primary")
        self.back_up.setEnabled(can_back_up)
        self.back_up.clicked.connect(self.back_up_requested)
        self.audit = push_button("核对全部数据", Icon.REFRESH)
        self.audit.setEnabled(can_audit)
        self.audit.clicked.connect(self.audit_requested)
        self.progress = ProgressPanel()
        self.verdict = Chip()
        self.summary = plain_label("", wrap=True)
        self.problems = plain_label("", "problem", wrap=True)
        self._result = Card("核对结果")
        self._result.hide()
        self.laptop, self._laptop_value = fact_line("本机名称", "")
        self._lay_out(folder)

    def show_laptop(self, name: str) -> None:
        """Show the name this laptop has in the records."""
        self._laptop_value.setText(name or "—")

    def show_audit(self, result: Mapping[str, Any]) -> None:
        """Show what the check found."""
        problems = [str(problem) for problem in result.get("problems", ())]
        is_good = bool(result.get("ok"))
        self.verdict.show_chip("一致" if is_good else f"{len(problems)} 处不一致", Tone.OK if is_good else Tone.BAD)
        counts = [f"{title} {result[key]}" for key, title in COUNTS.items() if key in result]
        self.summary.setText("　".join(counts) or "日志、记录和文件都已核对。")
        shown = problems[:SHOWN_PROBLEMS]
        rest = len(problems) - len(shown)
        self.problems.setText("\n".join([*shown, f"另有 {rest} 处，见命令行 audit" if rest else ""]).strip())
        self.problems.setVisible(bool(problems))
        self._result.show()

    def _lay_out(self, folder: Path) -> None:
        place = Card("数据位置")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for number, (caption, value) in enumerate(
            (fact_line("数据目录", str(folder)), (self.laptop, self._laptop_value))
        ):
            grid.addWidget(caption, number, 0)
            grid.addWidget(value, number, 1)
        place.column.addLayout(grid)
        place.column.addWidget(plain_label("记录、照片、文书都在此目录，请勿放入同步盘或网络盘。", "muted", wrap=True))
        care = Card("备份与核对")
        care.column.addWidget(
            plain_label("备份是一个文件，写完后逐字节核对；核对检查日志、记录和每个文件是否一致。", "muted", wrap=True)
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.back_up)
        buttons.addWidget(self.audit)
        buttons.addStretch(1)
        care.column.addLayout(buttons)
        line = QHBoxLayout()
        line.addWidget(self.verdict)
        line.addWidget(self.summary, 1)
        self._result.column.addLayout(line)
        self._result.column.addWidget(self.problems)
        area, column = scrolling_column()
        for card in (place, care, self.progress, self._result):
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
