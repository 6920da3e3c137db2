"""What a failed item may amount to: facts -> clause -> proposal. Rules propose, the competent person determines."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final

from checklists.criteria import Circumstance, Criterion, Regime, Status, criteria
from checklists.facts import FACTS
from checklists.model import FactValue, Item, MajorTrigger, Relation

ORDINARY_TEXT: Final = "未命中重大情形，按一般隐患处理"


@unique
class Outcome(StrEnum):
    """What is proposed, weakest first."""

    ORDINARY = "ordinary"
    NOTICE = "notice"
    INCOMPLETE = "incomplete"
    CHECK_SOURCE = "check_source"
    REFER_TO_FIRE = "refer_to_fire"
    CONFIRM = "confirm"


OUTCOME_WORDS: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.ORDINARY: ORDINARY_TEXT,
        Outcome.NOTICE: "只作提示",
        Outcome.INCOMPLETE: "事实或附件不全，补齐前按一般隐患处理",
        Outcome.CHECK_SOURCE: "待核，只作提示，由人工判定",
        Outcome.REFER_TO_FIRE: "提请消防救援机构判定",
        Outcome.CONFIRM: "可提请认定为重大事故隐患",
    }
)


@unique
class FactKind(StrEnum):
    """What sort of fact a proposal rests on."""

    ITEM = "item"
    INSTITUTION = "institution"
    CIRCUMSTANCE = "circumstance"
    ATTACHMENT = "attachment"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFact:
    """One fact that a proposal rests on: true, false, or None while nobody said."""

    kind: FactKind
    key: str
    text: str
    held: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything a proposal is worked out from."""

    item: Item
    on: date
    """The day of the fact: it decides which edition rules."""
    attachments: frozenset[str] = frozenset()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    circumstances: Mapping[str, bool] = field(default_factory=dict)
    """A person's answers, by `Criterion.key`."""
    confirmed: frozenset[str] = frozenset()
    """Criteria whose wording the agency's legal officer confirmed."""
    known: Mapping[str, Criterion] = field(default_factory=criteria)
    """Every criterion by code; those that a legal officer corrected in their corrected words."""

    def is_verified(self, criterion: Criterion) -> bool:
        """Tell whether a criterion may propose: bundled as verified, or confirmed by a legal officer."""
        return criterion.is_verified or criterion.code in self.confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What one criterion says about a failed item, and every fact it looked at."""

    criterion: str
    cites: str
    """The criterion whose clause rules on the day; another one where an edition was replaced."""
    clause: str
    """How it may be cited; never an article number that was not verified."""
    outcome: Outcome
    text: str
    is_verified: bool
    facts: tuple[UsedFact, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is put before the person who determines; never a determination."""

    outcome: Outcome
    hints: tuple[Hint, ...]


def propose(
    item: Item,
    *,
    on: date,
    attachments: Collection[str] = (),
    facts: Mapping[str, FactValue] | None = None,
    circumstances: Mapping[str, bool] | None = None,
    confirmed: Collection[str] = (),
    known: Mapping[str, Criterion] | None = None,
) -> Proposal:
    """Propose what a failed item may amount to on a day (判定标准; GB 35181 only as a referral to the fire agency)."""
    case = Case(
        item=item,
        on=on,
        attachments=frozenset(attachments),
        facts=facts or {},
        circumstances=circumstances or {},
        confirmed=frozenset(confirmed),
        known=criteria() if known is None else known,
    )
    return judge(case)


def judge(case: Case) -> Proposal:
    """Propose from a whole case: one hint per criterion the item names, the strongest outcome leads."""
    hints = tuple(hint for trigger in case.item.major if (hint := hint_of(case, trigger)) is not None)
    return Proposal(outcome=strongest(hint.outcome for hint in hints), hints=hints)


