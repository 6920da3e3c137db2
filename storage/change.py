"""One open transaction: facts become entries, entries become rows."""

import secrets
from datetime import datetime

from inspections.entry import Entry, Subject, time_id
from inspections.record import Fact
from inspections.records import Changes
from inspections.refusal import ConflictingError
from storage import fold, journal, rows
from storage.driver import Connection


class OpenChange:
    """What `with records.change(...)` hands out; its facts are appended at once and seen by the following reads."""

    def __init__(self, connection: Connection, *, origin: str, now: datetime, by: str) -> None:
        self._connection, self._origin, self._now, self._by = connection, origin, now, by
        self._subjects: set[Subject] = set()

    @property
    def now(self) -> datetime:
        """Return the claimed local time with offset, the same for the whole change."""
        return self._now

    @property
    def by(self) -> str:
        """Return the id of the acting person."""
        return self._by

    @property
    def touched(self) -> Changes:
        """Return what was touched so far."""
        return Changes(frozenset(self._subjects))

    def append(self, fact: Fact) -> Entry:
        """Append one fact as an entry and fold it; the following reads in this transaction see it.

        A fact made from a record that has since changed is refused: its author did not see what it would replace.
        """
        if not self._connection.in_transaction:
            raise RuntimeError("this change is over")
        before = rows.load(self._connection, fact.subject) or fold.empty(fact.subject)
        if before.heads != tuple(fact.follows):
            raise ConflictingError("这条记录刚刚被别的操作更改，本次未保存。", "请刷新后重试。")
        key, entry = journal.append(self._connection, fact, origin=self._origin, now=self._now, by=self._by)
        rows.go_on(self._connection, key, before, (entry,))
        self._subjects.add(fact.subject)
        return entry

    def new_id(self) -> str:
        """Return a fresh UUIDv7."""
        return time_id(int(self._now.timestamp() * 1000), secrets.token_bytes(10))
