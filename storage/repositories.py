"""Records of one kind as they now stand."""

# ruff: noqa: S608 - names come from the tables of this package, values are always bound
from collections.abc import Sequence
from datetime import date
from typing import Generic, TypeVar, cast

from inspections.entry import Subject
from inspections.record import Record
from inspections.refusal import NotFoundError
from storage import fold, rows
from storage.driver import Connection
from storage.projection import Value, pack_id
from storage.tables import TABLES

R = TypeVar("R", bound=Record)


class StateRepository(Generic[R]):
    """The rows of one state table, read back as records."""

    def __init__(self, connection: Connection, kind: type[R]) -> None:
        self._connection, self._kind, self._table = connection, kind, TABLES[kind.KIND]

    def get(self, record_id: str) -> R:
        """Return one record; NotFoundError where there is none."""
        found = self.find(record_id)
        if found is None:
            raise NotFoundError(f"没有找到编号为“{record_id}”的记录。", "请刷新后重试，或核对编号。")
        return found

    def find(self, record_id: str) -> R | None:
        """Return one record or None."""
        return cast(R | None, rows.load(self._connection, Subject(self._kind.KIND, record_id)))

    def new(self, record_id: str) -> R:
        """Return the record with this id, an empty one where nothing was ever recorded."""
        return self.find(record_id) or self._kind(id=record_id)

    def where(self, **columns: object) -> Sequence[R]:
        """Return the records whose state columns equal the values, in order of recording."""
        condition, values = self._condition(columns)
        sql = f"SELECT record FROM {self._table.kind}{condition} ORDER BY key"
        return [cast(R, fold.read_record(self._kind.KIND, one)) for (one,) in self._connection.rows(sql, *values)]

    def count(self, **columns: object) -> int:
        """Count what `where` would return."""
        condition, values = self._condition(columns)
        return int(self._connection.value(f"SELECT count(*) FROM {self._table.kind}{condition}", *values))

    def _condition(self, columns: dict[str, object]) -> tuple[str, list[Value]]:
        found = [(self._table.column(name), value) for name, value in columns.items()]
        condition = " AND ".join(f"{column.name} = ?" for column, _ in found)
        return (f" WHERE {condition}" if found else ""), [_bound(value, is_id=column.is_id) for column, value in found]


def _bound(value: object, *, is_id: bool) -> Value:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return pack_id(value) if is_id else str(value)
    if isinstance(value, int):
        return value
    raise TypeError(f"a column cannot equal {value!r}")
