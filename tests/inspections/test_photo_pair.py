"""Pairs before and after: confirmed, proposed by place and order, and what is remarked without deciding anything."""

import pytest

from inspections.finding import Finding
from inspections.photo import Photo
from inspections.photo_pair import NEAR_COPY, Remark, compared, distance, pair_words, pairs_of
from inspections.record import Fact
from inspections.refusal import BadValueError
from tests.inspections.builders import after

DIGEST = "{:064d}".format


def photo(number, stage="scene", *, taken="2026-10-09T10:00:00", sha=None, **more):
    values = {"finding": "f", "stage": stage, "sha256": DIGEST(number if sha is None else sha), "name": f"{number}.jpg"}
    empty = Photo(id=f"p{number}")
    return after(empty, empty.fact("photo_added", {**values, "taken_at": taken, **more}))


def ordered():
    """A finding ordered on 2026-10-20."""
    body = {"set": {"ordered_on": "2026-10-20"}, "state": "ordered", "sets": {}, "history": []}
    empty = Finding(id="f")
    return after(empty, Fact(subject=empty.subject, kind="state_imported/1", body=body, follows=()))


def told(pairs):
    return [(one.before and one.before.id, one.after and one.after.id, one.is_proposed) for one in pairs]


def test_photos_of_one_place_are_proposed_first_then_the_rest_in_order():
    photos = [photo(1), photo(2, place="hall"), photo(3), photo(4, "after", place="hall"), photo(5, "after")]
    assert told(pairs_of(Finding(id="f"), photos)) == [("p2", "p4", True), ("p1", "p5", True), ("p3", None, False)]


def test_a_confirmed_pair_stands_and_is_not_proposed_elsewhere():
    photos = [photo(1), photo(2), photo(3, "after", pair="p2"), photo(4, "after")]
    pairs = pairs_of(Finding(id="f"), photos)
    assert told(pairs) == [("p2", "p3", False), ("p1", "p4", True)]
    assert [one.is_whole for one in pairs] == [True, False]


def test_the_same_file_and_a_photo_older_than_the_order_are_remarked():
    photos = [photo(1), photo(2, "after", sha=1, taken="2026-10-19T23:59:00")]
    (pair,) = pairs_of(ordered(), photos)
    assert pair.remarks == (Remark.SAME_FILE, Remark.OLDER_THAN_ORDER)
    assert pair_words(pair).endswith("〔与整改前照片是同一文件、早于责令日期〕")


def test_a_photo_of_the_day_of_the_order_is_not_older():
    (pair,) = pairs_of(ordered(), [photo(2, "after", taken="2026-10-20T08:00:00")])
    assert pair.remarks == ()


def test_near_copies_are_told_by_the_pictures():
    photos = [photo(1), photo(2, "after"), photo(3, "after")]
    hashes = {DIGEST(1): (0,), DIGEST(2): ((1 << NEAR_COPY) - 1,), DIGEST(3): ((1 << (NEAR_COPY + 1)) - 1,)}
    pairs = compared(pairs_of(Finding(id="f"), photos), photos, lambda one: hashes[one.sha256])
    assert [one.remarks for one in pairs] == [(Remark.NEAR_COPY,), ()]
    assert distance((), (1,)) > NEAR_COPY


def test_only_photos_of_one_finding_after_and_before_are_paired():
    for wrong in (photo(2, "after"), photo(2, finding="other"), photo(2, withdrawn=True)):
        with pytest.raises(BadValueError):
            photo(1, "after").stand_beside(wrong)
    with pytest.raises(BadValueError):
        photo(1).stand_beside(photo(2))
    paired = after(photo(1, "after"), photo(1, "after").stand_beside(photo(2)))
    assert paired.pair == "p2"
    assert after(paired, paired.stand_beside(None)).pair == ""
