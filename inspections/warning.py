"""The early warning of an institution: what asks for attention, each with its reason; a pure function of its records.

The levels are this tool's own order of attention; they are no grade of a finding and no risk colour.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, unique
from typing import Final

from checklists.certificates import Certificate, certificates_asked
from checklists.model import FactValue
from inspections.finding import Finding
from inspections.institution import Institution
from inspections.proposals import clause_text
from inspections.stated import Stated
from inspections.terms import WARNING_LEVEL
from inspections.transitions import OPEN

LONG_OVERDUE: Final = 30
"""Days after which an overdue finding asks for attention first."""
SOON: Final = 7
EXPIRES_SOON: Final = 30
REPEATED_WITHIN: Final = timedelta(days=365)


@unique
class Level(StrEnum):
    """How much attention is asked, most first."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"

    @property
    def caption(self) -> str:
        """Return the word shown."""
        return WARNING_LEVEL[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One reason to look at an institution, and the record it leads to."""

    level: Level
    topic: str
    reason: str
    kind: str = "institution"
    subject: str = ""

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "level": self.level.value,
            "level_text": self.level.caption,
            "topic": self.topic,
            "reason": self.reason,
            "kind": self.kind,
            "id": self.subject,
        }


def warnings_of(institution: Institution, findings: Sequence[Finding], *, today: date) -> tuple[Warned, ...]:
    """Return everything that asks for attention, the most urgent first."""
    hazards = [one for one in findings if one.fields.text("category") == "hazard" and one.state != "voided"]
    found = [
        *_open(hazards, today),
        *_repeated(hazards, today),
        *_acceptance(institution),
        *_certificates(institution, today),
    ]
    return tuple(sorted(found, key=lambda one: list(Level).index(one.level)))


def level_of(warned: Iterable[Warned]) -> Level | None:
    """Return the highest level, none where nothing asks for attention."""
    return min((one.level for one in warned), key=list(Level).index, default=None)


def _open(hazards: Sequence[Finding], today: date) -> list[Warned]:
    found = []
    quiet = 0
    for one in hazards:
        if one.state not in OPEN:
            continue
        said = _one_open(one, today)
        quiet += not said
        found += said
    if quiet:
        found.append(Warned(level=Level.LOW, topic="未销号", reason=f"另有 {quiet} 条隐患未销号，尚在期限内"))
    return found


def _one_open(one: Finding, today: date) -> list[Warned]:
    found = []
    state = one.fields.text("grade_state")
    if one.fields.text("grade") == "major" or state:
        said = "疑似重大隐患" if state == "suspected" else "重大隐患"
        found.append(_about(one, Level.HIGH, "重大", f"{said}，未销号：{_named(one)}"))
    due = one.deadline
    if one.is_overdue(today) and due is not None:
        days = (today - due).days
        level = Level.HIGH if days > LONG_OVERDUE else Level.MIDDLE
        found.append(_about(one, level, "逾期", f"逾期 {days} 天（期限 {due}）：{_named(one)}"))
    elif one.state == "ordered" and due is not None and (due - today).days <= SOON:
        found.append(_about(one, Level.LOW, "临期", f"{(due - today).days} 天内到期（{due}）：{_named(one)}"))
    rounds = one.fields.whole("round") or 1
    if rounds > 1:
        found.append(_about(one, Level.MIDDLE, "复查不合格", f"已到第 {rounds} 次整改：{_named(one)}"))
    return found


def _repeated(hazards: Sequence[Finding], today: date) -> list[Warned]:
    """Name every checklist item that was found broken more than once within a year."""
    by_item: dict[str, list[Finding]] = {}
    for one in hazards:
        found_on = one.fields.day("found_on")
        if one.fields.text("item") and found_on is not None and today - found_on <= REPEATED_WITHIN:
            by_item.setdefault(one.fields.text("item"), []).append(one)
    found = []
    for item, group in by_item.items():
        days = sorted({one.fields.text("found_on") for one in group})
        if len(days) > 1:
            last = max(group, key=lambda one: one.fields.text("found_on"))
            reason = f"一年内 {len(days)} 次发现（检查项 {item}：{'、'.join(days)}）：{_named(last)}"
            found.append(_about(last, Level.MIDDLE, "重复", reason))
    return found


def _acceptance(institution: Institution) -> list[Warned]:
    """消防验收手续 by the fact alone (消防法 13): none is told, and a fact nobody stated is told as unknown."""
    stated = institution.facts().get("fire_acceptance")
    if stated == "none":
        return [_lacks(institution, Level.HIGH, "无消防验收合格意见书或备案凭证（机构事实）")]
    if stated is None:
        return [_lacks(institution, Level.LOW, "机构事实未填写消防验收手续，无法判断")]
    return []


def _certificates(institution: Institution, today: date) -> list[Warned]:
    facts: Mapping[str, FactValue] = institution.facts()
    held = institution.certificates()
    found = []
    unknown = []
    for certificate in certificates_asked(facts):
        said = held.get(certificate.id)
        if said is None:
            unknown.append(certificate.name)
        else:
            found += _one_certificate(institution, certificate, said, today)
    if unknown:
        found.append(_lacks(institution, Level.LOW, f"未登记证照情况：{'、'.join(unknown)}"))
    return found


def _one_certificate(institution: Institution, certificate: Certificate, said: Stated, today: date) -> list[Warned]:
    value = said.value if isinstance(said.value, Mapping) else {}
    basis = clause_text({"document": certificate.source.document, "article": certificate.source.article})
    if not value.get("held"):
        return [_lacks(institution, Level.HIGH, f"缺{certificate.name}（{said.on} {said.source}；{basis}）")]
    until = _day(value.get("until"))
    if until is None:
        asks = [_lacks(institution, Level.LOW, f"{certificate.name}未填写有效期")]
        return asks if certificate.expires else []
    days = (until - today).days
    if days < 0:
        return [_lacks(institution, Level.HIGH, f"{certificate.name}已过期 {-days} 天（有效期至 {until}；{basis}）")]
    if days <= EXPIRES_SOON:
        return [_lacks(institution, Level.LOW, f"{certificate.name} {days} 天后到期（{until}）")]
    return []


def _lacks(institution: Institution, level: Level, reason: str) -> Warned:
    return Warned(level=level, topic="证照手续", reason=reason, subject=institution.id)


def _about(one: Finding, level: Level, topic: str, reason: str) -> Warned:
    return Warned(level=level, topic=topic, reason=reason, kind="finding", subject=one.id)


def _named(one: Finding) -> str:
    return f"{one.number} {one.description}".strip()


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
