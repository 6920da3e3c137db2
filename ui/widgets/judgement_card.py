"""The judgement card of a finding: facts -> clause -> proposal, with what may be ticked, attached and asked for."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from checklists.judgement import OUTCOME_WORDS, FactKind, Outcome, UsedFact
from inspections.grading import Evidence
from inspections.judging import JudgedCriterion, Judgement
from ui.actions import push_button
from ui.icons import Icon
from ui.labels import Chip, ElidedLabel, plain_label, rule
from ui.theme import Tone
from ui.widgets.badges import CertaintyBadge

OUTCOME_TONES: Final = {
    Outcome.ORDINARY: Tone.NA,
    Outcome.NOTICE: Tone.INFO,
    Outcome.INCOMPLETE: Tone.WARN,
    Outcome.CHECK_SOURCE: Tone.CAUTION,
    Outcome.REFER_TO_FIRE: Tone.WARN,
    Outcome.CONFIRM: Tone.BAD,
}
OUTCOME_CHIPS: Final = {
    Outcome.ORDINARY: "未命中",
    Outcome.NOTICE: "提示",
    Outcome.INCOMPLETE: "事实不全",
    Outcome.CHECK_SOURCE: "待核，只提示",
    Outcome.REFER_TO_FIRE: "提请消防判定",
    Outcome.CONFIRM: "可提请认定",
}
HELD: Final = {
    True: ("是", Tone.OK),
    False: ("否", Tone.NA),
    None: ("缺", Tone.WARN),
}
_STATES: Final = {
    Qt.CheckState.Checked: True,
    Qt.CheckState.Unchecked: False,
    Qt.CheckState.PartiallyChecked: None,
}
_TOP: Final = Qt.AlignmentFlag.AlignTop


class JudgementCard(QWidget):
    """Shows one judgement and announces what a person says of it; nothing is decided here."""

    circumstance_stated = Signal(str, object)
    """The key of a circumstance, and True, False or None."""
    attach_requested = Signal(str)
    """The name of an attachment."""
    withdraw_requested = Signal(str)
    """The id of a file at hand."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: Judgement | None = None
        self._boxes: dict[str, QCheckBox] = {}
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(f"{name} 重大隐患判定")
        self.hide()

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Show another judgement; the keyboard stays where it was."""
        if judgement == self._shown:
            return
        self._shown = judgement
        focused = self._focused()
        _clear(self._column)
        self._boxes, self._buttons = {}, {}
        self.setVisible(judgement is not None and bool(judgement.criteria))
        if judgement is None or not judgement.criteria:
            return
        self._show_head(judgement)
        for one in judgement.criteria:
            self._column.addWidget(rule())
            self._show_criterion(one)
        for count in judgement.counts:
            self._column.addWidget(plain_label(count.text, "small", wrap=True))
        if judgement.attachments:
            self._column.addWidget(rule())
            self._show_attachments(judgement)
        self._restore(focused)

    def box(self, key: str) -> QCheckBox:
        """Return the box of a circumstance."""
        return self._boxes[key]

    def button(self, key: str) -> QPushButton:
        """Return the button that attaches a kind of file, or takes one away, by name or id."""
        return self._buttons[key]

    def _show_head(self, judgement: Judgement) -> None:
        line = _row()
        line.addWidget(plain_label("重大隐患判定卡", "title"))
        line.addWidget(Chip(OUTCOME_CHIPS[judgement.outcome], OUTCOME_TONES[judgement.outcome]))
        said = f"{judgement.on.isoformat()} 的标准：{OUTCOME_WORDS[judgement.outcome]}。只作提示，由有权机关认定"
        line.addWidget(ElidedLabel(said, "small"), 1)
        self._column.addLayout(line)

    def _show_criterion(self, one: JudgedCriterion) -> None:
        hint = one.hint
        badge = CertaintyBadge()
        badge.show_certainty(is_verified=hint.is_verified)
        line = _row()
        line.addWidget(Chip(OUTCOME_CHIPS[hint.outcome], OUTCOME_TONES[hint.outcome]), 0, _TOP)
        line.addWidget(plain_label(f"{hint.clause}　{one.criterion.text}", wrap=True), 1)
        line.addWidget(badge, 0, _TOP)
        self._column.addLayout(line)
        for fact in hint.facts:
            if fact.kind is not FactKind.ATTACHMENT:
                self._column.addWidget(self._fact(fact))
        for turn in one.turns:
            self._column.addWidget(_indented(plain_label(f"最小改变：{turn.text}", "small", wrap=True)))

    def _fact(self, fact: UsedFact) -> QWidget:
        word, tone = HELD[fact.held]
        if fact.kind is FactKind.SOURCE and fact.held is None:
            word = "待核"
        words = plain_label(fact.text, wrap=True)
        if fact.kind is not FactKind.CIRCUMSTANCE:
            return _indented(Chip(word, tone), words)
        box = self._circumstance(fact)
        words.installEventFilter(self)
        words.setBuddy(box)
        return _indented(Chip(word, tone), box, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(watched, QLabel):
            box = watched.buddy()
            if isinstance(box, QCheckBox):
                box.setFocus()
                box.click()
                return True
        return super().eventFilter(watched, event)

    def _circumstance(self, fact: UsedFact) -> QCheckBox:
        box = QCheckBox()  # its words stand beside it: a box does not break lines
        box.setTristate(True)
        box.setCheckState(next(state for state, held in _STATES.items() if held is fact.held))
        box.setAccessibleName(f"{self._name} {fact.text}")
        box.setToolTip("空格键切换：是、否、未确认")
        box.setProperty("key", fact.key)
        box.clicked.connect(self._stated)
        self._boxes[fact.key] = box
        return box

    def _show_attachments(self, judgement: Judgement) -> None:
        self._column.addWidget(plain_label("附件（按内容摘要保存，不改动原文件）", "muted"))
        for name in judgement.attachments:
            held = [one for one in judgement.evidence if one.name == name]
            attach = push_button("附上文件…", Icon.ATTACH, kind="ghost")
            attach.setAccessibleName(f"{self._name} 附上 {name}")
            attach.setProperty("key", name)
            attach.clicked.connect(self._attach)
            self._buttons[name] = attach
            word, tone = HELD[True if held else None]
            line = _row()
            line.addWidget(Chip("有" if held else word, tone))
            line.addWidget(plain_label(name, wrap=True), 1)
            line.addWidget(attach)
            self._column.addLayout(line)
            for one in held:
                self._column.addWidget(self._evidence(one))

    def _evidence(self, one: Evidence) -> QWidget:
        take = push_button("撤下…", kind="ghost")
        take.setAccessibleName(f"{self._name} 撤下 {one.file or one.name}")
        take.setProperty("key", one.id)
        take.clicked.connect(self._withdraw)
        self._buttons[one.id] = take
        told = one.file or f"{one.name}.{one.extension}"
        return _indented(ElidedLabel(f"{told}　{one.on}　摘要 {one.digest[:12]}", "small"), take)

    def _stated(self) -> None:
        box = self.sender()
        if isinstance(box, QCheckBox):
            self.circumstance_stated.emit(str(box.property("key")), _STATES[box.checkState()])

    def _attach(self) -> None:
        self.attach_requested.emit(str(self.sender().property("key")))

    def _withdraw(self) -> None:
        self.withdraw_requested.emit(str(self.sender().property("key")))

    def _focused(self) -> str:
        widget = self.window().focusWidget()
        return str(widget.property("key") or "") if self.isAncestorOf(widget) else ""

    def _restore(self, key: str) -> None:
        found = self._boxes.get(key) or self._buttons.get(key)
        if found is not None:
            QTimer.singleShot(0, found, found.setFocus)  # it is shown only once the layout has taken it in


def _row() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    return line


def _indented(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(16, 0, 0, 0)
    line.setSpacing(8)
    for widget in widgets:
        is_short = isinstance(widget, Chip | QPushButton | QCheckBox)
        line.addWidget(widget, 0 if is_short else 1)
    return holder


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            _clear(inner)
