"""Reads the library for its page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from inspections.authoring.draft import Draft
from inspections.editions import CatalogueEntry
from ui.background import Latest
from ui.standards.editions_model import lists_shown
from ui.standards.editions_presenter import EditionsPresenter
from ui.standards.editor_keeping import read_draft
from ui.standards.editor_page import EditorPage
from ui.standards.editor_presenter import EditorPresenter
from ui.standards.page import StandardsPage
from ui.standards.points_presenter import PointsPresenter
from ui.workplace import Workplace


class StandardsPresenter(QObject):
    """Hands the page every list in the edition in use today; editions and 待核 have presenters of their own."""

    def __init__(self, page: StandardsPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self.points = PointsPresenter(page, workplace)
        self.editions = EditionsPresenter(page.editions, workplace)
        self.editions.read_again.connect(self._take)
        self.editions.told.connect(page.frame.toasts.offer)
        page.list_shown.connect(self.editions.show_list)
        self.editor: EditorPresenter | None = None
        self._asking = Latest()
        page.list_shown.connect(self._show_begun)
        page.edit_requested.connect(self.edit)
        page.editions.edit_requested.connect(self.edit)

    def _show_begun(self) -> None:
        """Say on the button whether a draft of the list now shown was begun."""
        checklist = self._page.current_list
        if checklist is not None:
            query = partial(read_draft, code=checklist.code)
            self._workplace.records.read(query, then=self._take_begun, slot=self._asking)

    def _take_begun(self, draft: Draft | None) -> None:
        self._page.edit.setText("继续编辑草稿" if draft else "编辑")

    def edit(self, digest: str) -> None:
        """Open an edition as a draft; the editor is made at first use."""
        if self.editor is None:
            self.editor = EditorPresenter(EditorPage(self._page), self._workplace)
            self.editor.opened.connect(self._open_editor)
            self.editor.left.connect(self._page.close_whole)
            self.editor.keeping.kept.connect(self._show_begun)
            self.editor.published.connect(self._published)
        self.editor.take_catalogue(self.editions.entries)
        self.editor.open(digest)

    def _open_editor(self) -> None:
        if self.editor is not None:
            self._page.open_whole(self.editor.page)
            self.editor.page.setFocus()

    def _published(self, digest: str) -> None:
        self._page.show_tab("editions")
        self.editions.ask_activation(digest)

    def _take(self, entries: Sequence[CatalogueEntry]) -> None:
        if self.editor is not None:
            self.editor.take_catalogue(entries)
        lists = lists_shown(entries, self._workplace.today())
        self._page.show_library(lists)
        self.points.take_library(lists)
