"""Drafts of checklists kept on this laptop while they are typed, so that neither a kill nor a cable loses them."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from inspections.authoring.draft import Draft, draft_as_json, draft_from
from inspections.entry import Json
from inspections.records import Changes, Records
from ui.workplace import Workplace

REST_MILLISECONDS: Final = 700
"""How long after a key the words are on the disk at the latest."""


class DraftKeeping(QObject):
    """Keeps one draft per list; what is typed is handed over within a second."""

    kept = Signal()
    lost = Signal(Exception)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._waiting: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MILLISECONDS)
        self._timer.timeout.connect(self.flush)

    def keep(self, draft: Draft) -> None:
        """Keep a draft soon."""
        self._waiting = draft
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep what waits at once."""
        self._timer.stop()
        draft, self._waiting = self._waiting, None
        if draft is not None:
            self._hand_over(draft.code, draft_as_json(draft))

    def forget(self, code: str) -> None:
        """Forget the draft of a list: it was published or given up."""
        self._timer.stop()
        self._waiting = None
        self._hand_over(code, None)

    @property
    def is_waiting(self) -> bool:
        """Tell whether something typed is not handed over yet."""
        return self._waiting is not None

    def _hand_over(self, code: str, value: Json) -> None:
        step = partial(keep_draft, code=code, value=value)
        self._workplace.records.change(step, done=self._told, failed=self._failed)

    def _told(self, _changes: Changes) -> None:
        self.kept.emit()

    def _failed(self, error: Exception) -> None:
        self.lost.emit(error)


def keep_draft(records: Records, *, code: str, value: Json) -> Changes:
    """Keep a draft on this laptop; nothing of it enters the journal."""
    records.keep_local(_name(code), value)
    return Changes()


def read_draft(records: Records, *, code: str) -> Draft | None:
    """Read the draft of a list, None where none was begun."""
    return draft_from(records.local_value(_name(code)))


def _name(code: str) -> str:
    return f"checklist_draft.{code}"
