"""Keep the register: institutions, their facts and their places."""

from collections.abc import Mapping
from datetime import date

from checklists.facts import FACTS, is_value
from inspections.institution import institution_id, typed_fact
from inspections.records import Changes, Records
from inspections.refusal import BadValueError, MissingError
from inspections.terms import PLACE_LEVEL


def record_institution(records: Records, *, values: Mapping[str, object], by: str, institution: str = "") -> Changes:
    """Record an institution or change what is recorded; a valid credit code gives the same id on every laptop."""
    with records.change(by=by) as change:
        chosen = institution or institution_id(str(values.get("credit_code") or ""), change.new_id())
        record = records.institutions.get(institution) if institution else records.institutions.new(chosen)
        if not institution and record.exists:
            raise BadValueError(f"该统一社会信用代码的机构“{record.name}”已登记。", "请在机构列表中打开后修改。")
        changed = {name: value for name, value in values.items() if record.fields.value(name) != value}
        if changed or not record.exists:
            change.append(record.record_as(changed if record.exists else dict(values)))
    return change.touched


def state_facts(
    records: Records, *, institution: str, facts: Mapping[str, object], on: date, source: str, by: str
) -> Changes:
    """State facts of an institution as of a day, with their source."""
    check_facts(facts, source=source)
    with records.change(by=by) as change:
        record = records.institutions.get(institution)
        known = record.fact_values()
        news = {name: value for name, value in facts.items() if name not in known or known[name].value != value}
        if news:
            change.append(record.state_facts(news, on=on, source=source))
    return change.touched


def check_facts(facts: Mapping[str, object], *, source: str) -> None:
    """Refuse facts that no table knows, values that do not fit, and facts without a source."""
    unknown = [name for name in facts if name not in FACTS]
    if unknown:
        raise BadValueError(f"没有这项机构事实：{'、'.join(unknown)}。")
    wrong = [FACTS[name].name for name, value in facts.items() if value is not None and not _fits(name, value)]
    if wrong:
        raise BadValueError(
            f"机构事实的值无效：{'、'.join(wrong)}。", "数量填数字，是否填 true/false，面积填数字文本。"
        )
    if not source.strip():
        raise MissingError("没有写明事实的来源。", "例如：现场核对、备案回执、机构填报。")


def _fits(name: str, value: object) -> bool:
    try:
        return is_value(FACTS[name], typed_fact(name, value))
    except ArithmeticError:
        return False


def record_place(
    records: Records, *, institution: str, name: str, level: str, by: str, parent: str = "", rank: int = 0
) -> Changes:
    """Add a building, floor or room to the small tree of an institution."""
    if level not in PLACE_LEVEL or not name.strip():
        raise BadValueError("部位须有名称，并属楼栋、楼层或房间。")
    with records.change(by=by) as change:
        records.institutions.get(institution)
        if parent:
            records.places.get(parent)
        place = {"institution": institution, "parent": parent, "name": name.strip(), "level": level, "rank": rank}
        change.append(records.places.new(change.new_id()).fact("place_recorded", place))
    return change.touched


def withdraw_place(records: Records, *, place: str, by: str) -> Changes:
    """Stop offering a place; what was found there keeps its name."""
    with records.change(by=by) as change:
        change.append(records.places.get(place).fact("place_withdrawn", {"withdrawn": True}))
    return change.touched
