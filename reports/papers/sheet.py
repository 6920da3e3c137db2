"""What every paper is made from: the dossier, the pictures, the sentences, and what it may tell the institution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspections.citing import enforceable_clauses
from inspections.dossier import Dossier, FindingLine
from inspections.entry import JsonObject
from inspections.terms import INSPECTION_KIND, TASK_SOURCE
from inspections.typed_needs import REVEALING
from reports.style import MM, WORKING_PAGE, PageLayout
from reports.wording import Wording

INTERNAL: Final = "内部使用"
NEUTRAL_SOURCE: Final = "个案线索"
_NEUTRAL_BASIS: Final = "依法开展的个案检查"
_NEUTRAL_MATTER: Final = "个案检查事项"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One paper to be made."""

    dossier: Dossier
    pictures: Mapping[str, bytes]
    wording: Wording
    layout: PageLayout = WORKING_PAGE

    @property
    def is_internal(self) -> bool:
        """Tell whether the institution never receives it."""
        return self.dossier.paper.note == INTERNAL

    @property
    def width(self) -> float:
        """Return the width of the body."""
        return self.layout.body_width

    def columns(self, *millimetres: float) -> list[float]:
        """Return column widths; the one given as 0 takes what is left."""
        left = self.width - sum(millimetres) * MM
        return [width * MM if width else left for width in millimetres]

    @property
    def visit_day(self) -> date:
        """Return the day of the visit."""
        return self.dossier.inspection.on

    @property
    def kind(self) -> str:
        """Return the kind of inspection in words."""
        return INSPECTION_KIND.get(self.dossier.inspection.fields.text("kind"), "检查")

    @property
    def source(self) -> str:
        """Return where the task came from; a complaint is never named to the institution (检查办法: 个案检查)."""
        code = self.dossier.inspection.fields.text("task_source")
        if code == "complaint" and not self.is_internal:
            return NEUTRAL_SOURCE
        return TASK_SOURCE.get(code, code)

    @property
    def basis(self) -> str:
        """Return the basis of the visit; one that would reveal a complaint is replaced on what the institution gets."""
        written = self.dossier.inspection.fields.text("basis")
        return _NEUTRAL_BASIS if self._reveals(written) else written

    def neutral(self, written: str) -> str:
        """Return what an agency wrote of a matter; words that would reveal a complaint never reach the institution."""
        return _NEUTRAL_MATTER if self._reveals(written) else written

    def _reveals(self, written: str) -> bool:
        hidden = not self.is_internal and self.dossier.inspection.fields.text("task_source") == "complaint"
        return hidden and any(word in written for word in REVEALING)

    def enforceable(self, line: FindingLine) -> tuple[JsonObject, ...]:
        """Return the clauses of a finding that the issuing agency may enforce; an order cites no others."""
        found_on = line.finding.fields.day("found_on")
        return enforceable_clauses(line.clauses, self.dossier.agency.code, on=found_on)
