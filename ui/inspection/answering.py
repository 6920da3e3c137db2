"""Answers on their way to the disk: each key is its own commit, in order; an item is saved only when acknowledged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from inspections.records import Changes, Records
from inspections.workflow.visiting import respond, respond_rest, withdraw_response
from ui.inspection.saving import SaveState, Saving
from ui.workplace import Workplace


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one agency says about one item of a visit; ``withdrawn`` takes back what it said."""

    inspection: str
    item: str
    agency: str
    result: str
    details: Mapping[str, Any]
    withdrawn: bool = False
    quiet: bool = False
    """Details beside a result: saved like any answer, but nothing to offer an undo for."""


class Answering(QObject):
    """Hands answers over and knows of each item where its last one is."""

    state_changed = Signal(str)
    """The code of an item whose saving moved on."""
    answered = Signal(object)
    """An answer whose commit was acknowledged."""
    rest_answered = Signal(object)
    """The codes that were marked together."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._open: Counter[str] = Counter()
        self._chosen: dict[str, str] = {}
        self._states: dict[str, SaveState] = {}
        self._failed: dict[str, Answer] = {}
        self.last_saved = ""

    def give(self, answer: Answer) -> None:
        """Hand one answer over; the card says 保存中 until it is on the disk."""
        self._open[answer.item] += 1
        self._chosen[answer.item] = answer.result
        self._failed.pop(answer.item, None)
        self._show(answer.item, SaveState(stage=Saving.WAITING))
        attempt = _Attempt(answering=self, answer=answer)
        self._workplace.records.change(attempt.take, done=attempt.done, failed=attempt.failed)

    def give_rest(self, *, inspection: str, section: str, agency: str, items: list[str], place: str) -> None:
        """Mark the named items of a section 符合 in one act."""
        rest = _Rest(
            answering=self, inspection=inspection, section=section, agency=agency, items=tuple(items), place=place
        )
        for item in items:
            self._open[item] += 1
            self._show(item, SaveState(stage=Saving.WAITING))
        self._workplace.records.change(rest.take, done=rest.done, failed=rest.failed)

    def retry(self, item: str) -> None:
        """Hand the answer that could not be saved over once more."""
        answer = self._failed.get(item)
        if answer is not None:
            self.give(answer)

    def state(self, item: str) -> SaveState:
        """Return what the card of an item says about saving."""
        return self._states.get(item, SaveState())

    def chosen(self, item: str) -> str | None:
        """Return the result that is on its way, None when the records say it all."""
        return self._chosen.get(item)

    def settle(self, items: frozenset[str]) -> None:
        """Forget results whose commits the shown records already hold."""
        for item in items:
            if not self._open[item]:
                self._chosen.pop(item, None)

    def forget(self) -> None:
        """Forget everything said about saving when another visit is opened; handed over answers go on."""
        self._states.clear()
        self._chosen.clear()
        self._failed.clear()
        self._open.clear()

    def saved(self, items: tuple[str, ...]) -> None:
        """Note that commits were acknowledged."""
        self.last_saved = f"{self._workplace.clock():%H:%M}"
        for item in items:
            self._open[item] -= 1
            if self._open[item] <= 0:
                self._open[item] = 0
                self._show(item, SaveState(stage=Saving.SAVED, at=self.last_saved))

    def lost(self, items: tuple[str, ...], error: Exception, answer: Answer | None) -> None:
        """Note that a step was refused or the disk was in the way: nothing of it is saved."""
        for item in items:
            self._open[item] = max(0, self._open[item] - 1)
            self._chosen.pop(item, None)
            if answer is not None:
                self._failed[item] = answer
            self._show(item, SaveState(stage=Saving.FAILED, why=str(error)))

    @property
    def workplace(self) -> Workplace:
        """Return what the steps are taken with."""
        return self._workplace

    def _show(self, item: str, state: SaveState) -> None:
        self._states[item] = state
        self.state_changed.emit(item)


@dataclass(eq=False, kw_only=True)
class _Attempt:
    """One answer handed over."""

    answering: Answering
    answer: Answer

    def take(self, records: Records) -> Changes:
        given, workplace = self.answer, self.answering.workplace
        by = workplace.operator.person
        if given.withdrawn:
            return withdraw_response(records, inspection=given.inspection, item=given.item, agency=given.agency, by=by)
        return respond(
            records,
            workplace.files,
            inspection=given.inspection,
            item=given.item,
            agency=given.agency,
            result=given.result,
            by=by,
            details=given.details,
        )

    def done(self, _changes: Changes) -> None:
        if isValid(self.answering):
            self.answering.saved((self.answer.item,))
            self.answering.answered.emit(self.answer)

    def failed(self, error: Exception) -> None:
        if isValid(self.answering):
            self.answering.lost((self.answer.item,), error, self.answer)


@dataclass(eq=False, kw_only=True)
class _Rest:
    """The rest of a section handed over as one step."""

    answering: Answering
    inspection: str
    section: str
    agency: str
    items: tuple[str, ...]
    place: str

    def take(self, records: Records) -> Changes:
        workplace = self.answering.workplace
        return respond_rest(
            records,
            workplace.files,
            inspection=self.inspection,
            section=self.section,
            agency=self.agency,
            by=workplace.operator.person,
            place=self.place,
            items=self.items,
        )

    def done(self, _changes: Changes) -> None:
        if isValid(self.answering):
            self.answering.saved(self.items)
            self.answering.rest_answered.emit(self.items)

    def failed(self, error: Exception) -> None:
        if isValid(self.answering):
            self.answering.lost(self.items, error, None)
