"""The photo walk of a visit as its records tell it: when what was answered, which photos wait, what is proposed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Final

from inspections.entry import JsonObject
from inspections.finding import Finding
from inspections.inspection import Inspection
from inspections.photo import Photo
from inspections.photo_walk import Group, Shot, Stop, Target, propose, why
from inspections.planning import plan_sections, recorded_items
from inspections.reading import place_of, read_places
from inspections.records import Files, Records

UNTIMED: Final = "照片没有可用的时间，无法按时间推定，请自行选择。"
UNVISITED: Final = "本次检查还没有结论或问题，无法推定，请自行选择。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing photos can be laid to, in words."""

    target: Target
    title: str
    details: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkGroup:
    """One group with its proposal; `choice` is None where nothing can be proposed."""

    photos: tuple[Photo, ...]
    choice: Choice | None
    others: tuple[Choice, ...]
    sure: bool
    why: str

    def as_data(self) -> JsonObject:
        """Return the proposal as data."""
        target = self.choice.target if self.choice else Target()
        return {
            "photos": [photo.id for photo in self.photos],
            "names": [photo.fields.text("name") for photo in self.photos],
            "item": target.item,
            "finding": target.finding,
            "place": target.place,
            "title": self.choice.title if self.choice else "",
            "sure": self.sure,
            "why": self.why,
            "others": [one.target.key for one in self.others],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkReading:
    """Everything the screen of the walk shows."""

    inspection: Inspection
    groups: tuple[WalkGroup, ...]
    choices: tuple[Choice, ...]
    """Everything photos can be laid to: the findings, then every item asked."""
    placed: int
    """How many photos of the visit have their place."""


def is_waiting(photo: Photo) -> bool:
    """Tell whether nobody has said yet what a photo shows."""
    return not (photo.withdrawn or photo.finding or photo.fields.text("item"))


def read_walk(records: Records, files: Files, inspection_id: str) -> WalkReading:
    """Read the walk of one visit and propose."""
    inspection = records.inspections.get(inspection_id)
    photos = [one for one in records.photos.where(inspection=inspection_id) if not one.withdrawn]
    findings = [one for one in records.findings.where(inspection=inspection_id) if one.state != "voided"]
    findings += [records.findings.get(one) for one in inspection.reinspects]
    choices = _choices(records, files, inspection, findings)
    groups = _groups(records, inspection_id, photos, findings, choices)
    return WalkReading(
        inspection=inspection,
        groups=groups,
        choices=tuple(choices.values()),
        placed=sum(not is_waiting(photo) for photo in photos),
    )


def _groups(
    records: Records,
    inspection: str,
    photos: Sequence[Photo],
    findings: Sequence[Finding],
    choices: Mapping[str, Choice],
) -> tuple[WalkGroup, ...]:
    moments = [one for one in _moments(records, inspection, findings) if one[0].key in choices]
    zone = moments[0][1].tzinfo if moments else None
    stops = [Stop(target=target, at=at.timestamp()) for target, at in moments]
    shots = [shot for shot in (_shot(photo, zone) for photo in photos) if shot is not None]
    by_id = {photo.id: photo for photo in photos}
    groups = [_told(group, by_id, choices) for group in propose(shots, stops)]
    proposed = {photo.id for group in groups for photo in group.photos}
    left = tuple(photo for photo in photos if is_waiting(photo) and photo.id not in proposed)
    if left:
        groups.append(WalkGroup(photos=left, choice=None, others=(), sure=False, why=UNTIMED if stops else UNVISITED))
    return tuple(groups)


def _moments(records: Records, inspection: str, findings: Sequence[Finding]) -> Iterator[tuple[Target, datetime]]:
    """Yield when the inspector was at what: every answer given by hand, every finding recorded."""
    found: dict[str, Finding] = {}
    for finding in findings:
        found.setdefault(finding.item, finding)
        if finding.inspection == inspection:
            recorded = records.history(finding.subject)[0]
            yield _target(finding), datetime.fromisoformat(recorded.at)
    for response in records.responses.where(inspection=inspection):
        owner = found.get(response.item)
        place = response.fields.text("place")
        target = _target(owner) if owner else Target(item=response.item, place=place)
        for entry in records.history(response.subject):
            if entry.kind.startswith("response_given/") and not entry.body["set"].get("batch"):
                yield target, datetime.fromisoformat(entry.at)


def _target(finding: Finding) -> Target:
    places = finding.fields.texts("places")
    return Target(item=finding.item, finding=finding.id, place=places[0] if len(places) == 1 else "")


def _shot(photo: Photo, zone: tzinfo | None) -> Shot | None:
    """Return a photo on its clock: that of the camera, with or without a zone, else that of its file."""
    fields = photo.fields
    told = fields.text("taken_at") or fields.text("file_time")
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return None
    clock = ("zone" if at.tzinfo else "local") if fields.text("taken_at") else "file"
    at = at if at.tzinfo else at.replace(tzinfo=zone or UTC)
    return Shot(id=photo.id, at=at.timestamp(), clock=clock, placed=photo.finding or fields.text("item"))


def _told(group: Group, photos: Mapping[str, Photo], choices: Mapping[str, Choice]) -> WalkGroup:
    names = {key: choice.title for key, choice in choices.items()}
    return WalkGroup(
        photos=tuple(photos[one] for one in group.photos),
        choice=replace(choices[group.stop.target.key], target=group.stop.target),
        others=tuple(choices[one.key] for one in group.others if one.key in choices),
        sure=group.sure,
        why=why(group, words=names),
    )


def _choices(records: Records, files: Files, inspection: Inspection, findings: Sequence[Finding]) -> dict[str, Choice]:
    places = read_places(records, inspection.institution)
    made = {
        one.id: Choice(
            target=_target(one),
            title=f"{one.item or '自由登记'} 问题",
            details="：".join(part for part in (place_of(one, places), one.description) if part),
        )
        for one in findings
    }
    sections = plan_sections(files, inspection, answered=recorded_items(records, inspection.id))
    for planned in (one for section in sections for one in section.items if one.is_asked):
        item = planned.item
        made[item.id] = Choice(target=Target(item=item.id), title=item.id, details=item.text)
    return made
