"""What an audit tells: problems, counts and the digest of all states; and the heads that left the laptop on papers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from inspections.dossier import Papers
from inspections.records import Head, UnavailableError

LISTED: Final = 5


class Found(Protocol):
    """What the check of the records found."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what is wrong, in Chinese."""

    @property
    def entries(self) -> int:
        """Return how many entries the journal holds."""

    @property
    def stubs(self) -> int:
        """Return how many are held without content."""

    @property
    def subjects(self) -> int:
        """Return how many subjects there are."""

    @property
    def state_digest(self) -> str:
        """Return the digest of all states."""


def heads_of(papers: Papers, files: Sequence[Path]) -> Iterator[Head]:
    """Yield the chain ends that frozen papers carry in their attached record: a cut tail shows against them."""
    for path in files:
        record = papers.attached_record(path.read_bytes()) or {}
        for origin, number, digest in record.get("as_of", {}).get("heads", ()):
            yield Head(origin=str(origin), number=int(number), hash=str(digest))


def as_data(found: Found, kept: Sequence[str], *, photos: int, documents: int) -> dict[str, Any]:
    """Return an audit as plain data."""
    problems = [*found.problems, *kept]
    return {
        "ok": not problems,
        "problems": problems,
        "entries": found.entries,
        "stubs": found.stubs,
        "subjects": found.subjects,
        "photos": photos,
        "documents": documents,
        "state_digest": found.state_digest,
    }


def require_whole(problems: Sequence[str]) -> None:
    """Refuse a backup that would not hold what the records name; every file is told, the first few by name."""
    if not problems:
        return
    more = f"另有 {len(problems) - LISTED} 处。" if len(problems) > LISTED else ""
    raise UnavailableError(
        f"文件不完整，未备份：{''.join(problems[:LISTED])}{more}",
        "请先从较早的备份中恢复这些文件；要先保住其余内容，可用命令 backup --incomplete。",
    )
