"""The tab 消防手续: the approval, the next look, the joint task with each agency's part, and the facilities wanted."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from checklists.facilities import Requirement, Standing
from inspections.joint_task import Part
from inspections.terms import FACILITY_STANDING, JOINT_TASK_STATE
from ui.actions import push_button
from ui.icons import Icon
from ui.institutions.approval_forms import FORMS, ApprovalForm
from ui.institutions.approval_model import (
    STANDING_TONES,
    TASK_TONES,
    ApprovalView,
    cited,
    outcome_lines,
    part_lines,
    part_state,
)
from ui.labels import Chip, plain_label, rule
from ui.theme import Tone
from ui.widgets.badges import deadline_words
from ui.widgets.cards import Card, fact_line
from ui.widgets.page import scrolling_column

CAPTION_WIDTH: Final = 72
STANDING_WIDTH: Final = 150
NO_TASK: Final = "没有进行中的联合整改任务"
WITHOUT: Final = "没有消防手续：由民政牵头，会同住建、消防联合检查，提出联合整改意见。"
APPROVAL_BUTTONS: Final = ("approval", "recheck")
TASK_NOT: Final = (*APPROVAL_BUTTONS, *(form.id for form in FORMS if form.of_part))


class ApprovalTab(QWidget):
    """Shows an ``ApprovalView`` and announces which step is wished; it takes none."""

    step_requested = Signal(str, str)
    """The id of a form and the agency whose part it is about, empty for the whole task."""
    paper_requested = Signal(str)
    """The visit whose papers hold the joint opinion."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: ApprovalView | None = None
        area, column = scrolling_column()
        self.approval, self.task, self.facilities = Card("消防手续"), Card("联合整改任务"), Card("消防设施要求")
        self._bodies = {card: _body(card) for card in (self.approval, self.task, self.facilities)}
        for card in self._bodies:
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_view(self, view: ApprovalView) -> None:
        """Show the fire approval of an institution."""
        if view == self.view:
            return
        self.view = view
        for card, body in self._bodies.items():
            _clear(body)
            _clear(card.buttons)
        self._show_approval(view)
        self._show_task(view)
        self._show_facilities(view)

    def button(self, form: str, agency: str = "") -> QPushButton | None:
        """Return the button of a step that is shown now."""
        shown = (one for one in self.findChildren(QPushButton) if not one.isHidden())
        return next((one for one in shown if one.property("step") == f"{form}:{agency}"), None)

    def _show_approval(self, view: ApprovalView) -> None:
        self._add_buttons(self.approval.buttons, (one for one in FORMS if one.id in APPROVAL_BUTTONS))
        paper = view.institution.fire_approval
        stated = view.institution.fact_values().get("fire_acceptance")
        lines = [
            ("手续", view.approval_words),
            ("文号", paper.number if paper else ""),
            ("手续日期", paper.on if paper else ""),
        ]
        lines += [("登记", f"{stated.on}　{stated.source}" if stated else "")]
        body = self._bodies[self.approval]
        body.addLayout(_grid(lines if view.approval in ("accepted", "filed") else [lines[0], lines[-1]]))
        if view.proposal is not None:
            body.addLayout(_recheck(view))

    def _show_task(self, view: ApprovalView) -> None:
        task, body = view.task, self._bodies[self.task]
        self.task.setVisible(view.is_without or task is not None)
        self._add_buttons(self.task.buttons, (one for one in FORMS if one.id not in TASK_NOT and one.id != "void"))
        if task is None:
            body.addWidget(plain_label(f"{NO_TASK}。{WITHOUT}", "muted", wrap=True))
            return
        body.addLayout(self._task_head(view))
        lines = outcome_lines(task)
        if lines:
            body.addLayout(_grid(lines))
        for part in task.parts:
            body.addWidget(rule())
            body.addLayout(self._part_head(view, part))
            body.addLayout(_grid(part_lines(part)))

    def _task_head(self, view: ApprovalView) -> QLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        task = view.task
        if task is None:
            return line
        line.addWidget(Chip(JOINT_TASK_STATE[task.state], TASK_TONES[task.state]))
        until = task.fields.day("rectify_until")
        if task.state == "rectifying" and until:
            line.addWidget(Chip(*deadline_words(until, today=view.today, warn_days=7)))
        visit = dict(view.visits).get(task.inspection, "")
        words = f"{task.fields.text('opened_on')} 建立　{f'联合检查 {visit}' if visit else '尚未指明联合检查'}"
        line.addWidget(plain_label(words, "muted"))
        line.addStretch(1)
        if task.inspection:
            made = view.opinion
            title = f"联合整改意见 {made.number}" if made else "制作联合整改意见"
            paper = push_button(title, Icon.PAPER)
            paper.setProperty("step", "paper:")
            paper.clicked.connect(self._paper)
            line.addWidget(paper)
        self._add_buttons(line, (one for one in FORMS if one.id == "void"))
        return line

    def _part_head(self, view: ApprovalView, part: Part) -> QLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        name = view.agency_name(part.agency)
        is_lead = view.task is not None and part.agency == view.task.lead
        line.addWidget(plain_label(f"{name}（牵头）" if is_lead else name, "title"))
        line.addWidget(Chip(*part_state(part, view.today)))
        line.addStretch(1)
        forms = (one for one in FORMS if one.of_part and not (one.id == "finish" and part.done_on))
        self._add_buttons(line, forms, agency=part.agency, name=name)
        return line

    def _show_facilities(self, view: ApprovalView) -> None:
        body = self._bodies[self.facilities]
        words = "由面积、层数、体积等机构事实得出；标“待确认”的，以消防救援机构的意见为准。"
        body.addWidget(plain_label(words, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(0, CAPTION_WIDTH)
        grid.setColumnMinimumWidth(1, STANDING_WIDTH)
        for row, one in enumerate(view.facilities):
            _facility(grid, row, one)
        body.addLayout(grid)

    def _add_buttons(
        self, line: QHBoxLayout, forms: Iterable[ApprovalForm], *, agency: str = "", name: str = ""
    ) -> None:
        for form in forms:
            if self.view is None or not form.shown(self.view):
                continue
            button = push_button(form.text, kind=form.kind)
            button.setProperty("step", f"{form.id}:{agency}")
            if name:
                button.setAccessibleName(f"{name} {form.text}")
            button.clicked.connect(self._step)
            line.addWidget(button)

    def _step(self) -> None:
        form, _, agency = str(self.sender().property("step")).partition(":")
        self.step_requested.emit(form, agency)

    def _paper(self) -> None:
        if self.view is not None and self.view.task is not None:
            self.paper_requested.emit(self.view.task.inspection)


def _body(card: Card) -> QVBoxLayout:
    body = QVBoxLayout()
    body.setSpacing(10)
    card.column.addLayout(body)
    return body


def _recheck(view: ApprovalView) -> QLayout:
    held, proposal = view.institution.recheck_on, view.proposal
    line = QHBoxLayout()
    line.setSpacing(10)
    caption = plain_label("动态监管", "muted")
    caption.setMinimumWidth(CAPTION_WIDTH)
    line.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    if held is not None:
        words, tone = deadline_words(held, today=view.today, warn_days=30)
        late = held < view.today
        line.addWidget(plain_label(f"下次复核 {held.isoformat()}"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Chip(words if not late else words.replace("逾期", "已过"), tone), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(plain_label(view.institution.fields.text("recheck_reason"), "small", wrap=True), 1)
    elif proposal is not None:
        line.addWidget(plain_label(f"建议 {proposal.on.isoformat()} 复核"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Chip("建议", Tone.NA), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(plain_label(proposal.reason, "small", wrap=True), 1)
    return line


def _facility(grid: QGridLayout, row: int, one: Requirement) -> None:
    top = Qt.AlignmentFlag.AlignTop
    words = QVBoxLayout()
    words.setSpacing(2)
    if one.standing is not Standing.NOT_REQUIRED:
        words.addWidget(plain_label(one.measure, wrap=True))
    words.addWidget(plain_label(f"{one.grounds}　{cited(one)}", "small", wrap=True))
    grid.addWidget(plain_label(one.facility.title, "muted"), row, 0, top)
    grid.addWidget(Chip(FACILITY_STANDING[one.standing], STANDING_TONES[one.standing]), row, 1, top)
    grid.addLayout(words, row, 2)


def _grid(lines: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, CAPTION_WIDTH)
    for row, (caption, words) in enumerate(lines):
        left, right = fact_line(caption, words)
        grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(right, row, 1)
    return grid


def _clear(layout: QLayout) -> None:
    """Take everything out of a layout; widgets go with the next turn of the event loop."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            _clear(inner)
        elif widget is not None:
            widget.hide()
            widget.deleteLater()
