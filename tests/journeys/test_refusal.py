"""Refusal to sign: recorded at the window with its reason by two officers; the frozen paper stands as it was."""

import hashlib
from pathlib import Path

import pytest

from tests.journeys import arranged, at_work

pytestmark = pytest.mark.screen
REASON = "陪同人认为门锁当日已拆除，不愿签名"


@pytest.fixture
def office(desk, today, tmp_path):
    office = arranged.a_running_visit(desk, today, tmp_path)
    arranged.an_arrival(desk, office, today)
    arranged.an_ordered_finding(desk, office, today)
    return office


def test_a_refusal_is_recorded_and_the_frozen_record_stands(office, person, today):
    person.open_program()
    person.press("ctrl+3")
    person.click(like="^继续检查")
    person.wait_for("FS-A01 符合", role="check box")
    at_work.go_to_record(person)
    at_work.seal(person)
    (frozen,) = person.ask("list", "documents")
    at_work.enter_reading_mode(person)
    refuse(person)
    at_work.read_to_the_end(person)
    for turn in (2, 3):
        at_work.sign(person, turn=turn, of=3)
    at_work.leave_reading_mode(person)
    assert person.close_program() == 0
    (document,) = person.ask("list", "documents")
    assert (document["state"], document["refused_on"]) == ("sealed", today.isoformat())
    assert document["refused_by"] == "李院长"
    assert [one["role"] for one in document["signatures"]] == ["officer", "officer"]
    for kept in ("number", "content", "sealed_at"):
        assert document[kept] == frozen[kept]
    assert hashlib.sha256(Path(document["path"]).read_bytes()).hexdigest() == document["file"]
    assert person.ask("verify", document["path"])["valid"]
    assert person.ask("audit")["ok"]


def refuse(person):
    """Record the refusal in the reading mode."""
    person.click("拒绝签名", role="push button")
    person.wait_for(role="dialog")
    person.fill("拒签情况", REASON)
    for name in ("^赵一", "^钱二"):
        officer = person.wait_for(like=name, role="check box")
        if not officer.has("checked"):
            person.click_at(*officer.middle)
    person.accept("登记拒签")
