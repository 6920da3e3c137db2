"""消防手续: what an institution has, when it is looked at again, and the joint task where it has none.

湘乡政办发〔2021〕23号 二(八)4. Nothing here orders an institution closed: that is submitted, and the decision entered.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from inspections.entry import JsonObject
from inspections.joint_task import TEMPLATE, JointTask, Resettlement, missing_codes
from inspections.people import Agency, require_authorised, require_officer
from inspections.records import Changes, Files, Records
from inspections.refusal import BadValueError, MissingError, RefusedError
from inspections.terms import AGENCY_CODE

BASIS: Final = "《湘乡市推进养老服务高质量发展三年行动方案（2021—2023年）》（湘乡政办发〔2021〕23号）二(八)4"
"""The bundled policy; an office elsewhere names its own."""


def state_fire_approval(
    records: Records,
    *,
    institution: str,
    approval: str,
    on: date,
    source: str,
    by: str,
    number: str = "",
    approved_on: date | None = None,
) -> Changes:
    """State the fire approval of an institution with number and date; the fact decides which items apply."""
    if not source.strip():
        raise MissingError("没有写明消防手续的来源。", "例如：查验原件、住建部门函复。")
    with records.change(by=by) as change:
        record = records.institutions.get(institution)
        fact = record.state_fire_approval(
            approval, number=number, approved_on=approved_on, on=on, source=source.strip()
        )
        change.append(fact)
    return change.touched


def set_recheck(records: Records, *, institution: str, on: date, reason: str, by: str) -> Changes:
    """Set the day an institution with approval is looked at again (动态监管)."""
    with records.change(by=by) as change:
        change.append(records.institutions.get(institution).set_recheck(on=on, reason=reason))
    return change.touched


def open_joint_task(
    records: Records,
    *,
    institution: str,
    on: date,
    by: str,
    agencies: Sequence[str] = (),
    inspection: str = "",
    basis: str = BASIS,
) -> Changes:
    """Open the joint task from the template; without `agencies` the first 民政, 住建 and 消防 of the register."""
    with records.change(by=by) as change:
        record = records.institutions.get(institution)
        _require_without_approval(record.facts().get("fire_acceptance"), record.name)
        running = [one for one in records.joint_tasks.where(institution=institution) if one.is_open]
        if running:
            raise RefusedError("该机构已有进行中的联合整改任务。", "请在机构详情的“消防手续”中继续办理。")
        chosen = _agencies(records, agencies)
        _require_visit(records, inspection, institution)
        values = {
            "institution": institution, "inspection": inspection, "lead": chosen[0].id,
            "agencies": [agency.id for agency in chosen], "opened_on": on, "basis": basis.strip(),
        }  # fmt: skip
        change.append(records.joint_tasks.new(change.new_id()).start(values, _plans(chosen, on)))
    return change.touched


def plan_joint_part(
    records: Records, *, task: str, agency: str, what: str, by: str, who: str = "", until: date | None = None
) -> Changes:
    """Say who of an agency does what, until when."""
    with records.change(by=by) as change:
        change.append(records.joint_tasks.get(task).plan(agency, _plan(who=who, what=what, until=until)))
    return change.touched


def name_joint_inspection(records: Records, *, task: str, inspection: str, by: str) -> Changes:
    """Say which visit was the joint inspection; the opinion rests on it."""
    with records.change(by=by) as change:
        record = records.joint_tasks.get(task)
        _require_visit(records, inspection, record.institution)
        change.append(record.name_inspection(inspection))
    return change.touched


def give_joint_opinion(
    records: Records,
    *,
    task: str,
    agency: str,
    on: date,
    opinion: str,
    measures: str,
    said_by: str,
    by: str,
    until: date | None = None,
) -> Changes:
    """Enter what an agency found and asks for; it becomes that agency's part of the joint paper."""
    with records.change(by=by) as change:
        require_officer(records.people.get(by), "登记部门意见")
        record = records.joint_tasks.get(task)
        fact = record.give_opinion(agency, on=on, opinion=opinion, measures=measures, until=until, said_by=said_by)
        change.append(fact)
    return change.touched


def finish_joint_part(records: Records, *, task: str, agency: str, on: date, by: str, note: str = "") -> Changes:
    """Note that an agency did its part."""
    with records.change(by=by) as change:
        change.append(records.joint_tasks.get(task).finish_part(agency, on=on, note=note))
    return change.touched


def begin_joint_rectification(
    records: Records, *, task: str, on: date, until: date, by: str, note: str = ""
) -> Changes:
    """Go on to 整改中, or set a new day."""
    with records.change(by=by) as change:
        require_officer(records.people.get(by), "确定整改期限")
        change.append(records.joint_tasks.get(task).rectify(on=on, until=until, note=note.strip()))
    return change.touched


