"""Carries what the papers page wants to the records, and what they hold back to the page."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from inspections.records import Changes
from ui.background import Latest
from ui.papers import making
from ui.papers.checking import Checking
from ui.papers.filling import Filling
from ui.papers.giving_out import GivingOut
from ui.papers.making import DraftPaper, Gap, OpenedFile, SealOrder
from ui.papers.model import PaperRow, Shelf, VisitRow, read_shelf, read_visits
from ui.papers.page import NO_PAPER, PapersPage
from ui.papers.reading_presenter import ReadingPresenter
from ui.papers.registering import Registering
from ui.tasks import Task
from ui.theme import Tone
from ui.widgets.form_dialog import FormDialog
from ui.workplace import Workplace

WATCHED: Final = frozenset(
    {
        *("document", "inspection", "finding", "institution", "agency", "person", "response", "photo", "joint_task"),
        "material",
    }
)
SEAL_NOTE: Final = "定稿后内容不能再改，文号即时生效；如有错误只能作废后重新制作。请确认已通读草稿。"


class PapersPresenter(QObject):
    """One per page."""

    def __init__(self, page: PapersPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._visits: tuple[VisitRow, ...] = ()
        self._visit = ""
        self._shelf: Shelf | None = None
        self._key = ""
        self._wanted: tuple[str, str] | None = None
        self._draft: DraftPaper | None = None
        self._file: OpenedFile | None = None
        self._loading: Task | None = None
        self._then = ""
        self._is_stale, self._is_touched = True, False
        self._visits_slot, self._shelf_slot = Latest(), Latest()
        self.registering = Registering(page, workplace)
        self.giving_out = GivingOut(page, workplace)
        self.filling = Filling(page, workplace)
        self.reading = ReadingPresenter(page, workplace)
        self.checking = Checking(page, workplace)
        page.visit_chosen.connect(self.choose_visit)
        page.paper_chosen.connect(self._choose_paper)
        page.action_requested.connect(self._do)
        page.gap_requested.connect(self._go_to_gap)
        page.shown.connect(self._page_shown)
        workplace.records.changed.connect(self._records_changed)
        page.show_paper(None)

    @property
    def row(self) -> PaperRow | None:
        """The paper now chosen."""
        return self._shelf.row(self._key) if self._shelf else None

    @property
    def shelf(self) -> Shelf | None:
        """The papers of the visit now chosen."""
        return self._shelf

    def show_paper(self, visit: str, paper: str, agency: str) -> None:
        """Show one kind of paper of a visit."""
        self._wanted = (paper, agency)
        self.choose_visit(visit)

    def fill(self, visit: str, key: str) -> None:
        """Open what a paper is filled in by, where its visit is the one that is shown."""
        row = self._shelf.row(key) if self._shelf and self._visit == visit else None
        if row is None or self._shelf is None:
            self.choose_visit(visit)
        else:
            self._key = key
            self.filling.ask(self._shelf, row)

    def choose_visit(self, visit: str) -> None:
        """Show the papers of a visit."""
        if visit != self._visit:
            self._key = ""
        self._visit = visit
        self._page.show_visits(self._visits, visit)
        self._read_shelf()

    def _page_shown(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._workplace.records.read(read_visits, then=self._show_visits, slot=self._visits_slot)

    def _records_changed(self, changes: Changes) -> None:
        if not changes.kinds() & WATCHED:
            return
        self._is_stale = self._is_touched = True
        if self._page.isVisible():
            self._page_shown()

    def _show_visits(self, visits: tuple[VisitRow, ...]) -> None:
        self._visits = visits
        if not self._visit and visits:
            self._visit = visits[0].id
        self._page.show_visits(visits, self._visit)
        if self._visit:
            self._read_shelf()
        else:
            self._page.show_shelf(None, "")
            self._page.show_no_pages("还没有检查", "开始一次检查后，在这里制作文书")

    def _read_shelf(self) -> None:
        query = partial(read_shelf, inspection_id=self._visit)
        self._workplace.records.read(query, then=self._show_shelf, slot=self._shelf_slot)

    def _show_shelf(self, shelf: Shelf) -> None:
        before = (self._shelf, self._key)
        self._shelf = shelf
        if self._wanted is not None:
            row = shelf.row_of(*self._wanted)
            self._key = row.key if row else self._key
            self._wanted = None
        if shelf.row(self._key) is None:
            first = shelf.row_of("record", "") or next(iter(shelf.rows), None)
            self._key = first.key if first else ""
        self._page.show_shelf(shelf, self._key)
        if self._is_touched or before != (shelf, self._key):  # else what is being laid out stays
            self._is_touched = False
            self._show_row()

    def _choose_paper(self, row: PaperRow) -> None:
        self._key = row.key
        self._show_row()

    def _show_row(self) -> None:
        row = self.row
        self._draft, self._file, self._then = None, None, ""
        self._page.show_paper(row)
        self._page.show_gaps((), ())
        if row is None:
            self._page.show_no_pages(*NO_PAPER)
        elif row.document is not None and (row.document.file or row.document.fields.text("scan")):
            self._page.show_no_pages("正在打开文书…")
            self._load(f"打开 {row.title}", partial(making.read_paper, self._workplace, row), self._file_opened)
        elif row.is_voided or row.is_external:
            self._loading = None
            self._page.show_no_pages("没有可以显示的文件")
        else:
            self._loading = None
            self._page.show_no_pages("尚未定稿", "按 F5 预览草稿，草稿会列出定稿前须补齐的内容")

    def _do(self, action: str) -> None:
        row, shelf = self.row, self._shelf
        if action in _WITHOUT_PAPER:
            self._do_for_visit(action)
        elif row is not None and shelf is not None:
            if action in ("preview", "seal"):
                self._with_draft("" if action == "preview" else action)
            elif action == "sign" and not row.is_sealed:
                self._with_draft("sign")
            elif action == "sign" and self._file is not None:
                self.reading.open_sealed(shelf, row, self._file)
            elif action == "fill":
                self.filling.ask(shelf, row)
            elif action == "receipt":
                self._go_to_receipt(row, shelf)
            elif action in ("print", "save", "verify"):
                self._give_out(action, row)
            else:
                self.registering.ask(action, shelf, row)

    def _do_for_visit(self, action: str) -> None:
        if action == "pin":
            self.reading.set_pin()
        elif action == "check":
            self.checking.ask()
        elif self._shelf is None:
            self._workplace.messages.tell("请先选择一次检查。", Tone.WARN)
        elif action == "add":
            self.filling.ask_new(self._shelf)
        elif action == "external":
            self.registering.ask_external(self._shelf)
        else:
            self._workplace.navigator.go("papers", ("leaving", self._visit))

    def _go_to_receipt(self, row: PaperRow, shelf: Shelf) -> None:
        document = row.document
        found = (one for one in shelf.rows if one.paper == "receipt" and document and one.subject == document.id)
        receipt = next((one for one in found if not one.is_voided), None)
        if receipt is not None:
            self._key = receipt.key
            self._page.show_shelf(shelf, self._key)
            self._show_row()

    def _give_out(self, action: str, row: PaperRow) -> None:
        if self._file is not None:
            self.giving_out.do(action, row, self._file)
        elif not row.is_sealed:
            self._with_draft(action)
        else:
            self._workplace.messages.tell("文书还在打开，请稍候。", Tone.INFO)

    def _with_draft(self, then: str) -> None:
        """Lay the draft out first, then go on with what was wanted."""
        self._then = then
        if self._draft is not None:
            self._go_on()
            return
        row = self.row
        if row is not None:
            work = partial(making.make_draft, self._workplace, row, self._workplace.today())
            self._page.follow(self._load(f"预览 {row.title}", work, self._draft_made))

    def _load(self, title: str, work: object, then: object) -> Task:
        if self._loading is not None:
            self._loading.cancel()
        self._loading = Task(title, work)  # type: ignore[arg-type]  # a partial that takes the task
        self._loading.finished.connect(then)
        self._loading.failed.connect(self._not_loaded)
        return self._workplace.tasks.start(self._loading)

    def _not_loaded(self, error: Exception) -> None:
        if self.sender() is self._loading:
            self._loading, self._then = None, ""
            self._page.show_no_pages("无法显示这份文书", str(error))

    def _file_opened(self, file: OpenedFile) -> None:
        if self.sender() is not self._loading:
            file.pages.close()
            return
        self._loading, self._file = None, file
        row = self.row
        voided = row is not None and row.is_voided
        self._page.show_pages(file.pages, mark="作废" if voided else "定稿", tone=Tone.NA if voided else Tone.OK)

    def _draft_made(self, draft: DraftPaper) -> None:
        if self.sender() is not self._loading:
            draft.file.pages.close()
            return
        self._loading, self._draft, self._file = None, draft, draft.file
        self._page.show_gaps(draft.gaps, draft.missing_characters)
        self._page.show_pages(draft.file.pages, mark="草稿", tone=Tone.WARN)
        self._go_on()

    def _go_on(self) -> None:
        wanted, self._then = self._then, ""
        row, draft, shelf = self.row, self._draft, self._shelf
        if not wanted or row is None or draft is None or shelf is None:
            return
        if wanted in ("print", "save"):
            self.giving_out.do(wanted, row, draft.file)
        elif draft.gaps:
            self._workplace.messages.tell("文书还不能定稿，请先补齐列出的内容。", Tone.WARN)
        elif draft.missing_characters and not self._page.gaps.seen.isChecked():
            self._workplace.messages.tell("有字将印为〓，请核对后勾选“已知悉”。", Tone.WARN)
        elif wanted == "seal":
            self._ask_seal(row)
        else:
            self.reading.open_draft(shelf, row, draft, self._order(row))

    def _ask_seal(self, row: PaperRow) -> None:
        dialog = FormDialog(f"定稿 {row.title}", (), accept="定稿", note=SEAL_NOTE, parent=self._page)
        dialog.submitted.connect(self._seal)
        dialog.submitted.connect(dialog.done_with)
        dialog.open()

    def _order(self, row: PaperRow) -> SealOrder:
        return SealOrder(
            paper=row.paper,
            subject=row.subject,
            agency=row.agency,
            on=self._workplace.today(),
            by=self._workplace.operator.person,
            seen_characters=self._draft.missing_characters if self._draft else (),
        )

    def _seal(self) -> None:
        row = self.row
        if row is None:
            return
        task = Task(f"定稿 {row.title}", partial(making.seal, self._workplace, self._order(row)))
        task.finished.connect(self._sealed)
        task.failed.connect(self._read_again)
        task.cancelled.connect(self._read_again)
        self._page.follow(self._workplace.tasks.start(task))

    def _sealed(self, changes: Changes) -> None:
        self._workplace.records.changed.emit(changes)
        self._page.toasts.offer("已定稿，可以签名、打印")

    def _read_again(self, _error: object = None) -> None:
        """A number may have been taken before the sealing was broken off or refused."""
        self._read_shelf()

    def _go_to_gap(self, gap: Gap) -> None:
        self._workplace.navigator.go(gap.screen, gap.target)


_WITHOUT_PAPER: Final = ("add", "external", "check", "pin", "leaving")
