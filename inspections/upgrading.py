"""What another edition means before anybody uses it: for a running visit, and for everything an office has open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from checklists.difference import Difference, difference
from checklists.model import Checklist, Item
from inspections.editions import CatalogueEntry, catalogue, editions_in_use, find_edition
from inspections.inspection import Inspection, Response
from inspections.records import Files, LedgerFilter, Records
from inspections.refusal import BadValueError, RefusedError
from inspections.transitions import InspectionState

LISTED_IN: Final = ("record", "report")
"""Papers that print what was checked: once one of them is frozen, the visit keeps its edition."""
_SAID: Final = ("note", "reason", "sample", "measured")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerItem:
    """An item of an edition the visit no longer uses, with the answers it was given: a 历史项."""

    item: Item
    section: str
    checklist: Checklist
    responses: tuple[Response, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradePreview:
    """What a visit would look like under another edition of one of its lists."""

    inspection: str
    old: Checklist
    new: Checklist
    difference: Difference
    staying: tuple[str, ...]
    """Answered items that the other edition asks too."""
    reworded: tuple[str, ...]
    """Those of them that it asks in other words or with other clauses."""
    leaving: tuple[str, ...]
    """Answered items that would be shown as 历史项."""
    returning: tuple[str, ...]
    """Items now shown as 历史项 that would be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionOffer:
    """Another edition a visit may use: a newer one in use on its day, or one it had before."""

    old: Checklist
    new: Checklist
    is_return: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedVisit:
    """A running visit pinned to another edition of the list; it stays so until somebody upgrades it."""

    inspection: str
    institution: str
    on: date
    edition: str
    answered: int
    leaving: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedFinding:
    """An open finding whose item reads otherwise, or is gone; its own words and clauses stay."""

    finding: str
    number: str
    institution: str
    item: str
    fields: tuple[str, ...]
    """What differs; empty when the item is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What activating an edition touches."""

    new: Checklist
    replaced: Checklist | None
    difference: Difference | None
    visits: tuple[TouchedVisit, ...]
    findings: tuple[TouchedFinding, ...]


def is_answer(response: Response) -> bool:
    """Tell whether a response says anything that must not be lost."""
    return response.result != "not_checked" or any(response.fields.value(name) for name in _SAID)


def former_items(files: Files, inspection: Inspection, responses: Sequence[Response]) -> tuple[FormerItem, ...]:
    """Return the answered items that no list of the visit asks any more, as the edition asked them that did."""
    asked = {item.id for digest in inspection.editions for item in files.checklist(digest).items}
    left: dict[str, list[Response]] = {}
    for response in responses:
        if response.item not in asked and is_answer(response):
            left.setdefault(response.item, []).append(response)
    if not left:
        return ()
    found = [
        FormerItem(item=item, section=section.title, checklist=checklist, responses=tuple(left.pop(item.id)))
        for checklist in map(files.checklist, reversed(inspection.known_editions))
        for section in checklist.sections
        for item in section.items
        if item.id in left
    ]
    return tuple(sorted(found, key=lambda one: (one.checklist.code, one.checklist.digest, one.item.id)))


def require_unsealed(records: Records, inspection: str) -> None:
    """Refuse another edition once a paper that lists what was checked is frozen."""
    for paper in LISTED_IN:
        if records.documents.where(inspection=inspection, paper=paper, state="sealed"):
            raise RefusedError("现场检查笔录或检查报告已定稿，检查表版本不能再变。", "已定稿的文书保持原来的版本。")


def check_upgrade(inspection: Inspection, old: Checklist, new: Checklist) -> None:
    """Refuse an edition that this visit cannot use; one it had before it may always take up again."""
    if new.digest in inspection.former_editions and inspection.state != InspectionState.VOIDED:
        return
    inspection.require_running()
    if not new.is_in_force(inspection.on):
        raise BadValueError(
            f"版本 {new.edition} 在检查日期 {inspection.on.isoformat()} 不在施行期内。",
            "检查使用当日施行的版本。",
        )
    retyped = [one.new.id for one in difference(old, new).retyped]
    if retyped:
        raise BadValueError(
            f"版本 {new.edition} 改变了 {'、'.join(retyped)} 的答法，不能升级。", "请在新的检查中使用。"
        )


def edition_replaced(files: Files, inspection: Inspection, new: Checklist) -> Checklist:
    """Return the list of the visit that an edition would replace."""
    if new.digest in inspection.editions:
        raise BadValueError(f"本次检查已在使用版本 {new.edition}。")
    for digest in inspection.editions:
        checklist = files.checklist(digest)
        if checklist.code == new.code:
            return checklist
    raise BadValueError(f"本次检查没有使用《{new.title}》。", "只能换成同一检查表的其他版本。")


