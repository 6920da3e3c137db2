"""How values of the records read on a paper: dates, times, clauses, samples, any value in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from checklists.clauses import Kind, document_on, documents
from checklists.model import Certainty
from inspections.entry import Json, JsonObject
from inspections.proposals import clause_text
from inspections.terms import YES

_CITED_IN_FULL: Final = frozenset({Kind.LAW, Kind.REGULATION, Kind.RULE})
UNVERIFIED: Final = "（待核）"
NOTHING: Final = "无"
_BLANK: Final = "　　　　"
_SAMPLE: Final = (("checked", "抽查"), ("total", "总数"), ("failed", "不符合"))


def day(value: date | str | None) -> str:
    """Return 2026年11月23日; blanks to fill in by hand where there is none."""
    if not value:
        return "　　年　　月　　日"
    known = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{known.year}年{known.month}月{known.day}日"


def short_day(value: date | str | None) -> str:
    """Return 2026-11-23, empty where there is none; for tables."""
    return value.isoformat() if isinstance(value, date) else value or ""


def moment(value: str) -> str:
    """Return 2026年11月23日9时05分; what is no instant is printed as it was written."""
    if not value:
        return _BLANK
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return value
    if len(value) <= len("2026-11-23"):
        return day(at.date())
    return f"{day(at.date())}{at.hour}时{at.minute:02d}分"


def clauses(cited: Iterable[JsonObject]) -> str:
    """Return clauses as people read them; those whose wording was not seen are marked 待核."""
    return "、".join(f"{clause_text(clause)}{_wording(clause)}{_doubt(clause)}" for clause in cited)


def _wording(clause: JsonObject) -> str:
    """Return the words of a clause that a legal officer corrected."""
    return f"（“{clause['wording']}”）" if clause.get("wording") else ""


def _doubt(clause: JsonObject) -> str:
    return "" if is_verified(clause) else UNVERIFIED


def formal_clauses(cited: Iterable[JsonObject], *, on: date | None = None) -> str:
    """Return clauses with the full titles their documents had on a day, as a paper with legal force cites them."""
    return clauses({**clause, "document": _full_title(str(clause["document"]), on)} for clause in cited)


def _full_title(code: str, on: date | None) -> str:
    document = (document_on(code, on) if on else None) or documents().get(code)
    return document.title if document and document.kind in _CITED_IN_FULL else code


def is_verified(clause: JsonObject) -> bool:
    """Tell whether the wording of a cited clause was seen."""
    return Certainty(clause.get("certainty") or Certainty.MEM_L).is_verified


def sample(value: object) -> str:
    """Return 抽查 5 / 总数 20 / 不符合 1."""
    if not isinstance(value, Mapping):
        return words(value)
    return " / ".join(f"{title} {value[name]}" for name, title in _SAMPLE if value.get(name) not in (None, ""))


def measured(value: object) -> str:
    """Return a measured value with its name and unit."""
    if not isinstance(value, Mapping):
        return words(value)
    if "value" in value:
        return f"{value.get('name') or ''} {words(value['value'])} {value.get('unit') or ''}".strip()
    return words(value)


def words(value: Json) -> str:
    """Return any value of the records in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return YES[value]
    if isinstance(value, Mapping):
        if "name" in value:
            return "".join((words(value["name"]), *_in_brackets(value)))
        return "；".join(f"{key} {words(inner)}" for key, inner in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(words(inner) for inner in value)
    return str(value)


def _in_brackets(value: Mapping[str, Json]) -> tuple[str, ...]:
    others = [words(inner) for key, inner in value.items() if key != "name" and inner not in (None, "")]
    return (f"（{'，'.join(others)}）",) if others else ()


def listed(texts: Iterable[str], *, otherwise: str = NOTHING) -> str:
    """Return texts joined with 、."""
    return "、".join(text for text in texts if text) or otherwise


def sentence(*parts: str) -> str:
    """Return the parts that say something as one sentence."""
    said = [part.rstrip("。；") for part in parts if part]
    return "；".join(said) + "。" if said else ""
