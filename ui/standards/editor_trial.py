"""试运行: what a visit would ask of an institution if the draft were in use, and why it would not ask the rest."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from checklists.facts import FACTS
from checklists.model import Checklist, Depth, FactValue
from inspections.authoring.trial import Profile, TrialLine, Verdict, deciding_facts, trial
from ui.fact_rows import fact_row
from ui.fields import ChoiceField, PickField
from ui.forms import Form
from ui.labels import plain_label
from ui.standards.editor_model import depth_choices
from ui.theme import PAGE_MARGIN, Tone
from ui.widgets.page import scrolling_column
from ui.widgets.pills import PillBar
from ui.widgets.table import Column, PagedModel, Table

FACTS_WIDTH: Final = 300
LABEL_WIDTH: Final = 130
VERDICTS: Final[Mapping[Verdict, tuple[str, Tone]]] = {
    "asked": ("要查", Tone.OK),
    "missing": ("要查，事实不全", Tone.WARN),
    "excluded": ("不适用", Tone.NA),
    "beyond": ("基本不查", Tone.INFO),
}
FILTERS: Final[tuple[tuple[str, str, tuple[Verdict, ...]], ...]] = (
    ("all", "全部", tuple(VERDICTS)),
    ("asked", "要查", ("asked", "missing")),
    ("missing", "事实不全", ("missing",)),
    ("excluded", "不适用", ("excluded",)),
    ("beyond", "基本不查", ("beyond",)),
)
COLUMNS: Final = (
    Column(title="编号", text=lambda one: one.id, width=80),
    Column(title="检查内容", text=lambda one: one.text, stretch=True),
    Column(
        title="结果", text=lambda one: VERDICTS[one.verdict][0], width=118, tone=lambda one: VERDICTS[one.verdict][1]
    ),
    Column(title="原因", text=lambda one: one.reason, stretch=True),
)  # fmt: skip


class TrialView(QWidget):
    """Tries the list on facts that can be turned; shows the outcome at every key."""

    opened = Signal(str)
    """The number of an item that is to be edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("试运行")
        self._checklist: Checklist | None = None
        self._facts: dict[str, FactValue] = {}
        self._profiles: dict[str, Profile] = {}
        self._names: tuple[str, ...] = ()
        self.lines: tuple[TrialLine, ...] = ()
        self.form: Form | None = None
        self.profile = PickField([], placeholder="输入机构名称查找")
        self.profile.name("试运行的机构")
        self.profile.edited.connect(self._profile_chosen)
        self.visit_depth = ChoiceField(depth_choices())
        self.visit_depth.fill(Depth.FULL.value)
        self.visit_depth.name("检查深度")
        self.visit_depth.edited.connect(self._run)
        self.pills = PillBar("筛选试运行结果")
        self.pills.chosen.connect(self._show_lines)
        self.model = PagedModel(COLUMNS, key=lambda line: line.id)
        self.table = Table(self.model, name="试运行结果")
        self.model.setParent(self.table)
        self.table.opened.connect(self._opened)
        self._area, self._column = scrolling_column(margin=0)
        self._lay_out()

    def offer_profiles(self, profiles: Sequence[Profile]) -> None:
        """Offer institutions to try the list on; the first is taken where none was chosen."""
        self._profiles = {one.id: one for one in profiles}
        self.profile.set_choices([(one.id, one.name) for one in profiles])
        if self.profile.value() is None and profiles:
            self.profile.fill(profiles[0].id)
            self._take_facts(profiles[0].facts)

    def show_checklist(self, checklist: Checklist) -> None:
        """Try this list from now on."""
        self._checklist = checklist
        names = deciding_facts(checklist)
        if names != self._names or self.form is None:
            self._names = names
            self._rebuild()
        self._run()

    def _rebuild(self) -> None:
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = Form([fact_row(FACTS[name]) for name in self._names], label_width=LABEL_WIDTH, wraps=True)
        self.form.fill({name: self._facts.get(name) for name in self._names})
        self.form.edited.connect(self._fact_edited)
        self._column.addWidget(self.form)

    def _profile_chosen(self) -> None:
        profile = self._profiles.get(self.profile.value() or "")
        if profile is not None:
            self._take_facts(profile.facts)

    def _take_facts(self, facts: Mapping[str, FactValue]) -> None:
        self._facts = dict(facts)
        if self.form is not None:
            self.form.fill({name: self._facts.get(name) for name in self._names})
        self._run()

    def _fact_edited(self, name: str) -> None:
        value: Any = self.form.values()[name] if self.form is not None else None
        if value is None or value == "":
            self._facts.pop(name, None)
        else:
            self._facts[name] = value
        self._run()

    def _run(self) -> None:
        if self._checklist is not None:
            self.lines = trial(self._checklist, self._facts, is_basic=self.visit_depth.value() == Depth.BASIC)
            self._show_lines()

    def _show_lines(self) -> None:
        counts = [sum(line.verdict in verdicts for line in self.lines) for _key, _word, verdicts in FILTERS]
        self.pills.offer([(key, f"{word} {count}") for (key, word, _v), count in zip(FILTERS, counts, strict=True)])
        wanted = next(verdicts for key, _word, verdicts in FILTERS if key == self.pills.value())
        self.model.show_rows([line for line in self.lines if line.verdict in wanted])

    def _opened(self, item_id: object) -> None:
        self.opened.emit(str(item_id))

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(FACTS_WIDTH)
        facts = QVBoxLayout(left)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(8)
        for word, field in (("机构", self.profile), ("检查深度", self.visit_depth)):
            facts.addWidget(plain_label(word, "muted"))
            facts.addWidget(field)
        facts.addWidget(plain_label("决定适用与否的机构事实，可以改动试看", "muted", wrap=True))
        area: QScrollArea = self._area
        facts.addWidget(area, 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.pills)
        right.addWidget(self.table, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 16)
        line.setSpacing(20)
        line.addWidget(left)
        line.addLayout(right, 1)
