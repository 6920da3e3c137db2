"""A finding in place under its item: words, places, clauses, measure and date, photos, and what is done about it."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from inspections.terms import ACTION, CATEGORY, FINDING_STATE
from ui.actions import push_button
from ui.forms import Form, FormRow, Kind
from ui.icons import Icon
from ui.inspection.finding_clauses import ClauseList
from ui.inspection.finding_model import WORDS, FindingView
from ui.inspection.finding_photos import FindingPhotos
from ui.inspection.finding_steps import StepButtons
from ui.inspection.phrases import CardPhrases
from ui.inspection.place_picker import PlacePicker
from ui.inspection.saving import SaveState, Saving
from ui.labels import Chip, ElidedLabel, plain_label, plain_tooltip, restyle, rule
from ui.theme import Tone
from ui.widgets.badges import FINDING_TONES, finding_badge
from ui.widgets.judgement_card import JudgementCard

ROWS: Final = (
    FormRow(key="category", label="类别", kind=Kind.CHOICE, required=True, choices=tuple(CATEGORY.items())),
    FormRow(key="responsible", label="责任人", placeholder="整改责任人"),
    FormRow(
        key="description", label="问题事实", kind=Kind.MULTILINE, required=True, wide=True,
        placeholder="看到了什么、在哪里、多少",
    ),
    FormRow(key="measure", label="整改要求", kind=Kind.MULTILINE, wide=True, placeholder="要改正什么"),
    FormRow(key="action", label="处理方式", kind=Kind.CHOICE, choices=tuple(ACTION.items())),
    FormRow(key="deadline", label="整改期限", kind=Kind.DATE, help="跨入尚未公布放假安排的年份时不预填，请自行选择"),
    FormRow(key="deadline_reason", label="期限理由", wide=True, longest=300),
    FormRow(key="place_text", label="具体位置", placeholder="如：东侧安全出口", wide=True),
)  # fmt: skip


class FindingCard(QWidget):
    """Shows one finding or draft and announces what a person wants; nothing is recorded here."""

    register_requested = Signal(object)
    """The values on the card of a draft."""
    words_edited = Signal(object)
    """What is typed on a draft so far."""
    typing_paused = Signal()
    """The keyboard leaves a draft."""
    words_finished = Signal(object)
    """The words of a registered finding that changed, when the keyboard leaves them."""
    step_requested = Signal(str, str)
    """A step of the work, with the agency for an order."""
    discarded = Signal()

    def __init__(self, view: FindingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.phrases: CardPhrases | None = None
        self._edited: set[str] = set()
        self.line = rule()
        self._title = plain_label("", "title")
        self._state = finding_badge(view.state)
        self._grade = Chip("", Tone.BAD)
        self._ordered = plain_label("", "small")
        self.saving = plain_label("", "small")
        self._summary = plain_label("", wrap=True)
        self.form = Form(ROWS, columns=2)
        self.form.edited.connect(self._form_edited)
        self.places = PlacePicker(f"{view.title} 部位")
        self.places.edited.connect(self._places_edited)
        self.clauses = ClauseList(view.title)
        self.clauses.edited.connect(self._clauses_edited)
        self.photos = FindingPhotos(view.title)
        self.judgement = JudgementCard(view.title)
        self.steps = StepButtons(view.title)
        self.steps.requested.connect(self.step_requested)
        self.register = push_button("登记问题", Icon.DONE, kind="primary")
        self.register.setToolTip("登记问题（Ctrl+Enter）")
        self.register.clicked.connect(self._register)
        self.discard = push_button("不登记", kind="ghost")
        self.discard.clicked.connect(self.discarded)
        self._lay_out()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._register)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
        self.show_view(view)

    def show_view(self, view: FindingView) -> None:
        """Show the finding as it is recorded now; words being typed are kept."""
        self.view = view
        self._title.setText(view.title)
        if view.is_draft:
            self._state.show_chip("草稿未登记", Tone.WARN)
        else:
            self._state.show_chip(FINDING_STATE[view.state], FINDING_TONES[view.state])
        self._grade.show_chip(view.grade, Tone.BAD)
        self._ordered.setText(view.ordered)
        self._fill(view)
        self.clauses.show_choices(view.clause_choices, chosen=view.clauses, offered=view.offered_clauses)
        self.places.show_choices(view.place_choices, chosen=view.places)
        self.photos.show_view(view)
        self.steps.show_view(view)
        self.judgement.show_judgement(view.judgement)
        for widget in (self.register, self.discard):
            widget.setVisible(view.is_draft)
        for part in (self.form, self.places, self.clauses):
            part.setVisible(view.is_editable)
        self._summary.setText(_summary(view))
        self._summary.setVisible(not view.is_editable)
        self._show_action()
        self.setAccessibleName(f"{view.title} {view.values['description']}".strip())

    def show_saving(self, state: SaveState) -> None:
        """Say where the last edit is."""
        self.saving.setText(state.words())
        self.saving.setToolTip(plain_tooltip(state.why))
        restyle(self.saving, role="problem" if state.stage is Saving.FAILED else "small")

    def start_typing(self) -> None:
        """Put the keyboard where the fact is written."""
        self.form.field("description").input.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """Return what stands on the card now."""
        words = {key: value for key, value in self.form.values().items() if key in WORDS}
        return {**words, "places": self.places.value(), "clauses": self.clauses.value()}

    def finish(self) -> None:
        """Hand over what was edited and not yet handed over; called before the card goes away."""
        if self.view.is_draft:
            self.typing_paused.emit()
        elif self._edited:
            values = self.values()
            self.words_finished.emit({key: values[key] if values[key] is not None else "" for key in self._edited})
        self._edited.clear()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._title, self._state, self._grade, self._ordered):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.saving)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addLayout(head)
        column.addWidget(self._summary)
        for part in (self.places, self.form, self.clauses, self.photos):
            column.addWidget(part)
        column.addWidget(self.judgement)
        self._hint_lines = [ElidedLabel(hint.text, "small") for hint in self.view.hints if self.view.is_draft]
        for line in self._hint_lines:
            column.addWidget(line)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.register)
        foot.addWidget(self.discard)
        foot.addWidget(self.steps, 1)
        column.addLayout(foot)

    def _fill(self, view: FindingView) -> None:
        typing = {key for key in WORDS if self.form.field(key).input.hasFocus()} | self._edited
        values = {key: value or None for key, value in view.values.items() if key in WORDS and key not in typing}
        self.form.fill(values)

    def _form_edited(self, key: str) -> None:
        self._edited.add(key)
        if key in ("category", "action"):
            self._show_action()
        self._tell_draft()
        if key in ("category", "action") and not self.view.is_draft:
            self.finish()

    def _places_edited(self) -> None:
        self._edited.add("places")
        self._tell_draft()
        if not self.view.is_draft:
            self.finish()

    def _clauses_edited(self) -> None:
        self._edited.add("clauses")
        self._tell_draft()
        if not self.view.is_draft:
            self.finish()

    def _tell_draft(self) -> None:
        if self.view.is_draft:
            values = self.values()
            self.words_edited.emit({key: values[key] for key in self._edited})

    def _show_action(self) -> None:
        advice = self.form.field("category").value() == "advice"
        dated = self.form.field("action").value() == "order" and not advice
        self.form.set_row_visible("action", visible=not advice)
        self.form.set_row_visible("deadline", visible=dated)
        self.form.set_row_visible("deadline_reason", visible=not advice)

    def _register(self) -> None:
        if not self.view.is_draft:
            return
        if self.form.validate():
            self.register_requested.emit(self.values())

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        left = old is not None and self.form.isAncestorOf(old)
        if left and (new is None or old is not new) and self._edited:
            self.finish()


def _summary(view: FindingView) -> str:
    paths: Mapping[str, str] = dict(view.place_choices)
    places = "；".join([*(paths.get(one, "") for one in view.places), str(view.values["place_text"] or "")])
    lines = (str(view.values["description"]), f"部位：{places.strip('；')}", f"整改要求：{view.values['measure']}")
    return "\n".join(lines)
