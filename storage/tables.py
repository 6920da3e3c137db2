"""The state tables as data: one per kind of record, with the columns and indexes that questions need.

Rows hold nothing that is not in the journal; a change of this page re-makes them (`STAMP`), it needs no migration.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from inspections.facts import KINDS, SUBJECTS
from inspections.finding import CATEGORIES
from inspections.inspection import RESULTS
from inspections.transitions import NEXT, OPEN, DocumentState, FindingState, InspectionState, JointTaskState
from storage import projection as p
from storage.sql import statements

REVISION: Final = "3"
"""Raised when a projection or a record's `after` gives other values without a declaration changing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column projected from the record; `codes` is the closed list it may hold."""

    name: str
    project: p.Project
    type: str = "TEXT"
    codes: tuple[str, ...] = ()
    is_id: bool = False

    @property
    def sql(self) -> str:
        """Return the column's definition."""
        check = f" CHECK ({self.name} IN ({_quoted(self.codes)}))" if self.codes else ""
        nullable = "" if self.type == "INTEGER" and not self.codes else " NOT NULL"
        return f"{self.name} {self.type}{nullable}{check}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTable:
    """One kind of record: `generated` columns are computed by SQLite, `searched` ones feed the search."""

    kind: str
    columns: tuple[Column, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    generated: tuple[str, ...] = ()
    is_searched: bool = False

    def column(self, name: str) -> Column:
        """Return a column that `where` may ask for; an unknown name is a programming error."""
        for column in self.columns:
            if column.name == ("on_date" if name == "on" else name):
                return column
        raise TypeError(f"{self.kind} has no column {name}")

    @property
    def stored(self) -> tuple[str, ...]:
        """Return the names of all columns that are written, in order."""
        return ("key", "id", "record", *(column.name for column in self.columns))


def _quoted(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{one}'" for one in codes)


def _reference(name: str) -> Column:
    return Column(name=name, project=p.reference(name), type="ANY", is_id=True)


def _text(name: str) -> Column:
    return Column(name=name, project=p.text(name))


def _code(name: str, *allowed: str, unset: str = "") -> Column:
    return Column(name=name, project=p.code(name, ("", *allowed), unset=unset), codes=("", *allowed))


def _state(*allowed: str) -> Column:
    return Column(name="state", project=p.state(("", *allowed)), codes=("", *allowed))


def _flag(name: str, *, unset: bool = False) -> Column:
    return Column(name=name, project=p.flag(name, unset=unset), type="INTEGER")


def _whole(name: str) -> Column:
    return Column(name=name, project=p.whole(name), type="INTEGER")


_IS_OPEN: Final = (
    f"is_open INTEGER GENERATED ALWAYS AS (state IN ({_quoted(tuple(OPEN))}) AND category = 'hazard') VIRTUAL"
)
_INSTITUTION_WORDS: Final = p.words(
    p.text("name"), p.text("area"), p.text("person_in_charge"), p.initials, p.text("credit_code")
)
_FINDING_WORDS: Final = p.words(
    p.text("number"), p.text("description"), p.text("place_text"), p.text("measure"), p.text("responsible")
)

_TABLES: Final = (
    StateTable(kind="installation"),
    StateTable(kind="agency", columns=(_text("code"),), indexes=(("code",),)),
    StateTable(
        kind="person",
        columns=(_reference("agency"), _flag("active", unset=True), _text("certificate_number")),
        indexes=(("agency", "active"), ("certificate_number",)),
    ),
    StateTable(kind="edition", columns=(_text("code"),), indexes=(("code",),)),
    StateTable(
        kind="institution",
        columns=(
            _text("name"),
            _text("area"),
            _text("person_in_charge"),
            _text("credit_code"),
            _text("recheck_on"),
            Column(name="initials", project=p.initials),
            Column(name="words", project=_INSTITUTION_WORDS),
        ),
        indexes=(("name", "id"), ("area", "name", "id"), ("credit_code",), ("initials",), ("recheck_on", "id")),
        is_searched=True,
    ),
    StateTable(kind="place", columns=(_reference("institution"),), indexes=(("institution",),)),
    StateTable(
        kind="inspection",
        columns=(_reference("institution"), _state(*InspectionState), Column(name="on_date", project=p.text("on"))),
        indexes=(("institution", "on_date", "state"), ("state", "on_date"), ("on_date",)),
    ),
    StateTable(
        kind="response",
        columns=(
            _reference("inspection"),
            _text("item"),
            _reference("agency"),
            _code("result", *RESULTS, unset="not_checked"),
        ),
        indexes=(("inspection", "item", "agency"), ("inspection", "result")),
    ),
    StateTable(
        kind="finding",
        columns=(
            _reference("inspection"),
            _reference("institution"),
            _state(*FindingState),
            _text("item"),
            _reference("agency"),
            _code("category", *CATEGORIES),
            _code("grade", "ordinary", "major"),
            Column(name="due", project=p.due),
            _text("found_on"),
            _text("closed_on"),
            Column(name="words", project=_FINDING_WORDS),
        ),
        generated=(_IS_OPEN,),
        indexes=(
            ("is_open", "due", "key", "institution", "grade", "state", "agency", "item"),
            ("institution", "is_open", "due", "key", "grade", "state"),
            ("inspection", "due", "key"),
            ("state", "due", "key", "institution", "grade"),
            ("agency", "is_open", "due", "key", "state"),
            ("grade", "is_open", "due", "key", "state"),
            ("item", "due", "key"),
            ("due", "key"),
            ("found_on", "key", "category", "state"),
            ("closed_on", "key"),
        ),
        is_searched=True,
    ),
    StateTable(
        kind="photo",
        columns=(
            _reference("finding"),
            _reference("inspection"),
            _reference("institution"),
            _text("sha256"),
            _code("stage", "scene", "before", "after", unset="scene"),
            _flag("withdrawn"),
            _flag("destroyed"),
            Column(name="day", project=p.day),
            Column(name="linked", project=p.linked, type="INTEGER"),
            Column(name="flagged", project=p.flagged, type="INTEGER"),
        ),
        indexes=(
            ("withdrawn", "day", "key", "stage", "linked", "flagged", "destroyed"),
            ("institution", "withdrawn", "day", "key", "stage", "linked", "flagged", "destroyed"),
            ("finding", "withdrawn", "day", "key", "stage"),
            ("inspection", "withdrawn", "day", "key", "stage", "linked", "flagged"),
            ("flagged", "withdrawn", "day", "key"),
            ("sha256", "destroyed"),
            ("destroyed", "key"),
        ),
    ),
    StateTable(
        kind="number_block",
        columns=(_reference("agency"), _text("paper"), _whole("year")),
        indexes=(("agency", "paper", "year"),),
    ),
    StateTable(
        kind="document",
        columns=(
            _reference("inspection"),
            _reference("institution"),
            _reference("agency"),
            _text("paper"),
            _state(*DocumentState),
            Column(name="waits", project=p.waits_for, codes=("", "stamp", "service")),
        ),
        indexes=(
            ("inspection", "paper", "state"),
            ("institution",),
            ("agency", "paper"),
            ("paper",),
            ("state",),
            ("waits",),
        ),
    ),
    StateTable(kind="area", columns=(_text("level"), _text("name")), indexes=(("level", "name"),)),
    StateTable(
        kind="risk_assessment",
        columns=(_reference("institution"), _flag("withdrawn")),
        indexes=(("institution", "withdrawn"),),
    ),
    StateTable(
        kind="joint_task",
        columns=(_reference("institution"), _reference("inspection"), _state(*JointTaskState)),
        indexes=(("institution",), ("inspection",), ("state",)),
    ),
    StateTable(
        kind="material",
        columns=(_reference("inspection"), _text("form"), _reference("agency"), _flag("withdrawn")),
        indexes=(("inspection", "form"),),
    ),
    StateTable(kind="phrase"),
    StateTable(
        kind="confirmation",
        columns=(_reference("agency"), _text("document"), _text("article"), _text("criterion")),
        indexes=(("document", "article"), ("criterion",)),
    ),
)

TABLES: Final[Mapping[str, StateTable]] = {table.kind: table for table in _TABLES}

TALLY: Final = """CREATE TABLE {name} (
  state TEXT NOT NULL, category TEXT NOT NULL, grade TEXT NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (state, category, grade)
) STRICT, WITHOUT ROWID"""
TRIGGERS: Final = statements("tallies")
DERIVED: Final = ("finding_tally", *(f"{table.kind}_search" for table in _TABLES if table.is_searched))
"""What is made from the state tables themselves."""


def create_table(table: StateTable, name: str) -> str:
    """Return the definition of a state table under a name."""
    columns = (
        "key INTEGER PRIMARY KEY REFERENCES subject (key)",
        "id ANY NOT NULL UNIQUE",
        "record TEXT NOT NULL",
        *(column.sql for column in table.columns),
        *table.generated,
    )
    return f"CREATE TABLE {name} ({', '.join(columns)}) STRICT"


def create_search(name: str) -> str:
    """Return the definition of a search table: character pairs only, no text, no positions."""
    options = "content='', contentless_delete=1, detail=none, tokenize='ascii'"
    return f"CREATE VIRTUAL TABLE {name} USING fts5(pairs, {options})"


def create_indexes(table: StateTable, name: str, mark: str) -> Iterator[str]:
    """Yield the definitions of a table's indexes; `mark` keeps the names of two generations apart."""
    for number, columns in enumerate(table.indexes):
        yield f"CREATE INDEX {index_name(table, number)}{mark} ON {name} ({', '.join(columns)})"


def index_name(table: StateTable, number: int) -> str:
    """Return an index's name: the table and the columns that lead."""
    return f"{table.kind}_by_{'_'.join(table.indexes[number][:2])}"


def _stamp() -> str:
    parts = [REVISION, TALLY, *TRIGGERS, *(f"{kind.code} {kind.step}" for kind in KINDS.values())]
    parts += [f"{kind} {step} {state}" for kind, steps in NEXT.items() for step, state in steps.items()]
    for table in _TABLES:
        parts += [create_table(table, table.kind), *create_indexes(table, table.kind, ""), str(table.is_searched)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


STAMP: Final = _stamp()
"""Names the form and the rules of all state rows; kept in the file, compared at opening."""

if set(TABLES) != set(SUBJECTS):
    raise RuntimeError("every kind of record has one state table")
