"""A sound checklist as sheets that tests spoil cell by cell."""

from checklists.loader import load
from inspections.authoring.book import Book, Sheet
from inspections.authoring.columns import FORMS
from inspections.authoring.layout import sheets_of
from inspections.authoring.reading import read_book
from tests.checklists.test_loader import SOUND

SECOND = """
[[section.item]]
id = "T-A02"
text = "通道没有堆物"
check = "走一遍"
proof = "照片"
how = ["看"]
measure = "清走"
action = "immediate"
defaults = "ours"
severity = "serious"
agencies = ["fire", "civil_affairs"]
clauses = [{ document = "消防法", article = "28", certainty = "text", note = "注" }]
"""
TRIAL = load((SOUND + SECOND).encode(), name="trial.toml")


def book_of(checklist=TRIAL, **more):
    """The sheets of a checklist with rows that can be changed."""
    sheets = tuple(Sheet(name=one.name, rows=[list(row) for row in one.rows]) for one in sheets_of(checklist))
    return Book(sheets=sheets, **more)


def place(sheet, heading):
    """The column of a heading, counted from 0."""
    form = next(one for one in FORMS if one.name == sheet)
    return [column.heading for column in form.columns].index(heading)


def put(book, sheet, row, heading, text):
    """Write into one cell; rows are counted from 1 as sheets do."""
    book.sheet(sheet).rows[row - 1][place(sheet, heading)] = text


def spoiled(*changes):
    """Read the sound book with some cells changed."""
    book = book_of()
    for sheet, row, heading, text in changes:
        put(book, sheet, row, heading, text)
    return read_book(book)
