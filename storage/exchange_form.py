"""The form of an inspection as a state document: one JSON Schema, printed into docs/ and enforced at import.

`problems` walks the few words of JSON Schema that `schema` uses and answers in Chinese; a test holds it and the
jsonschema library to the same verdicts.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from inspections.entry import Json, JsonObject
from inspections.facts import KINDS
from inspections.finding import CATEGORIES
from inspections.inspection import RESULTS
from inspections.marks import COLORS, LONGEST_TEXT, UNIT, ShapeKind
from inspections.transitions import NEXT

FORMAT: Final = "yian-inspection"
VERSION: Final = 1
SHARED: Final = ("institution", "agency", "person", "place", "edition")
"""Records that other inspections name too: they come without history."""

OWN: Final = ("inspection", "response", "finding", "photo", "document")
ARRAYS: Final[Mapping[str, str]] = {
    "agencies": "agency",
    "people": "person",
    "places": "place",
    "editions": "edition",
    "responses": "response",
    "findings": "finding",
    "photos": "photo",
    "documents": "document",
}
MAX_PROBLEMS: Final = 8

_DAY: Final = {"type": ["string", "null"], "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"}
_WHOLE: Final = {"type": ["integer", "null"], "minimum": -(2**53) + 1, "maximum": 2**53 - 1}
_FLAG: Final = {"type": ["boolean", "null"]}
_TEXTS: Final = {"type": ["array", "null"], "items": {"type": "string"}}
_VALUE: Final = {"$ref": "#/$defs/value"}
_OBJECT: Final = {"type": ["object", "null"], "additionalProperties": _VALUE}
_OBJECTS: Final = {"type": ["array", "null"], "items": {"type": "object", "additionalProperties": _VALUE}}
_DIGEST: Final = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_UUID: Final = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
}
_EXTENSION: Final = {"type": "string", "pattern": "^[a-z0-9]{1,8}$"}
_STATED: Final = {
    "type": ["object", "null"],
    "properties": {"value": _VALUE, "on": _DAY, "source": {"type": "string"}},
    "required": ["value", "on", "source"],
    "additionalProperties": False,
}

_SPOT: Final = {"type": "integer", "minimum": 0, "maximum": UNIT}
_MARK: Final = {
    "type": "object",
    "properties": {
        "kind": {"enum": [kind.value for kind in ShapeKind]},
        "color": {"enum": list(COLORS)},
        "text": {"type": "string", "pattern": f"^[^\\n\\r]{{0,{LONGEST_TEXT}}}$"},
        "number": {"type": "integer", "minimum": 0, "maximum": 99},
        **dict.fromkeys(("x1", "y1", "x2", "y2"), _SPOT),
    },
    "required": ["color", "kind", "number", "text", "x1", "x2", "y1", "y2"],
    "additionalProperties": False,
}

_FIELDS: Final[Mapping[str, JsonObject]] = {
    **dict.fromkeys(("on", "found_on", "deadline", "ordered_on", "sealed_on", "served_on", "closed_on"), _DAY),
    **dict.fromkeys(
        ("round", "first", "last", "next", "year", "review_days", "suit_months", "service_days", "extension_count"),
        _WHOLE,
    ),
    **dict.fromkeys(("bytes", "width", "height", "orientation"), _WHOLE),
    **dict.fromkeys(("authorised", "issues_papers", "withdrawn", "destroyed", "external", "damaged"), _FLAG),
    **dict.fromkeys(("stamp_time", "stamp_place", "stamp_agency", "stamp_finding"), _FLAG),
    **dict.fromkeys(
        ("agencies", "editions", "former_editions", "reinspects", "places", "proven", "findings", "derivatives"), _TEXTS
    ),
    "pictures": _TEXTS,
    **dict.fromkeys(("fixed_by_officers", "refusal_officers", "reinspection_officers"), _TEXTS),
    **dict.fromkeys(("sample", "measured", "as_of", "judged", "lifting"), _OBJECT),
    **dict.fromkeys(("clauses", "order_clauses", "signers", "attachments"), _OBJECTS),
    "facts": {"type": ["object", "null"], "additionalProperties": _STATED},
    "team": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {name: {"type": "string"} for name in ("person", "agency", "role")},
            "required": ["agency", "person", "role"],
            "additionalProperties": False,
        },
    },
    "photos": _TEXTS,
    "marks": {"type": ["array", "null"], "items": _MARK},
    "result": {"enum": ["", None, *RESULTS]},
    "category": {"enum": ["", None, *CATEGORIES]},
}
"""Fields that code reads as something other than text; all others may hold any value."""

_PREFIXES: Final[Mapping[str, JsonObject]] = {
    **dict.fromkeys(("fact", "input", "certificate"), _STATED),
    "mark": _OBJECT,
    "circumstance": _FLAG,
}
_FIELD_NAME: Final = "[A-Za-z0-9_.:-]+"
_SETS: Final[Mapping[str, JsonObject]] = {
    "finding": {
        "evidence": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "digest": _DIGEST,
                    "extension": _EXTENSION,
                    **{name: {"type": "string"} for name in ("name", "file")},
                    "on": _DAY,
                },
                "required": ["digest", "extension", "file", "name", "on"],
                "additionalProperties": False,
            },
        }
    }
}
"""Sets whose members code reads."""


@cache
def schema() -> JsonObject:
    """Return the whole schema."""
    arrays = {name: {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}} for name, kind in ARRAYS.items()}
    properties = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "inspection": {"$ref": "#/$defs/inspection"},
        "institution": {"$ref": "#/$defs/institution"},
        **arrays,
        "files": {"type": "array", "items": {"$ref": "#/$defs/file"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "颐安检查：一次检查",
        "description": (
            "一次检查的状态文件（规范 JSON：UTF-8、键排序、无空白、无小数）。"
            "各数组按 id 排序，files 按 sha256、kind 排序；history 按记录先后；字段值内的数组保持原有顺序。"
            "照片原件和文书在同名 .files 文件夹中，文件名为 sha256.extension；"
            "editions 的 file 是检查表文件全文，其 UTF-8 字节的 SHA-256 即 id。"
        ),
        **_closed(properties),
        "$defs": {**_definitions(), **{kind: _subject(kind) for kind in (*SHARED, *OWN)}},
    }


def printed() -> str:
    """Return the schema as docs/inspection.schema.json holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def problems(document: Json) -> list[str]:
    """Return what does not fit the schema, in Chinese; empty when all fits."""
    found: list[str] = []
    for problem in _problems(schema(), document, "文件"):
        found.append(problem)
        if len(found) == MAX_PROBLEMS:
            break
    return found


