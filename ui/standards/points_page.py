"""The list of what is still 待核: table at the left, one point with its confirmation at the right."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inspections.confirmation import CONFIRMED, CORRECTED
from inspections.standing import Point, PointKind, Standing
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import Chip, plain_label, rule
from ui.standards.points_model import (
    COLUMNS,
    STANDING_TONES,
    STANDING_WORDS,
    facts_of,
    facts_of_confirmation,
    lets_through,
    matches,
    pill_texts,
    summary,
)
from ui.theme import PAGE_MARGIN
from ui.widgets.cards import Card, fact_line
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import PageFrame, scrolling_column
from ui.widgets.pills import PillBar
from ui.widgets.search_box import SearchBox
from ui.widgets.table import PagedModel, Table

TITLE: Final = "待核清单"
DETAIL_WIDTH: Final = 430
NOT_LEGAL: Final = "只有法制审核人员可以确认、更正（设置 → 人员）；本机使用人不是。"
CAPTION_WIDTH: Final = 76


class PointsPage(PageFrame):
    """Shows what is open and what was confirmed, and says what is wished."""

    left = Signal()
    confirm_requested = Signal(object, str)
    """The point and the verdict."""
    withdraw_requested = Signal(object)
    file_requested = Signal(str)
    """Digest and ending of an official file, as `digest.ending`."""
    export_requested = Signal()
    import_requested = Signal()
    office_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, "正在读取…", parent)
        self._points: tuple[Point, ...] = ()
        self._may_confirm = False
        self._waiting_for = ""
        self.back = push_button("返回标准库", Icon.PREVIOUS)
        self.take_in = push_button("导入确认包…", Icon.IMPORT)
        self.hand_out = push_button("导出确认包…", Icon.EXPORT)
        for button, wish in (
            (self.back, self.left), (self.take_in, self.import_requested), (self.hand_out, self.export_requested)
        ):  # fmt: skip
            button.clicked.connect(wish)
            self.add_button(button)
        self.pills = PillBar("筛选待核清单")
        self.search = SearchBox("搜索条款、情形、检查项编号", name="搜索待核清单")
        self.model = PagedModel(COLUMNS, key=lambda point: point.id)
        self.table = Table(self.model, name=TITLE)
        self.model.setParent(self.table)  # goes after the table: a chosen row without a model is a warning of Qt
        self._area, self._detail = scrolling_column(margin=0)
        self._area.setFixedWidth(DETAIL_WIDTH)
        self._shown: QWidget = EmptyState(Icon.CLAUSE, "正在读取待核清单…")
        self._detail.addWidget(self._shown)
        self.buttons_by_verdict: dict[str, QWidget] = {}
        self.set_body(self._body_widget())
        self.pills.chosen.connect(self._fill)
        self.search.searched.connect(self._fill)
        self.table.row_selected.connect(self._show_point)
        self.setFocusProxy(self.table)

    def show_points(self, points: Sequence[Point], *, may_confirm: bool) -> None:
        """Show the list as it now is; the chosen point stays."""
        self._points, self._may_confirm = tuple(points), may_confirm
        self.show_title(TITLE, summary(points))
        self.pills.offer(pill_texts(points))
        self.take_in.setEnabled(True)
        if self._waiting_for:
            self.show_point(self._waiting_for)
        else:
            self._fill()

    def show_point(self, point_id: str) -> None:
        """Show one point whatever the filter; wait for the list where it is not read yet."""
        self._waiting_for = "" if self._points else point_id
        if self._points:
            self.search.clear()
            self.pills.fill("all")
            self._fill()
            self.table.select_id(point_id)

    @property
    def current(self) -> Point | None:
        """The point now shown."""
        return self.table.current_row()  # type: ignore[no-any-return]  # rows of a model are Any

    def _fill(self) -> None:
        current = self.current
        shown = [one for one in self._points if lets_through(one, self.pills.value())]
        shown = [one for one in shown if matches(one, self.search.text().strip())]
        self.table.blockSignals(True)
        self.model.show_rows(shown)
        if current is None or not self.table.select_id(current.id):
            self.table.selectRow(0)
        self.table.blockSignals(False)
        self._show_point(self.current)

    def _show_point(self, point: Point | None) -> None:
        nothing = EmptyState(Icon.DONE, "没有符合条件的条款", "请换一个词，或改为“全部”。")
        shown: QWidget = nothing if point is None else self._cards(point)
        self._detail.replaceWidget(self._shown, shown)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = shown
        self._area.verticalScrollBar().setValue(0)

    def _cards(self, point: Point) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        card = Card()
        line = QHBoxLayout()
        line.addWidget(Chip(STANDING_WORDS[point.standing], STANDING_TONES[point.standing]))
        line.addStretch(1)
        card.column.addLayout(line)
        card.column.addWidget(plain_label(point.words, "title", wrap=True))
        card.column.addLayout(_grid(facts_of(point)))
        card.column.addWidget(rule())
        self._add_buttons(card, point)
        column.addWidget(card)
        if point.confirmation is not None:
            column.addWidget(self._confirmation_card(point))
        return page

    def _add_buttons(self, card: Card, point: Point) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.buttons_by_verdict = {}
        if point.kind is PointKind.REMEDY:
            to_office = push_button("到设置中填写", Icon.GO)
            to_office.clicked.connect(self.office_requested)
            line.addWidget(to_office)
        else:
            self._add_verdicts(line, point)
        line.addStretch(1)
        card.column.addLayout(line)
        if point.kind is not PointKind.REMEDY and not self._may_confirm:
            card.column.addWidget(plain_label(NOT_LEGAL, "small", wrap=True))

    def _add_verdicts(self, line: QHBoxLayout, point: Point) -> None:
        for verdict, text, icon in ((CONFIRMED, "确认无误…", Icon.DONE), (CORRECTED, "更正…", Icon.EDIT)):
            button = push_button(text, icon, kind="primary" if verdict == CONFIRMED else "")
            button.setProperty("verdict", verdict)
            button.setEnabled(self._may_confirm)
            button.clicked.connect(self._verdict_pressed)
            self.buttons_by_verdict[verdict] = button
            line.addWidget(button)
        if point.standing is not Standing.OPEN:
            withdraw = push_button("撤回…", Icon.UNDO)
            withdraw.setEnabled(self._may_confirm)
            withdraw.clicked.connect(self._withdraw_pressed)
            self.buttons_by_verdict["withdraw"] = withdraw
            line.addWidget(withdraw)

    def _confirmation_card(self, point: Point) -> Card:
        card = Card(f"{STANDING_WORDS[point.standing]}的内容")
        if point.confirmation is None:
            return card
        card.column.addLayout(_grid(facts_of_confirmation(point.confirmation)))
        for number, file in enumerate(point.confirmation.files, 1):
            button = push_button(f"打开原文附件 {number}", Icon.ATTACH)
            button.setProperty("file", f"{file['sha256']}.{file['extension']}")
            button.clicked.connect(self._file_pressed)
            card.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _verdict_pressed(self) -> None:
        if self.current is not None:
            self.confirm_requested.emit(self.current, str(self.sender().property("verdict")))

    def _withdraw_pressed(self) -> None:
        if self.current is not None:
            self.withdraw_requested.emit(self.current)

    def _file_pressed(self) -> None:
        self.file_requested.emit(str(self.sender().property("file")))

    def _body_widget(self) -> QWidget:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.pills, 1)
        self.search.setFixedWidth(280)
        top.addWidget(self.search)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(top)
        left.addWidget(self.table, 1)
        body = QWidget()
        line = QHBoxLayout(body)
        line.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 14)
        line.setSpacing(14)
        line.addLayout(left, 1)
        line.addWidget(self._area)
        return body


def _grid(facts: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, CAPTION_WIDTH)
    grid.setColumnStretch(1, 1)
    for row, (caption, words) in enumerate(facts):
        left, right = fact_line(caption, words)
        grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(right, row, 1)
    return grid
