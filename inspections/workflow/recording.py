"""Record what was found: findings and their photos."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspections.photo import Photo
from inspections.planning import find_item
from inspections.records import Changes, Files, Progress, Records
from inspections.refusal import BadValueError, RefusedError
from inspections.terms import PHOTO_STAGE


def record_finding(
    records: Records, files: Files, *, inspection: str, values: Mapping[str, object], by: str, on: date
) -> Changes:
    """Record one finding of a running visit, from an item or free; it gets the next number of the visit.

    Of a 政策目标 nothing but 建议 may be recorded.
    """
    with records.change(by=by) as change:
        visit = records.inspections.get(inspection)
        visit.require_running()
        item = find_item(files, visit, str(values.get("item") or ""))
        if item is not None and item.is_target and values.get("category") != "advice":
            raise BadValueError(f"“{item.id}”是政策目标，不作隐患，也不责令。", "需要告知机构的，类别请选“建议”。")
        serial = records.findings.count(inspection=inspection) + 1
        given = {
            "inspection": inspection,
            "institution": visit.institution,
            "number": f"{visit.on:%Y%m%d}-{inspection[-4:]}-{serial:02d}",
            "found_on": on,
            "recorded_by": by,
        }
        change.append(records.findings.new(change.new_id()).record({**values, **given}))
    return change.touched


def change_finding(records: Records, *, finding: str, values: Mapping[str, object], by: str) -> Changes:
    """Correct the words of a finding that was not ordered yet."""
    with records.change(by=by) as change:
        record = records.findings.get(finding)
        news = {name: value for name, value in values.items() if record.fields.value(name) != _plain(value)}
        if news:
            change.append(record.change(news))
    return change.touched


def fix_on_the_spot(records: Records, *, finding: str, on: date, officers: Sequence[str], how: str, by: str) -> Changes:
    """Note that a finding was put right during the visit."""
    with records.change(by=by) as change:
        people = [records.people.get(officer) for officer in officers]
        before = records.photos.count(finding=finding, stage="before", withdrawn=False)
        scene = records.photos.count(finding=finding, stage="scene", withdrawn=False)
        after = records.photos.count(finding=finding, stage="after", withdrawn=False)
        record = records.findings.get(finding)
        change.append(record.fix_on_the_spot(on=on, officers=people, how=how, before=before + scene, after=after))
    return change.touched


def void_finding(records: Records, *, finding: str, on: date, reason: str, by: str) -> Changes:
    """Void a finding recorded by mistake."""
    with records.change(by=by) as change:
        change.append(records.findings.get(finding).void(on=on, reason=reason))
    return change.touched


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoSource:
    """One picture on its way in; its bytes are read only when its turn comes."""

    name: str
    read: Callable[[], bytes]
    file_time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoImport:
    """How an import of pictures ended: what is linked now, what was there before, what was refused and why."""

    imported: tuple[str, ...]
    duplicates: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    changes: Changes


def add_photos(
    records: Records,
    files: Files,
    *,
    sources: Sequence[PhotoSource],
    inspection: str,
    by: str,
    finding: str = "",
    stage: str = "scene",
    place: str = "",
    item: str = "",
    progress: Progress | None = None,
) -> PhotoImport:
    """Add pictures one by one: the original is durable before its entry; a refused one is named, the rest goes in."""
    if stage not in PHOTO_STAGE:
        raise RefusedError("请选择照片属于现场、整改前还是整改后。")
    links = {"inspection": inspection, "finding": finding, "stage": stage, "place": place, "item": item}
    imported: list[str] = []
    duplicates: list[str] = []
    refused: list[tuple[str, str]] = []
    touched = Changes()
    for done, source in enumerate(sources):
        if progress:
            progress(done, len(sources), source.name)
        try:
            changes = _add(records, files, source, links, by)
        except RefusedError as error:
            refused.append((source.name, str(error)))
            continue
        touched = Changes(touched.subjects | changes.subjects)
        (imported if changes.subjects else duplicates).append(source.name)
    return PhotoImport(imported=tuple(imported), duplicates=tuple(duplicates), refused=tuple(refused), changes=touched)


def _add(records: Records, files: Files, source: PhotoSource, links: Mapping[str, str], by: str) -> Changes:
    stored = files.store_photo(source.read(), name=source.name, file_time=source.file_time)
    with records.change(by=by) as change:
        if _linked(records, stored.sha256, links):
            return Changes()
        owner = records.findings.get(links["finding"]) if links["finding"] else None
        visit = links["inspection"] or (owner.inspection if owner else "")
        institution = owner.institution if owner else records.inspections.get(visit).institution
        values = {
            **links,
            "inspection": visit,
            "institution": institution,
            "sha256": stored.sha256,
            "extension": stored.extension,
            "bytes": stored.bytes,
            "name": stored.name,
            "taken_at": stored.taken_at,
            "file_time": stored.file_time,
            "added_at": change.now.isoformat(timespec="seconds"),
            "width": stored.width,
            "height": stored.height,
            "orientation": stored.orientation,
            "damaged": stored.damaged,
        }
        change.append(records.photos.new(change.new_id()).add(values))
    return change.touched


def change_photo(records: Records, *, photo: str, values: Mapping[str, object], by: str) -> Changes:
    """Change caption, stage, place or finding of a photo."""
    with records.change(by=by) as change:
        change.append(records.photos.get(photo).fact("photo_changed", values))
    return change.touched


def withdraw_photo(records: Records, *, photo: str, reason: str, by: str) -> Changes:
    """Take a photo's link back; the original stays on disk."""
    with records.change(by=by) as change:
        change.append(records.photos.get(photo).withdraw(reason=reason))
    return change.touched


def _linked(records: Records, sha256: str, links: Mapping[str, str]) -> bool:
    same = records.photos.where(sha256=sha256, withdrawn=False)
    return any(_same_owner(photo, links) for photo in same)


def _same_owner(photo: Photo, links: Mapping[str, str]) -> bool:
    if links["finding"]:
        return photo.finding == links["finding"]
    return not photo.finding and photo.fields.text("inspection") == links["inspection"]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
