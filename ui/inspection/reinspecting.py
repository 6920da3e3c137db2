"""Re-inspecting in place: a named finding of an earlier visit passes or fails in the name of this visit's team."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from inspections.finding import PROPOSALS, Finding
from inspections.reading import Visit
from inspections.records import Changes
from inspections.workflow.rectifying import fail_reinspection, pass_reinspection
from ui.forms import FormRow, Kind
from ui.inspection.finding_dialogs import officer_choices
from ui.inspection.form_dialog import FormDialog
from ui.inspection.old_findings import BUTTONS, FAIL, PASS, OldFindingCard, OldFindingsView
from ui.inspection.photo_desk import PhotoDesk, PhotoTarget
from ui.inspection.saving import SaveState, Saving
from ui.widgets.pair_desk import PairDesk
from ui.workplace import Workplace

_ON: Final = FormRow(key="on", label="复查日期", kind=Kind.DATE, required=True)
_OFFICERS: Final = FormRow(key="officers", label="执法人员", kind=Kind.SEVERAL, required=True)
ROWS: Final[Mapping[str, tuple[FormRow, ...]]] = {
    PASS: (
        _ON,
        _OFFICERS,
        FormRow(key="note", label="复查意见", kind=Kind.MULTILINE, placeholder="现场核实的情况"),
    ),
    FAIL: (
        _ON,
        _OFFICERS,
        FormRow(key="note", label="不合格理由", kind=Kind.MULTILINE, required=True),
        FormRow(key="deadline", label="新的期限", kind=Kind.DATE),
        FormRow(
            key="proposal", label="处理建议", kind=Kind.CHOICE,
            choices=tuple((code, words or "不提") for code, words in PROPOSALS.items()),
        ),
    ),
}  # fmt: skip
NOTES: Final[Mapping[str, str]] = {
    PASS: "由两名执法人员复查；合格后待有权人员销号。",
    FAIL: "写明理由，并给出新的期限或处理建议，至少一项；进入下一轮。",
}
OFFICERS_NEEDED: Final = 2


class ReinspectionDesk(QObject):
    """Asks for a decision and records it; ``visit`` is set by the presenter."""

    decided = Signal(str)
    """What was decided, in words."""
    ledger_requested = Signal(str)
    photo_opened = Signal(str)

    def __init__(self, view: OldFindingsView, workplace: Workplace, photos: PhotoDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._workplace, self._photos = view, workplace, photos
        self.visit: Visit | None = None
        self.dialog: FormDialog | None = None
        self._decision: _Decision | None = None  # a signal does not keep the listener alive
        view.card_made.connect(self._join)
        photos.thumbnail_made.connect(view.take_thumbnail)

    def ask(self, finding_id: str, decision: str) -> None:
        """Open the form of a decision, with the officers of the ordering agency's team proposed."""
        visit, finding = self.visit, self._finding(finding_id)
        if visit is None or finding is None or self.dialog is not None:
            return
        words = next(text for code, text, _kind in BUTTONS if code == decision)
        dialog = FormDialog(
            f"{finding.number}：{words}",
            ROWS[decision],
            accept=words,
            note=f"{finding.description}\n{NOTES[decision]}",
            kind="danger" if decision == FAIL else "primary",
            stays=True,
            parent=self._view.window(),
        )
        dialog.form.set_choices("officers", officer_choices(visit))
        outcome = _Decision(self, dialog, finding=finding_id, decision=decision, said=f"{finding.number} {words}")
        dialog.given.connect(outcome.take)
        dialog.finished.connect(self._closed)
        self.dialog, self._decision = dialog, outcome
        dialog.ask({"on": self._workplace.today(), "officers": _proposed_officers(visit, finding)})

    def take(self, outcome: "_Decision", given: Mapping[str, Any]) -> None:
        """Record a decision as this visit's."""
        run = pass_reinspection if outcome.decision == PASS else fail_reinspection
        entered = {key: value for key, value in given.items() if value is not None}
        step = partial(
            run,
            finding=outcome.finding,
            inspection=self.visit.inspection.id if self.visit else "",
            by=self._workplace.operator.person,
            **entered,
        )
        self._show(outcome.finding, SaveState(stage=Saving.WAITING))
        self._workplace.records.change(step, done=outcome.done, failed=outcome.failed)

    def taken(self, outcome: "_Decision") -> None:
        """Note a commit."""
        self._show(outcome.finding, SaveState(stage=Saving.SAVED, at=f"{self._workplace.clock():%H:%M}"))
        self.decided.emit(outcome.said)

    def refused(self, outcome: "_Decision", error: Exception) -> None:
        """Note a refusal."""
        self._show(outcome.finding, SaveState(stage=Saving.FAILED, why=str(error)))

    @property
    def photos(self) -> PhotoDesk:
        """Return the desk that imports photographs."""
        return self._photos

    def target(self, finding: str, stage: str) -> PhotoTarget:
        """Return what new photographs of a card show: the old finding, as this visit found it."""
        return PhotoTarget(inspection=self.visit.inspection.id if self.visit else "", finding=finding, stage=stage)

    def want_thumbnail(self, photo_id: str) -> None:
        """Ask for the picture of one photograph of the visit."""
        found = (one for one in self.visit.photos if one.id == photo_id) if self.visit else iter(())
        photo = next(found, None)
        if photo is not None:
            self._photos.want_thumbnail(photo)

    def _join(self, card: OldFindingCard) -> None:
        joined = _Joined(self, card)
        card.ledger_requested.connect(self.ledger_requested)
        card.decision_requested.connect(self.ask)
        card.photos.add_requested.connect(joined.choose)
        card.photos.way_requested.connect(joined.take_way)
        card.photos.phone_requested.connect(joined.receive_from_phone)
        self._photos.offer_phone(card.photos.strip)
        card.photos.files_offered.connect(joined.import_files)
        card.photos.picture_pasted.connect(joined.import_picture)
        card.photos.thumbnail_wanted.connect(self.want_thumbnail)
        card.photos.opened.connect(self.photo_opened)
        card.pairs.thumbnail_wanted.connect(self._photos.want_thumbnail)
        if card.finding.reinspected:
            PairDesk(card.pairs, self._workplace).show_finding(card.finding.id)
        for tile in card.finding.photos:
            self.want_thumbnail(tile.id)

    def _finding(self, finding_id: str) -> Finding | None:
        found = self.visit.old_findings if self.visit else ()
        return next((one for one in found if one.id == finding_id), None)

    def _show(self, finding: str, state: SaveState) -> None:
        card = self._view.cards.get(finding)
        if card is not None:
            card.show_saving(state)

    def _closed(self) -> None:
        self.dialog = None


