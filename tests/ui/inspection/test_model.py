"""What the screen shows, worked out from a visit read from real records."""

from decimal import Decimal

import pytest

from checklists.model import Measured
from inspections.reading import read_visit
from ui.inspection import model, places


@pytest.fixture
def seen(office):
    visit = office.start_visit()
    office.answer(visit, "FS-A01", "compliant")
    office.answer(visit, "FS-A02", "non_compliant", agency="fire")
    office.answer(visit, "FS-A03", "compliant", place=office.places["room"])
    return read_visit(office.records, office.files, visit)


def test_progress_counts_an_item_once_whichever_agency_answered(seen):
    progress = model.progress_of(seen)
    assert (progress.answered, progress.total) == (3, len(seen.items))
    assert progress.counts["compliant"] == 2
    assert progress.counts["not_checked"] == progress.total - 3


def test_next_unanswered_goes_round_once(seen):
    items = [one for one in seen.items if one.item.id in ("FS-A01", "FS-A04", "FS-A02")]
    assert model.next_unanswered(items, seen, after="FS-A04") == "FS-A04"
    assert model.next_unanswered(items[:2], seen, after="FS-A01") == ""


def test_what_was_answered_in_a_room_belongs_to_its_building(office, seen):
    here, still = model.at_place(seen, office.places["building"])
    assert [one.item.id for one in here] == ["FS-A03"]
    assert still
    assert all(model.ON_SITE & set(one.item.how) for one in still)


def test_the_rest_leaves_measured_sampled_and_trigger_items(office, seen):
    section = next(one for one in seen.sections if one.code == "FS-C")
    rest = model.rest_of(seen, section, office.agencies["civil_affairs"])
    assert not any(item.measured or item.sampled or item.major for item in rest.marked)
    assert all(why for _item, why in rest.left)


def test_bounds_are_said_with_unit_and_kept_ends_included():
    width = Measured(name="净宽", unit="m", at_least=Decimal("1.20"))
    assert model.bound_words(width) == "≥1.20 m"
    assert model.bound_problem(width, "1.20") == ""
    assert "不符合" in model.bound_problem(width, "1.19")


def test_unverified_clauses_are_named(seen):
    view = model.item_view(seen, model.find_item(seen, "FS-A01"), seen.agencies[0].id)
    assert view.doubtful == ("《监督检查规定》",)


@pytest.mark.parametrize(
    ("level", "parent", "name"),
    [("building", "", "2号楼"), ("floor", "building", "1层"), ("room", "floor", "302室")],
)
def test_a_new_place_belongs_to_the_nearest_place_above_and_is_named_in_line(office, seen, level, parent, name):
    around = places.parent_for(seen.places, office.places["room"], level)
    assert around == office.places.get(parent, "")
    assert places.proposed_name(seen.places, around, level) == name
