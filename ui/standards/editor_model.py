"""What the editor asks of each part of a list, and how what was typed becomes what the draft says."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from checklists.model import Action, Checklist, Depth, Method, Nature
from inspections.authoring.draft import HEAD, Draft, Values
from inspections.terms import ACTION, AGENCY_CODE, CERTAINTY, DEFAULTS, DEPTH, NATURE, RELATION, SEVERITY
from ui.fields import DateField, Field, PickField
from ui.forms import Form, FormRow, Kind

HEAD_ROWS: Final = (
    FormRow(key="title", label="名称", required=True, wide=True),
    FormRow(key="edition", label="版本号", required=True, placeholder="如 2026.2"),
    FormRow(key="in_force_from", label="施行日期", kind=Kind.DATE, required=True),
    FormRow(key="in_force_to", label="截止日期", kind=Kind.DATE, placeholder="没有的留空"),
    FormRow(key="source", label="来源说明", kind=Kind.MULTILINE, required=True, wide=True),
)
SECTION_ROWS: Final = (
    FormRow(key="code", label="部分代码", required=True, help="本部分检查项的编号以它开头"),
    FormRow(key="title", label="部分名称", required=True),
)
BASIC_ROWS: Final = (
    FormRow(key="id", label="编号", required=True),
    FormRow(key="severity", label="轻重", kind=Kind.CHOICE, choices=tuple(SEVERITY.items()), required=True),
    FormRow(key="text", label="检查内容", kind=Kind.MULTILINE, required=True, wide=True),
    FormRow(key="check", label="检查方法", kind=Kind.MULTILINE, required=True, wide=True),
    FormRow(key="proof", label="取证", kind=Kind.MULTILINE, required=True, wide=True),
    FormRow(key="how", label="方式", kind=Kind.SEVERAL, required=True, wide=True, abreast=5,
            choices=tuple((one.value, one.value) for one in Method)),
)  # fmt: skip
HANDLING_ROWS: Final = (
    FormRow(key="measure", label="整改措施", kind=Kind.MULTILINE, required=True, wide=True),
    FormRow(key="action", label="处理方式", kind=Kind.CHOICE, choices=tuple(ACTION.items()), required=True),
    FormRow(key="defaults", label="建议来源", kind=Kind.CHOICE, choices=tuple(DEFAULTS.items()), required=True),
    FormRow(key="days", label="整改天数", kind=Kind.INTEGER, unit="天", required=True),
    FormRow(key="days_reason", label="天数理由", required=True),
    FormRow(key="nature", label="性质", kind=Kind.CHOICE, choices=tuple(NATURE.items())),
    FormRow(key="depth", label="检查深度", kind=Kind.CHOICE, choices=(("", "按轻重和重大触发"), *DEPTH.items())),
)
AGENCY_ROWS: Final = (
    FormRow(key="lead", label="牵头机关", kind=Kind.CHOICE, choices=tuple(AGENCY_CODE.items()), required=True),
    FormRow(
        key="others", label="相关机关", kind=Kind.SEVERAL, choices=tuple(AGENCY_CODE.items()), wide=True, abreast=4
    ),
)
REASON_ROWS: Final = (FormRow(key="applies_reason", label="不适用时记", required=True, placeholder="如 未设食堂"),)
ANSWER_ROWS: Final = (
    FormRow(key="sampled", label="抽查", kind=Kind.CHECK, placeholder="可以抽查"),
    FormRow(key="measured", label="测量", kind=Kind.CHECK, placeholder="要填测量值"),
    FormRow(key="measured.name", label="测量内容", required=True, placeholder="如 疏散走道净宽"),
    FormRow(key="measured.unit", label="单位", required=True, placeholder="如 m"),
    FormRow(key="measured.at_least", label="不小于", kind=Kind.DECIMAL),
    FormRow(key="measured.at_most", label="不大于", kind=Kind.DECIMAL),
)
SAME_ROWS: Final = (
    FormRow(key="same_as", label="同一要求", kind=Kind.PICK, placeholder="输入编号或内容查找，没有的留空",
            help="另一张检查表中的同一要求；一表通查时只问一次"),
)  # fmt: skip
CLAUSE_ROWS: Final = (
    FormRow(key="document", label="文件", kind=Kind.PICK, required=True, placeholder="输入简称查找"),
    FormRow(key="article", label="条款", placeholder="如 28 或 11–13、58"),
    FormRow(key="certainty", label="核实程度", kind=Kind.CHOICE, choices=tuple(CERTAINTY.items()), required=True),
    FormRow(key="note", label="备注"),
)
MAJOR_ROWS: Final = (
    FormRow(key="criterion", label="判定情形", kind=Kind.PICK, required=True, placeholder="输入代码或内容查找",
            wide=True),
    FormRow(key="relation", label="关系", kind=Kind.CHOICE, choices=tuple(RELATION.items()), required=True),
    FormRow(key="note", label="备注"),
)  # fmt: skip
MEASURED_ROWS: Final = tuple(row.key for row in ANSWER_ROWS if row.key.startswith("measured."))
ORDER_ROWS: Final = ("days", "days_reason")
OPTIONAL: Final = frozenset(
    {*ORDER_ROWS, "applies_reason", "same_as", "depth", "note", "measured.at_least", "measured.at_most"}
)
"""What a file leaves out where nothing is said."""
SHAPING: Final = frozenset({"action", "measured", "lead", "others"})
"""What changes which other rows there are, or what they say."""
_DEFAULTS: Final[Mapping[str, Any]] = {"sampled": False, "nature": Nature.STATUTORY.value, "depth": ""}


def typed(field: Field) -> Any:
    """Return what a field holds as a file would say it; what cannot be read stays as it was typed."""
    value = field.value()
    if value is None and not field.is_empty():
        return field.box.currentText().strip() if isinstance(field, PickField) else _line_text(field)
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return list(value)
    return value


def fill(form: Form, values: Mapping[str, Any]) -> None:
    """Show what the draft says; what cannot be read is shown as it was typed."""
    for key, value in values.items():
        field = form.field(key)
        if typed(field) == value and not isinstance(value, bool):
            continue  # what is being typed keeps its cursor
        shown = _as_day(value) if isinstance(field, DateField) else value
        if isinstance(field, DateField) and isinstance(shown, str):
            field.line.setText(shown)
            continue
        form.fill({key: shown})
        if isinstance(field, PickField) and shown and field.is_empty():
            field.box.setEditText(shown)


def item_values(values: Values) -> dict[str, Any]:
    """Return what the rows of an item show."""
    agencies = values.get("agencies") or []
    measured = values.get("measured")
    plain = {
        row.key: values.get(row.key, _DEFAULTS.get(row.key))
        for row in (*BASIC_ROWS, *HANDLING_ROWS, *REASON_ROWS, *SAME_ROWS)
    }
    return {
        **plain,
        "lead": agencies[0] if agencies else None,
        "others": list(agencies[1:]),
        "sampled": bool(values.get("sampled")),
        "measured": measured is not None,
        **{key: (measured or {}).get(key.removeprefix("measured.")) for key in MEASURED_ROWS},
    }


def said(draft: Draft, key: int, row: str, value: Any) -> Draft:
    """Return the draft after a row of a part was given another value, with what follows from it."""
    if row in {"lead", "others"}:
        return draft.say(key, "agencies", _agencies(draft, key, row, value))
    if row == "how":
        return draft.say(key, row, kept_order(_held(draft, key, row) or [], value or []))
    if row == "measured":
        return draft.say(key, row, {"name": "", "unit": ""} if value else None)
    if row == "applies" and value is None:
        draft = draft.say(key, "applies_reason", None)
    if row == "action" and value != Action.ORDER:
        draft = draft.say(key, "days", None).say(key, "days_reason", None)
    return draft.say(key, row, _stated(row, value))


def kept_order(before: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Return what was chosen, what stays in the order it had and what is new behind it."""
    return [one for one in before if one in chosen] + [one for one in chosen if one not in before]


