"""Carries between the page of a visit and the records: reads it once, patches what a commit touched, shows it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from inspections.entry import Json
from inspections.inspection import RESULTS, Response
from inspections.institution import place_path
from inspections.reading import Visit, read_visit
from inspections.records import Changes, Files, Records
from ui.background import Latest
from ui.inspection.arrival import ArrivalDesk
from ui.inspection.drafts import read_kept
from ui.inspection.edition_desk import EditionDesk, offer_words
from ui.inspection.finding_desk import FindingDesk
from ui.inspection.finding_model import FREE
from ui.inspection.head import head_of
from ui.inspection.item_card import ItemCard
from ui.inspection.listings import listing_of, old_lines, place_notes, standing_counts
from ui.inspection.model import progress_of, section_counts, tab_words, with_responses
from ui.inspection.navigator import PLACES, SECTIONS
from ui.inspection.photo_desk import PhotoDesk, PhotoTarget
from ui.inspection.photo_viewing import PhotoViewing
from ui.inspection.photo_walk_desk import PhotoWalkDesk
from ui.inspection.photo_watching import PhotoWatching
from ui.inspection.places import place_nodes
from ui.inspection.reinspecting import ReinspectionDesk
from ui.inspection.replanning import ReplanningDesk
from ui.inspection.responding import Responding
from ui.inspection.team_desk import TeamDesk
from ui.inspection.visit_page import VisitPage
from ui.inspection.walker import Walker
from ui.theme import Tone
from ui.workplace import Workplace

TOUCHING: Final = frozenset(
    {"inspection", "institution", "response", "finding", "photo", "place", "document", "person", "agency", "edition"}
)


class VisitPresenter(QObject):
    """One per page; ``open`` shows a visit."""

    def __init__(self, page: VisitPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self.walker = Walker(page, workplace, self)
        self.responding = Responding(page, workplace, self.walker, self)
        self.photos = PhotoDesk(workplace, self)
        self.watching = PhotoWatching(page.watched, workplace, photos=self.photos, walker=self.walker, parent=self)
        self.viewing = PhotoViewing(page, workplace, self.photos, self)
        self.walk = PhotoWalkDesk(page, workplace, self.photos, self)
        self.findings = FindingDesk(workplace, self.photos, self)
        self.reinspection = ReinspectionDesk(page.old, workplace, self.photos, self)
        self.arrival = ArrivalDesk(workplace, page, self)
        self.team = TeamDesk(page, workplace, self)
        self.editions = EditionDesk(page, workplace, self)
        self.replanning = ReplanningDesk(page, workplace, self)
        self.visit: Visit | None = None
        self.inspection = ""
        self._jump = ""
        self._reading = Latest()
        self._is_reading = False
        self._is_stale = False
        self._acts = self._table_of_acts()
        self._connect()

    def open(self, inspection: str, *, jump: str = "") -> None:
        """Show a visit, and the place of a line of the 离场前 page if one is named."""
        if inspection != self.inspection:
            self._page.items.finish()
            self._page.findings.finish()
            self.walker.forget()
            self.responding.answering.forget()
            self.inspection, self.visit, self.responding.agency = inspection, None, ""
        self._jump = jump
        self._reload()

    def _connect(self) -> None:
        page = self._page
        page.acted.connect(self._act)
        page.shown.connect(self._shown)
        page.agency_chosen.connect(self._choose_agency)
        page.items.card_made.connect(self._prepare_card)
        page.findings.free_requested.connect(self._begin_free)
        self.reinspection.ledger_requested.connect(self._go_to_ledger)
        self.reinspection.decided.connect(page.toasts.offer)
        self.walker.moved.connect(self._render)
        self.responding.finding_begun.connect(self._begin_failed)
        self.responding.undone.connect(self.findings.drop_untouched)
        self.findings.drafts_changed.connect(self._draft_changed)
        self.findings.registered.connect(self._registered)
        self.findings.step_taken.connect(page.toasts.offer)
        self.findings.photo_opened.connect(self.viewing.open)
        self.reinspection.photo_opened.connect(self.viewing.open)
        self.viewing.told.connect(page.toasts.offer)
        self.walk.told.connect(page.toasts.offer)
        self.team.changed.connect(page.toasts.offer)
        self.editions.told.connect(page.toasts.offer)
        self.editions.offers_changed.connect(self._render)
        self.replanning.changed.connect(page.toasts.offer)
        self.photos.long_import_begun.connect(page.progress.follow)
        records = self._workplace.records
        records.changed.connect(self._records_changed)
        records.pending_changed.connect(self._show_pending)
        self._workplace.operator.changed.connect(self._operator_changed)

    def _table_of_acts(self) -> Mapping[str, Callable[[], object]]:
        walker = self.walker
        return {
            "previous": partial(walker.step, -1),
            "next_open": walker.next_open,
            "search": self._page.navigator.search.setFocus,
            "mode": walker.toggle_mode,
            "mode_too": walker.toggle_mode,
            "new_place": walker.offer_place,
            "unfold": self._unfold,
            "free": self._begin_free,
            "back": self._page.back_requested.emit,
            "arrival": self.arrival.open,
            "team": self.team.open,
            "edition": self.editions.open,
            "depth": self.replanning.open_depth,
            "facts": self.replanning.open_facts,
            "photos": self._go_to_photos,
            "gallery": self._open_gallery,
            "walk": self.walk.open,
            "phone": self._receive_from_phone,
            "papers": self._ask_papers,
            "leave": self._ask_leaving,
        }

    def _go_to_photos(self) -> None:
        """Show the finding that still lacks a photo; where none does, all photos of the visit."""
        visit = self.walker.visit
        if visit is not None and visit.findings and not self.walker.photoless():
            self._open_gallery()
        else:
            self.walker.go_to_photoless()

    def _open_gallery(self) -> None:
        if self.inspection:
            self._workplace.navigator.go("photos", {"inspection": self.inspection})

    # Reading.

    def _reload(self) -> None:
        if self.inspection:
            self._is_reading = True
            query = partial(_read, files=self._workplace.files, inspection=self.inspection)
            self._workplace.records.read(query, then=self._take_read, slot=self._reading, failed=self._not_read)
            self.editions.show_visit(self.inspection)

    def _not_read(self, _error: Exception) -> None:
        self._is_reading = False

    def _take_read(self, read: tuple[Visit, Json]) -> None:
        visit, kept = read
        restored = self.findings.drafts.restore(visit.inspection.id, kept)
        self._take_visit(visit)
        if restored:
            names = "、".join("自由登记" if item == FREE else item for item in restored)
            self._page.toasts.offer(f"上次未登记的草稿已恢复：{names}")

    def _take_visit(self, visit: Visit) -> None:
        self._is_reading, self._is_stale = False, False
        self._hold(visit)
        agencies = [one.id for one in visit.agencies]
        if self.responding.agency not in agencies:
            own = self._workplace.operator.agency
            self.responding.agency = own if own in agencies else agencies[0]
        first = self.walker.visit is None or not self.walker.current
        self.walker.choose_defaults(visit)
        self.arrival.show_visit(visit)
        self.responding.answering.settle(frozenset(item for item, _agency in visit.responses))
        self._render()
        jump, self._jump = self._jump, ""
        if jump or first:
            self._follow(jump)

    def _hold(self, visit: Visit) -> None:
        self.visit = self.findings.visit = self.walker.visit = self.responding.visit = visit
        self.reinspection.visit = self.team.visit = self.replanning.visit = self.walk.visit = visit
        self.viewing.show_visit(visit)

    def _records_changed(self, changes: Changes) -> None:
        touched = changes.kinds() & TOUCHING
        if not self.inspection or not touched:
            return
        if not self._page.isVisible():
            self._is_stale = True
        elif touched == {"response"} and not self._is_reading and self.visit is not None:
            query = partial(_read_responses, ids=tuple(sorted(changes.of("response"))))
            self._workplace.records.read(query, then=self._patch)
        else:
            self._reload()

    def _patch(self, responses: Sequence[Response]) -> None:
        if self.visit is not None:
            self._hold(with_responses(self.visit, responses))
            self.responding.answering.settle(frozenset(one.item for one in responses))
            self._render()

    def _shown(self) -> None:
        if self._is_stale:
            self._reload()

    # Showing.

    def _render(self) -> None:
        visit, page, wish = self.visit, self._page, self.walker.wish
        if visit is None:
            return
        self.findings.place = wish.place
        agency = self.responding.agency
        own, offered = self._workplace.operator.agency, offer_words(self.editions.offers)
        page.show_head(head_of(visit, agency, own=own, edition=offered))
        page.actions_["phone"].setEnabled(visit.inspection.is_running and self._workplace.phone is not None)
        page.show_tabs(tab_words(visit), wish.checklist)
        page.show_progress(progress_of(visit))
        self._show_pending(self._workplace.records.pending)
        self._render_side(visit)
        if wish.view == "old":
            page.old.show_findings(old_lines(visit, self._workplace.today()))
            page.show_view(page.old)
        elif wish.view == "findings":
            drafts = [self.findings.draft(FREE)] if self.findings.has_draft(FREE) else []
            page.findings.show_findings([*drafts, *self.findings.all_views()], self.findings.card)
            page.show_view(page.findings)
        else:
            page.items.show_listing(listing_of(visit, wish, agency, self.responding.answering.chosen))
            page.show_view(page.items)

    def _render_side(self, visit: Visit) -> None:
        side, wish = self._page.navigator, self.walker.wish
        by_section = not (wish.view or wish.by_place or wish.search)
        side.show_mode(PLACES if wish.by_place else SECTIONS)
        side.show_sections(section_counts(visit, wish.checklist), wish.section if by_section else "")
        nodes = place_nodes(visit.places, place_notes(visit))
        side.show_places(nodes, wish.place, place_path(wish.place, visit.places))
        side.show_views(standing_counts(visit), wish.view)

    def _prepare_card(self, card: ItemCard) -> None:
        """Join a new card, and put the findings of its item under it; called again for each patch."""
        if not card.property("joined"):
            card.setProperty("joined", True)
            self.responding.join(card)
            card.entered.connect(self.walker.enter)
            card.moved.connect(self.walker.step_from)
            card.finding_wanted.connect(self.findings.open_draft)
        card.show_saving(self.responding.answering.state(card.code))
        card.set_current(current=card.code == self.walker.current)
        self._show_findings_of(card)

    def _show_findings_of(self, card: ItemCard) -> None:
        views = {view.id or view.item: view for view in self.findings.views(card.code)}
        kept = {held.view.id or held.view.item: held for held in card.finding_cards()}
        made = []
        for key, view in views.items():
            if key in kept:
                kept[key].show_view(view)
            made.append(kept.get(key) or self.findings.card(view))
        if made or kept:
            card.place_findings(made)

    def _show_pending(self, pending: int) -> None:
        saved = self.responding.answering.last_saved
        if pending:
            self._page.show_saving(f"保存中 {pending}", tone=Tone.WARN)
        else:
            self._page.show_saving(f"已保存 {saved}".strip(), tone=Tone.OK)

    # Wishes of the page.

    def _act(self, action: str) -> None:
        if action in RESULTS:
            if self._workplace.settings.now.result_keys and self.walker.current:
                self.responding.choose(self.walker.current, action)
            return
        self._acts[action]()

    def _unfold(self) -> None:
        card = self._page.items.cards.get(self.walker.current)
        if card is not None:
            card.unfold.toggle()

    def _choose_agency(self, agency: str) -> None:
        self._page.items.finish()
        self.responding.agency = agency
        self._render()

    def _operator_changed(self) -> None:
        self.responding.agency = ""
        if self.visit is not None:
            self._take_visit(self.visit)

    def _receive_from_phone(self) -> None:
        if self.visit is not None and self.visit.inspection.is_running:
            self.photos.receive(PhotoTarget(inspection=self.inspection), f"{self.visit.institution.name} · 本次检查")

    def _ask_papers(self) -> None:
        self._page.papers_requested.emit(self.inspection)

    def _ask_leaving(self) -> None:
        self._page.items.finish()
        self._page.findings.finish()
        self._page.leaving_requested.emit(self.inspection)

    def _go_to_ledger(self, finding: str) -> None:
        self._workplace.navigator.go("ledger", finding)

    def _follow(self, jump: str) -> None:
        kind, _, name = jump.partition(":")
        codes = self._page.items.codes()
        if not jump and codes:
            self._page.items.reveal(codes[0])
        if kind == "arrival":
            self.arrival.open()
        elif kind == "team":
            self.team.open()
        elif kind == "item":
            self.walker.go_to_item(name)
        elif kind == "finding":
            self.walker.go_to_finding(name)

    # Findings.

    def _begin_failed(self, code: str) -> None:
        if self.visit is not None and not self.visit.findings_of(code):
            self.findings.open_draft(code)

    def _begin_free(self) -> None:
        if self.visit is not None:
            self.findings.open_draft(FREE)

    def _draft_changed(self, item: str) -> None:
        if item == FREE:
            self.walker.show_view("findings")
            card = self._page.findings.cards.get(FREE)
        else:
            host = self._page.items.cards.get(item)
            if host is not None:
                self._show_findings_of(host)
            cards = host.finding_cards() if host is not None else []
            card = next((one for one in cards if one.view.is_draft), None)
            self._page.items.scroll_to(item)
        if card is not None:
            card.start_typing()

    def _registered(self, item: str, _finding: str) -> None:
        self._page.toasts.offer("问题已登记" if item == FREE else f"{item} 问题已登记")
        host = self._page.items.cards.get(item)
        if host is not None:
            host.setFocus()


def _read(records: Records, *, files: Files, inspection: str) -> tuple[Visit, Json]:
    return read_visit(records, files, inspection), read_kept(records, visit=inspection)


def _read_responses(records: Records, *, ids: tuple[str, ...]) -> tuple[Response, ...]:
    found = (records.responses.find(one) for one in ids)
    return tuple(one for one in found if one is not None)
