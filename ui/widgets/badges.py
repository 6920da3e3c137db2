"""Badges: state, deadline, certainty and risk as a word on a colour."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from inspections.terms import DOCUMENT_STATE, FINDING_STATE, INSPECTION_STATE
from ui.labels import Chip
from ui.theme import Tone

FINDING_TONES: Final[Mapping[str, Tone]] = {
    "": Tone.NA,
    "recorded": Tone.WARN,
    "advised": Tone.INFO,
    "ordered": Tone.BAD,
    "reported": Tone.INFO,
    "passed": Tone.OK,
    "handed_over": Tone.WARN,
    "closed": Tone.OK,
    "voided": Tone.NA,
}
INSPECTION_TONES: Final[Mapping[str, Tone]] = {
    "": Tone.NA,
    "running": Tone.INFO,
    "finished": Tone.OK,
    "voided": Tone.NA,
}
DOCUMENT_TONES: Final[Mapping[str, Tone]] = {
    "": Tone.NA,
    "numbered": Tone.INFO,
    "sealed": Tone.OK,
    "voided": Tone.NA,
}
RISK_TONES: Final[Mapping[str, Tone]] = {
    "重大": Tone.BAD,
    "较大": Tone.WARN,
    "一般": Tone.CAUTION,
    "低": Tone.INFO,
}
"""Red, orange, yellow, blue, as the field draws risk."""
WARN_DAYS: Final = 3


def finding_badge(state: str, parent: QWidget | None = None) -> Chip:
    """Make the badge of a finding's state."""
    return Chip(FINDING_STATE[state], FINDING_TONES[state], parent)


def inspection_badge(state: str, parent: QWidget | None = None) -> Chip:
    """Make the badge of an inspection's state."""
    return Chip(INSPECTION_STATE[state], INSPECTION_TONES[state], parent)


def document_badge(state: str, parent: QWidget | None = None) -> Chip:
    """Make the badge of a paper's state."""
    return Chip(DOCUMENT_STATE[state], DOCUMENT_TONES[state], parent)


def risk_badge(grade: str, parent: QWidget | None = None) -> Chip:
    """Make the badge of an institution's risk."""
    return Chip(f"{grade}风险", RISK_TONES[grade], parent)


def deadline_words(deadline: date | None, *, today: date, warn_days: int = WARN_DAYS) -> tuple[str, Tone]:
    """Say how far a deadline is; overdue begins the day after it."""
    if deadline is None:
        return "", Tone.NA
    left = (deadline - today).days
    if left < 0:
        return f"逾期 {-left} 天", Tone.BAD
    if left == 0:
        return "今天到期", Tone.BAD
    return f"还剩 {left} 天", Tone.WARN if left <= warn_days else Tone.NA


class DeadlineBadge(Chip):
    """Days left or overdue; hides when there is no deadline."""

    def show_deadline(self, deadline: date | None, *, today: date, warn_days: int = WARN_DAYS) -> None:
        """Show how far ``deadline`` is from ``today``."""
        self.show_chip(*deadline_words(deadline, today=today, warn_days=warn_days))
        self.setToolTip(f"整改期限 {deadline.isoformat()}" if deadline else "")


class CertaintyBadge(Chip):
    """How far a clause or default may be relied on; hides when it is verified."""

    def show_certainty(self, *, is_verified: bool, is_ours: bool = False) -> None:
        """Show 待核 for an unverified clause, 建议 for a default that no source gives."""
        if is_ours:
            self.show_chip("建议", Tone.NA)
            self.setToolTip("来源未规定，由本软件建议，可以修改")
        elif is_verified:
            self.show_chip("", Tone.NA)
        else:
            self.show_chip("待核", Tone.CAUTION)
            self.setToolTip("条款原文尚未核实，不据此定性")
