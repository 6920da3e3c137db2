"""Which papers of a visit stand on its shelf before anybody made them, beside those every visit has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inspections.document import PAPERS
from inspections.finding import Finding
from inspections.inspection import Inspection
from inspections.material import Material
from inspections.people import Agency

Place = tuple[str, Agency, str, str]
"""Kind of paper, agency, subject, and what it is about."""


def typed_places(
    visit: Inspection,
    agencies: Sequence[Agency],
    findings: Sequence[Finding],
    materials: Sequence[Material],
    *,
    has_photos: bool,
) -> Iterator[Place]:
    """Yield the papers made from what was typed, from findings reported or prolonged, and of the case file."""
    issuing = [one for one in agencies if one.issues_papers]
    for agency in issuing:
        yield "approval", agency, visit.id, ""
        yield "notice", agency, visit.id, ""
        if any(one.form == "address" for one in materials):
            yield "address", agency, visit.id, ""
        if visit.state == "finished":
            yield "filing", agency, visit.id, ""
    yield "summary", agencies[0], visit.id, ""
    if has_photos:
        yield "photos", agencies[0], visit.id, ""
    known = {one.id: one for one in issuing}
    yield from _of_materials(known, materials)
    yield from _of_findings(visit, known, findings)


def _of_materials(known: Mapping[str, Agency], materials: Sequence[Material]) -> Iterator[Place]:
    for one in materials:
        if one.form in PAPERS and PAPERS[one.form].of == "material" and one.agency in known:
            words = (one.text(name) for name in ("name", "target", "matter"))
            yield one.form, known[one.agency], one.id, next((word for word in words if word), "")


def _of_findings(visit: Inspection, known: Mapping[str, Agency], findings: Sequence[Finding]) -> Iterator[Place]:
    own = [one for one in findings if one.inspection == visit.id and one.agency in known]
    reported = dict.fromkeys(one.agency for one in own if one.fields.text("report_measure"))
    for agency in reported:
        yield "reply", known[agency], visit.id, ""
    for one in own:
        if one.fields.text("extension_asked_on"):
            yield "postponement", known[one.agency], one.id, one.number
