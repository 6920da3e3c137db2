"""The check of everything: chains whole, every row what its journal says, tallies and search what the rows say."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from inspections import terms
from inspections.entry import GENESIS, Subject, chain
from inspections.record import Record
from inspections.records import Head, Progress
from storage import fold, journal, rows
from storage.driver import Connection, Error, Row
from storage.fingerprint import of_terms, read_fingerprints
from storage.migrations import STEPS
from storage.projection import unpack_id
from storage.sql import statements
from storage.tables import TABLES, TRIGGERS, create_indexes

# ruff: noqa: S608 - names come from the tables of this package, values are always bound

BATCH: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found; stubs are counted, they are no damage."""

    problems: tuple[str, ...]
    entries: int
    stubs: int
    subjects: int
    state_digest: str

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems


@dataclass(slots=True)
class _Folded:
    """What folding the whole journal gave, kept small: digests, counts and fingerprints."""

    problems: list[str] = field(default_factory=list)
    states: list[tuple[Subject, bytes]] = field(default_factory=list)
    tally: Counter[Row] = field(default_factory=Counter)
    terms: dict[str, dict[int, int]] = field(default_factory=dict)


def audit(connection: Connection, *, heads: Iterable[Head] = (), progress: Progress | None = None) -> Audit:
    """Check everything against the journal, and the journal against itself and heads kept outside."""
    with connection.snapshot():
        problems = [*_file(connection), *_schema(connection), *_chains(connection), *_outside(connection, heads)]
        folded = _fold_all(connection, progress)
        problems += [*folded.problems, *_orphans(connection), *_tally(connection, folded), *_terms(connection, folded)]
        return Audit(
            problems=tuple(problems),
            entries=connection.value("SELECT count(*) FROM entry"),
            stubs=connection.value("SELECT count(*) FROM entry WHERE clock IS NULL"),
            subjects=len(folded.states),
            state_digest=fold.state_digest(folded.states),
        )


def state_digest(connection: Connection) -> str:
    """Return the digest of all states as the rows hold them."""
    with connection.snapshot():
        return fold.state_digest(
            (Subject(kind, unpack_id(stored)), fold.digest(state))
            for kind in TABLES
            for stored, state in connection.each(f"SELECT id, record FROM {kind}")
        )


def _file(connection: Connection) -> Iterator[str]:
    for (verdict,) in connection.rows("PRAGMA integrity_check(20)"):
        if verdict != "ok":
            yield f"记录文件损坏：{verdict}"


