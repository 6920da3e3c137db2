"""Carries between the tabs 指标, 风险分级, 预警, the overview, and the records."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject

from inspections.records import Changes, Records
from inspections.workflow import assessing
from ui.background import Latest
from ui.institutions.assessed_model import Assessed, Overview, read_assessed, read_overview
from ui.institutions.page import InstitutionsPage
from ui.workplace import Workplace

KINDS: Final = frozenset({"area", "risk_assessment"})
"""What these tabs show beyond what the page reads anyway."""


class AssessingPresenter(QObject):
    """Reads what is computed of one institution and of all, and hands on what is entered."""

    def __init__(self, page: InstitutionsPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._slot, self._overview_slot = Latest(), Latest()
        details, overview = page.details, page.overview
        details.indicators.stated.connect(self._state_inputs)
        details.risks.assessed.connect(self._assess)
        details.risks.withdrawn.connect(self._withdraw)
        details.warnings.certificates_stated.connect(self._state_certificates)
        overview.area_recorded.connect(self._record_area)
        overview.inputs_stated.connect(self._state_area_inputs)

    def read(self, institution: str) -> None:
        """Read one institution and show it in the three tabs."""
        query = partial(read_assessed, institution=institution, today=self._workplace.today())
        self._workplace.records.read(query, then=self._show, slot=self._slot)

    def read_overview(self) -> None:
        """Read all institutions and areas."""
        query = partial(read_overview, today=self._workplace.today())
        self._workplace.records.read(query, then=self._show_overview, slot=self._overview_slot)

    def _show(self, shown: Assessed) -> None:
        if shown.institution.id == self._page.current:
            self._page.details.show_assessed(shown)

    def _show_overview(self, shown: Overview) -> None:
        self._page.overview.show_overview(shown)

    def _state_inputs(self, values: Mapping[str, object], on: date, source: str) -> None:
        self._change(assessing.state_inputs, institution=self._page.current, values=values, on=on, source=source)

    def _state_certificates(self, values: Mapping[str, object], on: date, source: str) -> None:
        self._change(assessing.state_certificates, institution=self._page.current, values=values, on=on, source=source)

    def _state_area_inputs(self, area: str, values: Mapping[str, object], on: date, source: str) -> None:
        self._change(assessing.state_area_inputs, area=area, values=values, on=on, source=source)

    def _assess(self, values: Mapping[str, Any]) -> None:
        step = partial(
            assessing.assess_risk, institution=self._page.current, **dict(values), by=self._workplace.operator.person
        )
        self._workplace.records.change(step, done=self._assessed)

    def _assessed(self, _changes: Changes) -> None:
        self._page.details.risks.saved()
        self._page.details.toasts.offer("风险评估已保存")

    def _withdraw(self, assessment: str, reason: str) -> None:
        self._change(assessing.withdraw_assessment, assessment=assessment, reason=reason)

    def _record_area(self, values: Mapping[str, object]) -> None:
        step = partial(assessing.record_area, values=dict(values), by=self._workplace.operator.person)
        self._workplace.records.change(step, done=self._area_recorded)

    def _area_recorded(self, _changes: Changes) -> None:
        self._page.overview.form.clear()
        self._page.overview.toasts.offer("区域已登记，请填写指标数据")

    def _change(self, function: Any, **given: object) -> None:
        def step(records: Records) -> Changes:
            changes: Changes = function(records, **given, by=self._workplace.operator.person)
            return changes

        self._workplace.records.change(step)
