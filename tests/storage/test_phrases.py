"""Phrases of one's own: kept in the journal, united between laptops, found by three letters, ordered by use."""

import timeit
from itertools import islice

import pytest

from inspections.phrase import PhraseKind, book_id
from inspections.phrase_book import USED, Source, bundled, read_book
from inspections.refusal import BadValueError, MissingError
from inspections.workflow.phrasing import keep_phrase, note_use, withdraw_phrase
from inspections.workflow.rectifying import order_rectification
from tests.storage.laptops import TODAY, Laptop

WORDS = "{部位}消毒柜门关不严，柜内温度{数值}摄氏度"
DEFECT, MEASURE = PhraseKind.DEFECT, PhraseKind.MEASURE


@pytest.fixture
def laptop(tmp_path):
    made = Laptop(tmp_path / "一", "laptop-1")
    for person, agency in (("p-1", "a-1"), ("p-2", "a-1"), ("p-3", "a-2")):
        made.do(made.store.people.new(person).fact("person_recorded", {"name": person, "agency": agency}))
    return made


def keep(laptop, text=WORDS, *, by="p-1", kind=DEFECT, **more):
    return keep_phrase(laptop.store, text=text, kind=kind, by=by, **more)


def own(laptop, person="p-1", agency="a-1"):
    found = read_book(laptop.store, person=person, agency=agency).phrases
    return [(one.text, one.source) for one in found if one.source is not Source.BUNDLED]


def test_a_kept_phrase_is_its_owners_alone(laptop):
    keep(laptop)
    assert own(laptop) == [(WORDS, Source.OWN)]
    assert own(laptop, "p-2") == []


def test_a_shared_phrase_is_offered_to_the_whole_agency_and_to_no_other(laptop):
    keep(laptop, share="a-1")
    assert own(laptop, "p-2") == [(WORDS, Source.AGENCY)]
    assert own(laptop, "p-3", "a-2") == []
    with pytest.raises(MissingError):
        keep(laptop, by="p-3", share="a-1")


def test_the_same_words_twice_are_one_entry(laptop):
    keep(laptop)
    assert keep(laptop, f" {WORDS} ").subjects == frozenset()
    assert len(laptop.store.phrases.get(book_id("p-1")).kept) == 1


def test_what_cannot_be_kept_is_refused(laptop):
    with pytest.raises(MissingError):
        keep(laptop, "  ")
    with pytest.raises(BadValueError):
        keep(laptop, "长" * 301)
    with pytest.raises(BadValueError):
        keep(laptop, kind="title")


def test_a_phrase_is_withdrawn_by_its_owner_only(laptop):
    keep(laptop)
    (phrase,) = laptop.store.phrases.get(book_id("p-1")).kept
    with pytest.raises(MissingError):
        withdraw_phrase(laptop.store, phrase=phrase, by="p-2")
    withdraw_phrase(laptop.store, phrase=phrase, by="p-1")
    assert own(laptop) == []


def test_phrases_of_two_laptops_unite_without_a_conflict(laptop, tmp_path):
    other = Laptop(tmp_path / "二", "laptop-2")
    other.store.unite(laptop.journal())
    keep(laptop)
    keep(other, "{部位}灯不亮，夜间看不清路")
    laptop.store.unite(other.journal())
    other.store.unite(laptop.journal())
    book = laptop.store.phrases.get(book_id("p-1"))
    assert {one["text"] for one in book.kept.values()} == {WORDS, "{部位}灯不亮，夜间看不清路"}
    assert not book.in_conflict
    assert laptop.store.state_digest() == other.store.state_digest()


def test_phrases_survive_rows_made_again(laptop):
    keep(laptop)
    assert not laptop.store.audit().problems
    laptop.open_again()
    assert own(laptop) == [(WORDS, Source.OWN)]


def test_three_letters_of_pinyin_find_a_phrase_of_an_item(laptop):
    """By its first three letters a phrase is among what its item's card lists."""
    book = read_book(laptop.store, person="p-1")
    for phrase in islice(bundled(), 0, None, 11):
        found = book.find(phrase.initials[:3], kind=phrase.kind, items=(phrase.item,))
        assert phrase.text in [one.text for one in found], phrase


def test_a_search_through_everything_answers_within_20_ms(laptop):
    book = read_book(laptop.store, person="p-1")
    assert len(book.phrases) > 1800
    assert min(timeit.repeat(lambda: book.find("mhq", kind=DEFECT, items=("FS-D09",)), number=1, repeat=9)) < 0.02


def test_own_phrases_are_found_by_letters_and_by_words(laptop):
    keep(laptop)
    book = read_book(laptop.store, person="p-1")
    for typed in ("xdg", "XDG", "消毒柜", "xdg 温度"):
        assert book.find(typed, kind=DEFECT)[0].text == WORDS
        assert WORDS not in [one.text for one in book.find(typed, kind=MEASURE)]


def test_without_typing_only_the_items_and_own_phrases_are_listed(laptop):
    keep(laptop)
    found = read_book(laptop.store, person="p-1").find("", kind=DEFECT, items=("FS-C01",))
    assert {one.item for one in found} == {"FS-C01", ""}
    assert found[-1].text == WORDS


def test_what_is_used_more_comes_first_and_only_here(laptop):
    before = laptop.journal()
    book = read_book(laptop.store, person="p-1")
    last = book.find("", kind=DEFECT, items=("FS-C01",))[-1]
    note_use(laptop.store, text=last.text)
    again = read_book(laptop.store, person="p-1")
    assert again.find("", kind=DEFECT, items=("FS-C01",))[0].text == last.text
    assert laptop.journal() == before
    assert laptop.store.local_value(USED)[last.text][0] == 1


def test_an_order_is_refused_until_the_blanks_are_filled(laptop):
    laptop.do(laptop.store.agencies.new("a-1").fact("agency_recorded", {"name": "消防", "code": "fire"}))
    laptop.finding(
        description="走道灭火器缺{数量}具", clauses=[{"document": "消防法", "article": "28", "certainty": "text"}]
    )
    order = {"finding": "f-1", "agency": "a-1", "on": TODAY, "action": "immediate", "by": "p-1"}
    with pytest.raises(MissingError, match=r"数量. 未填"):
        order_rectification(laptop.store, measure="补足", **order)
    laptop.do(laptop.store.findings.get("f-1").change({"description": "走道灭火器缺2具"}))
    with pytest.raises(MissingError, match=r"日期. 未填"):
        order_rectification(laptop.store, measure="{日期}前补足", **order)
    order_rectification(laptop.store, measure="补足", **order)
    assert laptop.store.findings.get("f-1").state == "ordered"
