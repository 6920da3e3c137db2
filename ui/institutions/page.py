"""The page of the institution screen: list at the left, one institution or the import at the right."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from inspections.records import InstitutionRow
from ui.actions import ActionSpec, build_actions, button_for
from ui.icons import Icon
from ui.institutions.details import DetailsPage
from ui.institutions.import_page import ImportPage
from ui.institutions.list_panel import ListPanel
from ui.institutions.model import Details
from ui.institutions.overview import OverviewPage
from ui.widgets.empty_state import EmptyState

ACTIONS: Final = (
    ActionSpec(id="new", text="新建机构", icon=Icon.ADD, shortcut="Ctrl+N"),
    ActionSpec(id="import", text="导入名册", icon=Icon.IMPORT, shortcut="Ctrl+I", tip="从表格导入机构名册"),
    ActionSpec(id="save", text="保存", icon=Icon.DONE, shortcut="Ctrl+S", kind="primary"),
    ActionSpec(id="start", text="开始检查", icon=Icon.INSPECTION, shortcut="Ctrl+Return", kind="primary"),
    ActionSpec(id="photos", text="照片", icon=Icon.PHOTO, shortcut="F10", tip="这家机构的全部照片"),
    ActionSpec(id="overview", text="总览", icon=Icon.STATISTICS, tip="各机构预警和区域指标", shortcut="Ctrl+G"),
    ActionSpec(id="search", text="搜索", shortcut="Ctrl+F"),
)
CHOOSE: Final = ("请在左侧选择机构", "也可以新建机构，或从表格导入名册。")


class InstitutionsPage(QWidget):
    """Shows what it is given and says what is wished."""

    searched = Signal(str)
    institution_chosen = Signal(str)
    basics_save_requested = Signal(object)
    facts_save_requested = Signal(object, object, str)
    """Facts by name, the day they hold as of, and their source."""
    start_requested = Signal(str)
    photos_requested = Signal(str)
    import_requested = Signal()
    overview_requested = Signal()
    target_requested = Signal(object)
    presenter: QObject
    """Kept alive with the page."""

    def __init__(self, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("机构")
        slots = {
            "new": self.start_new, "import": self.import_requested.emit, "save": self.save, "start": self._start,
            "photos": self._photos,
            "search": self._search, "overview": self.overview_requested.emit,
        }  # fmt: skip
        self.actions_by_id = build_actions(ACTIONS, self, slots)
        buttons = {spec.id: button_for(self.actions_by_id[spec.id], kind=spec.kind) for spec in ACTIONS[:6]}
        self.list = ListPanel([buttons["new"], buttons["import"], buttons["overview"]])
        self.details = DetailsPage(buttons["save"], buttons["start"], today=today)
        self.details.buttons.insertWidget(0, buttons["photos"])
        self.details.stating.fill({"on": today, "source": ""})
        self.importing = ImportPage()
        self.overview = OverviewPage(today=today)
        self.empty = EmptyState(Icon.INSTITUTION, *CHOOSE)
        self._stack = QStackedWidget()
        for page in (self.empty, self.details, self.importing, self.overview):
            self._stack.addWidget(page)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list)
        line.addWidget(self._stack, 1)
        self.list.searched.connect(self.searched)
        self.list.chosen.connect(self._chosen)
        self.details.edited.connect(self._follow)
        self.importing.closed.connect(self._leave_import)
        self.setFocusProxy(self.list.view)
        self._follow()

    @property
    def current(self) -> str:
        """The id of the institution now shown, empty for none or a new one."""
        one = self.details.institution
        return one.id if one is not None and self._stack.currentWidget() is not self.empty else ""

    def show_target(self, target: object) -> None:
        """Show what another screen asks for: an id, ``"new"``, ``"import"`` or ``{"uninspected": True}``."""
        self.target_requested.emit(target)

    def show_rows(self, rows: Sequence[InstitutionRow]) -> None:
        """Show the list."""
        self.list.show_rows(rows, current=self.current)

    def show_details(self, details: Details) -> None:
        """Show one institution; shown again, what is typed and not saved stays."""
        is_again = self.current == details.institution.id
        self.details.show_details(details, keep_edits=is_again)
        if self._stack.currentWidget() not in (self.importing, self.overview):
            self._stack.setCurrentWidget(self.details)
            self.list.select(details.institution.id)
        self._follow()

    def start_new(self) -> None:
        """Show the blank form, unless something typed before cannot be saved."""
        if self.leave():
            self._leave_import()
            self._stack.setCurrentWidget(self.details)
            self.details.show_new()
            self.list.select("")
            self._follow()

    def show_import(self) -> None:
        """Show the import in the whole width."""
        self.list.hide()
        self._stack.setCurrentWidget(self.importing)
        self.importing.setFocus()

    def show_overview(self) -> None:
        """Show all institutions and areas, unless something typed before cannot be saved."""
        if self.leave():
            self._leave_import()
            self._stack.setCurrentWidget(self.overview)
            self.list.select("")

    @property
    def shows_overview(self) -> bool:
        """Tell whether the overview is what is shown."""
        return self._stack.currentWidget() is self.overview

    def save(self) -> bool:
        """Hand over what is typed; false where it cannot stand."""
        details = self.details
        basics = details.basic_changes()
        if basics:
            if not details.basics.validate():
                details.show_tab("basics")
                return False
            self.basics_save_requested.emit(basics)
        facts = details.facts.changes() if details.institution else {}
        return self._save_facts(facts) if facts else True

    def leave(self) -> bool:
        """Save what is typed before something else is shown; false where a person must look at it first."""
        if self.shows_overview:
            return self.overview.leave()
        if self._stack.currentWidget() is not self.details:
            return True
        return (not self.details.is_changed() or self.save()) and self.details.leave_computed()

    def leave_overview(self) -> None:
        """Make room for an institution that is being read."""
        if self.shows_overview:
            self._stack.setCurrentWidget(self.details if self.details.institution else self.empty)

    def _save_facts(self, facts: dict[str, Any]) -> bool:
        details = self.details
        if not details.facts.validate() or not details.stating.validate():
            details.show_tab("facts")
            return False
        stating = details.stating.values()
        self.facts_save_requested.emit(facts, stating["on"], stating["source"])
        return True

    def _chosen(self, institution: str) -> None:
        if institution == self.current and not self.shows_overview:
            return
        if self.leave():
            self.leave_overview()
            self.institution_chosen.emit(institution)
        else:
            self.list.select("" if self.shows_overview else self.current)

    def _photos(self) -> None:
        if self.current:
            self.photos_requested.emit(self.current)

    def _start(self) -> None:
        if self.current and self.leave():
            self.start_requested.emit(self.current)

    def _search(self) -> None:
        self.list.search.setFocus()
        self.list.search.selectAll()

    def _leave_import(self) -> None:
        self.list.show()
        if self._stack.currentWidget() is self.importing:
            self._stack.setCurrentWidget(self.details if self.details.institution else self.empty)

    def _follow(self) -> None:
        self.actions_by_id["save"].setEnabled(self.details.is_changed())
        self.actions_by_id["start"].setEnabled(bool(self.current))
        self.actions_by_id["photos"].setEnabled(bool(self.current))
