"""One entry of the journal: who claimed what about which subject, chained by hashes.

The form of an entry decides what every later version must read; see docs/decisions/0001-journal.md.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, NewType
from uuid import UUID, uuid5

Json = Any
JsonObject = Mapping[str, Any]
EntryRef = NewType("EntryRef", str)
"""`origin:number`, the name of an entry everywhere outside the database file."""

ALGORITHM: Final = b"sha256\0"
GENESIS: Final = bytes(32)
SALT_BYTES: Final = 16
DAY_AHEAD: Final = 24 * 3600 * 1000 * 65536
NAMESPACE: Final = UUID("5d1f2a70-6c39-5e0b-9a45-0c7b3e9d2f11")


class Subject(NamedTuple):
    """What an entry is about: the kind of record and its outward id."""

    kind: str
    id: str


class Order(NamedTuple):
    """The place of an entry in the one order every laptop folds by."""

    clock: int
    origin: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One claimed change, whole; `clock` orders it, `body` holds the facts with their legal dates."""

    origin: str
    number: int
    clock: int
    at: str
    by: str
    subject: Subject
    kind: str
    body: JsonObject
    follows: tuple[EntryRef, ...]
    salt: bytes

    @property
    def ref(self) -> EntryRef:
        """Return the name of this entry."""
        return reference(self.origin, self.number)

    @property
    def order(self) -> Order:
        """Return the place of this entry in the fold."""
        return Order(self.clock, self.origin, self.number)

    def digest(self) -> bytes:
        """Return the SHA-256 of the canonical content, salt included."""
        content = {
            "at": self.at,
            "body": self.body,
            "by": self.by,
            "clock": self.clock,
            "follows": list(self.follows),
            "kind": self.kind,
            "number": self.number,
            "origin": self.origin,
            "salt": self.salt.hex(),
            "subject": list(self.subject),
        }
        return hashlib.sha256(canonical(content)).digest()


def chain(previous: bytes, digest: bytes) -> bytes:
    """Return the chained hash of an entry: SHA-256(algorithm, previous hash of this origin, digest)."""
    return hashlib.sha256(ALGORITHM + previous + digest).digest()


def reference(origin: str, number: int) -> EntryRef:
    """Name an entry."""
    return EntryRef(f"{origin}:{number}")


def canonical(value: Json) -> bytes:
    """Return the one byte form of a JSON value: sorted keys, no spaces, UTF-8, no fractions.

    Raises TypeError for a float and UnicodeEncodeError for a lone surrogate: neither has one form everywhere.
    """
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def _refuse_floats(value: Json) -> None:
    if isinstance(value, float):
        raise TypeError("小数须以文本记录")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError("键须为文本")
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)


def named_id(*parts: str) -> str:
    """Return the id that the same parts give on every laptop (UUIDv5)."""
    return str(uuid5(NAMESPACE, "\x1f".join(parts)))


def time_id(now_ms: int, random: bytes) -> str:
    """Return a UUIDv7 from an instant in milliseconds and ten random bytes."""
    raw = bytearray(now_ms.to_bytes(6, "big") + random[:10])
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return str(UUID(bytes=bytes(raw)))
