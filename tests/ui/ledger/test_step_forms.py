"""Every step of a finding has its form, and every form fits its step."""

import inspect

import pytest

from inspections.terms import REGIME
from inspections.transitions import NEXT, FindingState, Step, refusal_text
from inspections.workflow import grading, rectifying
from inspections.workflow.steps import HANDED, STEPS
from tests.ui.ledger.findings import furnish_ledger
from tests.ui.workplace import TODAY
from ui.ledger.detail import read_detail
from ui.ledger.step_forms import BY_NAME, CHOICES, FORMS, LIFTED, OFFICERS, PREFILL, VALUE_PREFIX
from ui.ledger.step_rules import RULES, blocked

DONE_ELSEWHERE = {"change_finding", "state_circumstances", "attach_evidence", "withdraw_evidence"}
"""Words are corrected where the finding is written; facts and attachments are given on the judgement card."""


def detail_of(office, finding, who="li"):
    return read_detail(office.records, finding, files=office.files, operator=office.people[who], today=TODAY)


def test_every_step_of_the_transition_table_and_of_the_workflow_has_a_form():
    assert {step for form in FORMS for step in form.leads} == set(Step) - {Step.RECORD}
    assert {form.work for form in FORMS} == {
        name for name, step in STEPS.items() if step.subject == "finding"
    } - DONE_ELSEWHERE
    assert set(RULES) <= set(BY_NAME)
    assert len(BY_NAME) == len(FORMS)


def field_of(key):
    if key in OFFICERS:
        return "officers"
    if key == LIFTED:
        return "name"
    if key == "grade_second":
        return "second"
    return "values" if key.startswith(VALUE_PREFIX) else key


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_rows_of_a_form_are_the_fields_of_its_step(form):
    taken = {
        name: parameter.default is inspect.Parameter.empty
        for name, parameter in inspect.signature(STEPS[form.work].run).parameters.items()
        if name not in (*HANDED, "finding")
    }
    asked = {field_of(row.key) for row in form.rows} | set(form.fixed)
    assert asked <= set(taken)
    assert {name for name, required in taken.items() if required} <= asked
    always = {field_of(row.key) for row in form.rows if row.required and row.key not in form.visible} | set(form.fixed)
    assert {name for name, required in taken.items() if required} <= always
    keys = {row.key for row in form.rows}
    assert set(form.prefill) | set(form.visible) <= keys
    assert form.hint
    assert form.done


def test_choices_that_depend_on_the_finding_and_what_is_prefilled_belong_to_rows():
    keys = {row.key for form in FORMS for row in form.rows}
    assert set(CHOICES) | set(PREFILL) <= keys


def test_what_is_empty_is_left_to_the_step_and_parts_are_put_together():
    fail = BY_NAME["fail_reinspection"].arguments(
        {"on": TODAY, OFFICERS[0]: "a", OFFICERS[1]: "b", "note": "仍上锁", "deadline": None, "proposal": None}
    )
    assert fail == {"on": TODAY, "officers": ["a", "b"], "note": "仍上锁"}
    mark = BY_NAME["mark_finding"].arguments({"name": "supervised", "values.organ": "县政府", "values.number": None})
    assert mark == {"name": "supervised", "values": {"organ": "县政府"}}
    assert BY_NAME["lift_mark"].arguments({LIFTED: "supervised"}) == {"name": "supervised", "values": {}}


def test_a_step_that_the_state_does_not_allow_says_so_and_no_other(office):
    made = furnish_ledger(office)
    made.pop("visit")
    for finding in made.values():
        detail = detail_of(office, finding, "sun")
        for form in FORMS:
            allowed = any((detail.finding.state, step) in NEXT["finding"] for step in form.leads)
            if form.leads and not allowed:
                assert blocked(form, detail) == f"{refusal_text('finding', detail.finding.state, form.leads[0])}。"


def test_only_authorised_people_of_the_ordering_agency_may_decide(office):
    made = furnish_ledger(office)
    close = BY_NAME["close_finding"]
    assert "未获授权" in blocked(close, detail_of(office, made["passed"], "zhao"))
    assert "不是作出责令的机关" in blocked(close, detail_of(office, made["passed"], "wang"))
    assert blocked(close, detail_of(office, made["passed"], "sun")) == ""


def test_an_extension_is_decided_only_after_it_was_asked(office):
    made = furnish_ledger(office)
    ask, grant = BY_NAME["ask_extension"], BY_NAME["grant_extension"]
    assert "逾期" in blocked(ask, detail_of(office, made["overdue"], "sun"))
    assert "先登记机构的延期申请" in blocked(grant, detail_of(office, made["later"], "sun"))
    until = office.records.findings.get(made["later"]).deadline.replace(month=12, day=30)
    rectifying.ask_extension(office.records, finding=made["later"], on=TODAY, until=until, reason="缺料", by=office.by)
    assert blocked(grant, detail_of(office, made["later"], "sun")) == ""
    rectifying.grant_extension(office.records, finding=made["later"], on=TODAY, until=until, by=office.people["sun"])
    assert office.records.findings.get(made["later"]).deadline == until


def test_only_the_competent_organ_enters_a_determination(office):
    made = furnish_ledger(office)
    determine = BY_NAME["determine_grade"]
    assert REGIME["major_fire"] == "重大火灾隐患"
    assert blocked(determine, detail_of(office, made["overdue"], "wang")) == ""
    assert "未获授权" in blocked(determine, detail_of(office, made["overdue"], "li"))
    assert blocked(determine, detail_of(office, made["overdue"], "sun")) == ""
    assert "先提请" in blocked(determine, detail_of(office, made["later"], "sun"))
    grading.suspect_major(
        office.records, office.files, finding=made["later"], on=TODAY, regime="major_accident", criterion="MH-A1",
        reason="疑似危房", by=office.by,
    )  # fmt: skip
    assert "民政部门" in blocked(determine, detail_of(office, made["later"], "sun"))
    assert blocked(determine, detail_of(office, made["later"], "wang")) == ""


def test_no_agency_that_may_enforce_means_no_order(office):
    visit = office.start_visit(agencies=("civil_affairs",), team=("li", "wang"))
    finding = office.record_finding(visit)
    assert "移送有权机关" in blocked(BY_NAME["order_rectification"], detail_of(office, finding))


def test_nothing_is_done_any_more_with_what_has_ended(office):
    made = furnish_ledger(office)
    open_forms = [form.name for form in FORMS if not blocked(form, detail_of(office, made["voided"], "sun"))]
    assert open_forms == []
    closed = detail_of(office, made["closed"], "sun")
    assert closed.finding.state == FindingState.CLOSED
    assert [form.name for form in FORMS if not blocked(form, closed)] == ["reopen_finding"]
