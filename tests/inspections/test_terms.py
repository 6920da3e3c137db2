"""Every code has its Chinese term, and nothing else has."""

from checklists.facilities import Standing
from inspections import terms
from inspections.document import PAPERS
from inspections.finding import CATEGORIES
from inspections.inspection import RESULTS
from inspections.transitions import NEXT, DocumentState, FindingState, InspectionState, JointTaskState


def test_every_state_and_step_has_a_term():
    assert set(terms.FINDING_STATE) == {"", *FindingState}
    assert set(terms.INSPECTION_STATE) == {"", *InspectionState}
    assert set(terms.DOCUMENT_STATE) == {"", *DocumentState}
    assert set(terms.JOINT_TASK_STATE) == {"", *JointTaskState}
    assert set(terms.FACILITY_STANDING) == set(Standing)
    assert set(terms.STEP) == {step for table in NEXT.values() for _, step in table}


def test_every_result_category_and_paper_has_a_term():
    assert set(terms.RESULT) == set(RESULTS)
    assert set(terms.CATEGORY) == set(CATEGORIES)
    assert set(PAPERS) <= set(terms.PAPER)
    assert all(terms.PAPER[code] == kind.title for code, kind in PAPERS.items())


def test_every_refusal_has_words():
    from inspections.refusal import RefusedError

    for kind in [RefusedError, *RefusedError.__subclasses__()]:
        assert str(kind("说明。", "做法。")) == "说明。做法。"
