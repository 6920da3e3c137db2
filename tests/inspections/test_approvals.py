"""消防手续 and joint tasks on real records: who may do what, what is refused, how a task ends."""

from datetime import date
from functools import partial

import pytest

from inspections.joint_task import TEMPLATE
from inspections.people import LOCAL_USER
from inspections.refusal import RefusedError
from inspections.workflow import approvals, institutions, setting_up
from storage.datadir import open_datadir
from storage.files import DataFiles
from storage.store import Store
from tests.laptop import RisingClock

DAY = date(2026, 11, 20)
LATER = date(2026, 12, 31)
PLAN = {
    "residents": 41, "disabled": 8, "destination": "县社会福利院 30 人、家属接回 11 人", "responsible": "张镇长",
    "plan": "分三批转移，失能老年人由救护车转送", "document": b"%PDF-1.7 plan", "extension": "pdf",
}  # fmt: skip
DECISION = {"organ": "某县人民政府", "number": "某政函〔2026〕3号", "decision": "依法处理", "extension": "pdf"}


class Town:
    """A 民政, a 住建 and a 消防 with one authorised officer each, and one institution without approval."""

    def __init__(self, folder):
        directory = open_datadir(folder)
        self.records = Store.open(directory.records, clock=RisingClock())
        self.files = DataFiles(directory)
        setting_up.make_installation(self.records, name="民政的电脑")
        self.agencies, self.people = {}, {}
        for part in TEMPLATE:
            values = {"name": f"某县{part.code}", "short_name": part.code, "code": part.code, "issues_papers": True}
            agency = setting_up.record_agency(self.records, values=values, by=LOCAL_USER).one("agency")
            person = {"name": part.code, "agency": agency, "role": "officer", "certificate_number": part.code}
            made = setting_up.record_person(self.records, values={**person, "authorised": True}, by=LOCAL_USER)
            self.agencies[part.code], self.people[part.code] = agency, made.one("person")
        self.by = self.people["civil_affairs"]
        named = {"name": "望云阁"}
        self.home = institutions.record_institution(self.records, values=named, by=self.by).one("institution")
        self.state("none")

    def state(self, approval, **more):
        step = partial(approvals.state_fire_approval, self.records, institution=self.home, on=DAY, source="查验原件")
        return step(approval=approval, by=self.by, **more)

    def open(self, **more):
        return approvals.open_joint_task(self.records, institution=self.home, on=DAY, by=self.by, **more).one(
            "joint_task"
        )

    def say(self, task, *codes):
        for code in codes or self.agencies:
            approvals.give_joint_opinion(
                self.records, task=task, agency=self.agencies[code], on=DAY, opinion="查过", measures="整改",
                said_by="某人", by=self.people[code],
            )  # fmt: skip

    def rectify(self, task):
        return approvals.begin_joint_rectification(self.records, task=task, on=DAY, until=LATER, by=self.by)

    def complete(self, task, **changes):
        paper = {"approval": "accepted", "number": "验〔2026〕5号", "approved_on": DAY, **changes}
        return approvals.complete_joint_task(self.records, task=task, on=DAY, by=self.by, **paper)

    def submit(self, task, **changes):
        said = {"organ": "某县人民政府", "reason": "拒不整改", "by": self.by, **PLAN, **changes}
        return approvals.submit_to_government(self.records, self.files, task=task, on=DAY, **said)

    def decide(self, task, **changes):
        said = {**DECISION, "scan": b"%PDF-1.7 decision", **changes}
        return approvals.enter_government_decision(self.records, self.files, task=task, on=DAY, by=self.by, **said)

    def task(self, task):
        return self.records.joint_tasks.get(task)


@pytest.fixture
def town(tmp_path):
    made = Town(tmp_path / "data")
    yield made
    made.records.close()


def test_the_template_gives_each_of_the_three_agencies_its_part(town):
    task = town.task(town.open())
    assert task.state == "checking"
    assert task.lead == town.agencies["civil_affairs"]
    assert [part.agency for part in task.parts] == [town.agencies[part.code] for part in TEMPLATE]
    assert [part.what for part in task.parts] == [part.duty for part in TEMPLATE]
    assert all(part.until == "2026-12-20" and not part.is_late(LATER.replace(day=20)) for part in task.parts)
    assert all(part.is_late(LATER) for part in task.parts)


