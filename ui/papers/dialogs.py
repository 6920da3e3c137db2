"""The dialog of the papers screen that shows what verifying a paper found."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from inspections.dossier import Verdict, VerdictLine
from ui.actions import push_button
from ui.labels import Chip, plain_label
from ui.theme import Tone
from ui.widgets.form_dialog import make_dialog

_MARKS: Final = {True: ("成立", Tone.OK), False: ("不成立", Tone.BAD), None: ("未判断", Tone.NA)}


class VerdictDialog(QDialog):
    """What verifying a paper found: each thing that was checked, and whether it holds."""

    def __init__(self, title: str, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        make_dialog(self, "验证")
        self.setMinimumWidth(640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(plain_label(f"验证 {title}", "h2"))
        head.addStretch(1)
        head.addWidget(Chip("通过", Tone.OK) if verdict.valid else Chip("未通过", Tone.BAD))
        column.addLayout(head)
        for line in verdict.lines:
            column.addLayout(_verdict_line(line))
        signers = "、".join(verdict.signers) or "无"
        column.addWidget(plain_label(f"签名人：{signers}", "muted", wrap=True))
        close = push_button("关闭", kind="primary")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addSpacing(6)
        column.addLayout(buttons)


def _verdict_line(line: VerdictLine) -> QHBoxLayout:
    word, tone = _MARKS[line.holds]
    chip = Chip(word, tone)
    chip.setMinimumWidth(60)
    chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
    drawn = QHBoxLayout()
    drawn.setSpacing(10)
    drawn.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    drawn.addWidget(plain_label(line.text, wrap=True), 1)
    return drawn
