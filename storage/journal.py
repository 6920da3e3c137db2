"""The journal: entries are appended, read in order, and held as stubs where their content is not here."""

# ruff: noqa: S608 - names come from the tables of this package, values are always bound
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from inspections.entry import (
    GENESIS,
    SALT_BYTES,
    Entry,
    EntryRef,
    Json,
    JsonObject,
    Subject,
    canonical,
    chain,
    reference,
)
from inspections.fact_kind import ANY
from inspections.facts import KINDS
from inspections.record import Fact
from inspections.records import Head
from storage.driver import Connection, Row
from storage.projection import pack_id, unpack_id

TICKS: Final = 65536
"""How many entries can share a millisecond."""

_ENTRY: Final = """
SELECT o.id, e.number, e.clock, e.at, e."by", s.kind, s.id, e.kind, e.body, e.follows, e.salt
FROM entry e JOIN origin o ON o.key = e.origin JOIN subject s ON s.key = e.subject"""
_LINK: Final = """
SELECT o.id, e.number, e.clock, e.at, e."by", s.kind, s.id, e.kind, e.body, e.follows, e.salt, e.digest, e.hash
FROM entry e JOIN origin o ON o.key = e.origin LEFT JOIN subject s ON s.key = e.subject"""
_CONTENT: Final = ("clock", "at", '"by"', "subject", "kind", "body", "follows", "salt")
_INSERT: Final = f"""
INSERT INTO entry (origin, number, digest, hash, {", ".join(_CONTENT)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_FILL: Final = f"UPDATE entry SET ({', '.join(_CONTENT)}) = (?, ?, ?, ?, ?, ?, ?, ?) WHERE origin = ? AND number = ?"
_EMPTY: Final = (
    f"UPDATE entry SET {', '.join(f'{name} = NULL' for name in _CONTENT)} "
    "WHERE origin = ? AND number = ? AND clock IS NOT NULL"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One place of an origin's chain; a stub where `entry` is None."""

    origin: str
    number: int
    digest: bytes
    hash: bytes
    entry: Entry | None = None

    @property
    def ref(self) -> EntryRef:
        """Return the name of the entry at this place."""
        return reference(self.origin, self.number)

    @property
    def stub(self) -> "Link":
        """Return this place without its content."""
        return Link(origin=self.origin, number=self.number, digest=self.digest, hash=self.hash)


def append(connection: Connection, fact: Fact, *, origin: str, now: datetime, by: str) -> tuple[int, Entry]:
    """Append a fact at the end of this origin's chain; returns the subject's key and the entry."""
    _check(fact)
    key = origin_key(connection, origin)
    number, previous = head(connection, key)
    entry = Entry(
        origin=origin,
        number=number + 1,
        clock=next_clock(connection, now),
        at=now.isoformat(timespec="milliseconds"),
        by=by,
        subject=fact.subject,
        kind=fact.kind,
        body=_plain(fact.body),
        follows=tuple(fact.follows),
        salt=secrets.token_bytes(SALT_BYTES),
    )
    digest = entry.digest()
    link = Link(origin=origin, number=number + 1, digest=digest, hash=chain(previous, digest), entry=entry)
    return insert(connection, link), entry


def next_clock(connection: Connection, now: datetime) -> int:
    """Return a clock that sorts after everything held here, also when this laptop's time was set back."""
    largest = connection.value("SELECT max(clock) FROM entry") or 0
    return max(_milliseconds(now) * TICKS, largest + 1)


def _milliseconds(now: datetime) -> int:
    if now.tzinfo is None:
        raise ValueError("the clock must tell its offset")
    return int(now.timestamp() * 1000)


def day_ahead(now: datetime, ahead: int) -> int:
    """Return the clock that lies so many ticks after an instant."""
    return _milliseconds(now) * TICKS + ahead


def _check(fact: Fact) -> None:
    name, _, version = fact.kind.partition("/")
    spec = KINDS.get(name)
    if spec is None or spec.code != f"{name}/{version}":
        raise ValueError(f"unknown kind of entry {fact.kind}")
    if spec.subject not in (ANY, fact.subject.kind):
        raise ValueError(f"{fact.kind} is not about a {fact.subject.kind}")
    strange = [field for field in fact.body.get("set", {}) if not spec.allows(field)]
    if strange:
        raise ValueError(f"{fact.kind} does not set {', '.join(strange)}")


def _plain(body: JsonObject) -> JsonObject:
    """Return a body exactly as it will be read back."""
    plain: JsonObject = json.loads(canonical(body))
    return plain


def insert(connection: Connection, link: Link) -> int:
    """Write one link behind its chain's end; returns the subject's key, 0 for a stub."""
    key = origin_key(connection, link.origin)
    content = _content(connection, link.entry)
    connection.run(_INSERT, key, link.number, link.digest, link.hash, *content)
    return int(content[3] or 0)


def fill(connection: Connection, link: Link) -> int:
    """Give a stub its content, whose digest the caller has checked; returns the subject's key."""
    content = _content(connection, link.entry)
    _through_gate(connection, _FILL, [(*content, origin_key(connection, link.origin), link.number)])
    return int(content[3] or 0)


