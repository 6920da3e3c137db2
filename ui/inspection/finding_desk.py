"""Findings of a visit: drafts kept while typed, registering, autosave of words, and the steps behind the buttons."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from inspections.photo import Photo
from inspections.reading import Visit
from inspections.records import Changes, Records
from inspections.workflow.recording import change_finding, change_photo, record_finding
from ui.inspection.drafts import Draft, Drafts
from ui.inspection.finding_card import FindingCard
from ui.inspection.finding_dialogs import QUESTIONS, Asked
from ui.inspection.finding_model import (
    FREE,
    FindingView,
    draft_values,
    draft_view,
    finding_view,
    item_photo,
    phrase_items,
)
from ui.inspection.form_dialog import FormDialog
from ui.inspection.photo_desk import PhotoDesk, PhotoTarget
from ui.inspection.phrases import PhraseShelf
from ui.inspection.saving import SaveState, Saving
from ui.widgets.judgement_desk import JudgementDesk
from ui.workplace import Workplace

STEP_DONE: Final[Mapping[str, str]] = {
    "order": "已责令改正", "advise": "已提出建议", "fix": "已登记当场改正", "suspect": "已提请认定",
    "determine": "已登记等级认定", "refer": "已移交", "void": "已作废",
}  # fmt: skip


class FindingDesk(QObject):
    """Makes finding cards and takes their steps; ``visit`` and ``place`` are set by the presenter."""

    drafts_changed = Signal(str)
    """The item whose draft was opened or given up."""
    registered = Signal(str, str)
    """Item and id of a new finding."""
    step_taken = Signal(str)
    """What was done, in words."""
    photo_opened = Signal(str)
    saving_changed = Signal()

    def __init__(self, workplace: Workplace, photos: PhotoDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._photos = workplace, photos
        self.drafts = Drafts(workplace, self)
        self.shelf = PhraseShelf(workplace, self)
        self.shelf.told.connect(self.step_taken)
        self.drafts.kept.connect(self.saved)
        self.drafts.lost.connect(self.lost)
        self._states: dict[str, SaveState] = {}
        self._cards: dict[str, FindingCard] = {}
        self.visit: Visit | None = None
        self.place = ""
        photos.thumbnail_made.connect(self._thumbnail_made)

    def open_draft(self, item: str) -> None:
        """Begin a finding for an item, or go on with the one begun."""
        self.drafts.begin(self._visit.inspection.id, item, place=self.place)
        self.drafts_changed.emit(item)

    def has_draft(self, item: str) -> bool:
        """Tell whether a finding of an item was begun and not registered."""
        return self.drafts.find(self._visit.inspection.id, item) is not None

    def views(self, item: str) -> list[FindingView]:
        """Return the registered findings of an item and its draft."""
        today = self._workplace.today()
        made = [finding_view(self._visit, one, on=today) for one in self._visit.findings_of(item)]
        return made + ([self.draft(item)] if self.has_draft(item) else [])

    def all_views(self) -> list[FindingView]:
        """Return all findings of the visit that were not voided."""
        today = self._workplace.today()
        live = [one for one in self._visit.findings if one.state != "voided"]
        return [finding_view(self._visit, one, on=today) for one in live]

    def draft(self, item: str) -> FindingView:
        """Return the draft of an item."""
        draft = self.drafts.find(self._visit.inspection.id, item) or Draft(place=self.place)
        return draft_view(self._visit, item, place=draft.place, on=self._workplace.today(), typed=draft.typed)

    def card(self, view: FindingView) -> FindingCard:
        """Make the card of a finding or draft."""
        card = FindingCard(view)
        card.phrases = self.shelf.attach(card, items=phrase_items(self._visit, view.item))
        wired = _Wired(self, card)
        card.register_requested.connect(wired.register)
        card.words_edited.connect(wired.keep_draft)
        card.typing_paused.connect(self.drafts.flush)
        card.words_finished.connect(wired.save_words)
        card.step_requested.connect(wired.ask)
        card.discarded.connect(wired.discard)
        JudgementDesk(card.judgement, self._workplace).finding = view.id
        card.photos.add_requested.connect(wired.choose_photos)
        card.photos.way_requested.connect(wired.take_way)
        card.photos.phone_requested.connect(wired.receive_from_phone)
        self._photos.offer_phone(card.photos.strip)
        card.photos.files_offered.connect(wired.import_files)
        card.photos.picture_pasted.connect(wired.import_picture)
        card.photos.thumbnail_wanted.connect(self.want_thumbnail)
        card.photos.opened.connect(self.photo_opened)
        self._cards[view.id or view.item] = card
        card.show_saving(self._states.get(view.id, SaveState()))
        for tile in view.photos:
            self.want_thumbnail(tile.id)
        return card

    def want_thumbnail(self, photo_id: str) -> None:
        """Ask for the picture of one photograph of the visit."""
        photo = next((one for one in self._visit.photos if one.id == photo_id), None)
        if photo is not None:
            self._photos.want_thumbnail(photo)

    def register(self, view: FindingView, values: Mapping[str, Any]) -> None:
        """Record a draft; its photos follow it."""
        visit = self._visit
        waiting = [one for one in visit.photos if item_photo(one, view.item)]
        step = partial(
            record_finding,
            files=self._workplace.files,
            inspection=visit.inspection.id,
            values=draft_values(view, values),
            by=self._workplace.operator.person,
            on=self._workplace.today(),
        )
        taken = _Registered(desk=self, inspection=visit.inspection.id, item=view.item, photos=waiting)
        self._show(view.item, SaveState(stage=Saving.WAITING))
        self._workplace.records.change(step, done=taken.done, failed=taken.failed)

    def discard(self, view: FindingView) -> None:
        """Give a draft up."""
        self.drafts.drop(self._visit.inspection.id, view.item)
        self.drafts_changed.emit(view.item)

    def drop_untouched(self, item: str) -> None:
        """Give a draft up that holds no word of a person, when its 不符合 was taken back."""
        draft = self.drafts.find(self._visit.inspection.id, item)
        if draft is not None and not draft.typed:
            self.drafts.drop(self._visit.inspection.id, item)
            self.drafts_changed.emit(item)

    def keep_draft(self, view: FindingView, typed: Mapping[str, Any]) -> None:
        """Remember what is typed on a draft while the list is scrolled or changed."""
        self.drafts.type(self._visit.inspection.id, view.item, typed)

    def save_words(self, finding: str, values: Mapping[str, Any]) -> None:
        """Save changed words of a registered finding."""
        step = partial(change_finding, finding=finding, values=dict(values), by=self._workplace.operator.person)
        self.take(finding, step)

    def take(self, finding: str, step: Callable[[Records], Changes], *, said: str = "") -> None:
        """Take one step on a finding and show where it is."""
        taken = _Taken(desk=self, finding=finding, said=said)
        self._show(finding, SaveState(stage=Saving.WAITING))
        self._workplace.records.change(step, done=taken.done, failed=taken.failed)

    def ask(self, card: FindingCard, step: str, agency: str) -> None:
        """Ask what a step needs, then take it."""
        card.finish()
        question = QUESTIONS[step]
        view = card.view
        asked = Asked(
            visit=self._visit,
            view=replace(view, values={**view.values, **_entered(card)}),
            agency=agency,
            on=self._workplace.today(),
            by=self._workplace.operator.person,
            files=self._workplace.files,
        )
        dialog = FormDialog(
            question.title(asked),
            question.rows(asked),
            accept=question.accept,
            note=question.note(asked),
            kind=question.kind,
            parent=card.window(),
        )
        answer = _Answer(self, dialog, asked=asked, step=step)
        dialog.given.connect(answer.take)
        dialog.ask(question.filled(asked))

    def target(self, view: FindingView, stage: str) -> PhotoTarget:
        """Return what new photographs of a card show."""
        place = view.places[0] if view.places else self.place
        item = "" if view.item == FREE else view.item
        return PhotoTarget(inspection=self._visit.inspection.id, finding=view.id, item=item, stage=stage, place=place)

    def phone_title(self, view: FindingView) -> str:
        """Name what photographs from a phone show: institution and finding."""
        named = view.title if view.id or view.item == FREE else f"{view.item} {view.title}"
        return f"{self._visit.institution.name} · {named}"

    @property
    def photos(self) -> PhotoDesk:
        """Return the desk that imports photographs."""
        return self._photos

    def saved(self, key: str, *, said: str = "") -> None:
        """Note a commit."""
        self._show(key, SaveState(stage=Saving.SAVED, at=f"{self._workplace.clock():%H:%M}"))
        if said:
            self.step_taken.emit(said)

    def lost(self, key: str, error: Exception) -> None:
        """Note a refusal; the card keeps what was typed."""
        self._show(key, SaveState(stage=Saving.FAILED, why=str(error)))

    def now_registered(self, inspection: str, item: str, finding: str, photos: list[Photo]) -> None:
        """Turn a draft into the finding it became and give it the draft's photographs."""
        self.drafts.drop(inspection, item)
        by = self._workplace.operator.person
        for photo in photos:
            step = partial(change_photo, photo=photo.id, values={"finding": finding}, by=by)
            self._workplace.records.change(step)
        self.saved(finding)
        self.registered.emit(item, finding)

    @property
    def _visit(self) -> Visit:
        if self.visit is None:
            msg = "no visit is open"
            raise RuntimeError(msg)
        return self.visit

    def _show(self, key: str, state: SaveState) -> None:
        self._states[key] = state
        card = self._cards.get(key)
        if card is not None and isValid(card):
            card.show_saving(state)
        self.saving_changed.emit()

    def _thumbnail_made(self, photo_id: str, picture: QImage) -> None:
        for key, card in list(self._cards.items()):
            if isValid(card):
                card.photos.strip.take_thumbnail(photo_id, picture)
            else:
                self._cards.pop(key)