def preview_upgrade(records: Records, files: Files, *, inspection: str, edition: str) -> UpgradePreview:
    """Tell what another edition would add, remove and change in a visit, and which answers stay in their place."""
    visit = records.inspections.get(inspection)
    new = find_edition(catalogue(records, files), edition).checklist
    old = edition_replaced(files, visit, new)
    require_unsealed(records, inspection)
    check_upgrade(visit, old, new)
    found = difference(old, new)
    answered = {one.item for one in records.responses.where(inspection=inspection) if is_answer(one)}
    ids = {item.id for item in new.items}
    asked = {item.id for digest in visit.editions for item in files.checklist(digest).items}
    staying = tuple(item.id for item in old.items if item.id in answered and item.id in ids)
    return UpgradePreview(
        inspection=inspection,
        old=old,
        new=new,
        difference=found,
        staying=staying,
        reworded=tuple(item_id for item_id in staying if item_id in found.touched),
        leaving=tuple(item.id for item in old.items if item.id in answered and item.id not in ids),
        returning=tuple(item.id for item in new.items if item.id in answered and item.id not in asked),
    )


def read_offers(records: Records, files: Files, *, inspection: str) -> tuple[EditionOffer, ...]:
    """Return the editions a visit may take up: newer ones of its day, and those it had; none once a paper is frozen."""
    visit = records.inspections.get(inspection)
    sealed = any(records.documents.count(inspection=inspection, paper=one, state="sealed") for one in LISTED_IN)
    if sealed or visit.state == InspectionState.VOIDED:
        return ()
    in_use = editions_in_use(catalogue(records, files), visit.on)
    offers = []
    for old in map(files.checklist, visit.editions):
        former = [one for one in map(files.checklist, visit.former_editions) if one.code == old.code]
        newer = in_use.get(old.code)
        known = (old.digest, *(one.digest for one in former))
        if newer and newer.digest not in known and visit.is_running:
            offers.append(EditionOffer(old=old, new=newer.checklist, is_return=False))
        offers += [EditionOffer(old=old, new=one, is_return=True) for one in former]
    return tuple(offers)


def read_impact(records: Records, files: Files, *, edition: str, today: date) -> Impact:
    """Tell what activating an edition touches: running visits on other editions, open findings from changed items."""
    entries = catalogue(records, files)
    new = find_edition(entries, edition).checklist
    replaced = editions_in_use(entries, max(today, new.in_force_from)).get(new.code)
    differing = _Differences(new, entries)
    old = replaced.checklist if replaced and replaced.digest != new.digest else None
    return Impact(
        new=new,
        replaced=old,
        difference=differing.of(old.digest) if old else None,
        visits=tuple(_touched_visits(records, differing)),
        findings=tuple(_touched_findings(records, differing, today)),
    )


class _Differences:
    """The differences of older editions of one list to a new one, each worked out once."""

    def __init__(self, new: Checklist, entries: Sequence[CatalogueEntry]) -> None:
        self.new = new
        self.older: Mapping[str, Checklist] = {
            one.digest: one.checklist for one in entries if one.checklist.code == new.code and one.digest != new.digest
        }
        self._found: dict[str, Difference] = {}

    def of(self, digest: str) -> Difference:
        """Return what the new edition changes against one of the older ones."""
        if digest not in self._found:
            self._found[digest] = difference(self.older[digest], self.new)
        return self._found[digest]

    def pinned(self, inspection: Inspection) -> str:
        """Return the digest of the older edition a visit uses, empty when it uses none."""
        return next((digest for digest in inspection.editions if digest in self.older), "")


def _touched_visits(records: Records, differing: _Differences) -> list[TouchedVisit]:
    touched = []
    for visit in records.inspections.where(state="running"):
        digest = differing.pinned(visit)
        if not digest:
            continue
        own = {item.id for item in differing.older[digest].items}
        gone = {one.item.id for one in differing.of(digest).removed}
        answered = {one.item for one in records.responses.where(inspection=visit.id) if is_answer(one)} & own
        touched.append(
            TouchedVisit(
                inspection=visit.id,
                institution=records.institutions.get(visit.institution).name,
                on=visit.on,
                edition=differing.older[digest].edition,
                answered=len(answered),
                leaving=len(answered & gone),
            )
        )
    return touched


def _touched_findings(records: Records, differing: _Differences, today: date) -> list[TouchedFinding]:
    visits: dict[str, str] = {}
    touched = []
    for row in records.ledger(LedgerFilter(today=today, open_only=True)):
        if not row.item:
            continue
        if row.inspection not in visits:
            visits[row.inspection] = differing.pinned(records.inspections.get(row.inspection))
        digest = visits[row.inspection]
        if not digest or row.item not in differing.of(digest).touched:
            continue
        fields = next((one.fields for one in differing.of(digest).changed if one.new.id == row.item), ())
        touched.append(
            TouchedFinding(
                finding=row.id, number=row.number, institution=row.institution_name, item=row.item, fields=fields
            )
        )
    return touched
