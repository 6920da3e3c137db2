"""Ready phrases on a finding's card: F4 lists them, one click keeps one's own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from checklists.phrases import unfilled
from inspections.phrase import PhraseKind
from inspections.phrase_book import Phrase, PhraseBook, Source, read_book
from inspections.records import Changes
from inspections.workflow.phrasing import keep_phrase, note_use
from ui.actions import push_button
from ui.fields import MultilineField
from ui.inspection.blanks import BlankWalk
from ui.widgets.phrase_picker import PhraseLine, PhrasePicker
from ui.workplace import Workplace

if TYPE_CHECKING:
    from ui.inspection.finding_card import FindingCard

KEY: Final = "F4"
NAMES: Final = {PhraseKind.DEFECT: "问题事实", PhraseKind.MEASURE: "整改要求"}


class PhraseShelf(QObject):
    """The phrase book of who works here, read beside the window's thread, handed to every card."""

    told = Signal(str)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.book = PhraseBook()
        workplace.records.changed.connect(self._changed)
        workplace.operator.changed.connect(self.read)

    def attach(self, card: FindingCard, *, items: Sequence[str]) -> CardPhrases:
        """Give a card its phrases."""
        if not self.book.phrases:
            self.read()
        return CardPhrases(self, card, items=items)

    def read(self) -> None:
        """Read the book again."""
        who = self._workplace.operator
        query = partial(read_book, person=who.person, agency=who.agency)
        self._workplace.records.read(query, then=self._take)

    def keep(self, text: str, kind: PhraseKind, *, item: str, shared: bool) -> None:
        """Keep words as a phrase of one's own, or of the agency."""
        who = self._workplace.operator
        share = who.agency if shared else ""
        step = partial(keep_phrase, text=text, kind=kind.value, item=item, share=share, by=who.person)
        said = "已存入机关常用语" if shared else "已存为常用语"
        self._workplace.records.change(step, done=_Kept(self, said).done)

    def used(self, text: str) -> None:
        """Remember that a phrase was used."""
        self._workplace.records.change(partial(note_use, text=text), done=_Used(self).done)

    def _changed(self, changes: Changes) -> None:
        if "phrase" in changes.kinds():
            self.read()

    def _take(self, book: PhraseBook) -> None:
        self.book = book


class CardPhrases(QObject):
    """The phrases of one card's two fields; goes with the card."""

    def __init__(self, shelf: PhraseShelf, card: FindingCard, *, items: Sequence[str]) -> None:
        super().__init__(card)
        self._shelf, self._card, self._items = shelf, card, tuple(items)
        self.picker: PhrasePicker | None = None
        self._walks = {kind: self._furnish(kind) for kind in PhraseKind}
        self._shortcut = QShortcut(QKeySequence(KEY), card)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._shortcut.activated.connect(self._open_here)
        card.form.edited.connect(self._edited)
        for kind in PhraseKind:
            self._edited(kind.value)

    def open(self, kind: PhraseKind, *_pressed: bool) -> None:
        """List the phrases for a field."""
        self.picker = PhrasePicker(f"{NAMES[kind]}常用语", partial(self._found, kind), self._card.window())
        self.picker.chosen.connect(partial(self._chosen, kind))
        self.destroyed.connect(self.picker.close)
        self.picker.open_under(self._text(kind))

    def _furnish(self, kind: PhraseKind) -> BlankWalk:
        field = self._card.form.field(kind.value)
        if not isinstance(field, MultilineField):
            raise TypeError(kind)
        offer = self._button(f"常用语 {KEY}", f"{NAMES[kind]}常用语", partial(self.open, kind))
        offer.setToolTip(f"列出{NAMES[kind]}的常用语（{KEY}）")
        keep = self._button("存为常用语", f"{NAMES[kind]}存为常用语", partial(self._keep, kind, shared=False))
        keep.setToolTip("存为自己的常用语；右键或菜单键可存入机关常用语")
        share = QAction("存入机关常用语", keep)
        share.triggered.connect(partial(self._keep, kind, shared=True))
        keep.addAction(share)
        keep.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        line = field.layout()
        if line is not None:
            line.addWidget(_column(offer, keep))
        return BlankWalk(field.text)

    def _button(self, text: str, name: str, pressed: Callable[..., None]) -> QPushButton:
        button = push_button(text, kind="ghost")
        button.setAccessibleName(f"{self._card.view.title} {name}")
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to the next field; F4 is the key
        button.clicked.connect(pressed)
        return button

    def _open_here(self) -> None:
        here = self._text(PhraseKind.MEASURE).hasFocus()
        self.open(PhraseKind.MEASURE if here else PhraseKind.DEFECT)

    def _found(self, kind: PhraseKind, typed: str) -> list[PhraseLine]:
        found = self._shelf.book.find(typed, kind=kind, items=self._items)
        return [PhraseLine(text=one.text, tag=self._tag(one)) for one in found]

    def _tag(self, phrase: Phrase) -> str:
        if phrase.source is Source.BUNDLED:
            return "" if phrase.item in self._items else phrase.item
        return "我的" if phrase.source is Source.OWN else "机关"

    def _chosen(self, kind: PhraseKind, phrase: str) -> None:
        if isValid(self._card):
            view = self._card.view
            proposed = str(view.values[kind.value] or "") if view.is_draft and kind is PhraseKind.MEASURE else ""
            self._walks[kind].put_in(phrase, place=self._place(), instead_of=proposed)
            self._shelf.used(phrase)

    def _place(self) -> str:
        paths = dict(self._card.view.place_choices)
        chosen = [paths.get(place, "") for place in self._card.places.value()]
        return "、".join(path for path in chosen if path) or str(self._card.form.field("place_text").value() or "")

    def _keep(self, kind: PhraseKind, *_pressed: bool, shared: bool) -> None:
        item = self._items[0] if self._items else ""
        self._shelf.keep(self._text(kind).toPlainText(), kind, item=item, shared=shared)

    def _edited(self, key: str) -> None:
        if key in set(PhraseKind):
            self._card.form.show_note(key, unfilled(self._text(PhraseKind(key)).toPlainText()))

    def _text(self, kind: PhraseKind) -> QPlainTextEdit:
        field = self._card.form.field(kind.value)
        return field.text if isinstance(field, MultilineField) else QPlainTextEdit()


class _Kept:
    """The outcome of keeping a phrase."""

    def __init__(self, shelf: PhraseShelf, said: str) -> None:
        self._shelf, self._said = shelf, said

    def done(self, changes: Changes) -> None:
        if isValid(self._shelf):
            self._shelf.told.emit(self._said if changes.subjects else "这句话已经在常用语里")


class _Used:
    """The outcome of remembering a use: the book is read in its new order."""

    def __init__(self, shelf: PhraseShelf) -> None:
        self._shelf = shelf

    def done(self, _changes: Changes) -> None:
        if isValid(self._shelf):
            self._shelf.read()


def _column(*buttons: QPushButton) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for button in buttons:
        column.addWidget(button)
    column.addStretch(1)
    return held
