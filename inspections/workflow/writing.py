"""What is typed for papers: plans, opinions, questions and answers, surveys, samples, addresses, filing."""

from collections.abc import Mapping
from typing import Final

from inspections.entry import named_id
from inspections.inspection import Inspection
from inspections.material import MATERIAL_FORMS, Material, MaterialForm
from inspections.records import Changes, Records
from inspections.refusal import BadValueError, MissingError

_ONE_OF_ITS_KIND: Final = "material"


def record_material(
    records: Records,
    *,
    inspection: str,
    form: str,
    values: Mapping[str, object],
    by: str,
    agency: str = "",
    about: str = "",
    material: str = "",
) -> Changes:
    """Fill in a form of a visit: the one there is, another of its kind, or the one named; parts may follow later."""
    wanted = MATERIAL_FORMS.get(form)
    if wanted is None:
        raise BadValueError(f"没有“{form}”这种文书内容。", f"可用：{'、'.join(MATERIAL_FORMS)}。")
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        owner = _owner(visit, wanted, agency)
        _require_finding(records, visit, wanted, about)
        if material:
            record = records.materials.get(material)
            _require_same(record, inspection, wanted)
        elif wanted.many:
            record = records.materials.new(change.new_id())
        else:
            record = records.materials.new(material_id(inspection, form, owner, about))
        head = {"inspection": inspection, "institution": visit.institution, "agency": owner, "about": about}
        change.append(record.record(wanted, values, head))
    return change.touched


def withdraw_material(records: Records, *, material: str, reason: str, by: str) -> Changes:
    """Take back what was typed by mistake; the journal keeps it."""
    with records.change(by=by) as change:
        change.append(records.materials.get(material).withdraw(reason))
    return change.touched


def material_id(inspection: str, form: str, agency: str, about: str = "") -> str:
    """Return the id two laptops give to the same form of a visit."""
    return named_id(_ONE_OF_ITS_KIND, inspection, form, agency, about)


def _owner(visit: Inspection, form: MaterialForm, agency: str) -> str:
    """Return whose it is: nobody's alone where the whole visit shares it."""
    if visit.state == "voided":
        raise BadValueError("检查已作废，不能填写文书内容。")
    if form.shared:
        return ""
    if not agency and len(visit.agencies) > 1:
        raise MissingError(f"“{form.title}”由各机关分别填写。", "请指明机关。")
    owner = agency or visit.agencies[0]
    if owner not in visit.agencies:
        raise BadValueError("该机关没有参加本次检查。", "请选择本次检查的机关。")
    return owner


def _require_finding(records: Records, visit: Inspection, form: MaterialForm, about: str) -> None:
    if form.of_finding and not about:
        raise MissingError(f"“{form.title}”须指明问题。", "请指明申请延期的问题。")
    if about and records.findings.get(about).institution != visit.institution:
        raise BadValueError("所指的问题不是该机构的问题。", "请选择该机构的问题。")


def _require_same(record: Material, inspection: str, form: MaterialForm) -> None:
    if (record.inspection, record.form) != (inspection, form.code):
        raise BadValueError(f"所指的内容不是本次检查的“{form.title}”。", "请重新选择。")
