"""Carries between the editor and the draft: edits, undo, what is wrong, the test run, and publishing."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from checklists.difference import difference
from checklists.model import Checklist
from checklists.writing import write
from inspections.authoring.draft import HEAD, Draft, draft_of, keys_in_order
from inspections.authoring.examining import Examined, Fault, examine_draft
from inspections.authoring.history import History, Step
from inspections.authoring.trial import Profile, demonstration_profiles
from inspections.editions import CatalogueEntry, difference_lines, difference_words, editions_in_use, find_edition
from inspections.records import Changes, Records
from inspections.workflow.editions import publish_edition
from ui.actions import build_actions
from ui.standards.edition_dialogs import EditionQuestion
from ui.standards.editor_keeping import DraftKeeping, read_draft
from ui.standards.editor_model import SHAPING, next_label, part_name, said, same_choices
from ui.standards.editor_page import ACTIONS, EditorPage
from ui.standards.editor_publish import PublishDialog
from ui.standards.model import condition_words
from ui.workplace import Workplace

EXAMINE_MILLISECONDS: Final = 150
SAVED: Final = "已保存在本机"
SAVING: Final = "保存中"


class EditorPresenter(QObject):
    """One per page; works on one draft at a time."""

    opened = Signal()
    left = Signal()
    published = Signal(str)
    """The digest of the edition that was published."""

    def __init__(self, page: EditorPage, workplace: Workplace) -> None:
        super().__init__(page)
        self.page = page
        self._workplace = workplace
        self._entries: tuple[CatalogueEntry, ...] = ()
        self.history: History | None = None
        self.examined: Examined | None = None
        self.dialog: PublishDialog | EditionQuestion | None = None
        self._key = HEAD
        self._wanted = ""
        self.keeping = DraftKeeping(workplace, self)
        self.keeping.kept.connect(self._show_head)
        self.keeping.lost.connect(workplace.messages.report)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EXAMINE_MILLISECONDS)
        self._timer.timeout.connect(self.examine)
        page.furnish(build_actions(ACTIONS, page, self._slots()))
        page.edited.connect(self.edit)
        page.part_chosen.connect(self._choose)
        page.tab_chosen.connect(self._show_tab)
        page.typing_paused.connect(self.keeping.flush)
        page.trial.opened.connect(self._open_item)

    def take_catalogue(self, entries: Sequence[CatalogueEntry]) -> None:
        """Take what editions there are."""
        self._entries = tuple(entries)
        if self.history is not None:
            self.examine()

    def open(self, digest: str) -> None:
        """Open an edition as a draft; a draft of the same list that was begun goes on."""
        self._wanted = digest
        code = find_edition(self._entries, digest).checklist.code
        self._workplace.records.read(partial(_read_opening, code=code), then=self._begin)

    def _begin(self, opening: tuple[Draft | None, tuple[Profile, ...]]) -> None:
        kept, profiles = opening
        draft = kept or self._new_draft()
        self.history = History(first=draft)
        self._key = HEAD
        lists = [one.checklist for one in editions_in_use(self._entries, self._workplace.today()).values()]
        self.page.item.forms["same_as"].set_choices("same_as", same_choices(lists, draft.code))
        self.page.trial.offer_profiles((*profiles, *demonstration_profiles()))
        self.page.show_tab("part")
        self.opened.emit()
        self._show()
        self.examine()
        if kept is not None and kept.base != self._wanted:
            told = "这份检查表已有草稿，正在继续编辑；要从别的版本开始，请先放弃草稿"
            self.page.frame.toasts.offer(told)

    def _new_draft(self) -> Draft:
        base = find_edition(self._entries, self._wanted).checklist
        taken = [one.checklist.edition for one in self._entries if one.checklist.code == base.code]
        draft = draft_of(base).say(HEAD, "edition", next_label(base.edition, taken))
        return draft.say(HEAD, "in_force_from", self._workplace.today().isoformat())

    # Editing

    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        if self.history is None:
            msg = "no draft is open"
            raise RuntimeError(msg)
        return self.history.draft

    def edit(self, key: int, row: str, value: Any, run: str) -> None:
        """Say something of a part."""
        label = f"修改{part_name(self.draft, key)}"
        draft = said(self.draft, key, row, value)
        self._put(Step(draft=draft, label=label, key=key, run=run and f"{key}.{run}"))
        if row in SHAPING or not run:
            self._show()
        self._settle(at_once=not run or row in SHAPING)

    def _put(self, step: Step) -> None:
        if self.history is not None:
            self.history.put(step)
            self.keeping.keep(self.history.draft)

    def _settle(self, *, at_once: bool) -> None:
        self._show_head()
        if at_once:
            self.examine()
        else:
            self._timer.start()

    def _choose(self, key: int) -> None:
        self._key = key
        if self.history is not None:
            self.history.rest()
        self._show()
        self._show_faults()

    def _add_item(self) -> None:
        draft, key = self.draft.add_item(after=self._key or _first_section(self.draft), taken=self._taken())
        self._grown(draft, key, "加检查项")

    def _add_section(self) -> None:
        draft, key = self.draft.add_section(after=self._key)
        self._grown(draft, key, "加部分")

    def _copy(self) -> None:
        draft, key = self.draft.copy(self._key, taken=self._taken())
        self._grown(draft, key, f"复制{part_name(self.draft, self._key)}")

    def _grown(self, draft: Draft, key: int, label: str) -> None:
        self._put(Step(draft=draft, label=label, key=key))
        self._key = key
        self._show()
        self._settle(at_once=True)
        self.page.to_first_field()

    def _remove(self) -> None:
        order = list(keys_in_order(self.draft))
        draft, name = self.draft.remove(self._key), part_name(self.draft, self._key)
        place = order.index(self._key)
        left = set(keys_in_order(draft))
        self._put(Step(draft=draft, label=f"删去{name}", key=self._key))
        self._key = next((key for key in [*order[place + 1 :], *reversed(order[:place])] if key in left), HEAD)
        self._show()
        self._settle(at_once=True)
        self.page.frame.toasts.offer(f"已删去{name}", undo=self._undo)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        label = f"移动{part_name(self.draft, self._key)}"
        self._put(Step(draft=self.draft.move(self._key, by), label=label, key=self._key))
        self._show()
        self._settle(at_once=True)

    def _undo(self) -> None:
        self._went(self.history.undo() if self.history else None)

    def _redo(self) -> None:
        self._went(self.history.redo() if self.history else None)

    def _went(self, step: Step | None) -> None:
        if step is None:
            return
        self.keeping.keep(self.draft)
        known = set(keys_in_order(self.draft))
        self._key = step.key if step.key in known else self._key if self._key in known else HEAD
        self._show()
        self._settle(at_once=True)

    def _taken(self) -> frozenset[str]:
        own = (one.checklist for one in self._entries if one.checklist.code == self.draft.code)
        return frozenset(item.id for checklist in own for item in checklist.items)

    # Showing

    def examine(self) -> None:
        """Read the draft as its file would be read and show what is wrong at once."""
        self._timer.stop()
        if self.history is None:
            return
        self.examined = examine_draft(self.draft, self._entries)
        self._show_faults()
        self._show_tab(self.page.tab)

    def _show(self) -> None:
        faults = self.examined.faults if self.examined else ()
        self.page.show_draft(self.draft, faults, key=self._key, meta=self._meta())
        self._show_abilities()

    def _show_head(self) -> None:
        if self.history is not None:
            self.page.frame.show_title(self.page.frame.title.text(), self._meta())
            self._show_abilities()

    def _show_faults(self) -> None:
        if self.examined is None:
            return
        item = self.draft.item(self._key)
        read = {one.id: one for one in self.examined.checklist.items}.get(item.id) if item else None
        is_written = not any(one.key == self._key and one.field == "applies" for one in self.examined.faults)
        words = condition_words(read.applies) if read and read.applies is not None and is_written else ""
        self.page.show_faults(self.examined.faults, words)
        self._show_abilities()

    def _show_tab(self, tab: str) -> None:
        if self.examined is None:
            return
        if tab == "trial":
            self.page.trial.show_checklist(self.examined.checklist)
        if tab == "difference":
            against = self._against()
            found = difference(against, self.examined.checklist) if self.examined.is_readable else None
            self.page.show_difference(found, f"使用中的 {against.edition}")

    def _show_abilities(self) -> None:
        draft, key, history = self.draft, self._key, self.history
        can = {
            "undo": bool(history and history.done),
            "redo": bool(history and history.undone),
            "add_item": bool(draft.sections),
            "copy": key != HEAD,
            "remove": key != HEAD,
            "up": key != HEAD and draft.can_move(key, -1),
            "down": key != HEAD and draft.can_move(key, 1),
            "problem": bool(self.examined and self.examined.faults),
            "publish": bool(self.examined and self.examined.is_readable),
        }
        for name, able in can.items():
            self.page.actions_by_id[name].setEnabled(able)

    def _meta(self) -> str:
        base = next((one.checklist for one in self._entries if one.digest == self.draft.base), None)
        state = SAVING if self.keeping.is_waiting else SAVED
        return (
            f"草稿　基于版本 {base.edition if base else '（已不在本机）'}，版本号 {self.draft.head['edition']}　{state}"
        )

    def _open_item(self, number: str) -> None:
        found = next((item.key for item in self.draft.items if item.id == number), None)
        if found is not None:
            self.page.show_tab("part")
            self._choose(found)

    def _next_problem(self) -> None:
        if self.examined is None or not self.examined.faults:
            return
        order = {key: place for place, key in enumerate(keys_in_order(self.draft))}
        faults = sorted(self.examined.faults, key=lambda fault: order.get(fault.key, 0))
        later = [fault for fault in faults if order.get(fault.key, 0) > order[self._key]]
        self._go_to((later or faults)[0])

    def _go_to(self, fault: Fault) -> None:
        self._choose(fault.key)
        self.page.go_to(fault)

    # Leaving and publishing

    def _leave(self) -> None:
        self.keeping.flush()
        self.left.emit()

    def _ask_discard(self) -> None:
        found = (
            difference(self._base(), self.examined.checklist) if self.examined and self.examined.is_readable else None
        )
        note = f"草稿中的改动不再保留：{difference_words(found)}。" if found else "草稿中的改动不再保留。"
        self._ask(EditionQuestion("放弃草稿", note, (), accept="放弃草稿", parent=self.page.window()), self._discard)

    def _discard(self, _reason: str) -> None:
        self.keeping.forget(self.draft.code)
        self._close_dialog()
        self.history = None
        self.left.emit()

    def _ask_publishing(self) -> None:
        self.examine()
        if self.examined is None or not self.examined.is_readable:
            self._next_problem()
            return
        against, checklist = self._against(), self.examined.checklist
        found = difference(against, checklist)
        dialog = PublishDialog(
            edition=checklist.edition,
            since=checklist.in_force_from,
            summary=f"与使用中的 {against.edition} 相比：{difference_words(found)}",
            lines=list(difference_lines(found))[1:],
            parent=self.page.window(),
        )
        self._ask(dialog, self._publish)

    def _ask(self, dialog: "PublishDialog | EditionQuestion", given: Any) -> None:
        self.dialog = dialog
        dialog.given.connect(given)
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    def _publish(self, values: dict[str, Any]) -> None:
        since: date = values["in_force_from"]
        draft = self.draft.say(HEAD, "edition", values["edition"]).say(HEAD, "in_force_from", since.isoformat())
        self._put(Step(draft=draft, label="发布", key=HEAD))
        self.examine()
        if self.examined is None or not isinstance(self.dialog, PublishDialog):
            return
        fault = next(iter(self.examined.faults), None)
        if fault is not None:
            self.dialog.show_refusal(f"{part_name(draft, fault.key)}：{fault.text}", field=fault.field)
            return
        data, workplace = write(self.examined.checklist).encode(), self._workplace
        step = partial(
            publish_edition, files=workplace.files, data=data, on=workplace.today(), by=workplace.operator.person,
            note=values["note"] or "",
        )  # fmt: skip
        workplace.records.change(step, done=self._done, failed=self._refused)

    def _done(self, changes: Changes) -> None:
        self.keeping.forget(self.draft.code)
        self._close_dialog()
        self.history = None
        self.left.emit()
        self.published.emit(changes.one("edition"))

    def _refused(self, error: Exception) -> None:
        if isinstance(self.dialog, PublishDialog):
            self.dialog.show_refusal(str(error))

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _dialog_closed(self) -> None:
        self.dialog = None

    def _against(self) -> Checklist:
        used = editions_in_use(self._entries, self._workplace.today()).get(self.draft.code)
        return used.checklist if used else self._base()

    def _base(self) -> Checklist:
        return find_edition(self._entries, self.draft.base).checklist

    def _slots(self) -> dict[str, Any]:
        return {
            "leave": self._leave, "undo": self._undo, "redo": self._redo, "discard": self._ask_discard,
            "publish": self._ask_publishing, "add_item": self._add_item, "add_section": self._add_section,
            "copy": self._copy, "remove": self._remove, "up": self._up, "down": self._down,
            "problem": self._next_problem,
        }  # fmt: skip


def _first_section(draft: Draft) -> int:
    return draft.sections[-1].key


def _read_opening(records: Records, *, code: str) -> tuple[Draft | None, tuple[Profile, ...]]:
    """Read the draft begun of a list, and the institutions it can be tried on."""
    homes = tuple(Profile(id=one.id, name=one.name, facts=one.facts()) for one in records.institutions.where())
    return read_draft(records, code=code), homes