class _Wired(QObject):
    """Joins one card's wishes with the desk; goes with the card."""

    def __init__(self, desk: FindingDesk, card: FindingCard) -> None:
        super().__init__(card)
        self._desk, self._card = desk, card

    def register(self, values: Any) -> None:
        self._desk.register(self._card.view, values)

    def keep_draft(self, typed: Any) -> None:
        self._desk.keep_draft(self._card.view, typed)

    def save_words(self, values: Any) -> None:
        self._desk.save_words(self._card.view.id, values)

    def ask(self, step: str, agency: str) -> None:
        self._desk.ask(self._card, step, agency)

    def discard(self) -> None:
        self._desk.discard(self._card.view)

    def choose_photos(self, stage: str) -> None:
        self._desk.photos.choose(self._card, self._desk.target(self._card.view, stage))

    def take_way(self, way: str, stage: str) -> None:
        self._desk.photos.go(way, self._card, self._desk.target(self._card.view, stage))

    def receive_from_phone(self, stage: str) -> None:
        view = self._card.view
        self._desk.photos.receive(self._desk.target(view, stage), self._desk.phone_title(view))

    def import_files(self, paths: Any, stage: str) -> None:
        self._desk.photos.import_files(paths, self._desk.target(self._card.view, stage))

    def import_picture(self, picture: QImage, stage: str) -> None:
        self._desk.photos.import_picture(picture, self._desk.target(self._card.view, stage))


