"""Before and after: which photo of the rectified state answers which photo of the hazard, and what to look at twice.

Pure. What is found here is said beside the pictures as a remark; it never decides whether a rectification passed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from inspections.finding import Finding
from inspections.photo import Photo
from inspections.terms import EVIDENCE_REMARK

Likeness = tuple[int, ...]
"""The perceptual hashes of a picture: the whole first, then slight cuts of it."""
LIKENESS_BITS: Final = 128
NEAR_COPY: Final = 10
"""Bits of the hash by which copies that were recompressed, resized, brightened or slightly cut differ at most."""


class Remark(StrEnum):
    """What is remarkable about a photo offered as proof of a rectification."""

    SAME_FILE = "same_file"
    NEAR_COPY = "near_copy"
    OLDER_THAN_ORDER = "older_than_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One line: the photo before and the one after; `is_proposed` until a person has confirmed it."""

    before: Photo | None
    after: Photo | None
    is_proposed: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether both photos are there and a person has put them together."""
        return self.before is not None and self.after is not None and not self.is_proposed

    def words(self) -> tuple[str, ...]:
        """Return the remarks in Chinese."""
        return tuple(EVIDENCE_REMARK[one] for one in self.remarks)


def distance(one: Likeness, other: Likeness) -> int:
    """Return by how many bits two pictures differ, the whole of each held against the cuts of the other."""
    if not one or not other:
        return LIKENESS_BITS
    crossed = [(one[0], cut) for cut in other] + [(other[0], cut) for cut in one]
    return min((left ^ right).bit_count() for left, right in crossed)


def pairs_of(finding: Finding, photos: Sequence[Photo]) -> tuple[Pair, ...]:
    """Return the pairs of a finding's photos: confirmed ones, then proposals by place and order, then single ones."""
    shown = [photo for photo in photos if not photo.withdrawn]
    before = {photo.id: photo for photo in shown if photo.stage != "after"}
    after = [photo for photo in shown if photo.stage == "after"]
    made = [Pair(before=before[one.pair], after=one) for one in after if one.pair in before]
    taken = {one.before.id for one in made if one.before}
    proposed = _proposed(
        [one for one in before.values() if one.id not in taken], [one for one in after if one.pair not in before]
    )
    ordered_on = finding.fields.day("ordered_on")
    return tuple(_remarked(pair, shown, ordered_on) for pair in (*made, *proposed))


def _proposed(before: Sequence[Photo], after: Sequence[Photo]) -> list[Pair]:
    """Put the rest together: photos of one place first, then one by one in the order they were taken."""
    left, made = list(before), dict[str, Photo]()
    for one in after:
        place = one.fields.text("place")
        match = next((other for other in left if place and other.fields.text("place") == place), None)
        if match is not None:
            made[one.id] = match
            left.remove(match)
    for one in after:
        if one.id not in made and left:
            made[one.id] = left.pop(0)
    whole = [Pair(before=made.get(one.id), after=one, is_proposed=one.id in made) for one in after]
    return [*whole, *(Pair(before=one, after=None) for one in left)]


def _remarked(pair: Pair, shown: Sequence[Photo], ordered_on: date | None) -> Pair:
    """Add what the records alone tell: the same file twice, and a photo taken before the order."""
    after = pair.after
    if after is None:
        return pair
    remarks = []
    if any(one.sha256 == after.sha256 and one.stage != "after" for one in shown):
        remarks.append(Remark.SAME_FILE)
    taken = after.fields.text("taken_at")[:10]
    if ordered_on and taken and taken < ordered_on.isoformat():
        remarks.append(Remark.OLDER_THAN_ORDER)
    return Pair(before=pair.before, after=after, is_proposed=pair.is_proposed, remarks=tuple(remarks))


def compared(
    pairs: Sequence[Pair], photos: Sequence[Photo], likeness_of: Callable[[Photo], Likeness]
) -> tuple[Pair, ...]:
    """Add what the pictures tell: a photo after that is nearly the same picture as one before. Slow: reads files."""
    earlier = [photo for photo in photos if not photo.withdrawn and photo.stage != "after"]
    known: dict[str, Likeness] = {}

    def of(photo: Photo) -> Likeness:
        if photo.sha256 not in known:
            known[photo.sha256] = likeness_of(photo)
        return known[photo.sha256]

    return tuple(_with_copies(pair, earlier, of) for pair in pairs)


def _with_copies(pair: Pair, earlier: Sequence[Photo], of: Callable[[Photo], Likeness]) -> Pair:
    after = pair.after
    if after is None or Remark.SAME_FILE in pair.remarks:
        return pair
    if any(distance(of(after), of(one)) <= NEAR_COPY for one in earlier):
        remarks = (Remark.NEAR_COPY, *pair.remarks)
        return Pair(before=pair.before, after=after, is_proposed=pair.is_proposed, remarks=remarks)
    return pair


def pair_words(pair: Pair) -> str:
    """Return a pair as one line: 整改前 a.jpg（2026-10-12 10:02）→整改后 b.jpg（…）〔疑似重复使用照片〕."""
    told = [f"{title} {_named(photo)}" for title, photo in (("整改前", pair.before), ("整改后", pair.after)) if photo]
    remarks = f"〔{'、'.join(pair.words())}〕" if pair.remarks else ""
    return "→".join(told) + remarks


def _named(photo: Photo) -> str:
    taken = photo.fields.text("taken_at")[:16].replace("T", " ")
    name = photo.caption or photo.fields.text("name")
    return f"{name}（{taken}）" if taken else name
