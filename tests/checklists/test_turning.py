"""The smallest change is found by searching: it works, nothing smaller does, and it is the same every time."""

from dataclasses import replace
from itertools import combinations

import pytest

from checklists.criteria import criteria
from checklists.judgement import Case, Outcome, hint_of
from checklists.loader import bundled
from checklists.model import MajorTrigger, Relation
from checklists.turning import moved, turns
from tests.checklists.test_judgement import AFTER, ENABLED, FIRE, answers, failing, frozen, whole

LIBRARY = [(item, trigger) for checklist in bundled() for item in checklist.items for trigger in item.major]


def texts(case, trigger):
    """What the card says."""
    return [turn.text for turn in turns(case, trigger)]


def direct(code, **given):
    """A case of one criterion, and its trigger."""
    item = failing(code)
    return Case(item=item, on=AFTER, **frozen(whole(criteria()[code], **given))), item.major[0]


def test_the_one_missing_attachment_would_make_it_confirmable():
    said = texts(*direct("MH-A1", attachments=()))
    assert "补齐 房屋安全鉴定报告或住建部门书面意见 → 可提请认定为重大事故隐患" in said


def test_a_licence_at_hand_would_take_it_out():
    assert "若已取得食品经营许可 → 不再命中，按一般隐患处理" in texts(*direct("MH-B2"))


def test_a_confirmed_source_is_part_of_the_change_where_the_criterion_is_unverified():
    said = texts(*direct("MH-C2"))
    assert "由法制人员核实该情形的官方原文 → 可提请认定为重大事故隐患" in said


def test_two_missing_attachments_are_one_change_of_two_facts():
    (turn,) = [one for one in turns(*direct("MH-A3", attachments=())) if one.outcome is Outcome.CONFIRM]
    assert [move.text for move in turn.moves] == ["补齐 现场照片", "补齐 芯材或装修材料检验报告"]


def test_what_is_at_hand_can_be_taken_away_but_what_is_missing_cannot():
    said = texts(*direct("MH-A1"))
    assert "撤下 房屋安全鉴定报告或住建部门书面意见 → 事实或附件不全，补齐前按一般隐患处理" in said
    assert not any("撤下" in one for one in texts(*direct("MH-A1", attachments=())))


def test_a_criterion_that_is_silent_has_no_change_to_show():
    assert turns(*direct("MH-C1")) == ()


@pytest.mark.parametrize("code", sorted(criteria()))
@pytest.mark.parametrize("relation", [Relation.DIRECT, Relation.CANDIDATE])
def test_every_turn_works_and_no_part_of_it_is_enough(code, relation):
    trigger = MajorTrigger(criterion=code, relation=relation)
    item = replace(FIRE.item("FS-A12"), major=(trigger,))
    for case in (Case(item=item, on=AFTER), Case(item=item, on=AFTER, circumstances=answers(criteria()[code], False))):
        found = turns(case, trigger)
        assert found == turns(case, trigger)
        for turn in found:
            assert hint_of(moved(case, turn.moves), trigger).outcome is turn.outcome
            for size in range(len(turn.moves)):
                for fewer in combinations(turn.moves, size):
                    assert hint_of(moved(case, fewer), trigger).outcome is not turn.outcome


def test_only_a_legal_officer_stands_between_an_unverified_criterion_and_a_proposal():
    for item, trigger in LIBRARY:
        for turn in turns(Case(item=item, on=AFTER), trigger):
            if turn.outcome is Outcome.CONFIRM and trigger.criterion not in ENABLED:
                assert any("法制人员" in move.text for move in turn.moves)
