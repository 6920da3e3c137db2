"""A small county office for tests of screens: a real Store and real files in a temporary folder, made by real steps.

A screen's own ``conftest.py`` takes the fixture with ``from tests.ui.workplace import office  # noqa: F401``.
"""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cache, partial
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

import pytest
from PySide6.QtWidgets import QWidget

from checklists.loader import bundled_files
from inspections.document import PAPERS, may_issue
from inspections.workflow import institutions, recording, rectifying, setting_up, visiting
from reports.fonts import SANS_BOLD
from reports.office import PaperOffice
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store
from ui.background import RecordsThread
from ui.messages import MessageLine, Messages
from ui.settings import Settings
from ui.tasks import TaskPool
from ui.workplace import Navigator, Operator, Workplace

TODAY = date(2026, 11, 23)
CHINA = timezone(timedelta(hours=8))
PASSPHRASE = b"test passphrase"
AGENCIES = (
    ("civil_affairs", "某县民政局", "民政", "某民"),
    ("fire", "某县消防救援大队", "消防", "某消"),
)
PEOPLE = (
    ("li", "李明", "civil_affairs", "officer", "31010001", False),
    ("wang", "王芳", "civil_affairs", "head", "31010002", True),
    ("zhao", "赵强", "fire", "officer", "31020001", False),
    ("sun", "孙磊", "fire", "head", "31020002", True),
    ("chen", "陈网格", "civil_affairs", "assistant", "", False),
)
FACTS = {
    "institution_kind": "urban_home", "registered": "nonprofit", "beds": 120, "care_beds": 74, "residents": 86,
    "storeys": 5, "highest_floor": 4, "fire_acceptance": "none", "lift": True, "canteen": True, "gas": True,
    "medical_unit": False, "indoor_hydrant": True, "sprinkler": False, "auto_alarm": True, "overnight_stay": True,
}  # fmt: skip


class Clock:
    """A clock that rises by a second at each look, on one day; threads may look at once."""

    def __init__(self, start=datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)):
        self._now, self._lock = start, threading.Lock()

    def __call__(self):
        with self._lock:
            self._now += timedelta(seconds=1)
            return self._now

    def copy(self):
        """Return a clock that goes on from the same moment."""
        return Clock(self._now)


@cache
def bundled_checklists():
    """The bytes of the bundled checklists by code."""
    return {Path(name).stem: data for name, data in bundled_files().items()}


@dataclass(kw_only=True)
class Office:
    """The workplace, a connection for arranging and asserting, and the ids of what was set up."""

    workplace: Workplace
    records: object
    directory: object
    agencies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    institution: str = ""
    small: str = ""
    """A second institution: a village point without stated facts or places."""
    places: dict[str, str] = field(default_factory=dict)
    """building, floor, room"""

    @property
    def files(self):
        return self.workplace.files

    @property
    def by(self):
        return self.people["li"]

    def team(self, *names):
        """Team members of these people, each for their own agency."""
        return [
            {"person": self.people[name], "agency": self.agencies[agency], "role": "officer" if number else "assistant"}
            for name, _word, agency, _role, number, _authorised in PEOPLE
            if name in (names or ("li", "wang", "zhao", "sun"))
        ]

    def start_visit(self, *, lists=("fire_safety",), agencies=("civil_affairs", "fire"), team=(), **more):
        """Start a visit of the first institution and return its id."""
        started = visiting.start_inspection(
            self.records,
            self.files,
            **{
                "institution": self.institution,
                "kind": "daily",
                "on": TODAY,
                "agencies": [self.agencies[code] for code in agencies],
                "team": self.team(*team),
                "checklists": [bundled_checklists()[code] for code in lists],
                "by": self.by,
                **more,
            },
        )
        return started.one("inspection")

    def answer(self, visit, item, result="compliant", *, agency="civil_affairs", **details):
        """Give one result."""
        named = {"inspection": visit, "item": item, "agency": self.agencies[agency], "result": result}
        return visiting.respond(self.records, self.files, **named, by=self.by, details=details)

    def record_finding(self, visit, *, item="FS-C01", **values):
        """Record one finding and return its id; the fire agency may order it, 民政 may not."""
        given = {
            "item": item,
            "category": "hazard",
            "places": [self.places["floor"]],
            "description": "三层东侧安全出口上锁",
            "clauses": [{"document": "消防法", "article": "28、60", "certainty": "text"}],
            "measure": "立即开锁，保持畅通",
            "action": "immediate",
            "hazard_type": "消防",
            **values,
        }
        made = recording.record_finding(self.records, self.files, inspection=visit, values=given, by=self.by, on=TODAY)
        return made.one("finding")

    def order(self, finding, *, agency="fire", days=15):
        """Order a recorded finding rectified by a date."""
        rectifying.order_rectification(
            self.records, finding=finding, agency=self.agencies[agency], on=TODAY, action="order",
            deadline=TODAY + timedelta(days=days), measure="恢复原状", by=self.by, reason="按难易确定",
        )  # fmt: skip

    def add_photo(self, finding, data, *, name="现场.jpg", stage="scene", inspection=""):
        """Add one picture to a finding."""
        source = recording.PhotoSource(name=name, read=lambda: data)
        return recording.add_photos(
            self.records, self.files, sources=[source], inspection=inspection, finding=finding, stage=stage, by=self.by
        )

    def settle(self, qtbot):
        """Wait until every step handed over is acknowledged and no task runs."""
        qtbot.waitUntil(lambda: not self.workplace.records.pending and not self.workplace.tasks.running, timeout=10000)


