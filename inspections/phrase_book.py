"""The phrase book at hand: what the checklists bring, a person's own and the agency's, searched in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, unique
from typing import Final

from checklists import phrases, spelling
from inspections.entry import Json
from inspections.phrase import PhraseKind, book_id
from inspections.records import Records

USED: Final = "phrases.used"
"""What this laptop remembers of use: text -> [times, last time]; never in the journal."""
REMEMBERED: Final = 500
OTHER_ITEMS_FROM: Final = 2
"""How many letters must be typed before the phrases of other items are looked through."""


@unique
class Source(StrEnum):
    """Where a phrase comes from."""

    OWN = "own"
    AGENCY = "agency"
    BUNDLED = "bundled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrase as it is offered; `id` is empty for those of the checklists."""

    text: str
    kind: PhraseKind
    item: str
    initials: str
    source: Source
    id: str = ""
    times: int = 0
    last: str = ""

    def answers(self, parts: Sequence[str]) -> bool:
        """Tell whether every part typed stands in the words or in their pinyin initials."""
        return all(part in self.text or part in self.initials for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseBook:
    """Everything a person may choose from, in memory: a search asks neither disk nor journal."""

    phrases: tuple[Phrase, ...] = ()

    def find(self, typed: str, *, kind: PhraseKind, items: Sequence[str] = (), limit: int = 40) -> tuple[Phrase, ...]:
        """Return what fits: this item's phrases and one's own first, by use; with two letters other items' too."""
        parts = typed.lower().split()
        wide = sum(map(len, parts)) >= OTHER_ITEMS_FROM or not items
        found = [
            phrase
            for phrase in self.phrases
            if phrase.kind is kind
            and (wide or phrase.item in items or phrase.source is not Source.BUNDLED)
            and phrase.answers(parts)
        ]
        return tuple(sorted(found, key=lambda one: _rank(one, items, parts))[:limit])

    def holds(self, text: str, *, kind: PhraseKind) -> bool:
        """Tell whether these words are already in a book of one's own."""
        return any(one.text == text and one.kind is kind and one.id for one in self.phrases)


def read_book(records: Records, *, person: str, agency: str = "") -> PhraseBook:
    """Gather the bundled phrases, a person's own and the agency's; slow at first use, so never in the window."""
    stored = records.local_value(USED)
    used = stored if isinstance(stored, dict) else {}
    own = [*_kept(records, person, Source.OWN), *_kept(records, agency, Source.AGENCY)]
    return PhraseBook(phrases=tuple(_with_use(one, used) for one in (*own, *bundled())))


def bundled() -> Iterator[Phrase]:
    """Yield the phrases of the bundled lists in the order of their items."""
    spelled = phrases.bundled_initials()
    for item, offered in phrases.bundled().items():
        kinds = [PhraseKind.DEFECT] * len(offered.defects) + [PhraseKind.MEASURE] * len(offered.measures)
        texts = (*offered.defects, *offered.measures)
        for kind, text, letters in zip(kinds, texts, spelled[item], strict=True):
            yield Phrase(text=text, kind=kind, item=item, initials=letters, source=Source.BUNDLED)


def used_once_more(stored: Json, text: str, *, at: str) -> dict[str, list[object]]:
    """Return what is remembered of use after one more; the longest unused are forgotten."""
    used = dict(stored) if isinstance(stored, dict) else {}
    times = used[text][0] if text in used else 0
    used[text] = [times + 1, at]
    newest = sorted(used, key=lambda words: str(used[words][1]), reverse=True)[:REMEMBERED]
    return {words: used[words] for words in newest}


def _kept(records: Records, owner: str, source: Source) -> Iterator[Phrase]:
    book = records.phrases.find(book_id(owner)) if owner else None
    for phrase, held in (book.kept if book else {}).items():
        words = str(held["text"])
        yield Phrase(
            text=words,
            kind=PhraseKind(held["kind"]),
            item=str(held.get("item", "")),
            initials=spelling.initials(words),
            source=source,
            id=phrase,
        )


def _with_use(phrase: Phrase, used: Mapping[str, Json]) -> Phrase:
    times, last = used.get(phrase.text, (0, ""))
    return replace(phrase, times=int(times), last=str(last)) if times else phrase


def _rank(phrase: Phrase, items: Sequence[str], parts: Sequence[str]) -> tuple[object, ...]:
    """Order by: this item, one's own, others; then times used, last used, words that begin so, the order of lists."""
    own = phrase.source is not Source.BUNDLED
    nearness = 0 if phrase.item in items else 1 if own else 2
    begins = bool(parts) and (phrase.text.startswith(parts[0]) or phrase.initials.startswith(parts[0]))
    recent = tuple(-ord(sign) for sign in phrase.last) or (0,)
    return (nearness, -phrase.times, recent, not begins)
