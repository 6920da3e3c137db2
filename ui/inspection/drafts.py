"""Findings begun and not registered: kept on this laptop while typed, so that neither a kill nor a cable loses them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from inspections.entry import Json
from inspections.records import Changes, Records
from ui.workplace import Workplace

REST_MILLISECONDS: Final = 700
"""How long after a key the words are on the disk at the latest."""
DATES: Final = ("deadline",)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was typed on one finding so far, and where it was begun."""

    place: str = ""
    typed: Mapping[str, Any] = field(default_factory=dict)


class Drafts(QObject):
    """The drafts of every visit opened here, by item; each change is on the disk within a second."""

    kept = Signal(str)
    """An item whose draft lies on the disk."""
    lost = Signal(str, Exception)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._held: dict[str, dict[str, Draft]] = {}
        self._touched: dict[str, str] = {}
        """Visit -> the item last typed at, for visits whose drafts are not on the disk yet."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MILLISECONDS)
        self._timer.timeout.connect(self.flush)

    def find(self, visit: str, item: str) -> Draft | None:
        """Return the draft of an item."""
        return self._held.get(visit, {}).get(item)

    def items(self, visit: str) -> tuple[str, ...]:
        """Return the items of a visit whose drafts hold words of a person."""
        return tuple(item for item, draft in self._held.get(visit, {}).items() if draft.typed)

    def begin(self, visit: str, item: str, *, place: str) -> None:
        """Begin a draft, or go on with the one begun."""
        if self.find(visit, item) is None:
            self._put(visit, item, Draft(place=place))

    def type(self, visit: str, item: str, typed: Mapping[str, Any]) -> None:
        """Add what was typed."""
        held = self.find(visit, item) or Draft()
        self._put(visit, item, Draft(place=held.place, typed={**held.typed, **typed}))

    def drop(self, visit: str, item: str) -> None:
        """Forget a draft at once: it was registered or given up."""
        if self._held.get(visit, {}).pop(item, None) is not None:
            self._touched[visit] = ""
            self.flush()

    def restore(self, visit: str, stored: Json) -> tuple[str, ...]:
        """Take back what an earlier run kept of a visit; what is being typed now goes before it."""
        if visit in self._held:
            return ()
        self._held[visit] = drafts_from(stored)
        return self.items(visit)

    def flush(self) -> None:
        """Hand over what is not on the disk yet."""
        self._timer.stop()
        touched, self._touched = self._touched, {}
        for visit, item in touched.items():
            attempt = _Attempt(self, item)
            step = partial(keep, visit=visit, drafts=drafts_as_json(self._held.get(visit, {})))
            self._workplace.records.change(step, done=attempt.done, failed=attempt.failed)

    def _put(self, visit: str, item: str, draft: Draft) -> None:
        self._held.setdefault(visit, {})[item] = draft
        self._touched[visit] = item
        if not self._timer.isActive():
            self._timer.start()


class _Attempt:
    """The outcome of one keeping."""

    def __init__(self, drafts: Drafts, item: str) -> None:
        self._drafts, self._item = drafts, item

    def done(self, _changes: Changes) -> None:
        self._tell(lambda: self._drafts.kept.emit(self._item))

    def failed(self, error: Exception) -> None:
        self._tell(lambda: self._drafts.lost.emit(self._item, error))

    def _tell(self, say: Callable[[], None]) -> None:
        if self._item and isValid(self._drafts):
            say()


def keep(records: Records, *, visit: str, drafts: Json) -> Changes:
    """Keep the drafts of a visit on this laptop; nothing of it enters the journal."""
    records.keep_local(_name(visit), drafts)
    return Changes()


def read_kept(records: Records, *, visit: str) -> Json:
    """Read what was kept of a visit."""
    return records.local_value(_name(visit))


def drafts_as_json(drafts: Mapping[str, Draft]) -> Json:
    """Return drafts as they are kept, None where there are none."""
    return {
        item: {"place": one.place, "typed": {key: _plain(value) for key, value in one.typed.items()}}
        for item, one in drafts.items()
    } or None


def drafts_from(stored: Json) -> dict[str, Draft]:
    """Return kept drafts by item."""
    if not isinstance(stored, dict):
        return {}
    return {item: Draft(place=one["place"], typed=_typed(one["typed"])) for item, one in stored.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _typed(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: date.fromisoformat(value) if key in DATES and value else tuple(value) if isinstance(value, list) else value
        for key, value in stored.items()
    }


def _name(visit: str) -> str:
    return f"drafts.{visit}"
