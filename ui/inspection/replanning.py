"""How a running visit asks its lists: its depth, 一表通查, and the facts that decide; changed while it is under way."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from checklists.model import Depth
from inspections.institution import FactValue
from inspections.planning import Replanned
from inspections.reading import Visit
from inspections.records import Changes, Files, Records
from inspections.terms import DEPTH
from inspections.workflow.replanning import preview_replanning, replan_inspection
from inspections.workflow.visiting import change_inspection
from ui.background import Latest
from ui.forms import FormRow, Kind
from ui.inspection.facts_dialog import FactsDialog
from ui.inspection.form_dialog import FormDialog
from ui.workplace import Workplace

_DEPTH_ROW: Final = FormRow(
    key="depth",
    label="检查深度",
    kind=Kind.CHOICE,
    required=True,
    choices=tuple((one.value, DEPTH[one]) for one in Depth),
)
_JOINT_ROW: Final = FormRow(key="joint", label="一表通查", kind=Kind.CHECK, placeholder="各表相同的要求只查一次")
_NOTE: Final = "基本检查只列重大触发、较重和多发的检查项。已作出的结论全部保留，改回后照常显示。"


class ReplanningDesk(QObject):
    """Opens the two dialogs and records what they give; ``visit`` is set by the presenter."""

    changed = Signal(str)
    """What was done, in words."""

    def __init__(self, parent: QWidget, workplace: Workplace, owner: QObject) -> None:
        super().__init__(owner)
        self._parent, self._workplace = parent, workplace
        self.visit: Visit | None = None
        self.facts: FactsDialog | None = None
        self.depth: FormDialog | None = None
        self._previewing, self._telling = Latest(), Latest()

    def open_facts(self) -> None:
        """Ask which facts turned out otherwise; once a visit is over its facts stand."""
        visit = self._running()
        if visit is None or self.facts is not None:
            return
        held = {name: FactValue(**one) for name, one in visit.inspection.fields.object("facts").items()}
        dialog = FactsDialog(held, self._workplace.today(), self._parent.window())
        dialog.edited.connect(self._preview)
        dialog.given.connect(self._change_facts)
        dialog.finished.connect(self._facts_closed)
        self.facts = dialog
        dialog.open()

    def open_depth(self) -> None:
        """Ask how far this visit goes, and whether shared demands are asked once."""
        visit = self._running()
        if visit is None or self.depth is not None:
            return
        rows = [_DEPTH_ROW, _JOINT_ROW] if len(visit.inspection.editions) > 1 else [_DEPTH_ROW]
        dialog = FormDialog("检查深度", rows, accept="调整", note=_NOTE, stays=True, parent=self._parent.window())
        dialog.given.connect(self._change_depth)
        dialog.finished.connect(self._depth_closed)
        self.depth = dialog
        dialog.ask({"depth": visit.inspection.depth.value, "joint": visit.inspection.is_joint})

    def _running(self) -> Visit | None:
        return self.visit if self.visit is not None and self.visit.inspection.is_running else None

    def _preview(self) -> None:
        if self.visit is not None and self.facts is not None:
            query = partial(
                _read_preview,
                files=self._workplace.files,
                inspection=self.visit.inspection.id,
                facts=self.facts.facts.changes(),
            )
            self._workplace.records.read(query, then=self._show_preview, slot=self._previewing)

    def _show_preview(self, told: Replanned) -> None:
        if self.facts is not None and self.facts.facts.changes():
            self.facts.show_preview(told)

    def _change_facts(self) -> None:
        if self.visit is None or self.facts is None:
            return
        stating = self.facts.stating.values()
        step = partial(
            _replan,
            files=self._workplace.files,
            inspection=self.visit.inspection.id,
            facts=self.facts.facts.changes(),
            on=stating["on"],
            source=stating["source"],
            by=self._workplace.operator.person,
        )
        self._workplace.records.change(step, done=self._facts_changed, failed=self._facts_refused)

    def _facts_changed(self, _changes: Changes) -> None:
        if self.facts is not None:
            self.facts.accept()
        if self.visit is not None:
            query = partial(_read_note, inspection=self.visit.inspection.id)
            self._workplace.records.read(query, then=self.changed.emit, slot=self._telling)

    def _facts_refused(self, error: Exception) -> None:
        if self.facts is not None:
            self.facts.show_refusal(error)

    def _change_depth(self, values: Mapping[str, Any]) -> None:
        if self.visit is None:
            return
        now = {"depth": self.visit.inspection.depth.value, "joint": self.visit.inspection.is_joint}
        news = {name: value for name, value in values.items() if now[name] != value}
        if not news:
            self._depth_changed("检查深度没有变化")
            return
        step = partial(
            change_inspection,
            inspection=self.visit.inspection.id,
            values=news,
            by=self._workplace.operator.person,
        )
        words = f"已改为{DEPTH[values['depth']]}，已有结论全部保留"
        self._workplace.records.change(step, done=self._told(words), failed=self._depth_refused)

    def _told(self, words: str) -> Callable[[Changes], None]:
        return lambda _changes: self._depth_changed(words)

    def _depth_changed(self, words: str) -> None:
        if self.depth is not None:
            self.depth.accept()
        self.changed.emit(words)

    def _depth_refused(self, error: Exception) -> None:
        if self.depth is not None:
            self.depth.show_refusal(error)

    def _facts_closed(self) -> None:
        self.facts = None

    def _depth_closed(self) -> None:
        self.depth = None


def _read_preview(records: Records, *, files: Files, inspection: str, facts: Mapping[str, object]) -> Replanned:
    return preview_replanning(records, files, inspection=inspection, facts=facts)


def _replan(records: Records, *, files: Files, **given: Any) -> Changes:
    return replan_inspection(records, files, **given)


def _read_note(records: Records, *, inspection: str) -> str:
    return records.inspections.get(inspection).fields.text("replan_note") or "机构事实已更新"
