"""Carries 签阅模式: read the draft, state, 定稿, sign one after the other, or refuse; each signature is a task."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from inspections.records import Changes, Records
from inspections.workflow.sealing import refuse_signature
from inspections.workflow.visiting import make_statement
from ui.background import Latest
from ui.papers import forms, making
from ui.papers.making import DraftPaper, OpenedFile, SealOrder, SignOrder
from ui.papers.model import COMPANION_FIELD, PaperRow, Shelf, read_shelf
from ui.papers.page import PapersPage
from ui.papers.page_images import OpenPages
from ui.papers.pin import SetPinDialog
from ui.papers.reading_mode import ReadingWindow
from ui.papers.signing_panel import Signature, Turn
from ui.tasks import Task
from ui.widgets.form_dialog import FormDialog
from ui.workplace import Workplace


class ReadingPresenter(QObject):
    """Opens the full screen for one paper at a time."""

    def __init__(self, page: PapersPage, workplace: Workplace) -> None:
        super().__init__(page)
        self._page, self._workplace = page, workplace
        self._window: ReadingWindow | None = None
        self._shelf: Shelf | None = None
        self._row: PaperRow | None = None
        self._data = b""
        self._order: SealOrder | None = None
        self._document = ""
        self._refusal: FormDialog | None = None
        self._slot = Latest()

    @property
    def window(self) -> ReadingWindow | None:
        """The full screen, while it is open."""
        return self._window

    def set_pin(self) -> None:
        """Set the PIN that leads out, or set it anew."""
        self._ask_pin()

    def open_draft(self, shelf: Shelf, row: PaperRow, draft: DraftPaper, order: SealOrder) -> None:
        """Let a draft be read, then frozen and signed."""
        self._shelf, self._row, self._data, self._order, self._document = shelf, row, draft.file.data, order, ""
        self._enter_with_pin()

    def open_sealed(self, shelf: Shelf, row: PaperRow, file: OpenedFile) -> None:
        """Let a frozen paper be read and signed."""
        self._shelf, self._row, self._data, self._order = shelf, row, file.data, None
        self._document = row.document.id if row.document else ""
        self._enter_with_pin()

    def _enter_with_pin(self) -> None:
        if self._workplace.settings.now.reading_pin:
            self._enter()
        else:
            self._ask_pin().accepted.connect(self._enter)

    def _ask_pin(self) -> SetPinDialog:
        dialog = SetPinDialog(self._page)
        dialog.chosen.connect(self._keep_pin)
        dialog.open()
        return dialog

    def _keep_pin(self, kept: str) -> None:
        self._workplace.settings.change("reading_pin", kept)

    def _enter(self) -> None:
        row, shelf = self._row, self._shelf
        if row is None or shelf is None:
            return
        window = ReadingWindow(
            self._workplace.tasks,
            title=f"{row.title}　{row.number}".strip(),
            kept_pin=self._workplace.settings.now.reading_pin,
            behind=self._page.window(),
        )
        self._window = window
        window.statement_given.connect(self._statement_given)
        window.signed.connect(self._signed)
        window.refusal_requested.connect(self._ask_refusal)
        window.left.connect(self._left)
        window.enter()
        pages = OpenPages(self._data)
        if self._document:
            window.show_sealed(pages)
            self._next_turn()
        else:
            said = shelf.inspection.fields.text("statement")
            window.show_draft(pages, statement=said, with_words=row.paper == "record")

    def _statement_given(self, statement: str) -> None:
        shelf, row = self._shelf, self._row
        if shelf is None or row is None:
            return
        if row.paper != "record" or statement == shelf.inspection.fields.text("statement"):
            self._seal()
            return
        step = partial(
            make_statement,
            inspection=shelf.inspection.id,
            statement=statement,
            said_by=shelf.companion,
            by=self._workplace.operator.person,
        )
        self._workplace.records.change(step, done=self._seal, failed=self._failed)

    def _seal(self, _changes: object = None) -> None:
        if self._order is not None:
            self._start("正在定稿", partial(making.seal, self._workplace, self._order), self._sealed)

    def _sealed(self, changes: Changes) -> None:
        self._document = changes.one("document")
        self._workplace.records.changed.emit(changes)
        self._read_again()

    def _signed(self, signature: Signature) -> None:
        order = SignOrder(
            document=self._document,
            field=signature.turn.field,
            name=signature.name,
            role=signature.turn.role,
            person=signature.person,
            ink=making.ink_of(signature.drawing),
            by=self._workplace.operator.person,
        )
        self._start("正在签名", partial(making.sign, self._workplace, order), self._signature_kept)

    def _signature_kept(self, changes: Changes) -> None:
        self._workplace.records.changed.emit(changes)
        self._read_again()

    def _start(self, title: str, work: Any, then: Any) -> None:
        task = Task(title, work)
        task.finished.connect(then)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        if self._window is not None:
            self._window.wait_for(task)
        self._workplace.tasks.start(task)

    def _read_again(self) -> None:
        if self._shelf is not None:
            query = partial(read_shelf, inspection_id=self._shelf.inspection.id)
            self._workplace.records.read(query, then=self._shelf_read, slot=self._slot, failed=self._failed)

    def _shelf_read(self, shelf: Shelf) -> None:
        found = (one for one in shelf.rows if one.document is not None and one.document.id == self._document)
        self._shelf, self._row = shelf, next(found, None)
        if self._row is not None:
            task = Task("打开文书", partial(making.read_paper, self._workplace, self._row))
            task.finished.connect(self._file_read)
            task.failed.connect(self._failed)
            self._workplace.tasks.start(task)

    def _file_read(self, file: OpenedFile) -> None:
        if self._window is None or self._row is None:
            file.pages.close()
            return
        self._window.go_on()
        if self._order is not None:
            self._order = None
            self._window.title.show_text(f"{self._row.title}　{self._row.number}")
            self._window.show_sealed(file.pages)
        else:
            self._window.update_sealed(file.pages)
        self._next_turn()

    def _next_turn(self) -> None:
        if self._window is None or self._row is None or self._shelf is None:
            return
        turn = next_turn(self._shelf, self._row)
        if turn is not None:
            self._window.let_sign(turn)
            return
        refused = self._row.document is not None and self._row.document.fields.text("refused_on")
        ending = "拒签情况已登记，执法人员已签名。" if refused else "各方签名已写入文书。"
        self._window.show_done(f"{ending}请把设备交还执法人员。")

    def _ask_refusal(self) -> None:
        if self._window is None or self._shelf is None or self._row is None:
            return
        dialog = FormDialog(
            "登记拒签",
            forms.refusal_rows(self._shelf.officers_for(self._row)),
            accept="登记拒签",
            note=forms.REFUSAL_NOTE,
            parent=self._window,
        )
        dialog.form.fill({"person": self._shelf.companion, "on": self._workplace.today()})
        dialog.submitted.connect(self._refuse)
        dialog.finished.connect(self._refusal_closed)
        self._refusal = dialog
        dialog.open()

    def _refuse(self, values: dict[str, Any], _file: object) -> None:
        def step(records: Records) -> Changes:
            return refuse_signature(
                records,
                document=document,
                on=values["on"],
                person=values["person"],
                reason=values["reason"],
                officers=values["officers"],
                witness=values["witness"] or "",
                by=by,
            )

        document, by = self._document, self._workplace.operator.person
        self._workplace.records.change(step, done=self._refused, failed=self._not_refused)

    def _refused(self, _changes: Changes) -> None:
        if self._refusal is not None:
            self._refusal.done_with()
        self._read_again()

    def _not_refused(self, error: Exception) -> None:
        if self._refusal is not None:
            self._refusal.fail(error)

    def _refusal_closed(self) -> None:
        self._refusal = None

    def _failed(self, error: Exception) -> None:
        if self._window is not None:
            self._window.show_problem(str(error))

    def _cancelled(self) -> None:
        if self._window is not None:
            self._window.show_problem("已取消。")

    def _left(self) -> None:
        if self._window is not None:
            QTimer.singleShot(0, self._window.deleteLater)  # lives until the key that closed it was dealt with
        self._window = None


def next_turn(shelf: Shelf, row: PaperRow) -> Turn | None:
    """Return whose signature comes next: the person on site first, then the officers; None when all is signed."""
    waiting = sorted(row.unsigned, key=lambda one: one[0] != COMPANION_FIELD)
    if not waiting or row.document is None:
        return None
    field, title = waiting[0]
    people: tuple[tuple[str, str], ...] = (("", shelf.companion),)
    proposed = 0
    if field != COMPANION_FIELD:
        signed = {str(one.get("person") or "") for one in row.document.signatures.values()}
        people = tuple((one.id, one.name) for one in shelf.officers_for(row))
        proposed = next((place for place, one in enumerate(people) if one[0] not in signed), -1)
    return Turn(
        role="companion" if field == COMPANION_FIELD else "officer",
        people=people,
        proposed=proposed,
        done=len(row.signers) - len(waiting),
        total=len(row.signers),
        field=field,
        title=title,
    )
