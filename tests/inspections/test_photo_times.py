"""Twelve orders of time that cannot be or want a look are each told; what fits is not."""

import pytest

from inspections.inspection import Inspection
from inspections.photo import Photo
from inspections.photo_times import leaving_remarks, remarks_of, time_words
from tests.storage.test_files import record

VISIT = {"on": "2026-03-02", "arrived_at": "2026-03-02T09:00", "departed_at": "2026-03-02T11:30:00+08:00"}
PHOTO = {
    "sha256": "a" * 64, "extension": "jpg", "name": "IMG_1.JPG", "stage": "scene",
    "taken_at": "2026-03-02T09:30:05", "file_time": "2026-03-02T09:30:06+08:00", "added_at": "2026-03-02T10:00:00+08:00",
}  # fmt: skip


def codes(visit=(), **told):
    photo = record(Photo, {**PHOTO, **told})
    return [one.code for one in remarks_of(photo, record(Inspection, {**VISIT, **dict(visit)}))]


def test_times_that_fit_are_not_remarked_upon():
    assert codes() == []


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"taken_at": "2026-03-02T10:11:00"}, "taken_after_import"),
        ({"taken_at": "2026-03-02T02:11:00+00:00"}, "taken_after_import"),
        ({"taken_at": "2031-01-01T00:00:00", "file_time": "2031-01-01T00:00:00+08:00"}, "taken_after_import"),
        ({"file_time": "2026-03-03T13:00:00+08:00"}, "file_after_import"),
        ({"file_time": "2026-02-28T09:00:00+08:00"}, "file_before_taken"),
        ({"taken_at": "2024-03-01T09:30:05"}, "years_before_visit"),
        ({"taken_at": "1980-01-01T00:00:00"}, "years_before_visit"),
        ({"stage": "after", "taken_at": "2026-02-20T09:30:05"}, "fixed_before_visit"),
        ({"stage": "after", "taken_at": "2026-03-02T08:30:05"}, "fixed_before_arrival"),
        ({"taken_at": "2026-03-01T09:30:05"}, "before_visit"),
        ({"taken_at": "2026-03-02T08:40:00"}, "before_arrival"),
        ({"taken_at": "2026-03-02T11:41:00", "added_at": "2026-03-02T12:00:00+08:00"}, "after_departure"),
        ({"added_at": "2026-03-01T10:00:00+08:00"}, "import_before_visit"),
    ],
)
def test_each_order_that_does_not_fit_is_told(told, code):
    assert code in codes(**told)


def test_a_photo_of_a_later_day_is_told_while_nobody_has_left():
    later = {"taken_at": "2026-03-05T09:00:00", "added_at": "2026-03-06T09:00:00+08:00",
             "file_time": "2026-03-05T09:00:00+08:00"}  # fmt: skip
    assert codes(visit={"departed_at": ""}, **later) == ["later_day"]


def test_what_was_put_right_may_be_taken_long_after_the_visit():
    later = {"taken_at": "2026-04-05T09:00:00", "added_at": "2026-04-06T09:00:00+08:00",
             "file_time": "2026-04-05T09:00:00+08:00"}  # fmt: skip
    assert codes(stage="after", **later) == []


@pytest.mark.parametrize("taken", ["", "nonsense", "2026-13-40T00:00:00"])
def test_without_a_readable_time_nothing_is_held_against_it(taken):
    assert codes(taken_at=taken) == []


def test_a_card_that_keeps_local_time_as_universal_time_is_no_lie():
    assert codes(file_time="2026-03-02T17:30:06+08:00") == []


def test_before_leaving_one_line_tells_all_photos_of_a_kind():
    visit = record(Inspection, VISIT)
    early = [record(Photo, {**PHOTO, "taken_at": "2026-03-01T09:00:00", "name": f"{one}.jpg"}) for one in range(3)]
    gone = record(Photo, {**PHOTO, "taken_at": "2026-03-01T09:00:00", "withdrawn": True})
    ((first, text),) = leaving_remarks([*early, gone], visit)
    assert first is early[0]
    assert text == "照片“0.jpg”等 3 张：拍摄于检查日之前，请核对"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "拍摄 2026-03-02 09:30:05（相机未记时区）"),
        ({"taken_at": "2026-03-02T09:30:05+08:00"}, "拍摄 2026-03-02 09:30:05 +08:00"),
        ({"taken_at": ""}, "照片未记拍摄时间，文件时间 2026-03-02 09:30:06 +08:00"),
        ({"taken_at": "", "file_time": ""}, "照片未记拍摄时间"),
    ],
)
def test_the_words_say_where_the_time_comes_from(told, words):
    assert time_words(record(Photo, {**PHOTO, **told})) == words
