"""A record of any kind: a value folded from journal entries, one `after(entry)` at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from inspections.entry import Entry, EntryRef, Json, JsonObject, Order, Subject
from inspections.fact_kind import ANY, FactKind
from inspections.facts import KINDS
from inspections.fields import Fields, plain
from inspections.refusal import StepRefusedError
from inspections.transitions import NEXT, refusal_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a step claims: not yet an entry, because origin, number, clock and person are the store's to give."""

    subject: Subject
    kind: str
    body: JsonObject
    follows: tuple[EntryRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A subject of the journal as it now stands. A step checks and returns a fact; `after` never refuses."""

    KIND: ClassVar[str] = ""

    id: str
    state: str = ""
    state_by: EntryRef | None = None
    last: Order | None = None
    heads: tuple[EntryRef, ...] = ()
    fields: Fields = field(default_factory=lambda: Fields({}))
    sets: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    notes: tuple[EntryRef, ...] = ()
    """Steps that no longer fitted at their place in the order: kept, a conflict until a person settles them."""

    @property
    def subject(self) -> Subject:
        """Return what entries about this record name."""
        return Subject(self.KIND, self.id)

    @property
    def exists(self) -> bool:
        """Tell whether any entry was ever applied."""
        return self.last is not None

    @property
    def in_conflict(self) -> bool:
        """Tell whether a person has something to settle here."""
        return bool(self.notes or self.fields.conflicts())

    def fact(
        self,
        kind: str,
        values: Mapping[str, object] | None = None,
        *,
        add: Mapping[str, Mapping[str, object]] | None = None,
        withdraw: Mapping[str, list[str]] | None = None,
    ) -> Fact:
        """Return a fact about this record that replaces what is now held in the fields it sets."""
        spec = KINDS[kind]
        if spec.step and (self.state, spec.step) not in NEXT[self.KIND]:
            raise StepRefusedError(refusal_text(self.KIND, self.state, spec.step))
        chosen = {name: plain(value) for name, value in (values or {}).items()}
        body: dict[str, Json] = {"set": chosen}
        over = self.fields.over(chosen)
        if over:
            body["over"] = over
        if add:
            body["add"] = plain(add)
        if withdraw:
            body["withdraw"] = plain(withdraw)
        return Fact(subject=self.subject, kind=spec.code, body=body, follows=self.heads)

    def settle(self, values: Mapping[str, object]) -> Fact:
        """Return the fact by which a person settles conflicts: chosen values replace all, notes are acknowledged."""
        fact = self.fact("conflict_settled", values)
        return replace(fact, body={**fact.body, "notes": list(self.notes)})

    def after(self, entry: Entry) -> Self:
        """Return the record after one more entry, whatever it says."""
        spec = _known_kind(entry.kind)
        moved = replace(self, last=entry.order, heads=_heads(self.heads, entry))
        if spec is None or spec.subject not in (ANY, self.KIND):
            return replace(moved, notes=(*self.notes, entry.ref))
        if spec.name == "state_imported":
            return moved.imported(entry)
        if spec.step:
            state = NEXT.get(self.KIND, {}).get((self.state, spec.step))
            if state is None:
                return replace(moved, notes=(*self.notes, entry.ref))
            moved = replace(moved, state=state, state_by=entry.ref)
        return moved.applied(entry, spec)

    def applied(self, entry: Entry, spec: FactKind) -> Self:
        """Return the record with an entry's values, additions and withdrawals in place."""
        body = entry.body
        sets = {name: dict(members) for name, members in self.sets.items()}
        for name, members in body.get("add", {}).items():
            sets.setdefault(name, {}).update(members)
        for name, ids in body.get("withdraw", {}).items():
            for member in ids:
                sets.get(name, {}).pop(member, None)
        settled = set(body.get("notes", ())) if spec.name == "conflict_settled" else set()
        return replace(
            self,
            fields=self.fields.set(entry, body.get("set", {}), body.get("over", {})),
            sets={name: members for name, members in sets.items() if members},
            notes=tuple(note for note in self.notes if note not in settled),
        )

    def imported(self, entry: Entry) -> Self:
        """Return the record as a state document told it; concurrent values stay as conflicts."""
        body = entry.body
        state = body.get("state", "")
        fits = not self.state or self.state == state
        return replace(
            self,
            state=self.state or state,
            state_by=self.state_by or entry.ref,
            fields=self.fields.set(entry, body.get("set", {}), body.get("over", {})),
            sets=_united(self.sets, body.get("sets", {})),
            notes=self.notes if fits else (*self.notes, entry.ref),
        )

    def as_json(self) -> Json:
        """Return the whole state in the one form that is stored, compared and hashed."""
        return {
            "fields": self.fields.as_json(),
            "heads": list(self.heads),
            "id": self.id,
            "kind": self.KIND,
            "last": list(self.last) if self.last else None,
            "notes": list(self.notes),
            "sets": {name: dict(members) for name, members in self.sets.items()},
            "state": self.state,
            "state_by": self.state_by,
        }

    @classmethod
    def from_json(cls, value: Json) -> Self:
        """Read the stored form back."""
        return cls(
            id=value["id"],
            state=value["state"],
            state_by=EntryRef(value["state_by"]) if value["state_by"] else None,
            last=Order(*value["last"]) if value["last"] else None,
            heads=tuple(EntryRef(ref) for ref in value["heads"]),
            fields=Fields.from_json(value["fields"]),
            sets=value["sets"],
            notes=tuple(EntryRef(ref) for ref in value["notes"]),
        )


def _known_kind(code: str) -> FactKind | None:
    """Return the kind of an entry; None for one of a newer version, whose meaning is not known here."""
    name, _, version = code.partition("/")
    spec = KINDS.get(name)
    return spec if spec and version.isascii() and version.isdigit() and 0 < int(version) <= spec.version else None


def _united(
    sets: Mapping[str, Mapping[str, Json]], more: Mapping[str, Mapping[str, Json]]
) -> dict[str, dict[str, Json]]:
    return {name: {**sets.get(name, {}), **more.get(name, {})} for name in {*sets, *more}}


def _heads(heads: tuple[EntryRef, ...], entry: Entry) -> tuple[EntryRef, ...]:
    followed = set(entry.follows)
    return (*(head for head in heads if head not in followed), entry.ref)