class _Answer(QObject):
    """Takes the step once its dialog was answered; goes with the dialog."""

    def __init__(self, desk: FindingDesk, dialog: FormDialog, *, asked: Asked, step: str) -> None:
        super().__init__(dialog)
        self._desk, self._asked, self._step = desk, asked, step

    def take(self, given: Any) -> None:
        made = QUESTIONS[self._step].step(self._asked, given)
        self._desk.take(self._asked.view.id, made, said=f"{self._asked.view.title}：{STEP_DONE[self._step]}")


class _Taken:
    """The outcome of one step on a finding."""

    def __init__(self, *, desk: FindingDesk, finding: str, said: str) -> None:
        self._desk, self._finding, self._said = desk, finding, said

    def done(self, _changes: Changes) -> None:
        if isValid(self._desk):
            self._desk.saved(self._finding, said=self._said)

    def failed(self, error: Exception) -> None:
        if isValid(self._desk):
            self._desk.lost(self._finding, error)


class _Registered:
    """The outcome of recording a draft."""

    def __init__(self, *, desk: FindingDesk, inspection: str, item: str, photos: list[Photo]) -> None:
        self._desk, self._inspection, self._item, self._photos = desk, inspection, item, photos

    def done(self, changes: Changes) -> None:
        if isValid(self._desk):
            self._desk.now_registered(self._inspection, self._item, changes.one("finding"), self._photos)

    def failed(self, error: Exception) -> None:
        if isValid(self._desk):
            self._desk.lost(self._item, error)


def _entered(card: FindingCard) -> dict[str, Any]:
    if not card.view.is_editable:
        return {}
    return {key: value for key, value in card.values().items() if key in card.view.values}
