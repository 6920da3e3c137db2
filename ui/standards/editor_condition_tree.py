"""A condition as the builder holds it: the tables of a file, and what a press of a button makes of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from checklists.facts import FACTS, Fact, FactType
from checklists.loader import CONDITION_DEPTH, OPERATORS_BY_TYPE
from checklists.model import Operator

Tree: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[int, ...]
"""The way from the whole condition to a part of it: the place in each group; a 不成立 group has one place."""

GROUPS: Final = (("all", "以下全部成立"), ("any", "以下任一成立"), ("not", "以下不成立"))
OPERATOR_WORDS: Final[Mapping[Operator, str]] = {
    Operator.IS: "为",
    Operator.AT_LEAST: "不少于",
    Operator.AT_MOST: "不多于",
    Operator.ABOVE: "大于",
    Operator.BELOW: "小于",
    Operator.ONE_OF: "属于",
}
_FIRST: Final[Mapping[FactType, Operator]] = {
    FactType.FLAG: Operator.IS,
    FactType.CHOICE: Operator.IS,
    FactType.COUNT: Operator.AT_LEAST,
    FactType.DECIMAL: Operator.AT_LEAST,
}


def kind_of(tree: Tree) -> str:
    """Return `all`, `any` or `not` for a group, empty for a comparison."""
    return next((kind for kind, _word in GROUPS if kind in tree), "")


def parts_of(tree: Tree) -> list[Tree]:
    """Return the parts of a group."""
    kind = kind_of(tree)
    return ([tree["not"]] if kind == "not" else list(tree[kind])) if kind else []


def group(kind: str, parts: Sequence[Tree]) -> Tree:
    """Make a group; several parts that are not to hold stand together inside."""
    if kind == "not":
        return {"not": parts[0] if len(parts) == 1 else {"all": list(parts)}}
    return {kind: list(parts)}


def comparison(fact: str = "") -> Tree:
    """Make a comparison of a fact, to be filled in."""
    known = FACTS.get(fact)
    if known is None:
        return {"fact": fact, Operator.IS.value: True}
    operator = _FIRST[known.type]
    return {"fact": fact, operator.value: first_value(known, operator)}


def operator_of(tree: Tree) -> Operator:
    """Return how a comparison compares."""
    return next((one for one in Operator if one.value in tree), Operator.IS)


def operators_of(fact: Fact) -> list[tuple[str, str]]:
    """Return how a fact can be compared."""
    return [(one.value, OPERATOR_WORDS[one]) for one in Operator if one in OPERATORS_BY_TYPE[fact.type]]


def first_value(fact: Fact, operator: Operator) -> Any:
    """Return the value a comparison begins with."""
    if operator is Operator.ONE_OF:
        return [next(iter(fact.choices))]
    match fact.type:
        case FactType.FLAG:
            return True
        case FactType.CHOICE:
            return next(iter(fact.choices))
        case FactType.DECIMAL:
            return "1"
    return 1


def at(tree: Tree, path: Path) -> Tree:
    """Return a part."""
    for place in path:
        tree = parts_of(tree)[place]
    return tree


def put(tree: Tree, path: Path, part: Tree) -> Tree:
    """Return the condition with another part in the place of one."""
    if not path:
        return part
    parts = parts_of(tree)
    parts[path[0]] = put(parts[path[0]], path[1:], part)
    return group(kind_of(tree), parts)


def with_kind(tree: Tree, path: Path, kind: str) -> Tree:
    """Return the condition with a group of another kind."""
    part = at(tree, path)
    return put(tree, path, group(kind, parts_of(part)))


def with_part(tree: Tree | None, path: Path, part: Tree) -> Tree:
    """Return the condition with one more part in a group; a lone comparison becomes a group with it."""
    if tree is None:
        return part
    held = at(tree, path)
    kind = kind_of(held)
    parts = [*parts_of(held), part] if kind else [held, part]
    return put(tree, path, group(kind or "all", parts))


def without(tree: Tree, path: Path) -> Tree | None:
    """Return the condition without a part; a group left with nothing goes too."""
    if not path:
        return None
    above = path[:-1]
    parts = parts_of(at(tree, above))
    del parts[path[-1]]
    if not parts:
        return without(tree, above)
    return put(tree, above, group(kind_of(at(tree, above)), parts))


def can_deepen(path: Path) -> bool:
    """Tell whether a group may stand inside a part."""
    return len(path) + 2 < CONDITION_DEPTH
