"""Keep what indicators, risk colours and warnings are computed from."""

from collections.abc import Mapping
from datetime import date

from checklists.certificates import CERTIFICATES
from checklists.indicators import Scope
from inspections.area import area_id
from inspections.assessment import assessment_id, score
from inspections.records import Changes, Records
from inspections.refusal import BadValueError, MissingError, RefusedError
from inspections.stated import area_inputs, named_inputs, require_inputs, stating


def state_inputs(
    records: Records, *, institution: str, values: Mapping[str, object], on: date, source: str, by: str
) -> Changes:
    """State what the indicators of an institution are computed from, as of a day, with its source."""
    given = require_inputs(named_inputs(Scope.INSTITUTION), values)
    with records.change(by=by) as change:
        record = records.institutions.get(institution)
        change.append(record.fact("inputs_stated", stating("input", given, on=on, source=source)))
    return change.touched


def state_certificates(
    records: Records, *, institution: str, values: Mapping[str, object], on: date, source: str, by: str
) -> Changes:
    """State which certificates were seen: `{"held": true, "until": "2027-05-01"}` each; None takes one back."""
    unknown = [name for name in values if name not in CERTIFICATES]
    if unknown:
        raise BadValueError(f"没有这种证照：{'、'.join(unknown)}。", f"可用：{'、'.join(CERTIFICATES)}。")
    given = {name: None if value is None else _certificate(name, value) for name, value in values.items()}
    with records.change(by=by) as change:
        record = records.institutions.get(institution)
        change.append(record.fact("certificates_stated", stating("certificate", given, on=on, source=source)))
    return change.touched


def record_area(records: Records, *, values: Mapping[str, object], by: str, area: str = "") -> Changes:
    """Record a county, community, village or new estate, or change what is recorded."""
    with records.change(by=by) as change:
        words = {name: str(values.get(name) or "") for name in ("level", "name", "parent")}
        record = records.areas.get(area) if area else records.areas.new(area_id(**words))
        if not area and record.exists:
            raise RefusedError(f"区域“{record.name}”已登记。", "请在列表中打开后修改。")
        changed = {name: value for name, value in values.items() if record.fields.value(name) != value}
        if changed or not record.exists:
            change.append(record.record_as(changed))
    return change.touched


def state_area_inputs(
    records: Records, *, area: str, values: Mapping[str, object], on: date, source: str, by: str
) -> Changes:
    """State what the indicators of an area are computed from, as of a day, with its source."""
    given = require_inputs(area_inputs(), values)
    with records.change(by=by) as change:
        record = records.areas.get(area)
        change.append(record.fact("area_inputs_stated", stating("input", given, on=on, source=source)))
    return change.touched


def assess_risk(
    records: Records,
    *,
    institution: str,
    method: str,
    likelihood: str,
    on: date,
    by: str,
    exposure: str = "",
    consequence: str = "",
    severity: str = "",
    place: str = "",
    activity: str = "",
    item: str = "",
    measure: str = "",
    responsible: str = "",
) -> Changes:
    """Assess a place or an activity by LEC or LS; assessed again, the later one counts and both stay in the history."""
    factors = {"likelihood": likelihood, "exposure": exposure, "consequence": consequence, "severity": severity}
    score({"method": method, **factors})
    if not place and not activity.strip():
        raise MissingError("没有写明评估的部位或活动。", "请选择部位，或写明活动、设施，例如：厨房动火、电动车充电。")
    with records.change(by=by) as change:
        records.institutions.get(institution)
        if place and records.places.get(place).fields.text("institution") != institution:
            raise BadValueError("这个部位不属于该机构。")
        about = {"institution": institution, "place": place, "activity": activity.strip(), "item": item}
        record = records.risk_assessments.new(assessment_id(institution, place, activity, item))
        said = {"method": method, **factors, "measure": measure, "responsible": responsible, "assessed_on": on}
        change.append(record.fact("risk_assessed", {**about, **said, "withdrawn": False}))
    return change.touched


def withdraw_assessment(records: Records, *, assessment: str, reason: str, by: str) -> Changes:
    """Let an assessment count no longer; it stays in the history."""
    if not reason.strip():
        raise MissingError("撤下风险评估须写明理由。")
    with records.change(by=by) as change:
        record = records.risk_assessments.get(assessment)
        change.append(record.fact("risk_withdrawn", {"withdrawn": True, "withdrawn_reason": reason.strip()}))
    return change.touched


def _certificate(name: str, value: object) -> dict[str, object]:
    if not isinstance(value, Mapping) or not isinstance(value.get("held"), bool):
        raise BadValueError(
            f"证照“{CERTIFICATES[name].name}”的内容无法识别。", '写法：{"held": true, "until": "2027-05-01"}。'
        )
    until = str(value.get("until") or "")
    try:
        date.fromisoformat(until) if until else None
    except ValueError as error:
        raise BadValueError(f"证照“{CERTIFICATES[name].name}”的有效期“{until}”不是日期。") from error
    return {"held": value["held"], "until": until}
