"""Which findings of a visit each kind of paper names, and which papers show no photographs of them."""

from collections.abc import Callable, Mapping
from typing import Final

from inspections.document import ORDERS
from inspections.finding import Finding
from inspections.inspection import Inspection
from inspections.people import Agency
from inspections.records import Records

WITHOUT_FINDINGS: Final = ("approval", "notice", "questioning", "survey", "sampling", "pleading", "address", "filing")
WITHOUT_PHOTOS: Final = ("joint_opinion", "postponement", "summary")
"""Papers that list findings without their photographs."""


def _ordered_as(action: str) -> Callable[[Finding, Agency], bool]:
    return lambda one, agency: one.agency == agency.id and one.fields.text("action") == action


_NAMES: Final[Mapping[str, Callable[[Finding, Agency], bool]]] = {
    **{paper: _ordered_as("immediate" if paper == "immediate" else "order") for paper in ORDERS},
    "joint_opinion": lambda one, _agency: one.is_open,
    "result": lambda one, agency: one.agency in ("", agency.id),
    "fire_record": lambda one, agency: one.agency == agency.id or bool(one.enforceable(agency.code)),
    "reply": lambda one, agency: one.agency == agency.id and bool(one.fields.text("ordered_on")),
}
"""Papers that name some of a visit's findings; the others name all."""


def findings_on(records: Records, inspection: Inspection, paper: str, agency: Agency) -> list[Finding]:
    """Return the findings a paper of one agency names."""
    if paper in WITHOUT_FINDINGS:
        return []
    if paper == "reinspection":
        named = [records.findings.get(one) for one in inspection.reinspects]
        return [one for one in named if one.agency == agency.id]
    found = [one for one in records.findings.where(inspection=inspection.id) if one.state != "voided"]
    return [one for one in found if paper not in _NAMES or _NAMES[paper](one, agency)]