class _Decision:
    """One decision on its way; its dialog may be closed before the outcome is known."""

    def __init__(self, desk: ReinspectionDesk, dialog: FormDialog, *, finding: str, decision: str, said: str) -> None:
        self._desk, self._dialog = desk, dialog
        self.finding, self.decision, self.said = finding, decision, said

    def take(self, given: Any) -> None:
        self._desk.take(self, given)

    def done(self, _changes: Changes) -> None:
        if isValid(self._desk):
            self._desk.taken(self)
        if isValid(self._dialog):
            self._dialog.accept()

    def failed(self, error: Exception) -> None:
        if isValid(self._desk):
            self._desk.refused(self, error)
        if isValid(self._dialog):
            self._dialog.show_refusal(error)


class _Joined(QObject):
    """Carries the photo wishes of one card; goes with the card."""

    def __init__(self, desk: ReinspectionDesk, card: OldFindingCard) -> None:
        super().__init__(card)
        self._desk, self._card = desk, card

    def choose(self, stage: str) -> None:
        self._desk.photos.choose(self._card, self._desk.target(self._card.finding.id, stage))

    def take_way(self, way: str, stage: str) -> None:
        self._desk.photos.go(way, self._card, self._desk.target(self._card.finding.id, stage))

    def receive_from_phone(self, stage: str) -> None:
        finding = self._card.finding
        self._desk.photos.receive(self._desk.target(finding.id, stage), f"复查 {finding.number}")

    def import_files(self, paths: Any, stage: str) -> None:
        self._desk.photos.import_files(paths, self._desk.target(self._card.finding.id, stage))

    def import_picture(self, picture: QImage, stage: str) -> None:
        self._desk.photos.import_picture(picture, self._desk.target(self._card.finding.id, stage))


def _proposed_officers(visit: Visit, finding: Finding) -> tuple[str, ...]:
    """Propose two officers of the team, those of the ordering agency first."""
    officers = [one for one in visit.team if one.role == "officer" and one.person.is_officer]
    ordered = sorted(officers, key=lambda one: one.agency.id != finding.agency)
    return tuple(one.person.id for one in ordered[:OFFICERS_NEEDED])
