"""The values of a record: per field the entries that hold it, so that row + entry = next row without history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self, cast

from inspections.entry import Entry, EntryRef, Json, JsonObject


@dataclass(frozen=True, slots=True)
class Held:
    """One value of a field that nothing has replaced, and the entry behind it."""

    value: Json
    by: EntryRef
    clock: int

    @property
    def order(self) -> tuple[int, str, int]:
        """Return the place of the entry behind this value."""
        origin, _, number = self.by.rpartition(":")
        return self.clock, origin, int(number)


@dataclass(frozen=True, slots=True)
class Fields:
    """The current values of a record's fields; two different ones of a field are a conflict and both are kept."""

    held: Mapping[str, tuple[Held, ...]]

    def set(self, entry: Entry, values: JsonObject, over: Mapping[str, Iterable[str]]) -> Self:
        """Return the fields after an entry that sets values over those it names."""
        held = dict(self.held)
        for name, value in values.items():
            replaced = set(over.get(name, ()))
            kept = tuple(one for one in held.get(name, ()) if one.by not in replaced)
            held[name] = tuple(sorted((*kept, Held(value, entry.ref, entry.clock)), key=lambda one: one.order))
        return type(self)(held)

    def over(self, names: Iterable[str]) -> dict[str, list[EntryRef]]:
        """Return, per field, the entries whose values a new value would replace."""
        return {name: [one.by for one in self.held[name]] for name in names if name in self.held}

    def value(self, name: str) -> Json:
        """Return the current value of a field; of several, the last in order; None where nothing was ever set."""
        held = self.held.get(name)
        return held[-1].value if held else None

    def by(self, name: str) -> EntryRef | None:
        """Return the entry behind the current value."""
        held = self.held.get(name)
        return held[-1].by if held else None

    def conflicts(self) -> tuple[str, ...]:
        """Return the fields that hold two or more different values."""
        return tuple(
            name for name, held in sorted(self.held.items()) if any(one.value != held[0].value for one in held[1:])
        )

    def candidates(self, name: str) -> tuple[Held, ...]:
        """Return all values of a field that nothing has replaced."""
        return self.held.get(name, ())

    def values(self) -> dict[str, Json]:
        """Return the current value of every field."""
        return {name: held[-1].value for name, held in sorted(self.held.items())}

    def text(self, name: str) -> str:
        """Return a text, empty where nothing was set."""
        value = self.value(name)
        return "" if value is None else str(value)

    def whole(self, name: str) -> int | None:
        """Return a whole number."""
        value = self.value(name)
        return None if value is None else int(value)

    def flag(self, name: str) -> bool:
        """Return a yes or no; no where nothing was set."""
        return bool(self.value(name))

    def day(self, name: str) -> date | None:
        """Return a date."""
        value = self.value(name)
        return date.fromisoformat(value) if value else None

    def decimal(self, name: str) -> Decimal | None:
        """Return a decimal number."""
        value = self.value(name)
        return Decimal(value) if value not in (None, "") else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(cast(list[str], self.value(name) or ()))

    def objects(self, name: str) -> tuple[JsonObject, ...]:
        """Return a list of objects."""
        return tuple(cast(list[JsonObject], self.value(name) or ()))

    def object(self, name: str) -> JsonObject:
        """Return an object, empty where nothing was set."""
        return cast(JsonObject, self.value(name) or {})

    def as_json(self) -> Json:
        """Return the canonical form of all held values."""
        return {name: [[one.value, one.by, one.clock] for one in held] for name, held in sorted(self.held.items())}

    @classmethod
    def from_json(cls, value: Json) -> Self:
        """Read the canonical form back."""
        return cls(
            {name: tuple(Held(one[0], EntryRef(one[1]), one[2]) for one in held) for name, held in value.items()}
        )


def plain(value: object) -> Json:
    """Return a Python value in the form the journal keeps: dates and decimals as text, sequences as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        inner_values = sorted(value) if isinstance(value, frozenset | set) else value
        return [plain(inner) for inner in inner_values]
    return value
