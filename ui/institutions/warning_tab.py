"""The tab 预警: why an institution asks for attention, and the certificates that were seen."""

from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checklists.certificates import Certificate
from ui.actions import push_button
from ui.forms import Form
from ui.icons import Icon
from ui.institutions.assessed_model import (
    STATING_ROWS,
    WARNING_COLUMNS,
    Assessed,
    certificate_rows,
    certificate_values,
    certificates_said,
)
from ui.institutions.history_tab import RowsCard
from ui.labels import plain_label
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column

LABEL_WIDTH: Final = 196
HINT: Final = "由未销号、逾期、重复、复查不合格的隐患和缺失、过期的证照手续得出，每条写明原因；级别只表示先看哪一家。"
ASKED: Final = "按机构事实列出应有的证照；未填写的不当作没有。"


class WarningTab(QWidget):
    """Enter or a double click opens the finding a warning speaks of."""

    finding_opened = Signal(str)
    certificates_stated = Signal(object, object, str)
    edited = Signal()

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._institution = ""
        self._before: dict[str, object] = {}
        self._asked: tuple[Certificate, ...] = ()
        self.form: Form | None = None
        self.rows = RowsCard(
            "预警", WARNING_COLUMNS, key=id, nothing="没有需要预警的事项", hint="双击或按回车打开对应的问题",
            most_rows=9,
        )  # fmt: skip
        self.rows.column.addWidget(plain_label(HINT, "small", wrap=True))
        self.rows.table.opened.connect(self._open)
        self.certificates = Card("证照")
        self.stating = Form(STATING_ROWS, columns=2)
        self.stating.fill({"on": today, "source": ""})
        self.save_button = push_button("保存证照", Icon.DONE, kind="primary")
        self.save_button.clicked.connect(self.save)
        self._lay_out()

    def show_assessed(self, shown: Assessed) -> None:
        """Show the warnings of an institution; what is typed and not saved stays while it is the same one."""
        edits = self._typed() if shown.institution.id == self._institution and self.changes() else {}
        self._institution = shown.institution.id
        self.rows.show_rows(shown.watch.warned)
        if shown.certificates != self._asked or self.form is None:
            self._ask(shown.certificates)
        held = shown.institution.certificates()
        self._before = certificate_values(shown.certificates, held)
        if self.form is not None:
            self.form.fill({**self._before, **{key: value for key, value in edits.items() if key in self._before}})
            for one in shown.certificates:
                said = held.get(one.id)
                self.form.show_note(one.id, f"{said.on}　{said.source}" if said else "")
        self._follow()

    def changes(self) -> dict[str, object]:
        """Return what a person changed, as it is to be stated."""
        return certificates_said(self._before, self._typed()) if self._before else {}

    def save(self) -> bool:
        """Hand over what is typed; false where it cannot stand."""
        changes = self.changes()
        if not changes or self.form is None:
            return True
        problems = [form for form in (self.form, self.stating) if not form.validate()]
        if problems:
            return False
        stating = self.stating.values()
        self._before = {name: None if value == "" else value for name, value in self._typed().items()}
        self.certificates_stated.emit(changes, stating["on"], stating["source"])
        self._follow()
        return True

    def _typed(self) -> dict[str, Any]:
        return self.form.values() if self.form is not None else {}

    def _ask(self, asked: tuple[Certificate, ...]) -> None:
        self._asked = asked
        form = Form(certificate_rows(asked), columns=2, label_width=LABEL_WIDTH)
        for one in asked:
            form.field(f"{one.id}.until").name(f"{one.name}有效期至")
        form.edited.connect(self._follow)
        if self.form is None:
            self._form_place.addWidget(form)
        else:
            self._form_place.replaceWidget(self.form, form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        self.certificates.setVisible(bool(asked))

    def _open(self, warned: Any) -> None:
        if warned.kind == "finding":
            self.finding_opened.emit(warned.subject)

    def _follow(self) -> None:
        self.save_button.setEnabled(bool(self.changes()))
        self.edited.emit()

    def _lay_out(self) -> None:
        self._form_place = QVBoxLayout()
        self.certificates.column.addWidget(plain_label(ASKED, "muted", wrap=True))
        self.certificates.column.addLayout(self._form_place)
        line = QHBoxLayout()
        line.addWidget(self.stating, 1)
        line.addWidget(self.save_button)
        self.certificates.column.addLayout(line)
        area, column = scrolling_column()
        for card in (self.rows, self.certificates):
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
