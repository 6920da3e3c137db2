"""The right side of 签阅模式: the statement before 定稿, one signature after the other, and the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.actions import push_button
from ui.fields import CalmComboBox
from ui.icons import Icon
from ui.labels import IconLabel, plain_label
from ui.widgets.signature_pad import SignaturePad

PAD_HEIGHTS: Final = (150, 300)
NO_OBJECTION: Final = "无异议。"
READ_ON: Final = "请先阅读到最后一页"
DRAWN_NOTE: Final = "手写签名为现场确认，非可靠电子签名（电子签名法第十三条）。"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Whose signature is next: the place on the paper and who may sign there, by id and name."""

    field: str
    title: str
    role: str
    people: Sequence[tuple[str, str]]
    proposed: int
    done: int
    total: int

    @property
    def is_companion(self) -> bool:
        """Tell whether it is the person on site who signs."""
        return self.role == "companion"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What was signed on the pad."""

    turn: Turn
    person: str
    name: str
    drawing: dict[str, Any]


class _Panel(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)


class StatementPanel(_Panel):
    """Before 定稿: what the person on site has to say about the paper."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = plain_label("阅读与陈述", "h1")
        self.guide = plain_label("", wrap=True)
        self.words = plain_label("陈述意见", "h2")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("陈述意见")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("对检查情况有什么说明或意见，请写在这里；没有的可以点“无异议”")
        self.text.setMinimumHeight(120)
        self.text.setProperty("touch", "true")
        self.agree = _big("无异议", Icon.DONE)
        self.agree.clicked.connect(self._agree)
        self.go_on = _big("阅读完毕，定稿并签名", Icon.SIGN, kind="primary")
        self.go_on.clicked.connect(self._give)
        self.words.setBuddy(self.text)
        for widget in (self.title, self.guide, self.words, self.text, self.agree):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.addWidget(self.go_on)

    def start(self, *, statement: str, with_words: bool) -> None:
        """Begin with what was said before; papers without a statement have no field for it."""
        self.text.setPlainText(statement)
        for widget in (self.words, self.text, self.agree):
            widget.setVisible(with_words)
        self.let_go_on(allowed=False)

    def let_go_on(self, *, allowed: bool) -> None:
        """Let the person go on once the last page was seen."""
        self.go_on.setEnabled(allowed)
        said = "已阅读到最后一页。定稿后内容不再改动，接着逐一签名。"
        self.guide.setText(said if allowed else f"{READ_ON}，再定稿、签名。")

    def _agree(self) -> None:
        self.text.setPlainText(NO_OBJECTION)

    def _give(self) -> None:
        self.given.emit(self.text.toPlainText().strip())


class SigningPanel(_Panel):
    """One signature: who signs, the pad, and the way to refuse for the person on site."""

    signed = Signal(object)
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._turn: Turn | None = None
        self._is_read = False
        self.title = plain_label("", "h1", wrap=True)
        self.guide = plain_label("", wrap=True)
        self.name = QLineEdit()
        self.name.setAccessibleName("签名人姓名")
        self.name.setPlaceholderText("签名人姓名")
        self.officer = CalmComboBox()
        self.officer.setAccessibleName("签名的执法人员")
        for widget in (self.name, self.officer):
            widget.setProperty("touch", "true")
        self.pad = SignaturePad(name="手写签名")
        self.pad.setMinimumHeight(PAD_HEIGHTS[0])
        self.pad.setMaximumHeight(PAD_HEIGHTS[1])
        self.pad.changed.connect(self._follow)
        self.name.textChanged.connect(self._follow)
        self.clear_button = _big("清除重签", Icon.UNDO)
        self.clear_button.clicked.connect(self.pad.clear)
        self.refuse_button = _big("拒绝签名", Icon.CLOSE, kind="danger")
        self.refuse_button.clicked.connect(self.refused)
        self.confirm_button = _big("确认签名", Icon.DONE, kind="primary")
        self.confirm_button.clicked.connect(self._confirm)
        self._lay_out()

    def start(self, turn: Turn) -> None:
        """Let the next person sign."""
        self._turn = turn
        self.title.setText(f"{turn.title}签名")
        self.name.setVisible(turn.is_companion)
        self.officer.setVisible(not turn.is_companion)
        self.refuse_button.setVisible(turn.is_companion)
        self.officer.clear()
        self.officer.addItems([name for _id, name in turn.people])
        self.officer.setCurrentIndex(turn.proposed)
        self.name.setText(turn.people[0][1] if turn.is_companion and turn.people else "")
        self.pad.clear()
        self._follow()

    def set_read(self, *, is_read: bool) -> None:
        """Let nobody sign before the last page was seen."""
        self._is_read = is_read
        self._follow()

    def _lay_out(self) -> None:
        note = plain_label(DRAWN_NOTE, "muted", wrap=True)
        for widget in (self.title, self.guide, self.name, self.officer):
            self.column.addWidget(widget)
        self.column.addWidget(self.pad, 3)
        self.column.addWidget(note)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.clear_button, 1)
        second.addWidget(self.refuse_button, 1)
        self.column.addLayout(second)
        self.column.addStretch(2)
        self.column.addWidget(self.confirm_button)

    def _follow(self) -> None:
        turn = self._turn
        if turn is None:
            return
        named = bool(self.name.text().strip()) if turn.is_companion else self.officer.currentIndex() >= 0
        self.confirm_button.setEnabled(self._is_read and named and self.pad.is_signed())
        self.clear_button.setEnabled(bool(self.pad.strokes()["strokes"]))
        step = f"第 {turn.done + 1} / {turn.total} 位。"
        self.guide.setText(f"{step}请在下方空白处手写签名。" if self._is_read else f"{step}{READ_ON}，再签名。")

    def _confirm(self) -> None:
        turn = self._turn
        if turn is None:
            return
        person, name = ("", self.name.text().strip())
        if not turn.is_companion:
            person, name = turn.people[self.officer.currentIndex()]
        self.signed.emit(Signature(turn=turn, person=person, name=name, drawing=self.pad.strokes()))


class DonePanel(_Panel):
    """The end: give the laptop back."""

    def __init__(self) -> None:
        super().__init__()
        self.title = plain_label("签名完成", "h1")
        self.said = plain_label("", wrap=True)
        for label in (self.title, self.said):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.addStretch(1)
        self.column.addWidget(IconLabel(Icon.DONE, ink="ok", size=64), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.title)
        self.column.addWidget(self.said)
        self.column.addStretch(2)

    def show_end(self, said: str) -> None:
        """Say how it ended."""
        self.said.setText(said)


def _big(text: str, meaning: Icon, *, kind: Any = "") -> QPushButton:
    button = push_button(text, meaning, kind=kind)
    button.setProperty("touch", "true")
    return button
