"""What the on-site screen shows, worked out from one `Visit`: no widget and no question to the records."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from checklists.facilities import Requirement, is_of_facility, requirement_of
from checklists.model import Action, Certainty, Clause, Defaults, Item, Measured
from inspections.finding import Finding
from inspections.inspection import RESULTS, Response
from inspections.institution import Place, place_path
from inspections.planning import PlannedItem, PlannedSection
from inspections.proposals import clause_text
from inspections.reading import Visit
from inspections.terms import ACTION, AGENCY_CODE, FACILITY_STANDING
from inspections.workflow.visiting import is_never_batch

MOST_CARDS: Final = 40
ON_SITE: Final = frozenset("看量测")
"""Ways of proving an item that need a place; what is only asked or read has none."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """抽查 n / 总数 m / 不符合 k; None where nothing was entered."""

    checked: int | None = None
    total: int | None = None
    failed: int | None = None

    @classmethod
    def of(cls, response: Response | None) -> "Sample":
        """Return the sample of a response."""
        held = response.fields.object("sample") if response else {}
        return cls(checked=held.get("checked"), total=held.get("total"), failed=held.get("failed"))

    def words(self) -> str:
        """Say the sample in one phrase, empty where there is none."""
        if self.checked is None:
            return ""
        total = "" if self.total is None else f" / 总数 {self.total}"
        return f"抽查 {self.checked}{total} / 不符合 {self.failed or 0}"


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """One item as its card shows it, in the name of one agency."""

    item: Item
    clauses: str
    doubtful: tuple[str, ...]
    missing: str
    answered: bool
    """Tell whether anything was entered for this agency, an explicit 未检查 included."""
    result: str
    reason: str
    note: str
    sample: Sample
    measured: str
    proven: tuple[str, ...]
    place: str
    is_batch: bool
    others: tuple[tuple[str, str], ...]
    """What other agencies found: short name and result."""
    findings: tuple[str, ...]
    also: str = ""
    """What other lists' items the answer stands for, with their agencies."""
    facility: str = ""
    """Which fire facility the facts ask for here, in full or by a substitute, and why."""

    @property
    def code(self) -> str:
        """Return the item's code."""
        return self.item.id

    @property
    def shown_result(self) -> str:
        """Return the result whose button is pressed, empty where nothing was entered."""
        return self.result if self.answered else ""

    def facts(self) -> tuple[str, ...]:
        """Return what was entered beside the result, each as a short phrase."""
        unit = self.item.measured.unit if self.item.measured else ""
        return tuple(
            text
            for text in (
                f"理由：{self.reason}" if self.result == "not_applicable" and self.reason else "",
                f"实测 {self.measured} {unit}".rstrip() if self.measured else "",
                self.sample.words(),
                f"方式 {'、'.join(self.proven)}" if self.proven else "",
                f"部位 {self.place}" if self.place else "",
                f"备注 {self.note}" if self.note else "",
            )
            if text
        )


