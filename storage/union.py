"""Merging is union: arriving entries are added to the journal and their subjects folded in order.

All or nothing, the same on every laptop in whatever order packages arrive, and harmless when repeated.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from inspections.entry import GENESIS, SALT_BYTES, Entry, Json, chain
from inspections.records import Changes
from inspections.refusal import RefusedError
from storage import fold, journal, rows
from storage.driver import Connection
from storage.journal import Link

LARGEST_CLOCK: Final = 2**63 - 1


class HeldError(RefusedError):
    """Entries claim a time more than a day ahead of this laptop: a person decides before anything is written."""


class GapError(RefusedError):
    """Entries between what is here and what arrived are missing."""


class BrokenChainError(RefusedError):
    """What arrived was altered or damaged: content, digest and chain do not fit."""


class ForkError(RefusedError):
    """Two different entries under one name: a data directory was copied and both copies went on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What a union would add or did: new places, stubs among them, stubs that got their content, subjects touched."""

    added: int = 0
    stubs: int = 0
    filled: int = 0
    touched: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What has to be written: `new` continues chains, `fills` gives stubs their content."""

    new: Sequence[Link]
    fills: Sequence[Link]

    def entries(self) -> list[Entry]:
        return [link.entry for link in (*self.new, *self.fills) if link.entry]


def unite(connection: Connection, arriving: Iterable[Link], *, latest: int | None) -> Arrivals:
    """Add what is new, inside the caller's transaction; refuses before the first write.

    `latest` is the largest clock a person need not decide about; None when a person has decided to take it.
    """
    plan = _plan(connection, arriving)
    if latest is not None:
        _hold(plan, latest)
    touched: dict[int, list[Entry]] = {}
    for link in plan.new:
        _note(touched, journal.insert(connection, link), link)
    for link in plan.fills:
        _note(touched, journal.fill(connection, link), link)
    for key, entries in touched.items():
        _fold(connection, key, sorted(entries, key=lambda entry: entry.order))
    subjects = frozenset(entries[0].subject for entries in touched.values())
    stubs = sum(link.entry is None for link in plan.new)
    return Arrivals(added=len(plan.new), stubs=stubs, filled=len(plan.fills), touched=Changes(subjects))


def _note(touched: dict[int, list[Entry]], key: int, link: Link) -> None:
    if link.entry:
        touched.setdefault(key, []).append(link.entry)


def _fold(connection: Connection, key: int, entries: Sequence[Entry]) -> None:
    """Go on from the row where all entries sort behind it, else fold anew; unknown kinds wait for a newer version."""
    subject = entries[0].subject
    if not fold.is_known(subject.kind):
        return
    before = rows.load(connection, subject) or fold.empty(subject)
    if fold.sorts_last(before, entries):
        rows.go_on(connection, key, before, entries)
    else:
        rows.refold(connection, key, subject)


def _hold(plan: _Plan, latest: int) -> None:
    ahead = [entry for entry in plan.entries() if entry.clock > latest]
    if ahead:
        first = min(ahead, key=lambda entry: entry.order)
        raise HeldError(
            f"有 {len(ahead)} 条记录的时间比本机快一天以上（最早一条 {first.ref}，自称 {first.at}），尚未合并。",
            "请核对两台电脑的日期时间；确认对方时间无误或仍要合并的，请由负责人决定后重试。",
        )


def _plan(connection: Connection, arriving: Iterable[Link]) -> _Plan:
    """Check every arriving place against the chain it belongs to."""
    chains: dict[str, dict[int, Link]] = {}
    for link in arriving:
        _check_content(link)
        places = chains.setdefault(link.origin, {})
        known = places.setdefault(link.number, link)
        if known.hash != link.hash:
            raise _fork(known, link)
        if known.entry is None:
            places[link.number] = link
    new: list[Link] = []
    fills: list[Link] = []
    for origin, places in sorted(chains.items()):
        _plan_chain(connection, origin, places, new, fills)
    return _Plan(new, fills)


