"""The gallery's questions: what a filter finds, in which order, by which index."""

from dataclasses import replace
from datetime import date

import pytest

from inspections.gallery import PhotoFilter
from storage import gallery
from tests.storage.laptops import Laptop

ALL = PhotoFilter()
PHOTOS = (
    ("p-1", {"finding": "f-1", "institution": "i-1", "inspection": "v-1", "taken_at": "2026-03-01T08:00:00"}),
    ("p-2", {"finding": "f-1", "institution": "i-1", "inspection": "v-1", "stage": "after"}),
    ("p-3", {"institution": "i-1", "inspection": "v-1", "damaged": True}),
    ("p-4", {"institution": "i-2", "inspection": "v-2", "item": "FS-1", "taken_at": "2027-01-01T08:00:00+08:00"}),
    ("p-5", {"institution": "i-1", "inspection": "v-1"}),
)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    """Photos of two institutions, one of each kind a filter asks for, one in the trash."""
    one = Laptop(tmp_path_factory.mktemp("照片"), "甲")
    one.institution("i-1")
    one.institution("i-2", name="松鹤楼养老中心")
    one.finding("f-1", number="隐患-1")
    one.do(one.store.people.new("张三").fact("person_recorded", {"name": "张三丰"}))
    one.do(one.store.inspections.new("v-1").fact("inspection_started", {"institution": "i-1", "on": "2026-03-02"}))
    for number, (photo, values) in enumerate(PHOTOS):
        given = {"sha256": f"{number:064x}", "extension": "jpg", "added_at": "2026-03-02T09:00:00+08:00", **values}
        one.do(one.store.photos.new(photo).add(given))
    one.do(one.store.photos.get("p-5").withdraw(reason="重复", on=date(2026, 3, 2)))
    yield one
    one.store.close()


def found(laptop, **filters):
    keys = laptop.store.photo_ids(replace(ALL, **filters))
    return [row.photo.id for row in laptop.store.photo_rows(keys)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["p-4", "p-3", "p-2", "p-1"]),
        ({"institution": "i-1"}, ["p-3", "p-2", "p-1"]),
        ({"inspection": "v-2"}, ["p-4"]),
        ({"finding": "f-1"}, ["p-2", "p-1"]),
        ({"stage": "after"}, ["p-2"]),
        ({"stage": "scene", "finding": "f-1"}, ["p-1"]),
        ({"unlinked": True}, ["p-3"]),
        ({"flagged": True}, ["p-4", "p-3"]),
        ({"day_from": date(2026, 3, 2)}, ["p-4", "p-3", "p-2"]),
        ({"day_until": date(2026, 3, 1)}, ["p-1"]),
        ({"day_from": date(2026, 3, 2), "day_until": date(2026, 3, 2)}, ["p-3", "p-2"]),
        ({"person": "张三"}, ["p-4", "p-3", "p-2", "p-1"]),
        ({"person": "李四"}, []),
        ({"discarded": True}, ["p-5"]),
    ],
)
def test_a_filter_finds_what_it_says_newest_first(laptop, filters, expected):
    assert found(laptop, **filters) == expected


def test_a_line_carries_the_names_around_a_photo(laptop):
    (row,) = laptop.store.photo_rows(laptop.store.photo_ids(replace(ALL, day_until=date(2026, 3, 1))))
    assert (row.institution_name, row.inspected_on, row.finding_number) == ("银龄养老院", "2026-03-02", "隐患-1")
    assert (row.finding_state, row.added_by, row.added_by_name) == ("recorded", "张三", "张三丰")
    assert row.photo == laptop.store.photos.get("p-1")


def test_lines_come_in_the_order_asked_and_unknown_keys_are_left_out(laptop):
    keys = list(laptop.store.photo_ids(ALL))
    assert [row.key for row in laptop.store.photo_rows([*reversed(keys), 987654])] == keys[::-1]
    assert laptop.store.photo_rows([]) == []


def test_who_added_photos_is_told_by_name(laptop):
    assert laptop.store.photo_people() == [("张三", "张三丰")]


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "photo_by_withdrawn_day"),
        ({"institution": "i-1"}, "photo_by_institution_withdrawn"),
        ({"inspection": "v-1"}, "photo_by_inspection_withdrawn"),
        ({"finding": "f-1"}, "photo_by_finding_withdrawn"),
        ({"institution": "i-1", "day_from": date(2026, 3, 1), "stage": "after"}, "photo_by_institution_withdrawn"),
        ({"stage": "after"}, "photo_by_withdrawn_day"),
        ({"unlinked": True}, "photo_by_withdrawn_day"),
        ({"flagged": True}, "photo_by_"),
        ({"person": "张三"}, "photo_by_withdrawn_day"),
        ({"discarded": True}, "photo_by_"),
    ],
)
def test_a_gallery_walks_an_index_and_never_sorts_the_table(laptop, filters, index):
    sql, values = gallery.statement(replace(ALL, **filters))
    plan = " | ".join(row[3] for row in laptop.store.connection.rows(f"EXPLAIN QUERY PLAN {sql}", *values))
    assert "OFFSET" not in sql
    assert index in plan, plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan, plan


def test_a_line_reads_every_neighbour_by_index(laptop):
    for sql in (gallery._LINES.format(marks="?"), gallery._PEOPLE.format(marks="?")):
        plan = [row[3] for row in laptop.store.connection.rows(f"EXPLAIN QUERY PLAN {sql}", 1)]
        assert [step for step in plan if step.startswith("SCAN ") and "CONSTANT" not in step] == []
