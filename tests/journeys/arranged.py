"""What came before a journey, done by steps on the command line: an office, a running visit, an ordered finding."""

from dataclasses import dataclass

from checklists.loader import bundled_files
from inspections.document import PAPERS

AGENCY = {
    "name": "某县消防救援大队",
    "short_name": "消防",
    "code": "fire",
    "issues_papers": True,
    "number_prefix": "某消",
}
OFFICERS = (("赵一", "X1"), ("钱二", "X2"))
INSTITUTION = "城关镇夕阳红养老院"


@dataclass(frozen=True)
class Arranged:
    """The ids of what was arranged."""

    fire: str
    officers: tuple[str, ...]
    institution: str
    visit: str


def a_running_visit(desk, today, folder):
    """Set up an office whose first officer works here, and start a visit with the fire list."""
    fire = desk.step("record_agency", values=AGENCY)["agency"]
    people = [
        {"name": name, "role": "officer", "certificate_number": number, "agency": fire, "authorised": True}
        for name, number in OFFICERS
    ]
    officers = tuple(desk.step("record_person", values=values)["person"] for values in people)
    desk.step("set_up_for", officers[0])
    for paper in PAPERS:
        desk.step("grant_block", fire, paper=paper, year=str(today.year), first="1", last="50", prefix="某消")
    institution = desk.step("record_institution", values={"name": INSTITUTION, "area": "城关镇"})["institution"]
    team = [{"person": one, "agency": fire, "role": "officer"} for one in officers]
    checklist = folder / "fire_safety.toml"
    checklist.write_bytes(next(data for name, data in bundled_files().items() if "fire_safety" in name))
    visit = desk.step(
        "start_inspection",
        institution,
        kind="daily",
        on=today.isoformat(),
        agencies=fire,
        team=team,
        checklists=str(checklist),
    )["inspection"]
    return Arranged(fire=fire, officers=officers, institution=institution, visit=visit)


def an_arrival(desk, office, today):
    """Fill in what the record of the visit needs."""
    values = {
        "arrived_at": f"{today.isoformat()}T00:01",
        "companion_name": "李院长",
        "companion_post": "院长",
        "certificates_shown": True,
        "rights_told": True,
        "discipline_told": True,
        "recusal_asked": True,
    }
    desk.step("record_arrival", office.visit, values=values)


def a_finding(desk, office, today):
    """Record a finding."""
    values = {
        "item": "FS-C01",
        "category": "hazard",
        "description": "三楼东侧出口上锁",
        "place_text": "三楼东侧",
        "responsible": "李院长",
        "clauses": [{"document": "消防法", "article": "28", "certainty": "text"}],
    }
    return desk.step("record_finding", office.visit, on=today.isoformat(), values=values)["finding"]


def an_ordered_finding(desk, office, today):
    """Record a finding and order it to be rectified by today."""
    finding, on = a_finding(desk, office, today), today.isoformat()
    desk.step(
        "order_rectification", finding, agency=office.fire, on=on, action="order", measure="拆除门锁", deadline=on
    )
    return finding
