"""What a failed item may amount to: rules propose, the competent person determines."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checklists.model import Certainty, Item, MajorTrigger
from checklists.problems import ProblemCode
from checklists.reading import Table, open_toml

_FILE: Final = Path(__file__).parent / "criteria" / "major_hazards.toml"
_KEYS: Final = (
    "code",
    "regime",
    "document",
    "article",
    "text",
    "proof",
    "certainty",
    "note",
    "status",
    "attachments",
    "in_force_from",
    "in_force_to",
)


@unique
class Regime(StrEnum):
    """Under whose rules a criterion stands."""

    MAJOR_ACCIDENT = "major_accident"
    MAJOR_FIRE = "major_fire"
    TEMPORARY_SEAL = "temporary_seal"
    FOLLOW_UP = "follow_up"


@unique
class Status(StrEnum):
    """How far a criterion may speak: propose, only prompt, or stay silent."""

    ENABLED = "enabled"
    PROMPT = "prompt"
    OFF = "off"


@unique
class Outcome(StrEnum):
    """What is proposed, weakest first."""

    ORDINARY = "ordinary"
    NOTICE = "notice"
    INCOMPLETE = "incomplete"
    CHECK_SOURCE = "check_source"
    REFER_TO_FIRE = "refer_to_fire"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One situation that a document names as a major hazard, or points towards it."""

    code: str
    regime: Regime
    document: str
    article: str
    text: str
    proof: str
    certainty: Certainty
    note: str
    status: Status
    attachments: tuple[str, ...]
    in_force_from: date
    in_force_to: date | None

    def is_in_force(self, day: date) -> bool:
        """Tell whether its numbering may be cited on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What one criterion says about a failed item."""

    criterion: str
    outcome: Outcome
    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is put before the person who determines; never a determination."""

    outcome: Outcome
    hints: tuple[Hint, ...]


ORDINARY_TEXT: Final = "未命中重大情形，按一般隐患处理"


def propose(item: Item, *, on: date, attachments: Collection[str] = ()) -> Proposal:
    """Propose what a failed item may amount to on a day (判定标准; GB 35181 only as a referral to the fire agency)."""
    hints = tuple(
        hint for trigger in item.major if (hint := _hint(trigger, on=on, attachments=attachments)) is not None
    )
    ranks = list(Outcome)
    outcome = max((hint.outcome for hint in hints), key=ranks.index, default=Outcome.ORDINARY)
    return Proposal(outcome=outcome, hints=hints)


def _hint(trigger: MajorTrigger, *, on: date, attachments: Collection[str]) -> Hint | None:
    criterion = criteria()[trigger.criterion]
    if criterion.status is Status.OFF:
        return None
    match criterion.regime:
        case Regime.MAJOR_FIRE:
            return _said(criterion, Outcome.REFER_TO_FIRE, _fire_text(criterion, on))
        case Regime.MAJOR_ACCIDENT:
            return _accident_hint(criterion, on=on, attachments=attachments)
        case Regime.TEMPORARY_SEAL | Regime.FOLLOW_UP:
            return _said(criterion, Outcome.NOTICE, criterion.text)


def _accident_hint(criterion: Criterion, *, on: date, attachments: Collection[str]) -> Hint:
    verified = criterion.status is Status.ENABLED and criterion.certainty.is_verified and criterion.is_in_force(on)
    if not verified:
        return _said(criterion, Outcome.CHECK_SOURCE, f"可能属于重大，请核对原文后人工判定：{criterion.text}")
    missing = tuple(name for name in criterion.attachments if name not in attachments)
    named = f"{criterion.document}{criterion.article}（{criterion.text}）"
    if missing:
        text = f"可能符合{named}，缺少附件：{'、'.join(missing)}；补齐并确认前按一般隐患处理"
        return _said(criterion, Outcome.INCOMPLETE, text, missing)
    return _said(criterion, Outcome.CONFIRM, f"符合{named}，请确认")


def _fire_text(criterion: Criterion, on: date) -> str:
    advice = f"疑似重大火灾隐患，建议提请消防救援机构判定：{criterion.text}"
    if criterion.is_in_force(on):
        return f"{advice}（{criterion.document} {criterion.article}）"
    return f"{advice}（{criterion.document} 的条号自{_the_day_after(criterion, on)}起不得引用，现行条号待核）"


def _the_day_after(criterion: Criterion, on: date) -> str:
    end = criterion.in_force_to or on
    return (date.fromordinal(end.toordinal() + 1)).isoformat()


def _said(criterion: Criterion, outcome: Outcome, text: str, missing: tuple[str, ...] = ()) -> Hint:
    return Hint(criterion=criterion.code, outcome=outcome, text=text, missing=missing)


@cache
def criteria() -> Mapping[str, Criterion]:
    """The bundled criteria, by code."""
    return load_criteria(_FILE.read_bytes(), name=_FILE.name)


def load_criteria(data: bytes, *, name: str) -> Mapping[str, Criterion]:
    """Read a file of criteria; ChecklistError carries every problem in it."""
    reading, root = open_toml(data, name=name)
    root.allow(("criterion",))
    found: dict[str, Criterion] = {}
    for table in root.tables("criterion"):
        criterion = _criterion(table)
        if criterion.code in found:
            table.report(ProblemCode.DUPLICATE_ID, criterion.code)
        found[criterion.code] = criterion
    reading.finish()
    return MappingProxyType(found)


def _criterion(table: Table) -> Criterion:
    code = table.text("code")
    table = table.at(code or table.place)
    table.allow(_KEYS)
    first, last = table.period()
    return Criterion(
        code=code,
        regime=table.chosen("regime", Regime),
        document=table.text("document"),
        article=table.text("article", may_be_empty=True),
        text=table.text("text"),
        proof=table.text("proof", may_be_empty=True),
        certainty=table.chosen("certainty", Certainty),
        note=table.text("note", required=False),
        status=table.chosen("status", Status),
        attachments=table.texts("attachments", required=False),
        in_force_from=first,
        in_force_to=last,
    )
