"""From a suspicion to a determination: what is confirmed, attached, asked for and entered about a finding's grade."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from inspections import grading, judging
from inspections.people import Agency, Person
from inspections.records import Changes, Files, Records
from inspections.refusal import BadValueError, MissingError
from inspections.standing import read_confirmed

SCANS: Final = ("pdf", "jpg", "jpeg", "png")


def state_circumstances(records: Records, *, finding: str, answers: Mapping[str, bool | None], by: str) -> Changes:
    """Say of the circumstances of criteria whether they are so."""
    with records.change(by=by) as change:
        change.append(grading.state_circumstances(records.findings.get(finding), answers))
    return change.touched


def attach_evidence(
    records: Records,
    files: Files,
    *,
    finding: str,
    name: str,
    file: bytes,
    extension: str,
    on: date,
    by: str,
    file_name: str = "",
) -> Changes:
    """Keep a file that a determination rests on; it is known by its digest from now on."""
    kind = extension.lower().lstrip(".")
    if kind not in SCANS:
        raise BadValueError(f"附件不能是 .{kind} 文件。", f"可用：{'、'.join(SCANS)}。")
    if not file:
        raise BadValueError("附件是空文件。", "请重新选择。")
    record = records.findings.get(finding)
    digest = files.store_document(file, extension=kind)
    with records.change(by=by) as change:
        change.append(grading.attach(record, name=name, digest=digest, extension=kind, file=file_name, on=on))
    return change.touched


def withdraw_evidence(records: Records, *, finding: str, evidence: str, reason: str, by: str) -> Changes:
    """Take a file away from what a determination rests on."""
    with records.change(by=by) as change:
        change.append(grading.withdraw(records.findings.get(finding), evidence=evidence, reason=reason))
    return change.touched


def suspect_major(
    records: Records, files: Files, *, finding: str, on: date, regime: str, criterion: str, reason: str, by: str
) -> Changes:
    """Say that a finding may be 重大 and ask for the determination; what the rules saw on the day is kept with it."""
    with records.change(by=by) as change:
        record = records.findings.get(finding)
        judgement = judging.read_judgement(records, files, finding)
        judged = judgement.as_data() if judgement else {}
        fact = grading.suspect(record, on=on, regime=regime, criterion=criterion, reason=reason, judged=judged)
        change.append(fact)
    return change.touched


def determine_grade(
    records: Records, *, finding: str, on: date, values: Mapping[str, object], by: str, second: str = ""
) -> Changes:
    """Enter the determination of the competent organ or its correction; `organ` is an id, one's own if left out."""
    with records.change(by=by) as change:
        person = records.people.get(by)
        record, organ = records.findings.get(finding), _organ(records, person, values)
        fact = grading.determine(
            record,
            on=on,
            by=person,
            organ=organ,
            confirmed=read_confirmed(records, agency=organ.id).criteria(on=record.fields.day("found_on")),
            values=values,
            second=records.people.get(second) if second else None,
        )
        change.append(fact)
    return change.touched


def _organ(records: Records, person: Person, values: Mapping[str, object]) -> Agency:
    organ = str(values.get("organ") or person.agency)
    if not organ:
        raise MissingError("没有写明认定机关。", "请选择认定机关。")
    return records.agencies.get(organ)
