"""Laptops for the tests of the records: a store each, a clock that is set by hand, and a few steps of the work."""

import sqlite3
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from storage.driver import connect
from storage.store import Store

TODAY = date(2026, 3, 2)
BEIJING = timezone(timedelta(hours=8))
CLAUSE = {"document": "消防法", "article": "28", "certainty": "V"}


class Laptop:
    """One installation: its file, its clock and its records."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "records.db"
        self.time = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
        self.store = Store.open(self.path, clock=lambda: self.time, origin_hint=name)

    def open_again(self, **options) -> Store:
        self.store.close()
        self.store = Store.open(self.path, clock=lambda: self.time, **options)
        return self.store

    def later(self, **by) -> None:
        self.time += timedelta(**by)

    def do(self, fact):
        with self.store.change(by="张三") as change:
            return change.append(fact)

    def institution(self, institution_id="i-1", **values):
        """Record an institution, or change it."""
        named = {"name": "银龄养老院", "area": "城关镇", "person_in_charge": "王五", **values}
        return self.do(self.store.institutions.new(institution_id).record_as(named))

    def finding(self, finding_id="f-1", **values):
        """Record a finding."""
        said = {
            "institution": "i-1", "inspection": "v-1", "item": "FS-1", "category": "hazard",
            "description": "疏散通道堆放杂物", "place_text": "一号楼一层", "clauses": [CLAUSE], "found_on": "2026-03-02",
        }  # fmt: skip
        return self.do(self.store.findings.new(finding_id).record({**said, **values}))

    def ordered(self, finding_id="f-1", deadline="2026-03-20"):
        """Order a finding's rectification by the journal's own kind, without the law in the way."""
        values = {"agency": "a-1", "deadline": deadline, "action": "order", "measure": "立即清理", "round": 1}
        return self.do(self.store.findings.get(finding_id).fact("rectification_ordered", values))

    def finding_fact(self, kind, finding_id="f-1", **values):
        return self.do(self.store.findings.get(finding_id).fact(kind, values))

    def journal(self):
        """Everything this laptop holds, as a package would carry it."""
        return [link for head in self.store.heads() for link in self.store.links(head.origin)]

    def take(self, links, **options):
        return self.store.unite(links, **options)

    def second_client(self, *statements):
        """Let another program write into the file while ours is closed; ours is open again afterwards."""
        self.store.close()
        other = sqlite3.connect(self.path)
        with other:
            for statement in statements:
                other.execute(*statement) if isinstance(statement, tuple) else other.execute(statement)
        other.close()
        self.store = Store.open(self.path, clock=lambda: self.time)

    def outside_client(self, *statements):
        """The same with a newer SQLite, where the one of the standard library is too old for a table."""
        self.store.close()
        other = connect(self.path)
        for statement in statements:
            other.run(statement)
        other.close()
        self.store = Store.open(self.path, clock=lambda: self.time)

    def problems(self, heads=()):
        return self.store.audit(heads).problems


def seeded(laptop: Laptop) -> Laptop:
    """Give a laptop one record of most kinds."""
    laptop.institution()
    laptop.finding()
    laptop.ordered()
    laptop.finding("f-2", description="灭火器压力不足", category="violation")
    store = laptop.store
    laptop.do(store.inspections.new("v-1").fact("inspection_started", {"institution": "i-1", "on": TODAY}))
    for item, result in (("FS-1", "non_compliant"), ("FS-2", "compliant"), ("FS-3", "compliant")):
        values = {"inspection": "v-1", "item": item, "agency": "a-1", "result": result}
        laptop.do(store.responses.new(f"r-{item}").fact("response_given", values))
    laptop.do(store.agencies.new("a-1").fact("agency_recorded", {"name": "民政局", "code": "civil_affairs"}))
    laptop.do(store.photos.new("p-1").add({"sha256": "ab" * 32, "finding": "f-1", "inspection": "v-1"}))
    return laptop
