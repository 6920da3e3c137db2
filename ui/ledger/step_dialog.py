"""The dialog of one step: its hint, its form, the photos it needs; a refusal stays in it with what was typed."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.terms import PHOTO_STAGE
from ui.actions import push_button
from ui.forms import Form
from ui.labels import ElidedLabel, plain_label
from ui.ledger.detail import FindingDetail
from ui.ledger.photo_column import PhotoColumn
from ui.ledger.step_forms import CHOICES, PREFILL, StepForm
from ui.theme import PAGE_MARGIN
from ui.widgets.page import scrolling_column

WIDTH: Final = 620
TALLEST: Final = 640
_FRAME: Final = 250
"""Height of everything around the form."""


class StepDialog(QDialog):
    """Asks for what a step needs; the page decides what becomes of it."""

    submitted = Signal(object, object)
    """The form and the arguments of its step."""
    photos_offered = Signal(str, object)
    """Stage and paths of pictures."""
    picture_pasted = Signal(str, QImage)
    add_requested = Signal(str)
    photo_opened = Signal(str)
    thumbnails_wanted = Signal(object)

    def __init__(self, form: StepForm, detail: FindingDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(form.text)
        self.step, self._detail = form, detail
        self.form = Form(form.rows)
        self._columns = {stage: self._photo_column(stage) for stage in form.photos}
        self._problem = plain_label("", "problem", wrap=True)
        self._problem.hide()
        self.accept_button = push_button(form.text, kind="danger" if form.kind == "danger" else "primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._submit)
        self._lay_out()
        self._fill()
        self.form.edited.connect(self._edited)

    @property
    def finding(self) -> str:
        """The id of the finding the step is taken with."""
        return self._detail.finding.id

    def begin(self) -> None:
        """Show the photographs; whoever opened the dialog hears which thumbnails are wanted."""
        self.show_detail(self._detail)

    @property
    def problem(self) -> str:
        """The refusal now shown, empty when there is none."""
        return "" if self._problem.isHidden() else self._problem.text()

    def show_detail(self, detail: FindingDetail) -> None:
        """Follow the finding while the dialog is open: the photos it needs may have come."""
        self._detail = detail
        for stage, column in self._columns.items():
            column.show_photos(detail.photos_after if stage == "after" else detail.photos_before)

    def take_thumbnail(self, photo: str, image: QImage) -> None:
        """Show a picture that was read."""
        for column in self._columns.values():
            column.strip.take_thumbnail(photo, image)

    def show_refusal(self, error: Exception) -> None:
        """Say what the rules refuse; what was typed stays."""
        self._problem.setText(str(error))
        self._problem.show()
        self.accept_button.setEnabled(True)
        self.form.setEnabled(True)

    def _submit(self) -> None:
        self._problem.hide()
        if not self.form.validate():
            return
        shown = {key: value for key, value in self.form.values().items() if self._is_visible(key)}
        self.accept_button.setEnabled(False)
        self.form.setEnabled(False)
        self.submitted.emit(self.step, self.step.arguments(shown))

    def _fill(self) -> None:
        keys = [row.key for row in self.step.rows]
        for key in keys:
            if key in CHOICES:
                self.form.set_choices(key, CHOICES[key](self._detail))
        given = {**PREFILL, **self.step.prefill}
        self.form.fill({key: given[key](self._detail) for key in keys if key in given})
        self._show_rows()

    def _edited(self, _key: str) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        for key in self.step.visible:
            self.form.set_row_visible(key, visible=self._is_visible(key))

    def _is_visible(self, key: str) -> bool:
        rule = self.step.visible.get(key)
        return rule is None or rule(self._detail, self.form.values())

    def _photo_column(self, stage: str) -> PhotoColumn:
        column = PhotoColumn(stage, f"{PHOTO_STAGE[stage]}照片")
        column.photos_offered.connect(self.photos_offered)
        column.picture_pasted.connect(self.picture_pasted)
        column.add_requested.connect(self.add_requested)
        column.photo_opened.connect(self.photo_opened)
        column.thumbnails_wanted.connect(self.thumbnails_wanted)
        return column

    def _lay_out(self) -> None:
        finding = self._detail.finding
        area, rows = scrolling_column()
        rows.addWidget(self.form)
        for photo_column in self._columns.values():
            rows.addWidget(photo_column)
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        head.setSpacing(4)
        head.addWidget(plain_label(self.step.text, "h2"))
        head.addWidget(ElidedLabel(f"{finding.number}  {finding.description}", "muted"))
        head.addWidget(plain_label(self.step.hint, "small", wrap=True))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = push_button("取消")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        foot.setSpacing(8)
        foot.addWidget(self._problem)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(foot)
        wanted = self.form.sizeHint().height() + sum(one.sizeHint().height() for one in self._columns.values())
        self.resize(WIDTH, min(wanted + _FRAME, TALLEST))
