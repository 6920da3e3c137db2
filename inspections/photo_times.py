"""When a photo was taken, as camera, file and laptop tell it, compared with each other and with the visit.

Clocks are wrong more often than people: nothing here decides, every remark says what does not fit and what to look at.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from inspections.inspection import Inspection
from inspections.photo import Photo

CLOCKS_DIFFER: Final = timedelta(minutes=10)
"""So far two right clocks may stand apart."""
FILE_TIMES_DIFFER: Final = timedelta(hours=26)
"""Memory cards keep local time without its zone: a file's time may be off by as much as any two zones."""
YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoTimes:
    """The times of one photo with its visit's, all with an offset; None where nobody told it."""

    stage: str
    taken: datetime | None
    file: datetime | None
    added: datetime | None
    day: date
    arrived: datetime | None
    departed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRemark:
    """One thing that does not fit; an impossible one cannot have happened with right clocks."""

    code: str
    text: str
    impossible: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    text: str
    fits_not: Callable[[PhotoTimes], bool]


def _after(later: datetime | None, earlier: datetime | None, by: timedelta) -> bool:
    return later is not None and earlier is not None and later - earlier > by


def _taken_day(times: PhotoTimes) -> date | None:
    return times.taken.date() if times.taken else None


def _years_before(times: PhotoTimes) -> bool:
    day = _taken_day(times)
    return day is not None and day < times.day - YEAR


def _before_day(times: PhotoTimes) -> bool:
    day = _taken_day(times)
    return day is not None and times.day - YEAR <= day < times.day


def _of_the_visit(times: PhotoTimes) -> bool:
    """Tell whether it shows what the team found: what was put right later is taken later."""
    return times.stage != "after"


def _before_arrival(times: PhotoTimes) -> bool:
    return _taken_day(times) == times.day and _after(times.arrived, times.taken, CLOCKS_DIFFER)


def _imported_before_day(times: PhotoTimes) -> bool:
    return times.added is not None and times.added.date() < times.day


def _after_departure(times: PhotoTimes) -> bool:
    return _of_the_visit(times) and _after(times.taken, times.departed, CLOCKS_DIFFER)


def _later_day(times: PhotoTimes) -> bool:
    day = _taken_day(times)
    return _of_the_visit(times) and times.departed is None and day is not None and day > times.day


_IMPOSSIBLE: Final = (
    _Rule(
        "taken_after_import",
        "拍摄时间晚于导入时间，相机或电脑的时钟不准",
        lambda one: _after(one.taken, one.added, CLOCKS_DIFFER),
    ),
    _Rule(
        "file_after_import",
        "文件时间晚于导入时间，相机或电脑的时钟不准",
        lambda one: _after(one.file, one.added, FILE_TIMES_DIFFER),
    ),
    _Rule(
        "file_before_taken",
        "文件时间早于拍摄时间，文件或拍摄时间被改过",
        lambda one: _after(one.taken, one.file, FILE_TIMES_DIFFER),
    ),
    _Rule("years_before_visit", "拍摄时间比检查日早一年以上，相机时钟可能没有校准", _years_before),
    _Rule("fixed_before_visit", "整改后照片拍摄于检查日之前", lambda one: one.stage == "after" and _before_day(one)),
    _Rule(
        "fixed_before_arrival", "整改后照片拍摄于到场之前", lambda one: one.stage == "after" and _before_arrival(one)
    ),
    _Rule("import_before_visit", "导入时间早于检查日，电脑时钟可能被调慢", _imported_before_day),
)
"""Cannot have happened with right clocks and an untouched file."""

_ODD: Final = (
    _Rule("before_visit", "拍摄于检查日之前", lambda one: _of_the_visit(one) and _before_day(one)),
    _Rule("before_arrival", "拍摄早于到场时间", lambda one: _of_the_visit(one) and _before_arrival(one)),
    _Rule("after_departure", "拍摄晚于离场时间", _after_departure),
    _Rule("later_day", "拍摄晚于检查日", _later_day),
)
"""May have happened; a person should look."""


def photo_times(photo: Photo, visit: Inspection) -> PhotoTimes:
    """Read the times of a photo and its visit; a time without a zone is the laptop's."""
    added = _instant(photo.fields.text("added_at"), None)
    return PhotoTimes(
        stage=photo.stage,
        taken=_instant(photo.fields.text("taken_at"), added),
        file=_instant(photo.fields.text("file_time"), added),
        added=added,
        day=visit.on,
        arrived=_instant(visit.fields.text("arrived_at"), added),
        departed=_instant(visit.fields.text("departed_at"), added),
    )


def time_remarks(times: PhotoTimes) -> tuple[TimeRemark, ...]:
    """Return what does not fit, the impossible first."""
    return tuple(
        TimeRemark(code=rule.code, text=rule.text, impossible=rules is _IMPOSSIBLE)
        for rules in (_IMPOSSIBLE, _ODD)
        for rule in rules
        if rule.fits_not(times)
    )


def remarks_of(photo: Photo, visit: Inspection) -> tuple[TimeRemark, ...]:
    """Return what does not fit about the times of one photo of a visit."""
    return time_remarks(photo_times(photo, visit))


def time_words(photo: Photo) -> str:
    """Say when it was taken as far as anybody told it: 拍摄 2026-03-01 09:30:05 (+08:00)."""
    taken, file = photo.fields.text("taken_at"), photo.fields.text("file_time")
    if taken:
        return f"拍摄 {_shown(taken)}{'' if len(taken) > len('2026-03-01T09:30:05') else '（相机未记时区）'}"
    return f"照片未记拍摄时间，文件时间 {_shown(file)}" if file else "照片未记拍摄时间"


def leaving_remarks(photos: Iterable[Photo], visit: Inspection) -> tuple[tuple[Photo, str], ...]:
    """Return one line per thing that does not fit, with the first photo it is told of, for the 离场前 page."""
    told: dict[str, tuple[str, list[Photo]]] = {}
    for photo in photos:
        if not photo.withdrawn:
            for remark in remarks_of(photo, visit):
                told.setdefault(remark.code, (remark.text, []))[1].append(photo)
    return tuple((shown[0], f"{_named(shown)}：{text}，请核对") for text, shown in told.values())


def _named(photos: list[Photo]) -> str:
    name = photos[0].fields.text("name") or photos[0].sha256[:12]
    return f"照片“{name}”" if len(photos) == 1 else f"照片“{name}”等 {len(photos)} 张"


def _instant(text: str, beside: datetime | None) -> datetime | None:
    """Read an instant; a camera's nonsense is none, one without a zone stands in the laptop's."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    if read.tzinfo is not None:
        return read
    return read.replace(tzinfo=beside.tzinfo) if beside is not None and beside.tzinfo else None


def _shown(text: str) -> str:
    return text.replace("T", " ").replace("+", " +")
