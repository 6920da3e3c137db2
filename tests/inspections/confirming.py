"""A county on one laptop for tests of confirmations: the lead agency, fire, market, and one legal officer each."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from checklists import loader
from inspections.workflow import confirming, recording, setting_up, visiting
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store

LIBRARY = Path(loader.__file__).parent / "library"
DAY = date(2026, 11, 20)
BEIJING = timezone(timedelta(hours=8))
SOURCE = "国家标准全文公开系统 openstd.samr.gov.cn"
PDF = b"%PDF-1.7\n official text\n%%EOF"


class County:
    """One laptop; `me` acts, steps are taken by short names."""

    def __init__(self, folder, origin="00000000-0000-7000-8000-000000000001"):
        self.directory = open_datadir(folder)
        self.time = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)
        self.records = Store.open(self.directory.records, clock=self._tick, origin_hint=origin)
        self.files = DataFiles(self.directory)
        setting_up.make_installation(self.records, name="测试电脑")
        self.local = self.records.installations.get(self.records.origin).set_up_for
        self.agencies, self.people = {}, {}
        for code, name in (("civil_affairs", "某县民政局"), ("fire", "某县消防救援大队"), ("market", "某县市场监管局")):
            self.agencies[code] = self.agency(code, name)
            self.people[code] = self.person(code, f"{name}法制员", legal_officer=True)
        self.people["inspector"] = self.person("civil_affairs", "普通检查员")
        self.use("inspector")

    def _tick(self):
        self.time += timedelta(seconds=1)
        return self.time

    def agency(self, code, name, region="某县"):
        values = {"name": name, "short_name": name, "code": code, "region": region, "issues_papers": True}
        return setting_up.record_agency(self.records, values=values, by=self.local).one("agency")

    def person(self, agency, name, **more):
        values = {
            "name": name, "agency": self.agencies[agency], "role": "officer", "certificate_number": f"C-{name}", **more,
        }  # fmt: skip
        return setting_up.record_person(self.records, values=values, by=self.local).one("person")

    def use(self, key):
        """Set the laptop up for one person."""
        setting_up.set_up_for(self.records, person=self.people[key], by=self.local)

    def confirm(self, target, *, by="civil_affairs", **more):
        """Confirm as a legal officer and return the confirmation."""
        values = {"source": SOURCE, "on": DAY, "official_text": "官方原文", **more}
        changes = confirming.confirm_wording(self.records, self.files, target=target, by=self.people[by], **values)
        return self.records.confirmations.get(changes.one("confirmation"))

    def correct(self, target, *, by="civil_affairs", **more):
        """Correct as a legal officer and return the confirmation."""
        values = {"source": SOURCE, "on": DAY, "official_text": "官方原文", **more}
        changes = confirming.correct_wording(self.records, self.files, target=target, by=self.people[by], **values)
        return self.records.confirmations.get(changes.one("confirmation"))

    def finding(self, *clauses, item="", agencies=("civil_affairs",)):
        """Record a finding under some clauses in a visit of its own."""
        from inspections.workflow.institutions import record_institution

        home = record_institution(self.records, values={"name": "夕阳红养老院", "area": "城关镇"}, by=self.local)
        started = visiting.start_inspection(
            self.records, self.files, institution=home.one("institution"), kind="daily", on=DAY,
            agencies=[self.agencies[one] for one in agencies],
            team=[{"person": self.people["inspector"], "agency": self.agencies["civil_affairs"], "role": "officer"}],
            checklists=[(LIBRARY / "home_visit.toml").read_bytes()], by=self.local,
        )  # fmt: skip
        values = {
            "item": item, "category": "hazard", "description": "留样不足", "place_text": "厨房",
            "clauses": [{"document": d, "article": a, "certainty": c} for d, a, c in clauses],
        }  # fmt: skip
        visit = started.one("inspection")
        made = recording.record_finding(
            self.records, self.files, inspection=visit, values=values, by=self.local, on=DAY
        )
        return made.one("finding"), visit

    def close(self):
        self.records.close()
