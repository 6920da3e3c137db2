"""The one door to SQLite: opens connections with our settings and says faults of disk and file in plain words.

The driver is sqlcipher3, unkeyed: its SQLite (>= 3.51.3) is free of the WAL-reset fault on every platform.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from inspections.records import UnavailableError

Row = tuple[Any, ...]
Error: type[Exception] = dbapi2.Error

OLDEST_SQLITE: Final = (3, 51, 3)
APPLICATION_ID: Final = 0x59C4A1
"""Marks a file as ours, so that a foreign database is never taken for an old one."""

BUSY_SECONDS: Final = 10.0
SETTINGS: Final = (
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA temp_store=MEMORY",
)
MAC_SETTINGS: Final = ("PRAGMA fullfsync=ON", "PRAGMA checkpoint_fullfsync=ON")

_ASK_FOR_BACKUP: Final = "请勿继续写入，从最近的备份恢复到新文件夹，再合并其他电脑的数据包。"
FAULTS: Final = {
    5: ("记录正被另一个程序占用。", "请关闭其他正在使用这些记录的程序后重试。"),
    6: ("记录正被另一个程序占用。", "请关闭其他正在使用这些记录的程序后重试。"),
    8: ("数据目录不可写，未保存。", "请检查文件夹权限，或把数据目录移到可写的磁盘。"),
    9: ("查询已中止。", ""),
    10: ("读写磁盘出错，未保存。", "请检查磁盘或 U 盘是否仍然连接，再重试。"),
    11: ("记录文件已损坏。", _ASK_FOR_BACKUP),
    13: ("磁盘已满，未保存。", "请腾出空间后重试；已保存的内容不受影响。"),
    14: ("无法打开记录文件。", "请检查数据目录是否存在、是否有权限。"),
    26: ("该文件不是本程序的记录文件，或已损坏、加密。", _ASK_FOR_BACKUP),
}
"""SQLite's primary result codes that are nobody's mistake, with what happened and what to do."""


class InterruptedReadError(UnavailableError):
    """A query was stopped because its answer is no longer wanted."""


@contextmanager
def plain_faults(path: str) -> Iterator[None]:
    """Turn the driver's faults of disk, lock and file into UnavailableError; the rest stays what it is: a bug."""
    try:
        yield
    except dbapi2.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        known = FAULTS.get(code & 0xFF) if isinstance(code, int) else None
        if known is None:
            raise
        kind = InterruptedReadError if code is not None and code & 0xFF == 9 else UnavailableError
        raise kind(f"{known[0]}（{path}）", known[1]) from error


class Connection:
    """One connection in autocommit mode; a transaction is always explicit."""

    def __init__(self, raw: Any, path: str) -> None:
        self.raw, self.path = raw, path

    def run(self, sql: str, *values: object) -> int:
        """Execute one statement; returns how many rows it changed."""
        with plain_faults(self.path):
            return int(self.raw.execute(sql, values).rowcount)

    def many(self, sql: str, rows: Iterable[Row]) -> None:
        """Execute one statement for many rows."""
        with plain_faults(self.path):
            self.raw.executemany(sql, rows)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return all rows of a query."""
        with plain_faults(self.path):
            return list(self.raw.execute(sql, values))

    def row(self, sql: str, *values: object) -> Row | None:
        """Return the first row of a query."""
        with plain_faults(self.path):
            found: Row | None = self.raw.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, *values: object) -> Any:
        """Return the first value of the first row, None where there is none."""
        found = self.row(sql, *values)
        return found[0] if found else None

    def each(self, sql: str, *values: object) -> Iterator[Row]:
        """Yield the rows of a query one by one."""
        with plain_faults(self.path):
            cursor = self.raw.execute(sql, values)
            while batch := cursor.fetchmany(1000):
                yield from batch

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open."""
        return bool(self.raw.in_transaction)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock from the first read on; commit at the end, undo everything on any exception."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.in_transaction:  # a full disk has rolled back by itself
                self.run("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several reads see one and the same moment."""
        if self.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            with suppress(Error):
                self.raw.execute("ROLLBACK")

    def interrupt(self) -> None:
        """Stop the statement that is running now; may be called from any thread."""
        self.raw.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()


def connect(path: Path, *, readonly: bool = False, create: bool = False) -> Connection:
    """Open a file of records; one that is missing is created only when asked for."""
    if not path.exists() and not create:
        raise UnavailableError(f"没有找到记录文件：{path}。", "请检查数据目录。")
    if path.exists() and path.stat().st_size == 0 and not create:
        raise UnavailableError(f"记录文件是空的：{path}。", _ASK_FOR_BACKUP)
    with plain_faults(str(path)):
        raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    connection = Connection(raw, str(path))
    try:
        _prepare(connection, readonly=readonly)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Connection, *, readonly: bool) -> None:
    version = tuple(int(part) for part in connection.value("SELECT sqlite_version()").split("."))
    if version < OLDEST_SQLITE:
        raise UnavailableError("数据库组件版本过旧，可能丢失记录。", "请重新运行 run.py 安装所需组件。")
    for setting in (*SETTINGS, *(MAC_SETTINGS if sys.platform == "darwin" else ())):
        connection.run(setting)
    if readonly:
        connection.run("PRAGMA query_only=ON")
    elif connection.value("PRAGMA journal_mode=WAL") != "wal":
        raise UnavailableError("该磁盘不支持可靠的写入方式。", "请把数据目录放在本机磁盘上，不要放在网络盘。")


def check_ownership(connection: Connection) -> None:
    """Refuse a database of another program; an empty file may become ours."""
    if connection.value("PRAGMA application_id") == APPLICATION_ID:
        return
    if connection.value("SELECT count(*) FROM sqlite_schema"):
        raise UnavailableError(f"该文件不是本程序的记录文件：{connection.path}。", "请选择正确的数据目录。")
