from datetime import date

import pytest

from inspections.rechecking import OURS, propose_recheck

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("approval", "looked", "approved", "due"),
    [
        ("accepted", date(2026, 6, 30), None, date(2027, 6, 30)),
        ("filed", date(2026, 8, 31), None, date(2027, 2, 28)),
        ("accepted", date(2026, 6, 30), date(2026, 9, 1), date(2027, 9, 1)),
        ("filed", date(2025, 1, 1), None, TODAY),
        ("accepted", None, None, TODAY),
        ("accepted", date(2027, 1, 1), date(2026, 1, 1), TODAY),
    ],
)
def test_so_many_months_after_the_last_look_but_never_before_today(approval, looked, approved, due):
    proposed = propose_recheck(approval, today=TODAY, last_inspected=looked, approved_on=approved)
    assert proposed.on == due or (looked and looked > TODAY)
    assert proposed.on >= TODAY
    assert OURS in proposed.reason


@pytest.mark.parametrize("approval", ["none", "", "unknown"])
def test_without_an_approval_nothing_is_proposed(approval):
    assert propose_recheck(approval, today=TODAY, last_inspected=None, approved_on=None) is None
