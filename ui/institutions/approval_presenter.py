"""Carries the steps about fire approvals between their forms and the records."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject

from inspections.records import Changes, Records
from ui.institutions.approval_forms import BY_ID, ApprovalForm
from ui.institutions.approval_model import PAPER
from ui.institutions.approval_tab import ApprovalTab
from ui.widgets.form_dialog import FormDialog, read_file
from ui.widgets.toast import ToastStrip
from ui.workplace import Workplace

WIDE_FROM: Final = 7
"""A form of so many rows stands in two columns."""


class ApprovalPresenter(QObject):
    """Opens the form of a step, takes the step, and says so."""

    def __init__(self, tab: ApprovalTab, toasts: ToastStrip, workplace: Workplace) -> None:
        super().__init__(tab)
        self._tab, self._toasts, self._workplace = tab, toasts, workplace
        self._form: ApprovalForm | None = None
        self._agency = ""
        self.dialog: FormDialog | None = None
        tab.step_requested.connect(self.ask)
        tab.paper_requested.connect(self._open_paper)

    def ask(self, form_id: str, agency: str) -> None:
        """Open the form of one step, filled with what is known."""
        view, form = self._tab.view, BY_ID[form_id]
        if view is None:
            return
        title = f"{form.text}　{view.agency_name(agency)}" if agency else form.text
        dialog = FormDialog(
            title,
            form.rows,
            accept=form.text,
            note=form.note,
            file_label=form.file_label,
            file_needed=bool(form.file_key),
            danger=form.kind == "danger",
            columns=2 if len(form.rows) >= WIDE_FROM else 1,
            parent=self._tab.window(),
        )
        if any(row.key == "inspection" for row in form.rows):
            dialog.form.set_choices("inspection", view.visits)
        dialog.form.fill(form.prefill(view, agency))
        dialog.submitted.connect(self._submit)
        dialog.finished.connect(self._closed)
        self._form, self._agency, self.dialog = form, agency, dialog
        dialog.open()

    def _submit(self, values: Mapping[str, Any], chosen: Path | None) -> None:
        form, view = self._form, self._tab.view
        if form is None or view is None or self.dialog is None:
            return
        given = {key: value for key, value in values.items() if value is not None}
        given["by"] = self._workplace.operator.person
        if form.subject == "task":
            given["task"] = view.task.id if view.task else ""
        else:
            given[form.subject] = view.institution.id
        if form.of_part:
            given["agency"] = self._agency
        step = self._with_file(form, given, chosen) if form.file_key else partial(form.run, **given)
        self._workplace.records.change(step, done=self._taken, failed=self.dialog.fail)

    def _with_file(
        self, form: ApprovalForm, given: Mapping[str, Any], chosen: Path | None
    ) -> Callable[[Records], object]:
        files = self._workplace.files

        def step(records: Records) -> object:
            data = read_file(chosen) if chosen else b""
            extension = chosen.suffix.lower().lstrip(".") if chosen else ""
            return form.run(records, files, **given, **{form.file_key: data, "extension": extension})

        return step

    def _taken(self, _changes: Changes) -> None:
        if self._form is not None:
            self._toasts.offer(self._form.done)
        if self.dialog is not None:
            self.dialog.done_with()

    def _closed(self) -> None:
        self.dialog, self._form = None, None

    def _open_paper(self, visit: str) -> None:
        self._workplace.navigator.go("papers", ("paper", visit, PAPER, ""))
