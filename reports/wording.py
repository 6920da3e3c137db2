"""The sentences of papers, read from wording.toml: one file for an agency's legal officer, each with its source."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import tomli

from checklists.model import Certainty

WORDING_FILE: Final = Path(__file__).with_name("wording.toml")
PRINTABLE: Final = frozenset({Certainty.TEXT, Certainty.PAGE, Certainty.REPO, Certainty.MEM_H, Certainty.OURS})
"""How sure a sentence must be before a paper may print it."""
_OTHER: Final = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with where it comes from and how well that was verified."""

    id: str
    text: str
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Every sentence by its id, and the digest of the file it was read from."""

    sentences: Mapping[str, Sentence]
    digest: str

    def say(self, sentence_id: str, **filled: object) -> str:
        """Return a sentence with its blanks filled in; a filled text is never read as a template again."""
        return self.sentences[sentence_id].text.format(**filled)

    def say_for(self, sentence_id: str, agency_code: str, **filled: object) -> str:
        """Return what an agency says, or what all others say."""
        own = f"{sentence_id}.{agency_code}"
        return self.say(own if own in self.sentences else f"{sentence_id}.{_OTHER}", **filled)


@cache
def wording() -> Wording:
    """Return the bundled sentences."""
    return read_wording(WORDING_FILE.read_bytes())


def read_wording(data: bytes) -> Wording:
    """Read sentences; a doubled id, a missing source or a sentence too uncertain to print is an error by name."""
    sentences: dict[str, Sentence] = {}
    for table in tomli.loads(data.decode("utf-8"))["sentence"]:
        sentence = Sentence(
            id=table["id"], text=table["text"], source=table["source"], certainty=Certainty(table["certainty"])
        )
        if sentence.id in sentences:
            raise ValueError(f"文书用语“{sentence.id}”重复。")
        if not sentence.source or sentence.certainty not in PRINTABLE:
            raise ValueError(f"文书用语“{sentence.id}”没有依据，或核实程度不足，不能印入文书。")
        sentences[sentence.id] = sentence
    return Wording(sentences=sentences, digest=hashlib.sha256(data).hexdigest())
