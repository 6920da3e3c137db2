"""Another edition of a checklist for a running visit: offered quietly, previewed, taken up, and left again."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.editions import difference_lines, difference_words
from inspections.records import Changes, Files, Records
from inspections.refusal import RefusedError
from inspections.upgrading import EditionOffer, UpgradePreview, preview_upgrade, read_offers
from inspections.workflow.editions import upgrade_inspection
from ui.actions import push_button
from ui.background import Latest
from ui.labels import plain_label
from ui.theme import PAGE_MARGIN
from ui.widgets.cards import Card
from ui.widgets.page import scrolling_column
from ui.workplace import Workplace

WIDTH: Final = 640
HEIGHT: Final = 560
MOST_LINES: Final = 60
Previewed = Sequence[tuple[EditionOffer, UpgradePreview | str]]
"""Each offer with its preview, or with why it cannot be taken up."""


class EditionDialog(QDialog):
    """What each offered edition would change; ``chosen`` carries the digest to take up."""

    chosen = Signal(str)

    def __init__(self, previews: Previewed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("检查表版本")
        self.buttons: dict[str, Any] = {}
        self.problem = plain_label("", "problem", wrap=True)
        self.problem.hide()
        area, cards = scrolling_column()
        for offer, preview in previews:
            cards.addWidget(self._card(offer, preview))
        head = QVBoxLayout()
        head.setContentsMargins(PAGE_MARGIN, 18, PAGE_MARGIN, 0)
        head.setSpacing(4)
        head.addWidget(plain_label("检查表版本", "h2"))
        head.addWidget(
            plain_label("所有结论都会保留；新版不再查的列在“历史项”。笔录定稿前可以随时退回。", "muted", wrap=True)
        )
        close = push_button("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        foot.addWidget(self.problem, 1)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.resize(WIDTH, HEIGHT)

    def show_refusal(self, error: Exception) -> None:
        """Say what the rules refuse."""
        self.problem.setText(str(error))
        self.problem.show()
        for button in self.buttons.values():
            button.setEnabled(True)

    def _card(self, offer: EditionOffer, preview: UpgradePreview | str) -> Card:
        card = Card(offer.old.title)
        card.title.setWordWrap(True)
        card.column.setSpacing(6)
        card.column.addWidget(plain_label(f"{offer.old.edition} → {offer.new.edition}", "muted"))
        if isinstance(preview, str):
            card.column.addWidget(plain_label(preview, "problem", wrap=True))
            return card
        for line in preview_lines(preview):
            card.column.addWidget(plain_label(line, wrap=True))
        changes = QVBoxLayout()
        changes.setSpacing(3)
        for line in changed_lines(preview):
            changes.addWidget(plain_label(line, "small", wrap=True))
        card.column.addLayout(changes)
        words = f"退回 {offer.new.edition}" if offer.is_return else f"升级到 {offer.new.edition}"
        button = push_button(words, kind="" if offer.is_return else "primary")
        button.setProperty("edition", offer.new.digest)
        button.setAccessibleName(f"{words} {offer.new.title}")
        button.clicked.connect(self._choose)
        line_of_button = QHBoxLayout()
        line_of_button.addStretch(1)
        line_of_button.addWidget(button)
        card.column.addLayout(line_of_button)
        self.buttons[offer.new.digest] = button
        return card

    def _choose(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(False)
        self.problem.hide()
        self.chosen.emit(str(self.sender().property("edition")))


def preview_lines(preview: UpgradePreview) -> list[str]:
    """Say what becomes of the answers of a visit."""
    said = [f"{difference_words(preview.difference)}。", f"保留原位的结论 {len(preview.staying)} 项。"]
    for words, codes in (
        ("其中要求已改写，请核对", preview.reworded),
        ("列入历史项", preview.leaving),
        ("从历史项恢复", preview.returning),
    ):
        if codes:
            said.append(f"{words} {len(codes)} 项：{'、'.join(codes)}。")
    return said


def changed_lines(preview: UpgradePreview) -> list[str]:
    """Say each difference in a line, the first ones where there are many."""
    _counts, *lines = difference_lines(preview.difference)
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"另有 {more} 处不同，见标准库的“版本”。"] if more > 0 else [])]


class EditionDesk(QObject):
    """Reads what may be taken up and takes the step; ``offers_changed`` asks the presenter to show the chip."""

    offers_changed = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget, workplace: Workplace, owner: QObject) -> None:
        super().__init__(owner)
        self._parent, self._workplace = parent, workplace
        self._inspection = ""
        self.offers: tuple[EditionOffer, ...] = ()
        self.dialog: EditionDialog | None = None
        self._reading, self._previewing = Latest(), Latest()

    def show_visit(self, inspection: str) -> None:
        """Ask which editions a visit may take up."""
        if inspection != self._inspection:
            self.offers = ()
        self._inspection = inspection
        query = partial(read_offers, files=self._workplace.files, inspection=inspection)
        self._workplace.records.read(query, then=self._take_offers, slot=self._reading)

    def open(self) -> None:
        """Preview every offer, then show them."""
        if self.offers and self.dialog is None:
            query = partial(_read_previews, files=self._workplace.files, offers=self.offers, visit=self._inspection)
            self._workplace.records.read(query, then=self._ask, slot=self._previewing)

    def _take_offers(self, offers: tuple[EditionOffer, ...]) -> None:
        if offers != self.offers:
            self.offers = offers
            self.offers_changed.emit()

    def _ask(self, previews: Previewed) -> None:
        if self.dialog is not None:
            return
        self.dialog = EditionDialog(previews, self._parent.window())
        self.dialog.chosen.connect(self._take)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _take(self, digest: str) -> None:
        files, visit, by = self._workplace.files, self._inspection, self._workplace.operator.person
        step = partial(upgrade_inspection, files=files, inspection=visit, edition=digest, by=by)
        self._workplace.records.change(step, done=self._taken, failed=self._refused)

    def _taken(self, _changes: Changes) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.told.emit("检查表版本已更换，结论全部保留")

    def _refused(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_refusal(error)

    def _closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()


def offer_words(offers: Sequence[EditionOffer]) -> tuple[str, str]:
    """Return the words of the chip and its tip; empty without an offer."""
    newer = [one for one in offers if not one.is_return]
    told = newer or list(offers)
    tip = "；".join(f"{one.new.title} {one.old.edition} → {one.new.edition}" for one in told)
    return ("有新版检查表" if newer else "检查表可退回原版" if offers else "", tip)


def _read_previews(records: Records, *, files: Files, offers: Sequence[EditionOffer], visit: str) -> Previewed:
    return [(offer, _preview(records, files, offer, visit)) for offer in offers]


def _preview(records: Records, files: Files, offer: EditionOffer, visit: str) -> UpgradePreview | str:
    try:
        return preview_upgrade(records, files, inspection=visit, edition=offer.new.digest)
    except RefusedError as error:
        return str(error)
