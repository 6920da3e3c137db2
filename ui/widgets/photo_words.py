"""The words of one photograph as they can be changed: caption and stage; and taking it back with a reason."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspections.photo import Photo
from inspections.terms import PHOTO_STAGE
from ui.actions import push_button
from ui.labels import plain_label
from ui.theme import Tone
from ui.widgets.segmented import Segment, Segmented

LONGEST: Final = 100


class PhotoWords(QWidget):
    """Announces what a person changes; nothing is recorded here."""

    changed = Signal(str, object)
    """The id of a photograph and its new values."""
    withdrawn = Signal(str, str)
    """The id of a photograph and why it is taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo: Photo | None = None
        self.caption = QLineEdit()
        self.caption.setAccessibleName("照片说明")
        self.caption.setPlaceholderText("说明：拍的是什么")
        self.caption.setMaxLength(LONGEST)
        self.caption.editingFinished.connect(self.finish)
        segments = [Segment(value=value, text=text, tone=Tone.INFO) for value, text in PHOTO_STAGE.items()]
        self.stage = Segmented(segments, name="照片属于")
        self.stage.chosen.connect(self._stage_chosen)
        self.withdraw = push_button("撤下…", kind="danger")
        self.withdraw.setToolTip("照片不再属于这个问题；原件仍保留")
        self.withdraw.clicked.connect(self._ask)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("撤下理由")
        self.reason.setPlaceholderText("撤下理由，如：拍错部位")
        self.reason.setMaxLength(LONGEST)
        self.reason.textChanged.connect(self._reason_edited)
        self.reason.returnPressed.connect(self._withdraw)
        self.confirm = push_button("撤下照片", kind="danger")
        self.confirm.clicked.connect(self._withdraw)
        self.keep = push_button("不撤下")
        self.keep.clicked.connect(self._put_away)
        for button in (self.withdraw, self.confirm, self.keep):
            button.setAutoDefault(False)
        self._lay_out()
        self._put_away()

    def show_photo(self, photo: Photo) -> None:
        """Show the words of a photograph; a caption being typed for it is kept."""
        is_other = self._photo is None or self._photo.id != photo.id
        if is_other:
            self.finish()
            self._put_away()
        self._photo = photo
        if is_other or not self.caption.hasFocus():
            self.caption.setText(photo.caption)
        self.stage.fill(photo.stage)

    def finish(self) -> None:
        """Announce a caption that was typed and not announced yet."""
        caption = self.caption.text().strip()
        if self._photo is not None and caption != self._photo.caption:
            self.changed.emit(self._photo.id, {"caption": caption})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._asking.isHidden():
            self._put_away()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # what a line takes is not for the dialog
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.stage)
        first.addWidget(self.caption, 1)
        first.addWidget(self.withdraw)
        self._asking = QWidget()
        second = QHBoxLayout(self._asking)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(10)
        second.addWidget(plain_label("撤下后原件仍保留在资料中。", "small"))
        second.addWidget(self.reason, 1)
        second.addWidget(self.confirm)
        second.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self._asking)

    def _stage_chosen(self, stage: str) -> None:
        if self._photo is not None and stage != self._photo.stage:
            values: Mapping[str, object] = {"stage": stage}
            self.changed.emit(self._photo.id, values)

    def _ask(self) -> None:
        self._asking.show()
        self.withdraw.setEnabled(False)
        self.reason.setFocus()

    def _put_away(self) -> None:
        self.reason.clear()
        self._reason_edited()
        self._asking.hide()
        self.withdraw.setEnabled(True)

    def _reason_edited(self) -> None:
        self.confirm.setEnabled(bool(self.reason.text().strip()))

    def _withdraw(self) -> None:
        reason = self.reason.text().strip()
        if self._photo is not None and reason:
            photo = self._photo.id
            self._put_away()
            self.withdrawn.emit(photo, reason)
