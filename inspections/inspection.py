"""Inspections, their responses and the checklist editions they are pinned to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from checklists.model import Depth
from checklists.model import FactValue as FactForm
from inspections.entry import JsonObject, named_id
from inspections.institution import typed_fact
from inspections.people import TeamMember
from inspections.record import Fact, Record
from inspections.refusal import BadValueError, MissingError
from inspections.transitions import InspectionState

RESULTS: Final = ("compliant", "non_compliant", "not_applicable", "not_checked", "gap")
"""`gap` is for 政策目标 alone, which are never 不符合."""
PROVEN: Final = ("看", "量", "查", "问", "测")


class Edition(Record):
    """A checklist edition used here; its id is the digest of its file."""

    KIND: ClassVar[str] = "edition"
    __slots__ = ()

    @property
    def title(self) -> str:
        """Return the title of the checklist."""
        return self.fields.text("title")

    @property
    def code(self) -> str:
        """Return the code of the list this is an edition of."""
        return self.fields.text("code")

    @property
    def standing(self) -> str:
        """Return what people decided about it here: published, active, withdrawn; empty where nobody did."""
        return self.fields.text("standing")

    @property
    def is_published(self) -> bool:
        """Tell whether it was published at a laptop of this office."""
        return bool(self.fields.text("published_on"))

    def publish(self, values: Mapping[str, object], *, on: date, by: str, replaces: str, note: str) -> Fact:
        """Publish it: from now on it never changes, and no later edition changes the kind of an answer."""
        published = {"standing": "published", "published_on": on, "published_by": by, "replaces": replaces}
        return self.fact("edition_published", {**values, **published, "publishing_note": note})

    def activate(self, *, on: date, by: str) -> Fact:
        """Have new visits use it from its day in force on."""
        if self.standing == "active":
            raise BadValueError(f"“{self.title}”的这个版本已经启用。")
        return self.fact("edition_activated", {"standing": "active", "activated_on": on, "activated_by": by})

    def withdraw(self, *, on: date, reason: str, by: str) -> Fact:
        """Have new visits use it no more; visits pinned to it keep it."""
        if self.standing == "withdrawn":
            raise BadValueError(f"“{self.title}”的这个版本已经停用。")
        if not reason.strip():
            raise MissingError("停用检查表版本须写明理由。")
        values = {"standing": "withdrawn", "withdrawn_on": on, "withdrawn_by": by, "withdrawn_reason": reason}
        return self.fact("edition_withdrawn", values)


class Inspection(Record):
    """One visit of one institution by one or several agencies."""

    KIND: ClassVar[str] = "inspection"
    __slots__ = ()

    @property
    def institution(self) -> str:
        """Return the id of the inspected institution."""
        return self.fields.text("institution")

    @property
    def on(self) -> date:
        """Return the day of the visit."""
        return self.fields.day("on") or date.min

    @property
    def agencies(self) -> tuple[str, ...]:
        """Return the ids of the agencies present, the lead first."""
        return self.fields.texts("agencies")

    @property
    def editions(self) -> tuple[str, ...]:
        """Return the digests of the checklists in use."""
        return self.fields.texts("editions")

    @property
    def former_editions(self) -> tuple[str, ...]:
        """Return the digests of the checklists this visit used before an upgrade or before going back."""
        return self.fields.texts("former_editions")

    @property
    def known_editions(self) -> tuple[str, ...]:
        """Return every edition an answer of this visit may have been given under, those of two laptops at once too."""
        held = [
            *self.fields.candidates("editions")[::-1],
            *self.fields.candidates("former_editions")[::-1],
        ]
        return tuple(dict.fromkeys(digest for one in held for digest in one.value or ()))

    @property
    def reinspects(self) -> tuple[str, ...]:
        """Return the ids of the findings this visit re-inspects."""
        return self.fields.texts("reinspects")

    @property
    def team(self) -> tuple[TeamMember, ...]:
        """Return who takes part, each for one agency."""
        return tuple(
            TeamMember(person=member["person"], agency=member["agency"], role=member["role"])
            for member in self.fields.objects("team")
        )

    @property
    def is_running(self) -> bool:
        """Tell whether responses and findings may still be recorded."""
        return self.state == InspectionState.RUNNING

    @property
    def depth(self) -> Depth:
        """Return how far this visit goes; a word of an earlier program that narrowed nothing reads as 全面."""
        return Depth.BASIC if self.fields.text("depth") == Depth.BASIC else Depth.FULL

    @property
    def is_joint(self) -> bool:
        """Tell whether demands shared by several lists are asked once (一表通查)."""
        return self.fields.flag("joint")

    def facts(self) -> dict[str, FactForm]:
        """Return the institution facts as of this visit."""
        return {name: typed_fact(name, held["value"]) for name, held in self.fields.object("facts").items()}

    def start(self, values: Mapping[str, object]) -> Fact:
        """Start the visit; institution, day, kind, agencies and lists are needed (a 复查 may do without lists)."""
        for name, title in (
            ("institution", "机构"),
            ("on", "检查日期"),
            ("kind", "检查类型"),
            ("agencies", "检查机关"),
        ):
            if not values.get(name):
                raise MissingError(f"缺少{title}。", f"请先选择{title}。")
        if not values.get("editions") and not values.get("reinspects"):
            raise MissingError("没有选择检查表。", "请至少选择一份检查表，或选择要复查的问题。")
        return self.fact("inspection_started", values)

    def upgrade(self, old: str, new: str) -> Fact:
        """Use another edition of a list from now on; going back is the same step. What was answered stays as it is."""
        editions = [new if digest == old else digest for digest in self.editions]
        former = [digest for digest in (*self.former_editions, old) if digest != new]
        return self.fact("inspection_changed", {"editions": editions, "former_editions": list(dict.fromkeys(former))})

    def replan(self, facts: Mapping[str, object], note: str) -> Fact:
        """Take over other institution facts during the visit; `note` says which items came and went."""
        self.require_running()
        return self.fact("inspection_replanned", {"facts": facts, "replan_note": note})

    def arrive(self, values: Mapping[str, object]) -> Fact:
        """Fill in the 到场卡, wholly or in part; it can be completed later."""
        self.require_running()
        return self.fact("arrival_recorded", values)

    def finish(self, values: Mapping[str, object]) -> Fact:
        """End the visit."""
        return self.fact("inspection_finished", values)

    def require_running(self) -> None:
        """Refuse to record into a visit that is over."""
        if not self.is_running:
            raise BadValueError("本次检查已结束，不能再修改。", "如确需补充，请先“恢复检查”并写明理由。")


class Response(Record):
    """One agency's result for one item at one visit."""

    KIND: ClassVar[str] = "response"
    __slots__ = ()

    @property
    def item(self) -> str:
        """Return the code of the item."""
        return self.fields.text("item")

    @property
    def agency(self) -> str:
        """Return the id of the agency that gave it."""
        return self.fields.text("agency")

    @property
    def result(self) -> str:
        """Return the result; not_checked where none is given."""
        return self.fields.text("result") or "not_checked"

    @property
    def is_batch(self) -> bool:
        """Tell whether it was given with the rest of a section in one act."""
        return bool(self.fields.text("batch"))

    def give(self, values: Mapping[str, object]) -> Fact:
        """Give a result; 不适用 needs a reason, a sample must add up."""
        result = values.get("result")
        if result not in RESULTS:
            raise BadValueError(f"结论“{result}”无效。", "请选择 符合、不符合、不适用、未检查，政策目标选择 差距。")
        if result == "not_applicable" and not str(values.get("reason") or "").strip():
            raise MissingError("“不适用”须写明理由。", "请选择或填写不适用的理由。")
        _check_sample(values.get("sample"))
        unknown = [how for how in _sequence(values.get("proven")) if how not in PROVEN]
        if unknown:
            raise BadValueError(f"检查方式“{'、'.join(map(str, unknown))}”无效。", "请从 看、量、查、问、测 中选择。")
        return self.fact("response_given", values)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerGap:
    """An agency that lacks certificated officers of its own at a visit."""

    agency: str
    present: int
    needed: int = 2


