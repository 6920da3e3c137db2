"""Carries between the settings page and the records, the settings file and the long tasks."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFileDialog

from inspections.records import Changes
from inspections.workflow import setting_up
from ui.background import Latest
from ui.office.model import Office, grant_usual_blocks, read_office, set_up
from ui.office.page import OfficePage
from ui.tasks import Task
from ui.theme import Tone
from ui.workplace import Workplace

KINDS: Final = frozenset({"agency", "person", "installation", "number_block"})
BACKUPS: Final = "备份文件 (*.zip)"


class OfficePresenter(QObject):
    """Reads the set-up, hands every step on, and reads again what a step touched."""

    def __init__(self, page: OfficePage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._slot = Latest()
        self._is_stale = True
        page.agencies.save_requested.connect(self._save_agency)
        page.people.save_requested.connect(self._save_person)
        page.user_chosen.connect(self._use)
        page.numbers.usual_requested.connect(self._grant_usual)
        page.numbers.block_requested.connect(self._grant)
        page.looks.change_requested.connect(workplace.settings.change)
        page.data.back_up_requested.connect(self.choose_backup)
        page.data.audit_requested.connect(self.audit)
        page.first_run.set_up_requested.connect(self._set_up)
        page.looks.show_preferences(workplace.settings.now)
        workplace.settings.changed.connect(self._setting_changed)
        workplace.records.changed.connect(self._changed)
        page.installEventFilter(self)
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show:
            self._refresh()
        return super().eventFilter(watched, event)

    def choose_backup(self) -> None:
        """Ask where the copy is to go."""
        folder = Path(self._workplace.settings.now.export_folder)
        name = f"颐安检查备份{self._workplace.today().isoformat()}.zip"
        dialog = QFileDialog(self._page, "备份到文件", str(folder / name), BACKUPS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(self.back_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def back_up(self, path: str) -> None:
        """Write the copy in a task."""
        work = self._workplace.back_up
        if work is not None:
            self._workplace.settings.change("export_folder", str(Path(path).parent))
            self._run(Task("备份全部数据", partial(_back_up, work, Path(path))), self._backed_up)

    def audit(self) -> None:
        """Check everything in a task."""
        work = self._workplace.audit
        if work is not None:
            self._run(Task("核对全部数据", partial(_audit, work)), self._page.data.show_audit)

    def _run(self, task: Task, then: Any) -> None:
        task.finished.connect(then)
        self._page.data.progress.follow(task)
        self._workplace.tasks.start(task)

    def _backed_up(self, path: object) -> None:
        self._workplace.messages.tell(f"备份已写入并核对：{path}", Tone.OK)

    def _save_agency(self, agency: str, values: Mapping[str, Any]) -> None:
        step = partial(setting_up.record_agency, values=dict(values), by=self._by, agency=agency)
        self._workplace.records.change(step, done=self._agency_saved)

    def _agency_saved(self, changes: Changes) -> None:
        self._page.agencies.saved(changes.one("agency"))
        self._page.toasts.offer("机关已保存")

    def _save_person(self, person: str, values: Mapping[str, Any]) -> None:
        step = partial(setting_up.record_person, values=dict(values), by=self._by, person=person)
        self._workplace.records.change(step, done=self._person_saved)

    def _person_saved(self, changes: Changes) -> None:
        self._page.people.saved(changes.one("person"))
        self._page.toasts.offer("人员已保存")

    def _use(self, person: str) -> None:
        self._workplace.records.change(partial(setting_up.set_up_for, person=person, by=self._by))

    def _grant_usual(self, first: int, count: int) -> None:
        year = self._workplace.today().year
        step = partial(grant_usual_blocks, year=year, first=first, count=count, by=self._by)
        self._workplace.records.change(step, done=self._granted)

    def _grant(self, values: Mapping[str, Any]) -> None:
        step = partial(setting_up.grant_block, **dict(values), by=self._by)
        self._workplace.records.change(step, done=self._granted)

    def _granted(self, changes: Changes) -> None:
        count = len(changes.of("number_block"))
        self._page.toasts.offer(f"已分配 {count} 个号段" if count else "各种文书都还有余号，没有新的分配")

    def _set_up(self, agency: Mapping[str, Any], person: Mapping[str, Any], numbers: Mapping[str, int]) -> None:
        step = partial(
            set_up, agency=agency, person=person, numbers=numbers, today=self._workplace.today(), by=self._by
        )  # fmt: skip
        self._workplace.records.change(step, done=self._ready)

    def _ready(self, _changes: Changes) -> None:
        self._workplace.messages.tell("设置完成，可以登记机构并开始检查。", Tone.OK)

    @property
    def _by(self) -> str:
        return self._workplace.operator.person

    def _setting_changed(self, _key: str) -> None:
        self._page.looks.show_preferences(self._workplace.settings.now)

    def _changed(self, changes: Any) -> None:
        if not isinstance(changes, Changes) or not changes.kinds() & KINDS:
            return
        self._is_stale = True
        if self._page.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._workplace.records.read(read_office, then=self._show, slot=self._slot)

    def _show(self, office: Office) -> None:
        self._page.show_office(office)
        user = office.person(office.user)
        operator = self._workplace.operator
        if user is not None and user.id != operator.person:
            operator.become(
                person=user.id, name=user.name, agency=user.agency, agency_name=office.agency_name(user.agency)
            )  # fmt: skip


def _back_up(work: Any, path: Path, _task: Task) -> Path:
    work(path)
    return path


def _audit(work: Any, _task: Task) -> object:
    return work()
