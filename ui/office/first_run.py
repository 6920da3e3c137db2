"""The first run: agency, person, numbers on one page, done with one press."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.forms import Form, FormRow
from ui.icons import Icon
from ui.labels import Chip, plain_label
from ui.office.model import AGENCY_ROWS, PERSON_ROWS, USUAL_COUNT, USUAL_ROWS, person_problems
from ui.theme import Tone
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column

_AGENCY_KEYS: Final = ("code", "name", "short_name", "number_prefix")
_PERSON_KEYS: Final = ("name", "role", "certificate_number", "post")
WELCOME: Final = "欢迎使用。填好下面三步就可以开始检查，其余内容随时可以补充。"


def chosen_rows(rows: Sequence[FormRow], keys: Sequence[str]) -> list[FormRow]:
    """Return some rows of a form, in the order of the keys."""
    by_key = {row.key: row for row in rows}
    return [by_key[key] for key in keys]


class FirstRun(QWidget):
    """Three numbered cards and one button."""

    set_up_requested = Signal(object, object, object)
    """The values of agency, person and numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agency = Form(chosen_rows(AGENCY_ROWS, _AGENCY_KEYS), columns=2)
        self.person = Form(chosen_rows(PERSON_ROWS, _PERSON_KEYS), columns=2)
        self.numbers = Form(USUAL_ROWS, columns=2)
        self.agency.fill({"code": "civil_affairs"})
        self.person.fill({"role": "officer"})
        self.numbers.fill({"first": 1, "count": USUAL_COUNT})
        self.done = push_button("完成设置", Icon.DONE, kind="primary")
        self.done.clicked.connect(self._ask)
        area, column = scrolling_column()
        column.addWidget(plain_label(WELCOME, wrap=True))
        column.addWidget(_step("1", "您的机关", "出具文书、编写文号用", self.agency))
        column.addWidget(_step("2", "本机使用人", "每一步都记在使用人名下；同事稍后在“人员”中添加", self.person))
        column.addWidget(_step("3", "文书号段", "每种文书本机可用的号；多台电脑请先约定起号", self.numbers))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.done)
        column.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _ask(self) -> None:
        if not (self.agency.validate() and self.person.validate() and self.numbers.validate()):
            return
        person = {key: value or "" for key, value in self.person.values().items()}
        if not self.person.show_problems(person_problems({**person, "agency": "new"})):
            return
        agency = {key: value or "" for key, value in self.agency.values().items()}
        self.set_up_requested.emit({**agency, "issues_papers": True}, person, self.numbers.values())


def _step(number: str, title: str, hint: str, form: Form) -> Card:
    card = Card()
    head = QHBoxLayout()
    head.setSpacing(10)
    head.addWidget(Chip(f"第 {number} 步", Tone.INFO))
    head.addWidget(plain_label(title, "title"))
    head.addWidget(plain_label(hint, "muted"), 1)
    card.column.addLayout(head)
    card.column.addWidget(form)
    return card
