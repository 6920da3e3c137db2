"""Drafts of checklists: parts said, added, copied, moved and taken out; each fault at its field; steps taken back."""

from dataclasses import replace

import pytest

from checklists.loader import bundled
from inspections.authoring.draft import HEAD, draft_as_json, draft_from, draft_of
from inspections.authoring.examining import examine_draft, locked
from inspections.authoring.history import MOST_STEPS, History, Step
from inspections.authoring.trial import deciding_facts, demonstration_profiles, trial
from inspections.editions import CatalogueEntry
from tests.inspections.rewriting import cut

ENTRIES = tuple(CatalogueEntry(checklist=one, origin="bundled", record=None) for one in bundled())
FIRE = ENTRIES[0].checklist


@pytest.fixture
def draft():
    return draft_of(FIRE).say(HEAD, "edition", "2026.9")


def key_of(draft, number):
    return next(item.key for item in draft.items if item.id == number)


def faults(draft):
    return [(one.key, one.rows, one.number, one.field) for one in examine_draft(draft, ENTRIES).faults]


@pytest.mark.parametrize("checklist", bundled(), ids=lambda one: one.code)
def test_an_edition_opened_and_not_touched_is_the_same_list(checklist):
    examined = examine_draft(draft_of(checklist).say(HEAD, "edition", "2026.9"), ENTRIES)
    assert examined.faults == ()
    assert examined.checklist == replace(checklist, digest="", edition="2026.9")


def test_a_draft_comes_back_from_the_disk_as_it_was(draft):
    assert draft_from(draft_as_json(draft)) == draft
    assert draft_from(None) is None


BROKEN = [
    ("text", "", ("", 0, "text")),
    ("check", "一行\n两行", ("", 0, "check")),
    ("days", "七", ("", 0, "days")),
    ("days", None, ("", 0, "days")),
    ("days_reason", None, ("", 0, "days_reason")),
    ("nature", "policy_target", ("", 0, "action")),
    ("how", [], ("", 0, "how")),
    ("how", ["看", "看"], ("", 0, "how")),
    ("clauses", [], ("", 0, "clauses")),
    ("clauses", [{"document": "没有", "article": "", "certainty": "text"}], ("clauses", 0, "document")),
    ("major", [{"criterion": "没有", "relation": "direct"}], ("major", 0, "criterion")),
    ("applies", {"fact": "", "is": True}, ("", 0, "applies")),
    ("applies", {"fact": "beds", "at_least": "十"}, ("", 0, "applies")),
    ("applies", {"fact": "floor_area_m2", "at_least": "十"}, ("", 0, "applies")),
    ("applies", {"all": [{"any": [{"fact": "beds", "is": "x"}]}]}, ("", 0, "applies")),
    ("applies_reason", None, ("", 0, "applies_reason")),
    ("measured", {"name": "", "unit": "m"}, ("", 0, "measured.name")),
    ("measured", {"name": "宽", "unit": "m", "at_least": "宽"}, ("", 0, "measured.at_least")),
    ("measured", {"name": "宽", "unit": "m", "at_least": "2", "at_most": "1"}, ("", 0, "measured.at_least")),
    ("same_as", "没有", ("", 0, "same_as")),
    ("same_as", "FS-A01", ("", 0, "same_as")),
    ("id", "FS-A01", ("", 0, "id")),
    ("id", "XX-A01", ("", 0, "id")),
    ("id", "", ("", 0, "id")),
]


@pytest.mark.parametrize(("field", "value", "where"), BROKEN)
def test_a_fault_stands_at_the_field_it_is_about(draft, field, value, where):
    key = key_of(draft, "FS-A02")
    found = faults(draft.say(key, field, value))
    assert (key, *where) in found
    assert {one[0] for one in found} == {key}
    if field == "applies":
        assert {one[3] for one in found} == {"applies"}