def officer_gaps(
    agencies: Sequence[tuple[str, bool]], team: Sequence[TeamMember], officers: Mapping[str, str]
) -> tuple[OfficerGap, ...]:
    """Return the agencies with fewer than two certificated officers of their own (处罚法42、55).

    `agencies`: (id, issues papers); `officers`: person id -> agency id of every certificated officer.
    An officer of another agency, an expert or a 网格员 never counts.
    """
    gaps = []
    for agency, issues_papers in agencies:
        if not issues_papers:
            continue
        present = {
            member.person
            for member in team
            if member.role == "officer" and member.agency == agency and officers.get(member.person) == agency
        }
        if len(present) < 2:
            gaps.append(OfficerGap(agency=agency, present=len(present)))
    return tuple(gaps)


def response_id(inspection: str, item: str, agency: str) -> str:
    """Return the id two laptops give to the same response."""
    return named_id("response", inspection, item, agency)


def _check_sample(sample: object) -> None:
    if not sample:
        return
    if not isinstance(sample, Mapping):
        raise BadValueError("抽查数填写有误。", "请填写抽查数、总数和不符合数。")
    numbers: JsonObject = sample
    checked, total, failed = (int(numbers.get(name) or 0) for name in ("checked", "total", "failed"))
    if checked < 0 or failed < 0 or failed > checked or (total and checked > total):
        raise BadValueError(
            f"抽查 {checked}、总数 {total}、不符合 {failed} 互相矛盾。", "抽查数不能大于总数，不符合数不能大于抽查数。"
        )


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
