"""A visit from start to finish: arrival, responses, departure."""

from collections.abc import Mapping, Sequence
from datetime import date

from checklists.model import Depth, Item
from inspections.editions import CatalogueEntry, catalogue, editions_in_use
from inspections.facts import ARRIVAL
from inspections.inspection import Inspection, response_id
from inspections.institution import facts_snapshot
from inspections.planning import find_item, plan_sections, recorded_items
from inspections.records import Change, Changes, Files, Records
from inspections.refusal import BadValueError, MissingError, RefusedError
from inspections.terms import DEPTH, INSPECTION_KIND, ROLE
from inspections.workflow.editions import about_edition, take_up


def start_inspection(
    records: Records,
    files: Files,
    *,
    institution: str,
    kind: str,
    on: date,
    agencies: Sequence[str],
    team: Sequence[Mapping[str, str]],
    by: str,
    checklists: Sequence[bytes] = (),
    lists: Sequence[str] = (),
    reinspects: Sequence[str] = (),
    task_source: str = "plan",
    depth: str = "full",
    joint: bool = False,
) -> Changes:
    """Start a visit pinned to editions, with the institution's facts as of now.

    `lists` names checklists by code, each taken in the edition in use on the day; `checklists` are the bytes of files.
    Each edition's file is on disk before the entry that names it.
    """
    asked = _how_asked(kind, depth, joint=joint)
    in_use = _in_use(records, files, lists, on)
    digests = [files.store_checklist(data) for data in checklists]
    with records.change(by=by) as change:
        facts = facts_snapshot(records.institutions.get(institution))
        _check_team(records, team, agencies)
        _use_editions(records, files, change, digests, checklists)
        digests += [take_up(records, files, change, entry).id for entry in in_use]
        visit = records.inspections.new(change.new_id())
        values = {
            "institution": institution,
            "on": on,
            "agencies": list(agencies),
            "team": [dict(member) for member in team],
            "editions": list(dict.fromkeys(digests)),
            "facts": facts,
            "reinspects": list(reinspects),
            "serial": records.inspections.count(institution=institution) + 1,
            **asked,
        }
        change.append(visit.start(values))
        change.append(records.inspections.get(visit.id).arrive({"task_source": task_source}))
    return change.touched


def change_inspection(records: Records, *, inspection: str, values: Mapping[str, object], by: str) -> Changes:
    """Change team, agencies, depth or 一表通查 of a running visit; answers given are kept."""
    allowed = {"agencies", "team", "facts", "kind", "depth", "joint"}
    if not set(values) <= allowed:
        raise BadValueError("只能调整检查机关、人员、机构事实、检查类型、检查深度和一表通查。")
    _check_depth(values.get("depth", Depth.FULL))
    if not isinstance(values.get("joint", False), bool):
        raise BadValueError("一表通查只能填是或否（true/false）。")
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        visit.require_running()
        _check_team(records, values.get("team", ()), values.get("agencies", visit.agencies))  # type: ignore[arg-type]
        change.append(visit.fact("inspection_changed", values))
    return change.touched


def record_arrival(records: Records, *, inspection: str, values: Mapping[str, object], by: str) -> Changes:
    """Fill in the 到场卡, wholly or in part."""
    unknown = [name for name in values if name not in ARRIVAL]
    if unknown:
        raise BadValueError(f"到场卡没有这些栏目：{'、'.join(unknown)}。")
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        news = {name: value for name, value in values.items() if visit.fields.value(name) != value}
        if news:
            change.append(visit.arrive(news))
    return change.touched


def make_statement(records: Records, *, inspection: str, statement: str, said_by: str, by: str) -> Changes:
    """Keep what the institution's person says about the record."""
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        words = {"statement": statement, "statement_by": said_by, "statement_at": change.now.isoformat()}
        change.append(visit.fact("statement_made", words))
    return change.touched


def respond(
    records: Records,
    files: Files,
    *,
    inspection: str,
    item: str,
    agency: str,
    result: str,
    by: str,
    details: Mapping[str, object] | None = None,
) -> Changes:
    """Give one result for one item in the name of one agency; what is not mentioned stays as it was."""
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        _require_fitting(_asked(files, visit, item, agency), result)
        response = records.responses.new(response_id(inspection, item, agency))
        change.append(response.give(_values(change, inspection, item, agency, result, details or {})))
    return change.touched


def respond_rest(
    records: Records,
    files: Files,
    *,
    inspection: str,
    section: str,
    agency: str,
    by: str,
    place: str = "",
    items: Sequence[str] | None = None,
) -> Changes:
    """Mark the rest of a section 符合 in one act with a common batch id.

    Measured items, sampled items and triggers of 重大 are never marked so. `items` narrows what the page showed.
    """
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        visit.require_running()
        batch = change.new_id()
        for item in _asked_items(records, files, visit, section):
            response = records.responses.new(response_id(inspection, item.id, agency))
            asked = items is None or item.id in items
            if asked and response.result == "not_checked" and not is_never_batch(item):
                details = {"batch": batch, "place": place}
                change.append(response.give(_values(change, inspection, item.id, agency, "compliant", details)))
    return change.touched


def is_never_batch(item: Item) -> bool:
    """Tell whether an item must be answered for itself: measured, sampled, a trigger of 重大, or a 政策目标."""
    return item.measured is not None or item.sampled or bool(item.major) or item.is_target


def withdraw_response(
    records: Records, *, inspection: str, item: str, agency: str, by: str, reason: str = "撤销"
) -> Changes:
    """Take a result back: the item is 未检查 again, the history keeps both."""
    with records.change(by=by) as change:
        records.inspections.get(inspection).require_running()
        response = records.responses.get(response_id(inspection, item, agency))
        withdrawn = {"result": "not_checked", "withdrawn_reason": reason}
        change.append(response.fact("response_withdrawn", withdrawn))
    return change.touched