def test_faults_of_the_list_and_of_sections_stand_at_theirs(draft):
    section = draft.sections[0].key
    assert (HEAD, "", 0, "in_force_from") in faults(draft.say(HEAD, "in_force_from", "下周"))
    assert (HEAD, "", 0, "in_force_to") in faults(draft.say(HEAD, "in_force_to", "2000-01-01"))
    assert (HEAD, "", 0, "edition") in faults(draft.say(HEAD, "edition", FIRE.edition))
    assert (section, "", 0, "title") in faults(draft.say(section, "title", ""))
    empty, made = draft.add_section(after=section)
    assert (made, "", 0, "code") in faults(empty)


def test_a_published_item_keeps_its_number_and_its_kind_of_answer(draft):
    key = key_of(draft, "FS-A02")
    assert set(locked(draft, key)) == {"id", "sampled", "nature", "measured", "measured.unit"}
    assert set(locked(draft, draft.sections[0].key)) == {"code"}
    grown, made = draft.copy(key)
    assert locked(grown, made) == {}
    changed = draft.say(key, "sampled", True)
    assert (key, "", 0, "id") in faults(changed)
    assert faults(grown.say(made, "sampled", True)) == []


def test_a_number_that_was_ever_given_is_not_given_again(draft):
    last = draft.sections[0].items[-1]
    shorter = draft.remove(last.key)
    again, made = shorter.add_item(after=draft.sections[0].key, taken={item.id for item in FIRE.items})
    assert again.item(made).id == "FS-A19"
    assert again.section_of(made).key == draft.sections[0].key


def test_a_section_is_copied_with_its_items_under_numbers_of_its_own(draft):
    first = draft.sections[0]
    grown, made = draft.copy(first.key)
    new = grown.section(made)
    assert [item.text for item in new.items] == [item.text for item in first.items]
    assert new.items[0].id == f"{new.code}01"
    assert len({item.id for item in grown.items}) == len(grown.items)


def test_parts_move_among_their_like_and_stop_at_the_end(draft):
    first, second = draft.sections[0].items[:2]
    moved = draft.move(second.key, -1)
    assert [one.id for one in moved.items[:2]] == [second.id, first.id]
    assert not draft.can_move(first.key, -1)
    assert not draft.can_move(draft.sections[-1].key, 1)
    assert [one.code for one in draft.move(draft.sections[0].key, 1).sections[:2]] == ["FS-B", "FS-A"]


def test_every_step_is_taken_back_and_done_again_and_typing_on_is_one(draft):
    key, history = key_of(draft, "FS-A02"), History(first=draft)
    for text in ("改", "改建", "改建后"):
        history.put(Step(draft=history.draft.say(key, "text", text), label="", key=key, run=f"{key}.text"))
    history.put(Step(draft=history.draft.move(key, 1), label="", key=key))
    assert len(history.done) == 2
    history.undo()
    assert history.draft.item(key).text == "改建后"
    history.undo()
    assert history.draft == draft
    assert history.undo() is None
    history.redo()
    history.rest()
    history.put(Step(draft=history.draft.say(key, "text", "另一句"), label="", key=key, run=f"{key}.text"))
    assert len(history.done) == 2
    assert history.redo() is None


def test_the_oldest_steps_are_let_go(draft):
    history = History(first=draft)
    for number in range(MOST_STEPS + 5):
        history.put(Step(draft=history.draft.say(HEAD, "title", f"第 {number} 版"), label="", key=HEAD))
    assert len(history.done) == MOST_STEPS
    assert history.first.head["title"] == "第 4 版"


def test_a_test_run_says_of_every_item_whether_it_is_asked_and_why_not():
    checklist = cut(FIRE, sections=1, items=3)
    lines = {line.id: line for line in trial(checklist, {"new_or_rebuilt": False}, is_basic=False)}
    assert lines["FS-A01"].verdict == "asked"
    assert (lines["FS-A02"].verdict, lines["FS-A02"].reason) == ("excluded", checklist.item("FS-A02").applies_reason)
    assert "改建" in {line.id: line.reason for line in trial(checklist, {}, is_basic=False)}["FS-A02"]
    assert deciding_facts(checklist) == ("new_or_rebuilt",)


def test_a_basic_test_run_leaves_out_what_only_a_full_visit_asks():
    verdicts = [line.verdict for line in trial(FIRE, demonstration_profiles()[0].facts, is_basic=True)]
    assert {"asked", "excluded", "beyond"} == set(verdicts)
