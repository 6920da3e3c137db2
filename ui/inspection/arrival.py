"""The 到场卡: every field of arrival as a form, filled in now or later; each edit saves itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.facts import ARRIVAL
from inspections.inspection import Inspection
from inspections.reading import Visit
from inspections.records import Changes, Records
from inspections.terms import NOTICE, TASK_SOURCE, UNCOUNTED_SOURCES
from inspections.workflow.visiting import record_arrival
from ui.actions import push_button
from ui.background import Latest
from ui.fields import TextField
from ui.forms import Form, FormRow, Kind
from ui.icons import Icon
from ui.inspection.saving import SaveState, Saving
from ui.labels import plain_label, restyle
from ui.widgets.page import scrolling_column
from ui.workplace import Workplace

REST_MILLISECONDS: Final = 700
CARRIED: Final = (
    "basis", "companion_name", "companion_post", "companion_id", "companion_phone", "companion_authority",
    "recorder_number", "assistants",
)  # fmt: skip
"""What the last visit of the institution proposes; nothing is recorded before a person takes it over."""
ROWS: Final = (
    FormRow(key="arrived_at", label="到场时间", kind=Kind.MOMENT),
    FormRow(key="departed_at", label="离场时间", kind=Kind.MOMENT),
    FormRow(key="task_source", label="任务来源", kind=Kind.CHOICE, choices=tuple(TASK_SOURCE.items())),
    FormRow(key="basis", label="检查依据", longest=300),
    FormRow(key="approval", label="批准人"),
    FormRow(key="approval_number", label="批准文号"),
    FormRow(key="urgent_reason", label="紧急补办", placeholder="情况紧急先行检查的理由"),
    FormRow(key="notice", label="检查通知", kind=Kind.CHOICE, choices=tuple(NOTICE.items())),
    FormRow(key="notice_on", label="通知日期", kind=Kind.DATE),
    FormRow(key="notice_reason", label="不提前通知", placeholder="未提前通知的理由"),
    FormRow(key="visit_count", label="本年第几次", kind=Kind.INTEGER, minimum=0, maximum=99),
    FormRow(key="uncounted_reason", label="不计次理由"),
    FormRow(key="entry_code", label="入企码"),
    FormRow(key="recorder_number", label="记录仪编号"),
    FormRow(key="certificates_shown", label="出示证件", kind=Kind.CHECK, placeholder="已出示执法证件"),
    FormRow(key="rights_told", label="告知权利", kind=Kind.CHECK, placeholder="已告知权利义务"),
    FormRow(key="discipline_told", label="告知纪律", kind=Kind.CHECK, placeholder="已告知检查纪律"),
    FormRow(key="recusal_asked", label="询问回避", kind=Kind.CHECK, placeholder="已询问是否申请回避"),
    FormRow(key="recusal_answer", label="回避答复", placeholder="如：不申请回避"),
    FormRow(key="companion_name", label="陪同人"),
    FormRow(key="companion_post", label="陪同人职务"),
    FormRow(key="companion_id", label="身份证号", longest=18),
    FormRow(key="companion_phone", label="联系电话"),
    FormRow(key="companion_authority", label="授权情况", placeholder="如：法定代表人书面授权"),
    FormRow(key="assistants", label="协助人员", placeholder="专家、网格员等", wide=True),
    FormRow(key="statement", label="陈述意见", kind=Kind.MULTILINE, wide=True),
)
_READ: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    Kind.MOMENT: datetime.fromisoformat,
    Kind.DATE: date.fromisoformat,
}
_KINDS: Final = {row.key: row.kind for row in ROWS}


@dataclass(frozen=True, kw_only=True)
class Before:
    """What earlier visits tell: the last one's words, and how many count this year before this one."""

    on: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    counted: int = 0


def read_before(records: Records, *, inspection: str) -> Before:
    """Read what the earlier visits of the institution tell about this one."""
    now = records.inspections.get(inspection)
    all_visits = records.inspections.where(institution=now.institution)
    earlier = [one for one in all_visits if one.id != inspection and one.state != "voided" and one.on <= now.on]
    last = next((one for one in reversed(earlier) if one.fields.text("companion_name")), None)
    return Before(
        on=last.on.isoformat() if last else "",
        values={name: last.fields.text(name) for name in CARRIED if last.fields.text(name)} if last else {},
        counted=sum(one.on.year == now.on.year and _counts(one.fields.text("task_source")) for one in earlier),
    )


def count_values(source: str, before: Before) -> dict[str, Any]:
    """Return which visit of the year it is, or why it does not count."""
    if not _counts(source):
        return {"visit_count": None, "uncounted_reason": f"任务来源为{TASK_SOURCE[source]}，不计入年度检查频次"}
    return {"visit_count": before.counted + 1, "uncounted_reason": ""}


def _counts(source: str) -> bool:
    return source not in UNCOUNTED_SOURCES


def shown_values(inspection: Inspection) -> dict[str, Any]:
    """Return the recorded values as the form shows them."""
    values = {}
    for name in ARRIVAL:
        held = inspection.fields.value(name)
        values[name] = _READ.get(_KINDS[name], _as_is)(held) if held not in (None, "") else None
    return values


