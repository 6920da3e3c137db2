"""The list of what is still 待核, as its page shows it: rows, filters, words, and the values of a confirmation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from checklists.model import Certainty
from inspections.confirmation import CONFIRMED, CORRECTED, Confirmation
from inspections.confirmations import NOTHING_CONFIRMED, Confirmed
from inspections.people import Agency, Person
from inspections.records import Records
from inspections.standing import KIND_WORDS, Point, PointKind, Standing, read_confirmed
from ui.forms import FormRow, Kind
from ui.theme import Tone
from ui.widgets.table import Column

CERTAINTY_WORDS: Final[Mapping[Certainty, str]] = {
    Certainty.TEXT: "已见原文",
    Certainty.PAGE: "已见官方网页",
    Certainty.REPO: "转引，未见原文",
    Certainty.MEM_H: "凭记忆，把握较大",
    Certainty.MEM_M: "凭记忆，把握一般",
    Certainty.MEM_L: "凭记忆，把握较小",
    Certainty.OURS: "须由机关填写",
}
STANDING_WORDS: Final[Mapping[Standing, str]] = {
    Standing.OPEN: "待核",
    Standing.CONFIRMED: "已确认",
    Standing.CORRECTED: "已更正",
}
STANDING_TONES: Final[Mapping[Standing, Tone]] = {
    Standing.OPEN: Tone.CAUTION,
    Standing.CONFIRMED: Tone.OK,
    Standing.CORRECTED: Tone.INFO,
}
FILTERS: Final = (("open", "待核"), ("clause", "条款"), ("criterion", "判定情形"), ("done", "已确认"), ("all", "全部"))
COLUMNS: Final = (
    Column(title="状态", text=lambda point: STANDING_WORDS[point.standing], width=84,
           tone=lambda point: STANDING_TONES[point.standing]),
    Column(title="种类", text=lambda point: KIND_WORDS[point.kind], width=88),
    Column(title="条款、情形", text=lambda point: point.words, stretch=True),
    Column(title="依赖项", text=lambda point: str(len(point.items)) if point.items else "—", width=76, right=True),
)  # fmt: skip
_SHARED: Final = (
    FormRow(key="official_text", label="官方原文", kind=Kind.MULTILINE, placeholder="粘贴该条原文，或在下面附原文文件"),
    FormRow(key="source", label="原文出处", required=True, placeholder="官网网址、公报期号或文件编号"),
    FormRow(key="on", label="确认日期", kind=Kind.DATE, required=True),
    FormRow(key="in_force_from", label="施行日期", kind=Kind.DATE, help="可不填；填写的，只适用于该日以后发现的问题"),
    FormRow(key="in_force_to", label="失效日期", kind=Kind.DATE),
)
_CORRECTION: Final = (
    FormRow(key="corrected_article", label="正确条号", placeholder="例如：第五条（四）、7.4；不变的不填"),
    FormRow(
        key="corrected_text", label="正确文字", kind=Kind.MULTILINE, placeholder="此后的文书引用这段文字；不变的不填"
    ),
)
ROWS: Final[Mapping[str, tuple[FormRow, ...]]] = {CONFIRMED: _SHARED, CORRECTED: (*_CORRECTION, *_SHARED)}


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who may confirm here, and what counts here."""

    confirmed: Confirmed = NOTHING_CONFIRMED
    agencies: tuple[Agency, ...] = ()
    operator: Person = field(default_factory=lambda: Person(id=""))

    @property
    def may_confirm(self) -> bool:
        """Tell whether the operator is a legal officer."""
        return self.operator.is_legal_officer


def read_office(records: Records, *, operator: str) -> Office:
    """Read who may confirm here, and what counts here."""
    person = records.people.find(operator) if operator else None
    return Office(
        confirmed=read_confirmed(records),
        agencies=tuple(records.agencies.where()),
        operator=person or Person(id=""),
    )


def lets_through(point: Point, filter_id: str) -> bool:
    """Tell whether a point passes one of the filters."""
    match filter_id:
        case "open":
            return point.standing is Standing.OPEN
        case "done":
            return point.standing is not Standing.OPEN
        case "clause" | "criterion":
            return point.kind is PointKind(filter_id) and point.standing is Standing.OPEN
    return True


def matches(point: Point, text: str) -> bool:
    """Tell whether every word typed occurs in a point or the codes of its items."""
    held = f"{point.words} {point.about} {' '.join(point.items)}".casefold()
    return all(word in held for word in text.casefold().split())


def pill_texts(points: Sequence[Point]) -> list[tuple[str, str]]:
    """Return each filter with how many points it lets through."""
    return [(key, f"{title} {sum(lets_through(one, key) for one in points)}") for key, title in FILTERS]


def open_count(points: Sequence[Point]) -> int:
    """Count what is still 待核."""
    return sum(one.standing is Standing.OPEN for one in points)


def summary(points: Sequence[Point]) -> str:
    """Say how much rests on what is not verified."""
    waiting = [one for one in points if one.standing is Standing.OPEN]
    items = {item for one in waiting for item in one.items}
    return f"待核 {len(waiting)} 处，涉及 {len(items)} 个检查项；待核的只作提示，不据此定性"


def facts_of(point: Point) -> list[tuple[str, str]]:
    """Return what the card of a point says, caption and words."""
    facts = [("出自", point.about), ("来源", CERTAINTY_WORDS[point.certainty])]
    if point.items:
        facts.append((f"依赖 {len(point.items)} 项", "、".join(point.items)))
    return [(caption, words) for caption, words in facts if words]


def facts_of_confirmation(one: Confirmation) -> list[tuple[str, str]]:
    """Return what was confirmed, by whom and from where."""
    fields = one.fields
    period = " 至 ".join(part for part in (fields.text("in_force_from"), fields.text("in_force_to")) if part)
    facts = [
        ("正确条号", fields.text("corrected_article")),
        ("正确文字", fields.text("corrected_text")),
        ("确认人", f"{fields.text('agency_name')}　{fields.text('officer_name')}"),
        ("确认日期", fields.text("confirmed_on")),
        ("出处", fields.text("source")),
        ("施行期间", period),
        ("官方原文", fields.text("official_text")),
        ("来自确认包", fields.text("signed_by")[:16]),
    ]
    return [(caption, words) for caption, words in facts if words.strip()]


def step_values(values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Return what a step takes from what stands in the form; empty dates are left out."""
    kept = {key: value for key, value in values.items() if value not in (None, "")}
    return {"on": today, "source": "", **kept}
