"""The smallest change of facts that would change a proposal: found by searching, not written by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final

from checklists.criteria import Criterion
from checklists.facts import FACTS
from checklists.judgement import (
    OUTCOME_WORDS,
    Case,
    FactKind,
    Outcome,
    UsedFact,
    hint_of,
    otherwise,
    used_facts,
)
from checklists.model import FactValue, MajorTrigger

_WORDS: Final[Mapping[FactKind, Mapping[bool, str]]] = {
    FactKind.ATTACHMENT: {True: "补齐 {so}", False: "撤下 {so}"},
    FactKind.CIRCUMSTANCE: {True: "确认 {so}", False: "若{so}"},
    FactKind.INSTITUTION: {True: "登记 {so}", False: "若{so}"},
    FactKind.SOURCE: {True: "由法制人员核实该情形的官方原文"},
}
"""Which facts may be turned, to what, and how that is said; the failed item itself is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One fact turned to another value: what it is said to be from now on."""

    fact: UsedFact
    held: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The smallest set of moves that leads to another outcome."""

    moves: tuple[Move, ...]
    outcome: Outcome

    @property
    def text(self) -> str:
        """The change and what follows from it, as the card says it."""
        told = "不再命中，按一般隐患处理" if self.outcome is Outcome.ORDINARY else OUTCOME_WORDS[self.outcome]
        return f"{'，且'.join(move.text for move in self.moves)} → {told}"


def turns(case: Case, trigger: MajorTrigger) -> tuple[Turn, ...]:
    """Return, for every other outcome in reach of one criterion, each smallest set of moves; the shortest first."""
    criterion = case.known[trigger.criterion]
    before = hint_of(case, trigger)
    if before is None:
        return ()
    choices = [tuple(_moves(criterion, fact)) for fact in used_facts(case, trigger, criterion)]
    found: dict[Outcome, list[Turn]] = {}
    for size in range(1, len(choices) + 1):
        known = frozenset(found)
        for moves in _sets(choices, size):
            after = hint_of(moved(case, moves), trigger)
            outcome = after.outcome if after else Outcome.ORDINARY
            if outcome is not before.outcome and outcome not in known:
                found.setdefault(outcome, []).append(Turn(moves=moves, outcome=outcome))
    ranks = list(Outcome)
    every = [turn for turns_there in found.values() for turn in turns_there]
    return tuple(sorted(every, key=lambda turn: (len(turn.moves), -ranks.index(turn.outcome))))


def _sets(choices: Sequence[tuple[Move, ...]], size: int) -> Iterator[tuple[Move, ...]]:
    movable = [moves for moves in choices if moves]
    for chosen in combinations(movable, size):
        yield from product(*chosen)


def _moves(criterion: Criterion, fact: UsedFact) -> Iterator[Move]:
    for held, words in _WORDS.get(fact.kind, {}).items():
        if fact.held is not held and not (fact.held is None and not held and fact.kind is FactKind.ATTACHMENT):
            so = fact.text if held or fact.kind is FactKind.ATTACHMENT else otherwise(criterion, fact)
            yield Move(fact=fact, held=held, text=words.format(so=so))


def moved(case: Case, moves: Sequence[Move]) -> Case:
    """Return the case as it would be after some moves."""
    for move in moves:
        case = _apply(case, move)
    return case


def _apply(case: Case, move: Move) -> Case:
    key = move.fact.key
    match move.fact.kind:
        case FactKind.ATTACHMENT:
            kept = case.attachments | {key} if move.held else case.attachments - {key}
            return replace(case, attachments=kept)
        case FactKind.CIRCUMSTANCE:
            return replace(case, circumstances={**case.circumstances, key: move.held})
        case FactKind.INSTITUTION:
            return replace(case, facts={**case.facts, **_institution(key, held=move.held)})
        case FactKind.SOURCE:
            return replace(case, confirmed=case.confirmed | {key})
        case FactKind.ITEM:
            return case


def _institution(key: str, *, held: bool) -> Mapping[str, FactValue]:
    """Return facts under which one of several is so, or none is; the first stands for the group."""
    names = [name for name in key.split() if name in FACTS]
    return {names[0]: True} if held else dict.fromkeys(names, False)
