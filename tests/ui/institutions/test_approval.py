"""The tab 消防手续 by mouse and keys on real records: from 无 over a joint task to the approval."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from checklists.facilities import Standing
from inspections.terms import JOINT_TASK_STATE
from inspections.workflow import approvals, institutions, setting_up
from tests.ui.accessible import doubled_buttons, marked_up_labels, nameless
from tests.ui.typing import retype
from tests.ui.workplace import TODAY
from ui.inspection.model import facility_words
from ui.institutions.approval_forms import FORMS
from ui.institutions.approval_model import STANDING_TONES, TASK_TONES
from ui.institutions.screen import build
from ui.papers.model import read_shelf

SMALL = {"floor_area_m2": "460", "auto_alarm": False}


@pytest.fixture
def housing(office):
    values = {"name": "某县住建局", "short_name": "住建", "code": "housing", "issues_papers": True, "contact": "周工"}
    return setting_up.record_agency(office.records, values=values, by=office.by).one("agency")


@pytest.fixture
def page(office, housing, qtbot):
    facts = {"institution": office.institution, "facts": SMALL, "on": TODAY, "source": "现场核对"}
    institutions.state_facts(office.records, **facts, by=office.by)
    made = build(office.workplace)
    qtbot.addWidget(made)
    made.resize(1302, 768)
    made.show()
    qtbot.waitExposed(made)
    made.presenter.open(office.institution)
    qtbot.waitUntil(lambda: made.current == office.institution)
    made.details.show_tab("approval")
    return made


@pytest.fixture
def tab(page):
    return page.details.approval


def open_task(office, **more):
    opened = approvals.open_joint_task(office.records, institution=office.institution, on=TODAY, by=office.by, **more)
    return opened.one("joint_task")


def say_all(office, task):
    for agency in office.records.joint_tasks.get(task).agencies:
        approvals.give_joint_opinion(
            office.records,
            task=task,
            agency=agency,
            on=TODAY,
            opinion="查过",
            measures="整改",
            said_by="某人",
            by=office.by,
        )


def shown_again(page, office, qtbot, state):
    """Read the institution again, as after a step of another screen."""
    page.presenter.open(office.institution)
    tab = page.details.approval
    qtbot.waitUntil(lambda: tab.view.task is not None and tab.view.task.state == state)


def press(tab, qtbot, form, agency=""):
    """Press a button once it is shown."""
    qtbot.waitUntil(lambda: tab.button(form, agency) is not None)
    qtbot.mouseClick(tab.button(form, agency), Qt.MouseButton.LeftButton)


def ask(page, qtbot, form, agency=""):
    """Press the button of a step and return its dialog."""
    press(page.details.approval, qtbot, form, agency)
    return page.presenter.approvals.dialog


def submit(dialog, office, qtbot):
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    office.settle(qtbot)


def test_an_institution_without_approval_gets_its_task_from_the_template(page, tab, office, qtbot):
    assert tab.view.approval_words == "无"
    assert tab.button("recheck") is None
    submit(ask(page, qtbot, "open"), office, qtbot)
    (task,) = office.records.joint_tasks.where(institution=office.institution)
    qtbot.waitUntil(lambda: tab.view.task is not None)
    assert tab.view.task.id == task.id
    assert page.presenter.approvals.dialog is None
    qtbot.waitUntil(lambda: all(tab.button("opinion", agency) for agency in task.agencies))
    assert tab.button("open") is None


def test_an_opinion_is_typed_in_the_part_of_its_agency(page, tab, office, housing, qtbot):
    task = open_task(office)
    shown_again(page, office, qtbot, "checking")
    dialog = ask(page, qtbot, "opinion", housing)
    assert dialog.form.values()["said_by"] == "周工"
    submit(dialog, office, qtbot)
    assert set(dialog.form.problems()) == {"opinion", "measures"}
    dialog.form.field("opinion").text.setPlainText("未办验收")
    dialog.form.field("measures").text.setPlainText("补办验收")
    submit(dialog, office, qtbot)
    assert office.records.joint_tasks.get(task).part(housing).opinion == "未办验收"
    qtbot.waitUntil(lambda: tab.view.task.part(housing).measures == "补办验收")


def test_a_refusal_stays_in_the_form_with_what_was_typed(page, tab, office, qtbot):
    open_task(office)
    shown_again(page, office, qtbot, "checking")
    dialog = ask(page, qtbot, "rectify")
    submit(dialog, office, qtbot)
    qtbot.waitUntil(lambda: "还有部门没有登记意见" in dialog.problem.text())
    assert dialog.form.values()["until"] == TODAY + timedelta(days=60)
    dialog.reject()


def test_the_approval_ends_the_task_and_becomes_the_fact(page, tab, office, qtbot):
    task = open_task(office)
    shown_again(page, office, qtbot, "checking")
    dialog = ask(page, qtbot, "complete")
    dialog.form.fill({"approval": "accepted", "approved_on": TODAY})
    retype(dialog.form.field("number"), "验〔2026〕5号")
    submit(dialog, office, qtbot)
    assert office.records.joint_tasks.get(task).state == "completed"
    qtbot.waitUntil(lambda: tab.view.approval == "accepted")
    assert tab.view.institution.fire_approval.number == "验〔2026〕5号"
    qtbot.waitUntil(lambda: tab.button("recheck") is not None)


def test_submitting_wants_the_resettlement_plan_as_a_file(page, tab, office, tmp_path, qtbot):
    office.workplace.operator.become(person=office.people["wang"], name="王芳", agency=office.agencies["civil_affairs"])
    task = open_task(office)
    shown_again(page, office, qtbot, "checking")
    dialog = ask(page, qtbot, "submit")
    typed = {"organ": "某县人民政府", "responsible": "张镇长", "destination": "县福利院"}
    dialog.form.fill({**typed, "reason": "拒不整改", "plan": "分三批", "disabled": 14})
    submit(dialog, office, qtbot)
    assert dialog.problem.text() == "请选择安置方案文件"
    plan = tmp_path / "方案.pdf"
    plan.write_bytes(b"%PDF-1.7 plan")
    dialog.picker.choose(str(plan))
    submit(dialog, office, qtbot)
    assert office.records.joint_tasks.get(task).state == "submitted"
    shown_again(page, office, qtbot, "submitted")
    qtbot.waitUntil(lambda: tab.button("decide") is not None)
    assert tab.button("submit") is None


def test_the_next_look_is_proposed_and_kept(page, tab, office, qtbot):
    approvals.state_fire_approval(
        office.records, institution=office.institution, approval="filed", on=TODAY, source="原件", by=office.by
    )
    page.presenter.open(office.institution)
    qtbot.waitUntil(lambda: tab.view.approval == "filed")
    proposed = tab.view.proposal.on
    submit(ask(page, qtbot, "recheck"), office, qtbot)
    assert office.records.institutions.get(office.institution).recheck_on == proposed
    qtbot.waitUntil(lambda: tab.view.institution.recheck_on == proposed)


def test_the_joint_opinion_stands_among_the_papers_of_its_visit(page, tab, office, housing, qtbot):
    visit = office.start_visit()
    task = open_task(office, inspection=visit)
    say_all(office, task)
    (row,) = [one for one in read_shelf(office.records, visit).rows if one.paper == "joint_opinion"]
    assert row.subject == task
    officers = {one.agency for one in read_shelf(office.records, visit).officers_for(row)}
    assert officers == {office.agencies["civil_affairs"], office.agencies["fire"]}
    shown_again(page, office, qtbot, "checking")
    wished = []
    office.workplace.navigator.requested.connect(lambda screen, target: wished.append((screen, target)))
    press(tab, qtbot, "paper")
    assert wished == [("papers", ("paper", visit, "joint_opinion", ""))]


def test_the_facilities_follow_the_facts(tab, office):
    found = {one.facility.id: one.standing for one in tab.view.facilities}
    assert found["detection"] is Standing.SUBSTITUTE
    assert found["extinguishing"] is Standing.ASK
    assert "GB 50016 条文说明" in facility_words(tab.view.facilities[0])


def test_every_state_and_standing_has_a_tone_and_every_step_its_words():
    assert set(TASK_TONES) == set(JOINT_TASK_STATE)
    assert set(STANDING_TONES) == set(Standing)
    assert all(form.text and form.done and form.rows for form in FORMS)


def test_everything_on_the_tab_has_a_name(page, tab, office, qtbot):
    say_all(office, open_task(office))
    shown_again(page, office, qtbot, "checking")
    assert nameless(page) == []
    assert doubled_buttons(tab) == []
    assert marked_up_labels(tab) == []
