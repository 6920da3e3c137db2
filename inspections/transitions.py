"""Which step leads from which state to which: the one table, for every kind of record that has a life.

Findings: domain table "States and steps". Overdue is computed from deadline and today, never a state.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

NEW: Final = ""


class FindingState(StrEnum):
    """Where the work on a finding stands."""

    RECORDED = "recorded"
    ADVISED = "advised"
    ORDERED = "ordered"
    REPORTED = "reported"
    PASSED = "passed"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    VOIDED = "voided"


class Step(StrEnum):
    """What can be done with a finding."""

    RECORD = "record"
    FIX_ON_THE_SPOT = "fix_on_the_spot"
    ORDER = "order"
    ADVISE = "advise"
    EXTEND = "extend"
    REPORT = "report"
    PASS = "reinspect_pass"  # noqa: S105
    FAIL = "reinspect_fail"
    CLOSE = "close"
    REOPEN = "reopen"
    REFER = "refer"
    RETURN_ORDERED = "receipt_ordered"
    RETURN_CLOSED = "receipt_closed"
    VOID = "void"


class InspectionState(StrEnum):
    """Where a visit stands."""

    RUNNING = "running"
    FINISHED = "finished"
    VOIDED = "voided"


class JointTaskState(StrEnum):
    """Where a joint task about missing fire approval stands."""

    CHECKING = "checking"
    RECTIFYING = "rectifying"
    COMPLETED = "completed"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    VOIDED = "voided"


class DocumentState(StrEnum):
    """Where a paper stands. Signed, stamped and served are facts with dates beside this, not states."""

    NUMBERED = "numbered"
    SEALED = "sealed"
    VOIDED = "voided"


OPEN: Final = (
    FindingState.RECORDED,
    FindingState.ORDERED,
    FindingState.REPORTED,
    FindingState.PASSED,
    FindingState.HANDED_OVER,
)
"""States that stay in the balance of hazards: only closed and voided leave it; advice never enters."""

_S, _T = FindingState, Step

FINDING_STEPS: Final[Mapping[tuple[str, str], str]] = {
    (NEW, _T.RECORD): _S.RECORDED,
    (_S.RECORDED, _T.FIX_ON_THE_SPOT): _S.PASSED,
    (_S.RECORDED, _T.ORDER): _S.ORDERED,
    (_S.RECORDED, _T.ADVISE): _S.ADVISED,
    (_S.RECORDED, _T.VOID): _S.VOIDED,
    (_S.ORDERED, _T.EXTEND): _S.ORDERED,
    (_S.ORDERED, _T.REPORT): _S.REPORTED,
    (_S.ORDERED, _T.PASS): _S.PASSED,
    (_S.ORDERED, _T.FAIL): _S.ORDERED,
    (_S.REPORTED, _T.PASS): _S.PASSED,
    (_S.REPORTED, _T.FAIL): _S.ORDERED,
    (_S.PASSED, _T.CLOSE): _S.CLOSED,
    (_S.CLOSED, _T.REOPEN): _S.ORDERED,
    (_S.RECORDED, _T.REFER): _S.HANDED_OVER,
    (_S.ORDERED, _T.REFER): _S.HANDED_OVER,
    (_S.REPORTED, _T.REFER): _S.HANDED_OVER,
    (_S.PASSED, _T.REFER): _S.HANDED_OVER,
    (_S.HANDED_OVER, _T.RETURN_ORDERED): _S.ORDERED,
    (_S.HANDED_OVER, _T.RETURN_CLOSED): _S.CLOSED,
}

NEXT: Final[Mapping[str, Mapping[tuple[str, str], str]]] = {
    "finding": FINDING_STEPS,
    "inspection": {
        (NEW, "start"): InspectionState.RUNNING,
        (InspectionState.RUNNING, "finish"): InspectionState.FINISHED,
        (InspectionState.FINISHED, "resume"): InspectionState.RUNNING,
        (InspectionState.RUNNING, "void"): InspectionState.VOIDED,
    },
    "document": {
        (NEW, "number"): DocumentState.NUMBERED,
        (DocumentState.NUMBERED, "seal"): DocumentState.SEALED,
        (DocumentState.NUMBERED, "void"): DocumentState.VOIDED,
        (DocumentState.SEALED, "void"): DocumentState.VOIDED,
        (NEW, "external"): DocumentState.SEALED,
    },
    "joint_task": {
        (NEW, "open"): JointTaskState.CHECKING,
        (JointTaskState.CHECKING, "rectify"): JointTaskState.RECTIFYING,
        (JointTaskState.RECTIFYING, "rectify"): JointTaskState.RECTIFYING,
        (JointTaskState.CHECKING, "complete"): JointTaskState.COMPLETED,
        (JointTaskState.RECTIFYING, "complete"): JointTaskState.COMPLETED,
        (JointTaskState.CHECKING, "submit"): JointTaskState.SUBMITTED,
        (JointTaskState.RECTIFYING, "submit"): JointTaskState.SUBMITTED,
        (JointTaskState.SUBMITTED, "decide"): JointTaskState.DECIDED,
        (JointTaskState.CHECKING, "void"): JointTaskState.VOIDED,
    },
}


def refusal_text(kind: str, state: str, step: str) -> str:
    """Say in Chinese why a step does not lead on from a state."""
    from inspections import terms

    return f"“{terms.state(kind, state)}”状态下不能“{terms.STEP[step]}”"


def steps_from(kind: str, state: str) -> tuple[str, ...]:
    """Return the steps that lead on from a state."""
    return tuple(step for (origin, step) in NEXT[kind] if origin == state)
