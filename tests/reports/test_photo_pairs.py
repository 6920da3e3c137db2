"""Pairs on papers and in ledgers: side by side under 整改前 and 整改后, one line in the register."""

import json
from dataclasses import replace

import pytest

from inspections.dossier import PhotoLine
from reports.ledgers import ledger_table
from reports.office import PaperOffice
from reports.papers import findings
from tests.reports import builders as b
from tests.reports.test_papers import said  # noqa: F401


def paired_photos():
    """Three photos of a finding: the second, after rectification, stands beside the third."""
    made = [b.photo(1), b.photo(2, stage="after"), b.photo(3)]
    made[1] = b.stepped(made[1], lambda one: one.fact("photo_paired", {"pair": "photo-3"}))
    return tuple(PhotoLine(photo=one, label=f"照{number}") for number, one in enumerate(made, start=1))


def dossier(paper):
    organ = b.agency("fire")
    record = b.finding(1, steps=[b.ordered("fire"), b.reported, b.passed])
    line = replace(b.line(record, paper=paper, organ=organ), photos=paired_photos())
    return b.dossier(paper, organ="fire", findings=(line,))


@pytest.mark.parametrize("paper", ["reinspection", "report", "closure"])
def test_a_pair_stands_side_by_side_under_its_two_words(paper, said):
    made = dossier(paper)
    pictures = {f"photo-{number}": b.picture(number) for number in (1, 2, 3)}
    pdf = PaperOffice().render(made, pictures).pdf
    told = said(pdf)
    assert told.index("照3整改前") < told.index("照2整改后") < told.index("照1现场")
    photos = PaperOffice().attached_record(pdf)["findings"][0]["photos"]
    assert [one.get("pair", "") for one in photos] == ["", "照3", ""], json.dumps(photos)


def test_pairs_come_first_in_order_before_and_after():
    assert [one.label for one in findings.paired_first(paired_photos())] == ["照3", "照2", "照1"]


@pytest.mark.parametrize("kind", ["hazards", "closures"])
def test_a_pair_is_one_line_of_the_ledger(kind):
    rows = [b.ledger_row(b.finding(number), id=f"finding-{number}") for number in (1, 2)]
    made, row = b.ledger(rows), rows[0]
    table = ledger_table(replace(made, pairs={row.id: "整改前 1.jpg→整改后 2.jpg〔疑似重复使用照片〕"}), kind)
    column = [one.heading for one in table.columns].index("整改前后照片")
    assert [line[column] for line in table.rows][:2] == ["整改前 1.jpg→整改后 2.jpg〔疑似重复使用照片〕", ""]
