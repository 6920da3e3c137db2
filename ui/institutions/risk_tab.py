"""The tab 风险分级: what was assessed at an institution, its overall colour with the reason, and assessing."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from checklists.risk import Colour
from inspections.assessment import FACTORS, score
from inspections.refusal import BadValueError
from ui.actions import push_button
from ui.forms import Form
from ui.icons import Icon
from ui.institutions.assessed_model import COLOUR_TONES, LIKELIHOODS, RISK_COLUMNS, RISK_ROWS, Assessed, place_choices
from ui.institutions.history_tab import RowsCard
from ui.labels import Chip, plain_label
from ui.theme import Tone
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column

HINT: Final = (
    "风险四色说的是部位和活动，与隐患的一般、重大两级是两回事，互不推出。边界：LEC 320、160、70，LS 20、15、9，含本数。"
)
FACTOR_KEYS: Final = ("likelihood", "exposure", "consequence", "severity")


class RiskTab(QWidget):
    """Shows the assessments, the worst first; asks for a new one and shows its score while it is entered."""

    assessed = Signal(object)
    withdrawn = Signal(str, str)
    """Assessment and reason."""

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._institution = today, ""
        self.overall, self.reason = Chip(), plain_label("", wrap=True)
        self.rows = RowsCard("已评估的部位和活动", RISK_COLUMNS, key=lambda line: line.id, nothing="还没有评估过")
        self.rows.table.row_selected.connect(self._follow)
        self.withdraw_button = push_button("撤下", Icon.REMOVE, kind="danger")
        self.withdraw_button.clicked.connect(self._withdraw)
        self.why = QLineEdit()
        self.why.setMaxLength(60)
        self.why.setMinimumWidth(200)
        self.why.setPlaceholderText("撤下所选评估的理由")
        self.why.setAccessibleName("撤下理由")
        self.why.textChanged.connect(self._follow)
        self.rows.buttons.addWidget(self.why)
        self.rows.buttons.addWidget(self.withdraw_button)
        self.form = Form(RISK_ROWS, columns=2, label_width=84)
        self.form.edited.connect(self._edited)
        self.result = Chip()
        self.calculation = plain_label("", "muted")
        self.save_button = push_button("保存评估", Icon.DONE, kind="primary")
        self.save_button.clicked.connect(self.save)
        self._lay_out()
        self._blank()

    def show_assessed(self, shown: Assessed) -> None:
        """Show the assessments of an institution; what is being entered stays while it is the same one."""
        whole = shown.watch.risk
        colour = Colour(whole.colour) if whole.colour else None
        self.overall.show_chip(colour.caption if colour else "未评", COLOUR_TONES[colour] if colour else Tone.NA)
        self.reason.setText(whole.reason)
        self.rows.show_rows(shown.risks)
        self.form.set_choices("place", place_choices(shown.places))
        if shown.institution.id != self._institution:
            self._institution = shown.institution.id
            self._blank()
        self._follow()

    def save(self) -> None:
        """Hand over the assessment if it can stand."""
        values = self.form.values()
        about = {} if values["place"] or values["activity"] else {"activity": "请选择部位，或写明活动、设施"}
        if self.form.validate() and self.form.show_problems(about):
            self.assessed.emit(self._given(values))

    def saved(self) -> None:
        """Clear the form after the assessment was written."""
        self._blank()

    def _given(self, values: Mapping[str, Any]) -> dict[str, object]:
        factors = FACTORS[values["method"]]
        given = {key: (values[key] or "") if key in factors or key not in FACTOR_KEYS else "" for key in values}
        return {**given, "on": values["on"]}

    def _blank(self) -> None:
        self.form.clear()
        self.form.fill({"method": "lec", "on": self._today, "place": ""})
        self._edited("method")

    def _edited(self, key: str) -> None:
        values = self.form.values()
        if key == "method":
            method = values["method"] or "lec"
            self.form.set_choices("likelihood", LIKELIHOODS[method])
            for factor in FACTOR_KEYS:
                self.form.set_row_visible(factor, visible=factor in FACTORS[method])
            values = self.form.values()
        try:
            risk = score({key: str(values[key] or "") for key in ("method", *FACTOR_KEYS)})
        except BadValueError:
            self.result.show_chip("", Tone.NA)
            self.calculation.setText("选齐分值后显示风险色")
        else:
            self.result.show_chip(risk.colour.caption, COLOUR_TONES[risk.colour])
            self.calculation.setText(risk.reason.partition("，")[0])

    def _follow(self) -> None:
        has_line = self.rows.table.current_row() is not None
        self.why.setVisible(self.rows.model.rowCount() > 0)
        self.withdraw_button.setVisible(self.rows.model.rowCount() > 0)
        self.withdraw_button.setEnabled(has_line and bool(self.why.text().strip()))

    def _withdraw(self) -> None:
        line = self.rows.table.current_row()
        if line is not None:
            self.withdrawn.emit(line.id, self.why.text().strip())
            self.why.clear()

    def _lay_out(self) -> None:
        whole = Card("机构整体风险")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.overall)
        head.addWidget(self.reason, 1)
        whole.column.addLayout(head)
        whole.column.addWidget(plain_label(HINT, "small", wrap=True))
        entry = Card("新的评估")
        entry.column.addWidget(self.form)
        line = QHBoxLayout()
        line.setSpacing(10)
        for widget in (self.result, self.calculation):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.save_button)
        entry.column.addLayout(line)
        area, column = scrolling_column()
        for card in (whole, self.rows, entry):
            column.addWidget(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