def finish_inspection(
    records: Records,
    *,
    inspection: str,
    on: date,
    by: str,
    departed_at: str = "",
    conclusion: str = "",
    left_open: str = "",
) -> Changes:
    """End the visit; what was left open is listed with it."""
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        values = {"finished_on": on, "conclusion": conclusion, "left_open": left_open}
        if departed_at:
            values["departed_at"] = departed_at
        change.append(visit.finish(values))
    return change.touched


def resume_inspection(records: Records, *, inspection: str, reason: str, by: str) -> Changes:
    """Take up a finished visit again, with a reason; impossible once its record is frozen."""
    if not reason.strip():
        raise MissingError("恢复检查须写明理由。")
    with records.change(by=by) as change:
        sealed = records.documents.where(inspection=inspection, paper="record", state="sealed")
        if sealed:
            raise RefusedError("现场检查笔录已定稿，不能恢复检查。", "需要补充的请另行检查或制作补正笔录。")
        change.append(records.inspections.get(inspection).fact("inspection_resumed", {"resumed_reason": reason}))
    return change.touched


def void_inspection(records: Records, *, inspection: str, reason: str, by: str) -> Changes:
    """Void a visit started by mistake; nothing of it may be frozen."""
    if not reason.strip():
        raise MissingError("作废须写明理由。")
    with records.change(by=by) as change:
        if records.documents.where(inspection=inspection, state="sealed"):
            raise RefusedError("本次检查已有定稿文书，不能作废。")
        change.append(records.inspections.get(inspection).fact("inspection_voided", {"void_reason": reason}))
    return change.touched


def _values(
    change: Change, inspection: str, item: str, agency: str, result: str, details: Mapping[str, object]
) -> dict[str, object]:
    names = {"reason", "note", "sample", "measured", "proven", "place", "batch"}
    if not set(details) <= names:
        raise BadValueError(f"单项结论没有这些栏目：{'、'.join(sorted(set(details) - names))}。")
    given = {"batch": "", **details}
    at = change.now.isoformat(timespec="seconds")
    return {"inspection": inspection, "item": item, "agency": agency, "result": result, "responded_at": at, **given}


def _asked(files: Files, visit: Inspection, item: str, agency: str) -> Item:
    visit.require_running()
    if agency not in visit.agencies:
        raise BadValueError("该机关没有参加本次检查。")
    found = find_item(files, visit, item)
    if found is None:
        raise BadValueError(f"本次检查的检查表中没有“{item}”。")
    return found


def _require_fitting(item: Item, result: str) -> None:
    if item.is_target and result == "non_compliant":
        raise BadValueError(f"“{item.id}”是政策目标，不作“不符合”结论。", "请选择“达标”或“差距”。")
    if not item.is_target and result == "gap":
        raise BadValueError(f"“{item.id}”是法定要求，没有“差距”这一结论。", "请选择“符合”或“不符合”。")


def _check_kind(kind: str) -> None:
    if kind not in INSPECTION_KIND:
        raise BadValueError("请选择检查类型：日常检查、专项检查或个案检查。")


def _in_use(records: Records, files: Files, codes: Sequence[str], day: date) -> list[CatalogueEntry]:
    if not codes:
        return []
    in_use = editions_in_use(catalogue(records, files), day)
    missing = [code for code in codes if code not in in_use]
    if missing:
        raise BadValueError(
            f"{day.isoformat()} 没有可用的检查表“{'、'.join(missing)}”。", f"可用：{'、'.join(in_use)}。"
        )
    return [in_use[code] for code in codes]


def _asked_items(records: Records, files: Files, visit: Inspection, code: str) -> list[Item]:
    for section in plan_sections(files, visit, answered=recorded_items(records, visit.id)):
        if section.code == code:
            return [one.item for one in section.items if one.is_asked]
    raise BadValueError(f"本次检查的检查表中没有“{code}”部分。")


def _how_asked(kind: str, depth: str, *, joint: bool) -> dict[str, object]:
    """Return the kind of a visit and how it asks its lists; `joint` asks what several demand alike once (一表通查)."""
    _check_kind(kind)
    _check_depth(depth)
    return {"kind": kind, "depth": depth, **({"joint": True} if joint else {})}


def _check_depth(depth: object) -> None:
    if depth not in list(Depth):
        raise BadValueError(
            f"检查深度“{depth}”无效。", f"请填写{'、'.join(f'{one}（{DEPTH[one]}）' for one in Depth)}。"
        )


def _check_team(records: Records, team: Sequence[Mapping[str, str]], agencies: Sequence[str]) -> None:
    for agency in agencies:
        records.agencies.get(agency)
    for member in team:
        person = records.people.get(member["person"])
        if member["role"] not in ROLE:
            raise BadValueError(f"{person.name}的身份无效。")
        if member["agency"] not in agencies:
            raise BadValueError(f"{person.name}所代表的机关没有参加本次检查。")
        if member["role"] == "officer" and not person.is_officer:
            raise BadValueError(f"{person.name}没有执法证号，只能作为协助人员参加。")
        if member["role"] == "officer" and person.agency != member["agency"]:
            raise BadValueError(f"{person.name}不是该机关的人员，不能作为其执法人员。")


def _use_editions(
    records: Records, files: Files, change: Change, digests: Sequence[str], checklists: Sequence[bytes]
) -> None:
    for digest, data in zip(digests, checklists, strict=True):
        edition = records.editions.new(digest)
        if not edition.exists:
            change.append(edition.fact("edition_used", about_edition(files.checklist(digest), len(data))))
