"""From a key or a click on an item to answers: results, reasons, details, the rest of a section, and undo."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from inspections.planning import PlannedSection
from inspections.reading import Visit
from inspections.terms import RESULT
from ui.inspection.answering import Answer, Answering
from ui.inspection.item_card import ItemCard
from ui.inspection.model import rest_of, sections_of
from ui.inspection.rest_dialog import RestDialog
from ui.inspection.saving import Saving
from ui.inspection.visit_page import VisitPage
from ui.inspection.walker import Walker
from ui.workplace import Workplace


class Responding(QObject):
    """Answers in the name of ``agency``; a failed item asks for its finding."""

    finding_begun = Signal(str)
    undone = Signal(str)

    def __init__(self, page: VisitPage, workplace: Workplace, walker: Walker, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._workplace, self._walker = page, workplace, walker
        self.answering = Answering(workplace, self)
        self.visit: Visit | None = None
        self.agency = ""
        self._undo: tuple[Answer, ...] = ()
        page.items.rest_requested.connect(self.offer_rest)
        self.answering.state_changed.connect(self._saving_changed)
        self.answering.answered.connect(self._offer_undo)
        self.answering.rest_answered.connect(self._offer_rest_undo)

    def join(self, card: ItemCard) -> None:
        """Hear a new card."""
        card.result_chosen.connect(self.choose)
        card.reason_given.connect(self._give_reason)
        card.details_edited.connect(self._edit_details)
        card.retry_requested.connect(self.answering.retry)

    def choose(self, code: str, result: str) -> None:
        """Take a result; 不适用 asks for its reason first."""
        card = self._page.items.card(code)
        if card is None or self.visit is None:
            return
        if result == "not_applicable":
            card.ask_reason()
            return
        card.reasons.hide()
        if result == "non_compliant" and card.view.item.is_target:
            result = "gap"
        self._give(code, result, {})
        if result == "non_compliant":
            self.finding_begun.emit(code)

    def offer_rest(self) -> None:
        """Show what 本部分其余符合 would mark before anything is marked."""
        section = self._section()
        if self.visit is not None and section is not None:
            dialog = RestDialog(section.title, rest_of(self.visit, section, self.agency), self._page)
            dialog.chosen.connect(self._give_rest)
            dialog.open()

    def _give_reason(self, code: str, reason: str) -> None:
        self._give(code, "not_applicable", {"reason": reason})

    def _edit_details(self, code: str, details: Mapping[str, Any]) -> None:
        held = self.visit.responses.get((code, self.agency)) if self.visit else None
        chosen = self.answering.chosen(code)
        self._give(code, chosen or (held.result if held else "not_checked"), details, quiet=True)

    def _give(self, code: str, result: str, details: Mapping[str, Any], *, quiet: bool = False) -> None:
        if self.visit is None:
            return
        place = {"place": self._walker.wish.place} if self._walker.wish.place else {}
        card = self._page.items.cards.get(code)
        if card is not None:
            card.show_chosen(result)
        answer = Answer(
            inspection=self.visit.inspection.id,
            item=code,
            agency=self.agency,
            result=result,
            details={**place, **details},
            quiet=quiet,
        )
        self.answering.give(answer)

    def _give_rest(self, items: Sequence[str]) -> None:
        section = self._section()
        if self.visit is not None and section is not None and items:
            self.answering.give_rest(
                inspection=self.visit.inspection.id,
                section=section.code,
                agency=self.agency,
                items=list(items),
                place=self._walker.wish.place,
            )

    def _offer_undo(self, answer: Answer) -> None:
        if self.visit is None or answer.withdrawn or answer.quiet or answer.inspection != self.visit.inspection.id:
            return
        self._undo = (answer,)
        self._offer(f"{answer.item} {RESULT[answer.result]}")

    def _offer_rest_undo(self, items: tuple[str, ...]) -> None:
        if self.visit is None:
            return
        self._undo = tuple(
            Answer(inspection=self.visit.inspection.id, item=item, agency=self.agency, result="compliant", details={})
            for item in items
        )
        self._offer(f"{len(items)} 项批量记为符合：{'、'.join(items)}")

    def _offer(self, text: str) -> None:
        self._page.toasts.seconds = self._workplace.settings.now.toast_seconds
        self._page.toasts.offer(text, undo=self._take_back)

    def _take_back(self) -> None:
        undone, self._undo = self._undo, ()
        for given in undone:
            back = Answer(
                inspection=given.inspection, item=given.item, agency=given.agency, result="", details={}, withdrawn=True
            )
            self.answering.give(back)
            self.undone.emit(given.item)

    def _saving_changed(self, code: str) -> None:
        card = self._page.items.cards.get(code)
        if card is None:
            return
        state = self.answering.state(code)
        card.show_saving(state)
        if state.stage is Saving.FAILED:
            card.show_chosen(card.view.shown_result)

    def _section(self) -> PlannedSection | None:
        found = sections_of(self.visit, self._walker.wish.checklist) if self.visit else ()
        return next((one for one in found if one.code == self._walker.wish.section), None)
