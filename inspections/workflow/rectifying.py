"""From order to closure: what is done with a finding after it was recorded."""

from collections.abc import Mapping, Sequence
from datetime import date

from checklists.phrases import unfilled
from inspections.finding import Finding
from inspections.people import Person
from inspections.records import Changes, Records
from inspections.refusal import MissingError
from inspections.standing import read_confirmed


def order_rectification(
    records: Records,
    *,
    finding: str,
    agency: str,
    on: date,
    action: str,
    measure: str,
    by: str,
    deadline: date | None = None,
    reason: str = "",
) -> Changes:
    """Order the institution to rectify one finding by a date, or at once."""
    with records.change(by=by) as change:
        organ = records.agencies.get(agency)
        record = records.findings.get(finding)
        _require_filled(record, measure)
        fact = record.order(
            agency=agency,
            agency_code=organ.code,
            on=on,
            action=action,
            deadline=deadline,
            measure=measure,
            reason=reason,
            confirmed=read_confirmed(records, agency=agency),
        )
        change.append(fact)
    return change.touched


def _require_filled(finding: Finding, measure: str) -> None:
    left = unfilled(finding.description, measure)
    if left:
        raise MissingError(f"问题 {finding.number} 的{left}，不能责令。", "请在问题卡片里逐个填好，或改写这句话。")


def advise(records: Records, *, finding: str, on: date, measure: str, by: str) -> Changes:
    """Advise the institution; outside the balance."""
    with records.change(by=by) as change:
        change.append(records.findings.get(finding).advise(on=on, measure=measure))
    return change.touched


def ask_extension(
    records: Records, *, finding: str, on: date, until: date, reason: str, by: str, measures: str = ""
) -> Changes:
    """Note the institution's request for a later date, with what it does meanwhile to keep people safe."""
    with records.change(by=by) as change:
        record = records.findings.get(finding)
        change.append(record.ask_extension(on=on, until=until, reason=reason, measures=measures))
    return change.touched


def grant_extension(records: Records, *, finding: str, on: date, until: date, by: str) -> Changes:
    """Grant an extension as the ordering agency's authorised person."""
    with records.change(by=by) as change:
        change.append(records.findings.get(finding).grant_extension(on=on, until=until, by=records.people.get(by)))
    return change.touched


def deny_extension(records: Records, *, finding: str, on: date, reason: str, by: str) -> Changes:
    """Deny an extension."""
    with records.change(by=by) as change:
        denied = records.findings.get(finding).deny_extension(on=on, by=records.people.get(by), reason=reason)
        change.append(denied)
    return change.touched


def report_rectification(
    records: Records, *, finding: str, on: date, measure: str, person: str, done_on: date, by: str, money: str = ""
) -> Changes:
    """Note what the institution reports, with its photos after."""
    with records.change(by=by) as change:
        after = records.photos.count(finding=finding, stage="after", withdrawn=False)
        fact = records.findings.get(finding).report(
            on=on, measure=measure, person=person, done_on=done_on, money=money, photos_after=after
        )
        change.append(fact)
    return change.touched


def pass_reinspection(
    records: Records, *, finding: str, on: date, officers: Sequence[str], by: str, note: str = "", inspection: str = ""
) -> Changes:
    """Pass the re-inspection of one finding."""
    with records.change(by=by) as change:
        people = _people(records, officers)
        passed = records.findings.get(finding).reinspect_pass(on=on, officers=people, note=note, inspection=inspection)
        change.append(passed)
    return change.touched


def fail_reinspection(
    records: Records,
    *,
    finding: str,
    on: date,
    officers: Sequence[str],
    note: str,
    by: str,
    inspection: str = "",
    deadline: date | None = None,
    proposal: str = "",
) -> Changes:
    """Fail the re-inspection of one finding: a new round."""
    with records.change(by=by) as change:
        fact = records.findings.get(finding).reinspect_fail(
            on=on,
            officers=_people(records, officers),
            note=note,
            inspection=inspection,
            deadline=deadline,
            proposal=proposal,
        )
        change.append(fact)
    return change.touched


def close_finding(
    records: Records, *, finding: str, on: date, by: str, basis: str = "复查合格", second: str = "", lifted: str = ""
) -> Changes:
    """Close the ledger line as an authorised person of the ordering agency."""
    with records.change(by=by) as change:
        record = records.findings.get(finding)
        confirming = records.people.get(second) if second else None
        closed = record.close(on=on, by=records.people.get(by), basis=basis, second=confirming, lifted=lifted)
        change.append(closed)
    return change.touched


def reopen_finding(
    records: Records, *, finding: str, on: date, reason: str, by: str, deadline: date | None = None
) -> Changes:
    """Open a closed line again, with a reason."""
    with records.change(by=by) as change:
        person = records.people.get(by)
        change.append(records.findings.get(finding).reopen(on=on, by=person, reason=reason, deadline=deadline))
    return change.touched


def refer_finding(
    records: Records, *, finding: str, on: date, to: str, how: str, reason: str, by: str, number: str = ""
) -> Changes:
    """Hand a finding over to the competent agency."""
    with records.change(by=by) as change:
        change.append(records.findings.get(finding).refer(on=on, to=to, how=how, number=number, reason=reason))
    return change.touched


def receive_receipt(
    records: Records,
    *,
    finding: str,
    on: date,
    number: str,
    outcome: str,
    by: str,
    deadline: date | None = None,
    agency: str = "",
) -> Changes:
    """Note the receipt of a referral and how it ended."""
    with records.change(by=by) as change:
        record = records.findings.get(finding)
        change.append(record.receive(on=on, number=number, outcome=outcome, deadline=deadline, agency=agency))
    return change.touched


def mark_finding(records: Records, *, finding: str, name: str, values: Mapping[str, object], by: str) -> Changes:
    """Set a mark beside the state; empty values lift it."""
    with records.change(by=by) as change:
        change.append(records.findings.get(finding).mark(name, dict(values)))
    return change.touched


def lift_supervision(
    records: Records, *, finding: str, on: date, organ: str, basis: str, by: str, number: str = ""
) -> Changes:
    """Note that the listing organ lifted 挂牌督办."""
    with records.change(by=by) as change:
        lifted = records.findings.get(finding).lift_listing(on=on, organ=organ, number=number, basis=basis)
        change.append(lifted)
    return change.touched


def _people(records: Records, ids: Sequence[str]) -> list[Person]:
    return [records.people.get(person) for person in ids]
