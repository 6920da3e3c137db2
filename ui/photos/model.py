"""What the gallery shows: the view a person chose, and the photos of it, read page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import Qt

from inspections.dossier import HistoryLine
from inspections.entry import Subject
from inspections.gallery import PhotoFilter, PhotoRow
from inspections.photo import remarks
from inspections.reading import history_lines
from inspections.records import InstitutionFilter, Records
from inspections.refusal import NotFoundError
from inspections.terms import PHOTO_REMARK, PHOTO_STAGE
from inspections.trash import KEPT_DAYS, Discarded, read_trash
from ui.labels import joined
from ui.widgets.table import Column, PagedModel

SCOPES: Final = (
    ("all", "全部"),
    *PHOTO_STAGE.items(),
    ("unlinked", "未关联"),
    ("flagged", "需留意"),
    ("trash", "回收站"),
)
"""Id and title of every pill."""

PERIODS: Final = (("", "全部时间"), ("7", "近 7 天"), ("30", "近 30 天"), ("90", "近 90 天"), ("365", "近一年"))
_NARROWINGS: Final = ("institution", "inspection", "finding", "person")
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, kw_only=True)
class View:
    """What a person chose to see."""

    scope: str = "all"
    institution: str = ""
    inspection: str = ""
    finding: str = ""
    person: str = ""
    day_from: date | None = None
    day_until: date | None = None

    @property
    def is_trash(self) -> bool:
        """Tell whether the trash is shown."""
        return self.scope == "trash"

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the pill keeps photos away."""
        return any((*(getattr(self, name) for name in _NARROWINGS), self.day_from, self.day_until))

    def query(self) -> PhotoFilter:
        """Return the question for the records."""
        return PhotoFilter(
            institution=self.institution,
            inspection=self.inspection,
            finding=self.finding,
            person=self.person,
            day_from=self.day_from,
            day_until=self.day_until,
            stage=self.scope if self.scope in PHOTO_STAGE else "",
            unlinked=self.scope == "unlinked",
            flagged=self.scope == "flagged",
            discarded=self.is_trash,
        )


def view_of(target: Mapping[str, Any]) -> View:
    """Return the view another screen asks for, by names."""
    scope = str(target.get("scope") or "all")
    institution, inspection, finding, person = (str(target.get(name) or "") for name in _NARROWINGS)
    return View(
        scope=scope if scope in dict(SCOPES) else "all",
        institution=institution,
        inspection=inspection,
        finding=finding,
        person=person,
    )


def within(view: View, days: str, today: date) -> View:
    """Return the view narrowed to the last days; nothing means all of the time."""
    return replace(view, day_from=today - timedelta(days=int(days)) if days else None, day_until=None)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One answer of the records: the keys of a view, its first rows, the counts of all pills, what can be chosen."""

    today: date
    keys: Sequence[int]
    first: Sequence[PhotoRow]
    counts: Mapping[str, int]
    institutions: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]
    narrowed: str
    """What a finding or a visit narrows to, in words."""
    trash: Mapping[str, Discarded] = field(default_factory=dict)


def read_listing(view: View, today: date, first: int, records: Records) -> Listing:
    """Read a view: its keys, its first page, and what each pill would show."""
    keys = records.photo_ids(view.query())
    homes = records.search_institutions(InstitutionFilter(limit=5000), today=today)
    return Listing(
        today=today,
        keys=keys,
        first=records.photo_rows(keys[:first]),
        counts={scope: len(records.photo_ids(replace(view, scope=scope).query())) for scope, _ in SCOPES},
        institutions=[(one.id, one.name) for one in homes],
        people=records.photo_people(),
        narrowed=_narrowed(records, view),
        trash={one.photo.id: one for one in read_trash(records)} if view.is_trash else {},
    )


def _narrowed(records: Records, view: View) -> str:
    if view.finding:
        found = records.findings.find(view.finding)
        return f"问题 {found.number}" if found else "问题"
    if view.inspection:
        visit = records.inspections.find(view.inspection)
        return f"{visit.on.isoformat()} 的检查" if visit else "一次检查"
    return ""


@dataclass(frozen=True, kw_only=True)
class PhotoDetail:
    """One photo with what is told beside it."""

    row: PhotoRow
    history: Sequence[HistoryLine]
    discarded: Discarded | None


def read_photo(key: int, records: Records) -> PhotoDetail:
    """Read one photo with its history."""
    rows = records.photo_rows([key])
    if not rows:
        raise NotFoundError("照片已不在列表中。", "请刷新后重试。")
    photo = rows[0].photo
    trash = read_trash(records) if photo.withdrawn and not photo.destroyed else ()
    return PhotoDetail(
        row=rows[0],
        history=history_lines(records, Subject("photo", photo.id)),
        discarded=next((one for one in trash if one.photo.id == photo.id), None),
    )


def first_line(row: PhotoRow) -> str:
    """Return what a tile says first: the number of its finding, else its caption or name."""
    return row.finding_number or row.photo.caption or row.photo.fields.text("name")


def second_line(row: PhotoRow) -> str:
    """Return what a tile says below: day and institution."""
    return joined([row.photo.day, row.institution_name])


def spoken(row: PhotoRow) -> str:
    """Return a tile in words for who does not see it."""
    photo = row.photo
    words = [f"{PHOTO_STAGE[photo.stage]}照片", first_line(row), second_line(row), *remark_words(row)]
    return "，".join(word for word in words if word)


def remark_words(row: PhotoRow) -> list[str]:
    """Return in Chinese what about a photo asks for a look."""
    return [PHOTO_REMARK[code] for code in remarks(row.photo)]


class GalleryModel(PagedModel):
    """The photos of a view by row key, one column, read as they come into sight."""

    def __init__(self) -> None:
        super().__init__((Column(title="照片", text=first_line),), key=lambda row: row.key)

    def data(self, index: Any, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role == _ACCESSIBLE and index.isValid():
            row = self.row_at(index.row())
            return spoken(row) if row else ""
        return super().data(index, role)


def trash_words(shown: Mapping[str, Discarded], today: date) -> tuple[int, str]:
    """Return how many may be destroyed, and the state of the trash in words."""
    ripe = sum(not one.why_kept(today) for one in shown.values())
    told = f"撤下的照片至少保留 {KEPT_DAYS} 天；写入定稿文书的永远保留"
    return ripe, joined([told, f"可以清空 {ripe} 张" if ripe else ""])
