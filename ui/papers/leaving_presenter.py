"""Carries the 离场前 page: reads what is left to do, leads to its places, ends the visit."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject

from inspections.leaving import Leaving, leaving
from inspections.reading import Visit, read_visit
from inspections.records import Changes, Records
from inspections.workflow.visiting import finish_inspection
from ui.background import Latest
from ui.papers import forms
from ui.papers.leaving_page import LeavingPage
from ui.widgets.form_dialog import FormDialog
from ui.workplace import Workplace

MOST_NAMED: Final = 6
NOTHING_OPEN: Final = "没有遗留事项。结束后不能再修改检查结论。"


class LeavingPresenter(QObject):
    """One per page."""

    def __init__(self, page: LeavingPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._visit = ""
        self._left: Leaving | None = None
        self._is_stale = False
        self._slot = Latest()
        self.dialog: FormDialog | None = None
        page.line_chosen.connect(self._follow)
        page.action_requested.connect(self._do)
        page.shown.connect(self._page_shown)
        workplace.records.changed.connect(self._records_changed)

    def show_visit(self, visit: str) -> None:
        """Show what is left to do at one visit."""
        self._visit = visit
        self._read()

    def _read(self) -> None:
        if self._visit:
            query = partial(_read_leaving, files=self._workplace.files, visit=self._visit)
            self._workplace.records.read(query, then=self._show, slot=self._slot)

    def _show(self, told: tuple[Visit, Leaving]) -> None:
        visit, self._left = told
        self._page.show_visit(visit, self._left)

    def _records_changed(self, _changes: Changes) -> None:
        self._is_stale = True
        if self._page.isVisible():
            self._page_shown()

    def _page_shown(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._read()

    def _follow(self, jump: str) -> None:
        kind, _colon, rest = jump.partition(":")
        go = self._workplace.navigator.go
        if kind == "paper":
            paper, _colon, agency = rest.partition(":")
            go("papers", ("paper", self._visit, paper, agency))
        else:
            go("inspection", (self._visit, jump))

    def _do(self, action: str) -> None:
        go = self._workplace.navigator.go
        if action == "inspection":
            go("inspection", self._visit)
        elif action == "papers":
            go("papers", ("inspection", self._visit))
        elif self._left is not None:
            self._ask_finish(self._left)

    def _ask_finish(self, left: Leaving) -> None:
        dialog = FormDialog("结束检查", forms.FINISH_ROWS, accept="结束检查", note=open_words(left), parent=self._page)
        dialog.form.fill({"departed_at": self._workplace.clock().replace(second=0, microsecond=0)})
        dialog.submitted.connect(self._finish)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _finish(self, values: dict[str, Any], _file: object) -> None:
        now = self._workplace.clock()
        departed = values["departed_at"].replace(tzinfo=now.tzinfo)
        step = partial(
            finish_inspection,
            inspection=self._visit,
            on=now.date(),
            by=self._workplace.operator.person,
            departed_at=departed.isoformat(timespec="seconds"),
            conclusion=values["conclusion"] or "",
            left_open=left_open(self._left) if self._left else "",
        )
        self._workplace.records.change(step, done=self._finished, failed=self._failed)

    def _finished(self, _changes: Changes) -> None:
        if self.dialog is not None:
            self.dialog.done_with()
        self._page.toasts.offer("检查已结束，文书可以继续制作、送达")

    def _failed(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.fail(error)

    def _closed(self) -> None:
        self.dialog = None


def _read_leaving(records: Records, files: Any, visit: str) -> tuple[Visit, Leaving]:
    read = read_visit(records, files, visit)
    return read, leaving(read)


def left_open(left: Leaving) -> str:
    """Return what stays open with the visit, as it is kept."""
    return "；".join(line.text for line in (*left.here, *left.later))


def open_words(left: Leaving) -> str:
    """Say before the end what stays open."""
    lines = [f"· {line.text}" for line in left.here]
    if not lines and not left.later:
        return NOTHING_OPEN
    named = lines[:MOST_NAMED]
    if len(lines) > MOST_NAMED:
        named.append(f"……等共 {len(lines)} 项")
    head = f"以下 {len(lines)} 项未在现场完成，将记为遗留事项：" if lines else "现场事项已完成。"
    later = f"另有 {len(left.later)} 项可以随后完成。" if left.later else ""
    return "\n".join(part for part in (head, *named, later, "结束后不能再修改检查结论。") if part)
