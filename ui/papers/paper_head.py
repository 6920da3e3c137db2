"""What stands above a paper: its name, its four facts, its buttons, and what is missing before 定稿."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons
from ui.actions import build_actions, button_for, push_button
from ui.icons import Icon
from ui.labels import Chip, ElidedLabel, joined, plain_label, restyle
from ui.papers.abilities import MAIN_ACTIONS, MORE_ACTIONS, STAGE, next_step, why_not
from ui.papers.making import Gap
from ui.papers.model import PaperRow
from ui.papers.standing import FactTile, four_facts, state_of
from ui.theme import Tone
from ui.widgets.cards import Card

SIGNATURE_NOTE: Final = (
    "手写签名为现场确认，非可靠电子签名（电子签名法第十三条）；打印、手签、盖章后逐页扫描归档为通常方式。"
)


class FactsRow(QWidget):
    """定稿, 签名, 盖章, 送达 side by side, always there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._tiles = [_Tile() for _ in range(4)]
        for tile in self._tiles:
            self._line.addWidget(tile, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[FactTile]) -> None:
        """Show the four facts of a paper."""
        for tile, fact in zip(self._tiles, facts, strict=True):
            tile.show_fact(fact)

    def texts(self) -> list[str]:
        """Return what each tile says."""
        return [tile.accessibleName() for tile in self._tiles]


class _Tile(Card):
    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(12, 6, 12, 7)
        self.column.setSpacing(0)
        self._title = plain_label("", "small")
        self._value = ElidedLabel("", "title")
        self._note = ElidedLabel("", "small")
        for label in (self._title, self._value, self._note):
            self.column.addWidget(label)

    def show_fact(self, fact: FactTile) -> None:
        self._title.setText(fact.title)
        self._value.show_text(fact.value)
        self._note.show_text(fact.note or " ")
        self.setAccessibleName(f"{fact.title} {fact.value} {fact.note}".strip())
        self.mark({Tone.OK: Tone.OK, Tone.WARN: Tone.WARN}.get(fact.tone))


class GapCard(Card):
    """What a paper lacks, each line the way to its place; characters without a shape ask to be acknowledged."""

    gap_requested = Signal(object)
    acknowledged_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("定稿前须补齐", parent)
        self.mark(Tone.WARN)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.column.addLayout(self._lines)
        self._characters = plain_label("", wrap=True)
        self.seen = QCheckBox("已知悉，仍按此定稿")
        self.seen.toggled.connect(self._toggled)
        self.column.addWidget(self._characters)
        self.column.addWidget(self.seen)
        self._gaps: Sequence[Gap] = ()
        self._buttons: list[QPushButton] = []
        self.hide()

    def show_gaps(self, gaps: Sequence[Gap], characters: Sequence[str]) -> None:
        """Show what stands in the way; nothing hides the card."""
        for button in self._buttons:
            self._lines.removeWidget(button)
            button.deleteLater()
        self._gaps = tuple(gaps)
        self._buttons = [self._gap_line(gap) for gap in gaps]
        self._characters.setText(
            f"以下字没有可用字形，将印为〓并加脚注：{_written(self, characters)}" if characters else ""
        )
        self.title.setText("定稿前须补齐" if gaps else "定稿前须知悉")
        self.seen.setChecked(False)
        for widget in (self._characters, self.seen):
            widget.setVisible(bool(characters))
        self.setVisible(bool(gaps or characters))

    def lines(self) -> Sequence[QPushButton]:
        """Return the lines that lead somewhere."""
        return self._buttons

    def _gap_line(self, gap: Gap) -> QPushButton:
        button = push_button(gap.text, Icon.GO if gap.screen else Icon.INFO, kind="ghost")
        button.setEnabled(bool(gap.screen))
        button.setProperty("leads", "true")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolTip(gap.text)
        button.clicked.connect(self._line_pressed)
        self._lines.addWidget(button)
        return button

    def _line_pressed(self) -> None:
        self.gap_requested.emit(next(gap for gap in self._gaps if gap.text == self.sender().toolTip()))  # type: ignore[attr-defined]  # the sender is a button

    def _toggled(self, _on: bool) -> None:
        self.acknowledged_changed.emit()


class PaperHead(QWidget):
    """Name, state, facts and buttons of the chosen paper."""

    def __init__(self, wished: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", "h2")
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.state = Chip()
        self.number = ElidedLabel("", "muted")
        self.facts = FactsRow()
        specs = (*MAIN_ACTIONS, *MORE_ACTIONS)
        self.actions_by_id = build_actions(specs, parent, dict.fromkeys((spec.id for spec in specs), wished))
        self._tips = {spec.id: self.actions_by_id[spec.id].toolTip() for spec in specs}
        self.buttons = {spec.id: button_for(self.actions_by_id[spec.id]) for spec in MAIN_ACTIONS}
        for action_id, after in STAGE.items():  # before the first layout: it would ask for room for both stages
            self.buttons[action_id].setHidden(after)
        self.more = _more_button([self.actions_by_id[spec.id] for spec in MORE_ACTIONS])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._name_line())
        column.addWidget(self.facts)
        column.addLayout(self._button_line())
        self.note = plain_label(SIGNATURE_NOTE, "small", wrap=True)
        column.addWidget(self.note)

    def show_paper(self, row: PaperRow | None) -> None:
        """Show a paper and what can be done with it; what cannot says why."""
        self.title.show_text(row.title if row else "未选择文书")
        self.title.updateGeometry()
        self.number.show_text(joined([row.agency_name, row.number, row.about]) if row else "")
        self.state.show_chip(*(state_of(row) if row else ("", Tone.NA)))
        self.facts.setVisible(row is not None)
        if row is not None:
            self.facts.show_facts(four_facts(row))
        for action_id, action in self.actions_by_id.items():
            reason = why_not(row, action_id)
            action.setEnabled(not reason)
            action.setToolTip(reason or self._tips[action_id])
        self._point_to_next(row)

    def _point_to_next(self, row: PaperRow | None) -> None:
        following = next_step(row)
        sealed = row is not None and row.is_sealed
        for action_id, button in self.buttons.items():
            button.setVisible(STAGE.get(action_id, sealed) == sealed)
            _dress(button, self.actions_by_id[action_id], is_next=action_id == following)

    def _name_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.title)
        line.addWidget(self.state)
        line.addWidget(self.number, 1)
        return line

    def _button_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in self.buttons.values():
            line.addWidget(button)
        line.addWidget(self.more)
        line.addStretch(1)
        return line


def _written(widget: QWidget, characters: Sequence[str]) -> str:
    """Return characters with their codes; one that the window cannot draw either is its code alone."""
    metrics = widget.fontMetrics()
    return "、".join(
        f"{one}（U+{ord(one):04X}）" if metrics.inFontUcs4(ord(one)) else f"U+{ord(one):04X}" for one in characters
    )


def _dress(button: QPushButton, action: QAction, *, is_next: bool) -> None:
    """Draw the next step of a paper as the main button."""
    restyle(button, kind="primary" if is_next else "")
    meaning = Icon(action.data())  # Qt hands the meaning back as plain text
    button.setIcon(icons.icon(meaning, ink="on_accent" if is_next else "text2"))


def _more_button(actions: Sequence[QAction]) -> QPushButton:
    button = push_button("更多", Icon.MORE)
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    menu.addActions(list(actions))
    button.setMenu(menu)
    return button