def stored_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return entered values as they are recorded: dates as text, nothing as an empty text."""
    return {name: _stored(name, value) for name, value in values.items()}


def _stored(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None and _KINDS[name] is not Kind.INTEGER else value


def _as_is(value: Any) -> Any:
    return value


class ArrivalDialog(QDialog):
    """Shows the card beside the visit; edits are announced when typing rests and before it closes."""

    edited = Signal(object)
    taken_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("到场卡")
        self.resize(820, 620)
        self.form = Form(ROWS, columns=2)
        self.form.edited.connect(self._row_edited)
        self.saving = plain_label("", "small")
        self.last = plain_label("", "muted", wrap=True)
        self.take_over = push_button("采用上次填写", Icon.COPY)
        self.take_over.clicked.connect(self.taken_over)
        self._dirty: set[str] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MILLISECONDS)
        self._rest.timeout.connect(self.finish)
        self._lay_out()
        self.show_before(Before())

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is recorded; rows being edited keep their text."""
        typing = {key for key in values if self.form.field(key).input.hasFocus()} | self._dirty
        self.form.fill({key: value for key, value in values.items() if key not in typing})

    def show_before(self, before: Before) -> None:
        """Show what the last visit proposes, marked 上次."""
        for name in CARRIED:
            widget = self.form.field(name)
            said = before.values.get(name, "")
            if said and isinstance(widget, TextField):
                widget.line.setPlaceholderText(f"上次：{said}")
        self.last.setText(f"灰字为上次检查（{before.on}）填写的内容，核对后采用" if before.values else "")
        self.take_over.setVisible(bool(before.values))

    def show_saving(self, state: SaveState) -> None:
        """Say where the last edit is."""
        self.saving.setText(state.words() + (f"：{state.why}" if state.why else ""))
        restyle(self.saving, role="problem" if state.stage is Saving.FAILED else "small")

    def finish(self) -> None:
        """Announce what was edited and can be read."""
        self._rest.stop()
        values = self.form.values()
        readable = {key for key in self._dirty if values[key] is not None or self.form.field(key).is_empty()}
        self._dirty -= readable
        if readable:
            self.edited.emit({key: values[key] for key in readable})

    def accept(self) -> None:
        self.finish()
        super().accept()

    def reject(self) -> None:
        self.finish()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.finish()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        area, column = scrolling_column()
        column.addWidget(self.form)
        top = QHBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.addWidget(plain_label("到场卡", "h2"))
        top.addWidget(plain_label("可先填一部分，离场前补齐；填写后自动保存", "small"))
        top.addStretch(1)
        top.addWidget(self.saving)
        carried = QHBoxLayout()
        carried.setContentsMargins(24, 0, 24, 0)
        carried.addWidget(self.last, 1)
        carried.addWidget(self.take_over)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addStretch(1)
        close = push_button("完成", kind="primary")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 18, 0, 16)
        outer.setSpacing(8)
        outer.addLayout(top)
        outer.addLayout(carried)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def _row_edited(self, key: str) -> None:
        self._dirty.add(key)
        self._rest.start()


class ArrivalDesk(QObject):
    """Opens the card for the visit now shown and saves what is entered."""

    def __init__(self, workplace: Workplace, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace, self._window = workplace, window
        self._visit: Visit | None = None
        self._before = Before()
        self._reading = Latest()
        self.dialog: ArrivalDialog | None = None

    def show_visit(self, visit: Visit) -> None:
        """Follow the visit; an open card shows what is recorded now."""
        self._visit = visit
        if self.dialog is not None:
            self.dialog.show_values(shown_values(visit.inspection))

    def open(self) -> None:
        """Show the card."""
        if self._visit is None:
            return
        if self.dialog is None:
            self.dialog = ArrivalDialog(self._window)
            self.dialog.edited.connect(self._edited)
            self.dialog.taken_over.connect(self._take_over)
            self.dialog.finished.connect(self._closed)
        self.dialog.show_values(shown_values(self._visit.inspection))
        self.dialog.show()
        self.dialog.raise_()
        query = partial(read_before, inspection=self._visit.inspection.id)
        self._workplace.records.read(query, then=self._take_before, slot=self._reading)

    def _take_before(self, before: Before) -> None:
        self._before = before
        if self.dialog is not None and self._visit is not None:
            self.dialog.show_before(before)
            fields = self._visit.inspection.fields
            if fields.value("visit_count") is None and not fields.text("uncounted_reason"):
                self.dialog.show_values(count_values(fields.text("task_source"), before))

    def _edited(self, values: Mapping[str, Any]) -> None:
        if self._visit is None:
            return
        fields = self._visit.inspection.fields
        uncounted = fields.value("visit_count") is None and not fields.text("uncounted_reason")
        computed = {}
        if uncounted or "task_source" in values:
            source = values.get("task_source") or fields.text("task_source")
            computed = count_values(source, self._before)
        self._save({**computed, **values})

    def _take_over(self) -> None:
        if self._visit is not None:
            held = self._visit.inspection.fields
            self._save({name: said for name, said in self._before.values.items() if not held.text(name)})

    def _save(self, values: Mapping[str, Any]) -> None:
        if self._visit is None or not values:
            return
        step = partial(
            record_arrival,
            inspection=self._visit.inspection.id,
            values=stored_values(values),
            by=self._workplace.operator.person,
        )
        self._say(SaveState(stage=Saving.WAITING))
        self._workplace.records.change(step, done=self._saved, failed=self._lost)

    def _saved(self, _changes: Changes) -> None:
        self._say(SaveState(stage=Saving.SAVED, at=f"{self._workplace.clock():%H:%M}"))

    def _lost(self, error: Exception) -> None:
        self._say(SaveState(stage=Saving.FAILED, why=str(error)))

    def _say(self, state: SaveState) -> None:
        if self.dialog is not None:
            self.dialog.show_saving(state)

    def _closed(self) -> None:
        self.dialog = None