def _definitions() -> JsonObject:
    value_types = ["null", "boolean", "integer", "string", "array", "object"]
    line = _closed({name: {"type": "string"} for name in ("at", "by", "title")})
    file = {
        "sha256": _DIGEST,
        "extension": _EXTENSION,
        "bytes": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["photo", "document"]},
    }
    return {
        "value": {"type": value_types, "items": _VALUE, "additionalProperties": _VALUE},
        "line": line,
        "file": _closed(file),
    }


def _subject(kind: str) -> JsonObject:
    states = sorted({"", *(str(state) for state in NEXT.get(kind, {}).values())})
    properties: dict[str, Json] = {
        "id": _DIGEST if kind == "edition" else _UUID,
        "state": {"enum": states},
        "fields": _fields(kind),
        "sets": {"type": "object", "additionalProperties": _OBJECT},
    }
    if kind in _SETS:
        properties["sets"] = {"type": "object", "properties": dict(_SETS[kind]), "additionalProperties": _OBJECT}
    if kind in OWN:
        properties["history"] = {"type": "array", "items": {"$ref": "#/$defs/line"}}
    if kind == "edition":
        properties["file"] = {"type": "string"}
    return _closed(properties)


def _fields(kind: str) -> JsonObject:
    names = sorted({name for spec in KINDS.values() if spec.subject == kind for name in spec.fields})
    plain = [name for name in names if not name.endswith(".*")]
    prefixes = [name.removesuffix(".*") for name in names if name.endswith(".*")]
    return {
        "type": "object",
        "properties": {name: _FIELDS.get(name, _VALUE) for name in plain},
        "patternProperties": {rf"^{prefix}\.{_FIELD_NAME}$": _PREFIXES[prefix] for prefix in prefixes},
        "additionalProperties": False,
    }


def _closed(properties: Mapping[str, Json]) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": sorted(properties),
        "additionalProperties": False,
    }


_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "null": (type(None),),
    "boolean": (bool,),
    "integer": (int,),
    "string": (str,),
    "array": (list,),
    "object": (dict,),
}
_TYPE_WORDS: Final = {
    "null": "空",
    "boolean": "是否",
    "integer": "整数",
    "string": "文字",
    "array": "列表",
    "object": "对象",
}


def _problems(form: JsonObject, value: Json, place: str) -> Iterator[str]:
    if "$ref" in form:
        form = schema()["$defs"][form["$ref"].rpartition("/")[2]]
    fault = _own_fault(form, value)
    if fault:
        yield f"{place} {fault}"
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _problems(form.get("items", {}), one, f"{place}[{number}]")
    elif isinstance(value, dict):
        yield from _object_problems(form, value, place)


def _own_fault(form: JsonObject, value: Json) -> str:
    """Say what is wrong with a value itself, whatever it holds."""
    if "const" in form and not _equal(form["const"], value):
        return f"应为 {form['const']}"
    if "enum" in form and not any(_equal(one, value) for one in form["enum"]):
        return "的取值无效"
    if "type" in form and not _is_type(form["type"], value):
        return f"应为{_type_words(form['type'])}"
    if isinstance(value, str) and "pattern" in form and not re.search(_anchored(form["pattern"]), value):
        return "的写法无效"
    if isinstance(value, int) and not form.get("minimum", value) <= value <= form.get("maximum", value):
        return "超出范围"
    return ""


def _object_problems(form: JsonObject, value: JsonObject, place: str) -> Iterator[str]:
    for name in form.get("required", ()):
        if name not in value:
            yield f"{place} 缺少“{name}”"
    for name, inner in value.items():
        inner_form = _form_of(form, name)
        if inner_form is None:
            yield f"{place} 有不认识的“{name[:40]}”"
        else:
            yield from _problems(inner_form, inner, f"{place}.{name[:40]}")


def _form_of(form: JsonObject, name: str) -> JsonObject | None:
    if name in form.get("properties", {}):
        found: JsonObject = form["properties"][name]
        return found
    for pattern, inner in form.get("patternProperties", {}).items():
        if re.search(_anchored(pattern), name):
            return dict(inner)
    others = form.get("additionalProperties", {})
    return others if isinstance(others, dict) else None


def _anchored(pattern: str) -> str:
    """Let `$` mean the very end: in Python alone it also stands before a last line break."""
    return pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern


def _equal(one: Json, other: Json) -> bool:
    return type(one) is type(other) and bool(one == other)


def _is_type(wanted: str | list[str], value: Json) -> bool:
    names = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, _TYPES[name]) for name in names)


def _type_words(wanted: str | list[str]) -> str:
    return "或".join(_TYPE_WORDS[name] for name in ([wanted] if isinstance(wanted, str) else wanted))
