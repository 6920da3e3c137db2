"""The documents that clauses rest on, and what each agency may do under them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checklists.model import Agency, Certainty, Clause, Item
from checklists.problems import ProblemCode
from checklists.reading import Table, open_toml

_FILE: Final = Path(__file__).parent / "clauses" / "documents.toml"
_DOCUMENT_KEYS: Final = (
    "code",
    "title",
    "number",
    "issuer",
    "kind",
    "edition",
    "in_force_from",
    "in_force_to",
    "certainty",
    "note",
    "competence",
)
_COMPETENCE_KEYS: Final = ("articles", "order", "penalise")
_ARTICLE: Final = re.compile(r"(\d{1,4})(?:[–-](\d{1,4}))?")

# A clause may be cited as violated only when its wording was seen, or recalled with high confidence (then marked 待核).
CITABLE: Final = frozenset({Certainty.TEXT, Certainty.PAGE, Certainty.REPO, Certainty.MEM_H})


@unique
class Kind(StrEnum):
    """What sort of document it is."""

    LAW = "law"
    REGULATION = "regulation"
    RULE = "rule"
    STANDARD = "standard"
    NOTICE = "notice"
    LOCAL = "local"
    REFERENCE = "reference"


@unique
class Power(StrEnum):
    """What an agency may do about a clause: order rectification, only penalise, or only record and refer."""

    ORDER = "order"
    PENALISE = "penalise"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """Which agencies may order or penalise under some articles, or under all when none is named."""

    articles: frozenset[int]
    order: frozenset[Agency]
    penalise: frozenset[Agency]

    def power(self, agency: Agency) -> Power:
        """What the agency may do under these articles."""
        if agency in self.order:
            return Power.ORDER
        return Power.PENALISE if agency in self.penalise else Power.RECORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A law, standard, notice or other paper that items refer to by its short name."""

    code: str
    title: str
    number: str
    issuer: str
    kind: Kind
    edition: str
    in_force_from: date | None
    in_force_to: date | None
    certainty: Certainty
    note: str
    competences: tuple[Competence, ...]

    def is_in_force(self, day: date) -> bool:
        """Tell whether it is in force on a day; an unknown end counts as open."""
        return (self.in_force_from is None or self.in_force_from <= day) and (
            self.in_force_to is None or day <= self.in_force_to
        )

    def power(self, agency: Agency, article: int | None) -> Power:
        """What the agency may do under one article, or under the document as such."""
        for competence in self.competences:
            if not competence.articles or article in competence.articles:
                return competence.power(agency)
        return Power.RECORD


def powers(clause: Clause, agency: Agency, *, on: date | None = None) -> Power:
    """What the agency may do under a clause, as it reads on a day if one is given.

    It orders only if it may under each article named.
    """
    document = documents().get(clause.document) if on is None else document_on(clause.document, on)
    if document is None:  # a document typed in by hand: nobody may order under what is not in the catalogue
        return Power.RECORD
    each = {document.power(agency, article) for article in articles(clause.article) or {None}}
    if each == {Power.ORDER}:
        return Power.ORDER
    return Power.PENALISE if Power.PENALISE in each else Power.RECORD


def enforceable(item: Item, agency: Agency, *, on: date | None = None) -> tuple[Clause, ...]:
    """The clauses under which the agency may order this item put right; those with `is_verified` false show 待核."""
    return tuple(clause for clause in item.clauses if is_enforceable(clause, agency, on=on))


def is_enforceable(clause: Clause, agency: Agency, *, on: date | None = None) -> bool:
    """Tell whether the agency may order under the clause, on a day if one is given."""
    return clause.certainty in CITABLE and powers(clause, agency, on=on) is Power.ORDER


def articles(text: str) -> frozenset[int]:
    """The article numbers of a law as they are written: `11–13、58(三)` is 11, 12, 13, 58."""
    return frozenset(number for part in text.split("、") for number in _numbers(part))


def document_on(code: str, day: date) -> Document | None:
    """The edition of a document that is in force on a day; None where it is unknown, not yet or no longer in force."""
    return next((one for one in reversed(all_editions().get(code, ())) if one.is_in_force(day)), None)


def may_be_cited(clause: Clause, on: date) -> bool:
    """Tell whether a paper about what was found on a day may cite a clause: a known document only while in force.

    GB 35181-2017, for one, up to 2025-10-31, the edition of 2025 from the day after.
    """
    return clause.document not in all_editions() or document_on(clause.document, on) is not None


@cache
def documents() -> Mapping[str, Document]:
    """The newest edition of each document of the bundled catalogue, by short name."""
    return MappingProxyType({code: editions[-1] for code, editions in all_editions().items()})


@cache
def all_editions() -> Mapping[str, tuple[Document, ...]]:
    """The bundled catalogue: every edition of each document by short name, the oldest first."""
    return load_documents(_FILE.read_bytes(), name=_FILE.name)


def load_documents(data: bytes, *, name: str) -> Mapping[str, tuple[Document, ...]]:
    """Read a catalogue of documents; ChecklistError carries every problem in it.

    An amended document keeps its short name: each text has an entry of its own, and no two are in force on one day.
    """
    reading, root = open_toml(data, name=name)
    root.allow(("document",))
    found: dict[str, list[Document]] = {}
    for table in root.tables("document"):
        document = _document(table)
        editions = found.setdefault(document.code, [])
        if any(_overlap(document, other) for other in editions):
            table.report(ProblemCode.DUPLICATE_ID, document.code)
        editions.append(document)
    reading.finish()
    return MappingProxyType({code: tuple(sorted(editions, key=_first_day)) for code, editions in found.items()})


def _first_day(document: Document) -> date:
    return document.in_force_from or date.min


def _overlap(one: Document, other: Document) -> bool:
    return _first_day(one) <= (other.in_force_to or date.max) and _first_day(other) <= (one.in_force_to or date.max)


def _document(table: Table) -> Document:
    code = table.text("code")
    table = table.at(code or table.place)
    table.allow(_DOCUMENT_KEYS)
    return Document(
        code=code,
        title=table.text("title"),
        number=table.text("number", may_be_empty=True),
        issuer=table.text("issuer", may_be_empty=True),
        kind=table.chosen("kind", Kind),
        edition=table.text("edition", may_be_empty=True),
        in_force_from=table.day("in_force_from", may_be_empty=True),
        in_force_to=table.day("in_force_to", may_be_empty=True),
        certainty=table.chosen("certainty", Certainty),
        note=table.text("note", may_be_empty=True),
        competences=tuple(_competence(one) for one in table.tables("competence", required=False)),
    )


def _competence(table: Table) -> Competence:
    table.allow(_COMPETENCE_KEYS)
    numbers = articles("、".join(table.texts("articles", required=False)))
    return Competence(articles=numbers, order=_agencies(table, "order"), penalise=_agencies(table, "penalise"))


def _agencies(table: Table, key: str) -> frozenset[Agency]:
    return frozenset(table.all_chosen(key, Agency)) if table.has(key) else frozenset()


def _numbers(part: str) -> Iterator[int]:
    found = _ARTICLE.match(part.strip())
    if found:
        yield from range(int(found[1]), int(found[2] or found[1]) + 1)
