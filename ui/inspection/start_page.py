"""No visit chosen: go on with a running one, or start one in a single calm form."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspections.records import InstitutionRow
from inspections.terms import INSPECTION_KIND, TASK_SOURCE
from ui.actions import push_button
from ui.forms import Form, FormRow, Kind
from ui.icons import Icon
from ui.inspection.start_model import (
    DEPTHS,
    FIRST_LISTS,
    Chosen,
    ListChoice,
    Office,
    RunningVisit,
    finding_words,
    reinspection_kind,
)
from ui.inspection.team import TeamOfAgency
from ui.labels import plain_label
from ui.widgets.cards import Card, SectionHeader
from ui.widgets.page import PageFrame
from ui.widgets.search_box import SearchBox
from ui.widgets.table import Column, PagedModel, Table

ROWS: Final = (
    FormRow(key="kind", label="检查类型", kind=Kind.CHOICE, required=True, choices=tuple(INSPECTION_KIND.items())),
    FormRow(key="task_source", label="任务来源", kind=Kind.CHOICE, required=True, choices=tuple(TASK_SOURCE.items())),
    FormRow(key="depth", label="检查深度", kind=Kind.CHOICE, required=True, choices=DEPTHS),
    FormRow(key="reinspects", label="复查问题", kind=Kind.SEVERAL, wide=True),
    FormRow(key="checklists", label="检查表", kind=Kind.SEVERAL, wide=True),
    FormRow(key="agencies", label="检查机关", kind=Kind.SEVERAL, required=True, wide=True),
    FormRow(
        key="joint",
        label="一表通查",
        kind=Kind.CHECK,
        wide=True,
        placeholder="各表相同的要求只查一次，结论对各表、各机关都有效",
    ),
)
COLUMNS: Final = (
    Column(title="机构", text=lambda row: row.name, stretch=True),
    Column(title="乡镇街道", text=lambda row: row.area, width=84),
    Column(title="未销号", text=lambda row: str(row.open_findings or ""), width=58, right=True),
    Column(title="上次检查", text=lambda row: row.last_inspected, width=96),
    Column(title="今年", text=lambda row: f"{row.inspections_this_year} 次", width=52, right=True),
)
TABLE_WIDTH: Final = 496


class StartPage(PageFrame):
    """Announces which visit to resume or what to start."""

    resumed = Signal(str)
    searched = Signal(str)
    institution_chosen = Signal(str)
    start_requested = Signal(object)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("现场检查", "选择进行中的检查，或开始一次新的检查", parent=parent)
        self._office = Office(running=(), agencies=(), people=())
        self._teams: dict[str, TeamOfAgency] = {}
        self._institution = ""
        self._planned: tuple[str, ...] = ()
        column = self.scrolling_column()
        self._running_head = SectionHeader("进行中的检查")
        self._running = QVBoxLayout()
        self._running.setSpacing(8)
        self._none = plain_label("没有进行中的检查。", "muted")
        self.search = SearchBox("搜索机构名称、乡镇、负责人、拼音首字母", name="搜索机构")
        self.search.searched.connect(self.searched)
        self._model = PagedModel(COLUMNS, key=lambda row: row.id)
        self.table = Table(self._model, name="机构")
        self.table.setFixedHeight(220)
        self.table.row_selected.connect(self._row_selected)
        self.form = Form(ROWS, columns=2)
        self.form.fill({"kind": "daily", "task_source": "plan", "depth": "full", "joint": True})
        self.form.edited.connect(self._form_edited)
        self._team_box = QVBoxLayout()
        self._team_box.setSpacing(10)
        self.start_button = push_button("开始检查", Icon.INSPECTION, kind="primary")
        self.start_button.clicked.connect(self._start)
        self._chosen = plain_label("请选择机构", "h2")
        self.problem = plain_label("", "problem", wrap=True)
        column.addWidget(self._running_head)
        column.addWidget(self._none)
        column.addLayout(self._running)
        column.addWidget(SectionHeader("开始检查"))
        column.addLayout(self._start_cards())

    def show_office(self, office: Office, lists: Sequence[ListChoice], *, own: str, me: str) -> None:
        """Show what a visit can be made of; what was already ticked stays."""
        first = not self._office.agencies
        self._office = office
        self._show_running(office.running)
        self.form.set_choices("agencies", [(one.id, one.name) for one in office.agencies])
        self.form.set_choices("checklists", [(one.code, one.words) for one in lists])
        if first:
            is_again = self.form.field("task_source").value() == "reinspection"
            self.form.fill({"agencies": (own,), "checklists": () if is_again else FIRST_LISTS})
        self._show_teams()
        if first and own in self._teams:
            self._teams[own].tick(me)
        self._form_edited("task_source")

    def show_institutions(self, rows: Sequence[InstitutionRow]) -> None:
        """Show the institutions that were found."""
        self._model.show_rows(rows)
        if not self.table.select_id(self._institution) and len(rows) == 1:
            self.table.select_id(rows[0].id)

    def show_chosen(self, chosen: Chosen) -> None:
        """Name the chosen institution and offer the findings a 复查 of it can name."""
        self._chosen.setText(chosen.name)
        self.form.set_choices("reinspects", [(one.id, finding_words(one)) for one in chosen.findings])
        if self._planned:
            self.form.fill({"reinspects": self._planned})
            self._planned = ()
        self._form_edited("task_source")

    def choose_institution(self, institution: str) -> None:
        """Choose an institution that another screen named, whether or not the list shows it now."""
        self._institution = institution
        self.search.clear()
        if not self.table.select_id(institution):
            self.institution_chosen.emit(institution)

    def plan_reinspection(self, institution: str, findings: Sequence[str]) -> None:
        """Make ready for a 复查 of these findings; it needs no checklist."""
        self._planned = tuple(findings)
        self.form.fill({"task_source": "reinspection", "kind": reinspection_kind(findings), "checklists": ()})
        self.choose_institution(institution)
        self._form_edited("task_source")
        self.start_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def _start_cards(self) -> QGridLayout:
        choose, make = Card("机构"), Card()
        choose.column.addWidget(self.search)
        choose.column.addWidget(self.table)
        make.column.addWidget(self._chosen)
        make.column.addWidget(self.form)
        make.column.addLayout(self._team_box)
        make.column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.start_button)
        make.column.addLayout(foot)
        self.problem.hide()
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(choose, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(make, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnMinimumWidth(0, TABLE_WIDTH)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _show_running(self, running: Sequence[RunningVisit]) -> None:
        while self._running.count():
            taken = self._running.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._none.setVisible(not running)
        self._running_head.show_title("进行中的检查", f"{len(running)} 次" if running else "")
        for visit in running:
            self._running.addWidget(self._running_card(visit))

    def _running_card(self, visit: RunningVisit) -> Card:
        card = Card()
        line = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        name: QLabel = plain_label(visit.institution, "title")
        words.addWidget(name)
        words.addWidget(plain_label(visit.words, "small"))
        line.addLayout(words, 1)
        button = push_button("继续检查", Icon.GO, kind="primary")
        button.setAccessibleName(f"继续检查 {visit.institution} {visit.words[:10]}")
        button.setProperty("visit", visit.id)
        button.clicked.connect(self._resume_clicked)
        line.addWidget(button)
        card.column.addLayout(line)
        return card

    def _resume_clicked(self) -> None:
        self.resumed.emit(str(self.sender().property("visit")))

    def _row_selected(self, row: InstitutionRow | None) -> None:
        if row is not None:
            self._institution = row.id
            self._chosen.setText(row.name)
            self.institution_chosen.emit(row.id)

    def _form_edited(self, key: str) -> None:
        if key == "agencies":
            self._show_teams()
        again = self.form.field("task_source").value() == "reinspection"
        self.form.set_row_visible("reinspects", visible=again)
        self.form.set_row_visible("joint", visible=self._may_join())

    def _may_join(self) -> bool:
        """Tell whether several lists or agencies are chosen, so that something may be asked twice."""
        return any(len(self.form.field(key).value()) > 1 for key in ("checklists", "agencies"))

    def _show_teams(self) -> None:
        chosen = self.form.field("agencies").value()
        for agency in self._office.agencies:
            team = self._teams.get(agency.id)
            if team is None:
                people = [one for one in self._office.people if one.agency == agency.id]
                team = self._teams[agency.id] = TeamOfAgency(agency, people)
                self._team_box.addWidget(team)
            team.setVisible(agency.id in chosen)

    def _start(self) -> None:
        values = self.form.values()
        problem = self._what_is_missing(values)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem and self.form.validate():
            team = [one for agency in values["agencies"] for one in self._teams[agency].members()]
            values["joint"] = bool(values["joint"]) and self._may_join()
            self.start_requested.emit({**values, "institution": self._institution, "team": team})

    def _what_is_missing(self, values: dict[str, Any]) -> str:
        if not self._institution:
            return "请先在左侧选择机构。"
        if values["task_source"] == "reinspection" and values["reinspects"]:
            return ""
        return "" if values["checklists"] else "请至少选择一份检查表。"
