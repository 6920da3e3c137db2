"""The workbench page: tiles, running visits, next deadlines, institutions not visited, and the state of the data."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspections.records import InstitutionRow
from ui.actions import ActionSpec, build_actions, push_button
from ui.icons import Icon
from ui.labels import Chip, ElidedLabel, IconLabel, joined, plain_label, restyle
from ui.theme import CARD_GAP, Tone
from ui.widgets.cards import Card
from ui.widgets.page import PageFrame
from ui.widgets.table import ROW_HEIGHT, PagedModel, Table
from ui.workbench.model import (
    DEADLINE_COLUMNS,
    FIRST_STEPS,
    NEXT_DEADLINES,
    TILES,
    ApprovalWork,
    FirstStep,
    Overview,
    RunningVisit,
    WaitingPaper,
)
from ui.workbench.tiles import FigureTile

TILES_IN_A_ROW: Final = 6
FRAME: Final = 2
ACTIONS: Final = (ActionSpec(id="refresh", text="刷新", icon=Icon.REFRESH, shortcut="F5"),)


Line = tuple[str, str, str, str, object]
"""Title, what is told under it, text of the button, screen and what it shows there."""


class WorkbenchPage(PageFrame):
    """Widgets of the workbench; a presenter fills them."""

    screen_requested = Signal(str, object)
    """Id of a screen and what it is to show."""
    refresh_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("工作台", parent=parent)
        self.presenter: object = None
        self.tiles = {tile.key: FigureTile(tile) for tile in TILES}
        self.deadlines = PagedModel(DEADLINE_COLUMNS, key=lambda line: line.row.id, parent=self)
        self.deadline_table = Table(self.deadlines, name="最近到期")
        self.deadline_table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.first_steps = Card("开始使用")
        self._steps = {step.key: _StepLine(step) for step in FIRST_STEPS}
        self._running, self._never = _ListCard("正在进行的检查"), _ListCard("今年尚未检查的机构")
        self._papers, self._approvals = _ListCard("等待盖章或送达的文书"), _ListCard("消防手续待办")
        self._targets: Mapping[str, object] = {}
        self._nothing_due = plain_label("没有等待整改的期限。", "muted")
        self._data = _DataCard()
        self.start_button = push_button("开始检查", Icon.INSPECTION, kind="primary")
        self.add_button(self.start_button)
        self.refresh: QAction = build_actions(ACTIONS, self, {"refresh": self.refresh_requested.emit})["refresh"]
        self._lay_out()
        self._connect()

    def show_target(self, target: object) -> None:
        """Nothing on the workbench can be pointed at; it is only shown."""
        del target

    def show_overview(self, overview: Overview, *, who: str, day: str, folder: str) -> None:
        """Show the state of the work."""
        self.show_title("工作台", joined([day, who]))
        new = not overview.counts["inspections"]
        self.first_steps.setVisible(new)
        self.start_button.setVisible(not new)
        following = next((key for key in self._steps if not overview.counts[key]), "")
        for key, line in self._steps.items():
            line.show_done(done=bool(overview.counts[key]), following=key == following)
        for key, tile in self.tiles.items():
            tile.show_count(overview.tallies[key])
        self.deadlines.show_rows(overview.deadlines)
        self._fit_table(len(overview.deadlines))
        self._targets = overview.targets
        self._show_running(overview.running)
        self._show_papers(overview.papers, overview.tallies["unstamped"] + overview.tallies["unserved"])
        none = "今年都已检查。" if overview.counts["institutions"] else "还没有登记机构。"
        self._show_never(overview.never, overview.tallies["never"], none)
        self._show_approvals(overview.approvals)
        self._data.show_data(entries=overview.entries, folder=folder)

    def _show_running(self, running: Sequence[RunningVisit]) -> None:
        self._running.show_lines(
            [(one.institution, one.told, "继续", "inspection", one.id) for one in running], none="没有未结束的检查。"
        )

    def _show_papers(self, papers: Sequence[WaitingPaper], count: int) -> None:
        self._papers.setVisible(bool(papers))
        lines = [(one.title, one.told, "办理", "papers", ("inspection", one.visit)) for one in papers]
        more = f"另有 {count - len(papers)} 份" if count > len(papers) else ""
        self._papers.show_lines(lines, none="", more=more)

    def _show_never(self, never: Sequence[InstitutionRow], count: int, none: str) -> None:
        lines = [(row.name, _last_words(row), "查看", "institutions", row.id) for row in never]
        more = f"另有 {count - len(never)} 家" if count > len(never) else ""
        self._never.show_lines(lines, none=none, more=more)

    def _show_approvals(self, waiting: Sequence[ApprovalWork]) -> None:
        self._approvals.setVisible(bool(waiting))
        lines = [(one.name, one.told, "办理", "institutions", ("approval", one.institution)) for one in waiting]
        self._approvals.show_lines(lines, none="")

    def _fit_table(self, lines: int) -> None:
        self.deadline_table.setVisible(bool(lines))
        self._nothing_due.setVisible(not lines)
        head = self.deadline_table.horizontalHeader().sizeHint().height()
        self.deadline_table.setFixedHeight(head + ROW_HEIGHT * min(lines, NEXT_DEADLINES) + FRAME)

    def _lay_out(self) -> None:
        column = self.scrolling_column()
        steps = QHBoxLayout()
        steps.setSpacing(24)
        for line in self._steps.values():
            steps.addWidget(line, 1)
        self.first_steps.column.addLayout(steps)
        self.first_steps.hide()
        column.addWidget(self.first_steps)
        grid = QGridLayout()
        grid.setSpacing(CARD_GAP)
        for place, tile in enumerate(self.tiles.values()):
            grid.addWidget(tile, place // TILES_IN_A_ROW, place % TILES_IN_A_ROW)
        column.addLayout(grid)
        due = Card("最近到期")
        due.column.addWidget(self.deadline_table)
        due.column.addWidget(self._nothing_due)
        left, right = QVBoxLayout(), QVBoxLayout()
        for half in (left, right):
            half.setSpacing(CARD_GAP)
        left.addWidget(due)
        left.addStretch(1)
        for card in (self._running, self._papers, self._approvals, self._never, self._data):
            right.addWidget(card)
        right.addStretch(1)
        halves = QHBoxLayout()
        halves.setSpacing(CARD_GAP)
        halves.addLayout(left, 5)
        halves.addLayout(right, 3)
        column.addLayout(halves)

    def _connect(self) -> None:
        for tile in self.tiles.values():
            tile.clicked.connect(self._tile_clicked)
        for line in self._steps.values():
            line.button.clicked.connect(self._step_clicked)
        self.start_button.clicked.connect(self._start)
        self.deadline_table.opened.connect(self._deadline_opened)
        for card in (self._running, self._papers, self._approvals, self._never):
            card.chosen.connect(self.screen_requested)

    def _tile_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, FigureTile):
            self.screen_requested.emit(tile.tile.screen, self._targets.get(tile.tile.key, tile.tile.target))

    def _step_clicked(self) -> None:
        button = self.sender()
        self.screen_requested.emit(str(button.property("screen")), button.property("target") or None)

    def _start(self) -> None:
        self.screen_requested.emit("inspection", None)

    def _deadline_opened(self, line: object) -> None:
        row = getattr(line, "row", None)
        if row is not None:
            self.screen_requested.emit("ledger", {"finding": row.id})


class _StepLine(QWidget):
    """One of the first steps: what it is, whether it is done, and the way there."""

    def __init__(self, step: FirstStep) -> None:
        super().__init__()
        self._number = FIRST_STEPS.index(step) + 1
        self._icon = IconLabel(Icon.GO, ink="text3", size=20)
        self._done = Chip("已完成", Tone.OK)
        self.button = push_button(step.button, kind="")
        self.button.setProperty("screen", step.screen)
        self.button.setProperty("target", step.target)
        self.button.setAccessibleName(f"{self._number} {step.title}：{step.button}")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(plain_label(f"{self._number}. {step.title}", "title"))
        head.addWidget(self._done)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(plain_label(step.hint, "muted", wrap=True), 1)
        column.addLayout(foot)

    def show_done(self, *, done: bool, following: bool) -> None:
        """Tick the step off, or lead to it."""
        restyle(self.button, kind="primary" if following else "")
        self._done.setVisible(done)
        self._icon.show_icon(Icon.DONE if done else Icon.GO, ink="ok" if done else "text3")


class _ListCard(Card):
    """A few lines, each with a button that goes somewhere."""

    chosen = Signal(str, object)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._targets: dict[QObject, tuple[str, object]] = {}
        self.column.addLayout(self._lines)

    def show_lines(self, lines: Sequence[Line], *, none: str, more: str = "") -> None:
        """Show lines with their buttons, or why there are none."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._targets = {}
        for line in lines:
            self._lines.addWidget(self._line(*line))
        note = more if lines else none
        if note:
            self._lines.addWidget(plain_label(note, "muted"))

    def _line(self, title: str, told: str, text: str, screen: str, target: object) -> QWidget:
        row = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(title))
        words.addWidget(ElidedLabel(told, "small"))
        button: QPushButton = push_button(text, kind="ghost")
        button.setAccessibleName(f"{text} {title} {told}")
        self._targets[button] = screen, target
        button.clicked.connect(self._clicked)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        line.addWidget(button)
        return row

    def _clicked(self) -> None:
        self.chosen.emit(*self._targets[self.sender()])


class _DataCard(Card):
    """Where the records lie and that they lie here only."""

    def __init__(self) -> None:
        super().__init__("数据")
        self._entries = plain_label("", "muted")
        self._folder = ElidedLabel("", "small")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(IconLabel(Icon.OFFLINE, ink="text3"))
        line.addWidget(plain_label("离线 · 本机保存"))
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addWidget(self._entries)
        self.column.addWidget(self._folder)

    def show_data(self, *, entries: int, folder: str) -> None:
        """Show how much is kept and where."""
        self._entries.setText(f"已保存 {entries} 条记录，请定期在设置中备份。")
        self._folder.show_text(folder)


def _last_words(row: InstitutionRow) -> str:
    last = f"上次检查 {row.last_inspected}" if row.last_inspected else "从未检查"
    return joined([row.area, last])