def _schema(connection: Connection) -> Iterator[str]:
    """Triggers and indexes are those of this version: a lost trigger would let entries be altered unseen."""
    found: dict[str, str] = dict(connection.rows("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    expected = [sql for step in (*STEPS, None) for sql in (TRIGGERS if step is None else statements(step))]
    for sql in expected:
        match = re.search(r"^CREATE TRIGGER (\w+)", sql, re.M)
        if match and found.get(match[1]) != sql[match.start() :]:
            yield f"触发器 {match[1]} 缺失或被改动"
    for table in TABLES.values():
        for sql in create_indexes(table, table.kind, ""):
            name = sql.split()[2]
            if name not in found and f"{name}_b" not in found:
                yield f"索引 {name} 缺失"


def _chains(connection: Connection) -> Iterator[str]:
    for key, origin in connection.rows("SELECT key, id FROM origin ORDER BY id"):
        yield from _chain(connection, key, origin)


def _chain(connection: Connection, key: int, origin: str) -> Iterator[str]:
    number, last, clock = 0, GENESIS, 0
    places = "SELECT number, clock, digest, hash FROM entry WHERE origin = ? ORDER BY number"
    for place, its_clock, digest, chained in connection.each(places, key):
        if place != number + 1:
            yield f"日志缺失：电脑 {origin} 的第 {number + 1} 至 {place - 1} 号记录不见了"
        elif chain(last, digest) != chained:
            yield f"日志被改动：{origin}:{place} 与前一条接不上"
        if its_clock is not None:
            if its_clock <= clock:
                yield f"日志被改动：{origin}:{place} 的时钟倒退"
            clock = its_clock
            yield from _content(connection, origin, place)
        number, last = place, chained


def _content(connection: Connection, origin: str, number: int) -> Iterator[str]:
    try:
        link = journal.find_link(connection, origin, number)
        fits = link is not None and link.entry is not None and link.entry.digest() == link.digest
    except (ValueError, TypeError, AttributeError):
        fits = False
    if not fits:
        yield f"日志被改动：{origin}:{number} 的内容与校验值不符"


def _outside(connection: Connection, heads: Iterable[Head]) -> Iterator[str]:
    """A chain cannot show a cut tail: a head kept on paper or at another place can."""
    here = {head.origin: head.number for head in journal.heads(connection)}
    for head in heads:
        if here.get(head.origin, 0) < head.number:
            yield f"日志尾部缺失：电脑 {head.origin} 应至少有 {head.number} 条，现有 {here.get(head.origin, 0)} 条"
            continue
        sql = "SELECT hash FROM entry WHERE origin = (SELECT key FROM origin WHERE id = ?) AND number = ?"
        found = connection.value(sql, head.origin, head.number)
        if found is None or not found.hex().startswith(head.hash):
            yield f"日志被改写：{head.origin}:{head.number} 与外部留存的校验值不符"


def _fold_all(connection: Connection, progress: Progress | None) -> _Folded:
    folded = _Folded(terms={kind: {} for kind, table in TABLES.items() if table.is_searched})
    total, done, last = int(connection.value("SELECT count(*) FROM subject")), 0, 0
    while batch := list(journal.histories(connection, last, BATCH)):
        held = _held(connection, batch[0][0], batch[-1][0])
        for key, found in batch:
            _compare(folded, key, found, held)
        last, done = batch[-1][0], done + len(batch)
        if progress:
            progress(done, total, "正在核对记录与日志")
    return folded


def _held(connection: Connection, first: int, last: int) -> Mapping[tuple[str, int], Row]:
    """Return the rows of some subjects as they lie in the state tables."""
    return {
        (kind, row[0]): row
        for kind, table in TABLES.items()
        for row in connection.rows(
            f"SELECT {', '.join(table.stored)} FROM {kind} WHERE key BETWEEN ? AND ?", first, last
        )
    }


def _compare(folded: _Folded, key: int, found: list[Row], held: Mapping[tuple[str, int], Row]) -> None:
    """Fold one subject and compare its row column by column."""
    if not found:
        return
    subject = Subject(found[0][5], unpack_id(found[0][6]))
    if not fold.is_known(subject.kind):
        return
    try:
        record = fold.fold(fold.empty(subject), journal.sorted_entries(found))
        expected = rows.projected(TABLES[subject.kind], key, record)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        folded.problems.append(f"{_name(subject)}：日志内容无法读取（{error}）")
        return
    folded.problems += _differences(subject, expected, held.get((subject.kind, key)))
    _remember(folded, key, record, dict(zip(TABLES[subject.kind].stored, expected, strict=True)))


def _differences(subject: Subject, expected: Row, row: Row | None) -> Iterator[str]:
    if row is None:
        yield f"{_name(subject)}：记录行缺失"
        return
    for column, right, there in zip(TABLES[subject.kind].stored, expected, row, strict=True):
        if right != there or type(right) is not type(there):
            yield f"{_name(subject)}：列 {column} 与日志不符（应为 {_shown(right)}，现为 {_shown(there)}）"


def _remember(folded: _Folded, key: int, record: Record, columns: Mapping[str, Any]) -> None:
    folded.states.append((record.subject, fold.digest(columns["record"])))
    if record.KIND in folded.terms:
        folded.terms[record.KIND][key] = of_terms(columns["words"])
    if record.KIND == "finding":
        folded.tally[columns["state"], columns["category"], columns["grade"]] += 1


def _orphans(connection: Connection) -> Iterator[str]:
    """Rows that no entry speaks of."""
    for kind in TABLES:
        sql = f"SELECT r.id FROM {kind} r WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.subject = r.key)"
        for (stored,) in connection.rows(sql):
            yield f"{_name(Subject(kind, _readable(stored)))}：日志中没有这条记录"


def _tally(connection: Connection, folded: _Folded) -> Iterator[str]:
    kept = Counter({row[:3]: row[3] for row in connection.rows("SELECT * FROM finding_tally")})
    for group in sorted({*kept, *folded.tally}):
        if kept[group] != folded.tally[group]:
            yield f"统计数 {'/'.join(group)} 不符（应为 {folded.tally[group]}，现为 {kept[group]}）"


def _terms(connection: Connection, folded: _Folded) -> Iterator[str]:
    for kind, expected in folded.terms.items():
        try:
            found = read_fingerprints(connection, kind)
        except Error as error:
            yield f"{terms.RECORD[kind]}的检索表损坏：{error}"
            continue
        for key in sorted(expected.keys() | found.keys()):
            if expected.get(key, 0) != found.get(key, 0):
                yield f"检索词与记录不符：{terms.RECORD[kind]}第 {key} 行"


def _name(subject: Subject) -> str:
    return f"{terms.RECORD.get(subject.kind, subject.kind)} {subject.id}"


def _readable(stored: object) -> str:
    try:
        return unpack_id(stored)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return repr(stored)


def _shown(value: object) -> str:
    text = value.hex() if isinstance(value, bytes) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
