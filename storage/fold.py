"""Folding: the state of a subject from its entries, and the digest of all states."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from inspections.entry import Entry, Subject, canonical
from inspections.kinds import RECORD_TYPES
from inspections.record import Record


def empty(subject: Subject) -> Record:
    """Return the record of a subject that nothing was ever said about."""
    return RECORD_TYPES[subject.kind](id=subject.id)


def is_known(kind: str) -> bool:
    """Tell whether this version knows a kind of record; entries about others are kept and wait for a newer one."""
    return kind in RECORD_TYPES


def fold(before: Record, entries: Iterable[Entry]) -> Record:
    """Apply entries one by one in order."""
    for entry in entries:
        before = before.after(entry)
    return before


def sorts_last(before: Record, entries: Sequence[Entry]) -> bool:
    """Tell whether all entries sort after the last one applied, so that the row can simply go on."""
    return before.last is None or all(entry.order > before.last for entry in entries)


def written(record: Record) -> str:
    """Return a record in the one form that is stored, compared and hashed."""
    return canonical(record.as_json()).decode()


def read_record(kind: str, stored: str) -> Record:
    """Read the stored form back."""
    return RECORD_TYPES[kind].from_json(json.loads(stored))


def digest(state: str) -> bytes:
    """Return the SHA-256 of a canonical state."""
    return hashlib.sha256(state.encode()).digest()


def state_digest(states: Iterable[tuple[Subject, bytes]]) -> str:
    """Return the SHA-256 over (subject, SHA-256 of its canonical state), sorted by subject."""
    whole = hashlib.sha256()
    for subject, one in sorted(states):
        whole.update(canonical(list(subject)) + one)
    return whole.hexdigest()
