"""Search terms of a whole table compared by one number per row: a million rows fit in memory."""

import hashlib

from storage.driver import Connection
from storage.words import terms

_MASK = 2**64 - 1


def _of_term(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest())


def of_terms(text: str) -> int:
    """Return the sum of the term hashes of a text; order does not matter."""
    return sum(_of_term(term) for term in terms(text)) & _MASK


def read_fingerprints(connection: Connection, kind: str) -> dict[int, int]:
    """Return the same sums as the search table of a kind holds them, by row key."""
    queries_only = connection.value("PRAGMA query_only")
    connection.run("PRAGMA query_only=OFF")  # the list of terms is a temporary view of the index
    try:
        connection.run(f"CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab(main, {kind}_search, instance)")
        return _sums(connection)
    finally:
        connection.run("DROP TABLE IF EXISTS temp.search_terms")
        connection.run(f"PRAGMA query_only={queries_only}")


def _sums(connection: Connection) -> dict[int, int]:
    found: dict[int, int] = {}
    last, number = "", 0
    for term, key in connection.each("SELECT term, doc FROM temp.search_terms"):
        if term != last:
            last, number = term, _of_term(term)
        found[key] = (found.get(key, 0) + number) & _MASK
    return found
