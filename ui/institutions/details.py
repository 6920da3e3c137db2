"""The right side of the institution screen: one institution, or the blank form of a new one."""

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspections.institution import Institution
from inspections.terms import RATING, RISK_COLOR
from ui.fact_rows import STATING_ROWS
from ui.forms import Form
from ui.institutions.approval_tab import ApprovalTab
from ui.institutions.assessed_model import Assessed
from ui.institutions.history_tab import HistoryTab
from ui.institutions.indicator_panel import IndicatorPanel
from ui.institutions.model import BASIC_ROWS, Details, basic_values
from ui.institutions.places_tab import PlacesTab
from ui.institutions.risk_tab import RiskTab
from ui.institutions.warning_tab import WarningTab
from ui.labels import Chip, joined, plain_label, plain_tooltip
from ui.theme import Tone
from ui.widgets.badges import RISK_TONES
from ui.widgets.cards import Card
from ui.widgets.fact_forms import FactForms
from ui.widgets.page import PageFrame, scrolling_column

NEW: Final = "新建机构"
WITH_SAVING: Final = ("basics", "facts")
UNSAVED: Final = "有未保存的修改"


class DetailsPage(PageFrame):
    """The tabs over one record; says what was changed and is not yet saved."""

    edited = Signal()

    def __init__(
        self, save_button: QWidget, start_button: QWidget, *, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(NEW, parent=parent)
        self.institution: Institution | None = None
        self.basics = Form(BASIC_ROWS, columns=2)
        self.facts, self.places, self.history = FactForms(), PlacesTab(), HistoryTab()
        self._tabs: list[tuple[str, str]] = []
        self.indicators, self.risks = IndicatorPanel(today=today), RiskTab(today=today)
        self.warnings = WarningTab(today=today)
        self.approval = ApprovalTab()
        self.risk, self.rating = Chip(), Chip()
        self.add_chip(self.risk)
        self.add_chip(self.rating)
        self._start = start_button
        self.add_button(start_button)
        self._stack = QStackedWidget()
        self._pages = {
            "basics": self._basics_page(), "facts": self.facts, "places": self.places, "history": self.history,
            "indicators": self.indicators, "risks": self.risks, "warnings": self.warnings, "approval": self.approval,
        }  # fmt: skip
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.set_body(self._stack)
        self.tabs.chosen.connect(self.show_tab)
        self.stating = Form(STATING_ROWS, columns=2)
        self.state = plain_label("", "muted")
        line = self.show_bar()
        line.addWidget(self.stating, 3)
        line.addStretch(1)
        line.addWidget(self.state)
        line.addWidget(save_button)
        self.basics.edited.connect(self._follow)
        self.facts.edited.connect(self._follow)
        self.show_new()

    @property
    def tab(self) -> str:
        """The tab now shown."""
        return self.tabs.value()

    def show_new(self) -> None:
        """Show the blank form of a new institution."""
        self.institution = None
        self.show_title(NEW, "填写名称即可保存，其余内容可以随后补充")
        self.risk.show_chip("", Tone.NA)
        self.rating.show_chip("", Tone.NA)
        self.basics.fill(basic_values(None))
        self._start.hide()
        self.tabs.offer([("basics", "基本信息")])
        self.tabs.show()
        self.show_tab("basics")
        self.basics.field("name").input.setFocus()

    def show_details(self, details: Details, *, keep_edits: bool) -> None:
        """Show an institution; ``keep_edits`` leaves what was typed and not saved where it is."""
        one = self.institution = details.institution
        stated = one.facts()
        size = [f"床位 {stated['beds']}" if "beds" in stated else "", f"在住 {stated.get('residents', '')}".strip()]
        size = size if "residents" in stated else size[:1]
        self.show_title(one.name, joined([one.area, one.address, *size, one.person_in_charge]))
        self._show_chips(one)
        if not (keep_edits and self.basic_changes()):
            self.basics.fill(basic_values(one))
        self.facts.show_facts(one.fact_values(), keep_edits=keep_edits)
        self.places.show_places(details.live_places)
        self.history.show_details(details)
        self.approval.show_view(details.approval)
        self._start.show()
        self._tabs = [
            ("basics", "基本信息"),
            ("facts", f"机构事实  {len(stated)}"),
            ("approval", f"消防手续  {details.approval.mark}".rstrip()),
            ("places", f"部位  {len(details.live_places)}"),
            ("indicators", "指标"),
            ("risks", "风险分级"),
            ("warnings", "预警"),
            ("history", f"历史  {len(details.visits)}"),
        ]
        self.tabs.offer(self._tabs)
        self.show_tab(self.tabs.value())

    def show_assessed(self, shown: Assessed) -> None:
        """Show what is computed of the institution: indicators, risks, warnings."""
        self.indicators.show_evaluations(shown.institution.id, shown.indicators, shown.institution.stated_inputs())
        self.risks.show_assessed(shown)
        self.warnings.show_assessed(shown)
        self._show_risk(shown.watch.risk.colour, shown.watch.risk.reason)
        warned = len(shown.watch.warned)
        self.tabs.offer(
            [(key, f"{text}  {warned}" if key == "warnings" and warned else text) for key, text in self._tabs]
        )

    def show_tab(self, tab: str) -> None:
        """Show one tab."""
        self.tabs.fill(tab)
        self._stack.setCurrentWidget(self._pages[tab])
        self.bar.setVisible(tab in WITH_SAVING)
        self.stating.setVisible(tab == "facts")
        self._follow()

    def basic_changes(self) -> dict[str, str]:
        """Return the basic data a person changed."""
        before = basic_values(self.institution)
        now = {key: value or "" for key, value in self.basics.values().items()}
        return {key: value for key, value in now.items() if value != before[key]}

    def leave_computed(self) -> bool:
        """Save what is typed in the tabs with forms of their own; false, with that tab shown, where it cannot stand."""
        for tab, panel in (("indicators", self.indicators), ("warnings", self.warnings)):
            if not panel.save():
                self.show_tab(tab)
                return False
        return True

    def is_changed(self) -> bool:
        """Tell whether something is typed and not saved."""
        return bool(self.basic_changes() or (self.institution and self.facts.changes()))

    def _follow(self) -> None:
        facts = len(self.facts.changes()) if self.institution else 0
        self.state.setText(f"已改 {facts} 项事实，未保存" if facts else UNSAVED if self.basic_changes() else "")
        self.edited.emit()

    def _show_chips(self, one: Institution) -> None:
        self._show_risk(one.fields.text("risk_color"), "机构基本信息登记")
        rating = one.fields.text("rating")
        self.rating.show_chip(RATING.get(rating, "") if rating else "", Tone.INFO)

    def _show_risk(self, colour: str, reason: str) -> None:
        risk = RISK_COLOR.get(colour, "") if colour else ""
        self.risk.show_chip(f"{risk}风险" if risk else "", RISK_TONES.get(risk, Tone.NA))
        self.risk.setToolTip(plain_tooltip(reason))

    def _basics_page(self) -> QWidget:
        page = QWidget()
        area, column = scrolling_column()
        card = Card("基本信息")
        card.column.addWidget(self.basics)
        column.addWidget(card)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        return page