def test_only_an_institution_known_to_be_without_approval_gets_one_task(town):
    town.open()
    with pytest.raises(RefusedError, match="已有进行中的联合整改任务"):
        town.open()
    town.state("filed", number="备 1 号", approved_on=DAY)
    with pytest.raises(RefusedError, match="已有消防手续"):
        town.open()
    other = institutions.record_institution(town.records, values={"name": "新院"}, by=town.by).one("institution")
    with pytest.raises(RefusedError, match="消防手续未填写"):
        approvals.open_joint_task(town.records, institution=other, on=DAY, by=town.by)


def test_a_task_without_all_three_agencies_is_refused_by_name(town):
    with pytest.raises(RefusedError, match="缺少：住房城乡建设、消防救援"):
        town.open(agencies=[town.agencies["civil_affairs"]])


def test_rectification_waits_for_the_opinion_of_every_agency(town):
    task = town.open()
    town.say(task, "civil_affairs", "fire")
    with pytest.raises(RefusedError, match="还有部门没有登记意见"):
        town.rectify(task)
    assert town.task(task).silent == (town.agencies["housing"],)
    town.say(task, "housing")
    town.rectify(task)
    assert town.task(task).state == "rectifying"


def test_the_approval_that_ends_a_task_becomes_the_fact_of_the_institution(town):
    task = town.open()
    for wrong in ({"approval": "none"}, {"number": " "}, {"approved_on": LATER}):
        with pytest.raises(RefusedError):
            town.complete(task, **wrong)
    town.complete(task)
    home = town.records.institutions.get(town.home)
    assert town.task(task).state == "completed"
    assert home.facts()["fire_acceptance"] == "accepted"
    assert (home.fire_approval.number, home.fire_approval.on) == ("验〔2026〕5号", "2026-11-20")


@pytest.mark.parametrize("missing", ["destination", "responsible", "plan", "document"])
def test_nothing_is_submitted_without_the_resettlement_of_the_residents(missing, town):
    task = town.open()
    with pytest.raises(RefusedError, match="安置方案"):
        town.submit(task, **{missing: type(PLAN[missing])()})
    assert town.task(task).state == "checking"


def test_only_an_authorised_person_of_the_lead_agency_submits(town):
    task = town.open()
    with pytest.raises(RefusedError, match="不是牵头部门"):
        town.submit(task, by=town.people["fire"])
    with pytest.raises(RefusedError, match="未获授权"):
        town.submit(task, by=LOCAL_USER)
    with pytest.raises(RefusedError, match="安置人数"):
        town.submit(task, disabled=42)


def test_the_government_decides_and_its_decision_is_entered_with_its_scan(town):
    task = town.open()
    with pytest.raises(RefusedError, match="状态下不能"):
        town.decide(task)
    town.submit(task)
    held = town.task(task).fields.object("resettlement")
    assert town.files.document_path(held["document"].partition(".")[0], "pdf").read_bytes() == PLAN["document"]
    with pytest.raises(RefusedError, match="决定书扫描件"):
        town.decide(task, scan=b"")
    town.decide(task)
    assert town.task(task).state == "decided"
    with pytest.raises(RefusedError, match="已办结"):
        town.say(task, "fire")


def test_an_approval_is_shown_only_while_its_kind_is_the_fact(town):
    town.state("accepted", number="验 1 号", approved_on=DAY)
    assert town.records.institutions.get(town.home).fire_approval.number == "验 1 号"
    facts = {"fire_acceptance": "filed"}
    institutions.state_facts(town.records, institution=town.home, facts=facts, on=DAY, source="核对", by=town.by)
    assert town.records.institutions.get(town.home).fire_approval is None
    with pytest.raises(RefusedError, match="没有消防手续时不填"):
        town.state("none", number="x")


def test_rechecks_that_are_due_come_by_day(town):
    for on in (LATER, DAY):
        approvals.set_recheck(town.records, institution=town.home, on=on, reason="动态监管", by=town.by)
    assert [one.id for one in town.records.rechecks_due(until=DAY, limit=5)] == [town.home]
    assert not town.records.rechecks_due(until=date(2026, 11, 19), limit=5)
