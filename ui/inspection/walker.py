"""Where a person is in a visit: checklist, section or place, current item; and every way from one to the next."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from inspections.finding import Finding
from inspections.reading import Visit
from inspections.records import Changes
from inspections.workflow.institutions import record_place
from ui.inspection.listings import ITEM_VIEWS, Wish, walk_of
from ui.inspection.model import asked_as, find_item, next_unanswered, section_of, sections_of
from ui.inspection.places import next_level, parent_for, proposed_name, rank_for
from ui.inspection.visit_page import VisitPage
from ui.workplace import Workplace


class Walker(QObject):
    """Holds the wish and the current item; ``moved`` asks the presenter to show them."""

    moved = Signal()

    def __init__(self, page: VisitPage, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._workplace = page, workplace
        self.wish = Wish()
        self.current = ""
        self.visit: Visit | None = None
        side = page.navigator
        page.tabs.chosen.connect(self.open_checklist)
        side.section_chosen.connect(self.open_section)
        side.place_chosen.connect(self.go_to_place)
        side.view_chosen.connect(self.open_view)
        side.mode_chosen.connect(self._choose_mode)
        side.searched.connect(self._search)
        side.new_place_wanted.connect(self.offer_place)
        side.new_place.level_chosen.connect(self._propose_place)
        side.new_place.added.connect(self._add_place)

    def forget(self) -> None:
        """Begin anew with another visit."""
        self.wish, self.current, self.visit = Wish(), "", None

    def choose_defaults(self, visit: Visit) -> None:
        """Open the first section, or what the visit is for: old findings of a 复查, triggers of a 重点检查."""
        self.visit = visit
        if self.wish.checklist in visit.inspection.editions and self.wish.checklist:
            return
        checklist = next(iter(visit.inspection.editions), "")
        sections = sections_of(visit, checklist)
        view = "old" if not sections else "triggers" if visit.inspection.fields.text("depth") == "key" else ""
        self.wish = replace(
            self.wish, checklist=checklist, section=sections[0].code if sections else "", view=self.wish.view or view
        )

    def open_checklist(self, checklist: str) -> None:
        """Open a list at its first section."""
        if self.visit is not None:
            sections = sections_of(self.visit, checklist)
            first = sections[0].code if sections else ""
            self._go(replace(self.wish, checklist=checklist, section=first, view="", search="", by_place=False))

    def open_section(self, section: str) -> None:
        """Open a section of the list now open."""
        self._go(replace(self.wish, section=section, view="", search="", by_place=False))

    def go_to_place(self, place: str) -> None:
        """Make a place current: answers, findings and photos inherit it."""
        self._go(replace(self.wish, place=place, view="", search="", by_place=True))

    def open_view(self, view: str) -> None:
        """Open a standing view, or close it again."""
        self._go(replace(self.wish, view="" if view == self.wish.view else view, search=""))

    def show_view(self, view: str) -> None:
        """Open a standing view and leave it open."""
        self._go(replace(self.wish, view=view, search=""))

    def toggle_mode(self) -> None:
        """Change between sections and places."""
        self._go(replace(self.wish, by_place=not self.wish.by_place, view="", search=""))

    def enter(self, code: str) -> None:
        """Make an item the one the keys 1 to 4 go to."""
        if code != self.current:
            for card in (self._page.items.cards.get(self.current), self._page.items.cards.get(code)):
                if card is not None:
                    card.set_current(current=card.code == code)
            self.current = code

    def step(self, by: int) -> None:
        """Go to the item before or behind the current one."""
        codes = self._page.items.codes()
        if codes:
            at = codes.index(self.current) + by if self.current in codes else 0
            self._page.items.reveal(codes[max(0, min(at, len(codes) - 1))])

    def step_from(self, code: str, by: int) -> None:
        """Go on from a card by the arrow keys."""
        self.enter(code)
        self.step(by)

    def next_open(self) -> None:
        """Go to the next item without a result, in this listing first."""
        if self.visit is None:
            return
        code = next_unanswered(walk_of(self.visit, self.wish), self.visit, after=self.current)
        if code:
            self.go_to_item(code)
        else:
            self._workplace.messages.tell("所有检查项都已有结论。")

    def go_to_item(self, code: str) -> None:
        """Show an item in its section, unless the present listing already has it."""
        code = asked_as(self.visit, code) if self.visit else code
        if code not in self._page.items.codes() or self.wish.view not in ITEM_VIEWS:
            visit, section = self.visit, section_of(self.visit, code) if self.visit else None
            if visit is None or section is None:
                return
            digest = section.checklist.digest
            self._go(replace(self.wish, checklist=digest, section=section.code, view="", search="", by_place=False))
        self._page.items.reveal(code)

    def go_to_finding(self, finding: str) -> None:
        """Show a finding under its item, or among the findings of the visit."""
        found = next((one for one in self.visit.findings if one.id == finding), None) if self.visit else None
        planned = find_item(self.visit, asked_as(self.visit, found.item)) if self.visit and found else None
        if found is not None and planned is not None and planned.is_asked:
            self.go_to_item(found.item)
        else:
            self.show_view("findings")
            self._page.findings.reveal(finding)

    def go_to_photoless(self) -> None:
        """Show the first finding without a photo."""
        bare = self.photoless()
        if bare:
            self.go_to_finding(bare[0].id)
        else:
            self.show_view("findings")

    def photoless(self) -> list[Finding]:
        """Return the findings that still lack a photo."""
        visit = self.visit
        if visit is None:
            return []
        return [one for one in visit.findings if one.state != "voided" and not visit.photos_of(one.id)]

    def offer_place(self) -> None:
        """Offer the next place in line to be added with Enter."""
        if self.visit is not None:
            self._propose_place(next_level(self.visit.places, self.wish.place))

    def _go(self, wish: Wish) -> None:
        self._page.items.finish()
        self._page.findings.finish()
        self._page.navigator.new_place.hide()
        self.wish = wish
        if not wish.search and self._page.navigator.search.text():
            self._page.navigator.search.clear()
        self.moved.emit()

    def _choose_mode(self, mode: str) -> None:
        if (mode == "places") != self.wish.by_place or self.wish.view:
            self._go(replace(self.wish, by_place=mode == "places", view="", search=""))

    def _search(self, text: str) -> None:
        if text != self.wish.search:
            self._go(replace(self.wish, search=text, view=""))

    def _propose_place(self, level: str) -> None:
        if self.visit is not None:
            parent = parent_for(self.visit.places, self.wish.place, level)
            self._page.navigator.new_place.propose(level, proposed_name(self.visit.places, parent, level))

    def _add_place(self, name: str, level: str) -> None:
        visit = self.visit
        if visit is None:
            return
        parent = parent_for(visit.places, self.wish.place, level)
        step = partial(
            record_place,
            institution=visit.institution.id,
            name=name,
            level=level,
            parent=parent,
            rank=rank_for(visit.places, parent),
            by=self._workplace.operator.person,
        )
        self._workplace.records.change(step, done=self._place_added)

    def _place_added(self, changes: Changes) -> None:
        self.wish = replace(self.wish, place=changes.one("place"))