def make_stubs(connection: Connection, refs: Iterable[EntryRef]) -> None:
    """Take the content of entries away for good: destruction by retention rules, told by an entry of its own."""
    places = [(origin_key(connection, origin), int(number)) for origin, _, number in (r.rpartition(":") for r in refs)]
    _through_gate(connection, _EMPTY, places)


def _through_gate(connection: Connection, sql: str, rows: Sequence[Row]) -> None:
    if not connection.in_transaction:
        raise RuntimeError("stubs change inside a transaction only")
    connection.run("INSERT INTO local_stub_gate VALUES (1)")
    connection.many(sql, rows)
    connection.run("DELETE FROM local_stub_gate")


def _content(connection: Connection, entry: Entry | None) -> Row:
    if entry is None:
        return (None,) * len(_CONTENT)
    return (
        entry.clock,
        entry.at,
        entry.by,
        subject_key(connection, entry.subject),
        entry.kind,
        canonical(entry.body).decode(),
        canonical(list(entry.follows)).decode(),
        entry.salt,
    )


def origin_key(connection: Connection, origin: str) -> int:
    """Return the small integer that stands for an origin in this file, made at first use."""
    found = connection.value("SELECT key FROM origin WHERE id = ?", origin)
    if found is None:
        found = connection.value("INSERT INTO origin (id) VALUES (?) RETURNING key", origin)
    return int(found)


def subject_key(connection: Connection, subject: Subject) -> int:
    """Return the row key of a subject, made at first use."""
    found = find_subject(connection, subject)
    if found is None:
        sql = "INSERT INTO subject (kind, id) VALUES (?, ?) RETURNING key"
        found = int(connection.value(sql, subject.kind, pack_id(subject.id)))
    return found


def find_subject(connection: Connection, subject: Subject) -> int | None:
    """Return the row key of a subject, None where no entry names it."""
    sql = "SELECT key FROM subject WHERE kind = ? AND id = ?"
    found: int | None = connection.value(sql, subject.kind, pack_id(subject.id))
    return found


def head(connection: Connection, key: int) -> tuple[int, bytes]:
    """Return number and hash at the end of an origin's chain."""
    sql = "SELECT number, hash FROM entry WHERE origin = ? ORDER BY number DESC LIMIT 1"
    number, last = connection.row(sql, key) or (0, GENESIS)
    return number, last


def heads(connection: Connection) -> list[Head]:
    """Return the end of every chain, sorted by origin."""
    ends = [(name, head(connection, key)) for name, key in connection.rows("SELECT id, key FROM origin ORDER BY id")]
    return [Head(origin=name, number=number, hash=last.hex()) for name, (number, last) in ends if number]


def history(connection: Connection, key: int) -> list[Entry]:
    """Return the entries of one subject in the order every laptop folds by."""
    return sorted_entries(connection.rows(f"{_ENTRY} WHERE e.subject = ?", key))


def histories(connection: Connection, after: int, limit: int) -> Iterator[tuple[int, list[Row]]]:
    """Yield the next subjects by row key with their entries as `sorted_entries` takes them."""
    keys = connection.rows("SELECT key FROM subject WHERE key > ? ORDER BY key LIMIT ?", after, limit)
    if not keys:
        return
    grouped: dict[int, list[Row]] = {key: [] for (key,) in keys}
    sql = f"SELECT e.subject, {_ENTRY.strip().removeprefix('SELECT ')} WHERE e.subject BETWEEN ? AND ?"
    for key, *entry in connection.each(sql, keys[0][0], keys[-1][0]):
        grouped[key].append(tuple(entry))
    yield from grouped.items()


def links(connection: Connection, origin: str, first: int = 1) -> Iterator[Link]:
    """Yield the places of an origin's chain from a number on."""
    sql = f"{_LINK} WHERE e.origin = (SELECT key FROM origin WHERE id = ?) AND e.number >= ? ORDER BY e.number"
    for row in connection.each(sql, origin, first):
        yield _link(row)


def find_link(connection: Connection, origin: str, number: int) -> Link | None:
    """Return one place of a chain."""
    sql = f"{_LINK} WHERE e.origin = (SELECT key FROM origin WHERE id = ?) AND e.number = ?"
    row = connection.row(sql, origin, number)
    return _link(row) if row else None


def _link(row: Row) -> Link:
    origin, number, clock, *_, digest, chained = row
    entry = None if clock is None else read_entry(row[:-2])
    return Link(origin=origin, number=number, digest=digest, hash=chained, entry=entry)


def sorted_entries(rows: Iterable[Row]) -> list[Entry]:
    """Return the entries of some rows in order."""
    return sorted((read_entry(row) for row in rows), key=lambda entry: entry.order)


def read_entry(row: Row) -> Entry:
    """Return the entry that a row of the journal holds."""
    origin, number, clock, at, by, kind, subject, code, body, follows, salt = row
    parsed: Json = json.loads(follows)
    return Entry(
        origin=origin,
        number=number,
        clock=clock,
        at=at,
        by=by,
        subject=Subject(kind, unpack_id(subject)),
        kind=code,
        body=json.loads(body),
        follows=tuple(EntryRef(ref) for ref in parsed),
        salt=salt,
    )
