"""Fills in what a paper says: the blanks of its materials as one form, prefilled with what was typed before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject

from inspections.document import PAPERS
from inspections.material import MATERIAL_FORMS, Blank, Material
from inspections.records import Changes, Records
from inspections.typed_needs import needed_materials
from inspections.workflow.writing import record_material
from ui.forms import FormRow, Kind
from ui.papers.model import PaperRow, Shelf
from ui.papers.page import PapersPage
from ui.widgets.form_dialog import FormDialog
from ui.workplace import Workplace

Values = dict[str, Any]
NEW: Final = ("questioning", "survey", "sampling", "pleading", "address")
"""Forms a person begins; the others belong to papers that every visit has."""
NEW_NOTE: Final = "选择材料和机关，下一步填写内容；填好后在左侧列表中出现，可以预览和定稿。"
FILL_NOTE: Final = "可以先填一部分，随时补充；缺少的项在定稿前会逐条列出。共用内容只填一次，各机关的文书都印出。"
_KINDS: Final[Mapping[str, Kind]] = {
    "text": Kind.TEXT,
    "long": Kind.MULTILINE,
    "rows": Kind.MULTILINE,
    "moment": Kind.MOMENT,
    "day": Kind.DATE,
    "choice": Kind.CHOICE,
    "yes": Kind.CHECK,
}
_SHOWN: Final[Mapping[str, Callable[[str], object]]] = {"moment": datetime.fromisoformat, "day": date.fromisoformat}


def blank_rows(forms: Sequence[str]) -> tuple[FormRow, ...]:
    """Return the rows of some forms, each named by its form and blank."""
    return tuple(_row(form, blank) for form in forms for blank in MATERIAL_FORMS[form].blanks)


def _row(form: str, blank: Blank) -> FormRow:
    return FormRow(
        key=f"{form}.{blank.name}",
        label=blank.title,
        kind=_KINDS[blank.form],
        choices=tuple((blank.choices or {}).items()),
        placeholder="是" if blank.form == "yes" else "",
        help=blank.hint,
        longest=400,
        wide=blank.form in ("long", "rows"),
    )


def shown_values(material: Material, form: str) -> Iterator[tuple[str, object]]:
    """Yield what was typed in the form the fields take."""
    for blank in MATERIAL_FORMS[form].blanks:
        held = material.fields.value(f"said.{blank.name}")
        if held not in (None, ""):
            yield f"{form}.{blank.name}", _SHOWN[blank.form](held) if blank.form in _SHOWN else held


class Filling(QObject):
    """Opens the form of a paper's materials and keeps what was entered."""

    def __init__(self, page: PapersPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._shelf: Shelf | None = None
        self._forms: tuple[str, ...] = ()
        self._agency, self._about, self._material = "", "", ""
        self.dialog: FormDialog | None = None

    def ask(self, shelf: Shelf, row: PaperRow) -> None:
        """Open what one paper is filled in by."""
        is_own = row.paper in PAPERS and PAPERS[row.paper].of == "material"
        about = row.subject if row.paper == "postponement" else ""
        self._open(
            shelf,
            f"填写 {row.title}",
            needed_materials(row.paper),
            agency=row.agency,
            about=about,
            material=row.subject if is_own else "",
        )

    def ask_new(self, shelf: Shelf) -> None:
        """Ask which material is begun, and for which agency."""
        self._shelf = shelf
        issuing = tuple((one.id, one.name) for one in shelf.agencies if one.issues_papers)
        kinds = tuple((code, PAPERS[code].title) for code in NEW)
        rows = (
            FormRow(key="form", label="材料", kind=Kind.CHOICE, required=True, choices=kinds),
            FormRow(key="agency", label="机关", kind=Kind.CHOICE, required=True, choices=issuing),
        )
        self.dialog = FormDialog("添加材料", rows, accept="下一步", note=NEW_NOTE, parent=self._page)
        self.dialog.form.fill({"agency": issuing[0][0] if issuing else None})
        self.dialog.submitted.connect(self._begin)
        self.dialog.open()

    def _begin(self, values: Values, _file: object) -> None:
        if self.dialog is not None:
            self.dialog.done_with()
        if self._shelf is not None:
            form = values["form"]
            title = f"填写 {PAPERS[form].title}"
            self._open(self._shelf, title, (form,), agency=values["agency"], about="", material="")

    def _open(
        self, shelf: Shelf, title: str, forms: tuple[str, ...], *, agency: str, about: str, material: str
    ) -> None:
        self._shelf, self._forms = shelf, forms
        self._agency, self._about, self._material = agency, about, material
        dialog = FormDialog(title, blank_rows(forms), accept="保存", note=FILL_NOTE, columns=2, parent=self._page)
        for form in forms:
            typed = self._typed(shelf, form)
            if typed is not None:
                dialog.form.fill(dict(shown_values(typed, form)))
        dialog.submitted.connect(self._keep)
        self.dialog = dialog
        dialog.open()

    def _typed(self, shelf: Shelf, form: str) -> Material | None:
        """Return what is there already: the one a paper is of, or the only one of its form."""
        if MATERIAL_FORMS[form].many:
            return next((one for one in shelf.materials if one.id == self._material), None)
        found = (one for one in shelf.materials if one.form == form and one.agency in ("", self._agency))
        return next((one for one in found if one.about in ("", self._about)), None)

    def _keep(self, values: Values, _file: object) -> None:
        shelf = self._shelf
        if shelf is None:
            return
        steps = [partial(self._step, shelf, form, self._said(shelf, form, values)) for form in self._forms]

        def keep(records: Records) -> Changes:
            subjects = frozenset(subject for step in steps for subject in step(records).subjects)
            return Changes(subjects)

        self._workplace.records.change(keep, done=self._kept, failed=self._failed)

    def _step(self, shelf: Shelf, form: str, said: Values, records: Records) -> Changes:
        return record_material(
            records,
            inspection=shelf.inspection.id,
            form=form,
            values=said,
            agency=self._agency,
            about=self._about,
            material=self._material if MATERIAL_FORMS[form].many else "",
            by=self._workplace.operator.person,
        )

    def _said(self, shelf: Shelf, form: str, values: Values) -> Values:
        """Return the blanks of one form: those that hold something, and those that were emptied."""
        typed = self._typed(shelf, form)
        before = dict(shown_values(typed, form)) if typed else {}
        keys = {key: key.partition(".")[2] for key in values if key.startswith(f"{form}.")}
        return {name: values[key] for key, name in keys.items() if values[key] not in (None, False) or key in before}

    def _kept(self, _changes: Changes) -> None:
        if self.dialog is not None:
            self.dialog.done_with()
        self._page.toasts.offer("已保存文书内容")

    def _failed(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.fail(error)
