"""What can be done with a registered finding: one button per step the rules allow, disabled with the reason."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from inspections.transitions import Step
from ui.actions import ButtonKind, push_button
from ui.grading import is_correction
from ui.inspection.finding_model import FindingView
from ui.labels import ElidedLabel, plain_tooltip

ORDER: Final = "order"
SUSPECT: Final = "suspect"
DETERMINE: Final = "determine"
STEPS: Final[tuple[tuple[str, Step, str, ButtonKind], ...]] = (
    ("advise", Step.ADVISE, "提出建议", ""),
    ("fix", Step.FIX_ON_THE_SPOT, "当场改正", ""),
    ("refer", Step.REFER, "移交…", ""),
    ("void", Step.VOID, "误登作废", "ghost"),
)
"""Id, transition, words and look of the steps that are not per agency."""


class StepButtons(QWidget):
    """The steps of one finding; ``requested`` names the step and, for an order, the agency."""

    requested = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._buttons: dict[tuple[str, str], QPushButton] = {}
        self.reason = ElidedLabel("", "small")

    def show_view(self, view: FindingView) -> None:
        """Show the steps that lead on from the finding's state; the keyboard stays here when its button goes."""
        if self.isAncestorOf(self.window().focusWidget()):
            self.setFocus()
        while self._line.count():
            taken = self._line.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None and widget is not self.reason:
                widget.hide()
                widget.deleteLater()
        self._buttons = {}
        advice = view.values["category"] == "advice"
        if view.may(Step.ORDER) and not advice:
            for order in view.orders:
                self._add(ORDER, order.agency, f"{order.name}{_order_words(view)}", refused=order.refused)
        for step, transition, words, kind in STEPS:
            if view.may(transition) and (step == "advise") <= advice and not (advice and step == "fix"):
                refused = view.missing_for_spot_fix() if step == "fix" else ""
                self._add(step, "", words, refused=refused, kind=kind)
        if not view.is_draft and view.hints and not view.grade and not advice:
            self._add(SUSPECT, "", "提请认定重大")
        if view.finding is not None and view.grade and not advice:
            self._add(DETERMINE, "", "更正认定…" if is_correction(view.finding) else "登记认定…")
        self.reason.show_text("" if advice or not view.may(Step.ORDER) else _refusals(view))
        self._line.addWidget(self.reason, 1)
        self._line.addStretch(1)

    def button(self, step: str, agency: str = "") -> QPushButton:
        """Return the button of one step."""
        return self._buttons[step, agency]

    def _add(self, step: str, agency: str, words: str, *, refused: str = "", kind: ButtonKind = "") -> None:
        button = push_button(words, kind=kind)
        button.setAccessibleName(f"{self._name} {words}")
        button.setProperty("step", step)
        button.setProperty("agency", agency)
        button.setEnabled(not refused)
        button.setToolTip(plain_tooltip(refused))
        button.setAccessibleDescription(refused)
        button.clicked.connect(self._clicked)
        self._line.addWidget(button)
        self._buttons[step, agency] = button

    def _clicked(self) -> None:
        button = self.sender()
        self.requested.emit(str(button.property("step")), str(button.property("agency")))


def _order_words(view: FindingView) -> str:
    return "责令立即改正" if view.values["action"] == "immediate" else "责令限期改正"


def _refusals(view: FindingView) -> str:
    refused = [order.name for order in view.orders if order.refused]
    if not refused:
        return ""
    if len(refused) == len(view.orders):
        return "在场机关对所列条款均无责令职权：如实记录，移交有权机关"
    return f"{'、'.join(refused)}对所列条款没有责令职权，只记录"
