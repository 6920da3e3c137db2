"""Random editing: what is kept on the disk comes back, what is published is what was shown."""

from dataclasses import replace
from random import Random

import pytest

from checklists.difference import ITEM_FIELDS, ChangedItem, Difference
from checklists.loader import bundled
from checklists.writing import write
from inspections.authoring.draft import HEAD, draft_as_json, draft_from, draft_of
from inspections.authoring.examining import examine_draft
from inspections.editions import catalogue
from inspections.workflow.editions import publish_edition
from tests.inspections.rewriting import cut
from tests.ui.standards.scribbling import Scribbler
from tests.ui.workplace import TODAY
from ui.standards.editions_model import difference_items
from ui.standards.editor_keeping import keep_draft, read_draft
from ui.standards.editor_model import item_values, kept_order, next_label, said

GIVEN = {item.id for item in bundled()[0].items}
FIRE = cut(bundled()[0], sections=3, items=4)


@pytest.mark.parametrize("seed", range(20))
def test_a_draft_edited_by_chance_comes_back_from_the_disk_and_is_always_examined(office, seed):
    scribbler = Scribbler(draft_of(FIRE), Random(seed))
    entries = catalogue(office.records, office.files)
    for number in range(30):
        draft = scribbler.step()
        assert draft_from(draft_as_json(draft)) == draft
        if number % 5 == 0:
            keep_draft(office.records, code=draft.code, value=draft_as_json(draft))
            assert read_draft(office.records, code=draft.code) == draft
            faults = examine_draft(draft, entries).faults
            keys = {HEAD, *(one.key for one in draft.sections), *(one.key for one in draft.items)}
            assert {fault.key for fault in faults} <= keys
            assert all(fault.text for fault in faults)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_published_is_what_was_shown(office, seed):
    draft = draft_of(FIRE).say(HEAD, "edition", "0").say(HEAD, "in_force_from", TODAY.isoformat())
    scribbler = Scribbler(draft, Random(seed), is_sound=True, taken=GIVEN)
    for number in range(5):
        for _ in range(8):
            scribbler.step()
        scribbler.draft = scribbler.draft.say(HEAD, "edition", f"{seed}.{number}")
        examined = examine_draft(scribbler.draft, catalogue(office.records, office.files))
        assert examined.faults == ()
        data = write(examined.checklist).encode()
        digest = publish_edition(office.records, office.files, data=data, on=TODAY, by=office.by).one("edition")
        assert replace(office.files.checklist(digest), digest="") == examined.checklist


def test_what_follows_from_a_choice_is_done_with_it():
    draft = draft_of(FIRE)
    key = draft.items[1].key
    assert item_values(draft.items[1].values)["days"] == 60
    advised = said(draft, key, "action", "advise")
    assert {"days", "days_reason"}.isdisjoint(advised.item(key).values)
    everywhere = said(draft, key, "applies", None)
    assert "applies_reason" not in everywhere.item(key).values
    assert said(draft, key, "lead", "housing").item(key).values["agencies"] == ["housing", "fire"]
    assert said(draft, key, "others", ["fire"]).item(key).values["agencies"] == ["fire"]
    measured = said(draft, key, "measured", value=True)
    assert measured.item(key).values["measured"] == {"name": "", "unit": ""}
    assert said(measured, key, "measured", value=False) == draft


def test_every_field_of_an_item_has_words_in_the_comparison():
    item = FIRE.items[0]
    change = ChangedItem(section="", old=item, new=item, fields=ITEM_FIELDS)
    nothing = Difference(head=(), sections=(), added=(), removed=(), changed=(change,), moved=())
    (line,) = difference_items(nothing)
    assert len(line.pairs) == len(ITEM_FIELDS)


def test_what_stays_chosen_keeps_its_order():
    assert kept_order(["c", "a"], ["a", "b", "c"]) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("label", "taken", "expected"),
    [("2026.1", ["2026.1"], "2026.2"), ("2026.1", ["2026.1", "2026.2"], "2026.3"), ("甲", ["甲"], "甲.1")],
)
def test_the_next_label_is_one_nobody_used(label, taken, expected):
    assert next_label(label, taken) == expected
