"""Take over the register of institutions from a sheet: all of it or nothing, and twice is the same as once."""

from datetime import date
from typing import Final

from inspections.institution import Institution
from inspections.records import Change, Changes, Records
from inspections.refusal import BadValueError
from inspections.register import Plan, Planned, Register, plan, summary

SOURCE: Final = "机构登记表"


def preview_import(records: Records, *, register: Register) -> Plan:
    """Tell what an import of this register would do now."""
    return plan(register, records.institutions.where())


def import_institutions(records: Records, *, register: Register, on: date, by: str) -> Changes:
    """Record every institution of the register and every difference, in one transaction; a problem stops all of it."""
    with records.change(by=by) as change:
        planned = preview_import(records, register=register)
        if planned.refusals:
            raise BadValueError(
                f"表格有 {len(planned.refusals)} 处问题，未导入任何内容：{summary(planned.refusals)}。",
                "请在表格中改正后重新导入。",
            )
        for one in (*planned.new, *planned.changed):
            _take_over(records, change, one, on=one.row.on or on)
    return change.touched


def _take_over(records: Records, change: Change, planned: Planned, *, on: date) -> None:
    record: Institution = records.institutions.new(planned.id or change.new_id())
    if planned.values:
        change.append(record.record_as(planned.values))
    if planned.facts:
        stated = records.institutions.get(record.id)
        change.append(stated.state_facts(planned.facts, on=on, source=SOURCE))
