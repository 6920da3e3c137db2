"""What is registered about a frozen paper: stamp, service, refusal, scans, voiding, and papers of other systems."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from inspections.records import Changes, Records
from inspections.workflow import sealing
from ui.papers import forms
from ui.papers.model import PaperRow, Shelf
from ui.papers.page import PapersPage
from ui.widgets.form_dialog import FormDialog, read_file
from ui.workplace import Workplace

Values = dict[str, Any]


class Registering(QObject):
    """Opens the form of a step and takes the step with what was entered."""

    def __init__(self, page: PapersPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._dialog: FormDialog | None = None
        self._row: PaperRow | None = None
        self._shelf: Shelf | None = None
        self._said = ""

    @property
    def dialog(self) -> FormDialog | None:
        """The form that is open now."""
        return self._dialog

    def ask(self, action: str, shelf: Shelf, row: PaperRow) -> None:
        """Open the form of one step about one paper."""
        self._row, self._shelf = row, shelf
        openers = {
            "stamp": self._ask_stamp,
            "serve": self._ask_service,
            "refuse": self._ask_refusal,
            "scan": self._ask_scan,
            "void": self._ask_void,
            "correct": self._ask_correction,
        }
        openers[action](row, shelf)

    def ask_external(self, shelf: Shelf) -> None:
        """Open the form for a paper that another system wrote."""
        self._shelf = shelf
        rows = forms.external_rows(shelf)
        dialog = FormDialog(
            "登记外部文书", rows, accept="登记", note=forms.EXTERNAL_NOTE, file_label="扫描件", parent=self._page
        )
        dialog.form.fill({"made_on": self._workplace.today()})
        dialog.submitted.connect(self._record_external)
        self._open(dialog, "已登记外部文书")

    def _ask_stamp(self, row: PaperRow, _shelf: Shelf) -> None:
        dialog = FormDialog(
            f"登记盖章 {row.title}",
            forms.STAMP_ROWS,
            accept="登记盖章",
            note=forms.STAMP_NOTE,
            file_label="盖章页扫描件",
            file_needed=True,
            parent=self._page,
        )
        dialog.form.fill({"on": self._workplace.today(), "how": "wet"})
        dialog.submitted.connect(self._stamp)
        self._open(dialog, "已登记盖章")

    def _ask_service(self, row: PaperRow, shelf: Shelf) -> None:
        dialog = FormDialog(
            f"登记送达 {row.title}", forms.SERVICE_ROWS, accept="登记送达", note=row.number, parent=self._page
        )
        fields = shelf.inspection.fields
        to = " ".join(part for part in (shelf.companion, fields.text("companion_post")) if part)
        place = shelf.institution
        dialog.form.fill(
            {"served_how": "direct", "served_on": self._workplace.today(), "served_to": to, "served_place": place}
        )
        dialog.form.edited.connect(self._service_edited)
        dialog.warn_with(self._service_warning)
        dialog.submitted.connect(self._serve)
        self._open(dialog, "已登记送达")
        self._service_edited("served_how")

    def _ask_refusal(self, row: PaperRow, shelf: Shelf) -> None:
        dialog = FormDialog(
            f"登记拒签 {row.title}",
            forms.refusal_rows(shelf.officers_for(row)),
            accept="登记拒签",
            note=forms.REFUSAL_NOTE,
            parent=self._page,
        )
        dialog.form.fill({"person": shelf.companion, "on": self._workplace.today()})
        dialog.submitted.connect(self._refuse)
        self._open(dialog, "已登记拒签，文书效力不受影响")

    def _ask_scan(self, row: PaperRow, _shelf: Shelf) -> None:
        dialog = FormDialog(
            f"归档扫描件 {row.title}",
            forms.SCAN_ROWS,
            accept="归档",
            note=forms.SCAN_NOTE,
            file_label="扫描件",
            file_needed=True,
            parent=self._page,
        )
        scans = row.document.sets.get("scans", {}) if row.document else {}
        dialog.form.fill({"page": len(scans) + 1, "on": self._workplace.today()})
        dialog.submitted.connect(self._attach)
        self._open(dialog, "扫描件已归档")

    def _ask_void(self, row: PaperRow, _shelf: Shelf) -> None:
        dialog = FormDialog(
            f"作废 {row.title} {row.number}",
            forms.VOID_ROWS,
            accept="作废",
            note=forms.VOID_NOTE,
            danger=True,
            parent=self._page,
        )
        dialog.submitted.connect(self._void)
        self._open(dialog, "文书已作废，文号保留")

    def _ask_correction(self, row: PaperRow, _shelf: Shelf) -> None:
        dialog = FormDialog(
            f"更正 {row.title} {row.number}",
            forms.CORRECT_ROWS,
            accept="取新文号",
            note=forms.CORRECT_NOTE,
            parent=self._page,
        )
        dialog.submitted.connect(self._correct)
        self._open(dialog, "已取新文号，定稿后代替原文书")

    def _open(self, dialog: FormDialog, said: str) -> None:
        self._dialog, self._said = dialog, said
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._dialog = None

    def _service_edited(self, _key: str) -> None:
        if self._dialog is not None:
            how = self._dialog.form.values()["served_how"]
            for key, ways in forms.ONLY_WITH.items():
                self._dialog.form.set_row_visible(key, visible=how in ways)

    def _service_warning(self, values: Values) -> str:
        if self._row is None or self._shelf is None:
            return ""
        least = self._shelf.service_days(self._row.agency)
        return forms.service_warning(self._row.deadline, values["served_on"], at_least=least)

    def _stamp(self, values: Values, scan: Path) -> None:
        self._change_with_scan(sealing.stamp_paper, scan, on=values["on"], how=values["how"])

    def _attach(self, values: Values, scan: Path) -> None:
        self._change_with_scan(sealing.attach_scan, scan, on=values["on"], page=values["page"])

    def _serve(self, values: Values, _file: object) -> None:
        how = values["served_how"]
        asked = {key: value for key, value in values.items() if how in forms.ONLY_WITH.get(key, (how,))}
        kept = {key: value for key, value in asked.items() if value is not None}
        self._change(partial(sealing.serve_paper, document=self._document(), values=kept, by=self._by()))

    def _refuse(self, values: Values, _file: object) -> None:
        self._change(
            partial(
                sealing.refuse_signature,
                document=self._document(),
                on=values["on"],
                person=values["person"],
                reason=values["reason"],
                officers=values["officers"],
                witness=values["witness"] or "",
                by=self._by(),
            )
        )

    def _void(self, values: Values, _file: object) -> None:
        on = self._workplace.today()
        self._change(
            partial(sealing.void_paper, document=self._document(), on=on, reason=values["reason"], by=self._by())
        )

    def _correct(self, values: Values, _file: object) -> None:
        known = {"document": self._document(), "reason": values["reason"], "on": self._workplace.today()}
        self._change(partial(sealing.correct_paper, **known, by=self._by()))

    def _record_external(self, values: Values, scan: Path | None) -> None:
        if self._shelf is None:
            return
        inspection, files, by = self._shelf.inspection, self._workplace.files, self._by()
        known = {
            **{key: value for key, value in values.items() if value is not None},
            "inspection": inspection.id,
            "institution": inspection.institution,
            "sealed_on": values["made_on"],
        }

        def step(records: Records) -> Changes:
            kept = dict(known)
            if scan is not None:
                extension = scan.suffix.lower().lstrip(".")
                kept["scan"] = f"{files.store_document(read_file(scan), extension=extension)}.{extension}"
            return sealing.record_external(records, values=kept, by=by)

        self._change(step)

    def _change_with_scan(self, act: Any, scan: Path, **more: object) -> None:
        document, files, by = self._document(), self._workplace.files, self._by()

        def step(records: Records) -> Changes:
            extension = scan.suffix.lower().lstrip(".")
            changes: Changes = act(
                records, files, document=document, scan=read_file(scan), extension=extension, by=by, **more
            )
            return changes

        self._change(step)

    def _change(self, step: Any) -> None:
        self._workplace.records.change(step, done=self._done, failed=self._failed)

    def _done(self, _changes: Changes) -> None:
        if self._dialog is not None:
            self._dialog.done_with()
        self._page.toasts.offer(self._said)

    def _failed(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.fail(error)

    def _document(self) -> str:
        return self._row.document.id if self._row and self._row.document else ""

    def _by(self) -> str:
        return self._workplace.operator.person
