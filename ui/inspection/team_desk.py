"""Who takes part in a running visit, changed while it is under way: the same ticks as on the start page."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.people import Agency, Person
from inspections.reading import Visit
from inspections.records import Changes, Records
from inspections.workflow.visiting import change_inspection
from ui.actions import push_button
from ui.background import Latest
from ui.inspection.team import TeamOfAgency
from ui.labels import plain_label
from ui.theme import PAGE_MARGIN
from ui.widgets.page import scrolling_column
from ui.workplace import Workplace

WIDTH: Final = 520
TALLEST: Final = 600
_FRAME: Final = 170
"""Height of everything around the people."""


class TeamDialog(QDialog):
    """The people of each agency of one visit; ``given`` carries the whole team."""

    given = Signal(object)

    def __init__(
        self, agencies: Sequence[tuple[Agency, Sequence[Person], Sequence[str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("检查人员")
        self.teams = {agency.id: TeamOfAgency(agency, people) for agency, people, _chosen in agencies}
        for agency, _people, chosen in agencies:
            self.teams[agency.id].tick(*chosen)
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        self.accept_button = push_button("保存", kind="primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._give)
        self._lay_out()

    def show_refusal(self, error: Exception) -> None:
        """Say what the rules refuse; the ticks stay."""
        self.problem.setText(str(error))
        self.problem.show()
        self.accept_button.setEnabled(True)

    def _give(self) -> None:
        team = [member for one in self.teams.values() for member in one.members()]
        self.problem.hide()
        self.accept_button.setEnabled(False)
        self.given.emit(team)

    def _lay_out(self) -> None:
        area, people = scrolling_column()
        for team in self.teams.values():
            people.addWidget(team)
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        head.setSpacing(4)
        head.addWidget(plain_label("检查人员", "h2"))
        head.addWidget(plain_label("已作出的结论和登记的问题不受影响。", "muted", wrap=True))
        cancel = push_button("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        foot.setSpacing(8)
        foot.addWidget(self.problem)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(foot)
        wanted = sum(team.sizeHint().height() + people.spacing() for team in self.teams.values())
        self.resize(WIDTH, min(wanted + _FRAME, TALLEST))


class TeamDesk(QObject):
    """Opens the dialog and records the team; ``visit`` is set by the presenter."""

    changed = Signal(str)
    """What was done, in words."""

    def __init__(self, parent: QWidget, workplace: Workplace, owner: QObject) -> None:
        super().__init__(owner)
        self._parent, self._workplace = parent, workplace
        self.visit: Visit | None = None
        self.dialog: TeamDialog | None = None
        self._reading = Latest()

    def open(self) -> None:
        """Read who can take part, then ask; once a visit is over its team stands."""
        if self.visit is not None and self.visit.inspection.is_running and self.dialog is None:
            self._workplace.records.read(_read_people, then=self._ask, slot=self._reading)

    def _ask(self, people: Sequence[Person]) -> None:
        visit = self.visit
        if visit is None or self.dialog is not None:
            return
        dialog = TeamDialog([_choices(visit, agency, people) for agency in visit.agencies], self._parent.window())
        dialog.given.connect(self._take)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _take(self, team: Any) -> None:
        if self.visit is not None:
            step = partial(
                change_inspection,
                inspection=self.visit.inspection.id,
                values={"team": team},
                by=self._workplace.operator.person,
            )
            self._workplace.records.change(step, done=self._taken, failed=self._refused)

    def _taken(self, _changes: Changes) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.changed.emit("检查人员已调整")

    def _refused(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_refusal(error)

    def _closed(self) -> None:
        self.dialog = None


def _read_people(records: Records) -> tuple[Person, ...]:
    return tuple(one for one in records.people.where() if one.agency)


def _choices(visit: Visit, agency: Agency, people: Sequence[Person]) -> tuple[Agency, list[Person], list[str]]:
    """Return an agency with its own people and whoever else acts for it now, and who of them takes part."""
    chosen = [one.person for one in visit.inspection.team if one.agency == agency.id]
    offered = [
        one
        for one in people
        if one.id in chosen or (one.agency == agency.id and one.fields.value("active") is not False)
    ]
    return agency, offered, chosen
