"""Read a checklist file; every problem in it is collected before it is refused."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from checklists import clauses, criteria, facts
from checklists.joint import differences
from checklists.model import (
    Action,
    Agency,
    AllOf,
    AnyOf,
    Certainty,
    Checklist,
    Clause,
    Comparison,
    Condition,
    Defaults,
    Depth,
    Item,
    MajorTrigger,
    Measured,
    Method,
    Nature,
    Not,
    Operator,
    Relation,
    Section,
    Severity,
)
from checklists.problems import Problem, ProblemCode
from checklists.reading import Reading, Table, open_toml, shown

CONDITION_DEPTH: Final = 6
LONGEST_DEADLINE: Final = 365

_LIBRARY: Final = Path(__file__).parent / "library"
_GENERAL: Final = frozenset({"fire_safety", "service_safety"})
_CHECKLIST_KEYS: Final = ("code", "title", "edition", "in_force_from", "in_force_to", "source")
_SECTION_KEYS: Final = ("code", "title", "item")
_ITEM_KEYS: Final = tuple(Item.__dataclass_fields__)
_CLAUSE_KEYS: Final = ("document", "article", "certainty", "note")
_TRIGGER_KEYS: Final = ("criterion", "relation", "note")
_MEASURED_KEYS: Final = ("name", "unit", "at_least", "at_most")
_NOWHERE: Final = Comparison(fact="", operator=Operator.IS, value=False)

OPERATORS_BY_TYPE: Final = MappingProxyType(
    {
        facts.FactType.FLAG: frozenset({Operator.IS}),
        facts.FactType.CHOICE: frozenset({Operator.IS, Operator.ONE_OF}),
        facts.FactType.COUNT: frozenset(Operator) - {Operator.ONE_OF},
        facts.FactType.DECIMAL: frozenset(Operator) - {Operator.IS, Operator.ONE_OF},
    }
)


def load(data: bytes, *, name: str) -> Checklist:
    """Read one checklist file; ChecklistError carries every problem in it."""
    reading, root = open_toml(data, name=name)
    checklist = _checklist(root, name=name, digest=hashlib.sha256(data).hexdigest())
    reading.finish()
    return checklist


def examine(values: Mapping[str, Any], *, name: str) -> tuple[Checklist, tuple[Problem, ...]]:
    """Read a checklist from the values of a file that was never written, with everything that is wrong in it."""
    reading = Reading(shown(name))
    return _checklist(Table(reading, "", values), name=name, digest=""), tuple(reading.problems)


def _checklist(root: Table, *, name: str, digest: str) -> Checklist:
    root.allow(("checklist", "section"))
    head = (root.table("checklist") or Table(root.reading, "checklist", {})).at("checklist")
    head.allow(_CHECKLIST_KEYS)
    first, last = head.period()
    checklist = Checklist(
        code=_code(head, name=name),
        title=head.text("title"),
        edition=head.text("edition"),
        in_force_from=first,
        in_force_to=last,
        source=head.text("source"),
        sections=tuple(_section(table) for table in root.tables("section")),
        digest=digest,
    )
    _check_ids(root, checklist)
    return checklist


@cache
def bundled_files() -> Mapping[str, bytes]:
    """The files of the bundled library, by name: the two general lists first, then the special ones."""
    paths = sorted(_LIBRARY.glob("*.toml"), key=lambda path: (path.stem not in _GENERAL, path.stem))
    return MappingProxyType({path.name: path.read_bytes() for path in paths})


@cache
def bundled() -> tuple[Checklist, ...]:
    """The bundled checklists."""
    return tuple(load(data, name=name) for name, data in bundled_files().items())


def problems_between(checklists: Iterable[Checklist]) -> tuple[Problem, ...]:
    """What is wrong between lists that may be joined: an id used twice, a `same_as` that leads nowhere or elsewhere."""
    lists = tuple(checklists)
    times = Counter(item.id for checklist in lists for item in checklist.items)
    roots = {item.id: item for checklist in lists for item in checklist.items if not item.same_as}
    found = []
    for checklist in lists:
        for item in checklist.items:
            if times[item.id] > 1:
                found.append(Problem(ProblemCode.DUPLICATE_ID, f"{checklist.code}.toml", item.id, item.id))
            if item.same_as and item.same_as not in roots:
                found.append(Problem(ProblemCode.BAD_REFERENCE, f"{checklist.code}.toml", item.id, item.same_as))
            elif item.same_as and (differing := differences(item, roots[item.same_as])):
                said = f"{item.same_as}：{'、'.join(differing)}"
                found.append(Problem(ProblemCode.SAME_DIFFERS, f"{checklist.code}.toml", item.id, said))
    return tuple(found)


def _code(head: Table, *, name: str) -> str:
    code = head.text("code")
    if code and code != Path(name).name.removesuffix(".toml"):
        head.report(ProblemCode.NAME_DIFFERS, code)
    return code


def _check_ids(root: Table, checklist: Checklist) -> None:
    _report_twice(root, [section.code for section in checklist.sections])
    _report_twice(root, [item.id for item in checklist.items])
    for section in checklist.sections:
        if not section.items:
            root.report(ProblemCode.NO_ITEMS, section.code or "部分")
        for item in section.items:
            if section.code and item.id and not item.id.startswith(section.code):
                root.at(item.id).report(ProblemCode.ID_OUTSIDE_SECTION, item.id)
    own = {item.id for item in checklist.items if item.id}
    for item in checklist.items:
        if item.same_as in own:
            root.at(item.id).report(ProblemCode.BAD_REFERENCE, item.same_as)


def _report_twice(root: Table, ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one and one in seen:
            root.at(one).report(ProblemCode.DUPLICATE_ID, one)
        seen.add(one)


def _section(table: Table) -> Section:
    code = table.text("code")
    table = table.at(code or table.place)
    table.allow(_SECTION_KEYS)
    return Section(code=code, title=table.text("title"), items=tuple(_item(one) for one in table.tables("item")))


def _item(table: Table) -> Item:
    item_id = table.text("id")
    table = table.at(item_id or table.place)
    table.allow(_ITEM_KEYS)
    item = Item(
        id=item_id,
        text=table.text("text"),
        check=table.text("check"),
        proof=table.text("proof"),
        how=table.all_chosen("how", Method),
        measure=table.text("measure"),
        action=table.chosen("action", Action),
        days=table.whole("days", low=1, high=LONGEST_DEADLINE),
        days_reason=table.text("days_reason", required=False),
        defaults=table.chosen("defaults", Defaults),
        severity=table.chosen("severity", Severity),
        agencies=table.all_chosen("agencies", Agency),
        clauses=tuple(read_clause(one) for one in table.tables("clauses")),
        major=tuple(_trigger(one) for one in table.tables("major", required=False)),
        applies=read_applies(table),
        applies_reason=table.text("applies_reason", required=False),
        measured=_measured(table),
        sampled=table.flag("sampled"),
        nature=table.chosen("nature", Nature, Nature.STATUTORY),
        same_as=table.text("same_as", required=False),
        depth=table.chosen("depth", Depth) if table.has("depth") else None,
    )
    _check_action(table, item)
    check_pair(table, "applies", "applies_reason")
    return item


def _check_action(table: Table, item: Item) -> None:
    action = table.values.get("action")
    if action not in list(Action):
        return
    ordered = action == Action.ORDER
    for key in ("days", "days_reason"):
        if table.has(key) != ordered:
            table.report(ProblemCode.DAYS_MISMATCH, key)
    if item.nature is Nature.POLICY_TARGET and item.action is not Action.ADVISE:
        table.report(ProblemCode.TARGET_ORDERED, item.action.value)


def check_pair(table: Table, one: str, other: str) -> None:
    """Note when only one of two keys that belong together is written."""
    if table.has(one) != table.has(other):
        table.report(ProblemCode.REASON_MISMATCH, other if table.has(one) else one)


def read_clause(table: Table) -> Clause:
    """A clause by the short name of a document in the catalogue."""
    table.allow(_CLAUSE_KEYS)
    document = table.text("document")
    if document and document not in clauses.documents():
        table.report(ProblemCode.UNKNOWN_DOCUMENT, document)
    return Clause(
        document=document,
        article=table.text("article", may_be_empty=True),
        certainty=table.chosen("certainty", Certainty),
        note=table.text("note", required=False),
    )


def _trigger(table: Table) -> MajorTrigger:
    table.allow(_TRIGGER_KEYS)
    criterion = table.text("criterion")
    if criterion and criterion not in criteria.criteria():
        table.report(ProblemCode.UNKNOWN_CRITERION, criterion)
    relation = table.chosen("relation", Relation)
    return MajorTrigger(criterion=criterion, relation=relation, note=table.text("note", required=False))


def _measured(table: Table) -> Measured | None:
    inner = table.table("measured", required=False)
    if inner is None:
        return None
    inner.allow(_MEASURED_KEYS)
    low, high = inner.decimal("at_least"), inner.decimal("at_most")
    if low is not None and high is not None and low > high:
        inner.report(ProblemCode.BOUNDS_REVERSED, f"{low} > {high}")
    return Measured(name=inner.text("name"), unit=inner.text("unit"), at_least=low, at_most=high)


def read_applies(table: Table) -> Condition | None:
    """The condition under `applies`, if one is written."""
    inner = table.table("applies", required=False)
    return None if inner is None else _condition(inner, depth=1)


def _condition(table: Table, *, depth: int) -> Condition:
    if depth > CONDITION_DEPTH:
        table.report(ProblemCode.TOO_DEEP, CONDITION_DEPTH)
        return _NOWHERE
    forms = [form for form in _FORMS if form in table.values]
    if len(forms) != 1:
        table.report(ProblemCode.BAD_CONDITION, "、".join(table.values) or "空")
        return _NOWHERE
    return _FORMS[forms[0]](table, depth)


def _all_of(table: Table, depth: int) -> Condition:
    table.allow(("all",))
    return AllOf(parts=tuple(_condition(one, depth=depth + 1) for one in table.tables("all")))


def _any_of(table: Table, depth: int) -> Condition:
    table.allow(("any",))
    return AnyOf(parts=tuple(_condition(one, depth=depth + 1) for one in table.tables("any")))


def _not(table: Table, depth: int) -> Condition:
    table.allow(("not",))
    inner = table.table("not")
    return _NOWHERE if inner is None else Not(part=_condition(inner, depth=depth + 1))


def _comparison(table: Table, _depth: int) -> Condition:
    table.allow(("fact", *Operator))
    operators = [operator for operator in Operator if operator.value in table.values]
    name = table.text("fact")
    if len(operators) != 1:
        table.report(ProblemCode.BAD_CONDITION, name)
        return _NOWHERE
    fact = facts.FACTS.get(name)
    if fact is None:
        table.report(ProblemCode.UNKNOWN_FACT, name)
        return _NOWHERE
    return _compared(table, fact, operators[0])


def _compared(table: Table, fact: facts.Fact, operator: Operator) -> Condition:
    if operator not in OPERATORS_BY_TYPE[fact.type]:
        table.report(ProblemCode.WRONG_OPERATOR, fact.id)
        return _NOWHERE
    value: Any
    if operator is Operator.ONE_OF:
        value = table.texts(operator)
        good = all(facts.is_value(fact, one) for one in value)
    else:
        value = table.decimal(operator) if fact.type is facts.FactType.DECIMAL else table.values[operator]
        good = facts.is_value(fact, value)
    if not good:
        table.report(ProblemCode.BAD_NUMBER, f"{fact.id} {operator}")
        return _NOWHERE
    return Comparison(fact=fact.id, operator=operator, value=value)


_FORMS: Final[Mapping[str, Callable[[Table, int], Condition]]] = MappingProxyType(
    {"all": _all_of, "any": _any_of, "not": _not, "fact": _comparison}
)