def _plan_chain(
    connection: Connection, origin: str, places: Mapping[int, Link], new: list[Link], fills: list[Link]
) -> None:
    number, last = _end(connection, origin)
    clock = _largest_clock(connection, origin)
    for place in sorted(places):
        link = places[place]
        if place <= number:
            if _is_fill(connection, link):
                fills.append(link)
            continue
        if place != number + 1:
            raise GapError(
                f"缺少电脑 {origin} 的第 {number + 1} 至 {place - 1} 号记录，未合并。", "请先导入包含这些记录的数据包。"
            )
        if chain(last, link.digest) != link.hash:
            raise BrokenChainError(f"记录 {link.ref} 与前一条接不上，数据包被改动或已损坏，未合并。", _ASK_AGAIN)
        if link.entry and link.entry.clock <= clock:
            raise BrokenChainError(f"记录 {link.ref} 的时钟倒退，未合并。", _ASK_AGAIN)
        number, last, clock = place, link.hash, link.entry.clock if link.entry else clock
        new.append(link)


_ASK_AGAIN: Final = "请向对方重新索取数据包，并核对来源。"


def _end(connection: Connection, origin: str) -> tuple[int, bytes]:
    key = connection.value("SELECT key FROM origin WHERE id = ?", origin)
    return journal.head(connection, key) if key else (0, GENESIS)


def _largest_clock(connection: Connection, origin: str) -> int:
    sql = """SELECT clock FROM entry WHERE origin = (SELECT key FROM origin WHERE id = ?) AND clock IS NOT NULL
      ORDER BY number DESC LIMIT 1"""
    return int(connection.value(sql, origin) or 0)


def _is_fill(connection: Connection, link: Link) -> bool:
    """Tell whether a known place gets its content now; another hash under the same name is a fork."""
    here = journal.find_link(connection, link.origin, link.number)
    if here is None:
        raise BrokenChainError(f"本机的记录 {link.ref} 缺失。", "请先运行完整性检查（audit）。")
    if here.hash != link.hash or here.digest != link.digest:
        raise _fork(here, link)
    return here.entry is None and link.entry is not None


def _fork(here: Link, there: Link) -> ForkError:
    return ForkError(
        f"编号 {here.ref} 对应两条不同的记录（{here.hash.hex()[:16]} 与 {there.hash.hex()[:16]}），未合并。",
        "数据目录被复制后两边都继续使用；两份都请保留，并联系管理员为复制的一份重新启用。",
    )


def _check_content(link: Link) -> None:
    """Refuse content that does not give its digest or has no form that `after` can read."""
    entry = link.entry
    if entry is None:
        return
    fits = (entry.origin, entry.number) == (link.origin, link.number) and well_formed(entry)
    if not fits or _digest(entry) != link.digest:
        raise BrokenChainError(f"记录 {link.ref} 的内容与校验值不符，数据包被改动或已损坏，未合并。", _ASK_AGAIN)


def _digest(entry: Entry) -> bytes | None:
    try:
        return entry.digest()
    except (ValueError, TypeError, RecursionError):
        return None


def well_formed(entry: Entry) -> bool:
    """Tell whether an entry has the types of its columns and the shapes that every version of `after` relies on."""
    body: Json = entry.body
    salt: Json = entry.salt
    columns: tuple[Json, ...] = (entry.at, entry.by, entry.kind, *entry.subject)
    return (
        all(isinstance(one, str) for one in columns)
        and all(entry.subject)
        and _whole(entry.clock)
        and _texts(list(entry.follows))
        and isinstance(salt, bytes)
        and len(salt) == SALT_BYTES
        and isinstance(body, dict)
        and all(check(body[name]) for name, check in _SHAPES.items() if name in body)
    )


def _whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_CLOCK


def _text(value: Json) -> bool:
    return isinstance(value, str)


def _texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _object(value: Json) -> bool:
    return isinstance(value, dict)


def _lists(value: Json) -> bool:
    return isinstance(value, dict) and all(_texts(one) for one in value.values())


def _objects(value: Json) -> bool:
    return isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())


_SHAPES: Final = {
    "set": _object,
    "over": _lists,
    "add": _objects,
    "withdraw": _lists,
    "sets": _objects,
    "notes": _texts,
    "state": _text,
}