@dataclass(kw_only=True)
class Furnished:
    """What was set up in a data directory: the ids, and the clock that goes on from there."""

    folder: Path
    clock: Clock
    agencies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    institution: str = ""
    small: str = ""
    places: dict[str, str] = field(default_factory=dict)


@cache
def bare():
    """Make only the installation: what a laptop is at its first start."""
    made, records = _begun()
    setting_up.make_installation(records, name="新电脑")
    made.people["li"] = records.installations.get(records.origin).set_up_for
    records.close()
    return made


def _begun():
    folder = Path(mkdtemp(prefix="yian-office-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    made = Furnished(folder=folder / "资料", clock=Clock())
    return made, Store.open(open_datadir(made.folder).records, clock=made.clock)


@cache
def furnished():
    """Set up agencies, people, number blocks, two institutions and the places of one, once; each test gets a copy."""
    made, records = _begun()
    _set_up(made, records)
    _record_institutions(made, records)
    records.close()
    return made


def _set_up(made, records):
    setting_up.make_installation(records, name="测试电脑")
    local = records.installations.get(records.origin).set_up_for
    for code, name, short, prefix in AGENCIES:
        values = {
            "name": name, "short_name": short, "code": code, "region": "某县", "issues_papers": True,
            "number_prefix": prefix, "review_organ": "某县人民政府", "review_days": 60, "court": "某县人民法院",
            "suit_months": 6, "remedy_confirmed_by": "王芳", "remedy_confirmed_on": "2026-11-01",
            "address": "某县人民路 1 号", "phone": "0000-1234567", "contact": "值班室",
        }  # fmt: skip
        made.agencies[code] = setting_up.record_agency(records, values=values, by=local).one("agency")
    for key, name, agency, role, number, authorised in PEOPLE:
        values = {
            "name": name, "agency": made.agencies[agency], "role": role, "certificate_number": number,
            "authorised": authorised, "post": "科员",
        }  # fmt: skip
        made.people[key] = setting_up.record_person(records, values=values, by=local).one("person")
    setting_up.set_up_for(records, person=made.people["li"], by=local)
    for code, _name, _short, prefix in AGENCIES:
        for paper in (one for one in PAPERS if may_issue(one, code)):
            setting_up.grant_block(
                records, agency=made.agencies[code], paper=paper, year=2026, first=1, last=50, prefix=prefix, by=local
            )


def _record_institutions(made, records):
    by = made.people["li"]
    first = {
        "name": "安平县夕阳红养老服务中心", "area": "城关镇", "address": "城关镇建设路 18 号", "phone": "0000-7654321",
        "person_in_charge": "张建国", "legal_representative": "张建国", "rating": "4", "risk_color": "red",
    }  # fmt: skip
    second = {"name": "安平县柳树村互助点", "area": "柳树乡", "person_in_charge": "刘桂兰"}
    made.institution = institutions.record_institution(records, values=first, by=by).one("institution")
    made.small = institutions.record_institution(records, values=second, by=by).one("institution")
    institutions.state_facts(records, institution=made.institution, facts=FACTS, on=TODAY, source="现场核对", by=by)
    parent = ""
    for level, name in (("building", "1号楼"), ("floor", "3层"), ("room", "301室")):
        added = institutions.record_place(
            records, institution=made.institution, name=name, level=level, parent=parent, by=by
        )
        parent = made.places[level] = added.one("place")


def open_office(folder, found=None):
    """Make the office in a folder that is not there yet; the caller closes it with `close_office`."""
    found = found or furnished()
    copytree(found.folder, folder)
    directory, clock = open_datadir(folder), found.clock.copy()
    open_store = partial(Store.open, directory.records, clock=clock)
    records = open_store()
    threads = RecordsThread(open_writer=open_store, open_reader=partial(open_store, readonly=True))
    window = QWidget()
    messages, tasks = Messages(MessageLine(window)), TaskPool()
    threads.failed.connect(messages.report)
    tasks.failed.connect(messages.report)
    workplace = Workplace(
        records=threads,
        tasks=tasks,
        files=DataFiles(directory, typeface=SANS_BOLD),
        papers=PaperOffice(),
        settings=Settings(Path(folder) / "settings.json"),
        messages=messages,
        operator=Operator(person="", name="", agency=""),
        navigator=Navigator(),
        clock=clock,
        checklists=bundled_checklists,
        open_records=open_store,
        signing_key=_signing_key,
        read_register=_read_register,
    )
    made = Office(
        workplace=workplace, records=records, directory=directory, agencies=dict(found.agencies),
        people=dict(found.people), institution=found.institution, small=found.small, places=dict(found.places),
    )  # fmt: skip
    made.window = window
    name = "李明" if made.agencies else "本机用户"
    workplace.operator.become(person=made.by, name=name, agency=made.agencies.get("civil_affairs", ""))
    return made


def close_office(office):
    """Finish every step, end every thread and close the arranging connection."""
    office.workplace.tasks.close()
    office.workplace.records.close()
    office.records.close()
    office.window.deleteLater()


@pytest.fixture
def office(tmp_path, qapp):
    """A furnished office, closed after the test."""
    made = open_office(tmp_path / "资料")
    yield made
    close_office(made)


@cache
def _signing_key():
    key = PaperOffice().make_key(
        name="李明", organization="某县民政局", number="31010001", valid_from=date(2026, 1, 1), passphrase=PASSPHRASE
    )
    return key, PASSPHRASE


def _read_register(path):
    raise AssertionError(f"tests of the import hand over their own reader, none was given for {path}")
