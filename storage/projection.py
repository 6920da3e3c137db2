"""The columns of a record's row: pure functions of the record, never refusing, whatever an entry said."""

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from inspections.document import PAPERS
from inspections.photo import Photo, remarks
from inspections.record import Record

Value = str | int | bytes | None
Project = Callable[[Record], Value]

NO_DEADLINE: Final = "9999-12-31"
"""Sorts what has no date behind everything that has one."""

_WHOLE_MAX: Final = 2**63 - 1


def pack_id(text: str) -> str | bytes:
    """Return an outward id as stored: 16 bytes for a UUID in its usual form, else the text."""
    try:
        uuid = UUID(text)
    except ValueError:
        return text
    return uuid.bytes if str(uuid) == text else text


def unpack_id(stored: str | bytes) -> str:
    """Return an outward id from its stored form."""
    return stored if isinstance(stored, str) else str(UUID(bytes=stored))


def own_id(record: Record) -> Value:
    """Project the record's own id."""
    return pack_id(record.id)


def state(allowed: tuple[str, ...]) -> Project:
    """Project the lifecycle state; an unknown one counts as none."""
    return lambda record: str(record.state) if record.state in allowed else ""


def text(name: str) -> Project:
    """Project a field as text, empty where it is not a text."""
    return lambda record: as_text(record.fields.value(name))


def code(name: str, allowed: tuple[str, ...], *, unset: str = "") -> Project:
    """Project a field with a closed list of codes: `unset` where nothing was said, empty for a strange one."""

    def project(record: Record) -> Value:
        value = as_text(record.fields.value(name)) or unset
        return value if value in allowed else ""

    return project


def reference(name: str) -> Project:
    """Project a field that names another record."""
    return lambda record: pack_id(as_text(record.fields.value(name)))


def whole(name: str) -> Project:
    """Project a whole number, None where it is none."""
    return lambda record: as_whole(record.fields.value(name))


def flag(name: str, *, unset: bool = False) -> Project:
    """Project a yes or no; `unset` is what nothing said means."""

    def project(record: Record) -> Value:
        value = record.fields.value(name)
        return int(unset if value is None else bool(value))

    return project


def due(record: Record) -> Value:
    """Project the deadline in a form that sorts what has none last."""
    return as_text(record.fields.value("deadline")) or NO_DEADLINE


def day(record: Record) -> Value:
    """Project the day of a photo: taken, else added."""
    return as_text(record.fields.value("taken_at"))[:10] or as_text(record.fields.value("added_at"))[:10]


def linked(record: Record) -> Value:
    """Project whether a photo shows a finding or an item."""
    return int(bool(as_text(record.fields.value("finding")) or as_text(record.fields.value("item"))))


def flagged(record: Record) -> Value:
    """Project whether something about a photo asks for a look."""
    return int(isinstance(record, Photo) and bool(remarks(record)))


def stated(fact: str) -> Project:
    """Project a whole number stated as an institution fact."""

    def project(record: Record) -> Value:
        held = record.fields.value(f"fact.{fact}")
        return as_whole(held.get("value")) if isinstance(held, Mapping) else None

    return project


def waits_for(record: Record) -> Value:
    """Project what a sealed paper still waits for: the agency's stamp, then its service."""
    paper = PAPERS.get(as_text(record.fields.value("paper")))
    over = record.fields.flag("external") or bool(record.fields.value("superseded_by"))
    if record.state != "sealed" or paper is None or not paper.needs_stamp or over:
        return ""
    if not record.fields.value("stamped_on"):
        return "stamp"
    return "" if record.fields.value("served_on") else "service"


def initials(record: Record) -> Value:
    """Project the pinyin initials: as corrected by a person, else as computed."""
    return as_text(record.fields.value("initials")).lower() or spelled(as_text(record.fields.value("name")))


@lru_cache(maxsize=4096)
def spelled(name: str) -> str:
    """Return the first letters of a name's pinyin."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def words(*projects: Project) -> Project:
    """Project the searched texts, normalised, one per line."""

    def project(record: Record) -> Value:
        return "\n".join(filter(None, (normalised(str(one(record) or "")) for one in projects)))

    return project


def normalised(value: str) -> str:
    """Return a text as search compares it: NFKC, lower case, without invisible characters."""
    folded = unicodedata.normalize("NFKC", value).lower()
    return "".join(one for one in folded if unicodedata.category(one) not in ("Cf", "Cc")).strip()


def as_text(value: Any) -> str:
    """Return a text, empty for anything that is none."""
    return value if isinstance(value, str) else ""


def as_whole(value: Any) -> int | None:
    """Return a whole number that fits a column, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if -_WHOLE_MAX <= value <= _WHOLE_MAX else None
