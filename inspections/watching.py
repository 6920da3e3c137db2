"""The early warning of all institutions as a list: who asks for attention, how much, and why first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspections.institution import Institution
from inspections.records import Records
from inspections.risks import Overall, overall, read_risks
from inspections.warning import Level, Warned, level_of, warnings_of

_LEVELS: Final = tuple(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One institution with its warnings and the colour of its risk."""

    institution: Institution
    warned: tuple[Warned, ...]
    risk: Overall

    @property
    def level(self) -> Level | None:
        """Return the highest level, none where nothing asks for attention."""
        return level_of(self.warned)

    @property
    def urgency(self) -> tuple[int, int]:
        """Return what sorts the most urgent first: the level, then how much there is of it."""
        if self.level is None:
            return len(_LEVELS), 0
        return _LEVELS.index(self.level), -self.count(self.level)

    def count(self, level: Level) -> int:
        """Count the warnings of one level."""
        return sum(one.level is level for one in self.warned)

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "id": self.institution.id,
            "name": self.institution.name,
            "level": self.level.value if self.level else "",
            "level_text": self.level.caption if self.level else "无",
            "risk_color": self.risk.colour,
            "risk_reason": self.risk.reason,
            "warnings": [one.as_data() for one in self.warned],
        }


def read_watch(records: Records, institution: Institution, *, today: date) -> Watch:
    """Read what one institution is warned of."""
    findings = records.findings.where(institution=institution.id)
    return Watch(
        institution=institution,
        warned=warnings_of(institution, findings, today=today),
        risk=overall(read_risks(records, institution.id), institution.fields.text("risk_color")),
    )


def read_watches(records: Records, *, today: date) -> Sequence[Watch]:
    """Read all institutions, the most urgent first."""
    watches = (read_watch(records, one, today=today) for one in records.institutions.where())
    return sorted(watches, key=lambda one: (one.urgency, one.institution.name, one.institution.id))
