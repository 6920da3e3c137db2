"""How a clause reads on screens and papers."""

from datetime import date

import pytest

from checklists.loader import bundled
from inspections.proposals import clause_text, item_clauses

READS = [
    ("消防法", "28、60", "《消防法》第28、60条"),
    ("GB 38600-2019", "6.4", "GB 38600-2019 6.4"),
    ("GB 38600-2019", "4.x", "GB 38600-2019 第4章"),
    ("GB 38600-2019", "4.x、6.5", "GB 38600-2019 第4章、6.5"),
    ("GB 38600-2019", "14.x", "GB 38600-2019 第14章"),
    ("监督检查规定", "", "《监督检查规定》"),
]


@pytest.mark.parametrize(("document", "article", "words"), READS)
def test_a_clause_reads_as_people_cite_it(document, article, words):
    assert clause_text({"document": document, "article": article}) == words


def test_no_clause_of_the_library_is_cited_with_a_letter_for_a_number():
    told = [
        clause_text(clause)
        for checklist in bundled()
        for item in checklist.items
        for clause in item_clauses(item, on=date(2026, 11, 20))
    ]
    assert told
    assert [words for words in told if ".x" in words] == []
