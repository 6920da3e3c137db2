"""Which editions of the checklists are at hand, which of them new visits use, and what may be published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from checklists.difference import Difference, retyped_items
from checklists.loader import bundled, problems_between
from checklists.model import Checklist
from checklists.problems import ChecklistError, Problem, ProblemCode
from inspections.entry import JsonObject
from inspections.inspection import Edition
from inspections.records import Files, Records, UnavailableError
from inspections.refusal import NotFoundError
from inspections.terms import EDITION_ORIGIN, EDITION_STANDING, ITEM_FIELD

Origin = Literal["bundled", "published", "used"]
_RANK: Final[Mapping[str, int]] = {"active": 3, "bundled": 2, "used": 1}
"""What a person activated goes before what came with the program, and both before what merely was used here once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One edition at hand: its list, where it comes from, and what was decided about it here."""

    checklist: Checklist
    origin: Origin
    record: Edition | None

    @property
    def digest(self) -> str:
        """Return the digest of the file, which is the id of the edition."""
        return self.checklist.digest

    @property
    def standing(self) -> str:
        """Return what people decided about it here."""
        return self.record.standing if self.record else ""

    @property
    def rank(self) -> int:
        """Return how strongly it asks to be used; 0 for one that new visits never use."""
        if self.standing in ("active", "withdrawn", "published"):
            return _RANK.get(self.standing, 0)
        return _RANK.get(self.origin, 0)

    def as_data(self, *, is_in_use: bool) -> JsonObject:
        """Return the edition as plain data."""
        fields = self.record.fields if self.record else None
        told = ("published_on", "activated_on", "withdrawn_on", "withdrawn_reason", "replaces")
        last = self.checklist.in_force_to
        return {
            "id": self.digest,
            "code": self.checklist.code,
            "title": self.checklist.title,
            "edition": self.checklist.edition,
            "in_force_from": self.checklist.in_force_from.isoformat(),
            "in_force_to": last.isoformat() if last else "",
            "items": len(self.checklist.items),
            "origin": self.origin,
            "standing": self.standing,
            "in_use": is_in_use,
            **{name: fields.text(name) if fields else "" for name in told},
        }


def catalogue(records: Records, files: Files) -> tuple[CatalogueEntry, ...]:
    """Return every edition at hand, those that came with the program first, then as they were taken up."""
    held = {one.id: one for one in records.editions.where()}
    with_program = {one.digest: one for one in bundled()}
    entries = [
        CatalogueEntry(checklist=one, origin="bundled", record=held.get(digest)) for digest, one in with_program.items()
    ]
    for digest, one in held.items():
        checklist = None if digest in with_program else _readable(files, digest)
        if checklist:
            origin: Origin = "published" if one.is_published else "used"
            entries.append(CatalogueEntry(checklist=checklist, origin=origin, record=one))
    return tuple(entries)


def editions_in_use(entries: Iterable[CatalogueEntry], day: date) -> dict[str, CatalogueEntry]:
    """Return, by the code of the list, the one edition that a visit on a day uses; the newest in force goes first."""
    chosen: dict[str, CatalogueEntry] = {}
    for entry in entries:
        code = entry.checklist.code
        able = entry.rank and entry.checklist.is_in_force(day)
        if able and (code not in chosen or _precedence(entry) > _precedence(chosen[code])):
            chosen[code] = entry
    return chosen


def lists_in_use(records: Records, files: Files, day: date) -> tuple[Checklist, ...]:
    """Return the lists a visit on a day can use, each in its edition of that day."""
    return tuple(entry.checklist for entry in editions_in_use(catalogue(records, files), day).values())


def find_edition(entries: Iterable[CatalogueEntry], digest: str) -> CatalogueEntry:
    """Return the edition with a digest."""
    for entry in entries:
        if entry.digest == digest:
            return entry
    raise NotFoundError(f"本机没有检查表版本 {digest[:12]}。", "用 list editions 查看本机的全部版本。")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingFault:
    """One thing in the way of publishing: the item it is about, empty for the whole list, and the field of it."""

    place: str
    field: str
    text: str
    problem: Problem | None = None
    """What the loader would say, for those who say it in words of their own."""


def publishing_problems(new: Checklist, entries: Sequence[CatalogueEntry]) -> tuple[str, ...]:
    """Return why an edition may not be published beside those at hand; empty when it may."""
    return tuple(fault.text for fault in publishing_faults(new, entries))


def publishing_faults(new: Checklist, entries: Sequence[CatalogueEntry]) -> tuple[PublishingFault, ...]:
    """Return what is in the way of publishing an edition beside those at hand, each at its place.

    A label names one content only, a published item never asks for another kind of answer, and no two lists that may
    be joined ask under the same number.
    """
    same_list = [entry for entry in entries if entry.checklist.code == new.code and entry.digest != new.digest]
    found = [
        PublishingFault(
            place="",
            field="edition",
            text=f"版本号“{new.edition}”已用于另一内容（{edition_words(entry)}），请改用新的版本号。",
        )
        for entry in same_list
        if entry.checklist.edition == new.edition
    ]
    retyped = retyped_items(new, [entry.checklist for entry in same_list])
    found += [
        PublishingFault(
            place=item_id,
            field="id",
            text=f"{item_id} 在版本 {label} 中的答法（测量、抽查或性质）不同，已发布的检查项不能改变答法；请另编新号。",
        )
        for item_id, label in {one.new.id: edition.edition for edition, one in retyped}.items()
    ]
    others = [entry.checklist for entry in entries if entry.checklist.code != new.code and entry.rank > _RANK["used"]]
    name = f"{new.code}.toml"
    between = (one for one in problems_between([new, *others]) if one.file == name)
    found += [
        PublishingFault(
            place=one.place,
            field="id" if one.code is ProblemCode.DUPLICATE_ID else "same_as",
            text=str(one),
            problem=one,
        )
        for one in between
    ]
    return tuple(found)


def edition_words(entry: CatalogueEntry) -> str:
    """Say an edition with where it comes from and how it stands here: 随附，未启用."""
    standing = EDITION_STANDING[entry.standing] if entry.standing else ""
    return "，".join(part for part in (EDITION_ORIGIN[entry.origin], standing) if part)


def difference_words(found: Difference) -> str:
    """Say in one line how much two editions differ: 新增 2 项，删去 1 项，修改 3 项."""
    counts = (("新增", found.added), ("删去", found.removed), ("修改", found.changed), ("移动", found.moved))
    said = [f"{word} {len(ones)} 项" for word, ones in counts if ones]
    if found.sections:
        said.append(f"{len(found.sections)} 个部分改名")
    return "，".join(said) or "检查项没有变化"


def difference_lines(found: Difference) -> Iterator[str]:
    """Say every difference of two editions as a line for people."""
    yield f"{difference_words(found)}。"
    for section in found.sections:
        yield f"部分改名　{section.code}　{section.old} → {section.new}"
    for word, placed in (("新增", found.added), ("删去", found.removed)):
        yield from (f"{word}　{one.item.id}　{one.item.text}" for one in placed)
    for change in found.changed:
        mark = "（答法改变，不能发布）" if change.is_retyped else ""
        yield f"修改　{change.new.id}　{'、'.join(ITEM_FIELD[name] for name in change.fields)}{mark}"
    for move in found.moved:
        where = f"{move.old_section} 内次序" if move.is_reordered else f"{move.old_section} → {move.new_section}"
        yield f"移动　{move.item.id}　{where}"


def _readable(files: Files, digest: str) -> Checklist | None:
    """Return an edition, None where its file is lost: it cannot be offered, and a visit pinned to it says so itself."""
    try:
        return files.checklist(digest)
    except (NotFoundError, UnavailableError, ChecklistError):
        return None


def _precedence(entry: CatalogueEntry) -> tuple[int, date, object, str]:
    decided = entry.record.last if entry.record and entry.record.last else (0, "", 0)
    return entry.rank, entry.checklist.in_force_from, tuple(decided), entry.digest