def strongest(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the strongest of some outcomes, ordinary where there is none."""
    return max(outcomes, key=list(Outcome).index, default=Outcome.ORDINARY)


def hint_of(case: Case, trigger: MajorTrigger) -> Hint | None:
    """Return what one criterion says; None while it is silent or before it came into force."""
    criterion = case.known[trigger.criterion]
    is_silent = criterion.status is Status.OFF and criterion.code not in case.confirmed
    if is_silent or not criterion.has_begun(case.on):
        return None
    return _RULES[criterion.regime](case, trigger, criterion)


def used_facts(case: Case, trigger: MajorTrigger, criterion: Criterion) -> tuple[UsedFact, ...]:
    """Return every fact a criterion looks at, in the order a person checks them."""
    found = [UsedFact(kind=FactKind.ITEM, key=case.item.id, text=f"检查项 {case.item.id} 不符合", held=True)]
    if criterion.facts:
        words = "或".join(f"“{FACTS[name].name}”" for name in criterion.facts)
        key = " ".join(criterion.facts)
        held = _any_fact(case, criterion)
        found.append(UsedFact(kind=FactKind.INSTITUTION, key=key, text=f"机构事实{words}为是", held=held))
    found += [_circumstance(case, trigger, criterion, one) for one in criterion.circumstances]
    found += [
        UsedFact(kind=FactKind.ATTACHMENT, key=name, text=name, held=True if name in case.attachments else None)
        for name in criterion.attachments
    ]
    if criterion.regime is Regime.MAJOR_ACCIDENT:
        held = True if case.is_verified(criterion) else None
        found.append(UsedFact(kind=FactKind.SOURCE, key=criterion.code, text="该情形的官方原文已核实", held=held))
    return tuple(found)


def _circumstance(case: Case, trigger: MajorTrigger, criterion: Criterion, one: Circumstance) -> UsedFact:
    from_item = True if one.from_item and trigger.relation is Relation.DIRECT else None
    key = criterion.key(one)
    held = case.circumstances.get(key, from_item)
    return UsedFact(kind=FactKind.CIRCUMSTANCE, key=key, text=one.text, held=held)


def _any_fact(case: Case, criterion: Criterion) -> bool | None:
    held = [case.facts.get(name) for name in criterion.facts]
    if True in held:
        return True
    return None if None in held else False


def _accident(case: Case, trigger: MajorTrigger, criterion: Criterion) -> Hint:
    facts = used_facts(case, trigger, criterion)
    if any(fact.held is False for fact in facts):
        return _hint(case, criterion, Outcome.ORDINARY, _unmet_text(criterion, facts), facts)
    if not case.is_verified(criterion) or criterion.has_ended(case.on):
        text = f"可能属于重大，请核对原文后人工判定：{criterion.text}"
        return _hint(case, criterion, Outcome.CHECK_SOURCE, text, facts)
    named = f"{_cited(case, criterion)}（{criterion.text}）"
    missing = tuple(fact.text for fact in facts if fact.held is None)
    if missing:
        text = f"可能符合{named}，{_missing_text(facts)}；补齐并确认前按一般隐患处理"
        return _hint(case, criterion, Outcome.INCOMPLETE, text, facts, missing)
    return _hint(case, criterion, Outcome.CONFIRM, f"符合{named}，请确认", facts)


def _fire(case: Case, trigger: MajorTrigger, criterion: Criterion) -> Hint:
    facts = used_facts(case, trigger, criterion)
    if any(fact.held is False for fact in facts):
        return _hint(case, criterion, Outcome.ORDINARY, _unmet_text(criterion, facts), facts)
    text = f"疑似重大火灾隐患，建议提请消防救援机构判定：{criterion.text}（{_fire_source(case, criterion)}）"
    return _hint(case, criterion, Outcome.REFER_TO_FIRE, text, facts)


def _fire_source(case: Case, criterion: Criterion) -> str:
    if not criterion.has_ended(case.on):
        return _cited(case, criterion) if criterion.certainty.is_verified else f"{criterion.document}，条号待核"
    first = (criterion.in_force_to or case.on) + timedelta(days=1)
    now = case.known.get(criterion.successor)
    told = f"现行{now.document} {now.article}，条目待核" if now else "现行条号待核"
    return f"{criterion.document} 的条号自{first.isoformat()}起不得引用，{told}"


def _notice(case: Case, trigger: MajorTrigger, criterion: Criterion) -> Hint:
    return _hint(case, criterion, Outcome.NOTICE, criterion.text, used_facts(case, trigger, criterion)[:1])


_RULES: Final = MappingProxyType(
    {
        Regime.MAJOR_ACCIDENT: _accident,
        Regime.MAJOR_FIRE: _fire,
        Regime.TEMPORARY_SEAL: _notice,
        Regime.FOLLOW_UP: _notice,
    }
)


def _hint(
    case: Case,
    criterion: Criterion,
    outcome: Outcome,
    text: str,
    facts: tuple[UsedFact, ...],
    missing: tuple[str, ...] = (),
) -> Hint:
    ruling = case.known.get(criterion.successor, criterion) if criterion.has_ended(case.on) else criterion
    verified = case.is_verified(criterion) or (
        criterion.regime is not Regime.MAJOR_ACCIDENT and criterion.certainty.is_verified
    )
    return Hint(
        criterion=criterion.code,
        cites=ruling.code,
        clause=_cited(case, ruling),
        outcome=outcome,
        text=text,
        is_verified=verified and ruling is criterion,
        facts=facts,
        missing=missing,
    )


def _cited(case: Case, criterion: Criterion) -> str:
    if not criterion.certainty.is_verified and criterion.code not in case.confirmed:
        return criterion.document
    space = " " if criterion.document.startswith("GB") and criterion.article else ""
    return f"{criterion.document}{space}{criterion.article}"


_MISSING_WORDS: Final = (
    (FactKind.ATTACHMENT, "缺少附件："),
    (FactKind.CIRCUMSTANCE, "尚待确认："),
    (FactKind.INSTITUTION, "缺少"),
)


def _missing_text(facts: Collection[UsedFact]) -> str:
    told = []
    for kind, begin in _MISSING_WORDS:
        texts = [fact.text for fact in facts if fact.kind is kind and fact.held is None]
        if texts:
            told.append(f"{begin}{'、'.join(texts)}")
    return "，".join(told)


def _unmet_text(criterion: Criterion, facts: Collection[UsedFact]) -> str:
    because = [otherwise(criterion, fact) for fact in facts if fact.held is False]
    return f"未命中（{criterion.text}）：{'；'.join(because)}"


def otherwise(criterion: Criterion, fact: UsedFact) -> str:
    """Say what stands where a fact is not so."""
    for one in criterion.circumstances:
        if fact.key == criterion.key(one):
            return one.otherwise
    return f"{fact.text.removesuffix('为是')}为否"