def next_label(label: str, taken: Sequence[str]) -> str:
    """Return a label that no edition of the list has: the number behind the last point counted on."""
    stem, point, last = label.rpartition(".")
    number = int(last) if point and last.isdecimal() else 1
    stem = f"{stem}." if point and last.isdecimal() else f"{label}."
    while f"{stem}{number}" in taken or f"{stem}{number}" == label:
        number += 1
    return f"{stem}{number}"


def same_choices(lists: Sequence[Checklist], code: str) -> list[tuple[str, str]]:
    """Return the items of other lists that may be named as the same demand."""
    items = (item for one in lists if one.code != code for item in one.items if not item.same_as)
    return [(item.id, f"{item.id}　{item.text}") for item in items]


def part_name(draft: Draft, key: int) -> str:
    """Say which part is meant: 检查表信息, a section or an item."""
    if key == HEAD:
        return "检查表信息"
    item, section = draft.item(key), draft.section(key)
    if item is not None:
        return item.id or "未编号的检查项"
    return (section.title or section.code or "未命名的部分") if section else ""


def depth_choices() -> tuple[tuple[str, str], ...]:
    """Return the depths of a visit, all of it first."""
    return tuple((one.value, DEPTH[one.value]) for one in (Depth.FULL, Depth.BASIC))


def _agencies(draft: Draft, key: int, row: str, value: Any) -> list[str]:
    held = list(_held(draft, key, "agencies") or [])
    lead, others = (held[:1], held[1:])
    if row == "lead":
        return [value, *(one for one in held if one != value)]
    return lead + [one for one in kept_order(others, value or []) if one not in lead]


def _held(draft: Draft, key: int, name: str) -> Any:
    item = draft.item(key)
    return item.values.get(name) if item is not None else None


def _stated(row: str, value: Any) -> Any:
    if row in _DEFAULTS and value in {_DEFAULTS[row], None}:
        return None
    if value is None and row not in {*OPTIONAL, "applies"}:
        return ""
    return value


def _line_text(field: Field) -> Any:
    line = getattr(field, "line", None)
    return line.text().strip() if line is not None else None


def _as_day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return value
