"""Set up this laptop: the installation, agencies, people and number blocks."""

from collections.abc import Mapping

from checklists.model import Agency as AgencyCode
from inspections.document import PAPERS
from inspections.entry import named_id
from inspections.people import LOCAL_USER
from inspections.records import Changes, Records
from inspections.refusal import BadValueError, MissingError
from inspections.terms import STAMP_CORNER


def make_installation(records: Records, *, name: str) -> Changes:
    """Start the records of this laptop; the built-in 本机用户 may enter but never sign, freeze, determine or close."""
    with records.change(by=LOCAL_USER) as change:
        installation = records.installations.new(records.origin)
        if not installation.exists:
            made = {"name": name, "set_up_for": LOCAL_USER, "made_at": change.now.isoformat()}
            change.append(installation.fact("installation_made", made))
        user = records.people.new(LOCAL_USER)
        if not user.exists:
            change.append(user.fact("person_recorded", {"name": "本机用户", "role": "local", "active": True}))
    return change.touched


def set_up_for(records: Records, *, person: str, by: str) -> Changes:
    """Name the person who uses this laptop by default."""
    with records.change(by=by) as change:
        records.people.get(person)
        change.append(records.installations.get(records.origin).fact("installation_changed", {"set_up_for": person}))
    return change.touched


def record_agency(records: Records, *, values: Mapping[str, object], by: str, agency: str = "") -> Changes:
    """Record an agency or change it; its code says which clauses it is competent for."""
    with records.change(by=by) as change:
        named = named_id("agency", str(values.get("name", "")))
        record = records.agencies.get(agency) if agency else records.agencies.new(named)
        if not record.exists and not str(values.get("name") or "").strip():
            raise MissingError("没有填写机关名称。")
        if values.get("code", record.code) not in set(AgencyCode):
            raise BadValueError("请选择机关类别（民政、消防救援、市场监管等）。")
        if values.get("photo_stamp", "") not in STAMP_CORNER:
            raise BadValueError("照片水印的位置无效。", f"可用：{'、'.join(filter(None, STAMP_CORNER))}，不加则留空。")
        change.append(record.fact("agency_recorded", values))
    return change.touched


def record_person(records: Records, *, values: Mapping[str, object], by: str, person: str = "") -> Changes:
    """Record a person or change what is recorded; an officer needs a certificate number and an agency."""
    with records.change(by=by) as change:
        record = records.people.get(person) if person else records.people.new(change.new_id())
        known = {**record.fields.values(), **values}
        if not str(known.get("name") or "").strip():
            raise MissingError("没有填写姓名。")
        if known.get("role") in ("officer", "head") and not (known.get("certificate_number") and known.get("agency")):
            raise MissingError("执法人员须填写执法证号和所属机关。", "没有执法证的请登记为协助人员。")
        change.append(record.fact("person_recorded", {"active": True, **values}))
    return change.touched


def grant_block(
    records: Records,
    *,
    agency: str,
    paper: str,
    year: int,
    first: int,
    last: int,
    prefix: str,
    by: str,
    style: str = "",
) -> Changes:
    """Give this laptop a run of numbers; two blocks of one paper, agency and year never overlap."""
    with records.change(by=by) as change:
        if paper not in PAPERS:
            raise BadValueError(f"没有“{paper}”这种文书。")
        if not 0 < first <= last:
            raise BadValueError("号段的起止号有误。", "起号须大于 0 且不大于止号。")
        for block in records.number_blocks.where(agency=agency, paper=paper, year=year):
            if first <= (block.fields.whole("last") or 0) and (block.fields.whole("first") or 0) <= last:
                raise BadValueError("号段与已有号段重叠。", "请与机关核对本机的号段。")
        granted = {
            "agency": agency,
            "paper": paper,
            "year": year,
            "first": first,
            "last": last,
            "prefix": prefix,
            "style": style,
        }
        change.append(records.number_blocks.new(change.new_id()).fact("block_granted", granted))
    return change.touched