@dataclass(frozen=True, kw_only=True)
class SectionCount:
    """One line of the navigator: a section with how many of its items are answered."""

    code: str
    title: str
    answered: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The bottom bar: how far the visit is, by items that any agency answered."""

    answered: int
    total: int
    counts: Mapping[str, int]


def item_view(visit: Visit, planned: PlannedItem, agency: str) -> ItemView:
    """Return one item in the name of one agency."""
    item = planned.item
    response = visit.responses.get((item.id, agency))
    fields = response.fields if response else None
    clauses = [visit.confirmed.clause(clause, on=visit.inspection.on) for clause in item.clauses]
    return ItemView(
        item=item,
        clauses=" · ".join(words_of(clause) for clause in clauses),
        doubtful=tuple(words_of(clause) for clause in clauses if not clause.is_verified),
        missing=planned.missing,
        answered=response is not None and not is_withdrawn(response),
        result=response.result if response else "not_checked",
        reason=fields.text("reason") if fields else "",
        note=fields.text("note") if fields else "",
        sample=Sample.of(response),
        measured=str(fields.object("measured").get("value") or "") if fields else "",
        proven=fields.texts("proven") if fields else (),
        place=place_path(fields.text("place"), visit.places) if fields else "",
        is_batch=response.is_batch if response else False,
        others=_others(visit, item.id, agency),
        findings=tuple(finding.id for finding in visit.findings_of(item.id)),
        also="、".join(f"{one.id}（{AGENCY_CODE[one.lead]}）" for one in planned.others),
        facility=facility_words(requirement_of(item.id, visit.inspection.facts())) if is_of_facility(item.id) else "",
    )


def facility_words(wanted: Requirement | None) -> str:
    """Say what the facts ask for of a fire facility, why, and by which clauses."""
    if wanted is None:
        return ""
    cited = "、".join(words_of(one) for one in wanted.clauses if one.certainty is not Certainty.OURS)
    return f"{FACILITY_STANDING[wanted.standing]}：{wanted.measure}（{wanted.grounds}；{cited}）"


def is_withdrawn(response: Response) -> bool:
    """Tell whether the last word on a response was its withdrawal."""
    return response.fields.by("result") == response.fields.by("withdrawn_reason")


def _others(visit: Visit, item: str, agency: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one.short_name, visit.responses[item, one.id].result)
        for one in visit.agencies
        if one.id != agency and (item, one.id) in visit.responses
        if visit.responses[item, one.id].result != "not_checked"
    )


def words_of(clause: Clause) -> str:
    """Return a clause as people read it."""
    return clause_text({"document": clause.document, "article": clause.article})


def sections_of(visit: Visit, checklist: str) -> tuple[PlannedSection, ...]:
    """Return the sections of one checklist of the visit, by its digest."""
    return tuple(section for section in visit.sections if section.checklist.digest == checklist)


def asked(section: PlannedSection) -> tuple[PlannedItem, ...]:
    """Return the items of a section that are asked."""
    return tuple(one for one in section.items if one.is_asked)


def result_of(visit: Visit, item: str) -> str:
    """Return the visit's result of an item: the gravest that any agency gave."""
    given = {visit.responses[item, one.id].result for one in visit.agencies if (item, one.id) in visit.responses}
    order = ("non_compliant", "gap", "compliant", "not_applicable")
    return next((result for result in order if result in given), "not_checked")


def section_counts(visit: Visit, checklist: str) -> tuple[SectionCount, ...]:
    """Return the navigator's lines of one checklist."""
    return tuple(
        SectionCount(
            code=section.code,
            title=section.title,
            answered=sum(result_of(visit, one.item.id) != "not_checked" for one in asked(section)),
            total=len(asked(section)),
        )
        for section in sections_of(visit, checklist)
    )


def progress_of(visit: Visit) -> Progress:
    """Count the results of all items that are asked."""
    counts = Counter(result_of(visit, one.item.id) for one in visit.items)
    total = sum(counts.values())
    return Progress(
        answered=total - counts["not_checked"], total=total, counts={result: counts[result] for result in RESULTS}
    )


def tab_words(visit: Visit) -> tuple[tuple[str, str], ...]:
    """Return the tabs: digest and name of each checklist with its progress."""
    tabs = []
    for digest in visit.inspection.editions:
        counts = section_counts(visit, digest)
        title = next((one.checklist.title for one in visit.sections if one.checklist.digest == digest), digest)
        short = title.removeprefix("养老机构").partition("检查表")[0] or title
        tabs.append((digest, f"{short} {sum(one.answered for one in counts)}/{sum(one.total for one in counts)}"))
    return tuple(tabs)


def next_unanswered(items: Sequence[PlannedItem], visit: Visit, *, after: str) -> str:
    """Return the first item without a result after the given one, going round once; empty when all have one."""
    codes = [one.item.id for one in items]
    start = codes.index(after) + 1 if after in codes else 0
    return next((code for code in codes[start:] + codes[:start] if result_of(visit, code) == "not_checked"), "")


def find_item(visit: Visit, code: str) -> PlannedItem | None:
    """Return an item of the visit by its code."""
    return next((one for section in visit.sections for one in section.items if one.item.id == code), None)


def asked_as(visit: Visit, code: str) -> str:
    """Return the code under which an item is asked at this visit, its own unless it was joined into another."""
    planned = find_item(visit, code)
    return (planned.merged_into if planned else "") or code


def section_of(visit: Visit, code: str) -> PlannedSection | None:
    """Return the section in which an item stands."""
    return next((section for section in visit.sections if any(one.item.id == code for one in section.items)), None)


def search_items(visit: Visit, text: str) -> tuple[PlannedItem, ...]:
    """Return the asked items in whose code, words or clauses every searched word occurs."""
    words = text.casefold().split()
    return tuple(one for one in visit.items if all(word in _searched(one) for word in words))


