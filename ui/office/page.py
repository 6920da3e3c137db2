"""The page of the settings screen: tabs, or the first run while nothing is set up."""

from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.actions import ActionSpec, build_actions
from ui.fields import ChoiceField
from ui.labels import plain_label
from ui.office.about_tab import AboutTab
from ui.office.data_tab import DataTab
from ui.office.first_run import FirstRun
from ui.office.looks_tab import LooksTab
from ui.office.model import (
    AGENCY_COLUMNS,
    AGENCY_ROWS,
    NEW_AGENCY,
    NEW_PERSON,
    PERSON_ROWS,
    Office,
    person_columns,
    person_problems,
)
from ui.office.numbers_tab import NumbersTab
from ui.office.records_tab import RecordsTab
from ui.widgets.cards import Card
from ui.widgets.page import PageFrame

TABS: Final = (
    ("agencies", "机关"), ("people", "人员"), ("numbers", "号段"), ("looks", "外观"), ("data", "数据"),
    ("about", "关于"),
)  # fmt: skip
ACTIONS: Final = (ActionSpec(id="save", text="保存", shortcut="Ctrl+S"),)
SETTINGS_META: Final = "机关、人员和号段记入日志，外观只在本机"


class OfficePage(PageFrame):
    """Shows the set-up of this laptop and says what is wished."""

    user_chosen = Signal(str)
    presenter: QObject
    """Kept alive with the page."""

    def __init__(
        self, *, folder: Path, today: date, can_back_up: bool, can_audit: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("设置", SETTINGS_META, parent)
        self._office = Office()
        self.agencies = RecordsTab(
            "机关", columns=AGENCY_COLUMNS, rows=AGENCY_ROWS, blank=NEW_AGENCY, columns_of_form=2
        )  # fmt: skip
        self.people = RecordsTab(
            "人员", columns=person_columns(self._office), rows=PERSON_ROWS, blank=NEW_PERSON, problems=person_problems
        )  # fmt: skip
        self.user = ChoiceField((), placeholder="请选择")
        self.user.name("本机使用人")
        self.user.edited.connect(self._user_edited)
        self.people.above.insertWidget(0, _user_card(self.user))
        self.numbers = NumbersTab(today=today)
        self.looks = LooksTab()
        self.data = DataTab(folder, can_back_up=can_back_up, can_audit=can_audit)
        self.about = AboutTab()
        self.first_run = FirstRun()
        self._pages: dict[str, QWidget] = {
            "agencies": self.agencies, "people": self.people, "numbers": self.numbers, "looks": self.looks,
            "data": self.data, "about": self.about, "first_run": self.first_run,
        }  # fmt: skip
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.set_body(self._stack)
        self.tabs.offer(list(TABS))
        self.tabs.chosen.connect(self.show_tab)
        self.actions_by_id = build_actions(ACTIONS, self, {"save": self._save})
        self.show_tab("agencies")

    @property
    def tab(self) -> str:
        """The id of what is now shown."""
        shown = self._stack.currentWidget()
        return next(name for name, page in self._pages.items() if page is shown)

    def show_target(self, target: object) -> None:
        """Show one tab by its id: agencies, people, numbers, looks, data or about."""
        if str(target) in dict(TABS) and not self._office.needs_set_up:
            self.show_tab(str(target))

    def show_tab(self, tab: str) -> None:
        """Show one tab."""
        self.tabs.fill(tab)
        self._stack.setCurrentWidget(self._pages[tab])
        self.tabs.setVisible(tab != "first_run")

    def show_office(self, office: Office) -> None:
        """Show the set-up as it now is; without agency or person the first run."""
        self._office = office
        self.agencies.show_records(office.agencies)
        self.people.model.columns = person_columns(office)
        self.people.form.set_choices("agency", office.agency_choices())
        self.people.show_records(office.people)
        self.user.set_choices([(one.id, one.name) for one in office.people if one.fields.flag("active")])
        self.user.fill(office.user)
        self.numbers.show_office(office)
        self.data.show_laptop(office.laptop)
        if office.needs_set_up:
            self.show_title("初次设置", "约一分钟")
            self.show_tab("first_run")
        elif self.tab == "first_run":
            self.show_title("设置", SETTINGS_META)
            self.show_tab("people")

    def _user_edited(self) -> None:
        self.user_chosen.emit(str(self.user.value()))

    def _save(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, RecordsTab):
            shown.save_now()


def _user_card(field: ChoiceField) -> Card:
    card = Card("本机使用人")
    card.column.addWidget(plain_label("此后每一步都记在使用人名下。", "muted"))
    card.column.addWidget(field)
    return card
