"""Write a checklist as the text of a file: the house format, the same list always gives the same bytes."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from checklists.model import AllOf, AnyOf, Checklist, Comparison, Condition, Item, Not, Section

INDENT: Final = "    "
HEAD_KEYS: Final = ("code", "title", "edition", "in_force_from", "in_force_to", "source")
_ESCAPES: Final = {
    **{code: f"\\u{code:04x}" for code in [*range(0x20), 0x7F]},
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\t"): "\\t",
}


def write(checklist: Checklist) -> str:
    """The text of a checklist file; reading it gives the same checklist back, but for its digest."""
    lines = [
        "[checklist]",
        *(f"{key} = {_value(getattr(checklist, key))}" for key in HEAD_KEYS),
    ]
    for section in checklist.sections:
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def values_of(checklist: Checklist) -> dict[str, Any]:
    """The values of a checklist's file, as reading its text gives them: tables, lists, texts, numbers and flags."""
    return {
        "checklist": {key: _as_value(getattr(checklist, key)) for key in HEAD_KEYS},
        "section": [
            {"code": one.code, "title": one.title, "item": [_as_value(item) for item in one.items]}
            for one in checklist.sections
        ],
    }


def condition_values(condition: Condition) -> dict[str, Any]:
    """A condition as the tables of a file."""
    match condition:
        case Comparison():
            value = condition.value
            written = list(value) if isinstance(value, tuple) else f"{value:f}" if isinstance(value, Decimal) else value
            return {"fact": condition.fact, condition.operator.value: written}
        case AllOf():
            return {"all": [condition_values(part) for part in condition.parts]}
        case AnyOf():
            return {"any": [condition_values(part) for part in condition.parts]}
        case Not():
            return {"not": condition_values(condition.part)}


def _section(section: Section) -> Iterator[str]:
    yield "[[section]]"
    yield f"code = {_value(section.code)}"
    yield f"title = {_value(section.title)}"
    for item in section.items:
        yield ""
        yield "[[section.item]]"
        for key, value in _written_fields(item):
            yield f"{key} = {_rows(value) if _is_table_list(value) else _value(value)}"


def _written_fields(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a record that a file must say: those with a default only when they differ from it."""
    for field in fields(record):
        value = getattr(record, field.name)
        if value != field.default:
            yield field.name, value


def _is_table_list(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])


def _rows(records: tuple[Item, ...]) -> str:
    """A list of tables, one a line."""
    rows = "".join(f"{INDENT}{_value(record)},\n" for record in records)
    return f"[\n{rows}]"


def _value(value: Any) -> str:
    match value:
        case tuple() | list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return _table(value.items())
        case AllOf() | AnyOf() | Not() | Comparison():
            return _table(condition_values(value).items())
    return _table(_written_fields(value)) if is_dataclass(value) else _plain(value)


def _as_value(value: Any) -> Any:
    match value:
        case tuple():
            return [_as_value(one) for one in value]
        case AllOf() | AnyOf() | Not() | Comparison():
            return condition_values(value)
        case bool() | int():
            return value
    if is_dataclass(value):
        return {key: _as_value(inner) for key, inner in _written_fields(value)}
    return _written(value)


def _plain(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
    return _text(_written(value))


def _written(value: object) -> str:
    """What a file says in quotation marks."""
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return str(value or "")


def _table(pairs: Any) -> str:
    return f"{{ {', '.join(f'{key} = {_value(value)}' for key, value in pairs)} }}"


def _text(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
