"""Record what was found: findings and their photos."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from inspections.entry import Subject
from inspections.photo import Photo
from inspections.pictures import DamagedPictureError
from inspections.planning import find_item
from inspections.records import Changes, Files, Progress, Records, StoredPhoto, UnavailableError
from inspections.refusal import BadValueError, RefusedError
from inspections.terms import PHOTO_STAGE

MEGABYTE: Final = 1 << 20


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
    size: int = 0
    """So many bytes, where that is known beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoImport:
    """How an import of pictures ended: what is linked now, what was here before, what was refused and why."""

    imported: tuple[str, ...] = ()
    """Linked now."""
    duplicates: tuple[str, ...] = ()
    """The same picture lay here already: one file, whether it is linked once more or was linked here before."""
    relinked: tuple[str, ...] = ()
    """Those of both: a further link to a file that lay here."""
    refused: tuple[tuple[str, str], ...] = ()
    damaged: tuple[int, ...] = ()
    """Places in the sources of those refused because they are cut off; a person may keep them as evidence."""
    left: int = 0
    """So many were not begun because somebody broke it off."""
    changes: Changes = field(default_factory=Changes)

    @property
    def present(self) -> int:
        """How many were linked here before, so that nothing was to be done."""
        return len(self.duplicates) - len(self.relinked)

    def words(self) -> str:
        """Say the counts: 导入 300 张，重复 2 张，拒绝 1 张."""
        return f"导入 {len(self.imported)} 张，重复 {len(self.duplicates)} 张，拒绝 {len(self.refused)} 张"


class ImportStoppedError(UnavailableError):
    """The disk ended an import in its middle: what is in stays in, and the rest is told with the space it needs."""

    def __init__(self, error: UnavailableError, *, outcome: PhotoImport, left: int, needed: int) -> None:
        megabytes = f"约需 {max(1, -(-needed // MEGABYTE))} MB" if needed else "大小未知"
        message = f"{error.message}已导入 {len(outcome.imported)} 张，其余 {left} 张未导入（{megabytes}）。"
        super().__init__(message, "请腾出空间或排除故障后重新导入同一批照片，已导入的不会重复。")
        self.outcome = outcome


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
    keep_damaged: bool = False,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> PhotoImport:
    """Add pictures one by one: the original is durable before its entry; a refused one is named, the rest goes in.

    Begun again it goes on where it was broken off: what is linked already counts as duplicate.
    """
    if stage not in PHOTO_STAGE:
        raise RefusedError("请选择照片属于现场、整改前还是整改后。")
    links = {"inspection": inspection, "finding": finding, "stage": stage, "place": place, "item": item}
    tally = _Tally()
    for done, source in enumerate(sources):
        if is_cancelled and is_cancelled():
            return tally.outcome(left=len(sources) - done)
        if progress:
            progress(done, len(sources), source.name)
        try:
            tally.take(source.name, _add(records, files, source, links, by=by, keep_damaged=keep_damaged))
        except DamagedPictureError as error:
            tally.refuse(source.name, error, damaged=done)
        except RefusedError as error:
            tally.refuse(source.name, error)
        except UnavailableError as error:
            rest = sources[done:]
            needed = sum(one.size for one in rest)
            raise ImportStoppedError(error, outcome=tally.outcome(), left=len(rest), needed=needed) from error
    return tally.outcome()


@dataclass(slots=True)
class _Tally:
    """Counts an import while it runs."""

    imported: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    relinked: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    touched: set[Subject] = field(default_factory=set)

    def take(self, name: str, added: "_Added") -> None:
        if added.changes.subjects:
            self.imported.append(name)
            self.touched |= added.changes.subjects
        if added.was_here:
            self.duplicates.append(name)
        if added.was_here and added.changes.subjects:
            self.relinked.append(name)

    def refuse(self, name: str, error: RefusedError, *, damaged: int | None = None) -> None:
        self.refused.append((name, str(error)))
        if damaged is not None:
            self.damaged.append(damaged)

    def outcome(self, *, left: int = 0) -> PhotoImport:
        return PhotoImport(
            imported=tuple(self.imported),
            duplicates=tuple(self.duplicates),
            relinked=tuple(self.relinked),
            refused=tuple(self.refused),
            damaged=tuple(self.damaged),
            left=left,
            changes=Changes(frozenset(self.touched)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Added:
    """What became of one picture."""

    was_here: bool
    changes: Changes


def _add(
    records: Records, files: Files, source: PhotoSource, links: Mapping[str, str], *, by: str, keep_damaged: bool
) -> _Added:
    data = source.read()
    stored = files.store_photo(data, name=source.name, file_time=source.file_time, keep_damaged=keep_damaged)
    with records.change(by=by) as change:
        same = records.photos.where(sha256=stored.sha256, withdrawn=False)
        if not any(_same_owner(photo, links) for photo in same):
            values = {
                **_owners(records, links),
                **_facts_of(stored),
                "added_at": change.now.isoformat(timespec="seconds"),
            }
            change.append(records.photos.new(change.new_id()).add(values))
    files.make_pictures(data, stored)
    return _Added(was_here=bool(same), changes=change.touched)


def _owners(records: Records, links: Mapping[str, str]) -> dict[str, str]:
    owner = records.findings.get(links["finding"]) if links["finding"] else None
    visit = links["inspection"] or (owner.inspection if owner else "")
    institution = owner.institution if owner else records.inspections.get(visit).institution
    return {**links, "inspection": visit, "institution": institution}


def _facts_of(stored: StoredPhoto) -> dict[str, object]:
    names = ("sha256", "extension", "bytes", "name", "taken_at", "file_time", "width", "height", "orientation")
    return {**{name: getattr(stored, name) for name in names}, "damaged": stored.damaged}


def change_photo(records: Records, *, photo: str, values: Mapping[str, object], by: str) -> Changes:
    """Change caption, stage, place or finding of a photo."""
    with records.change(by=by) as change:
        change.append(records.photos.get(photo).fact("photo_changed", values))
    return change.touched


def withdraw_photo(records: Records, *, photo: str, reason: str, by: str) -> Changes:
    """Put a photo into the trash: it belongs to nothing any more, its original stays on disk."""
    with records.change(by=by) as change:
        change.append(records.photos.get(photo).withdraw(reason=reason, on=change.now.date()))
    return change.touched


def _same_owner(photo: Photo, links: Mapping[str, str]) -> bool:
    if links["finding"]:
        return photo.finding == links["finding"]
    return not photo.finding and photo.fields.text("inspection") == links["inspection"]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