def _searched(planned: PlannedItem) -> str:
    clauses = " ".join(words_of(clause) for clause in planned.item.clauses)
    words = " ".join(f"{one.id} {one.text} {one.check}" for one in (planned.item, *planned.others))
    return f"{words} {clauses}".casefold()


def at_place(visit: Visit, place: str) -> tuple[tuple[PlannedItem, ...], tuple[PlannedItem, ...]]:
    """Return the items answered at a place or inside it, and those still open that are proven on the spot."""
    inside = places_inside(visit.places, place)
    answered = {one.item for one in visit.responses.values() if one.fields.text("place") in inside}
    answered |= {one.item for one in visit.findings if inside & set(one.fields.texts("places"))}
    here = tuple(one for one in visit.items if one.item.id in answered)
    still = tuple(
        one
        for one in visit.items
        if one.item.id not in answered
        and ON_SITE & set(one.item.how)
        and result_of(visit, one.item.id) == "not_checked"
    )
    return here, still


def places_inside(places: Mapping[str, Place], place: str) -> frozenset[str]:
    """Return a place and all places inside it."""
    found = {place}
    grown = True
    while grown:
        more = {one.id for one in places.values() if one.parent in found} - found
        found, grown = found | more, bool(more)
    return frozenset(found)


@dataclass(frozen=True, kw_only=True)
class Rest:
    """What 本部分其余符合 would mark, and what it leaves because each must be answered for itself."""

    marked: tuple[Item, ...]
    left: tuple[tuple[Item, str], ...]


def rest_of(visit: Visit, section: PlannedSection, agency: str) -> Rest:
    """Split the unanswered items of a section into those that may be marked together and the others with why."""
    open_items = [
        one.item
        for one in asked(section)
        if (response := visit.responses.get((one.item.id, agency))) is None or response.result == "not_checked"
    ]
    return Rest(
        marked=tuple(item for item in open_items if not is_never_batch(item)),
        left=tuple((item, _why_single(item)) for item in open_items if is_never_batch(item)),
    )


def _why_single(item: Item) -> str:
    reasons = (("须实测", item.measured is not None), ("须抽查", item.sampled), ("重大触发项", bool(item.major)))
    return "、".join(text for text, holds in reasons if holds)


def bound_words(measured: Measured) -> str:
    """Say the bounds of a measured value: ≥1.20 m."""
    parts = [
        f"{sign}{bound}" for sign, bound in (("≥", measured.at_least), ("≤", measured.at_most)) if bound is not None
    ]
    return f"{'，'.join(parts)} {measured.unit}".strip()


def bound_problem(measured: Measured, value: str) -> str:
    """Say how an entered value stands to the bounds, empty when it keeps them or cannot be read."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return ""
    return (
        ""
        if measured.accepts(number)
        else f"{number} {measured.unit} 超出限值（{bound_words(measured)}），建议“不符合”"
    )


def default_words(item: Item) -> str:
    """Say the default measure with how it is proposed."""
    days = f"，建议 {item.days} 日" if item.action is Action.ORDER and item.days else ""
    reason = f"（{item.days_reason}）" if days and item.days_reason else ""
    ours = "，本软件建议" if item.defaults is Defaults.OURS else ""
    return f"{item.measure}。{ACTION[item.action.value]}{days}{reason}{ours}"


def with_responses(visit: Visit, responses: Iterable[Response]) -> Visit:
    """Return the visit with some responses replaced by newer ones; answers of two readers may come in any order."""
    held = dict(visit.responses)
    for one in responses:
        known = held.get((one.item, one.agency))
        newer = known is None or known.last is None or (one.last is not None and one.last >= known.last)
        if newer and one.fields.text("inspection") == visit.inspection.id:
            held[one.item, one.agency] = one
    return replace(visit, responses=held)


def photo_words(visit: Visit) -> str:
    """Say how many findings have photos: 照片 3/4."""
    live = [one for one in visit.findings if one.state != "voided"]
    return f"照片 {sum(bool(visit.photos_of(one.id)) for one in live)}/{len(live)}"


def finding_title(finding: Finding) -> str:
    """Name a finding by its running number within the visit."""
    return f"问题 {finding.number.rpartition('-')[2]}"


def overdue_words(finding: Finding, today: date) -> str:
    """Say the deadline of an old finding."""
    if finding.deadline is None:
        return "立即改正" if finding.fields.text("action") == "immediate" else ""
    return f"期限 {finding.deadline.isoformat()}" + ("（已逾期）" if finding.is_overdue(today) else "")