def complete_joint_task(
    records: Records, *, task: str, on: date, approval: str, number: str, approved_on: date, by: str
) -> Changes:
    """End with 完善消防手续: the approval becomes the institution's fact in the same step."""
    with records.change(by=by) as change:
        require_officer(records.people.get(by), "办结联合整改任务")
        record = records.joint_tasks.get(task)
        change.append(record.complete(on=on, approval=approval, number=number, approved_on=approved_on))
        institution = records.institutions.get(record.institution)
        fact = institution.state_fire_approval(
            approval, number=number, approved_on=approved_on, on=on, source="联合整改任务办结"
        )
        change.append(fact)
    return change.touched


def submit_to_government(
    records: Records,
    files: Files,
    *,
    task: str,
    on: date,
    organ: str,
    reason: str,
    residents: int,
    disabled: int,
    destination: str,
    responsible: str,
    plan: str,
    document: bytes,
    extension: str,
    by: str,
    number: str = "",
) -> Changes:
    """提请政府依法关停 with the 安置方案: an authorised person of the lead agency submits, the government decides."""
    digest = files.store_document(document, extension=extension) if document else ""
    with records.change(by=by) as change:
        record = records.joint_tasks.get(task)
        _require_lead(records, record, by)
        resettlement = Resettlement(
            residents=residents,
            disabled=disabled,
            destination=destination,
            responsible=responsible,
            plan=plan,
            document=f"{digest}.{extension}" if digest else "",
        )
        change.append(record.submit(on=on, organ=organ, reason=reason, number=number, resettlement=resettlement))
    return change.touched


def enter_government_decision(
    records: Records,
    files: Files,
    *,
    task: str,
    on: date,
    organ: str,
    number: str,
    decision: str,
    scan: bytes,
    extension: str,
    by: str,
) -> Changes:
    """Enter the government's decision: organ, number, date and scan. It is written elsewhere."""
    digest = files.store_document(scan, extension=extension) if scan else ""
    reference = f"{digest}.{extension}" if digest else ""
    with records.change(by=by) as change:
        record = records.joint_tasks.get(task)
        change.append(record.enter_decision(on=on, organ=organ, number=number, decision=decision, scan=reference))
    return change.touched


def void_joint_task(records: Records, *, task: str, on: date, reason: str, by: str) -> Changes:
    """Void a task that was opened by mistake."""
    with records.change(by=by) as change:
        record = records.joint_tasks.get(task)
        _require_lead(records, record, by)
        change.append(record.void(on=on, reason=reason))
    return change.touched


def _require_without_approval(approval: object, name: str) -> None:
    if approval is None:
        raise MissingError(f"“{name}”的消防手续未填写。", "请先登记消防手续（消防验收合格意见书、备案凭证或无）。")
    if approval != "none":
        raise RefusedError(f"“{name}”已有消防手续，不需要联合整改任务。", "请按动态监管确定复核日期。")


def _require_visit(records: Records, inspection: str, institution: str) -> None:
    if inspection and records.inspections.get(inspection).institution != institution:
        raise BadValueError("所选检查不是该机构的检查。", "请选择该机构的联合检查。")


def _require_lead(records: Records, task: JointTask, by: str) -> None:
    """Refuse anybody but an authorised person of the agency that leads."""
    person = records.people.get(by)
    require_authorised(person, agency="", doing="作出此项登记")
    if person.agency != task.lead:
        lead = records.agencies.get(task.lead)
        raise RefusedError(f"{person.name}不是牵头部门的人员。", f"请由{lead.name}的授权人员操作。")


def _agencies(records: Records, chosen: Sequence[str]) -> list[Agency]:
    """Return the agencies, 民政 first: it leads."""
    known = [records.agencies.get(one) for one in chosen] if chosen else list(records.agencies.where())
    first = {agency.code: agency for agency in reversed(known)}
    missing = missing_codes([agency.code for agency in known])
    if missing:
        names = "、".join(AGENCY_CODE[code] for code in missing)
        raise MissingError(f"联合整改须有民政、住建、消防三个部门，缺少：{names}。", "请先登记（设置 → 机关）。")
    return [first[part.code] for part in TEMPLATE]


def _plans(agencies: Sequence[Agency], on: date) -> Mapping[str, JsonObject]:
    parts = {part.code: part for part in TEMPLATE}
    return {
        agency.id: _plan(
            who=agency.fields.text("contact"),
            what=parts[agency.code].duty,
            until=on + timedelta(days=parts[agency.code].days),
        )
        for agency in agencies
    }


def _plan(*, who: str, what: str, until: date | None) -> JsonObject:
    return {"who": who.strip(), "what": what.strip(), "until": until.isoformat() if until else ""}
