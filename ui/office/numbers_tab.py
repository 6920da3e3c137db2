"""The tab 号段: which numbers this laptop may take, and giving it more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.forms import Form
from ui.icons import Icon
from ui.labels import plain_label
from ui.office.model import BLOCK_COLUMNS, BLOCK_ROWS, USUAL_COUNT, USUAL_ROWS, Office, block_lines, block_prefix
from ui.theme import PAGE_MARGIN
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column
from ui.widgets.table import PagedModel, Table

USUAL_HINT = "给每个出具文书的机关、每种文书补上本年度号段，已有余号的不重复分配。多台电脑请先约定各自的起号。"


class NumbersTab(QWidget):
    """Shows the blocks and asks for new ones."""

    usual_requested = Signal(int, int)
    """First number and how many of each paper."""
    block_requested = Signal(object)

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = Office()
        self.model = PagedModel(BLOCK_COLUMNS, key=lambda line: line.id, parent=self)
        self.table = Table(self.model, name="本机号段")
        self.usual = Form(USUAL_ROWS, columns=2)
        self.usual.fill({"first": 1, "count": USUAL_COUNT})
        self.form = Form(BLOCK_ROWS)
        self.form.fill({"year": today.year, "style": ""})
        self.form.edited.connect(self._edited)
        self.usual_button = push_button("为本机分配常用文书号段", Icon.STAMP, kind="primary")
        self.usual_button.clicked.connect(self._ask_usual)
        self.grant = push_button("分配号段", Icon.ADD)
        self.grant.clicked.connect(self._ask_block)
        self._lay_out()

    def show_office(self, office: Office) -> None:
        """Show the blocks of the office."""
        self._office = office
        self.model.show_rows(block_lines(office))
        self.form.set_choices("agency", office.agency_choices())
        lacks = [one.name for one in office.agencies if one.issues_papers and not one.fields.text("number_prefix")]
        self.lacking.setText(f"尚未填写文号前缀：{'、'.join(lacks)}" if lacks else "")
        self.lacking.setVisible(bool(lacks))

    def _ask_usual(self) -> None:
        if self.usual.validate():
            values = self.usual.values()
            self.usual_requested.emit(values["first"], values["count"])

    def _ask_block(self) -> None:
        if self.form.validate():
            values: Mapping[str, Any] = self.form.values()
            self.block_requested.emit({**values, "prefix": values["prefix"] or "", "style": values["style"] or ""})

    def _edited(self, key: str) -> None:
        values = self.form.values()
        agency = next((one for one in self._office.agencies if one.id == values["agency"]), None)
        if key in ("agency", "paper") and agency is not None and values["paper"]:
            self.form.fill({"prefix": block_prefix(agency, values["paper"])})

    def _lay_out(self) -> None:
        table_card = Card("本机号段")
        table_card.column.addWidget(self.table, 1)
        usual_card = Card("一键分配")
        self.lacking = plain_label("", "problem", wrap=True)
        for widget in (plain_label(USUAL_HINT, "muted", wrap=True), self.lacking, self.usual, self.usual_button):
            usual_card.column.addWidget(widget)
        single_card = Card("单独分配")
        single_card.column.addWidget(self.form)
        single_card.column.addWidget(self.grant)
        area, right = scrolling_column()
        outer = right.parent()
        if isinstance(outer, QVBoxLayout):
            outer.setContentsMargins(0, 0, 0, 0)
        right.addWidget(usual_card)
        right.addWidget(single_card)
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE_MARGIN, 14, PAGE_MARGIN, 16)
        line.setSpacing(12)
        line.addWidget(table_card, 8)
        line.addWidget(area, 5)
