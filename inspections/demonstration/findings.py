"""All findings of the demonstration, visit by visit."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from inspections.demonstration.findings_joint import HEPING, KANGSHUN, YUNQI
from inspections.demonstration.findings_single import EARLY
from inspections.demonstration.plan import PlannedFinding

FINDINGS: Final = (*EARLY, *YUNQI, *HEPING, *KANGSHUN)
BY_KEY: Final[Mapping[str, PlannedFinding]] = {one.key: one for one in FINDINGS}


def of_visit(visit: str) -> tuple[PlannedFinding, ...]:
    """Return what a visit finds, in order."""
    return tuple(one for one in FINDINGS if one.visit == visit)


def ends() -> Counter[str]:
    """Count the findings by the state the script leaves them in."""
    return Counter(one.ends for one in FINDINGS)
